"""Declarations to a language: inheritance applied, every name looked up; all faults are reported, none raised."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sanso.attack.language.declarations import Declarations, Define
from sanso.attack.language.fields import Fields
from sanso.attack.language.hierarchy import Hierarchy
from sanso.attack.language.inheritance import Inherited, inherit
from sanso.attack.language.language import AssetType, Language
from sanso.attack.language.targets import check_expressions
from sanso.model.diagnostics import Place
from sanso.model.findings import Findings

__all__ = ["resolve"]

_VERSION = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+")
_HEADER = ("id", "version")


def resolve(declared: Declarations, name: str, found: Findings) -> Language:
    """Return the language that *declared* makes up; it is whole only if nothing but warnings is reported.

    *name* stands in diagnostics about the language as a whole.
    """
    defines = _defines(declared.defines, name, found)
    hierarchy = Hierarchy(declared.assets, found)
    inherited = inherit(hierarchy, found)
    fields = Fields(declared.associations, hierarchy, inherited, found)
    check_expressions(hierarchy, inherited, fields, found)
    return Language(
        id=defines.get("id", ""),
        version=defines.get("version", ""),
        assets={asset: _asset(asset, hierarchy, inherited) for asset in hierarchy.types},
        associations=tuple(fields.associations),
        defines=defines,
    )


def _asset(name: str, hierarchy: Hierarchy, inherited: Inherited) -> AssetType:
    declared = hierarchy.types[name]
    return AssetType(
        name=name,
        category=declared.category,
        abstract=declared.abstract,
        parent=hierarchy.parent(name),
        meta=declared.meta,
        steps=inherited.steps[name],
        variables={key: variable.value.expression for key, (_, variable) in inherited.variables[name].items()},
    )


def _defines(declared: Sequence[Define], name: str, found: Findings) -> dict[str, str]:
    """Return the defines; an included language may have an id and version of its own, which do not count."""
    outer = {d.name.text: d for d in reversed(declared) if d.name.place.file == name}
    firsts: dict[str, Define] = {}
    for define in declared:
        key = define.name.text
        first = outer.get(key) if key in _HEADER else None
        first = firsts.setdefault(key, first or define)
        elsewhere = key in _HEADER and define.name.place.file != first.name.place.file
        if first is not define and not elsewhere:
            found.report("mal-duplicate-define", define.name.place, name=key, other=str(first.name.place))
    for key in _HEADER:
        if key not in firsts or not firsts[key].value.strip():
            found.report("mal-missing-define", firsts[key].name.place if key in firsts else Place(name), name=key)
    version = firsts.get("version")
    if version is not None and version.value.strip() and not _VERSION.fullmatch(version.value):
        found.report("mal-version", version.name.place, given=version.value)
    return {key: define.value for key, define in firsts.items()}
