"""What a field proposes while one types: things of the model by section, words of the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from pydantic import BaseModel

from sanso.model.harms import ConditionCause, EffectCause
from sanso.model.text import Language
from sanso.web.editing.fields import Field, fields_of

if TYPE_CHECKING:
    from sanso.catalogue import Catalogue
    from sanso.model.process import Model

__all__ = ["DataList", "found_names", "lists_of"]

MOST = 400
"""So many things stand in a page; of more, those that fit are asked for while one types."""

Key = tuple[str, ...] | str


@dataclass(frozen=True, slots=True)
class DataList:
    """Options of a field; *find* is where more of them are asked for."""

    id: str
    options: tuple[tuple[str, str], ...]
    find: str = ""


def lists_of(
    fields: Iterable[Field], model: Model, catalogue: Catalogue, lang: Language, find: str
) -> tuple[list[DataList], Callable[[Field | None], str]]:
    """Return the lists that *fields* need, and which one a field has; *find* is the address that knows all names."""
    keys: dict[Key, str] = {}
    for field in _all(fields, set()):
        key = _key(field)
        if key and key not in keys:
            keys[key] = f"list-{len(keys)}"
    lists = [_list(key, ident, model, catalogue, lang, find) for key, ident in keys.items()]
    return lists, lambda field: keys.get(_key(field), "") if field is not None else ""


def _key(field: Field) -> Key:
    return field.catalogue or field.names


def _all(fields: Iterable[Field], seen: set[type[BaseModel]]) -> Iterator[Field]:
    for field in fields:
        yield field
        inner = [field.record, field.inner.record if field.inner else None]
        if field.shape == "cause":
            inner = [EffectCause, ConditionCause]
        for record in inner:
            if record is not None and record not in seen:
                seen.add(record)
                yield from _all(fields_of(record), seen)


def _list(key: Key, ident: str, model: Model, catalogue: Catalogue, lang: Language, find: str) -> DataList:
    if isinstance(key, str):
        return DataList(ident, tuple(_catalogue_words(key, catalogue, lang)))
    if sum(len(getattr(model, section)) for section in key) > MOST:
        return DataList(ident, (), f"{find}?{urlencode({'in': ','.join(key)})}")
    return DataList(ident, tuple(found_names(model, key, "", lang)))


def found_names(model: Model, sections: Iterable[str], typed: str, lang: Language) -> list[tuple[str, str]]:
    """Return id and name of the things of *sections* whose id or name holds *typed*, at most `MOST`."""
    wanted = typed.casefold()
    made: list[tuple[str, str]] = []
    for section in sections:
        for ident, thing in getattr(model, section).items():
            name = thing.name.show(lang) if thing.name is not None else ""
            if wanted in ident.casefold() or wanted in name.casefold():
                made.append((ident, name))
                if len(made) == MOST:
                    return made
    return made


def _catalogue_words(key: str, catalogue: Catalogue, lang: Language) -> Iterator[tuple[str, str]]:
    if key == "requirements":
        yield from ((ident, record.title.show(lang)) for ident, record in catalogue.requirements.items())
    elif key == "regulations":
        for ident, scheme in (*catalogue.schemes.items(), *catalogue.duties.items()):
            yield ident, scheme.title.show(lang)
    elif key == "data-categories":
        yield from ((ident, record.title.show(lang)) for ident, record in catalogue.data_categories.items())
    elif key == "effects":
        for words in catalogue.vocabulary().effects.values():
            yield from ((word, "") for word in sorted(words))
