"""Rows of a supplier list: organizations, and what links them with whoever keeps the list."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Any

from sanso.formats.ledger.batch import Batch, slug
from sanso.formats.ledger.rows import Row
from sanso.formats.tables.values import folded, spoken
from sanso.model.text import Text

__all__ = ["SupplierReader"]

_LIST = re.compile(r"[、,;\n]|\s/\s")
_RANGE = re.compile(r"(.*?)(\d{1,9})\s*[~\u301c\u223c]\s*\1?(\d{1,9})")
_LONGEST_RANGE = 500
_SUBJECTS = ("components", "systems", "data", "products")


@dataclass(slots=True)
class SupplierReader:
    """Takes the rows of a supplier list into a batch."""

    batch: Batch
    _codes: dict[str, tuple[str, int]] = field(default_factory=dict)

    def take(self, row: Row) -> None:
        """Take one row: one supplier, or one more contract of it."""
        name = row.text("name")
        if not name:
            row.report("row-without-name")
            return
        ident = self._organization(row, name)
        if ident is None:
            return
        known = self.batch.present.companies.get(row.words.company(name))
        value: dict[str, Any] = {"name": (self.batch.present.company_name(known) if known else None) or name}
        self._size(row, value)
        if country := row.word("country"):
            meaning = row.words.countries.meaning(country)
            if meaning is not None:
                value["country"] = meaning.word
            elif re.fullmatch(r"[A-Z]{2}", country):
                value["country"] = country
            else:
                row.unread("cell-not-understood", "country", what=Text(en="country", ja="国"))
        self._contracts(row, ident)
        if text := row.text("description", joined=True):
            value["description"] = text
        row.keep("service")
        if attributes := row.attributes():
            value["attributes"] = attributes
        self.batch.put("organizations", ident, value)
        self.batch.named(ident, name)
        self.batch.rows.setdefault(ident, row.number)

    def finish(self) -> None:
        """Nothing is left to be said."""

    def _organization(self, row: Row, name: str) -> str | None:
        """Return the id of the supplier: that of the model, else its code, else its name."""
        company = row.words.company(name)
        code = slug(row.text("id"))
        if code:
            other = self._codes.setdefault(code, (company, row.number))
            if other[0] != company:
                row.report("row-id-twice", "id", id=code, other=row.path(other[1]))
                return None
        known = self.batch.present.companies.get(company)
        if known is not None:
            if code and code != known:
                row.keep("id")
            return known
        if not code:
            return self.batch.organization(name)
        taken = self.batch.present.section_of.get(code)
        if taken not in (None, "organizations"):
            row.report("row-id-taken", "id", id=code, section=taken)
            return None
        return code

    def _size(self, row: Row, value: dict[str, Any]) -> None:
        capital, employees = row.money("capital"), row.count("employees")
        if text := row.word("scale"):
            meaning = row.words.scales.meaning(text)
            if meaning is not None:
                value["scale"] = meaning.word
            else:
                row.unread("cell-not-understood", "scale", what=Text(en="size", ja="規模"))
        elif capital is not None or employees is not None:
            small = employees is not None and employees <= row.words.employee_limit
            if capital is not None and capital.currency == row.words.capital_limit.currency:
                small = small or capital.minor <= row.words.capital_limit.minor
            value["scale"] = "sme" if small else "large"
        for name in ("capital", "employees"):
            row.keep_once(name)

    def _contracts(self, row: Row, supplier: str) -> None:
        own = self.batch.ourselves()
        if supplier == own:
            return
        kinds: tuple[str, ...] = ()
        for name in ("relation", "service"):
            text = row.word(name)
            kinds = row.words.relations.all(text) if text else ()
            if kinds:
                break
        if not kinds:
            if row.word("relation"):
                row.unread("relation-unknown", "relation")
            kinds = ("supplies",)
        link = self._link(row)
        for kind in kinds:
            ends = (own, supplier) if kind == "entrusts" else (supplier, own)
            ident = f"{supplier[:68]}-{kind}"
            self.batch.put("connections", ident, {"kind": kind, "from": ends[0], "to": ends[1], **link})
            self.batch.rows.setdefault(ident, row.number)

    def _link(self, row: Row) -> dict[str, Any]:
        """Return what a contract says beside its kind and its ends."""
        link: dict[str, Any] = {}
        since, until = row.day("from"), row.day("to", last=True)
        if since is not None and until is not None and until < since:
            row.unread("cell-days-in-wrong-order", "to")
            until = None
        valid = {}
        if since is not None:
            valid["from"] = since.isoformat()
        if until is not None and until < dt.date.max:
            valid["to"] = (until + dt.timedelta(days=1)).isoformat()
        if valid:
            link["valid"] = valid
        subjects = []
        if text := row.word("subject"):
            for part in filter(None, (piece.strip() for piece in _LIST.split(text))):
                found = self._subjects(part)
                subjects += found
                if not found:
                    row.report("subject-unknown", "subject", value=part)
                    row.keep_once("subject")
        if subjects:
            link["subject"] = sorted(set(subjects))
        return link

    def _subjects(self, text: str) -> list[str]:
        """Return what *text* names: one thing, things parted by blanks, or numbers from one to another."""
        whole = self._subject(text)
        if whole is not None:
            return [whole]
        found = [self._subject(name) for name in _range(text) or text.split()]
        return [ident for ident in found if ident is not None] if all(found) else []

    def _subject(self, name: str) -> str | None:
        found = self.batch.all_called(name, *_SUBJECTS)
        if len(found) == 1:
            return found[0]
        products = self.batch.present.sections["products"].items()
        by_model = [
            ident
            for ident, value in products
            if isinstance(value, dict) and folded(str(value.get("model"))) == folded(name)
        ]
        return by_model[0] if len(by_model) == 1 else None


def _range(text: str) -> list[str]:
    """Return the numbers that a range stands for; nothing where *text* is none.

    >>> _range("K-0101～K-0103"), _range("PLC")
    (['K-0101', 'K-0102', 'K-0103'], [])
    """
    match = _RANGE.fullmatch(spoken(text))
    if match is None:
        return []
    first, last = int(match[2]), int(match[3])
    if not first <= last < first + _LONGEST_RANGE:
        return []
    return [f"{match[1]}{number:0{len(match[2])}}" for number in range(first, last + 1)]
