"""Step expressions evaluated asset by asset with Python sets, as MAL defines them: an oracle without shared parts."""

from __future__ import annotations

from sanso.attack.graph import Objects
from sanso.attack.language import (
    Closure,
    Collect,
    Difference,
    Expression,
    Field,
    Intersection,
    Language,
    StepName,
    SubType,
    Union,
    Variable,
)

__all__ = ["edges", "exists", "found"]


def found(language: Language, objects: Objects, start: int, expression: Expression) -> set[int]:
    """Return the assets that *expression* finds from the asset *start*."""

    def go(here: int, what: Expression) -> set[int]:
        match what:
            case Field(name):
                pairs = [
                    (b, a) if end == "left" else (a, b)
                    for (_, left, right), links in objects.links.items()
                    for end, field in (("left", left), ("right", right))
                    if field == name
                    for a, b in links.tolist()
                ]
                return {b for a, b in pairs if a == here}
            case Variable(name):
                return go(here, language.assets[objects.types[here]].variables[name])
            case Collect(left, right):
                return {b for a in go(here, left) for b in go(a, right)}
            case Union(left, right):
                return go(here, left) | go(here, right)
            case Intersection(left, right):
                return go(here, left) & go(here, right)
            case Difference(left, right):
                return go(here, left) - go(here, right)
            case SubType(of, asset):
                return {a for a in go(here, of) if language.is_a(objects.types[a], asset)}
            case Closure(of):
                reached, waiting = {here}, [here]
                while waiting:
                    new = go(waiting.pop(), of) - reached
                    reached |= new
                    waiting += new
                return reached
            case StepName():
                raise AssertionError(what)

    return go(start, expression)


def edges(language: Language, objects: Objects) -> set[tuple[str, str]]:
    """Return all edges between steps, by name."""

    def ends(expression: Expression, start: int) -> set[tuple[int, str]]:
        match expression:
            case StepName(name):
                return {(start, name)}
            case Collect(left, right):
                return {end for a in found(language, objects, start, left) for end in ends(right, a)}
            case _:
                raise AssertionError(expression)

    return {
        (f"{ident}:{step.name}", f"{objects.ids[asset]}:{name}")
        for index, ident in enumerate(objects.ids)
        for step in language.assets[objects.types[index]].steps.values()
        for expression in step.reaches
        for asset, name in ends(expression, index)
    }


def exists(language: Language, objects: Objects) -> dict[str, bool]:
    """Return what exists by the name of the existence step: any for ``E``, all for ``!E``."""
    combine = {"exist": any, "notExist": all}
    return {
        f"{ident}:{step.name}": combine[step.kind](bool(found(language, objects, index, x)) for x in step.requires)
        for index, ident in enumerate(objects.ids)
        for step in language.assets[objects.types[index]].steps.values()
        if step.kind in combine
    }
