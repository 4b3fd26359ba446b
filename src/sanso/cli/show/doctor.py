"""What the doctor found, on a terminal: one line per check, and under it what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sanso.cli.terminal import Terminal

if TYPE_CHECKING:
    from sanso.cli.voice import Voice
    from sanso.verbs.doctor import Checkup

__all__ = ["show_doctor"]

_STATES = {
    "fine": ("ok", "OK", "green"),
    "missing": ("missing", "不足", "bold red"),
    "optional": ("optional", "任意", "dim"),
}


def show_doctor(found: Checkup, voice: Voice) -> None:
    """Show every check, then what to do about those that lack something."""
    terminal = Terminal(voice)
    rows = []
    for check in found.checks:
        en, ja, style = _STATES[check.state]
        rows.append((Terminal.styled(voice(en, ja), style), voice.text(check.title), voice.text(check.value)))
    columns = (voice("State", "状態"), voice("What", "項目"), voice("Found", "内容"))
    terminal.table(columns, rows, fixed=(0, 1))
    for check in found.checks:
        if check.hint is not None:
            terminal.line()
            terminal.line(f"{voice.text(check.title)}: {voice.text(check.hint)}")
    terminal.line()
    if found.fine:
        terminal.line(voice("Everything that is needed is there.", "必要なものはすべてそろっています。"))
    else:
        terminal.line(voice("Something is missing; see above.", "不足があります。上記を確認してください。"))
