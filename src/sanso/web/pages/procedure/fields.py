"""Fields of the wizard: how a value of the record stands in a form, and how it is read back.

A value that was not touched is compared as it stands in the form, so that it changes nothing in the file however it
is written there.

>>> field = Field("date", Text(en="Date", ja="日付"), "day")
>>> field.inputs, field.shown(dt.date(2026, 11, 1)), field.read(("2026-11-01",))
(('',), ('2026-11-01',), datetime.date(2026, 11, 1))
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sanso.model.text import Language, Text

__all__ = ["Field", "FieldKind", "Unreadable"]

FieldKind = Literal["line", "both", "day", "choice", "thing", "things", "names", "number", "counts"]
"""``both`` is a text in two languages, ``thing`` an id of the model, ``names`` free words with commas between them."""

_COMMA = re.compile(r"[,、,;\n]")
_COUNT = re.compile(r"\s*(.+?)\s*[:=:]\s*([0-9,]+)\s*")
_NEXT = re.compile(r"[,、;\n](?=[^,、;\n]*[:=:])")
_MOST = 4_000
_MOST_COUNT = 10**12

_TOO_LONG = Text(en="At most {n:,} characters.", ja="{n:,}文字以内で入力してください。").fill(n=_MOST)
_NO_DAY = Text(en="Write the day as 2026-04-01.", ja="日付は2026-04-01の形式で入力してください。")
_NO_NUMBER = Text(en="Write a whole number from 1 on.", ja="1以上の整数を入力してください。")
_NO_COUNTS = Text(en="Write it as `station: 4, bus: 120`.", ja="`station: 4, bus: 120` の形式で入力してください。")
_NOT_LISTED = Text(en="Choose one of the list.", ja="一覧から選んでください。")
_UNKNOWN = Text(en="The model has nothing called {id}.", ja="モデルに{id}はありません。")


class Unreadable(Exception):
    """What was typed cannot be the value of its field; *words* say what to type instead."""

    def __init__(self, words: Text) -> None:
        super().__init__(words.show("en"))
        self.words = words


@dataclass(frozen=True, slots=True)
class Field:
    """One value of a form: *name* is its key in the model, *choices* its words or the things that it may name.

    *must* fields are asked for in every row. *listed* names the list from which an input is completed.
    """

    name: str
    title: Text
    kind: FieldKind = "line"
    choices: Mapping[str, Text] | None = None
    help: Text | None = None
    must: bool = False
    narrow: bool = False
    listed: str = ""

    @property
    def inputs(self) -> tuple[str, ...]:
        """What is added to the name of the field for each of its inputs."""
        return (".en", ".ja") if self.kind == "both" else ("",)

    def shown(self, value: Any, lang: Language = "en") -> tuple[str, ...]:
        """Return what the inputs hold for *value*; a text that serves both languages stands in that of the reader."""
        if value is None:
            return ("",) * len(self.inputs)
        if self.kind == "both":
            text = Text.of(value)
            if text.en == text.ja:
                return (text.en, "") if lang == "en" else ("", text.ja)
            return text.en, text.ja
        if self.kind == "day":
            return (value.isoformat(),)
        if self.kind in ("things", "names"):
            return (", ".join(value),)
        if self.kind == "counts":
            return (", ".join(f"{ident}: {number}" for ident, number in value.items()),)
        return (str(value),)

    def read(self, typed: Sequence[str]) -> Any:
        """Return the value that was *typed*, None for nothing.

        Raises:
            Unreadable: it cannot be a value of this field.

        """
        words = [_clean(text) for text in typed]
        if max(map(len, words), default=0) > _MOST:
            raise Unreadable(_TOO_LONG)
        if self.kind == "both":
            filled = [text for text in words if text]
            return None if not filled else filled[0] if len(filled) == 1 else {"en": words[0], "ja": words[1]}
        text = words[0]
        return getattr(self, f"_{self.kind}")(text) if text else None

    def _line(self, text: str) -> str:
        return " ".join(text.split())

    def _day(self, text: str) -> dt.date:
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            raise Unreadable(_NO_DAY) from None

    def _choice(self, text: str) -> str:
        if text not in (self.choices or {}):
            raise Unreadable(_NOT_LISTED)
        return text

    def _thing(self, text: str) -> str:
        known = self.choices or {}
        if text in known:
            return text
        named = [ident for ident, name in known.items() if text in (name.en, name.ja)]
        if len(named) == 1:
            return named[0]
        raise Unreadable(_UNKNOWN.fill(id=repr(text[:80])))

    def _things(self, text: str) -> list[str]:
        return list(dict.fromkeys(self._thing(part) for part in self._names(text)))

    def _names(self, text: str) -> list[str]:
        return [part.strip() for part in _COMMA.split(text) if part.strip()]

    def _number(self, text: str) -> int:
        plain = text.replace(",", "")
        if not (plain.isdecimal() and 0 < int(plain[:20]) <= _MOST_COUNT and len(plain) <= 13):
            raise Unreadable(_NO_NUMBER)
        return int(plain)

    def _counts(self, text: str) -> dict[str, int]:
        counted: dict[str, int] = {}
        for part in _NEXT.split(text):
            if not part.strip():
                continue
            match = _COUNT.fullmatch(part)
            if match is None:
                raise Unreadable(_NO_COUNTS)
            counted[self._thing(match[1])] = self._number(match[2])
        return counted


def _clean(text: str) -> str:
    """Return *text* without blanks around it, with the line ends of a model."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
