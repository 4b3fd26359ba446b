"""What changed since a person's last visit: the versions, the open points, and what got better or worse and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sanso.model.text import Text
from sanso.verbs.comparing import Compared, compare_states
from sanso.workspace.versions import Version
from sanso.workspace.visits import visit

if TYPE_CHECKING:
    from sanso.analysis.comparing.result import CategoryMove, Direction, HarmMove, RequirementMove, TrustMove
    from sanso.web.access import Entry
    from sanso.web.looking import Look
    from sanso.web.service import Service

__all__ = ["MOST_ELEMENTS", "Moved", "Reason", "Since", "moved_since", "since_last_visit"]

MOST_ELEMENTS = 1_000
"""Models with more elements are compared on the page for that only, where it may take its time."""

_MOST_VERSIONS = 20
_MOST_REASONS = 3


@dataclass(frozen=True, slots=True)
class Since:
    """What changed since version *seq*; *then* and *now* count the open points, None where a version has errors.

    A *large* model is not compared beside the overview: *then* is given only where it is remembered.
    """

    first: bool
    seq: int
    versions: tuple[Version, ...] = ()
    left_out: int = 0
    then: int | None = None
    now: int | None = None
    large: bool = False

    @property
    def key(self) -> tuple[object, ...]:
        """What tells it from others of the same newest version."""
        return self.first, self.seq, len(self.versions), self.left_out, self.then, self.now

    @property
    def deep(self) -> bool:
        """Whether the overview tells what got better and worse."""
        return not self.large and self.then is not None


@dataclass(frozen=True, slots=True)
class Reason:
    """A result that moved: *name* is what moved, *moved* from what to what, *why* the change behind it."""

    direction: Direction
    name: Text
    moved: Text
    why: Text | None


@dataclass(frozen=True, slots=True)
class Moved:
    """How many results got worse and better, and the most important ones with their reasons."""

    worse: int
    better: int
    mixed: int
    reasons: tuple[Reason, ...]


def since_last_visit(service: Service, entry: Entry, looked: Look) -> Since:
    """Return what changed since the last visit of whoever looks, and note this one.

    Raises:
        StoreError: the store does not serve.

    """
    workspace, today = entry.workspace, service.today()
    now = service.states.open_points(workspace.id, workspace.head, today, looked.state)
    seen = visit(service.database, workspace.id, entry.visitor.account_id, workspace.head, service.clock())
    if seen is None or seen >= workspace.head:
        return Since(seen is None, workspace.head)
    newest = service.workspaces.versions(workspace.id, most=_MOST_VERSIONS)
    changed = tuple(version for version in newest if version.seq > seen)
    large = len(looked.reader.model.elements) > MOST_ELEMENTS
    if large:
        then = service.states.open_points_known(workspace.id, seen, today)
    else:
        then = service.states.open_points(workspace.id, seen, today)
    return Since(False, seen, changed, workspace.head - seen - len(changed), then, now, large)


def moved_since(service: Service, entry: Entry, looked: Look, seq: int) -> Moved:
    """Return what moved from version *seq* to the newest one.

    Raises:
        InputRefused: that version has errors.
        StoreError: its files cannot be read.

    """

    def make() -> Moved:
        before = service.states.past(entry.workspace.id, seq, service.today()).state
        return _moved(compare_states(before, looked.state))

    return looked.shown.kept(("moved-since", seq), make)


def _moved(made: Compared) -> Moved:
    number = made.comparison.totals.directions
    return Moved(number["worse"], number["better"], number["mixed"], _reasons(made))


def _reasons(made: Compared) -> tuple[Reason, ...]:
    """Return the most important moves: worse before better, harms and categories before what follows from them."""
    from sanso.analysis.comparing.moves import label, order
    from sanso.report.difference_rows import category_cells, harm_cells, one_reason, trust_cells

    def name(ident: str) -> Text:
        return label(ident, made.old, made.new)

    result = made.comparison
    told: list[tuple[HarmMove | CategoryMove | TrustMove | RequirementMove, Text]] = [
        *((move, harm_cells(move)[1][0]) for move in result.harms),
        *((move, category_cells(move, name)[1][0]) for move in result.categories),
        *((move, trust_cells(move, name)[1][0]) for move in result.trust),
        *((move, _demand(move)) for move in result.requirements),
    ]
    found = sorted((one for one in told if one[0].direction != "neutral"), key=lambda one: order(one[0].direction))
    return tuple(
        Reason(move.direction, move.name, said, one_reason(move.because[0]) if move.because else None)
        for move, said in found[:_MOST_REASONS]
    )


def _demand(move: RequirementMove) -> Text:
    return Text(en=f"{move.id} {move.title.show('en')}", ja=f"{move.id} {move.title.show('ja')}")
