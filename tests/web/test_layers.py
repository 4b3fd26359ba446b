"""The three-layer map as a page: filter, groups, panel, list; in HTML and in a real browser."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.web.frontend_build import FRONTEND

from sanso import examples
from sanso.report.pictures.states import standings
from sanso.verbs.assessing import catalogue, evaluate
from sanso.web.layer_filter import GAPS, Filter, traits_of

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page
    from tests.web.conftest import LiveServer, Running


def shown(text: str) -> set[str]:
    """Return the elements that the picture of a page shows."""
    picture = text.split('id="layers-picture"', 1)[1].split("</figure>", 1)[0]
    return {html.unescape(found) for found in re.findall(r'data-id="([^"]+)"', picture)}


def test_every_mark_leads_to_its_element(running: Running) -> None:
    page = running.client.get(f"{running.base}/layers")
    assert page.status_code == 200
    assert 'role="group"' in page.text
    for ident in ("onboard", "bus", "operator", "vehicle"):
        assert f'href="{running.base}/elements/{ident}"' in page.text
        assert running.client.get(f"{running.base}/elements/{ident}").status_code == 200


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_a_filter_has_an_address(running: Running, lang: str) -> None:
    running.client.cookies.set("sanso-lang", lang)
    everything = shown(running.client.get(f"{running.base}/layers").text)
    text = running.client.get(f"{running.base}/layers?organization=cloud&gap=open").text
    assert shown(text) < everything
    assert 'value="cloud" selected' in text
    assert "フィルターを解除" in text if lang == "ja" else "Clear the filter" in text


def test_a_filter_that_nothing_matches_says_so(running: Running) -> None:
    text = running.client.get(f"{running.base}/layers?organization=no-such").text
    assert shown(text) == set()
    assert "Nothing matches the filter." in text


def test_tables_hold_what_the_picture_shows(running: Running) -> None:
    address = f"{running.base}/layers?layer=2&gap=category-4"
    ids = {row["id"] for row in running.client.get(f"{address}&table=elements&as=json").json()["rows"]}
    assert ids == shown(running.client.get(address).text)
    assert ids


def test_hostile_addresses_change_nothing(running: Running) -> None:
    hostile = '/layers?organization="><script>&open=<b>&gap=x&layer=9&element=../..'
    answer = running.client.get(f"{running.base}{hostile}")
    assert answer.status_code == 200
    assert "<script>&" not in answer.text
    assert "<b>" not in answer.text.split('id="layers-view"', 1)[1].split("<figure", 1)[0]


@pytest.fixture(scope="module")
def bus(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict, object]:
    folder: Path = tmp_path_factory.mktemp("bus")
    for name, raw in examples.files("bus-operation").items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(raw)
    made = evaluate(folder / "bus-operation.yaml", catalogue=catalogue())
    return traits_of(made.model, standings(made.assessment, tuple(made.model.procedures))), made


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    layers=st.lists(st.sampled_from("123"), max_size=3),
    organization=st.sampled_from(["", "operator", "cloud", "nobody"]),
    gap=st.sampled_from(["", *GAPS]),
)
def test_a_filter_shows_what_matches_and_nothing_else(bus, layers: list[str], organization: str, gap: str) -> None:
    from sanso.report.pictures import layers_drawing

    traits, made = bus
    pairs = [*(("layer", one) for one in layers), ("organization", organization), ("gap", gap)]
    wanted = Filter.read(pairs)
    drawing = layers_drawing(made.model, made.assessment, "en", view=wanted.view(traits, "/w/x"))
    for ident, one in traits.items():
        matches = (
            (not 0 < len(set(layers)) < 3 or bool(one.layers & set(map(int, layers))))
            and (not organization or one.organization == organization)
            and (not gap or (one.open and (gap == "open" or one.category == int(gap[-1]))))
        )
        assert (ident in drawing.scene.spots) == matches
        assert (f'data-id="{ident}"' in drawing.svg) == matches


def test_the_address_of_a_filter_reads_back() -> None:
    wanted = Filter((2,), "a b&c", "open", ("s0", "~rest@3", "s0~2@2"), True, "x")
    pairs = [tuple(part.split("=")) for part in wanted.query()[1:].split("&")]
    from urllib.parse import unquote_plus

    assert Filter.read([(key, unquote_plus(value)) for key, value in pairs]) == wanted


def test_folding_a_group_folds_its_further_pages() -> None:
    assert Filter(opened=("s0", "s0~2@2", "s1")).folded("s0") == ("s1",)


# In a browser


def test_a_mark_opens_its_panel(browser_page: Page, live: LiveServer) -> None:
    browser_page.goto(f"{live.base}/layers")
    browser_page.locator('#layers-picture [data-id="onboard"]').first.click()
    panel = browser_page.locator('#panel [data-panel-of="onboard"]')
    panel.wait_for()
    assert "On-board unit" in panel.inner_text()
    assert "Requirements" in panel.inner_text()
    assert browser_page.url.endswith("element=onboard")
    browser_page.reload()
    browser_page.locator('#panel [data-panel-of="onboard"]').wait_for()
    browser_page.locator("[data-close-panel]").click()
    browser_page.locator('#panel [data-panel-of="onboard"]').wait_for(state="detached")
    assert "element=" not in browser_page.url


def test_the_keyboard_goes_through_the_list_and_the_picture_follows(browser_page: Page, live: LiveServer) -> None:
    browser_page.goto(f"{live.base}/layers")
    browser_page.locator("#layers-picture.bound").wait_for()
    first = browser_page.locator("[data-companion] li[data-id]").nth(0)
    second = browser_page.locator("[data-companion] li[data-id]").nth(1)
    first.locator("a").focus()
    browser_page.keyboard.press("ArrowDown")
    source, target = second.get_attribute("data-from"), second.get_attribute("data-to")
    lit = browser_page.locator("#layers-picture .lit")
    assert browser_page.evaluate("document.activeElement.closest('li').dataset.id") == second.get_attribute("data-id")
    ends = {lit.nth(at).get_attribute("data-id") for at in range(lit.count())} - {None}
    assert ends == {source, target}
    browser_page.keyboard.press("Enter")
    browser_page.locator(f'#panel [data-panel-of="{second.get_attribute("data-id")}"]').wait_for()


def test_groups_open_and_fold(browser_page: Page, live: LiveServer) -> None:
    browser_page.goto(f"{live.base}/layers")
    browser_page.get_by_label("Group by system").check()
    browser_page.locator('#layers-picture a.opens[href*="open=vehicle"]').first.click()
    browser_page.locator('#layers-picture [data-id="onboard"]').wait_for()
    assert "open=vehicle" in browser_page.url
    browser_page.locator("#layers-picture a.fold").first.click()
    browser_page.locator('#layers-picture [data-id="onboard"]').wait_for(state="detached")
    assert "open=vehicle" not in browser_page.url


def test_the_filter_changes_picture_list_and_address(browser_page: Page, live: LiveServer) -> None:
    browser_page.goto(f"{live.base}/layers")
    browser_page.locator('select[name="organization"]').select_option("cloud")
    browser_page.locator('#layers-picture [data-id="onboard"]').wait_for(state="detached")
    assert "organization=cloud" in browser_page.url
    browser_page.locator("#layers-picture.bound").wait_for()


def test_the_picture_moves_by_keys(browser_page: Page, live: LiveServer) -> None:
    browser_page.goto(f"{live.base}/layers")
    browser_page.locator("#layers-picture.bound").wait_for()
    browser_page.locator("#layers-picture > svg").focus()
    moved = "document.querySelector('#layers-picture .view').getAttribute('transform') ?? ''"
    browser_page.keyboard.press("+")
    browser_page.wait_for_function(f"({moved}).includes('scale(1.5')")
    browser_page.keyboard.press("0")
    browser_page.wait_for_function(f"!({moved}).includes('scale(1.5')")


@pytest.mark.parametrize("page", ["layers", "layers?element=onboard", "map?element=onboard", "map/harms/fleet-stop"])
def test_axe_finds_nothing(browser_page: Page, live: LiveServer, page: str) -> None:
    browser_page.goto(f"{live.base}/{page}")
    browser_page.evaluate((FRONTEND / "node_modules/axe-core/axe.min.js").read_text("utf-8"))
    found = browser_page.evaluate("axe.run('main', {resultTypes: ['violations']})")
    told = [(one["id"], [node["html"][:200] for node in one["nodes"][:4]]) for one in found["violations"]]
    assert told == []
