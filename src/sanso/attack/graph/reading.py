"""Read the model files of mal-toolbox (YAML or JSON) into objects, so that existing MAL models can be used as they are.

A file holds ``assets``: by number, a type or ``{name, type, defenses, associated_assets: {field: {number: name}}}``.
As mal-toolbox does, an asset without a name is called ``type:number``, and one whose name is taken ``name:number``.
``metadata`` and ``extras`` are passed over; attackers are named in a warning.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from sanso.attack.graph.checking import check
from sanso.attack.graph.fields import Key, Way, fields_of
from sanso.attack.graph.objects import Objects
from sanso.attack.graph.problems import BadObjects
from sanso.attack.language.language import Language
from sanso.model.diagnostics import Diagnostic, Place, has_errors, printable
from sanso.model.encoding import decoded
from sanso.model.findings import Findings
from sanso.model.problems import problem_text, reason_text
from sanso.model.yaml_reader import Mapped, read_yaml

__all__ = ["MAX_BYTES", "ReadObjects", "objects_of", "read_objects"]

MAX_BYTES = 512 * 2**20
_MAX_NODES = 50_000_000


@dataclass(frozen=True, slots=True)
class ReadObjects:
    """Objects, or None where there were errors, and everything that was found on the way."""

    objects: Objects | None
    diagnostics: tuple[Diagnostic, ...]

    def require(self) -> Objects:
        """Return the objects.

        Raises:
            BadObjects: there are errors; warnings alone are passed over.

        """
        if self.objects is None:
            raise BadObjects(self.diagnostics)
        return self.objects


def read_objects(path: Path | str, language: Language) -> ReadObjects:
    """Read the model at *path* and check it against *language*."""
    file = Path(path)
    shown = printable(str(path))
    found = Findings()
    document = None
    try:
        document = _document(file, shown, found)
    except (OSError, ValueError) as error:
        found.report("unreadable-file", Place(shown), file=shown, reason=reason_text(error))
    if found.refused:
        return ReadObjects(None, tuple(found.all(shown)))
    return objects_of(document, language, shown)


def objects_of(document: Any, language: Language, shown: str = "objects") -> ReadObjects:
    """Make objects of a model that has been parsed already; *shown* is the file to name in diagnostics."""
    reader = _Reader(language, shown)
    objects = reader.read(document)
    diagnostics = tuple(reader.found.all(shown))
    if objects is not None and not has_errors(diagnostics):
        diagnostics += check(language, objects, reader.where)
    return ReadObjects(None if has_errors(diagnostics) else objects, diagnostics)


def _document(file: Path, shown: str, found: Findings) -> Any:
    if not file.exists():
        found.report("missing-file", Place(shown), file=shown)
        return None
    if not file.is_file():
        found.report("not-a-file", Place(shown), file=shown)
        return None
    if file.stat().st_size > MAX_BYTES:
        found.report("file-too-large", Place(shown), file=shown, limit=MAX_BYTES // 2**20)
        return None
    text = decoded(file.read_bytes(), shown, found)
    if text is None:
        return None
    if file.suffix.lower() != ".json":
        document, problems = read_yaml(text, shown, _MAX_NODES)
        found.add(problems)
        return document
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        found.report("json-syntax", Place(shown, error.lineno, error.colno), problem=problem_text(error.msg))
    except RecursionError:
        found.report("too-deep", Place(shown), limit=64)
    return None


class _Reader:
    """Turns the parsed file into objects; every fault is noted and what is at fault left out."""

    def __init__(self, language: Language, shown: str) -> None:
        self.language = language
        self.shown = shown
        self.found = Findings()
        self.places: list[Place] = []
        self.numbers: dict[str, int] = {}
        self.ids: list[str] = []
        self.types: list[str] = []
        self.defences: dict[tuple[int, str], float] = {}
        self.links: dict[Key, set[tuple[int, int]]] = {}
        self.fields: dict[str, dict[str, Way]] = {}

    def where(self, index: int) -> Place:
        """Return the place of the asset of an index."""
        return self.places[index] if self.places else Place(self.shown)

    def read(self, document: Any) -> Objects | None:
        """Return the objects of *document*, or None where it is no model at all."""
        assets = document.get("assets") if isinstance(document, dict) else None
        if not isinstance(assets, dict):
            self.found.report("mal-objects-not-a-model", Place(self.shown))
            return None
        if document.get("attackers"):
            self.found.report("mal-objects-attackers", Place(self.shown), "attackers")
        parts = [(str(number), *self._asset(str(number), assets, number)) for number in assets]
        self._name([(number, part, place) for number, part, place in parts if part is not None])
        for number, part, _ in parts:
            if part is not None:
                self._defend(self.numbers[number], part)
                self._link(self.numbers[number], part)
        links = {key: np.array(sorted(pairs), np.int32).reshape(-1, 2) for key, pairs in self.links.items()}
        return Objects(tuple(self.ids), tuple(self.types), links, self.defences)

    def _asset(self, number: str, assets: dict[Any, Any], key: Any) -> tuple[dict[str, Any] | None, Place]:
        part = assets[key]
        line, column = assets.marks[key] if isinstance(assets, Mapped) else (0, 0)
        place = Place(self.shown, line, column)
        if isinstance(part, str):
            return {"type": part}, place
        if isinstance(part, dict) and isinstance(part.get("type"), str):
            return part, place
        self.found.report("mal-objects-asset-form", place, f"assets/{number}", asset=number)
        return None, place

    def _name(self, parts: list[tuple[str, dict[str, Any], Place]]) -> None:
        taken: set[str] = set()
        for number, part, place in parts:
            kind = part["type"]
            name = str(part["name"]) if part.get("name") else f"{kind}:{number}"
            if name in taken:
                name = f"{name}:{number}"
            taken.add(name)
            self.numbers[number] = len(self.ids)
            self.ids.append(name)
            self.types.append(kind)
            self.places.append(place)

    def _fault(self, code: str, index: int, near: tuple[str, Sequence[str]] | None = None, **values: object) -> None:
        ident = self.ids[index]
        self.found.report(code, self.places[index], ident, near=near, asset=ident, **values)

    def _mapping(self, index: int, part: dict[str, Any], name: str) -> dict[Any, Any]:
        value = part.get(name) or {}
        if isinstance(value, dict):
            return value
        self._fault("mal-objects-part-form", index, part=name)
        return {}

    def _defend(self, index: int, part: dict[str, Any]) -> None:
        for defence, value in self._mapping(index, part, "defenses").items():
            probability = _probability(value)
            if probability is None:
                self._fault("mal-objects-probability", index, defence=str(defence), value=str(value))
            else:
                self.defences[index, str(defence)] = probability

    def _link(self, index: int, part: dict[str, Any]) -> None:
        kind = self.types[index]
        if kind not in self.language.assets:
            return
        if kind not in self.fields:
            self.fields[kind] = fields_of(self.language, kind)
        ways = self.fields[kind]
        for field, others in self._mapping(index, part, "associated_assets").items():
            if field not in ways:
                near = (str(field), tuple(ways))
                self._fault("mal-objects-unknown-field", index, near, type=kind, field=str(field))
                continue
            key, forward = ways[field]
            pairs = self.links.setdefault(key, set())
            for other in self._others(index, str(field), others):
                pairs.add((index, other) if forward else (other, index))

    def _others(self, index: int, field: str, others: Any) -> list[int]:
        if not isinstance(others, dict | list):
            self._fault("mal-objects-part-form", index, part=field)
            return []
        found = []
        for number in map(str, others):
            if number in self.numbers:
                found.append(self.numbers[number])
            else:
                self._fault("mal-objects-unknown-asset", index, field=field, target=number)
        return found


def _probability(value: object) -> float | None:
    """Return *value*, a number or one written as text, if it lies between 0 and 1."""
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            return None
    return float(value) if isinstance(value, int | float) and 0 <= value <= 1 else None
