"""A workspace that begins with a worked example has the signed evidence and the pinned keys of that example."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection

from sanso import examples
from sanso.web.evidence.taking import placed
from sanso.web.service import Service
from sanso.workspace.errors import Refused
from sanso.workspace.evidence import EvidenceStore
from sanso.workspace.versions import Author

__all__ = ["with_evidence_of"]


def with_evidence_of(service: Service, example: str, author: Author) -> Callable[[Connection, str], None] | None:
    """Return what puts the evidence of *example* into a workspace as it is made; None where it has no evidence.

    Workspace and evidence are kept in one transaction: where one cannot be, neither is, and whoever asked is told.

    Raises:
        KeyError: there is no such example.
        Refused: its evidence cannot be placed.

    """
    found = examples.evidence(example)
    if not found:
        return None
    taken = placed(tuple(found.items()))
    if taken.refused:
        raise Refused(taken.refused[0])
    store = EvidenceStore(service.database, service.clock)
    return store.beginning(taken.contents, examples.pins(example), author)
