"""Groups for large models: elements by the system around them, else by the organization that answers for them.

`Groups` says to which group an element belongs; `by_group` makes the three-layer scene of it, one mark for each
group and plane, with counts. A plane holds at most `MOST` groups; what is left over stands in one mark. `opening`
shows what is in the groups that stand open.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sanso.analysis.result import Assessment
from sanso.model.containment import Containment
from sanso.model.process import Model
from sanso.model.responsibility import Responsibility
from sanso.model.text import Language
from sanso.report.pictures.opening import NOBODY, REST, THINGS, Mark, Opening, public, weight
from sanso.report.pictures.scene import (
    Link,
    Node,
    Plane,
    Scene,
    around,
    drawn,
    glyph_of,
    link_of,
    plane_of,
    shown_planes,
    tooltip,
)
from sanso.report.pictures.states import NOTHING, Standing, merge, standings
from sanso.report.pictures.view import EVERYTHING, View
from sanso.report.pictures.words import COMPONENT_KIND, count, say

__all__ = ["LARGEST", "MOST", "Groups", "by_group"]

LARGEST = 300
"""Elements and physical things up to which each is drawn singly."""

MOST = 40
"""Groups that one plane shows."""

_LINKS = 220
"""Links between groups that are drawn."""


@dataclass(frozen=True, slots=True)
class Groups:
    """The group of every element: the id of a system or an organization, or nobody's; *chains* the systems around."""

    of: Mapping[str, str]
    chains: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def read(cls, model: Model, idents: Sequence[str]) -> Groups:
        """Group *idents*: by systems, opened as deep as the number of groups allows, else by responsibility."""
        containment = Containment.of(model)
        responsibility = Responsibility.of(model, containment)
        there = frozenset(idents)
        chains: dict[str, tuple[str, ...]] = {}
        for ident in idents:
            if ident in model.components or ident in model.systems:
                own = (ident,) if ident in model.systems else ()
                chains[ident] = around(ident, containment, model, there) + own
        depth = 1
        deepest = max((len(chain) for chain in chains.values()), default=0)
        while depth < deepest and len({chain[: depth + 1][-1] for chain in chains.values() if chain}) <= MOST:
            depth += 1
        found: dict[str, str] = {}
        for ident in idents:
            chain = chains.get(ident, ())
            found[ident] = chain[:depth][-1] if chain else responsibility.get(ident) or NOBODY
            if ident in model.physical:
                found[ident] = f"{THINGS}{model.physical[ident].kind or ''}"
        return cls(found, chains)


def group_name(model: Model, group: str, lang: Language) -> str:
    """Return the name of a group."""
    base, _, page = group.rpartition("~")
    if group == REST or (base and page.isdigit()):
        return say("others", lang)
    if group.startswith(THINGS):
        return group.removeprefix(THINGS) or COMPONENT_KIND["physical"].show(lang)
    return say("nobody", lang) if group == NOBODY else model.label(group).show(lang)


_SECTIONS = ("systems", "components", "data", "organizations", "people", "procedures")


def _counted(model: Model, members: Sequence[str], lang: Language) -> str:
    """Return what is in a group, in words."""
    counts = dict.fromkeys((*_SECTIONS, "things"), 0)
    for ident in members:
        section = next((name for name in _SECTIONS if ident in getattr(model, name)), "things")
        counts[section] += 1
    keys = {"data": "data_sets"}
    parts = [count(keys.get(key, key), lang, n) for key, n in counts.items() if n]
    if len(parts) > 1:
        return count("elements", lang, len(members))
    return "".join(parts)


def _plane_groups(
    model: Model, things: Sequence[str], groups: Groups, known: Mapping[str, Standing]
) -> dict[Plane, dict[str, list[str]]]:
    """Return the members of each group on each plane, the groups that matter most first, the rest in one."""
    planes: dict[Plane, dict[str, list[str]]] = {"3": {}, "2": {}, "F": {}, "1": {}}
    for ident in things:
        planes[plane_of(model, ident)].setdefault(groups.of[ident], []).append(ident)
    for plane, members in planes.items():
        if len(members) <= MOST:
            continue
        highest = {group: merge(known.get(one, NOTHING) for one in inside) for group, inside in members.items()}
        order = sorted(members, key=weight(highest, members))
        kept = frozenset(order[: MOST - 1])
        rest = [ident for group in order[MOST - 1 :] for ident in members[group]]
        planes[plane] = {group: inside for group, inside in members.items() if group in kept} | {REST: rest}
    return planes


