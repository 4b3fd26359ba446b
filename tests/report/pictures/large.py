"""Large models for the tests of grouping and of speed."""

from __future__ import annotations

from typing import Any

from sanso.model.process import Model

from .generated import KINDS

__all__ = ["plant"]


def plant(components: int, lines: int = 40) -> Model:
    """Return a plant of so many components in so many production lines, with organizations, data and links."""
    parts = {f"c{i}": {"kind": KINDS[i % 8], "name": f"Component number {i}"} for i in range(components)}
    inside = list(parts)[: components * 9 // 10]
    systems = {
        f"s{i}": {"name": {"en": f"Line {i}", "ja": f"生産ライン{i}"}, "contains": inside[i::lines]}
        for i in range(lines)
    }
    makers = {f"o{i}": {"name": f"Organization {i}"} for i in range(components // 20 + 2)}
    links: dict[str, Any] = {
        f"k{i}": {"kind": "transmits", "from": f"c{i}", "to": f"c{(i * 7 + 3) % components}"}
        for i in range(0, components, 2)
        if i != (i * 7 + 3) % components
    }
    links |= {f"m{i}": {"kind": "supplies", "from": f"o{i}", "to": "o0"} for i in range(1, len(makers))}
    return Model.model_validate({
        "sanso": 1, "id": "plant", "name": "Large plant", "components": parts, "systems": systems,
        "organizations": makers, "connections": links,
        "data": {f"d{i}": {"owner": f"o{i % len(makers)}"} for i in range(components // 10)},
        "physical": {f"f{i}": {"kind": "machine"} for i in range(components // 10)},
    })  # fmt: skip
