"""Begin: a starter model of one's own, or a worked example."""

from __future__ import annotations

import datetime as dt
import errno
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.resources import files as resources
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from sanso.model.elements import Sector
from sanso.verbs.assessing import Evaluation, evaluate
from sanso.verbs.attacking import attack_evaluated, attack_options
from sanso.verbs.schemas import schema_bytes
from sanso.verbs.writing import make_folder, write_whole

if TYPE_CHECKING:
    from sanso.model.text import Language
    from sanso.verbs.trust_story import StoryDay

__all__ = ["Demonstration", "FolderTaken", "demo", "new", "starter_sectors"]

_WORLDS = 2_000
"""Years that a demonstration plays: a first impression in seconds."""


@dataclass(frozen=True, slots=True)
class Demonstration:
    """An example that was written and assessed; *kept* are files that had been edited and stay so.

    *evidence* is the folder of signed claims, *story* how the trust gap moves over the days that they tell of; None and
    empty where the example has none.
    """

    evaluation: Evaluation
    model: Path
    kept: tuple[Path, ...]
    results: tuple[Path, ...]
    evidence: Path | None = None
    story: tuple[StoryDay, ...] = ()


class FolderTaken(Exception):
    """A folder holds another model already; *model* is its file."""

    def __init__(self, model: Path) -> None:
        self.model = model
        super().__init__(f"{model.parent} already holds the model {model.name}")


def starter_sectors() -> tuple[str, ...]:
    """Name the sectors that have a starter model of their own, in both languages."""
    found = {entry.name for entry in (resources("sanso.verbs") / "starter").iterdir()}
    return tuple(sorted(name for name in get_args(Sector) if {f"{name}.en.yaml", f"{name}.ja.yaml"} <= found))


def new(folder: Path | str, lang: Language = "en", *, sector: str | None = None) -> tuple[Path, ...]:
    """Write a commented starter model and its schema into *folder*; return both paths.

    With a *sector* the starter is one of that sector, with its roles, devices and harms.

    Raises:
        KeyError: there is no starter for *sector*.
        FileExistsError: one of the files is there already.
        OSError: the folder cannot be written.

    """
    if sector is not None and sector not in starter_sectors():
        raise KeyError(sector)
    target = Path(folder)
    starter = (resources("sanso.verbs") / "starter" / f"{sector or 'starter'}.{lang}.yaml").read_bytes()
    model, schema_file = target / "model.yaml", target / "model.schema.json"
    for path in (model, schema_file):
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    make_folder(target)
    write_whole(schema_file, schema_bytes("model", lang))
    write_whole(model, starter)
    return model, schema_file


def demo(
    name: str = "bus-operation",
    out: Path | str | None = None,
    lang: Language = "en",
    *,
    at: dt.date | None = None,
    attacker: str | None = None,
    on_step: Callable[[str], None] | None = None,
) -> Demonstration:
    """Write an example into *out* (``out/NAME`` if absent), assess the model there and report beside it.

    A file that was edited since is kept, and assessed as it is. With an *attacker* the report holds the attack. An
    example with evidence is assessed as of the last day of its story, others as of today, where *at* is absent.

    Raises:
        KeyError: there is no such example.
        FolderTaken: *out* holds another model.
        InputRefused: the model there was edited and has errors now.
        ReportNotWritten: the results cannot be written.
        OSError: the model files cannot be written.

    """
    from sanso import examples
    from sanso.report.write import write_report

    target = Path(out) if out is not None else Path("out", name)
    other = next((path for path in sorted(target.glob("*.yaml")) if path.name != f"{name}.yaml"), None)
    if other is not None:
        raise FolderTaken(other)
    kept = _laid_out(name, target, lang)
    model, folder = target / f"{name}.yaml", target / "evidence"
    days = examples.story_days(name)
    day = days[-1] if days and at is None else at
    pins = examples.pins(name)
    made = evaluate(model, at=day, evidence=folder if days else None, pins=pins)
    attacked = None
    if attacker is not None:
        attacked = attack_evaluated(made, attack_options(made, attacker=attacker, worlds=_WORLDS))
    results = write_report(target, made.model, made.assessment, made.catalogue, lang, on_step, attacked)
    return Demonstration(made, model, kept, results, folder if days else None, _story(made, folder, days, pins))


def _laid_out(name: str, target: Path, lang: Language) -> tuple[Path, ...]:
    """Write the files of an example that are not there yet; return those that are there and differ.

    Raises:
        OSError: a file cannot be written.

    """
    from sanso import examples

    proofs = {f"evidence/{inner}": content for inner, content in examples.evidence(name).items()}
    schema = {"model.schema.json": schema_bytes("model", lang)}
    kept = []
    for inner, content in {**examples.files(name), **proofs, **schema}.items():
        path = target / inner
        if path.is_file() and inner not in schema:
            if path.read_bytes() != content:
                kept.append(path)
            continue
        make_folder(path.parent)
        write_whole(path, content)
    return tuple(kept)


def _story(made: Evaluation, folder: Path, days: Sequence[dt.date], pins: Sequence[str]) -> tuple[StoryDay, ...]:
    if not days or made.loaded is None:
        return ()
    from sanso.verbs.evidence import read_evidence
    from sanso.verbs.trust_story import trust_story

    return trust_story(made.loaded, read_evidence(folder, pins), days, made.catalogue)
