"""Draw and report assessed models."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sanso.verbs.assessing import evaluate

if TYPE_CHECKING:
    from sanso.model.process import Model
    from sanso.model.text import Language

__all__ = ["layers", "map", "report"]


def layers(model: Model | Path | str, *, lang: Language = "en", **options: Any) -> str:
    """Draw the three-layer map as SVG; *options* are those of `assess`.

    Raises:
        InputRefused: the model or the catalogue file has errors.

    """
    from sanso.report.pictures import draw_layers

    made = evaluate(model, **options)
    return draw_layers(made.model, made.assessment, lang)


def map(model: Model | Path | str, *, lang: Language = "en", **options: Any) -> str:  # noqa: A001 -- the verb
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
