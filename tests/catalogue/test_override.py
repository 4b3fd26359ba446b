"""A user's own catalogue file: what it may replace and add, and what is refused, with every fault at once."""

from __future__ import annotations

import json
import textwrap
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanso.catalogue import Catalogue, load_catalogue
from sanso.catalogue import overlay as overlay_module
from sanso.model.diagnostics import Diagnostic, InputRefused


def overlay(folder: Path, text: str | bytes) -> Catalogue:
    path = folder / "own.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return load_catalogue(path)


def refused(folder: Path, text: str | bytes) -> list[Diagnostic]:
    with pytest.raises(InputRefused) as error:
        overlay(folder, text)
    return list(error.value.diagnostics)


def codes(folder: Path, text: str | bytes) -> list[str]:
    return [fault.code for fault in refused(folder, text)]


def test_one_language_of_a_title(tmp_path: Path) -> None:
    own = overlay(tmp_path, "requirements: {CPS.AM-1: {title: {en: Our register}, source: Appendix C}}")
    record, built_in = own.requirements["CPS.AM-1"], load_catalogue().requirements["CPS.AM-1"]
    assert record.title.en == "Our register"
    assert record.title.ja == built_in.title.ja
    assert record.paraphrase == built_in.paraphrase
    assert record.overridden == ("title",)
    assert record.override_file == str(tmp_path / "own.yaml")
    assert record.source == built_in.source
    assert record.provenance("title").source is not None
    assert record.provenance("title").source.en == "Appendix C"  # type: ignore[union-attr]
    assert record.provenance("title").confidence is None
    assert record.provenance("paraphrase").confidence == "verified"
    assert "own.yaml" in record.marked.en
    assert "own.yaml" in record.marked.ja
    assert own.overridden == (record,)


def test_the_built_in_catalogue_stays(tmp_path: Path) -> None:
    before = load_catalogue().requirements["CPS.AM-1"]
    overlay(tmp_path, "requirements: {CPS.AM-1: {title: X}}")
    assert load_catalogue().requirements["CPS.AM-1"] is before
    assert before.overridden == ()


def test_provenance_alone_replaces_that_of_the_record(tmp_path: Path) -> None:
    own = overlay(tmp_path, "requirements: {CPS.AM-2: {source: {en: Read, ja: 確認}, confidence: verified}}")
    record = own.requirements["CPS.AM-2"]
    assert (record.source, record.source_text.ja, record.confidence) == ("Read", "確認", "verified")
    assert record.overridden == ("source", "confidence")


def test_provenance_of_a_field(tmp_path: Path) -> None:
    own = overlay(
        tmp_path,
        "requirements: {CPS.AM-2: {elements: [O], confidence: verified, fields: {layers: {confidence: verified}}}}",
    )
    record = own.requirements["CPS.AM-2"]
    assert record.provenance("elements").confidence == "verified"
    assert record.provenance("layers").confidence == "verified"
    assert record.provenance("title").confidence == "recalled"


def test_elements_move_the_vulnerabilities(tmp_path: Path) -> None:
    own = overlay(tmp_path, "requirements: {CPS.AM-1: {elements: [O]}}")
    assert "CPS.AM-1" not in own.vulnerabilities["L2_1_a_COM"].requirements
    assert "CPS.AM-1" in own.vulnerabilities["L2_1_a_ORG"].requirements


def test_types_of_an_incident_make_vulnerabilities(tmp_path: Path) -> None:
    own = overlay(tmp_path, "incidents: {L2_2_a: {types: [P], requirements: [CPS.AT-1], title: {en: 'Run {x}'}}}")
    assert [v.id for v in own.vulnerabilities.values() if v.incident == "L2_2_a"] == ["L2_2_a_PEO"]
    assert own.vulnerabilities["L2_2_a_PEO"].requirements == ("CPS.AT-1",)
    assert own.vulnerabilities["L2_2_a_PEO"].title.en.startswith("Run {x}")


