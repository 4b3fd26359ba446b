"""Sections of the report as parts of a page: their names, with every element leading to its own page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from sanso.catalogue import parts_of_demand
from sanso.report import page, terms, wording
from sanso.report.reader import Reader
from sanso.report.words import words

__all__ = ["element_link", "section_context"]


def section_context(reader: Reader, workspace: str) -> dict[str, Any]:
    """Return the names that every section of the report uses."""
    return {
        "r": reader,
        "a": reader.assessment,
        "model": reader.model,
        "w": words(reader.lang),
        "words": wording,
        "limits": page.Limits(),
        "status_order": terms.STATUS_ORDER,
        "demand_parts": parts_of_demand(),
        "element_href": element_link(reader, workspace),
    }


def element_link(reader: Reader, workspace: str) -> Callable[[str | None], str | None]:
    """Return what gives the address of the page of a thing; None for what has no page of its own."""
    model, base = reader.model, f"/w/{quote(workspace)}"

    def address(ident: str | None) -> str | None:
        if ident is None:
            return None
        if ident in model.harms:
            return f"{base}/edit/harms/{quote(ident)}"
        known = any(ident in found for found in (model.elements, model.connections, model.products, model.physical))
        return f"{base}/elements/{quote(ident)}" if known else None

    return address
