"""A small model with everything a report shows, hostile names included, and its assessment."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

from sanso.analysis import Assessment, assess
from sanso.catalogue import Catalogue, load_catalogue
from sanso.model.process import Model

__all__ = ["DAY", "HOSTILE", "assessed", "big", "empty", "small"]

DAY = dt.date(2026, 11, 22)

HOSTILE = {
    "script": "<script>alert(1)</script>",
    "formula": '=HYPERLINK("https://evil.example","x")',
    "attribute": '"><img src=x onerror=alert(1)>',
    "plus": "+1+1",
    "minus": "-2+3",
    "at": "@SUM(A1)",
    "template": "{{ 7*7 }}{% raw %}",
    "entity": "&lt;b&gt; ]]> --> </style>",
}


def _raw() -> dict[str, Any]:
    sensors = {f"s-{key}": {"kind": "sensor", "name": name, "roles": {"owner": "op"}} for key, name in HOSTILE.items()}
    loss = {"low": "5 MJPY", "high": "80 MJPY"}
    return {
        "sanso": 1,
        "id": "home",
        "name": {"en": HOSTILE["script"], "ja": HOSTILE["attribute"]},
        "description": HOSTILE["entity"],
        "organizations": {
            "op": {"name": {"en": HOSTILE["formula"], "ja": "事業者"}, "scale": "large"},
            "maker": {"name": "Maker", "scale": "sme"},
            "gone": {"name": "Gone", "valid": {"to": "2026-01-01"}},
        },
        "people": {
            "staff": {"employer": "op", "count": 3, "qualifications": [{"kind": "training", "name": "t", "held_by": 3}]}
        },
        "products": {"unit-x": {"maker": "maker"}},
        "components": {
            **sensors,
            "unit": {"kind": "controller", "product": "unit-x", "roles": {"owner": "op"}, "count": 20},
            "door": {"kind": "actuator", "name": {"en": "door", "ja": "扉"}, "roles": {"owner": "op"}},
            "guard": {"kind": "safety-function", "protects": ["thing"], "roles": {"owner": "op"}},
            "centre": {"kind": "server", "roles": {"owner": "op"}},
        },
        "systems": {"whole": {"contains": ["unit", "door", "guard", "centre"], "roles": {"operator": "op"}}},
        "procedures": {"care": {"performed_by": ["staff"], "acts_on": ["unit"]}},
        "data": {"log": {"owner": "op", "categories": ["personal"], "stored_in": ["centre"]}},
        "physical": {"thing": {}},
        "connections": {
            "buy": {"kind": "supplies", "from": "maker", "to": "op", "subject": "unit-x"},
            "order": {"kind": "commands", "from": "centre", "to": "unit", "data": ["log"]},
            "push": {"kind": "commands", "from": "unit", "to": "door"},
            "act": {"kind": "actuates", "from": "door", "to": "thing"},
            "sense": {"kind": "senses", "from": "thing", "to": "s-script"},
            "power": {"kind": "depends-on", "from": "centre", "to": "unit"},
        },
        "conditions": {"open": {"probability": 0.5}},
        "harms": {
            "caught": {
                "name": {"en": HOSTILE["plus"], "ja": "挟まれ"},
                "cause": {
                    "all_of": [
                        {"element": "door", "effect": "manipulated"},
                        {"element": "guard", "effect": "defeated"},
                        {"condition": "open"},
                    ]
                },
                "human": "serious",
                "loss": loss,
                "borne_by": "op",
                "rationale": HOSTILE["template"],
                "ratings": [
                    {"by": "<b>one</b>", "human": "serious", "rationale": HOSTILE["at"]},
                    {"by": "two", "human": "limited"},
                ],
            },
            "half-known": {"cause": {"element": "s-formula", "effect": "lies"}, "human": "limited", "rationale": "r"},
        },
        "measures": {
            "op": {
                "CPS.AM-1": {"level": "advanced", "basis": "third-party", "by": "<i>auditor</i>"},
                "CPS.AC-1": {"level": "basic", "valid_until": "2026-03-31"},
                "CPS.RA-1": "none",
                "CPS.MA-1": {"level": "not-applicable", "reason": HOSTILE["minus"]},
            },
            "unit": {"CPS.AM-1": "basic"},
        },
        "confirmations": [
            {"perspective": "before-operation", "of": "product", "subject": "unit-x", "basis": "self-declaration"}
        ],
    }


@cache
def small() -> tuple[Model, Assessment, Catalogue]:
    """Return the small model with hostile names."""
    return assessed(Model.model_validate(_raw()))


@cache
def empty() -> tuple[Model, Assessment, Catalogue]:
    """Return a model that holds nothing."""
    return assessed(Model(sanso=1, id="nothing"))


@cache
def big(organizations: int = 60, per: int = 170) -> tuple[Model, Assessment, Catalogue]:
    """Return a model with many organizations and components."""
    names = [f"org-{n}" for n in range(organizations)]
    components = {
        f"{owner}-c{n}": {"kind": "controller", "roles": {"owner": owner}} for owner in names for n in range(per)
    }
    return assessed(
        Model.model_validate(
            {
                "sanso": 1,
                "id": "big",
                "organizations": {name: {} for name in names},
                "components": components,
                "harms": {
                    name: {"cause": {"element": f"{name}-c1", "effect": "stopped"}, "human": "serious"}
                    for name in names
                },
            }
        )
    )


def assessed(model: Model) -> tuple[Model, Assessment, Catalogue]:
    """Assess *model* on a fixed day."""
    catalogue = load_catalogue()
    return model, assess(model, catalogue, at=DAY, digest="sha256:0123456789abcdef"), catalogue
