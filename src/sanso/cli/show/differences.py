"""What changed between two assessments, on a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text as Styled

from sanso.analysis.comparing.moves import label
from sanso.analysis.comparing.result import Direction
from sanso.cli.terminal import Cell, Column, Terminal
from sanso.cli.voice import Voice
from sanso.model.text import Text
from sanso.report.difference import between, headline, sections
from sanso.report.difference_rows import Section
from sanso.verbs.comparing import Compared

__all__ = ["show_differences"]

_STYLES: dict[Direction | None, str] = {"worse": "bold red", "mixed": "magenta", "better": "green"}
_NUMBERS = ("totals",)


def show_differences(made: Compared, voice: Voice, *, whole: bool = False) -> None:
    """Show totals, what got worse or better and why, then the changes of the model; *whole* leaves nothing out."""
    terminal, result = Terminal(voice), made.comparison
    title = Terminal.styled(voice.text(result.new.name), "bold")
    terminal.line(title.append(f"  {Terminal.styled(result.new.id).plain}", "dim"))
    terminal.line(voice.text(between(result)))
    terminal.line(
        voice(
            "Everything below is stated, not proven.",
            "以下はすべて申告であり、証明されたものではありません。",
        )
    )
    for notice in result.diagnostics:
        word = voice("warning: {said}", "警告: {said}", said=voice.text(notice.message))
        terminal.line(Terminal.styled(word, "yellow"))
    terminal.line()
    terminal.line(Terminal.styled(voice.text(headline(result)), "bold"))

    def name(ident: str) -> Text:
        return label(ident, made.old, made.new)

    for section in sections(result, name, None if whole else 12):
        _show(terminal, section, voice)


def _show(terminal: Terminal, section: Section, voice: Voice) -> None:
    terminal.heading(voice.text(section.title), voice.text(section.note))
    numbers = section.key in _NUMBERS
    heads = ["" if column.show("en") == "–" else voice.text(column) for column in section.columns]
    columns: list[Column] = [(head, "right") if numbers and place else head for place, head in enumerate(heads)]
    rows: list[list[Cell]] = []
    for row in section.rows:
        style = _STYLES.get(row.direction, "")
        rows.append([_cell(lines, voice, style if not place else "") for place, lines in enumerate(row.cells)])
    judged = bool(section.rows) and section.rows[0].direction is not None
    fixed = (0, 1, 2, 3) if numbers else (0,) if judged else ()
    terminal.table(columns, rows, indent=1, fixed=fixed)
    if section.more:
        sentence = voice("… {n:,} more: use --all", "… ほか{n:,}件。--all で表示", n=section.more)
        terminal.line(Terminal.styled(sentence, "dim"), 1)


def _cell(lines: Sequence[Text], voice: Voice, style: str) -> Cell:
    return Styled("\n").join(Terminal.styled(voice.text(line), style) for line in lines)
