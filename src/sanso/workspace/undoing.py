"""What undo and redo would restate: one line of steps back, which a new change cuts off in front.

An undo takes back the newest change that stands, whoever made it; undo after undo goes further back; redo takes back
an undo; any other change leaves nothing to redo. The first version cannot be undone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sanso.workspace.versions import Version

__all__ = ["Undoing", "undoing"]


@dataclass(frozen=True, slots=True)
class Undoing:
    """What undo and redo would do: *undo* is taken back to the content of *back_to*; *redo* would stand again."""

    undo: Version | None
    back_to: Version | None
    redo: Version | None


def undoing(newest_first: Iterable[Version]) -> Undoing:
    """Read the versions of a workspace backwards, as far as needed, and return what undo and redo would do."""
    redone = 0  # redos whose undo has not come yet
    undone: list[bool] = []  # undos whose change has not come yet; True: since the newest change
    since_change = True
    redo: Version | None = None
    standing: list[Version] = []
    for version in newest_first:
        if version.kind == "redo":
            redone += 1
        elif version.kind == "undo" and redone:
            redone -= 1
        elif version.kind == "undo":
            undone.append(since_change)
        else:
            since_change = False
            if undone:
                redo = version if undone.pop() else redo
            else:
                standing.append(version)
                if len(standing) == 2:
                    return Undoing(standing[0], standing[1], redo)
    return Undoing(None, None, redo)
