"""Changes of a table: JSON Lines, one entry a line. Lines that are not touched stay byte for byte."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from sanso.model.editing.changes import ABSENT, CannotEdit, Plan, applied, same
from sanso.model.editing.json_nodes import scan
from sanso.model.editing.layout import Layout
from sanso.model.editing.splicing import Splicer

__all__ = ["TablePlan", "edited_table", "row_of"]


@dataclass(slots=True)
class TablePlan:
    """What becomes of the lines of a table (counted from 1): changed, taken away, or added at its end."""

    changed: dict[int, Plan] = field(default_factory=dict)
    added: list[dict[str, Any]] = field(default_factory=list)

    def at(self, line: int) -> Plan:
        """Return the plan of a line."""
        return self.changed.setdefault(line, Plan())


def row_of(section: str, ident: str, value: Any) -> dict[str, Any]:
    """Return the row of a new entry; confirmations have no id."""
    if section == "confirmations":
        return {"in": section, **value}
    return {"in": section, "of" if section == "measures" else "id": ident, **value}


def edited_table(raw: bytes, plan: TablePlan) -> bytes:
    """Return the bytes of a table with *plan* carried out.

    Raises:
        CannotEdit: a line cannot be changed safely; its place counts lines.

    """
    lines: list[bytes | None] = list(raw.split(b"\n"))
    for number, change in plan.changed.items():
        lines[number - 1] = _line(lines[number - 1] or b"", number, change)
    kept = [line for line in lines if line is not None]
    fresh = [json.dumps(row, ensure_ascii=False).encode() for row in plan.added]
    if kept and not kept[-1]:
        kept[-1:] = [*fresh, b""]
    else:
        kept += fresh
    return b"\n".join(kept)


def _line(raw: bytes, number: int, plan: Plan) -> bytes | None:
    """Return the changed line; None where nothing is left of it."""
    text = raw.decode()
    root = scan(text)
    before = json.loads(text)
    names = [key for key in ("in", "of", "id") if key in before] if "in" in before else []
    if plan.put is not ABSENT:
        if not isinstance(plan.put, dict):
            raise CannotEdit("edit-path", number, tuple(before[key] for key in names[:2]))
        plan = _whole(plan.put, before, names[:2])
    after = ABSENT if plan.drop else applied(before, plan)
    if after is ABSENT or (before.get("in") == "measures" and after.keys() == set(names[:2])):
        return None
    layout = Layout(text)
    Splicer(layout, json=True).below(root, plan)
    made = layout.text()
    if not same(json.loads(made), after):
        raise CannotEdit("edit-lost", number, ())
    return made.encode()


def _whole(value: dict[str, Any], before: dict[str, Any], names: list[str]) -> Plan:
    """Return the plan that leaves nothing of a row but *names* and *value*."""
    plan = Plan()
    for key in before:
        if key not in names:
            plan.at(key).drop = key not in value
    for key, inner in value.items():
        plan.at(key).put = inner
    return plan
