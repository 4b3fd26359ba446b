"""Which rows of the requirement sheet are wanted, and in which order: read from an address, written into one.

>>> wanted = SheetFilter.read([("status", "open"), ("text", " log "), ("sort", "due"), ("layer", "9")])
>>> wanted.status, wanted.layer, wanted.query(page=2)
('open', None, '?status=open&text=log&sort=due&page=2')
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any
from urllib.parse import urlencode

from sanso.report import terms
from sanso.web.sheet import COLUMNS, OPEN, PROVEN, Proofs, Sheet, SheetRow, folded_text

__all__ = ["NOBODY", "SheetFilter", "filtered", "page_of"]

NOBODY = "-"
"""Stands in an address for rows that no organization is responsible for."""

_STATUSES = ("open", *terms.STATUS_ORDER)
_SORTABLE = frozenset(column.key for column in (*COLUMNS, PROVEN))
_MOST_PAGE = 100_000
_RANKS = {
    "status": {code: rank for rank, code in enumerate(terms.STATUS_ORDER)},
    "required": {code: rank for rank, code in enumerate(("not-required", "basic", "advanced", "high-advanced"))},
    "level": {code: rank for rank, code in enumerate(("none", "basic", "advanced", "high-advanced", "not-applicable"))},
    "basis": {code: rank for rank, code in enumerate(terms.BASIS)},
}


@dataclass(frozen=True, slots=True)
class SheetFilter:
    """What was asked for; *due* is the last day on which a row may be due, *down* turns the order around."""

    layer: str | None = None
    status: str | None = None
    organization: str | None = None
    requirement: str | None = None
    category: str | None = None
    owner: str | None = None
    due: str | None = None
    text: str | None = None
    element: str | None = None
    sort: str | None = None
    down: str | None = None

    @classmethod
    def read(cls, query: Iterable[tuple[str, str]]) -> SheetFilter:
        """Read the parameters of an address; what makes no sense counts as not asked for."""
        one = {key: value.strip() for key, value in query if value.strip()}
        layer, status, category, sort = (one.get(name) for name in ("layer", "status", "category", "sort"))
        return cls(
            layer=layer if layer in ("1", "2", "3") else None,
            status=status if status in _STATUSES else None,
            organization=one.get("organization"),
            requirement=one.get("requirement"),
            category=category if category in ("0", "1", "2", "3", "4") else None,
            owner=one.get("owner"),
            due=_day(one.get("due", "")),
            text=one.get("text"),
            element=one.get("element"),
            sort=sort if sort in _SORTABLE else None,
            down="1" if one.get("down") == "1" else None,
        )

    @property
    def narrows(self) -> bool:
        """Whether it leaves anything out."""
        return any(value for name, value in asdict(self).items() if name not in ("sort", "down"))

    def query(self, page: int = 1, **changes: Any) -> str:
        """Return the query string of this filter with *changes*."""
        made = asdict(replace(self, **changes) if changes else self)
        pairs = [(name, str(value)) for name, value in made.items() if value]
        pairs += [("page", str(page))] if page > 1 else []
        return f"?{urlencode(pairs)}" if pairs else ""


def page_of(text: str) -> int:
    """Return the number of the page that an address asks for; the first one where it makes no sense."""
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < len(str(_MOST_PAGE)) else 1
    return max(1, number)


def _day(text: str) -> str | None:
    try:
        return dt.date.fromisoformat(text).isoformat() if len(text) == len("2027-03-31") else None
    except ValueError:
        return None


def filtered(sheet: Sheet, wanted: SheetFilter, proofs: Proofs | None = None) -> list[SheetRow]:
    """Return the rows of *sheet* that are *wanted*, in the order that is wanted; *proofs* for that of the proof."""
    words = folded_text(wanted.text or "").split()
    rows = [row for row in sheet.rows.values() if _matches(wanted, row)]
    if words:
        rows = [row for row in rows if all(word in sheet.haystacks[row.key] for word in words)]
    if wanted.sort is None:
        return rows
    if wanted.sort == PROVEN.key:
        return _by_proof(rows, proofs or {}, down=wanted.down is not None)
    return _sorted(sheet, rows, wanted.sort, down=wanted.down is not None)


def _by_proof(rows: list[SheetRow], proofs: Proofs, *, down: bool) -> list[SheetRow]:
    ranks = _RANKS["status"]
    full = [row for row in rows if row.key in proofs]
    full.sort(key=lambda row: ranks.get(proofs[row.key][0], len(ranks)), reverse=down)
    return [*full, *(row for row in rows if row.key not in proofs)]


def _matches(wanted: SheetFilter, row: SheetRow) -> bool:
    organization = "" if wanted.organization == NOBODY else wanted.organization
    tests = (
        wanted.layer is None or int(wanted.layer) in row.layers,
        wanted.status is None or (row.status in OPEN if wanted.status == "open" else row.status == wanted.status),
        organization is None or row.organization == organization,
        wanted.requirement is None or _is_of(row.requirement, wanted.requirement),
        wanted.category is None or row.category == int(wanted.category),
        wanted.owner is None or row.cells["owner"] == wanted.owner,
        wanted.due is None or "" < row.cells["due"] <= wanted.due,
        wanted.element is None or wanted.element in row.elements,
    )
    return all(tests)


def _is_of(requirement: str, asked: str) -> bool:
    """Tell whether a requirement has the id that is *asked* for, or belongs to the group of that name: ``CPS.AC``."""
    one, other = requirement.lower(), asked.lower()
    group = other.rstrip("-.")
    return one == other or one.startswith((f"{group}-", f"{group}."))


def _sorted(sheet: Sheet, rows: list[SheetRow], column: str, *, down: bool) -> list[SheetRow]:
    """Return *rows* by the values of a column; rows without one come last either way."""
    order = {ident: rank for rank, ident in enumerate(sheet.titles)} if column == "requirement" else None
    ranks = order if order is not None else _RANKS.get(column)

    def key(row: SheetRow) -> Any:
        value = sheet.value(row, column)
        return ranks.get(str(value), len(ranks)) if ranks is not None else value

    full = [row for row in rows if sheet.value(row, column) is not None]
    empty = [row for row in rows if sheet.value(row, column) is None]
    full.sort(key=key, reverse=down)
    return [*full, *empty]
