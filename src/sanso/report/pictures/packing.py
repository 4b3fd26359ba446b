"""Where marks stand: a grid of columns and rows per plane, systems as rectangles of grid cells.

The members of a system stand together in a rectangle, the rectangles of inner systems inside that of the
outer one. Blocks are put into the first place where they fit, the largest first; then marks that may change
places (same outline, same plane) are swapped while that shortens the links. The number of trials is fixed,
so the same scene always gives the same picture.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sanso.report.pictures.scene import Node, Plane, Scene

__all__ = ["Area", "Layout", "pack"]

_DEEPEST = 5
"""Outlines inside one another; a system deeper than that is left to its outer ones."""
_TRIALS = 40_000
"""Swaps that are weighed, at most."""


@dataclass(frozen=True, slots=True)
class Area:
    """The cells of a system's outline on one plane; *level* counts the outlines inside it."""

    system: str
    plane: Plane
    column: int
    row: int
    width: int
    height: int
    level: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Cell (column, row) of every node, rows counted over all planes from the top, and the outlines."""

    columns: int
    planes: tuple[tuple[Plane, int, int], ...]
    cells: Mapping[str, tuple[int, int]]
    areas: tuple[Area, ...]


@dataclass(slots=True)
class _Block:
    """A node, or a system with blocks inside at their places."""

    ident: str
    system: bool = False
    parts: list[_Block] = field(default_factory=list)
    width: int = 1
    height: int = 1
    column: int = 0
    row: int = 0

    @property
    def level(self) -> int:
        return max((part.level + 1 for part in self.parts if part.system), default=0)


def _tree(nodes: Sequence[Node]) -> list[_Block]:
    """Return the top blocks of one plane, in the order in which their first node comes."""
    roots: list[_Block] = []
    known: dict[tuple[str, ...], _Block] = {}
    for node in nodes:
        siblings = roots
        chain = node.around[:_DEEPEST]
        for depth in range(1, len(chain) + 1):
            key = chain[:depth]
            if key not in known:
                known[key] = _Block(key[-1], system=True)
                siblings.append(known[key])
            siblings = known[key].parts
        siblings.append(_Block(node.id))
    return roots


def _place(blocks: Sequence[_Block], width: int) -> int:
    """Put *blocks* into *width* columns, each at the first place where it fits; return the height."""
    taken: list[list[bool]] = []
    first = 0
    for block in sorted(blocks, key=lambda one: -(one.width * one.height)):
        row = first
        while not _fits(taken, block, width, row):
            row += 1
        while len(taken) < row + block.height:
            taken.append([False] * width)
        for y in range(row, row + block.height):
            taken[y][block.column : block.column + block.width] = [True] * block.width
        block.row = row
        while first < len(taken) and all(taken[first]):
            first += 1
    return len(taken)


def _fits(taken: list[list[bool]], block: _Block, width: int, row: int) -> bool:
    rows = taken[row : row + block.height]
    for column in range(width - block.width + 1):
        if not any(any(line[column : column + block.width]) for line in rows):
            block.column = column
            return True
    return False


def _shape(block: _Block, columns: int) -> None:
    """Choose width and height of a system's rectangle: little waste, rather wide than high."""
    for part in block.parts:
        if part.system:
            _shape(part, columns)
    cells = sum(part.width * part.height for part in block.parts)

    def score(width: int) -> float:
        height = _place(block.parts, width)
        return (width * height - cells) + height * 1.6 + (0.9 if width == columns else 0.5) * width

    block.width = min(range(max(part.width for part in block.parts), columns + 1), key=score)
    block.height = _place(block.parts, block.width)


def _collect(blocks: Sequence[_Block], plane: Plane, column: int, row: int, layout: _Draft, family: str) -> None:
    for block in blocks:
        x, y = column + block.column, row + block.row
        if block.system:
            layout.areas.append(Area(block.ident, plane, x, y, block.width, block.height, block.level))
            _collect(block.parts, plane, x, y, layout, f"{family}/{block.ident}")
        else:
            layout.cells[block.ident] = (x, y)
            layout.families.setdefault(family, []).append(block.ident)


@dataclass(slots=True)
class _Draft:
    cells: dict[str, tuple[int, int]] = field(default_factory=dict)
    areas: list[Area] = field(default_factory=list)
    families: dict[str, list[str]] = field(default_factory=dict)


def _neighbours(scene: Scene, draft: _Draft) -> dict[str, list[tuple[str, float]]]:
    """Return who pulls whom, and how hard; a system is stood for by its first outline's first cell."""
    spots = {area.system: area for area in reversed(draft.areas)}
    pulls: dict[str, list[tuple[str, float]]] = {ident: [] for ident in draft.cells}
    for ident, area in spots.items():
        draft.cells[f"\0{ident}"] = (area.column, area.row)
    pairs = [(link.source, link.target, 1.0) for link in scene.links]
    pairs += [(one, other, 0.6) for one, other in scene.ties]
    for one, other, weight in pairs:
        one, other = (f"\0{each}" if each in spots and each not in draft.cells else each for each in (one, other))
        if one in draft.cells and other in draft.cells:
            if one in pulls:
                pulls[one].append((other, weight))
            if other in pulls:
                pulls[other].append((one, weight))
    return pulls


def _cost(at: tuple[int, int], cells: Mapping[str, tuple[int, int]], pulls: Sequence[tuple[str, float]]) -> float:
    total = 0.0
    for other, weight in pulls:
        column, row = cells[other]
        across, down = abs(at[0] - column), abs(at[1] - row)
        total += weight * (across + 0.8 * down + (0.6 if across and down else 0.0))
    return total


def _improve(scene: Scene, draft: _Draft) -> None:
    """Swap nodes of one family while that shortens the links."""
    pulls = _neighbours(scene, draft)
    cells, left, better = draft.cells, _TRIALS, True
    while better and left > 0:
        better = False
        for family in draft.families.values():
            for index, one in enumerate(family):
                for other in family[index + 1 :]:
                    if left <= 0 or not (pulls[one] or pulls[other]):
                        continue
                    left -= 1
                    here, there = cells[one], cells[other]
                    before = _cost(here, cells, pulls[one]) + _cost(there, cells, pulls[other])
                    cells[one], cells[other] = there, here
                    after = _cost(there, cells, pulls[one]) + _cost(here, cells, pulls[other])
                    if after < before - 1e-9:
                        better = True
                    else:
                        cells[one], cells[other] = here, there
    for ident in [ident for ident in cells if ident.startswith("\0")]:
        del cells[ident]


def pack(scene: Scene, columns: int) -> Layout:
    """Return the cells of all nodes and the outlines of all systems of *scene* on *columns* columns."""
    draft = _Draft()
    planes: list[tuple[Plane, int, int]] = []
    row = 0
    for plane in scene.planes:
        blocks = _tree([node for node in scene.nodes if node.plane == plane])
        for block in blocks:
            if block.system:
                _shape(block, columns)
        height = max(_place(blocks, columns), 1)
        _collect(blocks, plane, 0, row, draft, plane)
        planes.append((plane, row, row + height))
        row += height
    _improve(scene, draft)
    return Layout(columns, tuple(planes), draft.cells, tuple(draft.areas))
