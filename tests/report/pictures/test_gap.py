"""The trust gap: what is counted, what is shown first, what is said of evidence."""

from __future__ import annotations

import re
import time
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from sanso.analysis.proof.result import Count, SubjectGap
from sanso.analysis.result import Assessment
from sanso.catalogue import Catalogue, load_catalogue
from sanso.iotssf.result import Stated
from sanso.model.process import Model
from sanso.report.pictures import View, draw_layers, draw_map, draw_trust_gap, text_boxes
from sanso.report.pictures.gap_rows import GapLayer, Tally, gap_layers
from sanso.report.pictures.states import standings

from ..factory import small
from ..proof_factory import claim, mark, proof_of, with_proof
from .factory import assessment_of, bus, placement
from .generated import assessed
from .large import plant

SOLID = re.compile(r'class="have"')
HATCHED = re.compile(r'class="hatch"')


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def texts(svg: str) -> list[str]:
    return [box.text for box in text_boxes(svg)]


def description(svg: str) -> str:
    found = re.search(r"<desc[^>]*>(.*?)</desc>", svg, re.DOTALL)
    assert found is not None
    return found[1]


def totals(layers: list[GapLayer]) -> Tally:
    rows = [row for layer in layers for row in (*layer.rows, *([layer.rest] if layer.rest else []))]
    return sum((row.measures for row in rows), Tally())


@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", "Stated, not proven: no evidence was given."), ("ja", "申告であり、証明ではない(証跡の指定なし)。")],
)
def test_without_evidence_it_says_stated_not_proven(catalogue: Catalogue, lang: str, words: str) -> None:
    model, assessment, _ = small()
    svg = draw_trust_gap(model, assessment, catalogue, lang)
    assert words in texts(svg)
    assert HATCHED.search(svg)
    assert not SOLID.search(svg)
    assert not {"Proven", "証明", "proven"} & set(texts(svg))


def test_with_evidence_three_marks_differ_in_form(catalogue: Catalogue) -> None:
    model, assessment, _ = small()
    svg = draw_trust_gap(model, with_proof(model, assessment), catalogue, "en")
    assert SOLID.search(svg)
    assert HATCHED.search(svg)
    assert svg.count('class="need"') > 3
    assert svg.count('class="lack"') > 3
    said = " ".join(texts(svg))
    assert "Proven by verified evidence: 2 of 5 claims count · trust list not pinned" in said
    assert "--pin" in said


@pytest.mark.parametrize("looked", [True, False])
def test_the_description_counts_a_requirement_of_several_layers_once(catalogue: Catalogue, *, looked: bool) -> None:
    model, stated, _ = small()
    assessment = with_proof(model, stated) if looked else stated
    layers = gap_layers(model, assessment, catalogue, "en")
    met = stated.summary.status["all"]
    asked = sum(met.values()) - met.get("not-required", 0)
    assert sum(layer.total.required for layer in layers) > asked
    said = f"{asked:,} required, {met.get('met', 0) + met.get('not-applicable', 0):,} stated"
    assert said in description(draw_trust_gap(model, assessment, catalogue, "en"))
    for layer in layers:
        one = draw_trust_gap(model, assessment, catalogue, "en", View(layers=frozenset({layer.layer})))
        assert f"{layer.total.required:,} required, {layer.total.stated:,} stated" in description(one)


def test_a_pinned_list_needs_no_warning(catalogue: Catalogue) -> None:
    model, assessment, _ = small()
    proof = proof_of(model, assessment)
    assert proof.trust_list is not None
    pinned = replace(assessment, proof=replace(proof, trust_list=replace(proof.trust_list, pinned=True)))
    said = " ".join(texts(draw_trust_gap(model, pinned, catalogue, "en")))
    assert "pin" not in said


def test_every_claim_that_does_not_count_is_left_out_of_the_number(catalogue: Catalogue) -> None:
    model, assessment, _ = small()
    bad = claim(1, "x", "op", ("CPS.AM-1",), signature=mark("bad", "forged", "偽造"))
    proven = replace(assessment, proof=proof_of(model, assessment, (bad,)))
    assert "0 of 1 claim count" in " ".join(texts(draw_trust_gap(model, proven, catalogue, "en")))


def test_everything_that_is_asked_is_counted_once(catalogue: Catalogue) -> None:
    model, assessment, _ = small()
    found = totals(gap_layers(model, assessment, catalogue, "en"))
    expected = 0
    procedures = set(model.procedures)
    for row in assessment.requirements:
        if row.organization is not None:
            expected += row.status != "not-required"
        for part in row.parts:
            if part.status != "not-required":
                expected += len(set(part.elements) - procedures - {row.organization})
    assert found.required == expected
    assert 0 < found.stated < found.required


def test_proven_counts_come_from_the_proof(catalogue: Catalogue) -> None:
    model = bus()
    assessment = with_proof(model, assessment_of(model))
    assert assessment.proof is not None
    layers = gap_layers(model, assessment, catalogue, "en")
    gaps = {one.subject: one for one in assessment.proof.subjects}
    for layer in layers:
        for row in layer.rows:
            count = gaps[row.element].requirements
            assert row.measures == Tally(count.required, count.stated, count.proven)


