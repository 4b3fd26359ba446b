"""Headings, tables and paragraphs on a terminal; the same without colour and lines in a pipe.

Names and texts from input pass through `clean`; nothing that they say is taken as markup.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Styled

from sanso.cli.plain import clean
from sanso.cli.voice import Voice

__all__ = ["Cell", "Terminal"]

Cell = str | Styled
"""What stands in a table: a string is made safe, styled text has been."""

_WIDEST = 150
_PIPE = 120


class Terminal:
    """Where a command shows its results."""

    def __init__(self, voice: Voice) -> None:
        self.voice = voice
        self._live = sys.stdout.isatty()
        self._console = Console(
            file=sys.stdout, markup=False, highlight=False, emoji=False, soft_wrap=False, width=self._width()
        )

    def _width(self) -> int:
        if not self._live:
            columns = os.environ.get("COLUMNS", "")
            return max(40, int(columns)) if columns.isdecimal() else _PIPE
        return max(40, min(Console(file=sys.stdout).width, _WIDEST))

    @property
    def width(self) -> int:
        """How many columns there are."""
        return self._console.width

    @staticmethod
    def styled(text: object, style: str = "") -> Styled:
        """Return *text*, made safe, in *style*."""
        return Styled(clean(text), style)

    def line(self, text: Cell = "", indent: int = 0) -> None:
        """Print a paragraph, indented as a whole."""
        shown = text if isinstance(text, Styled) else Styled(clean(text))
        self._print(Padding(shown, (0, 0, 0, indent)) if indent else shown)

    def heading(self, text: str, more: str = "") -> None:
        """Print a heading with an empty line before it."""
        shown = self.styled(text, "bold")
        if more:
            shown.append(f"  {clean(more)}", "dim")
        self._print("")
        self._print(shown)

    def table(
        self,
        columns: Sequence[str | tuple[str, str]],
        rows: Iterable[Sequence[Cell]],
        *,
        indent: int = 0,
        fixed: Sequence[int] = (),
        heads: bool = True,
    ) -> None:
        """Print a table; a column is its head, or (head, "right"). Columns in *fixed* are never broken."""
        table = Table(
            box=box.SIMPLE_HEAD if self._live else None,
            pad_edge=False,
            padding=(0, 2, 0, 0) if not self._live else (0, 1),
            show_edge=False,
            show_header=heads,
            header_style="dim",
        )
        for number, column in enumerate(columns):
            head, justify = column if isinstance(column, tuple) else (column, "left")
            right = justify == "right"
            table.add_column(
                Styled(head), justify="right" if right else "left", no_wrap=number in fixed, overflow="fold"
            )
        for row in rows:
            table.add_row(*(cell if isinstance(cell, Styled) else Styled(clean(cell)) for cell in row))
        self._print(Padding(table, (0, 0, 0, indent)))

    def _print(self, what: object) -> None:
        """Print *what* without blanks at the ends of lines in a pipe."""
        if self._live:
            self._console.print(what)
            return
        with self._console.capture() as captured:
            self._console.print(what)
        for line in captured.get().splitlines() or [""]:
            sys.stdout.write(line.rstrip() + "\n")
