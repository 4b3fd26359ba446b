"""The chapter on the trust gap: what is proven beside what is stated, by which claims, what lapses, what breaks."""

from __future__ import annotations

from collections.abc import Iterator

from sanso.analysis.proof.result import ClaimView, MarkView
from sanso.report.document.blocks import (
    Block,
    BulletList,
    Callout,
    Cell,
    Column,
    Heading,
    Mark,
    Row,
    Run,
    Table,
    paragraph,
)
from sanso.report.document.parts import category, drawn, lines, more, named, phrase, soft
from sanso.report.pictures import draw_trust_gap
from sanso.report.proof_page import ProofView
from sanso.report.reader import Reader

__all__ = ["trust_gap"]

_SIGN: dict[str, Mark] = {"good": "met", "bad": "missing", "unknown": "not-stated"}
"""The sign that stands before a mark of a claim."""

_SUBJECTS = 24
"""Elements whose gap is printed."""


def trust_gap(reader: Reader) -> Iterator[Block]:
    """Return the trust gap; nothing where no evidence was looked at."""
    proof = reader.assessment.proof
    if proof is None:
        return
    view = ProofView(reader, proof)
    yield Heading(1, phrase(reader, "gap"), "gap")
    yield paragraph(phrase(reader, "gap_intro"))
    yield BulletList(tuple(view.sentences))
    if view.old_lists:
        yield Callout(view.old_lists)
    if view.warnings:
        yield Callout(" ".join(view.warnings))
    yield drawn(draw_trust_gap(reader.model, reader.assessment, reader.catalogue, reader.lang), "upright")
    yield from _layers(reader, view)
    yield from _subjects(reader, view)
    yield from _claims(reader, view)
    yield from _lapses(reader, view)
    yield from _breaks(reader, view)
    found = tuple(f"{severity}: {message}" for severity, message in view.findings)
    if found:
        yield Heading(2, phrase(reader, "proof_found"), "proof-found")
        yield BulletList(found)


def _columns(reader: Reader, *heads: tuple[str, float], end: tuple[str, ...] = ()) -> tuple[Column, ...]:
    return tuple(Column(phrase(reader, key), share, "end" if key in end else "start") for key, share in heads)


def _layers(reader: Reader, view: ProofView) -> Iterator[Block]:
    figures = ("gap_required", "gap_stated", "gap_proven", "gap_open")
    yield Table(
        _columns(reader, ("layer", 1.2), *((key, 1) for key in figures), end=figures),
        tuple(
            Row((name, f"{count.required:,}", f"{count.stated:,}", Run(f"{count.proven:,}", strong=True),
                 f"{count.gap:,}"))
            for name, count in view.layers
        ),
        caption=phrase(reader, "gap_layers"),
    )  # fmt: skip


def _subjects(reader: Reader, view: ProofView) -> Iterator[Block]:
    found = view.first(_SUBJECTS)
    if not found.shown:
        return
    heads = (("subject", 2.4), ("category", 0.9), ("gap_measures", 1.7))
    strengths = (("gap_mix_stated", 1.9), ("gap_mix_proven", 1.9))
    nothing = phrase(reader, "nothing")
    yield Table(
        _columns(reader, *heads, *strengths),
        tuple(
            Row(
                (
                    named(reader, one.subject),
                    category(reader, one.required),
                    (f"{one.requirements.required:,} / {one.requirements.stated:,} / ",
                     Run(f"{one.requirements.proven:,}", strong=True)),
                    view.strength(one, proven=False) or nothing,
                    view.strength(one, proven=True) or nothing,
                )
            )
            for one in found.shown
        ),
        caption=phrase(reader, "gap_subjects"),
        left_out=more(reader, found.more),
    )  # fmt: skip


def _claims(reader: Reader, view: ProofView) -> Iterator[Block]:
    yield Heading(2, phrase(reader, "claims_title"), "claims")
    if not view.claims.shown:
        yield paragraph(phrase(reader, "claims_none"))
        return
    yield paragraph(phrase(reader, "claims_intro"))
    marks = ("claim_signature", "claim_authority", "claim_status", "claim_log")
    yield Table(
        _columns(reader, ("claim", 2.4), *((key, 1.3) for key in marks), ("claim_counts", 1.5)),
        tuple(Row(_claim(reader, view, claim)) for claim in view.claims.shown),
        left_out=more(reader, view.claims.more),
        landscape=True,
    )


def _claim(reader: Reader, view: ProofView, claim: ClaimView) -> tuple[Cell, ...]:
    until = f"{phrase(reader, 'claim_until')} {claim.until.date()}" if claim.until else ""
    about = f"{phrase(reader, 'claim_about')} {view.about(claim)}"
    title = lines(
        Run(view.issuer(claim), strong=True), about, Run(view.items(claim), mark="code"), soft(claim.file),
        soft(until),
    )  # fmt: skip
    counts = lines(
        Run(view.verdict(claim), strong=True),
        reader.word("basis", claim.basis) if claim.counts and claim.basis else None,
        reader.t(claim.why_not),
    )
    return title, *(_mark(reader, mark) for mark in claim.marks), counts


def _mark(reader: Reader, mark: MarkView) -> Run:
    return Run(reader.t(mark.text), mark=_SIGN[mark.state])


def _lapses(reader: Reader, view: ProofView) -> Iterator[Block]:
    yield Heading(2, phrase(reader, "lapses_title"), "lapses")
    if view.renewal:
        yield paragraph(view.renewal)
    if not view.lapses.shown:
        yield paragraph(phrase(reader, "lapses_none"))
        return
    yield paragraph(phrase(reader, "lapses_intro"))
    yield Table(
        _columns(reader, ("lapse_day", 1.2), ("lapse_why", 2.6), ("lapse_lost", 4.4), ("breaks_highest", 1)),
        tuple(
            Row(
                (
                    lines(Run(lapse.day.isoformat(), strong=True), soft(view.say("lapse_within", n=lapse.within))),
                    lines(view.cause(lapse), soft(reader.t(lapse.text))),
                    lines(*view.lost(lapse.loss)),
                    category(reader, lapse.loss.category) if lapse.loss else phrase(reader, "nothing"),
                )
            )
            for lapse in view.lapses.shown
        ),
        left_out=more(reader, view.lapses.more),
    )


def _breaks(reader: Reader, view: ProofView) -> Iterator[Block]:
    yield Heading(2, phrase(reader, "breaks_title"), "breaks")
    if not view.breaks.shown:
        yield paragraph(phrase(reader, "breaks_none"))
        return
    yield paragraph(phrase(reader, "breaks_intro"))
    heads = (("breaks_what", 2.4), ("lapse_lost", 4))
    figures = (("breaks_rows", 1.3), ("breaks_strengths", 1.2))
    rows = []
    for one in view.breaks.shown:
        kind, name = view.depends(one)
        rows.append(
            Row(
                (
                    lines(Run(name, strong=True), soft(kind)),
                    lines(*view.lost(one.loss)),
                    f"{len(one.loss.rows):,}",
                    f"{len(one.loss.strengths):,}",
                    category(reader, one.loss.category),
                )
            )
        )
    yield Table(
        _columns(reader, *heads, *figures, ("breaks_highest", 1), end=tuple(key for key, _ in figures)),
        tuple(rows),
        left_out=more(reader, view.breaks.more),
    )
