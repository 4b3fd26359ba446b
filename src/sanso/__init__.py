"""Sanso (三層): an executable Cyber/Physical Security Framework.

The package offers the verbs of the command line as functions with the same names. They are imported when
they are first used, so that ``import sanso`` costs next to nothing.

>>> import sanso
>>> sanso.Text(en="bus", ja="バス").show("ja")
'バス'
>>> sanso.schema("model")["title"]
'Sanso model'
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

__all__ = [
    "InputRefused",
    "Model",
    "Text",
    "__version__",
    "assess",
    "attack",
    "catalogue",
    "check",
    "compare_sectors",
    "demo",
    "diff",
    "doctor",
    "draft_claim",
    "import_answers",
    "import_ledger",
    "inbox",
    "iotssf",
    "labels",
    "layers",
    "ledger",
    "load",
    "map",
    "new",
    "perspectives",
    "report",
    "request",
    "safety",
    "schema",
    "schemes",
    "sectors",
    "serve",
    "share",
    "transcription",
    "verify",
]

__version__ = "0.1.0"

_TYPES = {
    "InputRefused": "sanso.model.diagnostics",
    "Model": "sanso.model.process",
    "Text": "sanso.model.text",
    "serve": "sanso.web.serving",
}

_HOMES = {**dict.fromkeys((name for name in __all__ if name != "__version__"), "sanso.verbs"), **_TYPES}
"""Where each lazy name lives."""

_ROOMS = ("attack", "catalogue", "iotssf", "report", "safety", "transcription")
"""Verbs that share their name with a package of this one."""


class _Room(ModuleType):
    """A package that can be called as the verb of the same name."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        verb = getattr(import_module("sanso.verbs"), self.__name__.rpartition(".")[2])
        return verb(*args, **kwargs)


class _Sanso(ModuleType):
    """The package itself: importing ``sanso.report`` must not take the verb ``sanso.report`` away."""

    def __setattr__(self, name: str, value: object) -> None:
        if name in _ROOMS and type(value) is ModuleType:
            value.__class__ = _Room
        super().__setattr__(name, value)


def __getattr__(name: str) -> Any:
    if name in _ROOMS:
        return import_module(f"sanso.{name}")
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'sanso' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


sys.modules[__name__].__class__ = _Sanso
