"""Expressions of a syntax tree as `Located` expressions.

A reaching expression ends in a step: the last name of its outermost chain of dots. All other bare names are fields.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sanso.attack.language.declarations import Located
from sanso.attack.language.expressions import (
    Closure,
    Collect,
    Difference,
    Expression,
    Field,
    Intersection,
    StepName,
    SubType,
    Union,
    Variable,
)
from sanso.attack.language.syntax import Source, named, text_of
from sanso.model.findings import Findings

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["asset_expression", "reaching_expression"]


def asset_expression(node: Node, source: Source) -> Located:
    """Return the expression of assets that an ``asset_expr`` node holds."""
    return _assets(named(node)[0], source)


def reaching_expression(node: Node, source: Source, found: Findings) -> Located | None:
    """Return the expression of steps that an ``asset_expr`` node holds; None, with a diagnostic, if it ends in none."""
    return _steps(named(node)[0], source, found)


def _steps(node: Node, source: Source, found: Findings) -> Located | None:
    place = source.place(node)
    if node.type == "identifier":
        return Located(StepName(text_of(node)), place)
    if node.type == "asset_expr_binop" and _operator(node) == ".":
        left, right = named(node)
        start, end = _assets(left, source), _steps(right, source, found)
        return Located(Collect(start.expression, end.expression), place, (start, end)) if end else None
    found.report("mal-no-step", place)
    return None


def _assets(node: Node, source: Source) -> Located:
    place = source.place(node)
    inner = named(node)
    if node.type == "identifier":
        return Located(Field(text_of(node)), place)
    if node.type == "asset_variable_substitution":
        return Located(Variable(text_of(inner[0])), place)
    if node.type == "asset_expr_type":
        of = _assets(inner[0], source)
        return Located(SubType(of.expression, text_of(inner[1])), source.place(inner[1]), (of,))
    if node.type == "asset_expr_unop":
        of = _assets(inner[0], source)
        return Located(Closure(of.expression), place, (of,))
    left, right = _assets(inner[0], source), _assets(inner[1], source)
    joined = _joined(_operator(node), left.expression, right.expression)
    return Located(joined, place, (left, right))


def _joined(operator: str, left: Expression, right: Expression) -> Expression:
    if operator == "\\/":
        return Union(left, right)
    if operator == "/\\":
        return Intersection(left, right)
    return Difference(left, right) if operator == "-" else Collect(left, right)


def _operator(node: Node) -> str:
    """Return the sign between the operands; brackets around operands are children of the same node."""
    return next(child.type for child in node.children if not child.is_named and child.type not in ("(", ")"))
