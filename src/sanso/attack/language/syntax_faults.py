"""Where a MAL text first stops being MAL, and what could have stood there.

A syntax tree shows how the parser got over a fault, not where it met it: the part that it skips may begin long
before. So the text is parsed once more and the parser's own account is listened to.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from sanso.model.diagnostics import Place
from sanso.model.findings import Findings
from sanso.model.text import Text

if TYPE_CHECKING:
    from tree_sitter import Language, LogType

__all__ = ["LONGEST_ACCOUNT", "first_fault", "report_fault"]

LONGEST_ACCOUNT = 128 * 2**10
"""Bytes of a text beyond which the parser's account would take too long."""

_STEP = re.compile(r"process version:\d+, version_count:\d+, state:(\d+), row:(\d+), col:(\d+)")
_TOKEN = re.compile(r"\s*(\w+|\"(?:\\\"|[^\"])*\"|<--|-->|->|\+>|<-|\.\.|\\/|/\\|.|$)", re.DOTALL)
_MOST_EXPECTED = 6
_SHOWN = 40

_NAMES: Mapping[str, Text] = MappingProxyType(
    {
        "identifier": Text(en="a name", ja="名前"),
        "integer": Text(en="a number", ja="数"),
        "float": Text(en="a number", ja="数"),
        "string": Text(en='a text in quotes ("…")', ja='引用符("…")で囲んだ文字列'),
        "step_type": Text(en="a step (`|`, `&`, `#`, `E`, `!E`)", ja="ステップ(`|`、`&`、`#`、`E`、`!E`)"),
        "cia": Text(en="`C`, `I` or `A`", ja="`C`、`I`、`A`"),
        "end": Text(en="the end of the text", ja="文の終わり"),
    }
)
_UNNAMED = frozenset({"comment", "!", "//!", "action", "effect", "A>", "+A>", "R>", "+R>", "assoc_op"})


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault in row and column (bytes), both from 0; *state* is that of the parser before it."""

    row: int
    column: int
    state: int


def first_fault(raw: bytes, grammar: Language) -> Fault | None:
    """Return where the text first stops being MAL, as the parser meets it."""
    import tree_sitter

    account = _Account()
    parser = tree_sitter.Parser(grammar)
    parser.logger = account.hear
    parser.parse(raw)
    return account.fault


class _Account:
    """Listens until the parser first meets a fault."""

    def __init__(self) -> None:
        self.fault: Fault | None = None
        self._last = ""

    def hear(self, _: LogType, said: str) -> None:
        """Take in one line of the parser's account."""
        if self.fault is not None:
            return
        if said.startswith("process "):
            self._last = said
        elif said.startswith("detect_error"):
            match = _STEP.match(self._last)
            if match is not None:
                state, row, column = map(int, match.groups())
                self.fault = Fault(row, column, state)


def report_fault(fault: Fault, text: str, shown: str, grammar: Language, found: Findings) -> int:
    """Report *fault* in *text*; return the line in which the unexpected part stands, from 1."""
    lines = text.split("\n")
    head = lines[fault.row].encode("utf-8")[: fault.column].decode("utf-8", "replace")
    start = sum(len(line) + 1 for line in lines[: fault.row]) + len(head)
    match = _TOKEN.match(text, start)
    begin, word = (match.start(1), match[1]) if match is not None else (start, "")
    line = text.count("\n", 0, begin) + 1
    place = Place(shown, line, begin - (text.rfind("\n", 0, begin) + 1) + 1)
    names = _symbols(fault.state, grammar)
    expected = _expected(names)
    cut = word if len(word) <= _SHOWN else word[: _SHOWN - 1] + "…"
    if word == "-" and text[begin + 1 : begin + 2].isdigit() and "integer" in names:
        found.report("mal-signed-number", place)
    elif not word:
        found.report("mal-syntax-end", Place(shown, fault.row + 1, len(head) + 1))
    elif expected is None:
        found.report("mal-syntax-plain", place, token=cut)
    else:
        keywords = [name for name in names if name.isalpha() and name not in _NAMES]
        found.report("mal-syntax", place, near=(word, keywords), token=cut, expected=expected)
    return line


def _symbols(state: int, grammar: Language) -> list[str]:
    """Return the names of the tokens that the parser knows what to do with in *state*."""
    iterator = grammar.lookahead_iterator(state)
    first_rule = grammar.id_for_node_kind("source_file", True) or 0
    names = {name for symbol, name in iterator if 0 <= symbol < first_rule} if iterator is not None else set()
    return sorted(names - _UNNAMED)


def _expected(names: list[str]) -> Text | None:
    """Return what may stand in a state; states that know many tokens are shared by many rules and tell nothing."""
    texts = dict.fromkeys(_NAMES.get(name, Text.of(f"`{name}`")) for name in names)
    if not 0 < len(texts) <= _MOST_EXPECTED:
        return None
    return Text(en=", ".join(text.en for text in texts), ja="、".join(text.ja for text in texts))
