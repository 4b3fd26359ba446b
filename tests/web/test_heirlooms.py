"""What a version takes over from the one before it is what would be made of it."""

from __future__ import annotations

import json
import random
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.analysis.altering import altered, sound
from tests.analysis.build import DAY, catalogue
from tests.analysis.models import Sections, models

from sanso.model.diagnostics import InputRefused
from sanso.report.pictures import View, draw_map
from sanso.verbs.state import State
from sanso.web.element_index import asked_of_everything, incidents_by_element, joins_by_thing
from sanso.web.heirlooms import NAMES, PICTURES, PLACES, STANDINGS
from sanso.web.layer_filter import Filter, traits_of
from sanso.web.looking import Look
from sanso.web.pages import layers, palette
from sanso.web.pages import map as map_page
from sanso.web.population import Placed, compare, most_telling, populations
from sanso.web.sheet import sheet_of
from sanso.web.states import Shown

QUICK = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=8)
BASE = "/w/x"


@pytest.fixture(autouse=True)
def _as_if_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layers, "LARGEST", -1)


def content(sections: Sections) -> dict[str, bytes]:
    return {"m.yaml": json.dumps({"sanso": 1, "id": "m", **sections}, default=str).encode()}


def shown(sections: Sections, before: Shown | None = None) -> Shown:
    if before is None:
        return Shown(State.open(content(sections), "m.yaml", catalogue(), DAY))
    before.settle()
    return Shown(before.state.with_files(content(sections)), before)


def everything(of: Shown) -> dict[str, Any]:
    """Return what pages would show that is taken over where it may be."""
    words = of.reader("en")
    look = Look(of, words, "en")
    traits = of.kept("traits", lambda: traits_of(words.model, words.standings), PICTURES)
    drawing = layers._drawing(look, Filter(grouped=True), traits, BASE)
    tables = layers._grids(look, drawing, BASE, Filter())
    picture = of.kept(
        "map", lambda: draw_map(words.model, words.assessment, words.catalogue, "en", None, View()), PLACES
    )
    found = of.kept("populations", lambda: list(populations(words.model)), PLACES)
    telling = of.kept("telling", lambda: most_telling(words.model), PLACES)
    rated = of.state.working.rated

    def compared() -> Any:
        before = Placed(rated.structure, rated.positions)
        return compare(words.model, words.catalogue, found[0], 1, before=before) if found else None

    def map_tables() -> tuple[Any, ...]:
        return map_page._placements(words, BASE, None), map_page._harms(words, BASE, None)

    return {
        "standings": dict(of.standings),
        "traits": traits,
        "drawing": drawing,
        "tables": [table.as_json("en") for table in tables],
        "map": picture,
        "map tables": [table.as_json("en") for table in of.kept("map-grids", map_tables, PLACES)],
        "populations": found,
        "telling": telling,
        "sheet": sheet_of(of, "en").packed,
        "asked": dict(asked_of_everything(of)),
        "incidents": incidents_by_element(of),
        "joins": joins_by_thing(of),
        "names": of.kept("names", lambda: list(palette._things(words, "x")), NAMES),
    }


def chain(sections: Sections, seed: int, steps: int) -> None:
    if sound(sections) is None:
        return
    rng, before = random.Random(seed), shown(sections)
    everything(before)
    for _ in range(steps):
        changed = altered(sections, rng)
        if sound(changed) is None:
            continue
        sections = changed
        before = shown(sections, before)
        if rng.random() < 0.7:  # versions at which nobody looks hand on what they were given
            assert everything(before) == everything(shown(sections))


@QUICK
@given(models(), st.integers(0, 10**9))
def test_a_chain_of_changes(sections: Sections, seed: int) -> None:
    chain(sections, seed, 5)


@pytest.mark.long
@settings(QUICK, max_examples=80)
@given(models(), st.integers(0, 10**9))
def test_many_chains_of_changes(sections: Sections, seed: int) -> None:
    chain(sections, seed, 15)


THINGS: Sections = {
    "organizations": {"o": {"name": "Maker"}},
    "components": {"c": {"kind": "sensor", "roles": {"owner": "o"}}, "d": {"kind": "server"}},
    "systems": {"s": {"contains": ["c"]}},
    "connections": {"k": {"kind": "transmits", "from": "c", "to": "d"}},
    "harms": {"h": {"cause": {"element": "c", "effect": "manipulated"}, "human": "serious"}},
}


def with_component(**fields: object) -> Sections:
    made: Sections = json.loads(json.dumps(THINGS))
    made["components"]["c"].update(fields)
    return made


