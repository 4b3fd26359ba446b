"""What is passed on: presentations that hide, relays that add nothing, derived claims that can be asked about."""

from __future__ import annotations

import base64
import json
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
import sd_jwt.verifier
from hypothesis import given, settings
from hypothesis import strategies as st
from jwcrypto.jwk import JWK
from tests.trust.chain import MAKER_ES256, ROOTS, START, Chain, Salts, key, signer_of, verifier

from sanso.envelope.dsse import seal
from sanso.envelope.malformed import Malformed, WrongSignature
from sanso.trust.chain.derived import Derived, asked_for, chance_of_catching, derive, read_derived, verify_sample
from sanso.trust.chain.relays import Relay, relay, verify_relay
from sanso.trust.claims.claim import Answer, Claim, Evidence, Subject
from sanso.trust.claims.credential import claim_digest, sign_claim
from sanso.trust.claims.presentations import items_shown, open_claim, present
from sanso.trust.claims.statements import (
    EVIDENCE,
    RELAY,
    EvidenceMade,
    File,
    Statement,
    evidence_of,
    evidence_statement,
    read_statement,
    seal_statement,
)
from sanso.trust.verdicts.verifying import Verifier

KEY = key("tuv")
DIGESTS = ["sha-256:" + f"{n:x}" * 64 for n in range(4)]
ITEMS = ("CPS.DS-1", "CPS.DS-2", "CPS.DS-3")


def dossier(secret: str = "secret-finding") -> Claim:
    answers = tuple(
        Answer(item, "met", "basic", f"scope-{n}-{secret}", f"text-{n}-{secret}", (DIGESTS[n],))
        for n, item in enumerate(ITEMS)
    )
    evidence = tuple(Evidence(DIGESTS[n], "application/pdf", n, f"place-{n}-{secret}") for n in range(3))
    return replace(Chain().claim(), answers=answers, evidence=evidence)


def everything_in(text: str) -> str:
    """Return all that anyone can decode from a presentation, in one string."""
    parts = text.replace(".", "~").split("~")
    return text + "".join(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)).decode("latin-1") for part in parts)


@given(st.sets(st.sampled_from(ITEMS)), st.booleans())
@settings(deadline=None)
def test_a_presentation_shows_what_was_chosen_and_holds_nothing_else(items: set[str], evidence: bool) -> None:
    salts = Salts()
    whole = sign_claim(dossier(), KEY, salts)
    shown = present(whole, items, evidence=evidence)
    opened = open_claim(shown, KEY.public)
    assert {answer.item for answer in opened.claim.answers} == items == set(items_shown(shown))
    assert opened.hidden == len(ITEMS) - len(items)
    assert claim_digest(shown) == claim_digest(whole)
    assert len(opened.claim.evidence) == (len(items) if evidence else 0)
    verdict = verifier(required=False).verdict(shown)
    said = everything_in(shown) + repr(verdict) + repr(opened) + json.dumps(verdict.record())
    salt_texts = [base64.urlsafe_b64encode(Salts(n)()).decode().rstrip("=") for n in range(6)]
    for n, item in enumerate(ITEMS):
        assert (f"text-{n}-" in said) == (item in items)
        assert (salt_texts[n] in said) == (item in items)
        assert (f"place-{n}-" in said) == (item in items and evidence)
    assert verdict.counts == bool(items)
    assert verdict.authority.code == ("accredited" if items else "nothing-shown")
    assert verdict.hidden == opened.hidden


def test_a_part_of_a_part_can_be_passed_on_but_nothing_comes_back() -> None:
    whole = sign_claim(dossier(), KEY, Salts())
    two = present(whole, ITEMS[1:])
    one = present(two, ITEMS[2:])
    assert one == present(whole, ITEMS[2:])
    with pytest.raises(Malformed, match="no such answer") as raised:
        present(one, ITEMS[:1])
    assert "secret" not in str(raised.value)
    with pytest.raises(Malformed):
        present("", ITEMS)


def test_disclosures_of_another_claim_do_not_fit() -> None:
    one = sign_claim(dossier(), KEY, Salts())
    other = sign_claim(dossier("other"), KEY, Salts(50))
    mixed = present(one, ITEMS[:1]) + other.split("~")[2] + "~"
    found = verifier().verdict(mixed)
    assert (found.signature.code, found.counts, found.claim) == ("unreadable", False, None)
    twice = present(one, ITEMS[:1]) + one.split("~")[1] + "~"
    assert verifier().verdict(twice).signature.code == "unreadable"


