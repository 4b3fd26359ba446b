"""Names of what an evidence folder keeps: readable to a person, and decided by the content alone."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sanso.trust.claims.claim import Claim
    from sanso.verbs.inbox_files import Incoming

__all__ = ["inner_name", "passed_on", "place_of", "short_digest", "status_name", "stem_of"]

_LABEL: Final = 24


def place_of(path: Path) -> tuple[str, str]:
    """Return what a claim and its proof have in common: stem and folder, in an evidence folder the one above."""
    folder = path.parent.parent if path.parent.name in ("claims", "proofs") else path.parent
    return str(folder), path.stem


def passed_on(raw: bytes) -> str:
    """Return the digest of the presentation that the note *raw* is about; nothing is verified.

    Raises:
        Malformed: it is no signed statement.

    """
    from sanso.envelope.dsse import read_envelope
    from sanso.envelope.strict_json import read_json

    statement = read_json(read_envelope(raw).payload)
    match statement:
        case {"subject": [{"digest": {"sha256": str(digest)}}]}:
            return f"sha-256:{digest}"
    return ""


def inner_name(path: Path) -> str:
    """Return the name of a file in an evidence folder, with the folder that it lies in."""
    return f"{path.parent.name}/{path.name}"


def stem_of(claim: Claim, text: str) -> str:
    """Return the name of the presentation *text* of *claim*, without an ending: issuer, subject, digest."""
    return "-".join(filter(None, (_slug(claim.issuer), _slug(claim.subject.id), short_digest(text.encode()))))


def status_name(one: Incoming) -> str:
    """Return the name of a status list: its id, the time of which it speaks, digest.

    Raises:
        Malformed: it is none.

    """
    from sanso.trust.lists.status_list import read_status

    status = read_status(one.text).status
    since = f"{status.valid_from:%Y%m%dt%H%M%Sz}"
    return f"status/{_slug(status.id)}-{since}-{short_digest(one.text.encode())[:8]}.jwt"


def _slug(text: str) -> str:
    return re.sub("[^a-z0-9]+", "-", text.lower()).strip("-")[-_LABEL:].strip("-")


def short_digest(raw: bytes) -> str:
    """Return the first 16 digits of the digest (SHA-256) of *raw* without blanks around it."""
    return hashlib.sha256(raw.strip()).hexdigest()[:16]
