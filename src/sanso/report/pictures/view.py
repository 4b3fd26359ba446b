"""What a picture shows of a model, and where its marks lead: the one option that a page has and a report has not.

>>> View(elements=frozenset({"gps"})).shows("door"), EVERYTHING.shows("door")
(False, True)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

__all__ = ["EVERYTHING", "Links", "Move", "View"]


class Links(Protocol):
    """Addresses of what stands in a picture."""

    def element(self, ident: str) -> str:
        """Return where an element, a physical thing or a connection leads."""

    def group(self, name: str, *, opens: bool) -> str:
        """Return where the mark of a group leads: to the picture in which it stands open, or is folded."""


@dataclass(frozen=True, slots=True)
class Move:
    """An element that stood elsewhere on the IoT-SSF map: its cell and category before."""

    element: str
    human: str
    economic: str
    category: int | None


@dataclass(frozen=True, slots=True)
class View:
    """A part of a picture.

    *elements* are the elements and physical things that are shown (None: all), *layers* those of the connections
    (None: all). *opened* names the groups of a large model whose members are shown, *grouped* groups a small model
    too. With *links* every mark leads somewhere. *moves* leave a mark at the old place on the IoT-SSF map.
    """

    elements: frozenset[str] | None = None
    layers: frozenset[int] | None = None
    opened: frozenset[str] = frozenset()
    grouped: bool = False
    links: Links | None = None
    moves: tuple[Move, ...] = ()

    @property
    def narrowed(self) -> bool:
        """Whether something is left out on purpose."""
        return self.elements is not None or self.layers is not None

    def shows(self, ident: str) -> bool:
        """Tell whether an element or physical thing is shown."""
        return self.elements is None or ident in self.elements

    def joins(self, layer: int) -> bool:
        """Tell whether connections of *layer* are shown; physical ones (0) go with layer 2."""
        return self.layers is None or (layer or 2) in self.layers


EVERYTHING = View()
"""All of a model, without links: the picture of a report."""
