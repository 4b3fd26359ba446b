"""Random small changes of the sections of a model: any field, things that come, go or move, answers, statements."""

from __future__ import annotations

import copy
import random
from typing import Any

from sanso.model.loading import check_model
from sanso.model.process import Model

from .build import catalogue
from .models import ANSWERS, COMPONENT_KINDS, DEVICE_LINKS, HUMAN, ORGANIZATION_LINKS, REQUIREMENTS

Sections = dict[str, Any]


def altered(sections: Sections, rng: random.Random) -> Sections:
    """Return *sections* with one small change; the result may be faulty."""
    made = copy.deepcopy(sections)
    rng.choice(_WAYS)(made, rng)
    return made


def sound(sections: Sections) -> Model | None:
    """Return the model of *sections*; None where it has faults."""
    try:
        model = Model.model_validate({"sanso": 1, "id": "m", **sections})
    except ValueError:
        return None
    found = check_model(model, catalogue().vocabulary())
    return None if any(d.severity == "error" for d in found) else model


def _pick(made: Sections, section: str, rng: random.Random) -> Any:
    return made[section][rng.choice(sorted(made[section]))] if made.get(section) else {}


def _ids(made: Sections, *sections: str) -> list[str]:
    return [ident for section in sections for ident in sorted(made.get(section, ()))] or ["nobody"]


def _component(made: Sections, rng: random.Random) -> None:
    field, value = rng.choice(
        [
            ("kind", rng.choice(COMPONENT_KINDS)),
            ("product", rng.choice([None, *_ids(made, "products")])),
            (
                "roles",
                {rng.choice(("owner", "operator", "maintainer", "user")): rng.choice(_ids(made, "organizations"))},
            ),
            ("count", rng.randrange(1, 4)),
            ("site", rng.choice(("yard", "hall"))),
            ("exposure", rng.choice(([], ["internet"]))),
            ("name", rng.choice(("One", "Two"))),
            ("sectors", rng.choice((None, ["factory"], ["auto"]))),
            ("capacity", rng.choice((None, "1 kW", "5 kW"))),
            ("country", "JP"),
        ]
    )
    _pick(made, "components", rng)[field] = value


def _thing(made: Sections, rng: random.Random) -> None:
    org = rng.choice(_ids(made, "organizations"))
    section, field, value = rng.choice(
        [
            ("organizations", "scale", rng.choice(("sme", "large", None))),
            ("organizations", "name", rng.choice(("A", "B"))),
            ("organizations", "sectors", rng.choice((None, ["auto"]))),
            ("people", "employer", rng.choice((None, org))),
            ("people", "count", rng.randrange(1, 9)),
            ("people", "name", rng.choice(("P", "Q"))),
            ("people", "qualifications", rng.choice(([], [{"kind": "licence", "name": "x"}]))),
            ("products", "maker", rng.choice((None, org))),
            ("products", "support_until", rng.choice((None, "2025-01-01"))),
            ("products", "name", rng.choice(("X", "Y"))),
            ("systems", "count", rng.randrange(1, 5)),
            ("systems", "roles", {"operator": org}),
            ("systems", "exposure", rng.choice(([], ["cellular"]))),
            ("systems", "name", rng.choice(("S", "T"))),
            ("procedures", "performed_by", rng.choice(([], [org], _ids(made, "people")[:1]))),
            ("procedures", "acts_on", rng.sample(_ids(made, "components"), 1)),
            ("data", "owner", rng.choice((None, org))),
            ("data", "categories", rng.choice(([], ["personal"], ["safety-control"]))),
            ("data", "stored_in", rng.sample(_ids(made, "components"), 1)),
            ("data", "produced_by", rng.sample(_ids(made, "components"), 1)),
            ("data", "name", rng.choice(("D", "E"))),
        ]
    )
    if made.get(section):
        _pick(made, section, rng)[field] = value


def _connection(made: Sections, rng: random.Random) -> None:
    devices = _ids(made, "components", "systems")
    orgs = _ids(made, "organizations")
    link: Sections
    if rng.random() < 0.5:
        link = {"kind": rng.choice(DEVICE_LINKS), "from": rng.choice(devices), "to": rng.choice(devices)}
    else:
        link = {"kind": rng.choice(ORGANIZATION_LINKS), "from": rng.choice(orgs), "to": rng.choice(orgs)}
        link["subject"] = [rng.choice([*devices, *_ids(made, "products")])]
        if link["kind"] in ("maintains", "entrusts"):
            link["requirements"] = [rng.choice(REQUIREMENTS)]
    ident = rng.choice([*made["connections"], "new-link"])
    match rng.randrange(4):
        case 0:
            made["connections"].pop(ident, None)
        case 1 if ident in made["connections"]:
            made["connections"][ident]["name"] = rng.choice(("L", "M"))
        case _:
            made["connections"][ident] = link


