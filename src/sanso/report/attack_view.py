"""What the page shows of an attack: rows in the words of one language, ordered and cut to a readable length.

Templates hold structure, this module the choice of rows; the numbers themselves are put into words by
``quantities``. Everything that is cut stands in the workbook.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sanso.iotssf.result import Placement
from sanso.model.text import Text
from sanso.report.attack_sentences import exceeded_in, likeliest
from sanso.report.attack_tables import (
    ChangeRow,
    ElementRow,
    HarmRow,
    LossRow,
    assumption_rows,
    casualty_rows,
    change_rows,
    criticality_rows,
    element_rows,
    harm_row,
    loss_rows,
    ordered_harms,
    shared_quantiles,
)
from sanso.report.page import Card
from sanso.report.pictures.curve import total_losses
from sanso.report.pictures.odds import Risk
from sanso.report.quantities import (
    chance_text,
    estimate_text,
    loss_range_text,
    loss_text,
)
from sanso.report.reader import Capped, Reader, capped

if TYPE_CHECKING:
    from sanso.analysis.attacking import AttackReport
    from sanso.attack.result import AttackPath, AttackResult, Comparison, Criticality

__all__ = [
    "AttackLimits",
    "AttackView",
    "attack_cards",
    "attack_view",
]


@dataclass(frozen=True, slots=True)
class AttackLimits:
    """How much of each list the page shows."""

    harms: int = 200
    elements: int = 25
    paths: int = 12
    paths_per_harm: int = 3
    criticality: int = 20
    surface: int = 200
    names: int = 12
    assumptions: int = 14
    placements: int = 300


@dataclass(frozen=True, slots=True)
class PathView:
    """A path to draw: its place among the paths to the same harm."""

    path: AttackPath
    number: int
    of: int


@dataclass(frozen=True, slots=True)
class AttackView:
    """Everything that the page shows of one attack result; *quantiles* are the heads of the loss columns."""

    result: AttackResult
    comparison: Comparison | None
    harms: Capped[HarmRow]
    quantiles: tuple[str, ...]
    losses: tuple[LossRow, ...]
    casualties: tuple[tuple[str, ...], ...]
    people_quantiles: tuple[str, ...]
    elements: Capped[ElementRow]
    paths: Capped[PathView]
    criticality: Capped[tuple[Criticality, str, str]]
    assumptions: Capped[tuple[str, ...]]
    odds: Capped[tuple[Placement, tuple[str, ...]]]
    changes: tuple[ChangeRow, ...]


def attack_view(reader: Reader, attack: AttackReport, limits: AttackLimits) -> AttackView:
    """Return what the page shows of *attack*."""
    result = attack.result
    quantiles = shared_quantiles([row.loss.quantiles for row in result.losses])
    people = shared_quantiles([row.quantiles for row in result.casualties])
    return AttackView(
        result=result,
        comparison=attack.comparison,
        harms=capped([harm_row(reader, one, result) for one in ordered_harms(result)], limits.harms),
        quantiles=tuple(exceeded_in(float(key)) for key in quantiles),
        losses=tuple(loss_rows(reader, result, quantiles)),
        casualties=tuple(casualty_rows(reader, result, people)),
        people_quantiles=tuple(exceeded_in(float(key)) for key in people),
        elements=capped(element_rows(reader, result), limits.elements),
        paths=_paths(result, limits),
        criticality=capped(criticality_rows(reader, result), limits.criticality),
        assumptions=capped(assumption_rows(reader, result), limits.assumptions),
        odds=capped(_odds(reader, result), limits.placements),
        changes=tuple(change_rows(reader, attack.comparison)),
    )


def attack_cards(reader: Reader, result: AttackResult) -> list[Card]:
    """Return the key numbers of the attack."""
    phrase, cards = reader.phrase, []
    for currency, loss in list(total_losses(result).items())[:2]:
        if loss.any.value <= 0:
            cards.append(Card(reader.t(loss_text(0, currency)), phrase("n_mean_loss"), phrase("no_loss_seen")))
            continue
        span = loss_range_text(loss.mean.low, loss.mean.high, currency)
        cards.append(
            Card(
                reader.t(loss_text(loss.mean.value, currency)),
                phrase("n_mean_loss"),
                Text(en=f"95 %: {span.en}", ja=f"95%区間 {span.ja}"),
            )
        )
        tail, said = phrase("tail_mean").fill(rest=chance_text(1 - loss.level)), loss_text(loss.tail_mean, currency)
        if loss.value_at_risk <= 0:
            any_ = estimate_text(loss.any)
            note = Text(en=f"a year with any loss: {any_.en}", ja=f"損失のある年 {any_.ja}")
            cards.append(Card(reader.t(said), tail, note))
            continue
        most = reader.t(loss_text(loss.value_at_risk, currency))
        note = Text(en=f"{tail.en}: {said.en}", ja=f"{tail.ja}: {said.ja}")
        cards.append(Card(most, phrase("n_var").fill(n=exceeded_in(loss.level)), note))
    seen = likeliest(result)
    value = reader.t(chance_text(seen[0].likelihood.year.value)) if seen else "–"
    cards.append(
        Card(value, phrase("n_likeliest"), reader.model.label(seen[0].harm) if seen else phrase("no_harm_seen"))
    )
    away = sum(not one.reachable for one in result.harms)
    total = phrase("of_harms").fill(n=f"{len(result.harms):,}")
    cards.append(Card(f"{away:,}", phrase("n_unreachable"), total))
    return cards


def _paths(result: AttackResult, limits: AttackLimits) -> Capped[PathView]:
    """Return the paths that are drawn, harm by harm in the order of the likeliest harm."""
    rank = {one.harm: index for index, one in enumerate(ordered_harms(result))}
    by_harm: dict[str, list[AttackPath]] = {}
    for path in result.paths:
        by_harm.setdefault(path.harm, []).append(path)
    views = []
    for _, paths in sorted(by_harm.items(), key=lambda item: (rank.get(item[0], len(rank)), item[0])):
        views += [PathView(path, number, len(paths)) for number, path in enumerate(paths, 1)]
    kept = [view for view in views if view.number <= limits.paths_per_harm][: limits.paths]
    return Capped(tuple(kept), len(views) - len(kept))


def _odds(reader: Reader, result: AttackResult) -> list[tuple[Placement, tuple[str, ...]]]:
    """Return the table beside the map in risk mode: every rated element with the odds of its deciding harms."""
    from sanso.analysis.attacking import harm_likelihoods

    risk = Risk(reader.model, harm_likelihoods(result))
    rated = [row for row in reader.assessment.iotssf if row.category is not None]
    rated.sort(key=lambda row: (-(row.category or 0), row.element))
    return [(row, tuple(one.tip for one in risk.of([row], reader.lang))) for row in rated]
