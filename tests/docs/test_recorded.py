"""Fields that the documentation calls kept and not computed from change no result."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from docs.pages.model import ATTACK_ONLY
from pydantic import BaseModel

from sanso import assess, examples, load
from sanso.model.descriptions import RECORDED_ONLY
from sanso.model.process import Model

DAY = dt.date(2026, 11, 1)


@pytest.fixture(scope="module", params=examples.names())
def example(request: Any, tmp_path_factory: Any) -> Model:
    folder: Path = tmp_path_factory.mktemp("example")
    for name, content in examples.files(request.param).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return load(folder / f"{request.param}.yaml")


def _without(value: Any) -> Any:
    """Return *value* with every recorded field at its default."""
    if isinstance(value, BaseModel):
        changes = {}
        for name, info in type(value).model_fields.items():
            if name not in value.model_fields_set:
                continue
            recorded = any((info.alias or name) in RECORDED_ONLY.get(base, ()) for base in type(value).__mro__)
            if recorded and not info.is_required():
                changes[name] = info.get_default(call_default_factory=True)
            elif not recorded:
                changes[name] = _without(getattr(value, name))
        return value.model_copy(update=changes)
    if isinstance(value, dict):
        return {key: _without(inner) for key, inner in value.items()}
    if isinstance(value, tuple):
        return tuple(map(_without, value))
    return value


def test_recorded_fields_change_nothing(example: Model) -> None:
    bare = _without(example)
    assert bare != example
    assert assess(bare, at=DAY) == assess(example, at=DAY)


def test_what_counts_in_the_attack_only_is_recorded_elsewhere() -> None:
    for type_, keys in ATTACK_ONLY.items():
        assert keys <= RECORDED_ONLY[type_], type_
