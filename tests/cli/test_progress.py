"""A sign of life on a terminal, after a second, and nowhere else."""

from __future__ import annotations

import io
import sys
import time

import pytest

from sanso.cli import progress


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_silence_where_nobody_watches(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = io.StringIO()
    monkeypatch.setattr(sys, "stderr", pipe)
    monkeypatch.setattr(progress, "_SILENT_SECONDS", 0.0)
    with progress.working("reading") as change:
        time.sleep(0.05)
        change("assessing")
    assert pipe.getvalue() == ""


@pytest.mark.parametrize(("silent", "seen"), [(0.0, True), (60.0, False)])
def test_only_what_takes_long_is_shown(monkeypatch: pytest.MonkeyPatch, silent: float, *, seen: bool) -> None:
    screen = Screen()
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(progress, "_SILENT_SECONDS", silent)
    with progress.working("reading\x1b[2J") as change:
        time.sleep(0.4)
        change("assessing")
        time.sleep(0.3)
    assert ("reading" in screen.getvalue()) == seen
    assert ("assessing" in screen.getvalue()) == seen
    assert "\x1b[2J" not in screen.getvalue()


def test_an_error_passes_through() -> None:
    with pytest.raises(ValueError, match="broken"), progress.working("reading"):
        raise ValueError("broken")
