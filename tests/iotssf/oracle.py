"""A slow second opinion on *can cause*, axes, categories and required trust.

Written from the rules alone, as fixpoints over sets, and sharing no code with the rooms it checks: it reads the
sections of a model as plain values.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

Sections = dict[str, Any]
Pair = tuple[str, str]

CONTROL = {"commands", "configures", "updates", "remote-access"}
ACTING = {"controller", "gateway", "server", "application"}
DELIVERY = {"supplies", "develops", "integrates", "maintains", "hosts"}
HUMAN = [None, "none", "limited", "serious", "fatal"]
ECONOMIC = [None, "none", "limited", "serious", "catastrophic"]
GRID = [[0, 1, 2, 3], [1, 1, 2, 3], [2, 2, 3, 4], [3, 3, 4, 4]]
FLOORS = {"personal": 2, "safety-control": 3, "public": 0}
THRESHOLDS = {"sme": (10_000_000, 300_000_000), "large": (300_000_000, 30_000_000_000)}


def grow(start: set[str], step: Callable[[set[str]], set[str]]) -> set[str]:
    """Return the least set that holds *start* and is closed under *step*."""
    found = set(start)
    while not (more := step(found)) <= found:
        found |= more
    return found


class Oracle:
    """What follows from the sections of one model."""

    def __init__(self, sections: Sections) -> None:
        self.s = sections
        self.links = list(sections["connections"].values())
        self.devices: Sections = {**sections["components"], **sections["systems"]}
        self.inside = {(p, w) for w, thing in self.devices.items() for p in thing.get("contains", {})}

    # containment

    def above(self, ident: str) -> set[str]:
        return grow(set(), lambda found: {w for p, w in self.inside if p == ident or p in found})

    def below(self, ident: str) -> set[str]:
        return {other for other in self.devices if ident in self.above(other)}

    def instances(self, ident: str) -> int:
        if ident not in self.devices:
            return 1
        number: int = self.devices[ident].get("count", 1)
        for part, whole in self.inside:
            if part == ident:
                number *= self.devices[whole]["contains"][part] * self.instances(whole)
        return number

    # who does what

    def deployed(self, name: str) -> set[str]:
        """Return the devices that *name* means: itself, or where the product is built in."""
        if name in self.devices:
            return {name}
        holding = grow({name}, lambda x: {p for p, t in self.s["products"].items() if set(t["contains"]) & x})
        return {c for c, thing in self.s["components"].items() if thing["product"] in holding}

    def responsible(self, ident: str) -> str | None:
        current: str | None = ident
        while current is not None:
            roles = self.devices[current]["roles"]
            for role in ("operator", "manager", "owner"):
                if role in roles:
                    return str(roles[role])
            current = next((w for p, w in self.inside if p == current), None)
        return None

    def maintained(self) -> set[Pair]:
        by_role = {(t["roles"]["maintainer"], i) for i, t in self.devices.items() if "maintainer" in t["roles"]}
        found = set(by_role)
        for link in self.links:
            if link["kind"] != "maintains":
                continue
            if link["subject"]:
                found |= {(link["from"], i) for name in link["subject"] for i in self.deployed(name)}
            elif link["to"] in self.devices:
                found.add((link["from"], link["to"]))
            else:
                found |= {(o, i) for o, i in by_role if o == link["from"] and self.responsible(i) == link["to"]}
        return found

    def controls(self) -> set[Pair]:
        """Return (who, what) of direct control."""
        found = {(link["from"], link["to"]) for link in self.links if link["kind"] in CONTROL} | self.maintained()
        for ident, procedure in self.s["procedures"].items():
            found |= {(ident, target) for target in procedure["acts_on"]}
            found |= {(who, ident) for who in procedure["performed_by"]}
        return found

    # can cause

    def active(self, leaf: Sections) -> set[str]:
        """Return the named element, its parts, and everyone who controls one of these."""
        named = leaf["element"]
        through = set(leaf.get("through", ()))
        inside = {part for whole in through or {named} for part in self.below(whole)}
        parts = through | {p for p in inside if self.devices[p].get("kind") != "safety-function"}
        edges = self.controls()

        def step(found: set[str]) -> set[str]:
            who = {a for a, b in edges if b in found}
            systems = who & set(self.s["systems"])
            return who | {p for s in systems for p in self.below(s) if self.devices[p].get("kind") in ACTING}

        return grow({named} | parts, step)

    def reach(self, leaf: Sections) -> set[str]:
        active = self.active(leaf)
        wholes = {w for ident in active if ident in self.devices for w in self.above(ident)}
        orders = {
            d for link in self.links if link["kind"] in CONTROL and link["to"] in active for d in link.get("data", ())
        }
        return active | wholes | orders  # fmt: skip

    # causes and credit

    def leaves(self, cause: Sections) -> Iterator[Sections]:
        if "element" in cause:
            yield cause
        for member in self.members(cause):
            yield from self.leaves(member)

    @staticmethod
    def members(cause: Sections) -> list[Sections]:
        return cause.get("all_of") or cause.get("any_of") or cause.get("at_least", {}).get("of") or []

    def independent(self, barrier: Sections, other: Sections) -> bool:
        one, two = barrier["element"], other["element"]
        if self.active(barrier) & self.active(other):
            return False
        if any({one, two} == {link["from"], link["to"]} for link in self.links):
            return False
        products = [self.devices.get(i, {}).get("product") for i in (one, two)]
        makers = [self.s["products"][p]["maker"] if p else None for p in products]
        keepers = [{o for o, i in self.maintained() if i == ident} for ident in (one, two)]
        if None in products or None in makers or not all(keepers):
            return False
        return products[0] != products[1] and makers[0] != makers[1] and not keepers[0] & keepers[1]

    def qualifies(self, barrier: Sections, other: Sections) -> bool:
        one = barrier["element"]
        if one not in self.s["components"] or one == other["element"]:
            return False
        checks = [link for link in self.links if link["kind"] == "senses" and link["to"] == other["element"]]
        partner = any(one in link["cross_check"] for link in checks)
        return partner or bool(self.s["components"][one]["kind"] == "safety-function")

    def lowered(self, cause: Sections, path: tuple[int, ...] = ()) -> set[tuple[int, ...]]:
        """Return the places of the effects that an independent barrier takes down."""
        members = self.members(cause)
        found = {p for i, member in enumerate(members) for p in self.lowered(member, (*path, i))}
        if "all_of" not in cause:
            return found
        given = set()
        for i, barrier in enumerate(members):
            if "element" not in barrier:
                continue
            for j, sibling in enumerate(members):
                for place, other in self.places(sibling, (*path, j)):
                    if i != j and self.qualifies(barrier, other) and self.independent(barrier, other):
                        given.add(((*path, i), place))
        givers = {giver for giver, _ in given}
        return found | {place for _, place in given if place not in givers}

    def places(self, cause: Sections, path: tuple[int, ...]) -> Iterator[tuple[tuple[int, ...], Sections]]:
        if "element" in cause:
            yield path, cause
        for i, member in enumerate(self.members(cause)):
            yield from self.places(member, (*path, i))

    # axes

    def economic(self, harm: Sections) -> str | None:
        if harm.get("economic") is not None:
            return str(harm["economic"])
        if "loss" not in harm:
            return None
        loss = int(harm["loss"]["high"].removesuffix(" JPY"))
        if harm["loss"]["per"] == "instance":
            loss *= max((self.units(leaf) for leaf in self.leaves(harm["cause"])), default=1)
        bearer = self.s["organizations"].get(harm["borne_by"])
        serious, catastrophic = THRESHOLDS["sme" if bearer is None else bearer.get("scale", "large")]
        if loss >= catastrophic:
            return "catastrophic"
        return "serious" if loss >= serious else "limited" if loss else "none"

    def units(self, leaf: Sections) -> int:
        share = Fraction(str(leaf.get("share", 1)))
        return math.ceil(share * self.instances(leaf["element"]))

    def levels(self, *, credit: bool = True) -> dict[str, tuple[int, int]]:
        """Return the highest level per axis of everything that can cause a harm, as ranks; 0 is not stated."""
        found: dict[str, tuple[int, int]] = {}
        for harm in self.s["harms"].values():
            human, economic = HUMAN.index(harm["human"]), ECONOMIC.index(self.economic(harm))
            lowered = self.lowered(harm["cause"]) if credit else set()
            for place, leaf in self.places(harm["cause"], ()):
                own = max(human - 1, 2) if place in lowered and human > 2 else human
                for ident in self.reach(leaf):
                    before = found.get(ident, (0, 0))
                    found[ident] = max(before[0], own), max(before[1], economic)
        return found

    def categories(self, *, credit: bool = True) -> dict[str, int]:
        levels = self.levels(credit=credit)
        return {ident: GRID[max(0, h - 1)][max(0, e - 1)] for ident, (h, e) in levels.items()}

    # required trust

    def trust(self) -> dict[str, int | None]:
        found: dict[str, int | None] = dict(self.categories())
        for ident, data in self.s["data"].items():
            if data["categories"]:
                found[ident] = max(found.get(ident) or 0, *(FLOORS[c] for c in data["categories"]))
        influence = self.influence()
        for organization in self.s["organizations"]:
            own = [found.get(i) for o, i in influence if o == organization] + [found.get(organization)]
            found[organization] = max((c for c in own if c is not None), default=None)
        return found

    def influence(self) -> set[Pair]:
        roles = ("owner", "operator", "manager", "maintainer", "integrator")
        found = {(t["roles"][r], i) for i, t in self.devices.items() for r in roles if r in t["roles"]}
        found |= {(t["maker"], i) for x, t in self.s["products"].items() if t["maker"] for i in self.deployed(x)}
        found |= {(d["owner"], i) for i, d in self.s["data"].items() if d["owner"]}
        found |= {(p["employer"], i) for i, p in self.s["people"].items() if p["employer"]}
        found |= {(who, i) for i, r in self.s["procedures"].items() for who in r["performed_by"]}
        for link in self.links:
            if link["kind"] in DELIVERY:
                names = link["subject"] or [link["to"]]
                found |= {(link["from"], i) for name in names for i in self.deployed(name)}
        return found
