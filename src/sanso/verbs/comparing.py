"""Compare two models, two days, two suppliers.

>>> import tempfile
>>> from sanso.verbs.beginning import new
>>> with tempfile.TemporaryDirectory() as folder:
...     result = diff(new(folder)[0])
>>> result.empty
True
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sanso.verbs.assessing import catalogue as catalogue_of
from sanso.verbs.assessing import read

if TYPE_CHECKING:
    from sanso.analysis.comparing import Comparison, Side
    from sanso.catalogue import Catalogue
    from sanso.model.diagnostics import Diagnostic
    from sanso.model.loading import Loaded
    from sanso.model.process import Model
    from sanso.verbs.state import State

__all__ = ["Compared", "compare", "compare_states", "diff"]


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison with the two sides that it was made from; *files* are those that were read."""

    old: Side
    new: Side
    catalogue: Catalogue
    comparison: Comparison
    files: tuple[Path, ...] = ()


def diff(
    old: Model | Path | str,
    new: Model | Path | str | None = None,
    *,
    at: dt.date | None = None,
    old_at: dt.date | None = None,
    choose: Collection[str] = (),
    old_choose: Collection[str] = (),
    replace: Mapping[str, str] | None = None,
    catalogue: Catalogue | Path | str | None = None,
) -> Comparison:
    """Tell what changed from *old* to *new*, what got better or worse, and why.

    Without *new*, the same model is compared with itself: on another day, with other alternatives, with replaced
    organizations. *at* is the day of the new side (today if absent), *old_at* that of the old one (the same if
    absent); *choose* and *old_choose* name connections to use among their alternatives. *replace* maps organizations
    to those that take their place on the new side; one that the model does not have has stated nothing.

    Raises:
        InputRefused: a model, the catalogue file or a replacement cannot be used; all diagnostics are in it.

    """
    made = compare(
        old,
        new,
        at=at,
        old_at=old_at,
        choose=choose,
        old_choose=old_choose,
        replace=replace,
        catalogue=catalogue,
    )
    return made.comparison


def compare(
    old: Model | Loaded | Path | str,
    new: Model | Loaded | Path | str | None = None,
    *,
    at: dt.date | None = None,
    old_at: dt.date | None = None,
    choose: Collection[str] = (),
    old_choose: Collection[str] = (),
    replace: Mapping[str, str] | None = None,
    catalogue: Catalogue | Path | str | None = None,
) -> Compared:
    """Compare as `diff` does, and keep both sides.

    Raises:
        InputRefused: a model, the catalogue file or a replacement cannot be used; all diagnostics are in it.

    """
    from sanso.analysis import comparing

    content = catalogue_of(catalogue) if catalogue is None or isinstance(catalogue, str | Path) else catalogue
    day = at if at is not None else dt.date.today()
    one = _given(old, content)
    other = _given(new, content) if new is not None else one
    _require(one, other)
    before, after = one.require(), _replaced(other.require(), replace or {}, content)
    sides = (
        comparing.side_of(
            before, content, at=old_at if old_at is not None else day, chosen=tuple(old_choose), digest=one.digest
        ),
        comparing.side_of(after, content, at=day, chosen=tuple(choose), digest=other.digest),
    )
    files = tuple(dict.fromkeys((*one.files, *other.files)))
    return Compared(*sides, content, comparing.compare(*sides, content), files)


def compare_states(old: State, new: State, *, replace: Mapping[str, str] | None = None) -> Compared:
    """Compare two states, each on its own day; what they have computed already is not computed again.

    The result is that of `compare` with the models and the days of the states.

    Raises:
        InputRefused: a model has errors, or a replacement cannot be used; all diagnostics are in it.

    """
    from sanso.analysis import comparing

    _require(old.loaded, new.loaded)
    before = _side(old)
    if replace:
        model = _replaced(new.loaded.require(), replace, new.catalogue)
        after = comparing.side_of(model, new.catalogue, at=new.day, digest=new.loaded.digest)
    else:
        after = _side(new)
    return Compared(before, after, new.catalogue, comparing.compare(before, after, new.catalogue))


def _side(state: State) -> Side:
    from sanso.analysis.assessing import all_open_points
    from sanso.analysis.comparing import Side

    made = state.evaluation
    points = all_open_points(made.assessment, made.model, state.catalogue)
    return Side(state.loaded.require(), made.model, made.assessment, points)


def _given(model: Model | Loaded | Path | str, content: Catalogue) -> Loaded:
    from sanso.model.diagnostics import has_errors
    from sanso.model.loading import Loaded, check_model

    if isinstance(model, str | Path):
        return read(model, content)
    if isinstance(model, Loaded):
        return model
    found = check_model(model, content.vocabulary())
    return Loaded(None if has_errors(found) else model, found)


def _require(one: Loaded, other: Loaded) -> None:
    """Refuse both models at once, each with all that was found in it."""
    from sanso.model.diagnostics import InputRefused

    found: list[Diagnostic] = []
    for loaded in (one,) if other is one else (one, other):
        if loaded.model is None:
            found += loaded.diagnostics
    if found:
        raise InputRefused(found)


def _replaced(model: Model, replace: Mapping[str, str], content: Catalogue) -> Model:
    import re

    from sanso.analysis.comparing import replace_organization
    from sanso.model.base import ID_PATTERN
    from sanso.model.diagnostics import InputRefused, Place, diagnose, has_errors, suggest
    from sanso.model.loading import check_model

    for old, new in replace.items():
        if old not in model.organizations:
            hint = suggest(old, sorted(model.organizations))
            raise InputRefused([diagnose("diff-replace-unknown", Place(""), hint=hint, old=old)])
        taken = model.thing(new) is not None and new not in model.organizations
        if taken or new == old or re.fullmatch(ID_PATTERN, new) is None:
            raise InputRefused([diagnose("diff-replace-taken", Place(""), old=old, new=new)])
        model = replace_organization(model, old, new)
    if replace:
        found = check_model(model, content.vocabulary())
        if has_errors(found):
            raise InputRefused(found)
    return model
