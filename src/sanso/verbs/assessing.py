"""Load, check and assess models.

>>> from pathlib import Path
>>> check(Path("nowhere.yaml"))[0].code
'missing-file'
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sanso.analysis.proof.proving import Proven
    from sanso.analysis.result import Assessment
    from sanso.catalogue import Catalogue
    from sanso.model.diagnostics import Diagnostic
    from sanso.model.loading import Loaded
    from sanso.model.process import Model
    from sanso.verbs.evidence import Evidence

__all__ = ["Evaluation", "assess", "catalogue", "check", "evaluate", "load", "read"]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """An assessment with what it was made from; *model* is the model of the assessed day.

    *proven* is the same assessment of what evidence proves; None where none was looked at.
    """

    model: Model
    catalogue: Catalogue
    assessment: Assessment
    loaded: Loaded | None = None
    proven: Proven | None = None


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
    evidence: Evidence | Path | str | None = None,
    pins: Sequence[str] = (),
    without: Collection[str] = (),
) -> Evaluation:
    """Assess a model and keep what it was made from; with *evidence*, a folder of claims, also what is proven.

    *pins* are thumbprints of keys that must have signed the first trust list. *without* leaves out claims (by id or
    digest), all claims of an issuer, or all of and about an organization.

    Raises:
        InputRefused: the model or the catalogue file has errors, there is no such folder, or *without* names what is
            not there.
        OSError: a file of the evidence cannot be read.

    """
    from sanso.analysis.assessing import work
    from sanso.model.diagnostics import InputRefused, has_errors
    from sanso.model.loading import Loaded, check_model

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
    made = work(
        whole,
        content,
        at=day,
        chosen=tuple(choose),
        digest=loaded.digest if loaded else "",
        diagnostics=found,
        file=str(loaded.files[0]) if loaded and loaded.files else "",
    )
    evaluation = Evaluation(made.moment.model, content, made.assessment, loaded)
    if evidence is None:
        return evaluation
    from sanso.verbs.evidence import end_of, evidence_of, prove_working

    given = evidence_of(evidence, pins)
    now = end_of(at) if at is not None else dt.datetime.now(dt.UTC)
    proven = prove_working(made, given, now=now, digest=loaded.digest if loaded else "", without=without)
    return replace(evaluation, assessment=proven.assessment, proven=proven)


def assess(
    model: Model | Path | str,
    *,
    catalogue: Catalogue | Path | str | None = None,
    at: dt.date | None = None,
    choose: Collection[str] = (),
    evidence: Evidence | Path | str | None = None,
    pins: Sequence[str] = (),
    without: Collection[str] = (),
) -> Assessment:
    """Assess a model, or the model file at a path, as it stands on the day *at* (today if absent).

    *choose* names connections to use among their alternatives. With *evidence*, a folder of claims whose first trust
    list the keys with the thumbprints *pins* must have signed, the result says what is proven; *without* leaves out
    claims (by id or digest), all claims of an issuer, or all of and about an organization.

    Raises:
        InputRefused: the model or the catalogue file has errors, there is no such folder, or *without* names what is
            not there.
        OSError: a file of the evidence cannot be read.

    """
    return evaluate(
        model, catalogue=catalogue, at=at, choose=choose, evidence=evidence, pins=pins, without=without
    ).assessment


def _content(given: Catalogue | Path | str | None) -> Catalogue:
    return catalogue(given) if given is None or isinstance(given, (str, Path)) else given
