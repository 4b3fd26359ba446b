"""What sectors bring, and one element under several of them, as JSON with their schemas.

Texts stay pairs of ``en`` and ``ja``, so the bytes do not depend on a language.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from sanso.analysis.sectors import COMPARISON_FORMAT, SECTORS_FORMAT, SectorComparison, SectorReport

__all__ = ["comparison_json_schema", "comparison_to_json", "sectors_json_schema", "sectors_to_json"]


@cache
def _sectors() -> TypeAdapter[SectorReport]:
    return TypeAdapter(SectorReport)


@cache
def _comparison() -> TypeAdapter[SectorComparison]:
    return TypeAdapter(SectorComparison)


def sectors_to_json(report: SectorReport) -> bytes:
    """Write a sector report as UTF-8 JSON with its format first, with a newline at the end."""
    return _written(SECTORS_FORMAT, _sectors().dump_python(report, mode="json", by_alias=True))


def comparison_to_json(comparison: SectorComparison) -> bytes:
    """Write a comparison as UTF-8 JSON with its format first, with a newline at the end."""
    return _written(COMPARISON_FORMAT, _comparison().dump_python(comparison, mode="json", by_alias=True))


def sectors_json_schema() -> dict[str, Any]:
    """Return the JSON Schema of what `sectors_to_json` writes."""
    return _published(SECTORS_FORMAT, "Sanso sectors", _sectors().json_schema(by_alias=True, mode="serialization"))


def comparison_json_schema() -> dict[str, Any]:
    """Return the JSON Schema of what `comparison_to_json` writes."""
    schema = _comparison().json_schema(by_alias=True, mode="serialization")
    return _published(COMPARISON_FORMAT, "Sanso comparison of sectors", schema)


def _written(format_: str, data: dict[str, Any]) -> bytes:
    return json.dumps({"format": format_, **data}, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"


def _published(format_: str, title: str, schema: dict[str, Any]) -> dict[str, Any]:
    properties = {"format": {"const": format_, "type": "string"}, **schema["properties"]}
    required = ["format", *schema.get("required", ())]
    return {**schema, "title": title, "properties": properties, "required": required}
