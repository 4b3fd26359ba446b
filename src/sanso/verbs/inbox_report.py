"""What became of the files that partners sent: verdict, what they are about, what they close, where they are kept."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sanso.model.text import Text
from sanso.verbs.inbox_files import Kind

if TYPE_CHECKING:
    from sanso.analysis.claim_closings import Closing, Confirming
    from sanso.analysis.claim_subjects import Match
    from sanso.envelope.strict_json import Json
    from sanso.trust.chain.relays import Relay
    from sanso.trust.lists.trust_list import TrustedList
    from sanso.trust.verdicts.verdict import Verdict
    from sanso.verbs.inbox_gains import Gains

__all__ = ["Counted", "InboxReport", "State", "Taken"]

_FORMAT = "sanso-inbox/1"
State = Literal["taken", "known", "refused", "asked", "ignored"]
"""Kept, or to be kept; kept before; not kept; not kept before somebody says what it is about; nothing of ours."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A derived claim: *members* of *of* suppliers meet *item*; *here* of them are at hand, *hold* bear it out."""

    by: str
    item: str
    members: int
    of: int
    here: int
    hold: int


@dataclass(frozen=True, slots=True)
class Taken:
    """One file and what became of it."""

    file: str
    kind: Kind
    state: State
    why: Text | None = None
    """Why it is not kept."""
    verdict: Verdict | None = None
    match: Match | None = None
    """What of the model a claim is about."""
    closes: tuple[Closing, ...] = ()
    """What a claim that counts speaks to."""
    confirms: tuple[Confirming, ...] = ()
    """Confirmations that were lacking and that a claim that counts speaks to."""
    passed: tuple[Relay, ...] = ()
    """Who passed a presentation on; of a note of relay, what it says."""
    counted: Counted | None = None
    stored: str = ""
    """Where it is kept, or would be, in the evidence folder."""

    def record(self) -> dict[str, Json]:
        """Return it as JSON."""
        why: Json = None if self.why is None else {"en": self.why.en, "ja": self.why.ja}
        match, counted = self.match, self.counted
        return {
            "file": self.file,
            "kind": self.kind,
            "state": self.state,
            "why": why,
            "verdict": self.verdict.record() if self.verdict is not None else None,
            "element": match.element if match is not None else None,
            "how": match.how if match is not None else None,
            "candidates": list(match.candidates) if match is not None else [],
            "closes": [_closing(one) for one in self.closes],
            "confirms": [
                {"subject": one.subject, "demand": one.demand, "required": one.required, "enough": one.enough}
                for one in self.confirms
            ],
            "passed": [{"by": one.by, "to": one.to, "time": one.time.isoformat()} for one in self.passed],
            "counted": None
            if counted is None
            else {
                "by": counted.by,
                "item": counted.item,
                "members": counted.members,
                "of": counted.of,
                "here": counted.here,
                "hold": counted.hold,
            },
            "stored": self.stored or None,
        }


@dataclass(frozen=True, slots=True)
class InboxReport:
    """What became of all files."""

    now: dt.datetime
    trusted: TrustedList | None
    pinned: bool
    """Whether the first trust list was checked against pinned keys; else it was trusted as it was named."""
    files: tuple[Taken, ...]
    written: tuple[Path, ...] = ()
    gains: Gains | None = None
    """What the folder proves with what was kept, beside what it proved before; None where nothing was kept."""

    @property
    def fine(self) -> bool:
        """Whether nothing was refused and nothing has to be asked."""
        return not any(one.state in ("refused", "asked") for one in self.files)

    def record(self) -> dict[str, Json]:
        """Return it as JSON."""
        from sanso.trust.members import time_text

        version = self.trusted.list.version if self.trusted is not None else None
        return {
            "schema": _FORMAT,
            "at": time_text(self.now),
            "trust_list": {"version": version, "pinned": self.pinned},
            "fine": self.fine,
            "files": [one.record() for one in self.files],
            "written": [str(one) for one in self.written],
            "gains": self.gains.record() if self.gains is not None else None,
        }


def _closing(one: Closing) -> Json:
    return {
        "item": one.item,
        "organization": one.organization,
        "elements": list(one.elements),
        "category": one.category,
        "required": one.required,
        "stated": one.stated,
        "level": one.level,
        "enough": one.enough,
    }