def test_confirmations_count_steps_of_the_nearest_mix_and_never_more_than_asked(catalogue: Catalogue) -> None:
    model = Model.model_validate({"sanso": 1, "id": "m", "components": {"cam": {"kind": "sensor"}}})
    stated = Stated(product="public-certification", in_operation="yearly")
    rows = {"cam": placement("cam", 3, stated=stated)}
    assessment = assessment_of(model, rows)
    proven = Stated(product="self-declaration")
    gap = SubjectGap("cam", "component", 3, Count(), stated, proven, "3a", "3a", (), ())
    proof = replace(proof_of(model, assessment), subjects=(gap,))
    steps = gap_layers(model, replace(assessment, proof=proof), catalogue, "en")[1].rows[0].steps
    demands = dict.fromkeys(("product", "in_operation"), 0)
    for part in demands:
        ranks = {step.word: step.rank for step in catalogue.steps_of(part)}
        demands[part] = ranks[catalogue.mixes["3a"].demands.word(part)]
        assert steps.stated <= steps.required
    assert (steps.stated, steps.proven) == (sum(demands.values()), 1)


def test_the_highest_category_comes_first_then_the_widest_gap(catalogue: Catalogue) -> None:
    model = bus()
    for layer in gap_layers(model, with_proof(model, assessment_of(model)), catalogue, "en"):
        keys = [
            (-(row.standing.category or 0), -(row.measures.gap + row.steps.gap) / max(1, row.measures.required))
            for row in layer.rows
        ]
        assert [key[0] for key in keys] == sorted(key[0] for key in keys)


def test_a_large_model_is_grouped_and_says_how_many_are_left(catalogue: Catalogue) -> None:
    model = plant(5000, 120)
    assessment = with_proof(model, assessment_of(model))
    start = time.process_time()
    svg = draw_trust_gap(model, assessment, catalogue, "en")
    assert time.process_time() - start < 5
    assert len(svg) < 200_000
    layers = gap_layers(model, assessment, catalogue, "en")
    assert [layer.grouped for layer in layers] == [False, True, True]
    shown = {layer.layer: sum(row.members for row in layer.rows) for layer in layers}
    rest = next(layer.rest for layer in layers if layer.layer == 1)
    assert rest is not None
    assert f"and {rest.members:,} more" in texts(svg)
    assert shown[1] + rest.members == len(model.organizations) + len(model.people)


def test_a_view_narrows_it_and_makes_links(catalogue: Catalogue) -> None:
    class Links:
        def element(self, ident: str) -> str:
            return f"/e/{ident}"

        def group(self, name: str, *, opens: bool) -> str:
            return f"/g/{name}/{opens}"

    model = bus()
    view = View(elements=frozenset({"operator", "onboard"}), layers=frozenset({1}), links=Links())
    svg = draw_trust_gap(model, assessment_of(model), catalogue, "en", view)
    assert re.findall(r'href="([^"]+)"', svg) == ["/e/operator"]
    assert "Layer 2" not in texts(svg)


def test_an_empty_model_is_said_to_be_empty(catalogue: Catalogue) -> None:
    model = Model.model_validate({"sanso": 1, "id": "empty"})
    assert texts(draw_trust_gap(model, assessment_of(model), catalogue, "ja")).count("この層の対象なし。") == 3


@given(assessed())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_nothing_is_proven_where_nothing_is_asked(case: tuple[Model, Assessment]) -> None:
    model, assessment = case
    assert all(one.proven is None for one in standings(assessment).values())
    for one in standings(with_proof(model, assessment)).values():
        assert (one.proven is None) == (one.stated is None)


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_map_and_layers_say_proven_only_with_evidence(catalogue: Catalogue, lang: str) -> None:
    model = bus()
    plain = assessment_of(model)
    proven = with_proof(model, plain)
    word = {"en": "partly proven", "ja": "一部証明済み"}[lang]
    for draw in (
        lambda one: draw_map(model, one, catalogue, lang),
        lambda one: draw_layers(model, one, lang),
    ):
        assert word not in texts(draw(plain))
        assert word in texts(draw(proven))


def test_the_panel_sets_three_steps_beside_each_other(catalogue: Catalogue) -> None:
    model = Model.model_validate({"sanso": 1, "id": "m", "components": {"cam": {"kind": "sensor", "name": "Camera"}}})
    stated = Stated(product="third-party")
    assessment = assessment_of(model, {"cam": placement("cam", 4, stated=stated)})
    gap = SubjectGap("cam", "component", 4, Count(), stated, Stated(product="self-declaration"), "4a", "4a", (), ())
    proof = replace(proof_of(model, assessment), subjects=(gap,))
    shown = texts(draw_map(model, replace(assessment, proof=proof), catalogue, "en"))
    for word in ("public cert.", "third party", "self-declared", "not stated", "not proven"):
        assert word in shown
