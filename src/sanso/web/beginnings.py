"""What a workspace can begin with: the sample, a template of a sector, an empty model, a file on disk.

>>> [choice.id for choice in templates()][0], len(worked_examples()) > 3
('', True)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files as resources
from pathlib import Path
from types import MappingProxyType

from sanso import examples
from sanso.model.editing import Put, edit, write_model
from sanso.model.reading import Held
from sanso.model.text import Language, Text
from sanso.verbs.beginning import starter_sectors
from sanso.workspace.files import Files

__all__ = [
    "EMPTY",
    "SAMPLE",
    "STARTED",
    "Choice",
    "empty",
    "named",
    "sample",
    "template",
    "templates",
    "worked_examples",
]

SAMPLE = examples.DEFAULT
EMPTY = "empty"
STARTED = Text(en="began", ja="開始")


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to begin with; *id* is empty for the general template."""

    id: str
    title: Text
    about: Text


_GENERAL = Choice(
    "",
    Text(en="General", ja="汎用"),
    Text(
        en="One device, one service, one harm, with comments on every section.",
        ja="機器・サービス・被害シナリオを一つずつ含み、各区分に説明の注釈が付いています。",
    ),
)
_SECTORS: Mapping[str, tuple[Text, Text]] = MappingProxyType(
    {
        "auto": (
            Text(en="Road vehicles", ja="自動車"),
            Text(
                en="A car with its maker's centre, updates and dealers.",
                ja="車両とメーカーのセンター、OTA更新、販売店。",
            ),
        ),
        "building": (
            Text(en="Buildings", ja="ビル"),
            Text(en="Lifts and air conditioning under a central monitor.", ja="中央監視の下にある昇降機と空調。"),
        ),
        "defence": (
            Text(en="Defence industry", ja="防衛産業"),
            Text(
                en="Protected information beside machines on the shop floor.", ja="保護すべき情報と、製造現場の機械。"
            ),
        ),
        "electricity": (
            Text(en="Electricity", ja="電力"),
            Text(
                en="An aggregator, its resources and the grid company.", ja="アグリゲーターとリソース、送配電事業者。"
            ),
        ),
        "factory": (
            Text(en="Factories", ja="工場"),
            Text(en="A production line with robots and remote maintenance.", ja="ロボットと遠隔保守のある生産ライン。"),
        ),
        "smart-home": (
            Text(en="Smart homes", ja="スマートホーム"),
            Text(en="Homes with connected equipment and their services.", ja="つながる住宅設備とそのサービス。"),
        ),
    }
)


def templates() -> tuple[Choice, ...]:
    """Return the templates, the general one first."""
    return (_GENERAL, *(Choice(name, *_SECTORS[name]) for name in starter_sectors() if name in _SECTORS))


@cache
def worked_examples() -> tuple[Choice, ...]:
    """Return the worked examples with one sentence each, the sample first."""
    return tuple(Choice(name, *examples.about(name)) for name in examples.names())


def sample(name: str = SAMPLE) -> tuple[str, Files]:
    """Return the name and the files of a worked example.

    Raises:
        KeyError: there is no such example.

    """
    return name, Files(f"{name}.yaml", examples.files(name))


def template(sector: str | None, lang: Language) -> Files:
    """Return the commented starter model of *sector*, or the general one.

    Raises:
        KeyError: there is no starter for *sector*.

    """
    if sector is not None and sector not in starter_sectors():
        raise KeyError(sector)
    path = resources("sanso.verbs") / "starter" / f"{sector or 'starter'}.{lang}.yaml"
    return Files("model.yaml", {"model.yaml": path.read_bytes()})


def empty(name: str) -> Files:
    """Return a model that holds nothing but its name."""
    return Files("model.yaml", {"model.yaml": write_model({"sanso": 1, "id": "model", "name": name})})


def named(files: Files, name: str) -> Files:
    """Return *files* with *name* as the name of the model; comments and everything else stay.

    Raises:
        InputRefused: the files cannot be read.

    """
    made = edit(Path(files.main), [Put(("name",), name)], Held(files.contents))
    return Files(files.main, {**files.contents, **{path.as_posix(): raw for path, raw in made.items()}})
