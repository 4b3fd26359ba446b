"""What every expression finds: the type of assets, and whether the step that it ends in exists there.

The type of a union, intersection or difference is the nearest common ancestor of both sides. A closure finds the
asset that it starts from too, so its type is that of the start.
"""

from __future__ import annotations

from dataclasses import dataclass

from sanso.attack.language.declarations import Located
from sanso.attack.language.expressions import Closure, Collect, Field, StepName, SubType, Variable
from sanso.attack.language.fields import Fields
from sanso.attack.language.hierarchy import Hierarchy
from sanso.attack.language.inheritance import Inherited
from sanso.attack.language.scanning import MAX_DEPTH
from sanso.model.diagnostics import Place
from sanso.model.findings import Findings

__all__ = ["MAX_SIZE", "check_expressions"]

MAX_SIZE = 10_000
"""Parts of an expression once all variables in it are written out."""


@dataclass(frozen=True, slots=True)
class _Target:
    """The type of assets found, and how deep and large the expression is with variables written out."""

    asset: str
    depth: int = 1
    size: int = 1


def check_expressions(hierarchy: Hierarchy, inherited: Inherited, fields: Fields, found: Findings) -> None:
    """Report every expression that leads nowhere."""
    checker = _Checker(hierarchy, inherited, fields, found)
    for name, asset in hierarchy.types.items():
        for variable in asset.variables:
            if inherited.variables[name][variable.name.text][1] is variable:
                checker.variable(name, variable.name.text, variable.name.place)
        for step in asset.steps:
            checker.path = f"{name}/{step.name.text}"
            for required in step.requires:
                checker.assets(required, name)
            for reached in step.reaches or ():
                checker.step(reached, name)


class _Checker:
    def __init__(self, hierarchy: Hierarchy, inherited: Inherited, fields: Fields, found: Findings) -> None:
        self.hierarchy = hierarchy
        self.inherited = inherited
        self.fields = fields
        self.found = found
        self.path = ""
        self.level = 0
        self.known: dict[tuple[str, str], _Target | None] = {}
        self.pending: dict[tuple[str, str], None] = {}

    def step(self, located: Located, asset: str) -> None:
        """Check an expression of steps that starts from *asset*."""
        while isinstance(located.expression, Collect):
            left, located = located.parts
            target = self.assets(left, asset)
            if target is None:
                return
            asset = target.asset
        name = located.expression.name if isinstance(located.expression, StepName) else ""
        step = self.inherited.steps[asset].get(name)
        if step is not None:
            if step.kind not in ("or", "and"):
                self.found.report("mal-leads-to-guard", located.place, self.path, name=name, asset=asset)
        elif self.fields.target(asset, name) is not None:
            self.found.report("mal-field-last", located.place, self.path, name=name, asset=asset)
        elif not self.hierarchy.unsure(asset):
            near = (name, list(self.inherited.steps[asset]))
            self.found.report("mal-unknown-step", located.place, self.path, near=near, name=name, asset=asset)

    def assets(self, located: Located, asset: str) -> _Target | None:
        """Return what an expression of assets finds from *asset*; None where that is unknown and already said."""
        if self.level > MAX_DEPTH:
            self.found.report("mal-too-deep", located.place, self.path, limit=MAX_DEPTH)
            return None
        self.level += 1
        target = self._assets(located, asset)
        self.level -= 1
        return target

    def _assets(self, located: Located, asset: str) -> _Target | None:
        expression = located.expression
        if isinstance(expression, Field):
            return self._field(expression.name, asset, located.place)
        if isinstance(expression, Variable):
            return self.variable(asset, expression.name, located.place)
        first = self.assets(located.parts[0], asset)
        if isinstance(expression, SubType):
            return self._cast(first, expression.asset, located.place)
        if isinstance(expression, Closure):
            return self._closure(first, asset, located.place)
        if isinstance(expression, Collect):
            second = self.assets(located.parts[1], first.asset) if first is not None else None
            return _joined(first, second, second.asset) if first and second else None
        second = self.assets(located.parts[1], asset)
        if first is None or second is None:
            return None
        common = self.hierarchy.common(first.asset, second.asset)
        if common is None:
            self.found.report("mal-no-common-type", located.place, self.path, left=first.asset, right=second.asset)
            return None
        return _joined(first, second, common)

    def _field(self, name: str, asset: str, place: Place) -> _Target | None:
        target = self.fields.target(asset, name)
        if target is not None:
            return _Target(target)
        if self.fields.broken(asset, name) or self.hierarchy.unsure(asset):
            return None
        if name in self.inherited.variables[asset]:
            self.found.report("mal-variable-not-called", place, self.path, name=name)
        elif name in self.inherited.steps[asset]:
            self.found.report("mal-step-not-last", place, self.path, name=name, asset=asset)
        else:
            near = (name, self.fields.names(asset))
            self.found.report("mal-unknown-field", place, self.path, near=near, name=name, asset=asset)
        return None

    def variable(self, asset: str, name: str, place: Place) -> _Target | None:
        """Return what the variable *name* of *asset* finds."""
        declared = self.inherited.variables[asset].get(name)
        if declared is None:
            if not self.hierarchy.unsure(asset):
                near = (name, list(self.inherited.variables[asset]))
                self.found.report("mal-unknown-variable", place, self.path, near=near, name=name, asset=asset)
            return None
        owner, variable = declared
        key = (owner, name)
        if key in self.pending:
            ring = [*self.pending][[*self.pending].index(key) :]
            shown = " → ".join(f"{one}.{other}()" for one, other in [*ring, key])
            self.found.report("mal-variable-ring", place, f"{owner}/{name}", ring=shown)
            return None
        if key not in self.known:
            self.pending[key] = None
            outer, self.path = self.path, f"{owner}/{name}"
            self.known[key] = self._limited(self.assets(variable.value, owner), variable.value.place)
            self.path = outer
            del self.pending[key]
        target = self.known[key]
        return _Target(target.asset, target.depth + 1, target.size + 1) if target is not None else None

    def _limited(self, target: _Target | None, place: Place) -> _Target | None:
        if target is not None and target.depth > MAX_DEPTH:
            self.found.report("mal-too-deep", place, self.path, limit=MAX_DEPTH)
            return None
        if target is not None and target.size > MAX_SIZE:
            self.found.report("mal-expression-too-large", place, self.path, limit=MAX_SIZE)
            return None
        return target

    def _cast(self, of: _Target | None, name: str, place: Place) -> _Target | None:
        if name not in self.hierarchy.types:
            near = (name, list(self.hierarchy.types))
            self.found.report("mal-unknown-asset", place, self.path, near=near, name=name)
            return None
        if of is None:
            return _Target(name)
        if not self.hierarchy.is_a(name, of.asset):
            if not self.hierarchy.unsure(name):
                self.found.report("mal-cast", place, self.path, name=name, asset=of.asset)
            return None
        return _Target(name, of.depth + 1, of.size + 1)

    def _closure(self, of: _Target | None, asset: str, place: Place) -> _Target | None:
        if of is None:
            return None
        if not self.hierarchy.is_a(of.asset, asset):
            if not self.hierarchy.unsure(of.asset):
                self.found.report("mal-closure", place, self.path, start=asset, found=of.asset)
            return None
        return _Target(asset, of.depth + 1, of.size + 1)


def _joined(first: _Target, second: _Target, asset: str) -> _Target:
    return _Target(asset, max(first.depth, second.depth) + 1, first.size + second.size + 1)
