"""What an evidence folder proves with what came in, and did not prove before; and what it no longer proves.

A status list that comes in can withdraw a claim that is held, so that a folder may come to prove less.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from sanso.analysis.assessing import Working
    from sanso.analysis.proof.result import Count, Proof, ProofRow
    from sanso.catalogue import Catalogue
    from sanso.envelope.strict_json import Json
    from sanso.model.loading import Loaded
    from sanso.verbs.evidence import Evidence

__all__ = ["Change", "Gains", "gains_between", "gains_of"]


@dataclass(frozen=True, slots=True)
class Change:
    """A requirement on an organization (None: nobody answers for it) that is proven on other elements than before.

    *whole* tells of a gain whether nothing of the row is left unproven; of a loss whether nothing of it was.
    """

    item: str
    organization: str | None
    elements: tuple[str, ...]
    whole: bool

    def record(self) -> Json:
        """Return it as JSON."""
        return {
            "item": self.item,
            "organization": self.organization,
            "elements": list(self.elements),
            "whole": self.whole,
        }


@dataclass(frozen=True, slots=True)
class Gains:
    """How many requirement rows are *required*, how many were proven *before* and are *after*, and what changed."""

    required: int
    before: int
    after: int
    gained: tuple[Change, ...]
    lost: tuple[Change, ...]

    def record(self) -> Json:
        """Return it as JSON."""
        return {
            "required": self.required,
            "before": self.before,
            "after": self.after,
            "gained": [one.record() for one in self.gained],
            "lost": [one.record() for one in self.lost],
        }


def gains_of(
    loaded: Loaded,
    catalogue: Catalogue,
    into: Path,
    contents: Mapping[Path, bytes],
    *,
    day: dt.date,
    now: dt.datetime,
    pins: Sequence[str] = (),
) -> Gains:
    """Return what *contents*, written into the folder *into*, make of what it proves of the model on *day* at *now*.

    Raises:
        InputRefused: the folder holds too much.
        OSError: a file of the folder cannot be read.

    """
    from sanso.analysis.assessing import work
    from sanso.verbs.evidence import Evidence, read_evidence

    held = read_evidence(into, pins) if into.is_dir() else Evidence({}, tuple(pins))
    coming = {path.relative_to(into).as_posix(): raw for path, raw in contents.items()}
    made = work(loaded.require(), catalogue, at=day, digest=loaded.digest)
    return gains_between(made, held, coming, now=now, digest=loaded.digest)


def gains_between(
    made: Working, held: Evidence, coming: Mapping[str, bytes], *, now: dt.datetime, digest: str
) -> Gains:
    """Return what *coming*, by its place in the evidence *held*, makes of what that proves of *made* at *now*.

    *digest* is that of the model's files.
    """
    from sanso.verbs.evidence import Evidence, prove_working

    was, becomes = (
        prove_working(made, evidence, now=now, digest=digest, outlook=False).assessment.proof
        for evidence in (held, Evidence({**held.files, **coming}, held.pins))
    )
    if was is None or becomes is None:
        raise AssertionError("what was judged has a proof")
    one, other = _count(was), _count(becomes)
    return Gains(
        other.required,
        one.proven,
        other.proven,
        tuple(_changes(was.requirements, becomes.requirements)),
        tuple(_changes(becomes.requirements, was.requirements)),
    )


def _count(proof: Proof) -> Count:
    return proof.layers[0].requirements


def _changes(less: Sequence[ProofRow], more: Sequence[ProofRow]) -> Iterable[Change]:
    """Yield what is proven in *more* and not in *less*."""
    for one, other in zip(less, more, strict=True):
        left = set(other.unproven_elements)
        elements = tuple(element for element in one.unproven_elements if element not in left)
        if elements:
            yield Change(one.id, one.organization, elements, not other.unproven)
