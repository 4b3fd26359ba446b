"""Claims written as declarations: one attestation for each claim, one claim of CycloneDX for each answer.

The signed original is attached as a piece of evidence, so that whoever gets the document can still verify it. What is
hidden stays hidden. The same claims always give the same bytes.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from sanso import __version__
from sanso.envelope.strict_json import Json
from sanso.formats.cyclonedx.declared import (
    OWN,
    SCORES,
    SIGNED,
    DeclaredAnswer,
    description,
    digest_uri,
    method_text,
    predicate,
)
from sanso.model.text import Text
from sanso.trust.claims.claim import Answer, Claim, Evidence, SchemeLevel, Subject
from sanso.trust.members import time_text

__all__ = ["VERSIONS", "SharedClaim", "declarations_of"]

VERSIONS: Final = ("1.6", "1.7")
"""Versions of CycloneDX that are written and read; declarations are the same in both."""
_Object: TypeAlias = dict[str, Json]
_TYPES: Final[Mapping[str, str]] = {"device-type": "device", "data-set": "data"}
_MEDIA_TYPE: Final = "application/vc+sd-jwt"


@dataclass(frozen=True, slots=True)
class SharedClaim:
    """A signed claim that is to be written."""

    claim: Claim
    text: str = field(repr=False)
    """As it was signed, with what it shows."""
    digest: str
    """Of what the issuer signed."""
    hidden: int = 0
    """How many answers it hides."""


def declarations_of(
    claims: Sequence[SharedClaim], titles: Mapping[str, str] | None = None, version: str = VERSIONS[0]
) -> tuple[bytes, tuple[Text, ...]]:
    """Return the document of *claims*, and what of them has no place in it; *titles* are those of requirements."""
    made = _Document(titles or {})
    for claim in claims:
        made.add(claim)
    serial = uuid.uuid5(uuid.NAMESPACE_URL, "urn:sanso:" + ",".join(one.digest for one in claims))
    whole: _Object = {
        "$schema": f"http://cyclonedx.org/schema/bom-{version}.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": version,
        "serialNumber": serial.urn,
        "version": 1,
        "metadata": {
            "timestamp": time_text(max(one.claim.issued for one in claims)),
            "tools": {"components": [{"type": "application", "name": "Sanso", "version": __version__}]},
        },
        **made.parts(),
    }
    return json.dumps(whole, ensure_ascii=False, indent=1).encode() + b"\n", tuple(made.notes)


class _Document:
    """A document that grows claim by claim; what is named twice stands in it once."""

    def __init__(self, titles: Mapping[str, str]) -> None:
        self._titles = titles
        self._assessors: dict[str, str] = {}
        self._targets: dict[Subject, str] = {}
        self._standards: dict[tuple[str, str], dict[str, str]] = {}
        self._levels: dict[tuple[str, str], dict[str, list[str]]] = {}
        self._evidence: dict[Evidence, str] = {}
        self._signed: list[Json] = []
        self._claims: list[Json] = []
        self._attestations: list[Json] = []
        self._signatories: list[Json] = []
        self._properties: list[Json] = []
        self.notes: list[Text] = []

    def add(self, shared: SharedClaim) -> None:
        """Add one claim."""
        claim = shared.claim
        name = f"attestation-{len(self._attestations) + 1}"
        signed = self._attach(shared)
        known = {one.digest: self._evidence.setdefault(one, f"evidence-{len(self._evidence) + 1}")
                 for one in claim.evidence}  # fmt: skip
        entries: list[Json] = []
        for answer in claim.answers:
            requirement = self._requirement(claim.scheme, answer.item)
            entries.append(self._entry(answer, requirement, claim, [*_refs(answer, known), signed]))
        assessor = claim.assessor or claim.issuer
        self._attestations.append(
            {
                "summary": f"{claim.issuer}: {claim.subject.name or claim.subject.id}, {len(entries)} of "
                f"{len(entries) + shared.hidden} answers, {claim.valid_from.date()} to {claim.valid_until.date()}",
                "assessor": self._assessors.setdefault(assessor, f"assessor-{len(self._assessors) + 1}"),
                "map": entries,
            }
        )
        self._signatories.append(_signatory(claim.issuer, shared.digest, signed))
        self._say(
            name,
            issuer=claim.issuer,
            level=claim.scheme.level if claim.scheme else "",
            validFrom=time_text(claim.valid_from),
            validUntil=time_text(claim.valid_until),
            signed=signed,
        )
        self.notes.extend(_left_out(shared))

    def parts(self) -> _Object:
        """Return the members of the document that hold the declarations."""
        standards: list[Json] = [self._standard(key) for key in self._standards]
        evidence = [*(_evidence(one, ref) for one, ref in self._evidence.items()), *self._signed]
        declarations: _Object = {
            "assessors": [{"bom-ref": ref, "organization": {"name": name}} for name, ref in self._assessors.items()],
            "attestations": self._attestations,
            "claims": self._claims,
            "evidence": evidence,
            "targets": self._target_lists(),
            "affirmation": {
                "statement": "Each claim is affirmed by the signature of its issuer, which is attached as evidence.",
                "signatories": self._signatories,
            },
        }
        return {
            "declarations": declarations,
            "definitions": {"standards": standards},
            "properties": self._properties,
        }

    def _attach(self, shared: SharedClaim) -> str:
        claim, ref = shared.claim, f"signed-{len(self._signed) + 1}"
        self._signed.append(
            {
                "bom-ref": ref,
                "propertyName": SIGNED,
                "description": f"The claim {claim.id} as its issuer signed it (SD-JWT, RFC 9901).",
                "data": [
                    {
                        "name": shared.digest,
                        "contents": {"attachment": {"contentType": _MEDIA_TYPE, "content": shared.text}},
                    }
                ],
                "created": time_text(claim.issued),
                "expires": time_text(claim.valid_until),
                "author": {"name": claim.issuer},
            }
        )
        return ref

    def _entry(self, answer: Answer, requirement: str, claim: Claim, evidence: list[str]) -> Json:
        ref = f"claim-{len(self._claims) + 1}"
        said = DeclaredAnswer(answer.item, answer.result, answer.level)
        pieces = {one.digest: one for one in claim.evidence}
        outside: list[Json] = [_outside(pieces[one]) for one in answer.evidence if one in pieces]
        self._claims.append(
            {
                "bom-ref": ref,
                "target": self._target(claim.subject),
                "predicate": predicate(said),
                **({"reasoning": answer.text} if answer.text else {}),
                "evidence": list[Json](evidence),
                **({"externalReferences": outside} if outside else {}),
            }
        )
        conformance: _Object = {"score": SCORES[answer.result]} if answer.result in SCORES else {}
        if answer.scope:
            conformance["rationale"] = answer.scope
        return {
            "requirement": requirement,
            "claims": [ref],
            **({"conformance": conformance} if conformance else {}),
            **({"confidence": {"rationale": method_text(claim.method)}} if claim.method else {}),
        }

    def _requirement(self, scheme: SchemeLevel | None, item: str) -> str:
        key = (scheme.id, scheme.edition) if scheme else ("", "")
        standard = self._standards.setdefault(key, {})
        place = list(self._standards).index(key) + 1
        ref = standard.setdefault(item, f"requirement-{place}-{len(standard) + 1}")
        if scheme is not None and scheme.level:
            refs = self._levels.setdefault(key, {}).setdefault(scheme.level, [])
            if ref not in refs:
                refs.append(ref)
        return ref

    def _standard(self, key: tuple[str, str]) -> Json:
        place = list(self._standards).index(key) + 1
        requirements: list[Json] = [
            {"bom-ref": ref, "identifier": item, **({"title": self._titles[item]} if item in self._titles else {})}
            for item, ref in self._standards[key].items()
        ]
        levels: list[Json] = [
            {"bom-ref": f"level-{place}-{number}", "identifier": level, "requirements": list[Json](refs)}
            for number, (level, refs) in enumerate(self._levels.get(key, {}).items(), 1)
        ]
        named: _Object = {"name": key[0], "version": key[1]} if key[0] else {}
        return {
            "bom-ref": f"standard-{place}",
            **named,
            "requirements": requirements,
            **({"levels": levels} if levels else {}),
        }

    def _target(self, subject: Subject) -> str:
        if subject in self._targets:
            return self._targets[subject]
        ref = self._targets[subject] = f"target-{len(self._targets) + 1}"
        self._say(ref, kind=subject.kind, id=subject.id, name=subject.name, model=subject.model or "",
                  version=subject.version or "")  # fmt: skip
        return ref

    def _target_lists(self) -> _Object:
        found: dict[str, list[Json]] = {}
        for subject, ref in self._targets.items():
            name: _Object = {"bom-ref": ref, "name": subject.name or subject.id}
            version: _Object = {"version": subject.version} if subject.version else {}
            if subject.kind in ("organization", "person"):
                found.setdefault("organizations", []).append(name)
            elif subject.kind in _TYPES:
                found.setdefault("components", []).append({"type": _TYPES[subject.kind], **name, **version})
            else:
                found.setdefault("services", []).append(name | version)
        return dict(found)

    def _say(self, ref: str, **values: str) -> None:
        """Keep *values* about *ref* where the format has no field for them."""
        self._properties += [{"name": f"{OWN}:{ref}:{name}", "value": value} for name, value in values.items() if value]


def _refs(answer: Answer, known: Mapping[str, str]) -> list[str]:
    return [known[one] for one in answer.evidence if one in known]


def _evidence(one: Evidence, ref: str) -> Json:
    return {
        "bom-ref": ref,
        "description": description(one),
        "data": [
            {
                **({"name": one.place} if one.place else {}),
                "contents": {"url": digest_uri(one.digest, one.media_type)},
                "classification": f"TLP:{one.confidentiality}",
            }
        ],
    }


def _outside(one: Evidence) -> Json:
    return {
        "type": "evidence",
        "url": digest_uri(one.digest, one.media_type),
        "hashes": [{"alg": "SHA-256", "content": one.digest.removeprefix("sha-256:")}],
    }


def _signatory(issuer: str, digest: str, signed: str) -> Json:
    where: _Object = {"type": "digital-signature", "url": digest_uri(digest), "comment": signed}
    return {"organization": {"name": issuer}, "externalReference": where}


def _left_out(shared: SharedClaim) -> Iterator[Text]:
    """Yield what of a claim stands in the attached original only, or nowhere."""
    claim = shared.claim
    held = (
        (claim.status, Text(en="where a withdrawal shows", ja="失効情報の指定")),
        (claim.supersedes, Text(en="what it supersedes", ja="置き換える主張")),
        (claim.basis_stated, Text(en="the basis that it states of itself", ja="主張自身の根拠の記載")),
        (claim.ext, Text(en="members of other tools", ja="他のツールの項目")),
    )
    names = [name for value, name in held if value]
    if names:
        listed = Text(en=", ".join(one.show("en") for one in names), ja="、".join(one.show("ja") for one in names))
        said = Text(
            en="{id}: only the attached signed original holds {names}",
            ja="{id}: 添付した署名済み原本にだけ含まれるもの: {names}",
        )
        yield said.fill(id=claim.id, names=listed)
    listed_pieces = {one.digest for one in claim.evidence}
    gone = sum(digest not in listed_pieces for answer in claim.answers for digest in answer.evidence)
    if gone or shared.hidden:
        said = Text(
            en="{id}: hidden and not written: {answers} answers, evidence named {pieces} times",
            ja="{id}: 非開示のため書き出さないもの: 回答 {answers}件、証跡の参照 {pieces}件",
        )
        yield said.fill(id=claim.id, answers=shared.hidden, pieces=gone)
