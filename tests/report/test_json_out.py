from __future__ import annotations

import json
from typing import Any

import pytest

from sanso.report import json_schema, to_json

from .factory import empty, small
from .proof_factory import with_proof

KEYS = ["model", "incidents", "requirements", "iotssf", "trust", "summary"]


def resolve(schema: dict[str, Any], root: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rsplit("/", 1)[1]]
    return schema


def faults(value: Any, schema: dict[str, Any], root: dict[str, Any], path: str = "") -> list[str]:
    """Check the parts of JSON Schema that the published schema uses."""
    schema = resolve(schema, root)
    if "anyOf" in schema:
        tried = [faults(value, one, root, path) for one in schema["anyOf"]]
        return [] if any(not found for found in tried) else tried[0]
    if "enum" in schema and value not in schema["enum"]:
        return [f"{path}: {value!r}"]
    if "const" in schema and value != schema["const"]:
        return [f"{path}: {value!r}"]
    kinds: dict[str, type | tuple[type, ...]] = {
        "object": dict, "array": list, "string": str, "integer": int, "boolean": bool, "null": type(None)
    }  # fmt: skip
    if "type" in schema and not isinstance(value, kinds[schema["type"]]):
        return [f"{path}: {type(value).__name__} is not {schema['type']}"]
    found: list[str] = []
    if isinstance(value, dict):
        known = schema.get("properties", {})
        found += [f"{path}/{key} missing" for key in schema.get("required", []) if key not in value]
        extra = schema.get("additionalProperties")
        for key, item in value.items():
            if key in known:
                found += faults(item, known[key], root, f"{path}/{key}")
            elif isinstance(extra, dict):
                found += faults(item, extra, root, f"{path}/{key}")
            else:
                found.append(f"{path}/{key} unknown")
    if isinstance(value, list) and "items" in schema:
        for index, item in enumerate(value):
            found += faults(item, schema["items"], root, f"{path}/{index}")
    return found


@pytest.mark.parametrize("made", [small, empty])
def test_schema_describes_the_output(made: Any) -> None:
    schema = json_schema()
    assert faults(json.loads(to_json(made()[1])), schema, schema) == []


def test_top_level_keys() -> None:
    assert list(json.loads(to_json(small()[1]))) == KEYS
    schema = json_schema()
    assert list(resolve(schema, schema)["properties"]) == [*KEYS, "proof"]
    assert schema["$schema"].endswith("2020-12/schema")


def test_proof_is_a_key_only_where_evidence_was_looked_at() -> None:
    model, assessment, _ = small()
    made = json.loads(to_json(with_proof(model, assessment)))
    assert list(made) == [*KEYS, "proof"]
    assert {key: made[key] for key in KEYS} == json.loads(to_json(assessment))
    schema = json_schema()
    assert faults(made, schema, schema) == []


def test_python_keywords_are_written_plainly() -> None:
    data = json.loads(to_json(small()[1]))
    assert all("as" in row and "as_" not in row for row in data["iotssf"])
    answers = [row["answer"] for row in data["requirements"] if row["answer"] is not None]
    assert answers
    assert all("from" in answer and "from_" not in answer for answer in answers)


def test_texts_keep_both_languages() -> None:
    data = json.loads(to_json(small()[1]))
    assert set(data["summary"]["order"]) == {"en", "ja"}
    assert data["model"]["at"] == "2026-11-22"


def test_bytes_are_repeatable() -> None:
    assessment = small()[1]
    assert to_json(assessment) == to_json(assessment)
    assert to_json(assessment).endswith(b"}\n")
