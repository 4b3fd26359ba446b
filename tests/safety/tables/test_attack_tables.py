"""Attack potential, ISO/SAE 21434, EVITA and HEAVENS: every cell against a second formulation, and their laws."""

from __future__ import annotations

from itertools import combinations, product

import pytest

from sanso.catalogue import load_catalogue
from sanso.safety.tables import attack_potential, evita, heavens, iso21434

SCALES = (
    (("1-day", 0), ("1-week", 1), ("1-month", 4), ("6-months", 17), ("more", 19)),
    (("layman", 0), ("proficient", 3), ("expert", 6), ("multiple-experts", 8)),
    (("public", 0), ("restricted", 3), ("confidential", 7), ("strictly-confidential", 11)),
    (("unlimited", 0), ("easy", 1), ("moderate", 4), ("difficult", 10)),
    (("standard", 0), ("specialised", 4), ("bespoke", 7), ("multiple-bespoke", 9)),
)
CELLS = list(product(*SCALES))
PROFILES = load_catalogue().risk_profiles
RISK = [profile for profile in PROFILES.values() if profile.table == "iso21434-risk"]


def _feasibility(total: int) -> str:
    for limit, word in ((13, "high"), (19, "medium"), (24, "low")):
        if total <= limit:
            return word
    return "very-low"


def test_every_cell_of_the_attack_potential() -> None:
    assert len(CELLS) == 1280
    for cell in CELLS:
        words = [word for word, _ in cell]
        total = sum(points for _, points in cell)
        assert attack_potential.points(*words) == total
        assert attack_potential.feasibility(*words) == _feasibility(total), (words, total)
    assert {_feasibility(sum(p for _, p in cell)) for cell in CELLS} == set(attack_potential.FEASIBILITIES)


def test_more_effort_never_raises_feasibility() -> None:
    order = attack_potential.FEASIBILITIES.index
    for cell in CELLS:
        words = [word for word, _ in cell]
        for place, scale in enumerate(SCALES):
            at = [word for word, _ in scale].index(words[place])
            for harder, _ in scale[at + 1 :]:
                changed = [*words[:place], harder, *words[place + 1 :]]
                assert order(attack_potential.feasibility(*changed)) <= order(attack_potential.feasibility(*words))


def test_unknown_word_of_a_scale() -> None:
    with pytest.raises(ValueError, match="genius is none of layman"):
        attack_potential.points("1-day", "genius", "public", "easy", "standard")


def test_impact_follows_severity() -> None:
    assert [iso21434.impact_of_severity(f"S{n}") for n in range(4)] == ["negligible", "moderate", "major", "severe"]
    with pytest.raises(ValueError, match="S4"):
        iso21434.impact_of_severity("S4")


def test_cvss_way_is_the_exploitability_and_reaches_all_four() -> None:
    vectors = {"network": 0.85, "adjacent": 0.62, "local": 0.55, "physical": 0.2}
    complexity, privileges = {"low": 0.77, "high": 0.44}, {"none": 0.85, "low": 0.62, "high": 0.27}
    interaction = {"none": 0.85, "required": 0.62}
    seen = set()
    for v, c, p, u in product(vectors, complexity, privileges, interaction):
        score = 8.22 * vectors[v] * complexity[c] * privileges[p] * interaction[u]
        expected = "high" if score >= 2.955 else "medium" if score >= 1.995 else "low" if score >= 1.055 else "very-low"
        assert iso21434.exploitability(v, c, p, u) == pytest.approx(score)
        assert iso21434.feasibility_by_cvss(v, c, p, u) == expected
        assert 0.12 <= round(score, 2) <= 3.89
        seen.add(expected)
    assert seen == {"high", "medium", "low", "very-low"}


def test_vector_way() -> None:
    found = [iso21434.feasibility_by_vector(v) for v in ("physical", "local", "adjacent", "network")]
    assert found == ["very-low", "low", "medium", "high"]
    with pytest.raises(ValueError, match="orbit"):
        iso21434.feasibility_by_vector("orbit")


def test_risk_matrix_of_the_annex_cell_by_cell() -> None:
    typed = {"severe": "2345", "major": "1234", "moderate": "1223", "negligible": "1111"}
    for impact, row in typed.items():
        for word, digit in zip(("very-low", "low", "medium", "high"), row, strict=True):
            assert iso21434.risk_value(impact, word, PROFILES["iso21434.annex"]) == int(digit)


def test_public_copies_disagree_where_they_are_said_to() -> None:
    one, other = PROFILES["iso21434.annex"], PROFILES["iso21434.vault"]
    differing = {
        (impact, word)
        for impact, word in product(iso21434.IMPACTS, attack_potential.FEASIBILITIES)
        if iso21434.risk_value(impact, word, one) != iso21434.risk_value(impact, word, other)
    }
    assert differing == {("moderate", "low"), ("negligible", "high")}


