"""Load, check and assess models.

>>> from pathlib import Path
>>> check(Path("nowhere.yaml"))[0].code
'missing-file'
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sanso.analysis.result import Assessment
    from sanso.catalogue import Catalogue
    from sanso.model.diagnostics import Diagnostic
    from sanso.model.loading import Loaded
    from sanso.model.process import Model

__all__ = ["Evaluation", "assess", "catalogue", "check", "evaluate", "load", "read"]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """An assessment with what it was made from; *model* is the model of the assessed day."""

    model: Model
    catalogue: Catalogue
    assessment: Assessment
    loaded: Loaded | None = None


def catalogue(override: Path | str | None = None) -> Catalogue:
    """Return the framework content, with fields replaced by the file *override*.

    Raises:
        InputRefused: the file has errors.

    """
    from sanso.catalogue import load_catalogue

    return load_catalogue(Path(override) if override is not None else None)


def read(path: Path | str, content: Catalogue) -> Loaded:
    """Read and check a model, with all faults as values."""
    from sanso.model import loading

    return loading.load(Path(path), content.vocabulary())


def load(path: Path | str, catalogue: Catalogue | Path | str | None = None) -> Model:
    """Load the model file at *path*.

    Raises:
        InputRefused: the model has errors; all of them are in its diagnostics.

    """
    return read(path, _content(catalogue)).require()


def check(path: Path | str, catalogue: Catalogue | Path | str | None = None) -> tuple[Diagnostic, ...]:
    """Return every fault of the model file at *path*.

    Raises:
        InputRefused: the catalogue file has errors.

    """
    return read(path, _content(catalogue)).diagnostics


def evaluate(
    model: Model | Loaded | Path | str,
    *,
    catalogue: Catalogue | Path | str | None = None,
    at: dt.date | None = None,
    choose: Collection[str] = (),
) -> Evaluation:
    """Assess a model and keep what it was made from.

    Raises:
        InputRefused: the model or the catalogue file has errors.

    """
    from sanso import analysis
    from sanso.model.diagnostics import InputRefused, has_errors
    from sanso.model.loading import Loaded, check_model
    from sanso.model.moment import at_day

    content = _content(catalogue)
    day = at if at is not None else dt.date.today()
    if isinstance(model, (str, Path)):
        model = read(model, content)
    loaded = model if isinstance(model, Loaded) else None
    if isinstance(model, Loaded):
        whole, found = model.require(), model.diagnostics
    else:
        whole, found = model, check_model(model, content.vocabulary())
        if has_errors(found):
            raise InputRefused(found)
    assessment = analysis.assess(
        whole,
        content,
        at=day,
        chosen=tuple(choose),
        digest=loaded.digest if loaded else "",
        diagnostics=found,
        file=str(loaded.files[0]) if loaded and loaded.files else "",
    )
    return Evaluation(at_day(whole, day, choose).model, content, assessment, loaded)


def assess(
    model: Model | Path | str,
    *,
    catalogue: Catalogue | Path | str | None = None,
    at: dt.date | None = None,
    choose: Collection[str] = (),
) -> Assessment:
    """Assess a model, or the model file at a path, as it stands on the day *at* (today if absent).

    *choose* names connections to use among their alternatives.

    Raises:
        InputRefused: the model or the catalogue file has errors.

    """
    return evaluate(model, catalogue=catalogue, at=at, choose=choose).assessment


def _content(given: Catalogue | Path | str | None) -> Catalogue:
    return catalogue(given) if given is None or isinstance(given, (str, Path)) else given