def _harm(made: Sections, rng: random.Random) -> None:
    ident = rng.choice([*made["harms"], "new-harm"])
    if ident not in made["harms"]:
        element = rng.choice(_ids(made, "components"))
        made["harms"][ident] = {"cause": {"element": element, "effect": "manipulated"}, "human": "serious"}
        return
    harm = made["harms"][ident]
    match rng.randrange(7):
        case 0:
            harm["human"] = rng.choice((*HUMAN, None))
        case 1:
            harm["loss"] = {"low": "0 JPY", "high": f"{rng.choice((1, 50, 5000))} MJPY"}
        case 2:
            harm["name"] = rng.choice(("H", "G"))
        case 3:
            harm["borne_by"] = rng.choice([None, *_ids(made, "organizations")])
        case 4:
            harm["ratings"] = [{"by": "a", "human": rng.choice(HUMAN)}, {"by": "b", "human": rng.choice(HUMAN)}]
        case 5:
            leaf = {"element": rng.choice(_ids(made, "components")), "effect": "manipulated"}
            harm["cause"] = rng.choice(({"any_of": [harm["cause"], leaf]}, leaf, {"all_of": [harm["cause"], leaf]}))
        case _:
            del made["harms"][ident]


def _measure(made: Sections, rng: random.Random) -> None:
    measures = made.setdefault("measures", {})
    places = _ids(made, "organizations", "organizations", "components", "systems", "people", "products", "connections")
    own = measures.setdefault(rng.choice(places), {})
    requirement = rng.choice(REQUIREMENTS)
    match rng.randrange(4):
        case 0:
            own.pop(requirement, None)
        case 1:
            own[requirement] = {"level": "basic", "valid_until": rng.choice(("2025-01-01", "2030-01-01"))}
        case _:
            own[requirement] = rng.choice(ANSWERS)
    if not own:
        made["measures"] = {ident: answers for ident, answers in measures.items() if answers}


def _statement(made: Sections, rng: random.Random) -> None:
    stated = made.setdefault("confirmations", [])
    if stated and rng.random() < 0.4:
        del stated[rng.randrange(len(stated))]
        return
    org = rng.choice(_ids(made, "organizations"))
    device = rng.choice(_ids(made, "components", "systems", "products"))
    made["confirmations"] = [
        *stated,
        rng.choice(
            [
                {"perspective": "before-operation", "of": "product", "subject": device, "basis": "third-party"},
                {"perspective": "before-operation", "of": "organization", "subject": org, "basis": "self-declaration"},
                {"perspective": "social-support", "subject": org, "kind": "contact"},
                {"perspective": "in-operation", "subject": device, "interval": "P1Y", "last": "2026-06-01",
                 "result": rng.choice(("passed", "failed"))},
            ]
        ),
    ]  # fmt: skip


def _came_or_went(made: Sections, rng: random.Random) -> None:
    section = rng.choice(("organizations", "people", "components", "components", "systems", "data", "products"))
    if rng.random() < 0.4 and made.get(section):
        del made[section][rng.choice(sorted(made[section]))]
        return
    thing = {"components": {"kind": rng.choice(COMPONENT_KINDS)}, "people": {"count": 2}}.get(section, {})
    made.setdefault(section, {})[f"new-{section[:3]}{rng.randrange(3)}"] = thing


def _contained(made: Sections, rng: random.Random) -> None:
    if not made.get("systems"):
        return
    system = _pick(made, "systems", rng)
    held = system.setdefault("contains", {})
    if held and rng.random() < 0.5:
        del held[rng.choice(sorted(held))]
    else:
        held[rng.choice(_ids(made, "components"))] = rng.randrange(1, 3)


def _shuffled(made: Sections, rng: random.Random) -> None:
    section = rng.choice(("components", "organizations", "connections", "harms", "data"))
    names = list(made[section])
    rng.shuffle(names)
    made[section] = {name: made[section][name] for name in names}


def _head(made: Sections, rng: random.Random) -> None:
    match rng.randrange(3):
        case 0:
            made["sectors"] = rng.choice(([], ["auto"], ["factory", "building"]))
        case 1:
            made["name"] = rng.choice(("Name", "Other"))
        case _:
            thresholds = {"serious": f"{rng.choice((1, 9))} MJPY", "catastrophic": "90 MJPY"}
            made["criteria"] = {"economic": {"by_scale": {rng.choice(("sme", "large")): thresholds}}}


def _timed(made: Sections, rng: random.Random) -> None:
    section = rng.choice(("components", "connections", "harms", "organizations"))
    if made.get(section):
        _pick(made, section, rng)["valid"] = rng.choice(({"from": "2027-01-01"}, {"to": "2030-01-01"}, None))


_WAYS = (
    _component, _component, _thing, _thing, _connection, _harm, _harm, _measure, _measure, _measure, _statement,
    _came_or_went, _contained, _shuffled, _head, _timed,
)  # fmt: skip
