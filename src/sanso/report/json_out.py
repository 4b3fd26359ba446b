"""The assessment as JSON, and the schema that publishes it.

The keys are those of the result types, by alias where a key is a Python keyword (``as``, ``from``).
Texts stay pairs of ``en`` and ``ja``, so the bytes do not depend on a language.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import TypeAdapter

from sanso.analysis.result import Assessment

__all__ = ["json_schema", "to_json"]

_SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema"


@cache
def _adapter() -> TypeAdapter[Assessment]:
    return TypeAdapter(Assessment)


def to_json(assessment: Assessment) -> bytes:
    """Write the whole assessment as UTF-8 JSON, indented, with a newline at the end."""
    return _adapter().dump_json(assessment, by_alias=True, indent=1) + b"\n"


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of what `to_json` writes."""
    schema = _adapter().json_schema(by_alias=True, mode="serialization")
    return {"$schema": _SCHEMA_DIALECT, **schema, "title": "Sanso assessment"}
