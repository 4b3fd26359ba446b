"""The three-layer map: what stands where, what is said, and that lines keep off cards and names."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings

from sanso.analysis.result import Assessment
from sanso.catalogue import load_catalogue
from sanso.model.process import Model
from sanso.report.pictures import draw_layers, text_boxes
from sanso.report.pictures.geometry import CARD_HEIGHT, TAG_HEIGHT, Geometry, geometry
from sanso.report.pictures.packing import pack
from sanso.report.pictures.scene import CONTROL, LAYER, singly
from sanso.report.pictures.wiring import wire

from .factory import assessment_of, bus, trust_row
from .generated import assessed
from .large import plant


def drawn(model: Model, lang: str = "en") -> str:
    return draw_layers(model, assessment_of(model), lang)


def texts(svg: str) -> list[str]:
    return [box.text for box in text_boxes(svg)]


def test_connection_table_agrees_with_the_catalogue() -> None:
    kinds = load_catalogue().connections
    assert {ident: kind.layer or 0 for ident, kind in kinds.items()} == dict(LAYER)
    assert {ident for ident, kind in kinds.items() if kind.control} == set(CONTROL)


def test_each_element_stands_once_on_its_plane() -> None:
    model = bus()
    scene = singly(model, assessment_of(model), "en")
    planes = {node.id: node.plane for node in scene.nodes}
    assert len(planes) == len(scene.nodes)
    assert set(planes) | set(scene.systems) == {*model.elements, *model.physical}
    assert {planes[i] for i in ("gps", "door", "onboard", "router", "guard")} == {"2"}
    assert {planes[i] for i in ("centre", "dispatch", "lte", "position")} == {"3"}
    assert {planes[i] for i in ("operator", "driver", "ota")} == {"1"}
    assert {planes[i] for i in ("bus", "grid")} == {"F"}


def test_members_of_a_system_stand_inside_its_outline() -> None:
    model = bus()
    layout = pack(singly(model, assessment_of(model), "en"), 5)
    area = next(one for one in layout.areas if one.system == "vehicle")
    for ident, (column, row) in layout.cells.items():
        inside = area.column <= column < area.column + area.width and area.row <= row < area.row + area.height
        assert inside == (ident in model.systems["vehicle"].contains)


def _blocks(geo: Geometry) -> list[tuple[float, float, float, float]]:
    """Return left, top, right and bottom of every card and every name of a system."""
    found = []
    for ident in geo.layout.cells:
        x, y = geo.card(ident)
        found.append((x, y, x + geo.card_width, y + CARD_HEIGHT))
    for area in geo.layout.areas:
        x, y = geo.tag(area)
        found.append((x, y, x + geo.tag_width(area), y + TAG_HEIGHT))
    return found


@given(assessed())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_lines_never_run_through_cards_or_names(case: tuple[Model, Assessment]) -> None:
    model, assessment = case
    scene = singly(model, assessment, "en")
    layout = pack(scene, 5)
    geo = geometry(layout, wire(scene, layout), 200, 90)
    blocks = _blocks(geo)
    for route in geo.wiring.routes:
        points = geo.points(route)
        for (x0, y0), (x1, y1) in pairwise(points):
            assert abs(x0 - x1) < 0.01 or abs(y0 - y1) < 0.01
            for left, top, right, bottom in blocks:
                across = min(x0, x1) < right - 0.1 and max(x0, x1) > left + 0.1
                assert not (across and min(y0, y1) < bottom - 0.1 and max(y0, y1) > top + 0.1), route


def test_every_connection_is_drawn() -> None:
    model = bus()
    svg = drawn(model)
    scene = singly(model, assessment_of(model), "en")
    assert svg.count('class="edge') == len({(one.source, one.target, one.layer) for one in scene.links})


def test_absent_things_are_left_out() -> None:
    model = bus()
    assessment = assessment_of(model)
    gone = replace(assessment, model=replace(assessment.model, absent=("insurer", "cover", "guarding")))
    assert "Insurer" not in texts(draw_layers(model, gone, "en"))


@pytest.mark.parametrize(
    ("counts", "words"),
    [({"met": 3}, "all stated"), ({"met": 1, "missing": 1}, "partly stated"), ({"not-stated": 4}, "none stated")],
)
def test_how_much_is_stated(counts: dict[str, int], words: str) -> None:
    model = Model.model_validate({"sanso": 1, "id": "m", "organizations": {"o": {"name": "Works"}}})
    assessment = replace(assessment_of(model), trust=(trust_row("o", "organization", 3, counts),))
    assert f"<g><title>Works\norganization\nRequired category: 3\n{words}</title>" in draw_layers(
        model, assessment, "en"
    )


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_an_empty_model_says_so_on_every_plane(lang: str) -> None:
    words = {"en": "Nothing on this plane", "ja": "この面には何もありません"}[lang]
    svg = drawn(Model.model_validate({"sanso": 1, "id": "empty"}), lang)
    assert sum(text.startswith(words) for text in texts(svg)) == 3


@pytest.mark.parametrize(("lang", "word"), [("en", "Stated"), ("ja", "申告")])
def test_it_says_stated_and_never_proven(lang: str, word: str) -> None:
    svg = drawn(bus(), lang)
    assert word in texts(svg)
    assert not any(bad in svg for bad in ("proven", "証明済み", "verified ✓"))


def test_a_large_model_is_grouped() -> None:
    model = plant(10_000, 250)
    assessment = assessment_of(model)
    svg = draw_layers(model, assessment, "en")
    assert len(svg) < 400_000
    assert "grouped by system or responsible organization" in svg
    assert any(text.endswith("components") for text in texts(svg))


def test_a_few_systems_are_opened() -> None:
    inner = {f"s{i}": {"contains": [f"c{j}" for j in range(i, 400, 8)]} for i in range(8)}
    model = Model.model_validate({
        "sanso": 1, "id": "m", "systems": {"all": {"contains": list(inner)}, **inner},
        "components": {f"c{i}": {"kind": "sensor"} for i in range(400)},
    })  # fmt: skip
    shown = texts(drawn(model))
    assert {"s0", "s7"} <= set(shown)
    assert "50 components" in shown
