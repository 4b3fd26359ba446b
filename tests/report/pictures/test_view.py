"""Pictures for pages: what a view shows and counts, what it leaves out, where its marks lead."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sanso.catalogue import load_catalogue
from sanso.report.pictures import Move, View, draw_layers, draw_map, layers_drawing
from sanso.report.pictures.opening import ROOM
from sanso.report.pictures.scene import Scene

from .checks import assert_sound
from .factory import assessment_of, bus
from .large import plant

_SVG = "{http://www.w3.org/2000/svg}"
BUS, PLANT = bus(), plant(400, lines=8)
BUS_DONE, PLANT_DONE = assessment_of(BUS), assessment_of(PLANT)


@dataclass(frozen=True)
class Addresses:
    """Links as a page has them."""

    def element(self, ident: str) -> str:
        return f"/elements/{ident}"

    def group(self, name: str, *, opens: bool) -> str:
        return f"/layers?{'open' if opens else 'fold'}={name}"


LINKS = Addresses()
GENERATE = (Phase.explicit, Phase.reuse, Phase.generate)
"""A picture takes a tenth of a second: what fails is shown as it was found."""


def groups(scene: Scene) -> list[str]:
    """Return the names by which the closed groups of a scene open."""
    return sorted(node.group for node in scene.nodes if node.group)


def counted(scene: Scene) -> int:
    """Return how many things the marks stand for, systems drawn as outlines included."""
    systems = [ident for ident in scene.systems if "/" not in ident]
    return sum(node.members for node in scene.nodes) + len(systems)


def everything(model) -> set[str]:
    return {*model.elements, *model.physical}


def assert_whole(scene: Scene, wanted: Iterable[str]) -> None:
    """Fail unless every wanted thing stands in exactly one mark or outline that exists."""
    marks = {node.id for node in scene.nodes} | set(scene.systems)
    assert set(scene.spots) == set(wanted)
    assert set(scene.spots.values()) <= marks
    inside = Counter(scene.spots.values())
    for node in scene.nodes:
        assert inside[node.id] == node.members
    assert counted(scene) == len(scene.spots)


def test_grouped_at_first_counts_all() -> None:
    drawing = layers_drawing(PLANT, PLANT_DONE, "en", view=View(links=LINKS))
    assert_whole(drawing.scene, everything(PLANT))
    assert "s0" in groups(drawing.scene)


@settings(max_examples=8, deadline=None, phases=GENERATE, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_opening_groups_loses_no_element(data: st.DataObject) -> None:
    opened: set[str] = set()
    for _ in range(data.draw(st.integers(1, 4))):
        scene = layers_drawing(PLANT, PLANT_DONE, "en", view=View(opened=frozenset(opened), links=LINKS)).scene
        closed = groups(scene)
        if not closed:
            break
        opened.add(data.draw(st.sampled_from(closed)))
    drawing = layers_drawing(PLANT, PLANT_DONE, "ja", view=View(opened=frozenset(opened), links=LINKS))
    assert_whole(drawing.scene, everything(PLANT))
    assert_sound(drawing.svg)


@settings(max_examples=30, deadline=None, phases=GENERATE)
@given(st.sets(st.sampled_from(sorted(everything(BUS)))), st.booleans())
def test_a_narrowed_picture_shows_what_was_asked_for_and_nothing_else(wanted: set[str], grouped: bool) -> None:
    view = View(elements=frozenset(wanted), grouped=grouped, links=LINKS)
    drawing = layers_drawing(BUS, BUS_DONE, "en", view=view)
    assert_whole(drawing.scene, wanted)
    shown = set(re.findall(r'href="/elements/([^"]+)"', drawing.svg))
    assert shown <= wanted | set(BUS.connections)
    for ident in shown & set(BUS.connections):
        assert {BUS.connections[ident].from_, BUS.connections[ident].to} <= wanted


def test_connections_of_other_layers_are_left_out() -> None:
    scene = layers_drawing(BUS, BUS_DONE, "en", view=View(layers=frozenset({2}))).scene
    assert {link.layer for link in scene.links} <= {0, 2}
    assert any(link.layer == 2 for link in scene.links)


def test_what_is_in_an_open_group_stands_in_its_outline() -> None:
    scene = layers_drawing(PLANT, PLANT_DONE, "en", view=View(opened=frozenset({"s0"}), links=LINKS)).scene
    inside = [node for node in scene.nodes if "s0" in node.around]
    assert {node.id for node in inside} >= {"c0"}
    assert "s0" in scene.systems
    assert scene.spots["s0"] == "s0"


def test_a_large_group_opens_page_by_page() -> None:
    large = plant(1200, lines=2)
    done = assessment_of(large)
    first = layers_drawing(large, done, "en", view=View(opened=frozenset({"s0"}), links=LINKS)).scene
    shown = sum(not node.group and node.plane == "2" and "s0" in node.around for node in first.nodes)
    assert shown == ROOM
    more = next(name for name in groups(first) if name.startswith("s0~2") and name.endswith("@2"))
    second = layers_drawing(large, done, "en", view=View(opened=frozenset({"s0", more}), links=LINKS)).scene
    assert sum(not node.group and node.plane == "2" and "s0" in node.around for node in second.nodes) == 2 * ROOM
    assert_whole(second, everything(large))


def test_more_groups_than_there_is_room_for_stay_closed_and_it_is_said() -> None:
    large = plant(900, lines=12)
    view = View(opened=frozenset(large.systems), links=LINKS)
    scene = layers_drawing(large, assessment_of(large), "en", view=view).scene
    assert scene.crowded
    assert_whole(scene, everything(large))


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_every_mark_is_a_link_that_a_script_finds(lang: str) -> None:
    svg = draw_layers(BUS, BUS_DONE, lang, view=View(links=LINKS))
    root = ElementTree.fromstring(svg)
    found = {node.get("data-id"): node for node in root.iter(f"{_SVG}a") if node.get("data-id")}
    assert set(found) == everything(BUS)
    for node in found.values():
        title = node.find(f"{_SVG}title")
        assert title is not None
        assert title.text
    assert root.get("role") == "group"
    edges = [node for node in root.iter(f"{_SVG}a") if node.get("data-connection")]
    assert edges
    assert {node.get("tabindex") for node in edges} == {"-1"}
    assert {node.get("data-from") for node in edges} <= set(found)


def test_reports_hold_no_links() -> None:
    svg = draw_layers(BUS, BUS_DONE, "en") + draw_map(BUS, BUS_DONE, load_catalogue(), "en")
    assert "<a " not in svg
    assert "data-" not in svg


def test_addresses_are_escaped() -> None:
    @dataclass(frozen=True)
    class Hostile(Addresses):
        def element(self, ident: str) -> str:
            return f'/x"><script>{ident}'

    svg = draw_layers(BUS, BUS_DONE, "en", view=View(links=Hostile()))
    ElementTree.fromstring(svg)
    assert "<script" not in svg


def test_the_map_shows_where_an_element_stood_before() -> None:
    row = next(row for row in BUS_DONE.iotssf if row.element == "gps")
    human = "none" if row.human.level == "fatal" else "fatal"
    view = View(links=LINKS, moves=(Move("gps", human, "none", 1),))
    svg = draw_map(BUS, BUS_DONE, load_catalogue(), "en", view=view)
    assert_sound(svg)
    assert svg.count('data-was="gps"') == 1
    assert "moved here from category 1" in svg
    assert "stood here before" in svg


def test_groups_of_the_map_open() -> None:
    large = plant(900, lines=12)
    done, catalogue = assessment_of(large), load_catalogue()
    closed = draw_map(large, done, catalogue, "en", view=View(links=LINKS))
    opened = draw_map(large, done, catalogue, "en", view=View(links=LINKS, opened=frozenset({"s1"})))
    assert 'href="/layers?open=s1"' in closed
    assert 'data-id="c1"' not in closed
    assert 'data-id="c1"' in opened
    assert_sound(opened)
