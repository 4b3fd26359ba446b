"""Laws of comparisons: nothing differs from itself, both ways tell the same, every move has a reason."""

from __future__ import annotations

import copy
import datetime as dt
import random
from collections.abc import Iterable
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from sanso.analysis.comparing import Comparison, Side, compare, side_of

from ..build import DAY, catalogue, make
from ..models import HUMAN, Sections, models

CHECKS = [HealthCheck.too_slow, HealthCheck.large_base_example, HealthCheck.filter_too_much, HealthCheck.data_too_large]
QUICK = settings(deadline=None, suppress_health_check=CHECKS, max_examples=25)
SWAPPED = {"worse": "better", "better": "worse", "mixed": "mixed", "neutral": "neutral"}
TURNED = {"old": "new", "new": "old", "both": "both"}
REVERSED = {"added": "removed", "removed": "added", "changed": "changed"}
MOVES = ("harms", "categories", "trust", "requirements", "mixes")


def side(sections: Sections, at: dt.date = DAY) -> Side:
    return side_of(make(**sections), catalogue(), at=at)


def compared(old: Sections, new: Sections, *, days: tuple[dt.date, dt.date] = (DAY, DAY)) -> Comparison:
    return compare(side(old, days[0]), side(new, days[1]), catalogue())


def _shuffled(sections: Sections, seed: int) -> Sections:
    dice = random.Random(seed)

    def shuffle(value: Any) -> Any:
        if isinstance(value, dict):
            items = list(value.items())
            dice.shuffle(items)
            return dict(items)
        return dice.sample(value, len(value)) if isinstance(value, list) else value

    return {name: shuffle(value) for name, value in sections.items()}


@QUICK
@given(models(), st.integers())
def test_nothing_differs_from_itself_in_any_order(sections: Sections, seed: int) -> None:
    result = compared(sections, _shuffled(sections, seed))
    assert result.empty
    assert result.totals.counts == ()
    assert set(result.totals.directions.values()) == {0}


def _told(result: Comparison, *, mirrored: bool) -> Any:
    """Everything that a comparison says, as seen from the other side where *mirrored*."""

    def pair(old: Any, new: Any) -> Any:
        return (new, old) if mirrored else (old, new)

    def way(direction: str) -> str:
        return SWAPPED[direction] if mirrored else direction

    changes = {
        (
            c.key,
            REVERSED[c.what] if mirrored else c.what,
            c.by,
            tuple((f.path, pair(_text(f.old), _text(f.new))) for f in c.fields),
        )
        for c in result.changes
    }
    moves = {
        name: {
            (*_who(move), way(move.direction), TURNED[move.presence] if mirrored else move.presence, *_ends(move, pair))
            for move in getattr(result, name)
        }
        for name in MOVES
    }
    incidents = {(i.id, i.type, way(i.direction), pair(i.removed, i.added)) for i in result.incidents}
    points = pair({p.id for p in result.points_gone}, {p.id for p in result.points_new})
    counts = {(c.group, c.key, pair(c.old, c.new)) for c in result.totals.counts}
    return changes, moves, incidents, points, counts


def _text(text: Any) -> Any:
    return (text.en, text.ja) if text is not None else None


def _who(move: Any) -> tuple[Any, ...]:
    names = ("harm", "element", "subject", "id", "organization")
    return tuple(getattr(move, name) for name in names if hasattr(move, name))


def _ends(move: Any, pair: Any) -> Iterable[Any]:
    fields = [name.removeprefix("old_") for name in type(move).__dataclass_fields__ if name.startswith("old_")]
    for field in fields:
        yield field, pair(getattr(move, f"old_{field}"), getattr(move, f"new_{field}"))
    if hasattr(move, "gone"):
        yield pair(_shorts(move.gone), _shorts(move.new))
    elif hasattr(move, "old"):
        yield pair(move.old, move.new)
    if hasattr(move, "elements"):
        yield move.elements


def _shorts(shorts: Iterable[Any]) -> frozenset[Any]:
    return frozenset((short.demand, short.required) for short in shorts)


def _reasons(result: Comparison, *, mirrored: bool) -> dict[Any, Any]:
    found = {}
    for move in (*result.categories, *result.trust):
        if len(move.because) < 5:
            verdicts = {(why.change, why.necessary, why.sufficient) for why in move.because}
            swapped = {(key, sufficient, necessary) for key, necessary, sufficient in verdicts}
            found[_who(move)] = swapped if mirrored else verdicts
    return found


@QUICK
@given(models(), models())
def test_the_other_way_round_worse_and_better_swap(old: Sections, new: Sections) -> None:
    there, back = compared(old, new), compared(new, old)
    assert _told(there, mirrored=True) == _told(back, mirrored=False)
    one, other = _reasons(there, mirrored=True), _reasons(back, mirrored=False)
    assert {who: one[who] for who in one.keys() & other.keys()} == {
        who: other[who] for who in one.keys() & other.keys()
    }


