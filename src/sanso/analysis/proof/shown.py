"""What claims show of a model: which claim speaks of which thing, and of which requirement at which level.

A claim counts for the thing of the model that has the name of its subject and fits its kind; what it says of other
things is told and left aside.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sanso.catalogue import Catalogue
from sanso.facts.proof import ShownMeasure
from sanso.model.answers import AnswerLevel, Basis, Confirmation
from sanso.model.process import Model
from sanso.model.text import Text
from sanso.trust.claims.claim import Answer, Claim, SchemeLevel
from sanso.trust.schemes.coverage import coverage
from sanso.trust.verdicts.verdict import Verdict

__all__ = ["PERSPECTIVE_ITEM", "Judged", "ShownBook", "element_of", "issuer_name"]

PERSPECTIVE_ITEM = "iotssf/"
"""Items of the four perspectives: ``iotssf/before-operation`` and so on."""

_SECTIONS: Mapping[str, tuple[str, ...]] = {
    "organization": ("organizations",),
    "device-type": ("products", "components"),
    "system": ("systems",),
    "data-set": ("data",),
    "flow": ("connections",),
}
_LEVELS: tuple[AnswerLevel, ...] = ("basic", "advanced", "high-advanced")
_PENDING = "not-yet-valid"


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim as it was handed in: the name of its file, and what it is worth.

    *known* is the thing of the model that its subject was said to be, where a partner calls it otherwise.
    """

    file: str
    verdict: Verdict
    known: str | None = None

    @property
    def pending(self) -> bool:
        """Whether it does not count yet, but will once its validity begins."""
        found = self.verdict
        return (
            found.claim is not None
            and found.authority.good
            and found.status.code == _PENDING
            and found.log.state != "bad"
        )

    @property
    def worth(self) -> Basis | None:
        """What it counts as now."""
        return self.verdict.basis if self.verdict.counts else None


def element_of(one: Judged, model: Model) -> str | None:
    """Return the thing of *model* that a claim speaks of; None where there is none."""
    claim = one.verdict.claim
    if claim is None:
        return None
    if one.known is not None and (one.known in model.connections or model.thing(one.known) is not None):
        return one.known
    subject = claim.subject
    if subject.kind == "person":
        who = subject.id.removeprefix("role:")
        return who if who in model.people else None
    found = any(subject.id in getattr(model, section) for section in _SECTIONS[subject.kind])
    return subject.id if found else None


def issuer_name(issuer: str, names: Mapping[str, str | Text], model: Model) -> Text:
    """Return what people call an issuer: as in the model where it is there, else as in the trust list."""
    return model.label(issuer) if issuer in model.organizations else Text.of(names.get(issuer, issuer))


def level_of(answer: Answer, claim: Claim) -> AnswerLevel:
    """Return the level that *answer* shows: its own, else that of the scheme, else the lowest."""
    said = answer.level or (claim.scheme.level if claim.scheme is not None else "")
    return next((level for level in _LEVELS if level == said), "basic")


@dataclass(slots=True)
class ShownBook:
    """What counting claims (and those that will count) show, by place.

    *measures*: by place and requirement; *perspectives*: by place and perspective; *schemes*: by place, with the names
    of scheme and level that a statement may use; the values are digests with what each counts as now.
    """

    measures: dict[str, dict[str, list[ShownMeasure]]] = field(default_factory=dict)
    perspectives: dict[tuple[str, str], dict[str, Basis | None]] = field(default_factory=dict)
    schemes: dict[tuple[str, str], dict[str, Basis | None]] = field(default_factory=dict)

    @classmethod
    def of(cls, model: Model, catalogue: Catalogue, judged: Iterable[Judged]) -> ShownBook:
        """Collect what is shown of *model*."""
        book = cls()
        for one in judged:
            claim = one.verdict.claim
            if claim is None or not (one.worth or one.pending):
                continue
            place = element_of(one, model)
            if place is not None:
                book._take(place, claim, one, catalogue)
        return book

    def _take(self, place: str, claim: Claim, one: Judged, catalogue: Catalogue) -> None:
        digest, worth, until = one.verdict.digest, one.worth, claim.valid_until.astimezone(dt.UTC).date()
        for answer in claim.answers:
            if answer.item in catalogue.requirements:
                level = level_of(answer, claim) if answer.result == "met" else "not-applicable"
                if answer.result in ("met", "not-applicable"):
                    shown = ShownMeasure(digest, level, worth, claim.issuer, until)
                    self.measures.setdefault(place, {}).setdefault(answer.item, []).append(shown)
            elif answer.item.startswith(PERSPECTIVE_ITEM) and answer.result == "met":
                perspective = answer.item.removeprefix(PERSPECTIVE_ITEM)
                self.perspectives.setdefault((place, perspective), {})[digest] = worth
        if claim.scheme is not None and coverage(catalogue, claim, one.verdict.hidden).whole:
            for name in _names(claim.scheme, catalogue):
                self.schemes.setdefault((place, name), {})[digest] = worth

    def behind(self, given: Confirmation) -> dict[str, Basis | None]:
        """Return the claims that cover the statement *given*, with what each counts as."""
        found = dict(self.perspectives.get((given.subject, given.perspective), {}))
        if given.perspective == "before-operation" and given.scheme is not None:
            found |= self.schemes.get((given.subject, _folded(given.scheme)), {})
        return found


def _names(scheme: SchemeLevel, catalogue: Catalogue) -> Iterable[str]:
    """Yield the names by which a statement may call a level of a scheme."""
    known = catalogue.schemes.get(scheme.id)
    for name in (scheme.id, known.short) if known is not None else (scheme.id,):
        yield from (_folded(f"{name}{sign}{scheme.level}") for sign in ("/", " ")) if scheme.level else (_folded(name),)


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
