"""Which fields make sense for the kind of an entry; the others stay within reach."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from sanso.web.editing.entries import FORM
from sanso.web.editing.fields import Field
from sanso.web.editing.form_data import FormData

if TYPE_CHECKING:
    from sanso.catalogue import Catalogue

__all__ = ["sorted_out"]

_EVERY = frozenset({"name", "description", "kind", "from", "to", "alternatives", "valid", "attributes"})
_STATED = frozenset({"perspective", "subject", "by", "result", "scope", "issued", "valid_until", "scheme"})
_BY_PERSPECTIVE: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "before-operation": frozenset({"of", "basis"}),
        "in-operation": frozenset({"procedure", "interval", "continuous", "last", "coverage"}),
        "operators": frozenset({"kind", "qualification", "coverage", "last", "interval"}),
        "social-support": frozenset({"kind", "limit", "aggregate", "insurer", "address", "covers", "excludes"}),
    }
)
_SAFETY = frozenset({"protects", "integrity", "independent_of", "reset"})


def sorted_out(
    section: str, fields: Iterable[Field], form: FormData, catalogue: Catalogue
) -> tuple[list[Field], list[Field]]:
    """Return the fields to show, and those that the chosen kind does not use and that say nothing."""
    kept = _kept(section, form, catalogue)
    shown: list[Field] = []
    other: list[Field] = []
    for field in fields:
        name = f"{FORM}.{field.key}"
        says = bool(form.all(name)) or form.says(name)
        (shown if kept is None or says or kept(field.key) else other).append(field)
    return shown, other


def _kept(section: str, form: FormData, catalogue: Catalogue) -> Callable[[str], bool] | None:
    kind = form.get(f"{FORM}.kind") or ""
    if section == "connections":
        rule = catalogue.vocabulary().connections.get(kind)
        allowed = _EVERY | frozenset(rule.fields if rule is not None else ())
        return allowed.__contains__ if rule is not None else None
    if section == "confirmations":
        own = _BY_PERSPECTIVE.get(form.get(f"{FORM}.perspective") or "")
        return (own | _STATED).__contains__ if own is not None else None
    if section == "components" and kind and kind != "safety-function":
        return lambda key: key not in _SAFETY
    return None
