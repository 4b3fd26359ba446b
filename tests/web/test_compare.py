"""The comparison: two versions, two days, one organization in place of another; what `sanso diff` writes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.web.conftest import Running, make_running
from tests.web.past import BETTER, FAULTY, WORSE, changed, plain, said_by, written

BEFORE, AFTER = "2026-02-01", "2026-11-23"
"""The bus operation loses the old ticketing firm and a statement in between."""


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The sample in four versions; the fourth has errors. Only looked at."""
    running = make_running(tmp_path_factory.mktemp("compare") / "data")
    changed(running, BETTER)
    changed(running, WORSE)
    changed(running, FAULTY)
    yield running
    running.service.database.close()


@pytest.fixture(scope="module")
def folders(kept: Running, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The model files of the first three versions on the disk."""
    made = tmp_path_factory.mktemp("models")
    return [written(kept, seq, made / str(seq)) for seq in (1, 2, 3)]


ASKED = {
    "versions": ("old=1&new=3&new_at={after}", ["{0}", "{2}", "--at", AFTER]),
    "days": (
        "old=1&new=1&old_at={before}&new_at={after}",
        ["{0}", "--at", BEFORE, "--at", AFTER],
    ),
    "both": ("old=1&new=2&old_at={before}&new_at={after}", ["{0}", "{1}", "--at", BEFORE, "--at", AFTER]),
    "a new supplier": (
        "old=2&new=2&new_at={after}&replace=telematics&by=new-maker",
        ["{1}", "--at", AFTER, "--replace", "telematics=new-maker"],
    ),
    "one that is there": (
        "old=2&new=2&new_at={after}&replace=mno:mno-2",
        ["{1}", "--at", AFTER, "--replace", "mno=mno-2"],
    ),
}


@pytest.mark.parametrize("name", ASKED)
def test_it_is_what_the_command_writes(
    name: str, kept: Running, folders: list[Path], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    query, words = ASKED[name]
    address = f"{kept.base}/compare?{query.format(before=BEFORE, after=AFTER)}"
    answer = kept.client.get(f"{address}&as=json")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == 'attachment; filename="difference.json"'
    page = tmp_path / "difference.md"
    command = ["diff", *(word.format(*folders) for word in words), "--md", str(page), "--lang", "ja"]
    told = said_by(capsys, *command)
    assert answer.json() == told
    kept.client.cookies.set("sanso-lang", "ja")
    markdown = kept.client.get(f"{address}&as=md")
    kept.client.cookies.delete("sanso-lang")
    assert markdown.content == page.read_bytes()
    shown = plain(kept.client.get(address).text)
    totals = told["totals"]["directions"]
    assert sum(totals.values()) > 0
    assert f"{totals['worse']:,} worse" in shown


def test_better_and_worse_with_their_reasons(kept: Running) -> None:
    said = plain(kept.client.get(f"{kept.base}/compare?old=1&new=3").text)
    assert "Version 1 → version 3" in said
    assert "CPS.RA-4" in said
    assert "CPS.AM-1" in said
    turned = plain(kept.client.get(f"{kept.base}/compare?old=3&new=1").text)
    assert "Version 3 → version 1" in turned
    assert turned != said


def test_every_table_downloads(kept: Running) -> None:
    address = f"{kept.base}/compare?old=1&new=2"
    page = kept.client.get(address).text
    tables = {part.split('"', 1)[0] for part in page.split('id="grid-')[1:]}
    assert {"totals", "requirements"} <= tables
    for table in tables:
        found = kept.client.get(f"{address}&table={table}&as=json").json()
        assert found["table"] == table
        assert found["rows"]
        assert kept.client.get(f"{address}&table={table}&as=csv").content.count(b"\r\n") >= len(found["rows"]) + 1
        assert f"table={table}" in page
    totals = kept.client.get(f"{address}&table=totals&as=json").json()["rows"]
    assert all(isinstance(row["c1"], int) for row in totals)


def test_without_a_question_the_last_two_versions(running: Running) -> None:
    said = plain(running.client.get(f"{running.base}/compare").text)
    assert "The results are the same." in said
    changed(running, BETTER)
    said = plain(running.client.get(f"{running.base}/compare").text)
    assert "Version 1 → version 2" in said
    assert "CPS.RA-4" in said


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("old=1&new=1&replace=telematic&by=new-maker", "did you mean `telematics`?"),
        ("old=1&new=1&replace=telematics&by=onboard", "onboard"),
        ("old=1&new=1&replace=telematics&by=<b>!", "telematics"),
        ("old=1&new=4", "nobody-made-it"),
        ("old=4&new=2", "nobody-made-it"),
    ],
)
def test_what_cannot_be_compared_is_said(kept: Running, query: str, words: str) -> None:
    for more in ("", "&as=json", "&table=totals&as=csv"):
        answer = kept.client.get(f"{kept.base}/compare?{query}{more}")
        assert answer.status_code == 422
        assert "This cannot be compared" in answer.text
        assert words in plain(answer.text)
        assert "<b>!" not in answer.text


@pytest.mark.parametrize("half", ["replace=telematics&by=", "replace=&by=new-maker"])
def test_half_a_replacement_is_asked_for_in_full(kept: Running, half: str) -> None:
    answer = kept.client.get(f"{kept.base}/compare?old=1&new=2&{half}")
    assert answer.status_code == 422
    assert "Name both organizations" in plain(answer.text)


def test_versions_and_days_that_are_none(kept: Running) -> None:
    for query in ("old=0", "new=5", "old=-1", "old=x", "new=99999999999999999999999", "old=１"):
        assert kept.client.get(f"{kept.base}/compare?{query}").status_code == 404
    for query in ("old_at=yesterday", "new_at=2026-02-30"):
        answer = kept.client.get(f"{kept.base}/compare?{query}")
        assert answer.status_code == 422
        assert "2026-04-01" in answer.text


def test_the_form_keeps_what_was_asked(kept: Running) -> None:
    page = kept.client.get(f"{kept.base}/compare?old=2&new=2&replace=mno:mno-2&new_at={AFTER}").text
    assert 'name="old" min="1" max="4" value="2"' in page
    assert f'name="new_at" value="{AFTER}"' in page
    assert '<option value="mno" selected>' in page
    assert 'name="by" list="organizations" value="mno-2"' in page
    assert "replace=mno&amp;by=mno-2&amp;as=json" in page
    assert json.loads(kept.client.get(f"{kept.base}/compare?old=2&new=3&as=json").content)
