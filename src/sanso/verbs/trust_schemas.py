"""JSON Schemas of what `sanso verify` and `sanso ledger` write.

>>> ledger_json_schema()["required"][:3]
['action', 'log', 'key']
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any, Final, get_args

__all__ = ["ledger_json_schema", "verify_json_schema"]

_TEXT: Final = "string"


def _closed(**members: dict[str, Any]) -> dict[str, Any]:
    """Return an object with these members, all of them and no others."""
    return {"type": "object", "properties": members, "required": list(members), "additionalProperties": False}


def _list_of(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


def _both() -> dict[str, Any]:
    return _closed(en={"type": _TEXT}, ja={"type": _TEXT})


def verdict_json_schema() -> dict[str, Any]:
    """Return the schema of a verdict: four marks with their reasons, and what the claim counts as."""
    from sanso.model.answers import Basis
    from sanso.trust.verdicts.reasons import REASONS, State

    codes = {"enum": sorted(REASONS)}
    mark = _closed(state={"enum": list(get_args(State))}, code=codes, text=_both())
    return _closed(
        signature=mark,
        authority=mark,
        status=mark,
        log=mark,
        claim=_or_null({"type": _TEXT}),
        digest={"type": _TEXT},
        basis=_or_null({"enum": list(get_args(Basis))}),
        counts={"type": "boolean"},
        hidden={"type": "integer", "minimum": 0},
    )


def verify_json_schema() -> dict[str, Any]:
    """Return the schema of what claims, presentations and labels are worth."""
    file, fine, verdict = {"type": _TEXT}, {"type": "boolean"}, {"$ref": "#/$defs/verdict"}
    open_object = {"type": "object"}
    claim = _closed(
        file=file,
        kind={"const": "claim"},
        fine=fine,
        verdict=verdict,
        content=_or_null(open_object),
        evidence=_or_null(_list_of(open_object)),
    )
    label = _closed(
        file=file,
        kind={"const": "label"},
        fine=fine,
        schema={"const": "sanso-label-check/1"},
        label=_or_null(open_object),
        verdict=verdict,
        picture={"enum": ["as-drawn", "differs", "none"]},
    )
    statement = {
        "type": "object",
        "properties": {"file": file, "kind": {"type": _TEXT}, "fine": fine, "problem": _or_null(open_object)},
        "required": ["file", "kind", "fine", "problem"],
    }
    trusted = _closed(
        version={"type": "integer", "minimum": 1},
        expires={"type": _TEXT, "format": "date-time"},
        digest={"type": _TEXT},
        pinned={"type": "boolean"},
    )
    body = _closed(
        schema={"const": "sanso-verification/1"},
        at={"type": _TEXT, "format": "date-time"},
        trust_list=_or_null(trusted),
        fine=fine,
        files=_list_of({"oneOf": [claim, label]}),
        statements=_list_of(statement),
        unused=_list_of(statement),
    )
    return {**body, "$defs": {"verdict": verdict_json_schema()}}


def ledger_json_schema() -> dict[str, Any]:
    """Return the schema of what came of an action with a log."""
    from sanso.verbs.ledger import LedgerAction, LedgerResult

    number = {"type": "integer", "minimum": 0}
    known: dict[str, dict[str, Any]] = {
        "action": {"enum": list(get_args(LedgerAction))},
        "size": number,
        "fine": {"type": "boolean"},
        "indices": _list_of(number),
        "kinds": {"type": "object", "additionalProperties": number},
        "compared": number,
        "problems": _list_of(_both()),
        "schema": {"const": "sanso-ledger/1"},
    }
    return _closed(**{one.name: known.get(one.name, {"type": _TEXT}) for one in fields(LedgerResult)})
