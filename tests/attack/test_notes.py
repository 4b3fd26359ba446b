"""Words that the attack could not make use of are told, and nothing else is."""

from __future__ import annotations

import pytest

from sanso.attack.notes import notes
from sanso.examples import names

from .cpsf.build import THINGS, stage_of
from .examples import example


def test_unknown_words_are_told_in_both_languages() -> None:
    devices = {**THINGS["components"], "eye": {"kind": "sensor", "exposure": ["carrier pigeon", "internet"]}}
    link = {"kind": "transmits", "from": "eye", "to": "hub", "medium": "smoke"}
    found = notes(
        stage_of(**{**THINGS, "components": devices}, connections={"k": link, "n": {**link, "medium": "Wi-Fi"}})
    )
    assert len(found) == 2
    for note, word, thing in zip(found, ("carrier pigeon", "smoke"), ("eye", "k"), strict=True):
        assert word in note.show("en")
        assert thing in note.show("en")
        assert word in note.show("ja")
        assert note.show("en") != note.show("ja")


def test_many_things_are_counted() -> None:
    devices = {f"c{n}": {"kind": "sensor", "exposure": ["magic"]} for n in range(9)}
    (note,) = notes(stage_of(components=devices))
    assert "(9)" in note.show("en")
    assert "c8" not in note.show("en")


@pytest.mark.parametrize("name", names())
def test_examples_use_words_that_are_known(name: str) -> None:
    from sanso.analysis.assessing import structure_of
    from sanso.attack.cpsf import staged

    from .cpsf.build import catalogue

    found = notes(staged(structure_of(example(name), catalogue()), catalogue()))
    exclusive = [note for note in found if "exclude one another" in note.show("en")]
    assert len(exclusive) == any(harm.excludes for harm in example(name).harms.values())
    assert list(found) == exclusive
