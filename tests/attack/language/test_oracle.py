"""Languages agree with mal-toolbox's, feature by feature; every disagreement is listed with its smallest case."""

from __future__ import annotations

from pathlib import Path

import pytest

from sanso.attack.language import BadLanguage, Distribution, load, loads, read

from ..oracle import Facts, OracleRefuses, graph_facts, language_facts
from .oracle_form import facts_of, ttc_of

MAL = Path(__file__).parent / "mal"
HEAD = '#id: "fault"\n#version: "1.0.0"\n'


def stated_by_oracle(path: Path) -> Facts:
    facts = language_facts(path)
    for asset in facts["assets"].values():
        for step in asset["steps"].values():
            step["ttc"] = ttc_of(step["ttc"])
    return facts


def both(folder: Path, text: str) -> tuple[Facts, Facts]:
    """Return our facts and the oracle's."""
    path = folder / "fault.mal"
    path.write_text(HEAD + text, encoding="utf-8")
    return facts_of(load(path)), stated_by_oracle(path)


@pytest.mark.parametrize("name", sorted(path.stem for path in MAL.glob("*.mal")))
def test_a_feature(name: str) -> None:
    path = MAL / f"{name}.mal"
    assert read(path).diagnostics == ()
    assert facts_of(load(path)) == stated_by_oracle(path)


def test_fault_adding_without_ttc_drops_the_inherited_one(tmp_path: Path) -> None:
    text = "category C { asset A { | a [Exponential(2)] | b } asset B extends A { | a +> b } }"
    ours, theirs = both(tmp_path, text)
    assert ours["assets"]["B"]["steps"]["a"]["ttc"] == Distribution("Exponential", (2.0,))
    assert theirs["assets"]["B"]["steps"]["a"]["ttc"] is None


def test_fault_inherited_metadata_wins_over_the_own_one(tmp_path: Path) -> None:
    text = 'category C { asset A { | a user info: "old" | b } asset B extends A { | a user info: "new" +> b } }'
    ours, theirs = both(tmp_path, text)
    assert ours["assets"]["B"]["steps"]["a"]["meta"] == {"user": "new"}
    assert theirs["assets"]["B"]["steps"]["a"]["meta"] == {"user": "old"}


def test_fault_a_name_before_a_line_break_is_taken_for_a_step(tmp_path: Path) -> None:
    text = "category C { asset A { | a -> (x\n \\/ x).a } } associations { A [y] * <-- L --> * [x] A }"
    path = tmp_path / "fault.mal"
    path.write_text(HEAD + text, encoding="utf-8")
    assert facts_of(load(path))["assets"]["A"]["steps"]["a"]["reaches"] == ["(x\\/x) a"]
    with pytest.raises(OracleRefuses):
        language_facts(path)


def test_fault_an_inherited_variable_with_a_closure_is_refused(tmp_path: Path) -> None:
    text = """category C { asset A { let all = x* | a -> all().a } asset B extends A {} }
    associations { A [y] * <-- L --> * [x] A }"""
    path = tmp_path / "fault.mal"
    path.write_text(HEAD + text, encoding="utf-8")
    assert facts_of(load(path))["assets"]["B"]["steps"]["a"]["reaches"] == ["x* a"]
    with pytest.raises(OracleRefuses, match=r"'all' .* does not point to an asset"):
        language_facts(path)


def test_fault_escapes_in_texts_are_kept(tmp_path: Path) -> None:
    ours, theirs = both(tmp_path, r'category C { asset A user info: "a \"b\"" {} }')
    assert ours["assets"]["A"]["meta"] == {"user": 'a "b"'}
    assert theirs["assets"]["A"]["meta"] == {"user": r"a \"b\""}


def test_fault_the_id_of_an_included_language_counts(tmp_path: Path) -> None:
    (tmp_path / "part.mal").write_text('#id: "part"\n#version: "9.9.9"\n', encoding="utf-8")
    ours, theirs = both(tmp_path, 'include "part.mal"')
    assert (ours["id"], theirs["id"]) == ("fault", "part")


def test_fault_the_type_of_a_union_is_that_of_its_left_side(tmp_path: Path) -> None:
    text = """category C { asset T { | t } asset A extends T { | a } asset B extends T { | go -> (x \\/ y).t } }
    associations { B [m] * <-- L --> * [x] A  B [n] * <-- M --> * [y] T }"""
    ours, theirs = both(tmp_path, text)
    assert ours == theirs
    worse = text.replace(".t }", ".a }")
    with pytest.raises(BadLanguage, match="T has no step a"):
        loads(HEAD + worse)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("asset A { | a [Enabled] }", "Enabled"),
        ("asset A { # a [Exponential(1)] }", "may only have"),
        ("asset A { | a [1 - Bernoulli(0.5)] }", "Bernoulli"),
        ("asset A { E a }", "must have require"),
        ("asset A { | a <- x }", "may only be defined"),
        ("asset A { | a -> b }", "not defined"),
        ("asset A { | a -> x.b }", "."),
        ("asset A { | a +> a }", "without previous definition"),
        ("asset A { | a } asset B extends A { & a }", "different type"),
        ("asset A { | a -> (x \\/ z).a } asset Z {}", "."),
        ("asset A { | a -> x[Z].a } asset Z { | a }", "."),
        ("asset A { let v = x } asset B extends A { let v = x }", "previously defined"),
        ("asset A { let v = w() let w = v() }", "cycle"),
        ("asset A extends B {} asset B extends A {}", "loop"),
        ("asset A { # d {C} }", "CIA"),
    ],
)
def test_what_we_refuse_the_oracle_refuses(text: str, said: str, tmp_path: Path) -> None:
    whole = f"{HEAD}category C {{ {text} }}"
    if "extends B" not in text:
        whole += "\nassociations { A [y] * <-- L --> * [x] A }"
    if "asset Z" in text:
        whole += "\nassociations { A [w] * <-- M --> * [z] Z }"
    path = tmp_path / "refused.mal"
    path.write_text(whole, encoding="utf-8")
    with pytest.raises(BadLanguage):
        load(path)
    with pytest.raises(OracleRefuses, match=said):
        language_facts(path)


def test_the_oracle_states_attack_graphs() -> None:
    model = {
        "metadata": {"name": "m"},
        "assets": {
            "0": {"name": "d", "type": "SafeDoor", "associated_assets": {"guards": {"1": "g"}}},
            "1": {"name": "g", "type": "Guard", "associated_assets": {}},
        },
    }
    facts = graph_facts(MAL / "existence.mal", model)
    assert facts["d:locked"]["exists"]
    assert facts["d:locked"]["children"] == ["d:knock", "d:open"]
    assert list(facts) == ["d:locked", "d:watched", "d:open", "d:knock"]
