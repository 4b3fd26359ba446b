"""The tables of an attack as rows in the words of one language, ordered as a reader needs them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sanso.model.text import Text
from sanso.report.attack_terms import ESTIMATOR, effect_title
from sanso.report.pictures.curve import total_losses
from sanso.report.pictures.tornado import ordered
from sanso.report.quantities import (
    chance_text,
    days_text,
    estimate_text,
    loss_interval_text,
    loss_range_text,
    loss_text,
    number_text,
    percent_text,
)
from sanso.report.reader import Reader
from sanso.report.wording import word

if TYPE_CHECKING:
    from sanso.attack.result import AttackResult, Comparison, Criticality, HarmOutcome

__all__ = [
    "ChangeRow",
    "ElementRow",
    "HarmRow",
    "LossRow",
    "assumption_rows",
    "casualty_rows",
    "change_rows",
    "criticality_rows",
    "element_rows",
    "harm_row",
    "loss_rows",
    "ordered_harms",
    "shared_quantiles",
]


@dataclass(frozen=True, slots=True)
class HarmRow:
    """One harm in words; *reason* says why it cannot be reached."""

    harm: str
    year: str
    campaign: str
    median: str
    unstated: str
    estimator: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class LossRow:
    """The yearly loss of one bearer in words."""

    bearer: str
    total: bool
    currency: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ElementRow:
    """How likely one element falls, in words."""

    element: str
    year: str
    campaign: str
    median: str
    fleet: str
    effects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One line of a what-if, in words."""

    name: str
    before: str
    after: str
    difference: str


def ordered_harms(result: AttackResult) -> list[HarmOutcome]:
    """Return the harms, the likeliest first and those out of reach last."""
    return sorted(result.harms, key=lambda one: (not one.reachable, -one.likelihood.year.value, one.harm))


def harm_row(reader: Reader, one: HarmOutcome, result: AttackResult) -> HarmRow:
    """Say one harm."""
    t, likelihood = reader.t, one.likelihood
    estimator = t(word(ESTIMATOR, one.estimator.replace(" ", "-")))
    if one.relative_error is not None:
        estimator += f" (±{t(chance_text(one.relative_error))})"
    met, absent = result.interval.harms_met.get(one.harm), result.interval.harms_absent.get(one.harm)
    unstated = f"{t(chance_text(met.value))} – {t(chance_text(absent.value))}" if met and absent else ""
    return HarmRow(
        one.harm,
        t(estimate_text(likelihood.year)),
        t(estimate_text(likelihood.campaign, yearly=False)),
        t(days_text(likelihood.median_days.value)) if likelihood.median_days else t(reader.phrase("seldom")),
        unstated,
        estimator,
        None if one.reachable else t(one.reason or reader.phrase("unreachable")),
    )


def shared_quantiles(quantiles: Sequence[Mapping[str, float]]) -> tuple[str, ...]:
    """Return the quantiles that a table shows: those from nine in ten on, known in every row, at most four."""
    shared = set.intersection(*map(set, quantiles)) if quantiles else set()
    return tuple(sorted((key for key in shared if 0.9 <= float(key) < 1), key=float))[-4:]


def loss_rows(reader: Reader, result: AttackResult, quantiles: Sequence[str]) -> list[LossRow]:
    """Say the yearly loss of every bearer."""
    rows = []
    for row in result.losses:
        loss, t = row.loss, reader.t
        name = "all_bearers" if row.total else "nobody_bears"
        bearer = reader.name(row.bearer) if row.bearer is not None else t(reader.phrase(name))
        cells = (
            t(loss_interval_text(loss.mean, loss.currency)),
            t(estimate_text(loss.any)),
            *(t(loss_text(loss.quantiles[key], loss.currency)) for key in quantiles),
            t(loss_text(loss.tail_mean, loss.currency)),
        )
        rows.append(LossRow(bearer, row.total, loss.currency, cells))
    return rows


