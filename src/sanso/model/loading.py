"""Load a model: files, entries, references, all faults at once.

>>> from pathlib import Path
>>> load(Path("nowhere.yaml")).diagnostics[0].code
'missing-file'
"""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sanso.model.diagnostics import Diagnostic, InputRefused, Place, has_errors
from sanso.model.process import Model
from sanso.model.references import check_references
from sanso.model.sources import Sources, read_sources
from sanso.model.validation import validate
from sanso.model.vocabulary import Vocabulary

__all__ = ["Loaded", "load", "paused_collection"]


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
        found = list(sources.found)
        model: Model | None = None
        if sources.usable:
            model, faults = validate(sources)
            found += faults
            if model is not None:
                found += check_references(model, sources, vocabulary)
        refused = model is None or has_errors(found)
        return Loaded(
            model=None if refused else model,
            diagnostics=tuple(sorted(set(found), key=lambda d: (d.place, d.path, d.code))),
            places=_Places(sources),
            digest=_digest(sources.files),
            files=tuple(sources.files),
        )


def _digest(files: list[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        try:
            with file.open("rb") as stream:
                while block := stream.read(1 << 20):
                    digest.update(block)
        except OSError:
            return ""
    return digest.hexdigest()


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
