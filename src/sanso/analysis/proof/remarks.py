"""What is worth telling about claims beside a model: what they speak of in vain, where they say more, or otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final, get_args

from sanso.analysis.proof.result import ProofRow
from sanso.analysis.proof.shown import PERSPECTIVE_ITEM, Judged, element_of
from sanso.assessment.answers import STATUS_ORDER
from sanso.catalogue import Catalogue
from sanso.model.answers import Perspective
from sanso.model.diagnostics import Diagnostic, Place, diagnose
from sanso.model.process import Model
from sanso.model.text import Text
from sanso.trust.claims.claim import Answer, Claim

__all__ = ["remarks"]

_NAMED = 5
_ELSEWHERE = ("other-model", "other-version")
_SAID: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "met": Text(en="met", ja="充足"),
        "partial": Text(en="partly met", ja="一部充足"),
        "none": Text(en="not met", ja="対策なし"),
        "not-applicable": Text(en="not applicable", ja="適用外"),
        "basic": Text(en="Basic", ja="Basic"),
        "advanced": Text(en="Advanced", ja="Advanced"),
        "high-advanced": Text(en="High-Advanced", ja="High-Advanced"),
    }
)


def remarks(
    judged: Sequence[Judged], model: Model, catalogue: Catalogue, rows: Iterable[ProofRow]
) -> tuple[Diagnostic, ...]:
    """Return what is worth telling, claim by claim in the order of their files."""
    beyond = _beyond(rows)
    return tuple(told for one in judged for told in _of_claim(one, model, catalogue, beyond))


def _beyond(rows: Iterable[ProofRow]) -> dict[str, list[str]]:
    """Return the requirements that claims prove further than they are stated, by digest."""
    found: dict[str, dict[str, None]] = {}
    for row in rows:
        for part in row.parts:
            if part.claim is not None and STATUS_ORDER.index(part.proven) > STATUS_ORDER.index(part.stated):
                found.setdefault(part.claim, {})[row.id] = None
    return {digest: list(items) for digest, items in found.items()}


def _of_claim(
    one: Judged, model: Model, catalogue: Catalogue, beyond: Mapping[str, Sequence[str]]
) -> Iterator[Diagnostic]:
    claim, place = one.verdict.claim, Place(one.file)
    if claim is None:
        return
    if one.verdict.status.code in _ELSEWHERE:
        yield diagnose("evidence-other-version", place, file=one.file, problem=one.verdict.status.text)
    element = element_of(one, model)
    if element is None:
        yield diagnose("evidence-unknown-subject", place, file=one.file, subject=claim.subject.id)
        return
    unknown = [answer.item for answer in claim.answers if not _known(answer.item, catalogue)]
    if unknown:
        yield diagnose("evidence-unknown-item", place, file=one.file, items=_some(unknown))
    if one.verdict.counts:
        yield from _contradictions(one.file, claim, element, model)
    more = beyond.get(one.verdict.digest, ())
    if more:
        yield diagnose("evidence-beyond", place, file=one.file, items=_some(more))


def _known(item: str, catalogue: Catalogue) -> bool:
    perspective = item.removeprefix(PERSPECTIVE_ITEM)
    return (
        item in catalogue.requirements
        or item in catalogue.scheme_items
        or (perspective != item and perspective in get_args(Perspective))
    )


def _contradictions(file: str, claim: Claim, element: str, model: Model) -> Iterator[Diagnostic]:
    stated = model.measures.get(element, {})
    for answer in claim.answers:
        measure = stated.get(answer.item)
        if measure is not None and _differs(answer, measure.level):
            yield diagnose(
                "evidence-contradicts", Place(file), f"measures/{element}/{answer.item}", file=file,
                requirement=answer.item, thing=model.label(element), says=_SAID[answer.result],
                stated=_SAID[measure.level],
            )  # fmt: skip


def _differs(answer: Answer, stated: str) -> bool:
    """Tell whether one says that there is something where the other says that there is not, or need not be."""
    said = {"met": "there", "partial": "there"}.get(answer.result, answer.result)
    held = stated if stated in ("none", "not-applicable") else "there"
    return said != held


def _some(items: Sequence[str]) -> str:
    return ", ".join(items[:_NAMED]) + (f" … (+{len(items) - _NAMED})" if len(items) > _NAMED else "")
