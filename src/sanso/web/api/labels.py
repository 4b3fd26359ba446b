"""Labels within reach of a device: by its device check, and by what claims among the evidence prove."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from sanso.model.diagnostics import InputRefused, Place, diagnose, suggest
from sanso.web.api.describing import described, gives_result
from sanso.web.api.seeing import Wanted
from sanso.web.evidence.devices import kept_check
from sanso.web.evidence.room import room_of
from sanso.web.service import service_of

__all__ = ["router"]

router = APIRouter(prefix="/workspaces/{workspace}", tags=["evidence"])


@router.get(
    "/labels/{element}",
    **described("Which labels a device can reach", "機器が取得できるラベル"),
    **gives_result("labels"),
)
def labels(
    request: Request,
    wanted: Wanted,
    element: str,
    targets: Annotated[
        list[str] | None,
        Query(alias="for", max_length=3, description="Levels to plan for.", examples=[["uk.psti/1"]]),
    ] = None,
) -> Response:
    """Give what `sanso label reach --evidence --json` gives, of the newest device check and evidence."""
    from sanso.report.json_out import result_to_json
    from sanso.verbs.schemes import labels_of

    service, room, model = service_of(request), room_of(request), wanted.made.model
    if element not in model.components:
        found = diagnose(
            "no-such-element", Place(element), id=element[:80], hint=suggest(element, list(model.components))
        )
        raise InputRefused([found])
    kept = kept_check(room, wanted.entry.workspace.id, element, service.catalogue)
    if kept.faults:
        raise InputRefused(kept.faults)
    looked = room.as_of(wanted.entry, wanted.shown, wanted.day)
    report = labels_of(
        model,
        kept.check,
        service.catalogue,
        wanted.day,
        judged=looked.judged if looked is not None else None,
        targets=targets or (),
        file=kept.file,
    )
    return Response(result_to_json(report), media_type="application/json", headers={"Cache-Control": "no-store"})
