"""The parts of CycloneDX 1.6 and 1.7 that declarations use, as a JSON Schema written by hand from the specification.

Everything that the format closes is closed here, so that a member in the wrong place does not pass.
"""

from __future__ import annotations

from typing import Any

__all__ = ["SHAPE"]

TEXT: dict[str, Any] = {"type": "string"}
REF: dict[str, Any] = {"type": "string", "minLength": 1}
REFS: dict[str, Any] = {"type": "array", "items": REF}
SCORE: dict[str, Any] = {"type": "number", "minimum": 0, "maximum": 1}
TIME: dict[str, Any] = {"type": "string", "format": "date-time"}


def closed(needed: tuple[str, ...] = (), **members: Any) -> dict[str, Any]:
    """Return an object with these members and no others."""
    named = {name.replace("_", "-") if name == "bom_ref" else name: value for name, value in members.items()}
    return {"type": "object", "additionalProperties": False, "required": list(needed), "properties": named}


def several(items: dict[str, Any]) -> dict[str, Any]:
    """Return a list."""
    return {"type": "array", "items": items}


SIGNATURE: dict[str, Any] = {"type": "object"}
CONTACT = closed(bom_ref=REF, name=TEXT, email=TEXT, phone=TEXT)
ORGANIZATION = closed(bom_ref=REF, name=TEXT, address={"type": "object"}, url=several(TEXT), contact=several(CONTACT))
HASH = closed(("alg", "content"), alg={"enum": ["SHA-256"]}, content={"type": "string", "pattern": "^[a-f0-9]{64}$"})
OUTSIDE = closed(
    ("url", "type"),
    url={"type": "string", "format": "iri-reference"},
    comment=TEXT,
    type={"enum": ["evidence", "digital-signature", "electronic-signature", "issue-tracker", "attestation"]},
    hashes=several(HASH),
)
ATTACHMENT = closed(("content",), contentType=TEXT, encoding={"enum": ["base64"]}, content=TEXT)
DATA = closed(
    name=TEXT,
    contents=closed(attachment=ATTACHMENT, url={"type": "string", "format": "iri-reference"}),
    classification=TEXT,
    sensitiveData=several(TEXT),
)
EVIDENCE = closed(
    bom_ref=REF, propertyName=TEXT, description=TEXT, data=several(DATA), created=TIME, expires=TIME,
    author=CONTACT, reviewer=CONTACT, signature=SIGNATURE,
)  # fmt: skip
MAP = closed(
    requirement=REF,
    claims=REFS,
    counterClaims=REFS,
    conformance=closed(score=SCORE, rationale=TEXT, mitigationStrategies=REFS),
    confidence=closed(score=SCORE, rationale=TEXT),
)
CLAIM = closed(
    bom_ref=REF, target=REF, predicate=TEXT, mitigationStrategies=REFS, reasoning=TEXT, evidence=REFS,
    counterEvidence=REFS, externalReferences=several(OUTSIDE), signature=SIGNATURE,
)  # fmt: skip
SIGNATORY = closed(name=TEXT, role=TEXT, signature=SIGNATURE, organization=ORGANIZATION, externalReference=OUTSIDE) | {
    "oneOf": [{"required": ["signature"]}, {"required": ["externalReference", "organization"]}]
}
COMPONENT = closed(
    ("type", "name"), bom_ref=REF, type={"enum": ["device", "data", "application"]}, name=TEXT,
    version={"type": "string", "maxLength": 1024},
)  # fmt: skip
SERVICE = closed(("name",), bom_ref=REF, name=TEXT, version={"type": "string", "maxLength": 1024})
STANDARD = closed(
    bom_ref=REF, name=TEXT, version=TEXT, description=TEXT, owner=TEXT, signature=SIGNATURE,
    requirements=several(closed(bom_ref=REF, identifier=TEXT, title=TEXT, text=TEXT, descriptions=several(TEXT),
                                parent=REF, openCre=several(TEXT))),
    levels=several(closed(bom_ref=REF, identifier=TEXT, title=TEXT, description=TEXT, requirements=REFS)),
)  # fmt: skip
DECLARATIONS = closed(
    assessors=several(closed(bom_ref=REF, thirdParty={"type": "boolean"}, organization=ORGANIZATION)),
    attestations=several(closed(summary=TEXT, assessor=REF, map=several(MAP), signature=SIGNATURE)),
    claims=several(CLAIM),
    evidence=several(EVIDENCE),
    targets=closed(organizations=several(ORGANIZATION), components=several(COMPONENT), services=several(SERVICE)),
    affirmation=closed(statement=TEXT, signatories=several(SIGNATORY), signature=SIGNATURE),
    signature=SIGNATURE,
)
SHAPE: dict[str, Any] = {"$schema": "http://json-schema.org/draft-07/schema#"} | closed(
    ("bomFormat", "specVersion"),
    **{"$schema": {"type": "string", "pattern": r"^http://cyclonedx\.org/schema/bom-1\.[67]\.schema\.json$"}},
    bomFormat={"enum": ["CycloneDX"]},
    specVersion={"enum": ["1.6", "1.7"]},
    serialNumber={"type": "string", "pattern": "^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"},
    version={"type": "integer", "minimum": 1},
    metadata=closed(
        timestamp=TIME,
        tools=closed(
            components=several(closed(("type", "name"), type={"enum": ["application"]}, name=TEXT, version=TEXT))
        ),
    ),
    declarations=DECLARATIONS,
    definitions=closed(standards=several(STANDARD)),
    properties=several(closed(("name",), name=TEXT, value=TEXT)),
    signature=SIGNATURE,
)
"""A document with declarations."""
