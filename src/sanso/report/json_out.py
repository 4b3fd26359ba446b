"""The assessment, the attack and further results as JSON, and the schemas that publish them.

The keys are those of the result types, by alias where a key is a Python keyword (``as``, ``from``).
Texts stay pairs of ``en`` and ``ja``, so the bytes do not depend on a language.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from sanso.analysis.result import Assessment

if TYPE_CHECKING:
    from sanso.analysis.attacking import AttackReport

__all__ = ["attack_json_schema", "attack_to_json", "json_schema", "result_schema", "result_to_json", "to_json"]

_SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema"


@cache
def _adapter() -> TypeAdapter[Assessment]:
    return TypeAdapter(Assessment)


def to_json(assessment: Assessment) -> bytes:
    """Write the whole assessment as UTF-8 JSON, indented, with a newline at the end; no proof, no key for it."""
    left_out = {"proof"} if assessment.proof is None else None
    return _adapter().dump_json(assessment, by_alias=True, indent=1, exclude=left_out) + b"\n"


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of what `to_json` writes."""
    schema = _adapter().json_schema(by_alias=True, mode="serialization")
    return {"$schema": _SCHEMA_DIALECT, **schema, "title": "Sanso assessment"}


def result_to_json(result: Any) -> bytes:
    """Write a result that names its own schema as UTF-8 JSON, indented, with a newline at the end."""
    return TypeAdapter(type(result)).dump_json(result, by_alias=True, indent=1) + b"\n"


def result_schema(type_: type[Any], title: str) -> dict[str, Any]:
    """Return the JSON Schema of what `result_to_json` writes for results of *type_*."""
    schema = TypeAdapter(type_).json_schema(by_alias=True, mode="serialization")
    return {"$schema": _SCHEMA_DIALECT, **schema, "title": title}


@cache
def _attack_adapter() -> TypeAdapter[AttackReport]:
    from sanso.analysis.attacking import AttackReport

    return TypeAdapter(AttackReport)


def attack_to_json(attack: AttackReport) -> bytes:
    """Write an attack report as UTF-8 JSON with its format first, indented, with a newline at the end.

    Raises:
        ValueError: a number is not finite.

    """
    from sanso.analysis.attacking import ATTACK_FORMAT

    data = {"format": ATTACK_FORMAT, **_attack_adapter().dump_python(attack, mode="json", by_alias=True)}
    return json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False).encode("utf-8", "replace") + b"\n"


def attack_json_schema() -> dict[str, Any]:
    """Return the JSON Schema of what `attack_to_json` writes."""
    from sanso.analysis.attacking import ATTACK_FORMAT

    schema = _attack_adapter().json_schema(by_alias=True, mode="serialization")
    properties = {"format": {"const": ATTACK_FORMAT, "type": "string"}, **schema["properties"]}
    required = ["format", *schema.get("required", ())]
    merged = {**schema, "title": "Sanso attack", "properties": properties, "required": required}
    return {"$schema": _SCHEMA_DIALECT, **merged}
