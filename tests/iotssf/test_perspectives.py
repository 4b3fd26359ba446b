"""The four perspectives in full agree with the gaps, and say truly until when they hold."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from sanso import examples, verbs
from sanso.analysis.perspectives import PerspectiveReport, perspectives
from sanso.catalogue import load_catalogue
from sanso.iotssf import Statement, SubjectView
from sanso.model.moment import at_day
from sanso.model.process import Model

DAY = dt.date(2026, 11, 1)
CATALOGUE = load_catalogue()


@pytest.fixture(scope="module", params=examples.names())
def example(request: Any, tmp_path_factory: Any) -> Model:
    folder: Path = tmp_path_factory.mktemp("example")
    for name, content in examples.files(request.param).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return verbs.load(folder / f"{request.param}.yaml")


def _on(model: Model, day: dt.date) -> PerspectiveReport:
    return perspectives(at_day(model, day).model, CATALOGUE, at=day)


def _rank(part: str, word: str) -> int:
    return CATALOGUE.demand_steps[f"{part}.{word}"].rank


def test_every_subject_of_a_category_is_there_with_the_gaps_of_the_assessment(example: Model) -> None:
    made = verbs.assess(example, at=DAY)
    views = {view.subject: view for view in _on(example, DAY).subjects}
    placed = {p.element: (p.category, p.mixes, p.stated) for p in made.iotssf if p.category}
    trusted = {
        r.subject: (r.required, r.mixes, r.stated.confirmations)
        for r in made.trust
        if r.kind == "organization" and r.required
    }
    assert set(views) == set(placed) | set(trusted)
    for ident, (category, mixes, stated) in {**placed, **trusted}.items():
        view = views[ident]
        assert view.category == category
        gaps = [(gap.mix, [(short.demand, short.required) for short in gap.short]) for gap in mixes]
        assert [(way.mix, [(ask.part, ask.required) for ask in way.asks]) for way in view.ways] == gaps
        assert all(getattr(stated, part.part) == part.stated for part in view.parts)


def test_a_demand_is_met_exactly_where_the_nearest_way_does_not_ask_it(example: Model) -> None:
    for view in _on(example, DAY).subjects:
        asked = {ask.part for ask in view.ways[0].asks}
        assert {part.part for part in view.parts if not part.met} == asked


def test_no_single_statement_reaches_more_than_all_together(example: Model) -> None:
    for view in _on(example, DAY).subjects:
        for part in view.parts:
            if part.part != "operators" and part.part != "social_support":
                best = max((_rank(part.part, one.word) for one in part.statements), default=0)
                assert best == _rank(part.part, part.stated), (view.subject, part.part)
            assert all(one.counts == (one.word != "none") for one in part.statements)


@pytest.mark.parametrize("example", ["bus-operation", "building-operation", "factory"], indirect=True)
def test_what_lapses_holds_the_day_before_and_no_longer_on_the_day(example: Model) -> None:
    lapsing = [
        (view, part.part, part.stated, part.lapses)
        for view in _on(example, DAY).subjects
        for part in view.parts
        if part.lapses is not None and part.part in ("product", "organization", "staff") and view.kind != "organization"
    ][:3]
    assert lapsing, "the example states nothing that ends"
    for view, part, stated, day in lapsing:
        before, on = (_stated(_on(example, one), view, part) for one in _around(day))
        assert before == stated
        assert on is None or _rank(part, on) < _rank(part, stated)


def _around(day: dt.date) -> tuple[dt.date, dt.date]:
    return day - dt.timedelta(days=1), day


def _stated(report: PerspectiveReport, view: SubjectView, part: str) -> str | None:
    now = next((one for one in report.subjects if one.subject == view.subject), None)
    return next((p.stated for p in now.parts if p.part == part), None) if now is not None else None


def _device(*confirmations: dict[str, Any], **component: Any) -> SubjectView:
    model = Model.model_validate(
        {
            "sanso": 1,
            "id": "m",
            "sectors": ["auto"],
            "organizations": {"o": {"scale": "large", "country": "JP"}, "maker": {}},
            "people": {"crew": {"employer": "o", "count": 4}},
            "products": {"p": {"maker": "maker"}},
            "components": {"c": {"kind": "actuator", "product": "p", "roles": {"operator": "o"}, **component}},
            "physical": {"car": {"kind": "vehicle"}},
            "connections": {"move": {"kind": "actuates", "from": "c", "to": "car"}},
            "harms": {
                "h": {
                    "cause": {"element": "c", "effect": "abused"},
                    "origin": ["attack", "fault"],
                    "human": "fatal",
                    "loss": {"low": "1 MJPY", "high": "400 MJPY"},
                    "borne_by": "o",
                }
            },
            "confirmations": list(confirmations),
        }
    )
    return next(view for view in perspectives(model, CATALOGUE, at=DAY).subjects if view.subject == "c")


def _support(**facts: Any) -> dict[str, Any]:
    return {
        "perspective": "social-support",
        "subject": "o",
        "kind": "liability-insurance",
        "limit": "500 MJPY",
        **facts,
    }


_CONTACT = {"perspective": "social-support", "subject": "o", "kind": "contact", "address": "0120-000-000"}


def _of(view: SubjectView, part: str) -> tuple[str, tuple[Statement, ...]]:
    found = next(one for one in view.parts if one.part == part)
    return found.stated, found.statements


@pytest.mark.parametrize(
    ("facts", "stated", "says"),
    [
        ({}, "insurance", ""),
        ({"aggregate": "500 MJPY"}, "insurance", ""),
        ({"aggregate": "300 MJPY"}, "fund", "in a year"),
        ({"limit": "300 MJPY"}, "fund", "no limit of at least"),
        ({"excludes": ["War"]}, "insurance", ""),
        ({"excludes": ["Cyber"]}, "fund", "excludes “Cyber”"),
        ({"excludes": ["サイバー攻撃"]}, "fund", "excludes"),
        ({"excludes": ["ｃｙｂｅｒ"]}, "fund", "excludes"),
        ({"excludes": ["nature"]}, "insurance", ""),
        ({"covers": ["h"]}, "insurance", ""),
        ({"valid_until": "2026-10-31"}, "contact", "expired"),
        ({"issued": "2027-01-01"}, "contact", "issued on 2027-01-01"),
    ],
)
def test_an_insurance_counts_as_far_as_it_pays(facts: dict[str, Any], stated: str, says: str) -> None:
    word, statements = _of(_device(_CONTACT, _support(**facts)), "social_support")
    assert word == stated
    told = " ".join(remark.en for one in statements for remark in one.remarks)
    assert says in told
    assert bool(told) == bool(says)


@pytest.mark.parametrize(("held", "word"), [(4, "licensed"), (3, "trained"), (0, "none"), (None, "none")])
def test_licences_count_by_how_many_hold_them(held: int | None, word: str) -> None:
    coverage = {"coverage": f"{held}/4"} if held is not None else {}
    given = {"perspective": "operators", "subject": "crew", "kind": "licence", "qualification": "L", **coverage}
    stated, statements = _of(_device(given), "operators")
    assert stated == ("trained" if held is None else word)
    assert len(statements) == 1


def test_a_law_is_certain_where_the_model_names_it_and_possible_where_it_fits() -> None:
    may = {(c.duty, c.certain) for way in _device().ways for ask in way.asks for c in ask.covered_by}
    assert ("un.r155.type", False) in may
    named = _device(regulations=["un.r155"])
    sure = {(c.duty, c.certain) for way in named.ways for ask in way.asks for c in ask.covered_by}
    assert ("un.r155.type", True) in sure
    assert not any(duty.startswith("jp.building") for duty, _ in may | sure)


def test_a_duty_covers_only_what_it_reaches() -> None:
    for way in _device().ways:
        for ask in way.asks:
            for cover in ask.covered_by:
                assert _rank(ask.part, cover.word) >= _rank(ask.part, ask.required)


def test_asks_go_to_the_maker_for_the_product_and_to_the_operator_for_operation() -> None:
    asks = {ask.part: ask.of for way in _device().ways for ask in way.asks}
    assert asks["product"] == ("maker",)
    assert asks["in_operation"] == ("o",)
    assert set(asks["social_support"]) == {"o", "maker"}
