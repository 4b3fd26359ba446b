"""The trust list: who may confirm what, signed by a threshold of people, versioned, with an end, as TUF's root is.

The first list is taken on the word of pinned keys. Every later one is the next version, signed by the threshold of the
old list and by that of the new one; an older version is refused, so nobody can bring back a signer that was taken off.
A list that has ended by now may still lead to a newer one, as in TUF; verdicts say when the list in effect has ended.

>>> import datetime as dt
>>> from sanso.envelope.keys import SoftKey
>>> key = SoftKey.from_secret("Ed25519", bytes(32))
>>> start = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
>>> first = TrustList(1, start, start + dt.timedelta(days=90), Root((key.public,), 1))
>>> pins = Pins(frozenset({key.public.thumbprint}), 1)
>>> TrustedList.pinned(seal_list(first, [key]), pins).list.version
1
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from sanso.envelope.canonical import canonical
from sanso.envelope.dsse import Envelope, read_envelope, seal, signers_of
from sanso.envelope.keys import Signer
from sanso.envelope.malformed import Malformed
from sanso.envelope.notes import NoteKey
from sanso.envelope.strict_json import read_json
from sanso.model.text import Text
from sanso.trust.lists.authorities import Issuer, Scheme
from sanso.trust.lists.list_format import list_json, read_list_json
from sanso.trust.lists.list_record import Root, TrustList

__all__ = ["PAYLOAD_TYPE", "Pins", "Root", "TrustList", "TrustedList", "by_version", "open_list", "seal_list"]

PAYLOAD_TYPE: Final = "application/vnd.sanso.trust-list+json"
"""The type under which lists are signed; nothing signed for another purpose passes for a list."""


@dataclass(frozen=True, slots=True)
class Pins:
    """Keys that are known beforehand, and how many of them must have signed the first list."""

    keys: frozenset[str]
    """Thumbprints (RFC 7638)."""
    threshold: int

    def __post_init__(self) -> None:
        if not 1 <= self.threshold <= len(self.keys):
            raise ValueError("a threshold is at least one and at most the number of keys")

    @classmethod
    def of(cls, raw: bytes, named: Collection[str] = ()) -> Pins:
        """Return the keys *named*, all of them, or the own keys of the list *raw*: whoever names a file trusts it.

        Raises:
            Malformed: where *raw* is no list.

        """
        if named:
            return cls(frozenset(named), len(set(named)))
        root = open_list(raw).root
        return cls(frozenset(key.thumbprint for key in root.keys), root.threshold)


@dataclass(frozen=True, slots=True)
class TrustedList:
    """A list whose signatures were found good."""

    list: TrustList
    digest: str
    """``sha-256:`` and the digest of the file."""
    issuers: Mapping[str, Issuer] = field(repr=False, compare=False)
    schemes: Mapping[tuple[str, str], Scheme] = field(repr=False, compare=False)
    """By id and edition."""
    logs: Mapping[str, NoteKey] = field(repr=False, compare=False)
    owners: Mapping[str, str] = field(repr=False, compare=False)
    """Issuer id by thumbprint."""

    @classmethod
    def pinned(cls, raw: bytes, pins: Pins) -> TrustedList:
        """Return the first list on the word of *pins*.

        Raises:
            Malformed: where it is no list, or too few of the pinned keys or of its own signed it.

        """
        envelope, found = _opened(raw)
        signed = _signed_by(envelope, found.root)
        if len(signed & pins.keys) < pins.threshold:
            said = Text(
                en="the trust list is not signed by enough of the pinned keys",
                ja="トラストリストに、あらかじめ登録した鍵の署名が足りません",
            )
            raise Malformed("list-pins", said, f"{len(signed & pins.keys)} < {pins.threshold}")
        _check_threshold(signed, found.root)
        return _trusted(found, raw)

    def followed_by(self, raw: bytes) -> TrustedList:
        """Return the next version of the list.

        Raises:
            Malformed: where it is not the next version, or too few signers of this list or of the new one signed it.

        """
        envelope, found = _opened(raw)
        if found.version <= self.list.version:
            if "sha-256:" + hashlib.sha256(raw).hexdigest() == self.digest:
                return self
            said = Text(
                en="an older or another version of the trust list is offered; versions only go up",
                ja="古い、または異なる版のトラストリストです。版は増える一方でなければなりません",
            )
            raise Malformed("list-rollback", said, f"{found.version} <= {self.list.version}")
        if found.version != self.list.version + 1:
            said = Text(
                en="a version of the trust list is left out; every version is needed, one after the other",
                ja="トラストリストの版が飛んでいます。順にすべての版が必要です",
            )
            raise Malformed("list-gap", said, f"{self.list.version} -> {found.version}")
        if found.issued < self.list.issued:
            said = Text(
                en="the trust list is dated before the version that it follows",
                ja="トラストリストの日付が前の版より前です",
            )
            raise Malformed("list-dates", said)
        _check_threshold(_signed_by(envelope, self.list.root), self.list.root)
        _check_threshold(_signed_by(envelope, found.root), found.root)
        return _trusted(found, raw)


def seal_list(found: TrustList, signers: Iterable[Signer]) -> bytes:
    """Return *found* signed.

    Raises:
        Malformed: where it can not be read back as it is.

    """
    payload = canonical(list_json(found))
    if read_list_json(read_json(payload)) != found:
        said = Text(en="the trust list can not be written as it is", ja="このままでは書き出せないトラストリストです")
        raise Malformed("list-form", said)
    return seal(payload, PAYLOAD_TYPE, signers)


def open_list(raw: bytes) -> TrustList:
    """Return what the list *raw* says, whoever signed it.

    Raises:
        Malformed: where it is no list.

    """
    return _opened(raw)[1]


def by_version(raws: Iterable[bytes]) -> list[bytes]:
    """Return lists by the version that each says it is, the oldest first, each content once.

    Raises:
        Malformed: where one of them is no list.

    """
    return sorted(set(raws), key=lambda raw: (open_list(raw).version, raw))


def _opened(raw: bytes) -> tuple[Envelope, TrustList]:
    envelope = read_envelope(raw)
    if envelope.payload_type != PAYLOAD_TYPE:
        said = Text(en="the signed file is no trust list", ja="トラストリストではない署名ファイルです")
        raise Malformed("list-type", said, ascii(envelope.payload_type[:64]))
    return envelope, read_list_json(read_json(envelope.payload))


def _signed_by(envelope: Envelope, root: Root) -> frozenset[str]:
    return signers_of(envelope, root.keys)


def _check_threshold(signed: frozenset[str], root: Root) -> None:
    if len(signed) < root.threshold:
        said = Text(
            en="the trust list has too few good signatures: {found} of {wanted}",
            ja="トラストリストの有効な署名が足りません({wanted}のうち{found})",
        )
        raise Malformed("list-threshold", said.fill(found=len(signed), wanted=root.threshold))


def _trusted(found: TrustList, raw: bytes) -> TrustedList:
    return TrustedList(
        found,
        "sha-256:" + hashlib.sha256(raw).hexdigest(),
        {issuer.id: issuer for issuer in found.issuers},
        {(scheme.id, scheme.edition): scheme for scheme in found.schemes},
        {log.name: log for log in found.logs},
        {thumbprint: issuer.id for issuer in found.issuers for thumbprint in issuer.keys},
    )
