"""What claims prove of a device, on a terminal: what each fills, what is not borne out, which claims are in vain."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sanso.cli.plain import clean
from sanso.cli.terminal import Column, Terminal
from sanso.cli.voice import Voice, counted
from sanso.report.label_words import items_by_scheme
from sanso.trust.verdicts.verdict import BASIS_TEXTS

if TYPE_CHECKING:
    from sanso.catalogue import Catalogue
    from sanso.trust.schemes.reports import LabelProof

__all__ = ["show_label_proof"]

_MOST = 8


def show_label_proof(proof: LabelProof, content: Catalogue, terminal: Terminal, voice: Voice, *, whole: bool) -> None:
    """Show what *proof* says; long lists are cut unless *whole*."""
    terminal.heading(
        voice("What claims prove", "主張による証明"),
        voice("each proven fact fills every scheme that asks", "証明された事実は、問うすべての制度に使えます"),
    )
    if not proof.fills:
        terminal.line(voice("No claim that counts answers an item.", "項目に答える有効な主張はありません。"), 1)
    for fill in proof.fills:
        said = voice(
            "{file}: {issuer}, {basis}, until {until}",
            "{file}: {issuer}、{basis}、{until} まで",
            file=proof.files.get(fill.claim, fill.claim),
            issuer=voice.text(proof.issuers[fill.issuer]),
            basis=voice.text(BASIS_TEXTS[fill.basis]),
            until=fill.until,
        )
        terminal.line(Terminal.styled(f"✓ {clean(said)}", "green"), 1)
        asked = items_by_scheme(content, fill.items)
        filled = items_by_scheme(content, fill.fills) or voice("nothing", "なし")
        line = voice(
            "answers {asked}; fills elsewhere {filled}",
            "回答 {asked}。ほかに充足 {filled}",
            asked=asked,
            filled=filled,
        )
        terminal.line(line, 4)
        if whole:
            _crosswalk(content, fill.fills, terminal, voice)
    for head, facts in (
        (
            voice("stated on a higher basis than is proven", "証明された水準より高い根拠が申告された事実"),
            proof.unproven,
        ),
        (
            voice("answered in two ways, the worse counts", "回答が食い違い、悪い方を採る事実"),
            proof.contradicted,
        ),
    ):
        if facts:
            terminal.line(Terminal.styled(f"◔ {head}:", "yellow"), 1)
            _facts(content, facts, terminal, voice, whole=whole)
    for claim in proof.vain:
        said = voice(
            "{file} does not count: {why}", "{file} は無効: {why}", file=claim.file, why=voice.text(claim.reason)
        )
        terminal.line(Terminal.styled(f"✕ {clean(said)}", "bold red"), 1)
    for note in proof.diagnostics:
        if note.code != "evidence-unpinned":
            terminal.line(Terminal.styled(clean(voice.text(note.message)), "yellow"), 1)


def _crosswalk(content: Catalogue, fills: Sequence[str], terminal: Terminal, voice: Voice) -> None:
    """Show which item of another scheme is filled by which facts."""
    between = voice(" ", "")
    rows = [
        (item, between.join(voice.text(content.device_facts[fact].title) for fact in content.scheme_items[item].facts))
        for item in fills
    ]
    columns: list[Column] = [voice("filled item", "充足する項目"), voice("by the facts", "根拠になる事実")]
    if rows:
        terminal.table(columns, rows, indent=4, fixed=(0,))


def _facts(content: Catalogue, facts: Sequence[str], terminal: Terminal, voice: Voice, *, whole: bool) -> None:
    shown = facts if whole else facts[:_MOST]
    for fact in shown:
        terminal.line(voice.text(content.device_facts[fact].title), 4)
    more = len(facts) - len(shown)
    if more:
        terminal.line(voice("… {facts} more", "… ほか {n} 件", n=more, facts=counted(more, "fact")), 4)
