"""The schema of a model file: complete, in both languages, and of one mind with the loader."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import jsonschema_rs
import pytest
from pydantic import BaseModel

from sanso import examples, verbs
from sanso.model.descriptions import INCLUDE, RECORDED_ONLY, TYPES, field_text
from sanso.model.diagnostics import has_errors
from sanso.model.field_texts import FIELDS
from sanso.model.files import read_sources
from sanso.model.loading import load
from sanso.model.money import parse_money
from sanso.model.process import Model
from sanso.model.schema import SCHEMA_ID, model_schema
from sanso.model.words import WORDS, words_of


def _parts(annotation: Any) -> Iterator[Any]:
    yield annotation
    if get_origin(annotation) is not Literal:
        for inner in get_args(annotation):
            if not isinstance(inner, str):
                yield from _parts(inner)
    if (value := getattr(annotation, "__value__", None)) is not None:
        yield from _parts(value)


def _types() -> dict[type[BaseModel], None]:
    found: dict[type[BaseModel], None] = {}
    pending: list[type[BaseModel]] = [Model]
    while pending:
        current = pending.pop()
        if current in found:
            continue
        found[current] = None
        for info in current.model_fields.values():
            parts = _parts(info.annotation)
            pending.extend(part for part in parts if isinstance(part, type) and issubclass(part, BaseModel))
    return found


def _keys(type_: type[BaseModel]) -> set[str]:
    return {info.alias or name for name, info in type_.model_fields.items()}


ALL_FIELDS = [(type_, key) for type_ in _types() for key in sorted(_keys(type_))]


def test_every_type_is_described() -> None:
    assert set(TYPES) == set(_types())


@pytest.mark.parametrize(("type_", "key"), ALL_FIELDS, ids=lambda value: getattr(value, "__name__", value))
def test_every_field_is_described_in_both_languages(type_: type[BaseModel], key: str) -> None:
    text = field_text(type_, key)
    assert text.en.strip()
    assert text.ja.strip()
    assert text.en != text.ja


def test_no_description_is_left_over() -> None:
    for table in (FIELDS, RECORDED_ONLY):
        for type_, keys in table.items():
            assert set(keys) <= _keys(type_), type_


@pytest.mark.parametrize("text", [*TYPES.values(), INCLUDE, *(t for words in WORDS.values() for t in words.values())])
def test_types_and_words_have_both_languages(text: Any) -> None:
    assert text.en.strip()
    assert text.ja.strip()


def test_words_are_those_of_the_types() -> None:
    expected = {}
    for type_ in _types():
        for name, info in type_.model_fields.items():
            words = [
                word
                for part in _parts(info.annotation)
                if get_origin(part) is Literal
                for word in get_args(part)
                if isinstance(word, str)
            ]
            if words:
                expected[type_, info.alias or name] = sorted(words)
    assert {key: sorted(words) for key, words in WORDS.items() if key != (Model, "measures")} == expected
    assert words_of(Model, "measures") == words_of(next(t for t in TYPES if t.__name__ == "Measure"), "level")


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_schema_is_a_schema(lang: Any) -> None:
    schema = model_schema(lang)
    jsonschema_rs.meta.validate(schema)
    assert schema["$id"] == SCHEMA_ID
    assert schema["x-version"] == "1"
    assert "include" in schema["properties"]
    assert verbs.schema("model", lang) == schema


def test_every_property_says_what_it_means() -> None:
    schema = model_schema("ja")
    for owner in (schema, *schema["$defs"].values()):
        for name, part in owner["properties"].items():
            assert part["description"], name


def _merged(path: Path) -> dict[str, Any]:
    sources = read_sources(path)
    assert not has_errors(sources.found)
    document: dict[str, Any] = {key: entry.value for key, entry in sources.header.items()}
    for section, entries in sources.keyed.items():
        document[section] = {ident: entry.value for ident, entry in entries.items()}
    document["confirmations"] = [entry.value for entry in sources.confirmations]
    made: dict[str, Any] = json.loads(json.dumps(document))
    return made


@pytest.mark.parametrize("name", examples.names())
def test_examples_fit_the_schema(name: str, tmp_path: Path) -> None:
    for inner, content in examples.files(name).items():
        path = tmp_path / inner
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    jsonschema_rs.validator_for(model_schema()).validate(_merged(tmp_path / f"{name}.yaml"))


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_starter_fits_the_schema_that_is_written_beside_it(lang: Any, tmp_path: Path) -> None:
    model, schema_file = verbs.new(tmp_path / "new", lang)
    schema = json.loads(schema_file.read_text(encoding="utf-8"))
    assert schema["$id"] == SCHEMA_ID
    jsonschema_rs.validator_for(schema).validate(_merged(model))


HEAD: dict[str, Any] = {"sanso": 1, "id": "m"}
ORG: dict[str, Any] = {"organizations": {"o": {}, "p": {"name": "P"}}}
DOOR = {"door": {"kind": "actuator"}}

ACCEPTED: dict[str, dict[str, Any]] = {
    "head only": {},
    "bare name": {"name": "bus"},
    "one language": {"name": {"ja": "バス"}},
    "Japanese id": {"organizations": {"市バス": {}, "a.b-c_1": {}}},
    "empty sections": {"organizations": None, "harms": None, "measures": None, "confirmations": None},
    "empty entries": {"organizations": {"o": None}, "people": {"p": None}, "systems": {"s": None}},
    "contains as list": {"components": DOOR, "systems": {"s": {"contains": ["door"]}}},
    "contains as text": {"components": DOOR, "systems": {"s": {"contains": "door"}}},
    "contains as mapping": {"components": DOOR, "systems": {"s": {"contains": {"door": 2}}}},
    "bare level": {**ORG, "measures": {"o": {"CPS.AM-1": "basic", "CPS.AM-2": {"level": "none"}}, "p": None}},
    "one reference": {"procedures": {"r": {"performed_by": "o", "acts_on": ["door"]}}, "components": DOOR, **ORG},
    "null fields": {"components": {"door": {"kind": "actuator", "site": None, "product": None}}},
    "from and to": {
        **ORG,
        "connections": {"c": {"kind": "supplies", "from": "o", "to": "p", "valid": {"from": "2026-04"}}},
    },
    "range": {
        "components": {"s": {"kind": "sensor"}},
        "physical": {"f": None},
        "connections": {"c": {"kind": "senses", "from": "f", "to": "s", "range": [0, 1.5], "accuracy": 1}},
    },
    "causes": {
        "components": DOOR,
        "conditions": {"x": {"probability": 0}, "y": {"rate": "3/年", "probability": None}},
        "harms": {
            "h": {
                "cause": {
                    "all_of": [
                        {"element": "door", "effect": "stopped", "share": 0.5},
                        {"any_of": [{"condition": "x"}]},
                        {"at_least": {"n": 1, "of": [{"condition": "y"}]}},
                    ]
                },
                "loss": {"low": "¥500", "high": "3億5000万円"},
            }
        },
    },
    "confirmations": {
        **ORG,
        "confirmations": [
            {"perspective": "before-operation", "subject": "o", "of": "product", "basis": "third-party"},
            {"perspective": "in-operation", "subject": "o", "coverage": "95 %", "interval": "P6M"},
            {"perspective": "social-support", "subject": "o", "kind": "contact", "limit": "1,000.50 EUR"},
        ],
    },
    "criteria": {"criteria": {"economic": {"by_scale": {"sme": {"serious": "10 MJPY", "catastrophic": "3億円"}}}}},
}  # fmt: skip

REFUSED: dict[str, dict[str, Any]] = {
    "other version": {"sanso": 2},
    "unknown key": {"organisations": {}},
    "unknown key below": {"organizations": {"o": {"sise": "sme"}}},
    "bad id": {"organizations": {"_o": {}}},
    "id with a colon": {"organizations": {"a:b": {}}},
    "empty name": {"name": ""},
    "empty text": {"name": {"en": "", "ja": ""}},
    "number as text": {"products": {"p": {"version": 4.1}}},
    "unknown word": {"components": {"c": {"kind": "robot"}}},
    "missing kind": {"components": {"c": {}}},
    "empty component": {"components": {"c": None}},
    "negative count": {"people": {"p": {"count": -1}}},
    "none inside": {"components": DOOR, "systems": {"s": {"contains": {"door": 0}}}},
    "money without currency": {"criteria": {"economic": {"by_scale": {"sme": {"serious": "10", "catastrophic": "3"}}}}},
    "two in one cause": {"harms": {"h": {"cause": {"condition": "x", "all_of": [{"condition": "x"}]}}}},
    "empty combination": {"harms": {"h": {"cause": {"any_of": []}}}},
    "probability and rate": {"conditions": {"x": {"probability": 1, "rate": "3/year"}}},
    "neither of both": {"conditions": {"x": {}}},
    "basis missing": {**ORG, "confirmations": [{"perspective": "before-operation", "subject": "o", "of": "staff"}]},
    "kind missing": {**ORG, "confirmations": [{"perspective": "social-support", "subject": "o"}]},
    "share above one": {"harms": {"h": {"cause": {"element": "d", "effect": "stopped", "share": 1.5}}}},
}  # fmt: skip


@pytest.mark.parametrize("name", ACCEPTED)
def test_schema_and_loader_accept(name: str, tmp_path: Path) -> None:
    document = {**HEAD, **ACCEPTED[name]}
    jsonschema_rs.validator_for(model_schema()).validate(document)
    path = tmp_path / "m.yaml"
    path.write_text(json.dumps(document), encoding="utf-8")
    assert not has_errors(load(path).diagnostics)


@pytest.mark.parametrize("name", REFUSED)
def test_schema_and_loader_refuse(name: str, tmp_path: Path) -> None:
    document = {**HEAD, **REFUSED[name]}
    assert not jsonschema_rs.validator_for(model_schema()).is_valid(document)
    path = tmp_path / "m.yaml"
    path.write_text(json.dumps(document), encoding="utf-8")
    assert has_errors(load(path).diagnostics)


@pytest.mark.parametrize("text", ["1" * 5000 + "x円", "1億" * 5000 + "x円", "1," * 5000 + "円円"])
def test_amounts_that_are_none_are_refused_at_once(text: str) -> None:
    began = time.process_time()
    with pytest.raises(ValueError, match="not an amount"):
        parse_money(text)
    assert time.process_time() - began < 1
