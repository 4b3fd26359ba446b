"""Compiling of kernels by numba, with a cache on disk where there is a place for one.

Numba keeps compiled code beside the module or in the user's cache folder. Where neither can be written (a read-only
installation without a home), and where keeping fails half-way (a full disk), the kernel is compiled anew in every
process: slower by seconds, never an error. Numba's own ``NUMBA_CACHE_DIR`` names another folder.

A cached kernel is renewed when its own file changes, but not when a file changes that it takes functions from.
Therefore all compiled functions stand in one file, `loops`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, cast

__all__ = ["compiled", "inlined"]

P = ParamSpec("P")
R = TypeVar("R")


def inlined(function: Callable[P, R]) -> Callable[P, R]:
    """Make *function* part of the kernels that call it."""
    import numba

    made: Callable[P, R] = numba.njit(forceinline=True, nogil=True, error_model="numpy")(function)
    return made


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Compile *function* at its first call; it runs without the interpreter's lock."""
    return cast(Callable[P, R], _Kernel(function))


class _Kernel:
    """A function that is compiled at its first call, from the cache if that works."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self._function = function
        self._made: Callable[..., Any] | None = None
        self._cached = True

    def __call__(self, *arguments: Any) -> Any:
        made = self._made or self._make()
        if not self._cached:
            return made(*arguments)
        try:
            return made(*arguments)
        except OSError:
            self._cached = False
            return self._make()(*arguments)

    def _make(self) -> Callable[..., Any]:
        import numba

        made: Callable[..., Any]
        try:
            made = numba.njit(cache=self._cached, nogil=True, error_model="numpy")(self._function)
        except (RuntimeError, OSError):
            self._cached = False
            made = numba.njit(nogil=True, error_model="numpy")(self._function)
        self._made = made
        return made
