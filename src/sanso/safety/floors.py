"""Suggested floors of a harm, and what elements state beside them.

A floor comes from a table of one standard where the harm states that table's parameters, else from Sanso's proposal
for the human level (catalogue ``integrity_floors``). A stated level is compared within its own family only; there is
no function from one scale to another.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from sanso.catalogue import Catalogue
from sanso.model.elements import Component, Integrity, SecurityLevel
from sanso.model.harms import Harm
from sanso.model.structure import Structure
from sanso.model.text import Text
from sanso.safety.result import Comparison, Floor
from sanso.safety.standards import FAMILY, family_of, level_word, rank
from sanso.safety.tables import iso13849, iso26262

__all__ = ["compare", "floor_word", "suggest_floors"]

_TABLE = Text(
    en="table of the standard, from the parameters that the harm states",
    ja="被害に記載されたパラメーターから規格の表で決定",
)
_PARAMETERS = Text(en="{words}, by the table of {standard}", ja="{words}({standard}の表による)")
_RANGE = Text(en="{low} to {high}", ja="{low}~{high}")


def suggest_floors(
    harm: Harm, human: str | None, catalogue: Catalogue, families: Collection[str] = tuple(FAMILY)
) -> tuple[Floor, ...]:
    """Return the floors of *harm* whose level on the human axis is *human*, one per family of standards.

    A table of a standard outdoes the proposal for its family; harms that hurt nobody get no floor from the proposal,
    nor do others than the *families* that make sense for it.
    """
    found: dict[str, Floor] = {}
    record = catalogue.integrity_floors.get(human or "")
    if record is not None:
        for family, span in record.levels.items():
            if family in families:
                found[family] = Floor(family, span.low, span.high, "proposal", record.reason, record.marked)
    for floor in _by_tables(harm):
        found[floor.family] = floor
    return tuple(found[family] for family in FAMILY if family in found)


def _by_tables(harm: Harm) -> Iterable[Floor]:
    if harm.risk is None:
        return
    if (machine := harm.risk.iso13849) is not None:
        words = (machine.severity, machine.frequency, machine.avoidance)
        yield _table("iso13849", iso13849.required_level(*words), words)
    if (road := harm.risk.iso26262) is not None:
        classes = (road.severity, road.exposure, road.controllability)
        yield _table("iso26262", iso26262.asil(*classes), classes)


def _table(family: str, level: str, words: Sequence[str]) -> Floor:
    reason = _PARAMETERS.fill(words=" ".join(words), standard=FAMILY[family])
    return Floor(family, level, level, "table", reason, _TABLE)


def floor_word(floor: Floor) -> Text:
    """Write a floor: ``PL d to PL e``, or one level."""
    low, high = level_word(floor.family, floor.low), level_word(floor.family, floor.high)
    return Text.of(low) if low == high else _RANGE.fill(low=low, high=high)


def compare(structure: Structure, elements: Iterable[str], floors: Sequence[Floor]) -> tuple[Comparison, ...]:
    """Set beside the *floors* what the safety functions among *elements* state: integrity, then security level.

    Integrity is asked of safety functions, and of whatever states one; the security level of the same, or of what
    they stand in.
    """
    found: list[Comparison] = []
    for ident in dict.fromkeys(elements):
        component = structure.model.components.get(ident)
        if component is None or (component.kind != "safety-function" and component.integrity is None):
            continue
        safety = [floor for floor in floors if floor.family != "iec62443"]
        if safety:
            found.append(_integrity(ident, component.integrity, safety))
        target = next((floor for floor in floors if floor.family == "iec62443"), None)
        if target is not None:
            found.append(_security(ident, _security_level(structure, ident, component), target))
    return tuple(found)


def _integrity(ident: str, stated: Integrity | None, floors: Sequence[Floor]) -> Comparison:
    if stated is None:
        names = " / ".join(dict.fromkeys(floor_word(floor).en for floor in floors))
        reason = Text(en="no integrity is stated for it", ja="安全度の記載がない")
        return Comparison(ident, None, None, names or None, "not-stated", reason)
    family = family_of(stated.standard)
    said = f"{stated.standard} {stated.level}"
    place = rank(family, stated.level) if family is not None else None
    if family is None or place is None:
        reason = Text(
            en="the standard or its level is not known here: {said}", ja="ここで扱える規格・水準ではない: {said}"
        ).fill(said=said)
        return Comparison(ident, family, said, None, "not-comparable", reason)
    floor = next((one for one in floors if one.family == family), None)
    if floor is None:
        others = [FAMILY[one.family] for one in floors]
        other = Text(en=", ".join(one.en for one in others), ja="、".join(one.ja for one in others))
        reason = Text(
            en="stated in another standard than the floor ({other}); levels of different standards are not equated",
            ja="下限とは別の規格で記載されている(下限は{other})。異なる規格の水準は同一視しない",
        ).fill(other=other)
        return Comparison(ident, family, said, None, "not-comparable", reason)
    return _beside(ident, family, said, place, floor)


def _beside(ident: str, family: str, said: str, place: int, floor: Floor) -> Comparison:
    low, high = rank(family, floor.low), rank(family, floor.high)
    lowest = level_word(family, floor.low)
    word = lowest if floor.low == floor.high else f"{lowest}-{floor.high}"
    if low is None or high is None:
        reason = Text(en="the floor is no level of the standard", ja="下限が規格の水準ではない")
        return Comparison(ident, family, said, word, "not-comparable", reason)
    if place < low:
        reason = Text(en="below the lower end {low}", ja="下端の {low} に届かない").fill(
            low=level_word(family, floor.low)
        )
        return Comparison(ident, family, said, word, "below", reason)
    if place < high:
        reason = Text(
            en="reaches the lower end; the upper end {high} where exposure is frequent or avoidance scarcely possible",
            ja="下端に達している。曝露が頻繁、または回避がほぼ不可能なら上端の {high} が必要",
        ).fill(high=level_word(family, floor.high))
        return Comparison(ident, family, said, word, "met-as-stated", reason)
    return Comparison(ident, family, said, word, "met-as-stated", Text(en="as stated", ja="申告のとおり"))


def _security_level(structure: Structure, ident: str, component: Component) -> SecurityLevel | None:
    """Return the security level that the component or the nearest container states."""
    if component.security_level is not None:
        return component.security_level
    for holder in structure.containment.ancestors(ident):
        thing = structure.model.components.get(holder) or structure.model.systems.get(holder)
        if thing is not None and thing.security_level is not None:
            return thing.security_level
    return None


def _security(ident: str, stated: SecurityLevel | None, floor: Floor) -> Comparison:
    low = int(floor.low)
    word = level_word("iec62443", floor.low)
    if stated is None:
        reason = Text(en="no security level is stated for it", ja="セキュリティレベルの記載がない")
        return Comparison(ident, "iec62443", None, word, "not-stated", reason)
    parts = (("SL-T", stated.target), ("SL-C", stated.capability), ("SL-A", stated.achieved))
    said = ", ".join(f"{name} {value}" for name, value in parts if value is not None) or "-"
    lower = [name for name, value in parts if value is not None and value < low]
    if lower:
        reason = Text(en="{names} below the floor", ja="{names} が下限に届かない").fill(names=", ".join(lower))
        return Comparison(ident, "iec62443", said, word, "below", reason)
    if stated.achieved is None:
        reason = Text(
            en="what is achieved (SL-A) is not stated; aim and capability are not enough",
            ja="達成水準(SL-A)の記載がない。目標や能力だけでは足りない",
        )
        return Comparison(ident, "iec62443", said, word, "not-stated", reason)
    return Comparison(ident, "iec62443", said, word, "met-as-stated", Text(en="as stated", ja="申告のとおり"))
