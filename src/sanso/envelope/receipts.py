"""Receipts for SCITT: a proof of inclusion as COSE reads it (RFC 9942, RFC 9943), over the same tree (RFC 9162).

A receipt is a COSE_Sign1 whose payload, the root, is left out: whoever checks rebuilds it from the entry. There is one
way to write a receipt, and only that is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sanso.envelope.cbor import read_cbor
from sanso.envelope.keys import PublicKey, Signer
from sanso.envelope.malformed import Malformed, WrongSignature
from sanso.envelope.merkle import root_from_inclusion
from sanso.model.text import Text

__all__ = ["Receipt", "check_receipt", "read_receipt", "write_receipt"]

_TAG = 18
_ALG, _KID, _CLAIMS, _VDS, _VDP = 1, 4, 15, 395, 396
_ISSUER, _SUBJECT = 1, 2
_RFC9162 = 1
_INCLUSION = -1
_ALGORITHMS = {"ES256": -7, "Ed25519": -8}
_LARGEST = 16 * 1024


@dataclass(frozen=True, slots=True)
class Receipt:
    """Where an entry stands in which log, as the log signed it."""

    algorithm: int
    """Number of the algorithm (COSE registry): -7 is ES256, -8 is EdDSA."""
    kid: bytes
    issuer: str
    """The name of the log."""
    subject: str
    """What the entry is about; here the digest that it holds."""
    size: int
    index: int
    hashes: tuple[bytes, ...]
    signature: bytes = b""

    @property
    def raw(self) -> bytes:
        """The receipt as bytes (CBOR, tag 18)."""
        import cbor2

        proof = cbor2.dumps([self.size, self.index, list(self.hashes)])
        parts = [self._protected, {_VDP: {_INCLUSION: [proof]}}, None, self.signature]
        return cbor2.dumps(cbor2.CBORTag(_TAG, parts))

    def message(self, root: bytes) -> bytes:
        """Return what is signed for *root* (RFC 9052 §4.4)."""
        import cbor2

        return cbor2.dumps(["Signature1", self._protected, b"", root])

    @property
    def _protected(self) -> bytes:
        import cbor2

        claims = {_ISSUER: self.issuer, _SUBJECT: self.subject}
        return cbor2.dumps({_ALG: self.algorithm, _KID: self.kid, _CLAIMS: claims, _VDS: _RFC9162})


def write_receipt(
    index: int, size: int, leaf: bytes, hashes: tuple[bytes, ...], *, issuer: str, subject: str, signer: Signer
) -> Receipt:
    """Return the receipt of the log *issuer* for the entry with the hash *leaf* at *index* among *size*.

    Raises:
        Malformed: the hashes are no proof for that place.

    """
    root = root_from_inclusion(index, size, leaf, hashes)
    public = signer.public
    kid = public.thumbprint.encode()
    bare = Receipt(_ALGORITHMS[public.algorithm], kid, issuer, subject, size, index, hashes)
    signature = signer.sign(bare.message(root))
    return Receipt(bare.algorithm, kid, issuer, subject, size, index, hashes, signature)


def read_receipt(raw: bytes) -> Receipt:
    """Return the receipt; whether it is good is asked afterwards.

    Raises:
        Malformed: it is not written as `write_receipt` writes it.

    """
    return read_cbor(raw, _receipt, _bad, most=_LARGEST)


def _receipt(outer: Any) -> Receipt:
    import cbor2

    protected, unprotected, _, signature = outer.value
    (proof,) = unprotected[_VDP][_INCLUSION]
    size, index, hashes = cbor2.loads(proof)
    said = cbor2.loads(protected)
    algorithm, kid, claims = said[_ALG], said[_KID], said[_CLAIMS]
    numbers, words = (algorithm, size, index), (claims[_ISSUER], claims[_SUBJECT])
    if {*map(type, numbers)} != {int} or {*map(type, words)} != {str} or {type(kid), type(signature)} != {bytes}:
        raise _bad("a part is of another type")
    if any(type(one) is not bytes for one in hashes):
        raise _bad("a hash is of another type")
    return Receipt(algorithm, kid, *words, size, index, tuple(hashes), signature)


def check_receipt(receipt: Receipt, leaf: bytes, log: PublicKey) -> bytes:
    """Return the root of the tree in which the log with the key *log* says that *leaf* stands.

    Raises:
        Malformed: the proof does not fit its place, or the log did not sign that.

    """
    root = root_from_inclusion(receipt.index, receipt.size, leaf, receipt.hashes)
    fits = receipt.algorithm == _ALGORITHMS[log.algorithm]
    if not fits or not log.verifies(receipt.signature, receipt.message(root)):
        raise WrongSignature(receipt.issuer)
    return root


def _bad(detail: str) -> Malformed:
    said = Text(en="not a receipt of a transparency log", ja="透明性ログの受領証ではありません")
    return Malformed("receipt", said, detail)
