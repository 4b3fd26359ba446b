"""Signed notes, checkpoints, cosignatures: as C2SP writes them, and nothing that is flipped."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanso.envelope.checkpoints import Checkpoint, open_checkpoint, read_checkpoint, sign_checkpoint
from sanso.envelope.cosignatures import cosign, cosigned_at, witnessed
from sanso.envelope.keys import PublicKey, SoftKey, new_key
from sanso.envelope.malformed import Malformed
from sanso.envelope.notes import Note, NoteKey, decode_base64, read_note, read_note_key, sign_note, signed_by

KEY = SoftKey.from_secret("Ed25519", bytes(range(32)))
OTHER = SoftKey.from_secret("Ed25519", bytes(range(1, 33)))
LOG = NoteKey("log.example/one", KEY.public)
WITNESS = NoteKey("witness.example", OTHER.public, "cosignature")
NOW = dt.datetime(2026, 11, 23, 12, 0, 0, tzinfo=dt.UTC)
SIGNED = sign_checkpoint(Checkpoint(LOG.name, 300, bytes(range(32))), KEY)

PUBLISHED = (
    "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n"
    "— quasimodo.example/salvatore "
    "NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n"
)


def test_the_published_note_is_read_whole() -> None:
    note = read_note(PUBLISHED.encode())
    assert note.text.endswith("\n\ned è subito sera.\n")
    assert [(line.name, line.key_id.hex(), len(line.signature)) for line in note.lines] == [
        ("quasimodo.example/salvatore", "367ba04b", 64)
    ]
    assert note.raw == PUBLISHED.encode()


def test_ids_of_keys_are_those_of_the_specification() -> None:
    for kind, number in (("signature", b"\x01"), ("cosignature", b"\x04")):
        key = NoteKey("name", KEY.public, kind)
        assert key.key_id == hashlib.sha256(b"name\n" + number + KEY.public.raw).digest()[:4]
        assert read_note_key(key.text) == key


def test_who_signed() -> None:
    note = sign_note("text\n", LOG.name, KEY)
    assert signed_by(note, LOG)
    assert not signed_by(note, NoteKey("other.example", KEY.public))
    assert not signed_by(note, NoteKey(LOG.name, OTHER.public))
    assert not signed_by(note, NoteKey(LOG.name, KEY.public, "cosignature"))
    wrong = Note("text\n", (*note.lines, *sign_note("other\n", LOG.name, KEY).lines))
    assert not signed_by(wrong, LOG)  # every line of a known key must be right


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"text\n",
        b"text\n\n",
        b"\n\n\xe2\x80\x94 a AAAAAAA=\n",
        b"text\n\n\xe2\x80\x94 a AAAAAAAA",
        b"text\n\n- a AAAAAAAA\n",
        b"text\n\n\xe2\x80\x94 a b AAAAAAAA\n",
        b"text\n\n\xe2\x80\x94 a+b AAAAAAAA\n",
        b"text\n\n\xe2\x80\x94 a AAAAAAA\n",
        b"text\n\n\xe2\x80\x94 a AAAA\n",
        b"text\n\n\xe2\x80\x94 a AAAAAAB=\n",
        b"te\txt\n\n\xe2\x80\x94 a AAAAAAAA\n",
        b"te\xff\n\n\xe2\x80\x94 a AAAAAAAA\n",
        b"text\n\n" + b"\xe2\x80\x94 a AAAAAAAA\n" * 65,
        b"x" * 70_000 + b"\n\n\xe2\x80\x94 a AAAAAAAA\n",
    ],
)
def test_what_is_no_note(raw: bytes) -> None:
    with pytest.raises(Malformed):
        read_note(raw)


@pytest.mark.parametrize(
    "text",
    [
        "log\n0\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n",
        "log\n01\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n",
        "log\n-1\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n",
        "log\n\u0661\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n",
        "log\n1\nAAEC\n",
        "log\n1\n\n",
        "\n1\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n",
        "log\n1\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\nextension\n",
        "log\n1\n",
    ],
)
def test_what_is_no_checkpoint(text: str) -> None:
    with pytest.raises(Malformed):
        read_checkpoint(sign_note(text, "log", KEY))


def test_a_checkpoint_of_another_log_or_key() -> None:
    assert open_checkpoint(SIGNED.raw, LOG) == SIGNED
    for other in (NoteKey("log.example/two", KEY.public), NoteKey(LOG.name, OTHER.public)):
        with pytest.raises(Malformed):
            open_checkpoint(SIGNED.raw, other)
    with pytest.raises(Malformed):
        sign_checkpoint(Checkpoint(LOG.name, 0, bytes(32)), KEY)
    with pytest.raises(Malformed):
        sign_checkpoint(Checkpoint("two words", 1, bytes(32)), KEY)
    with pytest.raises(Malformed, match="Ed25519"):
        sign_checkpoint(Checkpoint(LOG.name, 1, bytes(32)), new_key("ES256"))


@given(st.integers(0, len(SIGNED.raw) * 8 - 1))
def test_no_flipped_bit_of_a_checkpoint_is_accepted(bit: int) -> None:
    with pytest.raises(Malformed):
        open_checkpoint(_flipped(SIGNED.raw, bit), LOG)


def test_a_cosignature_says_when() -> None:
    note = cosign(SIGNED.note, WITNESS.name, OTHER, NOW)
    assert cosigned_at(note, WITNESS) == NOW
    assert open_checkpoint(note.raw, LOG).checkpoint == SIGNED.checkpoint
    line = note.lines[-1]
    message = f"cosignature/v1\ntime {int(NOW.timestamp())}\n".encode() + SIGNED.note.text.encode()
    assert line.signature[:8] == int(NOW.timestamp()).to_bytes(8)
    assert OTHER.public.verifies(line.signature[8:], message)
    later = cosign(note, WITNESS.name, OTHER, NOW + dt.timedelta(days=1))
    assert cosigned_at(later, WITNESS) == NOW + dt.timedelta(days=1)
    assert len(later.lines) == len(note.lines)


def test_who_is_no_witness() -> None:
    note = cosign(SIGNED.note, WITNESS.name, OTHER, NOW)
    assert cosigned_at(SIGNED.note, WITNESS) is None
    assert cosigned_at(note, NoteKey("another.example", OTHER.public, "cosignature")) is None
    assert cosigned_at(note, NoteKey(WITNESS.name, KEY.public, "cosignature")) is None
    assert cosigned_at(note, NoteKey(WITNESS.name, OTHER.public)) is None
    other = sign_checkpoint(Checkpoint(LOG.name, 301, bytes(32)), KEY).note
    assert cosigned_at(other.with_lines(note.lines[1:]), WITNESS) is None
    with pytest.raises(Malformed):
        cosign(SIGNED.note, WITNESS.name, OTHER, dt.datetime(1969, 1, 1, tzinfo=dt.UTC))


def test_one_key_under_two_names_is_one_witness() -> None:
    second = NoteKey("second.example", OTHER.public, "cosignature")
    note = cosign(cosign(SIGNED.note, WITNESS.name, OTHER, NOW), second.name, OTHER, NOW)
    assert len(witnessed(note, [WITNESS, second])) == 1
    third = new_key("Ed25519")
    note = cosign(note, "third.example", third, NOW)
    assert len(witnessed(note, [WITNESS, second, NoteKey("third.example", third.public, "cosignature")])) == 2


COSIGNED = cosign(SIGNED.note, WITNESS.name, OTHER, NOW)


@given(st.integers(0, len(COSIGNED.raw) * 8 - 1))
def test_no_flipped_bit_of_a_cosigned_checkpoint_keeps_both_signatures(bit: int) -> None:
    try:
        note = read_note(_flipped(COSIGNED.raw, bit))
    except Malformed:
        return
    assert not (signed_by(note, LOG) and cosigned_at(note, WITNESS) is not None)


@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
def test_only_malformed_escapes(raw: bytes) -> None:
    with contextlib.suppress(Malformed):
        assert read_note(raw).raw == raw
    with contextlib.suppress(Malformed):
        assert read_note_key(raw.decode("latin-1")).text == raw.decode("latin-1")
    with contextlib.suppress(Malformed):
        decode_base64(raw.decode("latin-1"))


@pytest.mark.parametrize("text", ["", "a", "a+b", "a+00000000+", LOG.text[:-4] + "AAA=", LOG.text.replace("+", "-", 1)])
def test_what_is_no_key(text: str) -> None:
    with pytest.raises(Malformed):
        read_note_key(text)


def test_names() -> None:
    for name in ("", "two words", "a+b", "a\nb", "a" * 256, "a\u3000b"):
        with pytest.raises(Malformed):
            NoteKey(name, PublicKey("Ed25519", KEY.public.raw))


def _flipped(raw: bytes, bit: int) -> bytes:
    changed = bytearray(raw)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)
