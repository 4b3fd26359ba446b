"""Honest logs, forks and rollbacks before several witnesses: one story, or an alarm."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from sanso.envelope.checkpoints import Checkpoint, SignedCheckpoint, sign_checkpoint
from sanso.envelope.cosignatures import cosigned_at
from sanso.envelope.keys import SoftKey
from sanso.envelope.malformed import Malformed
from sanso.envelope.merkle import Leaves, consistency_proof, leaf_hash, root_of
from sanso.envelope.notes import NoteKey
from sanso.trust.monitoring import ALARMS, Alarm, Watched, judge, read_alarm, witness_line

KEY = SoftKey.from_secret("Ed25519", bytes(range(32)))
OTHER = SoftKey.from_secret("Ed25519", bytes(range(1, 33)))
LOG = NoteKey("log.example", KEY.public)
NOW = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)


def signed(hashes: list[bytes]) -> SignedCheckpoint:
    return sign_checkpoint(Checkpoint(LOG.name, len(hashes), root_of(hashes)), KEY)


def story(name: str, size: int) -> list[bytes]:
    return [leaf_hash(f"{name} {number}".encode()) for number in range(size)]


def proof(hashes: list[bytes], old: int) -> tuple[bytes, ...]:
    return consistency_proof(Leaves(hashes), old, len(hashes))


def test_what_a_checkpoint_is_beside_the_one_before() -> None:
    hashes = story("a", 9)
    first = judge(Watched(LOG), signed(hashes[:5]).raw)
    assert (first.outcome, first.accepted) == ("first", True)
    again = judge(first.watched, signed(hashes[:5]).raw)
    assert (again.outcome, again.watched) == ("same", first.watched)
    newer = judge(first.watched, signed(hashes).raw, proof(hashes, 5))
    assert newer.outcome == "newer"
    assert newer.watched.last == signed(hashes)
    older = judge(newer.watched, signed(hashes[:5]).raw, proof(hashes, 5))
    assert (older.outcome, older.accepted, older.alarm, older.watched) == ("older", False, None, newer.watched)


@pytest.mark.parametrize(
    ("shown", "given", "kind"),
    [
        (story("b", 5), (), "two-stories"),
        (story("a", 4), (), "shrunk"),
        (story("b", 4), (), "shrunk"),
        (story("a", 9), (), "unproven"),
        (story("b", 9), proof(story("b", 9), 5), "unproven"),
    ],
)
def test_alarms(shown: list[bytes], given: tuple[bytes, ...], kind: str) -> None:
    watched = Watched(LOG, signed(story("a", 5)))
    found = judge(watched, signed(shown).raw, given)
    assert (found.outcome, found.accepted, found.watched) == (kind, False, watched)
    assert found.alarm is not None
    assert read_alarm(found.alarm.raw) == found.alarm
    assert LOG.name in found.alarm.text.en
    assert LOG.name in found.alarm.text.ja
    assert ALARMS[found.alarm.kind].en != found.alarm.text.en
    with pytest.raises(ValueError, match=kind):
        witness_line(found, "witness.example", OTHER, NOW)


def test_one_entry_is_not_several() -> None:
    one, other, longer = (signed(story(name, size)) for name, size in (("a", 1), ("b", 1), ("b", 2)))
    told = [Alarm(LOG, *pair).text for pair in ((one, other), (one, longer), (longer, one))]
    assert all("1 entry" in text.en and "1 entries" not in text.en and "1 件" in text.ja for text in told)
    assert "signed 2 entries without" in told[1].en


def test_what_the_log_did_not_sign_says_nothing_about_it() -> None:
    watched = Watched(LOG, signed(story("a", 5)))
    forged = sign_checkpoint(Checkpoint(LOG.name, 5, bytes(32)), OTHER).raw
    for raw in (b"", forged, sign_checkpoint(Checkpoint("other.example", 5, bytes(32)), KEY).raw):
        with pytest.raises(Malformed):
            judge(watched, raw)


def test_a_witness_says_when() -> None:
    found = judge(Watched(LOG), signed(story("a", 3)).raw)
    note = witness_line(found, "witness.example", OTHER, NOW)
    assert cosigned_at(note, NoteKey("witness.example", OTHER.public, "cosignature")) == NOW


ALARM = Alarm(LOG, signed(story("a", 5)), signed(story("b", 5)))


@given(st.integers(0, len(ALARM.raw) * 8 - 1))
def test_no_flipped_bit_of_an_alarm_is_accepted(bit: int) -> None:
    changed = bytearray(ALARM.raw)
    changed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(Malformed):
        read_alarm(bytes(changed))


def test_one_checkpoint_twice_is_no_alarm() -> None:
    same = Alarm(LOG, ALARM.before, ALARM.before)
    for raw in (same.raw, b"{}", b"[]", b"", ALARM.raw + b" "):
        with pytest.raises(Malformed):
            read_alarm(raw)


class Watching(RuleBasedStateMachine):
    """A log with several stories, and witnesses to each of which it may show any of them, with proofs or without."""

    def __init__(self) -> None:
        super().__init__()
        self.stories: list[list[bytes]] = [[leaf_hash(b"first")]]
        self.states = [Watched(LOG)] * 3
        self.seen: list[list[tuple[int, bytes]]] = [[], [], []]
        self.alarms: list[list[Alarm]] = [[], [], []]
        self.number = 0

    @rule(which=st.integers(0, 3), count=st.integers(1, 5))
    def grow(self, which: int, count: int) -> None:
        hashes = self.stories[which % len(self.stories)]
        for _ in range(count):
            self.number += 1
            hashes.append(leaf_hash(str(self.number).encode()))

    @precondition(lambda self: len(self.stories) < 3)
    @rule(data=st.data())
    def fork(self, data: st.DataObject) -> None:
        at = data.draw(st.integers(0, len(self.stories[0]) - 1))
        self.number += 1
        self.stories.append([*self.stories[0][:at], leaf_hash(f"fork {self.number}".encode())])

    @rule(witness=st.integers(0, 2), which=st.integers(0, 3), data=st.data())
    def show(self, witness: int, which: int, data: st.DataObject) -> None:
        hashes = self.stories[which % len(self.stories)]
        size = data.draw(st.integers(1, len(hashes)))
        steps: tuple[bytes, ...] = ()
        last = self.states[witness].last
        if last is not None and data.draw(st.booleans()) and last.checkpoint.size <= len(hashes):
            low, high = sorted((last.checkpoint.size, size))
            steps = proof(hashes[:high], low)
        found = judge(self.states[witness], signed(hashes[:size]).raw, steps)
        self.states[witness] = found.watched
        self.seen[witness].append((size, root_of(hashes[:size])))
        if found.alarm is not None:
            self.alarms[witness].append(found.alarm)

    @rule(one=st.integers(0, 2), other=st.integers(0, 2))
    def compare(self, one: int, other: int) -> None:
        """Two witnesses show each other what they saw last; without the log there is no proof."""
        last = self.states[other].last
        if last is None:
            return
        found = judge(self.states[one], last.raw, self._honest(one, last))
        self.states[one] = found.watched
        self.seen[one].append((last.checkpoint.size, last.checkpoint.root))
        if found.alarm is not None:
            self.alarms[one].append(found.alarm)

    def _honest(self, one: int, shown: SignedCheckpoint) -> tuple[bytes, ...]:
        last = self.states[one].last
        if last is None:
            return ()
        low, high = sorted((last.checkpoint.size, shown.checkpoint.size))
        return proof(self.stories[0][:high], low) if high <= len(self.stories[0]) else ()

    @invariant()
    def one_story_or_an_alarm(self) -> None:
        for seen, alarms in zip(self.seen, self.alarms, strict=True):
            if alarms:
                assert all(read_alarm(one.raw) == one for one in alarms)
                continue
            assert any(all(root_of(hashes[:size]) == root for size, root in seen) for hashes in self._whole(seen))

    def _whole(self, seen: list[tuple[int, bytes]]) -> list[list[bytes]]:
        largest = max((size for size, _ in seen), default=0)
        return [hashes for hashes in self.stories if len(hashes) >= largest]


TestWatching = Watching.TestCase
TestWatching.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
