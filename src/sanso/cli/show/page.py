"""What every section of the summary needs: the assessment, its names, and where to show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sanso.analysis.result import Because
from sanso.cli.plain import clean
from sanso.cli.terminal import Cell, Terminal
from sanso.cli.voice import Voice
from sanso.facts import AxisPosition, Step
from sanso.report import wording
from sanso.verbs import Evaluation

__all__ = ["Page"]

_STATUS_STYLES = {"missing": "bold red", "not-stated": "yellow", "partial": "magenta", "met": "green"}
_LONGEST_CHAIN = 4
_CATEGORY_STYLES = {4: "bold red", 3: "bold yellow"}


@dataclass(frozen=True, slots=True)
class Page:
    """One assessment on one terminal; *whole* leaves nothing out."""

    terminal: Terminal
    evaluation: Evaluation
    voice: Voice
    whole: bool = False

    def name(self, ident: str | None) -> str:
        """Return the name of a thing; whoever is responsible for what nobody is responsible for is *nobody*."""
        if ident is None:
            return self.voice("nobody", "責任者なし")
        loaded = self.evaluation.loaded
        model = self.evaluation.model
        if model.thing(ident) is None and loaded is not None and loaded.model is not None:
            model = loaded.model
        return self.voice.text(model.label(ident))

    def rank(self) -> dict[str, int]:
        """Return the category that is required of each element, as far as one is."""
        found = self.evaluation.assessment
        placed = {row.element: row.category or 0 for row in found.iotssf}
        return placed | {row.subject: row.required or 0 for row in found.trust}

    def some(self, idents: Sequence[str], most: int, total: int | None = None) -> str:
        """Name the first *most* things and say how many more there are."""
        total = len(idents) if total is None else total
        most = total if self.whole else most
        names = self.voice(", ", "、").join(clean(self.name(ident)) for ident in idents[:most])
        more = total - most
        return names + (self.voice(" +{n:,}", " ほか{n:,}件", n=more) if more > 0 else "")

    def status(self, status: str, text: object) -> Cell:
        """Show *text* in the colour of a requirement status."""
        return Terminal.styled(text, _STATUS_STYLES.get(status, ""))

    def category(self, category: int | None, text: object) -> Cell:
        """Show *text* in the colour of a category."""
        return Terminal.styled(text, _CATEGORY_STYLES.get(category or 0, ""))

    def chain(self, via: Sequence[Step]) -> str:
        """Tell the way from what a cause names to who can cause it; the middle of a long one is left out."""
        model, shown = self.evaluation.model, self.voice.text
        if self.whole or len(via) <= _LONGEST_CHAIN:
            return shown(wording.chain_text(model, via))
        start, end = wording.chain_text(model, via[:1]), wording.chain_text(model, via[-2:])
        return f"{shown(start)} ← … ← {shown(end)}"

    def because(self, because: Because | AxisPosition) -> str:
        """Tell which harm decides and how it is reached; a floor where there is one."""
        parts = [self.name(because.harm)] if because.harm is not None else []
        if because.via:
            parts.append(self.chain(because.via))
        floor = getattr(because, "floor", 0)
        if floor:
            parts.append(self.voice("its data category asks for at least {n}", "データ区分により {n} 以上", n=floor))
        return self.voice(": ", ": ").join(parts)

    def more(self, number: int, indent: int = 0) -> None:
        """Say that *number* rows are not shown, and how to see them."""
        if number > 0:
            sentence = self.voice(
                "… {n:,} more: use --all, or `sanso report`", "… ほか{n:,}件。--all か `sanso report` で表示", n=number
            )
            self.terminal.line(Terminal.styled(sentence, "dim"), indent)
