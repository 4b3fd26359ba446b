"""Targets, standards and evidence of a foreign document, as far as they have a counterpart here."""

from __future__ import annotations

import datetime as dt
from binascii import Error, a2b_base64
from collections import Counter
from collections.abc import Iterator, Mapping
from hashlib import sha256
from types import MappingProxyType
from typing import Final, TypeAlias

from sanso.envelope.strict_json import Json
from sanso.formats.cyclonedx.declared import OWN, SIGNED, read_description, read_digest_uri
from sanso.formats.cyclonedx.words import lines, moment, name_of, objects, passage, text_of
from sanso.trust.claims.claim import CONFIDENTIALITIES, SUBJECTS, Evidence, Subject, SubjectKind

__all__ = ["Object", "Pieces", "Targets", "requirements_in"]

Object: TypeAlias = Mapping[str, Json]
_KINDS: Final[Mapping[str, SubjectKind]] = MappingProxyType(
    {
        "device": "device-type",
        "firmware": "device-type",
        "device-driver": "device-type",
        "data": "data-set",
        "file": "data-set",
        "machine-learning-model": "data-set",
    }
)
_LISTS: Final = ("organizations", "components", "services")
_LONGEST_VERSION: Final = 1000
_DIGEST: Final = "sha-256:"


def requirements_in(whole: Object) -> Iterator[tuple[str, tuple[str, tuple[str, str]]]]:
    """Yield the requirements of *whole* by reference: their identifier, and name and version of their standard."""
    definitions = whole.get("definitions")
    for standard in objects(definitions.get("standards") if isinstance(definitions, dict) else None):
        ident = name_of(text_of(standard.get("name")))
        version = passage(text_of(standard.get("version")))[:_LONGEST_VERSION] or "-"
        for one in objects(standard.get("requirements")):
            ref = text_of(one.get("bom-ref"))
            item = name_of(text_of(one.get("identifier"))) or name_of(ref) or "-"
            yield ref, (item, (ident, version) if ident else ("", ""))


class Targets:
    """What claims of a document are about."""

    def __init__(self, declared: Object, own: Mapping[str, str], losses: Counter[str]) -> None:
        self._own, self._losses = own, losses
        targets = declared.get("targets")
        self._by_ref: dict[str, tuple[str, Object]] = {
            text_of(one.get("bom-ref")): (name, one)
            for name in _LISTS
            for one in objects(targets.get(name) if isinstance(targets, dict) else None)
        }

    def subject(self, ref: str) -> Subject:
        """Return what *ref* points to: by own properties where there are any, else by what the target is."""
        own = {name: self._own.get(f"{OWN}:{ref}:{name}", "") for name in ("kind", "id", "name", "model", "version")}
        kind = next((one for one in SUBJECTS if one == own["kind"]), None)
        ident = name_of(own["id"])
        if kind is not None and ident and (kind != "person" or (ident.startswith("role:") and not own["name"])):
            model = own["model"] if _is_digest(own["model"]) else None
            return Subject(kind, ident, passage(own["name"]), model, _version(own["version"]))
        group, target = self._by_ref.get(ref, ("", {}))
        self._losses["target"] += not target
        kind = "organization" if group == "organizations" else _KINDS.get(text_of(target.get("type")), "system")
        name = passage(text_of(target.get("name")))
        return Subject(kind, name_of(ref) or name_of(name) or "-", name, None, _version(text_of(target.get("version"))))


class Pieces:
    """The evidence of a document."""

    def __init__(self, declared: Object, losses: Counter[str]) -> None:
        self._losses = losses
        self._records = {text_of(one.get("bom-ref")): one for one in objects(declared.get("evidence"))}
        self._read: dict[str, tuple[Evidence, ...]] = {}

    def of(self, claim: Object) -> tuple[list[Evidence], list[dt.date]]:
        """Return the evidence of *claim* that has a digest, and the days until which evidence is good."""
        found: list[Evidence] = []
        ends: list[dt.date] = []
        for ref in lines(claim.get("evidence")):
            record = self._records.get(ref)
            if record is None:
                self._losses["digestless"] += 1
                continue
            if ref not in self._read:
                self._read[ref] = tuple(self._pieces(record))
            found += self._read[ref]
            end = moment(text_of(record.get("expires")))
            ends += [end] if end is not None else []
        return found, ends

    def _pieces(self, record: Object) -> Iterator[Evidence]:
        self._losses["signature"] += "signature" in record
        if text_of(record.get("propertyName")) == SIGNED:
            self._losses["original"] += 1
            return
        told = read_description(text_of(record.get("description")))
        for data in objects(record.get("data")):
            found = _piece(data, told)
            if found is None:
                self._losses["digestless"] += 1
                continue
            tlp = text_of(data.get("classification"))
            self._losses["classification"] += tlp != f"TLP:{found.confidentiality}"
            self._losses["attached"] += _attached(data) is not None
            yield found


def _piece(data: Object, told: tuple[int, str] | None) -> Evidence | None:
    """Return the piece of evidence that *data* names by digest or holds; None where it does neither."""
    place, tlp = passage(text_of(data.get("name"))), text_of(data.get("classification")).removeprefix("TLP:")
    confidentiality = next((one for one in CONFIDENTIALITIES if one == tlp), CONFIDENTIALITIES[2])
    contents = data.get("contents")
    named = read_digest_uri(text_of(contents.get("url"))) if isinstance(contents, dict) else None
    if named is not None and told is not None:
        return Evidence(named[0], name_of(told[1]), told[0], place, confidentiality)
    held = _attached(data)
    if held is None:
        return None
    media_type, content = held
    return Evidence(_DIGEST + sha256(content).hexdigest(), media_type, len(content), place, confidentiality)


def _attached(data: Object) -> tuple[str, bytes] | None:
    """Return media type and content of what is attached; None where nothing is."""
    contents = data.get("contents")
    attachment = contents.get("attachment") if isinstance(contents, dict) else None
    content = attachment.get("content") if isinstance(attachment, dict) else None
    if not isinstance(attachment, dict) or not isinstance(content, str):
        return None
    media_type = name_of(text_of(attachment.get("contentType"))) or "text/plain"
    if attachment.get("encoding") != "base64":
        return media_type, content.encode(errors="replace")
    try:
        return media_type, a2b_base64(content)
    except (ValueError, Error):
        return None


def _version(text: str) -> str | None:
    return passage(text)[:_LONGEST_VERSION] or None


def _is_digest(value: str) -> bool:
    rest = value.removeprefix(_DIGEST)
    return rest != value and len(rest) == 64 and all(one in "0123456789abcdef" for one in rest)
