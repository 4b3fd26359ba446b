"""The published JSON Schemas: of models, of every kind of result, of diagnostics.

>>> schema("model")["title"], "assessment" in SCHEMAS
('Sanso model', True)
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sanso.model.text import Language

__all__ = ["SCHEMAS", "schema", "schema_bytes"]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"

_WRITTEN: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "assessment": ("Sanso assessment", "Sanso の評価結果", "sanso.report.json_out:json_schema"),
        "attack": ("Sanso attack", "Sanso の攻撃計算の結果", "sanso.report.json_out:attack_json_schema"),
        "compare-sectors": (
            "Sanso comparison of sectors",
            "Sanso の分野比較の結果",
            "sanso.report.sectors_json:comparison_json_schema",
        ),
        "diff": ("Sanso diff", "Sanso の比較結果", "sanso.report.difference_json:difference_schema"),
        "safety": (
            "Sanso security and safety",
            "Sanso のセキュリティとセーフティの結果",
            "sanso.report.safety_json:safety_json_schema",
        ),
        "ledger": ("Sanso ledger", "Sanso の透明性ログの結果", "sanso.verbs.trust_schemas:ledger_json_schema"),
        "sectors": ("Sanso sectors", "Sanso の分野別の結果", "sanso.report.sectors_json:sectors_json_schema"),
        "verify": ("Sanso verification", "Sanso の検証結果", "sanso.verbs.trust_schemas:verify_json_schema"),
    }
)
"""Results whose schema a function makes: title in English and Japanese, ``module:function``."""

_TYPED: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "iotssf": ("Sanso IoT-SSF procedure", "Sanso の IoT-SSF 適用結果", "sanso.analysis.procedure:Procedure"),
        "answers": (
            "Sanso import of answers",
            "Sanso の回答の取り込み",
            "sanso.formats.answers:AnswerImport",
        ),
        "doctor": ("Sanso doctor", "Sanso の動作環境の確認", "sanso.verbs.doctor:Checkup"),
        "import": ("Sanso import", "Sanso の台帳の取り込み結果", "sanso.verbs.importing:ImportReport"),
        "labels": (
            "Sanso labels within reach",
            "Sanso の取得可能なラベルの結果",
            "sanso.trust.schemes.reports:LabelReport",
        ),
        "perspectives": (
            "Sanso perspectives",
            "Sanso の四つの観点",
            "sanso.analysis.perspectives:PerspectiveReport",
        ),
        "schemes": (
            "Sanso labels and schemes",
            "Sanso のラベル・認証制度",
            "sanso.trust.schemes.reports:SchemeReport",
        ),
        "transcription": (
            "Sanso trust in transcription",
            "Sanso の転写の信頼の結果",
            "sanso.analysis.transcribing:TranscriptionReport",
        ),
    }
)
"""Results that are written as their type says: title in English and Japanese, ``module:type``."""


def _model(lang: Language) -> dict[str, Any]:
    from sanso.model.schema import model_schema

    return model_schema(lang)


def _diagnostics(lang: Language) -> dict[str, Any]:
    from pydantic import TypeAdapter

    from sanso.model.diagnostics import Diagnostic

    title = "Sanso の診断" if lang == "ja" else "Sanso diagnostics"
    return _published("diagnostics", title, TypeAdapter(list[Diagnostic]).json_schema(mode="serialization"))


def _written(kind: str, lang: Language) -> dict[str, Any]:
    en, ja, where = _WRITTEN[kind]
    return _published(kind, ja if lang == "ja" else en, _named(where)())


def _typed(kind: str, lang: Language) -> dict[str, Any]:
    from sanso.report.json_out import result_schema

    en, ja, where = _TYPED[kind]
    title = ja if lang == "ja" else en
    return _published(kind, title, result_schema(_named(where), title))


def _named(where: str) -> Any:
    module, _, name = where.partition(":")
    return getattr(import_module(module), name)


def _published(kind: str, title: str, body: dict[str, Any]) -> dict[str, Any]:
    head = {"$schema": _DIALECT, "$id": f"urn:sanso:schema:{kind}:1", "title": title, "x-version": "1"}
    return {**head, **{key: value for key, value in body.items() if key not in head}}


_MAKERS: dict[str, Callable[[Language], dict[str, Any]]] = {
    "model": _model,
    "diagnostics": _diagnostics,
    **{kind: partial(_written, kind) for kind in _WRITTEN},
    **{kind: partial(_typed, kind) for kind in _TYPED},
}

SCHEMAS: Mapping[str, Callable[[Language], dict[str, Any]]] = MappingProxyType(dict(sorted(_MAKERS.items())))
"""What makes each schema, by its name on the command line."""


def schema(kind: str = "model", lang: Language = "en") -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of models, of a kind of result or of diagnostics, described in *lang*.

    Raises:
        KeyError: there is no such schema.

    """
    return SCHEMAS[kind](lang)


def schema_bytes(kind: str, lang: Language) -> bytes:
    """Return the schema as the bytes of a file.

    Raises:
        KeyError: there is no such schema.

    """
    return json.dumps(schema(kind, lang), ensure_ascii=False, indent=1).encode() + b"\n"
