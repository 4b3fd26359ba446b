"""What a declaration says, and the few fixed sentences that carry words for which CycloneDX has no field.

A result stands in the predicate as well as in the score, because a score has no word for *not applicable*. The digest
of a piece of evidence is a URI (RFC 6920), its size stands in its description.

>>> read_predicate(predicate(DeclaredAnswer("CPS.DS-10", "met", "advanced")))
('CPS.DS-10', 'met', 'advanced')
>>> read_method(method_text(Method("test", 5, 40, "one per site")))
Method(kind='test', sample=5, of=40, coverage='one per site')
>>> read_digest_uri(digest_uri("sha-256:" + 64 * "0", "application/pdf"))
('sha-256:0000000000000000000000000000000000000000000000000000000000000000', 'application/pdf')
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final
from urllib.parse import quote, unquote

from sanso.envelope import base64url
from sanso.envelope.malformed import Malformed
from sanso.envelope.strict_json import LARGEST
from sanso.trust.claims.claim import METHODS, RESULTS, Evidence, Method, MethodKind, SchemeLevel, Subject

__all__ = [
    "OWN",
    "SCORES",
    "SIGNED",
    "DeclaredAnswer",
    "DeclaredClaim",
    "description",
    "digest_uri",
    "method_text",
    "predicate",
    "read_description",
    "read_digest_uri",
    "read_method",
    "read_predicate",
]

OWN: Final = "sanso"
"""Namespace of the properties that carry what has no field."""
SIGNED: Final = "sanso:claim"
"""Name of the property that a piece of evidence shows when it is the signed claim itself."""
SCORES: Final[Mapping[str, float]] = MappingProxyType({"met": 1, "partial": 0.5, "none": 0})
"""Conformance by result; *not-applicable* has none. The half of *partial* says only: between all and nothing."""
_PREDICATE = re.compile(rf"(\S+): ({'|'.join(RESULTS)})(?:; level (.+))?", re.DOTALL)
_METHOD = re.compile(rf"({'|'.join(METHODS)})(?:: ([0-9]{{1,16}})(?: of ([0-9]{{1,16}}))?)?(?:; (.+))?", re.DOTALL)
_DESCRIPTION = re.compile(r"([0-9]{1,16}) bytes, (\S+)")
_NI = re.compile(r"ni://[^/]*/sha-256;([\w-]{43})(?:\?ct=(\S+))?", re.ASCII)
_HEAD = "sha-256:"


@dataclass(frozen=True, slots=True)
class DeclaredAnswer:
    """What is declared of one requirement; the result is empty where none can be told."""

    item: str
    result: str = ""
    level: str = ""
    scope: str = ""
    text: str = ""
    evidence: tuple[str, ...] = ()
    """Digests."""


@dataclass(frozen=True, slots=True)
class DeclaredClaim:
    """What one assessor declares about one target, signed by nobody here."""

    issuer: str
    """Empty where the document names none that could be an identifier."""
    assessor: str
    subject: Subject
    scheme: SchemeLevel | None
    answers: tuple[DeclaredAnswer, ...]
    method: Method | None = None
    evidence: tuple[Evidence, ...] = ()
    valid_from: dt.date | None = None
    valid_until: dt.date | None = None


def predicate(answer: DeclaredAnswer) -> str:
    """Return the sentence that carries item, result and level."""
    return f"{answer.item}: {answer.result}" + (f"; level {answer.level}" if answer.level else "")


def read_predicate(text: str) -> tuple[str, str, str] | None:
    """Return item, result and level; None where *text* is another sentence."""
    match = _PREDICATE.fullmatch(text)
    return (match[1], match[2], match[3] or "") if match else None


def method_text(method: Method) -> str:
    """Return the sentence that carries how it was found out: kind, sample of how many, coverage."""
    sample = "" if method.sample is None else f": {method.sample}"
    of = "" if method.of is None else f" of {method.of}"
    return method.kind + sample + of + (f"; {method.coverage}" if method.coverage else "")


def read_method(text: str) -> Method | None:
    """Return the method; None where *text* is another sentence."""
    match = _METHOD.fullmatch(text)
    if match is None:
        return None
    kind: MethodKind = next(one for one in METHODS if one == match[1])
    sample = int(match[2]) if match[2] else None
    of = int(match[3]) if match[3] else None
    if max(sample or 0, of or 0) > LARGEST or (sample is not None and of is not None and sample > of):
        return None
    return Method(kind, sample, of, match[4] or "")


def description(one: Evidence) -> str:
    """Return the sentence that carries size and media type."""
    return f"{one.size} bytes, {one.media_type}"


def read_description(text: str) -> tuple[int, str] | None:
    """Return size and media type; None where *text* is another sentence."""
    match = _DESCRIPTION.fullmatch(text)
    return (int(match[1]), match[2]) if match and int(match[1]) <= LARGEST else None


def digest_uri(digest: str, media_type: str = "") -> str:
    """Return the URI that names content by its digest (RFC 6920 §3), with its media type."""
    name = base64url.encode(bytes.fromhex(digest.removeprefix(_HEAD)))
    return f"ni:///sha-256;{name}" + (f"?ct={quote(media_type, safe='/')}" if media_type else "")


def read_digest_uri(uri: str) -> tuple[str, str] | None:
    """Return digest and media type; None where *uri* names nothing by SHA-256."""
    match = _NI.fullmatch(uri)
    if match is None:
        return None
    try:
        raw = base64url.decode(match[1])
    except Malformed:
        return None
    return _HEAD + raw.hex(), unquote(match[2] or "")
