"""A strategy for small value creation processes with everything that decides: written as sections of a model file.

Sections stay plain values, so that a test can add to them, shuffle them and rename ids before they become a model.
"""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

Sections = dict[str, Any]

HUMAN = ("none", "limited", "serious", "fatal")
ECONOMIC = ("none", "limited", "serious", "catastrophic")
COMPONENT_KINDS = (
    "sensor", "actuator", "controller", "gateway", "server", "application", "network", "safety-function",
)  # fmt: skip
REQUIREMENTS = (
    "CPS.AM-1",
    "CPS.AC-1",
    "CPS.AC-8",
    "CPS.DS-3",
    "CPS.MA-1",
    "CPS.MA-2",
    "CPS.SC-6",
    "CPS.CM-2",
    "CPS.RA-4",
)
ANSWERS = ("none", "basic", "advanced", "high-advanced")
DEVICE_LINKS = ("transmits", "commands", "configures", "updates", "authenticates", "feeds", "depends-on")
ORGANIZATION_LINKS = ("supplies", "develops", "integrates", "maintains", "hosts", "entrusts", "insures")
BASES = ("self-declaration", "third-party", "public-certification")


def _some(names: list[str], most: int = 2) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(names), max_size=most, unique=True) if names else st.just([])


def _maybe(names: list[str]) -> st.SearchStrategy[str | None]:
    return st.none() | st.sampled_from(names) if names else st.none()


@st.composite
def models(draw: st.DrawFn, *, statements: bool = True, most: int = 6) -> Sections:
    """Draw the sections of a model; with *statements* also measures and confirmations."""
    orgs = [f"o{i}" for i in range(draw(st.integers(1, 3)))]
    people = [f"p{i}" for i in range(draw(st.integers(0, 2)))]
    products = [f"x{i}" for i in range(draw(st.integers(0, 3)))]
    components = [f"c{i}" for i in range(draw(st.integers(1, most)))]
    systems = [f"s{i}" for i in range(draw(st.integers(0, 3)))]
    procedures = [f"r{i}" for i in range(draw(st.integers(0, 2)))]
    data = [f"d{i}" for i in range(draw(st.integers(0, 2)))]
    roles = st.fixed_dictionaries(
        {}, optional=dict.fromkeys(("owner", "operator", "maintainer", "user"), st.sampled_from(orgs))
    )
    sections: Sections = {
        "organizations": {o: draw(st.sampled_from(({}, {"scale": "sme"}, {"scale": "large"}))) for o in orgs},
        "people": {p: {"employer": draw(_maybe(orgs)), "count": draw(st.integers(1, 5))} for p in people},
        "products": {
            x: {"maker": draw(_maybe(orgs)), "contains": draw(_some(products[i + 1 :], 1))}
            for i, x in enumerate(products)
        },
        "components": {
            c: {
                "kind": draw(st.sampled_from(COMPONENT_KINDS)),
                "product": draw(_maybe(products)),
                "roles": draw(roles),
                "count": draw(st.integers(1, 3)),
            }
            for c in components
        },
        "systems": {s: {"roles": draw(roles), "count": draw(st.integers(1, 4))} for s in systems},
        "procedures": {
            r: {"performed_by": draw(_some([*orgs, *people])), "acts_on": draw(_some([*components, *systems, *data]))}
            for r in procedures
        },
        "data": {
            d: {
                "owner": draw(_maybe(orgs)),
                "categories": draw(_some(["personal", "safety-control", "public"], 1)),
                "stored_in": draw(_some([*components, *systems])),
                "produced_by": draw(_some(components, 1)),
            }
            for d in data
        },
        "physical": {"world": {}},
        "conditions": {"rain": {"probability": 0.1}},
    }  # fmt: skip
    draw(_containment(sections))
    sections["connections"] = {f"k{i}": link for i, link in enumerate(draw(st.lists(_links(sections), max_size=8)))}
    sections["harms"] = {f"h{i}": harm for i, harm in enumerate(draw(st.lists(harms(sections), max_size=3)))}
    if statements:
        sections["measures"] = draw(_measures(sections))
        sections["confirmations"] = draw(st.lists(confirmations(sections), max_size=6))
    return sections


