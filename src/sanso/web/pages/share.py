"""Share one report with another organization by a link, and what such a link opens: that report and nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from sanso.model.text import Language, Text
from sanso.web.access import Entry, Visitor, owner, reader
from sanso.web.evidence.room import Looked, room_of
from sanso.web.grids import Cell, Column, Grid
from sanso.web.rendering import language_of, render
from sanso.web.security.desk import desk_of
from sanso.web.security.entering import failed, not_too_often
from sanso.web.service import service_of
from sanso.web.states import Shown
from sanso.workspace import sharing
from sanso.workspace.errors import NotThere
from sanso.workspace.sharing import Share

__all__ = ["router"]

router = APIRouter()
_ANYBODY = Visitor("", "", "", {}, "", "share")
_PRIVATE = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow, noarchive"}
_NO_REPORT = Text(
    en="The model has errors in this version, so there is no report of it to share.",
    ja="この版のモデルにはエラーがあるため、共有できるレポートがありません。",
)
_NO_SUCH_DAY = Text(en="Give the day as YYYY-MM-DD.", ja="基準日はYYYY-MM-DDの形で入力してください。")
_WHO_AND_HOW_LONG = Text(
    en="Say with whom you share, and for how many days within the limit.",
    ja="共有する相手と、上限以内の日数を入力してください。",
)
_REVOKED = Text(en="taken back", ja="取り消し済み")
_LATE = Text(en="run out", ja="期限切れ")
_GOOD = Text(en="open", ja="有効")


@router.get("/s/{token}")
def shared(request: Request, token: str, lang: str = "") -> Response:
    """Show the report that a link is for; what is proven is judged as of now, not as of the day of the report."""
    not_too_often(request, "share")
    desk, service = desk_of(request), service_of(request)
    try:
        share = desk.sharing.open(token)
    except NotThere:
        failed(request, "share link", "share")
        raise
    chosen: Language = "ja" if lang == "ja" else "en" if lang == "en" else language_of(request)
    shown = service.states.past(share.workspace, share.seq, share.day)
    if shown.state.model is None:
        raise HTTPException(404)
    looked = room_of(request).as_of_now(share.workspace, shown)
    key = ("share-report", chosen, looked.mark if looked is not None else "")
    html = shown.pages.page(key, lambda _: _report(shown, looked, chosen), _ANYBODY)
    return HTMLResponse(html, headers=_PRIVATE)


@router.get("/w/{workspace}/shares")
def shares(request: Request, entry: Annotated[Entry, Depends(reader)]) -> Response:
    """List the links of a workspace."""
    return _page(request, entry)


@router.post("/w/{workspace}/shares")
def share(
    request: Request,
    entry: Annotated[Entry, Depends(owner)],
    with_whom: Annotated[str, Form(max_length=200)] = "",
    seq: Annotated[int | None, Form()] = None,
    day: Annotated[str, Form(max_length=10)] = "",
    days: Annotated[int, Form()] = 30,
) -> Response:
    """Make a link; it is shown once."""
    service, workspace = service_of(request), entry.workspace
    typed = {"with_whom": with_whom, "days": days}
    try:
        as_of = dt.date.fromisoformat(day) if day else service.today()
    except ValueError:
        return _page(request, entry, {"message": _NO_SUCH_DAY, **typed}, 422)
    version = seq if seq is not None else workspace.head
    if not 1 <= version <= workspace.head:
        raise HTTPException(404)
    if service.states.past(workspace.id, version, as_of).state.model is None:
        return _page(request, entry, {"message": _NO_REPORT, **typed}, 422)
    try:
        secret, _ = desk_of(request).sharing.make(
            workspace.id, version, as_of, with_whom, days, entry.visitor.account_id
        )
    except ValueError:
        return _page(request, entry, {"message": _WHO_AND_HOW_LONG, **typed}, 422)
    return _page(request, entry, {"made": f"{service.settings.address}/s/{quote(secret)}"})


@router.post("/w/{workspace}/shares/{share}/revoke")
def revoke(request: Request, entry: Annotated[Entry, Depends(owner)], share: str) -> Response:
    """Take a link back."""
    desk_of(request).sharing.revoke(entry.workspace.id, share, entry.visitor.account_id)
    return RedirectResponse(f"/w/{entry.workspace.id}/shares", 303)


def _report(shown: Shown, looked: Looked | None, lang: Language) -> str:
    """Return the report, with what the evidence proves."""
    from sanso.report import render_html

    made = shown.state.evaluation
    proven = looked.proven if looked is not None else None
    assessment = proven.assessment if proven is not None else made.assessment
    return render_html(made.model, assessment, made.catalogue, lang, views=shown.state.views)


def _page(request: Request, entry: Entry, more: Mapping[str, Any] | None = None, status: int = 200) -> Response:
    service, found = service_of(request), desk_of(request).sharing.of_workspace(entry.workspace.id)
    now = service.clock()
    context = {
        "versions": service.workspaces.versions(entry.workspace.id),
        "today": service.today().isoformat(),
        "longest": sharing.LONGEST_DAYS,
        "open_shares": [each for each in found if each.revoked is None and each.expires > now],
        "may_share": entry.role == "owner",
        "made": None,
        "message": None,
        "with_whom": "",
        "days": 30,
        **(more or {}),
    }
    return render(request, "shares.j2", context, entry=entry, grids=[_grid(found, now)], status=status)


def _grid(found: tuple[Share, ...], now: dt.datetime) -> Grid:
    columns = (
        Column("with_whom", Text(en="With whom", ja="共有先")),
        Column("version", Text(en="Version", ja="版"), "number"),
        Column("day", Text(en="As of", ja="基準日"), "day"),
        Column("until", Text(en="Until", ja="期限")),
        Column("state", Text(en="State", ja="状態")),
        Column("uses", Text(en="Opened", ja="閲覧回数"), "number"),
        Column("used", Text(en="Last opened", ja="最終閲覧")),
    )
    return Grid(
        "shares",
        Text(en="Links", ja="リンクの一覧"),
        columns,
        [_row(each, now) for each in found],
        Text(en="Nothing is shared.", ja="共有中のレポートはありません。"),
    )


def _row(share: Share, now: dt.datetime) -> tuple[Cell, ...]:
    state = ("revoked", _REVOKED) if share.revoked else ("late", _LATE) if share.expires <= now else ("open", _GOOD)
    return (
        Cell(share.with_whom),
        Cell(share.seq),
        Cell(share.day.isoformat()),
        Cell(share.expires.isoformat(), _minute(share.expires)),
        Cell(*state),
        Cell(share.uses),
        Cell(share.used.isoformat() if share.used else None, _minute(share.used) if share.used else None),
    )


def _minute(at: dt.datetime) -> str:
    return at.astimezone().strftime("%Y-%m-%d %H:%M")