def by_group(model: Model, assessment: Assessment, lang: Language, view: View = EVERYTHING) -> Scene:
    """Return the scene with one node for each group on each plane, and for what is in the groups that stand open."""
    things, links = drawn(model, assessment, view)
    known = standings(assessment, model.procedures)
    groups = Groups.read(model, things)
    planes = _plane_groups(model, things, groups, known)
    opening = Opening.lay(model, groups.of, groups.chains, planes, known, view.opened)
    namer = _Namer(model, known, lang)
    nodes = [namer.outline(one) if one.outline else namer.mark(one) for one in opening.marks]
    spot = dict(opening.spots)
    merged: dict[tuple[str, str, int], list[Link]] = {}
    for name in links:
        row = model.connections[name]
        source, target = spot[row.from_], spot[row.to]
        if REST not in source + target and source != target:
            link = link_of(model, name, lang, source, target)
            merged.setdefault((source, target, link.layer), []).append(link)
    near = frozenset(one.key for one in opening.marks if one.around or one.outline)
    order = sorted(merged, key=lambda key: (key[0] not in near and key[1] not in near, -len(merged[key]), key))
    shown = tuple(_merged(merged[key], lang) for key in order[:_LINKS])
    left = (len(links) if view.narrowed else len(model.connections)) - sum(len(merged[key]) for key in order[:_LINKS])
    marks = tuple(node for node, one in zip(nodes, opening.marks, strict=True) if not one.outline)
    return Scene(
        marks,
        {one.key: node for node, one in zip(nodes, opening.marks, strict=True) if one.outline},
        shown,
        (),
        grouped=True,
        undrawn=left,
        planes=shown_planes(marks, view),
        spots=spot,
        crowded=opening.crowded,
    )


def _merged(links: Sequence[Link], lang: Language) -> Link:
    first = links[0]
    tips = [link.tip.splitlines()[-1] for link in links[:6]]
    if len(links) > 6:
        tips.append(say("more", lang, n=f"{len(links) - 6:,}"))
    names = tuple(name for link in links for name in link.connections)
    return Link(first.source, first.target, first.layer, any(link.control for link in links), "\n".join(tips), names)


@dataclass(frozen=True, slots=True)
class _Namer:
    model: Model
    known: Mapping[str, Standing]
    lang: Language

    def mark(self, one: Mark) -> Node:
        """Return the mark of a group or of a member of an open one; what stands alone is drawn as itself."""
        model, inside, group = self.model, one.members, one.group
        if group is None or list(inside) == [group]:
            ident = inside[0]
            glyph = glyph_of(model, ident)
        else:
            ident, glyph = group, self._glyph(group)
        if one.plane == "F":
            glyph = "physical"
        standing = merge(self.known.get(each, NOTHING) for each in inside)
        name = group_name(model, ident, self.lang)
        note = "" if list(inside) == [ident] else _counted(model, [each for each in inside if each != ident], self.lang)
        tip = tooltip(f"{name}: {note}" if note else name, glyph, standing, self.lang)
        opens = public(one.group or "", one.plane) if note else ""
        return Node(one.key, glyph, one.plane, name, note, standing, tip, one.around, (), opens, len(inside))

    def outline(self, one: Mark) -> Node:
        """Return the outline of a group that stands open."""
        group = one.group or ""
        standing = merge(self.known.get(each, NOTHING) for each in one.members)
        if group in self.model.systems:
            standing = self.known.get(group, standing)
        name, glyph = group_name(self.model, group, self.lang), self._glyph(group)
        tip = tooltip(name, glyph, standing, self.lang)
        return Node(one.key, glyph, one.plane, name, "", standing, tip, (), (), public(group, one.plane), 1)

    def _glyph(self, group: str) -> str:
        return (
            "system"
            if group in self.model.systems
            else "organization"
            if group in self.model.organizations
            else "group"
        )
