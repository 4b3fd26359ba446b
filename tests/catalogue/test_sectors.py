"""Sectors in the catalogue: nothing without a source, an edition, a date and how sure it is; references that hold."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from sanso.catalogue import Catalogue, Delta, Guideline, SectorItem, load_catalogue
from sanso.model.diagnostics import InputRefused

DATE = re.compile(r"20\d\d(-(0[1-9]|1[0-2])(-([0-2]\d|3[01]))?)?")

GUIDELINE: dict[str, Any] = {
    "id": "g",
    "title": "G",
    "publisher": "P",
    "edition": "1",
    "date": "2026-01",
    "source_text": "the publication",
    "confidence": "recalled",
    "note": "N",
}
RAISE: dict[str, Any] = {
    "requirement": "CPS.AC-2",
    "level": "basic",
    "reason": "R",
    "source": "S",
    "confidence": "derived",
}
ITEM: dict[str, Any] = {
    "id": "I-1",
    "title": "T",
    "sector": "building",
    "facet": "building.shaft",
    "paraphrase": "P",
    "guideline": "building-common",
    "source_text": "S",
    "edition": "1",
    "confidence": "recalled",
}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.mark.parametrize(
    ("type_", "whole", "fields"),
    [
        (Guideline, GUIDELINE, ("publisher", "edition", "date", "source_text", "confidence", "note")),
        (Delta, RAISE, ("source", "confidence", "reason")),
        (SectorItem, ITEM, ("guideline", "source_text", "edition", "confidence")),
    ],
)
def test_a_fact_without_its_source_is_refused(type_: Any, whole: dict[str, Any], fields: tuple[str, ...]) -> None:
    type_.model_validate(whole)
    for field in fields:
        with pytest.raises(ValidationError, match=field):
            type_.model_validate({key: value for key, value in whole.items() if key != field})


@pytest.mark.parametrize(
    "changes",
    [{"level": None}, {"kind": "narrow"}, {"kind": "narrow", "meaning": "M"}, {"meaning": "M"}, {"level": "none"}],
)
def test_a_raise_has_a_level_and_a_narrowing_a_meaning(changes: dict[str, Any]) -> None:
    Delta.model_validate({**RAISE, "kind": "narrow", "level": None, "meaning": "M"})
    with pytest.raises(ValidationError):
        Delta.model_validate({**RAISE, **changes})


def test_every_guideline_is_dated_and_used(catalogue: Catalogue) -> None:
    for guideline in catalogue.guidelines.values():
        assert DATE.fullmatch(guideline.date), guideline.id
        assert guideline.provenance("note").confidence == "derived"
    listed = [ident for sector in catalogue.sectors.values() for ident in sector.guidelines]
    assert sorted(listed) == sorted(catalogue.guidelines)


def test_every_delta_and_item_names_a_guideline_of_its_sector(catalogue: Catalogue) -> None:
    for sector in catalogue.sectors.values():
        assert {delta.guideline for delta in sector.deltas} <= set(sector.guidelines)
        assert all(delta.confidence == "derived" for delta in sector.raises), "no guideline names levels of CPSF"
    for item in catalogue.sector_items.values():
        assert item.guideline in catalogue.sectors[item.sector].guidelines
        assert catalogue.sector_facets[item.facet].sector == item.sector
        assert item.provenance("requirements").confidence == "derived"
    assert {item.sector for item in catalogue.sector_items.values()} == set(catalogue.sectors)
    assert {item.facet for item in catalogue.sector_items.values()} == set(catalogue.sector_facets)


def test_what_is_not_published_in_terms_of_the_framework_says_so(catalogue: Catalogue) -> None:
    assert {s.id for s in catalogue.sectors.values() if not s.published} == {"auto", "defence"}
    assert catalogue.sectors["auto"].raises == ()
    own = [item for item in catalogue.sector_items.values() if item.guideline == "jama-japia"]
    assert [item.requirements for item in own] == [(), (), ()]
    assert sum(int(re.findall(r"(\d+) items", item.title.en)[0]) for item in own) == 153


def test_each_guideline_works_by_what_it_is_known_for(catalogue: Catalogue) -> None:
    kinds: dict[str, set[str]] = {}
    for facet in catalogue.sector_facets.values():
        kinds.setdefault(facet.sector, set()).add(facet.kind)
    assert "place" in kinds["building"] & kinds["factory"]
    assert "interface" in kinds["electricity"] & kinds["auto"]
    assert kinds["smart-home"] == {"stakeholder"}
    phases = {p for i in catalogue.sector_items.values() if i.sector == "building" for p in i.phases}
    assert phases == {"design", "construction", "completion", "operation", "renewal", "disposal"}


def test_words_of_places_are_not_shared_within_a_sector(catalogue: Catalogue) -> None:
    for sector in catalogue.sectors:
        words = [
            word.casefold()
            for facet in catalogue.sector_facets.values()
            if facet.sector == sector
            for word in {w.casefold() for w in facet.words}
        ]
        assert len(words) == len(set(words)), sector


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("sectors: {building: {guidelines: [building-comon]}}", "unknown-reference"),
        ("sector_items: {BLD-05: {facet: building.shfat}}", "unknown-reference"),
        ("sector_items: {BLD-05: {guideline: nowhere}}", "unknown-reference"),
        ("sector_items: {BLD-05: {facet: factory.site}}", "id-does-not-fit"),
        ("sector_items: {BLD-05: {requirements: [CPS.AC-99]}}", "unknown-requirement"),
        ("sector_items: {BLD-05: {sector: factory}}", "fixed-field"),
        (
            "sectors: {building: {deltas: [{requirement: CPS.AC-2, reason: R, source: S, confidence: derived}]}}",
            "wrong-type",
        ),
        (
            "sectors: {building: {deltas: [{requirement: CPS.AC-2, level: basic, reason: R, source: S, "
            "guideline: nope, confidence: derived}]}}",
            "unknown-reference",
        ),
    ],
)
def test_an_own_file_is_checked(tmp_path: Path, text: str, code: str) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputRefused) as refused:
        load_catalogue(path)
    assert [fault.code for fault in refused.value.diagnostics] == [code]
    assert all(fault.message.en and fault.message.ja for fault in refused.value.diagnostics)


def test_an_own_file_may_add_items(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(
        "sector_items:\n  OWN-1: {sector: building, facet: building.shaft, guideline: building-common, title: Ours, "
        "paraphrase: Ours, requirements: [CPS.AC-2], source: Ours, edition: '1', confidence: derived}\n",
        encoding="utf-8",
    )
    assert load_catalogue(path).sector_items["OWN-1"].added
