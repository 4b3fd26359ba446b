r"""Signed notes: a text and the signatures under it, as lines that people can read (C2SP signed-note).

Signatures are Ed25519. A key has a name; name and key id say which key a line claims to be of. What a note says counts
for nothing before `signed_by` has answered.

>>> from sanso.envelope.keys import SoftKey
>>> key = SoftKey.from_secret("Ed25519", bytes(32))
>>> known = NoteKey("log.example", key.public)
>>> note = read_note(sign_note("hello\n", known.name, key).raw)
>>> note.text, signed_by(note, known)
('hello\n', True)
"""

from __future__ import annotations

import hashlib
import re
from binascii import Error, a2b_base64, b2a_base64
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from sanso.envelope.keys import PublicKey, Signer
from sanso.envelope.malformed import Malformed
from sanso.model.text import Text

__all__ = [
    "Note",
    "NoteKey",
    "NoteKind",
    "NoteLine",
    "decode_base64",
    "encode_base64",
    "read_note",
    "read_note_key",
    "sign_note",
    "signed_by",
]

NoteKind = Literal["signature", "cosignature"]
"""What a key signs: a note, or a checkpoint together with the time (C2SP tlog-cosignature)."""

_KINDS: dict[NoteKind, int] = {"signature": 1, "cosignature": 4}
_NAME = re.compile(r"[^\s+\x00-\x1f\ud800-\udfff]{1,255}")
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f]")
_LINE = re.compile(r"\u2014 ([^\s+]{1,255}) ([A-Za-z0-9+/]+={0,2})")
_LARGEST = 64 * 1024
_MOST_LINES = 64


@dataclass(frozen=True)
class NoteKey:
    """A key under the name that its signatures carry.

    Raises:
        Malformed: the name cannot stand in a note, or the key is not Ed25519.

    """

    name: str
    public: PublicKey
    kind: NoteKind = "signature"

    def __post_init__(self) -> None:
        if _NAME.fullmatch(self.name) is None:
            said = Text(
                en="the name of a log or witness is 1 to 255 characters without spaces and plus signs",
                ja="ログ・ウィットネスの名前は、空白と「+」を含まない1〜255文字です",
            )
            raise Malformed("note-name", said, ascii(self.name[:64]))
        if self.public.algorithm != "Ed25519":
            said = Text(en="logs and witnesses sign with Ed25519", ja="ログとウィットネスの署名鍵はEd25519です")
            raise Malformed("note-algorithm", said, self.public.algorithm)

    @cached_property
    def key_id(self) -> bytes:
        """The first four bytes of SHA-256 over name, newline, kind and key."""
        return hashlib.sha256(self.name.encode() + b"\n" + self._typed).digest()[:4]

    @property
    def text(self) -> str:
        """The key as one word, ``name+id+key``, as other tools for logs take it."""
        return f"{self.name}+{self.key_id.hex()}+{encode_base64(self._typed)}"

    @property
    def _typed(self) -> bytes:
        return bytes([_KINDS[self.kind]]) + self.public.raw


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One line under a note: whose it claims to be, and the signature with what belongs to it."""

    name: str
    key_id: bytes
    signature: bytes

    @property
    def text(self) -> str:
        """The line as it stands in the note, with its newline."""
        return f"\u2014 {self.name} {encode_base64(self.key_id + self.signature)}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """A text that ends in a newline, and the lines under it."""

    text: str
    lines: tuple[NoteLine, ...]

    @property
    def raw(self) -> bytes:
        """The note as bytes."""
        return f"{self.text}\n{''.join(line.text for line in self.lines)}".encode()

    def with_lines(self, lines: tuple[NoteLine, ...]) -> Note:
        """Return the note with *lines* added that it has not yet."""
        return Note(self.text, tuple(dict.fromkeys((*self.lines, *lines))))


def read_note(raw: bytes) -> Note:
    """Return the note; whose signatures are good is asked afterwards.

    Raises:
        Malformed: it is not a signed note, or is too large.

    """
    if len(raw) > _LARGEST:
        raise _bad_note(f"{len(raw)} bytes")
    try:
        whole = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _bad_note("UTF-8") from error
    if _CONTROL.search(whole):
        raise _bad_note("control character")
    text, found, below = whole.rpartition("\n\n")
    if not found or not text or not below.endswith("\n"):
        raise _bad_note("no signature")
    lines = below[:-1].split("\n")
    if len(lines) > _MOST_LINES:
        raise _bad_note(f"{len(lines)} signatures")
    return Note(text + "\n", tuple(map(_read_line, lines)))


def _read_line(line: str) -> NoteLine:
    match = _LINE.fullmatch(line)
    if match is None:
        raise _bad_note(ascii(line[:64]))
    blob = decode_base64(match[2])
    if len(blob) < 5:
        raise _bad_note(ascii(line[:64]))
    return NoteLine(match[1], blob[:4], blob[4:])


def sign_note(text: str, name: str, signer: Signer) -> Note:
    """Return *text*, which ends in a newline, signed by *signer* under *name*.

    Raises:
        Malformed: the name, the key or the text does not suit a note.

    """
    key = NoteKey(name, signer.public)
    if not text.endswith("\n") or text == "\n" or _CONTROL.search(text):
        raise _bad_note("text")
    return Note(text, (NoteLine(name, key.key_id, signer.sign(text.encode())),))


def signed_by(note: Note, key: NoteKey) -> bool:
    """Return whether *key* signed the note: a line carries its name and id, and every such line is right."""
    lines = [line for line in note.lines if line.name == key.name and line.key_id == key.key_id]
    message = note.text.encode()
    return bool(lines) and all(key.public.verifies(line.signature, message) for line in lines)


def read_note_key(text: str) -> NoteKey:
    """Return the key that one word ``name+id+key`` describes.

    Raises:
        Malformed: it describes none, or id and key do not belong together.

    """
    name, _, rest = text.partition("+")
    key_id, _, encoded = rest.partition("+")
    typed = decode_base64(encoded)
    kind = next((kind for kind, number in _KINDS.items() if typed[:1] == bytes([number])), None)
    if kind is None:
        raise _bad_key(text)
    key = NoteKey(name, PublicKey("Ed25519", typed[1:]), kind)
    if key.key_id.hex() != key_id:
        raise _bad_key(text)
    return key


def encode_base64(raw: bytes) -> str:
    """Return *raw* as base64 (RFC 4648 §4)."""
    return b2a_base64(raw, newline=False).decode("ascii")


def decode_base64(text: str) -> bytes:
    """Return the bytes that *text* stands for.

    Raises:
        Malformed: *text* is not exactly what `encode_base64` writes for those bytes.

    """
    try:
        raw = a2b_base64(text.encode("ascii"), strict_mode=True)
    except (UnicodeEncodeError, Error) as error:
        raise _bad_base64(text) from error
    if encode_base64(raw) != text:
        raise _bad_base64(text)
    return raw


def _bad_base64(text: str) -> Malformed:
    said = Text(en="not base64 as logs write it", ja="ログで用いるbase64ではありません")
    return Malformed("base64", said, ascii(text[:48]))


def _bad_note(detail: str) -> Malformed:
    return Malformed("note", Text(en="not a signed note", ja="署名付きノートではありません"), detail)


def _bad_key(text: str) -> Malformed:
    said = Text(
        en="not the key of a log or witness; it is written as name+id+key",
        ja="ログ・ウィットネスの鍵ではありません。「名前+ID+鍵」の形で書きます",
    )
    return Malformed("note-key", said, ascii(text[:96]))
