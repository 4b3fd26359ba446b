"""The trust gap as a value: what is required beside what is stated and what verified evidence proves.

>>> Count(required=4, stated=3, proven=1).gap
3
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from sanso.analysis.proof.renewal import Renewal
from sanso.analysis.proof.staleness import Stale
from sanso.assessment.result import RequiredLevel, Status
from sanso.iotssf.result import Shortfall, Stated
from sanso.model.answers import Basis
from sanso.model.diagnostics import Diagnostic
from sanso.model.text import Text

__all__ = [
    "ClaimItem",
    "ClaimView",
    "Count",
    "Dependence",
    "Lapse",
    "LayerGap",
    "Loss",
    "LostRow",
    "LostStrength",
    "MarkView",
    "Proof",
    "ProofPart",
    "ProofRow",
    "SubjectGap",
    "TrustListView",
]


def _unproven(required: RequiredLevel, proven: Status) -> bool:
    return required != "not-required" and proven not in ("met", "not-applicable")


@dataclass(frozen=True, slots=True)
class Count:
    """How many requirements are asked, how many of those are met as stated, and how many as proven.

    *Met* includes *not applicable*: with a reason where it is stated, by a claim that says so where it is proven.
    *beyond* of the proven are met by claims where the model states nothing or less.
    """

    required: int = 0
    stated: int = 0
    proven: int = 0
    beyond: int = 0

    @property
    def gap(self) -> int:
        """How many are required and not proven."""
        return self.required - self.proven


@dataclass(frozen=True, slots=True)
class LayerGap:
    """The trust gap of one layer (``1``, ``2``, ``3``) or of ``all``, in requirement rows."""

    layer: Literal["all", "1", "2", "3"]
    requirements: Count


@dataclass(frozen=True, slots=True)
class ProofPart:
    """Elements of a row that share what is required, stated and proven.

    *level* is the proven level (None: nothing is proven), *basis* the verified one, *claim* the digest of the claim
    that decides, *by* its issuer and *until* the end of its validity.
    """

    required: RequiredLevel
    stated: Status
    proven: Status
    level: str | None
    basis: Basis | None
    claim: str | None
    by: str | None
    until: dt.datetime | None
    category: int
    elements: tuple[str, ...]

    @property
    def unproven(self) -> bool:
        """Whether this is required and not proven."""
        return _unproven(self.required, self.proven)


@dataclass(frozen=True, slots=True)
class ProofRow:
    """One requirement on one organization as in the assessment, with the proven status beside the stated one.

    *stated* and *proven* are the worst of the parts; *basis* is that of the part that decides what is proven.
    """

    id: str
    organization: str | None
    required: RequiredLevel
    stated: Status
    proven: Status
    basis: Basis | None
    category: int
    layers: tuple[int, ...]
    parts: tuple[ProofPart, ...]

    @property
    def unproven(self) -> bool:
        """Whether this is required and not proven."""
        return _unproven(self.required, self.proven)

    @property
    def unproven_elements(self) -> tuple[str, ...]:
        """The elements of which it is required and not proven, the worst first."""
        return tuple(dict.fromkeys(element for part in self.parts if part.unproven for element in part.elements))


@dataclass(frozen=True, slots=True)
class SubjectGap:
    """The trust gap of one element: its requirements, and for devices, systems and organizations their strength.

    *required* is its category or required trust (None: not rated). An organization counts what it answers for, every
    other element the requirements that concern it. *stated* and *proven* hold the words of the demand scales;
    *nearest_stated* and *nearest_proven* name the nearest mix, with what that still lacks.
    """

    subject: str
    kind: Literal["organization", "people", "component", "system", "procedure", "data"]
    required: int | None
    requirements: Count
    stated: Stated | None = None
    proven: Stated | None = None
    nearest_stated: str | None = None
    nearest_proven: str | None = None
    short_stated: tuple[Shortfall, ...] = ()
    short_proven: tuple[Shortfall, ...] = ()

    @property
    def full(self) -> bool:
        """Whether nothing that is required is left unproven."""
        return not self.requirements.gap and not self.short_proven


@dataclass(frozen=True, slots=True)
class MarkView:
    """One of the four marks of a claim: its state, the code of the reason, and the reason in words."""

    state: Literal["good", "bad", "unknown"]
    code: str
    text: Text


@dataclass(frozen=True, slots=True)
class ClaimItem:
    """One answer that a claim shows."""

    item: str
    result: str
    level: str


@dataclass(frozen=True, slots=True)
class ClaimView:
    """One claim that was looked at: four marks, never one tick.

    *subject* is what the claim names, *element* the thing of the model that it stands for (None: there is none).
    *counts* tells whether signature, authority and status are good and the log says nothing against it, *used*
    whether something in this assessment rests on it, *left_out* whether a what-if leaves it out. *why_not* is the
    reason where it does not count.
    """

    digest: str
    id: str | None
    file: str
    issuer: str | None
    issuer_name: Text | None
    subject: str | None
    subject_kind: str | None
    element: str | None
    scheme: str | None
    items: tuple[ClaimItem, ...]
    hidden: int
    since: dt.datetime | None
    until: dt.datetime | None
    basis: Basis | None
    signature: MarkView
    authority: MarkView
    status: MarkView
    log: MarkView
    counts: bool
    used: bool
    left_out: bool
    why_not: Text | None

    @property
    def marks(self) -> tuple[MarkView, MarkView, MarkView, MarkView]:
        """Signature, authority, status, log."""
        return self.signature, self.authority, self.status, self.log


@dataclass(frozen=True, slots=True)
class LostRow:
    """A requirement row of which *elements* come to a worse proven (or stated) status.

    *category* is the highest of those elements, *was* and *becomes* are of the worst of the changes in it.
    """

    id: str
    organization: str | None
    category: int
    elements: int
    stage: Literal["stated", "proven"]
    was: Status
    becomes: Status


@dataclass(frozen=True, slots=True)
class LostStrength:
    """A demand of the four perspectives of a device, system or organization that is proven (or stated) less far."""

    subject: str
    category: int
    stage: Literal["stated", "proven"]
    demand: str
    was: str
    becomes: str


@dataclass(frozen=True, slots=True)
class Loss:
    """What is lost: rows and strengths, and the highest category among them (0: nothing)."""

    rows: tuple[LostRow, ...] = ()
    strengths: tuple[LostStrength, ...] = ()
    category: int = 0

    def __bool__(self) -> bool:
        return bool(self.rows or self.strengths)


@dataclass(frozen=True, slots=True)
class Lapse:
    """What falls away on *day*, the first on which it no longer counts, if nothing is renewed until then.

    *within* is 30, 60 or 90 days. *cause* is the claim's own end, the authority of its issuer (accreditation), the
    edition of its scheme, the trust list, or a statement of the model. *claims* are digests, *things* names what the
    statement is about. *loss* is what is lost on that day beyond what was lost before it.
    """

    day: dt.date
    within: Literal[30, 60, 90]
    cause: Literal["claim", "authority", "scheme", "trust-list", "statement"]
    text: Text
    claims: tuple[str, ...]
    things: tuple[str, ...]
    loss: Loss


@dataclass(frozen=True, slots=True)
class Dependence:
    """What breaks without one claim, without all claims of one certifier, or about one supplier's own.

    *id* is the digest of the claim, or the id of the issuer or organization; *name* shows it to people.
    """

    kind: Literal["claim", "certifier", "supplier"]
    id: str
    name: Text
    claims: tuple[str, ...]
    loss: Loss


@dataclass(frozen=True, slots=True)
class TrustListView:
    """The trust list in effect; without *pinned* it was trusted as it was named."""

    version: int
    expires: dt.datetime
    digest: str
    pinned: bool


@dataclass(frozen=True, slots=True)
class Proof:
    """What the evidence proves of a model at one time: the trust gap.

    *layers* begin with ``all``. *subjects* are all elements in the order of their ids. *claims* are in the order of
    their digests, *lapses* by day, *dependences* by what is lost, most first. *without* names what a what-if left out.
    *stale* tells of claims that do not count for the age of their status lists alone, *renewal* by when the lists of
    those that count must be renewed; None where there is none.
    """

    schema: Annotated[str, Field(description="Version of this part of the result.")]
    at: dt.datetime
    trust_list: TrustListView | None
    without: tuple[str, ...]
    layers: tuple[LayerGap, ...]
    requirements: tuple[ProofRow, ...]
    subjects: tuple[SubjectGap, ...]
    claims: tuple[ClaimView, ...]
    lapses: tuple[Lapse, ...]
    dependences: tuple[Dependence, ...]
    diagnostics: tuple[Diagnostic, ...]
    stale: Stale | None = None
    renewal: Renewal | None = None

    @property
    def pinned(self) -> bool:
        """Whether the trust list was checked against keys known beforehand."""
        return self.trust_list is not None and self.trust_list.pinned
