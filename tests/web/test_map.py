"""The IoT-SSF map as a page: panel, rating anew, raters, population, risk mode."""

from __future__ import annotations

import re
import threading
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from sanso import examples
from sanso.verbs.assessing import catalogue, evaluate
from sanso.web import odds
from sanso.web.population import LEAST, MOST, changes_of, compare, most_telling, turning_points, with_count

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page
    from tests.web.conftest import LiveServer, Running

    from sanso.model.process import Model
    from sanso.verbs.assessing import Evaluation

HARM = "fleet-stop"


def rate(running: Running, harm: str = HARM, **fields: object):
    base = {"base": running.head, "by": "Sato", "rationale": "Seen in the field.", **fields}
    return running.post(f"{running.base}/map/harms/{harm}", base)


def model_of(running: Running) -> Model:
    service = running.service
    return service.head(service.workspaces.find(running.workspace)).state.evaluation.model


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_marks_lead_to_elements_and_tables_name_the_harm(running: Running, lang: str) -> None:
    running.client.cookies.set("sanso-lang", lang)
    text = running.client.get(f"{running.base}/map").text
    assert 'data-id="onboard"' in text
    rows = running.client.get(f"{running.base}/map?table=placements&as=json").json()["rows"]
    row = next(row for row in rows if row["element"] == "onboard")
    assert (row["category"], row["human-harm"], row["economic-harm"]) == (4, "caught-in-door", HARM)


def test_a_settled_rating_moves_the_mark(running: Running) -> None:
    answer = rate(running, human="none", economic="catastrophic", settle="1")
    assert answer.status_code == 303, answer.text
    harm = model_of(running).harms[HARM]
    assert (harm.economic, harm.ratings[-1].by, harm.ratings[-1].economic) == ("catastrophic", "Sato", "catastrophic")
    page = running.client.get(answer.headers["location"]).text
    assert 'data-was="onboard"' in page
    assert "stood here before" in page
    assert "Since version" in page


def test_a_second_opinion_beside_an_agreed_level_moves_nothing_and_says_why(running: Running) -> None:
    answer = rate(running, human="fatal")
    assert answer.status_code == 303
    assert "Nothing moved" in running.client.get(answer.headers["location"]).text
    text = running.client.get(f"{running.base}/map/harms/{HARM}").text
    assert "Sato" in text
    assert "The agreed level stands in the model" in text


def test_raters_who_disagree_are_shown(running: Running) -> None:
    rate(running, economic="serious")
    rate(running, economic="limited", by="Suzuki")
    text = running.client.get(f"{running.base}/map/harms/{HARM}").text
    assert "The raters disagree on" in text
    assert "nobody settled it, so the highest rating counts" in text
    assert "Sato</bdi> / <bdi>Suzuki" in text


