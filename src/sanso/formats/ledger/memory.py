"""What is kept beside a model of each ledger: the mapping of its columns, and what it said when last imported.

For ``plant.yaml`` and ``assets.xlsx`` these are ``plant.import/assets.yaml`` (to be read and edited) and
``plant.import/assets.jsonl`` (one line for each entry; not to be edited). Both belong under version control with
the model: without them a re-import takes every difference for a conflict.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic_core import from_json, to_json

from sanso.formats.ledger.batch import slug
from sanso.formats.ledger.mapping import LedgerMapping, read_mapping
from sanso.formats.ledger.vocabulary import LedgerKind
from sanso.formats.ledger.writing import flow
from sanso.model.diagnostics import InputRefused, Place, diagnose, printable
from sanso.model.text import Language, Text

__all__ = ["Memory", "find_memory", "mapping_text", "memory_lines"]

_COMMENT = Text(
    en="# How `sanso import` reads {ledger}. Fields may be changed; columns are found by their headings.\n"
    "# field: one of the ledger's fields, `attribute` (kept as free text) or `ignore`.\n",
    ja="# `sanso import` が {ledger} を読むときの対応表です。field は変更できます。列は見出しで探します。\n"
    "# field: 台帳の項目、`attribute`(自由記述として残す)、`ignore`(取り込まない)のいずれか。\n",
)
_KINDS = Text(
    en="# Words of your own for kinds of assets: sensor, actuator, controller, gateway, server, application, network,\n"
    "# safety-function, physical (a thing without electronics), system. Write them like this, without the #:\n"
    "# kinds:\n#   filling nozzle: actuator\n",
    ja="# 種別の独自の語。使える種別は sensor(センサ)、actuator(アクチュエータ・機械)、controller(PLC など)、\n"
    "# gateway(ルータなど)、server、application(PC・ソフト)、network(スイッチなど)、safety-function(安全機能)、\n"
    "# physical(電気・通信を持たない物)、system。次のように、# を付けずに書きます。\n"
    "# kinds:\n#   充填ノズル: actuator\n",
)


class _Lines(Mapping[str, dict[str, Any]]):
    """Entries as lines, read once more when they are asked for: most never are."""

    def __init__(self) -> None:
        self._lines: dict[str, bytes] = {}

    def add(self, ident: str, line: bytes) -> None:
        self._lines[ident] = line

    def __getitem__(self, ident: str) -> dict[str, Any]:
        entry: dict[str, Any] = from_json(self._lines[ident])
        del entry["in"], entry["id"]
        return entry

    def __contains__(self, ident: object) -> bool:
        return ident in self._lines

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


@dataclass(frozen=True, slots=True)
class Memory:
    """What is kept of one ledger; *values* are its entries at the last import, by section and id."""

    mapping_file: Path
    values_file: Path
    mapping: LedgerMapping | None = None
    values: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    renamed: bool = False
    """Whether it was kept of a file of another name with the same headings."""


def find_memory(into: Path, ledger: Path, kind: LedgerKind, headings: frozenset[str]) -> Memory:
    """Return what is kept of *ledger* beside the model *into*: by its name, else of the one with the same headings.

    Raises:
        InputRefused: what is kept cannot be read.

    """
    folder = into.with_name(f"{into.stem}.import")
    name = slug(ledger.stem) or kind
    own = folder / f"{name}.yaml"
    if own.is_file():
        mapping = read_mapping(own)
        if mapping.kind == kind:
            return _read(own, mapping, renamed=False)
        own = folder / f"{name}-{kind}.yaml"
        if own.is_file():
            return _read(own, read_mapping(own), renamed=False)
    alike = []
    for path in sorted(folder.glob("*.yaml")) if folder.is_dir() else ():
        mapping = read_mapping(path)
        if mapping.kind == kind and mapping.headings() == headings:
            alike.append((path, mapping))
    if len(alike) == 1:
        return _read(*alike[0], renamed=True)
    return Memory(own, own.with_suffix(".jsonl"))


def _read(path: Path, mapping: LedgerMapping, *, renamed: bool) -> Memory:
    values_file = path.with_suffix(".jsonl")
    values: dict[str, _Lines] = {}
    number = 0
    try:
        with values_file.open("rb") as stream:
            for line in stream:
                number += 1
                entry = from_json(line)
                values.setdefault(entry["in"], _Lines()).add(entry["id"], line)
    except FileNotFoundError:
        pass
    except (OSError, ValueError, KeyError, TypeError) as error:
        place = Place(printable(str(values_file)))
        problem = Text(en=f"line {number} is damaged", ja=f"{number} 行目が壊れています")
        raise InputRefused([diagnose("table-syntax", place, problem=problem)]) from error
    return Memory(path, values_file, mapping, values, renamed)


def mapping_text(mapping: LedgerMapping, lang: Language) -> str:
    """Return the mapping as YAML for people."""
    lines = [_COMMENT.show(lang).format(ledger=mapping.ledger), "sanso_import: 1\n", f"kind: {mapping.kind}\n"]
    lines += [f"{key}: {flow(value)}\n" for key in ("ledger", "sheet", "own") if (value := getattr(mapping, key))]
    lines.append("columns:\n")
    lines += [f"  - {flow(column.model_dump())}\n" for column in mapping.columns]
    if mapping.kind == "assets":
        lines.append(_KINDS.show(lang))
        if mapping.kinds:
            lines.append("kinds:\n")
            lines += [f"  {flow(word)}: {flow(kind)}\n" for word, kind in mapping.kinds.items()]
    return "".join(lines)


def memory_lines(
    now: Mapping[str, Mapping[str, dict[str, Any]]],
    rows: Mapping[str, int],
    before: Mapping[str, Mapping[str, Any]],
    vanished: tuple[tuple[str, str], ...],
) -> Iterator[bytes]:
    """Yield what is to be kept, in an order of its own: what the ledger says, and what vanished from it."""
    lost: dict[str, dict[str, Any]] = {}
    for section, ident in vanished:
        lost.setdefault(section, {})[ident] = before[section][ident]
    for section in sorted({*now, *lost}):
        entries = now.get(section, {})
        for ident in sorted({*entries, *lost.get(section, {})}):
            if ident in entries:
                value = {"row": True, **entries[ident]} if ident in rows else entries[ident]
            else:
                value = lost[section][ident]
            yield to_json({"in": section, "id": ident, **value}) + b"\n"
