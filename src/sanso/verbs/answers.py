"""Take a filled requirement workbook back into the model that it was written from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sanso.verbs.assessing import catalogue as _catalogue
from sanso.verbs.assessing import evaluate, read
from sanso.verbs.writing import write_whole

if TYPE_CHECKING:
    from sanso.catalogue import Catalogue
    from sanso.formats.answers import AnswerImport

__all__ = ["import_answers"]


def import_answers(
    file: Path | str, into: Path | str, *, apply: bool = False, catalogue: Catalogue | Path | str | None = None
) -> AnswerImport:
    """Compare the filled workbook *file* with the model *into*; with *apply*, write the answers into the model's files.

    Comments and everything else in the files stay. With an error among the diagnostics nothing is written.

    Raises:
        InputRefused: the workbook or the model cannot be used, they do not belong together, or a place in the files
            cannot be changed safely.
        OSError: a file cannot be written; all files stand as they were.

    """
    from sanso.formats.answers import changes_of, merged, read_filled
    from sanso.model.diagnostics import has_errors
    from sanso.model.editing import edit
    from sanso.model.files import read_sources

    book = read_filled(Path(file))
    content = _catalogue(catalogue) if catalogue is None or isinstance(catalogue, (str, Path)) else catalogue
    loaded = read(into, content)
    model = loaded.require()
    titles = {ident: record.title for ident, record in content.requirements.items()}
    made = merged(book, model, evaluate(loaded, catalogue=content, at=book.at).assessment, titles)
    if not apply or has_errors(made.diagnostics) or not made.changes:
        return made
    contents = edit(Path(into), changes_of(made, read_sources(Path(into))))
    _write(contents)
    return replace(made, applied=True, files=tuple(str(path) for path in contents))


def _write(contents: Mapping[Path, bytes]) -> None:
    """Write all files, or none of them.

    Raises:
        OSError: one cannot be written; those written before hold what they held.

    """
    before = {path: path.read_bytes() for path in contents}
    done: list[Path] = []
    try:
        for path, content in contents.items():
            write_whole(path, content)
            done.append(path)
    except OSError:
        for path in done:
            write_whole(path, before[path])
        raise
