"""The reference of the model format: sections, types, fields, words, connection kinds and effects."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from docs.pages.markdown import anchor, both, code, codes, page, table
from sanso.catalogue import Catalogue, load_catalogue
from sanso.model.answers import Measure
from sanso.model.connections import Connection
from sanso.model.descriptions import INCLUDE, TYPES, field_text, is_recorded_only
from sanso.model.elements import Procedure
from sanso.model.files import MAX_YAML_BYTES
from sanso.model.harms import Condition, Harm, Loss
from sanso.model.process import ELEMENT_SECTIONS, Model
from sanso.model.schema import model_schema
from sanso.model.validation import ENTRY_TYPES
from sanso.model.words import words_of
from sanso.model.yaml_reader import MAX_DEPTH

__all__ = ["ATTACK_ONLY", "render"]

_HEAD = ("field", "type", "default", "meaning", "意味")
_LETTERS = {
    "O": "organizations", "P": "people", "C": "components", "D": "data", "R": "procedures", "S": "systems",
    "F": "physical", "X": "products",
}  # fmt: skip
_KEPT, _KEPT_JA = " *(kept, not computed from)*", "(記録のみ)"
_ATTACK, _ATTACK_JA = " *(counts in the attack, not in the assessment)*", "(評価ではなく攻撃の計算に使用)"

ATTACK_ONLY: Mapping[type[BaseModel], frozenset[str]] = MappingProxyType(
    {
        Procedure: frozenset({"kind"}),
        Connection: frozenset({"medium", "tolerance", "quantity"}),
        Condition: frozenset({"probability", "rate"}),
        Loss: frozenset({"low", "distribution"}),
        Harm: frozenset({"excludes", "includes"}),
    }
)
"""Fields that change no assessment, and count in the attack."""


def render() -> str:
    """Return the page."""
    return page(
        "Model reference / モデルの形式",
        _INTRODUCTION,
        _VALUES,
        "## Top level / 最上位\n\n" + _fields(Model) + "\n\n" + _include(),
        *(_section(name, type_) for name, type_ in ENTRY_TYPES.items()),
        _heading("measures", Measure),
        _confirmations(),
        "## Nested types / 入れ子の型",
        *(_nested(type_) for type_ in _nested_types()),
        _TABLES,
        _connections(load_catalogue()),
        _effects(load_catalogue()),
        _roles(load_catalogue()),
        _component_kinds(load_catalogue()),
        _data_categories(load_catalogue()),
    )


_INTRODUCTION = f"""
A model is UTF-8 text (without byte order mark) in YAML 1.2, or a table in JSON Lines. `sanso schema model` prints
its JSON Schema; `sanso check FILE` checks more: references, ends of connections, effects, requirement ids, sums.
モデルは UTF-8(BOM なし)の YAML 1.2、または JSON Lines の表で書きます。`sanso schema model` が JSON Schema を出力し、
`sanso check FILE` は参照・接続の両端・影響の語・対策要件の ID・数の整合まで調べます。

- One file, or a first file with `include`. Included files lie in the folder of the first file or below it.
  1 つのファイル、または `include` を持つ最初のファイルから始めます。
- Ids are unique over all sections and files. An id begins with a letter or digit and holds letters, digits, `_`, `.`
  and `-`, at most 80; Japanese letters are letters. ID は全体で一意です。
- What is optional and absent is *not stated*. It is never taken as met or harmless.
  書かれていない任意項目は「未申告」であり、満たしているとも無害とも扱いません。
