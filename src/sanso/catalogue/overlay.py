"""A user's catalogue file laid over the built-in records.

The file has kinds of records as its top-level keys, ids below, fields below those::

    requirements:
      CPS.AM-1:
        title: {en: Register of system assets}          # the Japanese title stays
        source: Appendix C, typed in by our team        # says where the replaced fields come from
        confidence: verified
    scales:
      sme:
        levels:
          CPS.AM-2: advanced                            # or {level: advanced, reason: {en: …, ja: …}}
        groups:                                         # the same for several at once
          - {level: basic, requirements: [CPS.CM-6, CPS.CM-7], reason: {en: …, ja: …}}
    vulnerabilities:
      L2_1_a_COM: {requirements: [CPS.AM-1, CPS.RA-1]}  # as Appendix B has it
    sectors:
      rail:                                             # new: needs title, source, edition, confidence
        title: {en: Railways, ja: 鉄道}
        note: {en: Own profile., ja: 独自プロファイル。}
        source: Own profile
        edition: '2026'
        confidence: derived
        deltas:
          - {requirements: [CPS.AC-2], level: advanced, reason: …, source: …, confidence: derived}
    grid:
      serious/limited: {category: 3}

A field replaces the built-in field; mappings such as texts, levels, demands and thresholds are replaced key by
key, lists as a whole. ``source``, ``edition``, ``confidence`` and ``strength`` of a record that exists go with the
fields that are replaced beside them (the record's `fields`); alone, they replace those of the record. Records may
be added to effects, sectors, guidelines, sector_facets, sector_items, data_categories, mixes, schemes, attackers,
exposures and media, nowhere else, and never removed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from sanso.catalogue.building import build, explain
from sanso.catalogue.kinds import EXTENSIBLE, FIXED, PROVENANCE_KEYS, RECORD_TYPES, keys_of
from sanso.catalogue.provenance import Record
from sanso.catalogue.reading import UserFile
from sanso.catalogue.shorthand import spell_out, spell_out_levels
from sanso.model.diagnostics import Diagnostic, diagnose, suggest
from sanso.model.text import Text

__all__ = ["check_kinds", "overlay_kind"]

_STATED = ("source", "edition", "confidence", "strength")


def check_kinds(user: UserFile) -> list[Diagnostic]:
    """Report top-level keys that are no kind of records, or hold no mapping."""
    found = []
    for kind, entries in user.document.items():
        if kind not in RECORD_TYPES:
            hint = suggest(kind, list(RECORD_TYPES))
            found.append(diagnose("unknown-key", user.place((kind,), key=True), kind, key=kind[:80], hint=hint))
        elif not isinstance(entries, dict):
            expected = Text(en="mapping of ids", ja="ID をキーとする組")
            found.append(diagnose("wrong-type", user.place((kind,)), kind, expected=expected))
    return found


def overlay_kind(
    kind: str, base: Mapping[str, Mapping[str, Any]], requirements: Mapping[str, Mapping[str, Any]], user: UserFile
) -> tuple[dict[str, Record], list[Diagnostic]]:
    """Return the records of *kind* that *user* replaces or adds, and what is wrong with the others.

    *base* are the raw built-in records of the kind, *requirements* those of the requirements.
    """
    entries = user.document.get(kind)
    records: dict[str, Record] = {}
    found: list[Diagnostic] = []
    for ident, entry in entries.items() if isinstance(entries, dict) else ():
        faults = _refused(kind, ident, entry, base, user)
        found.extend(faults)
        if faults:
            continue
        own = _spelled(kind, entry, requirements, user)
        values = (
            _replaced(base[ident], own, user)
            if ident in base
            else {**own, "added": True, "overridden": tuple(map(_field, own))}
        )
        try:
            records[ident] = build(kind, ident, {**values, "override_file": user.name})
        except ValidationError as error:
            found.extend(explain(error, user, kind, ident))
    return records, found


def _refused(
    kind: str, ident: str, entry: Any, base: Mapping[str, Mapping[str, Any]], user: UserFile
) -> list[Diagnostic]:
    path = f"{kind}/{ident}"
    if ident not in base and kind not in EXTENSIBLE:
        place, hint = user.place((kind, ident), key=True), suggest(ident, list(base))
        return [
            diagnose("unknown-record", place, path, id=ident[:80], kind=kind, open=", ".join(EXTENSIBLE), hint=hint)
        ]
    if not isinstance(entry, dict) or not entry:
        expected = Text(en="mapping of fields", ja="項目をキーとする組")
        return [diagnose("wrong-type", user.place((kind, ident)), path, expected=expected)]
    allowed = keys_of(kind)
    fields = entry.get("fields")
    named: list[tuple[str, ...]] = [(key,) for key in entry]
    named += [("fields", key) for key in (fields if isinstance(fields, dict) else ())]
    fixed = FIXED.get(kind, ()) if ident in base else ()
    found = []
    for steps in named:
        place, inner, key = user.place((kind, ident, *steps), key=True), "/".join((path, *steps)), steps[-1]
        if key not in allowed:
            found.append(diagnose("unknown-key", place, inner, key=key[:80], hint=suggest(key, allowed)))
        elif steps[0] in fixed:
            found.append(diagnose("fixed-field", place, inner, key=key, id=ident))
    return found


def _spelled(
    kind: str, entry: Mapping[str, Any], requirements: Mapping[str, Mapping[str, Any]], user: UserFile
) -> dict[str, Any]:
    if kind == "scales":
        reason = Text(en=f"set in {user.name}", ja=f"{user.name} で設定")
        return spell_out_levels(entry, unstated=reason)
    return spell_out(kind, entry, requirements)


def _replaced(base: Mapping[str, Any], own: Mapping[str, Any], user: UserFile) -> dict[str, Any]:
    """Lay the fields *own* over those of *base*; provenance goes with the replaced fields."""
    content = [key for key in own if key not in PROVENANCE_KEYS]
    values = {**base, **{key: _merged(base.get(key), own[key]) for key in content}}
    fields = dict(base.get("fields", {}))
    stated = {key: own[key] for key in _STATED if key in own}
    if content:
        source = Text(en=f"own catalogue {user.name}", ja=f"利用者のカタログ {user.name}")
        fields.update({_field(key): {"source": source, **stated} for key in content})
    else:
        values.update(stated)
    for key, more in own["fields"].items() if isinstance(own.get("fields"), dict) else ():
        fields[key] = _merged(fields.get(key), more)
    if "fields" in own and not isinstance(own["fields"], dict):
        fields = own["fields"]
    replaced = content or [key for key in own if key in PROVENANCE_KEYS]
    return {**values, "fields": fields, "overridden": tuple(map(_field, replaced))}


def _field(key: str) -> str:
    return "from_" if key == "from" else key


def _merged(base: Any, own: Any) -> Any:
    if isinstance(base, dict) and isinstance(own, dict):
        return {**base, **{key: _merged(base.get(key), value) for key, value in own.items()}}
    return own
