"""What is asked of a supplier is exactly what is open for it: against an oracle that walks the results once more."""

from __future__ import annotations

import datetime as dt

import pytest

from sanso import examples, verbs
from sanso.analysis.asking import DETAILS, SupplierRequest, supplier_request
from sanso.analysis.assessing import all_open_points
from sanso.assessment.answers import LEVELS
from sanso.verbs import Evaluation

DAY = dt.date(2026, 11, 9)
DUE = dt.date(2027, 1, 31)
OPEN = ("missing", "not-stated", "partial")
SUPPLIERS = ("telematics", "door-maker", "module-maker", "watch-firm", "insurer", "operator")


@pytest.fixture(scope="module")
def bus(tmp_path_factory: pytest.TempPathFactory) -> Evaluation:
    folder = tmp_path_factory.mktemp("bus")
    for name, raw in examples.files("bus-operation").items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    for name, raw in examples.evidence("bus-operation").items():
        path = folder / "evidence" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    return verbs.evaluate(folder / "bus-operation.yaml", at=DAY, evidence=folder / "evidence")


def asked(made: Evaluation, supplier: str, *, proven: bool, detail: str = "category") -> SupplierRequest:
    grounds = (made.proven.model, made.proven.working.assessment) if proven and made.proven is not None else None
    return supplier_request(made.model, made.catalogue, made.assessment, grounds, supplier, due=DUE, detail=detail)  # type: ignore[arg-type]


@pytest.mark.parametrize("supplier", SUPPLIERS)
@pytest.mark.parametrize("proven", [False, True])
def test_it_asks_exactly_what_is_open(bus: Evaluation, supplier: str, proven: bool) -> None:
    request = asked(bus, supplier, proven=proven)
    assert bus.proven is not None
    model, counted = (bus.proven.model, bus.proven.working.assessment) if proven else (bus.model, bus.assessment)
    wanted = {
        (row.id, element)
        for row in counted.requirements
        for part in row.parts
        for element in part.elements
        if row.organization == supplier and part.status in OPEN
    }
    pairs = [(one.item, element) for one in request.requirements for element in one.elements]
    assert sorted(pairs) == sorted(wanted)
    points = [one for one in all_open_points(counted, model, bus.catalogue) if one.kind == "confirmation"]
    owners = {ident: product.maker for ident, product in model.products.items()}
    theirs = {
        point.id
        for point in points
        if (subject := point.id.partition("@")[2]) and owners.get(subject, point.organization) == supplier
    }
    assert {f"{one.demand}.{one.required}@{one.subject}" for one in request.confirmations} == theirs
    assert wanted or theirs


def test_evidence_asks_for_less_where_it_proves_and_marks_what_is_only_stated(bus: Evaluation) -> None:
    before, after = (asked(bus, "module-maker", proven=proven) for proven in (False, True))
    assert len(after.requirements) < len(before.requirements)
    assert {one.item for one in after.requirements} < {one.item for one in before.requirements}
    assert not any(one.unproven for one in before.requirements)
    assert any(one.unproven for one in asked(bus, "operator", proven=True).requirements)


@pytest.mark.parametrize("detail", DETAILS)
def test_no_more_of_the_reason_is_told_than_was_chosen(bus: Evaluation, detail: str) -> None:
    request = asked(bus, "telematics", proven=False, detail=detail)
    things = [*request.requirements, *request.confirmations]
    assert all((one.category is None) == (detail == "none") for one in things)
    assert any(one.harms for one in things) == (detail == "harms")
    assert any(one.reasons for one in request.requirements) == (detail != "none")
    assert any(one.against or one.gravest for one in request.requirements) == (detail != "none")
    assert any(one.category for one in request.things) == (detail != "none")
    assert any(one.mix for one in request.confirmations) == (detail != "none")


@pytest.mark.parametrize("supplier", SUPPLIERS)
def test_a_requirement_says_first_what_it_protects_against(bus: Evaluation, supplier: str) -> None:
    request = asked(bus, supplier, proven=False, detail="harms")
    rows = {row.id: row for row in bus.assessment.requirements if row.organization == supplier}
    for one in request.requirements:
        parts = {ident: part for part in rows[one.item].parts for ident in part.elements}
        assert one.category == max(parts[ident].category for ident in one.elements)
        assert set(one.gravest) == {ident for ident in one.elements if parts[ident].category == one.category}
        struck = {
            row.title
            for row in bus.assessment.incidents
            if one.item in row.requirements and not set(one.gravest).isdisjoint(row.elements)
        }
        assert set(one.against) == struck != set()
        assert one.category or not one.harms


@pytest.mark.parametrize("supplier", SUPPLIERS)
def test_a_step_that_asks_for_less_is_no_reason(bus: Evaluation, supplier: str) -> None:
    request = asked(bus, supplier, proven=False)
    rows = {row.id: row for row in bus.assessment.requirements if row.organization == supplier}
    for one in request.requirements:
        steps = [step for part in rows[one.item].parts for step in part.reasons]
        less = {step.text.en for step in steps if LEVELS.index(step.level) < LEVELS.index(one.level)}
        assert one.reasons
        assert not any(said.en == text or said.en.endswith(f": {text}") for text in less for said in one.reasons)


def test_things_are_counted_and_rated_as_the_assessment_has_them(bus: Evaluation) -> None:
    request = asked(bus, "telematics", proven=False)
    placed = {one.element: one.category for one in bus.assessment.iotssf}
    for one in request.things:
        assert one.requirements == sum(one.ident in each.elements for each in request.requirements)
        assert one.confirmations == sum(one.ident == each.subject for each in request.confirmations)
        assert placed.get(one.ident, one.category) == one.category
    assert {one.ident for one in request.things} >= {"ota-server", "onboard-x2", "telematics"}
    grades = [one.category or 0 for one in request.things]
    assert grades == sorted(grades, reverse=True)


def test_a_confirmation_names_the_mix_that_asks_for_it_and_what_can_give_it(bus: Evaluation) -> None:
    request = asked(bus, "telematics", proven=False)
    for one in request.confirmations:
        assert one.mix is not None
        assert getattr(bus.catalogue.mixes[one.mix].demands, one.demand) == one.required
    given = {one.required: set(one.evidence) for one in request.confirmations}
    assert given["public-certification"] == {"certificate"}
    assert given["third-party"] == {"test-report", "audit-report", "certificate"}
    assert given["self-declaration"] == set()


def test_every_requirement_can_be_answered_with_some_evidence(bus: Evaluation) -> None:
    kinds = bus.catalogue.evidence_kinds
    families = {one.category for one in bus.catalogue.requirements.values()}
    fitted = {family for kind in kinds.values() for family in kind.categories}
    assert fitted <= set(bus.catalogue.categories)
    assert families <= fitted
    request = asked(bus, "telematics", proven=False)
    assert all(len(one.evidence) > 2 for one in request.requirements)


def test_rules_are_those_of_the_countries(bus: Evaluation) -> None:
    rules = set(bus.catalogue.asking_rules)
    assert set(asked(bus, "telematics", proven=False).rules) == rules
    abroad = supplier_request(
        bus.model, bus.catalogue, bus.assessment, None, "module-maker", due=DUE, asker="module-maker"
    )
    assert abroad.rules == ()
    home = supplier_request(bus.model, bus.catalogue, bus.assessment, None, "module-maker", due=DUE, asker="operator")
    assert set(home.rules) == rules
