r"""Values of a foreign document as they may stand in a draft, and the words for what can not be taken over.

>>> name_of("ISO 27001 / A.5"), score_result(0.8), passage("a\x1b[2Jb")
('ISO-27001-/-A.5', 'partial', 'a [2Jb')
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from sanso.envelope.strict_json import Json
from sanso.model.text import Text

__all__ = ["LOSSES", "lines", "moment", "name_of", "objects", "passage", "score_result", "text_of"]

_UNSHOWN: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_LONGEST_NAME: Final = 300
_LONGEST_TEXT: Final = 4000

LOSSES: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "original": Text(
            en="signed claims attached: {n}; they do not sign the drafts, so ask for the originals and verify those",
            ja="署名済みの主張の添付 {n}件。下書きに署名は引き継がれません。原本を受け取って検証してください",
        ),
        "signature": Text(en="embedded signatures not looked at: {n}", ja="文書内の署名 {n}件は確認していません"),
        "target": Text(
            en="targets that the document does not describe: {n}; check kind and id of the subject",
            ja="文書に説明のない対象 {n}件。対象の種類と ID を確認してください",
        ),
        "schemes": Text(
            en="attestations over several standards: {n}; the draft names the first one only",
            ja="複数の基準にまたがるアテステーション {n}件。下書きには最初の基準だけを書きます",
        ),
        "claimless": Text(
            en="requirements without a claim: {n}, not taken over", ja="主張のない対策要件 {n}件は取り込みません"
        ),
        "joined": Text(
            en="further claims about the same requirement: {n}, joined; where results differ the result is open",
            ja="同じ対策要件への追加の主張 {n}件をまとめました。結果が異なるものは未記入です",
        ),
        "open": Text(
            en="answers without a score: {n}, left open to fill in", ja="スコアのない回答 {n}件は未記入のままです"
        ),
        "contradiction": Text(
            en="answers whose score contradicts their words: {n}, left open to fill in",
            ja="スコアと文言が食い違う回答 {n}件は未記入のままです",
        ),
        "counter": Text(
            en="counter-claims and counter-evidence: {n}, not taken over; read them before you sign",
            ja="反対の主張・証跡(counterClaims、counterEvidence){n}件は取り込みません。署名の前に読んでください",
        ),
        "mitigation": Text(
            en="answers with mitigation strategies: {n}, not taken over",
            ja="緩和策(mitigationStrategies)のある回答 {n}件。緩和策は取り込みません",
        ),
        "confidence": Text(
            en="statements of confidence: {n}, not taken over", ja="確信度(confidence){n}件は取り込みません"
        ),
        "digestless": Text(
            en="pieces of evidence without digest and size: {n}, not taken over",
            ja="ダイジェストと大きさの分からない証跡 {n}件は取り込みません",
        ),
        "attached": Text(
            en="pieces of evidence attached: {n}; the draft names their digests, the document goes on holding them",
            ja="文書に添付された証跡 {n}件。下書きにはダイジェストだけを書き、内容は元の文書に残ります",
        ),
        "classification": Text(
            en="pieces of evidence of another classification: {n}, taken as TLP:AMBER",
            ja="別の体系で分類された証跡 {n}件は TLP:AMBER とします",
        ),
        "cut": Text(en="texts cut to 4000 characters: {n}", ja="4000 文字に切り詰めた文 {n}件"),
    }
)
"""What can be lost, by its code; {n} is how often."""


def objects(value: Json) -> Sequence[Mapping[str, Json]]:
    """Return the objects in the list *value*; none where it is none."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def lines(value: Json) -> Sequence[str]:
    """Return the texts in the list *value*; none where it is none."""
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def text_of(value: Json) -> str:
    """Return *value* where it is a text, else the empty one."""
    return value if isinstance(value, str) else ""


def passage(text: str) -> str:
    """Return *text* without controls and without what turns the direction of writing, at most 4000 characters."""
    return _UNSHOWN.sub(" ", text[:_LONGEST_TEXT])


def name_of(text: str) -> str:
    """Return *text* as an identifier: without white space, at most 300 characters."""
    return "-".join("".join(one if one.isprintable() else " " for one in text).split())[:_LONGEST_NAME]


def moment(text: str) -> dt.date | None:
    """Return the day in UTC of a time (RFC 3339); None where *text* is none."""
    try:
        found = dt.datetime.fromisoformat(text)
        return found.astimezone(dt.UTC).date() if found.tzinfo is not None else found.date()
    except (ValueError, OverflowError):
        return None


def score_result(value: Json) -> str:
    """Return the result that a score of conformance stands for: 1 is met, 0 none, between partial; else empty."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        return ""
    return "met" if value == 1 else "none" if value == 0 else "partial"
