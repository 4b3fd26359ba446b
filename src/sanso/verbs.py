"""The verbs of the command line as functions: load, check, assess, see, report, look up.

Everything is stated, nothing is proven: results say what the model states.

>>> from pathlib import Path
>>> >>> with tempfile.TemporaryDirectory() as folder:
...     model, schema_file = new(folder)
...     assessment = assess(model)
>>> assessment.model.id, len(assessment.summary.open_points)
('my-process', 10)
"""

from __future__ import annotations

import datetime as dt
import errno
import os
import tempfile
from collections.abc import Callable, Collection
from dataclasses import dataclass
from importlib.resources import files as resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from sanso.analysis.result import Assessment
    from sanso.catalogue import Catalogue
    from sanso.model.diagnostics import Diagnostic
    from sanso.model.loading import Loaded
    from sanso.model.process import Model
    from sanso.model.text import Language

__all__ = [
    "Demonstration",
    "Evaluation",
    "assess",
    "catalogue",
    "check",
    "demo",
    "evaluate",
    "layers",
    "load",
    "map",
    "new",
    "read",
    "report",
    "schema",
]

SchemaKind = Literal["assessment", "diagnostics", "model"]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """An assessment with what it was made from; *model* is the model of the assessed day."""

    model: Model
    catalogue: Catalogue
    assessment: Assessment
    loaded: Loaded | None = None


@dataclass(frozen=True, slots=True)
class Demonstration:
    """An example that was written and assessed; *kept* are model files that had been edited and stay so."""

    evaluation: Evaluation
    model: Path
    kept: tuple[Path, ...]
    results: tuple[Path, ...]


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
    from sanso.model.loading import Loaded
    from sanso.model.moment import at_day

    content = _content(catalogue)
    day = at if at is not None else dt.date.today()
    if isinstance(model, (str, Path)):
        model = read(model, content)
    loaded = model if isinstance(model, Loaded) else None
    whole = model.require() if isinstance(model, Loaded) else model
    assessment = analysis.assess(
        whole,
        content,
        at=day,
        chosen=tuple(choose),
        digest=loaded.digest if loaded else "",
        diagnostics=loaded.diagnostics if loaded else (),
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


def layers(model: Model | Path | str, *, lang: Language = "en", **options: Any) -> str:
    """Draw the three-layer map as SVG; *options* are those of `assess`.

    Raises:
        InputRefused: the model or the catalogue file has errors.
    """
    from sanso.report.pictures import draw_layers

    made = evaluate(model, **options)
    return draw_layers(made.model, made.assessment, lang)


def map(model: Model | Path | str, *, lang: Language = "en", **options: Any) -> str:
    """Draw the IoT-SSF map as SVG; *options* are those of `assess`.

    Raises:
        InputRefused: the model or the catalogue file has errors.
    """
    from sanso.report.pictures import draw_map

    made = evaluate(model, **options)
    return draw_map(made.model, made.assessment, made.catalogue, lang)


def report(model: Model | Path | str, out: Path | str, lang: Language = "en", **options: Any) -> tuple[Path, ...]:
    """Write page, workbook and JSON into the folder *out*, all or none; *options* are those of `assess`.

    Raises:
        InputRefused: the model or the catalogue file has errors.
        ReportNotWritten: the folder cannot be written.
    """
    from sanso.report.write import write_report

    made = evaluate(model, **options)
    return write_report(Path(out), made.model, made.assessment, made.catalogue, lang)


def new(folder: Path | str, lang: Language = "en") -> tuple[Path, ...]:
    """Write a commented starter model and its schema into *folder*; return both paths.

    Raises:
        FileExistsError: one of the files is there already.
        OSError: the folder cannot be written.
    """
    from sanso.cli.writing import write_whole

    target = Path(folder)
    starter = (resources("sanso") / "cli" / "starter" / f"starter.{lang}.yaml").read_bytes()
    model, schema_file = target / "model.yaml", target / "model.schema.json"
    for path in (model, schema_file):
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    target.mkdir(parents=True, exist_ok=True)
    write_whole(schema_file, _schema_bytes())
    write_whole(model, starter)
    return model, schema_file


def demo(
    name: str = "bus-operation",
    out: Path | str | None = None,
    lang: Language = "en",
    *,
    at: dt.date | None = None,
    on_step: Callable[[str], None] | None = None,
) -> Demonstration:
    """Write an example into *out* (``out/NAME`` if absent), assess the model there and report beside it.

    A model file that was edited since is kept, and assessed as it is.

    Raises:
        KeyError: there is no such example.
        InputRefused: the model there was edited and has errors now.
        ReportNotWritten: the results cannot be written.
        OSError: the model files cannot be written.
    """
    from sanso import examples
    from sanso.cli.writing import write_whole
    from sanso.report.write import write_report

    target = Path(out) if out is not None else Path("out", name)
    kept = []
    for inner, content in {**examples.files(name), "model.schema.json": _schema_bytes()}.items():
        path = target / inner
        if path.is_file() and inner != "model.schema.json":
            if path.read_bytes() != content:
                kept.append(path)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content)
    model = target / f"{name}.yaml"
    made = evaluate(model, at=at)
    results = write_report(target, made.model, made.assessment, made.catalogue, lang, on_step)
    return Demonstration(made, model, tuple(kept), results)


def schema(kind: SchemaKind = "model") -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of models, of assessments or of diagnostics.

    Raises:
        KeyError: there is no such schema.
    """
    from sanso.cli.schemas import SCHEMAS

    return SCHEMAS[kind]()


def _content(given: Catalogue | Path | str | None) -> Catalogue:
    return catalogue(given) if given is None or isinstance(given, (str, Path)) else given


def _schema_bytes() -> bytes:
    import json

    return json.dumps(schema("model"), ensure_ascii=False, indent=1).encode() + b"\n"
