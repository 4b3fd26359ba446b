"""Keep, prove, witness and audit a transparency log.

One verb with several actions: `init` and `append` write, `checkpoint` signs, `prove` hands out proofs, `witness` and
`audit` are for those who do not trust whoever writes. Keys and the time are passed in.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sanso.model.text import Text

if TYPE_CHECKING:
    from sanso.envelope.keys import Signer
    from sanso.envelope.log_entries import EntryKind

__all__ = ["ACTIONS", "LedgerAction", "LedgerOrder", "LedgerResult", "ledger"]

LedgerAction = Literal["init", "append", "checkpoint", "prove", "witness", "audit"]
"""What can be done with a log."""

_FORMAT = "sanso-ledger/1"


@dataclass(frozen=True, slots=True)
class LedgerOrder:
    """What is asked for; each action takes the parts that it needs."""

    files: Sequence[Path] = ()
    """append, prove: what is logged. checkpoint: cosigned checkpoints. audit: checkpoints kept from earlier."""
    signer: Signer | None = None
    name: str = ""
    """init: the name of the log. witness: that of the witness."""
    kind: EntryKind = "claim"
    store: Path | None = None
    """witness, audit: where what was seen and alarms are kept."""
    index: int | None = None
    receipt: bool = False
    """prove: as a COSE receipt."""
    log_key: str = ""
    """witness, audit: the key of the log, known from elsewhere."""
    now: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class LedgerResult:
    """What came of it; *schema* names this format."""

    action: LedgerAction
    log: str
    """The name of the log."""
    key: str
    """The key of the log as one word."""
    size: int
    """Entries: all that are acknowledged, or those that the checkpoint covers."""
    fine: bool = True
    """False where there is damage or an alarm."""
    indices: tuple[int, ...] = ()
    """Where what was named stands in the log."""
    outcome: str = ""
    """witness: what the checkpoint is beside what was seen before."""
    kinds: Mapping[str, int] = field(default_factory=dict)
    """audit: how many entries there are of each kind."""
    compared: int = 0
    """audit: how many kept checkpoints were compared, with the one that the store saw last."""
    problems: tuple[Text, ...] = ()
    """Damage and alarms."""
    witness: str = ""
    """The key of the witness as one word."""
    output: bytes = b""
    """Checkpoint, proof or receipt, as bytes."""
    schema: str = _FORMAT


def ledger(action: LedgerAction, folder: Path, order: LedgerOrder | None = None) -> LedgerResult:
    """Do *action* with the log in *folder*.

    Raises:
        StoreError: the log cannot be used so.
        Malformed: a file or a key is not what it should be.
        OSError: a named file cannot be read.

    """
    return ACTIONS[action](folder, order or LedgerOrder())


def _init(folder: Path, order: LedgerOrder) -> LedgerResult:
    from sanso.envelope.notes import NoteKey
    from sanso.workspace.ledger import Log

    with Log.create(folder, NoteKey(order.name, _signer(order).public)) as log:
        return LedgerResult("init", log.key.name, log.key.text, log.size)


def _append(folder: Path, order: LedgerOrder) -> LedgerResult:
    from sanso.envelope.log_entries import Entry
    from sanso.workspace.ledger import Log

    entries = [Entry.of(order.kind, _signed_part(path.read_bytes())).raw for path in order.files]
    with Log.open(folder) as log:
        added = log.append(entries)
        return LedgerResult("append", log.key.name, log.key.text, log.size, indices=tuple(added))


def _signed_part(raw: bytes) -> bytes:
    """Return what the issuer of a claim signed, the same for all presentations of it; other files as they are."""
    token, tilde, _ = raw.strip().partition(b"~")
    return token if tilde and re.fullmatch(rb"[\w-]+\.[\w-]+\.[\w-]+", token) else raw


def _checkpoint(folder: Path, order: LedgerOrder) -> LedgerResult:
    from sanso.envelope.notes import read_note
    from sanso.workspace.ledger import Log

    notes = [read_note(path.read_bytes()) for path in order.files]
    with Log.open(folder) as log:
        signed = log.cosigned(notes[0]) if notes else log.checkpoint(_signer(order))
        for note in notes[1:]:
            signed = log.cosigned(note)
        return LedgerResult("checkpoint", log.key.name, log.key.text, signed.checkpoint.size, output=signed.raw)


def _prove(folder: Path, order: LedgerOrder) -> LedgerResult:
    from sanso.envelope.log_entries import Entry
    from sanso.trust.monitoring import entries_text
    from sanso.workspace.errors import NotThere
    from sanso.workspace.ledger import LogReader

    reader = LogReader(folder)
    index = order.index
    if index is None:
        entry = Entry.of(order.kind, _signed_part(order.files[0].read_bytes()))
        index = reader.find(entry)
        if index is None:
            said = Text(
                en="{file} ({kind}) does not stand in the log up to its last checkpoint, which covers {size}.",
                ja="{file}({kind})は、最新のチェックポイント({size})までのログに記録されていません。",
            )
            raise NotThere(said.fill(file=order.files[0], kind=order.kind, size=entries_text(reader.size)))
    proof = reader.receipt(index, _signer(order)).raw if order.receipt else reader.prove(index).raw
    return LedgerResult("prove", reader.key.name, reader.key.text, reader.size, indices=(index,), output=proof)


def _witness(folder: Path, order: LedgerOrder) -> LedgerResult:
    from sanso.envelope.notes import NoteKey
    from sanso.workspace.ledger import LogReader, Witness

    reader, signer = LogReader(folder), _signer(order)
    _same_key(reader.key.text, order.log_key, folder)
    now = order.now or dt.datetime.now(dt.UTC)
    found = Witness(order.store or Path()).witness(reader, order.name, signer, now)
    alarm = found.judgement.alarm
    return LedgerResult(
        "witness",
        reader.key.name,
        reader.key.text,
        reader.size,
        fine=alarm is None,
        outcome=found.judgement.outcome,
        problems=(alarm.text,) if alarm is not None else (),
        witness=NoteKey(order.name, signer.public, "cosignature").text,
        output=found.note.raw if found.note is not None else b"",
    )


def _audit(folder: Path, order: LedgerOrder) -> LedgerResult:
    from sanso.envelope.notes import read_note_key
    from sanso.workspace.ledger import Witness, audit

    kept = [(path, path.read_bytes()) for path in order.files]
    key = read_note_key(order.log_key) if order.log_key else None
    found = audit(folder, kept, key, Witness(order.store) if order.store is not None else None)
    return LedgerResult(
        "audit",
        found.key.name,
        found.key.text,
        found.last.checkpoint.size,
        fine=found.fine,
        kinds=found.kinds,
        compared=found.compared,
        problems=(*found.damage, *(alarm.text for alarm in found.alarms)),
        output=found.last.raw,
    )


def _same_key(held: str, wanted: str, folder: Path) -> None:
    from sanso.workspace.errors import Damaged

    if wanted and held != wanted:
        said = Text(
            en="The log in {folder} is {found}, not {wanted}.",
            ja="{folder} のログは {found} で、{wanted} ではありません。",
        )
        raise Damaged(said.fill(folder=folder, found=held, wanted=wanted))


def _signer(order: LedgerOrder) -> Signer:
    from sanso.workspace.errors import Refused

    if order.signer is None:
        raise Refused(Text(en="A key is needed for this.", ja="この操作には鍵が必要です。"))
    return order.signer


ACTIONS: Mapping[LedgerAction, Callable[[Path, LedgerOrder], LedgerResult]] = {
    "init": _init,
    "append": _append,
    "checkpoint": _checkpoint,
    "prove": _prove,
    "witness": _witness,
    "audit": _audit,
}
"""What does each action."""
