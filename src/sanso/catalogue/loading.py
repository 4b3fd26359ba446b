"""The catalogue loaded: built-in records, a user's file laid over them, laws checked.

The format of a user's file is described in `sanso.catalogue.overlay`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sanso.catalogue.building import build, raw_vulnerabilities
from sanso.catalogue.catalogue import Catalogue
from sanso.catalogue.kinds import RECORD_TYPES
from sanso.catalogue.laws import check_laws
from sanso.catalogue.overlay import check_kinds, overlay_kind
from sanso.catalogue.provenance import Record
from sanso.catalogue.reading import Raw, UserFile, builtin_raw, read_user_file
from sanso.catalogue.shorthand import spell_out
from sanso.model.diagnostics import Diagnostic, InputRefused, diagnose, has_errors

__all__ = ["load_catalogue"]

_GENERATED = "vulnerabilities"


def load_catalogue(override: Path | None = None) -> Catalogue:
    """Return the built-in catalogue, with the user's file *override* laid over it where one is given.

    Raises:
        InputRefused: the user's file cannot be used; carries everything that is wrong with it.

    """
    return _builtin() if override is None else _overlaid(read_user_file(override))


@cache
def _spelled() -> Raw:
    raw = builtin_raw()
    return {
        kind: {ident: spell_out(kind, entry, raw["requirements"]) for ident, entry in entries.items()}
        for kind, entries in raw.items()
    }


@cache
def _builtin() -> Catalogue:
    raw = _spelled()
    records: dict[str, dict[str, Any]] = {
        kind: {ident: build(kind, ident, entry) for ident, entry in raw[kind].items()}
        for kind in RECORD_TYPES
        if kind != _GENERATED
    }
    records[_GENERATED] = {k: build(_GENERATED, k, entry) for k, entry in _generated(records).items()}
    return _catalogue(records)


def _generated(records: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    (common,) = builtin_raw()[_GENERATED].values()
    return dict(raw_vulnerabilities(records["incidents"], records["element_types"], records["requirements"], common))


def _catalogue(records: Mapping[str, Mapping[str, Any]], warnings: tuple[Diagnostic, ...] = ()) -> Catalogue:
    frozen = {kind: MappingProxyType(dict(entries)) for kind, entries in records.items()}
    return Catalogue(**frozen, warnings=warnings)


def _overlaid(user: UserFile) -> Catalogue:
    raw, own = _spelled(), _builtin()
    found = check_kinds(user)
    records: dict[str, dict[str, Record]] = {kind: dict(entries) for kind, entries in own.kinds.items()}
    for kind in RECORD_TYPES:
        if kind != _GENERATED:
            changed, faults = overlay_kind(kind, raw[kind], raw["requirements"], user)
            records[kind].update(changed)
            found.extend(faults)
    generated = _generated(records)
    changed, faults = overlay_kind(_GENERATED, generated, raw["requirements"], user)
    records[_GENERATED] = {k: build(_GENERATED, k, entry) for k, entry in generated.items()} | changed
    found.extend(faults)

    def report(code: str, steps: tuple[str, ...], **values: Any) -> Diagnostic:
        return diagnose(code, user.place(steps), "/".join(steps), **values)

    found.extend(check_laws(records, report))
    if has_errors(found):
        raise InputRefused(sorted(found, key=lambda fault: fault.place))
    return _catalogue(records, user.warnings)
