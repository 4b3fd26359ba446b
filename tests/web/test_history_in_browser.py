"""History, comparison, reports and the overview in a real browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from tests.web.past import BETTER, WORSE, changed, visited

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from tests.web.conftest import LiveServer

LONG = 30_000
"""Milliseconds; the machine may do other things beside."""


@pytest.fixture
def page(browser_page: Page) -> Page:
    browser_page.set_default_timeout(LONG)
    return browser_page


@pytest.mark.long
def test_a_version_is_looked_at_and_restored(page: Page, live: LiveServer) -> None:
    from playwright.sync_api import expect

    expect.set_options(timeout=LONG)
    changed(live, BETTER)
    changed(live, WORSE)
    page.goto(f"{live.base}/history")
    page.locator("#grid-history").get_by_role("link", name="2", exact=True).click()
    expect(page.get_by_role("heading", name="Version 2", level=1)).to_be_visible()
    for name, title in (("layers", "Three-layer map of this version"), ("map", "IoT-SSF map of this version")):
        assert page.locator(f"#picture-{name} svg").count() == 0
        page.get_by_text(title).click()
        expect(page.locator(f"#picture-{name} svg").first).to_be_visible()
    page.get_by_role("button", name="Restore this version …").click()
    dialog = page.get_by_role("dialog", name="Restore version 2?")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Cancel").click()
    expect(dialog).to_be_hidden()
    page.get_by_role("button", name="Restore this version …").click()
    dialog.get_by_role("button", name="Restore", exact=True).click()
    expect(page).to_have_url(f"{live.base}/history")
    expect(page.locator("#grid-history tbody tr")).to_have_count(4)
    assert live.service.workspaces.files(live.workspace, 4) == live.service.workspaces.files(live.workspace, 2)


@pytest.mark.long
def test_better_and_worse_come_to_the_overview_and_lead_to_the_comparison(page: Page, live: LiveServer) -> None:
    from playwright.sync_api import expect

    expect.set_options(timeout=LONG)
    visited(live, 1)
    changed(live, WORSE)
    page.goto(live.base)
    expect(page.locator("#moved")).to_contain_text("1 worse, 0 mixed, 0 better")
    expect(page.locator("#moved li")).to_have_count(1)
    page.get_by_role("link", name="What got better and worse").click()
    expect(page.get_by_text("Version 1 → version 2")).to_be_visible()
    page.expected_problems = ("status of 422",)  # type: ignore[attr-defined]
    page.get_by_label("Replace the organization").select_option("telematics")
    page.get_by_role("button", name="Compare", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Name both organizations")


@pytest.mark.long
def test_the_report_opens_shut_in_and_quiet(page: Page, live: LiveServer) -> None:
    from playwright.sync_api import expect

    expect.set_options(timeout=LONG)
    page.goto(f"{live.base}/report")
    with page.expect_popup() as opened:
        page.get_by_role("link", name="report.html").first.click()
    report = opened.value
    said: list[str] = []
    report.on("console", lambda message: said.append(message.text))
    report.reload()
    expect(report.get_by_role("heading", level=1)).to_contain_text("Bus operation")
    colours = report.evaluate("getComputedStyle(document.querySelector('svg rect, svg circle')).fill")
    assert re.match(r"rgb|none", colours)
    assert report.evaluate("window.origin") == "null"
    assert said == []
