"""Trust lists: written and read back, started from pins, renewed by thresholds, never rolled back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.trust.chain import DAY, PINS, ROOTS, START, first_list, issuer, key, sealed

from sanso.envelope.canonical import canonical
from sanso.envelope.dsse import seal
from sanso.envelope.malformed import Malformed
from sanso.model.text import Text
from sanso.trust.lists.list_format import list_json, read_list_json
from sanso.trust.lists.list_record import Root
from sanso.trust.lists.trust_list import PAYLOAD_TYPE, Pins, TrustedList
from sanso.trust.verdicts.verifying import Verifier

FIRST = first_list()
NEW = tuple(key(f"new{n}") for n in range(3))


def pinned() -> TrustedList:
    return TrustedList.pinned(sealed(FIRST), PINS)


def test_a_list_comes_back_as_it_was() -> None:
    assert pinned().list == FIRST
    assert read_list_json(list_json(FIRST)) == FIRST


@pytest.mark.parametrize(("signers", "code"), [(ROOTS[:1], "list-pins"), (NEW, "list-pins"), ((), "dsse")])
def test_the_first_list_needs_enough_of_the_pinned_keys(signers: tuple[Any, ...], code: str) -> None:
    with pytest.raises(Malformed) as raised:
        TrustedList.pinned(sealed(FIRST, signers), PINS)
    assert raised.value.code == code


def test_one_stolen_pinned_key_can_not_lower_the_threshold() -> None:
    lowered = replace(FIRST, root=Root((ROOTS[0].public,), 1))
    with pytest.raises(Malformed, match="enough of the pinned keys"):
        TrustedList.pinned(sealed(lowered, ROOTS[:1]), PINS)


def test_a_list_that_its_own_signers_do_not_carry() -> None:
    other = replace(FIRST, root=Root((*(one.public for one in ROOTS), NEW[0].public), 3))
    with pytest.raises(Malformed, match="2 of 3"):
        TrustedList.pinned(sealed(other, ROOTS[:2]), PINS)


def test_the_same_signer_twice_is_one() -> None:
    with pytest.raises(Malformed):
        TrustedList.pinned(sealed(FIRST, [ROOTS[0], ROOTS[0]]), PINS)


@given(st.sets(st.integers(0, 2)), st.sets(st.integers(0, 2)))
@settings(deadline=None)
def test_new_signers_need_the_thresholds_of_the_old_and_of_the_new(old: set[int], new: set[int]) -> None:
    second = replace(FIRST, version=2, root=Root(tuple(one.public for one in NEW), 2))
    signers = [ROOTS[n] for n in old] + [NEW[n] for n in new]
    if len(old) >= 2 and len(new) >= 2:
        assert pinned().followed_by(sealed(second, signers)).list.version == 2
    else:
        with pytest.raises(Malformed):
            pinned().followed_by(sealed(second, signers))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"version": 1, "quorum": 1}, "list-rollback"),
        ({"version": 3}, "list-gap"),
        ({"version": 2, "issued": FIRST.issued - DAY}, "list-dates"),
    ],
)
def test_what_does_not_follow_is_refused(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(Malformed) as raised:
        pinned().followed_by(sealed(replace(FIRST, **changes)))
    assert raised.value.code == code


def test_an_older_version_is_refused_and_the_same_is_no_news() -> None:
    second = sealed(replace(FIRST, version=2))
    newest = pinned().followed_by(second)
    assert newest.followed_by(second) is newest
    with pytest.raises(Malformed, match="versions only go up"):
        newest.followed_by(sealed(FIRST))


SIGNERS = frozenset(one.public.thumbprint for one in ROOTS[:2])
VERSIONS = tuple(sealed(replace(FIRST, version=number)) for number in (1, 2, 3, 4))


@given(st.permutations(VERSIONS), st.lists(st.sampled_from(VERSIONS), max_size=2), st.booleans())
def test_versions_that_come_together_are_a_set(order: list[bytes], again: list[bytes], by_pins: bool) -> None:
    named = SIGNERS if by_pins else ()
    verifier = Verifier.trusting([*order, *again], named, START)
    assert verifier == Verifier.trusting(VERSIONS, named, START)
    assert [one.list.version for one in verifier.lists] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("versions", "code"),
    [
        ((VERSIONS[0], VERSIONS[2]), "list-gap"),
        ((VERSIONS[0], VERSIONS[1], sealed(replace(FIRST, version=2, quorum=1))), "list-rollback"),
        ((VERSIONS[0], sealed(replace(FIRST, version=2), ROOTS[:1])), "list-threshold"),
        ((VERSIONS[0], b"{}"), "dsse"),
    ],
)
def test_versions_that_do_not_follow_one_another_are_refused_in_any_order(
    versions: tuple[bytes, ...], code: str
) -> None:
    for order in permutations(versions):
        with pytest.raises(Malformed) as raised:
            Verifier.trusting(order, SIGNERS, START)
        assert raised.value.code == code


def test_without_lists_nobody_is_trusted_and_a_wrong_pin_starts_nothing() -> None:
    assert Verifier.trusting((), SIGNERS, START).trusted is None
    with pytest.raises(Malformed) as raised:
        Verifier.trusting(VERSIONS, {NEW[0].public.thumbprint}, START)
    assert raised.value.code == "list-pins"


def test_what_was_signed_for_another_purpose_is_no_list() -> None:
    raw = seal(canonical(list_json(FIRST)), "application/vnd.in-toto+json", ROOTS)
    with pytest.raises(Malformed, match="no trust list"):
        TrustedList.pinned(raw, PINS)


def changed(change: Callable[[Any], object]) -> bytes:
    value = list_json(FIRST)
    change(value)
    return seal(canonical(value), PAYLOAD_TYPE, ROOTS)


@pytest.mark.parametrize(
    "change",
    [
        lambda v: v.update(version=0),
        lambda v: v.update(version=True),
        lambda v: v.update(more=1),
        lambda v: v.update(expires=v["issued"]),
        lambda v: v.update(format="sanso-trust-list/2"),
        lambda v: v.update(quorum=3),
        lambda v: v["roles"]["root"].update(threshold=0),
        lambda v: v["roles"]["root"].update(threshold=4),
        lambda v: v["roles"].update(snapshot={}),
        lambda v: v["roles"]["root"]["keys"].append(v["roles"]["root"]["keys"][0]),
        lambda v: v["roles"]["root"]["keys"][0].pop("alg"),
        lambda v: v["roles"]["root"]["keys"][0].update(alg="none"),
        lambda v: v["roles"]["root"]["keys"][0].update(d="secret"),
        lambda v: v["issuers"].append(v["issuers"][0]),
        lambda v: v["issuers"][0].update(keys=v["issuers"][1]["keys"]),
        lambda v: v["issuers"][0].update(name={}),
        lambda v: v["issuers"][0].update(name=7),
        lambda v: v["issuers"][0].update(name=["en", "ja"]),
        lambda v: v["issuers"][0].update(name={"en": "Maker", "ja": ""}),
        lambda v: v["issuers"][0].update(name={"en": "Maker", "ja": "製\u202e造"}),
        lambda v: v["issuers"][0].update(name={"en": "Maker", "ja": "製" * 4001}),
        lambda v: v["issuers"][0].update(name={"en": "Maker", "ja": None}),
        lambda v: v["issuers"][0].update(name={"en": "Maker", "fr": "Fabricant"}),
        lambda v: v["issuers"][0].update(name={"fr": "Fabricant"}),
        lambda v: v["issuers"][3]["accreditations"][0].update(scheme="unheard-of"),
        lambda v: v["issuers"][3]["accreditations"][0].update(basis="gold"),
        lambda v: v["issuers"][3]["accreditations"][0].update(items=[]),
        lambda v: v["issuers"][3]["accreditations"][0].update(to="2020-01-01"),
        lambda v: v["issuers"][3]["accreditations"][0].pop("from"),
        lambda v: v["schemes"].append(v["schemes"][0]),
        lambda v: v["schemes"][0]["levels"].update(x={"evaluated": "best"}),
        lambda v: v["logs"].append(v["logs"][0]),
        lambda v: v["logs"][0].update(origin="other"),
        lambda v: v.update(logs=[{"origin": one["name"], "key": one["key"]} for one in v["witnesses"]]),
        lambda v: v["witnesses"].append(v["witnesses"][0]),
        lambda v: v["status_lists"].append({"id": "u", "issuer": "nobody"}),
        lambda v: v["status_lists"].append(v["status_lists"][0]),
    ],
)
def test_a_list_that_contradicts_itself_or_holds_more_is_refused(change: Callable[[Any], object]) -> None:
    assert TrustedList.pinned(changed(lambda v: None), PINS).list == FIRST
    with pytest.raises(Malformed):
        TrustedList.pinned(changed(change), PINS)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Maker", "Maker"),
        (Text(en="Maker", ja="製造者"), {"en": "Maker", "ja": "製造者"}),
        (Text(en="Maker", ja="Maker"), {"en": "Maker", "ja": "Maker"}),
        (Text(ja="製造者"), {"ja": "製造者"}),
    ],
)
def test_a_name_is_one_text_or_one_for_each_language(name: str | Text, written: object) -> None:
    first, *others = FIRST.issuers
    found = replace(FIRST, issuers=(replace(first, name=name), *others))
    value: Any = list_json(found)
    assert value["issuers"][0]["name"] == written
    assert TrustedList.pinned(sealed(found), PINS).list == found


def test_pins_and_lists_that_can_not_be_are_not_made() -> None:
    with pytest.raises(ValueError, match="threshold"):
        Pins(frozenset({"a"}), 2)
    with pytest.raises(Malformed, match="can not be written"):
        sealed(replace(FIRST, issued=FIRST.issued + dt.timedelta(microseconds=5)))
    with pytest.raises(Malformed):
        sealed(replace(FIRST, issuers=(issuer("a b"),)))
