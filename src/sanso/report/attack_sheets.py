"""The sheets of the workbook on an attack: likelihood of harms, paths, criticality, surface, assumptions.

Probabilities stand as numbers shown in per cent, sums of money as whole numbers beside their currency, so that both
sort, filter and add up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sanso.report.attack_sentences import attack_sentences
from sanso.report.attack_terms import ESTIMATOR, assumption_word
from sanso.report.paths import stops_text
from sanso.report.pictures.attack_words import entry_word
from sanso.report.pictures.curve import total_losses
from sanso.report.pictures.route import told_steps
from sanso.report.pictures.tornado import ordered
from sanso.report.reader import Reader
from sanso.report.sheets import Book, Cell, Column
from sanso.report.wording import word

if TYPE_CHECKING:
    from sanso.analysis.attacking import AttackReport
    from sanso.attack.estimates import Estimate
    from sanso.attack.result import AttackResult

__all__ = ["attack_facts", "write_attack"]

Row = Sequence[Cell]

LIKELIHOOD = (
    Column("col_id", 20, "code"),
    Column("col_name", 30),
    Column("per_year", 11, "percent"),
    Column("col_low", 11, "percent"),
    Column("col_high", 11, "percent"),
    Column("per_campaign", 12, "percent"),
    Column("col_days", 12, "decimal"),
    Column("col_met", 13, "percent"),
    Column("col_absent", 13, "percent"),
    Column("estimator", 22),
    Column("col_error", 11, "percent"),
    Column("col_reason", 50),
)

PATHS = (
    Column("col_path", 8, "number"),
    Column("harm", 26),
    Column("way_in", 20),
    Column("col_step", 7, "number"),
    Column("step", 44),
    Column("element", 22),
    Column("layer", 8, "number"),
    Column("incident", 10, "code"),
    Column("technique", 10, "code"),
    Column("col_typical", 10, "decimal"),
    Column("stops", 60),
    Column("col_share", 11, "percent", prints=False),
    Column("per_campaign", 12, "percent", prints=False),
)

CRITICALITY = (
    Column("col_id", 20, "code"),
    Column("col_name", 30),
    Column("avoided", 18, "money"),
    Column("col_low", 18, "money"),
    Column("col_high", 18, "money"),
    Column("col_currency", 9),
    Column("part_of_mean", 12, "percent"),
    Column("estimator", 14),
)

SURFACE = (
    Column("organization", 26),
    Column("layer", 8, "number"),
    Column("way_in", 26),
    Column("points", 10, "number"),
    Column("col_all", 70),
    Column("used_by", 16),
)

ASSUMPTIONS = (
    Column("assumption", 56),
    Column("kind", 22),
    Column("col_low_end", 11, "decimal"),
    Column("col_likely", 13, "decimal"),
    Column("col_high_end", 11, "decimal"),
    Column("loss_at_low", 18, "money"),
    Column("loss_at_high", 18, "money"),
    Column("col_currency", 9),
    Column("col_id", 40, "code", prints=False),
)


def write_attack(book: Book, reader: Reader, attack: AttackReport) -> None:
    """Add the sheets of *attack* to *book*."""
    result = attack.result
    book.table(book.phrase("sheet_likelihood"), LIKELIHOOD, _likelihood(reader, result), frozen=2)
    book.table(book.phrase("sheet_paths"), PATHS, _paths(reader, result), frozen=4)
    book.table(book.phrase("sheet_criticality"), CRITICALITY, _criticality(reader, result), frozen=2)
    book.table(book.phrase("sheet_surface"), SURFACE, _surface(reader, result), frozen=1)
    book.table(book.phrase("sheet_assumptions"), ASSUMPTIONS, _assumptions(result), frozen=1)


def attack_facts(reader: Reader, attack: AttackReport) -> list[tuple[str, Cell]]:
    """Return what the summary sheet says of the attack: its sentences, one a line."""
    said = attack_sentences(reader.model, attack, reader.catalogue)
    heading = reader.t(reader.phrase("attack_summary"))
    return [(heading if index == 0 else "", sentence) for index, sentence in enumerate(said)]


def _value(estimate: Estimate | None) -> Cell:
    return estimate.value if estimate is not None else None


def _likelihood(reader: Reader, result: AttackResult) -> Iterator[Row]:
    interval = result.interval
    for one in sorted(result.harms, key=lambda each: (not each.reachable, -each.likelihood.year.value, each.harm)):
        year = one.likelihood.year
        estimator = word(ESTIMATOR, one.estimator.replace(" ", "-"))
        yield (
            one.harm,
            reader.name(one.harm),
            year.value,
            year.low,
            year.high,
            one.likelihood.campaign.value,
            _value(one.likelihood.median_days),
            _value(interval.harms_met.get(one.harm)),
            _value(interval.harms_absent.get(one.harm)),
            estimator if one.reachable else None,
            one.relative_error,
            None if one.reachable else one.reason or reader.phrase("unreachable"),
        )


def _paths(reader: Reader, result: AttackResult) -> Iterator[Row]:
    for number, path in enumerate(result.paths, 1):
        for index, step in enumerate(told_steps(reader.model, path), 1):
            yield (
                number,
                reader.name(path.harm),
                entry_word(path.entry, reader.catalogue),
                index,
                step.text,
                reader.name(step.subject) if reader.model.thing(step.subject) is not None else None,
                step.layer,
                step.incident,
                step.technique,
                step.days,
                stops_text(reader.model, step),
                path.share.value,
                path.probability.value,
            )


def _criticality(reader: Reader, result: AttackResult) -> Iterator[Row]:
    means = {currency: loss.mean.value for currency, loss in total_losses(result).items()}
    for one in sorted(result.criticality, key=lambda each: (-each.avoided.value, each.element)):
        mean = means.get(one.currency, 0.0)
        yield (
            one.element,
            reader.name(one.element),
            one.avoided.value,
            one.avoided.low,
            one.avoided.high,
            one.currency,
            one.avoided.value / mean if mean > 0 else None,
            reader.phrase("checked" if one.checked else "screened"),
        )


def _surface(reader: Reader, result: AttackResult) -> Iterator[Row]:
    for row in result.surface:
        yield (
            reader.name(row.organization) if row.organization else reader.phrase("nobody"),
            row.layer,
            entry_word(row.entry, reader.catalogue),
            len(row.elements),
            reader.names(row.elements),
            reader.phrase("yes" if row.open else "no"),
        )


def _assumptions(result: AttackResult) -> Iterator[Row]:
    currency = result.interval.currency or next(iter(total_losses(result)), None)
    for one in ordered(result):
        yield (
            one.title,
            assumption_word(one.kind),
            one.low,
            one.likely,
            one.high,
            one.loss_low,
            one.loss_high,
            currency,
            f"{one.kind}/{one.id}",
        )