@pytest.mark.parametrize("items", [ITEMS, ITEMS[:1], ()])
def test_another_library_reads_a_dossier_and_a_presentation(items: tuple[str, ...]) -> None:
    text = present(sign_claim(dossier(), MAKER_ES256, Salts()), items)
    jwk = JWK(**MAKER_ES256.public.jwk())
    read = sd_jwt.verifier.SDJWTVerifier(text, lambda issuer, header: jwk).get_verified_payload()
    assert [answer["item"] for answer in read["credentialSubject"]["answers"]] == list(items)
    assert read["issuer"] == "tuv"


NOTE = Relay("maker", "operator", START)


def test_a_relay_adds_nothing_to_what_it_passes_on() -> None:
    chain = Chain()
    text = chain.issue(chain.claim("part", subject=Subject("organization", "part")))
    found = verify_relay(verifier(required=False), relay(text, NOTE, [MAKER_ES256]), text)
    assert found.relay == NOTE
    assert (found.verdict.basis, found.verdict.counts) == ("self-declaration", True)
    assert found.verdict == verifier(required=False).verdict(text)
    foreign = chain.issue(chain.claim("customer"))
    found = verify_relay(verifier(required=False), relay(foreign, NOTE, [MAKER_ES256]), foreign)
    assert (found.verdict.authority.code, found.verdict.counts) == ("no-authority", False)


@pytest.mark.parametrize(
    ("note", "signer", "code"),
    [
        (NOTE, key("part"), "statement-signer"),
        (replace(NOTE, by="nobody"), MAKER_ES256, "statement-signer"),
        (NOTE, key("stranger"), "signature"),
        (replace(NOTE, by="nobody"), key("stranger"), "unchecked"),
        (replace(NOTE, time=START.replace(year=2024)), MAKER_ES256, "statement-signer"),
    ],
)
def test_a_relay_is_signed_by_the_one_that_it_names(note: Relay, signer: Any, code: str) -> None:
    text = Chain().issue()
    with pytest.raises(Malformed) as raised:
        verify_relay(verifier(), relay(text, note, [signer]), text)
    assert raised.value.code == code


def test_a_derived_claim_of_somebody_unknown_is_unchecked_and_not_forged() -> None:
    raw = derive(Derived("nobody", "CPS.DS-10", "met", 3, ("sha-256:" + 64 * "a",), START), [key("stranger")])
    with pytest.raises(Malformed) as raised:
        read_derived(verifier(), raw)
    assert raised.value.code == "unchecked"
    assert raised.value.text.en == "not checked: the issuer nobody and its keys are not in the trust list"
    forged = derive(Derived("maker", "CPS.DS-10", "met", 3, ("sha-256:" + 64 * "a",), START), [key("stranger")])
    with pytest.raises(WrongSignature):
        read_derived(verifier(), forged)
    with pytest.raises(WrongSignature):
        read_derived(Verifier(START), raw)


def test_a_relay_is_about_one_presentation_only() -> None:
    chain = Chain()
    whole = chain.issue(chain.claim(items=ITEMS))
    one, other = present(whole, ITEMS[:1]), present(whole, ITEMS[1:])
    with pytest.raises(Malformed) as raised:
        verify_relay(verifier(), relay(one, NOTE, [MAKER_ES256]), other)
    assert raised.value.code == "relay-other"


DOUBLE = ("CPS.DS-10", "CPS.DS-11")


def suppliers(count: int) -> tuple[list[str], Derived]:
    chain = Chain()
    texts = [chain.issue(chain.claim(items=DOUBLE, id=f"urn:{n}")) for n in range(count)]
    members = tuple(map(claim_digest, texts))
    return texts, Derived("maker", "CPS.DS-10", "met", count + 2, members, START)


