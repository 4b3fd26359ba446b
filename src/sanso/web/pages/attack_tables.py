"""The tables of an attack as they are downloaded: numbers in the cells, words beside them."""

from __future__ import annotations

from sanso.analysis.attacking import AttackReport
from sanso.attack.result import AttackResult
from sanso.model.text import Text
from sanso.report.attack_tables import change_rows, ordered_harms
from sanso.report.reader import Reader
from sanso.web.grids import Cell, Column, Grid
from sanso.web.sections import element_link

__all__ = ["attack_grids"]

_INTERVAL = (
    Column("low", Text(en="from", ja="下限"), "number"),
    Column("high", Text(en="to", ja="上限"), "number"),
)


def attack_grids(words: Reader, report: AttackReport, workspace: str) -> tuple[Grid, ...]:
    """Return the tables of *report*: harms, losses, steps of paths, what matters most, ways in, assumptions."""
    result = report.result
    found = [
        _harms(words, result, workspace),
        _losses(words, result),
        _paths(words, result, workspace),
        _criticality(words, result, workspace),
        _surface(words, result),
        _assumptions(words, result),
    ]
    return (*found, _changes(words, report)) if report.comparison is not None else tuple(found)


def _harms(words: Reader, result: AttackResult, workspace: str) -> Grid:
    link = element_link(words, workspace)
    columns = (
        Column("harm", Text(en="Harm", ja="被害シナリオ")),
        Column("year", Text(en="Per year", ja="年あたり"), "number"),
        *_INTERVAL,
        Column("campaign", Text(en="Per campaign", ja="攻撃1回あたり"), "number"),
        Column("median_days", Text(en="Median time in days", ja="所要日数の中央値"), "number"),
        Column("reachable", Text(en="Within reach", ja="到達可能")),
        Column("estimator", Text(en="Estimator", ja="推定方法")),
    )
    rows = []
    for one in ordered_harms(result):
        year, median = one.likelihood.year, one.likelihood.median_days
        rows.append(
            (
                Cell(one.harm, words.name(one.harm), link(one.harm)),
                Cell(year.value),
                Cell(year.low),
                Cell(year.high),
                Cell(one.likelihood.campaign.value),
                Cell(median.value if median is not None else None),
                Cell(one.reachable, words.phrase("yes" if one.reachable else "no")),
                Cell(one.estimator),
            )
        )
    return Grid("attack-harms", Text(en="Likelihood of harms", ja="被害の起こりやすさ"), columns, rows)


def _losses(words: Reader, result: AttackResult) -> Grid:
    columns = (
        Column("bearer", Text(en="Bearer", ja="負担者")),
        Column("currency", Text(en="Currency", ja="通貨")),
        Column("mean", Text(en="Mean yearly loss", ja="年間損失の平均"), "number"),
        *_INTERVAL,
        Column("any", Text(en="Chance of any loss", ja="損失の生じる確率"), "number"),
        Column("value_at_risk", Text(en="Value at risk", ja="VaR"), "number"),
        Column("tail_mean", Text(en="Mean of the worst", ja="最悪域の平均"), "number"),
    )
    rows = [
        (
            Cell(
                row.bearer or ("*" if row.total else None),
                words.name(row.bearer) if row.bearer else words.phrase("all_bearers" if row.total else "nobody_bears"),
            ),
            Cell(row.loss.currency),
            Cell(row.loss.mean.value),
            Cell(row.loss.mean.low),
            Cell(row.loss.mean.high),
            Cell(row.loss.any.value),
            Cell(row.loss.value_at_risk),
            Cell(row.loss.tail_mean),
        )
        for row in result.losses
    ]
    return Grid("attack-losses", Text(en="Yearly loss", ja="年間損失"), columns, rows)


