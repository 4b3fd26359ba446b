"""Associations, and the fields by which each asset type finds others through them."""

from __future__ import annotations

from collections.abc import Sequence

from sanso.attack.language.declarations import AssociationDeclaration, EndDeclaration, Word
from sanso.attack.language.hierarchy import Hierarchy
from sanso.attack.language.inheritance import Inherited
from sanso.attack.language.language import Association, End
from sanso.model.findings import Findings

__all__ = ["Fields"]


class Fields:
    """Fields by asset type; a field is looked for in the type and its ancestors."""

    def __init__(
        self,
        declared: Sequence[AssociationDeclaration],
        hierarchy: Hierarchy,
        inherited: Inherited,
        found: Findings,
    ) -> None:
        self.associations: list[Association] = []
        self._hierarchy = hierarchy
        self._own: dict[str, dict[str, tuple[Word, str]]] = {name: {} for name in hierarchy.types}
        self._broken: set[tuple[str, str]] = set()
        self._add_all(declared, found)
        self._check_lineages(found)
        self._check_steps(inherited, found)

    def target(self, asset: str, field: str) -> str | None:
        """Return the type that *field* of *asset* leads to, or None where there is no such field."""
        for name in self._hierarchy.lineage(asset):
            if field in self._own[name]:
                return self._own[name][field][1]
        return None

    def broken(self, asset: str, field: str) -> bool:
        """Tell whether *field* of *asset* is declared, but leads to a type that does not exist."""
        return any((name, field) in self._broken for name in self._hierarchy.lineage(asset))

    def names(self, asset: str) -> list[str]:
        """Return the fields of *asset*, inherited ones too."""
        return [field for name in self._hierarchy.lineage(asset) for field in self._own[name]]

    def _add_all(self, declared: Sequence[AssociationDeclaration], found: Findings) -> None:
        firsts: dict[tuple[str, str, str], AssociationDeclaration] = {}
        for association in declared:
            left, right = association.left, association.right
            key = (association.name.text, left.field.text, right.field.text)
            first = firsts.setdefault(key, association)
            if first is not association:
                found.report(
                    "mal-duplicate-association",
                    association.name.place,
                    name=association.name.text,
                    left=left.field.text,
                    right=right.field.text,
                    other=str(first.name.place),
                )
                continue
            known = [self._known(end, found) for end in (left, right)]
            if all(known):
                self.associations.append(Association(association.name.text, _end(left), _end(right), association.meta))
            self._add(left, right, found, whole=all(known))
            self._add(right, left, found, whole=all(known))

    def _known(self, end: EndDeclaration, found: Findings) -> bool:
        name = end.asset.text
        if name in self._hierarchy.types:
            return True
        found.report("mal-unknown-asset", end.asset.place, near=(name, list(self._hierarchy.types)), name=name)
        return False

    def _add(self, here: EndDeclaration, there: EndDeclaration, found: Findings, *, whole: bool) -> None:
        asset, field = here.asset.text, there.field
        if asset not in self._own:
            return
        if not whole:
            self._broken.add((asset, field.text))
            return
        first, _ = self._own[asset].setdefault(field.text, (field, there.asset.text))
        if first is not field:
            self._report_twice(asset, field, first, found)

    def _check_lineages(self, found: Findings) -> None:
        for asset, fields in self._own.items():
            _, *ancestors = self._hierarchy.lineage(asset)
            for name, (field, _) in fields.items():
                first = next((self._own[above][name][0] for above in ancestors if name in self._own[above]), None)
                if first is not None:
                    self._report_twice(asset, field, first, found)

    def _report_twice(self, asset: str, field: Word, first: Word, found: Findings) -> None:
        found.report(
            "mal-duplicate-field",
            field.place,
            f"{asset}/{field.text}",
            name=field.text,
            asset=asset,
            other=str(first.place),
        )

    def _check_steps(self, inherited: Inherited, found: Findings) -> None:
        for asset, steps in inherited.steps.items():
            parent = self._hierarchy.parent(asset)
            above = {*self.names(parent)} & inherited.steps[parent].keys() if parent is not None else set()
            for field in self.names(asset):
                if field in steps and field not in above:
                    place = next(
                        self._own[name][field][0].place
                        for name in self._hierarchy.lineage(asset)
                        if field in self._own[name]
                    )
                    found.report("mal-field-is-step", place, f"{asset}/{field}", name=field, asset=asset)


def _end(end: EndDeclaration) -> End:
    return End(end.asset.text, end.field.text, end.least, end.most)
