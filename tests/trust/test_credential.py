"""Claims as credentials: there and back again, and everything that is not exactly a claim is refused."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.trust.chain import START, Chain, Salts, key

from sanso.envelope.malformed import Malformed
from sanso.envelope.sd_jwt import SdJwt, issue
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
from sanso.trust.claims.credential import claim_payload, read_claim, sign_claim
from sanso.trust.claims.presentations import open_claim

KEY = key("maker")
NAMES = st.text("abcXYZ019.:/-_バス", min_size=1, max_size=12)
TEXTS = st.text("ab 改行\n「」0{}\\\"'~._", max_size=30)
DIGESTS = st.binary(min_size=4, max_size=4).map(lambda raw: "sha-256:" + raw.hex() * 8)
TIMES = st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2040, 1, 1)).map(
    lambda time: time.replace(microsecond=0, tzinfo=dt.UTC)
)
ANSWERS = st.builds(
    Answer, NAMES, st.sampled_from(RESULTS), TEXTS, TEXTS, TEXTS, st.lists(DIGESTS, max_size=2, unique=True).map(tuple)
)
METHOD = st.builds(
    lambda kind, drawn, coverage: Method(kind, *(sorted(drawn) if drawn else (None, None)), coverage),
    st.sampled_from(METHODS),
    st.none() | st.tuples(st.integers(0, 99), st.integers(0, 99)),
    TEXTS,
)
EVIDENCE = st.builds(Evidence, DIGESTS, NAMES, st.integers(0, 2**50), TEXTS, st.sampled_from(CONFIDENTIALITIES))
SUBJECT = st.sampled_from(SUBJECTS).flatmap(
    lambda kind: st.builds(
        Subject,
        st.just(kind),
        NAMES.map(lambda name: f"role:{name}" if kind == "person" else name),
        st.just("") if kind == "person" else TEXTS,
        st.none() | DIGESTS,
        st.none() | TEXTS.filter(bool),
    )
)
CLAIMS = st.builds(
    lambda since, length, early, **rest: Claim(
        valid_from=since, valid_until=since + length, issued=since + early, **rest
    ),
    since=TIMES,
    length=st.integers(1, 3660 * 86_400).map(lambda seconds: dt.timedelta(seconds=seconds)),
    early=st.integers(-86_400, 0).map(lambda seconds: dt.timedelta(seconds=seconds)),
    id=NAMES,
    issuer=NAMES,
    subject=SUBJECT,
    answers=st.lists(ANSWERS, max_size=4, unique_by=lambda answer: answer.item).map(tuple),
    scheme=st.none() | st.builds(SchemeLevel, NAMES, TEXTS.filter(bool), TEXTS),
    assessor=TEXTS,
    method=st.none() | METHOD,
    evidence=st.lists(EVIDENCE, max_size=3).map(tuple),
    status=st.sampled_from(
        [(), (StatusPointer("revocation", "u:1", 0),), (StatusPointer("suspension", "u:2", 2**31 - 1),)]
    ),
    supersedes=st.lists(DIGESTS, max_size=2, unique=True).map(tuple),
    basis_stated=st.sampled_from([None, "self-declaration", "third-party", "public-certification"]),
    ext=st.dictionaries(
        NAMES.filter(lambda name: name != "..."), st.integers(-5, 5) | TEXTS | st.lists(TEXTS, max_size=2), max_size=2
    ),
)


@given(CLAIMS)
@settings(deadline=None, max_examples=80)
def test_a_claim_comes_back_as_it_was(claim: Claim) -> None:
    text = sign_claim(claim, KEY, Salts())
    assert open_claim(text, KEY.public).claim == claim
    assert read_claim(json.loads(json.dumps(claim_payload(claim)))) == claim


def payload(**changes: Any) -> dict[str, Any]:
    made: dict[str, Any] = claim_payload(Chain().claim())
    return {name: value for name, value in (made | changes).items() if value is not ...}


def subject(**changes: Any) -> dict[str, Any]:
    made = payload()["credentialSubject"] | changes
    return payload(credentialSubject={name: value for name, value in made.items() if value is not ...})


POINTER = payload()["credentialStatus"][0]
REFUSED = {
    "unknown member": payload(basis="public-certification"),
    "context of others": payload(**{"@context": ["https://www.w3.org/ns/credentials/v2"]}),
    "type of others": payload(type=["VerifiableCredential"]),
    "no issuer": payload(issuer=...),
    "issuer as an object": payload(issuer={"id": "tuv"}),
    "issuer with a space": payload(issuer="tuv sud"),
    "local time": payload(validFrom="2026-11-01T00:00:00+09:00"),
    "fraction of a second": payload(validFrom="2026-11-01T00:00:00.5Z"),
    "no such day": payload(validFrom="2026-02-30T00:00:00Z"),
    "no such second": payload(validFrom="2026-02-01T00:00:60Z"),
    "a day only": payload(validFrom="2026-11-01"),
    "ends before it begins": payload(validUntil="2026-10-01T00:00:00Z"),
    "eleven years": payload(validUntil="2037-11-01T00:00:00Z"),
    "issued as text": payload(iat="1"),
    "issued as a truth value": payload(iat=True),
    "issued after the end": payload(iat=2**32),
    "level that is empty": payload(scheme={"id": "s", "edition": "1", "level": ""}),
    "scheme without edition": payload(scheme={"id": "s"}),
    "sample beyond the whole": payload(method={"kind": "test", "sample": 3, "of": 2}),
    "method of others": payload(method={"kind": "guess"}),
    "two status entries of a purpose": payload(credentialStatus=[POINTER, POINTER]),
    "index as a number": payload(credentialStatus=[POINTER | {"statusListIndex": 7}]),
    "index with a zero in front": payload(credentialStatus=[POINTER | {"statusListIndex": "07"}]),
    "index below zero": payload(credentialStatus=[POINTER | {"statusListIndex": "-7"}]),
    "index in other digits": payload(credentialStatus=[POINTER | {"statusListIndex": "٧"}]),
    "purpose of others": payload(credentialStatus=[POINTER | {"statusPurpose": "message"}]),
    "digest in capitals": payload(supersedes=["sha-256:" + "A" * 64]),
    "digest twice": payload(supersedes=["sha-256:" + "a" * 64] * 2),
    "extension as a list": payload(ext=[]),
    "basis of others": payload(basisStated="gold"),
    "subject of others": subject(kind="component"),
    "person by name": subject(kind="person", id="role:driver"),
    "person by id": subject(kind="person", id="taro", name=...),
    "model that is no digest": subject(model="sha-256:0"),
    "answer twice": subject(answers=[{"item": "A", "result": "met"}] * 2),
    "result of others": subject(answers=[{"item": "A", "result": "yes"}]),
    "answer with more": subject(answers=[{"item": "A", "result": "met", "basis": "third-party"}]),
    "answers as an object": subject(answers={}),
    "text that turns around": subject(answers=[{"item": "A", "result": "met", "text": "\u202eten"}]),
    "text with a control": subject(answers=[{"item": "A", "result": "met", "text": "a\x00"}]),
    "text with half a character": subject(answers=[{"item": "A", "result": "met", "text": "\ud800"}]),
    "no scheme, said": payload(scheme=None),
    "version of nothing": subject(version=None),
    "a third status": payload(credentialStatus=[POINTER] * 3),
    "issued long after everything": payload(iat=2**70),
    "text too long": subject(answers=[{"item": "A", "result": "met", "text": "a" * 4001}]),
    "no object": [],
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_exactly_a_claim_is_refused(name: str) -> None:
    with pytest.raises(Malformed):
        read_claim(REFUSED[name])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("unknown member", "member-unknown", "(claim/basis)"),
        ("no issuer", "member-missing", "(claim/issuer)"),
        ("context of others", "member", "a list of 2 wanted (claim/@context)"),
        ("answers as an object", "member", "a list wanted (claim/credentialSubject/answers)"),
        ("text too long", "member", "at most 4000 characters wanted (claim/credentialSubject/answers/0/text)"),
        ("level that is empty", "member", "a text that is not empty wanted (claim/scheme/level)"),
        ("a third status", "member", "a list of at most 2 wanted (claim/credentialStatus)"),
        ("issued as a truth value", "member", "a whole number wanted (claim/iat)"),
        ("result of others", "member", "one of the known words wanted (claim/credentialSubject/answers/0/result)"),
        ("digest in capitals", "member", "in the format of this member wanted (claim/supersedes/0)"),
        ("issuer with a space", "member", "an identifier of 1 to 300 characters wanted (claim/issuer)"),
        ("no object", "member", "an object wanted (claim)"),
    ],
)
def test_a_refusal_says_what_is_wanted_where(name: str, code: str, said: str) -> None:
    with pytest.raises(Malformed) as caught:
        read_claim(REFUSED[name])  # type: ignore[arg-type]
    assert caught.value.code == code
    assert str(caught.value).endswith(said)
    assert "`" not in caught.value.text.ja


def test_the_samples_start_from_a_claim_that_is_read() -> None:
    assert read_claim(payload()).issuer == "tuv"
    assert read_claim(subject()).subject.id == "onboard-x2"


@pytest.mark.parametrize(
    "place",
    [
        ("credentialStatus",),
        ("credentialStatus", 0),
        ("validUntil",),
        ("scheme",),
        ("credentialSubject", "version"),
        ("credentialSubject", "answers"),
        ("credentialSubject",),
        ("credentialSubject", "answers", 0, "level"),
        ("method",),
        ("basisStated",),
        ("ext", "a", 0),
    ],
)
def test_a_claim_that_can_hide_its_own_conditions_is_refused_shown_or_hidden(place: tuple[str | int, ...]) -> None:
    whole = payload(method={"kind": "test"}, basisStated="third-party", ext={"a": [1]})
    text = issue(whole, [place], KEY, Salts())
    for one in (text, SdJwt.read(text).showing([])):
        with pytest.raises(Malformed):
            open_claim(one, KEY.public)


def test_an_answer_that_can_hide_a_part_of_itself_is_refused() -> None:
    answer = ("credentialSubject", "answers", 0)
    text = issue(payload(), [answer, (*answer, "level")], KEY, Salts())
    for one in (text, SdJwt.read(text).showing([answer])):
        with pytest.raises(Malformed, match="more is hidden"):
            open_claim(one, KEY.public)
    assert open_claim(SdJwt.read(text).showing([]), KEY.public).claim.answers == ()


def test_a_claim_with_fractions_of_a_second_is_not_signed() -> None:
    claim = Chain().claim(valid_from=START + dt.timedelta(microseconds=1))
    with pytest.raises(Malformed, match="fractions of a second"):
        sign_claim(claim, KEY, Salts())
