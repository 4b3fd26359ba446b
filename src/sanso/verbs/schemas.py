"""The published JSON Schemas: of models, of assessments, of diagnostics.

>>> model_schema()["title"], sorted(SCHEMAS)
('Sanso model', ['assessment', 'diagnostics', 'model'])
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Literal

__all__ = ["SCHEMAS", "SchemaKind", "assessment_schema", "diagnostics_schema", "model_schema", "schema"]

SchemaKind = Literal["assessment", "diagnostics", "model"]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_ID_PATTERN = r"^[^\s_.\-/:][^\s/:]{0,79}$"


def _publish(kind: str, title: str, version: str, schema: dict[str, Any]) -> dict[str, Any]:
    head = {"$schema": _DIALECT, "$id": f"urn:sanso:schema:{kind}:{version}", "title": title, "version": version}
    return {**head, **{key: value for key, value in schema.items() if key not in head}}


def model_schema() -> dict[str, Any]:
    """Return the schema of a model file, for editors and for programs that write models."""
    from sanso.model.process import Model

    schema = Model.model_json_schema(by_alias=True)
    include = {
        "description": "Further files of the model, relative to this one and inside its folder.",
        "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
    }
    schema["properties"] = {**schema["properties"], "include": include}
    return _publish("model", "Sanso model", "1", _portable(schema))


def _portable(schema: Any) -> Any:
    """Say the pattern of ids in words that mean the same in every dialect; Japanese letters stay allowed."""
    from sanso.model.base import ID_PATTERN

    if isinstance(schema, dict):
        return {key: _portable(value) for key, value in schema.items()}
    if isinstance(schema, list):
        return [_portable(value) for value in schema]
    return _ID_PATTERN if schema == ID_PATTERN else schema


def assessment_schema() -> dict[str, Any]:
    """Return the schema of what ``sanso assess --json`` prints."""
    from sanso.report.json_out import json_schema

    return _publish("assessment", "Sanso assessment", "1", json_schema())


def diagnostics_schema() -> dict[str, Any]:
    """Return the schema of the list that ``sanso check --json`` prints, and every command for refused input."""
    from pydantic import TypeAdapter

    from sanso.model.diagnostics import Diagnostic

    schema = TypeAdapter(list[Diagnostic]).json_schema(mode="serialization")
    return _publish("diagnostics", "Sanso diagnostics", "1", schema)


SCHEMAS: Mapping[SchemaKind, Callable[[], dict[str, Any]]] = MappingProxyType(
    {"assessment": assessment_schema, "diagnostics": diagnostics_schema, "model": model_schema}
)
"""Every schema by its name on the command line."""


def schema(kind: SchemaKind = "model") -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of models, of assessments or of diagnostics.

    Raises:
        KeyError: there is no such schema.

    """
    return SCHEMAS[kind]()
