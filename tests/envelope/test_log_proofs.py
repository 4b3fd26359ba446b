"""Proofs and receipts: good ones say what they should, another library reads them, no flipped bit is accepted."""

from __future__ import annotations

import datetime as dt

import pytest
import scitt_cose
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from sanso.envelope.checkpoints import Checkpoint, sign_checkpoint
from sanso.envelope.cosignatures import cosign
from sanso.envelope.keys import Algorithm, SoftKey
from sanso.envelope.log_entries import Entry, read_entry
from sanso.envelope.log_proofs import LogProof, check_log_proof, read_log_proof
from sanso.envelope.malformed import Malformed
from sanso.envelope.merkle import Leaves, inclusion_proof, root_of
from sanso.envelope.notes import NoteKey
from sanso.envelope.receipts import check_receipt, read_receipt, write_receipt

KEY = SoftKey.from_secret("Ed25519", bytes(range(32)))
OTHER = SoftKey.from_secret("Ed25519", bytes(range(1, 33)))
LOG = NoteKey("log.example", KEY.public)
WITNESS = NoteKey("witness.example", OTHER.public, "cosignature")
NOW = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
ENTRIES = [Entry.of("claim", bytes([number])) for number in range(11)]
LEAVES = [entry.leaf for entry in ENTRIES]
INDEX = 9
HASHES = inclusion_proof(Leaves(LEAVES), INDEX, len(LEAVES))
NOTE = cosign(sign_checkpoint(Checkpoint(LOG.name, len(LEAVES), root_of(LEAVES)), KEY).note, WITNESS.name, OTHER, NOW)
PROOF = LogProof(INDEX, HASHES, NOTE)


def test_a_proof_says_what_it_shows() -> None:
    found = check_log_proof(read_log_proof(PROOF.raw), LEAVES[INDEX], LOG, [WITNESS])
    assert (found.index, found.checkpoint.size) == (INDEX, 11)
    assert found.witnesses == {WITNESS: NOW}
    assert check_log_proof(PROOF, LEAVES[INDEX], LOG).witnesses == {}
    assert PROOF.origin == LOG.name


def test_a_proof_is_written_as_the_specification_says() -> None:
    lines = PROOF.raw.decode().split("\n")
    assert lines[:2] == ["c2sp.org/tlog-proof@v1", "index 9"]
    assert lines[2 + len(HASHES)] == ""
    assert lines[3 + len(HASHES) :] == NOTE.raw.decode().split("\n")


def test_a_proof_of_something_else() -> None:
    for leaf, log in ((LEAVES[0], LOG), (LEAVES[INDEX], NoteKey("log.example", OTHER.public))):
        with pytest.raises(Malformed):
            check_log_proof(PROOF, leaf, log)


@given(st.integers(0, len(PROOF.raw) * 8 - 1))
def test_no_flipped_bit_of_a_proof_is_accepted_with_its_witness(bit: int) -> None:
    try:
        found = check_log_proof(read_log_proof(_flipped(PROOF.raw, bit)), LEAVES[INDEX], LOG, [WITNESS])
    except Malformed:
        return
    assert found.witnesses == {}


def test_extra_data_is_refused() -> None:
    with pytest.raises(Malformed):
        read_log_proof(PROOF.raw.replace(b"\nindex", b"\nextra AAAA\nindex"))


@pytest.mark.parametrize("algorithm", ["ES256", "Ed25519"])
def test_scitt_cose_reads_our_receipts(algorithm: Algorithm) -> None:
    key = SoftKey.from_secret(algorithm, bytes(range(1, 33)))
    pem = key.private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    for index, entry in enumerate(ENTRIES):
        hashes = inclusion_proof(Leaves(LEAVES), index, len(LEAVES))
        receipt = write_receipt(
            index, len(LEAVES), entry.leaf, hashes, issuer="log.example", subject=entry.digest, signer=key
        )
        raw = receipt.raw
        found = scitt_cose.verify_receipt(raw, leaf_entry_hex=entry.raw.hex(), log_public_key_pem=pem)
        assert found.ok, found.errors
        assert found.root == root_of(LEAVES).hex()
        assert (found.issuer, found.subject) == ("log.example", entry.digest)
        assert (found.tree_size, found.leaf_index) == (len(LEAVES), index)
        assert check_receipt(read_receipt(raw), entry.leaf, key.public) == root_of(LEAVES)
        wrong = scitt_cose.verify_receipt(raw, leaf_entry_hex=b"other".hex(), log_public_key_pem=pem)
        assert not wrong.ok


RECEIPT = write_receipt(INDEX, 11, LEAVES[INDEX], HASHES, issuer="log.example", subject="sha-256:00", signer=KEY)


@given(st.integers(0, len(RECEIPT.raw) * 8 - 1))
def test_no_flipped_bit_of_a_receipt_is_accepted(bit: int) -> None:
    with pytest.raises(Malformed):
        check_receipt(read_receipt(_flipped(RECEIPT.raw, bit)), LEAVES[INDEX], KEY.public)


def test_a_receipt_of_something_else() -> None:
    receipt = read_receipt(RECEIPT.raw)
    for leaf, key in ((LEAVES[0], KEY.public), (LEAVES[INDEX], OTHER.public)):
        with pytest.raises(Malformed):
            check_receipt(receipt, leaf, key)
    with pytest.raises(Malformed):
        read_receipt(RECEIPT.raw + b"\0")
    with pytest.raises(Malformed):
        write_receipt(INDEX, 11, LEAVES[INDEX], HASHES[1:], issuer="a", subject="b", signer=KEY)


@given(st.binary(max_size=200), st.integers(0, len(RECEIPT.raw)), st.integers(0, len(RECEIPT.raw)))
def test_only_malformed_escapes(raw: bytes, start: int, end: int) -> None:
    for text in (raw, RECEIPT.raw[:start] + raw + RECEIPT.raw[end:], PROOF.raw[:start] + raw + PROOF.raw[end:]):
        for read in (read_receipt, read_log_proof, read_entry):
            try:
                assert read(text).raw == text
            except Malformed:
                continue


def test_entries_have_one_form() -> None:
    for entry in ENTRIES:
        assert read_entry(entry.raw) == entry
    for raw in (
        b"{}",
        b"[]",
        ENTRIES[0].raw + b" ",
        ENTRIES[0].raw.replace(b"claim", b"gossip"),
        ENTRIES[0].raw.replace(b"sha-256:", b"sha-1:"),
        b'{"digest":"sha-256:' + b"A" * 64 + b'","kind":"claim"}',
    ):
        with pytest.raises(Malformed):
            read_entry(raw)


def _flipped(raw: bytes, bit: int) -> bytes:
    changed = bytearray(raw)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)
