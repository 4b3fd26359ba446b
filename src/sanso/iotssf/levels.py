"""Levels of a harm on both axes, from what is agreed, rated or lost.

Human axis: the agreed level, else the highest rating. Economic axis: the agreed level, else the highest
rating, else what the loss amounts to by the criteria of the bearer's scale. Nothing stated stays None.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sanso.catalogue import Catalogue
from sanso.iotssf.result import HarmLevels
from sanso.model.answers import Thresholds
from sanso.model.diagnostics import Diagnostic, Place, diagnose
from sanso.model.harms import Harm
from sanso.model.money import Money
from sanso.model.striking import leaves, loss_times, units
from sanso.model.structure import Structure
from sanso.model.text import Text

__all__ = ["ECONOMIC", "HUMAN", "Scale", "harm_levels", "largest_loss", "single_level"]

_AXES = {
    "human": Text(en="human damage", ja="回復困難性"),
    "economic": Text(en="economic impact", ja="経済的影響"),
}
_AGREED = Text(en="the agreed level", ja="合意した程度")
_HIGHEST = Text(en="the highest level", ja="最も高い程度")

HUMAN: Sequence[str] = ("none", "limited", "serious", "fatal")
ECONOMIC: Sequence[str] = ("none", "limited", "serious", "catastrophic")


@dataclass(frozen=True, slots=True)
class Scale:
    """The thresholds that apply, by the scale of who bears a loss."""

    by_scale: Mapping[str, Thresholds]

    @classmethod
    def of(cls, structure: Structure, catalogue: Catalogue) -> Scale:
        """Take the model's own criteria, else those of the catalogue."""
        thresholds: dict[str, Thresholds] = {}
        thresholds.update((name, record.thresholds) for name, record in catalogue.economic_criteria.items())
        thresholds.update(structure.model.criteria.economic.by_scale.items())
        return cls(thresholds)


def harm_levels(
    ident: str, structure: Structure, catalogue: Catalogue, scale: Scale, place: Place
) -> tuple[HarmLevels, list[Diagnostic]]:
    """Return the levels of the harm *ident* and what was noticed on the way."""
    harm = structure.model.harms[ident]
    found: list[Diagnostic] = []
    path = f"harms/{ident}"
    human, human_from = _agreed(harm.human, [r.human for r in harm.ratings], HUMAN)
    economic, economic_from = _agreed(harm.economic, [r.economic for r in harm.ratings], ECONOMIC)
    disagreement = []
    for axis, used, ratings in (
        ("human", human, [r.human for r in harm.ratings]),
        ("economic", economic, [r.economic for r in harm.ratings]),
    ):
        given = {level for level in ratings if level is not None}
        if len(given) > 1:
            disagreement.append(axis)
            agreed = getattr(harm, axis) is not None
            found.append(_disagreement(ident, axis, given, used, structure, catalogue, place, agreed=agreed))
    derived, single = _from_loss(ident, harm, structure, scale, found, place)
    if economic is None:
        economic, economic_from = derived, "loss" if derived is not None else None
    else:
        if derived is not None and ECONOMIC.index(economic) < ECONOMIC.index(derived):
            found.append(
                diagnose(
                    "economic-understated",
                    place,
                    path,
                    harm=structure.model.label(ident),
                    stated=economic,
                    derived=derived,
                )
            )
        single = economic
    why = _reason(ident, harm, structure, scale)
    levels = HarmLevels(ident, human, economic, human_from, economic_from, single, tuple(disagreement), why)
    return levels, found


def _disagreement(
    ident: str,
    axis: str,
    given: Collection[str],
    used: str | None,
    structure: Structure,
    catalogue: Catalogue,
    place: Place,
    *,
    agreed: bool,
) -> Diagnostic:
    """Say how raters differ and which level is used."""
    records = catalogue.human_levels if axis == "human" else catalogue.economic_levels
    order = HUMAN if axis == "human" else ECONOMIC
    titles = [records[level].title for level in sorted(given, key=order.index)]
    return diagnose(
        "raters-disagree",
        place,
        f"harms/{ident}",
        harm=structure.model.label(ident),
        axis=_AXES[axis],
        levels=Text(en="/".join(t.show("en") for t in titles), ja="/".join(t.show("ja") for t in titles)),
        basis=_AGREED if agreed else _HIGHEST,
        used=records[used].title if used is not None else Text.of("–"),
    )


