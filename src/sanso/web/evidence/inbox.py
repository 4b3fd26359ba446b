"""What partners send, looked at as `sanso inbox` does before it is kept, and how a page says what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING

from sanso.model.text import Text
from sanso.verbs.inbox_files import incoming_contents
from sanso.verbs.inbox_held import TakenIn, inbox_held
from sanso.web.evidence.words import MARK_TITLES

if TYPE_CHECKING:
    from sanso.model.process import Model
    from sanso.trust.verdicts.verdict import Mark
    from sanso.verbs.inbox_report import InboxReport, Taken
    from sanso.web.evidence.room import EvidenceRoom
    from sanso.web.security.uploads import Members
    from sanso.web.states import Shown

__all__ = ["HOW_WORDS", "INBOX_KINDS", "INBOX_STATES", "Asking", "Parcel", "looked_in", "parcels_of", "subjects_asked"]

_UNREAD = "files/"
_MOST = 500

INBOX_STATES: Mapping[str, Text] = MappingProxyType(
    {
        "taken": Text(en="taken in", ja="取り込み"),
        "known": Text(en="already there", ja="取り込み済み"),
        "refused": Text(en="not taken in", ja="取り込まず"),
        "asked": Text(en="waiting for you", ja="要確認"),
        "ignored": Text(en="passed over", ja="対象外"),
    }
)
"""What becomes of a file."""
HOW_WORDS: Mapping[str, Text] = MappingProxyType(
    {
        "id": Text(en="by its id", ja="IDの一致"),
        "name": Text(en="by its name", ja="名称の一致"),
        "said": Text(en="as you said", ja="指定どおり"),
    }
)
"""How a subject was found in the model."""
INBOX_KINDS: Mapping[str, Text] = MappingProxyType(
    {
        "claim": Text(en="claim", ja="主張"),
        "relay": Text(en="relay", ja="中継"),
        "derived": Text(en="derived claim", ja="派生主張"),
        "status-list": Text(en="status list", ja="失効情報"),
        "trust-list": Text(en="trust list", ja="トラストリスト"),
        "proof": Text(en="log proof", ja="ログの証明"),
        "other": Text(en="other", ja="その他"),
    }
)
"""What a file is."""
_FOREIGN_LIST = Text(
    en="A trust list is not taken from partners. If you trust it, put it in with the evidence.",
    ja="トラストリストは取引先から取り込みません。信頼する場合は、証跡として登録してください。",
)
_WHO = Text(
    en="Nothing in the model is called {subject}. Say above what it is.",
    ja="モデルに{subject}に当たるものがありません。上で指定してください。",
)


@dataclass(frozen=True, slots=True)
class Parcel:
    """One file and what becomes of it, as a page shows it."""

    taken: Taken

    @property
    def marks(self) -> dict[str, Mark]:
        """The four marks by name; none where it is no claim."""
        verdict = self.taken.verdict
        return dict(zip(MARK_TITLES, verdict.marks, strict=True)) if verdict is not None else {}

    @property
    def why(self) -> Text | None:
        """Why it is not kept, with what can be done about it here; of what is kept, why it does not count."""
        one = self.taken
        if one.state in ("taken", "known") and one.verdict is not None and not one.verdict.counts:
            return next((mark.text for mark in one.verdict.marks[:3] if not mark.good), one.verdict.log.text)
        if one.state == "asked" and one.verdict is not None and one.verdict.claim is not None:
            return _WHO.fill(subject=one.verdict.claim.subject.id[:80])
        return _FOREIGN_LIST if one.kind == "trust-list" else one.why

    @property
    def proves(self) -> int:
        """How many requirements it says enough of."""
        return sum(one.enough for one in self.taken.closes)

    @property
    def falls_short(self) -> int:
        """How many requirements it speaks to, but does not say enough of."""
        return len(self.taken.closes) - self.proves


@dataclass(frozen=True, slots=True)
class Asking:
    """A subject that a person has to say, or has said, what it is: *likely* first, then all of its kind."""

    subject: str
    said: str
    likely: tuple[str, ...]
    others: tuple[str, ...]


def looked_in(room: EvidenceRoom, shown: Shown, workspace: str, members: Members, said: Mapping[str, str]) -> TakenIn:
    """Return what *members* are worth now for the model of *shown*, beside the evidence of *workspace*.

    Raises:
        Malformed: the evidence has no usable trust list, its map of subjects is damaged, or *said* fits nothing.
        StoreError: the evidence cannot be read.

    """
    store = room.store
    named = {
        path: one.digest
        for path, one in store.files(workspace).items()
        if one.digest is not None and not path.startswith(_UNREAD)
    }
    contents = store.contents(workspace, named.values())
    held = {path: contents[digest] for path, digest in named.items()}
    alone = not any(len(PurePosixPath(name).parts) > 1 for name, _ in members.files)
    state = shown.state
    return inbox_held(
        incoming_contents(members.files, named=alone),
        held,
        state.evaluation,
        state.working,
        now=room.service.clock(),
        pins=room.store.pins(workspace),
        said=said,
    )


def parcels_of(report: InboxReport) -> list[Parcel]:
    """Return the files that mean something: those to decide on first, then those that are refused."""
    order = {"asked": 0, "refused": 1, "taken": 2, "known": 3}
    told = [one for one in report.files if one.state in order]
    return [Parcel(one) for one in sorted(told, key=lambda one: (order[one.state], one.file))]


def subjects_asked(parcels: Sequence[Parcel], model: Model, said: Mapping[str, str]) -> list[Asking]:
    """Return the subjects of which a person has to say, or has said, what they are; each once."""
    from sanso.analysis.claim_subjects import fits

    found: dict[str, Asking] = {}
    things = (*model.elements, *model.products, *model.connections)
    for one in (parcel.taken for parcel in parcels):
        claim = one.verdict.claim if one.verdict is not None else None
        if claim is None or (one.state != "asked" and claim.subject.id not in said):
            continue
        likely = one.match.candidates if one.match is not None else ()
        others = [ident for ident in things if fits(model, claim.subject.kind, ident) and ident not in likely]
        subject = claim.subject.id
        found.setdefault(subject, Asking(subject, said.get(subject, ""), likely, tuple(others[:_MOST])))
    return list(found.values())
