"""Asking a supplier: the files are those of the command, in both languages, and what is shown is what is asked."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.web.api.conftest import API
from tests.web.conftest import Running, make_running
from tests.web.past import plain, said_by, written

from sanso.examples import evidence, pins
from sanso.web.beginnings import SAMPLE
from sanso.workspace.files import Files
from sanso.workspace.versions import Author

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from tests.web.conftest import LiveServer

NOW = dt.datetime(2026, 11, 16, 12, tzinfo=dt.UTC)
DAY = "2026-11-16"
MODEL = """sanso: 1
id: m
name: M
organizations:
  user: {name: User}
  maker: {name: Maker}
"""
SUPPLY = "connections:\n  supply: {kind: supplies, from: maker, to: user}\n"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The sample with its evidence on a day of its story. Only looked at."""
    running = make_running(tmp_path_factory.mktemp("asking") / "data")
    object.__setattr__(running.service, "clock", lambda: NOW)
    yield running
    running.service.database.close()


@pytest.fixture(scope="module")
def model(kept: Running, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The model file of the sample, its evidence in a folder beside."""
    folder = tmp_path_factory.mktemp("bus")
    for path, content in evidence(SAMPLE).items():
        file = folder / "evidence" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return written(kept, 1, folder / "model")


def asked_by_command(capsys: Any, model: Path, out: Path, supplier: str, *more: str) -> dict[str, Any]:
    words = ("--supplier", supplier, "--out", str(out), "--at", DAY, *more)
    told: dict[str, Any] = said_by(capsys, "request", str(model), *words)
    return told


def proving(model: Path) -> tuple[str, ...]:
    return ("--evidence", str(model.parent.parent / "evidence"), *(f"--pin={pin}" for pin in pins(SAMPLE)))


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_files_are_those_of_the_command(
    kept: Running, model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    more = ("--from", "operator", "--due", "2026-12-25", "--reason", "harms", "--lang", "ja", *proving(model))
    asked_by_command(capsys, model, tmp_path, "telematics", *more)
    base = f"{kept.base}/requests/telematics"
    query = "asker=operator&due=2026-12-25&reason=harms&lang=ja"
    answer = kept.client.get(f"{base}/request.zip?{query}")
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''request-telematics-ja.zip"
    assert unpacked(answer.content) == {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    for name in ("letter.docx", "letter.html", "answers-telematics.xlsx"):
        assert kept.client.get(f"{base}/{name}?{query}").content == (tmp_path / name).read_bytes(), name


def test_what_is_stated_can_do(kept: Running, model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked_by_command(capsys, model, tmp_path, "cloud")
    base = f"{kept.base}/requests/cloud"
    assert unpacked(kept.client.get(f"{base}/request.zip?by=stated&lang=en").content) == {
        path.name: path.read_bytes() for path in tmp_path.iterdir()
    }
    assert kept.client.get(f"{base}?by=stated").text != kept.client.get(base).text


@pytest.mark.parametrize("proven", [True, False])
def test_programs_read_what_the_command_tells(
    kept: Running, model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], *, proven: bool
) -> None:
    told = asked_by_command(capsys, model, tmp_path, "door-maker", *(proving(model) if proven else ()))
    at = f"{API}/workspaces/{kept.workspace}/requests"
    answer = kept.client.get(f"{at}/door-maker", params={"at": DAY, "by": "proven" if proven else "stated"}).json()
    files = {Path(path).name for path in told.pop("files")}
    assert set(answer.pop("files")) == files | {"letter.pdf", "request.zip"}
    assert answer == told
    listed = {one["id"]: one for one in kept.client.get(at, params={"at": DAY}).json()}
    assert "operator" not in listed
    rows = {one["item"] for one in told["requirements"]}
    assert listed["door-maker"]["proven" if proven else "stated"] == len(rows)


def test_the_page_shows_what_is_asked_and_leads_to_the_files(kept: Running) -> None:
    listed = kept.client.get(f"{kept.base}/requests?table=suppliers&as=json").json()["rows"]
    assert {one["name"] for one in listed} >= {"telematics", "door-maker", "watch-firm"}  # supplies, makes, entrusted
    assert not {"operator", "city"} & {one["name"] for one in listed}
    base = f"{kept.base}/requests/telematics"
    page = kept.client.get(f"{base}?asker=operator&reason=none").text
    rows = kept.client.get(f"{base}?reason=none&table=asked-requirements&as=json").json()["rows"]
    assert f"{len(rows)} requirements" in plain(page)
    assert {one["category"] for one in rows} == {None}
    links = re.findall(rf'href="({base}/[^"]+)"', page)
    assert len(links) == 10  # five files in two languages
    assert all("asker=operator&amp;reason=none" in link for link in links)
    letter = kept.client.get(next(link for link in links if "letter.html?lang=ja" in link).replace("&amp;", "&"))
    assert re.search(r"\d+年\d+月\d+日までにご回答をお願いいたします", plain(letter.text))
    assert "sandbox" in letter.headers.get_list("content-security-policy")[-1]


def test_suppliers_are_asked_from_their_page_and_others_are_not(kept: Running) -> None:
    for organization, asked in (("telematics", True), ("watch-firm", True), ("operator", False)):
        page = kept.client.get(f"{kept.base}/elements/{organization}").text
        assert (f'href="{kept.base}/requests/{organization}"' in page) == asked, organization


def test_where_nothing_is_open_nothing_is_asked(running: Running) -> None:
    def begun(text: str) -> str:
        files, author = Files("m.yaml", {"m.yaml": text.encode()}), Author(None, "Sato")
        return f"/w/{running.service.workspaces.create(running.app.state.home, 'M', files, author).id}"

    base = begun(MODEL + SUPPLY)
    rows = running.client.get(f"{base}/requests/maker?table=asked-requirements&as=json").json()["rows"]
    assert rows
    met = {one["item"]: "high-advanced" for one in rows}
    closed = begun(f"{MODEL}{SUPPLY}measures: {json.dumps({'maker': met})}\n")
    page = running.client.get(f"{closed}/requests/maker").text
    assert "Nothing is open on its side" in page
    assert "request.zip" not in page
    assert "names no supplier" in running.client.get(f"{begun(MODEL)}/requests").text


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("nobody", 404),
        ("telematics/other.docx", 404),
        ("telematics/claim-../x.yaml", 404),
        ("telematics?due=soon", 422),
        ("telematics/letter.docx?due=9999-12-31", 422),
        ("telematics?asker=nobody", 422),
        ("telematics?reason=all", 422),
    ],
)
def test_what_cannot_be_asked_is_said(kept: Running, address: str, status: int) -> None:
    assert kept.client.get(f"{kept.base}/requests/{address}").status_code == status
    assert kept.client.get(f"{API}/workspaces/{kept.workspace}/requests/{address}").status_code == status


def test_in_the_browser(browser_page: Page, live: LiveServer) -> None:
    page = browser_page
    page.goto(f"{live.base}/elements/telematics")
    page.click("text=Ask this supplier")
    before = page.inner_text("#asked > p")
    page.select_option("select[name=by]", "stated")
    page.wait_for_selector("#asked a[href*='by=stated']")
    assert page.inner_text("#asked > p") != before
    page.select_option("select[name=asker]", "operator")
    page.wait_for_selector("#asked a[href*='asker=operator']")
    with page.expect_download() as given:
        page.click("#asked a[hreflang=ja]:has-text('request.zip')")
    assert given.value.suggested_filename == "request-telematics-ja.zip"
    assert "letter.docx" in unpacked(Path(given.value.path()).read_bytes())
    with page.context.expect_page() as opened:
        page.click("#asked a[hreflang=en]:has-text('letter.html')")
    letter = opened.value
    letter.wait_for_load_state()
    assert "City bus operator" in letter.inner_text("body")
    page.set_viewport_size({"width": 820, "height": 900})
    for path in ("requests", "requests/telematics"):
        page.goto(f"{live.base}/{path}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
