"""Laws that hold for every model: monotone, free of order, and never green where nothing is known."""

from __future__ import annotations

import copy
import datetime as dt
import random
from itertools import product
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from sanso.analysis import Assessment
from sanso.assessment.answers import STATUS_ORDER, worst
from sanso.iotssf import MixGap, Placement, Rating

from .build import DAY, catalogue, rating, run, trust
from .models import ANSWERS, ECONOMIC, HUMAN, REQUIREMENTS, Sections, confirmations, harms, models

CHECKS = [HealthCheck.too_slow, HealthCheck.large_base_example, HealthCheck.filter_too_much]
QUICK = settings(deadline=None, suppress_health_check=CHECKS, max_examples=40)
SLOWER = settings(QUICK, max_examples=20)
STEPS = {step.id: step.rank for step in catalogue().demand_steps.values()}


def _copy(sections: Sections, **changes: Any) -> Sections:
    return {**copy.deepcopy(sections), **changes}


def _ranks(found: Rating) -> dict[str, int]:
    """Return everything that a harm gives: categories, required trust and the cells behind them; -1 is not rated."""
    ranks = {f"{p.element}.category": -1 if p.category is None else p.category for p in found.placements}
    ranks |= {f"{p.element}.single": -1 if p.single_unit is None else p.single_unit for p in found.placements}
    for p in found.placements:
        ranks[f"{p.element}.human"] = HUMAN.index(p.human.level) if p.human.level else -1
        ranks[f"{p.element}.economic"] = ECONOMIC.index(p.economic.level) if p.economic.level else -1
    ranks |= {f"{i}.procedure": category for i, category in found.procedures.items()}
    return ranks | {f"{i}.trust": -1 if t.category is None else t.category for i, t in found.trust.items()}


def _never_lower(before: Sections, after: Sections) -> None:
    low, high = _ranks(rating(**_copy(before))), _ranks(rating(**_copy(after)))
    assert {key: (rank, high[key]) for key, rank in low.items() if high[key] < rank} == {}


def test_category_is_monotone_in_both_axes() -> None:
    for (h, e), (i, j) in product(product(range(4), repeat=2), repeat=2):
        if h <= i and e <= j:
            low, high = catalogue().category_of(HUMAN[h], ECONOMIC[e]), catalogue().category_of(HUMAN[i], ECONOMIC[j])
            assert low <= high


def test_a_mix_accepted_for_a_category_is_accepted_for_every_lower_one() -> None:
    for mix in catalogue().mixes.values():
        for category in range(1, 5):
            assert (mix in catalogue().accepted_mixes(category)) == (category <= mix.category)


@given(st.data(), models(statements=False))
@QUICK
def test_an_added_harm_never_lowers_anything(data: st.DataObject, sections: Sections) -> None:
    more = {**sections["harms"], "extra": data.draw(harms(sections))}
    _never_lower(sections, _copy(sections, harms=more))


@given(st.data(), models(statements=False))
@QUICK
def test_another_way_to_a_harm_never_lowers_anything(data: st.DataObject, sections: Sections) -> None:
    assume(sections["harms"])
    name = data.draw(st.sampled_from(sorted(sections["harms"])))
    harm = sections["harms"][name]
    other = data.draw(harms(sections))["cause"]
    wider = {**harm, "cause": {"any_of": [harm["cause"], other]}}
    _never_lower(sections, _copy(sections, harms={**sections["harms"], name: wider}))


@given(st.data(), models(statements=False))
@QUICK
def test_an_added_control_connection_never_lowers_anything(data: st.DataObject, sections: Sections) -> None:
    devices = st.sampled_from([*sections["components"], *sections["systems"]])
    kind = data.draw(st.sampled_from(("commands", "configures", "updates", "remote-access", "maintains")))
    source = data.draw(devices) if kind != "maintains" else data.draw(st.sampled_from([*sections["organizations"]]))
    more = {"kind": kind, "from": source, "to": data.draw(devices)}
    _never_lower(sections, _copy(sections, connections={**sections["connections"], "extra": more}))


