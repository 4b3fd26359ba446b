"""The frame of a picture: standing alone, on a page with others, with hostile names, always the same."""

from __future__ import annotations

import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

import pytest

import sanso.report.pictures as pictures
from sanso.catalogue import load_catalogue
from sanso.model.process import Model
from sanso.report.pictures import draw_layers, draw_map
from sanso.report.pictures.svg import Canvas, polyline

from .factory import assessment_of, bus

HOSTILE = "</text><script>alert(1)</script>\x00\x07\"'&\u202e"


def both(model: Model, lang: str = "en") -> tuple[str, str]:
    assessment = assessment_of(model)
    return draw_layers(model, assessment, lang), draw_map(model, assessment, load_catalogue(), lang)


def test_public_names() -> None:
    assert pictures.__all__ == sorted(pictures.__all__)
    assert pictures.__all__ == [
        "Box",
        "Drawing",
        "Links",
        "Move",
        "View",
        "draw_assumptions",
        "draw_bowtie",
        "draw_curve",
        "draw_layers",
        "draw_map",
        "draw_path",
        "draw_surface",
        "draw_trust_gap",
        "layers_drawing",
        "text_boxes",
        "view_box",
    ]


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_accessible_frame(lang: str) -> None:
    for svg in both(bus(), lang):
        root = ElementTree.fromstring(svg)
        assert root.attrib["role"] == "img"
        assert root.attrib["lang"] == lang
        assert [child.tag.rpartition("}")[2] for child in root][:3] == ["title", "desc", "style"]
        assert root[0].text
        assert root[1].text


def test_nothing_clashes_on_a_page() -> None:
    for svg, scope in zip(both(bus()), (".sanso-layers", ".sanso-map"), strict=True):
        assert not re.search(r"""\b(id|href|url)\s*[=(]""", svg)
        style = re.search(r"<style>(.*?)</style>", svg, re.S)
        assert style
        rules = re.sub(r"@media [^{]*\{(.*?\})\}", r"\1", style[1])
        for selectors in re.findall(r"([^{}]+)\{", rules):
            assert all(one.strip().startswith(scope) for one in selectors.split(","))


def test_dark_and_print() -> None:
    for svg in both(bus()):
        assert "@media (prefers-color-scheme: dark)" in svg
        assert svg.index("@media print") > svg.index("prefers-color-scheme")
        assert set(re.findall(r"var\(--(\w+)\)", svg)) <= set(re.findall(r"--(\w+):", svg))


def test_hostile_names_stay_text() -> None:
    names = {"c": {"kind": "sensor", "name": HOSTILE}}
    model = Model.model_validate({
        "sanso": 1, "id": "m", "name": HOSTILE, "components": names,
        "systems": {"s": {"name": HOSTILE, "contains": ["c"]}}, "organizations": {"o": {"name": HOSTILE}},
        "connections": {"k": {"kind": "hosts", "from": "o", "to": "c", "name": HOSTILE}},
    })  # fmt: skip
    for svg in both(model):
        tags = {node.tag.rpartition("}")[2] for node in ElementTree.fromstring(svg).iter()}
        assert tags <= {"svg", "title", "desc", "style", "rect", "path", "g", "text", "circle"}
        assert not re.search("[\x00-\x08\x0b-\x1f\u202e]", svg)


def test_drawing_does_not_depend_on_hash_order() -> None:
    code = (
        "import hashlib, importlib.util, sys\n"
        f"sys.path.insert(0, {str(__file__.rpartition('/')[0])!r})\n"
        "import factory\n"
        "from sanso.report.pictures import draw_layers\n"
        "model = factory.bus()\n"
        "print(hashlib.sha256(draw_layers(model, factory.assessment_of(model), 'ja').encode()).hexdigest())\n"
    )
    prints = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(prints) == 1


def test_polyline_rounds_corners_and_drops_standing_still() -> None:
    assert polyline([(0, 0), (0, 0), (0, 20), (20, 20)]) == "M0 0L0 15Q0 20 5 20L20 20"
    assert polyline([(1, 1)]) == ""


def test_canvas_escapes() -> None:
    canvas = Canvas()
    with canvas.group(title='a<"b"'):
        canvas.text(0, 0, "x>&")
    assert canvas.body().split("\n") == [
        "<g><title>a&lt;&quot;b&quot;</title>",
        '<text x="0" y="0" font-size="13">x&gt;&amp;</text>',
        "</g>",
    ]
