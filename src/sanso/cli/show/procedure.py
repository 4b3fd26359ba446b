"""The four steps of the IoT-SSF procedure on a terminal: what stands, and what to write next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text as Styled

from sanso.cli.plain import clean
from sanso.cli.show.page import Page
from sanso.cli.terminal import Terminal
from sanso.cli.voice import Voice, counted
from sanso.report import wording
from sanso.report.procedure_words import STEPS

if TYPE_CHECKING:
    from sanso.analysis.procedure import Procedure, StepState
    from sanso.verbs import Evaluation

__all__ = ["show_procedure"]

_MOST = 12


def show_procedure(done: Procedure, made: Evaluation, voice: Voice) -> None:
    """Show the steps in order, each with what stands and what it still lacks."""
    terminal = Terminal(voice)
    page = Page(terminal, made, voice)
    terminal.line(Terminal.styled(voice.text(done.name), "bold"))
    terminal.line(
        voice(
            "The procedure of IoT-SSF as stated on {day}; nothing is proven.",
            "{day} 時点で記載されている IoT-SSF 適用手順。証明されたものではありません。",
            day=voice.text(wording.day_text(done.at)),
        )
    )
    facts = {
        "prepare": _prepared(done, voice),
        "assess": _assessed(done, voice),
        "treat": _treated(done, voice),
        "review": _reviewed(done, voice),
    }
    for state in done.steps:
        _step(page, state, facts[state.step])


def _step(page: Page, state: StepState, facts: str) -> None:
    voice, terminal = page.voice, page.terminal
    mark = voice("done", "完了") if state.done else voice("{n} to do", "残り {n}件", n=len(state.missing))
    terminal.heading(voice.text(STEPS[state.step]), mark)
    terminal.line(facts, 2)
    for todo in state.missing[:_MOST]:
        text = Styled("□ \t").append(clean(voice.text(todo.text))).append(f"  {clean(todo.where)}", "dim")
        terminal.line(text, 2)
    left = len(state.missing) - _MOST
    if left > 0:
        terminal.line(Terminal.styled(voice("… {n:,} more", "… ほか{n:,}件", n=left), "dim"), 2)


def _prepared(done: Procedure, voice: Voice) -> str:
    step = done.prepare
    number = len(step.rules)
    laws = voice("{laws}", "法令・制度 {r:,}件", r=number, laws=counted(number, "law or scheme", "laws or schemes"))
    if not number:
        laws = voice("no law or scheme is named in the model", "法令・制度はモデルに記載なし")
    stakeholders = len({row.who for row in step.stakeholders})
    return voice(
        "{elements} in scope, {x:,} left out; {stakeholders}; {transcriptions}; {laws}",
        "対象 {e:,}要素、対象外 {x:,}。ステークホルダー {s:,}。転写のつながり {t:,}。{laws}",
        e=len(step.elements),
        elements=counted(len(step.elements), "element"),
        x=len(step.excluded),
        s=stakeholders,
        stakeholders=counted(stakeholders, "stakeholder"),
        t=len(step.transcribed),
        transcriptions=counted(len(step.transcribed), "transcription"),
        laws=laws,
    )


def _assessed(done: Procedure, voice: Voice) -> str:
    step = done.assess
    raters = {one.by for row in step.harms for one in row.ratings}
    differ = sum(bool(row.levels.disagreement) for row in step.harms)
    return voice(
        "{harms}, {raters}, disagreement on {d:,}; {devices} not rated",
        "被害 {h:,}件、評価者 {r:,}、不一致 {d:,}件。評価対象外の機器・システム {u:,}",
        h=len(step.harms),
        r=len(raters),
        d=differ,
        u=len(step.unrated),
        harms=counted(len(step.harms), "harm"),
        raters=counted(len(raters), "rater"),
        devices=counted(len(step.unrated), "device or system", "devices and systems"),
    )


def _treated(done: Procedure, voice: Voice) -> str:
    step = done.treat
    accepted = sum(any(one.holds for one in row.accepted) for row in step.residual)
    opened = sum(bool(row.open) for row in step.allocation)
    return voice(
        "{allocations}, {o:,} with open demands; residual risk accepted for {y:,} of {harms}",
        "割り当て {a:,}件、うち未充足 {o:,}件。残留リスクの受容 {n:,}件中 {y:,}件",
        a=len(step.allocation),
        o=opened,
        y=accepted,
        n=len(step.residual),
        allocations=counted(len(step.allocation), "allocation"),
        harms=counted(len(step.residual), "harm"),
    )


def _reviewed(done: Procedure, voice: Voice) -> str:
    step = done.review
    due = sum(row.due for row in step.triggers)
    last = step.reviews[-1][0].isoformat() if step.reviews else voice("none", "なし")
    return voice(
        "{reviews}, the last: {last}; {triggers}, {d:,} due",
        "見直し {n:,}件(最新: {last})。再評価の条件 {t:,}件、うち該当 {d:,}件",
        n=len(step.reviews),
        last=last,
        t=len(step.triggers),
        d=due,
        reviews=counted(len(step.reviews), "review"),
        triggers=counted(len(step.triggers), "trigger"),
    )
