"""The last chapters: what is not there, findings, method, sources, and the three-layer map as tables."""

from __future__ import annotations

from collections.abc import Iterator

from sanso.catalogue import parts_of_demand
from sanso.report import method, page, wording
from sanso.report.document.blocks import (
    Block,
    BulletList,
    Callout,
    Column,
    Heading,
    Row,
    Run,
    Table,
    paragraph,
)
from sanso.report.document.parts import LIMITS, category, lines, more, named, names, phrase, soft
from sanso.report.reader import Reader, capped

__all__ = ["annex", "methods", "notes"]


def notes(reader: Reader) -> Iterator[Block]:
    """Return what of the model is not there on the day, and what was found wrong with it."""
    about = reader.assessment.model
    yield Heading(1, phrase(reader, "notes"), "notes")
    yield Heading(2, phrase(reader, "absent", day=reader.t(wording.day_text(about.at))), "absent")
    yield paragraph(names(reader, about.absent, LIMITS.notes) if about.absent else phrase(reader, "absent_none"))
    yield Heading(2, phrase(reader, "findings"), "findings")
    found = capped(about.diagnostics, LIMITS.findings)
    if not found.shown:
        yield paragraph(phrase(reader, "findings_none"))
        return
    yield Table(
        (
            Column(phrase(reader, "severity"), 1),
            Column(phrase(reader, "message"), 4),
            Column(phrase(reader, "place"), 2.4),
        ),
        tuple(
            Row(
                (
                    reader.word("severity", one.severity),
                    lines(reader.t(one.message), soft(reader.t(one.hint)) if one.hint else None),
                    lines(str(one.place), soft(" ".join(part for part in (one.path, one.code) if part))),
                )
            )
            for one in found.shown
        ),
        left_out=more(reader, found.more),
    )


def methods(reader: Reader) -> Iterator[Block]:
    """Return the definitions, the tables that are Sanso's own, and the sources."""
    yield Heading(1, phrase(reader, "method"), "method")
    yield Heading(2, phrase(reader, "definitions"), "definitions")
    yield Table(
        (Column(phrase(reader, "term"), 1), Column(phrase(reader, "meaning"), 4)),
        tuple(Row((Run(reader.t(term), strong=True), reader.t(meaning))) for term, meaning in method.DEFINITIONS),
    )
    yield Heading(2, phrase(reader, "proposals"), "proposals")
    yield Callout(phrase(reader, "not_metis"))
    yield BulletList(
        tuple(
            (Run(reader.t(one.title), strong=True), f" – {reader.t(one.source)} ({one.edition})")
            for one in method.proposals(reader.catalogue)
        )
    )
    yield _grid(reader)
    yield _mixes(reader)
    yield Heading(2, phrase(reader, "sources"), "sources")
    yield Table(
        (
            Column(phrase(reader, "field"), 1.4),
            Column(phrase(reader, "source"), 3.6),
            Column(phrase(reader, "edition"), 1.2),
            Column(phrase(reader, "confidence"), 1.3),
            Column(phrase(reader, "records"), 0.8, "end"),
        ),
        tuple(
            Row(
                (
                    reader.t(one.kind),
                    reader.t(one.source),
                    str(one.edition),
                    reader.word("confidence", one.confidence),
                    str(one.records),
                )
            )
            for one in method.sources(reader.catalogue)
        ),
    )


def _grid(reader: Reader) -> Table:
    content = reader.catalogue
    return Table(
        (
            Column(f"{phrase(reader, 'human')} ↓ / {phrase(reader, 'economic')} →", 1.4),
            *(Column(reader.word("economic", level), 1, "center") for level in content.economic_levels),
        ),
        tuple(
            Row(
                (
                    reader.word("human", human),
                    *(category(reader, content.category_of(human, economic)) for economic in content.economic_levels),
                )
            )
            for human in content.human_levels
        ),
        caption=f"{phrase(reader, 'grid')} ({phrase(reader, 'sanso_proposal')})",
    )


def _mixes(reader: Reader) -> Table:
    content, nothing = reader.catalogue, phrase(reader, "nothing")
    parts = parts_of_demand()
    return Table(
        (
            Column(phrase(reader, "mix"), 0.7),
            Column(phrase(reader, "category"), 0.9),
            *(Column(reader.word("demand", part.replace("_", "-")), 1.2) for part in parts),
        ),
        tuple(
            Row(
                (
                    mix.id,
                    category(reader, mix.category),
                    *(
                        nothing
                        if mix.demands.word(part) == "none"
                        else reader.t(content.step(part, mix.demands.word(part)).title)
                        for part in parts
                    ),
                )
            )
            for mix in content.mixes.values()
        ),
        caption=f"{phrase(reader, 'mixes_table')} ({phrase(reader, 'sanso_proposal')})",
    )


def annex(reader: Reader) -> Iterator[Block]:
    """Return the three-layer map as tables: its elements, and its connections."""
    places, links = page.places(reader, LIMITS), page.links(reader, LIMITS)
    yield Heading(1, f"{'付録' if reader.lang == 'ja' else 'Annex'}: {phrase(reader, 'layers')}", "annex")
    if places.shown:
        proven = (("gap_proven", 1.4),) if reader.assessment.proof is not None else ()
        heads = (("element", 2.2), ("type", 1.2), ("plane", 1), ("required_category", 1.2), ("stated_part", 1.4))
        yield Table(
            tuple(Column(phrase(reader, key), share) for key, share in (*heads, *proven)),
            tuple(
                Row(
                    (
                        named(reader, place.element),
                        reader.type_of(place.element),
                        reader.word("layer_short", place.plane) if place.plane else phrase(reader, "outline"),
                        category(reader, place.category, at_least=place.at_least),
                        phrase(reader, f"stated_{place.stated}"),
                        *((phrase(reader, f"stated_{place.proven}"),) if proven else ()),
                    )
                )
                for place in places.shown
            ),
            caption=phrase(reader, "layers_table"),
            left_out=more(reader, places.more),
        )
    if links.shown:
        linked = (("connection", 2), ("layer", 1), ("kind", 1), ("from_to", 3.2))
        yield Table(
            tuple(Column(phrase(reader, key), share) for key, share in linked),
            tuple(
                Row(
                    (
                        named(reader, link.ident),
                        reader.word("layer_short", link.layer) if link.layer else phrase(reader, "no_layer"),
                        reader.connection_kind(link.kind),
                        f"{reader.name(link.from_)} → {reader.name(link.to)}",
                    )
                )
                for link in links.shown
            ),
            caption=phrase(reader, "connections_table"),
            left_out=more(reader, links.more),
        )