- Only plain YAML: no tags, one document a file, no duplicate keys, at most {MAX_DEPTH} levels deep and
  {MAX_YAML_BYTES // 2**20} MiB a file. `NO`, `012` and `2026-04-01` are text.
- *(kept, not computed from)* marks fields that are checked for form and kept, and that change no result yet;
  *(counts in the attack, not in the assessment)* those that change no assessment, but the result of `sanso attack`.
  「記録のみ」の項目は形式だけを確かめ、まだ結果に影響しません。
  「評価ではなく攻撃の計算に使用」の項目は `sanso attack` の結果に影響します。
"""

_VALUES = "## How values are written / 値の書き方\n\n" + table(
    ("type", "written as", "書き方"),
    [
        ("text", "`Bus`, or `{en: Bus, ja: バス}` where a name is shown", "文字列、表示名は `{en, ja}` の組も可"),
        ("id", "`onboard`", "別のものの ID"),
        ("ids", "`[a, b]`, or `a` for a single one", "ID のリスト。1 つなら単独でも可"),
        ("date", "`2026-04-01`, or `2026-04` (first day of the month; in `…_until` the last)", "日付。月だけでも可"),
        ("interval", "ISO 8601: `P1Y`, `P6M`, `P90D`, `PT15M`", "ISO 8601 の期間"),
        ("money", "`5 MJPY`, `300 kEUR`, `1,200.50 EUR`, `3億5000万円`, `¥500`", "通貨付きの金額。換算はしない"),
        ("amount", "`2 kW`: number, prefix k M G T, unit", "単位付きの量"),
        ("rate", "`3/year`, `2/月`", "頻度"),
        ("coverage", "`118/120` or `95 %`", "全体のうちいくつか"),
        ("contents", "`{door: 2, guard: 1}`, or `[door, guard]` for one of each", "中身と個数。リストは 1 つずつ"),
    ],
)

_TABLES = """
## Tables: JSON Lines / 表形式

Models of 10⁵ elements and more are written as JSON Lines (`.jsonl`): one JSON object per line. The first line holds
the values of the first file; every other line one entry, in any order. There is no `include`.
10 万要素を超える規模では JSON Lines を使います。1 行目が最初のファイルの値、以降は 1 行に 1 件で、順序は問いません。

```json
{"sanso": 1, "id": "fleet", "name": {"en": "Fleet", "ja": "車両群"}, "sectors": ["auto"]}
{"in": "organizations", "id": "operator", "scale": "large"}
{"in": "components", "id": "onboard", "kind": "controller", "roles": {"operator": "operator"}}
{"in": "connections", "id": "uplink", "kind": "transmits", "from": "onboard", "to": "onboard"}
{"in": "measures", "of": "operator", "CPS.AM-1": "basic"}
{"in": "confirmations", "perspective": "social-support", "subject": "operator", "kind": "contact"}
```

`in` names the section, `id` the entry; rows of `measures` have `of` instead of `id`, rows of `confirmations` neither.
A YAML file may include a table.
`in` が節、`id` が ID です。`measures` は `id` の代わりに `of`、`confirmations` はどちらもありません。
"""


def _include() -> str:
    return table(_HEAD, [(code("include"), "file name or list", "none", INCLUDE.en, INCLUDE.ja)])


def _section(name: str, type_: type[BaseModel]) -> str:
    return _heading(name, type_)


def _heading(name: str, type_: type[BaseModel]) -> str:
    letter = next((letter for letter, section in _LETTERS.items() if section == name), "")
    mark = f" ({letter})" if name in ELEMENT_SECTIONS else ""
    text = TYPES[type_]
    return f"## `{name}`{mark}\n\n{text.en}\n{text.ja}\n\n{_fields(type_)}"


def _confirmations() -> str:
    from sanso.model.answers import Confirmation

    return _heading("confirmations", Confirmation)


def _nested(type_: type[BaseModel]) -> str:
    text = TYPES[type_]
    return f"### {type_.__name__}\n\n{text.en}\n{text.ja}\n\n{_fields(type_)}"


def _nested_types() -> Iterator[type[BaseModel]]:
    from sanso.model.answers import Confirmation

    shown = {Model, Measure, Confirmation, *ENTRY_TYPES.values()}
    yield from (type_ for type_ in TYPES if type_ not in shown)


def _fields(type_: type[BaseModel]) -> str:
    schema = model_schema()
    properties = (schema if type_ is Model else schema["$defs"][type_.__name__])["properties"]
    rows: list[tuple[object, ...]] = []
    for name, info in type_.model_fields.items():
        key = info.alias or name
        text, kept = field_text(type_, key), is_recorded_only(type_, key)
        attack = key in ATTACK_ONLY.get(type_, ())
        meaning = text.en + (_ATTACK if attack else _KEPT if kept else "")
        japanese = text.ja + (_ATTACK_JA if attack else _KEPT_JA if kept else "")
        type_text = _MEASURES if (type_, key) == (Model, "measures") else _type(properties[key])
        rows.append((code(key), type_text, _default(info), meaning, japanese))
        rows += [("", code(word), "", word_text.en, word_text.ja) for word, word_text in words_of(type_, key).items()]
    return table(_HEAD, rows)


_MEASURES = "mapping of ids to mappings of requirement ids to a word, below, or [Measure](#measures)"


def _default(info: FieldInfo) -> str:
    if info.is_required():
        return "**required**"
    value = info.get_default(call_default_factory=True)
    if value is None:
        return "not stated"
    if value == "":
        return "the other language"
    if isinstance(value, BaseModel | tuple | dict):
        return "none"
    return code(json.dumps(value).strip('"'))


def _type(schema: Mapping[str, Any]) -> str:
    """Return the type of a field in words."""
    options = [one for one in schema.get("anyOf", (schema,)) if one != {"type": "null"}]
    if {"$ref": "#/$defs/Text"} in options:
        return "text or {en, ja}"
    if len(options) > 1:
        return _choice(options)
    (only,) = options
    return _single(only)


def _choice(options: list[Mapping[str, Any]]) -> str:
    kinds = {option.get("type") for option in options}
    if kinds == {"string", "array"}:
        return "ids"
    if kinds == {"string", "array", "object"}:
        return "contents"
    return " or ".join(dict.fromkeys(map(_single, options)))


_BY_EXAMPLE = {
    "3億円": "money",
    "2026-04-01": "date",
    "P1Y": "interval",
    "118/120": "coverage",
    "3/year": "rate",
    "2 kW": "amount",
}
_PLAIN = {"integer": "whole number", "number": "number", "boolean": "true or false", "string": "text"}


def _single(schema: Mapping[str, Any]) -> str:
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{_target(name)})"
    if "oneOf" in schema:
        return "cause: " + ", ".join(map(_single, schema["oneOf"]))
    if "enum" in schema:
        return "word, below"
    if "const" in schema:
        return code(schema["const"])
    known = [_BY_EXAMPLE[example] for example in schema.get("examples", ()) if example in _BY_EXAMPLE]
    if known:
        return known[0]
    if schema.get("type") == "array":
        return _array(schema)
    if schema.get("type") == "object":
        inner = schema.get("additionalProperties")
        return "mapping to " + _type(inner) if isinstance(inner, dict) else "mapping"
    if schema.get("type") == "string" and "pattern" in schema:
        return "id"
    return _PLAIN[schema["type"]] + _limits(schema)


def _array(schema: Mapping[str, Any]) -> str:
    if "prefixItems" in schema:
        return "[" + ", ".join(map(_type, schema["prefixItems"])) + "]"
    items = schema["items"]
    return "list of words, below" if "enum" in items else "list of " + _type(items)


def _limits(schema: Mapping[str, Any]) -> str:
    low = schema.get("minimum", schema.get("exclusiveMinimum"))
    high = schema.get("maximum")
    sign = ">" if "exclusiveMinimum" in schema else "≥"
    limits = ([f"{sign} {low}"] if low is not None else []) + ([f"≤ {high}"] if high is not None and high <= 1 else [])
    return " " + ", ".join(limits) if limits else ""


def _target(name: str) -> str:
    for section, type_ in ENTRY_TYPES.items():
        if type_.__name__ == name:
            letter = next((letter for letter, s in _LETTERS.items() if s == section), "")
            return anchor(f"{section} ({letter})" if section in ELEMENT_SECTIONS else section)
    return {"Measure": "measures", "Confirmation": "confirmations"}.get(name, anchor(name))


def _ends(letters: str) -> str:
    return ", ".join(_LETTERS[letter] for letter in letters)


def _connections(catalogue: Catalogue) -> str:
    rows = [
        (
            code(kind.id), kind.layer or "–", _ends(kind.from_), _ends(kind.to), _ends(kind.subject),
            "yes" if kind.control else "–", codes(kind.needs), codes(kind.carries), both(kind.title),
            both(kind.description or kind.title),
        )
        for kind in catalogue.connections.values()
    ]  # fmt: skip
    head = ("kind", "layer", "from", "to", "subject", "control", "needs", "may have", "title", "meaning")
    text = (
        "The layer, the ends, whether a kind is *control*, and the fields that make sense (besides `name`, "
        "`description`, `valid`, `kind`, `from`, `to` and `alternatives`). A field that makes no sense is an error.\n"
        "種類ごとの層、両端、制御かどうか、使える項目。使えない項目を書くと誤りになります。"
    )
    return f"## Connection kinds / 接続の種類\n\n{text}\n\n{table(head, rows)}"


def _effects(catalogue: Catalogue) -> str:
    rows = [
        (
            _LETTERS.get(effect.on, effect.on),
            code(effect.word),
            both(effect.title),
            both(effect.description or effect.title),
        )
        for effect in catalogue.effects.values()
    ]
    text = (
        "The words of `effect` in causes. Systems take the effects on components; safety functions take their own and "
        "those on components.\n`effect` に使う語。システムにはモノへの影響、安全機能にはその両方を使えます。"
    )
    return f"## Effects / 影響\n\n{text}\n\n{table(('on', 'word', 'title', 'meaning'), rows)}"


def _roles(catalogue: Catalogue) -> str:
    rows = [
        (
            code(role.id), both(role.title), both(role.description or role.title), role.responsible_rank or "never",
            "yes" if role.influence else "no", "yes" if role.control else "no",
        )
        for role in catalogue.roles.values()
    ]  # fmt: skip
    head = ("role", "title", "meaning", "answers (order)", "influence", "control")
    return f"## Roles / 役割\n\n{table(head, rows)}"


def _component_kinds(catalogue: Catalogue) -> str:
    rows = [
        (
            code(kind.id), kind.layer, "yes" if kind.passes_control else "no", both(kind.title),
            both(kind.description or kind.title),
        )
        for kind in catalogue.component_kinds.values()
    ]  # fmt: skip
    head = ("kind", "layer", "passes a system's control on", "title", "meaning")
    return f"## Component kinds / モノの種類\n\n{table(head, rows)}"


def _data_categories(catalogue: Catalogue) -> str:
    rows = [
        (
            code(record.id),
            record.floor,
            "yes" if record.legal else "no",
            both(record.title),
            both(record.description or record.title),
        )
        for record in catalogue.data_categories.values()
    ]
    text = (
        "A category may be narrowed by a dot (`personal.location`); what is known of the longest beginning holds. "
        "区分は点で細かくできます(`personal.location`)。前方の最も長い既知の区分が当てはまります。"
    )
    head = ("category", "required trust at least", "protected by law", "title", "meaning")
    return f"## Data categories / データ区分\n\n{text}\n\n{table(head, rows)}"
