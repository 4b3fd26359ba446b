r"""Documents in YAML that a person fills in: read into a record, every fault with its line and what was expected.

>>> class Note(Part):
...     sanso_note: int = 1
...     by: Name
>>> read_form("sanso_note: 1\nby: tuv\n", "note.yaml", Note, "sanso_note", "not-a-claim-draft").by
'tuv'
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Annotated, Any, TypeVar, get_args

from pydantic import BaseModel, BeforeValidator, Field, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from sanso.model.base import Part
from sanso.model.diagnostics import Diagnostic, InputRefused, Place, diagnose, has_errors, suggest
from sanso.model.text import Text
from sanso.model.yaml_reader import Mapped, locate, read_yaml

__all__ = ["Digest", "Line", "LocalLine", "Name", "Passage", "end_of", "read_form", "refused_at", "start_of"]

_MAX_NODES = 200_000
_Form = TypeVar("_Form", bound=Part)

_LINE = 1000
_NAME = r"^[^\s]{1,300}$"
_DIGEST = r"^sha-256:[0-9a-f]{64}$"
Name = Annotated[str, Field(strict=True, pattern=_NAME)]
"""An identifier without white space."""
Line = Annotated[str, Field(strict=True, min_length=1, max_length=_LINE)]


def _line_or_lines(value: Any) -> Text:
    """Return a line for all readers, or one for each language.

    Raises:
        PydanticCustomError: *value* is neither.

    """
    given = {"en": value, "ja": value} if isinstance(value, str) else value
    if isinstance(given, Text):
        return given
    if isinstance(given, Mapping) and given and set(given) <= {"en", "ja"}:
        lines = {lang: line for lang, line in given.items() if isinstance(line, str) and 0 < len(line) <= _LINE}
        if len(lines) == len(given):
            return Text(**lines)
    raise PydanticCustomError("line", "no line, and no lines under en and ja")


LocalLine = Annotated[Text, BeforeValidator(_line_or_lines, json_schema_input_type=Line | Text)]
"""A line in one language or in both."""
Passage = Annotated[str, Field(strict=True, max_length=4000)]
Digest = Annotated[str, Field(strict=True, pattern=_DIGEST)]

_EXPECTED: Mapping[str, Text] = MappingProxyType(
    {
        "string": Text(en="text (put a number in quotes)", ja="文字列(数字は引用符で囲む)"),
        "int": Text(en="whole number", ja="整数"),
        "model": Text(en="mapping", ja="キーと値の組"),
        "mapping": Text(en="mapping", ja="キーと値の組"),
        "dict": Text(en="mapping", ja="キーと値の組"),
        "tuple": Text(en="list", ja="リスト"),
        "line": Text(en="text, or one under en and one under ja", ja="文字列、または en と ja に分けた文字列"),
    }
)
_DATE = Text(en="a date such as 2026-04-01", ja="日付(例: 2026-04-01)")
_AT_LEAST_ONE = Text(en="at least one", ja="1件以上")
_ANY = Text(en="a value as the written form has it", ja="記入用ファイルと同じ形の値")
_PATTERNS: Mapping[str, Text] = MappingProxyType(
    {
        _NAME: Text(en="a name without spaces", ja="空白を含まない名前"),
        _DIGEST: Text(en="sha-256: and 64 hexadecimal digits", ja="sha-256: と16進数64桁"),
    }
)


def read_form(text: str, file: str, form: type[_Form], mark: str, code: str) -> _Form:
    """Return the record that *text* from *file* holds; its first key is *mark*, and without it the fault is *code*.

    Raises:
        InputRefused: the text is no such record; carries everything that is wrong with it.

    """
    document, found = read_yaml(text, file, _MAX_NODES)
    if has_errors(found):
        raise InputRefused(found)
    if not isinstance(document, Mapped) or mark not in document:
        raise InputRefused([diagnose(code, Place(file), file=file)])
    try:
        return form.model_validate(document)
    except ValidationError as error:
        details = _innermost(error.errors(include_url=False, include_context=True))
        faults = dict.fromkeys(_explained(one, document, file, form) for one in details)
        raise InputRefused(sorted(faults, key=lambda fault: fault.place)) from None


def refused_at(text: str, file: str, path: tuple[str | int, ...], code: str, **values: Text | str) -> Diagnostic:
    """Return the fault *code* at *path* of the document *text*, which was read without a fault before."""
    document, _ = read_yaml(text, file, _MAX_NODES)
    return diagnose(code, Place(file, *locate(document, path)), "/".join(map(str, path)), hint=None, **values)


def start_of(day: dt.date) -> dt.datetime:
    """Return the first second of *day* in UTC."""
    return dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)


def end_of(day: dt.date) -> dt.datetime:
    """Return the last second of *day* in UTC."""
    return dt.datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=dt.UTC)


def _innermost(details: list[ErrorDetails]) -> list[ErrorDetails]:
    """Return *details* without those lists that lack entries only because their entries have faults."""
    places = [one["loc"] for one in details]
    return [
        one
        for one in details
        if one["type"] != "too_short"
        or not any(len(at) > len(one["loc"]) and at[: len(one["loc"])] == one["loc"] for at in places)
    ]


def _explained(detail: ErrorDetails, document: Mapped, file: str, form: type[Part]) -> Diagnostic:
    steps = tuple(step for step in detail["loc"] if step != "[key]")
    place, path = Place(file, *locate(document, steps)), "/".join(map(str, steps))
    kind, value = detail["type"], str(detail["input"])[:80]
    context = detail.get("ctx", {})
    if kind == "extra_forbidden":
        key, at = str(steps[-1]), Place(file, *locate(document, steps, key=True))
        return diagnose("unknown-key", at, path, key=key[:80], hint=suggest(key, list(_keys(form, steps[:-1]))))
    if kind == "missing":
        return diagnose("missing-key", Place(file, *locate(document, steps[:-1])), path, key=str(steps[-1]))
    if detail["input"] in (None, "") and path:
        return diagnose("not-filled-in", place, path, key=str(steps[-1]), expected=_expected(kind, context))
    if kind == "literal_error":
        words = _words(context)
        return diagnose("unknown-word", place, path, value=value, expected=", ".join(words), hint=suggest(value, words))
    if _is_date(kind):
        return diagnose("bad-date", place, path, value=value)
    if kind == "string_pattern_mismatch":
        return diagnose("bad-form-value", place, path, value=value, expected=_expected(kind, context))
    if kind == "too_short":
        return diagnose("bad-form-value", place, path, value="[]", expected=_AT_LEAST_ONE)
    return diagnose("wrong-type", place, path, expected=_expected(kind, context))


def _expected(kind: str, context: Mapping[str, Any]) -> Text | str:
    """Return what should stand where a fault of that *kind* is."""
    if kind == "literal_error":
        return ", ".join(_words(context))
    if _is_date(kind):
        return _DATE
    if kind == "string_pattern_mismatch":
        return _PATTERNS.get(str(context.get("pattern")), _ANY)
    return _EXPECTED.get(kind.split("_")[0], _ANY)


def _words(context: Mapping[str, Any]) -> list[str]:
    return str(context.get("expected", "")).replace("'", "").replace(" or ", ", ").split(", ")


def _is_date(kind: str) -> bool:
    return "date" in kind


def _keys(form: type[BaseModel], steps: tuple[str | int, ...]) -> Iterator[str]:
    """Yield the keys that there are at *steps*."""
    here: type[BaseModel] | None = form
    for step in steps:
        if isinstance(step, str) and here is not None:
            field = next((one for name, one in here.model_fields.items() if step in (name, one.alias)), None)
            here = _inner(field.annotation) if field is not None else None
    for name, one in here.model_fields.items() if here is not None else ():
        yield one.alias or name


def _inner(annotation: Any) -> type[BaseModel] | None:
    """Return the record that *annotation* is, may be, or is a list of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _inner(part)) is not None), None)
