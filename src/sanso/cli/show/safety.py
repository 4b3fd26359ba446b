"""Security and safety on a terminal: causes, barriers, mitigations, floors per harm; contradictions, conflicts."""

from __future__ import annotations

from sanso.analysis.bowties import SafetyReport
from sanso.cli.terminal import Cell, Terminal
from sanso.cli.voice import Voice
from sanso.model.process import Model
from sanso.model.text import Text
from sanso.report import safety_rows as say
from sanso.report.pictures.bowtie_words import COMPARISON
from sanso.report.wording import axis_text, joined
from sanso.safety import BowTie, CauseLine
from sanso.verbs import Evaluation

__all__ = ["show_safety"]

_COMPARED = {"below": "bold red", "not-stated": "yellow", "met-as-stated": "green", "not-comparable": "dim"}


def show_safety(made: Evaluation, report: SafetyReport, voice: Voice) -> None:
    """Show bow-ties, floors beside what is stated, contradictions and conflicts."""
    terminal = Terminal(voice)
    terminal.line(Terminal.styled(voice.text(report.model.name), "bold"))
    for sentence in say.summary_texts(report):
        terminal.line(voice.text(sentence))
    for bowtie in report.harms:
        _bowtie(terminal, made.model, bowtie, voice)
    _contradictions(terminal, made.model, report, voice)
    _conflicts(terminal, made, report, voice)
    terminal.line()
    note = voice("Everything as stated, nothing proven.", "すべて申告であり、証明ではない。")
    terminal.line(Terminal.styled(note, "dim"))


def _bowtie(terminal: Terminal, model: Model, bowtie: BowTie, voice: Voice) -> None:
    levels = [axis_text(axis, level) for axis, level in (("human", bowtie.human), ("economic", bowtie.economic))]
    terminal.heading(voice.text(model.label(bowtie.harm)), voice.text(joined(levels)))
    for count in say.count_text(bowtie):
        terminal.line(voice.text(count), 1)
    heads = ["", voice("cause", "原因"), voice("barriers, and whether they count", "防護と、数えるかどうか")]
    rows: list[list[Cell]] = [
        [str(line.number), _cause(model, line, voice), _barriers(model, line, voice)] for line in bowtie.lines
    ]
    terminal.table(heads, rows, indent=1, fixed=(0,))
    terminal.line()
    heads = [voice("mitigation", "緩和策"), ""]
    again = Text(en="; also on the left, counts once", ja="。左にもあり、一度だけ数える")
    rows = [
        [voice.text(one.text), voice.text(say.mitigation_text(one)) + (voice.text(again) if one.already else "")]
        for one in bowtie.mitigations
    ]
    terminal.table(heads, rows, indent=1)
    for floor in say.floor_texts(bowtie):
        terminal.line(Terminal.styled(voice.text(floor), "dim"), 1)
    _compared(terminal, model, bowtie, voice)


def _cause(model: Model, line: CauseLine, voice: Voice) -> Cell:
    text = Terminal.styled(voice.text(line.text), "bold")
    text.append("\n" + voice.text(say.origin_text(line.origins)), "dim")
    if line.conditions and line.element is not None:
        text.append("\n" + voice("while: ", "条件: ") + voice.text(model.labels(line.conditions)), "dim")
    control = say.control_text(model, line)
    if control is not None:
        text.append("\n" + voice("in control: ", "制御しうる者: ") + voice.text(control), "dim")
    return text


def _barriers(model: Model, line: CauseLine, voice: Voice) -> Cell:
    if not line.barriers:
        return Terminal.styled(voice("no barrier is stated", "防護の記載なし"), "dim")
    text = Terminal.styled("")
    for number, barrier in enumerate(line.barriers):
        text.append(("\n" if number else "") + voice.text(say.barrier_text(model, barrier)), "bold")
        for one in barrier.judgements:
            text.append("\n" + voice.text(say.judgement_text(one)))
        if barrier.remark is not None:
            text.append("\n" + voice.text(barrier.remark), "dim")
    return text


def _compared(terminal: Terminal, model: Model, bowtie: BowTie, voice: Voice) -> None:
    if not bowtie.comparisons:
        return
    heads = [voice("safety function", "安全機能"), voice("states", "申告"), voice("floor", "下限"), "", ""]
    rows: list[list[Cell]] = [
        [
            voice.text(model.label(one.element)),
            voice.text(say.stated_text(one)),
            one.floor or "-",
            Terminal.styled(voice.text(COMPARISON[one.status]), _COMPARED[one.status]),
            voice.text(one.reason),
        ]
        for one in bowtie.comparisons
    ]
    terminal.line()
    terminal.table(heads, rows, indent=1)


def _contradictions(terminal: Terminal, model: Model, report: SafetyReport, voice: Voice) -> None:
    if not report.contradictions:
        return
    terminal.heading(voice("Contradictions", "申告の矛盾"), voice("claimed level and figure", "申告された水準と指標"))
    rows = [[voice.text(model.label(one.element)), voice.text(one.reason), one.source] for one in report.contradictions]
    terminal.table(["", "", voice("where", "場所")], rows, indent=1)


def _conflicts(terminal: Terminal, made: Evaluation, report: SafetyReport, voice: Voice) -> None:
    title = voice("Conflicts of security and safety", "セキュリティとセーフティの競合")
    terminal.heading(title, voice("computed from safe states and requirements", "安全状態と対策要件から計算"))
    if not report.conflicts:
        terminal.line(voice("none found in what is stated", "記載の範囲では見つからない"), 1)
    shown: set[str] = set()
    for one in report.conflicts:
        record = made.catalogue.conflict_kinds[one.kind]
        if one.kind not in shown:
            terminal.line()
            terminal.line(Terminal.styled(voice.text(record.title), "bold"), 1)
            for text, source in say.ways_out(made.catalogue, one.kind):
                way = voice(
                    "way out: {text} ({source})", "解消の方法: {text}({source})", text="{text}", source="{source}"
                )
                filled = way.replace("{text}", voice.text(text)).replace("{source}", voice.text(source))
                terminal.line(Terminal.styled(filled, "dim"), 3)
            shown.add(one.kind)
        for side in (one.first, one.second):
            name = voice.text(made.model.label(side.element))
            terminal.line(f"{name}: {voice.text(side.asks)}   [{side.source}]", 3)
        terminal.line(Terminal.styled(voice.text(one.why), "dim"), 5)