@QUICK
@given(models(), models(), st.integers())
def test_the_order_of_a_file_does_not_matter(old: Sections, new: Sections, seed: int) -> None:
    assert _told(compared(old, new), mirrored=False) == _told(
        compared(_shuffled(old, seed), _shuffled(new, seed + 1)), mirrored=False
    )


@QUICK
@given(models(), models(), st.booleans())
def test_every_move_has_a_reason_that_is_a_change_or_the_day(old: Sections, new: Sections, later: bool) -> None:
    days = (DAY, DAY + dt.timedelta(days=400)) if later else (DAY, DAY)
    result = compared(old, new, days=days)
    keys = {change.key for change in result.changes}
    for name in MOVES:
        for move in getattr(result, name):
            assert move.because, (name, _who(move))
            assert {why.change for why in move.because} <= {*keys, None}
    for move in (*result.categories, *result.trust):
        assert {why.change for why in move.because} & keys


@QUICK
@given(models(), st.data())
def test_a_necessary_change_undone_brings_the_old_category_back(sections: Sections, data: st.DataObject) -> None:
    """The oracle writes the undone change into the sections and assesses them afresh."""
    assume(sections["harms"])
    changed = copy.deepcopy(sections)
    for harm in changed["harms"].values():
        harm["human"] = data.draw(st.sampled_from(HUMAN))
    result = compared(sections, changed)
    for move in result.categories:
        for why in move.because:
            assert why.change is not None
            section, _, ident = why.change.partition("/")
            assert section == "harms"
            undone, alone = copy.deepcopy(changed), copy.deepcopy(sections)
            undone["harms"][ident], alone["harms"][ident] = sections["harms"][ident], changed["harms"][ident]
            assert why.necessary == (_category(undone, move.element) == move.old)
            assert why.sufficient == (_category(alone, move.element) == move.new)


def _category(sections: Sections, element: str) -> int | None:
    return next(row.category for row in side(sections).assessment.iotssf if row.element == element)


@QUICK
@given(models(), st.data())
def test_a_named_thing_with_another_id_is_the_same(sections: Sections, data: st.DataObject) -> None:
    section = data.draw(st.sampled_from([s for s in ("components", "organizations", "systems", "data") if sections[s]]))
    ident = data.draw(st.sampled_from(sorted(sections[section])))
    named = copy.deepcopy(sections)
    named[section][ident]["name"] = "the one"
    result = compared(named, _with_id(named, ident, f"{ident}-again"))
    assert [(change.what, change.was, change.id) for change in result.changes] == [("renamed", ident, f"{ident}-again")]
    assert not any(getattr(result, name) for name in (*MOVES, "incidents", "points_gone", "points_new"))


def _with_id(value: Any, old: str, new: str) -> Any:
    if isinstance(value, dict):
        return {new if key == old else key: _with_id(inner, old, new) for key, inner in value.items()}
    if isinstance(value, list):
        return [_with_id(inner, old, new) for inner in value]
    return new if value == old else value


@QUICK
@given(models(), models())
def test_a_row_moves_where_one_of_its_elements_does(old: Sections, new: Sections) -> None:
    """The oracle lists every requirement on every element on both sides."""
    states = [
        {
            (row.id, row.organization, element): (part.level, part.status)
            for row in given.assessment.requirements
            for part in row.parts
            for element in part.elements
        }
        for given in (side(old), side(new))
    ]
    both = states[0].keys() & states[1].keys()
    different = {key for key in both if states[0][key] != states[1][key]}
    result = compared(old, new)
    told = {(m.id, m.organization, element) for m in result.requirements for element in m.elements}
    assert told & both == different
    rows = [{key[:2] for key in found} for found in states]
    assert {(m.id, m.organization) for m in result.requirements if m.presence == "new"} == rows[1] - rows[0]
    assert {(m.id, m.organization) for m in result.requirements if m.presence == "old"} == rows[0] - rows[1]


def test_among_ways_of_equal_length_the_order_of_the_file_does_not_choose() -> None:
    links = {
        "k1": {"kind": "updates", "from": "c0", "to": "c1"},
        "k2": {"kind": "commands", "from": "c0", "to": "c1"},
        "k3": {"kind": "commands", "from": "c2", "to": "c1"},
        "k4": {"kind": "commands", "from": "c3", "to": "c0"},
        "k5": {"kind": "commands", "from": "c3", "to": "c2"},
    }
    sections: Sections = {
        "components": {f"c{number}": {"kind": "controller"} for number in range(4)},
        "harms": {"h0": {"cause": {"effect": "stopped", "element": "c1"}, "human": "serious"}},
    }
    told = {
        tuple((row.element, row.human.via) for row in sorted(side(made).assessment.iotssf, key=lambda one: one.element))
        for order in ([*links], [*links][::-1])
        for made in ({**sections, "connections": {name: links[name] for name in order}},)
    }
    assert len(told) == 1
    assert max(len(via) for _, via in told.pop()) == 3
