"""Security and safety as JSON, and the schema that publishes it; texts stay pairs of ``en`` and ``ja``."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

if TYPE_CHECKING:
    from sanso.analysis.bowties import SafetyReport

__all__ = ["safety_json_schema", "safety_to_json"]


@cache
def _adapter() -> TypeAdapter[SafetyReport]:
    from sanso.analysis.bowties import SafetyReport

    return TypeAdapter(SafetyReport)


def safety_to_json(report: SafetyReport) -> bytes:
    """Write a safety report as UTF-8 JSON with its format first, indented, with a newline at the end.

    Raises:
        ValueError: a number is not finite.

    """
    from sanso.analysis.bowties import SAFETY_FORMAT

    data = {"format": SAFETY_FORMAT, **_adapter().dump_python(report, mode="json", by_alias=True)}
    return json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False).encode("utf-8", "replace") + b"\n"


def safety_json_schema() -> dict[str, Any]:
    """Return the JSON Schema of what `safety_to_json` writes."""
    from sanso.analysis.bowties import SAFETY_FORMAT

    schema = _adapter().json_schema(by_alias=True, mode="serialization")
    head = {"format": {"const": SAFETY_FORMAT, "title": "Format", "type": "string"}}
    schema["properties"] = {**head, **schema["properties"]}
    schema["required"] = ["format", *schema.get("required", [])]
    return schema
