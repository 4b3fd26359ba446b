"""Receipts in verdicts: the same tree as other proofs, but no witness ever signs one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.trust import chain as supply

from sanso.envelope.checkpoints import Checkpoint, sign_checkpoint
from sanso.envelope.log_entries import Entry
from sanso.envelope.merkle import Leaves, inclusion_proof, root_of
from sanso.envelope.receipts import write_receipt
from sanso.trust.claims.credential import claim_digest
from sanso.trust.verdicts.judging_receipt import judge_receipt
from sanso.trust.verdicts.verifying import Verifier


def receipt(made: supply.Chain, text: str, *, issuer: str = "log.example", key: str = "log") -> bytes:
    """Return the receipt of a log for the claim *text*."""
    leaves = [entry.leaf for entry in made.entries]
    place = next(n for n, entry in enumerate(made.entries) if entry.digest == claim_digest(text))
    hashes = inclusion_proof(Leaves(leaves), place, len(leaves))
    leaf = Entry("claim", claim_digest(text)).leaf
    subject = f"sha-256:{leaf.hex()}"
    return write_receipt(place, len(leaves), leaf, hashes, issuer=issuer, subject=subject, signer=supply.key(key)).raw


def verifier(quorum: int) -> Verifier:
    """Return a verifier whose trust list wants so many witnesses."""
    listed = replace(supply.first_list(), quorum=quorum)
    return Verifier.start(supply.sealed(listed), supply.PINS, supply.START + supply.DAY)


CLAIM = supply.Chain().issue()
KNOWN = verifier(0)


@pytest.fixture
def made() -> supply.Chain:
    return supply.Chain()


@pytest.mark.parametrize(("quorum", "code", "state"), [(0, "logged", "good"), (2, "log-few-witnesses", "unknown")])
def test_a_receipt_counts_where_no_witness_is_wanted(made: supply.Chain, quorum: int, code: str, state: str) -> None:
    text = made.issue()
    verdict = verifier(quorum).verdict(text, receipt(made, text))
    assert (verdict.log.code, verdict.log.state) == (code, state)
    assert verdict.log_time is None
    assert verdict.log.values == (("log", "log.example"), ("count", 0), ("quorum", quorum))


def test_a_receipt_for_another_claim_is_wrong(made: supply.Chain) -> None:
    text, other = made.issue(), made.issue(made.claim(id="urn:claim:2"))
    assert verifier(0).verdict(text, receipt(made, other)).log.code == "log-wrong"


@pytest.mark.parametrize(
    ("issuer", "key", "code", "state"),
    [("other.example", "log", "log-foreign", "unknown"), ("log.example", "lag", "log-wrong", "bad")],
)
def test_a_receipt_of_another_log_is_told(made: supply.Chain, issuer: str, key: str, code: str, state: str) -> None:
    text = made.issue()
    log = verifier(0).verdict(text, receipt(made, text, issuer=issuer, key=key)).log
    assert (log.code, log.state) == (code, state)


def test_a_receipt_and_a_checkpoint_tell_one_story(made: supply.Chain) -> None:
    text = made.issue()
    leaves = [entry.leaf for entry in made.entries]
    same = Checkpoint("log.example", len(leaves), root_of(leaves))
    other = Checkpoint("log.example", len(leaves), root_of(list(reversed(leaves))))
    for checkpoint, code in ((same, "logged"), (other, "log-two-stories")):
        knowing = verifier(0).with_checkpoint(sign_checkpoint(checkpoint, supply.key("log")).raw)
        assert knowing.verdict(text, receipt(made, text)).log.code == code


def test_no_flipped_bit_of_a_receipt_is_good(made: supply.Chain) -> None:
    text = made.issue()
    raw = receipt(made, text)
    trusted = KNOWN.trusted
    assert trusted is not None
    assert judge_receipt(claim_digest(text), raw, trusted, {}).good
    codes = set()
    for place in range(8 * len(raw)):
        flipped = bytearray(raw)
        flipped[place >> 3] ^= 1 << (place & 7)
        mark = judge_receipt(claim_digest(text), bytes(flipped), trusted, {})
        assert not mark.good, place
        codes.add(mark.code)
    assert codes == {"log-unreadable", "log-foreign", "log-wrong"}


NOISE = st.binary(max_size=60) | st.builds(
    lambda piece, count: piece * count, st.binary(max_size=3), st.integers(0, 6000)
)


@given(NOISE)
@settings(max_examples=100)
def test_foreign_bytes_that_begin_as_a_receipt_give_a_mark(noise: bytes) -> None:
    assert KNOWN.verdict(CLAIM, b"\xd2" + noise).log.state == "bad"
