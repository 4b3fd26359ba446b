"""Short ways of writing records, spelled out: groups of scale levels, lists of sector deltas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sanso.model.text import Text

__all__ = ["spell_out", "spell_out_levels"]


def spell_out(kind: str, values: Mapping[str, Any], requirements: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return the raw record *values* of *kind* with its short forms spelled out.

    Anything that has not the expected shape stays as it is, to be refused later.
    """
    if kind == "scales":
        return spell_out_levels(values)
    if kind == "sectors" and isinstance(values.get("deltas"), list):
        deltas = [single for delta in values["deltas"] for single in _deltas(delta, requirements)]
        return {**values, "deltas": deltas}
    return dict(values)


def spell_out_levels(values: Mapping[str, Any], *, unstated: Text | None = None) -> dict[str, Any]:
    """Return a scale record with ``groups`` and bare levels spelled out as ``levels``.

    *unstated* is the reason of levels that give none; levels with it are marked as replaced.
    """
    result = {key: value for key, value in values.items() if key != "groups"}
    groups, levels = values.get("groups"), values.get("levels")
    if not isinstance(groups, list | None) or not isinstance(levels, dict | None):
        return dict(values) if groups is None else {**result, "levels": groups}
    if groups is None and levels is None:
        return result
    single: dict[str, Any] = {}
    for group in groups or ():
        if not isinstance(group, dict) or not isinstance(group.get("requirements"), list):
            return {**result, "levels": {"groups": group}}
        rest = {key: value for key, value in group.items() if key != "requirements"}
        single.update({str(requirement): rest for requirement in group["requirements"]})
    single.update(levels or {})
    result["levels"] = {key: _level(value, unstated) for key, value in single.items()}
    return result


def _level(value: Any, unstated: Text | None) -> Any:
    if isinstance(value, str):
        value = {"level": value}
    if unstated is not None and isinstance(value, dict):
        return {"reason": unstated, **value, "overridden": True}
    return value


def _deltas(delta: Any, requirements: Mapping[str, Mapping[str, Any]]) -> list[Any]:
    """Spell out ``requirements: [...]`` and ``referenced_by: FIELD`` as one delta per requirement."""
    if not isinstance(delta, dict) or "requirement" in delta:
        return [delta]
    rest = {key: value for key, value in delta.items() if key not in ("requirements", "referenced_by")}
    if isinstance(delta.get("requirements"), list):
        return [{**rest, "requirement": requirement} for requirement in delta["requirements"]]
    if delta.get("referenced_by") in ("csf_1_1", "csf_2_0", "iso27001_2022", "iec62443", "sp800_171"):
        return [{**rest, "requirement": k} for k, raw in requirements.items() if raw.get(delta["referenced_by"])]
    return [delta]
