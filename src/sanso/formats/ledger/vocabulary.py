"""Words of ledgers as data: headings and what stands below them (``headings.yaml``, ``words.yaml``).

>>> ledger_words().kinds.meaning("安全ＰＬＣ")
Meaning(word='safety-function', exact=True)
>>> ledger_words().kinds.meaning("Line PLC no. 3")
Meaning(word='controller', exact=False)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal, get_args

from sanso.formats.tables.values import folded, spoken
from sanso.model.money import Money, parse_money
from sanso.model.text import Text

__all__ = ["KINDS", "FieldWords", "LedgerKind", "LedgerWords", "Meaning", "WordTable", "headings", "ledger_words"]

LedgerKind = Literal["assets", "suppliers", "network"]
_MOST_KNOWN = 100_000
_LONGEST_NOTHING = 12
_ASIDE = re.compile(r"[(\[【,、]| for | of ")
KINDS: tuple[LedgerKind, ...] = get_args(LedgerKind)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a text means, and whether it says just that (*exact*) or merely holds the word."""

    word: str
    exact: bool


class WordTable:
    """Finds which word a text holds: the whole text first, else the longest word in it.

    Words in Latin letters count only where they stand alone (``fan`` is not in ``FANUC``). With *head_last* a text
    names a thing: the word that ends last before a bracket or comma counts (``ポンプ制御盤`` is a panel).
    """

    def __init__(self, meanings: Mapping[str, Iterable[str]], *, head_last: bool = False) -> None:
        self._head_last = head_last
        self._exact = {folded(word): meaning for meaning, words in meanings.items() for word in words}
        self._latin = {
            spoken(word).casefold(): meaning
            for meaning, words in meanings.items()
            for word in words
            if len(word) > 1 and spoken(word).isascii()
        }
        self._other = {word: meaning for word, meaning in self._exact.items() if not word.isascii() and len(word) > 1}
        latin = sorted(map(re.escape, self._latin), key=len, reverse=True)
        self._pattern = re.compile(rf"(?<![a-z0-9])(?:{'|'.join(latin)})(?=s?(?![a-z0-9]))") if latin else None
        self._known: dict[str, Meaning | None] = {}
        self._held: dict[str, tuple[str, ...]] = {}

    def meaning(self, text: str) -> Meaning | None:
        """Return what *text* means, or None where it holds no word."""
        if text not in self._known:
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            self._known[text] = self._look(text)
        return self._known[text]

    def all(self, text: str) -> tuple[str, ...]:
        """Return everything that *text* holds, longest word first, a word inside a longer one left out."""
        if text not in self._held:
            if len(self._held) > _MOST_KNOWN:
                self._held.clear()
            self._held[text] = self._search(text)
        return self._held[text]

    def _search(self, text: str) -> tuple[str, ...]:
        whole = self._exact.get(folded(text))
        if whole is not None:
            return (whole,)
        rest, found = folded(text), []
        for word in sorted(self._other, key=lambda entry: (-len(entry), entry)):
            if word in rest:
                rest = rest.replace(word, " ")
                found.append(self._other[word])
        if self._pattern is not None:
            found += [self._latin[match[0]] for match in self._pattern.finditer(spoken(text).casefold())]
        return tuple(dict.fromkeys(found))

    def _look(self, text: str) -> Meaning | None:
        short = folded(text)
        if short in self._exact:
            return Meaning(self._exact[short], exact=True)
        held = [word for word in self._other if word in short]
        if self._pattern is not None:
            held += self._pattern.findall(spoken(text).casefold())
        if not held:
            return None
        best = max(held, key=lambda word: (self._end(word, text), len(folded(word)), word))
        return Meaning(self._other.get(best) or self._latin[best], exact=False)

    def _end(self, word: str, text: str) -> int:
        """Return how far into the head of *text* the word reaches; -1 outside of the head, or where it matters not."""
        if not self._head_last:
            return -1
        head = folded(_ASIDE.split(spoken(text).casefold(), maxsplit=1)[0])
        spot = head.rfind(folded(word))
        return spot + len(folded(word)) if spot >= 0 else -1


