"""How a cyber attack reaches people and money: attack graphs, worlds, paths, harm and loss.

The semantics are those of the Meta Attack Language (MAL); `sanso.attack.cpsf` holds Sanso's own language and
turns a value creation process into objects of it. Any other MAL language and model goes the same way:

    language = sanso.attack.language.load(path)
    graph = sanso.attack.compile(language, objects)
    outcome = sanso.attack.simulate(graph, …)

The verbs are imported when they are first used, so that ``import sanso.attack`` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__all__ = ["compile", "simulate"]

_HOMES = {"compile": "sanso.attack.graph.compiling", "simulate": "sanso.attack.simulating"}
"""Where each lazy name lives."""

_ROOMS = ("cpsf", "graph", "language")
"""Packages that come with the first use of their name."""


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    if name in _ROOMS:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__, *_ROOMS})
