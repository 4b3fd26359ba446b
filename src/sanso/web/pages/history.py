"""The history of a workspace: every change with who, when and what; look at, compare and restore any version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from fastapi.responses import RedirectResponse
from markupsafe import Markup

from sanso.model.text import Text
from sanso.report import page
from sanso.report.pictures import draw_layers, draw_map
from sanso.report.reader import Reader
from sanso.web.access import Entry, editor, reader
from sanso.web.editing.form_data import FormData
from sanso.web.failures import Refused
from sanso.web.gap_bars import gap_bars
from sanso.web.grids import Cell, Column, Grid
from sanso.web.posting import posted
from sanso.web.rendering import language_of, render
from sanso.web.saving import author_of
from sanso.web.service import Service, service_of
from sanso.web.states import Shown
from sanso.web.text_changes import FileChange, text_changes
from sanso.workspace.versions import Kind, Version

__all__ = ["KINDS", "PICTURES", "router"]

router = APIRouter()
_A_PAGE = 50
_MOST_LOOKED_AT = 2_000
_MOST_PLACES = 8

KINDS: Mapping[Kind, Text] = MappingProxyType(
    {
        "start": Text(en="beginning", ja="開始"),
        "edit": Text(en="form", ja="フォーム"),
        "text": Text(en="text", ja="テキスト"),
        "import": Text(en="import", ja="取り込み"),
        "answers": Text(en="filled workbook", ja="記入済みブック"),
        "undo": Text(en="undo", ja="元に戻す"),
        "redo": Text(en="redo", ja="やり直し"),
        "restore": Text(en="restored", ja="復元"),
        "outside": Text(en="outside of Sanso", ja="Sansoの外での変更"),
    }
)
"""How a version came about, in words."""

PICTURES: Mapping[str, Text] = MappingProxyType(
    {
        "layers": Text(en="Three-layer map of this version", ja="この版の三層図"),
        "map": Text(en="IoT-SSF map of this version", ja="この版のIoT-SSFマップ"),
    }
)
"""The pictures of a version, by the name in its address."""

_COLUMNS = (
    Column("seq", Text(en="Version", ja="版"), "number"),
    Column("at", Text(en="When", ja="日時"), "day"),
    Column("author", Text(en="Who", ja="変更者")),
    Column("what", Text(en="What", ja="内容")),
    Column("kind", Text(en="How", ja="方法")),
    Column("places", Text(en="Where", ja="変更箇所")),
)
_NONE = Text(en="No version matches the filter.", ja="条件に合う版はありません。")
_NO_BASE = Text(
    en="Load the page again; it does not say which version it shows.",
    ja="ページを読み込み直してください。表示している版が分かりません。",
)


@router.get("/w/{workspace}/history")
def history(
    request: Request,
    entry: Annotated[Entry, Depends(reader)],
    before: int | None = None,
    author: str = "",
    kind: str = "",
    place: str = "",
) -> Response:
    """List the versions, newest first, filtered by person, kind and id of what changed."""
    service = service_of(request)
    most = _MOST_LOOKED_AT if "table" in request.query_params else _A_PAGE
    start = entry.workspace.head + 1 if before is None else max(1, min(before, entry.workspace.head + 1))
    found, older = _filtered(service, entry, start, most, _Wanted(author, kind, place))
    context = {
        "versions": found,
        "older": older,
        "kinds": KINDS,
        "author": author,
        "kind": kind,
        "place": place,
        "breaks": service.workspaces.verify(entry.workspace.id) if "verify" in request.query_params else None,
    }
    grid = Grid("history", Text(en="Versions", ja="版の一覧"), _COLUMNS, [_row(entry, one) for one in found], _NONE)
    return render(request, "history.j2", context, entry=entry, grids=(grid,))


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What the list is filtered by; empty for all."""

    author: str
    kind: str
    place: str

    def fits(self, version: Version) -> bool:
        """Tell whether *version* is asked for."""
        return (
            self.author.casefold() in version.author.name.casefold()
            and self.kind in ("", version.kind)
            and (not self.place or any(self.place in map(str, one) for one in version.places))
        )


