from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree

import pytest

from sanso.model.text import Language
from sanso.report.document import Figure
from sanso.report.document.pictures import figure, fitted, size, still
from sanso.report.pictures import draw_layers, draw_map

from ..factory import small
from .factory import PICTURE


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_our_pictures_need_no_css_beyond_plain_rules(lang: Language) -> None:
    model, assessment, catalogue = small()
    for svg in (draw_layers(model, assessment, lang), draw_map(model, assessment, catalogue, lang)):
        made = still(svg, "IPAexGothic")
        rules = re.search("<style>(.*?)</style>", made, re.DOTALL)
        assert rules is not None
        assert not re.search(r"var\(|@media|--\w|:hover", rules[1])
        assert rules[1].count("{") == rules[1].count("}")
        assert re.findall("font-family:([^;}]+)", rules[1]) == ['"IPAexGothic"']
        assert [node.text for node in ElementTree.fromstring(made).iter("{http://www.w3.org/2000/svg}text")] == [
            node.text for node in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
        ]


def test_the_light_colours_are_taken() -> None:
    assert "fill:#123456" in still(PICTURE, "X")
    assert "#eeeeee" not in still(PICTURE, "X")


@pytest.mark.parametrize("view", ["", 'viewBox="0 0 0 10"', 'viewBox="a"', 'viewBox="0 0 10"'])
def test_a_picture_without_a_size_is_a_square(view: str) -> None:
    assert size(f"<svg {view}></svg>") == (100, 100)


@pytest.mark.parametrize(
    ("width", "height", "landscape", "large"),
    [(640, 400, False, False), (1600, 700, True, False), (1280, 1600, False, True), (900, 2000, False, True)],
)
def test_wide_and_large_pictures_get_pages_of_their_own(width: int, height: int, landscape: bool, large: bool) -> None:
    made = figure(f'<svg viewBox="0 0 {width} {height}"></svg>', "alt")
    assert (made.landscape, made.large) == (landscape, large)


@pytest.mark.parametrize("view", ["0 0 10 10", "0 0 5000 10", "0 0 10 5000", "0 0 1524 1836"])
def test_a_picture_fits_its_page_and_keeps_its_shape(view: str) -> None:
    svg = f'<svg viewBox="{view}"></svg>'
    for sheet, room in (("upright", (174, 205)), ("wide", (261, 126)), ("large", (261, 335))):
        width, height = fitted(Figure(svg, "alt"), sheet)  # type: ignore[arg-type]
        assert width <= room[0] + 1e-9
        assert height <= room[1] + 1e-9
        assert width / height == pytest.approx(size(svg)[0] / size(svg)[1])


def test_a_sheet_that_is_asked_for_is_taken_within_reason() -> None:
    svg, tiny = '<svg viewBox="0 0 1100 1650"></svg>', '<svg viewBox="0 0 5000 5000"></svg>'
    assert figure(svg, "alt").large
    assert not figure(svg, "alt", sheet="upright").large
    assert figure(tiny, "alt", sheet="upright").large


def test_a_picture_is_no_wider_than_asked() -> None:
    drawn = figure('<svg viewBox="0 0 1500 600"></svg>', "alt", sheet="large", most=225)
    width, height = fitted(drawn, "large")
    assert width == pytest.approx(225)
    assert height == pytest.approx(90)
