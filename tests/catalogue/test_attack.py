"""Numbers and words of the attack: ranges in order, laws over levels, words that mean what they should."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from sanso.catalogue import Catalogue, Probability, Range, load_catalogue
from sanso.catalogue.attack import Works
from sanso.catalogue.laws import check_measures, check_truths
from sanso.model.diagnostics import Diagnostic, Place, diagnose

CATALOGUE = load_catalogue()


def report(code: str, steps: tuple[str, ...], **values: Any) -> Diagnostic:
    return diagnose(code, Place("test"), "/".join(steps), **values)


@given(*[st.floats(0, 1e6)] * 3)
def test_a_range_is_in_order(low: float, likely: float, high: float) -> None:
    if low <= likely <= high:
        assert Range(low=low, likely=likely, high=high).likely == likely
    else:
        with pytest.raises(ValidationError, match="low <= likely <= high"):
            Range(low=low, likely=likely, high=high)


@pytest.mark.parametrize("value", [-0.1, 1.1, float("nan"), float("inf")])
def test_a_probability_is_one(value: float) -> None:
    with pytest.raises(ValidationError):
        Probability(low=value, likely=value, high=value)


def test_works_by_level() -> None:
    works = CATALOGUE.attack_defences["Component.patched"].works
    assert [works.at(level) for level in ("basic", "advanced", "high-advanced")] == [
        works.basic,
        works.advanced,
        works.high_advanced,
    ]
    with pytest.raises(KeyError):
        works.at("none")


@given(st.lists(st.integers(0, 3), min_size=9, max_size=9))
def test_the_check_finds_exactly_the_measures_that_get_worse(numbers: list[int]) -> None:
    ranges = [sorted(numbers[i : i + 3]) for i in (0, 3, 6)]
    basic, advanced, high = (Probability(low=a / 4, likely=b / 4, high=c / 4) for a, b, c in ranges)
    works = Works.model_validate({"basic": basic, "advanced": advanced, "high-advanced": high})
    rises = all(a <= b for lower, higher in pairwise(ranges) for a, b in zip(lower, higher, strict=True))
    defence = CATALOGUE.attack_defences["Component.patched"].model_copy(update={"works": works})
    found = list(check_measures({defence.id: defence}, report))
    assert (found == []) is rises
    assert {fault.code for fault in found} <= {"worse-at-higher-level"}


def test_built_in_numbers_keep_the_laws() -> None:
    assert list(check_measures(CATALOGUE.attack_defences, report)) == []
    assert list(check_truths(CATALOGUE.claim_truths, report)) == []
    truths = {ident: record.truth.likely for ident, record in CATALOGUE.claim_truths.items()}
    assert truths["not-stated"] < truths["none-given"] < truths["public-certification"] < 1


def test_measures_are_not_a_column_of_equal_guesses() -> None:
    assumed = [tuple(d.works.at(level).likely for level in ("basic", "advanced")) for d in
               CATALOGUE.attack_defences.values()]  # fmt: skip
    ((_, most),) = Counter(assumed).most_common(1)
    assert most <= 3
    reasons = [record.reason.en for record in CATALOGUE.attack_defences.values()]
    assert len(set(reasons)) == len(reasons)


def test_assumptions_have_width() -> None:
    for step in CATALOGUE.attack_steps.values():
        for range_ in (step.days, step.chance):
            assert range_ is None or range_.low < range_.likely < range_.high, step.id
    for defence in CATALOGUE.attack_defences.values():
        for level in ("basic", "advanced", "high-advanced"):
            range_ = defence.works.at(level)
            assert range_.low < range_.likely < range_.high < 1, defence.id


def test_attackers_differ_in_what_they_can_do() -> None:
    profiles = {a.id: (frozenset(a.entries), frozenset(a.abilities)) for a in CATALOGUE.attackers.values()}
    assert len({abilities for _, abilities in profiles.values()}) >= 3
    everything = frozenset().union(*(abilities for _, abilities in profiles.values()))
    assert profiles["state"] == (frozenset(CATALOGUE.entries), everything)
    assert not profiles["opportunist"][1] & {"process", "supply", "research", "safety"}
    assert profiles["insider"][0] == {"insider", "on-site"}
    assert {"disrupt", "exploit"} <= profiles["organised-crime"][1]
    frequencies = [CATALOGUE.attackers[a].frequency.likely for a in ("opportunist", "organised-crime", "state")]
    assert frequencies == sorted(frequencies, reverse=True)


@pytest.mark.parametrize(
    ("text", "medium", "carries", "tapped"),
    [
        ("wire", "wire", "signal", "none"),
        ("two wires", "wire", "signal", "none"),
        ("one-way wire", "one-way", "signal", "none"),
        ("wired LAN", "lan", "network", "network"),
        ("wireless", "wireless", "network", "nearby"),
        ("home Wi-Fi", "wifi", "network", "nearby"),
        ("無線LAN", "wifi", "network", "nearby"),
        ("vehicle bus", "vehicle-bus", "network", "network"),
        ("Cellular (LTE)", "cellular", "network", "nearby"),
        ("5G回線", "cellular", "network", "nearby"),
        ("fieldbus", "fieldbus", "network", "network"),
        ("low-power radio", "low-power-radio", "network", "nearby"),
        ("leased line", "leased-line", "network", "none"),
        ("専用線", "leased-line", "network", "none"),
        ("own fibre", "own-fibre", "network", "none"),
        ("VPN", "internet", "network", "network"),
        ("serial", "serial", "signal", "none"),
        ("disc by courier", "carried-media", "network", "none"),
        ("Bluetooth", "bluetooth", "network", "nearby"),
        ("cable", "lan", "network", "network"),
    ],
)
def test_media(text: str, medium: str, carries: str, tapped: str) -> None:
    found = CATALOGUE.medium(text)
    assert found is not None
    assert (found.id, found.carries, found.tapped) == (medium, carries, tapped)


@pytest.mark.parametrize("text", ["", "plant", "pigeon", "scanner", "cabled"])
def test_media_that_say_nothing(text: str) -> None:
    assert CATALOGUE.medium(text) is None


@pytest.mark.parametrize(
    ("word", "entry", "reach"),
    [
        ("internet", "internet", "all"),
        ("Internet", "internet", "all"),
        ("cellular", "internet", "all"),
        ("wireless", "nearby", "each"),
        ("Wi-Fi", "nearby", "each"),
        ("無線LAN", "nearby", "each"),
        ("port", "on-site", "each"),
        ("USB", "on-site", "each"),
        ("physical", "on-site", "each"),
        ("telephone", "internet", "each"),
        ("public", "internet", "all"),
    ],
)
def test_exposures(word: str, entry: str, reach: str) -> None:
    found = CATALOGUE.exposure(word)
    assert found is not None
    assert (found.entry, found.reach) == (entry, reach)


def test_unknown_exposure() -> None:
    assert CATALOGUE.exposure("window") is None


@pytest.mark.parametrize("kind", ["exposures", "media"])
def test_words_are_folded_and_belong_to_one_record(kind: str) -> None:
    records = CATALOGUE.kinds[kind].values()
    words = [word for record in records for word in record.words]  # type: ignore[attr-defined]
    assert [word for word in words if word != word.casefold()] == []
    assert [word for word, count in Counter(words).items() if count > 1] == []
    if kind == "exposures":
        assert not set(words) & set(CATALOGUE.exposures)


def test_a_catalogue_finds_them_by_kind() -> None:
    assert isinstance(CATALOGUE, Catalogue)
    assert CATALOGUE.kind("attack-steps") is CATALOGUE.attack_steps
