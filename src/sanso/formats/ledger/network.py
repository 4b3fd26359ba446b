"""Rows of a list of network connections: layer-3 connections, data, and ways in from outside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sanso.formats.ledger.batch import Batch, slug
from sanso.formats.ledger.present import LETTERS
from sanso.formats.ledger.rows import Row
from sanso.formats.ledger.vocabulary import Meaning
from sanso.formats.tables.values import folded
from sanso.model.text import Text
from sanso.model.vocabulary import ConnectionRule

__all__ = ["NetworkReader"]

_ENDS = ("components", "systems", "organizations", "people")
_BOTH_WAYS = ("transmits", "shares")
_NAMES = {
    "components": Text(en="a component", ja="モノ"),
    "systems": Text(en="a system", ja="システム"),
    "organizations": Text(en="an organization", ja="組織"),
    "people": Text(en="people", ja="人"),
}


@dataclass(slots=True)
class NetworkReader:
    """Takes the rows of a list of connections into a batch; *rules* say what each kind may link."""

    batch: Batch
    rules: Mapping[str, ConnectionRule]

    def take(self, row: Row) -> None:
        """Take one row."""
        names = {side: row.text(side) for side in ("from", "to")}
        if not all(names.values()):
            row.report("row-without-name")
            return
        if self._outside(row, names):
            return
        ends = {side: self._end(row, side, name) for side, name in names.items()}
        if ends["from"] is None or ends["to"] is None:
            return
        kind = self._kind(row)
        data = self._data(row)
        kind = self._fitting(kind, ends["from"], ends["to"], data)
        sections = [self.batch.section(end) or "" for end in (ends["from"], ends["to"])]
        if not self._fits(kind, sections, data):
            titles = [_NAMES.get(section, Text.of(section)) for section in sections]
            row.report("ends-do-not-fit", "use", kind=kind, from_=titles[0], to=titles[1])
            return
        number = row.text("id")
        ident = self.batch.begin(row, "connections", number, f"{ends['from'][:36]}-{kind}-{ends['to'][:28]}")
        if ident is None:
            return
        self._put(row, ident, {"kind": kind, "from": ends["from"], "to": ends["to"]}, data)

    def finish(self) -> None:
        """Nothing is left to be said."""

    def _put(self, row: Row, ident: str, value: dict[str, Any], data: str | None) -> None:
        if name := row.word("name"):
            value["name"] = name
        if data is not None:
            value["data"] = [data]
        if medium := row.word("medium"):
            meaning = row.words.media.meaning(medium)
            value["medium"] = meaning.word if meaning is not None else medium
        if protocol := row.word("protocol"):
            value["protocol"] = protocol
        since, until = row.day("from_day"), row.day("to_day")
        if since is not None and until is not None and until <= since:
            row.unread("cell-days-in-wrong-order", "to_day")
            until = None
        if since is not None or until is not None:
            value["valid"] = {key: day.isoformat() for key, day in (("from", since), ("to", until)) if day is not None}
        if text := row.text("description", joined=True):
            value["description"] = text
        direction = row.word("direction")
        both = folded(direction) in row.words.both_ways and value["kind"] in _BOTH_WAYS
        if direction and not both:
            row.keep("direction")
        if row.word("use"):
            row.keep("use")
        if attributes := row.attributes():
            value["attributes"] = attributes
        if both:
            back = {**value, "from": value["to"], "to": value["from"]}
            self.batch.put("connections", f"{ident[:75]}-back", back)
            self.batch.rows[f"{ident[:75]}-back"] = row.number
        self.batch.put("connections", ident, value)

    def _outside(self, row: Row, names: Mapping[str, str]) -> bool:
        """Take a connection with the internet as a way in at its other end; tell whether it was one."""
        for side, other in (("from", "to"), ("to", "from")):
            if folded(names[side]) in row.words.outside:
                end = self._end(row, other, names[other])
                section = self.batch.section(end) if end is not None else None
                if end is not None and section in ("components", "systems"):
                    words = row.words.exposures.all(row.word("medium")) or ("internet",)
                    self.batch.put(section, end, {"exposure": sorted(words)})
                elif end is not None:
                    row.report("end-unknown", other, value=names[other])
                return True
        return False

    def _end(self, row: Row, side: str, name: str) -> str | None:
        """Return the id of what stands at one end; a component is added where its name says what it is."""
        if row.words.means_own(name):
            return self.batch.ourselves()
        found = self.batch.all_called(name, *_ENDS)
        if len(found) == 1:
            return found[0]
        if found:
            row.report("end-ambiguous", side, value=name, others=", ".join(found[:5]))
            return None
        meaning: Meaning | None = row.words.kinds.meaning(name)
        if meaning is None or meaning.word in ("physical", "system"):
            row.report("end-unknown", side, value=name)
            return None
        value = {"name": name, "kind": meaning.word, "roles": {"operator": self.batch.ourselves()}}
        ident = self.batch.derived("components", name, value)
        self.batch.named(ident, name)
        row.report("end-created", side, value=name, kind=_title(meaning.word))
        return ident

    def _kind(self, row: Row) -> str:
        use = row.word("use")
        meaning = row.words.uses.meaning(use) if use else None
        if meaning is not None:
            return meaning.word
        if use:
            row.report("use-unknown", "use", value=use)
        return "transmits"

    def _fitting(self, kind: str, from_: str, to: str, data: str | None) -> str:
        """Return the kind that says the same for these ends: an organization reaches in, or shares data."""
        sections = {self.batch.section(from_), self.batch.section(to)}
        if "organizations" not in sections or kind in ("remote-access", "shares"):
            return kind
        if kind == "transmits":
            return "shares" if data is not None else kind
        return "remote-access" if self.batch.section(from_) == "organizations" else kind

    def _fits(self, kind: str, sections: list[str], data: str | None) -> bool:
        rule = self.rules.get(kind)
        if rule is None:
            return True
        letters = [LETTERS.get(section, "-") for section in sections]
        return letters[0] in rule.from_ and letters[1] in rule.to and not ("data" in rule.needs and data is None)

    def _data(self, row: Row) -> str | None:
        name = row.word("data")
        if not name:
            return None
        return self.batch.derived("data", name, {"name": name, "owner": self.batch.ourselves()}) if slug(name) else None


def _title(kind: str) -> Text:
    from sanso.catalogue import load_catalogue

    return load_catalogue().component_kinds[kind].title
