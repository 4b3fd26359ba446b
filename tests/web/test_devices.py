"""Labels within reach of the devices of a workspace: what claims prove, what is answered, and the same as JSON."""

from __future__ import annotations

import datetime as dt
import json
import re
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.web.conftest import LiveServer, Running

from sanso import verbs

if TYPE_CHECKING:
    from playwright.sync_api import Page

DAY = dt.datetime(2026, 11, 16, 12, tzinfo=dt.UTC)


@pytest.fixture
def judged(running: Running) -> Running:
    """The sample, on a day on which its status lists are fresh."""
    object.__setattr__(running.service, "clock", lambda: DAY)
    return running


def words(running: Running, path: str, lang: str = "en") -> str:
    page = running.client.get(f"{running.base}{path}", headers={"Accept-Language": lang})
    assert page.status_code == 200, page.text[:500]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.text)).split())


def test_one_proven_label_is_shown_for_every_scheme_that_asks(judged: Running) -> None:
    said = words(judged, "/labels/onboard")
    for expected in (
        "JC-STAR 1 within reach 16 16 0 0 0 held, proven",
        "PSTI 1 within reach 3 3",
        "Answers JC-STAR 16; fills elsewhere EN-303-645 11, PSTI 3",
        "in use is 4.1",
        "Proven is only what verified claims confirm",
    ):
        assert expected in said
    assert "On-board unit jp.jc-star/1 uk.psti/1" in words(judged, "/labels")


def test_a_device_is_chosen_by_its_id(judged: Running) -> None:
    answer = judged.client.get(f"{judged.base}/labels?device=door-controller")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{judged.base}/labels/door-controller")
    assert "no device with this id: nowhere" in words(judged, "/labels?device=nowhere")
    assert judged.client.get(f"{judged.base}/labels/nowhere").status_code == 404
    assert judged.client.get(f"{judged.base}/labels/nowhere/device-check.yaml").status_code == 404


def test_answers_are_kept_with_the_evidence_and_count(judged: Running) -> None:
    fields = {
        "condition:passwords-used": "no",
        "fact:disclosure.policy": "yes",
        "fact:support.period": "yes",
        "fact:boot.alert": "not-applicable",
        "reason:boot.alert": "没有画面 / no screen",
    }
    saved = judged.post(f"{judged.base}/labels/door-controller", fields)
    assert (saved.status_code, saved.headers["location"]) == (303, f"{judged.base}/labels/door-controller?saved=1")
    assert "The answers are kept" in words(judged, "/labels/door-controller?saved=1")
    assert "PSTI 1 within reach 2 0 0 0 1" in words(judged, "/labels/door-controller")
    check = judged.client.get(f"{judged.base}/labels/door-controller/device-check.yaml")
    assert "disclosure.policy: 'yes'" in check.text
    assert "boot.alert" in check.text
    assert "没有画面" in check.text
    assert "device check" in words(judged, "/evidence")
    again = judged.post(f"{judged.base}/labels/door-controller", {"fact:support.period": "no"})
    assert again.status_code == 303
    assert "PSTI 1 blocked" in words(judged, "/labels/door-controller")


def test_an_answer_without_its_reason_is_refused_and_nothing_is_lost(judged: Running) -> None:
    fields = {"fact:boot.alert": "not-applicable", "fact:support.period": "yes"}
    refused = judged.post(f"{judged.base}/labels/door-controller", fields)
    assert refused.status_code == 422
    assert "fact-without-reason" in refused.text
    assert re.search(r'name="fact:support.period"[^>]*>.*?value="yes" selected', refused.text, re.DOTALL)
    assert judged.client.get(f"{judged.base}/labels/door-controller/device-check.yaml").text.startswith("# ")


def test_a_check_beside_an_answer_keeps_its_basis_and_evidence(judged: Running) -> None:
    text = (
        "sanso_device_check: 1\nelement: door-controller\nfacts:\n"
        "  boot.alert: {answer: yes, basis: third-party, by: Lab, evidence: [r.pdf]}\n"
    )
    judged.post(f"{judged.base}/evidence", files={"files": ("door-controller.device-check.yaml", text.encode())})
    assert judged.post(f"{judged.base}/labels/door-controller", {"fact:support.period": "yes"}).status_code == 303
    kept = judged.client.get(f"{judged.base}/labels/door-controller/device-check.yaml").text
    assert "basis: third-party" in kept
    assert "r.pdf" in kept
    assert "Stated on a higher basis than is proven" in words(judged, "/labels/door-controller")


def test_a_check_that_cannot_be_read_is_told_with_its_line(judged: Running) -> None:
    files = {
        "files": ("door-controller.device-check.yaml", b"sanso_device_check: 1\nelement: door-controller\nfatcs: {}\n")
    }
    judged.post(f"{judged.base}/evidence", files=files)
    said = words(judged, "/labels/door-controller")
    assert "cannot be read, so nothing of it counts" in said
    assert "door-controller.device-check.yaml:3" in said


def test_the_interface_gives_what_the_command_gives(judged: Running, tmp_path: Path) -> None:
    from sanso import examples
    from sanso.report.json_out import result_to_json
    from sanso.verbs.evidence import Evidence

    answer = judged.client.get(f"/api/v1/workspaces/{judged.workspace}/labels/onboard?for=uk.psti/1")
    assert answer.status_code == 200, answer.text
    given = answer.json()
    for name, content in examples.files("bus-operation").items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    report = verbs.labels(
        tmp_path / "bus-operation.yaml",
        "onboard",
        targets=["uk.psti/1"],
        at=DAY.date(),
        evidence=Evidence(examples.evidence("bus-operation"), examples.pins("bus-operation")),
    )
    told = json.loads(result_to_json(report))
    for one in (given, told):
        one["proof"].pop("at")
        one.pop("file")
    assert given == told
    missing = judged.client.get(f"/api/v1/workspaces/{judged.workspace}/labels/nowhere")
    assert missing.status_code == 422
    assert "no-such-element" in missing.text


def test_answering_in_a_browser(browser_page: Page, live: LiveServer) -> None:
    from playwright.sync_api import expect

    object.__setattr__(live.service, "clock", lambda: DAY)
    page = browser_page
    page.goto(f"{live.base}/elements/door-controller")
    page.get_by_role("link", name="Labels within reach").last.click()
    page.get_by_role("heading", name="Labels within reach: Door controller").wait_for()
    page.get_by_label("Are passwords used?").select_option("no")
    page.get_by_text("review of the maker's rules and records").last.click()
    for title in ("A vulnerability disclosure policy is public", "The support period is published"):
        page.get_by_role("combobox", name=title).first.select_option("yes")
    page.get_by_role("button", name="Save the answers").click()
    expect(page.get_by_text("The answers are kept with the evidence")).to_be_visible()
    row = page.get_by_role("row", name=re.compile("PSTI 1"))
    expect(row).to_contain_text("within reach")
    page.get_by_role("combobox", name="Level 1").select_option("jp.jc-star/1")
    page.get_by_role("button", name="Least to do").click()
    expect(page.get_by_role("heading", name=re.compile(r"^Answer \(\d+\)$"))).to_be_visible()
