"""Rows of an asset ledger: components, systems and physical things, with the products, organizations and sites."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sanso.formats.ledger.batch import Batch
from sanso.formats.ledger.rows import Row
from sanso.formats.ledger.vocabulary import Meaning, WordTable, ledger_words
from sanso.formats.tables.values import folded, plain, spoken
from sanso.model.text import Text

__all__ = ["AssetReader"]

_ROLES = ("owner", "operator", "manager", "maintainer", "integrator")
_PARTS = re.compile(r"[、,;/・\n+&()\uff08\uff09]|および|及び| and ")
_INTERVAL = re.compile(
    r"(\d{1,3})(?:年|years?|y)|(\d{1,3})(?:[ヶケか箇カ]?月|months?|m)|(\d{1,4})(?:日|days?|d)|P[0-9YMWD]+"
)
_YEARLY = {
    "毎年": "P1Y",
    "年1回": "P1Y",
    "年2回": "P6M",
    "半年": "P6M",
    "毎月": "P1M",
    "yearly": "P1Y",
    "annual": "P1Y",
    "monthly": "P1M",
    "half-yearly": "P6M",
}
_EXPOSURE = Text(en="ways in from outside", ja="外部接続")
_EXPOSURE_HINT = Text(
    en="write internet, VPN, mobile network, Wi-Fi, USB; or internal LAN, none",
    ja="インターネット、VPN、携帯回線、Wi-Fi、USB、または社内LAN、なしなどと書いてください。",
)
_MEASURED = ("target", "quantity", "unit", "calibrated", "calibration_interval")
_LINKS = {"sensor": "senses", "actuator": "actuates", "safety-function": "protects"}
"""What measures, moves or protects, with the connection or field that says so."""
_SIL = re.compile(r"sil[\s-]?([1-4])")
_PL = re.compile(r"pl[\s=-]?r?[\s=-]?([a-e])")
_SECTIONS = {"system": "systems", "physical": "physical"}
_NOT_PHYSICAL = (
    "maker", "model", "version", "support_until", "site", "exposure", *_ROLES, "target", "quantity", "unit",
    "calibrated", "calibration_interval", "integrity",
)  # fmt: skip
"""Fields that a physical thing does not have; they stay as attributes."""
_KIND_TITLES = {
    "system": Text(en="a system", ja="システム"),
    "physical": Text(en="a physical thing", ja="物理的な対象"),
}


@dataclass(slots=True)
class AssetReader:
    """Takes the rows of an asset ledger into a batch; *own_kinds* are words that the mapping adds.

    *fields* are those that some column of the ledger gives: the others are never looked for.
    """

    batch: Batch
    fields: Collection[str]
    own_kinds: WordTable | None = None
    _roles: tuple[str, ...] = field(init=False)
    _measured: tuple[str, ...] = field(init=False)
    _not_physical: tuple[str, ...] = field(init=False)
    _targets: list[tuple[str, str, str, dict[str, Any]]] = field(default_factory=list)
    _systems: list[tuple[str, str]] = field(default_factory=list)
    _support: dict[str, dt.date] = field(default_factory=dict)
    _products: dict[tuple[str, str, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._roles, self._measured, self._not_physical = (
            tuple(name for name in names if name in self.fields) for names in (_ROLES, _MEASURED, _NOT_PHYSICAL)
        )

    def take(self, row: Row) -> None:
        """Take one row."""
        own = self.batch.ourselves()
        name, number = row.text("name"), row.text("id")
        if not name and not number:
            row.report("row-without-name")
            return
        kind = self._kind(row, name)
        if kind is None:
            return
        if kind == "physical" and _connected(row):
            kind = "actuator"
            row.report("machine-connected", "exposure", value=name or number)
        section = _SECTIONS.get(kind, "components")
        ident = self.batch.begin(row, section, number, name)
        if ident is None:
            return
        value: dict[str, Any] = {"name": name} if name else {}
        if section == "components":
            value["kind"] = kind
            self._component(row, value, ident)
        elif section == "physical":
            value["kind"] = "equipment"
        if section != "physical":
            self._common(row, value, own)
        else:
            for unused in self._not_physical:
                row.keep(unused)
        if (count := row.count("count")) is not None and count > 1:
            value["count"] = count
        self._rest(row, value, ident, section)
        self.batch.put(section, ident, value)
        self.batch.named(ident, name or number)

    def finish(self) -> None:
        """Add systems, and what rows sense and move, now that all things are known."""
        for system, ident in self._systems:
            value = {"name": system, "roles": {"operator": self.batch.ourselves()}, "contains": {}}
            home = self.batch.derived("systems", system, value)
            if home != ident:
                self.batch.put("systems", home, {"contains": {ident: 1}})
        for ident, kind, target, link in self._targets:
            goal = self.batch.find(target, "people")
            if goal is None:
                goal = self.batch.derived("physical", target, {"name": target, "kind": "equipment"})
            if kind == "protects":
                self.batch.put("components", ident, {"protects": [goal]})
                continue
            ends = {"from": goal, "to": ident} if kind == "senses" else {"from": ident, "to": goal}
            self.batch.put("connections", f"{ident[:71]}-{kind}", {"kind": kind, **ends, **link})

    def _kind(self, row: Row, name: str) -> str | None:
        stated = row.word("kind")
        meaning = self._meaning(stated) if stated else None
        if meaning is not None:
            return meaning.word
        for text in (name, row.word("model")):
            meaning = self._meaning(text) if text else None
            if meaning is not None:
                title = _KIND_TITLES.get(meaning.word) or _component_title(meaning.word)
                row.report("kind-from-name", "name", kind=title, value=text)
                if stated:
                    row.keep("kind")
                return meaning.word
        row.report("kind-unknown", "kind" if stated else "name", value=stated or name or row.text("id"))
        return None

    def _meaning(self, text: str) -> Meaning | None:
        own = self.own_kinds.meaning(text) if self.own_kinds is not None else None
        return own or ledger_words().kinds.meaning(text)

    def _component(self, row: Row, value: dict[str, Any], ident: str) -> None:
        if product := self._product(row):
            value["product"] = product
        if text := row.word("integrity"):
            short = spoken(text).casefold()
            if match := _SIL.search(short):
                value["integrity"] = {"standard": "IEC 61508", "level": match[1]}
            elif match := _PL.search(short):
                value["integrity"] = {"standard": "ISO 13849", "level": match[1]}
            else:
                row.unread("cell-not-understood", "integrity", what=Text(en="SIL or PL", ja="SIL・PL"))
        self._transcription(row, value["kind"], ident)

    def _transcription(self, row: Row, kind: str, ident: str) -> None:
        """Note what a component measures or moves; what cannot be said of it stays as attributes."""
        if not self._measured:
            return
        link_kind, target = _LINKS.get(kind), row.word("target")
        if link_kind is None or not target:
            for name in self._measured:
                row.keep(name)
            return
        link: dict[str, Any] = {key: text for key in ("quantity", "unit") if (text := row.word(key))}
        if link_kind == "senses":
            if calibration := self._calibration(row):
                link["calibration"] = calibration
        else:
            for name in _MEASURED[1 if link_kind == "protects" else 3 :]:
                row.keep(name)
        self._targets.append((ident, link_kind, target, link))

    def _common(self, row: Row, value: dict[str, Any], own: str) -> None:
        roles: dict[str, str] = {}
        for role in self._roles:
            if text := row.word(role):
                roles[role] = self.batch.organization(text)
        if "operator" not in roles:
            roles["operator"] = own
        value["roles"] = roles
        if site := row.text("site", joined=True):
            value["site"] = site
        exposure = row.text("exposure", joined=True)
        if exposure:
            found = row.words.exposures.all(exposure)
            if found:
                value["exposure"] = sorted(found) if len(found) > 1 else [*found]
            elif not _inside(exposure):
                row.unread("cell-not-understood", "exposure", what=_EXPOSURE, hint=_EXPOSURE_HINT)

    def _rest(self, row: Row, value: dict[str, Any], ident: str, section: str) -> None:
        since, until = row.day("from"), row.day("to")
        if since is not None and until is not None and until <= since:
            row.unread("cell-days-in-wrong-order", "to")
            until = None
        if since is not None:
            value["valid"] = {"from": since.isoformat()}
        if until is not None:
            value.setdefault("valid", {})["to"] = until.isoformat()
        if text := row.text("description", joined=True):
            value["description"] = text
        if system := row.word("system"):
            if section in ("components", "systems"):
                self._systems.append((system, ident))
            else:
                row.keep("system")
        if attributes := row.attributes():
            value["attributes"] = attributes

    def _product(self, row: Row) -> str | None:
        maker, model = row.word("maker"), row.word("model")
        if not model:
            if maker:
                self.batch.organization(maker)
                row.keep("maker")
            if row.word("version"):
                row.keep("version")
            if row.word("support_until"):
                row.keep("support_until")
            return None
        version = row.word("version")
        known = self._products.get((maker, model, version))
        if known is not None:
            self._supported(row, known)
            return known
        by = self.batch.organization(maker) if maker else ""
        value: dict[str, Any] = {"name": " ".join(part for part in (maker, model) if part), "model": model}
        if by:
            value["maker"] = by
        if version:
            value["version"] = version
        name = "-".join(part for part in (ledger_words().company_words(maker) if maker else "", model, version) if part)
        ident = self.batch.derived("products", name, value)
        self._products[maker, model, version] = ident
        self._supported(row, ident)
        return ident

    def _supported(self, row: Row, product: str) -> None:
        until = row.day("support_until", last=True)
        if until is None:
            return
        known = self._support.get(product)
        if known is not None and known != until:
            row.report("support-differs", "support_until", value=until.isoformat(), other=known.isoformat())
        self._support[product] = min(until, known) if known is not None else until
        self.batch.entries.setdefault("products", {}).setdefault(product, {})["support_until"] = self._support[
            product
        ].isoformat()

    @staticmethod
    def _calibration(row: Row) -> Mapping[str, str]:
        found: dict[str, str] = {}
        if text := row.word("calibration_interval"):
            short = folded(text)
            match = _INTERVAL.search(short.upper() if short.startswith("p") else short)
            if short in _YEARLY:
                found["interval"] = _YEARLY[short]
            elif match is not None:
                found["interval"] = next(
                    (f"P{n}{u}" for n, u in zip(match.groups(), "YMD", strict=True) if n), match[0]
                )
            else:
                row.unread("cell-not-an-interval", "calibration_interval")
        if day := row.day("calibrated"):
            found["last"] = day.isoformat()
        return found


def _component_title(kind: str) -> Text:
    from sanso.catalogue import load_catalogue

    return load_catalogue().component_kinds[kind].title


def _connected(row: Row) -> bool:
    """Tell whether the row names a network: a machine on one has electronics of its own."""
    text = row.text("exposure", joined=True)
    return bool(text) and any(folded(part) not in row.words.unconnected for part in _PARTS.split(plain(text)))


@lru_cache(maxsize=2**12)
def _inside(text: str) -> bool:
    """Tell whether every part of *text* names a network of one's own, or nothing at all."""
    inside = ledger_words().inside
    return all(not folded(part) or folded(part) in inside for part in _PARTS.split(plain(text)))
