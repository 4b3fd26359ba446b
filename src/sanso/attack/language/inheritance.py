"""Steps and variables of every asset type with those of its ancestors.

Ancestors' steps come first, in order of declaration, and a redeclared step keeps its place and kind. What becomes
of a redeclared step depends on its arrow:

* ``->`` starts it anew: TTC, tags, metadata, requirements and reaches are those of the new declaration alone;
* ``+>``, or no arrow, adds to it: a TTC that is written replaces the inherited one, and one that is not written
  leaves it; tags, requirements and reaches join the inherited ones; metadata joins too, the new text winning.

Variables are visible below and cannot be redeclared there.
"""

from __future__ import annotations

from collections.abc import Iterable

from sanso.attack.language.declarations import AssetDeclaration, Located, StepDeclaration, VariableDeclaration
from sanso.attack.language.expressions import Expression
from sanso.attack.language.hierarchy import Hierarchy
from sanso.attack.language.language import Step
from sanso.model.findings import Findings

__all__ = ["MAX_STEPS", "Inherited", "inherit"]

MAX_STEPS = 1_000_000
"""Of all asset types together, inherited ones counted for each."""


class Inherited:
    """What every asset type has, own and inherited: steps, and variables by name with the type that declares them."""

    def __init__(self) -> None:
        self.steps: dict[str, dict[str, Step]] = {}
        self.variables: dict[str, dict[str, tuple[str, VariableDeclaration]]] = {}


def inherit(hierarchy: Hierarchy, found: Findings) -> Inherited:
    """Apply inheritance to all types of *hierarchy*."""
    inherited = Inherited()
    room = MAX_STEPS
    for name in hierarchy.parents_first():
        asset, parent = hierarchy.types[name], hierarchy.parent(name)
        unsure = hierarchy.unsure(name)
        above = inherited.steps[parent] if parent is not None else {}
        if room < 0:
            above, unsure = {}, True
        inherited.steps[name] = _steps(asset, above, found, unsure=unsure)
        before, room = room, room - len(inherited.steps[name])
        if room < 0 <= before:
            found.report("mal-too-many-steps", asset.name.place, name, limit=MAX_STEPS)
        known = inherited.variables[parent] if parent is not None else {}
        inherited.variables[name] = _variables(asset, known, found)
    return inherited


def _steps(asset: AssetDeclaration, above: dict[str, Step], found: Findings, *, unsure: bool) -> dict[str, Step]:
    steps = dict(above)
    seen: dict[str, StepDeclaration] = {}
    owner = asset.name.text
    for declared in asset.steps:
        name, place = declared.name.text, declared.name.place
        path = f"{owner}/{name}"
        first = seen.setdefault(name, declared)
        if first is not declared:
            found.report("mal-duplicate-step", place, path, name=name, asset=owner, other=str(first.name.place))
            continue
        before = above.get(name)
        if before is None and declared.adds and not unsure:
            found.report("mal-nothing-to-add", place, path, near=(name, list(above)), name=name)
        if before is not None and before.kind != declared.kind:
            found.report(
                "mal-other-kind",
                place,
                path,
                name=name,
                kind=_SIGNS[declared.kind],
                inherited=_SIGNS[before.kind],
                owner=before.declared_in,
            )
        steps[name] = _joined(before, declared, owner)
        if declared.kind in ("exist", "notExist") and not steps[name].requires and not unsure:
            found.report("mal-no-requires", place, path, name=name)
    return steps


_SIGNS = {"or": "|", "and": "&", "defense": "#", "exist": "E", "notExist": "!E"}


def _joined(before: Step | None, declared: StepDeclaration, owner: str) -> Step:
    reaches, requires = _plain(declared.reaches or ()), _plain(declared.requires)
    if before is None or declared.fresh:
        return Step(
            name=declared.name.text,
            kind=declared.kind,
            ttc=declared.ttc,
            tags=declared.tags,
            meta=declared.meta,
            reaches=_once(reaches),
            requires=_once(requires),
            declared_in=owner,
        )
    return Step(
        name=before.name,
        kind=before.kind,
        ttc=declared.ttc if declared.ttc is not None else before.ttc,
        tags=before.tags | declared.tags,
        meta={**before.meta, **declared.meta},
        reaches=_once([*before.reaches, *reaches]),
        requires=_once([*before.requires, *requires]),
        declared_in=owner,
    )


def _plain(located: Iterable[Located]) -> list[Expression]:
    return [one.expression for one in located]


def _once(expressions: Iterable[Expression]) -> tuple[Expression, ...]:
    return tuple(dict.fromkeys(expressions))


def _variables(
    asset: AssetDeclaration, above: dict[str, tuple[str, VariableDeclaration]], found: Findings
) -> dict[str, tuple[str, VariableDeclaration]]:
    variables = dict(above)
    owner = asset.name.text
    for declared in asset.variables:
        name, place = declared.name.text, declared.name.place
        if name in variables:
            _, first = variables[name]
            found.report("mal-duplicate-variable", place, f"{owner}/{name}", name=name, other=str(first.name.place))
        else:
            variables[name] = (owner, declared)
    return variables
