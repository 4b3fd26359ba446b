r"""A model at one version, held in memory: loaded, edited and assessed without touching the disk.

>>> from sanso.model.editing import Put
>>> from sanso.verbs.assessing import catalogue
>>> files = {"m.yaml": b"sanso: 1\nid: m   # mine\npeople:\n  crew: {count: 3}\n"}
>>> state = State.open(files, "m.yaml", catalogue(), dt.date(2026, 11, 22))
>>> later = state.edited([Put(("people", "crew", "count"), 4)])
>>> later.model.people["crew"].count, state.model.people["crew"].count
(4, 3)
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from threading import RLock
from types import MappingProxyType
from typing import TYPE_CHECKING

from sanso.model.editing import edit
from sanso.model.loading import Loaded, load, reload
from sanso.model.reading import Held
from sanso.verbs.assessing import Evaluation, evaluate

if TYPE_CHECKING:
    from sanso.catalogue import Catalogue
    from sanso.model.diagnostics import Diagnostic, Place
    from sanso.model.editing import Change
    from sanso.model.process import Model
    from sanso.report.views import Views

__all__ = ["State"]


class State:
    """A model at one version with what follows from it on *day*; it never changes, and threads may share it.

    *contents* are the files by relative POSIX path, *main* is the first one. A faulty model is a state too: then
    `model` is None and `diagnostics` say why.
    """

    __slots__ = ("_evaluation", "_lock", "_views", "catalogue", "contents", "day", "loaded", "main")

    def __init__(
        self, contents: Mapping[str, bytes], main: str, catalogue: Catalogue, day: dt.date, loaded: Loaded
    ) -> None:
        self.contents: Mapping[str, bytes] = MappingProxyType(dict(contents))
        self.main = main
        self.catalogue = catalogue
        self.day = day
        self.loaded = loaded
        self._lock = RLock()
        self._evaluation: Evaluation | None = None
        self._views: Views | None = None

    @classmethod
    def open(cls, contents: Mapping[str, bytes], main: str, catalogue: Catalogue, day: dt.date) -> State:
        """Read the model that *contents* hold; faults are diagnostics, never raised."""
        loaded = load(Path(main), catalogue.vocabulary(), Held(contents))
        return cls(contents, main, catalogue, day, loaded)

    @property
    def model(self) -> Model | None:
        """The whole model; None with any error."""
        return self.loaded.model

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What is wrong with the files, by place."""
        return self.loaded.diagnostics

    @property
    def places(self) -> Mapping[str, Place]:
        """Where the named things stand."""
        return self.loaded.places

    @property
    def evaluation(self) -> Evaluation:
        """The assessment on the day, computed when it is first asked for.

        Raises:
            InputRefused: the model has errors.

        """
        with self._lock:
            if self._evaluation is None:
                self._evaluation = evaluate(self.loaded, catalogue=self.catalogue, at=self.day)
            return self._evaluation

    @property
    def views(self) -> Views:
        """The further results on the assessed model.

        Raises:
            InputRefused: the model has errors.

        """
        from sanso.report.views import Views

        with self._lock:
            if self._views is None:
                made = self.evaluation
                self._views = Views(made.model, made.assessment, made.catalogue)
            return self._views

    def edited(self, changes: Iterable[Change]) -> State:
        """Return the state after *changes*; what they do not touch stays byte for byte.

        Raises:
            InputRefused: the files have errors, or a place cannot be changed safely.
            ValueError: a path is empty.
            TypeError: a value cannot stand in a model.

        """
        made = edit(Path(self.main), changes, Held(self.contents))
        return self.with_files({**self.contents, **{path.as_posix(): raw for path, raw in made.items()}})

    def with_files(self, contents: Mapping[str, bytes], main: str | None = None) -> State:
        """Return the state of other *contents*; faults are diagnostics, never raised."""
        if main in (None, self.main) and dict(contents) == dict(self.contents):
            return self
        if main in (None, self.main):
            loaded = reload(self.loaded, self.contents, contents, self.catalogue.vocabulary())
            if loaded is not None:
                return State(contents, self.main, self.catalogue, self.day, loaded)
        return State.open(contents, main if main is not None else self.main, self.catalogue, self.day)
