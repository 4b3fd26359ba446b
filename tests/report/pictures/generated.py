"""Random models with a placement for every component and system, for property tests of the pictures."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from sanso.analysis.result import Assessment
from sanso.iotssf.result import Stated
from sanso.model.process import Model
from sanso.report.pictures.scene import LAYER

from .factory import ECONOMIC, GRID, HUMAN, assessment_of, placement

__all__ = ["assessed", "names"]

KINDS = ("sensor", "actuator", "controller", "gateway", "server", "application", "network", "safety-function")
_WORDS = st.sampled_from(
    ["運行管理", "センター", "サーバー", "bus", "Operation", "WWWW", "m", "装置", "遠隔-", "unit", "𠮷野家", "ｶﾅ"]
)
names = st.one_of(
    st.lists(_WORDS, min_size=1, max_size=9).map("".join),
    st.lists(_WORDS, min_size=1, max_size=7).map(" ".join),
    st.text(min_size=1, max_size=40),
    st.just("<script>alert('x')</script>&amp;\x00\x1b[31m"),
)


@st.composite
def _sections(draw: st.DrawFn) -> dict[str, Any]:
    def ids(prefix: str, most: int) -> list[str]:
        return [f"{prefix}{index}" for index in range(draw(st.integers(0, most)))]

    def name() -> Any:
        return draw(st.one_of(names, st.fixed_dictionaries({"en": names, "ja": names})))

    organizations = {ident: {"name": name()} for ident in ids("o", 12)}
    owners = list(organizations) or [None]
    components = {
        ident: {"name": name(), "kind": draw(st.sampled_from(KINDS)), "roles": {"owner": draw(st.sampled_from(owners))}}
        for ident in ids("c", 30)
    }
    systems: dict[str, Any] = {
        ident: {"name": name(), "contains": {}, "count": draw(st.sampled_from([1, 120, 10**6]))}
        for ident in ids("s", 6)
    }
    for index, ident in enumerate(systems):
        if index and draw(st.booleans()):
            systems[f"s{draw(st.integers(0, index - 1))}"]["contains"][ident] = 1
    for ident in components:
        if systems and draw(st.booleans()):
            systems[draw(st.sampled_from(sorted(systems)))]["contains"][ident] = draw(st.integers(1, 3))
    return {
        "organizations": organizations, "components": components, "systems": systems,
        "people": {ident: {"name": name(), "count": 7} for ident in ids("p", 5)},
        "data": {ident: {"name": name()} for ident in ids("d", 5)},
        "procedures": {ident: {"name": name()} for ident in ids("r", 5)},
        "physical": {ident: {"name": name()} for ident in ids("f", 5)},
    }  # fmt: skip


@st.composite
def assessed(draw: st.DrawFn) -> tuple[Model, Assessment]:
    """Return a random model and its hand-made assessment."""
    sections = draw(_sections())
    idents = [ident for section in sections.values() for ident in section]
    connections: dict[str, Any] = {}
    if len(idents) > 1:
        end = st.sampled_from(idents)
        for index, (kind, one, other) in enumerate(
            draw(st.lists(st.tuples(st.sampled_from(sorted(LAYER)), end, end), max_size=60))
        ):
            connections[f"k{index}"] = {"kind": kind, "from": one, "to": other}
    model = Model.model_validate({"sanso": 1, "id": "m", "name": draw(names), "connections": connections, **sections})
    placements = {}
    levels = st.integers(0, 3)
    words = st.sampled_from(["none", "self-declaration", "third-party", "public-certification"])
    for ident in (*model.components, *model.systems):
        if draw(st.integers(0, 4)):
            human, economic = draw(levels), draw(levels)
            placements[ident] = placement(
                ident, GRID[human][economic], human=HUMAN[human], economic=ECONOMIC[economic],
                instances=draw(st.sampled_from([1, 2, 12_345_678])), single=draw(st.sampled_from([0, 1, 4])),
                at_least=draw(st.booleans()), stated=Stated(product=draw(words)), reached=draw(st.booleans()),
            )  # fmt: skip
        else:
            placements[ident] = placement(ident, None)
    return model, assessment_of(model, placements)
