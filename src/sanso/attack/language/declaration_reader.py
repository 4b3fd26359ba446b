"""Declarations of a syntax tree: defines, asset types with steps and variables, associations.

Metadata of categories is checked and not kept. Classifications (``{C, I, A}``) say what a step harms; nothing is
computed from them, so they are checked and not kept either.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from sanso.attack.language.declarations import (
    AssetDeclaration,
    AssociationDeclaration,
    Declarations,
    Define,
    EndDeclaration,
    Located,
    StepDeclaration,
    VariableDeclaration,
    Word,
)
from sanso.attack.language.expression_reader import asset_expression, reaching_expression
from sanso.attack.language.language import StepKind
from sanso.attack.language.strings import unquoted
from sanso.attack.language.syntax import Source, named, text_of
from sanso.attack.language.ttc_reader import read_ttc
from sanso.model.findings import Findings

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["read_declarations"]

_KINDS: Mapping[str, StepKind] = MappingProxyType(
    {"|": "or", "&": "and", "#": "defense", "E": "exist", "!E": "notExist"}
)
_MOST_DIGITS = 9


def read_declarations(
    root: Node, source: Source, found: Findings, into: Declarations, include: Callable[[Word], None]
) -> None:
    """Add what the tree under *root* declares to *into*; call *include* where another file is included."""
    reader = _Reader(source, found)
    for declaration in named(root):
        (node,) = named(declaration)
        if node.type == "include_declaration":
            (file,) = named(node)
            include(Word(unquoted(text_of(file)), source.place(file)))
        elif node.type == "define_declaration":
            name, value = named(node)
            into.defines.append(Define(reader.word(name), unquoted(text_of(value))))
        elif node.type == "category_declaration":
            into.assets.extend(reader.category(node))
        else:
            into.associations.extend(reader.association(child) for child in named(node))


class _Reader:
    def __init__(self, source: Source, found: Findings) -> None:
        self.source = source
        self.found = found

    def word(self, node: Node) -> Word:
        """Return the name that *node* is."""
        return Word(text_of(node), self.source.place(node))

    def meta(self, nodes: list[Node]) -> dict[str, str]:
        """Return the metadata among *nodes*."""
        read: dict[str, str] = {}
        for node in nodes:
            if node.type == "meta":
                key, value = named(node)
                name = text_of(key)
                if name in read:
                    self.found.report("mal-duplicate-meta", self.source.place(node), name=name)
                read.setdefault(name, unquoted(text_of(value)))
        return read

    def category(self, node: Node) -> list[AssetDeclaration]:
        """Return the asset types of a category."""
        name, *rest = named(node)
        self.meta(rest)
        return [self.asset(child, text_of(name)) for child in rest if child.type == "asset_declaration"]

    def asset(self, node: Node, category: str) -> AssetDeclaration:
        """Return an asset type."""
        inner = named(node)
        names = [child for child in inner if child.type == "identifier"]
        body = [part for child in inner if child.type == "asset_definition" for part in named(child)]
        return AssetDeclaration(
            name=self.word(names[0]),
            category=category,
            abstract=any(child.type == "abstract" for child in node.children),
            parent=self.word(names[1]) if len(names) > 1 else None,
            meta=self.meta(inner),
            steps=tuple(self.step(part) for part in body if part.type == "attack_step"),
            variables=tuple(self.variable(part) for part in body if part.type == "asset_variable"),
        )

    def variable(self, node: Node) -> VariableDeclaration:
        """Return a variable."""
        name, value = named(node)
        return VariableDeclaration(self.word(name), asset_expression(value, self.source))

    def step(self, node: Node) -> StepDeclaration:
        """Return a step."""
        sign, name, *rest = named(node)
        kind = _KINDS[text_of(sign)]
        by_type = {child.type: child for child in rest}
        ttc, requires, reaching = (by_type.get(part) for part in ("ttc", "preconditions", "reaching"))
        classes = by_type.get("cias")
        if classes is not None and kind not in ("or", "and"):
            self.found.report("mal-classified-guard", self.source.place(classes))
        if requires is not None and kind not in ("exist", "notExist"):
            self.found.report("mal-requires-misplaced", self.source.place(requires), name=text_of(name))
            requires = None
        return StepDeclaration(
            name=self.word(name),
            kind=kind,
            tags=frozenset(text_of(child) for child in rest if child.type == "identifier"),
            ttc=read_ttc(ttc, kind, self.source, self.found) if ttc is not None else None,
            meta=self.meta(rest),
            requires=tuple(asset_expression(e, self.source) for e in named(requires)) if requires else (),
            reaches=self._reaches(reaching) if reaching is not None else None,
            adds=reaching is not None and any(child.type == "+>" for child in reaching.children),
        )

    def _reaches(self, node: Node) -> tuple[Located, ...]:
        read = [reaching_expression(child, self.source, self.found) for child in named(node)]
        return tuple(expression for expression in read if expression is not None)

    def association(self, node: Node) -> AssociationDeclaration:
        """Return an association."""
        left, left_field, left_many, name, right_many, right_field, right, *meta = named(node)
        return AssociationDeclaration(
            name=self.word(name),
            left=self._end(left, left_field, left_many),
            right=self._end(right, right_field, right_many),
            meta=self.meta(meta),
        )

    def _end(self, asset: Node, field: Node, many: Node) -> EndDeclaration:
        least, most = self._multiplicity(many)
        return EndDeclaration(self.word(asset), self.word(field), least, most)

    def _multiplicity(self, node: Node) -> tuple[int, int | None]:
        (inner,) = named(node)
        bounds = [text_of(part) for part in (named(inner) if inner.type == "multiplicity_range" else [inner])]
        low, high = bounds[0], bounds[-1]
        if len(bounds) == 1 and low == "*":
            return 0, None
        if max(len(low), len(high)) <= _MOST_DIGITS and low != "*":
            least, most = int(low), None if high == "*" else int(high)
            if most is None or (least <= most and most > 0):
                return least, most
        self.found.report("mal-multiplicity", self.source.place(node), given=text_of(node)[:40])
        return 0, None