def casualty_rows(reader: Reader, result: AttackResult, quantiles: Sequence[str]) -> list[tuple[str, ...]]:
    """Say how many people are harmed in a year, by level."""
    return [
        (
            reader.word("human", row.level),
            number_text(row.mean),
            reader.t(estimate_text(row.any)),
            *(f"{row.quantiles[key]:,.0f}" for key in quantiles),
        )
        for row in result.casualties
    ]


def element_rows(reader: Reader, result: AttackResult) -> list[ElementRow]:
    """Say how likely each element falls, the likeliest first."""
    t = reader.t
    rows = []
    for one in sorted(result.elements, key=lambda each: (-each.taken.year.value, each.element)):
        effects = sorted(one.effects.items(), key=lambda item: (-item[1].year.value, item[0]))
        rows.append(
            ElementRow(
                one.element,
                t(estimate_text(one.taken.year)),
                t(estimate_text(one.taken.campaign, yearly=False)),
                t(days_text(one.taken.median_days.value)) if one.taken.median_days else t(reader.phrase("seldom")),
                t(chance_text(one.fleet.year.value)) if one.fleet is not None else "",
                tuple(
                    f"{t(effect_title(reader.catalogue, effect))} {t(chance_text(likelihood.year.value))}"
                    for effect, likelihood in effects
                ),
            )
        )
    return rows


def criticality_rows(reader: Reader, result: AttackResult) -> list[tuple[Criticality, str, str]]:
    """Say the loss that each element's safety would avoid, the greatest first."""
    means = {currency: loss.mean.value for currency, loss in total_losses(result).items()}
    rows = []
    for one in sorted(result.criticality, key=lambda each: (-each.avoided.value, each.element)):
        mean = means.get(one.currency, 0.0)
        part = reader.t(chance_text(min(one.avoided.value / mean, 1.0))) if mean > 0 and one.avoided.value > 0 else "–"
        rows.append((one, reader.t(loss_interval_text(one.avoided, one.currency)), part))
    return rows


def assumption_rows(reader: Reader, result: AttackResult) -> list[tuple[str, ...]]:
    """Say the assumptions that move the loss, the strongest first."""
    currency = result.interval.currency or next(iter(total_losses(result)), "JPY")
    return [
        (
            one.kind,
            reader.t(one.title),
            f"{one.low:g} – {one.likely:g} – {one.high:g}",
            reader.t(loss_text(one.loss_low, currency)),
            reader.t(loss_text(one.loss_high, currency)),
        )
        for one in ordered(result)
    ]


def change_rows(reader: Reader, comparison: Comparison | None) -> list[ChangeRow]:
    """Say what a what-if changes; nothing without one."""
    if comparison is None:
        return []
    t, rows = reader.t, []
    for loss in comparison.losses:
        name = t(reader.phrase("mean_of").fill(currency=loss.currency))
        change = loss.difference
        span = loss_range_text(change.low, change.high, loss.currency)
        difference = f"{t(loss_text(change.value, loss.currency))} ({t(span)})"
        before, after = (t(loss_interval_text(each, loss.currency)) for each in (loss.before, loss.after))
        rows.append(ChangeRow(name, before, after, difference))
    for harm in comparison.harms:
        points = harm.difference
        said = [t(_points(value)) for value in (points.value, points.low, points.high)]
        rows.append(
            ChangeRow(
                reader.name(harm.harm),
                t(estimate_text(harm.before)),
                t(estimate_text(harm.after)),
                f"{said[0]} ({said[1]} – {said[2]})",
            )
        )
    return rows


def _points(value: float) -> Text:
    """Write a difference of probabilities in percentage points, with its sign."""
    if value == 0:
        return Text.of("±0")
    number = percent_text(abs(value))
    sign = "+" if value > 0 else "−"
    return Text(en=f"{sign}{number} points", ja=f"{sign}{number}ポイント")
