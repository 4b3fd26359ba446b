"""What commands, pages and files show of schemes and of the labels within a device's reach."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sanso.catalogue import Catalogue, Recognition, Scheme, SchemeItem, items_of
from sanso.model.diagnostics import Diagnostic
from sanso.model.text import Text
from sanso.trust.schemes.crosswalks import CrosswalkRow, crosswalk, requirements_of
from sanso.trust.schemes.fill_in import EvidenceRow, StatementRow
from sanso.trust.schemes.plans import Plan
from sanso.trust.schemes.proven_facts import ClaimFill
from sanso.trust.schemes.reach import Reach

__all__ = [
    "NOTE",
    "PROVEN_NOTE",
    "ItemView",
    "LabelProof",
    "LabelReport",
    "SchemeReport",
    "SchemeView",
    "VainClaim",
    "scheme_view",
]

NOTE = Text(
    en="As stated in the device check; nothing is proven. A label is not an official endorsement.",
    ja="機器チェックの記載によるもので、証明されたものではありません。ラベルは公的な推奨ではありません。",
)
"""What is said wherever labels are shown."""
PROVEN_NOTE = Text(
    en="By verified claims, and otherwise as stated in the device check, which counts as a self-declaration. "
    "A label is not an official endorsement.",
    ja="検証済みの主張によります。ほかは機器チェックの記載によるもので、自己宣言として扱います。"
    "ラベルは公的な推奨ではありません。",
)
"""What is said where claims are at hand."""


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item with what its facts fill elsewhere, and the related requirements of CPSF (derived)."""

    item: SchemeItem
    crosswalk: tuple[CrosswalkRow, ...]
    requirements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SchemeView:
    """A scheme with its items, the recognitions that begin or end at it, and duties that belong to it."""

    scheme: Scheme
    items: tuple[ItemView, ...]
    recognitions: tuple[Recognition, ...]
    duties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SchemeReport:
    """The schemes that were asked for."""

    schemes: tuple[SchemeView, ...]


@dataclass(frozen=True, slots=True)
class VainClaim:
    """A claim about the device that does not count, and why."""

    file: str
    reason: Text


@dataclass(frozen=True, slots=True)
class LabelProof:
    """What claims about a device prove at *at*: of facts, of items, and of levels that it is said to hold.

    *fills*: what each counting claim settles, its file by digest in *files*, its issuer's name in *issuers*. *facts*
    are proven; *unproven* were stated
    on a higher basis than they count on; of *contradicted* the worse of two answers counts. *met* are items that claims
    alone fill, *levels* those that a claim answers in full; *vain* are claims that do not count;
    *diagnostics* are told of the evidence as a whole.
    """

    at: dt.datetime
    fills: tuple[ClaimFill, ...]
    files: Mapping[str, str]
    issuers: Mapping[str, Text]
    facts: tuple[str, ...]
    unproven: tuple[str, ...]
    contradicted: tuple[str, ...]
    met: tuple[str, ...]
    levels: tuple[str, ...]
    vain: tuple[VainClaim, ...]
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class LabelReport:
    """Which labels a device can reach; *statement* and *evidence* are the two documents for EN 303 645.

    *proof* is what claims bear out of it, where any were given.
    """

    model: Text
    element: str
    name: Text
    file: str
    note: Text
    reach: Reach
    plan: Plan | None
    statement: tuple[StatementRow, ...]
    evidence: tuple[EvidenceRow, ...]
    proof: LabelProof | None = None


def scheme_view(content: Catalogue, scheme: Scheme) -> SchemeView:
    """Return *scheme* with everything of *content* that hangs on it."""
    items = tuple(
        ItemView(item, crosswalk(content, item.id), requirements_of(content, item.id))
        for item in items_of(content.scheme_items, scheme.id)
    )
    edges = tuple(edge for edge in content.recognitions.values() if scheme.id in (edge.from_.scheme, edge.to.scheme))
    duties = tuple(duty.id for duty in content.duties.values() if duty.scheme == scheme.id)
    return SchemeView(scheme, items, edges, duties)
