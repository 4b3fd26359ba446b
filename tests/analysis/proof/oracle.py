"""The proven status of one requirement on one element, worked out a second time, the slow way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sanso.analysis.proof.shown import Judged
from sanso.model.process import Model
from sanso.model.structure import Structure

RANK = {"basic": 1, "advanced": 2, "high-advanced": 3}
LINK = {"CPS.DS-3", "CPS.DS-4", "CPS.AC-8"}
LINK_KINDS = {"transmits", "shares", "commands", "configures", "updates", "remote-access", "authenticates"}


def levels_shown(judged: Sequence[Judged], place: str, requirement: str) -> list[str]:
    """Return the levels that counting claims show at a place."""
    found = []
    for one in judged:
        claim = one.verdict.claim
        if claim is None or not one.verdict.counts or claim.subject.id.removeprefix("role:") != place:
            continue
        for answer in claim.answers:
            if answer.item == requirement and answer.result == "met":
                found.append(answer.level if answer.level in RANK else "basic")
            if answer.item == requirement and answer.result == "not-applicable":
                found.append("not-applicable")
    return found


def places(model: Model, structure: Structure, element: str, organization: str | None) -> list[str]:
    """Return who may answer for an element, nearest first."""
    found = [element]
    while (parent := structure.containment.parent.get(found[-1])) is not None:
        found.append(parent)
    component = model.components.get(element)
    if component is not None and component.product is not None:
        found.append(component.product)
    if organization is not None and organization not in found:
        found.append(organization)
    return found


def status(
    model: Model,
    structure: Structure,
    judged: Sequence[Judged],
    day: dt.date,
    ask: tuple[str, str, str | None, str],
) -> str:
    """Return the proven status of (requirement, element, organization, required level)."""
    requirement, element, organization, required = ask
    if required == "not-required":
        return required
    chain = places(model, structure, element, organization)
    kinds = (
        LINK_KINDS if requirement in LINK else {"maintains", "remote-access"} if requirement == "CPS.MA-2" else set()
    )
    links = [i for i, c in model.connections.items() if c.kind in kinds and element in (c.from_, c.to)]
    order = ("missing", "not-stated", "partial", "met", "not-applicable")
    if not links:
        return along(model, judged, day, chain, requirement, required)
    found = [along(model, judged, day, [link, *chain], requirement, required) for link in links]
    return min(found, key=order.index)


def along(
    model: Model, judged: Sequence[Judged], day: dt.date, chain: Sequence[str], requirement: str, required: str
) -> str:
    """Return the proven status along one chain of who may answer."""
    shown: list[str] = []
    for place in chain:
        shown += levels_shown(judged, place, requirement)
        stated = model.measures.get(place, {}).get(requirement)
        if stated is None:
            continue
        expired = stated.valid_until is not None and stated.valid_until < day
        if not expired and stated.level == "none":
            return "missing"
        if not expired and stated.level == "not-applicable" and stated.reason is not None:
            return "not-applicable" if "not-applicable" in shown else "not-stated"
        if not expired and stated.level in RANK:
            most = max((RANK[level] for level in shown if level in RANK), default=0)
            return judged_at(min(most, RANK[stated.level]), required)
        break
    if "not-applicable" in shown:
        return "not-applicable"
    return judged_at(max((RANK[level] for level in shown), default=0), required)


def judged_at(rank: int, required: str) -> str:
    """Return the status of a proven rank."""
    if rank == 0:
        return "not-stated"
    return "met" if rank >= RANK[required] else "partial"
