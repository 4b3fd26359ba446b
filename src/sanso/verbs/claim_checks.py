"""Claims, presentations and labels verified without any network: four marks each, from files that are named.

Relays, derived claims and notes on evidence are verified beside them; files of evidence are looked for in a folder.
What is known of the subjects, whose they are and which version is in use, comes from the model where one is named.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sanso.model.text import Text
from sanso.verbs.assessing import catalogue as load_content
from sanso.verbs.assessing import read as read_model
from sanso.verbs.labels import CheckedLabel, Grounds, verifier_of, verify_label

if TYPE_CHECKING:
    from sanso.catalogue import Catalogue
    from sanso.envelope.strict_json import Json
    from sanso.model.loading import Loaded
    from sanso.model.process import Model
    from sanso.trust.lists.trust_list import TrustedList
    from sanso.trust.verdicts.policy import Subjects
    from sanso.trust.verdicts.verdict import Verdict
    from sanso.trust.verdicts.verifying import Verifier
    from sanso.verbs.checked_statements import CheckedStatement
    from sanso.verbs.evidence_files import FoundEvidence

__all__ = ["CheckedFile", "Verification", "subjects_of", "subjects_of_model", "verify"]

_FORMAT = "sanso-verification/1"
_LARGEST = 8 * 2**20


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """One file and what it is worth."""

    file: str
    verdict: Verdict
    label: CheckedLabel | None = None
    """The label that the file holds; None where it is a claim or a presentation."""
    evidence: tuple[FoundEvidence, ...] | None = None
    """Its evidence as it lies in the folder that was named; None where none was. It is no part of the verdict."""

    @property
    def fine(self) -> bool:
        """Whether it counts."""
        return self.verdict.counts if self.label is None else self.label.fine

    def record(self) -> dict[str, Json]:
        """Return it as JSON."""
        from sanso.trust.claims.credential import claim_payload

        if self.label is not None:
            return {"file": self.file, "kind": "label", "fine": self.fine, **self.label.record()}
        claim = self.verdict.claim
        content: Json = claim_payload(claim) if claim is not None else None
        return {
            "file": self.file,
            "kind": "claim",
            "fine": self.fine,
            "verdict": self.verdict.record(),
            "content": content,
            "evidence": None if self.evidence is None else [one.record() for one in self.evidence],
        }


@dataclass(frozen=True, slots=True)
class Verification:
    """What some files are worth at one time."""

    now: dt.datetime
    trusted: TrustedList | None
    """The trust list in effect."""
    pinned: bool
    """Whether its first version was checked against pinned keys; else it was trusted as it was named."""
    files: tuple[CheckedFile, ...]
    statements: tuple[CheckedStatement, ...] = ()
    """Relays, derived claims and notes on evidence among the files."""
    unused: tuple[CheckedStatement, ...] = ()
    """Notes on evidence in the folder that can not be used; they speak neither for nor against a claim."""

    @property
    def fine(self) -> bool:
        """Whether all of them count, nothing at hand speaks against a statement, and no evidence has been changed."""
        same = all(found.state != "different" for one in self.files for found in one.evidence or ())
        return same and all(one.fine for one in self.files) and all(one.fine for one in self.statements)

    def record(self) -> dict[str, Json]:
        """Return it as JSON; the same files at the same time always give the same."""
        from sanso.trust.members import time_text

        trusted: Json = None
        if self.trusted is not None:
            found = self.trusted.list
            expires = time_text(found.expires)
            trusted = {
                "version": found.version,
                "expires": expires,
                "digest": self.trusted.digest,
                "pinned": self.pinned,
            }
        return {
            "schema": _FORMAT,
            "at": time_text(self.now),
            "trust_list": trusted,
            "fine": self.fine,
            "files": [one.record() for one in self.files],
            "statements": [one.record() for one in self.statements],
            "unused": [one.record() for one in self.unused],
        }


def verify(
    files: Sequence[Path],
    grounds: Grounds,
    *,
    proofs: Sequence[Path | None] = (),
    model: Path | str | None = None,
    evidence: Path | None = None,
    catalogue: Catalogue | Path | str | None = None,
) -> Verification:
    """Return what the claims, presentations, labels and statements in *files* are worth.

    *proofs*, where there are any, are proofs or receipts of a log, one or None for each file. The files of evidence
    that claims name are looked for in the folder *evidence*.

    Raises:
        ValueError: there are proofs, but not one for each file.
        Malformed: a list at hand is not what it should be, or a file that looks like a label is none.
        InputRefused: the model or the catalogue file has errors.
        OSError: a named file cannot be read.

    """
    if proofs and len(proofs) != len(files):
        raise ValueError("one proof for each file")
    content = load_content(catalogue) if catalogue is None or isinstance(catalogue, (str, Path)) else catalogue
    raws = list(map(_read, files))
    kinds = list(map(_kind, raws))
    texts = {place: _text(raw) for place, raw in enumerate(raws) if kinds[place] == "claim"}
    known = subjects_of(read_model(model, content)) if model is not None else None
    verifier = _knowing(verifier_of(grounds), known, grounds.makers, texts.values())
    given: list[Path | None] = [*proofs] or [None] * len(files)
    held = [None if path is None else _read(path) for path in given]
    verdicts = dict(zip(texts, verifier.verdicts((text, held[place]) for place, text in texts.items()), strict=True))
    found = []
    for place, path in enumerate(files):
        if place in verdicts:
            found.append(CheckedFile(str(path), verdicts[place]))
        elif kinds[place] == "label":
            label = verify_label(path, replace(grounds, proof=given[place]), catalogue=content)
            found.append(CheckedFile(str(path), label.judged.verdict, label))
    named = [(str(files[place]), raws[place]) for place, kind in enumerate(kinds) if kind == "statement"]
    claims = [(str(files[place]), text, verdicts[place]) for place, text in texts.items()]
    statements = _statements(named, verifier, claims)
    whole = Verification(verifier.now, verifier.trusted, bool(grounds.pins), tuple(found), statements)
    return whole if evidence is None else _with_evidence(whole, evidence, verifier)


def _statements(
    named: Sequence[tuple[str, bytes]], verifier: Verifier, claims: Sequence[tuple[str, str, Verdict]]
) -> tuple[CheckedStatement, ...]:
    from sanso.verbs.checked_statements import HeldClaim, check_statement

    held = [HeldClaim(*one) for one in claims]
    return tuple(check_statement(file, raw, verifier, held) for file, raw in named)


def _with_evidence(whole: Verification, folder: Path, verifier: Verifier) -> Verification:
    """Return *whole* with the evidence of its claims as it lies in *folder*.

    Raises:
        OSError: the folder or a file in it cannot be read.

    """
    from sanso.verbs.checked_statements import CheckedStatement
    from sanso.verbs.evidence_files import EvidenceFolder

    kept = EvidenceFolder(folder)
    notes, unusable = kept.notes(verifier)
    notes += tuple(one.note for one in whole.statements if one.note is not None)
    found = tuple(
        one if one.verdict.claim is None else replace(one, evidence=kept.look_for(one.verdict.claim.evidence, notes))
        for one in whole.files
    )
    unused = tuple(CheckedStatement(f"{folder}/{name}", "evidence", problem) for name, problem in unusable)
    return replace(whole, files=found, unused=unused)


def subjects_of(loaded: Loaded) -> Subjects:
    """Return what a model says of the subjects of claims: who speaks for them, which version is in use.

    Raises:
        InputRefused: the model has errors.

    """
    return subjects_of_model(loaded.require(), loaded.digest)


def subjects_of_model(model: Model, digest: str) -> Subjects:
    """Return what *model* says of the subjects of claims; without *digest*, any version of it is the one in use."""
    from sanso.trust.verdicts.policy import Subjects

    speakers: dict[str, set[str]] = {}

    def speak(ident: str, *names: str | None) -> None:
        speakers.setdefault(ident, set()).update(name for name in names if name is not None)

    for ident, product in model.products.items():
        speak(ident, product.maker)
    for ident, component in model.components.items():
        made = model.products.get(component.product or "")
        speak(ident, made.maker if made is not None else None)
    for things in (model.components, model.systems):
        for ident, thing in things.items():
            speak(ident, thing.roles.owner, thing.roles.operator, thing.roles.manager)
    for ident, data in model.data.items():
        speak(ident, data.owner)
    for ident, people in model.people.items():
        speak(f"role:{ident}", people.employer)
    named = [*(one for one in model.elements if one not in model.people), *model.products, *model.connections]
    versions = {ident: product.version for ident, product in model.products.items() if product.version is not None}
    named += [f"role:{one}" for one in model.people]
    models = dict.fromkeys(named, f"sha-256:{digest}") if digest else {}
    return Subjects(speakers, models, versions)


def _knowing(verifier: Verifier, known: Subjects | None, makers: Sequence[str], texts: Iterable[str]) -> Verifier:
    """Return *verifier* with what the model says, and with *makers* speaking for the products in *texts*."""
    from sanso.trust.verdicts.policy import Subjects

    subjects = known or Subjects()
    if makers:
        speakers = dict(subjects.speakers)
        for name in filter(None, map(_product_of, texts)):
            speakers[name] = {*speakers.get(name, ()), *makers}
        subjects = replace(subjects, speakers=speakers)
    return replace(verifier, subjects=subjects)


def _product_of(text: str) -> str | None:
    """Return the type of device that the claim *text* is about."""
    from sanso.envelope.malformed import Malformed
    from sanso.envelope.sd_jwt import SdJwt
    from sanso.trust.claims.credential import read_claim

    try:
        subject = read_claim(SdJwt.read(text).unverified).subject
    except Malformed:
        return None
    return subject.id if subject.kind == "device-type" else None


def _kind(raw: bytes) -> Literal["claim", "label", "statement"]:
    """Return what *raw* is to be read as; everything that is nothing else is read as a claim.

    Raises:
        Malformed: it is a receipt, which says nothing by itself.

    """
    from sanso.envelope.malformed import Malformed
    from sanso.trust.verdicts.judging_receipt import is_receipt
    from sanso.verbs.checked_statements import is_statement

    if is_receipt(raw):
        said = Text(
            en="this is a receipt of a log; name the claim, and the receipt by --proof",
            ja="ログの受領証です。主張のファイルを指定し、受領証は --proof で渡してください",
        )
        raise Malformed("receipt-alone", said)
    if is_statement(raw):
        return "statement"
    return "label" if _is_label(raw) else "claim"


def _is_label(raw: bytes) -> bool:
    """Return whether *raw* is a picture, an address or the code of a label."""
    head = raw.lstrip()
    if head.startswith((b"<svg", b"\x89PNG", b"https://")):
        return True
    code = head.rstrip()
    return len(code) > 100 and code.isalnum() and code == code.upper()


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace").strip()


def _read(path: Path) -> bytes:
    """Return the content of *path*, no more of it than a claim or a list may have.

    Raises:
        OSError: it cannot be read.

    """
    with path.open("rb") as file:
        return file.read(_LARGEST + 1)
