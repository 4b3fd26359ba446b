"""Begin a model: from a template of a sector, an upload, a spreadsheet, with nothing, or from a worked example.

An upload is shown first, with every diagnostic at its line; nothing is stored before it is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from sanso.examples import ledgers
from sanso.model.diagnostics import InputRefused
from sanso.model.text import Text
from sanso.verbs.state import State
from sanso.web.access import Visitor, signed_in
from sanso.web.beginnings import empty, named, sample, template, templates, worked_examples
from sanso.web.evidence.beginning import with_evidence_of
from sanso.web.failures import Refused
from sanso.web.pages.importing.ledgers import MOST_ROWS, answers_in
from sanso.web.pages.importing.previews import Preview, download_of, preview_of
from sanso.web.pages.importing.views import counted, picture_of
from sanso.web.pages.new_excerpts import excerpts
from sanso.web.rendering import language_of, render, render_part
from sanso.web.security.desk import desk_of
from sanso.web.security.uploads import Given, take
from sanso.web.service import service_of
from sanso.web.uploading import Typed, digest_of, file_name, files_given, is_spreadsheet, typed_fields
from sanso.workspace.files import Files
from sanso.workspace.people import Organization, at_least
from sanso.workspace.versions import Author

__all__ = ["router"]

router = APIRouter()

_MOST_DIAGNOSTICS = 100
_NOTHING: Mapping[str, Any] = MappingProxyType(
    {"problem": None, "refused": (), "answers": False, "preview": None, "upload": None, "mains": (), "given": ()}
)
_NO_FILE = Text(en="Choose a file first.", ja="先にファイルを選んでください。")
_WHICH = Text(en="Say for which organization.", ja="対象の組織を指定してください。")
_NO_SUCH = Text(en="There is no such beginning.", ja="指定された開始方法はありません。")
_FAULTY = Text(
    en="The model has errors. Look at them in the preview; to keep it all the same, tick the box there.",
    ja="モデルにエラーがあります。プレビューで確認してください。このまま保存する場合は、チェックを付けてください。",
)
_FAULTY_ROWS = Text(
    en="Rows are at fault, so nothing was stored. Mend them in the ledger, or leave them out with the tick above.",
    ja="誤りのある行があるため、保存していません。台帳を直すか、「誤りのある行を除く」にチェックを付けてください。",
)

_Visitor = Annotated[Visitor, Depends(signed_in)]


@router.get("/new")
def new(request: Request, visitor: _Visitor) -> Response:
    """Show the ways to begin."""
    return _page(request, visitor)


@router.get("/new/preview", dependencies=[Depends(signed_in)])
def again() -> Response:
    """Lead back whoever comes to the preview without a file, as after a change of language."""
    return RedirectResponse("/new", 303)


@router.post("/new/preview")
def preview(request: Request, visitor: _Visitor, form: Typed) -> Response:
    """Show what was dropped; nothing is stored."""
    typed, given = typed_fields(form), files_given(form)
    if is_spreadsheet(given):
        try:
            made = _ledger(request, typed, given)
        except InputRefused as refused:
            return _answer(request, visitor, {"refused": refused.diagnostics}, 422)
        if made is None:
            return _answer(request, visitor, {"answers": True})
        asked = download_of(typed, made.grids, language_of(request))
        return asked if asked is not None else _answer(request, visitor, {"preview": made.context})
    context, _ = _upload(request, typed, given)
    return _answer(request, visitor, context, 200 if context.get("upload") else 422)


@router.post("/new")
def begin(request: Request, visitor: _Visitor, form: Typed) -> Response:
    """Make the workspace and go to its overview."""
    typed, given = typed_fields(form), files_given(form)
    organization = _organization(request, visitor, typed.get("organization", ""))
    name = " ".join(typed.get("name", "").split())[:200]
    way = typed.get("way", "")
    try:
        if way == "upload" and is_spreadsheet(given):
            return _from_ledger(request, visitor, organization, typed, given, name)
        if way == "upload":
            return _from_upload(request, visitor, organization, typed, given, name)
        files = _from_shelf(request, way, typed, name)
    except InputRefused as refused:
        return _page(request, visitor, {"refused": refused.diagnostics}, status=422)
    example = typed.get("example") if way == "example" else None
    return _made(request, visitor, organization, files, name, _WHAT[way], example)


def _from_shelf(request: Request, way: str, typed: dict[str, str], name: str) -> Files:
    """Return the files of a template, an example or an empty model.

    Raises:
        Refused: there is no such thing on the shelf.

    """
    lang = language_of(request)
    try:
        if way == "template":
            files = template(typed.get("sector") or None, lang)
            return named(files, name) if name else files
        if way == "example":
            return sample(typed.get("example", ""))[1]
        if way == "empty":
            return empty(name or Text(en="My model", ja="新しいモデル").show(lang))
    except KeyError:
        pass
    raise Refused(422, _NO_SUCH)


_WHAT: Mapping[str, Text] = MappingProxyType(
    {
        "template": Text(en="began from a template", ja="ひな形から開始"),
        "example": Text(en="began from a worked example", ja="作成例から開始"),
        "empty": Text(en="began with an empty model", ja="空のモデルから開始"),
        "upload": Text(en="began from an upload", ja="アップロードから開始"),
    }
)


def _from_upload(
    request: Request, visitor: Visitor, organization: str, typed: dict[str, str], given: tuple[Given, ...], name: str
) -> Response:
    context, state = _upload(request, typed, given)
    if state is None:
        return _page(request, visitor, context, status=422)
    if state.model is None and not typed.get("faulty"):
        return _page(request, visitor, {**context, "problem": _FAULTY}, status=422)
    files = Files(state.main, state.contents)
    if name and state.model is not None:
        files = named(files, name)
    otherwise = file_name(given[0].name, "model").rsplit(".", 1)[0]
    return _made(request, visitor, organization, files, name or _title(state, otherwise, request), _WHAT["upload"])


def _from_ledger(
    request: Request, visitor: Visitor, organization: str, typed: dict[str, str], given: tuple[Given, ...], name: str
) -> Response:
    made = _ledger(request, typed, given)
    if made is None:
        return _page(request, visitor, {"answers": True}, status=422)
    if made.made.files is None:
        raise InputRefused(made.made.problems)
    if made.made.report.refused and not typed.get("skip_faults"):
        return _page(request, visitor, {"preview": made.context, "problem": _FAULTY_ROWS}, status=422)
    files = named(made.made.files, name) if name else made.made.files
    what = Text(en="ledger {file} imported", ja="台帳{file}を取り込み").fill(file=made.made.report.file)
    title = name or made.made.report.file.rsplit(".", 1)[0]
    return _made(request, visitor, organization, files, title, what)


def _made(
    request: Request,
    visitor: Visitor,
    organization: str,
    files: Files,
    name: str,
    what: Text,
    example: str | None = None,
) -> Response:
    """Make the workspace, with the evidence of the worked *example* that it begins with, and go to its overview."""
    service = service_of(request)
    state = State.open(files.contents, files.main, service.catalogue, service.today())
    title = name or _title(state, files.main.rsplit("/", 1)[-1].rsplit(".", 1)[0], request)
    author = Author(visitor.account_id or None, visitor.name)
    evidence = with_evidence_of(service, example, author) if example else None
    made = service.workspaces.create(organization, title, files, author, what=what, also=evidence)
    service.saved(made.id, service.workspaces.version(made.id, made.head), state)
    return RedirectResponse(f"/w/{made.id}", 303)


def _title(state: State, otherwise: str, request: Request) -> str:
    name = state.model.name if state.model is not None else None
    return (name.show(language_of(request)) if name is not None else otherwise)[:200] or "model"


def _ledger(request: Request, typed: dict[str, str], given: tuple[Given, ...]) -> Preview | None:
    """Try the import of a ledger into a new model; None for a filled requirement workbook.

    Raises:
        InputRefused: it cannot be read, or is too large.

    """
    if answers_in(given[0].name, given[0].content):
        return None
    return preview_of(request, None, None, given, typed)


def _upload(request: Request, typed: dict[str, str], given: tuple[Given, ...]) -> tuple[dict[str, Any], State | None]:
    """Return what the preview of uploaded model files says, and the model as it would be kept."""
    if not given:
        return {"problem": _NO_FILE}, None
    taken = take(given, typed.get("main") or None)
    if taken.files is None:
        return {"refusals": taken.refused, "mains": taken.mains, "given": given}, None
    service, lang = service_of(request), language_of(request)
    state = State.open(taken.files.contents, taken.files.main, service.catalogue, service.today())
    found = state.diagnostics
    return {
        "upload": state,
        "name": _title(state, taken.files.main, request),
        "counted": counted(None, state),
        "picture": picture_of(state, lang),
        "found": found[:_MOST_DIAGNOSTICS],
        "found_left": max(0, len(found) - _MOST_DIAGNOSTICS),
        "errors": sum(one.severity == "error" for one in found),
        "warnings": sum(one.severity == "warning" for one in found),
        "excerpts": excerpts(found[:_MOST_DIAGNOSTICS], state.contents),
        "left_out": taken.left_out,
        "mains": taken.mains,
        "files": sorted(state.contents),
        "of": digest_of(given),
    }, state


def _organization(request: Request, visitor: Visitor, wanted: str) -> str:
    """Return the organization in which to begin.

    Raises:
        HTTPException: it is not one in which the visitor may.
        Refused: there are several, and none was named.

    """
    able = [one.id for one in _able(request, visitor)]
    if not wanted and len(able) == 1:
        return able[0]
    if not wanted and able:
        raise Refused(422, _WHICH)
    if wanted not in able:
        raise HTTPException(404 if wanted not in visitor.roles else 403)
    return wanted


def _able(request: Request, visitor: Visitor) -> list[Organization]:
    found = desk_of(request).people.organizations_of(visitor.account_id)
    return [organization for organization, role in found if at_least(role, "editor")]


def _answer(request: Request, visitor: Visitor, context: dict[str, Any], status: int = 200) -> Response:
    if request.headers.get("hx-request"):
        parts = {**_NOTHING, "refusals": (), **context, "action": "/new"}
        return render_part(request, "new_preview.j2", parts, visitor=visitor, status=status)
    return _page(request, visitor, context, status=status)


def _page(request: Request, visitor: Visitor, context: dict[str, Any] | None = None, *, status: int = 200) -> Response:
    organizations = _able(request, visitor)
    if not organizations:
        raise HTTPException(403)
    wanted = request.query_params.get("organization", "")
    return render(
        request,
        "new.j2",
        {
            **_NOTHING,
            "refusals": (),
            **(context or {}),
            "organizations": organizations,
            "organization": wanted if any(one.id == wanted for one in organizations) else organizations[0].id,
            "templates": templates(),
            "examples": worked_examples(),
            "samples": ledgers.NAMES,
            "most_rows": MOST_ROWS,
            "action": "/new",
        },
        visitor=visitor,
        status=status,
    )
