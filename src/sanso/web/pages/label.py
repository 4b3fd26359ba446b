"""The page that the code of a label opens. The label itself stands behind ``#`` and never comes here."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from sanso.web.assets import STATIC, assets
from sanso.web.public.carrying import carried, written
from sanso.web.rendering import render
from sanso.web.service import service_of

__all__ = ["router"]

router = APIRouter()
_ASK_AGAIN = {"Cache-Control": "no-cache", "Vary": "Accept-Language, Cookie"}


@router.get("/l")
def label(request: Request) -> Response:
    """Give the page with all that a browser needs to check a label by itself."""
    service = service_of(request)
    public = service.settings.public
    found = carried(public.labels, public.pins, service.catalogue, service.clock())
    answer = render(request, "label.j2", {"carried": written(found)})
    answer.headers.update(_ASK_AGAIN)
    return answer


@router.get("/l/worker.js")
def worker() -> Response:
    """Give the script that keeps the page for use without a connection; it looks after that page only."""
    content = (STATIC / assets().files["label_worker.js"]).read_bytes()
    headers = {"Service-Worker-Allowed": "/l", "Cache-Control": "no-cache"}
    return Response(content, media_type="text/javascript; charset=utf-8", headers=headers)
