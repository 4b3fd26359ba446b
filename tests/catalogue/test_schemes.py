"""Schemes as data: counts, sources, honest confidence, references that hold, no second truth."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from sanso.catalogue import Catalogue, Recognition, Scheme, SchemeItem, items_of, load_catalogue
from sanso.model.dates import parse_day
from sanso.model.diagnostics import InputRefused

DATE = re.compile(r"20\d\d(-(0[1-9]|1[0-2])(-([0-2]\d|3[01]))?)?")
COMMON = {"id": "x", "title": "T", "source_text": "S", "edition": "1", "confidence": "recalled"}
WHOLE: list[tuple[Any, dict[str, Any]]] = [
    (Scheme, {**COMMON, "short": "X", "jurisdiction": "JP", "scope": "all"}),
    (SchemeItem, {**COMMON, "of": "x", "number": "1", "force": "mandatory", "facts": ("f",)}),
    (
        Recognition,
        {**COMMON, "from": {"scheme": "a", "levels": ("1",)}, "to": {"scheme": "b", "level": "1"}, "since": "2026"},
    ),
]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def test_sixteen_items_of_jc_star(catalogue: Catalogue) -> None:
    items = items_of(catalogue.scheme_items, "jp.jc-star")
    assert [item.number for item in items] == [f"S1.1-{number:02}" for number in range(1, 17)]
    unsure = {item.number for item in items if item.confidence == "recalled"}
    assert unsure == {f"S1.1-{number:02}" for number in (8, 9, 11, 12, 13, 14, 15, 16)}
    assert all(item.strength == "low" for item in items if item.number in unsure)


def test_editions_have_short_names_and_are_for_levels_that_there_are(catalogue: Catalogue) -> None:
    for scheme in catalogue.schemes.values():
        for edition in scheme.editions:
            assert "(" not in edition.edition or edition.edition.startswith("Regulation (EU) "), edition
            assert {*edition.levels} <= {level.level for level in scheme.levels}, edition
    star = catalogue.schemes["jp.jc-star"]
    assert [star.edition_of(level) for level in ("", "1", "3")] == ["S1.1", "S1.1", None]
    assert catalogue.schemes["etsi.en-303-645"].edition_of("") == "v3.1.3"


def test_sixty_eight_provisions_of_en_303_645(catalogue: Catalogue) -> None:
    items = items_of(catalogue.scheme_items, "etsi.en-303-645")
    assert len(items) == 68
    assert Counter(item.force for item in items) == {"mandatory": 33, "recommended": 35}
    assert Counter(item.number.partition(".")[0] for item in items) == {"4-1": 1, "5": 62, "6": 5}
    assert all(len(item.facts) == 1 for item in items)
    assert len({item.facts for item in items}) == 68
    assert all(item.provenance("conditions").confidence == "recalled" for item in items)


@pytest.mark.parametrize(
    ("number", "conditions"),
    [
        ("5.1-1", {1}), ("5.1-2", {2}), ("5.1-4", {8}), ("5.1-5", {5}), ("5.3-2", {5}), ("5.3-3", {12}),
        ("5.3-6", {9, 12}), ("5.3-10", {11, 12}), ("5.3-14", {3, 4}), ("5.3-15", {3, 4}), ("5.4-2", {10}),
        ("5.6-4", {13}), ("5.10-1", {6}), ("6.2", {7}), ("6.4", {6}), ("6.5", {6}), ("5.13-1", set()),
    ],
)  # fmt: skip
def test_conditions_have_the_numbers_of_the_table(catalogue: Catalogue, number: str, conditions: set[int]) -> None:
    item = catalogue.scheme_items[f"etsi.en-303-645/{number}"]
    records = [(catalogue.device_conditions[when.condition], when.answer) for when in item.conditions]
    assert {one.number_if_yes if answer == "yes" else one.number_if_no for one, answer in records} == conditions


def test_all_thirteen_conditions_are_there_and_used(catalogue: Catalogue) -> None:
    numbers = [n for one in catalogue.device_conditions.values() for n in (one.number_if_yes, one.number_if_no) if n]
    assert sorted(numbers) == list(range(1, 14))
    used = {when.condition for item in catalogue.scheme_items.values() for when in item.conditions}
    assert used == set(catalogue.device_conditions)


def test_every_fact_is_asked_by_an_item(catalogue: Catalogue) -> None:
    asked = {fact for item in catalogue.scheme_items.values() for fact in item.facts}
    assert asked == set(catalogue.device_facts)
    assert {fact.examined_by for fact in catalogue.device_facts.values()} == set(catalogue.examinations)


def test_the_registry_says_who_grants_and_what_a_label_may_be_called(catalogue: Catalogue) -> None:
    wanted = {
        "jp.jc-star", "sg.cls", "de.bsi-it-sik", "fi.label", "kr.cic", "us.cyber-trust-mark", "eu.cra", "eu.red-da",
        "uk.psti", "un.r155", "iec.62443", "cc.eal", "etsi.en-303-645", "nist.8425", "iso.27402", "iso.27404",
    }  # fmt: skip
    assert wanted <= set(catalogue.schemes)
    for scheme in catalogue.schemes.values():
        assert scheme.nature, scheme.id
        assert scheme.owner, scheme.id
        assert scheme.granted_by, scheme.id
        assert scheme.open is not None, scheme.id
        assert scheme.wording, scheme.id
        assert scheme.provenance("wording").confidence == "derived", scheme.id


def test_dates_are_dates(catalogue: Catalogue) -> None:
    dates = [one.date for scheme in catalogue.schemes.values() for one in scheme.dates]
    dates += [day for s in catalogue.schemes.values() for e in s.editions for day in (e.from_, e.until) if day]
    dates += [edge.since for edge in catalogue.recognitions.values()]
    assert all(DATE.fullmatch(one) for one in dates)
    binding = {(s.id, one.date) for s in catalogue.schemes.values() for one in s.dates if one.mandatory}
    assert {("eu.cra", "2026-09-11"), ("eu.cra", "2027-12-11"), ("uk.psti", "2024-04-29")} <= binding


@pytest.mark.parametrize(("type_", "whole"), WHOLE)
@pytest.mark.parametrize("field", ["source_text", "edition", "confidence"])
def test_a_record_without_its_source_is_refused(type_: Any, whole: dict[str, Any], field: str) -> None:
    type_.model_validate(whole)
    with pytest.raises(ValidationError, match=field):
        type_.model_validate({key: value for key, value in whole.items() if key != field})


def test_duties_are_linked_and_not_told_twice(catalogue: Catalogue) -> None:
    linked = {duty.scheme for duty in catalogue.duties.values() if duty.scheme}
    assert "jp.jc-star" in linked
    assert linked <= set(catalogue.schemes)
    assert not set(catalogue.duties) & set(catalogue.schemes)


def test_finland_takes_none_and_level_one_rests_on_a_declaration(catalogue: Catalogue) -> None:
    assert catalogue.schemes["fi.label"].open is False
    assert catalogue.schemes["jp.jc-star"].validity_years == 2
    assert [level.basis for level in catalogue.schemes["jp.jc-star"].levels] == [
        "self-declaration", "self-declaration", "third-party", "third-party",
    ]  # fmt: skip


def test_recognitions_begin_on_a_day_and_never_within_a_scheme(catalogue: Catalogue) -> None:
    for edge in catalogue.recognitions.values():
        assert edge.from_.scheme != edge.to.scheme
        day = f"{edge.since}-01" if len(edge.since) == 4 else edge.since
        assert parse_day(day) <= dt.date(2026, 11, 30)


RECORD = "source: S\n    edition: '1'\n    confidence: derived\n    title: {en: T, ja: 題}"


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (f"scheme_items:\n  a/1:\n    {RECORD}\n    of: a\n    number: '1'\n    force: mandatory\n"
         "    facts: [update.timely]", "unknown-reference", 7),
        (f"scheme_items:\n  uk.psti/9:\n    {RECORD}\n    of: uk.psti\n    number: '9'\n    force: mandatory\n"
         "    facts: [update.timley]", "unknown-reference", 10),
        (f"scheme_items:\n  uk.psti/8:\n    {RECORD}\n    of: uk.psti\n    number: '9'\n    force: mandatory\n"
         "    facts: [update.timely]", "id-does-not-fit", 3),
        (f"device_facts:\n  own.fact:\n    {RECORD}\n    examined_by: guessing", "unknown-reference", 7),
        (f"device_facts:\n  own.fact:\n    {RECORD}\n    examined_by: boot-test\n    requirements: [CPS.XX-1]",
         "unknown-requirement", 8),
        (f"recognitions:\n  e:\n    {RECORD}\n    since: '2026'\n    from: {{scheme: uk.psti, levels: ['7']}}\n"
         "    to: {scheme: sg.cls, level: '1'}", "unknown-reference", 8),
        (f"recognitions:\n  e:\n    {RECORD}\n    since: '2026'\n    from: {{scheme: sg.cls, levels: ['2']}}\n"
         "    to: {scheme: sg.cls, level: '1'}", "id-does-not-fit", 9),
        ("schemes:\n  uk.psti:\n    levels:\n    - {level: '1', title: T, includes: ['1']}", "unknown-reference", 4),
        ("schemes:\n  uk.psti:\n    levels:\n    - {level: '1', title: T, asks: [{of: uk.psti, numbers: ['77']}]}",
         "unknown-reference", 4),
    ],
)  # fmt: skip
def test_own_records_have_to_hold_together(tmp_path: Path, text: str, code: str, line: int) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(text + "\n", encoding="utf-8")
    with pytest.raises(InputRefused) as refused:
        load_catalogue(file)
    assert [(one.code, one.place.line) for one in refused.value.diagnostics] == [(code, line)]


def test_an_own_item_and_fact_are_taken(tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(
        f"device_facts:\n  own.fact:\n    {RECORD}\n    examined_by: boot-test\n    implies: [boot.verified]\n"
        f"scheme_items:\n  uk.psti/9:\n    {RECORD}\n    of: uk.psti\n    number: '9'\n    force: mandatory\n"
        "    facts: [own.fact]\n",
        encoding="utf-8",
    )
    content = load_catalogue(file)
    assert len(items_of(content.scheme_items, "uk.psti")) == 4
    assert content.device_facts["own.fact"].added
