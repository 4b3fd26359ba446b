"""The fields by which assets of a type find others, and the association behind each."""

from __future__ import annotations

from sanso.attack.language.language import Language

__all__ = ["Key", "Way", "fields_of"]

Key = tuple[str, str, str]
"""An association: its name, left field, right field."""

Way = tuple[Key, bool]
"""An association, and whether it is walked from its left end to its right."""


def fields_of(language: Language, asset: str) -> dict[str, Way]:
    """Return the fields of an asset type, inherited ones too.

    Raises:
        KeyError: there is no such type.

    """
    lineage = set(language.lineage(asset))
    ways: dict[str, Way] = {}
    for association in language.associations:
        key = (association.name, association.left.field, association.right.field)
        if association.right.asset in lineage:
            ways[association.left.field] = (key, False)
        if association.left.asset in lineage:
            ways[association.right.field] = (key, True)
    return ways
