"""An attack on a terminal: harms, loss, paths, what is critical, where it begins, what it rests on."""

from __future__ import annotations

from typing import Any

from sanso.analysis.attacking import AttackReport
from sanso.attack.result import AttackPath
from sanso.cli.terminal import Terminal
from sanso.cli.voice import Voice
from sanso.report.attack_sentences import attack_sentences
from sanso.report.attack_view import AttackLimits, AttackView, attack_view
from sanso.report.paths import path_lines
from sanso.report.quantities import chance_text
from sanso.report.reader import Capped, Reader
from sanso.verbs import Evaluation

__all__ = ["show_attack"]

_LIMITS = AttackLimits(harms=30, elements=12, paths=60, paths_per_harm=5, criticality=10, surface=20, assumptions=8)


def show_attack(evaluation: Evaluation, report: AttackReport, voice: Voice) -> None:
    """Show everything that was found out about the attack."""
    reader = Reader(evaluation.model, evaluation.assessment, evaluation.catalogue, voice.lang)
    view = attack_view(reader, report, _LIMITS)
    terminal = Terminal(voice)
    terminal.line(Terminal.styled(voice.text(report.model.name), "bold"))
    for sentence in attack_sentences(evaluation.model, report, evaluation.catalogue):
        terminal.line(voice.text(sentence))
    for finding in report.model.diagnostics:
        if finding.code == "evidence-measures":
            said = voice.text(finding.message)
            terminal.line(f"{said[:1].upper()}{said[1:]}{voice('.', '。')}")
    _changes(terminal, voice, view)
    _harms(terminal, voice, reader, view)
    _losses(terminal, voice, view)
    _paths(terminal, voice, reader, view)
    _critical(terminal, voice, reader, view)
    _surface(terminal, voice, reader, view)
    _assumptions(terminal, voice, view)
    _elements(terminal, voice, reader, view)
    for note in report.result.notes:
        terminal.line(Terminal.styled(voice.text(note), "dim"))


def _harms(terminal: Terminal, voice: Voice, reader: Reader, view: AttackView) -> None:
    terminal.heading(voice("Harms", "被害"), voice("probability, 95 % interval", "確率と95%区間"))
    rows = [
        [reader.name(row.harm), row.reason, "", ""]
        if row.reason is not None
        else [reader.name(row.harm), row.year, row.campaign, row.median]
        for row in view.harms.shown
    ]
    heads = [
        voice("harm", "被害"),
        voice("in a year", "1年間"),
        voice("in a campaign", "1回の攻撃"),
        voice("median time", "時間の中央値"),
    ]
    terminal.table(heads, rows, indent=1)
    _more(terminal, voice, view.harms)


def _losses(terminal: Terminal, voice: Voice, view: AttackView) -> None:
    if not view.losses:
        return
    terminal.heading(voice("Yearly loss", "年間損失"))
    heads = [
        voice("bearer", "負担者"),
        voice("mean", "平均"),
        voice("any loss", "損失の発生"),
        *(voice("1 in {n}\nyears", "{n}年に\n1回", n=years) for years in view.quantiles),
        voice("tail mean", "裾の平均"),
    ]
    terminal.table(heads, [[row.bearer, *row.cells] for row in view.losses], indent=1)
    if view.casualties:
        terminal.line()
        heads = [
            voice("people harmed, by difficulty of recovery", "被害を受ける人(回復困難性別)"),
            voice("mean a year", "年平均の人数"),
            voice("anybody", "発生"),
            voice("1 in 100 years", "100年に1回"),
        ]
        terminal.table(heads, [list(row[:4]) for row in view.casualties], indent=1)


def _paths(terminal: Terminal, voice: Voice, reader: Reader, view: AttackView) -> None:
    """Show per harm all ways by their elements, and the likeliest step by step."""
    if not view.paths.shown:
        return
    terminal.heading(voice("Attack paths", "攻撃経路"), voice("how often each is the earliest", "最も早く至る割合"))
    by_harm: dict[str, list[AttackPath]] = {}
    for shown in view.paths.shown:
        by_harm.setdefault(shown.path.harm, []).append(shown.path)
    for harm, paths in by_harm.items():
        terminal.line()
        terminal.line(Terminal.styled(reader.name(harm), "bold"), 1)
        shares: dict[str, float] = {}
        for path in paths:
            way = f"{_entry(reader, path)} → {_elements_of(reader, path)}"
            shares[way] = shares.get(way, 0.0) + path.share.value
        rows = [[reader.t(chance_text(share)), way] for way, share in shares.items()]
        terminal.table([("", "right"), ""], rows, indent=1, fixed=(0,), heads=False)
        for line in path_lines(paths[0], reader.model, reader.lang)[1:]:
            terminal.line(Terminal.styled(line, "dim"), 3)
    _more(terminal, voice, view.paths)


