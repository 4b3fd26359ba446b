"""A model with many organizations, whose requirement sheet has ten thousand rows."""

from __future__ import annotations

from sanso.model.editing import write_model

__all__ = ["many_rows"]


def many_rows(organizations: int = 150) -> bytes:
    """Return a model of *organizations* that each run a few things and supply the next one."""
    names = [f"org-{n:03}" for n in range(organizations)]
    model: dict[str, object] = {
        "sanso": 1,
        "id": "many-rows",
        "name": "Many rows",
        "organizations": {name: {"name": f"Company {name}", "scale": "large"} for name in names},
        "components": {
            f"{kind}-{n:03}": {"kind": kind, "roles": {"owner": name}}
            for n, name in enumerate(names)
            for kind in ("controller", "sensor", "actuator", "server")
        },
        "systems": {
            f"plant-{n:03}": {"roles": {"operator": name}, "contains": [f"controller-{n:03}", f"server-{n:03}"]}
            for n, name in enumerate(names)
        },
        "data": {f"data-{n:03}": {"owner": name, "stored_in": [f"server-{n:03}"]} for n, name in enumerate(names)},
        "people": {f"staff-{n:03}": {"employer": name, "count": 4} for n, name in enumerate(names)},
        "procedures": {f"check-{n:03}": {"performed_by": [f"staff-{n:03}"]} for n in range(organizations)},
        "connections": {
            f"supply-{n:03}": {"kind": "supplies", "from": name, "to": names[(n + 1) % organizations]}
            for n, name in enumerate(names)
        }
        | {
            f"send-{n:03}": {"kind": "transmits", "from": f"controller-{n:03}", "to": f"server-{n:03}"}
            for n in range(organizations)
        },
    }
    return write_model(model)