def test_what_nobody_sees_leaves_pictures_as_they_are() -> None:
    first = shown(THINGS)
    old = everything(first)
    after = everything(shown(with_component(site="yard"), first))
    assert after["drawing"] is old["drawing"]
    assert after["map"] is old["map"]
    assert after["traits"] is old["traits"]
    assert after["names"] is old["names"]


@pytest.mark.parametrize("fields", [{"kind": "actuator"}, {"name": "Camera"}, {"count": 7}, {"roles": {}}])
def test_what_is_seen_is_drawn_anew(fields: dict[str, object]) -> None:
    first = shown(THINGS)
    old = everything(first)
    changed = with_component(**fields)
    after = everything(shown(changed, first))
    assert after["drawing"] is not old["drawing"]
    assert after == everything(shown(changed))


def test_a_faulty_version_hands_on_what_it_was_given() -> None:
    first = shown(THINGS)
    old = everything(first)
    faulty = shown({**THINGS, "components": {"c": {"kind": "nothing"}}}, first)
    with pytest.raises(InputRefused):
        _ = faulty.standings
    after = everything(shown(with_component(site="yard"), faulty))
    assert after["drawing"] is old["drawing"]


def test_versions_long_gone_are_not_held() -> None:
    first = shown(THINGS)
    everything(first)
    last = first
    for number in range(4):
        last = shown(with_component(site=f"hall {number}"), last)
        everything(last)
    last.settle()
    assert last._before is None
    assert all(made.basis.model is not first.state.evaluation.model for made in last.heirlooms().values())


def test_who_asks_while_the_version_before_draws_waits_and_draws_nothing() -> None:
    first = shown(THINGS)
    drawing, drawn = threading.Event(), []

    def slowly() -> str:
        drawing.set()
        time.sleep(0.1)
        drawn.append("picture")
        return "picture"

    thread = threading.Thread(target=first.kept, args=("p", slowly, PICTURES))
    thread.start()
    drawing.wait(5)
    later = shown(with_component(site="yard"))
    later._before = first
    assert later.kept("p", lambda: drawn.append("again"), PICTURES) == "picture"
    thread.join(5)
    assert drawn == ["picture"]


def test_what_fails_keeps_nobody_waiting() -> None:
    first = shown(THINGS)

    def fails() -> str:
        raise RuntimeError("no")

    answers: list[str] = []

    def ask() -> None:
        try:
            first.kept("p", fails, STANDINGS)
        except RuntimeError:
            answers.append("failed")

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(5)
    assert answers == ["failed"] * 4
    assert first.kept("p", lambda: "made", STANDINGS) == "made"
    assert shown(with_component(site="yard"), first).kept("p", fails, STANDINGS) == "made"


def _fields() -> Iterator[tuple[str, str]]:
    from sanso.model.process import NAMED_SECTIONS, Model

    for section in NAMED_SECTIONS:
        kind = Model.model_fields[section].annotation
        for field in kind.__args__[-1].model_fields:  # type: ignore[union-attr]
            yield section, field


def test_everything_that_is_not_named_is_seen() -> None:
    seen = {pair for pair in _fields() if PICTURES.sees(*pair)}
    for pair in (("components", "kind"), ("components", "roles"), ("systems", "contains"), ("people", "valid")):
        assert pair in seen
    assert PICTURES.sees("components", "a-field-of-tomorrow")
    assert not PICTURES.sees("components", "site")
    assert PLACES.sees("harms", "loss")


RICH: Sections = {
    **THINGS,
    "products": {"p": {"maker": "o", "version": "1"}},
    "data": {"t": {"owner": "o"}},
    "people": {"crew": {"employer": "o", "count": 3}},
    "procedures": {"check": {"performed_by": ["crew"]}},
}


@pytest.mark.parametrize(
    ("section", "ident", "field", "value"),
    [
        ("organizations", "o", "country", "JP"),
        ("components", "c", "exposure", ["internet"]),
        ("components", "c", "description", "by the gate"),
        ("components", "c", "attributes", {"colour": "red"}),
        ("systems", "s", "site", "hall"),
        ("products", "p", "version", "2"),
        ("products", "p", "support_until", "2031-03-31"),
        ("data", "t", "purpose", "billing"),
        ("data", "t", "retention", "P1Y"),
        ("procedures", "check", "interval", "P1Y"),
    ],
)
def test_what_is_said_to_be_unseen_is(section: str, ident: str, field: str, value: object) -> None:
    changed: Sections = json.loads(json.dumps(RICH))
    changed[section][ident][field] = value
    first = shown(RICH)
    everything(first)
    after = shown(changed, first)
    assert after.state.model is not None
    assert everything(after) == everything(shown(changed))