def test_a_vulnerability_as_the_appendix_has_it(tmp_path: Path) -> None:
    own = overlay(tmp_path, "vulnerabilities: {L2_1_a_COM: {requirements: [CPS.AM-1, CPS.GV-1], confidence: verified}}")
    record = own.vulnerabilities["L2_1_a_COM"]
    assert record.requirements == ("CPS.AM-1", "CPS.GV-1")
    assert record.overridden == ("requirements",)
    assert record.provenance("requirements").confidence == "verified"


def test_scale_levels(tmp_path: Path) -> None:
    own = overlay(
        tmp_path,
        """
scales:
  sme:
    levels: {CPS.AM-2: advanced, CPS.AM-3: {level: basic, reason: Ours}}
    groups:
      - {level: basic, requirements: [CPS.CM-6, CPS.CM-7]}
""",
    )
    levels = own.scales["sme"].levels
    assert [levels[f"CPS.{r}"].level for r in ("AM-2", "AM-3", "CM-6", "CM-7")] == ["advanced", *["basic"] * 3]
    assert levels["CPS.AM-3"].reason.ja == "Ours"
    assert "own.yaml" in levels["CPS.AM-2"].reason.ja
    assert levels["CPS.AM-2"].overridden
    assert not levels["CPS.AM-1"].overridden
    assert len(levels) == 104


def test_new_records(tmp_path: Path) -> None:
    own = overlay(
        tmp_path,
        """
sectors:
  rail:
    title: {en: Railways, ja: 鉄道}
    note: {en: Own profile., ja: 独自プロファイル。}
    source: Own profile
    edition: '2026'
    confidence: derived
    deltas:
      - {requirements: [CPS.AC-2, CPS.AM-4], level: advanced, reason: Why, source: Ours, confidence: derived}
data_categories:
  patient: {title: Patient, floor: 3, legal: true, source: Ours, edition: '1', confidence: derived}
effects:
  C.melted: {title: melted, on: C, word: melted, source: Ours, edition: '1', confidence: derived}
""",
    )
    rail = own.sectors["rail"]
    assert rail.added
    assert rail.overridden == ("title", "note", "source", "edition", "confidence", "deltas")
    assert rail.provenance("title").confidence == "derived"
    assert "added by" in rail.marked.en
    assert [delta.requirement for delta in rail.deltas] == ["CPS.AC-2", "CPS.AM-4"]
    assert own.data_category("patient.history") is own.data_categories["patient"]
    assert "melted" in own.vocabulary().effects["S"]
    assert "melted" in own.vocabulary().effects["safety-function"]
    assert "patient" in own.vocabulary().data_categories
    assert len(own.overridden) == 3


def test_grid_and_mixes(tmp_path: Path) -> None:
    own = overlay(
        tmp_path,
        "grid: {serious/limited: {category: 3}}\nmixes: {2b: {demands: {operators: qualified}}}\n"
        "economic_criteria: {sme: {thresholds: {serious: 5 MJPY}}}\nconnections: {supplies: {from: OP}}",
    )
    assert own.category_of("serious", "limited") == 3
    assert own.mixes["2b"].demands.operators == "qualified"
    assert own.mixes["2b"].demands.product == "third-party"
    assert own.economic_criteria["sme"].thresholds.serious.minor == 5_000_000
    assert own.vocabulary().connections["supplies"].from_ == "OP"
    assert own.connections["supplies"].overridden == ("from_",)


