"""What two models differ in, as far as those need to know who carry over what did not change.

>>> from sanso.model.process import Model
>>> one = Model(sanso=1, id="m", components={"cam": {"kind": "sensor"}, "hub": {"kind": "gateway"}})
>>> other = Model(sanso=1, id="m", components={"cam": {"kind": "sensor", "site": "yard"}, "hub": {"kind": "gateway"}})
>>> found = Difference.of(one, other)
>>> found.things, found.touches({"components": ("kind",)}), found.touches({"components": ("kind", "site")})
({'components': frozenset({'cam'})}, False, True)
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sanso.model.process import NAMED_SECTIONS, Model

__all__ = ["Difference", "Reads"]

Reads = Mapping[str, tuple[str, ...]]
"""Fields by section; an empty section stands for the single values of the model."""

_HEAD = ("id", "name", "sectors", "criteria", "iotssf", "confirmations")
_SECTIONS = (*NAMED_SECTIONS, "measures")


@dataclass(frozen=True, slots=True)
class Difference:
    """The things of each section that are others, new or gone, and the fields in which they differ.

    Among *fields*, ``(section, "id")`` says that things are gone or in another order, ``(section, "new")`` that some
    are new. *renamed* are the things that have another name, or are new or gone; *crossed* tells that an id has gone
    from one section to another.
    """

    things: Mapping[str, frozenset[str]]
    fields: frozenset[tuple[str, str]]
    renamed: frozenset[str]
    crossed: bool

    @classmethod
    def of(cls, one: Model, other: Model) -> Difference:
        """Compare two models; things that are the same objects cost next to nothing."""
        things: dict[str, frozenset[str]] = {}
        fields = {("", name) for name in _HEAD if getattr(one, name) != getattr(other, name)}
        renamed: set[str] = set()
        moved: dict[str, set[str]] = {"gone": set(), "new": set()}
        for section in _SECTIONS:
            old, new = getattr(one, section), getattr(other, section)
            if old is new:
                continue
            gone, fresh = old.keys() - new.keys(), new.keys() - old.keys()
            if fresh:
                fields.add((section, "new"))
            if gone or list(old) != [name for name in new if name not in fresh]:
                fields.add((section, "id"))
            differing = {k for k, thing in new.items() if k in old and old[k] is not thing and old[k] != thing}
            if section != "measures":
                moved["gone"] |= gone
                moved["new"] |= fresh
                fields.update((section, name) for k in differing for name in _fields(old[k], new[k]))
                renamed |= {k for k in differing if old[k].name != new[k].name} | gone | fresh
            if gone or fresh or differing:
                things[section] = frozenset(gone | fresh | differing)
        return cls(things, frozenset(fields), frozenset(renamed), bool(moved["gone"] & moved["new"]))

    def touches(self, reads: Reads, new: Collection[str] = ()) -> bool:
        """Tell whether something that is read differs, or things of a section that is read came, went or moved.

        Of the sections *new*, things that came do not count.
        """
        return any(
            (section, "id") in self.fields
            or (section not in new and (section, "new") in self.fields)
            or any((section, name) in self.fields for name in names)
            for section, names in reads.items()
        )


def _fields(one: Any, other: Any) -> list[str]:
    return [name for name in type(one).model_fields if getattr(one, name) != getattr(other, name)]
