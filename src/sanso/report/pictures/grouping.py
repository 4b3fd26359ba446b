"""Groups for large models: elements by the system around them, else by the organization that answers for them.

`Groups` says to which group an element belongs; `by_group` makes the three-layer scene of it, one mark for each
group and plane, with counts. A plane holds at most `MOST` marks; what is left over stands in one mark.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sanso.analysis.result import Assessment
from sanso.model.containment import Containment
from sanso.model.process import Model
from sanso.model.responsibility import Responsibility
from sanso.model.text import Language
from sanso.report.pictures.scene import Link, Node, Plane, Scene, around, drawn, link_of, plane_of, tooltip
from sanso.report.pictures.states import NOTHING, Standing, merge, standings
from sanso.report.pictures.words import COMPONENT_KIND, count, say

__all__ = ["LARGEST", "MOST", "Groups", "by_group"]

LARGEST = 300
"""Elements and physical things up to which each is drawn singly."""

MOST = 40
"""Groups that one plane shows."""

_LINKS = 220
"""Links between groups that are drawn."""

_REST = "\0rest"
_NOBODY = "\0nobody"
_THINGS = "\0things"


@dataclass(frozen=True, slots=True)
class Groups:
    """The group of every element: the id of a system or an organization, or nobody's."""

    of: Mapping[str, str]

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
            found[ident] = chain[:depth][-1] if chain else responsibility.get(ident) or _NOBODY
            if ident in model.physical:
                found[ident] = f"{_THINGS}{model.physical[ident].kind or ''}"
        return cls(found)


def group_name(model: Model, group: str, lang: Language) -> str:
    """Return the name of a group."""
    if group == _REST:
        return say("others", lang)
    if group.startswith(_THINGS):
        return group.removeprefix(_THINGS) or COMPONENT_KIND["physical"].show(lang)
    return say("nobody", lang) if group == _NOBODY else model.label(group).show(lang)


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
        order = sorted(members, key=_weight(highest, members))
        kept = frozenset(order[: MOST - 1])
        rest = [ident for group in order[MOST - 1 :] for ident in members[group]]
        planes[plane] = {group: inside for group, inside in members.items() if group in kept} | {_REST: rest}
    return planes


def _weight(
    highest: Mapping[str, Standing], members: Mapping[str, Sequence[str]]
) -> Callable[[str], tuple[int, int, str]]:
    return lambda group: (-(highest[group].category or 0), -len(members[group]), group)


def by_group(model: Model, assessment: Assessment, lang: Language) -> Scene:
    """Return the scene with one node for each group on each plane."""
    things, links = drawn(model, assessment)
    known = standings(assessment, model.procedures)
    groups = Groups.read(model, things)
    planes = _plane_groups(model, things, groups, known)
    nodes: list[Node] = []
    spot: dict[str, str] = {}
    for plane, members in planes.items():
        for group, inside in members.items():
            ident = f"{plane}/{group}"
            spot.update(dict.fromkeys(inside, ident))
            nodes.append(_node(model, plane, group, inside, known, lang))
    merged: dict[tuple[str, str, int], list[Link]] = {}
    for name in links:
        row = model.connections[name]
        source, target = spot[row.from_], spot[row.to]
        if _REST not in source + target and source != target:
            link = link_of(model, name, lang, source, target)
            merged.setdefault((source, target, link.layer), []).append(link)
    order = sorted(merged, key=lambda key: (-len(merged[key]), key))
    shown = tuple(_merged(merged[key], lang) for key in order[:_LINKS])
    left = len(model.connections) - sum(len(merged[key]) for key in order[:_LINKS])
    return Scene(tuple(nodes), {}, shown, (), grouped=True, undrawn=left)


def _merged(links: Sequence[Link], lang: Language) -> Link:
    first = links[0]
    tips = [link.tip.splitlines()[-1] for link in links[:6]]
    if len(links) > 6:
        tips.append(say("more", lang, n=f"{len(links) - 6:,}"))
    return Link(first.source, first.target, first.layer, any(link.control for link in links), "\n".join(tips))


def _node(
    model: Model, plane: Plane, group: str, inside: Sequence[str], known: Mapping[str, Standing], lang: Language
) -> Node:
    """Return the mark of a group; an organization that stands alone in its group is drawn as itself."""
    standing = merge(known.get(one, NOTHING) for one in inside)
    name = group_name(model, group, lang)
    glyph = "system" if group in model.systems else "organization" if group in model.organizations else "group"
    note = "" if list(inside) == [group] else _counted(model, [one for one in inside if one != group], lang)
    if plane == "F":
        glyph = "physical"
    tip = tooltip(f"{name}: {note}" if note else name, glyph, standing, lang)
    return Node(f"{plane}/{group}", glyph, plane, name, note, standing, tip)