@st.composite
def _containment(draw: st.DrawFn, sections: Sections) -> None:
    """Hang systems and components into a forest: everything into something that comes before it, or nowhere."""
    systems, components = list(sections["systems"]), list(sections["components"])
    for section, members in (("systems", systems), ("components", components)):
        for index, member in enumerate(members):
            holders = systems[:index] if section == "systems" else [*systems, *components[:index][:1]]
            holder = draw(_maybe(holders))
            if holder is not None:
                home = sections["systems" if holder in systems else "components"][holder]
                home.setdefault("contains", {})[member] = draw(st.integers(1, 3))


@st.composite
def _links(draw: st.DrawFn, sections: Sections) -> Sections:
    devices, data = [*sections["components"], *sections["systems"]], list(sections["data"])
    orgs, people, components = list(sections["organizations"]), list(sections["people"]), list(sections["components"])
    form = draw(
        st.sampled_from(("device", "device", "device", "organization", "remote", "senses", "operates", "shares"))
    )
    if form == "organization":
        kind = draw(st.sampled_from(ORGANIZATION_LINKS))
        ends = [*orgs, *devices] if kind in ("integrates", "maintains", "hosts") else orgs
        link: Sections = {"kind": kind, "from": draw(st.sampled_from(orgs)), "to": draw(st.sampled_from(ends))}
        link["subject"] = draw(_some([*devices, *sections["products"]]))
        if kind in ("maintains", "entrusts"):
            link["requirements"] = draw(_some(list(REQUIREMENTS)))
        return link
    if form == "senses":
        return {
            "kind": "senses", "from": "world", "to": draw(st.sampled_from(components)),
            "cross_check": draw(_some(components, 1)),
        }  # fmt: skip
    if form == "shares" and data:
        return {
            "kind": "shares", "from": draw(st.sampled_from([*orgs, *devices])), "to": draw(st.sampled_from(orgs)),
            "data": [draw(st.sampled_from(data))],
        }  # fmt: skip
    if form == "operates" and people:
        return {"kind": "operates", "from": draw(st.sampled_from(people)), "to": draw(st.sampled_from(devices))}
    kind = "remote-access" if form == "remote" else draw(st.sampled_from(DEVICE_LINKS))
    source = [*orgs, *people, *devices] if kind == "remote-access" else devices
    link = {"kind": kind, "from": draw(st.sampled_from(source)), "to": draw(st.sampled_from(devices))}
    if kind not in ("feeds", "depends-on"):
        link["data"] = draw(_some(data, 1))
    return link


def _effects(sections: Sections) -> st.SearchStrategy[Sections]:
    words = {
        "organizations": "subverted", "people": "deceived", "components": "manipulated", "systems": "stopped",
        "procedures": "skipped", "data": "altered",
    }  # fmt: skip
    named = [
        *([(ident, word) for section, word in words.items() for ident in sections[section]]),
        *([(ident, words["components"]) for ident in sections["components"]] * 2),
    ]
    share = st.fixed_dictionaries({}, optional={"share": st.sampled_from((0.1, 0.3, 0.5, 1.0))})
    plain = st.builds(lambda pair, more: {"element": pair[0], "effect": pair[1], **more}, st.sampled_from(named), share)
    holders = {s: [*thing.get("contains", {})] for s, thing in sections["systems"].items() if thing.get("contains")}
    if not holders:
        return plain
    through = st.sampled_from(sorted(holders)).flatmap(
        lambda s: st.builds(
            lambda parts: {"element": s, "effect": "stopped", "through": parts},
            st.lists(st.sampled_from(holders[s]), min_size=1, max_size=2, unique=True),
        )
    )
    return plain | plain | through