@given(st.data(), models(statements=False))
@QUICK
def test_a_higher_level_of_a_harm_never_lowers_anything(data: st.DataObject, sections: Sections) -> None:
    assume(sections["harms"])
    name = data.draw(st.sampled_from(sorted(sections["harms"])))
    harm = {**sections["harms"][name], "human": data.draw(st.sampled_from(HUMAN[:-1]))}
    higher = {**harm, "human": HUMAN[HUMAN.index(harm["human"]) + 1]}
    _never_lower(
        _copy(sections, harms={**sections["harms"], name: harm}),
        _copy(sections, harms={**sections["harms"], name: higher}),
    )


@given(models(statements=False))
@QUICK
def test_a_thing_that_is_there_once_has_one_category(sections: Sections) -> None:
    for place in rating(**sections).placements:
        if place.instances == 1:
            assert place.single_unit == place.category
        assert (place.single_unit or 0) <= (place.category or 0)


def _statuses(found: Assessment) -> dict[tuple[str, str | None, str], str]:
    return {
        (row.id, row.organization, element): part.status
        for row in found.requirements
        for part in row.parts
        for element in part.elements
    }


@given(st.data(), models())
@SLOWER
def test_a_measure_at_a_higher_level_never_worsens_a_status(data: st.DataObject, sections: Sections) -> None:
    subject = data.draw(
        st.sampled_from([*sections["organizations"], *sections["components"], *sections["connections"]])
    )
    requirement = data.draw(st.sampled_from(REQUIREMENTS))
    level = data.draw(st.sampled_from(ANSWERS[:-1]))

    def answered(level: str) -> dict[tuple[str, str | None, str], str]:
        own = {**sections["measures"].get(subject, {}), requirement: level}
        return _statuses(run(**_copy(sections, measures={**sections["measures"], subject: own})))

    low, high = answered(level), answered(ANSWERS[ANSWERS.index(level) + 1])
    assert {key for key, status in low.items() if STATUS_ORDER.index(high[key]) < STATUS_ORDER.index(status)} == set()  # type: ignore[arg-type]


def _shuffled(value: Any, order: random.Random) -> Any:
    if isinstance(value, dict):
        items = [(key, _shuffled(item, order)) for key, item in value.items()]
        order.shuffle(items)
        return dict(items)
    return [_shuffled(item, order) for item in value] if isinstance(value, list) else value


def _renamed(value: Any, names: dict[str, str]) -> Any:
    """Replace ids wherever they stand, in sections and in a gist."""
    if isinstance(value, dict):
        return {_renamed(key, names): _renamed(item, names) for key, item in value.items()}
    if isinstance(value, list | tuple | frozenset):
        return type(value)(_renamed(item, names) for item in value)
    return names.get(value, value) if isinstance(value, str) else value


def _gist(found: Assessment) -> dict[tuple[str | None, ...], Any]:
    """Return what must not depend on names and order: no deciding harms, no ways, no words."""
    gist: dict[tuple[str | None, ...], Any] = {}
    for p in found.iotssf:
        axes = (p.category, p.at_least, p.single_unit, p.human.level, p.economic.level, p.instances)
        shorts = frozenset((s.demand, s.required, s.stated) for s in p.short)
        barriers = frozenset((c.harm, c.barrier, c.element, c.granted) for c in p.credits)
        gist["device", p.element] = (axes, p.nearest, shorts, frozenset(p.as_), barriers, frozenset(p.harms))
    for row in found.requirements:
        for part in row.parts:
            for element in part.elements:
                gist[row.id, row.organization, element] = (part.level, part.status)
    for t in found.trust:
        gist["trust", t.subject] = (t.required, tuple(t.stated.requirements.items()), t.nearest)
    return gist | {("incident", row.vulnerability): frozenset(row.elements) for row in found.incidents}


@given(models(), st.randoms(use_true_random=False))
@SLOWER
def test_order_of_input_does_not_matter(sections: Sections, order: random.Random) -> None:
    shuffled = _shuffled(sections, order)
    order.shuffle(shuffled["confirmations"])
    assert _gist(run(**shuffled)) == _gist(run(**_copy(sections)))


NAMED = ("organizations", "people", "products", "components", "systems", "procedures", "data", "connections", "harms")


@given(models(), st.randoms(use_true_random=False))
@SLOWER
def test_names_do_not_matter(sections: Sections, order: random.Random) -> None:
    idents = [ident for section in NAMED for ident in sections[section]]
    new = [f"n{i:02d}" for i in range(len(idents))]
    order.shuffle(new)
    names = dict(zip(idents, new, strict=True))
    before, after = run(**_copy(sections)), run(**_renamed(_copy(sections), names))
    assert _gist(after) == _renamed(_gist(before), names)


