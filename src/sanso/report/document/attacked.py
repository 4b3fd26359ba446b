"""Chapters on how an attack gets there, what it costs, its paths, and what the figures rest on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sanso.analysis.attacking import harm_likelihoods
from sanso.report import attack_sentences, quantities
from sanso.report.attack_terms import assumption_word
from sanso.report.attack_view import AttackLimits, AttackView, attack_cards, attack_view
from sanso.report.document.blocks import (
    Block,
    BulletList,
    Callout,
    Cell,
    Column,
    Heading,
    Paragraph,
    Row,
    Run,
    Table,
    paragraph,
)
from sanso.report.document.parts import category, drawn, lines, more, named, names, paragraphs, phrase, soft
from sanso.report.document.summary import key_numbers
from sanso.report.paths import stop_text
from sanso.report.pictures import draw_assumptions, draw_curve, draw_map, draw_path, draw_surface
from sanso.report.pictures.attack_words import attacker_word, entry_word
from sanso.report.pictures.curve import total_losses
from sanso.report.pictures.route import told_steps
from sanso.report.reader import Reader

if TYPE_CHECKING:
    from sanso.analysis.attacking import AttackReport
    from sanso.attack.result import AttackPath, PathStep

__all__ = ["attacked"]

_LIMITS = AttackLimits(paths=8, paths_per_harm=1, elements=20, surface=60)


def attacked(reader: Reader, attack: AttackReport) -> Iterator[Block]:
    """Return the chapters of the attack: likelihood and loss, paths, what they rest on."""
    view = attack_view(reader, attack, _LIMITS)
    yield Heading(1, phrase(reader, "attack"), "attack")
    yield Callout(phrase(reader, "attack_note"), phrase(reader, "attack_lead"))
    yield from paragraphs(reader, attack_sentences.attack_sentences(reader.model, attack, reader.catalogue))
    yield key_numbers(reader, attack_cards(reader, attack.result))
    yield _run(reader, attack)
    yield from _likelihood(reader, view)
    yield from _loss(reader, attack, view)
    yield from _changes(reader, view)
    yield from _paths(reader, view)
    yield from _rests(reader, attack, view)


def _table(
    heads: Sequence[tuple[str, float]], rows: Sequence[tuple[Cell, ...]], caption: str = "", left: str = ""
) -> Table:
    return Table(tuple(Column(head, share) for head, share in heads), tuple(map(Row, rows)), caption, left)


def _run(reader: Reader, attack: AttackReport) -> Table:
    run = attack.result.run
    done = f"{run.worlds_done:,}" + (f" / {run.worlds:,} ({phrase(reader, 'partial')})" if run.partial else "")
    facts = [
        ("attacker", reader.t(attacker_word(run.attacker, reader.catalogue))),
        ("frequency", reader.t(attack_sentences.frequency_text(run.frequency))),
        ("horizon", reader.t(quantities.counted_days(run.horizon_days))),
        ("worlds", done),
        ("seed", str(run.seed)),
        ("graph", reader.listed([reader.count(run.steps, "step"), reader.count(run.links, "link")])),
    ]
    if run.what_if:
        facts.append(("what_if", reader.listed(run.what_if)))
    heads = ((phrase(reader, "field"), 1.0), (phrase(reader, "meaning"), 3.0))
    return _table(heads, [(phrase(reader, key), value) for key, value in facts])


def _likelihood(reader: Reader, view: AttackView) -> Iterator[Block]:
    yield Heading(2, phrase(reader, "harm_table"), "likelihood")
    if not view.harms.shown:
        yield paragraph(phrase(reader, "none_harms"))
        return
    yield Paragraph(soft(phrase(reader, "harm_table_note")))
    keys = (("harm", 2.2), ("per_year", 1.7), ("per_campaign", 1.5), ("median_time", 1.2), ("unstated_range", 1.7))
    heads = [*((phrase(reader, key), share) for key, share in keys), (phrase(reader, "estimator"), 1.2)]
    nothing = phrase(reader, "nothing")
    rows: list[tuple[Cell, ...]] = [
        (
            named(reader, row.harm),
            Run(row.year, strong=True),
            row.campaign,
            row.median,
            row.unstated or nothing,
            row.estimator,
        )
        for row in view.harms.shown
        if row.reason is None
    ]
    if rows:
        yield _table(heads, rows, left=more(reader, view.harms.more))
    away = [row for row in view.harms.shown if row.reason is not None]
    if away:
        yield _table(
            ((phrase(reader, "harm"), 1), (phrase(reader, "col_reason"), 2)),
            [(named(reader, row.harm), row.reason or "") for row in away],
            caption=phrase(reader, "unreachable"),
        )


def _loss(reader: Reader, attack: AttackReport, view: AttackView) -> Iterator[Block]:
    losses = total_losses(attack.result)
    yield Heading(2, phrase(reader, "loss_title"), "loss")
    currencies: list[str | None] = [*losses] or [None]
    for currency in currencies:
        yield drawn(draw_curve(attack.result, reader.lang, currency))
    if view.losses:
        rest = reader.t(quantities.chance_text(1 - next((loss.level for loss in losses.values()), 0.99)))
        heads = [phrase(reader, "bearer"), phrase(reader, "mean_loss"), phrase(reader, "any_loss")]
        heads += [phrase(reader, "in_years", n=years) for years in view.quantiles]
        heads.append(phrase(reader, "tail_mean", rest=rest))
        yield _table(
            [(head, 1) for head in heads],
            [
                (
                    Run(f"{row.bearer} ({row.currency})" if row.total else row.bearer, strong=row.total),
                    *(Run(cell, strong=row.total) for cell in row.cells),
                )
                for row in view.losses
            ],
            caption=phrase(reader, "loss_table"),
        )
    yield Heading(2, phrase(reader, "casualties"), "casualties")
    if not view.casualties:
        yield paragraph(phrase(reader, "no_casualties"))
        return
    heads = [phrase(reader, key) for key in ("human", "mean_people", "any_people")]
    heads += [phrase(reader, "people_in_years", n=years) for years in view.people_quantiles]
    yield _table([(head, 1) for head in heads], view.casualties)


def _changes(reader: Reader, view: AttackView) -> Iterator[Block]:
    if view.comparison is None:
        return
    yield Heading(2, phrase(reader, "change_title"), "changes")
    yield Paragraph(Run(reader.listed(view.comparison.what_if), mark="code"))
    yield Paragraph(soft(phrase(reader, "change_note")))
    heads = (("harm", 2), ("before", 1.5), ("after", 1.5), ("difference", 1.5))
    yield _table(
        [(phrase(reader, key), share) for key, share in heads],
        [(row.name, row.before, row.after, Run(row.difference, strong=True)) for row in view.changes],
    )


def _paths(reader: Reader, view: AttackView) -> Iterator[Block]:
    yield Heading(1, phrase(reader, "paths"), "paths")
    if not view.paths.shown:
        yield paragraph(phrase(reader, "no_paths"))
        return
    yield paragraph(phrase(reader, "paths_intro"))
    for one in view.paths.shown:
        title = phrase(reader, "path_of", harm=reader.name(one.path.harm), n=one.number, all=one.of)
        yield Heading(2, title, f"path-{one.path.harm}-{one.number}")
        levels = next((found for found in reader.assessment.summary.harms if found.harm == one.path.harm), None)
        yield drawn(draw_path(reader.model, one.path, reader.catalogue, reader.lang, levels), "upright")
        yield _steps(reader, one.path)
    if view.paths.more:
        yield paragraph(phrase(reader, "paths_more", paths=reader.count(view.paths.more, "path")))


def _steps(reader: Reader, path: AttackPath) -> Table:
    heads = (("step", 2.6), ("element", 1.6), ("incident", 1.1), ("time", 1), ("stops", 3))
    return _table(
        [(phrase(reader, key), share) for key, share in heads],
        [_step(reader, number, step) for number, step in enumerate(told_steps(reader.model, path), 1)],
        caption=phrase(reader, "path_table"),
    )


def _step(reader: Reader, number: int, step: PathStep) -> tuple[Cell, ...]:
    nothing = phrase(reader, "nothing")
    subject = reader.name(step.subject) if reader.model.thing(step.subject) is not None else nothing
    fleet = f" ({phrase(reader, 'fleet')})" if step.fleet else ""
    layer = reader.word("layer_short", step.layer) if step.layer else ""
    marks = [Run(ident, mark="code") for ident in (step.incident, step.technique) if ident]
    return (
        f"{number}. {reader.t(step.text)}",
        lines(subject + fleet, soft(layer)),
        lines(*marks) or nothing,
        reader.t(quantities.days_text(step.days)) if step.days is not None else nothing,
        lines(*(reader.t(stop_text(reader.model, stop)) for stop in step.stops)) or soft(phrase(reader, "no_stops")),
    )


def _rests(reader: Reader, attack: AttackReport, view: AttackView) -> Iterator[Block]:
    yield Heading(1, phrase(reader, "rests"), "rests")
    yield from _criticality(reader, view)
    yield from _surface(reader, attack)
    yield Heading(2, phrase(reader, "assumptions_title"), "assumptions")
    yield paragraph(phrase(reader, "assumptions_intro"))
    yield drawn(draw_assumptions(attack.result, reader.lang))
    if view.assumptions.shown:
        heads = (("assumption", 2.6), ("low_likely_high", 1.8), ("loss_at_low", 1.3), ("loss_at_high", 1.3))
        yield _table(
            [(phrase(reader, key), share) for key, share in heads],
            [
                (lines(title, soft(reader.t(assumption_word(kind)))), span, low, high)
                for kind, title, span, low, high in view.assumptions.shown
            ],
            left=more(reader, view.assumptions.more),
        )
    yield from _risk_map(reader, attack, view)
    if attack.result.notes:
        yield Heading(2, phrase(reader, "attack_notes"), "attack-notes")
        yield BulletList(tuple(reader.t(note) for note in attack.result.notes))


def _criticality(reader: Reader, view: AttackView) -> Iterator[Block]:
    yield Heading(2, phrase(reader, "criticality"), "criticality")
    if view.criticality.shown:
        yield Paragraph(soft(phrase(reader, "criticality_note")))
        heads = (("element", 2.4), ("avoided", 2), ("part_of_mean", 1), ("estimator", 1))
        yield _table(
            [(phrase(reader, key), share) for key, share in heads],
            [
                (named(reader, one.element), avoided, part, phrase(reader, "checked" if one.checked else "screened"))
                for one, avoided, part in view.criticality.shown
            ],
            left=more(reader, view.criticality.more),
        )
    else:
        yield paragraph(phrase(reader, "no_criticality"))
    if view.elements.shown:
        yield Heading(2, phrase(reader, "elements_title"), "falls")
        taken = f"{phrase(reader, 'taken')}: {phrase(reader, 'per_year')}"
        keys = (("per_campaign", 1.4), ("median_time", 1.1), ("effects", 2.4))
        fleet = phrase(reader, "fleet")
        yield _table(
            [(phrase(reader, "element"), 1.9), (taken, 1.7), *((phrase(reader, key), share) for key, share in keys)],
            [
                (
                    named(reader, row.element),
                    lines(row.year, soft(f"{fleet}: {row.fleet}") if row.fleet else None),
                    row.campaign,
                    row.median,
                    reader.listed(row.effects) or phrase(reader, "nothing"),
                )
                for row in view.elements.shown
            ],
            left=more(reader, view.elements.more),
        )


def _surface(reader: Reader, attack: AttackReport) -> Iterator[Block]:
    yield Heading(2, phrase(reader, "surface_title"), "surface")
    yield paragraph(phrase(reader, "surface_intro"))
    yield drawn(draw_surface(attack.result, reader.model, reader.lang, reader.catalogue))
    found = attack.result.surface
    if not found:
        yield paragraph(phrase(reader, "no_surface"))
        return
    heads = (("organization", 1.6), ("layer", 0.9), ("way_in", 2), ("points", 2.6), ("used_by", 1))
    yield _table(
        [(phrase(reader, key), share) for key, share in heads],
        [
            (
                reader.name(row.organization) if row.organization else phrase(reader, "nobody"),
                reader.word("layer_short", row.layer),
                reader.t(entry_word(row.entry, reader.catalogue)),
                names(reader, row.elements, _LIMITS.names),
                phrase(reader, "yes" if row.open else "no"),
            )
            for row in found[: _LIMITS.surface]
        ],
        left=more(reader, len(found) - _LIMITS.surface),
    )


def _risk_map(reader: Reader, attack: AttackReport, view: AttackView) -> Iterator[Block]:
    likely = harm_likelihoods(attack.result)
    yield Heading(2, phrase(reader, "risk_map_title"), "risk-map")
    yield paragraph(phrase(reader, "risk_map_intro"))
    yield drawn(draw_map(reader.model, reader.assessment, reader.catalogue, reader.lang, likely), "upright")
    if view.odds.shown:
        heads = (("element", 1.5), ("category", 1), ("deciding_harms", 4))
        yield _table(
            [(phrase(reader, key), share) for key, share in heads],
            [
                (named(reader, row.element), category(reader, row.category, at_least=row.at_least), lines(*tips))
                for row, tips in view.odds.shown
            ],
            left=more(reader, view.odds.more),
        )
