"""Claims, presentations and labels verified without any network: four marks each, from files that are named.

What is known of the subjects, whose they are and which version is in use, comes from the model where one is named.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sanso.verbs.assessing import catalogue as load_content
from sanso.verbs.assessing import read as read_model
from sanso.verbs.labels import CheckedLabel, Grounds, verifier_of, verify_label

if TYPE_CHECKING:
    from sanso.catalogue import Catalogue
    from sanso.envelope.strict_json import Json
    from sanso.model.loading import Loaded
    from sanso.trust.lists.trust_list import TrustedList
    from sanso.trust.verdicts.policy import Subjects
    from sanso.trust.verdicts.verdict import Verdict
    from sanso.trust.verdicts.verifying import Verifier

__all__ = ["CheckedFile", "Verification", "subjects_of", "verify"]

_FORMAT = "sanso-verification/1"
_LARGEST = 8 * 2**20


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """One file and what it is worth."""

    file: str
    verdict: Verdict
    label: CheckedLabel | None = None
    """The label that the file holds; None where it is a claim or a presentation."""

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

    @property
    def fine(self) -> bool:
        """Whether all of them count."""
        return all(one.fine for one in self.files)

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
        }


def verify(
    files: Sequence[Path],
    grounds: Grounds,
    *,
    proofs: Sequence[Path] = (),
    model: Path | str | None = None,
    catalogue: Catalogue | Path | str | None = None,
) -> Verification:
    """Return what the claims, presentations and labels in *files* are worth, each with its proof where there are any.

    Raises:
        ValueError: there are proofs, but not one for each file.
        Malformed: a list at hand is not what it should be, or a file that looks like a label is none.
        InputRefused: the model or the catalogue file has errors.
        OSError: a named file cannot be read.

    """
    if proofs and len(proofs) != len(files):
        raise ValueError("one proof for each file")
    content = load_content(catalogue) if catalogue is None or isinstance(catalogue, (str, Path)) else catalogue
    verifier = verifier_of(grounds)
    texts = {place: _text(raw) for place, raw in enumerate(map(_read, files)) if not _is_label(raw)}
    known = subjects_of(read_model(model, content)) if model is not None else None
    verifier = _knowing(verifier, known, grounds.makers, texts.values())
    given: list[Path | None] = [*proofs] or [None] * len(files)
    held = [None if path is None else _read(path) for path in given]
    verdicts = dict(zip(texts, verifier.verdicts((text, held[place]) for place, text in texts.items()), strict=True))
    found = []
    for place, path in enumerate(files):
        if place in verdicts:
            found.append(CheckedFile(str(path), verdicts[place]))
        else:
            label = verify_label(path, replace(grounds, proof=given[place]), catalogue=content)
            found.append(CheckedFile(str(path), label.judged.verdict, label))
    return Verification(verifier.now, verifier.trusted, bool(grounds.pins), tuple(found))


def subjects_of(loaded: Loaded) -> Subjects:
    """Return what a model says of the subjects of claims: who speaks for them, which version is in use.

    Raises:
        InputRefused: the model has errors.

    """
    from sanso.trust.verdicts.policy import Subjects

    model = loaded.require()
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
    digest = f"sha-256:{loaded.digest}"
    named = [*(one for one in model.elements if one not in model.people), *model.products, *model.connections]
    versions = {ident: product.version for ident, product in model.products.items() if product.version is not None}
    models = dict.fromkeys([*named, *(f"role:{one}" for one in model.people)], digest)
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
