"""The page of an element, and the same as a panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from tests.web.conftest import LiveServer, Running


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_everything_of_the_model_has_a_page(running: Running, lang: str) -> None:
    running.client.cookies.set("sanso-lang", lang)
    service = running.service
    model = service.head(service.workspaces.find(running.workspace)).state.evaluation.model
    every = [*model.elements, *model.physical, *model.products, *model.connections]
    for ident in every:
        assert running.client.get(f"{running.base}/elements/{ident}?part=panel").status_code == 200, ident
    for ident in every[::5]:
        assert running.client.get(f"{running.base}/elements/{ident}").status_code == 200, ident


def test_what_is_not_there_is_said(running: Running) -> None:
    answer = running.client.get(f"{running.base}/elements/no-such-thing")
    assert answer.status_code == 404
    assert "nothing of this name" in answer.text


def test_the_page_says_what_the_assessment_found(running: Running) -> None:
    text = running.client.get(f"{running.base}/elements/onboard").text
    service = running.service
    assessment = service.head(service.workspaces.find(running.workspace)).state.evaluation.assessment
    row = next(row for row in assessment.iotssf if row.element == "onboard")
    assert f'<span class="cat cat-{row.category}">' in text
    assert f"/map/harms/{row.human.harm}" in text
    asked = {row.id for row in assessment.requirements for part in row.parts if "onboard" in part.elements}
    rows = running.client.get(f"{running.base}/elements/onboard?table=requirements&as=json").json()["rows"]
    assert {row["id"] for row in rows} == asked
    assert asked


def test_a_reader_of_another_organization_sees_nothing(running: Running) -> None:
    running.client.cookies.clear()
    answer = running.client.get(f"{running.base}/elements/onboard")
    assert answer.status_code in (303, 404)


def test_the_page_leads_to_the_picture(browser_page: Page, live: LiveServer) -> None:
    browser_page.goto(f"{live.base}/elements/onboard")
    browser_page.get_by_role("link", name="On the three-layer map").click()
    browser_page.locator('#layers-picture [data-id="onboard"].lit').wait_for()
    browser_page.locator('#panel [data-panel-of="onboard"]').wait_for()