@pytest.mark.parametrize("profile", RISK, ids=lambda profile: profile.id)
def test_risk_is_monotone_and_total(profile: object) -> None:
    cells = list(product(range(4), range(4)))
    value = {
        (i, f): iso21434.risk_value(iso21434.IMPACTS[i], attack_potential.FEASIBILITIES[f], profile)  # type: ignore[arg-type]
        for i, f in cells
    }
    assert set(value.values()) <= {1, 2, 3, 4, 5}
    for one, other in product(cells, repeat=2):
        if one[0] <= other[0] and one[1] <= other[1]:
            assert value[one] <= value[other]


def test_assurance_levels() -> None:
    profile = PROFILES["iso21434.cal"]
    typed = {"severe": (2, 3, 4, 4), "major": (1, 2, 3, 4), "moderate": (1, 1, 2, 3), "negligible": (None,) * 4}
    for impact, row in typed.items():
        assert tuple(iso21434.assurance_level(impact, v, profile) for v in iso21434.VECTORS) == row
    with pytest.raises(ValueError, match="no cell"):
        iso21434.assurance_level("severe", "low", profile)
    with pytest.raises(ValueError, match="no cell"):
        iso21434.risk_value("severe", "low", profile)
    with pytest.raises(ValueError, match="no cell"):
        iso21434.assurance_level("severe", "low", PROFILES["iso21434.annex"])


def test_several_paths_and_impacts_take_the_highest() -> None:
    profile = PROFILES["iso21434.annex"]
    assert iso21434.combined_risk(["moderate", "severe"], ["low", "medium"], profile) == 4
    assert iso21434.combined_risk([], ["low"], profile) is None
    assert iso21434.combined_risk(["severe"], [], profile) is None
    for extra in attack_potential.FEASIBILITIES:
        for base in combinations(attack_potential.FEASIBILITIES, 2):
            more, less = (iso21434.combined_risk(["major"], paths, profile) for paths in ([*base, extra], base))
            assert more is not None
            assert less is not None
            assert more >= less, "one more path never lowers the risk"


def test_evita_probability_bands() -> None:
    typed = {0: 5, 9: 5, 10: 4, 13: 4, 14: 3, 19: 3, 20: 2, 24: 2, 25: 1, 57: 1}
    assert {points: evita.attack_probability(points) for points in typed} == typed
    assert list(evita.TIME.values()) == [0, 1, 4, 10, 17, 19]
    with pytest.raises(ValueError, match="no attack potential"):
        evita.attack_probability(-1)


def test_evita_risk_graphs() -> None:
    without_safety = {1: "00123", 2: "01234", 3: "12345", 4: "23456"}
    for severity, row in without_safety.items():
        assert "".join(str(evita.risk(severity, p)) for p in range(1, 6)) == row
    assert evita.risk_name(evita.risk(4, 5, 4)) == "7+"
    assert evita.risk_name(evita.risk(4, 3, 4)) == "7"
    assert {evita.risk(0, p, c) for p, c in product(range(1, 6), range(1, 5))} == {0}
    domain = list(product(evita.SEVERITIES, evita.PROBABILITIES, evita.CONTROLLABILITIES))
    for one, other in product(domain, repeat=2):
        if all(a <= b for a, b in zip(one, other, strict=True)):
            assert evita.risk(*one) <= evita.risk(*other)
    for bad in ((5, 1, 1), (1, 0, 1), (1, 6, 1), (1, 1, 0), (1, 1, 5)):
        with pytest.raises(ValueError, match="severity"):
            evita.risk(*bad)
    with pytest.raises(ValueError, match="no risk"):
        evita.risk_name(-1)


def test_heavens_threat_levels() -> None:
    names = ["critical"] * 2 + ["high"] * 2 + ["medium"] * 3 + ["low"] * 3 + ["none"] * 3
    for cell in product(range(4), repeat=4):
        assert heavens.threat_level(*cell) == names[sum(cell)]


def test_heavens_impact_levels() -> None:
    heavy, light = (0, 10, 100, 1000), (0, 1, 10, 100)
    for cell in product(range(4), repeat=4):
        total = heavy[cell[0]] + heavy[cell[1]] + light[cell[2]] + light[cell[3]]
        expected = (
            "critical"
            if total >= 1000
            else "high"
            if total >= 100
            else "medium"
            if total >= 20
            else "low"
            if total
            else "none"
        )
        assert heavens.impact_points(*cell) == total
        assert heavens.impact_level(*cell) == expected
        for place in range(4):
            if cell[place] < 3:
                worse = (*cell[:place], cell[place] + 1, *cell[place + 1 :])
                assert heavens.LEVELS.index(heavens.impact_level(*worse)) >= heavens.LEVELS.index(expected)
    for bad in ((4, 0, 0, 0), (0, -1, 0, 0)):
        with pytest.raises(ValueError, match="0 to 3"):
            heavens.threat_level(*bad)
        with pytest.raises(ValueError, match="0 to 3"):
            heavens.impact_level(*bad)
