"""The refusal of objects that do not fit their language."""

from __future__ import annotations

from sanso.model.diagnostics import InputRefused
from sanso.model.findings import Findings

__all__ = ["BadObjects", "refuse"]


class BadObjects(InputRefused):
    """Objects do not fit their language; carries everything that was found, in order of place."""


def refuse(found: Findings, file: str) -> None:
    """Raise what was *found* in *file*, if there is an error.

    Raises:
        BadObjects: there is one.

    """
    if found.refused:
        raise BadObjects(found.all(file))
