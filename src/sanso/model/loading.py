"""Load a model: files, entries, references, all faults at once.

>>> from pathlib import Path
>>> load(Path("nowhere.yaml")).diagnostics[0].code
'missing-file'
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sanso.model.diagnostics import Diagnostic, InputRefused, Place
from sanso.model.files import read_sources
from sanso.model.process import Model
from sanso.model.references import check_references
from sanso.model.sources import Sources
from sanso.model.validation import validate
from sanso.model.vocabulary import Vocabulary

__all__ = ["Loaded", "check_model", "load", "paused_collection"]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading gave: the model (None with any error), all diagnostics, places of named things, a digest.

    *digest* is SHA-256 over the bytes of all files, in the order of reading.
    """

    model: Model | None
    diagnostics: tuple[Diagnostic, ...]
    places: Mapping[str, Place] = field(default_factory=dict)
    digest: str = ""
    files: tuple[Path, ...] = ()

    def require(self) -> Model:
        """Return the model.

        Raises:
            InputRefused: there is an error among the diagnostics.

        """
        if self.model is None:
            raise InputRefused(self.diagnostics)
        return self.model


@contextmanager
def paused_collection() -> Iterator[None]:
    """Pause the garbage collector: building many long-lived objects is several times faster without it."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def load(path: Path, vocabulary: Vocabulary | None = None) -> Loaded:
    """Load the model file at *path* with its includes and check it against *vocabulary* (where given)."""
    with paused_collection():
        sources = read_sources(path)
        model = validate(sources) if sources.usable else None
        if model is not None:
            check_references(model, sources, vocabulary)
        return Loaded(
            model=None if model is None or sources.found.refused else model,
            diagnostics=tuple(sources.found.all(sources.file)),
            places=_Places(sources),
            digest=sources.digest.hexdigest(),
            files=tuple(sources.files),
        )


def check_model(model: Model, vocabulary: Vocabulary | None = None) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a model that was made in Python: references, combinations, words.

    >>> [d.code for d in check_model(Model(sanso=1, id="m", people={"crew": {"employer": "nobody"}}))]
    ['unknown-reference']
    """
    sources = Sources.of(model)
    check_references(model, sources, vocabulary)
    return tuple(sources.found.all(""))


class _Places(Mapping[str, Place]):
    """Places of named things, looked up when asked for."""

    def __init__(self, sources: Sources) -> None:
        self._entries = {
            ident: entry
            for section, entries in sources.keyed.items()
            if section != "measures"
            for ident, entry in entries.items()
        }

    def __getitem__(self, ident: str) -> Place:
        return self._entries[ident].place(key=True)

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)
