"""Conflicts of security and safety, computed from safe states and requirements and named with both sides.

One module per kind; ways out and titles are records of the catalogue (``conflict_kinds``). There is no score: whether a
conflict is settled, and how, is for people to write down.
"""

from __future__ import annotations

from collections.abc import Iterable

from sanso.catalogue import Catalogue
from sanso.model.structure import Structure
from sanso.safety.barriers import BarrierFinder
from sanso.safety.conflicts.locking import lockouts
from sanso.safety.conflicts.resetting import remote_resets
from sanso.safety.conflicts.states import opposite_states
from sanso.safety.conflicts.stopping import stops_against_availability
from sanso.safety.conflicts.updating import updates_against_validation
from sanso.safety.result import Conflict, StatedAnswer

__all__ = ["find_conflicts"]


def find_conflicts(
    structure: Structure, catalogue: Catalogue, answers: Iterable[StatedAnswer] = ()
) -> tuple[Conflict, ...]:
    """Return every conflict, by the order of its kind; *answers* are the requirements that other rooms found."""
    finder = BarrierFinder.of(structure, catalogue)
    found = [
        *opposite_states(structure, catalogue, finder),
        *stops_against_availability(structure, catalogue),
        *updates_against_validation(structure, catalogue),
        *remote_resets(structure),
        *lockouts(structure, answers),
    ]
    unique = {(one.kind, one.first.source, one.second.source): one for one in found}
    return tuple(
        sorted(
            unique.values(),
            key=lambda one: (catalogue.conflict_kinds[one.kind].order, one.first.source, one.second.source),
        )
    )
