"""Editing in a real browser: form beside text, proposals, undo by keyboard, two windows at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sanso.web.editing.written import value_at, written_of

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from tests.web.conftest import LiveServer

DOOR = "/edit/components/door"


def value(live: LiveServer, *path: str):
    service = live.service
    return value_at(written_of(service.head(service.workspaces.find(live.workspace)).state), path)


@pytest.fixture
def door(browser_page: Page, live: LiveServer) -> Page:
    browser_page.goto(live.base + DOOR)
    browser_page.wait_for_selector(".cm-editor")
    return browser_page


def until(page: Page, holds: str) -> None:
    """Wait until an expression holds; asked from outside, since the page allows no evaluation."""
    for _ in range(300):
        if page.evaluate(holds):
            return
        page.wait_for_timeout(50)
    raise AssertionError(holds)


def side(page: Page, text: str) -> None:
    """Wait until the text beside the form holds *text*, in the editor as well."""
    until(page, f"document.querySelector('textarea[data-snippet]').value.includes({text!r})")
    until(page, f"document.querySelector('.cm-content').textContent.includes({text!r})")


def test_the_text_follows_the_form_and_is_saved_with_it(door: Page, live: LiveServer) -> None:
    door.get_by_label("Site", exact=True).fill("middle")
    side(door, "site: middle")
    door.locator("[data-effect-lines]", has_text="The results stay the same").wait_for()
    door.get_by_role("button", name="Save", exact=True).last.click()
    door.get_by_text("Saved as version 2").wait_for()
    assert value(live, "components", "door", "site") == "middle"
    assert b"# the driver decides" in live.service.workspaces.files(live.workspace, 2).contents["parts/things.yaml"]


def test_the_form_follows_the_text(door: Page, live: LiveServer) -> None:
    door.locator(".cm-line", has_text="site: vehicle").click()
    door.keyboard.press("End")
    door.keyboard.type(" x  # typed")
    until(door, "document.querySelector('[name=\"f.site\"]').value === 'vehicle x'")
    door.get_by_label("Country", exact=True).fill("JP")
    side(door, "country: JP")
    door.get_by_role("button", name="Save", exact=True).last.click()
    door.get_by_text("Saved as version 2").wait_for()
    text = live.service.workspaces.files(live.workspace, 2).contents["parts/things.yaml"]
    assert b"site: vehicle x  # typed" in text
    assert value(live, "components", "door", "country") == "JP"


def test_faults_appear_at_the_field_while_one_types(door: Page) -> None:
    door.get_by_label("Owner", exact=True).fill("nobody")
    door.locator("#f-roles-owner-error", has_text="nothing is called nobody").wait_for()
    assert door.get_by_label("Owner", exact=True).get_attribute("aria-invalid") == "true"
    door.get_by_label("Owner", exact=True).fill("operator")
    until(door, "document.querySelector('#f-roles-owner-error').textContent === ''")


def test_references_are_proposed(door: Page) -> None:
    listed = door.get_by_label("Owner", exact=True).get_attribute("list")
    options = door.locator(f"#{listed} option").evaluate_all("all => all.map(one => [one.value, one.textContent])")
    assert ["operator", "City bus operator"] in options


def test_rows_come_with_the_focus_in_them(browser_page: Page, live: LiveServer) -> None:
    page = browser_page
    page.goto(f"{live.base}/edit/harms/false-emergency")
    page.get_by_role("button", name="Add: Ratings").click()
    until(page, "document.activeElement.name?.startsWith('f.ratings.')")
    page.keyboard.type("Sato")
    page.get_by_role("button", name="Save", exact=True).last.click()
    page.get_by_text("Saved as version 2").wait_for()
    ratings = value(live, "harms", "false-emergency", "ratings")
    assert ratings[-1] == {"by": "Sato"}


def test_a_cause_becomes_a_group(browser_page: Page, live: LiveServer) -> None:
    page = browser_page
    page.goto(f"{live.base}/edit/harms/fleet-stop")
    page.locator("[name='f.cause.kind']").select_option("all_of")
    page.locator("[name='f.cause.0.element']").wait_for()
    page.get_by_role("button", name="Add a cause").click()
    page.locator("[name='f.cause.1.kind']").select_option("condition")
    page.locator("[name='f.cause.1.condition']").fill("typhoon")
    page.locator("[data-effect-lines] li, [data-effect-lines] p", has_text="stay the same").or_(
        page.locator("[data-effect-lines] li")
    ).first.wait_for()
    page.get_by_role("button", name="Save", exact=True).last.click()
    page.get_by_text("Saved as version 2").wait_for()
    parts = value(live, "harms", "fleet-stop", "cause", "all_of")
    assert parts[0]["element"] == "vehicle"
    assert parts[1] == {"condition": "typhoon"}


def test_undo_and_redo_by_keyboard(door: Page, live: LiveServer) -> None:
    door.get_by_label("Site", exact=True).fill("x")
    door.get_by_role("button", name="Save", exact=True).last.click()
    door.get_by_text("Saved as version 2").wait_for()
    door.get_by_label("Site", exact=True).focus()
    door.keyboard.press("Control+z")  # belongs to the field
    door.locator("h1").click()
    with door.expect_navigation():
        door.keyboard.press("Control+z")
    assert value(live, "components", "door", "site") == "vehicle"
    door.locator("h1").click()
    with door.expect_navigation():
        door.keyboard.press("Control+Shift+z")
    assert value(live, "components", "door", "site") == "x"


def test_two_windows_change_the_same_field(door: Page, live: LiveServer) -> None:
    door.expected_problems = ("409",)  # type: ignore[attr-defined]
    other = door.context.new_page()
    other.goto(live.base + DOOR)
    for page, site in ((other, "theirs"), (door, "mine")):
        page.get_by_label("Site", exact=True).fill(site)
        page.get_by_role("button", name="Save", exact=True).last.click()
        page.wait_for_load_state()
    door.get_by_role("heading", name="Somebody else changed this").wait_for()
    assert value(live, "components", "door", "site") == "theirs"
    door.get_by_role("button", name="Put mine onto theirs").click()
    door.get_by_text("Saved as version 3").wait_for()
    assert value(live, "components", "door", "site") == "mine"
    other.close()


def test_the_text_page_marks_lines_and_keeps_what_has_errors(browser_page: Page, live: LiveServer) -> None:
    page = browser_page
    page.expected_problems = ("422",)  # type: ignore[attr-defined]
    page.goto(f"{live.base}/text?file=parts/things.yaml&line=77")
    page.wait_for_selector(".cm-editor")
    page.keyboard.press("End")
    page.keyboard.type("x")
    page.locator(".cm-lint-marker-error").first.wait_for()
    page.locator("[data-findings] li.error").first.wait_for()
    typed = str(page.evaluate("document.getElementById('text').value"))
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Not saved").wait_for()
    assert str(page.evaluate("document.getElementById('text').value")) == typed
    assert live.service.workspaces.find(live.workspace).head == 1


@pytest.mark.parametrize(
    "path",
    ["/edit", DOOR, "/edit/harms/caught-in-door", "/edit/measures/operator", "/edit/components?new=1",
     "/edit/components/door/delete", "/text"],
)  # fmt: skip
def test_pages_are_accessible(browser_page: Page, live: LiveServer, path: str) -> None:
    from tests.web.frontend_build import FRONTEND

    page = browser_page
    page.goto(live.base + path)
    page.wait_for_timeout(300)
    page.evaluate((FRONTEND / "node_modules" / "axe-core" / "axe.min.js").read_text())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    grave = [one for one in found if one["impact"] in ("serious", "critical")]
    assert [(one["id"], [node["html"] for node in one["nodes"][:3]]) for one in grave] == []
