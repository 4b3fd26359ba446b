"""One organization in the place of another: what is taken over, and what stays history."""

from __future__ import annotations

from typing import Any

import pytest

from sanso.analysis.comparing import replace_organization
from sanso.model.loading import check_model
from sanso.model.process import Model

from ..build import catalogue, link, make

SECTIONS: dict[str, Any] = {
    "organizations": {"user": {}, "old": {}, "rival": {}},
    "people": {
        "crew": {"employer": "old", "count": 3, "qualifications": [{"kind": "training", "name": "t", "held_by": 3}]}
    },
    "products": {"box-1": {"maker": "old"}},
    "components": {"box": {"kind": "controller", "product": "box-1", "roles": {"owner": "user", "maintainer": "old"}}},
    "procedures": {"visit": {"performed_by": ["old", "rival"], "acts_on": ["box"]}},
    "data": {"log": {"owner": "old", "produced_by": ["old"]}},
    "connections": {
        "care": link("maintains", "old", "user", subject=["box"], alternatives=["deal"]),
        "deal": link("supplies", "rival", "old", subject=["box-1"]),
        "rest": link("remote-access", "crew", "box"),
    },
    "harms": {"stop": {"cause": {"element": "old", "effect": "subverted"}, "human": "none", "borne_by": "old"}},
    "measures": {"old": {"CPS.AM-1": "advanced"}, "care": {"CPS.MA-2": "basic"}, "rest": {"CPS.MA-2": "basic"}},
    "confirmations": [
        {"perspective": "operators", "subject": "crew", "kind": "training"},
        {"perspective": "social-support", "subject": "old", "kind": "contact"},
        {
            "perspective": "before-operation",
            "subject": "box-1",
            "of": "product",
            "basis": "self-declaration",
            "by": "old",
        },
    ],
}


def replaced(old: str, new: str, **sections: Any) -> Model:
    model = replace_organization(make(**{**SECTIONS, **sections}), old, new)
    assert [d for d in check_model(model, catalogue().vocabulary()) if d.severity == "error"] == []
    return model


def test_what_it_does_is_taken_over_by_a_new_one() -> None:
    model = replaced("old", "new")
    assert model.organizations["new"].name is None
    assert model.components["box"].roles.maintainer == "new"
    assert model.procedures["visit"].performed_by == ("new", "rival")
    assert (model.data["log"].owner, model.data["log"].produced_by) == ("new", ("new",))
    assert (model.connections["care"].from_, model.connections["deal"].to) == ("new", "new")
    assert (model.harms["stop"].borne_by, model.harms["stop"].cause.element) == ("new", "new")  # type: ignore[union-attr]


def test_history_stays_and_nothing_is_stated_for_the_new_one() -> None:
    model = replaced("old", "new")
    assert model.products["box-1"].maker == "old"
    assert "old" in model.organizations
    assert model.measures.keys() == {"old", "rest"}
    assert [given.subject for given in model.confirmations] == ["old", "box-1"]
    crew = model.people["crew"]
    assert (crew.employer, crew.count, crew.qualifications) == ("new", None, ())


def test_an_organization_that_nothing_names_is_gone_with_its_words() -> None:
    model = replaced("old", "new", products={"box-1": {}})
    assert "old" not in model.organizations
    assert "old" not in model.measures
    assert [given.subject for given in model.confirmations] == ["box-1"]


def test_nobody_has_a_contract_with_itself() -> None:
    model = replaced("old", "rival")
    assert "deal" not in model.connections
    assert model.connections["care"].alternatives == ()
    assert model.procedures["visit"].performed_by == ("rival",)


def test_the_given_model_is_left_alone() -> None:
    model = make(**SECTIONS)
    elements = model.elements
    after = replace_organization(model, "old", "new")
    assert model == make(**SECTIONS)
    assert "new" not in elements
    assert "new" in after.elements


def test_who_cannot_be_replaced_or_replace() -> None:
    model = make(**SECTIONS)
    with pytest.raises(KeyError):
        replace_organization(model, "box", "new")
    for taken in ("old", "box"):
        with pytest.raises(ValueError, match=taken):
            replace_organization(model, "old", taken)


def test_who_mitigates_is_taken_over_too() -> None:
    harm = {**SECTIONS["harms"]["stop"], "mitigations": [{"what": "call", "by": "old"}, {"what": "tell", "by": "user"}]}
    model = replaced("old", "new", harms={"stop": harm})
    assert [mitigation.by for mitigation in model.harms["stop"].mitigations] == ["new", "user"]


def test_a_word_that_reads_like_the_id_is_no_reference() -> None:
    box = {**SECTIONS["components"]["box"], "site": "old"}
    assert replaced("old", "new", components={"box": box}).components["box"].site == "old"
