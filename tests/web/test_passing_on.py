"""A dossier is passed on from its page: the file is that of `sanso share`, and the page says first what it holds."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.trust.chain import Salts
from tests.trust.test_presentations import ITEMS, KEY, dossier
from tests.web.api.conftest import API
from tests.web.conftest import Running, make_running
from tests.web.past import plain, said_by

from sanso.envelope.sd_jwt import issue
from sanso.examples import evidence
from sanso.trust.claims.credential import claim_payload, hideable
from sanso.verbs.sharing import contents_in, share
from sanso.web.beginnings import SAMPLE

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from tests.web.conftest import LiveServer

NOW = dt.datetime(2026, 11, 16, 12, tzinfo=dt.UTC)
DOSSIER = "claims/telematics-dossier.jwt"
RAW = evidence(SAMPLE)[DOSSIER]
SHOWN = ("CPS.AM-1", "CPS.RA-1")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The sample with its evidence on a day of its story. Only looked at."""
    running = make_running(tmp_path_factory.mktemp("passing") / "data")
    object.__setattr__(running.service, "clock", lambda: NOW)
    yield running
    running.service.database.close()


def digest_of(raw: bytes) -> str:
    return contents_in(raw.decode().strip()).digest.removeprefix("sha-256:")


def address(running: Running, raw: bytes = RAW) -> str:
    return f"{running.base}/evidence/claims/{digest_of(raw)}"


def chosen(items: Sequence[str], *, files: bool = True) -> dict[str, object]:
    return {"disclose": list(items), **({"evidence": "1"} if files else {})}


@pytest.mark.parametrize("files", [True, False])
def test_the_file_is_that_of_the_command(
    kept: Running, tmp_path: Path, capsys: pytest.CaptureFixture[str], *, files: bool
) -> None:
    (tmp_path / "dossier.jwt").write_bytes(RAW)
    out = tmp_path / "presentation.jwt"
    words = [word for item in SHOWN for word in ("--disclose", item)] + ([] if files else ["--no-evidence"])
    told = said_by(capsys, "share", str(tmp_path / "dossier.jwt"), *words, "--out", str(out))
    answer = kept.post(f"{address(kept)}/presentation", chosen(SHOWN, files=files))
    assert answer.content == out.read_bytes()
    assert "attachment; filename*=UTF-8''telematics-dossier-presentation.jwt" in answer.headers["content-disposition"]
    at = f"{API}/workspaces/{kept.workspace}/claims/{digest_of(RAW)}/presentation"
    headers = {"X-CSRF": kept.csrf(), "Origin": kept.address}
    body = {"disclose": SHOWN, "evidence": files}
    assert kept.client.post(at, json=body, headers=headers).content == out.read_bytes()
    assert set(told["shown"]) == set(SHOWN)
    for item in told["hidden"]:
        assert item.encode() not in answer.content


def test_what_is_shown_and_hidden_stands_before_the_download(kept: Running) -> None:
    items = contents_in(RAW.decode().strip()).items
    page = kept.client.get(address(kept)).text
    assert page.count('name="disclose"') == len(items)
    assert "No answer is chosen yet" in page
    assert "Download the presentation" not in page
    previewed = kept.post(f"{address(kept)}/share", chosen(SHOWN)).text
    part = plain(previewed.split('id="presentation"', 1)[1].split("</section>", 1)[0])
    shown, hidden = part.split("Hidden", 1)
    assert re.findall(r"CPS\.\S+", shown) == list(SHOWN)
    assert set(re.findall(r"(?:CPS\.|iotssf/)\S+", hidden)) == set(items) - set(SHOWN)
    assert "15 hidden before" in hidden
    carried = re.findall(r'type="hidden" name="disclose" value="([^"]+)"', previewed)
    assert carried == list(SHOWN)


def test_programs_may_name_what_to_hide(kept: Running, tmp_path: Path) -> None:
    at = f"{API}/workspaces/{kept.workspace}/claims/{digest_of(RAW)}"
    told = kept.client.get(at).json()
    assert told["hideable"] == told["items"]
    path = tmp_path / "dossier.jwt"
    path.write_bytes(RAW)
    headers = {"X-CSRF": kept.csrf(), "Origin": kept.address}
    made = kept.client.post(f"{at}/presentation", json={"hide": told["items"][1:]}, headers=headers)
    assert made.text.strip() == share(path, hide=told["items"][1:]).text
    for body in ({}, {"disclose": ["CPS.XX-1"]}, {"disclose": "CPS.AM-1"}):
        refused = kept.client.post(f"{at}/presentation", json=body, headers=headers)
        assert refused.status_code == 422, body


def test_what_cannot_be_passed_on_is_refused(kept: Running) -> None:
    for nothing in ({}, {"evidence": "1"}):
        refused = kept.post(f"{address(kept)}/presentation", nothing)
        assert refused.status_code == 422
        assert "at least one answer" in refused.text
    refused = kept.post(f"{address(kept)}/presentation", chosen(["CPS.XX-1"]))
    assert refused.status_code == 422
    assert "CPS.XX-1" in refused.text
    assert kept.post(f"{kept.base}/evidence/claims/{'0' * 64}/presentation", chosen(SHOWN)).status_code == 404
    assert kept.post(f"{kept.base}/evidence/claims/{'0' * 64}/share", chosen(SHOWN)).status_code == 404


def test_answers_that_the_issuer_left_open_stay_open(running: Running) -> None:
    claim = dossier()
    first = hideable(claim)[1:]
    raw = issue(claim_payload(claim), first, KEY, Salts()).encode()
    running.post(f"{running.base}/evidence", files=[("files", ("open.jwt", raw))])
    page = running.client.get(address(running, raw)).text
    assert re.search(rf'value="{ITEMS[0]}" checked disabled', page)
    made = running.post(f"{address(running, raw)}/presentation", chosen(ITEMS[:1], files=False)).text
    assert contents_in(made.strip()).items == ITEMS[:1]
    previewed = running.post(f"{address(running, raw)}/share", chosen(ITEMS[1:2])).text
    carried = re.findall(r'type="hidden" name="disclose" value="([^"]+)"', previewed)
    assert carried == list(ITEMS[:2])


def test_a_claim_that_hides_nothing_offers_nothing(running: Running) -> None:
    raw = issue(claim_payload(dossier()), [], KEY, Salts()).encode()
    running.post(f"{running.base}/evidence", files=[("files", ("bare.jwt", raw))])
    page = running.client.get(address(running, raw))
    assert page.status_code == 200
    assert 'name="disclose"' not in page.text


def test_in_the_browser(browser_page: Page, live: LiveServer, tmp_path: Path) -> None:
    page = browser_page
    page.goto(f"{live.base}/evidence/claims/{digest_of(RAW)}")
    assert page.query_selector("#presentation button") is None
    for item in SHOWN:
        page.check(f"input[name=disclose][value='{item}']")
        page.wait_for_selector(f"#presentation dd:nth-of-type(1) code:text-is('{item}')")
    page.wait_for_selector("#presentation input[name=disclose] >> nth=1", state="attached")
    with page.expect_download() as given:
        page.click("#presentation button")
    assert given.value.suggested_filename == "telematics-dossier-presentation.jwt"
    path = tmp_path / "dossier.jwt"
    path.write_bytes(RAW)
    assert Path(given.value.path()).read_text().strip() == share(path, SHOWN).text
    page.uncheck(f"input[name=disclose][value='{SHOWN[0]}']")
    page.wait_for_selector(f"#presentation dd:has-text('{SHOWN[0]}') >> text=hidden before")
    page.set_viewport_size({"width": 820, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
