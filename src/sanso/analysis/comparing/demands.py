"""Requirement rows whose required level or status differs, and why: reasons, answers, elements, incidents.

A row is worse if its status is (missing, not stated, partial, met), or if it is open as before and a higher level is
required; so is an element inside it. What is neither required nor open weighs nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sanso.analysis.comparing.moves import directed, label, order, paired, presence_of
from sanso.analysis.comparing.result import Direction, RequirementMove, Why
from sanso.analysis.comparing.sides import Side
from sanso.analysis.comparing.why import Reasons
from sanso.analysis.comparing.words import CODES, change_text
from sanso.assessment.result import Answer, Reason, RequirementPart, RequirementRow
from sanso.catalogue import Catalogue
from sanso.model.text import Text

__all__ = ["requirement_moves"]

_BADNESS = {"missing": 3, "not-stated": 2, "partial": 1}
_LEVELS = ("not-required", "basic", "advanced", "high-advanced")
_STEPS = ("category", "delegation", "sector", "scale", "cap")
_ANSWERS = ("none", "basic", "advanced", "high-advanced")
_MOST = 6
_NAMED = 3
_NOTHING = Text(en="nothing", ja="なし")
_NOT_REQUIRED = Text(en="not required", ja="要求なし")

Row = RequirementRow | None
Where = Mapping[str, Mapping[str, str | None]]
"""Of each requirement, who is responsible for which element."""


def requirement_moves(old: Side, new: Side, catalogue: Catalogue, reasons: Reasons) -> tuple[RequirementMove, ...]:
    """Return the rows that moved, worse ones and high categories first."""
    rows = old.assessment.requirements, new.assessment.requirements
    pairs = paired(*rows, lambda row: (row.id, row.organization))
    moved = {key: pair for key, pair in pairs.items() if pair[0] != pair[1]}
    told = _Told(old, new, catalogue, reasons, _where(rows[0], moved), _where(rows[1], moved))
    found = [move for (one, other) in moved.values() if (move := told.move(one, other)) is not None]
    return tuple(sorted(found, key=lambda m: (order(m.direction), -m.category, -_worst(m), m.id, m.organization or "")))


def _worst(move: RequirementMove) -> int:
    return max(_BADNESS.get(move.new_status or "", 0), _BADNESS.get(move.old_status or "", 0))


def _where(rows: Iterable[RequirementRow], moved: Mapping[tuple[str, str | None], object]) -> Where:
    found: dict[str, dict[str, str | None]] = defaultdict(dict)
    for row in rows:
        if (row.id, row.organization) in moved:
            found[row.id].update(dict.fromkeys(row.elements, row.organization))
    return found


@dataclass(frozen=True, slots=True)
class _Told:
    old: Side
    new: Side
    catalogue: Catalogue
    reasons: Reasons
    was: Where
    now: Where

    def move(self, one: Row, other: Row) -> RequirementMove | None:
        before, after = _by_element(one), _by_element(other)
        shared = [ident for ident in after if ident in before]
        changed = [i for i in shared if _state(before[i]) != _state(after[i])]
        states = tuple(_state(row) if row is not None else None for row in (one, other))
        if not changed and states[0] == states[1]:
            return None
        direction = _direction(states, [(_state(before[i]), _state(after[i])) for i in changed])
        row = other or one
        if row is None:
            return None
        moved = changed or [*(i for i in after if i not in before), *(i for i in before if i not in after)]
        return RequirementMove(
            id=row.id,
            title=self.catalogue.requirements[row.id].title,
            organization=row.organization,
            name=label(row.organization, self.old, self.new),
            presence=presence_of(one, other),
            direction=direction,
            category=max(row.category for row in (one, other) if row is not None),
            old_level=one.level if one else None,
            new_level=other.level if other else None,
            old_status=one.status if one else None,
            new_status=other.status if other else None,
            elements=tuple(sorted(moved)),
            because=self._because(row, one, other, before, after, changed),
        )

    def _because(
        self,
        row: RequirementRow,
        one: Row,
        other: Row,
        before: Mapping[str, RequirementPart],
        after: Mapping[str, RequirementPart],
        changed: list[str],
    ) -> tuple[Why, ...]:
        found: dict[tuple[str, str, str | None], Why] = {}
        for ident in {(id(before[i]), id(after[i])): i for i in reversed(changed)}.values():
            one_part, other_part = before[ident], after[ident]
            for why in (
                *self._answers(row, one_part, other_part),
                *self._steps(row, ident, one_part, other_part),
            ):
                found.setdefault((why.code, why.text.en, why.change), why)
        if not changed:
            come, gone = [i for i in after if i not in before], [i for i in before if i not in after]
            for why in self._elements(row, come, gone):
                found.setdefault((why.code, why.text.en, why.change), why)
        if one is not None and other is not None and not found:
            for why in self._incidents(one, other):
                found.setdefault((why.code, why.text.en, why.change), why)
        made = tuple(found.values())[:_MOST]
        if made:
            return made
        idents = (*filter(None, (row.organization,)), *changed)
        return self.reasons.of_changes(idents) or self.reasons.anything()

    def _answers(self, row: RequirementRow, one: RequirementPart, other: RequirementPart) -> Iterator[Why]:
        before, after = one.answer, other.answer
        if before == after:
            return
        code = _answer_code(before, after)
        if code is None:
            return
        given = after if code in ("answer-given", "answer-renewed", "answer-changed") else before
        if given is None:
            return
        keys = [f"measures/{answer.from_}/{row.id}" for answer in (after, before) if answer is not None]
        change = next((key for key in keys if self.reasons.change(key) is not None), None)
        expired = after if code == "answer-expired" else given
        text = CODES[code].fill(
            who=label(given.from_, self.old, self.new),
            other=label(after.from_, self.old, self.new) if after else "",
            old=self._level(before),
            new=self._level(after),
            until=(expired.valid_until if expired else None) or "–",
        )
        yield Why(code, text, change)

    def _level_word(self, level: str) -> Text:
        record = self.catalogue.levels.get(level)
        return record.title if record is not None else _NOT_REQUIRED

    def _level(self, answer: Answer | None) -> Text:
        return self.catalogue.levels[answer.level].title if answer is not None else _NOTHING

    def _steps(self, row: RequirementRow, ident: str, one: RequirementPart, other: RequirementPart) -> Iterator[Why]:
        """Yield the steps towards the required level that differ, where the level does."""
        if one.level == other.level:
            return
        before, after = _grouped(one.reasons), _grouped(other.reasons)
        for step in _STEPS:
            gone = [reason for reason in before.get(step, ()) if (reason.level, reason.code) not in _codes(after, step)]
            come = [reason for reason in after.get(step, ()) if (reason.level, reason.code) not in _codes(before, step)]
            if not gone and not come:
                continue
            if step == "category" and {r.code for r in gone} == {r.code for r in come}:
                number = come[0].code.removeprefix("category-")
                yield Why("links", CODES["links"].fill(new=number))
                continue
            text = CODES[step].fill(old=self._asked(gone), new=self._asked(come))
            key = self._behind(step, row.organization, ident, (*come, *gone))
            change = self.reasons.change(key) if key is not None else None
            if change is not None:
                said = change_text(change)
                text = Text(en=f"{text.en} – {said.show('en')}", ja=f"{text.ja} – {said.show('ja')}")
            yield Why(step, text, key)

    def _asked(self, reasons: list[Reason]) -> Text:
        if not reasons:
            return _NOTHING
        texts = [_asks(reason, self._level_word(reason.level), self.old, self.new) for reason in reasons]
        return Text(en=", ".join(text.show("en") for text in texts), ja="、".join(text.show("ja") for text in texts))

    def _behind(self, step: str, organization: str | None, ident: str, reasons: Iterable[Reason]) -> str | None:
        """Return the key of the change of the model behind a step."""
        if step == "category":
            why = self.reasons.first(ident) or self.reasons.first(organization)
            return why.change if why is not None else None
        if step == "delegation":
            return next((k for r in reasons if self.reasons.change(k := f"connections/{r.code}") is not None), None)
        keys = (f"organizations/{organization}", f"systems/{ident}", f"components/{ident}", "model/sectors")
        return next((key for key in keys if self.reasons.change(key) is not None), None)

    def _elements(self, row: RequirementRow, come: list[str], gone: list[str]) -> Iterator[Why]:
        """Tell of elements that came or went: really, or from one responsible organization to another."""
        everywhere = (("arrived", "moved-here", "applies", come, self.was, self.old),)
        everywhere += (("left", "moved-away", "applies-no-more", gone, self.now, self.new),)  # type: ignore[assignment]
        for code, passed, applies, idents, where, side in everywhere:
            absent = [ident for ident in idents if ident not in side.model.elements]
            if absent:
                yield self._about(code, absent, _NOTHING)
            by_party: dict[str | None, list[str]] = defaultdict(list)
            for ident in idents:
                party = where.get(row.id, {}).get(ident, row.organization)
                if ident in side.model.elements and party != row.organization:
                    by_party[party].append(ident)
            for party, members in by_party.items():
                yield self._about(passed, members, label(party, self.old, self.new))
            rest = [i for i in idents if i not in absent and not any(i in members for members in by_party.values())]
            if rest:
                names = Text.of(", ".join(row.incidents[:_NAMED]) or row.id)
                why = next(iter(self.reasons.of_changes(rest)), None)
                yield Why(applies, CODES[applies].fill(names=names), why.change if why else None)

    def _about(self, code: str, idents: list[str], who: Text) -> Why:
        names = [label(ident, self.old, self.new) for ident in idents[:_NAMED]]
        more = len(idents) - len(names)
        text = Text(
            en=", ".join(name.show("en") for name in names) + (f" +{more}" if more else ""),
            ja="、".join(name.show("ja") for name in names) + (f" ほか{more}件" if more else ""),
        )
        why = next(iter(self.reasons.of_changes(idents)), None)
        return Why(code, CODES[code].fill(names=text, who=who), why.change if why else None)

    def _incidents(self, one: RequirementRow, other: RequirementRow) -> Iterator[Why]:
        pairs = (("applies", other, one), ("applies-no-more", one, other))
        for code, more, less in pairs:
            names = [ident for ident in more.incidents if ident not in less.incidents]
            if names:
                yield Why(code, CODES[code].fill(names=", ".join(names[:_NAMED])))


def _by_element(row: Row) -> dict[str, RequirementPart]:
    return {element: part for part in row.parts for element in part.elements} if row is not None else {}


def _state(row: RequirementRow | RequirementPart) -> tuple[str, str]:
    return row.level, row.status


_State = tuple[str, str]


def _direction(rows: tuple[_State | None, ...], elements: list[tuple[_State, _State]]) -> Direction:
    """Judge the row; where it stays as it is, its elements."""
    whole = _weight(rows[0]), _weight(rows[1])
    if whole[0] != whole[1]:
        return directed(whole[1] > whole[0], whole[1] < whole[0])
    weights = [(_weight(before), _weight(after)) for before, after in elements]
    return directed(any(b > a for a, b in weights), any(b < a for a, b in weights))


def _weight(state: _State | None) -> tuple[int, int]:
    if state is None or state[1] not in _BADNESS:
        return (0, 0)
    return (_BADNESS[state[1]], _LEVELS.index(state[0]))


def _answer_code(before: Answer | None, after: Answer | None) -> str | None:
    """Name what happened to the answer that counts; None where it counts as before."""
    if before is None or after is None:
        return "answer-given" if before is None else "answer-withdrawn"
    if before.expired != after.expired:
        return "answer-expired" if after.expired else "answer-renewed"
    if before.from_ != after.from_:
        return "answer-elsewhere"
    return "answer-changed" if before.level != after.level else None


def _grouped(reasons: Iterable[Reason]) -> Mapping[str, list[Reason]]:
    found: dict[str, list[Reason]] = defaultdict(list)
    for reason in reasons:
        found[reason.step].append(reason)
    return found


def _codes(grouped: Mapping[str, list[Reason]], step: str) -> set[tuple[str, str]]:
    return {(reason.level, reason.code) for reason in grouped.get(step, ())}


def _asks(reason: Reason, level: Text, old: Side, new: Side) -> Text:
    """Tell what one step asks for, and on what ground."""
    if reason.step == "category":
        number = reason.code.removeprefix("category-")
        ground = Text(en=f"category {number}", ja=f"カテゴリ {number}")
    elif reason.step == "delegation":
        ground = label(reason.code, old, new)
    else:
        ground = Text.of(reason.code)
    return Text(en=f"{level.show('en')} ({ground.show('en')})", ja=f"{level.show('ja')}({ground.show('ja')})")