def test_a_new_loss_decides_by_the_criteria_of_the_bearer(running: Running) -> None:
    answer = rate(running, low="1億円", high="400億円")
    assert answer.status_code == 303, answer.text
    page = running.client.get(answer.headers["location"]).text
    assert "Vehicle system" in page
    assert "catastrophic" in page


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"human": "fatal", "rationale": " "}, "Say why"),
        ({"human": "fatal", "by": ""}, "Say who rates"),
        ({"human": "awful"}, "no such level"),
        ({}, "Rate at least one axis"),
        ({"high": "a lot"}, "a lot"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(running: Running, fields: dict[str, str], said: str) -> None:
    head = running.head
    answer = rate(running, **fields)
    assert answer.status_code == 422
    assert said in answer.text
    if "rationale" not in fields:
        assert "Seen in the field." in answer.text
    assert running.head == head


def test_hostile_text_of_a_rater_is_only_text(running: Running) -> None:
    rate(running, human="fatal", by="<script>x</script>", rationale='"><img src=x onerror=y>')
    text = running.client.get(f"{running.base}/map/harms/{HARM}").text
    assert "<script>x" not in text
    assert "<img" not in text


def test_a_version_that_does_not_exist_is_not_compared_with(running: Running) -> None:
    for was in ("0", "-1", "99999", "x", "1" * 30):
        assert running.client.get(f"{running.base}/map?was={was}").status_code == 200


# Population


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Evaluation:
    folder: Path = tmp_path_factory.mktemp("bus")
    for name, raw in examples.files("bus-operation").items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(raw)
    return evaluate(folder / "bus-operation.yaml", catalogue=catalogue())


@pytest.fixture
def bus(made: Evaluation) -> Model:
    return made.model


def test_the_category_never_falls_with_the_number(bus: Model) -> None:
    counts = [LEAST * 10**power for power in range(4)]
    found = [compare(bus, catalogue(), "vehicle", count, growing=True) for count in counts]
    categories = [one.now.category for one in found if one.now is not None]
    assert len(categories) == len(counts)
    assert categories == sorted(categories)
    assert categories[0] < categories[-1]


def test_it_turns_where_the_turning_points_say(bus: Model) -> None:
    content = catalogue()
    points = turning_points(bus, content, "vehicle", growing=True)
    assert points[0][0] == LEAST
    assert len(points) > 1
    for (_, before), (at, now) in pairwise(points):
        assert LEAST < at <= MOST
        below = compare(bus, content, "vehicle", at - 1, growing=True).now
        here = compare(bus, content, "vehicle", at, growing=True).now
        assert (below and below.category, here and here.category) == (before, now)


def test_it_is_the_assessment_of_the_model_with_that_count(made: Evaluation) -> None:
    from sanso.verbs.assessing import assess

    assert made.loaded is not None
    changed = with_count(made.loaded.require(), "vehicle", 50_000, growing=True)
    placed = {row.element: row for row in assess(changed, catalogue=catalogue()).iotssf}
    found = compare(made.model, catalogue(), "vehicle", 50_000, growing=True)
    assert found.now is not None
    assert found.now.category == placed["vehicle"].category
    assert found.now.economic == placed["vehicle"].economic
    assert {one.element: one.now for one in found.moved}.items() <= {k: v.category for k, v in placed.items()}.items()


def test_a_loss_stated_for_the_event_does_not_grow_unless_assumed(bus: Model) -> None:
    found = compare(bus, catalogue(), "vehicle", MOST)
    assert found.harms == ()
    assert found.moved == ()
    assert most_telling(bus) == "vehicle"


def test_people_who_are_all_struck_grow_with_their_number(bus: Model) -> None:
    paths = {change.path for change in changes_of(bus, "driver", 500)}
    assert ("people", "driver", "count") in paths
    assert any(path[0] == "harms" and path[-2:] == ("affects", "count") for path in paths)


@pytest.mark.parametrize("query", ["subject=no-such&count=5", "subject=vehicle&count=many", "subject=vehicle", ""])
def test_nonsense_is_answered_in_words(running: Running, query: str) -> None:
    assert running.client.get(f"{running.base}/population?{query}").status_code == 422


def test_looking_saves_nothing_and_keeping_saves(running: Running) -> None:
    head = running.head
    address = f"{running.base}/population?subject=vehicle&count=20000&growing=1"
    part = running.client.get(address, headers={"HX-Request": "true"}).text
    assert "20,000" in part
    assert running.client.get(address).text.startswith("<!doctype html>")
    assert running.head == head
    fields = {"base": head, "subject": "vehicle", "count": "20000", "growing": "1"}
    answer = running.post(f"{running.base}/population", fields)
    assert answer.status_code == 303, answer.text
    model = model_of(running)
    assert model.systems["vehicle"].count == 20_000
    assert str(model.harms[HARM].loss.high) == "53.333333333 GJPY"


# Risk mode


def test_risk_mode_computes_in_the_background_and_says_how_many_years(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(odds, "_WORLDS", ((10**9, 100),))
    gate = running.app.state.odds_gate = threading.Semaphore(0)
    address = f"{running.base}/map?mode=risk&attacker=opportunist"
    assert "being computed (100 simulated years)" in running.client.get(address).text
    asked = running.client.get(f"{running.base}/map/odds?attacker=opportunist")
    assert "being computed" in asked.text
    assert "hx-refresh" not in asked.headers
    gate.release()
    shown = running.service.head(running.service.workspaces.find(running.workspace))
    job = shown.kept(("odds", "opportunist"), lambda: pytest.fail("no job was started"))
    job.wait(300)
    assert job.status == "done"
    told = running.client.get(f"{running.base}/map/odds?attacker=opportunist")
    assert told.headers["hx-refresh"] == "true"
    text = running.client.get(address).text
    assert "sanso-risk" in text
    assert "From 100 simulated years" in text
    rows = running.client.get(f"{address}&table=harms&as=json").json()["rows"]
    assert all("odds" in row for row in rows)


# In a browser


def test_a_mark_shows_the_deciding_harm_and_required_beside_stated(browser_page: Page, live: LiveServer) -> None:
    browser_page.goto(f"{live.base}/map")
    browser_page.locator('#map-picture [data-id="onboard"]').first.click()
    panel = browser_page.locator('#panel [data-panel-of="onboard"]')
    panel.wait_for()
    assert "Decided by" in panel.inner_text()
    assert panel.locator("table.demands tbody tr").count() == 6


def test_rating_anew_moves_the_mark(browser_page: Page, live: LiveServer) -> None:
    browser_page.goto(f"{live.base}/map/harms/{HARM}")
    browser_page.locator('select[name="economic"]').select_option("catastrophic")
    browser_page.locator('textarea[name="rationale"]').fill("The contract was lost last time.")
    browser_page.get_by_role("button", name="Rate, and see what moves").click()
    browser_page.locator('#map-picture [data-was="onboard"]').wait_for()
    assert re.search(r"moved (from|within)", browser_page.locator("#moves").inner_text())


def test_the_slider_moves_the_category_and_says_why(browser_page: Page, live: LiveServer) -> None:
    browser_page.goto(f"{live.base}/map")
    result = browser_page.locator("#population-result .population-result")
    assert result.get_attribute("data-category") == "4"
    slider = browser_page.locator("[data-slider-range]")
    slider.focus()
    browser_page.keyboard.press("Home")
    browser_page.locator('#population-result [data-category="3"]').wait_for()
    assert browser_page.locator("[data-slider-count]").input_value() == "100"
    assert "moves from 4 to 3" in result.inner_text()
    assert "95th percentile" in result.inner_text()
    browser_page.get_by_role("button", name="10,000", exact=True).click()
    browser_page.locator('#population-result [data-category="4"]').wait_for()
