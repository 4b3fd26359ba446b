"""The JSON Schema of a model file, generated from the types of the model.

What the loader takes, the schema takes: bare strings for names, lists for ``contains``, bare levels for measures,
one id for a list of ids, sections and entries that are left empty. References, ends of connections, effects and
requirement ids are not in the schema; ``sanso check`` checks them.

>>> schema = model_schema("ja")
>>> schema["$id"], schema["$defs"]["Organization"]["description"]
('urn:sanso:schema:model:1', 'ソシキ。企業・団体・組織。')
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from sanso.model.base import ID_PATTERN
from sanso.model.descriptions import INCLUDE, TYPES, field_text, is_recorded_only
from sanso.model.process import NAMED_SECTIONS, Model
from sanso.model.text import Language, Text
from sanso.model.words import words_of

__all__ = ["SCHEMA_ID", "VERSION", "model_schema"]

VERSION = "1"
SCHEMA_ID = f"urn:sanso:schema:model:{VERSION}"

_TITLE = Text(en="Sanso model", ja="Sanso モデル")
_RECORDED = Text(en="Kept; nothing is computed from it yet.", ja="記録のみ。まだ計算には使わない。")

_PORTABLE = {
    ID_PATTERN: r"^[^\s!-/:-@\[-`{-~][^\s!-,/:-@\[-^`{-~]{0,79}$",
}
"""Patterns whose dialect differs between languages, said in a way that is the same in all or a little wider."""

_NULL = {"type": "null"}


def model_schema(lang: Language = "en") -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a model file with descriptions in *lang*."""
    schema: dict[str, Any] = Model.model_json_schema(by_alias=True, mode="validation")
    definitions = {name: _definition(named, lang) for name, named in sorted(schema["$defs"].items())}
    body = _object(schema, Model, lang)
    _leave_empty(body["properties"], definitions)
    body["properties"]["include"] = {
        "description": INCLUDE.show(lang),
        "anyOf": [{"type": "string", "minLength": 1}, {"type": "array", "items": {"type": "string", "minLength": 1}}],
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": _TITLE.show(lang),
        "description": TYPES[Model].show(lang),
        "x-version": VERSION,
        **{key: value for key, value in body.items() if key not in ("title", "description")},
        "$defs": definitions,
    }


def _definition(schema: dict[str, Any], lang: Language) -> dict[str, Any]:
    type_ = next(known for known in TYPES if known.__name__ == schema["title"])
    made = _object(schema, type_, lang)
    made["description"] = TYPES[type_].show(lang)
    return made | _RULES.get(type_.__name__, {})


def _object(schema: dict[str, Any], type_: type[BaseModel], lang: Language) -> dict[str, Any]:
    made = {key: value for key, value in schema.items() if key not in ("$defs", "properties")}
    made["properties"] = {
        key: _property(field, type_, key, lang) for key, field in schema.get("properties", {}).items()
    }
    return made


def _property(schema: dict[str, Any], type_: type[BaseModel], key: str, lang: Language) -> dict[str, Any]:
    """Return the schema of one field: portable, without noise, with its meaning and its words."""
    made: dict[str, Any] = _cleaned(schema)
    lines = [field_text(type_, key).show(lang)]
    if is_recorded_only(type_, key):
        lines.append(_RECORDED.show(lang))
    lines += [f"- {word}: {text.show(lang)}" for word, text in words_of(type_, key).items()]
    made["description"] = "\n".join(lines)
    return made


def _cleaned(schema: Any) -> Any:
    """Drop titles and defaults that say nothing, close mappings of ids, make patterns portable."""
    if isinstance(schema, list):
        return [_cleaned(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: _cleaned(value) for key, value in schema.items() if key not in ("title", "patternProperties")}
    if made.get("default") in (None, [], {}) or isinstance(made.get("default"), dict):
        made.pop("default", None)
    if isinstance(made.get("pattern"), str):
        made["pattern"] = _PORTABLE.get(made["pattern"], made["pattern"])
    for pattern, value in schema.get("patternProperties", {}).items():
        made["propertyNames"] = {"pattern": _PORTABLE.get(pattern, pattern)}
        made["additionalProperties"] = _cleaned(value)
    if {"$ref": "#/$defs/Text"} in made.get("anyOf", ()):
        made["anyOf"] = [{**one, "minLength": 1} if one == {"type": "string"} else one for one in made["anyOf"]]
    return made


def _leave_empty(sections: dict[str, Any], definitions: dict[str, Any]) -> None:
    """Let sections be empty, and entries that have nothing to state."""
    for name in (*NAMED_SECTIONS, "measures", "confirmations"):
        section = sections[name]
        if name != "confirmations":
            entry = section["additionalProperties"]
            definition = definitions.get(entry.get("$ref", "").rpartition("/")[2], {})
            if not definition.get("required") and "oneOf" not in definition:
                section["additionalProperties"] = {"anyOf": [entry, _NULL]}
        description = section.pop("description")
        sections[name] = {"description": description, "anyOf": [section, _NULL]}


def _stated(key: str) -> dict[str, Any]:
    return {"required": [key], "properties": {key: {"not": _NULL}}}


def _when(perspective: str, *keys: str) -> dict[str, Any]:
    """Demand *keys* of confirmations of one perspective."""
    return {
        "if": {"properties": {"perspective": {"const": perspective}}, "required": ["perspective"]},
        "then": {"allOf": [_stated(key) for key in keys]},
    }


_RULES: dict[str, dict[str, Any]] = {
    "Text": {
        "anyOf": [{"required": [lang], "properties": {lang: {"minLength": 1}}} for lang in ("en", "ja")],
    },
    "Condition": {"oneOf": [_stated("probability"), _stated("rate")]},
    "Confirmation": {
        "allOf": [_when("before-operation", "of", "basis"), _when("social-support", "kind")],
    },
}
"""What validators of the types demand beyond their fields."""
