"""Figures that contradict the level claimed beside them.

A probability of failure on demand or a rate of dangerous failures that is worse than the claimed level allows is a
contradiction. A better figure is none: architecture and systematic capability limit a level as well. A figure for the
other mode of operation than the stated one does not support the claim.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sanso.model.elements import Component, Integrity
from sanso.model.text import Text
from sanso.safety.result import Contradiction
from sanso.safety.standards import family_of, level_word, rank
from sanso.safety.tables import iec61508, iso13849

__all__ = ["contradictions"]

_NOTHING = "-"
_WORSE = Text(
    en="{figure} carries {gives} by the table of the standard, less than the {claimed} that is claimed",
    ja="{figure} は規格の表では {gives} に当たり、申告された {claimed} に届かない",
)
_NO_LEVEL = Text(
    en="{figure} carries no level of the standard; {claimed} is claimed",
    ja="{figure} は規格のどの水準にも当たらないが、{claimed} と申告されている",
)
_MODE = Text(
    en="{figure} is no figure for {mode} demand, which is stated as the mode of operation",
    ja="運転モードは{mode}と記載されているが、{figure} はその指標ではない",
)
_LOW, _HIGH = Text(en="low", ja="低頻度作動要求"), Text(en="high", ja="高頻度作動要求")


def contradictions(components: Iterable[tuple[str, Component]]) -> tuple[Contradiction, ...]:
    """Return every contradiction between a claimed level and a stated figure."""
    return tuple(
        found
        for ident, component in components
        if component.integrity is not None
        for found in _of(ident, component.integrity)
    )


def _of(ident: str, stated: Integrity) -> Iterator[Contradiction]:
    family = family_of(stated.standard)
    place = rank(family, stated.level) if family is not None else None
    if family not in ("iec61508", "iso13849") or place is None:
        return
    claimed = level_word(family, stated.level)
    for name, value, carried in _figures(family, stated):
        figure, source = f"{name.upper()} {value:.3g}", f"components/{ident}/integrity/{name}"
        if _other_mode(name, stated):
            mode = _LOW if stated.demand == "low" else _HIGH
            yield Contradiction(ident, source, claimed, figure, _NOTHING, _MODE.fill(figure=figure, mode=mode))
        elif carried < place:
            gives = _word(family, carried)
            words = (_WORSE if carried >= 0 else _NO_LEVEL).fill(figure=figure, gives=gives, claimed=claimed)
            yield Contradiction(ident, source, claimed, figure, gives, words)


def _figures(family: str, stated: Integrity) -> Iterator[tuple[str, float, int]]:
    """Yield name, value and carried place of the figures that are looked at: of the stated mode where it has one."""
    for name, value in (("pfd", stated.pfd), ("pfh", stated.pfh)):
        other = stated.pfh if name == "pfd" else stated.pfd
        foreign = stated.demand == ("high" if name == "pfd" else "low")
        if value is None or (name == "pfd" and family == "iso13849") or (foreign and other is not None):
            continue
        yield name, value, iec61508.level_from_pfd(value) - 1 if name == "pfd" else _from_pfh(family, value)


def _other_mode(name: str, stated: Integrity) -> bool:
    """Tell whether a figure is one for the mode that is not stated."""
    return stated.demand == ("high" if name == "pfd" else "low")


def _from_pfh(family: str, pfh: float) -> int:
    if family == "iec61508":
        return iec61508.level_from_pfh(pfh) - 1
    level = iso13849.level_from_pfh(pfh)
    return iso13849.LEVELS.index(level) if level is not None else -1


def _word(family: str, place: int) -> str:
    if place < 0:
        return _NOTHING
    return f"SIL {place + 1}" if family == "iec61508" else f"PL {iso13849.LEVELS[place]}"
