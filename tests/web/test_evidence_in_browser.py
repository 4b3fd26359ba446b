"""Evidence in the real browser: a dropped folder is taken in, claims are read, nothing breaks the policy of pages."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from tests.web.conftest import LiveServer

from sanso.examples import evidence

if TYPE_CHECKING:
    from playwright.sync_api import Page


def packed() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in evidence("bus-operation").items():
            archive.writestr(name, content)
    return made.getvalue()


def test_from_an_empty_page_to_a_claim(browser_page: Page, live: LiveServer) -> None:
    page = browser_page
    page.goto(f"{live.address}/new")
    with page.expect_navigation():
        page.click("#example button[value=factory]")
    base = page.url
    page.goto(f"{base}/evidence")
    assert "There is no evidence yet" in page.inner_text("main")
    file = {"name": "evidence.zip", "mimeType": "application/zip", "buffer": packed()}
    page.set_input_files("#files", files=[file])
    assert "evidence.zip" in page.inner_text(".drop")
    with page.expect_navigation():
        page.click(".drop button")
    assert "files were put in" in page.inner_text("[role=status]")
    marks = page.query_selector_all("table.claims tbody tr")
    assert len(marks) == sum(path.startswith("claims/") for path in evidence("bus-operation"))
    page.click("table.claims tbody tr a")
    assert len(page.query_selector_all(".reasons li")) == 4
    page.goto(f"{base}/gap")
    assert page.query_selector("#gap figure svg") is not None
    page.set_viewport_size({"width": 820, "height": 900})
    for path in ("evidence", "gap", "examinations", "evidence/history"):
        page.goto(f"{base}/{path}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