def causes(sections: Sections) -> st.SearchStrategy[Sections]:
    """Draw a cause: an effect, or a combination of some."""
    leaf = _effects(sections) | _effects(sections) | st.just({"condition": "rain"})
    return st.recursive(
        leaf,
        lambda inner: st.lists(inner, min_size=1, max_size=3).flatmap(
            lambda members: st.sampled_from(
                ({"all_of": members}, {"any_of": members}, {"at_least": {"n": 1, "of": members}})
            )
        ),
        max_leaves=4,
    ) | st.lists(leaf, min_size=2, max_size=3).map(lambda members: {"all_of": members})


@st.composite
def harms(draw: st.DrawFn, sections: Sections) -> Sections:
    """Draw a harm on elements of *sections*."""
    harm: Sections = {"cause": draw(causes(sections)), "human": draw(st.none() | st.sampled_from(HUMAN))}
    harm["borne_by"] = draw(_maybe(list(sections["organizations"])))
    if draw(st.booleans()):
        harm["economic"] = draw(st.none() | st.sampled_from(ECONOMIC))
    if draw(st.booleans()):
        high = draw(st.sampled_from((0, 1_000_000, 9_999_999, 10_000_000, 300_000_000, 30_000_000_000)))
        harm["loss"] = {"low": "0 JPY", "high": f"{high} JPY", "per": draw(st.sampled_from(("event", "instance")))}
    return harm


@st.composite
def _measures(draw: st.DrawFn, sections: Sections) -> Sections:
    subjects = [
        ident
        for section in ("organizations", "components", "systems", "products", "connections", "data")
        for ident in sections.get(section, {})
    ]
    answer = st.fixed_dictionaries(
        {"level": st.sampled_from(ANSWERS)}, optional={"valid_until": st.sampled_from(("2026-11-21", "2026-11-22"))}
    ) | st.just({"level": "not-applicable", "reason": "none here"})
    chosen = draw(st.lists(st.sampled_from(subjects), max_size=4, unique=True))
    return {
        ident: draw(st.dictionaries(st.sampled_from(REQUIREMENTS), answer, min_size=1, max_size=3)) for ident in chosen
    }


@st.composite
def confirmations(draw: st.DrawFn, sections: Sections) -> Sections:
    """Draw a confirmation about something in *sections*."""
    subjects = [*sections["organizations"], *sections["components"], *sections["systems"], *sections["products"]]
    given: Sections = {"subject": draw(st.sampled_from(subjects))}
    if draw(st.booleans()):
        given["valid_until"] = draw(st.sampled_from(("2026-11-21", "2026-11-22")))
    perspective = draw(st.sampled_from(("before-operation", "in-operation", "operators", "social-support")))
    coverage = st.sampled_from((None, "0/10", "8/10", "9/10", "10/10"))
    if perspective == "before-operation":
        of = draw(st.sampled_from(("product", "organization", "staff")))
        return {**given, "perspective": perspective, "of": of, "basis": draw(st.sampled_from(BASES))}
    if perspective == "in-operation":
        interval = draw(st.sampled_from(("P6M", "P1Y", "P2Y")))
        last = draw(st.sampled_from((None, "2026-09-01", "2026-01-10", "2020-01-01")))
        result = draw(st.sampled_from((None, "passed", "failed")))
        return {
            **given, "perspective": perspective, "interval": interval, "last": last, "result": result,
            "coverage": draw(coverage),
        }  # fmt: skip
    if perspective == "operators":
        who = draw(st.sampled_from([*sections["organizations"], *sections["people"], *sections["systems"]]))
        kind = draw(st.sampled_from(("training", "qualification", "licence")))
        return {**given, "perspective": perspective, "subject": who, "kind": kind, "coverage": draw(coverage)}
    kind = draw(st.sampled_from(("contact", "repair-fund", "liability-insurance")))
    limit = draw(st.sampled_from((None, "1 MJPY", "900 GJPY")))
    return {**given, "perspective": perspective, "kind": kind, "limit": limit}
