"""What the built-in catalogue holds: counts, both languages, provenance, agreement with the model room."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, get_args

import pytest

from sanso.catalogue import KIND_TITLES, Catalogue, Record, load_catalogue
from sanso.catalogue.field_names import FIELD_NAMES
from sanso.catalogue.framework import Condition
from sanso.model import answers, elements
from sanso.model.connections import Connection, ConnectionKind
from sanso.model.harms import EconomicLevel, HumanLevel
from sanso.model.process import NAMED_SECTIONS, Model
from sanso.model.text import Text

JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def words(text: str) -> list[str]:
    return text.split()


def records(catalogue: Catalogue) -> list[tuple[str, Record]]:
    return [(kind, record) for kind, entries in catalogue.kinds.items() for record in entries.values()]


def texts(value: Any, path: str) -> Iterator[tuple[str, Text]]:
    """Every text inside *value*."""
    if isinstance(value, Text):
        yield path, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from texts(inner, f"{path}/{key}")
    elif isinstance(value, tuple | list):
        for index, inner in enumerate(value):
            yield from texts(inner, f"{path}/{index}")
    elif hasattr(value, "model_fields_set"):
        for name in type(value).model_fields:
            yield from texts(getattr(value, name), f"{path}/{name}")


def test_counts(catalogue: Catalogue) -> None:
    expected = {
        "requirements": 104,
        "categories": 20,
        "incidents": 23,
        "vulnerabilities": 93,
        "connections": 21,
        "scales": 3,
        "sectors": 6,
        "guidelines": 17,
        "sector_facets": 26,
        "sector_items": 62,
        "grid": 16,
        "mixes": 7,
        "perspectives": 4,
        "bases": 3,
        "layers": 3,
        "element_types": 6,
        "attackers": 4,
        "entries": 6,
        "claim_truths": 5,
    }
    assert {kind: len(catalogue.kinds[kind]) for kind in expected} == expected


def test_links_of_vulnerabilities(catalogue: Catalogue) -> None:
    linked = [requirement for v in catalogue.vulnerabilities.values() for requirement in v.requirements]
    assert len(linked) == 707
    assert set(linked) == set(catalogue.requirements)
    for vulnerability in catalogue.vulnerabilities.values():
        incident = catalogue.incidents[vulnerability.incident]
        expected = [r for r in incident.requirements if vulnerability.type in catalogue.requirements[r].elements]
        assert list(vulnerability.requirements) == expected
        assert catalogue.vulnerability(incident.id, vulnerability.type) is vulnerability


def test_requirements_per_category(catalogue: Catalogue) -> None:
    expected = dict(
        zip(
            words("AM BE GV RA RM SC AC AT DS IP MA PT AE CM DP RP CO AN MI IM"),
            (7, 3, 4, 6, 2, 11, 9, 3, 15, 10, 2, 3, 5, 7, 4, 4, 3, 3, 1, 2),
            strict=True,
        )
    )
    assert Counter(r.category.removeprefix("CPS.") for r in catalogue.requirements.values()) == expected
    for requirement in catalogue.requirements.values():
        assert re.fullmatch(re.escape(requirement.category) + r"-\d+", requirement.id)


def test_fifteen_statements_are_verified(catalogue: Catalogue) -> None:
    verified = {r.short for r in catalogue.requirements.values() if r.confidence == "verified"}
    assert verified == set(words("AM-1 GV-1 RA-1 RM-1 SC-1 AC-1 AT-1 DS-1 IP-1 IP-9 MA-1 AE-1 CM-1 DP-1 RP-1"))


def test_own_analysis_is_never_presented_as_the_framework(catalogue: Catalogue) -> None:
    for requirement in catalogue.requirements.values():
        for field in ("elements", "layers", "grades", "iso27001_2022", "iec62443"):
            assert requirement.provenance(field).confidence == "derived", (requirement.id, field)
    for incident in catalogue.incidents.values():
        assert incident.provenance("requirements").confidence == "derived"
        assert incident.confidence != "verified"
    attack = ("attackers", "entries", "exposures", "media", "attack_steps", "attack_defences", "claim_truths")
    own = (
        "transcription_questions",
        "transcription_points",
        "vulnerabilities",
        "grid",
        "mixes",
        "demand_steps",
        "scales",
        "economic_criteria",
        "connections",
    )
    for kind in own + attack:
        for record in catalogue.kinds[kind].values():
            assert record.confidence == "derived", (kind, record.id)
            assert record.marked.en.startswith("Sanso proposal, derived")
            assert record.marked.ja.startswith("Sanso の提案(導出)")


def test_every_record_says_where_it_comes_from(catalogue: Catalogue) -> None:
    for kind, record in records(catalogue):
        assert record.source, (kind, record.id)
        assert record.edition, (kind, record.id)
        assert record.confidence in ("verified", "recalled", "derived")
        assert record.overridden == ()
        assert set(record.fields) <= set(type(record).model_fields), (kind, record.id)


def test_every_text_is_in_both_languages(catalogue: Catalogue) -> None:
    proper = {"title"}
    for kind, record in records(catalogue):
        for path, text in texts(record, f"{kind}/{record.id}"):
            assert text.en, path
            assert text.ja, path
            assert not JAPANESE.search(text.en), path
            short = kind == "levels" and path.rpartition("/")[2] in proper
            assert short or JAPANESE.search(text.ja), path
    assert list(KIND_TITLES) == list(catalogue.kinds)


def test_descriptions_stand_where_a_reader_needs_them(catalogue: Catalogue) -> None:
    for kind in (
        "categories",
        "connections",
        "effects",
        "scales",
        "data_categories",
        "perspectives",
        "bases",
        "levels",
        "statuses",
        "element_types",
        "component_kinds",
        "roles",
        "attackers",
        "entries",
        "exposures",
        "media",
        "claim_truths",
    ):
        for record in catalogue.kinds[kind].values():
            assert record.description is not None, (kind, record.id)


def test_titles_are_unique_within_a_kind(catalogue: Catalogue) -> None:
    for kind, entries in catalogue.kinds.items():
        for lang in ("en", "ja"):
            titles = [(getattr(r, "on", ""), getattr(r, "part", ""), r.title.show(lang)) for r in entries.values()]
            assert len(set(titles)) == len(titles), (kind, Counter(titles).most_common(1))


def test_words_agree_with_the_model_room(catalogue: Catalogue) -> None:
    assert set(catalogue.connections) == set(get_args(ConnectionKind))
    assert set(catalogue.component_kinds) == set(get_args(elements.ComponentKind))
    assert set(catalogue.element_types) == set(get_args(elements.ElementType))
    assert set(catalogue.sectors) == set(get_args(elements.Sector))
    assert set(catalogue.roles) == set(elements.Roles.model_fields)
    assert tuple(catalogue.human_levels) == get_args(HumanLevel)
    assert tuple(catalogue.economic_levels) == get_args(EconomicLevel)
    assert tuple(catalogue.bases) == get_args(answers.Basis)
    assert tuple(catalogue.perspectives) == get_args(answers.Perspective)
    assert set(get_args(answers.AnswerLevel)) == {level.id for level in catalogue.levels.values() if level.answer}
    assert set(catalogue.economic_criteria) == set(get_args(elements.Scale))
    for type_ in catalogue.element_types.values():
        assert type_.section in NAMED_SECTIONS
        assert type_.section in Model.model_fields


def test_connections_carry_fields_of_the_model(catalogue: Catalogue) -> None:
    optional = set(Connection.model_fields) - {
        "kind",
        "from_",
        "to",
        "name",
        "description",
        "valid",
        "alternatives",
        "attributes",
    }
    for kind in catalogue.connections.values():
        assert set(kind.carries) | set(kind.needs) <= optional, kind.id
        assert set(kind.needs) <= set(kind.carries), kind.id
        assert ("subject" in kind.carries) == bool(kind.subject), kind.id
    carried = {field for kind in catalogue.connections.values() for field in kind.carries}
    assert carried == optional


def test_connection_layers(catalogue: Catalogue) -> None:
    by_layer = {
        1: "supplies develops integrates maintains entrusts hosts insures certifies",
        2: "senses actuates displays operates",
        3: "transmits shares commands configures updates remote-access authenticates",
        None: "feeds depends-on",
    }
    for layer, kinds in by_layer.items():
        assert {k.id for k in catalogue.connections.values() if k.layer == layer} == set(kinds.split())
    control = {k.id for k in catalogue.connections.values() if k.control}
    assert control == {"maintains", "commands", "configures", "updates", "remote-access"}


def test_effect_words(catalogue: Catalogue) -> None:
    component = {"lies", "manipulated", "stopped", "frozen", "delayed", "abused"}
    expected = {
        "C": component,
        "S": component,
        "safety-function": component | {"defeated", "inhibited", "tripped"},
        "D": {"leaked", "altered", "withheld"},
        "R": {"falsified", "skipped"},
        "P": {"deceived", "overridden"},
        "O": {"subverted", "stopped"},
    }
    assert catalogue.vocabulary().effects == expected


def test_conditions_of_incidents(catalogue: Catalogue) -> None:
    assert {incident.condition for incident in catalogue.incidents.values()} == set(get_args(Condition))
    assert [incident.id for incident in catalogue.incidents.values() if incident.any_layer] == ["L2_1_c"]
    for incident in catalogue.incidents.values():
        assert incident.id.startswith(f"L{incident.layer}_")


def test_scale_profiles(catalogue: Catalogue) -> None:
    def count(scale: str) -> dict[str, int]:
        return Counter(level.level for level in catalogue.scales[scale].levels.values())

    assert count("sme") == {"basic": 30, "not-required": 74}
    assert count("sme-layer-2") == {"basic": 44, "not-required": 60}
    assert count("large") == {"basic": 21, "advanced": 83}
    for scale in catalogue.scales.values():
        assert set(scale.levels) == set(catalogue.requirements)
    small, layer2 = catalogue.scales["sme"].levels, catalogue.scales["sme-layer-2"].levels
    assert {r for r in small if small[r].level != layer2[r].level} == {
        f"CPS.{r}" for r in words("RA-4 AC-2 AC-3 AC-8 DS-3 DS-7 DS-10 IP-2 IP-6 MA-2 PT-2 PT-3 CM-3 CM-4")
    }


def test_sector_deltas_are_sourced(catalogue: Catalogue) -> None:
    for sector in catalogue.sectors.values():
        assert sector.guidelines, sector.id
        for delta in sector.deltas:
            assert delta.requirement in catalogue.requirements
            assert delta.source.en
            assert delta.confidence
        named = [(delta.kind, delta.requirement) for delta in sector.deltas]
        assert len(named) == len(set(named)), sector.id
    defence = {delta.requirement for delta in catalogue.sectors["defence"].raises}
    assert defence == {r.id for r in catalogue.requirements.values() if r.sp800_171}


def test_references_of_requirements(catalogue: Catalogue) -> None:
    assert catalogue.requirements["CPS.AM-1"].sp800_171 == ("3.4.1", "3.4.2")
    assert catalogue.requirements["CPS.AM-5"].iec62443 == ()
    assert len([r for r in catalogue.requirements.values() if r.sp800_171]) == 55
    shapes = {
        "csf_1_1": r"(ID|PR|DE|RS|RC)\.[A-Z]{2}-\d+",
        "csf_2_0": r"(GV|ID|PR|DE|RS|RC)\.[A-Z]{2}(-\d+)?",
        "iso27001_2022": r"A\.[5-8]\.\d+",
        "iec62443": r"(2-1:4(\.\d+)+|3-3:SR \d\.\d+)",
        "sp800_171": r"3\.\d+\.\d+",
    }
    for requirement in catalogue.requirements.values():
        for field, shape in shapes.items():
            for reference in getattr(requirement, field):
                assert re.fullmatch(shape, reference), (requirement.id, reference)


def test_records_can_be_written_as_json(catalogue: Catalogue) -> None:
    for _, record in records(catalogue):
        dumped = record.model_dump(mode="json", by_alias=True)
        assert dumped["source"] == record.source


def test_every_field_of_a_record_has_a_name_in_both_languages(catalogue: Catalogue) -> None:
    used = {
        name
        for found in catalogue.kinds.values()
        for record in found.values()
        for name in record.model_dump(mode="json", by_alias=True)
    }
    assert used <= set(FIELD_NAMES)
    assert all(text.en and text.ja for text in FIELD_NAMES.values())
    assert set(FIELD_NAMES) <= used
