"""Believable models of any size: fleets of small cells with suppliers, data and harms.

Every cell is a site with a controller, sensors, actuators, a safety function, a gateway, staff, a data set and a
procedure; sites share suppliers, products and servers, as real chains do.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

__all__ = ["entries", "write_jsonl", "write_yaml"]

CELL = 10
"""Elements in one cell."""


def entries(elements: int) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield (section, id, entry) of a model with about *elements* elements."""
    makers = max(2, elements // 1000)
    operators = max(1, elements // 500)
    for i in range(makers):
        yield "organizations", f"maker{i}", {"name": f"Maker {i}", "scale": "sme", "country": "JP"}
        yield "products", f"unit{i}", {"maker": f"maker{i}", "model": f"U{i}", "version": "1.0"}
        yield "components", f"ota{i}", {"kind": "server", "roles": {"operator": f"maker{i}"}, "exposure": ["internet"]}
    for i in range(operators):
        yield "organizations", f"operator{i}", {"name": f"Operator {i}", "scale": "large" if i % 3 else "sme"}
    shared = 2 * makers + operators
    for i in range(max(1, (elements - shared) // CELL)):
        yield from _cell(i, f"operator{i % operators}", i % makers)


def _cell(i: int, operator: str, maker: int) -> Iterator[tuple[str, str, dict[str, Any]]]:
    roles = {"operator": operator, "maintainer": f"maker{maker}"}
    yield "people", f"staff{i}", {"employer": operator, "count": 4}
    for kind, name in (("sensor", "s"), ("sensor", "t"), ("actuator", "a"), ("safety-function", "g")):
        yield "components", f"{name}{i}", {"kind": kind, "roles": {"operator": operator}}
    yield (
        "components",
        f"c{i}",
        {"kind": "controller", "product": f"unit{maker}", "roles": roles, "exposure": ["cellular"]},
    )
    yield "components", f"w{i}", {"kind": "gateway", "roles": roles}
    yield "systems", f"cell{i}", {"contains": [f"s{i}", f"t{i}", f"a{i}", f"g{i}", f"c{i}", f"w{i}"], "count": 3}
    yield "procedures", f"check{i}", {"performed_by": [f"staff{i}"], "acts_on": [f"cell{i}"], "interval": "P1Y"}
    yield (
        "data",
        f"d{i}",
        {"owner": operator, "categories": ["operational"], "produced_by": [f"s{i}"], "stored_in": [f"w{i}"]},
    )
    yield "physical", f"thing{i}", {"kind": "machine"}
    yield "connections", f"sense{i}", {"kind": "senses", "from": f"thing{i}", "to": f"s{i}", "quantity": "position"}
    yield "connections", f"act{i}", {"kind": "actuates", "from": f"a{i}", "to": f"thing{i}"}
    yield "connections", f"order{i}", {"kind": "commands", "from": f"c{i}", "to": f"a{i}"}
    yield "connections", f"up{i}", {"kind": "transmits", "from": f"c{i}", "to": f"w{i}", "data": [f"d{i}"]}
    yield "connections", f"ota-link{i}", {"kind": "updates", "from": f"ota{maker}", "to": f"c{i}"}
    if i % 2 == 0:
        level = ("limited", "serious", "fatal")[i // 2 % 3]
        cause = {"all_of": [{"element": f"a{i}", "effect": "manipulated"}, {"element": f"g{i}", "effect": "defeated"}]}
        yield (
            "harms",
            f"h{i}",
            {
                "cause": cause,
                "human": level,
                "loss": {"low": "1 MJPY", "high": f"{5 * (1 + i % 100)} MJPY"},
                "borne_by": operator,
                "rationale": "benchmark",
            },
        )
    if i % 5 == 0:
        yield "measures", f"c{i}", {"CPS.AC-1": "advanced", "CPS.DS-3": "basic"}


def write_jsonl(path: Path, elements: int) -> None:
    """Write a model as JSON Lines."""
    with path.open("w", encoding="utf-8") as stream:
        stream.write(json.dumps({"sanso": 1, "id": f"bench-{elements}", "sectors": ["factory"]}) + "\n")
        for section, ident, entry in entries(elements):
            key = "of" if section == "measures" else "id"
            stream.write(json.dumps({"in": section, key: ident, **entry}) + "\n")


def write_yaml(path: Path, elements: int) -> None:
    """Write a model as YAML in the style in which people write it."""
    sections: dict[str, list[str]] = {}
    for section, ident, entry in entries(elements):
        sections.setdefault(section, []).append(f"  {ident}: {json.dumps(entry)}\n")
    with path.open("w", encoding="utf-8") as stream:
        stream.write(f"sanso: 1\nid: bench-{elements}\nsectors: [factory]\n")
        for section, lines in sections.items():
            stream.write(f"{section}:\n")
            stream.writelines(lines)
