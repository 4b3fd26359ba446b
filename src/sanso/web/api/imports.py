"""Ledgers and filled requirement workbooks: looked at, and taken over where that is asked for."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Form, Request, Response, UploadFile

from sanso.model.diagnostics import InputRefused, has_errors
from sanso.model.text import Language, Text
from sanso.verbs.state import State
from sanso.web.access import Entry, editor
from sanso.web.api.describing import described, gives
from sanso.web.api.seeing import bare_tag
from sanso.web.api.shapes import version_shape
from sanso.web.failures import Refused
from sanso.web.pages.importing.ledgers import Wishes, import_into
from sanso.web.saving import Saved, save_changes, save_files
from sanso.web.service import service_of
from sanso.web.uploading import file_name
from sanso.workspace.files import Files

__all__ = ["router"]

router = APIRouter(prefix="/workspaces/{workspace}/imports", tags=["imports"])
_Editor = Annotated[Entry, Depends(editor)]
_Apply = Annotated[bool, Form(description="Keep the result as a new version; otherwise only look.")]
_Base = Annotated[int | None, Form(ge=1, le=2**31 - 1, description="Version to import into; the newest if absent.")]
_FAULTY_ROWS = Text(
    en="Rows are at fault, so nothing was imported. Mend them, or send skip_faults to leave them out.",
    ja="誤りのある行があるため、取り込んでいません。修正するか、skip_faults を指定して除いてください。",
)


def _imported(kind: str) -> dict[str, Any]:
    version = {"anyOf": [{"$ref": "#/components/schemas/VersionShape"}, {"type": "null"}]}
    schema = {
        "type": "object",
        "required": ["report", "version"],
        "properties": {"report": {"$ref": f"#/components/schemas/{kind}"}, "version": version},
    }
    return gives(("application/json", schema), about=f"*report* as `sanso schema {kind}` says, and the new version.")


@router.post("/ledger", **described("Import an asset ledger", "資産台帳を取り込む"), **_imported("import"))
def ledger(
    request: Request,
    entry: _Editor,
    file: UploadFile,
    apply: _Apply = False,
    base: _Base = None,
    kind: Annotated[Literal["assets", "suppliers", "network"] | None, Form()] = None,
    sheet: Annotated[str | None, Form(max_length=200)] = None,
    own: Annotated[str | None, Form(max_length=100, description="Id of the organization that keeps it.")] = None,
    skip_faults: Annotated[bool, Form(description="Leave faulty rows out.")] = False,
    prefer_ledger: Annotated[bool, Form(description="The ledger wins conflicts.")] = False,
    lang: Annotated[Language, Form()] = "en",
) -> Response:
    """Give what `sanso import --json` gives; the same previews as on the page for spreadsheets."""
    seq, state = _state(request, entry, base)
    wishes = Wishes(kind, sheet or None, own or None, (), {}, skip_faults, prefer_ledger)
    name = file_name(file.filename or "")
    made = import_into(Files(state.main, state.contents), name, file.file.read(), wishes, lang)
    saved: Saved | None = None
    if apply:
        if made.files is None:
            raise InputRefused(made.problems)
        if made.report.refused and not skip_faults:
            raise Refused(422, _FAULTY_ROWS)
        what = Text(en="ledger {file} imported", ja="台帳 {file} を取り込み").fill(file=name)
        saved = save_files(request, entry, seq, made.files.contents, kind="import", what=what)
    return _told(made.report, saved, applied=saved is not None)


@router.post(
    "/answers",
    **described("Import a filled requirement workbook", "記入済みの対策要件ブックを取り込む"),
    **_imported("answers"),
)
def answers(request: Request, entry: _Editor, file: UploadFile, apply: _Apply = False, base: _Base = None) -> Response:
    """Give what `sanso import-answers --json` gives."""
    from sanso.formats.answers import changes_of, merged, read_filled

    seq, state = _state(request, entry, base)
    service = service_of(request)
    with tempfile.TemporaryDirectory(prefix="sanso-") as folder:
        path = Path(folder) / file_name(file.filename or "", "answers.xlsx")
        path.write_bytes(file.file.read())
        try:
            book = read_filled(path)
            of_day = (
                state if book.at == state.day else State.open(state.contents, state.main, service.catalogue, book.at)
            )
            titles = {ident: record.title for ident, record in service.catalogue.requirements.items()}
            made = merged(book, of_day.loaded.require(), of_day.evaluation.assessment, titles)
        except InputRefused as refused:
            raise InputRefused(_told_without(refused, folder)) from None
    saved: Saved | None = None
    sources = state.loaded.sources
    if apply and made.changes and not has_errors(made.diagnostics) and sources is not None:
        what = Text(en="workbook {file} imported", ja="ブック {file} を取り込み").fill(file=path.name)
        saved = save_changes(request, entry, seq, changes_of(made, sources), kind="answers", what=what)
    return _told(made, saved, applied=saved is not None, hide=f"{folder}/")


def _state(request: Request, entry: Entry, base: int | None) -> tuple[int, State]:
    service, workspace = service_of(request), entry.workspace
    seq = base if base is not None else workspace.head
    service.workspaces.version(workspace.id, seq)
    state = (
        service.head(workspace) if seq == workspace.head else service.states.past(workspace.id, seq, service.today())
    ).state
    if state.model is None:
        raise InputRefused([found for found in state.diagnostics if found.severity == "error"])
    return seq, state


def _told_without(refused: InputRefused, folder: str) -> list[Any]:
    from dataclasses import replace

    from sanso.model.diagnostics import Place

    def plain(text: Text) -> Text:
        return Text(en=text.show("en").replace(f"{folder}/", ""), ja=text.show("ja").replace(f"{folder}/", ""))

    return [
        replace(
            one,
            place=Place(one.place.file.replace(f"{folder}/", ""), one.place.line, one.place.column),
            message=plain(one.message),
            hint=plain(one.hint) if one.hint is not None else None,
        )
        for one in refused.diagnostics
    ]


def _told(report: Any, saved: Saved | None, *, applied: bool, hide: str = "") -> Response:
    """Return what came of an import; *hide* is the folder in which it was tried."""
    from sanso.report.json_out import result_to_json

    written = result_to_json(report).decode("utf-8", "replace")
    told = {**json.loads(written.replace(hide, "") if hide else written), "applied": applied, **_no_files(report)}
    version = version_shape(saved.version).model_dump(mode="json") if saved is not None else None
    content = json.dumps({"report": told, "version": version}, ensure_ascii=False).encode("utf-8", "replace")
    headers = {"ETag": bare_tag(saved.version.seq)} if saved is not None else None
    return Response(content, media_type="application/json", headers=headers)


def _no_files(report: Any) -> dict[str, Any]:
    """Return the fields that name files of the folder in which an import was tried, emptied."""
    emptied: dict[str, Any] = {"written": [], "into": None, "mapping_file": None, "files": []}
    return {name: value for name, value in emptied.items() if hasattr(report, name)}
