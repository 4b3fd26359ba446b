"""Write entries as a model that people read: YAML with one line each, or JSON Lines where there are very many."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic_core import to_json

from sanso.model.process import NAMED_SECTIONS
from sanso.model.text import Language, Text

__all__ = ["MOST_YAML", "entry_lines", "flow", "model_text", "sections_text", "table_lines"]

MOST_YAML = 5_000
"""More new entries than this go into a table as JSON Lines."""

_PLAIN = re.compile(r"[^\W\d_][\w./()+・ー〜%-]*(?: [\w./()+・ー〜%-]+)*|\d{4}-\d{2}-\d{2}")
_WORDS = frozenset(("null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf"))
_WIDTH = 118
_INDENT = "  "

_TITLES: Mapping[str, Text] = {
    "organizations": Text(en="Organizations", ja="組織(ソシキ)"),
    "people": Text(en="People", ja="ヒト"),
    "products": Text(
        en="Product types: what is built once and used in several places", ja="製品の型式(同じものを複数の場所で使う)"
    ),
    "components": Text(en="Components: one line per asset", ja="モノ(資産 1 件につき 1 行)"),
    "systems": Text(en="Systems and what is in them", ja="システムとその中にあるもの"),
    "procedures": Text(en="Procedures", ja="プロシージャ"),
    "data": Text(en="Data", ja="データ"),
    "physical": Text(en="Physical things that are measured or moved", ja="計測され、動かされる物理的な対象"),
    "connections": Text(en="Connections", ja="つながり"),
}
_HEAD = Text(
    en="# Written by `sanso import` from {ledger}. Change it as you like: what you change or add by hand stays\n"
    "# when the ledger is imported again, and the import tells where ledger and model differ.\n",
    ja="# `sanso import` が {ledger} から作成したモデルです。自由に編集してください。手で変更・追加した内容は\n"
    "# 台帳を再び取り込んでも残り、台帳と異なる箇所は取り込みのときに示されます。\n",
)
_TAIL = Text(
    en="""
# What can go wrong is not in a ledger. Write it here, for example:
# harms:
#   hit-by-machine:
#     name: Hit by the machine
#     cause: {{element: {element}, effect: manipulated}}
#     human: serious
#     loss: {{low: 5 MJPY, high: 80 MJPY}}
#     borne_by: {own}
""",
    ja="""
# 起こりうる被害は台帳にはありません。次のように書き加えてください。
# harms:
#   hit-by-machine:
#     name: 機械との接触
#     cause: {{element: {element}, effect: manipulated}}
#     human: serious
#     loss: {{low: 500万円, high: 8000万円}}
#     borne_by: {own}
""",
)


def flow(value: Any) -> str:
    """Return *value* as YAML on one line.

    >>> flow({"name": "PLC: 1", "count": 2, "exposure": ["vpn"], "id": "0012"})
    '{name: "PLC: 1", count: 2, exposure: [vpn], id: "0012"}'
    """
    if isinstance(value, dict):
        return "{" + ", ".join(f"{flow(str(key))}: {flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(flow(inner) for inner in value) + "]"
    if isinstance(value, str):
        if _PLAIN.fullmatch(value) and value.casefold() not in _WORDS:
            return value
        return json.dumps(value, ensure_ascii=False)
    return json.dumps(value)


def entry_lines(ident: str, value: Mapping[str, Any], depth: int = 1) -> Iterator[str]:
    """Yield an entry as one line where it fits, else one line per field."""
    margin = _INDENT * depth
    line = f"{margin}{flow(ident)}: {flow(dict(value))}"
    if len(line) + sum(ord(sign) > 0x1100 for sign in line) <= _WIDTH:
        yield line
        return
    yield f"{margin}{flow(ident)}:"
    for key, inner in value.items():
        line = f"{margin}{_INDENT}{flow(key)}: {flow(inner)}"
        if isinstance(inner, dict) and inner and len(line) + sum(ord(sign) > 0x1100 for sign in line) > _WIDTH:
            yield f"{margin}{_INDENT}{flow(key)}:"
            yield from (f"{margin}{_INDENT * 2}{flow(str(name))}: {flow(part)}" for name, part in inner.items())
        else:
            yield line


def sections_text(entries: Mapping[str, Mapping[str, dict[str, Any]]], lang: Language) -> str:
    """Return entries by section as YAML with a comment over each section."""
    parts: list[str] = []
    for section in NAMED_SECTIONS:
        if own := entries.get(section):
            title = _TITLES.get(section, Text.of(section)).show(lang)
            lines = (line for ident, value in own.items() for line in entry_lines(ident, value))
            parts.append(f"\n# {title}\n{section}:\n" + "\n".join(lines) + "\n")
    return "".join(parts)


def model_text(
    model_id: str,
    name: str,
    entries: Mapping[str, Mapping[str, dict[str, Any]]],
    *,
    ledger: str,
    lang: Language,
    own: str,
    include: Iterable[str] = (),
) -> str:
    """Return a new model as YAML: head, entries, and a hint at what a ledger cannot hold."""
    element = next(iter([*entries.get("components", {}), *entries.get("systems", {}), own]))
    included = [flow(path) for path in include]
    head = f"sanso: 1\nid: {flow(model_id)}\nname: {flow(name)}\n"
    if included:
        head += f"include: [{', '.join(included)}]\n"
    tail = _TAIL.show(lang).format(element=element, own=own)
    return _HEAD.show(lang).format(ledger=ledger) + head + sections_text(entries, lang) + tail


def table_lines(entries: Mapping[str, Mapping[str, dict[str, Any]]]) -> Iterator[bytes]:
    """Yield entries as lines of a JSON Lines table."""
    for section in NAMED_SECTIONS:
        for ident, value in entries.get(section, {}).items():
            yield to_json({"in": section, "id": ident, **value}) + b"\n"
