"""The mark for the log: whether the claim is in a log that others watch, and enough witnesses saw it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TypeAlias

from sanso.envelope.checkpoints import Checkpoint
from sanso.envelope.log_entries import Entry
from sanso.envelope.log_proofs import LogProof, check_log_proof, read_log_proof
from sanso.envelope.malformed import Malformed
from sanso.envelope.merkle import verifies_inclusion
from sanso.envelope.notes import Note, NoteKey
from sanso.trust.lists.trust_list import TrustedList
from sanso.trust.verdicts.judging_receipt import is_receipt, judge_receipt
from sanso.trust.verdicts.verdict import Mark

__all__ = ["Seen", "judge_log"]

Seen: TypeAlias = dict[Note, tuple[Checkpoint, Mapping[NoteKey, dt.datetime]]]
"""Checkpoints whose signatures were found good under the list in effect, so that none is checked twice."""

_ABSENT = Mark.of("log-absent")


def judge_log(
    digest: str,
    raw: bytes | None,
    trusted: TrustedList | None,
    checkpoints: Mapping[tuple[str, int], bytes],
    now: dt.datetime,
    seen: Seen,
) -> tuple[Mark, dt.datetime | None]:
    """Return the mark of the claim with *digest* by the proof *raw*, and when the quorum of witnesses was full.

    Witnesses count that cosigned by *now*. *checkpoints* are roots that are known otherwise, by log and size. A proof
    from a log that the trust list does not know speaks neither for nor against the claim: it may come from anybody.
    """
    if raw is None or trusted is None:
        return _ABSENT, None
    if is_receipt(raw):
        return judge_receipt(digest, raw, trusted, checkpoints), None
    try:
        proof = read_log_proof(raw)
        log = trusted.logs.get(proof.origin)
    except Malformed as problem:
        return Mark.of("log-unreadable", problem=problem.text), None
    if log is None:
        return Mark.of("log-foreign", log=proof.origin), None
    try:
        checkpoint, witnesses = _checked(proof, Entry("claim", digest), log, trusted, seen)
    except Malformed as problem:
        return Mark.of("log-wrong", problem=problem.text), None
    quorum = trusted.list.quorum
    if checkpoints.get((checkpoint.origin, checkpoint.size), checkpoint.root) != checkpoint.root:
        return Mark.of("log-two-stories", log=log.name), None
    times = sorted(time for time in witnesses.values() if time <= now)
    code = "logged" if len(times) >= quorum else "log-few-witnesses"
    full = times[quorum - 1] if 0 < quorum <= len(times) else None
    return Mark.of(code, log=log.name, count=len(times), quorum=quorum), full


def _checked(
    proof: LogProof, entry: Entry, log: NoteKey, trusted: TrustedList, seen: Seen
) -> tuple[Checkpoint, Mapping[NoteKey, dt.datetime]]:
    """Return the checkpoint and its witnesses where *proof* shows *entry* in the log.

    Raises:
        Malformed: where it does not.

    """
    known = seen.get(proof.note)
    if known is None:
        logged = check_log_proof(proof, entry.leaf, log, trusted.list.witnesses)
        known = seen[proof.note] = logged.checkpoint, logged.witnesses
    elif not verifies_inclusion(proof.index, known[0].size, entry.leaf, proof.hashes, known[0].root):
        logged = check_log_proof(proof, entry.leaf, log, trusted.list.witnesses)
        known = logged.checkpoint, logged.witnesses
    return known