def test_a_derived_claim_can_be_asked_about() -> None:
    texts, made = suppliers(5)
    raw = derive(made, [MAKER_ES256])
    mine = verifier(required=False)
    assert read_derived(mine, raw) == made
    (place,) = asked_for(raw, b"drawn by the buyer", 1)
    assert verify_sample(mine, made, place, texts[place]).finding == "holds"
    assert verify_sample(mine, made, place, texts[place - 1]).finding == "other-claim"
    assert verify_sample(mine, made, place, present(texts[place], [])).finding == "hidden"
    assert verify_sample(verifier(), made, place, texts[place]).finding == "does-not-count"
    assert verify_sample(mine, replace(made, result="partial"), place, texts[place]).finding == "not-met"


@pytest.mark.parametrize("changes", [{"members": ()}, {"members": (DIGESTS[0],) * 2}, {"of": 1}, {"result": "yes"}])
def test_a_derived_claim_that_contradicts_itself_is_not_signed(changes: dict[str, Any]) -> None:
    with pytest.raises(Malformed):
        derive(replace(suppliers(2)[1], **changes), [MAKER_ES256])


def test_a_derived_claim_by_somebody_else_is_refused() -> None:
    made = suppliers(2)[1]
    with pytest.raises(Malformed, match="not signed by the one"):
        read_derived(verifier(), derive(made, [key("part")]))
    with pytest.raises(Malformed, match="something else"):
        read_derived(verifier(), relay("x", NOTE, [MAKER_ES256]))


def test_what_is_asked_for_is_spread_evenly_and_each_once() -> None:
    raw = derive(suppliers(5)[1], [MAKER_ES256])
    drawn = [asked_for(raw, n.to_bytes(16), 2) for n in range(1000)]
    assert all(len(set(one)) == 2 for one in drawn)
    counts = Counter(place for one in drawn for place in one)
    assert sorted(counts) == [0, 1, 2, 3, 4]
    assert all(330 < number < 470 for number in counts.values())
    assert sorted(asked_for(raw, bytes(16), 5)) == [0, 1, 2, 3, 4]
    for seed, number in ((bytes(15), 1), (bytes(16), 6)):
        with pytest.raises(ValueError, match="seed"):
            asked_for(raw, seed, number)


def test_the_chance_of_catching() -> None:
    assert chance_of_catching(4, 1, 1) == 0.25
    assert chance_of_catching(4, 1, 4) == 1.0
    assert chance_of_catching(4, 0, 4) == 0.0


MADE = EvidenceMade("test", "test house", START, "scanner 1.2")


def test_evidence_says_how_it_came_about() -> None:
    statement = evidence_statement([File("report.pdf", DIGESTS[0])], MADE)
    raw = seal_statement(statement, [KEY, MAKER_ES256])
    found = read_statement(raw, [KEY.public, MAKER_ES256.public], EVIDENCE)
    assert evidence_of(found.statement) == MADE
    assert found.signers == {KEY.public.thumbprint, MAKER_ES256.public.thumbprint}
    assert read_statement(raw, [KEY.public], EVIDENCE).signers == {KEY.public.thumbprint}
    with pytest.raises(WrongSignature):
        read_statement(raw, [ROOTS[0].public], EVIDENCE)
    with pytest.raises(Malformed, match="something else"):
        read_statement(raw, [KEY.public], RELAY)


@pytest.mark.parametrize(
    "statement",
    [
        Statement((), EVIDENCE, {}),
        Statement((File("a", DIGESTS[0]), File("a", DIGESTS[1])), EVIDENCE, {}),
        Statement((File("a", "sha-256:00"),), EVIDENCE, {}),
        Statement((File("a", "sha-1:" + "0" * 40),), EVIDENCE, {}),
    ],
)
def test_a_statement_about_nothing_or_in_doubt_is_not_signed(statement: Statement) -> None:
    with pytest.raises(Malformed):
        seal_statement(statement, [KEY])


def test_a_statement_under_another_type_is_refused() -> None:
    raw = seal(b"{}", "application/json", [signer_of("tuv")])
    with pytest.raises(Malformed, match="something else"):
        read_statement(raw, [KEY.public], EVIDENCE)


def test_a_claim_with_one_answer_hides_nothing_and_can_be_passed_on() -> None:
    text = Chain().issue()
    assert text.endswith("~")
    assert text.count("~") == 1
    assert items_shown(text) == ("CPS.DS-10",)
    assert present(text, ["CPS.DS-10"]) == text
    with pytest.raises(Malformed, match="no such answer"):
        present(text, ["CPS.DS-11"])
