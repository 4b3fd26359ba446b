"""Passing claims on: what is hidden stays hidden, nothing is widened, and derived claims count what counts."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.trust.chain import START, Chain, Salts, key, verifier
from tests.trust.test_presentations import ITEMS, KEY, dossier, everything_in
from tests.verbs.partners import Partners

from sanso.envelope.malformed import Malformed
from sanso.envelope.sd_jwt import issue
from sanso.trust.chain.derived import read_derived
from sanso.trust.chain.relays import verify_relay
from sanso.trust.claims.claim import Answer, Subject
from sanso.trust.claims.credential import claim_digest, claim_payload, hideable, sign_claim
from sanso.trust.claims.presentations import items_shown
from sanso.verbs.sharing import DerivedOrder, contents_of, derive_claim, relay_note, share


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    path = tmp_path / "whole.jwt"
    path.write_text(sign_claim(dossier(), KEY, Salts()) + "\n", encoding="utf-8")
    return path


Wanted = st.sets(st.sampled_from(ITEMS))


@given(st.lists(st.tuples(Wanted, Wanted, st.booleans()), min_size=1, max_size=4))
@settings(deadline=None, max_examples=40)
def test_passing_on_only_ever_narrows(steps: list[tuple[set[str], set[str], bool]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "claim"
        path.write_text(sign_claim(dossier(), KEY, Salts()), encoding="utf-8")
        left, evidence = set(ITEMS), True
        for disclose, hide, with_evidence in steps:
            wanted = ({*disclose} or left) - hide
            if not (disclose | hide) <= left:
                with pytest.raises(Malformed):
                    share(path, disclose, hide, evidence=with_evidence)
                continue
            made = share(path, disclose, hide, evidence=with_evidence)
            evidence = evidence and with_evidence
            assert set(made.shown) == wanted
            assert set(made.hidden) == left - wanted
            assert made.evidence == (len(wanted) if evidence else 0)
            left = wanted
            path.write_text(made.text, encoding="utf-8")
            said = everything_in(made.text) + repr(made)
            for n, item in enumerate(ITEMS):
                assert (f"text-{n}-" in said) == (item in left)


def test_what_there_is_to_pass_on(whole: Path) -> None:
    found = contents_of(whole)
    assert found.items == ITEMS
    assert found.fixed == ()


def test_nothing_asked_is_nothing_changed(whole: Path) -> None:
    assert share(whole).text == whole.read_text(encoding="utf-8").strip()


def test_a_wrong_name_is_told_with_what_is_there(whole: Path) -> None:
    with pytest.raises(Malformed, match=r"CPS\.DS-1"):
        share(whole, ["CPS.DS-11"])


def test_an_answer_that_the_issuer_left_open_can_not_be_hidden(tmp_path: Path) -> None:
    claim = dossier()
    path = tmp_path / "open"
    path.write_text(issue(claim_payload(claim), hideable(claim)[1:], KEY, Salts()), encoding="utf-8")
    assert contents_of(path).fixed == ITEMS[:1]
    with pytest.raises(Malformed, match="can not be hidden"):
        share(path, ITEMS[1:])
    assert share(path, ITEMS[:2]).shown == ITEMS[:2]


def test_a_relay_adds_nothing_to_the_claim(whole: Path) -> None:
    made = share(whole, ITEMS[:1])
    note = relay_note(made.text, "part", "operator", key("part"), START)
    found = verify_relay(verifier(required=False), note, made.text)
    assert (found.relay.by, found.relay.to) == ("part", "operator")
    assert found.verdict.claim is not None
    assert found.verdict.claim.issuer == "tuv"
    with pytest.raises(Malformed):
        relay_note("no claim", "part", "operator", key("part"), START)


def supplier(folder: Path, number: int, result: str = "met", by: str = "tuv") -> Path:
    subject = Subject("organization", f"supplier-{number}")
    answers = (Answer("CPS.DS-10", result, "basic"),)  # type: ignore[arg-type]
    claim = replace(Chain().claim(by=by), id=f"urn:s{number}", subject=subject, answers=answers)
    path = folder / f"supplier-{number}.jwt"
    path.write_text(sign_claim(claim, key(by), Salts(number * 10)), encoding="utf-8")
    return path


def test_k_of_n_are_counted_and_the_others_named(tmp_path: Path) -> None:
    partners = Partners.at(tmp_path)
    files = [
        supplier(tmp_path, 1),
        supplier(tmp_path, 2, "none"),
        supplier(tmp_path, 3),
        supplier(tmp_path, 4, by="customer"),
    ]
    order = DerivedOrder("CPS.DS-10", "operator", 6)
    loose = derive_claim(files, order, key("operator"), START)
    assert ([path.stem for path in loose.members], loose.of, loose.checked) == (
        ["supplier-1", "supplier-3", "supplier-4"], 6, False,
    )  # fmt: skip
    checked = derive_claim(files, order, key("operator"), START, partners.grounds)
    assert [path.stem for path in checked.members] == ["supplier-1", "supplier-3"]
    assert [path.stem for path in checked.others] == ["supplier-2", "supplier-4"]
    found = read_derived(verifier(), checked.raw)
    assert set(found.members) == {claim_digest(files[n].read_text(encoding="utf-8")) for n in (0, 2)}
    assert (found.by, found.of) == ("operator", 6)


def test_what_can_not_be_derived(tmp_path: Path) -> None:
    good, none = supplier(tmp_path, 1), supplier(tmp_path, 2, "none")
    order = DerivedOrder("CPS.DS-10", "operator")
    for files, asked in (
        ([none], order),
        ([good, none], DerivedOrder("CPS.DS-10", "operator", 1)),
        ([good], DerivedOrder("CPS.AM-1", "operator")),
        ([good, good], order),
    ):
        if files == [good, good]:
            copy = tmp_path / "copy.jwt"
            copy.write_bytes(good.read_bytes())
            files = [good, copy]
        with pytest.raises(Malformed):
            derive_claim(files, asked, key("operator"), START)


def test_what_is_shown_can_be_shown_again(whole: Path) -> None:
    made = share(whole, ITEMS[:2])
    whole.write_text(made.text, encoding="utf-8")
    assert items_shown(share(whole, ITEMS[1:2]).text) == ITEMS[1:2]
