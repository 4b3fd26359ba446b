"""Raw records to typed ones, every fault of every record collected; and the vulnerabilities, which are generated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from sanso.catalogue.framework import ElementTypeRecord, Incident, Requirement
from sanso.catalogue.kinds import RECORD_TYPES, keys_of
from sanso.catalogue.provenance import Record
from sanso.catalogue.reading import UserFile
from sanso.model.diagnostics import Diagnostic, diagnose, suggest
from sanso.model.text import Text

__all__ = ["build", "explain", "raw_vulnerabilities"]

_CODES = {"money": "bad-money", "interval": "bad-interval", "range_order": "range-order"}
_RANGE = ("greater_than", "less_than", "too_short", "too_long", "string_too_short", "string_too_long")
_EXPECTED = {
    "string": Text(en="text (put a number in quotes)", ja="文字列(数字は引用符で囲む)"),
    "int": Text(en="whole number", ja="整数"),
    "float": Text(en="number", ja="数"),
    "bool": Text(en="true or false", ja="true か false"),
    "dict": Text(en="mapping", ja="キーと値の組"),
    "mapping": Text(en="mapping", ja="キーと値の組"),
    "model": Text(en="text or mapping", ja="文字列またはキーと値の組"),
    "tuple": Text(en="list", ja="リスト"),
    "delta": Text(
        en="a level for kind raise, a meaning for kind narrow", ja="kind が raise なら level、narrow なら meaning"
    ),
}
_LETTERS = Text(en="letters out of O P C D R S F X", ja="O P C D R S F X のいずれかの文字の並び")
_ONE_LANGUAGE = Text(en="text in en, ja or both", ja="en・ja の一方または両方の文字列")


def build(kind: str, ident: str, values: Mapping[str, Any]) -> Record:
    """Make the record *ident* of *kind* from raw *values*.

    Raises:
        ValidationError: *values* are not a record of that kind.

    """
    rest = {key: value for key, value in values.items() if key != "source"}
    if "source" in values:
        rest["source_text"] = values["source"]
    return RECORD_TYPES[kind].model_validate({**rest, "id": ident})


def raw_vulnerabilities(
    incidents: Mapping[str, Incident],
    types: Mapping[str, ElementTypeRecord],
    requirements: Mapping[str, Requirement],
    common: Mapping[str, Any],
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield id and raw record of every vulnerability: one per incident and element type.

    Its requirements are those of the incident that list the type among their elements. Requirements that
    do not exist are left out; they are reported where the incident names them.
    """
    for incident in incidents.values():
        for letter in incident.types:
            type_ = types[letter]
            yield (
                f"{incident.id}_{type_.suffix}",
                {
                    **common,
                    "incident": incident.id,
                    "type": letter,
                    "title": _title(type_.weakness, incident.title),
                    "requirements": tuple(
                        ident
                        for ident in incident.requirements
                        if ident in requirements and letter in requirements[ident].elements
                    ),
                },
            )


def _title(pattern: Text, incident: Text) -> Text:
    """Return *pattern* with the incident's title in the place of ``{incident}``, and nothing else interpreted."""
    return Text(
        en=pattern.show("en").replace("{incident}", incident.show("en")),
        ja=pattern.show("ja").replace("{incident}", incident.show("ja")),
    )


def explain(error: ValidationError, user: UserFile, kind: str, ident: str) -> list[Diagnostic]:
    """Return what is wrong with a record of the user's file, each fault once."""
    found: dict[tuple[object, ...], Diagnostic] = {}
    details = error.errors(include_url=False, include_context=True)
    faulty = {detail["loc"][:-1] for detail in details}
    for detail in details:
        if detail["type"] == "too_short" and detail["loc"] in faulty:
            continue
        one = _one(detail, user, kind, ident)
        found.setdefault((one.code, one.place, one.message.en), one)
    return list(found.values())


def _one(detail: ErrorDetails, user: UserFile, kind: str, ident: str) -> Diagnostic:
    steps = tuple("source" if step == "source_text" else step for step in detail["loc"] if step != "[key]")
    path = "/".join((kind, ident, *map(str, steps)))
    full = (kind, ident, *steps)
    place = user.place(full)
    type_, context = detail["type"], detail.get("ctx", {})
    shown = _shown(detail["input"])
    if type_ == "extra_forbidden":
        key = str(steps[-1])
        return diagnose("unknown-key", user.place(full, key=True), path, key=key[:80], hint=suggest(key, keys_of(kind)))
    if type_ == "missing":
        return diagnose("missing-key", user.place(full[:-1]), path, key=str(steps[-1]))
    if type_ == "no_number":
        return diagnose("missing-key", place, path, key="days")
    if type_ == "literal_error":
        expected = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ")
        return diagnose(
            "unknown-word", place, path, value=shown, expected=expected, hint=suggest(shown, expected.split(", "))
        )
    if type_ in _CODES:
        return diagnose(_CODES[type_], place, path, value=shown)
    if type_.startswith(_RANGE):
        rule = detail["msg"].removeprefix("Input should be ")
        return diagnose("out-of-range", place, path, value=shown, rule=rule)
    return diagnose("wrong-type", place, path, expected=_expected(type_))


def _shown(value: Any) -> str:
    """Return a value as a diagnostic shows it: a mapping of numbers in full, other mappings and lists not at all."""
    if isinstance(value, dict) and all(isinstance(inner, int | float) for inner in value.values()):
        return ", ".join(f"{key} {inner}" for key, inner in value.items())[:80] or "…"
    return "…" if isinstance(value, dict | list | tuple) else str(value)[:80]


def _expected(type_: str) -> Text:
    if type_ == "string_pattern_mismatch":
        return _LETTERS
    if type_ == "value_error":
        return _ONE_LANGUAGE
    return _EXPECTED.get(type_.split("_", maxsplit=1)[0], _ONE_LANGUAGE)
