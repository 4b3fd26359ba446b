"""Statements, demands and duties of the four perspectives in words, for page, workbook and command line alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType

from sanso.catalogue import Catalogue
from sanso.iotssf import Ask, Cover, Statement
from sanso.model.process import Model
from sanso.model.text import Text
from sanso.report import wording

__all__ = ["PERSPECTIVE_WORDS", "ask_text", "cover_text", "lapse_text", "statement_text"]


def _phrases(**pairs: tuple[str, str]) -> Mapping[str, Text]:
    return MappingProxyType({key: Text(en=en, ja=ja) for key, (en, ja) in pairs.items()})


PERSPECTIVE_WORDS = _phrases(
    perspectives=("Four perspectives", "四つの観点"),
    perspectives_intro=(
        "What is stated for confirmation before operation, confirmation in operation, capability of operators and "
        "other social support, by whom and until when; beside it what the nearest accepted mix asks, and what each "
        "way would still ask of whom. Mixes are a Sanso proposal. Laws and labels that may ask for the same are no "
        "legal advice.",
        "運用前の確認、運用中の確認、運用・管理を行う者の能力、その他の社会的サポートについて、"
        "誰が何をいつまで申告しているか、"
        "最も近い組み合わせが何を求めるか、"
        "各組み合わせまで誰に何を依頼することになるかを示す。組み合わせは Sanso の提案。"
        "併記する法令・ラベルは参考であり、法的助言ではない。",
    ),
    perspectives_none=("Nothing stands in category 1 or above.", "カテゴリ 1 以上のものはない。"),
    perspective_demand=("Demand", "要求"),
    perspective_asks=("Nearest mix asks", "最も近い組み合わせの要求"),
    perspective_statements=("Statements", "申告の内訳"),
    perspective_ways=("Ways to an accepted mix", "認められる組み合わせへの道"),
    perspective_reached=("reached as stated", "申告上は到達"),
    perspective_of=("Asked of", "依頼先"),
    perspective_lapses=("Lapses on", "失効日"),
    perspective_covered=("Already asked for by", "既存の法令・ラベル"),
    perspective_met=("Met", "充足"),
    sheet_perspectives=("Perspectives", "四つの観点"),
    yes_met=("as stated", "申告上充足"),
    not_met=("open", "未充足"),
)
"""Headings and phrases of the section and the sheet."""


def statement_text(one: Statement, model: Model) -> Text:
    """Say what a statement is about, by whom it is, how much it covers, until when, and what lowers it."""
    facts = [_plain("by {who}", "{who}", who=_party(one.by, model))] if one.by is not None else []
    if one.coverage is not None:
        facts.append(Text.of(one.coverage))
    if one.scope is not None:
        facts.append(_plain("scope: {scope}", "範囲: {scope}", scope=one.scope))
    if one.issued is not None:
        facts.append(_plain("of {day}", "{day} 付", day=one.issued.isoformat()))
    if one.until is not None:
        facts.append(_plain("until {day}", "{day} まで", day=one.until.isoformat()))
    more = wording.joined(facts)
    text = _plain("{what} ({who}", "{what}({who}", what=one.what, who=model.label(one.subject))
    text = (
        _plain("{text}; {more})", "{text}、{more})", text=text, more=more)
        if more
        else _plain("{text})", "{text})", text=text)
    )
    remarks = wording.joined(one.remarks, "; ", "。")
    if remarks is None:
        return text
    lead = ("counts for less", "一部のみ有効") if one.counts else ("does not count", "無効")
    return _plain(f"{{text}} – {lead[0]}: {{why}}", f"{{text}} – {lead[1]}: {{why}}", text=text, why=remarks)


def lapse_text(day: dt.date) -> Text:
    """Say from which day on less would be stated."""
    return _plain("lapses on {day}", "{day} に失効", day=day.isoformat())


def ask_text(ask: Ask, model: Model) -> Text:
    """Say what is asked, and of whom."""
    if not ask.of:
        return _plain("{text}; nobody is responsible", "{text}。責任者なし", text=ask.text)
    return _plain("{text}; from {who}", "{text}。依頼先: {who}", text=ask.text, who=model.labels(ask.of))


def cover_text(cover: Cover, catalogue: Catalogue) -> Text:
    """Say which law or label asks for it already, since when, and by which evidence."""
    duty = catalogue.duties[cover.duty]
    sure = (
        ("already asked for by", "既に求められている")
        if cover.certain
        else ("may already be asked for by", "既に求められている可能性")
    )
    return _plain(
        f"{sure[0]} {{title}} ({{since}}): {{evidence}}",
        f"{sure[1]}: {{title}}({{since}}〜)。{{evidence}}",
        title=duty.title,
        since=duty.since,
        evidence=cover.evidence,
    )


def _party(who: str | None, model: Model) -> Text:
    return model.label(who) if who is not None and model.thing(who) is not None else Text.of(who or "–")


def _plain(en: str, ja: str, **values: object) -> Text:
    return Text(en=en, ja=ja).fill(**values)