def _paths(words: Reader, result: AttackResult, workspace: str) -> Grid:
    link = element_link(words, workspace)
    columns = (
        Column("harm", Text(en="Harm", ja="被害シナリオ")),
        Column("path", Text(en="Path", ja="経路"), "number"),
        Column("share", Text(en="Share of campaigns", ja="攻撃に占める割合"), "number"),
        Column("step", Text(en="Step", ja="手順"), "number"),
        Column("subject", Text(en="At", ja="対象")),
        Column("text", Text(en="What happens", ja="内容")),
        Column("incident", Text(en="Incident", ja="インシデント"), "id"),
        Column("technique", Text(en="Technique", ja="攻撃手法"), "id"),
        Column("days", Text(en="Days", ja="日数"), "number"),
        Column("stops", Text(en="What would stop it", ja="止められる対策")),
    )
    rows = [
        (
            Cell(path.harm, words.name(path.harm), link(path.harm)),
            Cell(number),
            Cell(path.share.value),
            Cell(index),
            Cell(
                step.subject, words.name(step.subject) if words.model.thing(step.subject) else None, link(step.subject)
            ),
            Cell(words.t(step.text)),
            Cell(step.incident),
            Cell(step.technique),
            Cell(step.days),
            Cell(" ".join(dict.fromkeys(stop.requirement for stop in step.stops))),
        )
        for number, path in enumerate(result.paths, 1)
        for index, step in enumerate(path.steps, 1)
    ]
    return Grid("attack-paths", Text(en="Paths, step by step", ja="攻撃経路の手順"), columns, rows)


def _criticality(words: Reader, result: AttackResult, workspace: str) -> Grid:
    link = element_link(words, workspace)
    columns = (
        Column("element", Text(en="Element", ja="構成要素")),
        Column("currency", Text(en="Currency", ja="通貨")),
        Column("avoided", Text(en="Loss avoided a year", ja="回避できる年間損失"), "number"),
        *_INTERVAL,
        Column("checked", Text(en="Checked by a knock-out", ja="除外計算で確認済み")),
    )
    rows = [
        (
            Cell(one.element, words.name(one.element), link(one.element)),
            Cell(one.currency),
            Cell(one.avoided.value),
            Cell(one.avoided.low),
            Cell(one.avoided.high),
            Cell(one.checked, words.phrase("yes" if one.checked else "no")),
        )
        for one in sorted(result.criticality, key=lambda each: (-each.avoided.value, each.element))
    ]
    return Grid("attack-criticality", Text(en="What matters most", ja="重要な構成要素"), columns, rows)


def _surface(words: Reader, result: AttackResult) -> Grid:
    columns = (
        Column("organization", Text(en="Organization", ja="組織")),
        Column("layer", Text(en="Layer", ja="層"), "number"),
        Column("entry", Text(en="Way in", ja="侵入口")),
        Column("elements", Text(en="Elements", ja="構成要素")),
        Column("open", Text(en="Used by this attacker", ja="この攻撃者が利用")),
    )
    rows = [
        (
            Cell(row.organization, words.name(row.organization)),
            Cell(row.layer),
            Cell(row.entry),
            Cell(" ".join(row.elements), words.names(row.elements)),
            Cell(row.open, words.phrase("yes" if row.open else "no")),
        )
        for row in result.surface
    ]
    return Grid("attack-surface", Text(en="Attack surface", ja="攻撃対象領域"), columns, rows)


def _assumptions(words: Reader, result: AttackResult) -> Grid:
    columns = (
        Column("kind", Text(en="Kind", ja="種類")),
        Column("assumption", Text(en="Assumption", ja="前提")),
        Column("low", Text(en="low", ja="小さい値"), "number"),
        Column("likely", Text(en="likely", ja="最も確からしい値"), "number"),
        Column("high", Text(en="high", ja="大きい値"), "number"),
        Column("loss_low", Text(en="Loss at the low end", ja="小さい値での損失"), "number"),
        Column("loss_high", Text(en="Loss at the high end", ja="大きい値での損失"), "number"),
    )
    rows = [
        (
            Cell(one.kind),
            Cell(one.id, words.t(one.title)),
            Cell(one.low),
            Cell(one.likely),
            Cell(one.high),
            Cell(one.loss_low),
            Cell(one.loss_high),
        )
        for one in result.assumptions
    ]
    return Grid("attack-assumptions", Text(en="What it rests on", ja="結果の前提"), columns, rows)


def _changes(words: Reader, report: AttackReport) -> Grid:
    columns = (
        Column("name", Text(en="What", ja="対象")),
        Column("before", Text(en="As it stands", ja="現状")),
        Column("after", Text(en="With the change", ja="変更後")),
        Column("difference", Text(en="Difference", ja="差")),
    )
    rows = [
        (Cell(row.name), Cell(row.before), Cell(row.after), Cell(row.difference))
        for row in change_rows(words, report.comparison)
    ]
    return Grid("attack-changes", Text(en="What the change does", ja="変更の効果"), columns, rows)
