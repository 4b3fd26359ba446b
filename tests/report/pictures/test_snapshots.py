"""The pictures of a small model, kept as files: a change of drawing shows in review.

Set ``SANSO_UPDATE_SNAPSHOTS=1`` to write them anew, then look at them.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sanso.analysis.attacking import harm_likelihoods
from sanso.analysis.result import Assessment
from sanso.catalogue import load_catalogue
from sanso.iotssf.result import Stated
from sanso.model.process import Model
from sanso.model.text import Language
from sanso.report.pictures import (
    draw_assumptions,
    draw_curve,
    draw_layers,
    draw_map,
    draw_path,
    draw_surface,
    draw_trust_gap,
)

from ..attack_factory import bus, result
from ..proof_factory import with_proof
from .checks import assert_sound
from .factory import assessment_of, placement

FOLDER = Path(__file__).parent / "snapshots"
PICTURES = (
    *("layers", "map", "path", "curve", "surface", "assumptions", "risk"),
    *("gap", "gap-proven", "layers-proven", "map-proven"),
)


def dryer() -> tuple[Model, Assessment]:
    """Return a clothes dryer with its cloud: every plane, an outline, a population, all states."""
    model = Model.model_validate({
        "sanso": 1, "id": "dryer", "name": {"en": "Clothes dryer", "ja": "衣類乾燥機"},
        "organizations": {"maker": {"name": {"en": "Appliance maker", "ja": "家電メーカー"}}},
        "people": {"family": {"name": {"en": "Families", "ja": "家庭の利用者"}, "count": 60_000}},
        "components": {
            "heat": {"kind": "sensor", "name": {"en": "Drum thermometer", "ja": "ドラム温度計"}},
            "drum": {"kind": "actuator", "name": {"en": "Heater and drum drive", "ja": "ヒーター・ドラム駆動"}},
            "cut": {"kind": "safety-function", "name": {"en": "Thermal cut-out", "ja": "過熱遮断器"}},
            "cloud": {"kind": "server", "name": {"en": "Appliance cloud", "ja": "家電クラウド"}},
        },
        "systems": {"unit": {"name": {"en": "Dryer", "ja": "乾燥機"}, "count": 60_000,
                             "contains": ["heat", "drum", "cut"]}},
        "data": {"use": {"name": {"en": "Usage history", "ja": "使用履歴"}, "stored_in": ["cloud"]}},
        "procedures": {"fix": {"name": {"en": "Firmware update", "ja": "ファームウェア更新"}}},
        "physical": {"home": {"name": {"en": "Home", "ja": "住宅"}}},
        "connections": {
            "k1": {"kind": "senses", "from": "home", "to": "heat"},
            "k2": {"kind": "actuates", "from": "drum", "to": "home"},
            "k3": {"kind": "updates", "from": "cloud", "to": "unit"},
            "k4": {"kind": "transmits", "from": "heat", "to": "drum"},
            "k5": {"kind": "hosts", "from": "maker", "to": "cloud"},
            "k6": {"kind": "feeds", "from": "home", "to": "drum"},
        },
    })  # fmt: skip
    dozens = {"instances": 60_000, "single": 2}
    rows = {
        "heat": placement("heat", 2, stated=Stated(product="third-party"), reached=True),
        "drum": placement("drum", 4, human="fatal", economic="serious", stated=Stated(product="third-party"), **dozens),
        "cut": placement("cut", None),
        "cloud": placement("cloud", 4, human="fatal", economic="serious", at_least=True),
        "unit": placement("unit", 4, human="fatal", economic="serious", stated=Stated(social_support="fund"), **dozens),
    }
    return model, assessment_of(model, rows)


def drawn(picture: str, lang: Language) -> str:
    """Draw a picture of the dryer, or of the attack on the buses."""
    model, assessment = dryer()
    if picture.endswith("-proven"):
        assessment = with_proof(model, assessment)
    kind = picture.removesuffix("-proven")
    if kind == "layers":
        return draw_layers(model, assessment, lang)
    if kind == "map":
        return draw_map(model, assessment, load_catalogue(), lang)
    if kind == "gap":
        return draw_trust_gap(model, assessment, load_catalogue(), lang)
    model, assessment, content = bus()
    made = result()
    return {
        "path": lambda: draw_path(model, made.paths[0], content, lang),
        "curve": lambda: draw_curve(made, lang),
        "surface": lambda: draw_surface(made, model, lang, content),
        "assumptions": lambda: draw_assumptions(made, lang),
        "risk": lambda: draw_map(model, assessment, content, lang, harm_likelihoods(made)),
    }[picture]()


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("picture", PICTURES)
def test_picture_is_as_kept(picture: str, lang: str) -> None:
    svg = drawn(picture, lang)
    assert_sound(svg)
    file = FOLDER / f"{picture}.{lang}.svg"
    if os.environ.get("SANSO_UPDATE_SNAPSHOTS"):
        FOLDER.mkdir(exist_ok=True)
        file.write_text(svg, encoding="utf-8", newline="\n")
    assert svg == file.read_text(encoding="utf-8")
