"""The IoT-SSF map: cells, marks, the strip of what is not rated, and the panel of the third axis."""

from __future__ import annotations

import re

import pytest

from sanso.catalogue import Catalogue, load_catalogue
from sanso.iotssf.result import Placement, Stated
from sanso.model.process import Model
from sanso.report.pictures import draw_map, text_boxes
from sanso.report.pictures.cells import sheet
from sanso.report.pictures.demands import demand_rows

from .factory import ECONOMIC, GRID, HUMAN, assessment_of, bus, placement
from .large import plant


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def home(**components: str) -> Model:
    parts = {ident: {"kind": "sensor", "name": name} for ident, name in components.items()}
    return Model.model_validate({"sanso": 1, "id": "home", "components": parts, "systems": {"gas": {"contains": []}}})


def texts(svg: str) -> list[str]:
    return [box.text for box in text_boxes(svg)]


def drawn(model: Model, catalogue: Catalogue, *placements: Placement, lang: str = "en") -> str:
    given = {one.element: one for one in placements}
    rest = {ident: placement(ident, None) for ident in (*model.components, *model.systems) if ident not in given}
    return draw_map(model, assessment_of(model, {**rest, **given}), catalogue, lang)


def test_grid_agrees_with_the_catalogue(catalogue: Catalogue) -> None:
    for i, human in enumerate(HUMAN):
        for j, economic in enumerate(ECONOMIC):
            assert catalogue.category_of(human, economic) == GRID[i][j]


def test_every_cell_shows_its_category(catalogue: Catalogue) -> None:
    svg = drawn(home(), catalogue)
    assert re.findall(r'class="cell t(\d)"', svg) == [str(GRID[i][j]) for i in range(4) for j in (3, 2, 1, 0)]


def test_population_bound_and_single_unit(catalogue: Catalogue) -> None:
    one = placement("cam", 3, human="serious", economic="serious", instances=80_000, single=1, at_least=True)
    shown = texts(drawn(home(cam="Webcam"), catalogue, one))
    assert "≥ Webcam ×80,000" in shown
    assert "one unit alone: category 1" in shown


def test_an_unstated_axis_counts_as_none() -> None:
    model = home(cam="Webcam")
    rows = {"cam": placement("cam", 2, human="serious", economic=None, at_least=True), "gas": placement("gas", None)}
    made = sheet(model, assessment_of(model, rows), HUMAN, "en")
    assert list(made.cells) == [("serious", "none")]
    assert [entry.name for entry in made.strip] == ["gas"]


def test_systems_and_devices_have_different_marks(catalogue: Catalogue) -> None:
    device = drawn(home(cam="Webcam"), catalogue, placement("cam", 2))
    system = drawn(home(cam="Webcam"), catalogue, placement("gas", 2))
    assert device.count("<circle") > system.count("<circle")


def test_panel_sets_required_beside_stated(catalogue: Catalogue) -> None:
    stated = Stated(product="third-party", in_operation="yearly")
    shown = texts(drawn(home(cam="Webcam"), catalogue, placement("cam", 3, stated=stated)))
    assert "third party" in shown
    assert "not stated" in shown
    assert "mix 3a" in shown


def test_equal_rows_are_one_and_the_highest_come_first(catalogue: Catalogue) -> None:
    model = home(a="A", b="B", c="C")
    rows = {ident: placement(ident, category) for ident, category in (("a", 2), ("b", 2), ("c", 4), ("gas", None))}
    found = demand_rows(assessment_of(model, rows), catalogue, frozenset(model.systems))
    assert [[one.element for one in row.placements] for row in found] == [["c"], ["a", "b"]]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "en",
            (
                "Category grid (including “none”) and strengths: Sanso proposal, replaceable",
                "stated",
                "Economic impact",
            ),
        ),
        ("ja", ("カテゴリの格子(「なし」を含む)と要求強度は Sanso の提案(差し替え可)", "申告", "回復困難性の度合い")),
    ],
)
def test_it_says_what_it_rests_on(catalogue: Catalogue, lang: str, words: tuple[str, ...]) -> None:
    svg = draw_map(bus(), assessment_of(bus()), catalogue, lang)
    shown = "\n".join(texts(svg))
    assert all(word in shown for word in words)
    assert "proven" not in svg


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "No component or system is modelled."), ("ja", "モノ・システムの記載がありません。")]
)
def test_nothing_to_place_is_said(catalogue: Catalogue, lang: str, words: str) -> None:
    model = Model.model_validate({"sanso": 1, "id": "empty"})
    assert words in texts(draw_map(model, assessment_of(model), catalogue, lang))


def test_a_large_model_is_grouped(catalogue: Catalogue) -> None:
    model = plant(10_000, 250)
    assessment = assessment_of(model)
    svg = draw_map(model, assessment, catalogue, "en")
    assert len(svg) < 200_000
    assert any(text.startswith("and ") and text.endswith(" more") for text in texts(svg))
