"""Which claims of a workspace count no more for the age of their status lists alone, as pages say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sanso.analysis.proof import staleness
from sanso.analysis.proof.staleness import Stale

if TYPE_CHECKING:
    from sanso.web.evidence.room import Looked

__all__ = ["Stale", "stale_of"]


def stale_of(looked: Looked | None) -> Stale | None:
    """Return what is to be told of the evidence at hand; None where there is no such claim, or no evidence."""
    return None if looked is None else staleness.stale_of(looked.judged.judged, looked.judged.verifier)
