"""Claims: who says what about what, on which grounds, and for how long; what that is worth is another matter.

A claim about several requirements is one dossier: each answer can be shown or hidden by itself, all else stays visible.
A person is named by role only. What a claim says of its own basis is kept but never counts.

>>> Subject("component", "onboard")
Traceback (most recent call last):
    ...
ValueError: kind of subject: component
>>> Answer("CPS.DS-10", "met").result
'met'
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias, get_args

from sanso.envelope.strict_json import Json
from sanso.model.answers import Basis

__all__ = [
    "CONFIDENTIALITIES",
    "LONGEST",
    "METHODS",
    "PURPOSES",
    "RESULTS",
    "SUBJECTS",
    "Answer",
    "Basis",
    "Claim",
    "Confidentiality",
    "Evidence",
    "Method",
    "MethodKind",
    "Purpose",
    "Result",
    "SchemeLevel",
    "StatusPointer",
    "Subject",
    "SubjectKind",
]

SubjectKind: TypeAlias = Literal["organization", "person", "device-type", "system", "data-set", "flow"]
"""What a claim can be about."""
Result: TypeAlias = Literal["met", "partial", "none", "not-applicable"]
"""How far a requirement is met."""
MethodKind: TypeAlias = Literal["document", "test", "inspection", "audit", "measurement"]
"""How it was found out."""
Confidentiality: TypeAlias = Literal["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]
"""Who may see a piece of evidence: Traffic Light Protocol 2.0 (FIRST)."""
Purpose: TypeAlias = Literal["revocation", "suspension"]
"""What a bit of a status list says: withdrawn for good, or for a time (W3C Bitstring Status List)."""

SUBJECTS: Final[tuple[SubjectKind, ...]] = get_args(SubjectKind)
RESULTS: Final[tuple[Result, ...]] = get_args(Result)
METHODS: Final[tuple[MethodKind, ...]] = get_args(MethodKind)
CONFIDENTIALITIES: Final[tuple[Confidentiality, ...]] = get_args(Confidentiality)
PURPOSES: Final[tuple[Purpose, ...]] = get_args(Purpose)
LONGEST: Final = dt.timedelta(days=3660)
"""The longest that a claim can hold: ten years."""
_ROLE = "role:"


@dataclass(frozen=True, slots=True)
class Subject:
    """What the claim is about."""

    kind: SubjectKind
    id: str
    """The identifier in the model or in the trade; of a person ``role:`` and the role, never a name."""
    name: str = ""
    model: str | None = None
    """Digest of the version of the model that the claim was made for; None where it holds for any."""
    version: str | None = None
    """The version of the product; None where the claim holds for any."""

    def __post_init__(self) -> None:
        if self.kind not in SUBJECTS:
            raise ValueError(f"kind of subject: {self.kind}")
        if self.kind == "person" and (not self.id.startswith(_ROLE) or self.name):
            raise ValueError("a person is named by role only: role: and the role, without a name")


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said of one requirement or item of a scheme."""

    item: str
    """Requirement such as CPS.DS-10, or scheme/item."""
    result: Result
    level: str = ""
    """Level of the measure, such as basic or advanced."""
    scope: str = ""
    """What was looked at, and what was left out."""
    text: str = ""
    evidence: tuple[str, ...] = ()
    """Digests of the pieces of evidence for this answer."""


@dataclass(frozen=True, slots=True)
class SchemeLevel:
    """The scheme, its edition and the level under which the claim is made."""

    id: str
    edition: str
    level: str = ""


@dataclass(frozen=True, slots=True)
class Method:
    """How it was found out, and on how many of how many."""

    kind: MethodKind
    sample: int | None = None
    of: int | None = None
    coverage: str = ""

    def __post_init__(self) -> None:
        if self.of is not None and (self.sample is None or self.sample > self.of):
            raise ValueError("a sample is at most what it is drawn from")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file that shows it: named by digest, never carried along."""

    digest: str
    """``sha-256:`` and the digest of the file, in hexadecimal."""
    media_type: str
    size: int
    """Bytes."""
    place: str = ""
    """Where the file is kept; never fetched."""
    confidentiality: Confidentiality = "AMBER"


@dataclass(frozen=True, slots=True)
class StatusPointer:
    """Which bit of which signed list says that the claim was withdrawn or suspended."""

    purpose: Purpose
    list: str
    index: int


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim, or a dossier of answers under one signature."""

    id: str
    issuer: str
    subject: Subject
    answers: tuple[Answer, ...]
    """Those that are shown; in a presentation others can be hidden."""
    issued: dt.datetime
    """When it was signed; authority is asked for this day."""
    valid_from: dt.datetime
    valid_until: dt.datetime
    scheme: SchemeLevel | None = None
    assessor: str = ""
    """The organisation, or the role in it, that looked."""
    method: Method | None = None
    evidence: tuple[Evidence, ...] = ()
    status: tuple[StatusPointer, ...] = ()
    supersedes: tuple[str, ...] = ()
    """Digests of the signed claims of the same issuer that this one takes the place of."""
    basis_stated: Basis | None = None
    """What the claim says of its own basis: shown, and never counted."""
    ext: Mapping[str, Json] = field(default_factory=dict)
    """Members that other tools put in; carried along and not looked at."""

    def answer(self, item: str) -> Answer | None:
        """Return what is shown of *item*."""
        return next((answer for answer in self.answers if answer.item == item), None)
