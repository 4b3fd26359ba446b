"""Headings, tables and paragraphs on a terminal; the same without colour and lines in a pipe.

Names and texts from input pass through `clean`; nothing that they say is taken as markup.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text as Styled

from sanso.cli.plain import break_points, cells, clean
from sanso.cli.voice import Voice

__all__ = ["Cell", "Column", "Terminal"]

Cell = str | Styled
"""What stands in a table: a string is made safe, styled text has been."""

Column = str | tuple[str, str]
"""The head of a column, or (head, "right")."""

_WIDEST = 150
_PIPE = 120
_NARROWEST_COLUMN = 8
_GAP = 2


class Terminal:
    """Where a command shows its results."""

    def __init__(self, voice: Voice) -> None:
        self.voice = voice
        self._live = sys.stdout.isatty()
        self._console = Console(file=sys.stdout, markup=False, highlight=False, emoji=False, width=self._columns())

    def _columns(self) -> int:
        if self._live:
            return max(40, min(Console(file=sys.stdout).width, _WIDEST))
        given = os.environ.get("COLUMNS", "")
        return max(40, min(int(given), 1000)) if given.isdecimal() else _PIPE

    @staticmethod
    def styled(text: object, style: str = "") -> Styled:
        """Return *text*, made safe, in *style*."""
        return Styled(clean(text), style)

    def line(self, text: Cell = "", indent: int = 0) -> None:
        """Print a paragraph, indented as a whole."""
        shown = text if isinstance(text, Styled) else self.styled(text)
        for piece in _broken(shown, self._console.width - indent):
            self._print(Styled(" " * indent).append(piece))

    def heading(self, text: str, more: str = "") -> None:
        """Print a heading with an empty line before it."""
        self.line()
        shown = self.styled(text, "bold")
        if more:
            shown.append(f"   {clean(more)}", "dim")
        self.line(shown)

    def table(
        self,
        columns: Sequence[Column],
        rows: Iterable[Sequence[Cell]],
        *,
        indent: int = 0,
        fixed: Sequence[int] = (),
        heads: bool = True,
    ) -> None:
        """Print a table. Columns in *fixed* are never broken."""
        names = [column if isinstance(column, str) else column[0] for column in columns]
        right = [not isinstance(column, str) for column in columns]
        body = [[cell if isinstance(cell, Styled) else self.styled(cell) for cell in row] for row in rows]
        head = [Styled("\n").join(map(self.styled, name.split("\n"))) for name in names] if heads else []
        widths = self._widths([*([head] if head else []), *body], len(columns), fixed, indent)
        table = Table(
            box=box.SIMPLE_HEAD if self._live and heads else None,
            pad_edge=False,
            padding=(0, _GAP - 1 if self._live and heads else _GAP, 0, 0),
            collapse_padding=True,
            show_edge=False,
            show_header=heads,
        )
        for name, width, aligned in zip(names, widths, right, strict=True):
            table.add_column(Styled(name, "dim"), width=width, no_wrap=True, justify="right" if aligned else "left")
        for row in body:
            lines = (Styled("\n").join(_broken(cell, width)) for cell, width in zip(row, widths, strict=True))
            table.add_row(*lines)
        self._print(table, indent)

    def _widths(self, rows: Sequence[Sequence[Styled]], number: int, fixed: Sequence[int], indent: int) -> list[int]:
        """Give every column what it asks for; where that is too much, take from the widest that may be broken."""
        natural = [
            max((cells(line.replace("\t", "")) for row in rows for line in row[column].plain.split("\n")), default=0)
            for column in range(number)
        ]
        room = self._console.width - indent - _GAP * (number - 1)
        while sum(natural) > room:
            free = [column for column in range(number) if column not in fixed and natural[column] > _NARROWEST_COLUMN]
            if not free:
                break
            widest = sorted(free, key=lambda column: natural[column])
            second = natural[widest[-2]] if len(widest) > 1 else _NARROWEST_COLUMN
            excess = sum(natural) - room
            column = widest[-1]
            natural[column] -= max(1, min(excess, natural[column] - max(second, _NARROWEST_COLUMN)))
        return natural

    def _print(self, what: object, indent: int = 0) -> None:
        """Print *what*, without blanks at the ends of lines."""
        with self._console.capture() as captured:
            self._console.print(what, soft_wrap=False, crop=False, no_wrap=True)
        for line in captured.get().splitlines() or [""]:
            sys.stdout.write(" " * indent + line.rstrip() + "\n")


def _broken(text: Styled, width: int) -> list[Styled]:
    """Break styled text into lines of at most *width* columns; what stands before a tab hangs out to the left."""
    lines: list[Styled] = []
    for line in text.split("\n", allow_blank=True) or [Styled("")]:
        tab = line.plain.find("\t")
        label, rest = (line[:tab], line[tab + 1 :]) if tab >= 0 else (Styled(""), line)
        hang = cells(label.plain)
        pieces = rest.divide(break_points(rest.plain, max(1, width - hang)))
        for number, piece in enumerate(pieces):
            piece.rstrip()
            lines.append((label if number == 0 else Styled(" " * hang)) + piece)
    return lines
