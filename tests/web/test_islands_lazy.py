"""Pictures, passkeys and the text editor in a real browser, and the style page against the rules of accessibility."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from tests.web.frontend_build import FRONTEND, build_module
from tests.web.island_page import ORIGIN, Answer, Islands, opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PICTURE = """<figure id="p" data-picture data-panel="/panel/{id}" data-target="#panel">
<svg viewBox="0 0 1000 500" width="1000" height="500"><title>Picture</title>
<g class="edge" data-from="gps" data-to="bus"><path d="M30 20L500 100"/></g>
<g data-id="gps"><rect x="10" y="10" width="40" height="20"/></g>
<g data-id="door"><rect x="900" y="450" width="40" height="20"/></g>
<g data-id="bus"><rect x="500" y="100" width="40" height="20"/></g></svg></figure>
<ul data-companion="p"><li data-id="gps"><a href="/e/gps">GPS</a></li>
<li data-id="door"><a href="/e/door">Door</a></li></ul>
<div id="panel"></div>"""


@pytest.fixture
def site(browser: Browser) -> Iterator[Islands]:
    with opened(browser) as made:
        yield made


def transform(site: Islands) -> str:
    return site.page.locator("g.view").get_attribute("transform") or ""


def test_a_picture_is_enlarged_moved_and_fitted(site: Islands) -> None:
    site.show(PICTURE)
    site.page.get_by_role("button", name="Enlarge").click()
    assert "scale(1.5)" in transform(site)
    site.page.locator("#p > svg").focus()
    before = transform(site)
    site.page.keyboard.press("ArrowRight")
    assert transform(site) != before
    site.page.keyboard.press("-")
    assert "scale(1)" in transform(site)
    site.page.mouse.move(400, 300)
    site.page.mouse.wheel(0, -200)
    site.until("!document.querySelector('g.view').getAttribute('transform').includes('scale(1)')")
    site.page.keyboard.press("0")
    assert transform(site) == "translate(0,0) scale(1)"


def test_the_wheel_scrolls_the_page_until_the_picture_has_the_focus(site: Islands) -> None:
    site.show(PICTURE + '<div style="height: 3000px"></div>')
    site.page.locator(".bound").wait_for()
    box = site.page.locator("#p > svg").bounding_box()
    assert box is not None
    site.page.mouse.move(box["x"] + 200, box["y"] + 100)
    site.page.mouse.wheel(0, 200)
    site.until("scrollY > 0")
    assert transform(site) == ""


def test_the_companion_list_follows_connections_by_keyboard(site: Islands) -> None:
    site.show(PICTURE)
    site.answers["/panel/door"] = Answer("<p>Door panel</p>")
    site.page.locator(".bound").wait_for()
    site.page.locator("[data-companion] a >> nth=0").focus()
    lit = "[...document.querySelectorAll('.lit')].map(e => e.dataset.id ?? 'edge')"
    assert site.page.evaluate(lit) == ["edge", "gps", "bus"]
    site.page.keyboard.press("ArrowDown")
    assert site.page.evaluate(lit) == ["door"]
    assert site.page.locator("[data-companion] [tabindex='0']").inner_text() == "Door"
    site.page.keyboard.press("Enter")
    site.page.locator("#panel p").wait_for()
    assert site.page.locator("[data-companion] [aria-current]").inner_text() == "Door"
    site.page.keyboard.press("Escape")
    assert site.page.evaluate(lit) == []


def test_a_mark_out_of_sight_is_brought_into_sight(site: Islands) -> None:
    site.show(PICTURE)
    for _ in range(4):
        site.page.get_by_role("button", name="Enlarge").click()
    site.page.locator("[data-companion] a >> nth=1").focus()
    site.page.wait_for_timeout(300)
    seen, mark = (site.page.locator(name).bounding_box() for name in ("#p > svg", "[data-id=door] rect"))
    assert seen is not None
    assert mark is not None
    assert seen["x"] <= mark["x"] <= seen["x"] + seen["width"]
    assert seen["y"] <= mark["y"] <= seen["y"] + seen["height"]


def test_a_click_on_a_mark_loads_its_panel(site: Islands) -> None:
    site.show(PICTURE)
    site.answers["/panel/gps"] = Answer("<p>GPS panel</p>")
    site.page.locator(".bound").wait_for()
    site.page.locator("[data-id=gps] rect").click()
    assert site.page.locator("#panel p").inner_text() == "GPS panel"


def test_passkeys_are_made_and_used(site: Islands) -> None:
    client = site.page.context.new_cdp_session(site.page)
    client.send("WebAuthn.enable")
    device = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    client.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {**device, "isUserVerified": True, "automaticPresenceSimulation": True}},
    )
    site.show(
        '<form><input name="name" value="Sato">'
        '<button class="btn" data-passkey="create" data-options="/create" data-answer="/created">Make</button></form>'
        '<button class="btn" data-passkey="get" data-options="/get" data-answer="/got">Use</button>'
    )
    asked = {
        "challenge": "AQIDBA",
        "rp": {"id": "localhost", "name": "Sanso"},
        "pubKeyCredParams": [{"type": "public-key", "alg": -7}],
    }
    site.json(
        "/create",
        {
            **asked,
            "user": {"id": "_-8", "name": "sato", "displayName": "Sato"},
            "authenticatorSelection": {"residentKey": "required"},
        },
    )
    site.json("/get", {"challenge": "BQYHCA", "rpId": "localhost"})
    site.json("/created", {"next": "/page"})
    site.json("/got", {"next": "https://elsewhere.example/"})
    with site.page.expect_navigation():
        site.page.click("text=Make")
    (made,) = site.sent("/created")
    body = json.loads(made.post_data or "")
    assert body["name"] == "Sato"
    assert made.headers["x-csrf"] == "token-1"
    assert set(body["credential"]["response"]) == {"clientDataJSON", "attestationObject", "transports"}
    assert body["credential"]["id"] == body["credential"]["rawId"]
    site.ready()
    with site.page.expect_request("**/got") as used:
        site.page.click("text=Use")
    response = json.loads(used.value.post_data or "")["credential"]["response"]
    assert set(response) == {"clientDataJSON", "authenticatorData", "signature", "userHandle"}
    assert response["userHandle"] == "_-8"
    site.page.wait_for_timeout(100)
    assert site.page.url == f"{ORIGIN}/page"


def test_a_passkey_that_was_refused_is_told(site: Islands) -> None:
    site.show('<button class="btn" data-passkey="get" data-options="/get" data-answer="/got">Use</button>')
    site.answers["/get"] = Answer("Too many tries.", 429, "text/plain")
    site.page.click("text=Use")
    assert site.page.locator(".toast.error p").inner_text() == "Too many tries."


EDITOR = """<form id="f" data-draft><label for="t">Text</label>
<textarea id="t" name="text" data-editor="yaml" data-check="/check" data-file="a.yaml">{}</textarea></form>
<a href="#" data-line="2" data-for="t">go</a>"""


def test_the_editor_mirrors_its_text_and_shows_diagnostics(site: Islands) -> None:
    site.json(
        "/check",
        {
            "diagnostics": [
                {
                    "line": 2,
                    "column": 5,
                    "severity": "error",
                    "message": "There is no “gsp”.",
                    "code": "reference.unknown",
                }
            ]
        },
    )
    site.show(EDITOR.format("a: 1\nb: [gsp]\n"))
    site.page.locator(".cm-lintRange-error").wait_for()
    asked = json.loads(site.sent("/check")[0].post_data or "")
    assert asked == {"name": "a.yaml", "text": "a: 1\nb: [gsp]\n"}
    site.page.locator(".cm-lintRange-error").hover()
    assert "There is no “gsp”." in site.page.locator(".cm-tooltip-lint").inner_text()
    site.page.get_by_text("go", exact=True).click()
    site.page.keyboard.type("# note\n")
    assert site.page.input_value("#t") == "a: 1\n# note\nb: [gsp]\n"
    assert site.page.locator(".tok-comment").inner_text() == "# note"


def test_the_editor_speaks_japanese_and_takes_a_draft(site: Islands) -> None:
    site.page.on("dialog", lambda dialog: dialog.accept())
    site.lang = "ja"
    site.json("/check", {"diagnostics": []})
    site.show(EDITOR.format("a: 1\n"))
    site.page.locator(".cm-content").click()
    site.page.keyboard.press("Control+End")
    site.page.keyboard.type("b: 2")
    site.page.keyboard.press("Control+f")
    assert site.page.get_by_placeholder("検索").is_visible()
    site.page.reload()
    site.ready()
    site.page.locator(".cm-content", has_text="b: 2").wait_for()
    site.page.get_by_role("button", name="破棄する").click()
    site.until("!document.querySelector('.cm-content').innerText.includes('b: 2')")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 820)])
def test_the_style_page_is_accessible(browser: Browser, scheme: str, width: int) -> None:
    build_module().install()
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto((FRONTEND / "style.html").as_uri())
    page.evaluate((FRONTEND / "node_modules/axe-core/axe.min.js").read_text())
    found = page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']})")
    told = [(rule["id"], [node["html"][:120] for node in rule["nodes"]]) for rule in found["violations"]]
    too_wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    context.close()
    assert told == []
    assert not too_wide
