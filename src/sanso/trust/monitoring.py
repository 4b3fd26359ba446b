"""Watching a log: whether the checkpoint that it shows now is the same story as all that it showed before.

`judge` is a state machine without input or output: what was seen last, the bytes of a checkpoint and a proof go in;
to think of it comes out. A witness cosigns what `judge` accepts and nothing else. Two checkpoints of one log
that are not shown to be one story are an alarm; both notes, signed by the log, are its evidence.

>>> from sanso.envelope.checkpoints import Checkpoint, sign_checkpoint
>>> from sanso.envelope.keys import SoftKey
>>> key = SoftKey.from_secret("Ed25519", bytes(32))
>>> log = NoteKey("log.example", key.public)
>>> one, other = (sign_checkpoint(Checkpoint("log.example", 5, bytes([n]) * 32), key) for n in (1, 2))
>>> first = judge(Watched(log), one.raw)
>>> first.outcome, judge(first.watched, other.raw).outcome
('first', 'two-stories')
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from sanso.envelope.canonical import canonical
from sanso.envelope.checkpoints import SignedCheckpoint, open_checkpoint
from sanso.envelope.cosignatures import cosign
from sanso.envelope.keys import Signer
from sanso.envelope.malformed import Malformed
from sanso.envelope.merkle import verifies_consistency
from sanso.envelope.notes import Note, NoteKey, read_note_key
from sanso.envelope.strict_json import read_json
from sanso.model.text import Text

__all__ = [
    "ALARMS",
    "Alarm",
    "AlarmKind",
    "Judgement",
    "Outcome",
    "Watched",
    "entries_text",
    "judge",
    "read_alarm",
    "witness_line",
]

AlarmKind = Literal["two-stories", "unproven", "shrunk"]
"""Why there is an alarm."""

Outcome = Literal["first", "newer", "same", "older", "two-stories", "unproven", "shrunk"]
"""What a checkpoint is beside what was seen before; the last three are alarms."""

ALARMS: Mapping[AlarmKind, Text] = MappingProxyType(
    {
        "two-stories": Text(
            en="The log {log} tells two stories: it signed two different trees of {new}. Trust nothing that it "
            "proves, keep both checkpoints, and show them to those who rely on the log.",
            ja="ログ {log} は二つの異なる履歴を示しています。{new}の異なる木に署名しました。このログの証明を"
            "信頼せず、両方のチェックポイントを保管し、ログの利用者に示してください。",
        ),
        "unproven": Text(
            en="The log {log} signed {new} without proof that they continue the {old} that it signed before. Ask "
            "its operator for the proof; without one, treat it as a log that tells two stories.",
            ja="ログ {log} は {new}のチェックポイントに署名しましたが、以前に署名した {old}の続きであることを"
            "示していません。運営者に証明を求めてください。示されなければ、二つの履歴を持つログとして扱ってください。",
        ),
        "shrunk": Text(
            en="The log {log} shows {new}, fewer than the {old} that it signed before, and does not prove that this "
            "is the same beginning: an old copy, a backup put back, or a second story.",
            ja="ログ {log} の件数が、以前に署名した {old}から {new}に減り、同じ履歴であることも示されていません。"
            "古い複製か、バックアップの復元か、二つ目の履歴です。",
        ),
    }
)
"""What each kind of alarm says; with fields ``log``, ``old`` and ``new``, both by `entries_text`."""


def entries_text(number: int) -> Text:
    """Return how many entries of a log there are.

    >>> entries_text(1).en, entries_text(1200).en, entries_text(1200).ja
    ('1 entry', '1,200 entries', '1,200 件')
    """
    return Text(en=f"{number:,} {'entry' if number == 1 else 'entries'}", ja=f"{number:,} 件")


@dataclass(frozen=True, slots=True)
class Watched:
    """A log and what was seen of it last."""

    log: NoteKey
    last: SignedCheckpoint | None = None
    """The largest checkpoint that was found consistent with all before it."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """Two checkpoints of one log that are not shown to be one story."""

    log: NoteKey
    before: SignedCheckpoint
    """What was seen before."""
    now: SignedCheckpoint

    @property
    def kind(self) -> AlarmKind:
        """Why there is an alarm; only two trees of one size are evidence by themselves."""
        old, new = self.before.checkpoint.size, self.now.checkpoint.size
        return "two-stories" if old == new else "unproven" if old < new else "shrunk"

    @property
    def text(self) -> Text:
        """What happened, and what to do."""
        old, new = entries_text(self.before.checkpoint.size), entries_text(self.now.checkpoint.size)
        return ALARMS[self.kind].fill(log=self.log.name, old=old, new=new)

    @property
    def raw(self) -> bytes:
        """The alarm as canonical JSON; both notes are in it, so that anyone can check it."""
        notes = {"before": self.before.raw.decode(), "now": self.now.raw.decode()}
        return canonical({"format": "sanso-log-alarm/1", "key": self.log.text, "kind": self.kind, **notes})


@dataclass(frozen=True, slots=True)
class Judgement:
    """What `judge` found."""

    outcome: Outcome
    watched: Watched
    """What to remember from now on."""
    shown: SignedCheckpoint
    alarm: Alarm | None = None

    @property
    def accepted(self) -> bool:
        """Whether a witness may cosign the checkpoint."""
        return self.outcome in ("first", "newer", "same")


def judge(watched: Watched, raw: bytes, proof: Sequence[bytes] = ()) -> Judgement:
    """Return what the checkpoint *raw* is beside what was seen before.

    *proof* shows that the smaller of the two trees is the beginning of the larger one. An alarm changes nothing in what
    is remembered.

    Raises:
        Malformed: it is no checkpoint that the log has signed; that says nothing about the log.

    """
    shown = open_checkpoint(raw, watched.log)
    last = watched.last
    if last is None:
        return Judgement("first", Watched(watched.log, shown), shown)
    old, new = last.checkpoint, shown.checkpoint
    if (old.size, old.root) == (new.size, new.root):
        return Judgement("same", watched, shown)
    low, high = sorted((old, new), key=lambda one: one.size)
    if not verifies_consistency(low.size, high.size, low.root, high.root, proof):
        alarm = Alarm(watched.log, last, shown)
        return Judgement(alarm.kind, watched, shown, alarm)
    if new.size < old.size:
        return Judgement("older", watched, shown)
    return Judgement("newer", Watched(watched.log, shown), shown)


def witness_line(judgement: Judgement, name: str, signer: Signer, now: dt.datetime) -> Note:
    """Return the checkpoint with the cosignature of the witness *name*.

    Raises:
        ValueError: the checkpoint was not accepted.
        Malformed: name, key or time do not suit a cosignature.

    """
    if not judgement.accepted:
        raise ValueError(judgement.outcome)
    return cosign(judgement.shown.note, name, signer, now)


def read_alarm(raw: bytes) -> Alarm:
    """Return the alarm, after checking that the log signed both checkpoints and that they differ.

    Raises:
        Malformed: it is none.

    """
    value = read_json(raw)
    if isinstance(value, dict) and value.get("format") == "sanso-log-alarm/1":
        key, before, now = (value.get(name) for name in ("key", "before", "now"))
        if isinstance(key, str) and isinstance(before, str) and isinstance(now, str):
            log = read_note_key(key)
            alarm = Alarm(log, open_checkpoint(before.encode(), log), open_checkpoint(now.encode(), log))
            if alarm.before.note.text != alarm.now.note.text and alarm.raw == raw:
                return alarm
    said = Text(en="not an alarm about a log", ja="ログについての警報ではありません")
    raise Malformed("log-alarm", said, ascii(raw[:48]))
