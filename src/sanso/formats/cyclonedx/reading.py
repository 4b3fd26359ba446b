"""Declarations of other tools, and of `writing`, read as what they are here: statements that nobody signed.

Signatures inside a CycloneDX document are not looked at. What an own document carries in properties is taken from
there; of others, what has a counterpart is taken, and the rest is told. Texts are cut to what a draft may hold.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sanso.envelope.malformed import Malformed
from sanso.envelope.strict_json import Limits, read_json
from sanso.formats.cyclonedx.declared import OWN, DeclaredAnswer, DeclaredClaim, read_method, read_predicate
from sanso.formats.cyclonedx.pieces import Object, Pieces, Targets, requirements_in
from sanso.formats.cyclonedx.words import LOSSES, lines, moment, name_of, objects, passage, score_result, text_of
from sanso.formats.cyclonedx.writing import VERSIONS
from sanso.model.text import Text
from sanso.trust.claims.claim import Evidence, Method, SchemeLevel

__all__ = ["Declarations", "read_declarations"]

_LIMITS: Final = Limits(size=64 * 2**20, depth=64, floats=True)
_MOST: Final = 20_000
_OF_CLAIM: Final = ("issuer", "level", "validFrom", "validUntil")


@dataclass(frozen=True, slots=True)
class Declarations:
    """What a document declares."""

    claims: tuple[DeclaredClaim, ...]
    notes: tuple[Text, ...]
    """What was not taken over, and why."""


def read_declarations(raw: bytes) -> Declarations:
    """Return what the CycloneDX document *raw* declares.

    Raises:
        Malformed: it is no such document, or declares nothing.

    """
    whole = read_json(raw, _LIMITS)
    if not isinstance(whole, dict) or whole.get("bomFormat") != "CycloneDX":
        said = Text(en="not a CycloneDX document", ja="CycloneDX の文書ではありません")
        raise Malformed("cyclonedx", said, "bomFormat")
    if whole.get("specVersion") not in VERSIONS:
        said = Text(
            en="declarations are read from CycloneDX 1.6 and 1.7", ja="宣言を読めるのは CycloneDX 1.6 と 1.7 です"
        )
        raise Malformed("cyclonedx-version", said, ascii(whole.get("specVersion"))[:40])
    reader = _Reader(whole)
    claims = tuple(reader.claims())
    if not claims:
        said = Text(
            en="the document holds no attestation that maps a requirement to a claim",
            ja="対策要件と主張を結び付けるアテステーション(attestations)がありません",
        )
        raise Malformed("cyclonedx-empty", said)
    return Declarations(claims, tuple(reader.notes()))


class _Reader:
    """One document that is being read."""

    def __init__(self, whole: Object) -> None:
        declared = whole.get("declarations")
        self._declared: Object = declared if isinstance(declared, dict) else {}
        self._losses: Counter[str] = Counter()
        self._losses["signature"] += ("signature" in whole) + ("signature" in self._declared)
        self._own = {
            text_of(one.get("name")): text_of(one.get("value"))
            for one in objects(whole.get("properties"))
            if text_of(one.get("name")).startswith(f"{OWN}:")
        }
        self._assessors = {
            text_of(one.get("bom-ref")): one.get("organization") for one in objects(self._declared.get("assessors"))
        }
        self._claims = {text_of(one.get("bom-ref")): one for one in objects(self._declared.get("claims"))}
        self._targets = Targets(self._declared, self._own, self._losses)
        self._pieces = Pieces(self._declared, self._losses)
        self._requirements = dict(requirements_in(whole))

    def claims(self) -> Iterator[DeclaredClaim]:
        """Yield what each attestation says of each target."""
        count = 0
        for place, attestation in enumerate(objects(self._declared.get("attestations")), 1):
            self._losses["signature"] += "signature" in attestation
            entries: dict[str, list[tuple[Object, Object]]] = {}
            for entry in objects(attestation.get("map")):
                self._losses["counter"] += len(lines(entry.get("counterClaims")))
                found = [self._claims[ref] for ref in lines(entry.get("claims")) if ref in self._claims]
                self._losses["claimless"] += not found
                for claim in found:
                    entries.setdefault(text_of(claim.get("target")), []).append((entry, claim))
                    count += 1
            if count > _MOST:
                said = Text(en="more than {most} answers", ja="回答が{most}件を超えています").fill(most=_MOST)
                raise Malformed("cyclonedx-size", said)
            for target, pairs in entries.items():
                yield self._claim(f"attestation-{place}", attestation, target, pairs)

    def notes(self) -> Iterator[Text]:
        """Yield what was not taken over."""
        for code, said in LOSSES.items():
            if self._losses[code]:
                yield said.fill(n=self._losses[code])

    def _claim(self, place: str, attestation: Object, target: str, pairs: list[tuple[Object, Object]]) -> DeclaredClaim:
        evidence: dict[str, Evidence] = {}
        answers: dict[str, DeclaredAnswer] = {}
        schemes: dict[tuple[str, str], None] = {}
        methods: set[Method | None] = set()
        ends: list[dt.date] = []
        for entry, claim in pairs:
            pieces, good_until = self._pieces.of(claim)
            ends += good_until
            evidence |= {one.digest: one for one in pieces}
            item, scheme = self._item(text_of(entry.get("requirement")))
            schemes[scheme] = None
            answer, method = self._answer(entry, claim, item, tuple(dict.fromkeys(one.digest for one in pieces)))
            methods.add(method)
            answers[item] = self._joined(answers[item], answer) if item in answers else answer
        self._losses["schemes"] += len(schemes) > 1
        assessor = self._assessor(text_of(attestation.get("assessor")))
        own = {name: self._own.get(f"{OWN}:{place}:{name}", "") for name in _OF_CLAIM}
        issuer, scheme = own["issuer"] or assessor, next(iter(schemes))
        return DeclaredClaim(
            issuer=issuer if issuer and issuer == name_of(issuer) else "",
            assessor="" if own["issuer"] == assessor else assessor,
            subject=self._targets.subject(target),
            scheme=SchemeLevel(*scheme, passage(own["level"])) if scheme != ("", "") else None,
            answers=tuple(answers.values()),
            method=methods.pop() if len(methods) == 1 else None,
            evidence=tuple(evidence.values()),
            valid_from=moment(own["validFrom"]),
            valid_until=moment(own["validUntil"]) or min(ends, default=None),
        )

    def _answer(
        self, entry: Object, claim: Object, item: str, digests: tuple[str, ...]
    ) -> tuple[DeclaredAnswer, Method | None]:
        self._losses["signature"] += "signature" in claim
        self._losses["counter"] += len(lines(claim.get("counterEvidence")))
        conformance, confidence = entry.get("conformance"), entry.get("confidence")
        conformance = conformance if isinstance(conformance, dict) else {}
        confidence = confidence if isinstance(confidence, dict) else {}
        self._losses["mitigation"] += bool(claim.get("mitigationStrategies") or conformance.get("mitigationStrategies"))
        said, reason = text_of(claim.get("predicate")), text_of(claim.get("reasoning"))
        rationale, result = text_of(conformance.get("rationale")), score_result(conformance.get("score"))
        method = read_method(text_of(confidence.get("rationale")))
        self._losses["confidence"] += bool(confidence) and method is None
        own = read_predicate(said)
        if own is None:
            whole = "\n".join(filter(None, (said, reason, rationale)))
            self._losses["open"] += not result
            return DeclaredAnswer(item, result, text=self._cut(whole), evidence=digests), method
        if (own[1] if own[1] != "not-applicable" else "") != result:
            self._losses["contradiction"] += 1
            own = (own[0], "", own[2])
        return DeclaredAnswer(item, own[1], self._cut(own[2]), self._cut(rationale), self._cut(reason), digests), method

    def _joined(self, one: DeclaredAnswer, other: DeclaredAnswer) -> DeclaredAnswer:
        """Return one answer for two claims about the same requirement; where they differ the result is open."""
        self._losses["joined"] += 1
        return DeclaredAnswer(
            one.item,
            one.result if one.result == other.result else "",
            one.level or other.level,
            self._cut("\n".join(filter(None, (one.scope, other.scope)))),
            self._cut("\n".join(filter(None, (one.text, other.text)))),
            tuple(dict.fromkeys((*one.evidence, *other.evidence))),
        )

    def _cut(self, text: str) -> str:
        cut = passage(text)
        self._losses["cut"] += len(cut) < len(text)
        return cut

    def _item(self, ref: str) -> tuple[str, tuple[str, str]]:
        return self._requirements.get(ref, (name_of(ref) or "-", ("", "")))

    def _assessor(self, ref: str) -> str:
        organization = self._assessors.get(ref)
        return passage(text_of(organization.get("name"))) if isinstance(organization, dict) else ""
