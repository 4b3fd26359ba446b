"""The pages by keyboard alone: skip link, order of Tab, palette, help, letters, dialogs, the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from tests.web.conftest import LiveServer

_FOCUS = """() => {
  const at = document.activeElement;
  const box = at.getBoundingClientRect();
  return {
    tag: at.tagName, id: at.id, said: (at.getAttribute("aria-label") || at.innerText || at.value || "").trim(),
    part: at.closest("header.bar, nav.side, main, dialog, .banner, a.skip")?.matches("a.skip") ? "skip"
      : at.closest("header.bar, nav.side, main, dialog, .banner")?.tagName ?? "",
    seen: box.bottom > 0 && box.top < innerHeight && box.width > 0, ring: getComputedStyle(at).outlineStyle,
  };
}"""


def focus(page: Page) -> dict[str, object]:
    """Return where the focus is."""
    told: dict[str, object] = page.evaluate(_FOCUS)
    return told


def tabbed(page: Page, times: int) -> list[dict[str, object]]:
    """Press Tab so many times; return where the focus was after each."""
    found = []
    for _ in range(times):
        page.keyboard.press("Tab")
        found.append(focus(page))
    return found


def test_tab_goes_through_the_page_in_order(browser_page: Page, live: LiveServer) -> None:
    browser_page.goto(f"{live.base}/history")
    stops = tabbed(browser_page, 40)
    assert stops[0]["part"] == "skip"
    parts = [str(stop["part"]) for stop in stops]
    order = [part for index, part in enumerate(parts) if index == 0 or part != parts[index - 1]]
    assert order[:5] == ["skip", "HEADER", "ASIDE", "NAV", "MAIN"]
    assert all(stop["seen"] for stop in stops if stop["tag"] != "BODY")
    assert all(stop["ring"] != "none" for stop in stops if stop["tag"] in ("A", "BUTTON"))


def test_the_skip_link_leads_past_the_navigation(browser_page: Page, live: LiveServer) -> None:
    browser_page.goto(f"{live.base}/history")
    browser_page.keyboard.press("Tab")
    expect(browser_page.locator("a.skip")).to_be_in_viewport()
    browser_page.keyboard.press("Enter")
    assert focus(browser_page)["id"] == "main"
    browser_page.keyboard.press("Tab")
    assert focus(browser_page)["part"] == "MAIN"


def test_dialogs_hold_the_focus_and_give_it_back(browser_page: Page, live: LiveServer) -> None:
    browser_page.goto(f"{live.base}/report")
    opener = browser_page.locator('[data-open="help"]')
    opener.focus()
    browser_page.keyboard.press("Enter")
    expect(browser_page.locator("#help")).to_be_visible()
    inside = tabbed(browser_page, 6)
    assert {str(stop["part"]) for stop in inside} <= {"DIALOG", ""}  # "": the browser's own bar, never the page behind
    browser_page.keyboard.press("Escape")
    expect(browser_page.locator("#help")).to_be_hidden()
    expect(opener).to_be_focused()


def test_the_palette_leads_to_an_element_and_back(browser_page: Page, live: LiveServer) -> None:
    browser_page.goto(f"{live.base}/report")
    link = browser_page.get_by_role("link", name="model.zip")
    link.focus()
    browser_page.keyboard.press("Control+k")
    expect(browser_page.locator("#palette input")).to_be_focused()
    browser_page.keyboard.press("Escape")
    expect(link).to_be_focused()
    browser_page.keyboard.press("Control+k")
    browser_page.keyboard.type("on-board")
    expect(browser_page.locator("#palette-found li").first).to_contain_text("On-board unit")
    browser_page.keyboard.press("Enter")
    expect(browser_page.locator("h1")).to_contain_text("On-board unit")
    browser_page.go_back()
    expect(browser_page.locator("h1")).to_have_text("Reports")


def test_a_letter_alone_leads_nowhere_however_early(browser_page: Page, live: LiveServer) -> None:
    """The clock of a page begins with its loading: a letter in its first moments does not follow a `g`."""
    browser_page.add_init_script("performance.now = () => 100")
    browser_page.goto(f"{live.base}/report")
    browser_page.keyboard.press("g")
    browser_page.keyboard.press("?")
    expect(browser_page.locator("#help")).to_be_visible()
    expect(browser_page.locator("h1")).to_have_text("Reports")


def test_letters_lead_to_pages_but_not_while_typing(browser_page: Page, live: LiveServer) -> None:
    browser_page.goto(f"{live.base}/report")
    browser_page.keyboard.press("?")
    expect(browser_page.locator("#help")).to_be_visible()
    browser_page.keyboard.press("Escape")
    browser_page.keyboard.press("g")
    browser_page.keyboard.press("h")
    expect(browser_page.locator("h1")).to_have_text("History")
    browser_page.locator("input[name=author]").focus()
    browser_page.keyboard.type("g?h")
    expect(browser_page.locator("h1")).to_have_text("History")
    expect(browser_page.locator("input[name=author]")).to_have_value("g?h")
    expect(browser_page.locator("#help")).to_be_hidden()


def test_a_filter_keeps_the_focus_and_the_way_back(browser_page: Page, live: LiveServer) -> None:
    browser_page.goto(f"{live.base}/layers")
    browser_page.goto(f"{live.base}/map")
    attacker = browser_page.locator("select[name=attacker]")
    choice = browser_page.locator('input[name=mode][value="risk"]')
    choice.focus()
    browser_page.keyboard.press("Space")
    expect(browser_page).to_have_url(f"{live.base}/map?mode=risk&attacker={attacker.input_value()}")
    expect(choice).to_be_focused()
    browser_page.go_back()
    expect(browser_page).to_have_url(f"{live.base}/map")
    expect(browser_page.locator('input[name=mode][value="consequence"]')).to_be_checked()