def test_numbers_of_attacks(tmp_path: Path) -> None:
    own = overlay(
        tmp_path,
        """
attackers:
  state: {frequency: {high: 1}, source: Our threat report, confidence: verified}
  rival:
    title: {en: rival, ja: 競合他社}
    entries: [internet]
    abilities: [exploit]
    frequency: {low: 0, likely: 0.1, high: 1}
    persistence: {low: 1, likely: 30, high: 60}
    speed: {low: 1, likely: 1, high: 1}
    reason: Seen twice
    source: Ours
    edition: '1'
    confidence: derived
attack_defences:
  Component.patched: {works: {high-advanced: {likely: 0.9}}}
media:
  lan: {words: [hallway]}
""",
    )
    assert own.attackers["state"].frequency.high == 1
    assert own.attackers["state"].frequency.likely == load_catalogue().attackers["state"].frequency.likely
    assert own.attackers["state"].overridden == ("frequency",)
    assert own.attackers["state"].provenance("frequency").confidence == "verified"
    assert own.attackers["rival"].added
    assert own.attack_defences["Component.patched"].works.at("high-advanced").likely == 0.9
    found = own.medium("Hallway line")
    assert found is not None
    assert found.id == "lan"


def test_the_documented_example_loads(tmp_path: Path) -> None:
    example = textwrap.dedent((overlay_module.__doc__ or "").split("::\n\n")[1].split("\nA field")[0])
    own = overlay(tmp_path, example)
    assert own.scales["sme"].levels["CPS.AM-2"].level == "advanced"
    assert own.sectors["rail"].added
    assert own.category_of("serious", "limited") == 3
    assert len(own.overridden) == 5


NEW = "source: s, edition: e, confidence: derived"
LOWER = ["worse-at-higher-level"]
DELTA = "{requirements: [q], level: basic, reason: r, source: s, confidence: derived}"

