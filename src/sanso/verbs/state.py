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
from sanso.model.editing.editing import edit_loaded, says
from sanso.model.loading import Loaded, load, reload
from sanso.model.reading import Held
from sanso.verbs.assessing import Evaluation

if TYPE_CHECKING:
    from sanso.analysis.assessing import Working
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

    __slots__ = ("_earlier", "_evaluation", "_lock", "_views", "catalogue", "contents", "day", "loaded", "main")

    def __init__(
        self,
        contents: Mapping[str, bytes],
        main: str,
        catalogue: Catalogue,
        day: dt.date,
        loaded: Loaded,
        earlier: Working | None = None,
    ) -> None:
        self.contents: Mapping[str, bytes] = MappingProxyType(dict(contents))
        self.main = main
        self.catalogue = catalogue
        self.day = day
        self.loaded = loaded
        self._lock = RLock()
        self._earlier = earlier
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
                self._evaluation = self._evaluated()
            return self._evaluation

    def _evaluated(self) -> Evaluation:
        from sanso.analysis.assessing import work

        loaded = self.loaded
        made = work(
            loaded.require(),
            self.catalogue,
            at=self.day,
            digest=loaded.digest,
            diagnostics=loaded.diagnostics,
            file=str(loaded.files[0]) if loaded.files else "",
            before=self._earlier,
        )
        self._earlier = made
        return Evaluation(made.moment.model, self.catalogue, made.assessment, loaded)

    @property
    def working(self) -> Working:
        """The assessment with what was found on the way.

        Raises:
            InputRefused: the model has errors.

        """
        with self._lock:
            if self._evaluation is None:
                self._evaluation = self._evaluated()
            made = self._earlier
            assert made is not None  # noqa: S101 -- set by the evaluation
            return made

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
        changes = tuple(changes)
        quick = self._quickly_edited(changes)
        if quick is not None:
            return quick
        made = edit(Path(self.main), changes, Held(self.contents))
        return self.with_files({**self.contents, **{path.as_posix(): raw for path, raw in made.items()}})

    def _quickly_edited(self, changes: tuple[Change, ...]) -> State | None:
        """Return the state after *changes* where the layout of the files allows to look at what changes alone."""
        sources = self.loaded.sources
        done = edit_loaded(sources, self.contents, changes) if sources is not None else None
        if done is None or sources is None:
            return None
        made, plan = done
        if not made:
            return self
        later = self.with_files({**self.contents, **made})
        fresh = later.loaded.sources
        return later if fresh is not None and fresh.clean and says(sources, fresh, plan) else None

    def with_files(self, contents: Mapping[str, bytes], main: str | None = None) -> State:
        """Return the state of other *contents*; faults are diagnostics, never raised."""
        if main in (None, self.main) and dict(contents) == dict(self.contents):
            return self
        if main in (None, self.main):
            loaded = reload(self.loaded, self.contents, contents, self.catalogue.vocabulary())
            if loaded is not None:
                return State(contents, self.main, self.catalogue, self.day, loaded, self._earlier)
        made = State.open(contents, main if main is not None else self.main, self.catalogue, self.day)
        made._earlier = self._earlier
        return made
