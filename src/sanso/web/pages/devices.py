"""Labels within reach of each device: what blocks them, what claims prove, and the questions that are still open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, HTTPException, Query, Request, Response
from fastapi.responses import RedirectResponse

from sanso.model.diagnostics import InputRefused
from sanso.model.text import Text
from sanso.report.label_words import items_by_scheme, worth_showing
from sanso.trust.schemes.check_text import check_text
from sanso.trust.schemes.fill_in import fill_in_form
from sanso.trust.schemes.plans import MOST_TARGETS
from sanso.trust.schemes.reports import LabelReport
from sanso.trust.verdicts.verdict import BASIS_TEXTS
from sanso.verbs.device_checks import ENDING
from sanso.verbs.schemes import labels_of
from sanso.web.access import Entry, editor, reader
from sanso.web.device_view import levels_grid, questions, stated
from sanso.web.evidence.devices import (
    KeptCheck,
    answered,
    check_path,
    kept_check,
    known_devices,
)
from sanso.web.evidence.room import room_of
from sanso.web.evidence.staleness import stale_of
from sanso.web.looking import Look, look
from sanso.web.rendering import render
from sanso.web.saving import author_of
from sanso.web.service import service_of
from sanso.web.uploading import Typed, typed_fields

__all__ = ["router"]

router = APIRouter()
TITLE = Text(en="Labels within reach", ja="取得できるラベル")
_Reader = Annotated[Entry, Depends(reader)]
_Editor = Annotated[Entry, Depends(editor)]
_Targets = Annotated[list[str] | None, Query(alias="for", max_length=MOST_TARGETS)]
_MOST_KNOWN = 60


@router.get("/w/{workspace}/labels")
def devices(request: Request, entry: _Reader, device: Annotated[str, Query(max_length=100)] = "") -> Response:
    """List the devices of which something is known, and let one be chosen."""
    looked = look(request, entry)
    model = looked.reader.model
    if device in model.components:
        return RedirectResponse(f"/w/{entry.workspace.id}/labels/{quote(device)}", 303)
    evidence = room_of(request).glance(entry)
    known = known_devices(model, evidence)
    rows = [
        (ident, [one.name for one in _report(request, entry, looked, ident).reach.levels if one.state == "reachable"])
        for ident in known[:_MOST_KNOWN]
    ]
    context = {
        "title": TITLE,
        "rows": rows,
        "more": max(0, len(known) - _MOST_KNOWN),
        "wanted": device,
        "devices": list(model.components),
        "r": looked.reader,
    }
    return render(request, "devices.j2", context, entry=entry)


@router.get("/w/{workspace}/labels/{ident}")
def device(request: Request, entry: _Reader, ident: str, targets: _Targets = None, saved: str = "") -> Response:
    """Show which labels a device can reach, what claims prove of it, and the form with what is stated."""
    return _page(request, entry, ident, targets or [], {"saved": saved == "1"})


@router.post("/w/{workspace}/labels/{ident}")
def answer(request: Request, entry: _Editor, ident: str, form: Typed) -> Response:
    """Keep the answers as the device check of this device."""
    looked = look(request, entry)
    _known(looked, ident)
    room, content, fields = room_of(request), service_of(request).catalogue, typed_fields(form)
    kept = kept_check(room, entry.workspace.id, ident, content)
    try:
        made = answered(kept.check, fields, content)
    except InputRefused as refused:
        return _page(request, entry, ident, [], {"refused": refused.diagnostics, "typed": fields}, 422)
    room.store.put(entry.workspace.id, {check_path(ident): check_text(made).encode()}, author_of(entry))
    return RedirectResponse(f"/w/{entry.workspace.id}/labels/{quote(ident)}?saved=1", 303)


@router.get("/w/{workspace}/labels/{ident}/device-check.yaml")
def form_file(request: Request, entry: _Reader, ident: str) -> Response:
    """Give the device check as it stands, or an empty one to fill in."""
    looked = look(request, entry)
    _known(looked, ident)
    content = service_of(request).catalogue
    kept = kept_check(room_of(request), entry.workspace.id, ident, content)
    text = check_text(kept.check) if kept.file and not kept.faults else fill_in_form(content, ident, looked.lang)
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(ident + ENDING)}"}
    return Response(text, media_type="application/yaml", headers=headers)


def _known(looked: Look, ident: str) -> None:
    if ident not in looked.reader.model.components:
        raise HTTPException(404)


def _report(
    request: Request,
    entry: Entry,
    looked: Look,
    ident: str,
    kept: KeptCheck | None = None,
    targets: tuple[str, ...] = (),
) -> LabelReport:
    service, room = service_of(request), room_of(request)
    kept = kept or kept_check(room, entry.workspace.id, ident, service.catalogue)
    evidence = room.glance(entry)
    judged = evidence.judged if evidence is not None else None
    model, day = looked.reader.model, service.today()
    return labels_of(model, kept.check, service.catalogue, day, judged=judged, targets=targets, file=kept.file)


def _page(
    request: Request, entry: Entry, ident: str, targets: list[str], more: Mapping[str, Any], status: int = 200
) -> Response:
    looked, content = look(request, entry), service_of(request).catalogue
    _known(looked, ident)
    kept = kept_check(room_of(request), entry.workspace.id, ident, content)
    levels = [f"{scheme.id}/{level.level}" for scheme in content.schemes.values() for level in scheme.levels]
    wanted = tuple(dict.fromkeys(name for name in targets if name in levels))
    report = _report(request, entry, looked, ident, kept, wanted)
    shown = [one for one in report.reach.levels if worth_showing(one)]
    context = {
        "title": TITLE,
        "ident": ident,
        "report": report,
        "levels": shown,
        "targets": [one.name for one in report.reach.levels if one.asked],
        "wanted": wanted,
        "faults": kept.faults,
        "stale": stale_of(room_of(request).glance(entry)),
        "refused": (),
        "saved": False,
        "groups": questions(content),
        "stated": stated(kept, more.get("typed", {}), looked.lang),
        "proof": report.proof,
        "by_scheme": lambda items: items_by_scheme(content, items),
        "bases": BASIS_TEXTS,
        "content": content,
        "r": looked.reader,
        **more,
    }
    return render(
        request, "device.j2", context, entry=entry, grids=[levels_grid(report, shown, content)], status=status
    )
