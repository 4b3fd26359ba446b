"""Commands that do one of several things: what each action takes, and its own help page.

``sanso claim --help`` names the actions in a line each; ``sanso claim sign --help`` shows what ``sign`` takes, and
nothing of the others.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["Action", "without_names"]

_NAMES = re.compile(r"[a-z]+(?:(?:, |・)[a-z]+)*: ?")
"""Names of actions before what is said of them only."""

Said = tuple[str, str]
"""The same in English and in Japanese."""


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that a command does."""

    does: Said
    """What it does, in a line."""
    usage: str
    """How it is written after its name."""
    example: str
    """The whole line, with names as they could be."""
    options: frozenset[str]
    """The options that belong to it, beside those of every action."""
    named: tuple[str, Said] | None = None
    """What may be named after it: how that is written, and what it is."""
    least: int = 0
    """The fewest that may be named."""
    most: int = 0
    meaning: Mapping[str, Said] = field(default_factory=dict)
    """What options mean here, where they mean something else to other actions."""


def without_names(text: str) -> str:
    """Return what the help of an option says, without the names of the actions that it belongs to.

    >>> without_names("new, status: last day.")
    'Last day.'
    """
    bare = _NAMES.sub("", text, count=1) if _NAMES.match(text) else text
    return bare[:1].upper() + bare[1:]
