"""The data of a form as plain values of a model; what was not touched stays exactly as it was written.

>>> from sanso.model.elements import Roles
>>> from sanso.web.editing.form_data import FormData
>>> Reading(FormData([("f.owner", "b")])).record(Roles, "f", {"owner": "a", "user": "u"})
{'owner': 'b', 'user': 'u'}
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from sanso.model.answers import Measure
from sanso.model.diagnostics import Diagnostic
from sanso.model.editing.changes import ABSENT, same
from sanso.model.harms import ConditionCause, EffectCause
from sanso.model.scalars import resolve
from sanso.model.text import Text
from sanso.model.yaml_reader import read_yaml
from sanso.web.editing.fields import Field, fields_of
from sanso.web.editing.flattening import NONE_OF, cause_kind, cause_parts, pairs_of, shown, unwrapped
from sanso.web.editing.form_data import GROUPS, FormData

__all__ = ["Fault", "Reading"]

_TWICE = Text(en="{key} stands here twice; one row for each.", ja="{key}が重複しています。1つにつき1行にしてください。")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a field of a form, empty *name* for the form as a whole."""

    name: str
    text: Text
    severity: str = "error"


@dataclass
class Reading:
    """Reads *form*; what cannot be read at all is added to *faults*."""

    form: FormData
    faults: list[Fault] = field(default_factory=list)

    def record(self, record: type[BaseModel], name: str, raw: Any) -> Any:
        """Return the mapping of all fields of a record, made from *raw*; ABSENT where nothing is stated."""
        before = unwrapped(record, raw)
        held = before if isinstance(before, dict) else {}
        made = dict(held)
        for one in fields_of(record):
            value = self.value(one, f"{name}.{one.key}", held.get(one.key, ABSENT))
            if value is not ABSENT:
                made[one.key] = value
            else:
                made.pop(one.key, None)
        if same(made, held) and (raw is not ABSENT or not made):
            return raw
        if record is Measure and made.keys() == {"level"} and not isinstance(raw, dict):
            return made["level"]
        return made if made else ABSENT

    def value(self, one: Field, name: str, raw: Any) -> Any:
        """Return the value of one field; *raw* where it was not sent or not changed."""
        form = self.form
        if form.has(f"{name}._yaml"):
            return self._snippet(name, raw)
        if one.shape == "record":
            assert one.record is not None  # noqa: S101 -- of this shape
            return self.record(one.record, name, raw)
        if one.shape == "records":
            return self._records(one, name, raw)
        if one.shape == "pairs":
            return self._pairs(one, name, raw)
        if one.shape == "cause":
            return self.cause(name, raw) if form.has(f"{name}._cause") else raw
        if one.shape == "local":
            return self._local(name, raw)
        if one.shape == "range":
            return self._range(name, raw)
        if not form.has(name):
            return raw
        if one.shape in ("words", "choices"):
            return self._words(one, name, raw)
        return _single(one.shape, form.get(name) or "", raw)

    def _snippet(self, name: str, raw: Any) -> Any:
        text = self.form.get(f"{name}._yaml") or ""
        if text.strip() == "":
            return ABSENT
        value, found = read_yaml(text, "")
        self.faults += [Fault(f"{name}._yaml", _told(one)) for one in found]
        return raw if found or same(value, raw) else value

    def _local(self, name: str, raw: Any) -> Any:
        before = raw if isinstance(raw, dict) else {"en": shown(raw), "ja": shown(raw)}
        if not self.form.has(f"{name}.en") and not self.form.has(f"{name}.ja"):
            return raw
        made: dict[str, str] = {}
        for lang in ("en", "ja"):
            old = before.get(lang) or ""
            new = self.form.get(f"{name}.{lang}")
            text = old if new is None or new.strip() == old.strip() else new.strip()
            if text:
                made[lang] = text
        if made == {lang: text for lang, text in before.items() if text}:
            return raw
        if not made:
            return ABSENT
        whole = made.get("en") if made.get("en") == made.get("ja") and not isinstance(raw, dict) else None
        return whole or made

    def _words(self, one: Field, name: str, raw: Any) -> Any:
        before = [raw] if isinstance(raw, str) else raw if isinstance(raw, list) else []
        given = self.form.all(name)
        if one.shape == "choices":
            if raw == [] and one.nullable:
                before = [NONE_OF]
            ranks = {word: n for n, word in enumerate((*before, *(one.words or ())))}
            given = sorted(dict.fromkeys(given), key=lambda word: ranks.get(word, len(ranks)))
            if set(given) == set(before):
                return raw
            if given == [NONE_OF]:
                return []
            given = [word for word in given if word != NONE_OF]
        if given == [item.strip() for item in before]:
            return raw
        if not given:
            return ABSENT
        return given[0] if isinstance(raw, str) and len(given) == 1 else given

    def _range(self, name: str, raw: Any) -> Any:
        before = raw if isinstance(raw, list) else [ABSENT, ABSENT]
        if not self.form.has(f"{name}.0"):
            return raw
        made = [_single("number", self.form.get(f"{name}.{n}") or "", before[n]) for n in (0, 1)]
        if same(made, before) or made == [ABSENT, ABSENT]:
            return raw if same(made, before) else ABSENT
        return [None if value is ABSENT else value for value in made]

    def _records(self, one: Field, name: str, raw: Any) -> Any:
        if not self.form.has(f"{name}._row"):
            return raw
        assert one.record is not None  # noqa: S101 -- of this shape
        before = raw if isinstance(raw, list) else []
        made = [self.record(one.record, f"{name}.{row}", _item(before, row)) for row in self.form.rows(name)]
        kept = [item for item in made if item is not ABSENT]
        return raw if same(kept, before) else kept or ABSENT

    def _pairs(self, one: Field, name: str, raw: Any) -> Any:
        if not self.form.has(f"{name}._row"):
            return raw
        assert one.inner is not None  # noqa: S101 -- of this shape
        normal = pairs_of(one, raw)
        before = normal if isinstance(normal, dict) else {}
        values = list(before.values())
        made: dict[str, Any] = {}
        for row in self.form.rows(name):
            key = (self.form.get(f"{name}.{row}.key") or "").strip()
            value = self.value(one.inner, f"{name}.{row}.value", _item(values, row))
            if value is ABSENT and not key:
                continue
            if key in made:
                self.faults.append(Fault(f"{name}.{row}.key", _TWICE.fill(key=key or '""')))
            made[key] = value if value is not ABSENT else 1 if one.key == "contains" else None
        if same(made, before) and list(made) == list(before):
            return raw
        if one.key == "contains" and not isinstance(raw, dict) and made and set(made.values()) == {1}:
            return list(made)
        return made or ABSENT

    def cause(self, name: str, raw: Any) -> Any:
        """Return the cause at *name*; ABSENT where nothing is stated."""
        kind = self.form.get(f"{name}.kind") or cause_kind(raw)
        same_kind = cause_kind(raw) == kind and isinstance(raw, dict)
        if kind not in GROUPS:
            record = ConditionCause if kind == "condition" else EffectCause
            return self.record(record, name, raw if same_kind else ABSENT)
        before = cause_parts(raw)
        rows = self.form.rows(name)
        made = [self.cause(f"{name}.{row}", _item(before, row)) for row in rows]
        parts = [part for part in made if part is not ABSENT]
        inner: Any = parts
        if kind == "at_least":
            held = raw[kind] if same_kind and isinstance(raw[kind], dict) else {}
            number = _single("whole", self.form.get(f"{name}.n") or "", held.get("n", ABSENT))
            inner = {**held, "n": number, "of": parts}
            inner = {key: value for key, value in inner.items() if value is not ABSENT}
        return raw if same_kind and same(raw, {kind: inner}) else {kind: inner}


def _single(shape: str, text: str, raw: Any) -> Any:
    given = text.strip()
    if given == shown(raw).strip():
        return raw
    if not given:
        return ABSENT
    if shape == "yes-no":
        return {"true": True, "false": False}.get(given, given)
    if shape in ("number", "whole"):
        value = resolve(unicodedata.normalize("NFKC", given).replace(" ", ""))
        return value if isinstance(value, int | float) and not isinstance(value, bool) else given
    return given


def _item(items: list[Any], row: str) -> Any:
    return items[int(row)] if int(row) < len(items) else ABSENT


def _told(found: Diagnostic) -> Text:
    place = Text(en=f"line {found.place.line}: ", ja=f"{found.place.line}行目: ") if found.place.line else None
    if place is None:
        return found.message
    return Text(en=place.en + found.message.show("en"), ja=place.ja + found.message.show("ja"))
