"""What pydantic finds, said with a place and words that a person understands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from sanso.model.findings import Findings
from sanso.model.problems import EXPECTED
from sanso.model.sources import Entry
from sanso.model.suggestions import Suggester
from sanso.model.text import Text

__all__ = ["Steps", "explain", "explain_one", "steps_of"]

Steps = tuple[str | int, ...]

_CUSTOM = {
    "money": "bad-money",
    "date": "bad-date",
    "interval": "bad-interval",
    "coverage": "bad-coverage",
    "rate": "bad-rate",
    "amount": "bad-amount",
    "condition": "bad-condition",
    "recursion_loop": "recursive-alias",
}
_RULES: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "greater_than": ("greater than {0}", "{0} より大きい値", "gt"),
        "greater_than_equal": ("at least {0}", "{0} 以上", "ge"),
        "less_than": ("less than {0}", "{0} より小さい値", "lt"),
        "less_than_equal": ("at most {0}", "{0} 以下", "le"),
        "finite_number": ("a finite number", "有限の数", ""),
        "too_short": ("at least {0} entries", "{0} 件以上", "min_length"),
        "too_long": ("at most {0} entries", "{0} 件以下", "max_length"),
    }
)


def explain(found: Findings, error: ValidationError, entry: Entry, path: str, type_: type[BaseModel]) -> None:
    """Report every fault of *entry*; a fault that several alternatives of a field have is told once."""
    seen: set[tuple[Steps, str]] = set()
    for detail in error.errors(include_url=False, include_context=True):
        steps = steps_of(detail["loc"], entry.value)
        if (steps, detail["type"]) not in seen and not _follows(detail):
            seen.add((steps, detail["type"]))
            explain_one(found, detail, entry, path, type_)


def explain_one(found: Findings, detail: ErrorDetails, entry: Entry, path: str, type_: type[BaseModel]) -> None:
    """Report one fault."""
    steps = steps_of(detail["loc"], entry.value)
    kind, context = detail["type"], detail.get("ctx", {})
    full = "/".join((path, *map(str, steps))).strip("/")
    key = str(steps[-1] if steps else path)[:80]
    place, shown = entry.place(steps), _shown(detail.get("input"))
    if kind == "extra_forbidden":
        known = partial(_known_keys, type_, steps[:-1])
        found.report("unknown-key", entry.place(steps, key=True), full, near=(key, known), key=key)
    elif kind == "missing":
        found.report("missing-key", entry.place(steps[:-1]), full, key=key)
    elif kind == "incomplete":
        found.report("missing-key", place, full, key=str(context.get("fields", "")))
    elif kind == "literal_error":
        expected = str(context.get("expected", ""))
        words = re.findall(r"'([^']*)'", expected)
        listed = ", ".join(words) or expected
        found.report("unknown-word", place, full, near=(shown, words), value=shown, expected=listed)
    elif kind in _CUSTOM:
        found.report(_CUSTOM[kind], place, full, value=shown)
    elif kind == "string_pattern_mismatch":
        found.report("bad-id", place, full, id=shown)
    elif kind in _RULES:
        en, ja, limit = _RULES[kind]
        bound = f"{context[limit]:g}" if limit else ""
        found.report("out-of-range", place, full, value=shown, rule=Text(en=en.format(bound), ja=ja.format(bound)))
    else:
        found.report("wrong-type", place, full, expected=_expected(kind, detail))


def _follows(detail: ErrorDetails) -> bool:
    """Tell whether a list is found too short only because its items are faulty."""
    return detail["type"] == "too_short" and len(detail["input"]) >= detail["ctx"]["min_length"]


def steps_of(loc: tuple[str | int, ...], value: Any) -> Steps:
    """Drop from *loc* what pydantic adds for unions and aliases, by walking the *value* along it."""
    steps: list[str | int] = []
    for index, step in enumerate(loc):
        last = index == len(loc) - 1
        if isinstance(step, str) and step.startswith("="):
            continue
        if isinstance(value, dict) and step != "[key]":
            if step in value or last:
                steps.append(step)
                value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int):
            steps.append(step)
            value = value[step] if step < len(value) else None
        elif index == 0 and value is None:
            steps.append(step)
    return tuple(steps)


def _shown(value: Any) -> str:
    if isinstance(value, dict | list | tuple):
        return "…"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return str(value)[:80]


def _expected(kind: str, detail: ErrorDetails) -> Text:
    if kind in ("model_type", "model_attributes_type") and detail.get("ctx", {}).get("class_name") == "Text":
        return EXPECTED["text"]
    first = {"model": "dict", "dataclass": "dict", "tuple": "list", "union": "cause"}.get(kind.split("_")[0])
    if kind == "value_error":
        return EXPECTED["text"]
    known = EXPECTED.get(first or kind.split("_", maxsplit=1)[0])
    return known or Text.of(detail["msg"].removeprefix("Input should be "))


def _known_keys(type_: type[BaseModel], steps: Steps) -> Suggester:
    """Return the keys that the mapping at *steps* below *type_* may have."""
    types = [type_]
    for step in steps:
        below = [
            part
            for known in types
            for name, info in known.model_fields.items()
            if step == (info.alias or name)
            for part in _inner(info.annotation)
            if isinstance(part, type) and issubclass(part, BaseModel)
        ]
        types = below or types
    return Suggester(dict.fromkeys(info.alias or name for known in types for name, info in known.model_fields.items()))


def _inner(annotation: Any) -> list[Any]:
    args = getattr(annotation, "__args__", ())
    return [annotation, *(item for arg in args for item in _inner(arg))]
