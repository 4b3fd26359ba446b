"""TTC expressions of a syntax tree, checked: known names, number and range of arguments, what fits the kind of step.

Presets are written out. Rules of place: existence steps have no TTC; a defence has one Bernoulli; an attack step
has no ``Enabled`` and ``Disabled``, and a Bernoulli neither in differences nor in quotients nor in powers.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from sanso.attack.language.language import StepKind
from sanso.attack.language.syntax import Source, named, text_of
from sanso.attack.language.ttc import DISTRIBUTIONS, PRESETS, Combined, Distribution, Number, Operator, Ttc
from sanso.model.findings import Findings

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["read_ttc"]


@dataclass(frozen=True, slots=True)
class _Rule:
    """What a distribution asks of its arguments, and how that is said (the same in both languages)."""

    text: str
    holds: Callable[..., bool]


_RULES: Mapping[str, _Rule] = MappingProxyType(
    {
        "Bernoulli": _Rule("0 ≤ p ≤ 1", lambda p: 0 <= p <= 1),
        "Binomial": _Rule("n = 1, 2, 3 …; 0 ≤ p ≤ 1", lambda n, p: n >= 1 and n == int(n) and 0 <= p <= 1),
        "Exponential": _Rule("λ > 0", lambda rate: rate > 0),
        "Gamma": _Rule("k > 0, θ > 0", lambda shape, scale: shape > 0 and scale > 0),
        "LogNormal": _Rule("σ > 0", lambda _, deviation: deviation > 0),
        "Pareto": _Rule("min > 0, α > 0", lambda least, shape: least > 0 and shape > 0),
        "TruncatedNormal": _Rule("σ > 0", lambda _, deviation: deviation > 0),
        "Uniform": _Rule("min ≤ max", lambda least, most: least <= most),
    }
)

_SWITCHES = ("Enabled", "Disabled")


def read_ttc(node: Node, kind: StepKind, source: Source, found: Findings) -> Ttc | None:
    """Return the TTC that a ``ttc`` node holds; None, with diagnostics, where it is none for this kind of step."""
    (inner,) = named(node)
    if kind in ("exist", "notExist"):
        found.report("mal-existence-ttc", source.place(node))
        return None
    read = _Reader(source, found, defence=kind == "defense").read(inner, plain=True)
    if read is not None and kind == "defense" and not (isinstance(read, Distribution) and read.name == "Bernoulli"):
        found.report("mal-defence-ttc", source.place(inner))
        return None
    return read


class _Reader:
    def __init__(self, source: Source, found: Findings, *, defence: bool) -> None:
        self.source = source
        self.found = found
        self.defence = defence

    def read(self, node: Node, *, plain: bool) -> Ttc | None:
        """Return the expression of *node*; *plain* says that only sums and products are around it."""
        if node.type in ("integer", "float"):
            value = self._number(node)
            return None if value is None else Number(value)
        if node.type == "identifier":
            return self._preset(node, plain=plain)
        if node.type == "ttc_distribution":
            return self._distribution(node, plain=plain)
        left, right = named(node)
        operator = next(child.type for child in node.children if child.type in ("+", "-", "*", "/", "^"))
        inside = plain and operator in ("+", "*")
        first, second = self.read(left, plain=inside), self.read(right, plain=inside)
        if operator == "/" and second == Number(0.0):
            self.found.report("mal-ttc-by-zero", self.source.place(right))
            return None
        if first is None or second is None:
            return None
        return Combined(cast("Operator", operator), first, second)

    def _number(self, node: Node) -> float | None:
        text = text_of(node)
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if math.isfinite(value):
            return value
        self.found.report("mal-ttc-number", self.source.place(node), value=text[:40])
        return None

    def _preset(self, node: Node, *, plain: bool) -> Ttc | None:
        name, place = text_of(node), self.source.place(node)
        preset = PRESETS.get(name)
        if preset is None:
            if name in DISTRIBUTIONS:
                self._counted(node, name, 0)
            else:
                self.found.report("mal-unknown-ttc", place, near=(name, [*DISTRIBUTIONS, *PRESETS]), name=name)
            return None
        if name in _SWITCHES and not self.defence:
            self.found.report("mal-switched-step", place, name=name)
            return None
        if not plain and _has_coin(preset):
            self.found.report("mal-ttc-coin", place, name=name)
            return None
        return preset

    def _distribution(self, node: Node, *, plain: bool) -> Ttc | None:
        head, *numbers = named(node)
        name, place = text_of(head), self.source.place(head)
        values = [self._number(number) for number in numbers]
        if name in PRESETS and not values:
            return self._preset(head, plain=plain)
        if name not in DISTRIBUTIONS:
            if name in PRESETS:
                self._counted(head, name, len(values))
            else:
                self.found.report("mal-unknown-ttc", place, near=(name, [*DISTRIBUTIONS, *PRESETS]), name=name)
            return None
        if len(values) != DISTRIBUTIONS[name]:
            self._counted(head, name, len(values))
            return None
        arguments = tuple(value for value in values if value is not None)
        if len(arguments) < len(values):
            return None
        rule = _RULES[name]
        if not rule.holds(*arguments):
            given = ", ".join(f"{value:g}" for value in arguments)
            self.found.report("mal-ttc-range", place, name=name, given=given, rule=rule.text)
            return None
        if not plain and name == "Bernoulli":
            self.found.report("mal-ttc-coin", place, name=name)
            return None
        return Distribution(name, arguments)

    def _counted(self, node: Node, name: str, given: int) -> None:
        expected = DISTRIBUTIONS.get(name, 0)
        self.found.report("mal-ttc-arguments", self.source.place(node), name=name, expected=expected, given=given)


def _has_coin(ttc: Ttc) -> bool:
    if isinstance(ttc, Combined):
        return _has_coin(ttc.left) or _has_coin(ttc.right)
    return isinstance(ttc, Distribution) and ttc.name == "Bernoulli"
