import os
import subprocess
import sys
import textwrap
from pathlib import Path

import numpy as np
import pytest

from sanso.attack.kernels.compiling import compiled
from sanso.attack.kernels.memory import memory_needed


def double(value: int) -> int:
    return 2 * value


def test_a_kernel_runs_where_no_cache_can_be_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    import numba

    real = numba.njit

    def without_cache(*functions: object, **options: object) -> object:
        if options.get("cache"):
            raise RuntimeError("cannot cache function: no locator available")
        return real(*functions, **options)

    monkeypatch.setattr(numba, "njit", without_cache)
    assert compiled(double)(4) == 8


def test_a_kernel_runs_where_keeping_fails_half_way(monkeypatch: pytest.MonkeyPatch) -> None:
    import numba

    real = numba.njit

    def full_disk(*functions: object, **options: object) -> object:
        if not options.get("cache"):
            return real(*functions, **options)

        def fail(function: object) -> object:
            def run(*arguments: object) -> object:
                raise OSError(28, "No space left on device")

            return run

        return fail

    monkeypatch.setattr(numba, "njit", full_disk)
    kernel = compiled(double)
    assert [kernel(4), kernel(5)] == [8, 10]


@pytest.mark.long
def test_kernels_run_from_a_read_only_installation_without_a_home(tmp_path: Path) -> None:
    program = textwrap.dedent("""
        from tests.attack.kernels.plays import play
        from sanso.attack.kernels import reach_counts
        print(reach_counts(play(["or", "or"], [(0, 1)], [0]), 1, 0, 64, "frontier").tolist())
    """)
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": ".", "NUMBA_CACHE_LOCATOR_CLASSES": "IPythonCacheLocator"},
        check=True,
    )
    assert done.stdout.strip() == "[64, 64]"


def test_importing_the_kernels_does_not_load_numba_or_scipy() -> None:
    program = (
        "import sys, sanso.attack.kernels, sanso.attack.worlds; print('numba' in sys.modules, 'scipy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


def test_memory_grows_with_size_and_covers_the_arrays() -> None:
    small, large = (memory_needed(n, 5 * n, "lanes") for n in (10_000, 1_000_000))
    assert large.peak == pytest.approx(100 * small.peak, rel=0.01)
    assert memory_needed(1_000, 5_000, "plain", columns=10_000).kernel >= 4 * 1_000 * 10_000
    assert memory_needed(10**8, 5 * 10**8, "lanes", threads=2).peak > 24 * 2**30
    assert memory_needed(100, 500, "timed", fallen=10).block == 1024 * 10 * 16
    assert np.isfinite(large.kernel)