def _agreed(stated: str | None, ratings: Sequence[str | None], order: Sequence[str]) -> tuple[str | None, str | None]:
    if stated is not None:
        return stated, "stated"
    given = [level for level in ratings if level is not None]
    return (max(given, key=order.index), "ratings") if given else (None, None)


def _from_loss(
    ident: str, harm: Harm, structure: Structure, scale: Scale, found: list[Diagnostic], place: Place
) -> tuple[str | None, str | None]:
    """Return the economic level that the loss gives, and the one that a single unit gives."""
    loss = harm.loss
    if loss is None:
        return None, None
    thresholds = _thresholds(harm, structure, scale)
    if thresholds.serious.currency != loss.high.currency:
        found.append(
            diagnose(
                "currency-not-comparable",
                place,
                f"harms/{ident}",
                harm=structure.model.label(ident),
                loss=loss.high.currency,
                criteria=thresholds.serious.currency,
            )
        )
        return None, None
    whole = largest_loss(ident, structure) or loss.high
    return _level(whole, thresholds), _level(loss.high if loss.per == "instance" else whole, thresholds)


def _thresholds(harm: Harm, structure: Structure, scale: Scale) -> Thresholds:
    bearer = structure.model.organizations.get(harm.borne_by or "")
    return scale.by_scale["sme" if bearer is None else (bearer.scale or "large")]


_LOSS = Text(
    en="{loss} at the 95th percentile{times}; {bearer}: serious from {serious}, catastrophic from {catastrophic}",
    ja="95 パーセンタイルの損失 {loss}{times}。{bearer}: {serious}以上で重大、{catastrophic}以上で壊滅的",
)
_TIMES = Text(en=" ({once} × {times})", ja="({once} × {times})")
_BY_SCALE = Text(en="borne by {who} ({scale})", ja="負担するのは{who}({scale})")
_NO_BEARER = Text(en="no bearer stated, so the criteria for SMEs", ja="負担者が未申告のため中小企業の基準")
_SCALES = {"sme": Text(en="SME", ja="中小企業"), "large": Text(en="large", ja="大企業")}


def _reason(ident: str, harm: Harm, structure: Structure, scale: Scale) -> Text | None:
    """Say what the economic level is compared with: the loss, how it is counted, whose criteria."""
    whole = largest_loss(ident, structure)
    if harm.loss is None or whole is None:
        return None
    once, thresholds = harm.loss.high, _thresholds(harm, structure, scale)
    if thresholds.serious.currency != once.currency:
        return None
    times = whole.minor // once.minor if once.minor else 1
    bearer = structure.model.organizations.get(harm.borne_by or "")
    who = _NO_BEARER
    if bearer is not None:
        size = _SCALES[bearer.scale or "large"]
        who = _BY_SCALE.fill(who=structure.model.label(harm.borne_by or ""), scale=size)
    return _LOSS.fill(
        loss=whole.text(),
        times=_TIMES.fill(once=once.text(), times=f"{times:,}") if times > 1 else "",
        bearer=who,
        serious=thresholds.serious.text(),
        catastrophic=thresholds.catastrophic.text(),
    )


def single_level(level: HarmLevels, element: str, structure: Structure, scale: Scale) -> str | None:
    """Return the economic level that one unit of *element* can bring about.

    It is that of the harm but for losses per instance, of which a unit has only those instances in its hands.
    """
    harm = structure.model.harms[level.harm]
    if level.economic_from != "loss" or harm.loss is None or harm.loss.per != "instance":
        return level.economic
    within = structure.containment.within
    times = max((min(units(leaf, structure), within(element, leaf.element)) for leaf in leaves(harm)), default=1)
    return _level(harm.loss.high.times(times), _thresholds(harm, structure, scale))


def largest_loss(ident: str, structure: Structure) -> Money | None:
    """Return the 95th percentile of what the harm *ident* costs in all, persons and instances counted."""
    harm = structure.model.harms[ident]
    if harm.loss is None:
        return None
    return harm.loss.high.times(loss_times(harm, structure))


def _level(loss: Money, thresholds: Thresholds) -> str:
    if loss.minor >= thresholds.catastrophic.minor:
        return "catastrophic"
    if loss.minor >= thresholds.serious.minor:
        return "serious"
    return "limited" if loss.minor > 0 else "none"
