"""Labels for devices: issued from a signed claim as pictures with a code, and verified without any network.

What is given is bytes and files; what comes back says what was made or found, and prints nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sanso.model.text import Text
from sanso.verbs.assessing import catalogue as load_content
from sanso.verbs.writing import make_folder, write_whole

if TYPE_CHECKING:
    from sanso.catalogue import Catalogue
    from sanso.envelope.keys import Signer
    from sanso.envelope.strict_json import Json
    from sanso.report.pictures.label_code import LabelCode
    from sanso.trust.labels.judging import JudgedLabel
    from sanso.trust.labels.label import Label
    from sanso.trust.verdicts.verifying import Verifier

__all__ = [
    "CheckedLabel",
    "Grounds",
    "IssuedLabel",
    "LabelOrder",
    "issue_label",
    "verifier_of",
    "verify_label",
    "write_label",
]

_LARGEST_CLAIM = 8 * 2**20
_FORMAT = "sanso-label-check/1"


@dataclass(frozen=True, slots=True)
class LabelOrder:
    """What the label should have beyond what its claim says."""

    address: str
    """Where the page stands that the code opens, such as ``https://example.org/l``."""
    number: str = ""
    """The end of the claim's id if empty."""
    name: Text | None = None
    """The name of the product; that of the claim if absent."""
    model_number: str = ""
    day: dt.date | None = None
    """The day of issue; today if absent."""


@dataclass(frozen=True, slots=True)
class IssuedLabel:
    """A label that was made."""

    label: Label
    address: str
    """What the code holds."""
    version: int
    """The version of the QR code."""
    size: int
    """Bytes of the signed label."""
    items_known: bool
    """Whether all items of the level are held here, so that the claim was found to answer each of them."""
    files: Mapping[str, bytes] = field(repr=False)
    """Content by file name: pictures in both languages, the code alone, the address as text."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a label is judged by."""

    trust: Sequence[Path] = ()
    """The trust list, or all of its versions from the first, in any order."""
    status: Sequence[Path] = ()
    """Status lists, in any order."""
    pins: Sequence[str] = ()
    """Thumbprints of keys that must have signed the first trust list; if empty, the list is trusted as it was named."""
    makers: Sequence[str] = ()
    """Issuers that are known to be the maker of the product: of their own products they give self-declarations."""
    proof: Path | None = None
    """Proof that the claim on which the label rests is in a log."""
    day: dt.date | None = None
    """The day to judge, at its end; now if absent."""


@dataclass(frozen=True, slots=True)
class CheckedLabel:
    """A label that was judged; *schema* names this format."""

    judged: JudgedLabel
    picture: Literal["as-drawn", "differs", "none"] = "none"
    """Whether the picture in the file is the one that its signed content draws."""
    limits: tuple[Text, ...] = ()
    """What the label does not say and must not be called, as its picture has it; no part of the record."""
    schema: str = _FORMAT

    @property
    def fine(self) -> bool:
        """Whether the label counts, and its picture shows what is signed."""
        return self.judged.verdict.counts and self.picture != "differs"

    def record(self) -> dict[str, Json]:
        """Return it as JSON."""
        label = self.judged.label
        return {
            "schema": self.schema,
            "label": None if label is None else _record(label),
            "verdict": self.judged.verdict.record(),
            "picture": self.picture,
        }


def issue_label(
    claim: Path, signer: Signer, order: LabelOrder, *, catalogue: Catalogue | Path | str | None = None
) -> IssuedLabel:
    """Return a label that rests on the signed claim in the file *claim*, which *signer* must have signed.

    Raises:
        Malformed: it is no claim of this key, names no scheme, leaves open what its level asks for, or does not fit a
            label.
        InputRefused: the catalogue file has errors.
        OSError: the file cannot be read.

    """
    from sanso.report.pictures.label_code import LabelCode, label_address
    from sanso.trust.claims.credential import claim_digest
    from sanso.trust.claims.presentations import open_claim
    from sanso.trust.labels.label import label_code, label_of, sign_label
    from sanso.trust.schemes.coverage import check_whole, coverage

    text = _read(claim).decode("utf-8", "replace").strip()
    opened, content = open_claim(text, signer.public), _content(catalogue)
    found = opened.claim
    covered = coverage(content, found, opened.hidden)
    number = order.number or found.id.rpartition(":")[2]
    name = order.name or Text.of(found.subject.name or found.subject.id)
    day = order.day or dt.datetime.now(dt.UTC).date()
    label = label_of(found, claim_digest(text), number, day, name=name, model_number=order.model_number)
    check_whole(covered)
    signed = sign_label(label, signer)
    code = LabelCode.of(label_address(order.address, label_code(signed.raw)))
    files = {**_pictures(label, code, content), "label.png": code.png()}
    files["label.txt"] = f"{code.address}\n".encode()
    return IssuedLabel(label, code.address, code.version, len(signed.raw), covered.known, files)


