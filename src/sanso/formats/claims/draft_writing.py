"""A draft of a claim as YAML, with what to fill in explained in both languages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from sanso.trust.claims.claim import Evidence, Method, SchemeLevel, StatusPointer, Subject

__all__ = ["AnswerFacts", "DraftFacts", "draft_text"]


@dataclass(frozen=True, slots=True)
class AnswerFacts:
    """What is known of one answer; the result is empty where it is open."""

    item: str
    result: str = ""
    level: str = ""
    scope: str = ""
    text: str = ""
    evidence: tuple[str, ...] = ()
    """Digests."""
    asked: str = ""
    """Level that somebody asks for; told beside the level, and never taken for it."""


@dataclass(frozen=True, slots=True)
class DraftFacts:
    """What is known before a person fills in the rest."""

    issuer: str
    subject: Subject
    answers: tuple[AnswerFacts, ...]
    valid_until: str
    """Day as YYYY-MM-DD."""
    valid_from: str = ""
    scheme: SchemeLevel | None = None
    evidence: tuple[Evidence, ...] = ()
    status: tuple[StatusPointer, ...] = ()
    method: Method | None = None
    assessor: str = ""
    supersedes: tuple[str, ...] = ()
    """Digests of signed claims."""


def draft_text(facts: DraftFacts) -> str:
    """Return the draft that holds *facts*; the result of an answer is open where none is given."""
    return "\n".join(_lines(facts)) + "\n"


def _lines(facts: DraftFacts) -> Iterator[str]:
    yield "# Draft of a claim. Fill in what is empty, then: sanso claim sign DRAFT --key KEY --out CLAIM"
    yield "# 主張の下書き。空欄を埋めてから: sanso claim sign 下書き --key 鍵 --out 主張"
    yield "sanso_claim: 1"
    yield f"issuer: {_text(facts.issuer)}  # who signs, as the trust list names it / 署名者(トラストリストの ID)"
    yield from _subject(facts.subject)
    if facts.scheme is not None:
        yield "# What the level of the scheme is worth, the trust list says. / 水準の重みはトラストリストで決まります。"
        yield "scheme:"
        yield from _members(
            ("id", facts.scheme.id), ("edition", facts.scheme.edition), ("level", facts.scheme.level or None)
        )
    yield "# result: met, partial, none, not-applicable. Of several, each can be hidden when passed on."
    yield "# result: met(充足)、partial(一部充足)、none(未実施)、not-applicable(適用外)。"
    yield "# 回答が複数なら、渡す際に個別に隠せます。"
    yield "answers:"
    for answer in facts.answers:
        yield from _answer(answer)
    yield "# How it was found out: document, test, inspection, audit, measurement; on how many of how many."
    yield "# 確認の方法: document(文書)、test(試験)、inspection(検査)、audit(監査)、measurement(測定)。標本数と母数。"
    if facts.method is None:
        yield '# method: {kind: test, sample: 5, of: 40, coverage: ""}'
    else:
        yield from _method(facts.method)
    said = "assessor: who looked: an organization, or a role in it / 確認者(組織、またはその役割)"
    yield f"assessor: {_text(facts.assessor)}" if facts.assessor else f"# {said}"
    if facts.supersedes:
        yield "# Claims of the same issuer that this one takes the place of. / この主張が置き換える、同じ発行者の主張。"
        yield "supersedes:"
        yield from (f"  - {_text(digest)}" for digest in facts.supersedes)
    if facts.evidence:
        yield "# The files stay where they are; the claim names their digests."
        yield "# ファイルそのものは含まれず、ダイジェストだけが入ります。"
        yield "evidence:"
        for one in facts.evidence:
            yield f"  - digest: {_text(one.digest)}"
            yield f"    media_type: {_text(one.media_type)}"
            yield f"    size: {one.size}"
            yield f"    place: {_text(one.place)}"
            yield f"    confidentiality: {_text(one.confidentiality)}  # TLP 2.0"
    yield "# Where a withdrawal would show. Without it, a claim counts for at most 31 days."
    yield "# 取り消しを示す失効情報。指定しない場合、31日を超える主張は根拠になりません。"
    if facts.status:
        yield "status:"
        for pointer in facts.status:
            yield f"  - {{purpose: {pointer.purpose}, list: {_text(pointer.list)}, index: {pointer.index}}}"
    else:
        yield "# status: [{purpose: revocation, list: https://status.example/1, index: 4711}]"
    if facts.valid_from:
        yield f"valid_from: {facts.valid_from}"
    yield f"valid_until: {facts.valid_until}  # last day / 最終日"


def _answer(answer: AnswerFacts) -> Iterator[str]:
    yield f"  - item: {_text(answer.item)}"
    yield f"    result: {answer.result}".rstrip()
    asked = (f"; asked: {answer.asked}", f"(依頼された水準: {answer.asked})") if answer.asked else ("", "")
    yield f"    level: {_text(answer.level)}  # of the measure{asked[0]} / 対策の水準{asked[1]}"
    yield f"    scope: {_text(answer.scope)}  # what was looked at, what was left out / 確認した範囲と除いた範囲"
    if answer.text:
        yield f"    text: {_text(answer.text)}"
    if answer.evidence:
        yield "    evidence:"
        yield from (f"      - {_text(one)}" for one in answer.evidence)


def _method(method: Method) -> Iterator[str]:
    yield "method:"
    yield f"  kind: {method.kind}"
    yield from (
        f"  {name}: {value}" for name, value in (("sample", method.sample), ("of", method.of)) if value is not None
    )
    yield f"  coverage: {_text(method.coverage)}"


def _subject(subject: Subject) -> Iterator[str]:
    yield "subject:"
    yield f"  kind: {subject.kind}"
    yield from _members(("id", subject.id), ("name", subject.name or None))
    if subject.model is not None:
        yield "  # Version of the model that the claim holds for; leave it out where it holds for any."
        yield "  # 主張の対象としたモデルの版。版を問わない場合はこの行を消します。"
        yield from _members(("model", subject.model))
    yield from _members(("version", subject.version))


def _members(*pairs: tuple[str, str | None]) -> Iterator[str]:
    yield from (f"  {name}: {_text(value)}" for name, value in pairs if value is not None)


def _text(value: str) -> str:
    """Return *value* as a quoted scalar: JSON strings are YAML; what a reader does not see is escaped."""
    shown = json.dumps(value, ensure_ascii=False)
    return "".join(one if one.isprintable() or one == "\u3000" else _escaped(one) for one in shown)


def _escaped(sign: str) -> str:
    code = ord(sign)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
