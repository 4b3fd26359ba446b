"""The scripts of the pages in a real browser, under the policy of the pages, without the application behind them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from tests.web.island_page import ORIGIN, Answer, Islands, opened, real_server

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FORM = (
    '<form id="f" method="post" action="/save" data-draft data-base="{base}">'
    '<input name="csrf" type="hidden" value="t">'
    '<input name="name" value="Door"><select name="kind"><option>a</option><option>b</option></select>'
    '<input type="checkbox" name="on" value="1"><button class="btn" name="act" value="save">Save</button></form>'
)


@pytest.fixture
def site(browser: Browser) -> Iterator[Islands]:
    with opened(browser) as made:
        yield made


def test_the_theme_is_switched_and_remembered(site: Islands) -> None:
    site.show("")
    background = "getComputedStyle(document.body).backgroundColor"
    light = site.page.evaluate(background)
    button = site.page.locator("[data-theme-switch]")
    button.click()
    assert site.page.locator("html").get_attribute("data-theme") == "dark"
    assert site.page.evaluate(background) != light
    assert "sanso-theme=dark" in site.page.evaluate("document.cookie")
    site.page.emulate_media(media="print")
    assert site.page.evaluate(background) == light


def test_the_palette_finds_pages_and_elements(site: Islands) -> None:
    site.show("")
    site.answers["/elements/onboard"] = Answer(site.shell("<h1>Onboard</h1>"))
    site.page.keyboard.press("Control+k")
    options = site.page.locator("#found li")
    options.nth(2).wait_for()
    assert options.all_inner_texts()[0].startswith("Overview")
    site.page.keyboard.press("ArrowUp")
    assert options.nth(2).get_attribute("aria-selected") == "true"
    site.page.keyboard.type("onb unit")
    assert options.count() == 1
    assert site.page.locator("#palette input").get_attribute("aria-activedescendant") == "found-0"
    site.page.keyboard.press("Enter")
    site.page.wait_for_url("**/elements/onboard")


def test_the_palette_says_that_nothing_is_found(site: Islands) -> None:
    site.show("")
    site.page.keyboard.press("Control+k")
    site.page.keyboard.type("qqqq")
    assert site.page.locator("#palette [data-nothing]").is_visible()
    site.page.keyboard.press("Escape")
    assert not site.page.locator("#palette").is_visible()


def test_keys_lead_to_pages_help_and_search(site: Islands) -> None:
    site.show('<input type="search" aria-label="s"><input id="other" aria-label="o">')
    site.answers["/layers"] = Answer(site.shell("<h1>Layers</h1>"))
    site.page.keyboard.press("?")
    assert site.page.locator("#help").is_visible()
    site.page.keyboard.press("Escape")
    site.page.keyboard.press("/")
    site.page.keyboard.type("gl?")
    assert site.page.locator("input[type=search] >> nth=0").input_value() == "gl?"
    assert not site.page.locator("#help").is_visible()
    site.page.evaluate("document.activeElement.blur()")
    site.page.keyboard.press("g")
    site.page.keyboard.press("l")
    site.page.wait_for_url("**/layers")


def test_a_draft_comes_back_after_a_reload_and_can_be_discarded(site: Islands) -> None:
    site.page.on("dialog", lambda dialog: dialog.accept())
    site.show(FORM.format(base=3))
    site.page.fill("[name=name]", "Front door")
    site.page.select_option("[name=kind]", "b")
    site.page.check("[name=on]")
    site.page.reload()
    site.ready()
    assert site.page.input_value("[name=name]") == "Front door"
    assert site.page.input_value("[name=kind]") == "b"
    assert site.page.is_checked("[name=on]")
    notice = site.page.locator("#f .banner")
    assert "put back" in notice.inner_text()
    assert "changed since" not in notice.inner_text()
    notice.get_by_role("button").click()
    assert site.page.input_value("[name=name]") == "Door"
    site.page.reload()
    site.ready()
    assert site.page.locator("#f .banner").count() == 0


def test_a_draft_survives_the_language_switch_and_tells_a_changed_model(site: Islands) -> None:
    asked: list[str] = []
    site.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    switch = '<form method="post" action="/language"><button data-language>日本語</button></form>'
    site.show(switch + FORM.format(base=3))
    site.page.fill("[name=name]", "Front door")
    site.lang = "ja"
    site.answers["/language"] = Answer(site.shell(""), 200)
    site.page.get_by_text("日本語").click()
    site.page.wait_for_url("**/language")
    assert asked == []
    site.show(FORM.format(base=4))
    assert site.page.input_value("[name=name]") == "Front door"
    assert "モデルが変更されています" in site.page.locator("#f .banner").inner_text()


def test_leaving_with_unsaved_input_warns(site: Islands) -> None:
    asked: list[str] = []
    site.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    site.show(FORM.format(base=3))
    site.page.fill("[name=name]", "Front door")
    site.page.goto(ORIGIN + "/page")
    assert asked == ["beforeunload"]


@pytest.mark.parametrize(("status", "base", "kept"), [(200, 4, False), (200, 3, True), (503, 3, True), (503, 4, True)])
def test_a_draft_is_forgotten_only_when_the_server_has_it(site: Islands, status: int, base: int, kept: bool) -> None:
    site.show(FORM.format(base=3))
    site.page.fill("[name=name]", "Front door")
    site.answers["/save"] = Answer(site.shell("<h1>Answer</h1>"), status)
    site.page.click("text=Save")
    site.page.wait_for_url("**/save")
    site.ready()
    site.show(FORM.format(base=base))
    assert (site.page.input_value("[name=name]") == "Front door") is kept


def test_a_draft_is_forgotten_after_a_redirect(site: Islands) -> None:
    form = FORM.replace(" data-base", "").replace("{base}", "")
    with real_server({"/page": site.shell(form), "/done": site.shell("<h1>Done</h1>")}, leads_to="/done") as origin:
        site.page.unroute("**/*")
        site.page.goto(f"{origin}/page")
        site.ready()
        site.page.fill("[name=name]", "Front door")
        site.until("Object.keys(sessionStorage).length == 1")
        site.page.click("text=Save")
        site.page.wait_for_url("**/done")
        site.ready()
        assert site.page.evaluate("Object.keys(sessionStorage)") == []


def test_a_server_that_is_away_loses_no_input(site: Islands) -> None:
    site.show(FORM.format(base=3))
    site.page.fill("[name=name]", "Front door")
    site.answers["/save"] = None
    site.page.click("text=Save")
    site.page.wait_for_url("chrome-error://**")
    site.show(FORM.format(base=3))
    assert site.page.input_value("[name=name]") == "Front door"


def test_htmx_sends_the_token_and_what_it_swaps_in_is_alive(site: Islands) -> None:
    site.show('<button hx-post="/part" hx-target="#here">Load</button><div id="here"></div>')
    site.answers["/part"] = Answer('<button type="button" data-open="help" id="new">Help again</button>')
    site.page.click("text=Load")
    site.page.click("#new")
    assert site.page.locator("#help").is_visible()
    (request,) = site.sent("/part")
    assert request.headers["x-csrf"] == "token-1"


@pytest.mark.parametrize(
    ("answer", "told", "swapped"),
    [
        (Answer("The store cannot be reached.", 503, "text/plain"), "The store cannot be reached.", False),
        (Answer('{"error": "You may not do this here."}', 403, "application/json"), "You may not do this here.", False),
        (Answer("Somebody else changed it.", 409, "text/plain"), "Somebody else changed it.", False),
        (Answer("<!doctype html><main><h1>The model has errors</h1></main>", 422), "The model has errors", False),
        (Answer("", 500), "That failed. (500)", False),
        (Answer('<p class="error">A count is 1 or more.</p>', 422), "", True),
        (Answer("<p>Changed by Tanaka</p>", 409), "", True),
        (None, "The server is away.", False),
    ],
)
def test_error_answers_are_told_and_only_parts_of_pages_swapped(
    site: Islands, answer: Answer | None, told: str, swapped: bool
) -> None:
    site.show('<button hx-get="/part" hx-target="#here">Load</button><div id="here">before</div>')
    site.answers["/part"] = answer
    site.page.click("text=Load")
    if swapped:
        site.page.locator("#here p").wait_for()
        assert site.page.locator(".toast").count() == 0
    else:
        assert site.page.locator(".toast.error p").inner_text() == told
        assert site.page.inner_text("#here") == "before"


def test_what_failed_can_be_tried_again(site: Islands) -> None:
    site.show('<form hx-post="/part" hx-target="#here"><button class="btn">Save</button></form><div id="here"></div>')
    site.answers["/part"] = None
    site.page.click("text=Save")
    site.page.locator(".toast.error").wait_for()
    site.answers["/part"] = Answer("saved", headers={"HX-Trigger": '{"toast": {"message": "Saved as version 12."}}'})
    site.page.click("text=Again")
    site.page.locator("#here", has_text="saved").wait_for()
    assert site.page.locator(".toast.done p").inner_text() == "Saved as version 12."
    assert len(site.sent("/part")) == 2


def test_nothing_in_a_page_is_evaluated(site: Islands) -> None:
    site.show(
        """<button id="a" hx-on:click="window.broken = 1">a</button>
        <button id="b" hx-get="/part" hx-vals="js:{v: window.broken = 2}">b</button>
        <button id="c" hx-get="javascript:window.broken = 3">c</button>
        <button id="d" hx-get="/part" hx-trigger="click[window.broken = 4]">d</button>"""
    )
    site.answers["/part"] = Answer("<script>window.broken = 5</script><img src=x onerror='window.broken = 6'>")
    for name in "abcd":
        site.page.click(f"#{name}")
    site.page.wait_for_timeout(150)
    assert site.page.evaluate("window.broken") is None
    blocked = [problem for problem in site.problems if "Content Security Policy" in problem]
    assert all("inline" in problem for problem in blocked)
    site.problems.clear()


def test_a_form_is_sent_once(site: Islands) -> None:
    site.show(
        '<form method="post" action="/save"><input name="n" value="1"><button name="act" value="go">Go</button></form>'
    )
    site.answers["/save"] = Answer(site.shell("<h1>Saved</h1>"))
    site.page.evaluate("for (let i = 0; i < 3; i++) document.querySelector('main button').click()")
    site.page.get_by_role("heading", name="Saved").wait_for()
    (request,) = site.sent("/save")
    assert request.post_data == "n=1&act=go"


def test_what_cannot_be_undone_is_asked_first(site: Islands) -> None:
    site.show(
        '<form method="post" action="/save">'
        '<button class="btn danger" data-confirm="Remove it?" data-yes="Remove">Go</button></form>'
        '<button id="h" hx-post="/part" hx-confirm="Really?" hx-target="#here">H</button><div id="here"></div>'
    )
    site.answers["/save"] = Answer(site.shell("<h1>Saved</h1>"))
    site.answers["/part"] = Answer("done")
    site.page.click("#h")
    site.page.get_by_role("button", name="Cancel").click()
    site.page.click("#h")
    site.page.get_by_role("button", name="Yes, do it").click()
    site.page.locator("#here", has_text="done").wait_for()
    assert len(site.sent("/part")) == 1
    site.page.click("text=Go")
    assert site.page.locator("dialog:modal").inner_text().startswith("Remove it?")
    site.page.keyboard.press("Escape")
    assert not site.sent("/save")
    site.page.click("text=Go")
    site.page.get_by_role("button", name="Remove").click()
    site.page.get_by_role("heading", name="Saved").wait_for()


DROP = """([names, size]) => {
  const data = new DataTransfer();
  for (const name of names) data.items.add(new File([new Uint8Array(size)], name));
  const drop = new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true});
  document.querySelector('.drop').dispatchEvent(drop);
}"""


def test_files_are_dropped_within_limits(site: Islands) -> None:
    site.show('<form><label class="drop" data-most="4096">Drop<input type="file" name="file"></label></form>')
    site.page.evaluate(DROP, [["a.yaml"], 2048])
    assert site.page.locator(".drop li").inner_text() == "a.yaml (2 KiB)"
    assert site.page.evaluate("document.querySelector('input[type=file]').files[0].name") == "a.yaml"
    site.page.evaluate(DROP, [["a.yaml", "b.yaml"], 10])
    assert "One file at a time" in site.page.inner_text(".drop .error-text")
    site.page.evaluate(DROP, [["large.zip"], 5000])
    assert "Too large: 5 KiB" in site.page.inner_text(".drop .error-text")
    assert site.page.evaluate("document.querySelector('input[type=file]').files.length") == 0
