"""Entries of a model that a ledger gives, collected row by row; what they come to does not depend on the order.

Ids come from numbers where there are any, else from names; organizations are known by their names without legal
form, so that 株式会社 before and after a name, or left out, is the same organization.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from sanso.formats.ledger.present import Names, Present
from sanso.formats.ledger.rows import Faults, Row
from sanso.formats.ledger.vocabulary import ledger_words
from sanso.formats.tables.values import plain, spoken

__all__ = ["OWN", "Batch", "Own", "slug"]

OWN = "own"
_ILLEGAL = re.compile(r"[^\w.\-]+")
_READY = re.compile(r"[a-z0-9](?:[\w.\-]*[a-z0-9])?", re.ASCII | re.IGNORECASE)
_EDGE = re.compile(r"^[\W_]+|[.\-_]+$")
_LONGEST = 80
_SUFFIX = {"organizations": "org", "products": "product", "systems": "system", "physical": "thing", "data": "data"}


@dataclass(frozen=True, slots=True)
class Own:
    """The organization that keeps the ledger."""

    id: str = OWN
    en: str = "Our company"
    ja: str = "自社"


def slug(text: str) -> str:
    """Return *text* as an id, or the empty string where nothing of it can stand in one.

    >>> slug("ＰＬＣ 1号機 / ラインA"), slug("—")
    ('PLC-1号機-ラインA', '')
    """
    if len(text) <= _LONGEST and _READY.fullmatch(text):
        return text
    clean = _EDGE.sub("", _ILLEGAL.sub("-", unicodedata.normalize("NFKC", text).strip()))
    return _EDGE.sub("", clean[:_LONGEST])


@dataclass(slots=True)
class Batch:
    """Entries by section and id; *rows* tells in which row a thing of its own stands."""

    present: Present
    own: Own = field(default_factory=Own)
    entries: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    names: Names = field(default_factory=Names)
    _firsts: dict[str, tuple[int, int, str]] = field(default_factory=dict)
    _clashing: set[str] = field(default_factory=set)
    _ids: dict[tuple[str, str], str] = field(default_factory=dict)
    _sharing: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    _organizations: dict[str, str] = field(default_factory=dict)

    def put(self, section: str, ident: str, value: dict[str, Any]) -> None:
        """Add an entry, or more about one that is there."""
        own = self.entries.setdefault(section, {})
        if ident in own:
            _join(own[ident], value)
        else:
            own[ident] = value

    def named(self, ident: str, name: str) -> None:
        """Remember the name under which a thing of this batch may be referred to."""
        self.names.add(name, ident)

    def begin(self, row: Row, section: str, number: str, name: str) -> str | None:
        """Return the id of the thing of *row*; None, with a fault, where the row cannot count."""
        given = number or name
        ident = slug(given)
        if not ident:
            row.report("row-without-name")
            return None
        if ident in self._firsts:
            self._twice(row, ident)
            return None
        taken = self.present.section_of.get(ident)
        if taken is not None and taken != section:
            row.report("row-id-taken", "id" if number else "name", id=ident, section=taken)
            return None
        if number and ident != number and ident != spoken(number):
            row.report("row-id-written", "id", value=number, id=ident)
        self._firsts[ident] = (row.number, row.content(), section)
        self.rows[ident] = row.number
        return ident

    def _twice(self, row: Row, ident: str) -> None:
        first, content, _ = self._firsts[ident]
        if content == row.content():
            row.report("row-repeated", other=row.path(first))
            return
        named_by = "id" if row.column("id") is not None else "name"
        column = row.column(named_by)
        number = column.number if column is not None else 0
        if ident not in self._clashing:
            self._clashing.add(ident)
            row.report_at(first, number, "row-id-twice", id=ident, other=row.path(row.number, number))
        row.report("row-id-twice", named_by, id=ident, other=row.path(first, number))

    def organization(self, name: str) -> str:
        """Return the id of the organization called *name*; it is added where neither model nor batch has it."""
        known = self._organizations.get(name)
        if known is None:
            known = self._organizations[name] = self._organization(name)
        return known

    def _organization(self, name: str) -> str:
        words = ledger_words()
        if words.means_own(name):
            return self.ourselves()
        key = words.company(name)
        shown = plain(name)
        ident = self.present.companies.get(key) or self._derived("organizations", words.company_words(name))
        stated = self.present.company_name(ident)
        entry = self.entries.setdefault("organizations", {}).setdefault(ident, {"name": stated or shown})
        if stated is None and entry["name"] != shown:
            entry["name"] = max(entry["name"], shown, key=lambda text: (len(text), text))
        self.names.add(shown, ident)
        return ident

    def ourselves(self) -> str:
        """Return the id of the organization that keeps the ledger; it is added where the model has none."""
        own = self.entries.setdefault("organizations", {})
        if self.own.id not in own:
            own[self.own.id] = {"name": {"en": self.own.en, "ja": self.own.ja}}
        return self.own.id

    def derived(self, section: str, name: str, value: dict[str, Any]) -> str:
        """Return the id of what is only named in the ledger, such as a product or a system; add it."""
        called = self.names.called(name) | self.present.names.called(name)
        known = sorted(ident for ident in called if self.section(ident) == section)
        ident = known[0] if len(known) == 1 else self._derived(section, name)
        self.put(section, ident, value)
        return ident

    def find(self, name: str, *sections: str) -> str | None:
        """Return the one thing called *name* in one of *sections*, in the batch or in the model."""
        found = self.all_called(name, *sections)
        return found[0] if len(found) == 1 else None

    def all_called(self, name: str, *sections: str) -> list[str]:
        """Return the ids of everything called *name*: an id counts before names."""
        exact = slug(name)
        for section in sections:
            if exact and (exact in self.entries.get(section, {}) or exact in self.present.sections[section]):
                return [exact]
        idents = self.names.called(name) | self.present.names.called(name)
        company = self.present.companies.get(ledger_words().company(name))
        if not idents and company is not None:
            idents = {company}
        return sorted(ident for ident in idents if self.section(ident) in sections)

    def section(self, ident: str) -> str | None:
        """Return the section in which *ident* stands."""
        for section, entries in self.entries.items():
            if ident in entries:
                return section
        return self.present.section_of.get(ident)

    def _derived(self, section: str, name: str) -> str:
        """Return the id of a thing without number: the same for the same name, another one for another name."""
        key = spoken(name)
        known = self._ids.get((section, key))
        if known is None:
            ending = _SUFFIX.get(section, section)
            base = slug(name) or f"{ending}-{_digest(name)}"
            if self.present.section_of.get(base, section) != section:
                base = _ended(base, ending)
            sharing = self._sharing.setdefault((section, base), [])
            known = base if not sharing else _ended(base, _digest(name))
            sharing.append(key)
            self._ids[section, key] = known
        return known

    def settle(self, faults: Faults) -> None:
        """Leave out rows whose id stands for two things, and tell apart derived things of one id."""
        for (section, base), keys in sorted(self._sharing.items()):
            if len(keys) > 1 and base in self.entries.get(section, {}):
                self._rename(section, base, _ended(base, _digest(keys[0])))
        shared = {
            ident
            for one, other in combinations(self.entries.values(), 2)
            for ident in one.keys() & other.keys()
            if ident in self.rows
        }
        for ident in sorted(shared - self._clashing):
            homes = sorted(section for section, entries in self.entries.items() if ident in entries)
            faults.report("row-id-taken", self.rows[ident], id=ident, section=", ".join(homes))
        self._clashing |= shared
        if self._clashing:
            self._leave_out(self._clashing)

    def _leave_out(self, idents: Set[str]) -> None:
        """Leave out rows of their own with all that leads to them."""
        for ident in idents:
            self.rows.pop(ident, None)
            if ident in self._firsts:
                self.entries.get(self._firsts[ident][2], {}).pop(ident, None)
        connections = self.entries.get("connections", {})
        for ident, value in list(connections.items()):
            if not idents.isdisjoint((value["from"], value["to"])) and ident not in self.rows:
                del connections[ident]
        for value in self.entries.get("systems", {}).values():
            if contained := value.get("contains"):
                value["contains"] = {ident: count for ident, count in contained.items() if ident not in idents}

    def _rename(self, section: str, old: str, new: str) -> None:
        own = self.entries[section]
        own[new] = own.pop(old)
        for entries in self.entries.values():
            for value in entries.values():
                _refer(value, old, new)


def _refer(value: dict[str, Any], old: str, new: str) -> None:
    """Let every reference of an entry to *old* lead to *new*."""
    for key in ("product", "maker", "owner", "from", "to"):
        if value.get(key) == old:
            value[key] = new
    for key in ("subject", "data"):
        if old in value.get(key, ()):
            value[key] = [new if ident == old else ident for ident in value[key]]
    for key, inner in value.get("roles", {}).items():
        if inner == old:
            value["roles"][key] = new
    if old in value.get("contains", {}):
        value["contains"] = {new if ident == old else ident: n for ident, n in value["contains"].items()}


def _join(own: dict[str, Any], more: dict[str, Any]) -> None:
    """Add *more* to an entry so that it does not matter which of them came first."""
    for key, value in more.items():
        mine = own.get(key)
        if key not in own or mine == value:
            own[key] = value
        elif isinstance(mine, dict) and isinstance(value, dict):
            _join(mine, value)
        elif isinstance(mine, list) and isinstance(value, list):
            own[key] = sorted({*mine, *value})
        elif isinstance(mine, str) and isinstance(value, str):
            own[key] = _JOINS.get(key, _texts)(mine, value)


def _texts(one: str, other: str) -> str:
    return " / ".join(sorted({*one.split(" / "), *other.split(" / ")}))


def _longer(one: str, other: str) -> str:
    return max(one, other, key=lambda text: (len(text), text))


_JOINS: Mapping[str, Callable[[str, str], str]] = {
    "name": _longer,
    "from": min,
    "to": max,
    "scale": min,
    "country": min,
    "kind": min,
    "support_until": min,
}
"""How two values of one field become one; others are written one after the other."""


def _digest(text: str) -> str:
    import hashlib

    return hashlib.sha256(spoken(text).encode()).hexdigest()[:6]


def _ended(ident: str, ending: str) -> str:
    return f"{ident[: _LONGEST - 1 - len(ending)]}-{ending}"
