"""Labels within a device's reach, on a terminal: levels, what stands in the way, what one examination buys, a plan."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from sanso.cli.show.label_proof import show_label_proof
from sanso.cli.terminal import Cell, Column, Terminal
from sanso.cli.voice import Voice, counted
from sanso.report.label_words import STATES, remarks, worth_showing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sanso.catalogue import Catalogue
    from sanso.trust.schemes.reach import LevelReach, State
    from sanso.trust.schemes.reports import LabelReport

__all__ = ["show_labels"]

_SIGNS: Mapping[State, tuple[str, str]] = MappingProxyType(
    {
        "reachable": ("✓", "green"),
        "filled-as-far-as-held": ("◐", "green"),
        "needs-confirmation": ("◔", "yellow"),
        "open": ("?", "yellow"),
        "blocked": ("✕", "bold red"),
        "not-held": ("–", "dim"),
        "closed": ("–", "dim"),
    }
)
_ROWS = 8


def show_labels(report: LabelReport, content: Catalogue, voice: Voice, *, whole: bool) -> None:
    """Show the levels, then what blocks, what to answer next and the plan that was asked for."""
    view = _View(report, content, voice, whole)
    view.terminal.line(Terminal.styled(f"{voice.text(report.model)}: {voice.text(report.name)}", "bold"))
    view.terminal.line(voice.text(report.note))
    if report.reach.lapsed:
        facts = ", ".join(report.reach.lapsed)
        view.terminal.line(voice("out of date: {facts}", "期限切れ: {facts}", facts=facts))
    view.levels()
    if report.proof is not None:
        show_label_proof(report.proof, content, view.terminal, voice, whole=whole)
    view.blocked()
    view.undecided()
    view.buys()
    view.plan()


class _View:
    """One report on one terminal."""

    def __init__(self, report: LabelReport, content: Catalogue, voice: Voice, whole: bool) -> None:  # noqa: FBT001
        self.report, self.content, self.voice, self.whole = report, content, voice, whole
        self.terminal = Terminal(voice)
        self.shown = [one for one in report.reach.levels if whole or worth_showing(one)]

    def fact(self, ident: str) -> str:
        return self.voice.text(self.content.device_facts[ident].title)

    def levels(self) -> None:
        voice = self.voice
        self.terminal.heading(voice("1  Levels", "1  水準"))
        columns: list[Column] = [
            voice("level", "水準"),
            voice("state", "状態"),
            (voice("met", "充足"), "right"),
            *self.proven_column(),
            (voice("blocked", "不適合"), "right"),
            (voice("open", "未回答"), "right"),
            (voice("n/a", "対象外"), "right"),
            voice("also", "備考"),
        ]
        rows = [self._level(one) for one in self.shown]
        self.terminal.table(columns, rows, indent=1, fixed=(0, 1))
        self._left_out()

    def proven_column(self) -> list[Column]:
        """The column of items that claims alone fill, where claims are at hand."""
        return [] if self.report.proof is None else [(self.voice("proven", "証明"), "right")]

    def _left_out(self) -> None:
        voice = self.voice
        hidden = len(self.report.reach.levels) - len(self.shown)
        if hidden:
            sentence = voice(
                "… {levels} with items not held or no applications taken: --all",
                "… 項目未収録・受付なしの水準 {n} 件は --all で表示",
                n=hidden,
                levels=counted(hidden, "level"),
            )
            self.terminal.line(Terminal.styled(sentence, "dim"), 2)

    def _level(self, one: LevelReach) -> tuple[Cell, ...]:
        sign, style = _SIGNS[one.state]
        proof = self.report.proof
        proven = [] if proof is None else [tuple(item for item in one.met if item in proof.met)]
        counts = (one.met, *proven, one.blocked, one.open, one.not_applicable)
        numbers = [str(len(items)) if one.asked else "–" for items in counts]
        said = remarks(one, self.report, self.content)
        also = "" if said is None else self.voice.text(said)
        return (one.name, Terminal.styled(f"{sign} {self.voice.text(STATES[one.state])}", style), *numbers, also)

    def blocked(self) -> None:
        voice = self.voice
        denied: dict[str, list[str]] = {}
        states = {one.item: one for one in self.report.reach.items}
        for level in self.shown:
            for item in level.blocked:
                for fact in states[item].denied:
                    denied.setdefault(fact, []).append(f"{item}")
        if not denied:
            return
        self.terminal.heading(voice("2  What blocks", "2  不適合の項目"))
        for fact, items in denied.items():
            self.terminal.line(Terminal.styled(f"✕ {self.fact(fact)}", "bold red"), 1)
            self.terminal.line(self._some(dict.fromkeys(items)), 4)

    def undecided(self) -> None:
        voice = self.voice
        asked = dict.fromkeys(name for level in self.shown for name in level.undecided)
        if not asked:
            return
        self.terminal.heading(voice("3  Answer these first", "3  先に答えること"), voice("conditions", "条件"))
        for name in asked:
            self.terminal.line(f"{name}: {voice.text(self.content.device_conditions[name].title)}", 1)

    def buys(self) -> None:
        voice, bought = self.voice, self.report.reach.buys
        if not bought:
            return
        self.terminal.heading(
            voice("4  What one examination buys", "4  一度の確認で進むこと"),
            voice("one answer fills every scheme that asks", "一つの答えが、問うすべての制度に使えます"),
        )
        columns: list[Column] = [
            voice("examination", "確かめ方"),
            (voice("schemes", "制度"), "right"),
            (voice("items", "項目"), "right"),
            (voice("facts", "事実"), "right"),
            voice("completes", "完了する水準"),
        ]
        rows = [
            (
                voice.text(self.content.examinations[one.examination].title),
                str(len(one.schemes)),
                str(len(one.items)),
                str(len(one.facts)),
                ", ".join(one.unlocks) or "–",
            )
            for one in (bought if self.whole else bought[:_ROWS])
        ]
        self.terminal.table(columns, rows, indent=1)

    def plan(self) -> None:
        plan, voice = self.report.plan, self.voice
        if plan is None:
            return
        self.terminal.heading(voice("5  Plan", "5  計画"), ", ".join(plan.targets))
        for way in plan.ways:
            if way.edge is not None:
                sentence = voice(
                    "{target}: through {through}, which is recognised",
                    "{target}: 承認関係のある {through} を通じて",
                    target=way.target,
                    through=way.through,
                )
                self.terminal.line(sentence, 1)
        for target in plan.out_of_reach:
            self.terminal.line(
                voice("{target}: its items are not held here", "{target}: 項目が未収録です", target=target), 1
            )
        for head, facts in (
            (voice("change", "変更"), plan.change),
            (voice("answer", "回答"), plan.answer),
            (voice("have confirmed", "確認を受ける"), plan.confirm),
        ):
            for fact in facts:
                self.terminal.line(f"{head}: {self.fact(fact)}", 1)
        changes, examinations, facts_left = plan.cost
        self.terminal.line(
            voice(
                "least: {changes}, {examinations}, {facts}",
                "最少: 変更 {c} 件、確認 {e} 種類、事実 {f} 件",
                c=changes,
                e=examinations,
                f=facts_left,
                changes=counted(changes, "change"),
                examinations=counted(examinations, "examination"),
                facts=counted(facts_left, "fact"),
            ),
            1,
        )

    def _some(self, names: Iterable[str]) -> str:
        listed: Sequence[str] = list(names)
        most = len(listed) if self.whole else _ROWS
        more = len(listed) - most
        return ", ".join(listed[:most]) + (f" +{more}" if more > 0 else "")
