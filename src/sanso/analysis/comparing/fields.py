"""The fields of a thing as flat paths, and which of them differ.

Lists of ids, words and entries have no order: of them the difference is what is gone and what has come.

>>> [(c.path, c.old.en, c.new.en) for c in differing({"roles": {"owner": "a"}}, {"roles": {"owner": "b"}}, {})]
[('roles.owner', 'a', 'b')]
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from sanso.analysis.comparing.result import FieldChange
from sanso.model.text import Text

__all__ = ["differing", "plain"]

Flat = dict[str, Any]


def plain(value: Any) -> Any:
    """Return a part of a model as plain values, as they would be written."""
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", by_alias=True)
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [plain(inner) for inner in value]
    return value


def differing(old: Any, new: Any, renames: Mapping[str, str]) -> tuple[FieldChange, ...]:
    """Return the fields in which two plain values differ; free words that follow a rename are no difference."""
    before, after = _flat(old), _flat(new)
    found = []
    for path in sorted(before.keys() | after.keys()):
        one, other = before.get(path), after.get(path)
        if one == other or (isinstance(other, str) and one is not None and renames.get(other) == one):
            continue
        if isinstance(one, Counter) or isinstance(other, Counter):
            gone, come = Counter(one or ()), Counter(other or ())
            found.append(FieldChange(path, _several(gone - come), _several(come - gone), several=True))
        else:
            found.append(FieldChange(path, _written(one), _written(other)))
    return tuple(found)


def _flat(value: Any, path: str = "") -> Flat:
    if isinstance(value, dict) and not _is_text(value):
        flat: Flat = {}
        for key, inner in value.items():
            flat.update(_flat(inner, f"{path}.{key}" if path else str(key)))
        return flat
    if isinstance(value, list):
        if all(isinstance(item, int | float) for item in value):
            return {path: tuple(value)} if value else {}
        return {path: Counter(_canonical(item) for item in value)}
    return {} if value is None else {path: Text.model_validate(value) if _is_text(value) else value}


def _is_text(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() == {"en", "ja"} and all(isinstance(v, str) for v in value.values())


def _canonical(item: Any) -> str:
    return item if isinstance(item, str) else json.dumps(_bare(item), ensure_ascii=False, sort_keys=True)


def _bare(item: Any) -> Any:
    """Return *item* without fields that are not stated."""
    if isinstance(item, dict):
        return {key: _bare(inner) for key, inner in item.items() if inner not in (None, [], {})}
    return [_bare(inner) for inner in item] if isinstance(item, list) else item


def _several(items: Counter[str]) -> Text | None:
    shown = [item.replace('"', "") for item in sorted(items.elements())]
    return Text.of(", ".join(shown)) if any(shown) else None


def _written(value: Any) -> Text | None:
    if value is None or isinstance(value, Text):
        return value
    if isinstance(value, bool):
        return Text.of("true" if value else "false")
    if isinstance(value, tuple):
        return Text.of(" – ".join(map(str, value)))
    return Text.of(str(value) or "–")
