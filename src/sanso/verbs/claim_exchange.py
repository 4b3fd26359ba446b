"""Claims exchanged with other tools: CycloneDX declarations out and in, and signed statements about evidence files.

What comes in becomes drafts: whoever signs them speaks for himself. Clock and keys come from the caller; files that are
named are read, and nothing is written.

>>> from pathlib import Path
>>> export_claims([Path("nowhere.claim")])
Traceback (most recent call last):
    ...
FileNotFoundError: [Errno 2] No such file or directory: 'nowhere.claim'
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sanso.model.text import Text
from sanso.verbs.assessing import catalogue as load_content

if TYPE_CHECKING:
    from sanso.catalogue import Catalogue
    from sanso.envelope.keys import Signer
    from sanso.formats.cyclonedx import DeclaredClaim, SharedClaim
    from sanso.model.text import Language
    from sanso.trust.claims.claim import MethodKind

__all__ = ["FORMATS", "Exported", "Imported", "ImportedDraft", "export_claims", "import_claims", "state_evidence"]

FORMATS = ("cyclonedx", "cyclonedx-1.6", "cyclonedx-1.7")
"""Formats that are written; without a version it is the older one, which more tools read."""
_LARGEST = 64 * 2**20


@dataclass(frozen=True, slots=True)
class Exported:
    """A document of another format."""

    raw: bytes = field(repr=False)
    claims: int
    answers: int
    notes: tuple[Text, ...]
    """What has no place in the format."""


@dataclass(frozen=True, slots=True)
class ImportedDraft:
    """The draft of a claim, to be looked over and signed."""

    text: str = field(repr=False)
    subject: str
    answers: int
    open: tuple[str, ...]
    """What must be filled in before it can be signed: names of members, and items whose result is open."""
    unknown: tuple[str, ...]
    """Items that the catalogue does not hold."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What a document of another format holds."""

    drafts: tuple[ImportedDraft, ...]
    notes: tuple[Text, ...]
    """What was not taken over, and why."""


def export_claims(
    files: Sequence[Path],
    to: str = FORMATS[0],
    lang: Language = "en",
    *,
    catalogue: Catalogue | Path | str | None = None,
) -> Exported:
    """Return the signed claims and presentations in *files* as one document; titles of requirements are in *lang*.

    Raises:
        ValueError: there is no such format.
        Malformed: a file holds no claim.
        InputRefused: the catalogue file has errors.
        OSError: a file cannot be read.

    """
    from sanso.formats.cyclonedx import VERSIONS, declarations_of

    if to not in FORMATS:
        raise ValueError(f"no such format: {to}")
    claims = [_shared(path) for path in files]
    content = _content(catalogue)
    items = {answer.item for one in claims for answer in one.claim.answers}
    known = {**content.requirements, **content.scheme_items}
    titles = {item: known[item].title.show(lang) for item in items if item in known}
    raw, notes = declarations_of(claims, titles, to.partition("-")[2] or VERSIONS[0])
    return Exported(raw, len(claims), sum(len(one.claim.answers) for one in claims), notes)


def import_claims(
    path: Path,
    *,
    issuer: str = "",
    valid_until: dt.date | None = None,
    catalogue: Catalogue | Path | str | None = None,
) -> Imported:
    """Return the drafts that the CycloneDX document in the file *path* gives: one for each attestation and target.

    *issuer* and *valid_until* take the place of what the document says.

    Raises:
        Malformed: it is no CycloneDX document of a version that is read, or declares nothing.
        InputRefused: the catalogue file has errors.
        OSError: the file cannot be read.

    """
    from sanso.formats.cyclonedx import read_declarations

    found = read_declarations(_read(path))
    content = _content(catalogue)
    known = {*content.requirements, *content.scheme_items}
    return Imported(tuple(_draft(one, issuer, valid_until, known) for one in found.claims), found.notes)


def state_evidence(
    files: Sequence[Path], made_by: str, method: MethodKind, signer: Signer, now: dt.datetime, tool: str = ""
) -> bytes:
    """Return the signed statement (in-toto, DSSE) that *made_by* made *files* by *method* at *now*.

    Raises:
        Malformed: two files have one name, or a word can not be signed.
        OSError: a file cannot be read.

    """
    from sanso.trust.claims.statements import EvidenceMade, File, evidence_statement, seal_statement
    from sanso.verbs.evidence_files import digest_of

    named = [File(path.name, digest_of(path)[0]) for path in files]
    made = EvidenceMade(method, made_by, now.replace(microsecond=0), tool)
    return seal_statement(evidence_statement(named, made), [signer])


def _shared(path: Path) -> SharedClaim:
    from sanso.envelope.sd_jwt import SdJwt
    from sanso.formats.cyclonedx import SharedClaim
    from sanso.trust.claims.credential import claim_digest
    from sanso.trust.claims.presentations import claim_in

    text = _read(path).decode("utf-8", "replace").strip()
    found = claim_in(SdJwt.read(text))
    return SharedClaim(found.claim, text, claim_digest(text), found.hidden)


def _draft(claim: DeclaredClaim, issuer: str, valid_until: dt.date | None, known: set[str]) -> ImportedDraft:
    from sanso.formats.claims import AnswerFacts, DraftFacts, draft_text

    until, by = valid_until or claim.valid_until, issuer or claim.issuer
    facts = DraftFacts(
        by,
        claim.subject,
        tuple(AnswerFacts(one.item, one.result, one.level, one.scope, one.text, one.evidence) for one in claim.answers),
        until.isoformat() if until is not None else "",
        claim.valid_from.isoformat() if claim.valid_from is not None else "",
        claim.scheme,
        claim.evidence,
        method=claim.method,
        assessor=claim.assessor,
    )
    missing = [name for name, value in (("issuer", by), ("valid_until", until)) if not value]
    return ImportedDraft(
        draft_text(facts),
        claim.subject.id,
        len(claim.answers),
        (*missing, *(one.item for one in claim.answers if not one.result)),
        tuple(one.item for one in claim.answers if one.item not in known),
    )


def _content(catalogue: Catalogue | Path | str | None) -> Catalogue:
    return load_content(catalogue) if catalogue is None or isinstance(catalogue, (str, Path)) else catalogue


def _read(path: Path) -> bytes:
    """Return the content of *path*, no more of it than is read.

    Raises:
        OSError: it cannot be read.

    """
    with path.open("rb") as file:
        return file.read(_LARGEST + 1)