def write_label(issued: IssuedLabel, folder: Path) -> list[Path]:
    """Write the files of *issued* into *folder*, all or none, over none that is there.

    Raises:
        OSError: one of them is there already, or cannot be written.

    """
    make_folder(folder)
    done: list[Path] = []
    paths = {folder / name: content for name, content in issued.files.items()}
    for path in paths:
        if path.exists():
            raise _already(path)
    try:
        for path, content in paths.items():
            write_whole(path, content)
            done.append(path)
    except OSError:
        for path in done:
            path.unlink(missing_ok=True)
        raise
    return done


def verify_label(
    source: Path | str, grounds: Grounds, *, catalogue: Catalogue | Path | str | None = None
) -> CheckedLabel:
    """Return what the label in *source* is worth: a picture that was written here, a text file, an address or a code.

    Raises:
        Malformed: the file holds no label, or a list at hand is not what it should be.
        InputRefused: the catalogue file has errors.
        OSError: a named file cannot be read.

    """
    from sanso.report.pictures.label import label_limits
    from sanso.report.pictures.label_code import address_in
    from sanso.trust.labels.judging import label_verdict

    raw = None if isinstance(source, str) else _read(source)
    text = source if isinstance(source, str) else address_in(raw or b"")
    proof = _read(grounds.proof) if grounds.proof is not None else None
    judged = label_verdict(text, verifier_of(grounds), proof, grounds.makers)
    label = judged.label
    if label is None:
        return CheckedLabel(judged)
    content = _content(catalogue)
    limits = label_limits(content.schemes.get(label.scheme.id))
    if raw is None or not raw.lstrip().startswith((b"<svg", b"\x89PNG")):
        return CheckedLabel(judged, limits=limits)
    return CheckedLabel(judged, "as-drawn" if raw in _drawn(label, text, content) else "differs", limits=limits)


def _drawn(label: Label, address: str, content: Catalogue) -> list[bytes]:
    from sanso.report.pictures.label_code import LabelCode

    code = LabelCode.of(address)
    return [*_pictures(label, code, content).values(), code.png()]


def _pictures(label: Label, code: LabelCode, content: Catalogue) -> dict[str, bytes]:
    from sanso.report.pictures.label import label_picture

    scheme = content.schemes.get(label.scheme.id)
    return {f"label.{lang}.svg": label_picture(label, code, scheme, lang).encode() for lang in ("en", "ja")}


def verifier_of(grounds: Grounds) -> Verifier:
    """Return the verifier that *grounds* give.

    Raises:
        Malformed: a list is not what it should be, or contradicts another.
        OSError: a named file cannot be read.

    """
    from sanso.trust.verdicts.verifying import Verifier

    day = grounds.day
    now = (
        dt.datetime.now(dt.UTC) if day is None else dt.datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=dt.UTC)
    )
    verifier = Verifier.trusting(map(_read, grounds.trust), grounds.pins, now)
    if not verifier.lists:
        return verifier
    return verifier.with_statuses(_read(path).decode("utf-8", "replace").strip() for path in grounds.status)


def _record(label: Label) -> dict[str, Json]:
    return {
        "number": label.number,
        "issuer": label.issuer,
        "subject": {"kind": label.kind, "id": label.subject, "model_number": label.model_number},
        "name": {"en": label.name.show("en"), "ja": label.name.show("ja")},
        "scheme": {"id": label.scheme.id, "edition": label.scheme.edition, "level": label.scheme.level},
        "issued": label.issued.isoformat(),
        "valid_from": label.valid_from.isoformat(),
        "valid_until": label.valid_until.isoformat(),
        "basis_stated": label.basis_stated,
        "status": [{"purpose": one.purpose, "list": one.list, "index": one.index} for one in label.status],
        "claim": label.claim or None,
    }


def _content(catalogue: Catalogue | Path | str | None) -> Catalogue:
    from sanso.catalogue import Catalogue

    return catalogue if isinstance(catalogue, Catalogue) else load_content(catalogue)


def _read(path: Path) -> bytes:
    """Return the content of *path*, no more of it than a claim or a list may have.

    Raises:
        OSError: it cannot be read.

    """
    with path.open("rb") as file:
        return file.read(_LARGEST_CLAIM + 1)


def _already(path: Path) -> FileExistsError:
    import errno
    import os

    return FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
