"""Objects of JSON taken apart member by member: every member is asked for by name and kind, the rest is refused.

>>> members = Members({"version": 2, "name": "lists"}, "list")
>>> members.number("version", 1, 10), members.text("name"), members.end()
(2, 'lists', None)
>>> Members({"versoin": 2}, "list").end()
Traceback (most recent call last):
    ...
sanso.envelope.malformed.Malformed: the record has a member that is not known here (list/versoin)
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, TypeGuard, TypeVar, cast

from sanso.envelope.malformed import Malformed
from sanso.envelope.strict_json import Json
from sanso.model.text import Text

__all__ = [
    "LONGEST_NAME",
    "LONGEST_TEXT",
    "Members",
    "bad_member",
    "check_name",
    "check_text",
    "day_text",
    "missing_member",
    "read_time",
    "time_text",
    "unknown_member",
]

_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DIGEST = re.compile(r"sha-256:[0-9a-f]{64}")
_UNSHOWN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
"""Controls, halves of characters, and what turns the direction of writing: a reader would see something else than what
is signed."""
LONGEST_NAME = 300
LONGEST_TEXT = 4000
_ABSENT: Any = object()
_Word = TypeVar("_Word", bound=str)


class Members:
    """One object that is being taken apart."""

    __slots__ = ("_left", "_where")

    def __init__(self, value: Json, where: str) -> None:
        if not isinstance(value, dict):
            raise bad_member(where, "an object", "オブジェクト")
        self._left = dict(value)
        self._where = where

    def __contains__(self, name: str) -> bool:
        return name in self._left

    def place(self, name: str) -> str:
        """Return where the member *name* is, for messages."""
        return f"{self._where}/{name}"

    def take(self, name: str) -> Json:
        """Return the member *name* whatever it is.

        Raises:
            Malformed: where there is none.

        """
        value: Json = self._left.pop(name, _ABSENT)
        if value is _ABSENT:
            raise missing_member(self.place(name))
        return value

    def name(self, name: str) -> str:
        """Return an identifier: 1 to 300 characters without white space.

        Raises:
            Malformed: where it is none.

        """
        value = self._left.pop(name, _ABSENT)
        if isinstance(value, str) and value.isprintable() and 0 < len(value) <= LONGEST_NAME and " " not in value:
            return value
        if value is _ABSENT:
            raise missing_member(self.place(name))
        return check_name(value, self.place(name))

    def text(self, name: str, default: str | None = None) -> str:
        """Return a text of 1 to 4000 characters that shows as it is; *default* where the member is left out.

        Raises:
            Malformed: where it is none.

        """
        value = self._left.pop(name, _ABSENT)
        if isinstance(value, str) and value.isprintable() and 0 < len(value) <= LONGEST_TEXT:
            return value
        if value is not _ABSENT:
            return check_text(value, self.place(name))
        if default is None:
            raise missing_member(self.place(name))
        return default

    def text_or_texts(self, name: str) -> str | Text:
        """Return a text as `text` does, or an object of such texts under ``en``, ``ja`` or both.

        Raises:
            Malformed: where it is neither.

        """
        value = self.take(name)
        if not isinstance(value, dict):
            return check_text(value, self.place(name))
        inner = Members(value, self.place(name))
        if "en" not in inner and "ja" not in inner:
            raise missing_member(inner.place("en"))
        found = Text(en=inner.text("en", ""), ja=inner.text("ja", ""))
        inner.end()
        return found

    def word(self, name: str, words: Sequence[_Word]) -> _Word:
        """Return the one of *words* that the member holds.

        Raises:
            Malformed: where it holds none of them.

        """
        value = self.take(name)
        if value in words:
            return cast("_Word", value)
        raise bad_member(self.place(name), "one of the known words", "定められた語のいずれか")

    def number(self, name: str, low: int, high: int) -> int:
        """Return a whole number from *low* to *high*.

        Raises:
            Malformed: where it is none.

        """
        value = self.take(name)
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise bad_member(self.place(name), f"a whole number from {low} to {high}", f"{low}〜{high}の整数")
        return value

    def time(self, name: str) -> dt.datetime:
        """Return a time in UTC, written with Z and whole seconds (RFC 3339).

        Raises:
            Malformed: where it is none.

        """
        return read_time(self.take(name), self.place(name))

    def day(self, name: str) -> dt.date:
        """Return a day as YYYY-MM-DD.

        Raises:
            Malformed: where it is none.

        """
        value = self.take(name)
        if isinstance(value, str) and _DAY.fullmatch(value):
            try:
                return dt.date.fromisoformat(value)
            except ValueError:
                pass
        raise bad_member(self.place(name), "a day as YYYY-MM-DD", "YYYY-MM-DD形式の日付")

    def digest(self, name: str) -> str:
        """Return ``sha-256:`` and 64 hexadecimal digits.

        Raises:
            Malformed: where it is something else.

        """
        value = self.take(name)
        if isinstance(value, str) and _DIGEST.fullmatch(value):
            return value
        raise bad_member(self.place(name), "sha-256: and 64 hexadecimal digits", "sha-256:と16進数64桁")

    def elements(self, name: str, most: int) -> list[Json]:
        """Return a list of at most *most* elements; the empty list where the member is left out.

        Raises:
            Malformed: where it is none.

        """
        value = self._left.pop(name, [])
        if not isinstance(value, list) or len(value) > most:
            raise bad_member(self.place(name), f"a list of at most {most}", f"{most}件以下のリスト")
        return value

    def objects(self, name: str, most: int) -> list[Members]:
        """Return a list of objects, to be taken apart in turn.

        Raises:
            Malformed: where it is none.

        """
        found = self.elements(name, most)
        if not found:
            return []
        where = self.place(name)
        return [Members(one, where) for one in found]

    def names(self, name: str, most: int) -> tuple[str, ...]:
        """Return a list of identifiers, each once.

        Raises:
            Malformed: where it is none.

        """
        found = tuple(check_name(one, self.place(name)) for one in self.elements(name, most))
        if len(set(found)) != len(found):
            raise bad_member(self.place(name), "names, each once", "重複のない名前の並び")
        return found

    def inner(self, name: str) -> Members:
        """Return the object *name*, to be taken apart in turn.

        Raises:
            Malformed: where it is none.

        """
        return Members(self.take(name), self.place(name))

    def fixed(self, name: str, value: Json) -> None:
        """Pass where the member *name* is exactly *value*.

        Raises:
            Malformed: where it is not.

        """
        if self.take(name) != value:
            raise bad_member(self.place(name), "the fixed value of this format", "この形式で決められた値")

    def end(self) -> None:
        """Pass where every member has been asked for.

        Raises:
            Malformed: where one has not.

        """
        if self._left:
            raise unknown_member(self.place(ascii(next(iter(self._left)))[1:-1][:64]))


def _is_name(value: Json) -> TypeGuard[str]:
    """Return whether *value* is an identifier; of white space only the plain space counts as printable."""
    return isinstance(value, str) and 0 < len(value) <= LONGEST_NAME and value.isprintable() and " " not in value


def _is_text(value: Json) -> TypeGuard[str]:
    return isinstance(value, str) and 0 < len(value) <= LONGEST_TEXT and not _UNSHOWN.search(value)


def check_name(value: Json, where: str) -> str:
    """Return *value* where it is an identifier: 1 to 300 characters that show, without white space.

    Raises:
        Malformed: where it is none.

    """
    if _is_name(value):
        return value
    raise bad_member(
        where, f"an identifier of 1 to {LONGEST_NAME} characters", f"空白を含まない1〜{LONGEST_NAME}文字の識別子"
    )


def check_text(value: Json, where: str) -> str:
    """Return *value* where it is a text of 1 to 4000 characters that a reader sees as it is.

    Raises:
        Malformed: where it is none.

    """
    if _is_text(value):
        return value
    raise bad_member(
        where,
        f"a text of 1 to {LONGEST_TEXT} characters without controls",
        f"制御文字を含まない1〜{LONGEST_TEXT}文字の文字列",
    )


def read_time(value: Json, where: str) -> dt.datetime:
    """Return the time that ``YYYY-MM-DDTHH:MM:SSZ`` stands for (RFC 3339, UTC).

    Raises:
        Malformed: where *value* is not written so.

    """
    found = _time(value) if isinstance(value, str) else None
    if found is not None:
        return found
    raise bad_member(where, "a time as YYYY-MM-DDTHH:MM:SSZ", "YYYY-MM-DDTHH:MM:SSZ形式(UTC)の時刻")


@lru_cache(maxsize=1024)
def _time(text: str) -> dt.datetime | None:
    if _TIME.fullmatch(text):
        try:
            return dt.datetime.fromisoformat(text)
        except ValueError:
            pass
    return None


def time_text(time: dt.datetime) -> str:
    """Return *time* as `read_time` reads it."""
    return time.astimezone(dt.UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def day_text(day: dt.date | None) -> str | None:
    """Return *day* as YYYY-MM-DD."""
    return None if day is None else day.isoformat()


def bad_member(where: str, en: str, ja: str) -> Malformed:
    """Return what says that the member at *where* should be something else."""
    said = Text(
        en="a member of the record is not what it should be; {what} wanted",
        ja="値が正しくありません。必要なのは{what}です",
    )
    return Malformed("member", said.fill(what=Text(en=en, ja=ja)), ascii(where)[1:-1][:120])


def missing_member(where: str) -> Malformed:
    """Return what says that the member at *where* is missing."""
    said = Text(en="the record lacks a member", ja="必要なメンバーがありません")
    return Malformed("member-missing", said, where)


def unknown_member(where: str) -> Malformed:
    """Return what says that the member at *where* does not belong there."""
    said = Text(en="the record has a member that is not known here", ja="この形式にないメンバーがあります")
    return Malformed("member-unknown", said, where)
