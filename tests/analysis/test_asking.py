"""What is asked of a supplier is exactly what is open for it: against an oracle that walks the results once more."""

from __future__ import annotations

import datetime as dt

import pytest

from sanso import examples, verbs
from sanso.analysis.asking import DETAILS, SupplierRequest, supplier_request
from sanso.analysis.assessing import all_open_points
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
