"""Claims that count no more for the age of their status lists: which, since when, and what pages say of it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from tests.web.conftest import Running, make_running

from sanso.examples import evidence, pins
from sanso.verbs.evidence import Evidence, end_of, judge_evidence
from sanso.web.evidence.room import Looked
from sanso.web.evidence.staleness import Stale, stale_of

FILES = evidence("bus-operation")
NEWEST = dt.date(2026, 11, 16)


def looked(day: dt.date, left_out: str = "nothing") -> Looked:
    """Return the evidence of the example as judged at the end of *day*."""
    files = {path: raw for path, raw in FILES.items() if left_out not in path}
    judged = judge_evidence(Evidence(files, pins("bus-operation")), now=end_of(day))
    return Looked({}, pins("bus-operation"), judged, None)


def test_nothing_is_stale_while_the_lists_are_believed() -> None:
    assert stale_of(None) is None
    assert stale_of(looked(NEWEST)) is None


def test_what_counted_on_the_newest_day_is_stale_later_for_no_other_reason() -> None:
    later = looked(NEWEST + dt.timedelta(days=10))
    found = stale_of(later)
    assert found is not None
    assert (found.newest, found.believed, found.elsewhen) == (NEWEST, 7, True)
    before = {one.verdict.digest for one in looked(NEWEST).judged.judged if one.verdict.counts}
    ended = {one.verdict.digest for one in later.judged.judged if one.verdict.status.code == "expired"}
    assert not any(one.verdict.counts for one in later.judged.judged)
    assert found.claims == len(before - ended) > 0


def test_lists_that_have_not_come_yet_speak_of_no_day() -> None:
    day = dt.date(2026, 10, 31)
    found = stale_of(looked(day, left_out="2026-10-26"))
    assert found is not None
    assert found.newest == dt.date(2026, 10, 19)


def test_a_claim_that_is_wrong_in_another_way_is_not_told_of() -> None:
    later = looked(NEWEST + dt.timedelta(days=10))
    found = stale_of(later)
    assert found is not None
    old = next(one for one in later.judged.judged if one.verdict.status.code == "status-old")
    wrong = replace(old, verdict=replace(old.verdict, authority=old.verdict.status))
    judged = tuple(wrong if one is old else one for one in later.judged.judged)
    fewer = stale_of(replace(later, judged=replace(later.judged, judged=judged)))
    assert fewer is not None
    assert fewer.claims == found.claims - 1


@pytest.mark.parametrize(
    ("number", "en", "ja"),
    [
        (1, "1 claim does not count", "主張1件が"),
        (2, "2 claims do not count", "主張2件が"),
        (1234, "1,234 claims do", "主張1,234件が"),
    ],
)
def test_numbers_are_said_right(number: int, en: str, ja: str) -> None:
    stale = Stale(number, NEWEST, 7, elsewhen=True)
    assert stale.short.show("en").startswith(en)
    assert stale.short.show("en").endswith("as of 2026-11-16.")
    assert ja in stale.short.show("ja")
    assert "2026-11-16" in stale.short.show("ja")
    assert "7 days" in stale.to_do.show("en")
    assert "7日間" in stale.to_do.show("ja")
    assert "1 day at" in Stale(number, NEWEST, 1, elsewhen=True).to_do.show("en")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The sample, whose clock the tests set."""
    made = make_running(tmp_path_factory.mktemp("stale") / "data")
    yield made
    made.service.database.close()


def told(running: Running, path: str, lang: str = "en") -> str:
    """Return what a page says of stale claims."""
    running.client.cookies.set("sanso-lang", lang)
    answer = running.client.get(f"{running.base}{path}")
    assert answer.status_code == 200
    found = re.search(r"<(p|div) class=\"banner warning\"[^>]* data-stale>(.*?)</\1>", answer.text, re.DOTALL)
    return found[2] if found else ""


def set_clock(running: Running, day: dt.date) -> None:
    object.__setattr__(running.service, "clock", lambda: end_of(day) - dt.timedelta(hours=12))


@pytest.mark.parametrize("path", ["", "/gap", "/evidence"])
def test_pages_say_it_when_it_is_so_and_lead_to_the_newest_day(running: Running, path: str) -> None:
    set_clock(running, NEWEST)
    assert told(running, path) == ""
    set_clock(running, NEWEST + dt.timedelta(days=9))
    said = told(running, path)
    assert "claims do not count because" in said
    assert f'href="{running.base}/gap?day=2026-11-16"' in said
    assert "失効情報" in told(running, path, "ja")
    assert told(running, "/gap?day=2026-11-16") == ""
    assert "as of 2026-11-16" in told(running, "/gap?day=2026-11-24")
    set_clock(running, NEWEST)
    assert told(running, path) == ""


def test_the_page_of_the_gap_says_it_once(running: Running) -> None:
    set_clock(running, NEWEST + dt.timedelta(days=9))
    running.client.cookies.set("sanso-lang", "en")
    assert running.client.get(f"{running.base}/gap").text.count("claims do not count because") == 1
