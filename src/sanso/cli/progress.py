"""A sign of life on standard error for what takes longer than a second, on a terminal only."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sanso.cli.plain import clean

__all__ = ["working"]

_SILENT_SECONDS = 1.0


@contextmanager
def working(what: str) -> Iterator[Callable[[str], None]]:
    """Show *what* is being done while the body runs; the body may call the given function to change it."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    sign = _Sign(what)
    timer = threading.Timer(_SILENT_SECONDS, sign.show)
    timer.daemon = True
    timer.start()
    try:
        yield sign.change
    finally:
        timer.cancel()
        sign.hide()


class _Sign:
    """A spinner that appears once, changes, and disappears for good."""

    def __init__(self, what: str) -> None:
        self._what = clean(what)
        self._lock = threading.Lock()
        self._status: Any = None
        self._over = False

    def show(self) -> None:
        with self._lock:
            if self._over:
                return
            from rich.console import Console
            from rich.text import Text

            self._status = Console(stderr=True).status(Text(self._what))
            self._status.start()

    def change(self, what: str) -> None:
        from rich.text import Text

        with self._lock:
            self._what = clean(what)
            if self._status is not None:
                self._status.update(Text(self._what))

    def hide(self) -> None:
        with self._lock:
            self._over = True
            if self._status is not None:
                self._status.stop()
