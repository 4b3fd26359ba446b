"""Which file holds what: a plan for the whole model as plans for its files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path as FilePath
from typing import Any

from sanso.model.diagnostics import InputRefused, Place, diagnose, printable
from sanso.model.editing.changes import ABSENT, Plan
from sanso.model.editing.rows import TablePlan, row_of
from sanso.model.problems import EXPECTED
from sanso.model.sources import HEADER_KEYS, KEYED_SECTIONS, Entry, Sources

__all__ = ["Routed", "is_table", "route"]


class Routed:
    """Plans by the shown name of their file."""

    def __init__(self) -> None:
        self.documents: dict[str, Plan] = {}
        self.tables: dict[str, TablePlan] = {}

    def document(self, file: str) -> Plan:
        """Return the plan of a YAML file."""
        return self.documents.setdefault(file, Plan())

    def table(self, file: str) -> TablePlan:
        """Return the plan of a table."""
        return self.tables.setdefault(file, TablePlan())


def is_table(path: FilePath | str) -> bool:
    """Tell whether a file is a table."""
    return str(path).lower().endswith((".jsonl", ".ndjson"))


def route(plan: Plan, sources: Sources, sections_of: Callable[[str], Any]) -> Routed:
    """Return *plan* by file; *sections_of* gives the sections that a YAML file has, with or without entries.

    Raises:
        InputRefused: a section is unknown, or its value is none.

    """
    router = _Router(sources, sections_of)
    for section, sub in plan.below.items():
        router.section(str(section), sub)
    return router.made


class _Router:
    def __init__(self, sources: Sources, sections_of: Callable[[str], Any]) -> None:
        self.sources = sources
        self.sections_of = sections_of
        self.files = [printable(str(path)) for path in sources.files]
        self.made = Routed()
        self.holders: dict[str, str] = {}
        self.fresh: Counter[str] = Counter()

    def section(self, section: str, plan: Plan) -> None:
        if section in (*HEADER_KEYS, "include"):
            self._single(section, plan)
        elif section == "confirmations":
            self._confirmations(_expanded(plan, section, range(len(self.sources.confirmations))))
        elif section in KEYED_SECTIONS:
            entries = self.sources.keyed[section]
            for ident, sub in _expanded(plan, section, entries).below.items():
                if ident in entries:
                    self._entry(entries[str(ident)], sub)
                else:
                    self._fresh(section, ident, sub)
        else:
            known = (*HEADER_KEYS, *KEYED_SECTIONS, "confirmations", "include")
            raise InputRefused([diagnose("unknown-section", Place(self.sources.file), section, section=section[:80],
                                         known=", ".join(known))])  # fmt: skip

    def _single(self, key: str, plan: Plan) -> None:
        top = self.files[0]
        if is_table(top):
            self.made.table(top).at(next(iter(self.sources.header.values())).line).below[key] = plan
        else:
            self.made.document(top).below[key] = plan

    def _confirmations(self, plan: Plan) -> None:
        stated = self.sources.confirmations
        for index in sorted(step for step in plan.below if isinstance(step, int)):
            if 0 <= index < len(stated) and stated[index].document is not None:
                file = stated[index].file
                local = sum(entry.file == file for entry in stated[:index])
                self.made.document(file).at("confirmations").below[local] = plan.below[index]
            elif 0 <= index < len(stated):
                self._entry(stated[index], plan.below[index])
            else:
                self._fresh("confirmations", index, plan.below[index])

    def _entry(self, entry: Entry, plan: Plan) -> None:
        if entry.parts is not None:
            for requirement, sub in _expanded(plan, "measures", entry.parts).below.items():
                part = entry.parts.get(str(requirement), entry._replace(parts=None))
                self._part(part, requirement, sub)
        elif entry.document is None:
            self.made.table(entry.file).changed[entry.line] = plan
        else:
            self.made.document(entry.file).at(*entry.path[:-1]).below[entry.path[-1]] = plan

    def _part(self, entry: Entry, requirement: str | int, plan: Plan) -> None:
        if entry.document is None:
            self.made.table(entry.file).at(entry.line).below[requirement] = plan
        else:
            self.made.document(entry.file).at(*entry.path).below[requirement] = plan

    def _fresh(self, section: str, ident: str | int, plan: Plan) -> None:
        """Plan an entry that is not there yet."""
        value = plan.made()
        if value is ABSENT:
            return
        file = self._holder(section)
        if is_table(file):
            if not isinstance(value, dict):
                path = f"{section}/{ident}"
                raise InputRefused([diagnose("wrong-type", Place(file), path, expected=EXPECTED["dict"])])
            self.made.table(file).added.append(row_of(section, str(ident), value))
        elif section == "confirmations":
            local = sum(entry.file == file for entry in self.sources.confirmations) + self.fresh[file]
            self.fresh[file] += 1
            self.made.document(file).at(section).below[local] = plan
        else:
            self.made.document(file).at(section).below[ident] = plan

    def _holder(self, section: str) -> str:
        """Return the file that holds most of *section*; without entries, one that names it, else the top one."""
        if section not in self.holders:
            entries = self.sources.confirmations if section == "confirmations" else self.sources.keyed[section].values()
            counts = Counter(entry.file for entry in entries)
            named = [file for file in self.files if not is_table(file) and section in self.sections_of(file)]
            most = max(counts.values(), default=0)
            held = [file for file in self.files if counts[file] == most] if most else named
            self.holders[section] = held[0] if held else self.files[0]
        return self.holders[section]


def _expanded(plan: Plan, section: str, known: Any) -> Plan:
    """Return a plan for a whole section as one for its entries."""
    if plan.put is ABSENT and not plan.drop:
        return plan
    made = Plan()
    for key in known:
        made.at(key).drop = True
    given = {} if plan.drop or plan.put is None else plan.put
    if isinstance(given, list) and section == "confirmations":
        given = dict(enumerate(given))
    if not isinstance(given, dict):
        raise InputRefused([diagnose("wrong-type", Place(""), section, expected=EXPECTED["dict"])])
    for key, value in given.items():
        spot = made.at(key)
        spot.drop, spot.put = False, value
    return made
