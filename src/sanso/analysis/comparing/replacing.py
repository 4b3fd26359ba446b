"""A model in which one organization is replaced by another: what that one did, this one does from now on.

Taken over: roles, ends of connections, ownership of data, what it performs and produces, losses that it bears, and
its part in causes of harm. Its staff keep their tasks under the new employer, but nobody has stated anything about
the new staff. Not taken over, because it is history or somebody's word: who made a product, what the old
organization answered and had confirmed, and what was answered for a connection that now has another party. A
connection that would link the new organization to itself falls away. The old organization stays in the model as
long as something else names it, such as a product that it made.

>>> sensor = {"kind": "sensor", "roles": {"owner": "a"}}
>>> model = Model(sanso=1, id="m", organizations={"a": {}}, components={"c": sensor})
>>> after = replace_organization(model, "a", "b")
>>> list(after.organizations), after.components["c"].roles.owner
(['b'], 'b')
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from sanso.analysis.comparing.naming import HEADINGS, exchanged, named
from sanso.model.elements import Organization
from sanso.model.process import NAMED_SECTIONS, Model

__all__ = ["replace_organization"]

_TAKEN_OVER: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "people": ("employer",),
        "components": ("roles",),
        "systems": ("roles",),
        "procedures": ("performed_by",),
        "data": ("owner", "produced_by"),
        "connections": ("from_", "to"),
        "harms": ("cause", "borne_by", "mitigations"),
    }
)
"""The fields in which an organization is named for what it does."""


def replace_organization(model: Model, old: str, new: str) -> Model:
    """Return *model* with the organization *new* in the place of *old*; one that is not there yet is a bare one.

    Raises:
        KeyError: *old* is no organization of the model.
        ValueError: *new* is *old*, or the id of something that is no organization.

    """
    if old not in model.organizations:
        raise KeyError(old)
    if new == old or (model.thing(new) is not None and new not in model.organizations):
        raise ValueError(new)
    sections: dict[str, dict[str, Any]] = {section: dict(getattr(model, section)) for section in NAMED_SECTIONS}
    sections["organizations"].setdefault(new, Organization())
    for section, fields in _TAKEN_OVER.items():
        for ident, thing in sections[section].items():
            sections[section][ident] = _taken_over(thing, fields, old, new)
    silent = _newcomers(model, sections, old)
    sections["connections"] = _without_loops(model, sections["connections"])
    gone = {old, *silent, *(model.connections.keys() - sections["connections"].keys())}
    measures = {ident: given for ident, given in model.measures.items() if ident == old or ident not in gone}
    stated = tuple(given for given in model.confirmations if given.subject == old or given.subject not in gone)
    made = model.model_copy(update={**sections, "measures": measures, "confirmations": stated})
    return _without_forgotten(_fresh(made), old)


def _taken_over(thing: Any, fields: tuple[str, ...], old: str, new: str) -> Any:
    changes = {}
    for field in fields:
        value = getattr(thing, field)
        changed = exchanged(value, {old: new}, naming=True)
        if isinstance(changed, tuple) and all(isinstance(item, str) for item in changed):  # nobody is named twice
            changed = tuple(dict.fromkeys(changed))
        if changed != value:
            changes[field] = changed
    if "employer" in changes:
        changes |= {"qualifications": (), "count": None}
    return thing.model_copy(update=changes) if changes else thing


def _newcomers(model: Model, sections: Mapping[str, Mapping[str, Any]], old: str) -> set[str]:
    """Return what nobody has stated anything about any more: the new staff, connections with another party."""
    staff = {ident for ident, people in model.people.items() if people.employer == old}
    links = {
        ident
        for ident, link in model.connections.items()
        if (link.from_, link.to) != (sections["connections"][ident].from_, sections["connections"][ident].to)
    }
    return staff | links


def _without_loops(model: Model, links: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out connections that link the new organization to itself, unless they did so before."""
    loops = {
        ident
        for ident, link in links.items()
        if link.from_ == link.to and model.connections[ident].from_ != model.connections[ident].to
    }
    kept = {}
    for ident, link in links.items():
        if ident not in loops:
            alternatives = tuple(other for other in link.alternatives if other not in loops)
            same = alternatives == link.alternatives
            kept[ident] = link if same else link.model_copy(update={"alternatives": alternatives})
    return kept


def _fresh(model: Model) -> Model:
    """Return *model* as a new object, so that nothing that was derived from the old one is kept."""
    return Model.model_construct(**{name: getattr(model, name) for name in Model.model_fields})


def _without_forgotten(model: Model, old: str) -> Model:
    """Leave *old* out, with what it stated, where nothing else names it."""
    if old in _named(model, old):
        return model
    organizations = {ident: thing for ident, thing in model.organizations.items() if ident != old}
    measures = {ident: given for ident, given in model.measures.items() if ident != old}
    stated = tuple(given for given in model.confirmations if given.subject != old)
    return _fresh(
        model.model_copy(update={"organizations": organizations, "measures": measures, "confirmations": stated})
    )


def _named(model: Model, old: str) -> Iterator[str]:
    """Yield every id that the model names, but for what *old* itself has stated."""
    for section in (*NAMED_SECTIONS, *HEADINGS):
        value = getattr(model, section, None)
        for thing in value.values() if isinstance(value, dict) else (value,):
            yield from (ident for _, ident in named(thing))
    for given in model.confirmations:
        if given.subject != old:
            yield from (ident for _, ident in named(given))
