"""Claims as CycloneDX declarations: nothing of substance is lost out and in; of foreign ones, all losses are told."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import itertools
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanso.envelope.keys import SoftKey
from sanso.envelope.malformed import Malformed
from sanso.envelope.sd_jwt import SdJwt
from sanso.formats.cyclonedx import VERSIONS, DeclaredClaim, SharedClaim, declarations_of, read_declarations
from sanso.trust.claims.claim import (
    CONFIDENTIALITIES,
    METHODS,
    RESULTS,
    SUBJECTS,
    Answer,
    Claim,
    Evidence,
    Method,
    SchemeLevel,
    StatusPointer,
    Subject,
)
from sanso.trust.claims.credential import claim_digest, read_claim, sign_claim
from sanso.trust.claims.presentations import open_claim, present

from .shape import SHAPE

KEY = SoftKey.from_secret("Ed25519", bytes(32))
NOW = dt.datetime(2026, 11, 2, 9, 30, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
VALID = jsonschema_rs.validator_for(SHAPE, validate_formats=True)
DATA = os.environ.get("SANSO_EXTERNAL_DATA")
OFFICIAL = Path(DATA or "nowhere") / "sbom" / "cyclonedx-official" / "1.6"

names = st.text("aZ9:/;-.%é語", min_size=1, max_size=8)
texts = st.text("aZ9:;, .%()\xa0\u3000é語", max_size=10)
digests = st.sampled_from([f"sha-256:{hashlib.sha256(bytes([n])).hexdigest()}" for n in range(5)])


def digest(raw: bytes) -> str:
    return f"sha-256:{hashlib.sha256(raw).hexdigest()}"


@st.composite
def subjects(draw: st.DrawFn) -> Subject:
    kind = draw(st.sampled_from(SUBJECTS))
    model = draw(st.none() | digests)
    if kind == "person":
        return Subject(kind, "role:" + draw(names), "", model)
    return Subject(kind, draw(names), draw(texts), model, draw(st.none() | names))


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    pieces = draw(
        st.lists(
            st.builds(Evidence, digests, names, st.integers(0, 2**53 - 1), texts, st.sampled_from(CONFIDENTIALITIES)),
            max_size=3,
            unique_by=lambda one: one.digest,
        )
    )
    named = st.lists(st.sampled_from([one.digest for one in pieces]), unique=True) if pieces else st.just([])
    answer = st.builds(Answer, names, st.sampled_from(RESULTS), texts, texts, texts, named.map(tuple))
    low, more = draw(st.integers(0, 99)), draw(st.integers(0, 99))
    method = st.builds(
        Method,
        st.sampled_from(METHODS),
        st.just(low),
        st.none() | st.just(low + more),
        texts,
    )
    start = NOW + draw(st.integers(0, 5)) * DAY
    return Claim(
        "urn:claim:" + draw(names),
        draw(names),
        draw(subjects()),
        tuple(draw(st.lists(answer, min_size=1, max_size=4, unique_by=lambda one: one.item))),
        NOW,
        start,
        start + draw(st.integers(1, 900)) * DAY,
        draw(st.none() | st.builds(SchemeLevel, names, names, texts)),
        draw(texts),
        draw(st.none() | method),
        tuple(pieces),
        draw(st.just(()) | st.just((StatusPointer("revocation", "urn:list", 3),))),
    )


def shared(claim: Claim) -> SharedClaim:
    text = sign_claim(claim, KEY, (n.to_bytes(16) for n in itertools.count(1)).__next__)
    return SharedClaim(claim, text, claim_digest(text))


def back(declared: DeclaredClaim, claim: Claim) -> None:
    """Check that what was declared is what *claim* says."""
    assert declared.subject == claim.subject
    said = [(one.item, one.result, one.level, one.scope, one.text, set(one.evidence)) for one in declared.answers]
    assert said == [(one.item, one.result, one.level, one.scope, one.text, set(one.evidence)) for one in claim.answers]
    used = {one for answer in claim.answers for one in answer.evidence}
    assert set(declared.evidence) == {one for one in claim.evidence if one.digest in used}
    assert (declared.valid_from, declared.valid_until) == (claim.valid_from.date(), claim.valid_until.date())
    assert declared.method == claim.method
    assert declared.scheme == claim.scheme
    assert declared.issuer == claim.issuer
    assert (declared.assessor or declared.issuer) == (claim.assessor or claim.issuer)


@settings(max_examples=30)
@given(st.lists(claims(), min_size=1, max_size=2), st.sampled_from(VERSIONS))
def test_out_and_in_keeps_what_is_claimed(made: list[Claim], version: str) -> None:
    raw, _ = declarations_of([shared(one) for one in made], {}, version)
    whole = json.loads(raw)
    assert list(VALID.iter_errors(whole)) == []
    assert len(set(refs(whole))) == len(list(refs(whole)))
    found = read_declarations(raw)
    assert len(found.claims) == len(made)
    for declared, claim in zip(found.claims, made, strict=True):
        back(declared, claim)


def refs(value: Any) -> Iterator[str]:
    """Yield every bom-ref of a document."""
    if isinstance(value, dict):
        if "bom-ref" in value:
            yield value["bom-ref"]
        for one in value.values():
            yield from refs(one)
    elif isinstance(value, list):
        for one in value:
            yield from refs(one)


def claim(**changes: Any) -> Claim:
    made: dict[str, Any] = {
        "id": "urn:claim:1", "issuer": "lab", "subject": Subject("device-type", "x2", "X2", None, "4.1"),
        "answers": (Answer("CPS.DS-10", "met", "advanced", "all ports", "tested", (digest(b"seen"),)),
                    Answer("CPS.DS-11", "not-applicable")),
        "issued": NOW, "valid_from": NOW, "valid_until": NOW + 300 * DAY, "scheme": SchemeLevel("cpsf", "1.0", "basic"),
        "method": Method("test", 5, 40, "one per site"),
        "evidence": (Evidence(digest(b"seen"), "application/pdf", 4, "report.pdf", "GREEN"),),
    }  # fmt: skip
    return Claim(**made | changes)


def test_the_signed_original_is_attached_and_verifies() -> None:
    made = shared(claim())
    whole = json.loads(declarations_of([made])[0])
    (signed,) = [one for one in whole["declarations"]["evidence"] if one.get("propertyName") == "sanso:claim"]
    attachment = signed["data"][0]["contents"]["attachment"]
    assert attachment["contentType"] == "application/vc+sd-jwt"
    assert open_claim(attachment["content"], KEY.public).claim == made.claim


def test_a_hidden_answer_does_not_come_out() -> None:
    made = shared(claim())
    shown = present(made.text, ["CPS.DS-11"])
    opened = open_claim(shown, KEY.public)
    raw, notes = declarations_of([SharedClaim(opened.claim, shown, made.digest, opened.hidden)])
    assert b"CPS.DS-10" not in raw
    assert b"report.pdf" not in raw
    assert any("hidden" in note.show("en") and "1 answers" in note.show("en") for note in notes)


def test_what_only_the_original_holds_is_told() -> None:
    held = claim(
        status=(StatusPointer("revocation", "urn:list", 3),),
        supersedes=(digest(b"old"),),
        basis_stated="public-certification",
        ext={"x": 1},
    )
    _, notes = declarations_of([shared(held)])
    (said,) = notes
    for words in ("withdrawal", "supersedes", "basis", "other tools"):
        assert words in said.show("en")
    assert declarations_of([shared(claim())])[1] == ()


def test_the_same_claims_give_the_same_bytes() -> None:
    made = shared(claim())
    assert declarations_of([made]) == declarations_of([made])
    assert SdJwt.read(made.text).unverified == SdJwt.read(made.text).unverified
    assert read_claim(SdJwt.read(made.text).unverified) == made.claim


def changed(change: Callable[[dict[str, Any]], object], **changes: Any) -> Any:
    whole = json.loads(declarations_of([shared(claim(**changes))])[0])
    change(whole)
    return read_declarations(json.dumps(whole).encode())


def first(whole: dict[str, Any], name: str) -> dict[str, Any]:
    found = whole["declarations"][name][0]
    assert isinstance(found, dict)
    return found


def test_a_score_that_contradicts_the_words_leaves_the_result_open() -> None:
    def worse(whole: dict[str, Any]) -> None:
        first(whole, "attestations")["map"][0]["conformance"]["score"] = 0

    found = changed(worse)
    assert [one.result for one in found.claims[0].answers] == ["", "not-applicable"]
    assert any("contradicts" in note.show("en") for note in found.notes)


@pytest.mark.parametrize(("score", "result"), [(1, "met"), (0, "none"), (0.8, "partial"), (None, "")])
def test_a_foreign_score_becomes_a_result_and_words_become_text(score: float | None, result: str) -> None:
    def foreign(whole: dict[str, Any]) -> None:
        first(whole, "claims")["predicate"] = "The device checks every update."
        first(whole, "attestations")["map"][0]["conformance"] = {} if score is None else {"score": score}

    answer = changed(foreign).claims[0].answers[0]
    assert (answer.item, answer.result, answer.level) == ("CPS.DS-10", result, "")
    assert answer.text == "The device checks every update.\ntested"


def test_two_claims_about_one_requirement_are_one_answer() -> None:
    def doubled(whole: dict[str, Any]) -> None:
        entry = first(whole, "attestations")["map"][0]
        whole["declarations"]["claims"].append(
            first(whole, "claims") | {"bom-ref": "more", "predicate": "CPS.DS-10: none", "reasoning": "not on port 3"}
        )
        entry["claims"].append("more")

    found = changed(doubled)
    answer = found.claims[0].answers[0]
    assert (len(found.claims[0].answers), answer.result) == (2, "")
    assert answer.text == "tested\nnot on port 3"


def test_claims_about_two_targets_are_two_drafts() -> None:
    def split(whole: dict[str, Any]) -> None:
        whole["declarations"]["targets"]["services"] = [{"bom-ref": "other", "name": "Cloud"}]
        whole["declarations"]["claims"][1]["target"] = "other"

    found = changed(split)
    assert [(one.subject.kind, one.subject.id) for one in found.claims] == [("device-type", "x2"), ("system", "other")]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda whole: whole.update(signature={}), "signatures"),
        (lambda whole: first(whole, "claims").update(counterEvidence=["x"]), "counter"),
        (lambda whole: first(whole, "claims").update(mitigationStrategies=["x"]), "mitigation"),
        (lambda whole: first(whole, "claims").update(target="nowhere"), "targets"),
        (lambda whole: first(whole, "attestations")["map"].append({"requirement": "x"}), "without a claim"),
        (lambda whole: first(whole, "attestations")["map"][0].update(confidence={"score": 1}), "confidence"),
        (lambda whole: first(whole, "evidence").update(description="a report"), "without digest"),
        (lambda whole: first(whole, "evidence")["data"][0].update(classification="PII"), "classification"),
        (lambda whole: first(whole, "claims").update(reasoning=5000 * "x"), "cut"),
        (lambda whole: first(whole, "claims").update(reasoning=5000 * "x"), "signed claims attached"),
    ],
)
def test_what_is_not_taken_over_is_told(change: Callable[[dict[str, Any]], object], words: str) -> None:
    def tell(whole: dict[str, Any]) -> None:
        target = first(whole, "claims")["target"]
        change(whole)
        if words == "targets":
            whole["properties"] = [one for one in whole["properties"] if target not in one["name"]]

    notes = changed(tell).notes
    assert any(words in note.show("en") for note in notes), notes
    assert all(note.show("ja") != note.show("en") for note in notes)


def test_an_attachment_is_named_by_its_digest() -> None:
    def attach(whole: dict[str, Any]) -> None:
        first(whole, "evidence")["data"] = [
            {"name": "log", "contents": {"attachment": {"content": "c2Vlbg==", "encoding": "base64"}}}
        ]

    (piece,) = changed(attach).claims[0].evidence
    assert (piece.digest, piece.size, piece.media_type, piece.place) == (digest(b"seen"), 4, "text/plain", "log")


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"{}", "cyclonedx"),
        (b"[]", "cyclonedx"),
        (b"nonsense", "json"),
        (b'{"bomFormat": "CycloneDX", "specVersion": "1.5"}', "cyclonedx-version"),
        (b'{"bomFormat": "CycloneDX", "specVersion": "1.6"}', "cyclonedx-empty"),
        (b'{"bomFormat": "CycloneDX", "specVersion": "1.6", "declarations": {"attestations": [{"map": 3}]}}',
         "cyclonedx-empty"),
    ],
)  # fmt: skip
def test_another_document_is_refused_with_one_message(raw: bytes, code: str) -> None:
    with pytest.raises(Malformed) as refused:
        read_declarations(raw)
    assert refused.value.code == code


SAMPLE = json.loads(declarations_of([shared(claim())])[0])


@given(st.data())
def test_any_member_may_be_of_another_kind(data: st.DataObject) -> None:
    whole = json.loads(json.dumps(SAMPLE))
    here: Any = whole["declarations"] if data.draw(st.booleans()) else whole
    for _ in range(data.draw(st.integers(0, 6))):
        if not isinstance(here, (dict, list)) or not here:
            break
        step = data.draw(st.sampled_from(sorted(here) if isinstance(here, dict) else list(range(len(here)))))
        below = here[step]
        if not isinstance(below, (dict, list)) or data.draw(st.booleans()):
            here[step] = data.draw(st.sampled_from([None, 1, 0.5, "x", [], {}, ["x"], {"x": 1}, True]))
            break
        here = below
    with contextlib.suppress(Malformed):
        assert read_declarations(json.dumps(whole).encode()).claims


@pytest.mark.external
@pytest.mark.skipif(not OFFICIAL.is_dir(), reason="SANSO_EXTERNAL_DATA holds no sbom/cyclonedx-official/1.6")
def test_the_official_example_is_read_and_fits_the_shape() -> None:
    raw = (OFFICIAL / "valid-attestation-1.6.json").read_bytes()
    assert list(VALID.iter_errors(json.loads(raw))) == []
    standard = (OFFICIAL / "valid-standard-1.6.json").read_bytes()
    assert list(VALID.iter_errors(json.loads(standard))) == []
    found = read_declarations(raw)
    (declared,) = found.claims
    assert (declared.assessor, declared.subject.id, declared.subject.kind) == (
        "Assessors Inc",
        "acme-inc",
        "organization",
    )
    assert [(one.item, one.result) for one in declared.answers] == [("requirement-1", "partial")]
    assert declared.evidence[0].digest == digest(b"Evidence here")
    assert declared.valid_until == dt.date(2023, 5, 25)
    assert {"counter" in note.show("en") for note in found.notes} == {True, False}


@pytest.mark.external
@pytest.mark.skipif(not OFFICIAL.is_dir(), reason="SANSO_EXTERNAL_DATA holds no sbom/cyclonedx-official/1.6")
def test_no_official_file_is_more_than_refused() -> None:
    files = sorted(OFFICIAL.glob("*.json"))
    assert len(files) > 50
    for path in files:
        if path.name != "valid-attestation-1.6.json":
            with pytest.raises(Malformed):
                read_declarations(path.read_bytes())
