"""Our languages in the form in which the oracle states its facts."""

from __future__ import annotations

from typing import Any

from sanso.attack.language import (
    PRESETS,
    AssetType,
    Closure,
    Collect,
    Combined,
    Difference,
    Distribution,
    End,
    Expression,
    Field,
    Intersection,
    Language,
    Number,
    Step,
    StepName,
    SubType,
    Ttc,
    Union,
    Variable,
)

__all__ = ["facts_of", "ttc_of"]

_OPERATORS = {
    "addition": "+",
    "subtraction": "-",
    "multiplication": "*",
    "division": "/",
    "exponentiation": "^",
}


def facts_of(language: Language) -> dict[str, Any]:
    """Return what `language_facts` of the oracle returns, with TTCs as values of ours."""
    return {
        "id": language.id,
        "version": language.version,
        "assets": {
            name: {
                "parent": asset.parent,
                "abstract": asset.abstract,
                "meta": dict(asset.meta),
                "variables": sorted(asset.variables),
                "steps": {key: _step(step, asset, language) for key, step in asset.steps.items()},
            }
            for name, asset in language.assets.items()
        },
        "associations": sorted([a.name, _end(a.left), _end(a.right)] for a in language.associations),
    }


def ttc_of(stated: dict[str, Any] | None) -> Ttc | None:
    """Return the oracle's TTC as ours."""
    if stated is None:
        return None
    if stated["type"] == "number":
        return Number(stated["value"])
    if stated["type"] == "function":
        name, arguments = stated["name"], tuple(stated["arguments"])
        return PRESETS[name] if name in PRESETS else Distribution(name, arguments)
    left, right = ttc_of(stated["lhs"]), ttc_of(stated["rhs"])
    assert left is not None
    assert right is not None
    return Combined(_OPERATORS[stated["type"]], left, right)  # type: ignore[arg-type]


def _end(end: End) -> list[Any]:
    return [end.asset, end.field, end.least, end.most]


def _step(step: Step, asset: AssetType, language: Language) -> dict[str, Any]:
    return {
        "kind": step.kind,
        "ttc": step.ttc,
        "tags": sorted(step.tags),
        "meta": dict(step.meta),
        "reaches": sorted({" ".join(_reached(reached, asset.name, language)) for reached in step.reaches}),
        "requires": sorted({_written(required, asset.name, language)[0] for required in step.requires}),
    }


def _reached(expression: Expression, asset: str, language: Language) -> tuple[str, str]:
    if isinstance(expression, StepName):
        return "", expression.name
    assert isinstance(expression, Collect)
    left, found = _written(expression.left, asset, language)
    right, step = _reached(expression.right, found, language)
    return (f"({left}.{right})" if right else left), step


def _written(expression: Expression, asset: str, language: Language) -> tuple[str, str]:
    """Return the expression with variables written out, and the type of what it finds."""
    match expression:
        case Field(name):
            return name, _target(asset, name, language)
        case Variable(name):
            return _written(language.assets[asset].variables[name], asset, language)
        case SubType(of, kind):
            return f"{_written(of, asset, language)[0]}[{kind}]", kind
        case Closure(of):
            return f"{_written(of, asset, language)[0]}*", asset
        case Collect(left, right):
            start, found = _written(left, asset, language)
            end, target = _written(right, found, language)
            return f"({start}.{end})", target
        case Union(left, right):
            sign = "\\/"
        case Intersection(left, right):
            sign = "/\\"
        case Difference(left, right):
            sign = "-"
        case _:
            raise AssertionError(expression)
    (one, found), (other, second) = _written(left, asset, language), _written(right, asset, language)
    common = next(name for name in language.lineage(found) if language.is_a(second, name))
    return f"({one}{sign}{other})", common


def _target(asset: str, field: str, language: Language) -> str:
    for association in language.associations:
        for here, there in ((association.left, association.right), (association.right, association.left)):
            if there.field == field and language.is_a(asset, here.asset):
                return there.asset
    raise AssertionError((asset, field))
