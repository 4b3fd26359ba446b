"""A label rests on a claim that answers all that the level asks, and on nothing less."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanso.catalogue import load_catalogue
from sanso.envelope.malformed import Malformed
from sanso.trust.claims.claim import RESULTS, Answer, Claim, SchemeLevel, Subject
from sanso.trust.schemes.coverage import check_whole, coverage
from sanso.trust.schemes.reach import items_asked

DAY = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
CONTENT = load_catalogue()
SCHEME = CONTENT.schemes["jp.jc-star"]
ITEMS = tuple(item.id for item in items_asked(CONTENT, SCHEME, SCHEME.level("1")))


def claim(*answers: Answer, scheme: str = "jp.jc-star", level: str = "1") -> Claim:
    subject = Subject("device-type", "cam")
    return Claim("urn:1", "maker", subject, answers, DAY, DAY, DAY, SchemeLevel(scheme, "S1.1", level))


WHOLE = claim(*(Answer(item, "met") for item in ITEMS))


def test_all_sixteen_items_are_enough() -> None:
    found = coverage(CONTENT, WHOLE)
    assert (len(ITEMS), found.whole, found.known) == (16, True, True)
    check_whole(found)


@given(st.lists(st.sampled_from(RESULTS), min_size=16, max_size=16))
def test_it_is_whole_where_every_item_is_settled(results: list[str]) -> None:
    answers = tuple(Answer(item, result) for item, result in zip(ITEMS, results, strict=True))  # type: ignore[arg-type]
    settled = all(result in ("met", "not-applicable") for result in results)
    assert coverage(CONTENT, claim(*answers)).whole == settled


@pytest.mark.parametrize("left_out", ITEMS)
def test_no_item_can_be_left_out(left_out: str) -> None:
    part = dataclasses.replace(WHOLE, answers=tuple(one for one in WHOLE.answers if one.item != left_out))
    assert coverage(CONTENT, part).missing == (left_out,)


@pytest.mark.parametrize(
    ("made", "hidden", "code"),
    [
        (claim(), 0, "label-hidden"),
        (WHOLE, 1, "label-hidden"),
        (claim(Answer(ITEMS[0], "none")), 0, "label-unmet"),
        (claim(Answer("CPS.DS-10", "partial"), scheme="cpsf"), 0, "label-unmet"),
        (claim(Answer(ITEMS[0], "met")), 0, "label-missing"),
    ],
)
def test_what_is_less_gives_no_label(made: Claim, hidden: int, code: str) -> None:
    with pytest.raises(Malformed) as refused:
        check_whole(coverage(CONTENT, made, hidden))
    assert refused.value.code == code
    assert refused.value.text.en != refused.value.text.ja


def test_where_the_items_are_not_held_nothing_is_known_to_be_missing() -> None:
    found = coverage(CONTENT, claim(Answer("CPS.DS-10", "met"), scheme="cpsf", level="advanced"))
    assert (found.whole, found.known) == (True, False)
    assert not coverage(CONTENT, claim(Answer(ITEMS[0], "met"), level="9")).known
