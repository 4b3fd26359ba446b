"""Models from Python, and round trips."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

import sanso
from sanso import examples
from sanso.model.loading import check_model, load
from sanso.model.process import ELEMENT_SECTIONS, Model
from sanso.model.text import Text

from .factory import VOCABULARY, codes, document, put, read


def again(model: Model) -> Model:
    return Model.model_validate(json.loads(model.model_dump_json(by_alias=True, exclude_unset=True)))


def example(name: str, folder: Path) -> Path:
    for inner, content in examples.files(name).items():
        put(folder, content, inner)
    return folder / f"{name}.yaml"


def test_from_python() -> None:
    made = sanso.Model(
        sanso=1,
        id="home",
        name="Home",
        organizations={"us": {}},
        components={"cam": {"kind": "sensor", "roles": {"owner": "us"}}},
        connections={"c": {"kind": "senses", "from": "room", "to": "cam"}},
        physical={"room": {}},
    )
    assert made.components["cam"].kind == "sensor"
    assert made.elements["cam"].type == "C"
    assert made.label("cam") == Text.of("cam")
    assert made.connections["c"].from_ == "room"
    assert made.thing("nothing") is None
    assert check_model(made, VOCABULARY) == ()
    assert again(made) == made


def test_names_of_python_are_no_keys(tmp_path: Path) -> None:
    with pytest.raises(ValidationError):
        Model(sanso=1, id="m", connections={"c": {"kind": "feeds", "from_": "a", "to": "b"}})
    loaded = read(tmp_path, document(connections={"c": {"kind": "commands", "from_": "hub", "to": "door"}}))
    assert codes(loaded) == {"unknown-key", "missing-key"}


@pytest.mark.parametrize(
    "bad", [{"sanso": 2}, {"sanso": True}, {"id": "a b"}, {"people": {"a b": {}}}, {"components": {"c": {}}}, {"x": 1}]
)
def test_from_python_with_faults(bad: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Model(**{"sanso": 1, "id": "m", **bad})


def test_models_do_not_change() -> None:
    made = Model(sanso=1, id="m")
    with pytest.raises(ValidationError):
        made.id = "n"
    with pytest.raises(TypeError):
        made.elements["x"] = None  # type: ignore[index]


def test_elements_in_the_order_of_the_sections(tmp_path: Path) -> None:
    made = read(tmp_path, document()).require()
    assert list(made.elements) == [ident for section in ELEMENT_SECTIONS for ident in getattr(made, section)]
    assert made.thing("unit") is made.products["unit"]


@pytest.mark.parametrize("name", examples.names())
def test_examples_come_back(name: str, tmp_path: Path) -> None:
    loaded = load(example(name, tmp_path), VOCABULARY)
    assert loaded.diagnostics == ()
    made = loaded.require()
    assert again(made) == made
    assert again(again(made)) == made
    assert check_model(made, VOCABULARY) == ()
    put(tmp_path, made.model_dump_json(by_alias=True, exclude_unset=True), "again.yaml")
    assert load(tmp_path / "again.yaml", VOCABULARY).require() == made


@pytest.mark.parametrize("name", examples.names())
def test_places_of_every_named_thing(name: str, tmp_path: Path) -> None:
    loaded = load(example(name, tmp_path), VOCABULARY)
    for ident in loaded.require().elements:
        place = loaded.places[ident]
        line = Path(place.file).read_text(encoding="utf-8").splitlines()[place.line - 1]
        assert line[place.column - 1 :].startswith(f"{ident}:")


def _shuffled(value: Any, order: random.Random) -> Any:
    if isinstance(value, dict):
        keys = list(value)
        order.shuffle(keys)
        return {key: _shuffled(value[key], order) for key in keys}
    return value


BROKEN = document(
    people={"p": {"employer": "nobody", "x": 1}, "q": {"count": -1}},
    products={"a": {"contains": ["b"]}, "b": {"contains": ["a"]}, "p": {}},
    systems={"t": {"contains": ["eye"]}},
    harms={"h": {"cause": {"element": "door", "effect": "flies"}, "loss": {"low": "2円", "high": "1円"}}},
    connections={"c": {"kind": "commands", "from": "crew", "to": "door", "alternatives": ["c"]}},
    measures={"x": {"CPS.X": "basic"}},
)


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False))
def test_order_does_not_matter(tmp_path_factory: pytest.TempPathFactory, order: random.Random) -> None:
    folder = tmp_path_factory.mktemp("shuffled")
    assert read(folder, _shuffled(document(), order)).require() == Model.model_validate(document())
    told = {(d.code, d.severity) for d in read(folder, _shuffled(BROKEN, order)).diagnostics}
    assert told == {(d.code, d.severity) for d in read(folder, BROKEN).diagnostics}


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(st.sampled_from(["a", "b", "バス", "x-1"]), st.fixed_dictionaries(
        {"kind": st.sampled_from(["sensor", "gateway", "safety-function"])},
        optional={
            "name": st.one_of(st.text("abバ", min_size=1), st.fixed_dictionaries({"ja": st.text("バス", min_size=1)})),
            "count": st.integers(1, 10**9),
            "capacity": st.sampled_from(["2 kW", "3 m³"]),
            "valid": st.fixed_dictionaries({}, optional={"from": st.dates().map(str), "to": st.dates().map(str)}),
            "exposure": st.lists(st.text(max_size=3), max_size=2),
        },
    )),
    st.dictionaries(st.sampled_from(["h", "i"]), st.fixed_dictionaries(
        {"cause": st.recursive(
            st.builds(lambda c: {"condition": c}, st.sampled_from(["x", "y"])),
            lambda inner: st.one_of(
                st.builds(lambda p: {"all_of": p}, st.lists(inner, min_size=1, max_size=2)),
                st.builds(lambda p: {"at_least": {"n": 1, "of": p}}, st.lists(inner, min_size=1, max_size=2)),
            ), max_leaves=4)},
        optional={
            "loss": st.fixed_dictionaries({"low": st.just("3億円"), "high": st.sampled_from(["20 kEUR", "¥5"])}),
            "ratings": st.lists(st.fixed_dictionaries({"by": st.just("me"), "human": st.just("fatal")}), max_size=2),
        },
    )),
)  # fmt: skip
def test_generated_models_come_back(components: dict[str, Any], harms: dict[str, Any]) -> None:
    made = Model.model_validate({"sanso": 1, "id": "m", "components": components, "harms": harms})
    assert again(made) == made
