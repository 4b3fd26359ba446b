"""The preview of a ledger: read from the form that was posted, shown as a part of a page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import Request, Response

from sanso.formats.ledger.vocabulary import KINDS
from sanso.model.base import ID_PATTERN
from sanso.model.text import Language
from sanso.verbs.state import State
from sanso.web.grids import Grid
from sanso.web.pages.importing.ledgers import Imported, Wishes, import_into
from sanso.web.pages.importing.views import (
    column_views,
    counted,
    grids_of,
    kind_titles,
    ledger_kinds,
    picture_of,
)
from sanso.web.rendering import language_of
from sanso.web.security.uploads import Given
from sanso.web.service import service_of
from sanso.web.uploading import digest_of
from sanso.workspace.files import Files

__all__ = ["Preview", "download_of", "preview_of", "wishes_of"]

_MOST_COLUMNS = 300
_MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class Preview:
    """An import that was tried, with everything that its page says."""

    made: Imported
    grids: tuple[Grid, ...]
    context: Mapping[str, Any]


def wishes_of(typed: Mapping[str, str], given: Sequence[Given]) -> Wishes:
    """Return how the ledger is to be read; what was chosen for another file counts for nothing."""
    kind = next((kind for kind in KINDS if kind == typed.get("kind")), None)
    always: dict[str, Any] = {
        "skip_faults": bool(typed.get("skip_faults")),
        "prefer_ledger": bool(typed.get("prefer_ledger")),
    }
    if typed.get("of") != digest_of(given):
        return Wishes()
    if typed.get("kind") != typed.get("was_kind") or typed.get("sheet") != typed.get("was_sheet"):
        return Wishes(kind, typed.get("sheet") or None, _own(typed), **always)
    columns = tuple(
        (typed[f"heading.{n}"], typed[f"column.{n}"])
        for n in range(_MOST_COLUMNS)
        if f"heading.{n}" in typed and f"column.{n}" in typed
    )
    words = {
        typed[f"word.{n}"]: typed[f"word-kind.{n}"]
        for n in range(_MOST_WORDS * 4)
        if typed.get(f"word.{n}") and typed.get(f"word-kind.{n}")
    }
    return Wishes(kind, typed.get("sheet") or None, _own(typed), columns, words, **always)


def _own(typed: Mapping[str, str]) -> str | None:
    own = typed.get("own", "").strip()
    return own if re.match(ID_PATTERN, own) else None


def preview_of(
    request: Request, files: Files | None, before: State | None, given: Sequence[Given], typed: Mapping[str, str]
) -> Preview:
    """Try the import of the one file that was *given* into *files*; nothing is kept.

    Raises:
        InputRefused: ledger or model cannot be read, or the ledger is too large.

    """
    service, lang = service_of(request), language_of(request)
    wishes = wishes_of(typed, given)
    made = import_into(files, given[0].name, given[0].content, wishes, lang)
    after = _state_of(made, before, service.catalogue, service.today())
    grids = grids_of(made, new=files is None)
    return Preview(made, grids, _context(request, made, before, after, wishes, given, grids, lang))


def _state_of(made: Imported, before: State | None, catalogue: Any, day: Any) -> State | None:
    if made.files is None:
        return None
    if before is not None:
        return before.with_files(made.files.contents, made.files.main)
    return State.open(made.files.contents, made.files.main, catalogue, day)


def _context(
    request: Request,
    made: Imported,
    before: State | None,
    after: State | None,
    wishes: Wishes,
    given: Sequence[Given],
    grids: tuple[Grid, ...],
    lang: Language,
) -> dict[str, Any]:
    words = {**made.unknown, **dict.fromkeys(wishes.words, 0)}
    return {
        "report": made.report,
        "sheets": made.sheets,
        "problems": made.problems,
        "columns": column_views(made),
        "kinds": ledger_kinds(),
        "kind_titles": kind_titles(service_of(request).catalogue),
        "unknown": [(word, words[word], wishes.words.get(word, "")) for word in list(words)[: _MOST_WORDS * 4]],
        "counted": counted(before, after),
        "picture": picture_of(after, lang),
        "elements": len(after.model.elements) if after is not None and after.model is not None else 0,
        "of": digest_of(given),
        "own": wishes.own or "",
        "skip_faults": wishes.skip_faults,
        "prefer_ledger": wishes.prefer_ledger,
        "tables": grids,
        "is_new": before is None,
    }


def download_of(typed: Mapping[str, str], grids: Sequence[Grid], lang: Language) -> Response | None:
    """Return a table of a preview as the file that a button of the form asked for, None where none did."""
    ident, _, kind = typed.get("as", "").partition(":")
    grid = next((grid for grid in grids if grid.id == ident), None)
    if grid is None or kind not in ("csv", "json"):
        return None
    content = grid.as_csv(lang) if kind == "csv" else grid.as_json(lang)
    media = "text/csv; charset=utf-8" if kind == "csv" else "application/json"
    headers = {"Content-Disposition": f'attachment; filename="{ident}.{kind}"'}
    return Response(content, media_type=media, headers=headers)
