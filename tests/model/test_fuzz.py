"""Random values in every section: whatever stands there, loading ends in a model or in whole diagnostics."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanso.model.loading import check_model, load
from sanso.model.moment import at_day
from sanso.model.sources import HEADER_KEYS, KEYED_SECTIONS
from sanso.model.structure import Structure
from sanso.model.validation import ENTRY_TYPES

from .factory import DAY, THINGS, VOCABULARY, assert_whole, put

WORDS = [
    "owner", "door", "eye", "bus", "night", "jam", "order", "unit", "road", "log", "nowhere", "", "x" * 90, "a b",
    "バス", "\u202e", "5 MJPY", "3億円", "1/2", "95 %", "3/year", "2 kW", "2026-02", "2026-02-30", "P1Y", "P9999Y",
    "sensor", "safety-function", "commands", "senses", "shares", "stopped", "defeated", "serious", "basic",
    "not-applicable", "in-operation", "sme",
]  # fmt: skip
KEYS = sorted(
    {info.alias or name for type_ in ENTRY_TYPES.values() for name, info in type_.model_fields.items()}
    | {"element", "effect", "condition", "all_of", "any_of", "at_least", "n", "of", "share", "through", "en", "ja",
       "low", "high", "per", "level", "perspective", "subject", "covers", "owner", "door", "CPS.AC-1", "economic",
       "by_scale", "x"}
)  # fmt: skip
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-2, 3), st.integers(), st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(WORDS), st.text(max_size=4),
)  # fmt: skip
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
        st.dictionaries(st.text(max_size=3), inner, max_size=2),
    ),
    max_leaves=12,
)
NAMES = st.one_of(st.sampled_from(["p", "q", "owner", "door", "_x", ""]), st.text(max_size=4))
SECTIONS = st.fixed_dictionaries(
    {},
    optional={
        **{name: st.one_of(st.dictionaries(NAMES, VALUES, max_size=3), VALUES) for name in KEYED_SECTIONS},
        **dict.fromkeys(HEADER_KEYS, VALUES),
        "confirmations": st.one_of(st.lists(VALUES, max_size=2), VALUES),
    },
)


def examine(path: Path) -> None:
    """Load; what is accepted stands all that follows from a model alone."""
    loaded = load(path, VOCABULARY)
    for diagnostic in loaded.diagnostics:
        assert_whole(diagnostic)
    assert (loaded.model is None) == any(d.severity == "error" for d in loaded.diagnostics)
    if loaded.model is not None:
        for diagnostic in at_day(loaded.model, DAY).diagnostics:
            assert_whole(diagnostic)
        assert not [d for d in check_model(loaded.model, VOCABULARY) if d.severity == "error"]
        left = at_day(loaded.model, DAY).model
        assert not [d for d in check_model(left, VOCABULARY) if d.severity == "error"]
        Structure.of(left, ("commands",))


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(SECTIONS)
def test_random_sections(tmp_path_factory: pytest.TempPathFactory, sections: dict[str, Any]) -> None:
    examine(put(tmp_path_factory.mktemp("fuzz"), {"sanso": 1, "id": "m", **sections}))


def _spots(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(spot for key, item in inside for spot in _spots(item, (*path, key)))]


RICH: dict[str, Any] = {
    **THINGS,
    "harms": {
        "jam": {
            "cause": {"all_of": [{"element": "door", "effect": "stopped"},
                                 {"at_least": {"n": 1, "of": [{"condition": "night"}]}}]},
            "loss": {"low": "1円", "high": "2円"}, "affects": {"people": "crew", "count": 1},
            "ratings": [{"by": "a", "human": "serious", "rationale": "r"}], "valid": {"from": "2026-01"},
        }
    },
    "criteria": {"economic": {"by_scale": {"sme": {"serious": "1円", "catastrophic": "2円"}}}},
}  # fmt: skip


@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(_spots(RICH)[1:]), VALUES)
def test_one_wrong_value_in_a_sound_model(
    tmp_path_factory: pytest.TempPathFactory, spot: tuple[Any, ...], value: Any
) -> None:
    given_ = json.loads(json.dumps({"sanso": 1, "id": "m", **RICH}))
    place = given_
    for step in spot[:-1]:
        place = place[step]
    place[spot[-1]] = value
    examine(put(tmp_path_factory.mktemp("fuzz"), given_))


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=80), st.sampled_from(["m.yaml", "m.jsonl"]))
def test_random_bytes(tmp_path_factory: pytest.TempPathFactory, content: bytes, name: str) -> None:
    examine(put(tmp_path_factory.mktemp("fuzz"), content, name))


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_a_file_with_bytes_changed(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    content = bytearray(json.dumps({"sanso": 1, "id": "m", **RICH}, ensure_ascii=False).encode())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    examine(put(tmp_path_factory.mktemp("fuzz"), bytes(content)))
