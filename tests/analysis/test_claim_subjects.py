"""Which thing of a model a partner's subject is: only what leaves no doubt is decided."""

from __future__ import annotations

import pytest

from sanso.analysis.claim_subjects import Sought, fits, match
from sanso.model.process import Model

MODEL = Model.model_validate(
    {
        "sanso": 1,
        "id": "m",
        "organizations": {"maker": {"name": "Maker Ltd"}, "other": {"name": "Other"}},
        "people": {"guard": {"employer": "maker"}},
        "products": {
            "unit-a": {"maker": "maker", "model": "X-2", "name": {"en": "Unit A", "ja": "装置A"}},
            "unit-b": {"maker": "other", "model": "X-2"},
            "twin-1": {"maker": "maker", "name": "Twin"},
            "twin-2": {"maker": "maker", "name": "Twin"},
        },
        "components": {"pump": {"kind": "actuator", "product": "unit-a", "name": "Pump"}},
        "systems": {"line": {"contains": {"pump": 1}}},
    }
)


@pytest.mark.parametrize(
    ("sought", "element", "how"),
    [
        (Sought("maker", "device-type", "unit-a"), "unit-a", "id"),
        (Sought("maker", "device-type", "pump"), "pump", "id"),
        (Sought("maker", "organization", "maker"), "maker", "id"),
        (Sought("maker", "person", "role:guard"), "guard", "id"),
        (Sought("maker", "system", "line"), "line", "id"),
        (Sought("maker", "device-type", "X2"), "unit-a", "name"),
        (Sought("other", "device-type", "x 2"), "unit-b", "name"),
        (Sought("maker", "device-type", "z", "装置A"), "unit-a", "name"),
        (Sought("lab", "organization", "z", "MAKER LTD"), "maker", "name"),
        (Sought("lab", "device-type", "PUMP!"), "pump", "name"),
        (Sought("lab", "device-type", "X2"), None, "none"),
        (Sought("maker", "device-type", "Twin"), None, "none"),
        (Sought("maker", "system", "unit-a"), None, "none"),
        (Sought("maker", "device-type", "gadget"), None, "none"),
    ],
)
def test_match(sought: Sought, element: str | None, how: str) -> None:
    found = match(MODEL, sought)
    assert (found.element, found.how) == (element, how)
    assert element is None or fits(MODEL, sought.kind, element)


def test_doubt_names_candidates() -> None:
    assert match(MODEL, Sought("maker", "device-type", "Twin")).candidates[:2] == ("twin-1", "twin-2")
    assert set(match(MODEL, Sought("lab", "device-type", "X2")).candidates) == {"unit-a", "unit-b"}
    assert "unit-a" in match(MODEL, Sought("maker", "device-type", "gadget")).candidates
