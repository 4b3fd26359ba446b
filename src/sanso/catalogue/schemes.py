"""Labels, certificates and regulations: levels and who evaluates them, items, and which label counts as which.

What can be stated about a device is cut into *facts*; an item of a scheme names the facts that fill it, so that one
stated fact fills every scheme that asks for it. Facts may imply one another; recognition of one label by another
scheme is a directed, dated edge, and edges are never joined.

>>> from sanso.catalogue import load_catalogue
>>> catalogue = load_catalogue()
>>> len(items_of(catalogue.scheme_items, "jp.jc-star")), len(items_of(catalogue.scheme_items, "etsi.en-303-645"))
(16, 68)
>>> catalogue.schemes["jp.jc-star"].level("1").basis
'self-declaration'
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from sanso.catalogue.provenance import Confidence, Line, Record, Strength, Word, Yes
from sanso.model.answers import Basis
from sanso.model.base import Part
from sanso.model.text import LocalText

__all__ = [
    "Ask",
    "DeviceCondition",
    "DeviceFact",
    "Examination",
    "Force",
    "GrantedLevel",
    "LevelRef",
    "Recognition",
    "Scheme",
    "SchemeDate",
    "SchemeEdition",
    "SchemeItem",
    "SchemeLevel",
    "When",
    "Wording",
    "items_of",
]

Force = Literal["mandatory", "recommended"]
Needs = Literal["documents", "device"]
Numbered = Annotated[int, Field(strict=True, ge=1, le=99)]


class Ask(Part):
    """Items that a level asks for: those of the scheme *of*, the ones in *numbers* alone where any are given.

    *force* is the weakest one that is asked: ``recommended`` asks for mandatory and recommended items. *confidence*
    tells how sure the choice of items is; None is the confidence of the scheme's levels.
    """

    of: Word
    numbers: tuple[Word, ...] = ()
    force: Force = "mandatory"
    confidence: Confidence | None = None
    strength: Strength | None = None


class SchemeLevel(Part):
    """A level of a scheme and how it is evaluated.

    *asks* are its items as far as they are held here, *complete* tells whether these are all of them; *includes* are
    lower levels of the scheme that belong to it.
    """

    level: Word
    title: LocalText
    basis: Basis | None = Field(None, description="None where the sources do not say.")
    evaluated_by: LocalText | None = Field(None, description="Who evaluates.")
    granted_by: LocalText | None = Field(None, description="Who grants, where that differs from the scheme.")
    includes: tuple[Word, ...] = ()
    asks: tuple[Ask, ...] = ()
    complete: Yes = False


class SchemeDate(Part):
    """What happens when; *mandatory*: from then on it binds."""

    date: Line
    what: LocalText
    mandatory: Yes = False


class SchemeEdition(Part):
    """An edition of the criteria, and when it is in use."""

    edition: Line = Field(description="Short name, as claims and trust lists write it.")
    of: LocalText | None = Field(None, description="What it is an edition of, where that is not all of the scheme.")
    levels: tuple[Word, ...] = Field((), description="Levels that it is for; none listed: all.")
    from_: Line | None = Field(None, alias="from")
    until: Line | None = None


class Wording(Part):
    """What a label may and may not be called."""

    may: LocalText
    may_not: LocalText


class Scheme(Record):
    """A label, certification or regulation scheme, or a standard, as plain sourced data."""

    short: Line = Field(description="Name that a confirmation uses before the slash: ``JC-STAR/1``.")
    nature: Literal["label", "certification", "regulation", "standard"] | None = None
    jurisdiction: Line
    owner: LocalText | None = Field(None, description="Who runs it.")
    granted_by: LocalText | None = Field(None, description="Who grants; not who evaluates.")
    open: Yes | None = Field(None, description="Whether it takes applications, or applies; None where not known.")
    scope: LocalText
    levels: tuple[SchemeLevel, ...] = ()
    dates: tuple[SchemeDate, ...] = ()
    editions: tuple[SchemeEdition, ...] = ()
    validity_years: Numbered | None = None
    aligned_with: tuple[Line, ...] = ()
    status: LocalText | None = None
    wording: Wording | None = None

    def level(self, name: str) -> SchemeLevel:
        """Return the level called *name*.

        Raises:
            KeyError: there is no such level.

        """
        for level in self.levels:
            if level.level == name:
                return level
        raise KeyError(name)

    def edition_of(self, level: str) -> str | None:
        """Return the newest edition that is for *level*, or for any where *level* is empty; None: none is known."""
        found = [one.edition for one in self.editions if not level or not one.levels or level in one.levels]
        return found[-1] if found else None


class DeviceCondition(Record):
    """A question on which conditional items hang; its title asks it.

    *number_if_yes* and *number_if_no* are the numbers of table B.1 of EN 303 645 that hold on either answer.
    """

    number_if_yes: Numbered | None = None
    number_if_no: Numbered | None = None


class Examination(Record):
    """A way to find out whether facts are true: in documents, or on the device."""

    needs: Needs
    how: LocalText


class DeviceFact(Record):
    """Something that is true of a device or its maker, or not; its title states it.

    Whoever states it also states what it *implies*. *requirements* are the related requirements of CPSF: our reading.
    """

    examined_by: Word
    implies: tuple[Word, ...] = ()
    requirements: tuple[Word, ...] = ()


class When(Part):
    """A condition that has to be answered in a certain way for an item to apply."""

    condition: Word
    answer: Literal["yes", "no"] = "yes"


class SchemeItem(Record):
    """An item of a scheme or standard: the facts that fill it, and when it applies.

    *near* are items that ask for something related and do not fill this one. *may_not_apply*: an answer *not
    applicable* with a reason is accepted. *evidence_table* is the table of the evidence document by TS 103 701.
    """

    of: Word
    number: Word
    force: Force
    conditions: tuple[When, ...] = ()
    facts: Annotated[tuple[Word, ...], Field(min_length=1)]
    near: tuple[Word, ...] = ()
    may_not_apply: Yes = False
    needs: Needs | None = Field(None, description="How the scheme checks it, where that is known.")
    evidence_table: Line | None = None


class LevelRef(Part):
    """One or more levels of a scheme of which any will do."""

    scheme: Word
    levels: Annotated[tuple[Word, ...], Field(min_length=1)]


class GrantedLevel(Part):
    """A level of a scheme."""

    scheme: Word
    level: Word


class Recognition(Record):
    """A label that counts as another one, from the day *since* on; never joined to a further edge.

    *partial* says what remains to be done.
    """

    from_: LevelRef = Field(alias="from")
    to: GrantedLevel
    since: Line
    until: Line | None = None
    partial: LocalText | None = None


def items_of(items: Mapping[str, SchemeItem], scheme: str) -> tuple[SchemeItem, ...]:
    """Return the items of *scheme* in the order of the catalogue."""
    return tuple(item for item in items.values() if item.of == scheme)