def _entry(reader: Reader, path: AttackPath) -> str:
    return reader.t(reader.catalogue.entries[path.entry].title) if path.entry else ""


def _elements_of(reader: Reader, path: AttackPath) -> str:
    return " → ".join(reader.name(element) for element in path.elements)


def _critical(terminal: Terminal, voice: Voice, reader: Reader, view: AttackView) -> None:
    if not view.criticality.shown:
        return
    terminal.heading(
        voice("What matters most", "最も重要な構成要素"),
        voice("loss avoided if it could not fall", "陥落しないとした場合に避けられる損失"),
    )
    rows = [
        [
            reader.name(one.element),
            avoided,
            part,
            voice("played again", "再計算") if one.checked else voice("at least", "下限"),
        ]
        for one, avoided, part in view.criticality.shown
    ]
    heads = [
        voice("element", "構成要素"),
        voice("a year", "年間"),
        voice("of all", "割合"),
        voice("how known", "算出方法"),
    ]
    terminal.table(heads, rows, indent=1)
    _more(terminal, voice, view.criticality)


def _surface(terminal: Terminal, voice: Voice, reader: Reader, view: AttackView) -> None:
    terminal.heading(voice("Where it can begin", "攻撃の起点"))
    rows = []
    for row in view.result.surface[: _LIMITS.surface]:
        names = voice(", ", "、").join(reader.name(element) for element in row.elements[:4])
        more = len(row.elements) - 4
        rows.append(
            [
                reader.t(reader.catalogue.entries[row.entry].title),
                str(row.layer),
                reader.name(row.organization) if row.organization else voice("nobody", "責任者なし"),
                names + (voice(" +{n}", " ほか{n}件", n=more) if more > 0 else ""),
                voice("used", "使う") if row.open else voice("not by this attacker", "この攻撃者は使わない"),
            ]
        )
    heads = [
        voice("entry", "侵入口"),
        voice("layer", "層"),
        voice("organization", "組織"),
        voice("what can be got at", "届くもの"),
        "",
    ]
    terminal.table(heads, rows, indent=1, fixed=(1,))


def _assumptions(terminal: Terminal, voice: Voice, view: AttackView) -> None:
    if not view.assumptions.shown:
        return
    terminal.heading(
        voice("What the loss rests on", "損失を左右する仮定"),
        voice("yearly loss at the low and the high end", "仮定の下限と上限での年間損失"),
    )
    heads = [
        voice("assumption", "仮定"),
        voice("low – likely – high", "下限–標準–上限"),
        voice("at low", "下限で"),
        voice("at high", "上限で"),
    ]
    terminal.table(heads, [list(row[1:]) for row in view.assumptions.shown], indent=1)


def _elements(terminal: Terminal, voice: Voice, reader: Reader, view: AttackView) -> None:
    if not view.elements.shown:
        return
    terminal.heading(voice("Elements that fall most", "陥落しやすい構成要素"))
    rows = [[reader.name(row.element), row.year, row.campaign, row.median, row.fleet] for row in view.elements.shown]
    heads = [
        voice("element", "構成要素"),
        voice("in a year", "1年間"),
        voice("in a campaign", "1回の攻撃"),
        voice("median time", "時間の中央値"),
        voice("all at once", "全数同時"),
    ]
    terminal.table(heads, rows, indent=1)
    _more(terminal, voice, view.elements)


def _changes(terminal: Terminal, voice: Voice, view: AttackView) -> None:
    if view.comparison is None:
        return
    terminal.heading(voice("What if", "もし"), ", ".join(view.comparison.what_if))
    heads = ["", voice("as it stands", "現状"), voice("what if", "仮定"), voice("difference", "差")]
    terminal.table(heads, [[row.name, row.before, row.after, row.difference] for row in view.changes], indent=1)


def _more(terminal: Terminal, voice: Voice, rows: Capped[Any]) -> None:
    if rows.more:
        terminal.line(Terminal.styled(voice("… {n:,} more", "… ほか{n:,}件", n=rows.more), "dim"), 1)
