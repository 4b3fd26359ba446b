"""Groups that stand open: the marks inside them, down to single elements, and what stays counted in a mark.

An open system shows the systems in it as groups and the rest singly; other groups show their members. The first
`ROOM` marks of a group are shown, those that matter most first; what is left over stands in one more mark, which
opens in turn. So every element is drawn, or counted in exactly one mark, whatever is opened.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sanso.model.process import Model
from sanso.report.pictures.scene import Plane
from sanso.report.pictures.states import NOTHING, Standing, merge

__all__ = ["NOBODY", "REST", "ROOM", "THINGS", "Mark", "Opening", "public", "weight"]

REST = "\0rest"
NOBODY = "\0nobody"
THINGS = "\0things"

ROOM = 60
"""Marks of an open group that are shown at first, and more with each opening of the mark for the rest."""

_TOTAL = 520
"""Marks inside open groups; a group for which there is no more room stays closed."""


def public(group: str, plane: Plane) -> str:
    """Return the name of a group in an address; the rest of a plane and of a group belong to that plane."""
    name = group.replace("\0", "~")
    return f"{name}@{plane}" if group.startswith(REST) or "~" in group else name


def weight(
    highest: Mapping[str, Standing], members: Mapping[str, Sequence[str]]
) -> Callable[[str], tuple[int, int, str]]:
    """Return the order of groups: the highest category first, then the most members."""
    return lambda group: (-(highest[group].category or 0), -len(members[group]), group)


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark to draw: *group* None is a single element; an *outline* is the frame around an open group."""

    key: str
    plane: Plane
    group: str | None
    members: tuple[str, ...]
    around: tuple[str, ...] = ()
    outline: bool = False


@dataclass(slots=True)
class Opening:
    """Collects the marks of all planes, and for every element the mark that stands for it."""

    model: Model
    of: Mapping[str, str]
    chains: Mapping[str, tuple[str, ...]]
    known: Mapping[str, Standing]
    opened: frozenset[str]
    marks: list[Mark] = field(default_factory=list)
    spots: dict[str, str] = field(default_factory=dict)
    crowded: bool = False
    _left: int = _TOTAL
    _framed: set[str] = field(default_factory=set)

    @classmethod
    def lay(
        cls,
        model: Model,
        of: Mapping[str, str],
        chains: Mapping[str, tuple[str, ...]],
        planes: Mapping[Plane, Mapping[str, Sequence[str]]],
        known: Mapping[str, Standing],
        opened: frozenset[str],
    ) -> Opening:
        """Return the marks of the groups on *planes*, with those of *opened* laid open."""
        made = cls(model, of, chains, known, opened)
        for plane, groups in planes.items():
            for group, inside in groups.items():
                made._group(plane, group, tuple(inside), ())
        made._systems()
        return made

    def _group(self, plane: Plane, group: str, inside: tuple[str, ...], around: tuple[str, ...]) -> None:
        within = tuple(ident for ident in inside if ident != group or group not in self.model.systems)
        opens = public(group, plane) in self.opened and inside != (group,)
        if opens and within and not self._fits(plane, group, within):
            self.crowded, opens = True, False
        if not opens:
            self._add(Mark(f"{plane}/{group}", plane, group, inside, around))
            return
        outline = group if group in self.model.systems else f"{plane}/{group}"
        if outline not in self._framed:
            self._framed.add(outline)
            self.marks.append(Mark(outline, plane, group, inside, (), outline=True))
        self._open(plane, group, within, (*around, outline))
        if len(within) < len(inside):
            self.spots[group] = group

    def _fits(self, plane: Plane, group: str, within: Sequence[str]) -> bool:
        return min(len(self._parts(group, within)), self._pages(plane, group) * ROOM) <= self._left

    def _open(self, plane: Plane, group: str, within: Sequence[str], around: tuple[str, ...]) -> None:
        parts = self._parts(group, within)
        highest = {key: merge(self.known.get(ident, NOTHING) for ident in inside) for key, inside in parts.items()}
        order = sorted(parts, key=weight(highest, parts))
        pages = self._pages(plane, group)
        shown, rest = order[: pages * ROOM], order[pages * ROOM :]
        self._left -= len(shown)
        for key in shown:
            inside = tuple(parts[key])
            if inside == (key,):
                self._add(Mark(key, plane, None, inside, around))
            else:
                self._group(plane, key, inside, around)
        if rest:
            left = tuple(ident for key in rest for ident in parts[key])
            name = f"{group.partition('~')[0]}~{pages + 1}"
            self._add(Mark(f"{plane}/{name}", plane, name, left, around))

    def _pages(self, plane: Plane, group: str) -> int:
        pages = 1
        while public(f"{group}~{pages + 1}", plane) in self.opened:
            pages += 1
        return pages

    def _parts(self, group: str, within: Sequence[str]) -> dict[str, list[str]]:
        """Return what an open group shows: systems inside it with their members, else the members."""
        parts: dict[str, list[str]] = {}
        for ident in within:
            chain = self.chains.get(ident, ())
            deeper = chain[chain.index(group) + 1 :] if group in chain else ()
            key = self.of[ident] if group == REST else deeper[0] if deeper else ident
            parts.setdefault(key, []).append(ident)
        return parts

    def _add(self, mark: Mark) -> None:
        self.marks.append(mark)
        self.spots.update(dict.fromkeys(mark.members, mark.key))

    def _systems(self) -> None:
        """Draw a system once: as the outline around what it holds, as a mark where that would hold nothing."""
        framed = {system for mark in self.marks for system in mark.around}
        kept: list[Mark] = []
        for mark in self.marks:
            if mark.outline and mark.key not in framed:
                ident = mark.group or ""
                self.spots[ident] = ident
                kept.append(Mark(ident, mark.plane, None, (ident,)))
            elif mark.outline or framed.isdisjoint(mark.members):
                kept.append(mark)
            else:
                self.spots.update((ident, ident) for ident in mark.members if ident in framed)
                left = tuple(ident for ident in mark.members if ident not in framed)
                kept += [replace(mark, members=left)] if left else []
        self.marks = kept
