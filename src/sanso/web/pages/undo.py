"""Take the newest change back, or make it again; who made it and what it was stands on the button."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from sanso.model.text import Text
from sanso.web.access import Entry, editor
from sanso.web.editing.form_data import FormData
from sanso.web.failures import Refused
from sanso.web.pages.language import local_address
from sanso.web.posting import posted
from sanso.web.saving import author_of
from sanso.web.service import service_of

__all__ = ["router"]

router = APIRouter()

Posted = Annotated[FormData, Depends(posted)]
Editor = Annotated[Entry, Depends(editor)]

_NO_BASE = Text(
    en="Load the page again; it does not say which version it shows.",
    ja="ページを読み込み直してください。表示している版が分かりません。",
)


@router.post("/w/{workspace}/undo")
def undo(request: Request, entry: Editor, form: Posted) -> Response:
    """Take back the newest change that stands."""
    service_of(request).workspaces.undo(entry.workspace.id, _base(form), author_of(entry))
    return _back(form, entry)


@router.post("/w/{workspace}/redo")
def redo(request: Request, entry: Editor, form: Posted) -> Response:
    """Make the change again that was taken back last."""
    service_of(request).workspaces.redo(entry.workspace.id, _base(form), author_of(entry))
    return _back(form, entry)


def _base(form: FormData) -> int:
    if form.base is None:
        raise Refused(400, _NO_BASE)
    return form.base


def _back(form: FormData, entry: Entry) -> Response:
    """Return to the page, without what it said about the last save."""
    from urllib.parse import parse_qsl, urlencode, urlsplit

    here = urlsplit(local_address(form.get("next") or f"/w/{entry.workspace.id}"))
    query = [(key, value) for key, value in parse_qsl(here.query) if key not in ("saved", "with")]
    return RedirectResponse(f"{here.path}?{urlencode(query)}" if query else here.path, 303)
