"""Records of the catalogue as tables, in full, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from sanso.cli.plain import clean_json, say
from sanso.cli.voice import Voice, counted

if TYPE_CHECKING:
    from sanso.catalogue import Catalogue, Record
    from sanso.cli.terminal import Cell, Column

__all__ = ["KIND_NAMES", "show_kinds", "show_record", "show_records"]

KIND_NAMES: Mapping[str, tuple[str, str]] = {
    "requirements": ("the 104 requirements of CPSF", "対策要件(CPSF の 104 件)"),
    "categories": ("categories of requirements", "対策要件のカテゴリー"),
    "incidents": ("assumed security incidents", "想定されるセキュリティインシデント"),
    "vulnerabilities": ("incident by element type", "インシデントごと・構成要素ごとの脆弱性"),
    "connections": ("kinds of connections", "つながりの種類"),
    "effects": ("effects on elements", "構成要素への影響"),
    "scales": ("levels by size of organization", "規模ごとの対策レベル"),
    "sectors": ("sectors and what they change", "分野と対策要件への影響"),
    "guidelines": ("guidelines of sectors", "分野のガイドライン"),
    "sector_facets": ("places, interfaces, stakeholders of guidelines", "ガイドラインの場所・インタフェース・関係者"),
    "sector_items": ("native items of sectors", "分野固有の項目"),
    "data_categories": ("categories of data", "データ区分"),
    "human_levels": ("levels of the human axis", "回復困難性の度合い"),
    "economic_levels": ("levels of the economic axis", "経済的影響の度合い"),
    "economic_criteria": ("loss thresholds by size of bearer", "負担者の規模ごとの損失基準"),
    "grid": ("cells of the category grid", "カテゴリの格子"),
    "mixes": ("accepted mixes of demands", "認められる要求の組み合わせ"),
    "demand_steps": ("steps of the demands", "要求の段階"),
    "perspectives": ("perspectives of demands", "要求の観点"),
    "bases": ("bases of a claim", "確認の方法"),
    "levels": ("levels of measures", "対策のレベル"),
    "statuses": ("statuses of requirements", "対策要件の状態"),
    "layers": ("the three layers", "三つの層"),
    "element_types": ("the six elements", "六つの構成要素"),
    "component_kinds": ("kinds of components", "モノの種類"),
    "roles": ("roles of organizations", "ソシキの役割"),
    "schemes": ("labels, certifications, regulations", "ラベル・認証・規制の制度"),
    "scheme_items": ("items of labels and schemes", "ラベル・制度の項目"),
    "device_facts": ("facts about devices that items ask for", "項目が問う機器の事実"),
    "device_conditions": ("conditions under which items apply", "項目が適用される条件"),
    "examinations": ("ways to examine a device", "機器の確かめ方"),
    "recognitions": ("recognition between labels", "ラベルの相互承認"),
    "duties": ("duties by law or label", "法令・ラベルが既に求めること"),
    "exclusions": ("exclusions of insurances", "保険の免責"),
    "evidence_kinds": ("kinds of evidence", "証跡の種類"),
    "asking_rules": ("rules on asking partners", "取引先への要請に関する規律"),
    "transcription_questions": ("questions of transcription", "転写の問い"),
    "transcription_points": ("points behind the questions", "問いの着眼点"),
    "attackers": ("attacker profiles", "攻撃者像"),
    "entries": ("ways in for an attacker", "攻撃者の侵入口"),
    "exposures": ("words of exposure", "露出を表す語"),
    "media": ("media of connections", "接続の媒体"),
    "attack_steps": ("times and chances of attack steps", "攻撃ステップの時間と確率"),
    "attack_defences": ("effect of measures on attack steps", "攻撃ステップへの対策の効果"),
    "claim_truths": ("reliability of statements", "記載の確からしさ"),
    "integrity_floors": ("suggested integrity floors", "水準の下限の提案"),
    "risk_profiles": ("named risk matrices", "リスク行列の版"),
    "safe_state_words": ("words of safe states", "安全状態を表す語"),
    "safety_events": ("words of events", "事象を表す語"),
    "conflict_kinds": ("conflicts of security and safety", "セキュリティとセーフティの競合"),
}
"""What each kind of record is, in both languages."""


def show_kinds(content: Catalogue, voice: Voice, *, as_json: bool) -> None:
    """List the kinds of records with how many there are."""
    if as_json:
        _print_json([{"kind": _dashed(kind), "records": len(found)} for kind, found in content.kinds.items()])
        return
    from sanso.cli.terminal import Terminal

    rows = []
    for kind, found in content.kinds.items():
        own = sum(1 for record in found.values() if record.override_file)
        mark = voice("{n} replaced or added", "{n}件が置き換え・追加", n=own) if own else ""
        rows.append([_dashed(kind), str(len(found)), voice(*KIND_NAMES.get(kind, (kind, kind))), mark])
    columns: list[Column] = [voice("kind", "種類"), (voice("records", "件数"), "right"), voice("what", "内容"), ""]
    Terminal(voice).table(columns, rows, fixed=(0, 1))
    say()
    say(voice("`sanso catalogue KIND` lists records", "`sanso catalogue 種類` で一覧します"))


def show_records(kind: str, found: Mapping[str, Record], voice: Voice, *, as_json: bool) -> None:
    """List the records of one kind with title, source and confidence."""
    if as_json:
        _print_json([_fields(record) for record in found.values()])
        return
    from sanso.cli.terminal import Terminal

    terminal = Terminal(voice)
    rows: list[list[Cell]] = []
    for record in found.values():
        mark = terminal.styled(voice(" (own file)", "(独自ファイル)"), "yellow") if record.override_file else ""
        title = terminal.styled(record.title.show(voice.lang))
        sure = sureness(record.confidence, record.strength, voice)
        rows.append([record.id, title.append(mark), voice.text(record.source_text), sure])
    columns: list[Column] = ["id", voice("title", "題名"), voice("source", "出典"), voice("confidence", "確かさ")]
    terminal.table(columns, rows, fixed=(0, 3))
    say()
    say(
        voice(
            "{records}; `sanso catalogue {kind} ID` shows one in full",
            "{n}件。`sanso catalogue {kind} ID` で1件の全項目を表示します",
            n=len(found),
            records=counted(len(found), "record"),
            kind=_dashed(kind),
        )
    )


def show_record(record: Record, voice: Voice, *, as_json: bool) -> None:
    """Show one record with all its fields, in both languages, each with where it comes from."""
    if as_json:
        _print_json(_fields(record))
        return
    from sanso.cli.terminal import Terminal

    terminal = Terminal(voice)
    terminal.heading(record.id, record.title.show(voice.lang))
    fields = _fields(record)
    rows: list[list[Cell]] = []
    for name, value in fields.items():
        if name in ("id", "fields", "source", "overridden", "override_file") or value in (None, False, [], {}, ""):
            continue
        own = record.fields.get(name)
        sure: Cell = sureness(own.confidence, own.strength, voice) if own is not None and own.confidence else ""
        if name in record.overridden:
            sure = terminal.styled(voice("own file", "独自ファイル"), "yellow")
        if name == "thresholds":
            value = {key: _money(amount, voice) for key, amount in value.items()}
        rows += [[name if first else "", line, sure if first else ""] for first, line in _lines(value)]
    terminal.table([voice("field", "項目"), voice("value", "値"), voice("confidence", "確かさ")], rows, fixed=(0, 2))
    if record.override_file:
        say()
        terminal.line(voice("replaced by {file}", "{file} による置き換え", file=record.override_file))


def sureness(confidence: str | None, strength: str | None, voice: Voice) -> str:
    """Say how sure a record or field is: ``from memory, not checked against the original (medium)``."""
    from sanso.report import terms

    word = terms.CONFIDENCE.get(confidence or "")
    shown = voice.text(word) if word is not None else "-"
    if strength is None:
        return shown
    degree = {"high": ("high", "高"), "medium": ("medium", "中"), "low": ("low", "低")}[strength]
    return f"{shown} ({voice(*degree)})"


def _lines(value: Any) -> Iterator[tuple[bool, str]]:
    """Write a value as lines; the first of them is marked."""
    if isinstance(value, dict) and set(value) == {"en", "ja"}:
        texts = [value["en"]] if value["en"] == value["ja"] else [value["en"], value["ja"]]
    elif isinstance(value, list):
        plain = all(not isinstance(item, (dict, list)) for item in value)
        texts = [" ".join(str(item) for item in value)] if plain else [_short(item) for item in value]
    elif isinstance(value, dict):
        texts = [f"{key}: {_short(item)}" for key, item in value.items()]
    else:
        texts = [str(value)]
    yield from ((number == 0, text) for number, text in enumerate(texts))


def _short(value: Any) -> str:
    if isinstance(value, dict):
        if set(value) == {"en", "ja"}:
            return value["en"] if value["en"] == value["ja"] else f"{value['en']} / {value['ja']}"
        return "; ".join(f"{key}: {_short(item)}" for key, item in value.items() if item not in (None, [], False))
    return ", ".join(_short(item) for item in value) if isinstance(value, list) else str(value)


def _money(amount: Any, voice: Voice) -> str:
    """Write an amount as the reports write it."""
    from sanso.model.money import parse_money
    from sanso.report import wording

    return voice.text(wording.money_text(parse_money(str(amount)))) if amount is not None else "-"


def _fields(record: Record) -> dict[str, Any]:
    return record.model_dump(mode="json", by_alias=True)


def _dashed(kind: str) -> str:
    return kind.replace("_", "-")


def _print_json(value: object) -> None:
    say(clean_json(json.dumps(value, ensure_ascii=False, indent=1)))