@dataclass(frozen=True, slots=True)
class FieldWords:
    """A field of a ledger with its headings; *whole* ones count only as the whole heading."""

    name: str
    title: Text
    headings: tuple[str, ...]
    whole: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LedgerWords:
    """What words in cells mean."""

    kinds: WordTable
    exposures: WordTable
    relations: WordTable
    uses: WordTable
    media: WordTable
    scales: WordTable
    countries: WordTable
    inside: frozenset[str]
    unconnected: frozenset[str]
    outside: frozenset[str]
    own: frozenset[str]
    both_ways: frozenset[str]
    empty: frozenset[str]
    totals: frozenset[str]
    ditto: frozenset[str]
    company_forms: tuple[str, ...]
    capital_limit: Money
    employee_limit: int

    def says_nothing(self, text: str) -> bool:
        """Tell whether *text* stands for an empty cell."""
        return not text or (len(text) <= _LONGEST_NOTHING and folded(text) in self.empty)

    def means_own(self, text: str) -> bool:
        """Tell whether *text* names whoever keeps the ledger."""
        return folded(text) in self.own

    def company_words(self, name: str) -> str:
        """Return the name of an organization without its legal form, in small letters.

        >>> ledger_words().company_words("Toa Robotics Co., Ltd.")
        'toa robotics'
        """
        short = spoken(name).casefold()
        for form in self.company_forms:
            short = short.removeprefix(form).removesuffix(form).strip(" ,.")
        short = re.sub(r"[ ,.]+(?:co|company)$", "", short)
        return short if folded(short) == self.company(name) else self.company(name)

    def company(self, name: str) -> str:
        """Return the name of an organization without its legal form, for comparison.

        >>> words = ledger_words()
        >>> words.company("㈱山田電機") == words.company("山田電機 株式会社")
        True
        """
        short = folded(name)
        for form in self.company_forms:
            short = short.removeprefix(form).removesuffix(form)
        return short.strip(" ,.") or folded(name)


@cache
def headings() -> Mapping[LedgerKind, tuple[Text, Mapping[str, FieldWords]]]:
    """Return the title and the fields of every kind of ledger."""
    raw = _read("headings.yaml")
    return MappingProxyType(
        {
            kind: (
                Text(**raw[kind]["title"]),
                MappingProxyType(
                    {
                        name: FieldWords(
                            name, Text(**entry["title"]), _folded(entry, "headings"), _folded(entry, "whole")
                        )
                        for name, entry in raw[kind]["fields"].items()
                    }
                ),
            )
            for kind in KINDS
        }
    )


@cache
def ledger_words() -> LedgerWords:
    """Return what words in cells mean."""
    raw = _read("words.yaml")
    forms = sorted((folded(form) for form in raw["company_forms"]), key=len, reverse=True)
    tables = ("kinds", "exposures", "relations", "uses", "media", "scales", "countries")
    sets = ("inside", "unconnected", "outside", "own", "both_ways", "empty", "totals")
    made: dict[str, Any] = {name: WordTable(raw[name], head_last=name == "kinds") for name in tables}
    made.update({name: frozenset(map(folded, raw[name])) for name in sets})
    return LedgerWords(
        **made,
        ditto=frozenset(raw["ditto"]),
        company_forms=tuple(forms),
        capital_limit=parse_money(raw["scale_limits"]["capital"]),
        employee_limit=int(raw["scale_limits"]["employees"]),
    )


def _folded(entry: Mapping[str, Any], key: str) -> tuple[str, ...]:
    return tuple(folded(word) for word in entry.get(key, ()))


def _read(name: str) -> dict[str, Any]:
    """Read a file of data; every scalar is text."""
    import yaml

    raw = (files(__package__) / name).read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(raw, Loader=yaml.CBaseLoader)  # noqa: S506 -- makes text only
    return loaded
