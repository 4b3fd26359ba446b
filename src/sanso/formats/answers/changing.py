"""Changes of answers as changes of the model's files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sanso.analysis.answer_places import ANSWER_FIELDS
from sanso.formats.answers.result import AnswerChange, AnswerImport
from sanso.model.editing import Change, Drop, Put
from sanso.model.sources import Sources
from sanso.model.text import Language

__all__ = ["changes_of"]

_LOCAL = ("reason", "comment")
"""Fields that may say the same in two languages."""


def changes_of(made: AnswerImport, sources: Sources) -> list[Change]:
    """Return what *made* changes in the files that *sources* was read from."""
    lang: Language = "ja" if made.lang == "ja" else "en"
    stated = sources.keyed["measures"]
    changes: list[Change] = []
    for change in made.changes:
        entry = stated.get(change.place)
        held = entry.value.get(change.requirement) if entry is not None and isinstance(entry.value, dict) else None
        path = ("measures", change.place, change.requirement)
        if isinstance(held, dict):
            changes += _by_field(change, held, path, lang)
        else:
            changes.append(Put(path, _whole(change, held, lang)))
    return changes


def _by_field(change: AnswerChange, held: Mapping[str, Any], path: tuple[str, ...], lang: Language) -> Iterator[Change]:
    for field in change.fields:
        spot = (*path, field.field)
        if field.after is None:
            yield Drop(spot)
        else:
            yield Put(spot, _value(field.field, field.after, held.get(field.field), lang))


def _whole(change: AnswerChange, held: Any, lang: Language) -> Any:
    """Return a measure that was not there or only a level: only a level again where nothing else is said."""
    said = {"level": held} if isinstance(held, str) else {}
    said |= {field.field: field.after for field in change.fields if field.after is not None}
    whole = {name: _value(name, said[name], None, lang) for name in ANSWER_FIELDS if name in said}
    return whole["level"] if set(whole) == {"level"} else whole


def _value(field: str, text: str, held: Any, lang: Language) -> Any:
    """Return the value of a field; of a text in two languages only the one that was filled in changes."""
    if field in _LOCAL and isinstance(held, dict):
        return {**held, lang: text}
    return text