REFUSED = [
    ("", ["not-a-catalogue"]),
    ("- a", ["not-a-catalogue"]),
    ("text", ["not-a-catalogue"]),
    ("a: [", ["yaml-syntax"]),
    ("a: !!python/object:os.system x", ["yaml-tag"]),
    (b"a: \x00", ["nul-byte"]),
    (b"requirements: \xff\xfe", ["not-utf8"]),
    ("requirement: {}", ["unknown-key"]),
    ("requirements: [a]", ["wrong-type"]),
    ("requirements: {CPS.XX-1: {title: x}}", ["unknown-record"]),
    ("requirements: {CPS.AM-1: x}", ["wrong-type"]),
    ("requirements: {CPS.AM-1: }", ["wrong-type"]),
    ("requirements: {CPS.AM-1: {tilte: x}}", ["unknown-key"]),
    ("requirements: {CPS.AM-1: {id: x}}", ["unknown-key"]),
    ("requirements: {CPS.AM-1: {overridden: [x]}}", ["unknown-key"]),
    ("requirements: {CPS.AM-1: {title: 5}}", ["wrong-type"]),
    ("requirements: {CPS.AM-1: {title: ''}}", ["wrong-type"]),
    ("requirements: {CPS.AM-1: {title: {fr: x}}}", ["unknown-key"]),
    ("requirements: {CPS.AM-1: {elements: [O, Z]}}", ["unknown-word"]),
    ("requirements: {CPS.AM-1: {elements: []}}", ["out-of-range"]),
    ("requirements: {CPS.AM-1: {elements: O}}", ["wrong-type"]),
    ("requirements: {CPS.AM-1: {layers: [4]}}", ["unknown-word"]),
    ("requirements: {CPS.AM-1: {category: CPS.XX}}", ["unknown-reference"]),
    ("requirements: {CPS.AM-1: {confidence: sure}}", ["unknown-word"]),
    ("requirements: {CPS.AM-1: {fields: x}}", ["wrong-type"]),
    ("requirements: {CPS.AM-1: {fields: {tilte: {confidence: verified}}}}", ["unknown-key"]),
    ("incidents: {L2_1_a: {requirements: [CPS.AM-99]}}", ["unknown-requirement"]),
    ("incidents: {L2_1_a: {condition: sometimes}}", ["unknown-word"]),
    ("incidents: {L2_1_a: {layer: 3}}", ["fixed-field"]),
    ("vulnerabilities: {L2_1_a_COM: {type: O}}", ["fixed-field"]),
    ("vulnerabilities: {L2_1_a_XXX: {title: x}}", ["unknown-record"]),
    ("vulnerabilities: {L2_1_a_COM: {requirements: [x]}}", ["unknown-requirement"]),
    ("scales: {sme: {levels: {CPS.AM-99: basic}}}", ["unknown-requirement"]),
    ("scales: {sme: {levels: {CPS.AM-1: low}}}", ["unknown-word"]),
    ("scales: {sme: {levels: [x]}}", ["wrong-type"]),
    ("scales: {sme: {groups: [x]}}", ["wrong-type"]),
    ("scales: {sme: {groups: 5}}", ["wrong-type"]),
    ("scales: {medium: {title: x}}", ["unknown-record"]),
    ("sectors: {rail: {title: x}}", ["missing-key"] * 4),
    (
        f"sectors: {{rail: {{title: x, note: y, {NEW}, deltas: [{DELTA}]}}}}",
        ["unknown-requirement"],
    ),
    ("sectors: {auto: {deltas: [x]}}", ["wrong-type"]),
    ("effects: {C.melted: {title: m, on: C, word: burnt, " + NEW + "}}", ["id-does-not-fit"]),
    ("effects: {C.lies: {word: burnt}}", ["fixed-field"]),
    ("data_categories: {personal: {floor: 5}}", ["out-of-range"]),
    ("data_categories: {personal: {floor: '2'}}", ["wrong-type"]),
    ("data_categories: {personal: {legal: 1}}", ["wrong-type"]),
    ("economic_criteria: {sme: {thresholds: {serious: lots}}}", ["bad-money"]),
    ("economic_criteria: {sme: {thresholds: {serious: 900 MJPY}}}", ["criteria-order"]),
    ("economic_criteria: {sme: {thresholds: {serious: 9 EUR}}}", ["mixed-currencies"]),
    ("grid: {fatal/none: {category: 0}}", ["grid-not-monotone"]),
    ("grid: {none/none: {category: 4}}", ["grid-not-monotone"] * 2),
    ("grid: {none/none: {category: 5}}", ["out-of-range"]),
    ("grid: {none/none: {human: fatal}}", ["fixed-field"]),
    ("grid: {none/huge: {category: 1}}", ["unknown-record"]),
    ("mixes: {'1': {category: 2}}", ["category-without-mix"]),
    ("mixes: {'1': {category: 0}}", ["out-of-range"]),
    ("mixes: {4a: {demands: {operators: none}}}", ["mix-too-weak"]),
    ("mixes: {4a: {demands: {operators: expert}}}", ["unknown-word"]),
    ("mixes: {4a: {demands: {operator: none}}}", ["unknown-key"]),
    ("demand_steps: {in_operation.yearly: {interval: often}}", ["bad-interval"]),
    ("demand_steps: {operators.qualified: {coverage: 80}}", ["out-of-range"]),
    ("connections: {supplies: {from: Q}}", ["wrong-type"]),
    ("connections: {supplies: {carries: [price]}}", ["unknown-word"]),
    ("human_levels: {fatal: {rank: 0}}", ["fixed-field"]),
    ("attackers: {state: {frequency: {low: 5}}}", ["range-order"]),
    ("attackers: {state: {entries: [window]}}", ["unknown-word"]),
    ("attackers: {state: {entries: []}}", ["out-of-range"]),
    ("attackers: {state: {abilities: [magic]}}", ["unknown-word"]),
    ("attackers: {state: {persistence: {low: 0}}}", ["out-of-range"]),
    ("attackers: {rival: {title: Rival}}", ["missing-key"] * 9),
    ("entries: {window: {step: window}}", ["unknown-record"]),
    ("entries: {internet: {step: window}}", ["fixed-field"]),
    ("exposures: {usb: {entry: window}}", ["unknown-word"]),
    ("exposures: {usb: {reach: some}}", ["unknown-word"]),
    ("media: {lan: {words: []}}", ["out-of-range"]),
    ("media: {lan: {carries: attacks}}", ["unknown-word"]),
    ("attack_steps: {Component.exploited: {chance: {high: 1.5}}}", ["out-of-range"]),
    ("attack_steps: {Component.exploited: {days: {likely: 100}}}", ["range-order"]),
    ("attack_steps: {Component.exploited: {days: soon}}", ["wrong-type"]),
    ("attack_steps: {Component.shutDown: {days: null}}", ["missing-key"]),
    ("attack_steps: {Component.melted: {days: {low: 1, likely: 2, high: 3}}}", ["unknown-record"]),
    ("attack_defences: {Component.patched: {requirement: CPS.AM-1}}", ["fixed-field"]),
    ("attack_defences: {Component.patched: {works: {basic: {low: 0.9, likely: 0.9, high: 0.95}}}}", LOWER),
    ("attack_defences: {Component.patched: {works: {best: {low: 0.9, likely: 0.9, high: 0.95}}}}", ["unknown-key"]),
    ("claim_truths: {third-party: {truth: {low: 0.1, likely: 0.2, high: 0.3}}}", LOWER),
]


