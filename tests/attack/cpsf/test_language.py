"""Sanso's own attack language and the catalogue say the same: numbers, requirements, incidents, effects, abilities."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import get_args

import pytest

from sanso.attack.cpsf.staging import cpsf
from sanso.attack.language import Collect, Combined, Distribution, Expression, Field, Step, StepName, SubType, Ttc
from sanso.catalogue import load_catalogue
from sanso.catalogue.attack import Ability

CATALOGUE = load_catalogue()
LANGUAGE = cpsf()
GUARDS = ("defense", "exist", "notExist")
EFFECTS_ON = {
    "C": "Component",
    "safety-function": "SafetyFunction",
    "D": "Data",
    "R": "Procedure",
    "P": "People",
    "O": "Organization",
}
JOINTS = {("AllCause", "met"), ("Component", "inputLost")}
"""AND steps whose attack parents belong to other assets: everything that is linked must have fallen."""

TECHNIQUES = """
0 1 2 3 4 5 6 7 9 11 12 13 14 15 16 17 19 20 21 22 23 26 27 28 29 30 31 32 34 35 36 37 38 39 40 42 43 45 46 47 48 49
51 52 53 55 56 57 58 59 60 61 62 63 64 65 66 67 68 69 71 72 73 74 77 78 79 80 81 82 83 84 85 86 87 88 89 90 91 92 93
94 95
"""
"""ATT&CK for ICS: T0800 and on."""


def declared() -> Iterator[tuple[str, Step]]:
    """Every step once, under the asset type that declares it."""
    for asset in LANGUAGE.assets.values():
        for step in asset.steps.values():
            if step.declared_in == asset.name:
                yield f"{asset.name}.{step.name}", step


def numbers(ttc: Ttc | None) -> tuple[float | None, float | None]:
    """Mean days and chance of a TTC."""
    match ttc:
        case None:
            return None, None
        case Distribution("Exponential", (rate,)):
            return 1 / rate, None
        case Distribution("Bernoulli", (chance,)):
            return None, chance
        case Combined("*", Distribution("Bernoulli", (chance,)), Distribution("Exponential", (rate,))):
            return 1 / rate, chance
    raise AssertionError(ttc)


def targets(asset: str, expression: Expression) -> Iterator[tuple[str, str]]:
    """Asset type and step in which *expression* ends."""
    match expression:
        case StepName(name):
            yield asset, name
        case Collect(left, right):
            yield from targets(found(asset, left), right)
        case _:
            raise AssertionError(expression)


def found(asset: str, expression: Expression) -> str:
    match expression:
        case Field(name):
            for association in LANGUAGE.associations:
                for near, far in ((association.left, association.right), (association.right, association.left)):
                    if far.field == name and LANGUAGE.is_a(asset, near.asset):
                        return far.asset
        case SubType(_, narrowed):
            return narrowed
    raise AssertionError((asset, expression))


@pytest.mark.parametrize("ident", list(CATALOGUE.attack_steps))
def test_every_number_of_the_catalogue_is_that_of_the_language(ident: str) -> None:
    record, step = CATALOGUE.attack_steps[ident], dict(declared())[ident]
    days, chance = numbers(step.ttc)
    assert (days is None, chance is None) == (record.days is None, record.chance is None)
    if record.days is not None:
        assert days == pytest.approx(record.days.likely, rel=1e-3)
    if record.chance is not None:
        assert chance == record.chance.likely


def test_every_number_of_the_language_is_in_the_catalogue() -> None:
    timed = {ident for ident, step in declared() if step.ttc is not None}
    assert timed == set(CATALOGUE.attack_steps)


def test_every_defence_stands_for_a_requirement() -> None:
    defences = {ident: step.meta.get("requirement") for ident, step in declared() if step.kind == "defense"}
    assert defences.pop("Condition.absent") is None
    assert defences == {ident: record.requirement for ident, record in CATALOGUE.attack_defences.items()}
    assert {requirement for requirement in defences.values() if requirement} <= set(CATALOGUE.requirements)


def test_only_an_attacker_starts_anything() -> None:
    for asset in LANGUAGE.assets.values():
        parents: dict[str, list[Step]] = {}
        for step in asset.steps.values():
            for expression in step.reaches:
                if isinstance(expression, StepName):
                    parents.setdefault(expression.name, []).append(step)
        for step in asset.steps.values():
            if step.kind == "and" and (step.declared_in, step.name) not in JOINTS:
                own = [parent for parent in parents.get(step.name, []) if parent.kind not in GUARDS]
                assert own, f"{asset.name}.{step.name}"


def test_guards_lead_to_and_steps_only() -> None:
    for ident, step in declared():
        if step.kind in GUARDS:
            assert step.reaches, ident
            assert step.ttc is None
            for expression in step.reaches:
                for asset, name in targets(ident.split(".")[0], expression):
                    assert LANGUAGE.assets[asset].steps[name].kind == "and", (ident, name)


def test_times_belong_to_and_steps() -> None:
    assert {step.kind for _, step in declared() if step.ttc is not None} == {"and"}


def test_words_are_in_both_languages_with_an_incident() -> None:
    for ident, step in declared():
        asset, meta = ident.split(".")[0], step.meta
        assert ("en" in meta) == ("ja" in meta), ident
        assert ("incident" in meta) == ("en" in meta and asset not in ("Attacker", "Harm")), ident
        if "en" in meta:
            assert not re.search(r"[\u3040-\u30ff\u4e00-\u9fff]", meta["en"]), ident
            assert asset == "Attacker" or ("{it}" in meta["en"] and "{it}" in meta["ja"]), ident
            assert asset == "Harm" or re.search(r"[\u3040-\u30ff\u4e00-\u9fff]", meta["ja"]), ident
        if "incident" in meta:
            assert meta["incident"] in CATALOGUE.incidents, ident
        if "technique" in meta:
            assert meta["technique"] in {f"T08{int(number):02}" for number in TECHNIQUES.split()}, ident
        if step.kind == "and" and asset != "AllCause" and step.ttc is not None:
            assert "en" in meta, ident


def test_effects_are_the_same_words() -> None:
    expected: dict[str, set[str]] = {}
    for effect in CATALOGUE.effects.values():
        expected.setdefault(EFFECTS_ON[effect.on], set()).add(effect.word)
    expected["SafetyFunction"] |= expected["Component"]
    caused: dict[str, set[str]] = {}
    for asset in expected:
        for step in LANGUAGE.assets[asset].steps.values():
            if Collect(Field(f"{step.name}Causes"), StepName("met")) in step.reaches:
                caused.setdefault(asset, set()).add(step.name)
    assert caused == expected


def test_tags_are_abilities() -> None:
    tags = {tag for _, step in declared() for tag in step.tags}
    assert tags == set(get_args(Ability))
    assert tags == {ability for attacker in CATALOGUE.attackers.values() for ability in attacker.abilities}


def test_entries_are_the_steps_of_the_attacker() -> None:
    steps = [entry.step for entry in CATALOGUE.entries.values()]
    assert sorted(steps) == sorted(LANGUAGE.assets["Attacker"].steps)


def test_steps_of_the_catalogue_are_called_as_they_read() -> None:
    titles = [record.title.en for record in (*CATALOGUE.attack_steps.values(), *CATALOGUE.attack_defences.values())]
    assert len(set(titles)) == len(titles)