def test_status_lattice() -> None:
    """The worst of a group is the least in the published order, whatever the order of the group."""
    assert STATUS_ORDER == ("missing", "not-stated", "partial", "met", "not-applicable", "not-required")
    for group in product(STATUS_ORDER, repeat=3):
        found = worst(group)
        assert found == worst(tuple(reversed(group))) == worst((worst(group[:2]), group[2]))
        assert found in group
        assert all(worst((found, status)) == found for status in group)


def _gap(place: Placement) -> tuple[dict[str, set[str]], tuple[int, int]]:
    """Return what every mix lacks, and the size of the nearest gap."""
    by_mix = {gap.mix: {s.demand for s in gap.short} for gap in place.mixes}
    return by_mix, _size(place.mixes[:1])


def _size(gaps: tuple[MixGap, ...]) -> tuple[int, int]:
    shorts = [s for gap in gaps for s in gap.short]
    return len(shorts), sum(STEPS[f"{s.demand}.{s.required}"] - STEPS[f"{s.demand}.{s.stated}"] for s in shorts)


@given(st.data(), models())
@QUICK
def test_removing_a_confirmation_never_shortens_the_gap(data: st.DataObject, sections: Sections) -> None:
    given_ = [*sections["confirmations"], *data.draw(st.lists(confirmations(sections), min_size=1, max_size=4))]
    gone = data.draw(st.integers(0, len(given_) - 1))
    more = rating(**_copy(sections, confirmations=given_))
    less = rating(**_copy(sections, confirmations=given_[:gone] + given_[gone + 1 :]))
    for one, other in zip(more.placements, less.placements, strict=True):
        (mixes, size), (fewer, larger) = _gap(one), _gap(other)
        assert all(short <= fewer[mix] for mix, short in mixes.items())
        assert size <= larger
    for ident, gap in more.organizations.items():
        assert _size(gap.mixes[:1]) <= _size(less.organizations[ident].mixes[:1])


@given(models())
@SLOWER
def test_nothing_stated_is_never_met(sections: Sections) -> None:
    found = run(**_copy(sections, measures={}, confirmations=[]))
    assert {part.status for row in found.requirements for part in row.parts} <= {"not-stated", "not-required"}
    for place in found.iotssf:
        assert bool(place.short) == bool(place.category)
    for row in found.trust:
        assert row.stated.confirmations is None or row.stated.confirmations.product == "none"
        assert bool(row.short) == (bool(row.required) and row.kind == "organization")


def test_an_empty_model_assesses() -> None:
    found = run()
    assert (found.incidents, found.requirements, found.iotssf, found.trust) == ((), (), (), ())
    assert found.summary.open_points_total == 0


@given(st.data(), models())
@SLOWER
def test_a_thing_is_there_from_its_first_day_up_to_its_last(data: st.DataObject, sections: Sections) -> None:
    section = data.draw(st.sampled_from([name for name in ("components", "connections", "harms") if sections[name]]))
    ident = data.draw(st.sampled_from(sorted(sections[section])))
    changed = _copy(sections)
    changed[section][ident]["valid"] = {"from": "2027-01-01", "to": "2027-02-01"}
    always = {day: run(at=dt.date.fromisoformat(day), **_copy(sections)) for day in ("2027-01-01", "2027-01-31")}
    for day, found in always.items():
        assert _gist(run(at=dt.date.fromisoformat(day), **_copy(changed))) == _gist(found)
    for day in ("2026-12-31", "2027-02-01"):
        absent = run(at=dt.date.fromisoformat(day), **_copy(changed))
        assert ident in absent.model.absent
        if section == "components":
            assert ident not in {place.element for place in absent.iotssf}
        if section == "harms":
            without = _copy(sections, harms={k: v for k, v in sections["harms"].items() if k != ident})
            assert _gist(absent) == _gist(run(at=dt.date.fromisoformat(day), **without))


def test_the_day_is_carried() -> None:
    assert run(organizations={"o": {}}).model.at == DAY
    assert trust(run(organizations={"o": {}}), "o").stage == "stated"