@pytest.mark.parametrize(("text", "expected"), REFUSED)
def test_refused(tmp_path: Path, text: str | bytes, expected: list[str]) -> None:
    faults = refused(tmp_path, text)
    assert [fault.code for fault in faults] == expected
    for fault in faults:
        assert fault.message.en
        assert fault.message.ja
        assert fault.place.file == str(tmp_path / "own.yaml")


def test_every_fault_is_reported_with_its_place(tmp_path: Path) -> None:
    text = """requirements:
  CPS.AM-1:
    tilte: x
  CPS.AM-77: {title: y}
grid:
  fatal/none: {category: 0}
sectorz: {}
"""
    faults = refused(tmp_path, text)
    assert [(fault.code, fault.place.line, fault.place.column) for fault in faults] == [
        ("unknown-key", 3, 5),
        ("unknown-record", 4, 3),
        ("grid-not-monotone", 6, 26),
        ("unknown-key", 7, 1),
    ]
    assert faults[0].hint is not None
    assert "title" in faults[0].hint.en
    assert faults[2].path == "grid/fatal/none/category"


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "none.yaml", "missing-file"), (tmp_path, "not-a-file"), (Path("a\0b"), None)):
        with pytest.raises(InputRefused) as error:
            load_catalogue(path)
        assert error.value.diagnostics[0].code == (code or "missing-file")
    assert codes(tmp_path, b"# " + b"x" * (4 * 2**20)) == ["file-too-large"]
    assert codes(tmp_path, "a: " + "[" * 100) == ["too-deep"]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.sampled_from(["basic", "en", "x"]) | st.text(max_size=4),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "title",
                        "en",
                        "levels",
                        "groups",
                        "requirements",
                        "deltas",
                        "fields",
                        "demands",
                        "source",
                        "CPS.AM-1",
                    ]
                ),
                inner,
                max_size=3,
            )
        ),
        max_leaves=8,
    ),
    st.sampled_from(
        [
            "requirements/CPS.AM-1",
            "scales/sme",
            "sectors/auto",
            "sectors/new",
            "mixes/1",
            "grid/none|none",
            "incidents/L2_1_a",
            "attackers/state",
            "attack_steps/Component.exploited",
            "attack_defences/Component.patched",
        ]
    ),
)
def test_nothing_but_a_refusal_comes_of_nonsense(tmp_path: Path, value: object, spot: str) -> None:
    kind, ident = spot.split("/")
    text = json.dumps({kind: {ident.replace("|", "/"): value}}, ensure_ascii=True)
    outcome: object = None
    try:
        outcome = overlay(tmp_path, text)
    except InputRefused as error:
        outcome = error.diagnostics
    assert outcome
