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
from functools import cached_property
from pathlib import Path

from sanso.model.diagnostics import Diagnostic, InputRefused, Place
from sanso.model.files import MAX_YAML_BYTES, read_sources
from sanso.model.findings import Findings
from sanso.model.process import Model
from sanso.model.reading import Reader
from sanso.model.references import check_changed, check_references
from sanso.model.rereading import reread
from sanso.model.sources import Entry, Sources
from sanso.model.validation import revalidate, validate
from sanso.model.vocabulary import Vocabulary

__all__ = ["Loaded", "check_model", "load", "paused_collection", "reload"]


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
    sources: Sources | None = field(default=None, repr=False, compare=False)

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


def load(path: Path, vocabulary: Vocabulary | None = None, reader: Reader | None = None) -> Loaded:
    """Load the model file at *path* with its includes and check it against *vocabulary* (where given).

    It is read from the disk unless another *reader* is given.
    """
    with paused_collection():
        sources = read_sources(path, reader)
        return _loaded(sources, _checked(sources, vocabulary))


def reload(
    before: Loaded, old: Mapping[str, bytes], new: Mapping[str, bytes], vocabulary: Vocabulary | None = None
) -> Loaded | None:
    """Load the contents *new* as `load` does, where *before* is what loading *old* gave; only what differs is read.

    None where the two differ too much for that.
    """
    with paused_collection():
        again = reread(before.sources, old, new, MAX_YAML_BYTES) if before.sources is not None else None
        if again is None:
            return None
        sources, model = again.sources, None
        whole = (
            before.model if not any(names for section, names in again.gone.items() if section != "measures") else None
        )
        if whole is not None:
            model = revalidate(sources, whole, again.changed, again.header, listed=again.listed)
        if model is not None and whole is not None:
            check_changed(model, sources, vocabulary, again.changed, whole)
        if model is None or sources.found.refused:
            if again.header:
                return None
            sources.found, sources.faulty = Findings(), set()
            model = _checked(sources, vocabulary)
        return _loaded(sources, model)


def _checked(sources: Sources, vocabulary: Vocabulary | None) -> Model | None:
    model = validate(sources) if sources.usable else None
    if model is not None:
        check_references(model, sources, vocabulary)
    return model


def _loaded(sources: Sources, model: Model | None) -> Loaded:
    return Loaded(
        model=None if model is None or sources.found.refused else model,
        diagnostics=tuple(sources.found.all(sources.file)),
        places=_Places(sources),
        digest=sources.digest.hexdigest(),
        files=tuple(sources.files),
        sources=sources,
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
        self._keyed = sources.keyed

    @cached_property
    def _entries(self) -> dict[str, Entry]:
        return {
            ident: entry
            for section, entries in self._keyed.items()
            if section != "measures"
            for ident, entry in entries.items()
        }

    def __getitem__(self, ident: str) -> Place:
        return self._entries[ident].place(key=True)

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)
