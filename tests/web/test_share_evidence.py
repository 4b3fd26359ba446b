"""A shared report says what the evidence proves at the moment when its link is opened."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.web.conftest import Running, make_running

from sanso.examples import evidence
from sanso.workspace.versions import Author

SOMEBODY = Author(None, "Test")
DAY = dt.datetime(2026, 11, 16, 12, tzinfo=dt.UTC)
FILES = {path: raw for path, raw in evidence("bus-operation").items() if not path.startswith("README")}


@pytest.fixture
def dated(tmp_path: Path) -> Iterator[Running]:
    """The sample without evidence, on a day on which that of the example counts."""
    running = make_running(tmp_path / "data")
    at(running, DAY)
    store = running.app.state.evidence.store
    for path in store.files(running.workspace):
        store.take_away(running.workspace, path, SOMEBODY)
    yield running
    running.service.database.close()


def at(running: Running, now: dt.datetime) -> None:
    object.__setattr__(running.service, "clock", lambda: now)


def link(running: Running) -> str:
    form = {"with_whom": "Partner", "seq": 1, "day": DAY.date().isoformat(), "days": 90}
    made = re.search(r"/s/([\w.~-]+)", running.post(f"{running.base}/shares", form).text)
    assert made is not None
    return f"/s/{made[1]}"


def shown(running: Running, address: str, lang: str = "en") -> str:
    answer = running.client.get(f"{address}?lang={lang}")
    assert answer.status_code == 200
    return answer.text


def test_it_is_the_report_of_the_reports_page(dated: Running) -> None:
    address = link(dated)
    assert "Judged as of" not in shown(dated, address)
    dated.app.state.evidence.store.put(dated.workspace, FILES, SOMEBODY)
    for lang, said in (("en", "Judged as of 2026-11-16 12:00"), ("ja", "判定時点: 2026-11-16 12:00")):
        page = shown(dated, address, lang)
        assert said in page
        assert page == dated.client.get(f"{dated.base}/report/report.html?lang={lang}").text
    assert "Proof" in shown(dated, address)


def test_it_is_judged_as_of_now_whatever_the_day_of_the_report(dated: Running) -> None:
    dated.app.state.evidence.store.put(dated.workspace, FILES, SOMEBODY)
    address = link(dated)
    before = shown(dated, address)
    at(dated, DAY + dt.timedelta(minutes=9))
    assert shown(dated, address) == before  # who opens it again and again lets nothing be judged anew
    at(dated, DAY + dt.timedelta(days=40))
    after = shown(dated, address)
    assert "Judged as of 2026-12-26 12:00" in after
    assert "2026-11-16" in after  # still the report as of that day
    proven = [len(page.split("Proof:</b> proven")) for page in (before, after)]
    assert proven[0] > proven[1]  # the status lists are too old by then


def test_what_is_taken_away_is_no_longer_shared(dated: Running) -> None:
    store, address = dated.app.state.evidence.store, link(dated)
    store.put(dated.workspace, FILES, SOMEBODY)
    claim = next(path for path in FILES if path.startswith("claims/"))
    assert claim in shown(dated, address)
    store.take_away(dated.workspace, claim, SOMEBODY)
    assert claim not in shown(dated, address)


def test_the_page_says_so(dated: Running) -> None:
    for lang, said in (("en", "what it proves at the moment"), ("ja", "リンクを開いた時点で証明されている内容")):
        dated.client.cookies.set("sanso-lang", lang)
        assert said in dated.client.get(f"{dated.base}/shares").text
