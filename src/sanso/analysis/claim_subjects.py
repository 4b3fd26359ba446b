"""Which thing of the model a subject of a claim is: by id, by name, by maker and version.

Only what leaves no doubt is decided; otherwise the candidates are named and a person decides.

>>> from sanso.model.process import Model
>>> model = Model(sanso=1, id="m", organizations={"maker": {}}, products={"x2": {"maker": "maker", "model": "TX-2"}})
>>> match(model, Sought("maker", "device-type", "tx2", "TX-2"))
Match(element='x2', how='name', candidates=())
>>> match(model, Sought("maker", "device-type", "y9", "Y9")).candidates
('x2',)
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from sanso.model.process import Model

__all__ = ["How", "Match", "Sought", "fits", "match"]

How = Literal["id", "name", "said", "none"]
"""By its id, by name (of a product also by its model designation), as a person said, not at all."""
_MOST = 10
_SECTIONS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "organization": ("organizations",),
        "person": ("people",),
        "device-type": ("products", "components"),
        "system": ("systems",),
        "data-set": ("data",),
        "flow": ("connections",),
    }
)
"""Where things of each kind of subject stand in a model."""
_ROLE = "role:"


@dataclass(frozen=True, slots=True)
class Sought:
    """The subject of a claim, as its issuer names it."""

    issuer: str
    kind: str
    id: str
    name: str = ""
    version: str | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """What a subject is in the model; without *element* it is one of *candidates*, or unknown."""

    element: str | None
    how: How
    candidates: tuple[str, ...] = ()


def fits(model: Model, kind: str, element: str) -> bool:
    """Return whether *element* is a thing of the model that a subject of *kind* can be."""
    return any(element in getattr(model, section) for section in _SECTIONS.get(kind, ()))


def match(model: Model, sought: Sought) -> Match:
    """Return what *sought* is in *model*.

    A product that is in use in another version is still the same product; whether a claim holds for the version in use
    is for its verdict to say.
    """
    ident = sought.id.removeprefix(_ROLE) if sought.kind == "person" else sought.id
    if fits(model, sought.kind, ident):
        return Match(ident, "id")
    alike = tuple(dict.fromkeys(_alike(model, sought, ident)))
    own = tuple(one for one in alike if _maker(model, one) in (None, sought.issuer)) or alike
    for section in _SECTIONS.get(sought.kind, ()):
        named = tuple(one for one in own if one in getattr(model, section))
        if len(named) == 1:
            return Match(named[0], "name")
        if named:
            return Match(None, "none", _listed(model, sought, named))
    return Match(None, "none", _listed(model, sought, ()))


def _alike(model: Model, sought: Sought, ident: str) -> Iterator[str]:
    """Yield things of the right kind that go by the id or the name of the subject."""
    wanted = {_plain(text) for text in (ident, sought.name) if _plain(text)}
    for section in _SECTIONS.get(sought.kind, ()):
        for one in getattr(model, section):
            if wanted & set(_names(model, one)):
                yield one


def _names(model: Model, ident: str) -> Iterator[str]:
    label = model.label(ident)
    yield from filter(None, (_plain(ident), _plain(label.show("en")), _plain(label.show("ja"))))
    product = model.products.get(ident)
    if product is not None and product.model:
        yield _plain(product.model)


def _maker(model: Model, ident: str) -> str | None:
    component = model.components.get(ident)
    product = model.products.get(component.product or "" if component is not None else ident)
    return product.maker if product is not None else None


def _listed(model: Model, sought: Sought, named: tuple[str, ...]) -> tuple[str, ...]:
    """Return candidates: those of that name first, then what the issuer makes, then what looks alike."""
    from difflib import get_close_matches

    every = [one for section in _SECTIONS.get(sought.kind, ()) for one in getattr(model, section)]
    made = [one for one in every if one in model.products and _maker(model, one) == sought.issuer]
    near = get_close_matches(sought.id, every, n=_MOST, cutoff=0.6)
    return tuple(dict.fromkeys((*named, *made, *near)))[:_MOST]


def _plain(text: str) -> str:
    """Return *text* without case, width, blanks and hyphens."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(one for one in folded if one.isalnum())
