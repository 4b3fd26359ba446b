"""Random model files as people write them: flow and block mixed, comments everywhere, any line ends and quotes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from sanso.model.editing.emitting import flow, key_text, scalar

__all__ = ["Written", "documents", "paths_of", "put", "values"]

WORDS = st.sampled_from(
    ["door", "NO", "012", "4.1", "true", "~", "null", "市バス", "a: b", "x #y", "- z", "[q]", "{", "it's", '"', "",
     " lead", "trail ", "10 MJPY", "3/year", "P1Y", "2026-04-01", "C:\\dir", "a,b", "?", "!t", "&a", "*a", "%", "@",
     "line\nline", "tab\there", "行\n\n行\n", "\u3000全角", "0x1F", "1e3", "-", "...", "---", "=", "http://a/b?c=d",
     "ー", "a\u2028b", "a\xa0b", "\ufeffx", "😀"]
)  # fmt: skip
KEYS = st.sampled_from(
    ["kind", "name", "note", "site", "roles", "owner", "ja", "en", "x-1", "CPS.AC-1", "資産", "true", "1"]
)
SCALARS = st.one_of(
    WORDS, st.integers(-5, 10**15), st.booleans(), st.none(), st.floats(allow_nan=False, allow_infinity=False)
)
values = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.dictionaries(KEYS, inner, max_size=4), st.lists(inner, max_size=3)),
    max_leaves=8,
)
"""Any plain value."""

IDS = st.sampled_from(["cam", "hub", "gps", "door-1", "扉", "op", "a.b", "x"])
SECTIONS = st.sampled_from(["components", "organizations", "people", "data", "harms", "systems", "measures"])


class Written:
    """Writes values as text, with choices drawn: style of every collection, quotes, comments, empty lines."""

    def __init__(self, draw: Any) -> None:
        self.draw = draw
        self.number = 0

    def comment(self) -> str:
        if self.draw(st.integers(0, 3)):
            return ""
        self.number += 1
        return f"   # note {self.number}, {{of: it}}"

    def own_lines(self, column: int) -> list[str]:
        made = []
        if not self.draw(st.integers(0, 4)):
            made.append("")
        if (note := self.comment()) and self.draw(st.booleans()):
            made.append(" " * column + note.strip())
        return made

    def single(self, value: Any, *, inside: bool = False) -> str:
        if isinstance(value, str):
            return scalar(value, inside=inside, style=self.draw(st.sampled_from([None, '"', "'"])))
        return "" if value is None and not inside and self.draw(st.booleans()) else scalar(value)

    def entry(self, head: str, value: Any, column: int) -> list[str]:
        """Return the lines of ``head value``, where head is a key or a dash."""
        if not isinstance(value, dict | list) or not value or self.draw(st.booleans()):
            text = self.inline(value) if isinstance(value, dict | list) else self.single(value)
            pad = " " * self.draw(st.integers(1, 3)) if text else ""
            return [" " * column + head + pad + text + self.comment()]
        step = self.draw(st.sampled_from([2, 2, 4]))
        return [" " * column + head + self.comment(), *self.block(value, column + step)]

    def inline(self, value: Any) -> str:
        if isinstance(value, dict):
            space = self.draw(st.sampled_from(["", " "]))
            parts = [f"{key_text(key, inside=True)}: {self.inline(inner)}" for key, inner in value.items()]
            comma = "," if parts and not self.draw(st.integers(0, 5)) else ""
            return "{" + space + ", ".join(parts) + comma + space + "}"
        if isinstance(value, list):
            return "[" + ", ".join(map(self.inline, value)) + "]"
        return self.single(value, inside=True)

    def block(self, value: Any, column: int) -> list[str]:
        lines: list[str] = []
        if isinstance(value, dict):
            for key, inner in value.items():
                lines += [*self.own_lines(column), *self.entry(key_text(key, inside=False) + ":", inner, column)]
            return lines
        for item in value:
            if isinstance(item, dict) and item and self.draw(st.booleans()):
                inner_lines = [
                    line for k, v in item.items() for line in self.entry(key_text(k, inside=False) + ":", v, column + 2)
                ]
                lines += [*self.own_lines(column), " " * column + "- " + inner_lines[0].lstrip(), *inner_lines[1:]]
            else:
                lines += [*self.own_lines(column), *self.entry("-", item, column)]
        return lines


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """Draw a file and what it says."""
    entries = st.dictionaries(IDS, st.dictionaries(KEYS, values, max_size=4), min_size=1, max_size=4)
    value: dict[str, Any] = {"sanso": 1, "id": "m", **draw(st.dictionaries(SECTIONS, entries, max_size=4))}
    if draw(st.booleans()):
        stated = st.lists(st.dictionaries(KEYS, values, min_size=1, max_size=3), min_size=1, max_size=3)
        value["confirmations"] = draw(stated)
    if draw(st.integers(0, 7)) == 0:
        return flow(value) + draw(st.sampled_from(["", "\n"])), value
    newline = draw(st.sampled_from(["\n", "\n", "\r\n"]))
    text = newline.join(Written(draw).block(value, 0))
    return text + draw(st.sampled_from([newline, newline, "", newline + "# end", newline * 3])), value


def paths_of(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return the paths of everything in a document below its sections."""
    found: list[tuple[str | int, ...]] = []
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in pairs:
        here = (*path, step)
        if len(here) > 1:
            found.append(here)
        if not (len(here) == 1 and step in ("sanso", "id")):
            found += paths_of(inner, here)
    return found


def put(folder: Path, content: str | bytes, name: str = "m.yaml") -> Path:
    """Write a file as it is, line ends and all."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path
