"""The head of the summary: what was assessed, as of when, and what is to be said beforehand."""

from __future__ import annotations

from sanso.cli.show.page import Page
from sanso.cli.terminal import Terminal
from sanso.report import terms, wording

__all__ = ["show_header"]

_COUNTED = ("organizations", "people", "components", "systems", "procedures", "data", "connections", "harms")
_QUIET = ("absent", "absent-reference", "inactive-alternative")


def show_header(page: Page) -> None:
    """Show name, day, size, what is absent, and warnings."""
    voice, terminal, model = page.voice, page.terminal, page.evaluation.assessment.model
    title = Terminal.styled(voice.text(model.name), "bold")
    terminal.line(title.append(f"  {Terminal.styled(model.id).plain}", "dim"))
    day = voice.text(wording.day_text(model.at))
    if page.evaluation.assessment.proof is None:
        terminal.line(
            voice(
                "As it stands on {day}. Everything below is stated, not proven.",
                "{day} 時点の姿。以下はすべて申告であり、証明されたものではありません。",
                day=day,
            )
        )
    else:
        terminal.line(
            voice(
                "As it stands on {day}. What is proven stands in section 5; all else is stated.",
                "{day} 時点の姿。証明されているものは 5 に示します。それ以外はすべて申告です。",
                day=day,
            )
        )
    counts = [(key, model.counts.get(key, 0)) for key in _COUNTED]
    terminal.line(
        Terminal.styled(
            " · ".join(
                voice("{n:,}\u00a0{en}", "{ja}\u00a0{n:,}", n=n, en=_plural(key, n), ja=terms.COUNTS[key].show("ja"))
                for key, n in counts
            ),
            "dim",
        )
    )
    if model.absent:
        terminal.line(
            voice(
                "Not there on that day, or not chosen: {names}",
                "その日に存在しない、または選ばれていないもの: {names}",
                names=page.some(model.absent, 6),
            )
        )
    if model.catalogue_overrides:
        terminal.line(
            voice(
                "Own catalogue: {what}", "独自カタログによる置き換え: {what}", what="; ".join(model.catalogue_overrides)
            )
        )
    for finding in model.diagnostics:
        if finding.code not in _QUIET:
            label = voice.text(terms.SEVERITY[finding.severity])
            sentence = f"{label}: {voice.text(finding.message)}"
            terminal.line(Terminal.styled(sentence, "yellow" if finding.severity == "warning" else "dim"))


def _plural(key: str, number: int) -> str:
    word = terms.COUNTS[key].show("en")
    if number != 1:
        return word.replace(" ", "\u00a0")
    singular = {"people": "group of people", "data": "data set"}
    return singular.get(key, word.removesuffix("s")).replace(" ", "\u00a0")