def _filtered(
    service: Service, entry: Entry, before: int, most: int, wanted: _Wanted
) -> tuple[list[Version], int | None]:
    """Return at most *most* versions that are asked for, and the version before which others may be found."""
    found: list[Version] = []
    for _ in range(_MOST_LOOKED_AT // _A_PAGE):
        batch = service.workspaces.versions(entry.workspace.id, before=before, most=_A_PAGE)
        for one in batch:
            before = one.seq
            if wanted.fits(one):
                found.append(one)
            if len(found) == most:
                return found, before if before > 1 else None
        if before <= 1 or not batch:
            return found, None
    return found, before


def _row(entry: Entry, version: Version) -> Sequence[Cell]:
    spots = ["/".join(map(str, one)) for one in version.places]
    listed = ", ".join(spots[:_MOST_PLACES]) + (", …" if len(spots) > _MOST_PLACES else "")
    return (
        Cell(version.seq, href=f"/w/{entry.workspace.id}/history/{version.seq}"),
        Cell(version.at.isoformat(timespec="seconds"), version.at.astimezone().strftime("%Y-%m-%d %H:%M")),
        Cell(version.author.name),
        Cell(version.what.show("en"), version.what),
        Cell(version.kind, KINDS[version.kind]),
        Cell(listed),
    )


@router.get("/w/{workspace}/history/{seq}")
def past(request: Request, entry: Annotated[Entry, Depends(reader)], seq: int, show: str = "") -> Response:
    """Show a version: what it changed in the files, where the workspace stood then, and the picture *show* of it."""
    service, lang = service_of(request), language_of(request)
    if not 1 <= seq <= entry.workspace.head:
        raise HTTPException(404)
    version = service.workspaces.version(entry.workspace.id, seq)
    shown = service.states.past(entry.workspace.id, seq, service.today())
    words = shown.reader(lang) if shown.state.model is not None else None
    context = {
        "version": version,
        "kinds": KINDS,
        "changes": shown.kept("text-changes", lambda: _changes(service, entry, seq)),
        "r": words,
        "cards": page.cards(words) if words is not None else (),
        "bars": gap_bars(words.assessment.summary.status) if words is not None else (),
        "pictures": PICTURES,
        "drawn": {show: _drawn(shown, show, words)} if words is not None and show in PICTURES else {},
        "diagnostics": () if words is not None else shown.state.diagnostics,
    }
    return render(request, "version.j2", context, entry=entry)


def _drawn(shown: Shown, name: str, words: Reader) -> Markup:
    """Return the map *name* of a version, drawn once."""

    def draw() -> str:
        if name == "layers":
            return draw_layers(words.model, words.assessment, words.lang, words.views.transcription)
        return draw_map(words.model, words.assessment, words.catalogue, words.lang)

    return Markup(shown.kept(("picture", name, words.lang), draw))  # noqa: S704 -- drawn and escaped by us


def _changes(service: Service, entry: Entry, seq: int) -> tuple[FileChange, ...]:
    now = service.workspaces.files(entry.workspace.id, seq).contents
    before = service.workspaces.files(entry.workspace.id, seq - 1).contents if seq > 1 else {}
    return text_changes(before, now)


@router.post("/w/{workspace}/history/{seq}/restore")
def restore(
    request: Request,
    entry: Annotated[Entry, Depends(editor)],
    seq: int,
    form: Annotated[FormData, Depends(posted)],
) -> Response:
    """Let an earlier version stand again, as a new version."""
    if form.base is None:
        raise Refused(400, _NO_BASE)
    if not 1 <= seq <= entry.workspace.head:
        raise HTTPException(404)
    service_of(request).workspaces.restore(entry.workspace.id, form.base, seq, author_of(entry))
    return RedirectResponse(f"/w/{entry.workspace.id}/history", 303)
