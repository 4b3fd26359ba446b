from __future__ import annotations

from sanso.facts import Chance, HarmLikelihood


def test_a_harm_that_no_way_leads_to_is_unreachable() -> None:
    never = Chance(0, 0, 0)
    assert HarmLikelihood("h", never, never).unreachable


def test_a_harm_that_no_world_showed_may_still_be_reachable() -> None:
    unseen = Chance(0, 0, 4e-4)
    assert not HarmLikelihood("h", unseen, unseen).unreachable
