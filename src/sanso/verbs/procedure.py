"""Walk the procedure of IoT-SSF on a model, and write its deliverable."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sanso.verbs.assessing import Evaluation, evaluate

if TYPE_CHECKING:
    from sanso.analysis.procedure import Procedure
    from sanso.model.process import Model
    from sanso.model.text import Language

__all__ = ["PROCEDURE_FILES", "iotssf", "iotssf_evaluated", "procedure_renderers", "write_iotssf"]

PROCEDURE_FILES = ("iotssf.docx", "iotssf.xlsx", "iotssf.json", "iotssf.pdf")
"""Names of the files of the deliverable; the PDF is written where it is asked for."""


def iotssf(model: Model | Path | str, **options: Any) -> Procedure:
    """Return the four steps of the procedure on *model*: what is done, and what each step still lacks.

    *options* are those of `assess`.

    Raises:
        InputRefused: the model or the catalogue file has errors.

    """
    return iotssf_evaluated(evaluate(model, **options))


def iotssf_evaluated(made: Evaluation) -> Procedure:
    """Return the procedure on a model that has been assessed."""
    from sanso.analysis.procedure import procedure

    whole = made.loaded.model if made.loaded is not None else None
    return procedure(made.model, made.catalogue, made.assessment, whole)


def write_iotssf(
    made: Evaluation,
    out: Path,
    lang: Language,
    *,
    pdf: bool = False,
    done: Procedure | None = None,
    on_step: Callable[[str], None] | None = None,
) -> tuple[Path, ...]:
    """Write the deliverable of the procedure into *out*: Word, Excel and JSON, with *pdf* also PDF; all or none.

    *done* is the procedure where it has been computed already.

    Raises:
        ReportNotWritten: the folder cannot be written, or no suitable font is installed.

    """
    from sanso.report.write import write_files

    renderers = procedure_renderers(made, lang, done)
    names = [name for name in renderers if pdf or name != PROCEDURE_FILES[-1]]
    return write_files(out, {name: renderers[name] for name in names}, on_step)


def procedure_renderers(
    made: Evaluation, lang: Language, done: Procedure | None = None
) -> dict[str, Callable[[], bytes]]:
    """Return what makes each file of the deliverable, by the name of the file.

    *done* is the procedure where it has been computed already. A renderer raises `ReportNotWritten` where it needs a
    font that is not installed.
    """
    from sanso.report.document.procedure import procedure_document
    from sanso.report.json_out import result_to_json
    from sanso.report.pdf import render_pdf
    from sanso.report.procedure_words import TEXTS
    from sanso.report.tables_book import render_tables
    from sanso.report.word import render_word
    from sanso.report.write import with_fonts

    result = done if done is not None else iotssf_evaluated(made)
    document = procedure_document(made.model, result, made.assessment, made.catalogue, lang)
    word, excel, plain, printed = PROCEDURE_FILES
    return {
        word: lambda: with_fonts(render_word, document),
        excel: lambda: render_tables(document, TEXTS["progress"].show(lang)),
        plain: lambda: result_to_json(result),
        printed: lambda: with_fonts(render_pdf, document),
    }
