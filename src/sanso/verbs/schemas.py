"""The published JSON Schemas: of models, of assessments, of attacks, of diagnostics.

>>> schema("model")["title"], sorted(SCHEMAS)
('Sanso model', ['assessment', 'attack', 'diagnostics', 'model'])
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from sanso.model.text import Language

__all__ = ["SCHEMAS", "SchemaKind", "schema", "schema_bytes"]

SchemaKind = Literal["assessment", "attack", "diagnostics", "model"]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def _model(lang: Language) -> dict[str, Any]:
    from sanso.model.schema import model_schema

    return model_schema(lang)


def _assessment(lang: Language) -> dict[str, Any]:
    from sanso.report.json_out import json_schema

    title = "Sanso の評価結果" if lang == "ja" else "Sanso assessment"
    return _published("assessment", title, json_schema())


def _attack(lang: Language) -> dict[str, Any]:
    from sanso.report.json_out import attack_json_schema

    title = "Sanso の攻撃計算の結果" if lang == "ja" else "Sanso attack"
    return _published("attack", title, attack_json_schema())


def _diagnostics(lang: Language) -> dict[str, Any]:
    from pydantic import TypeAdapter

    from sanso.model.diagnostics import Diagnostic

    title = "Sanso の診断" if lang == "ja" else "Sanso diagnostics"
    return _published("diagnostics", title, TypeAdapter(list[Diagnostic]).json_schema(mode="serialization"))


def _published(kind: str, title: str, body: dict[str, Any]) -> dict[str, Any]:
    head = {"$schema": _DIALECT, "$id": f"urn:sanso:schema:{kind}:1", "title": title, "x-version": "1"}
    return {**head, **{key: value for key, value in body.items() if key not in head}}


SCHEMAS: Mapping[SchemaKind, Callable[[Language], dict[str, Any]]] = MappingProxyType(
    {"assessment": _assessment, "attack": _attack, "diagnostics": _diagnostics, "model": _model}
)
"""What makes each schema, by its name on the command line."""


def schema(kind: SchemaKind = "model", lang: Language = "en") -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of models, assessments, attacks or diagnostics, described in *lang*.

    Raises:
        KeyError: there is no such schema.

    """
    return SCHEMAS[kind](lang)


def schema_bytes(kind: SchemaKind, lang: Language) -> bytes:
    """Return the schema as the bytes of a file.

    Raises:
        KeyError: there is no such schema.

    """
    return json.dumps(schema(kind, lang), ensure_ascii=False, indent=1).encode() + b"\n"
