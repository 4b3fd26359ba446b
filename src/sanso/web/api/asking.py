"""Requests to suppliers: whom there is to ask, what is open for one, and the files that `sanso request` writes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, HTTPException, Path, Query, Request, Response
from pydantic import BaseModel, Field

from sanso.analysis.asking import Detail, suppliers
from sanso.model.text import Language, Text
from sanso.report.write import ReportNotWritten
from sanso.web.api.describing import BYTES, described, gives
from sanso.web.api.seeing import FIRST_DAY, LAST_DAY, Seen, Wanted
from sanso.web.evidence.asking import By, Inquiry, inquiry_of, media_of, open_by_supplier, saved_as
from sanso.web.evidence.room import room_of
from sanso.web.failures import Refused

if TYPE_CHECKING:
    from sanso.web.evidence.room import Looked

__all__ = ["router"]

router = APIRouter(prefix="/workspaces/{workspace}", tags=["evidence"])
_ENDINGS = ("docx", "html", "pdf", "xlsx", "yaml", "md", "zip")
_MEDIA = tuple(media_of(f".{ending}").partition(";")[0] for ending in _ENDINGS)


class SupplierShape(BaseModel):
    """An organization that others rely on."""

    id: str
    name: Text
    stated: int = Field(description="Requirements with something open by what is stated.")
    proven: int | None = Field(description="The same by what the evidence proves; null where there is none.")


class AskedRequirementShape(BaseModel):
    """A requirement that is asked of a supplier."""

    item: str
    place: str = Field(description="What it is about.")
    level: str
    elements: list[str]


class AskedConfirmationShape(BaseModel):
    """A confirmation that is asked of a supplier."""

    subject: str
    demand: str
    required: str


class RequestShape(BaseModel):
    """What is asked of a supplier, as `sanso request --json` tells it; *files* are the names of the files there are."""

    files: list[str]
    supplier: str
    due: dt.date
    reason: Detail
    proven: bool = Field(description="Whether what is not proven is asked for; else what is not stated.")
    requirements: list[AskedRequirementShape]
    confirmations: list[AskedConfirmationShape]


@dataclass(frozen=True, slots=True)
class _Wishes:
    asker: str | None
    due: dt.date | None
    reason: Detail
    by: By


def _wishes(
    asker: Annotated[
        str | None, Query(max_length=200, description="Organization that asks; left open in the letter if absent.")
    ] = None,
    due: Annotated[
        dt.date | None, Query(ge=FIRST_DAY, le=LAST_DAY, description="Day by which to answer; in 60 days if absent.")
    ] = None,
    reason: Annotated[Detail, Query(description="How much of the reason is told.")] = "category",
    by: Annotated[By, Query(description="Ask for what is not proven, or not stated.")] = "proven",
) -> _Wishes:
    return _Wishes(asker, due, reason, by)


_Wanting = Annotated[_Wishes, Depends(_wishes)]
_Supplier = Annotated[str, Path(description="Organization of the model.", max_length=200)]


@router.get("/requests", **described("Suppliers, and how much is open", "サプライヤーと未充足の対策要件の数"))
def whom(request: Request, wanted: Wanted) -> list[SupplierShape]:
    """List the suppliers of the model."""
    looked, model = _evidence(request, wanted), wanted.made.model
    proven = looked.proven if looked is not None else None
    stated = open_by_supplier(wanted.made.assessment)
    counted = open_by_supplier(proven.working.assessment) if proven is not None else None
    return [
        SupplierShape(
            id=one,
            name=model.label(one),
            stated=stated.get(one, 0),
            proven=counted.get(one, 0) if counted is not None else None,
        )
        for one in suppliers(model)
    ]


@router.get("/requests/{supplier}", **described("What is asked of a supplier", "サプライヤーに依頼する内容"))
def what(request: Request, wanted: Wanted, supplier: _Supplier, wishes: _Wanting) -> RequestShape:
    """Tell what is open for a supplier."""
    found = _inquiry(request, wanted, supplier, wishes)
    asked = found.asked
    return RequestShape(
        files=list(found.files("en")),
        supplier=asked.supplier,
        due=asked.due,
        reason=asked.detail,
        proven=asked.proven,
        requirements=[
            AskedRequirementShape(item=one.item, place=one.place, level=one.level, elements=list(one.elements))
            for one in asked.requirements
        ],
        confirmations=[
            AskedConfirmationShape(subject=one.subject, demand=one.demand, required=one.required)
            for one in asked.confirmations
        ],
    )


@router.get(
    "/requests/{supplier}/{name}",
    **described("A file of a request: letter, workbook, drafts", "依頼書・回答ブック・下書きのファイル"),
    **gives(*((media, BYTES) for media in _MEDIA), about="The file."),
)
def file(
    request: Request,
    wanted: Wanted,
    supplier: _Supplier,
    name: str,
    wishes: _Wanting,
    lang: Annotated[Language, Query(description="Language of the file.")] = "en",
) -> Response:
    """Give the same bytes as `sanso request` writes; `request.zip` holds all of them."""
    make = _inquiry(request, wanted, supplier, wishes).files(lang).get(name)
    if make is None:
        raise HTTPException(404)
    try:
        content = make()
    except ReportNotWritten as error:
        raise Refused(503, error.message) from error
    headers = {"Content-Disposition": saved_as(name, supplier, lang)}
    return Response(content, media_type=media_of(name), headers=headers)


def _evidence(request: Request, wanted: Seen) -> Looked | None:
    return room_of(request).as_of(wanted.entry, wanted.shown, wanted.day)


def _inquiry(request: Request, wanted: Seen, supplier: str, wishes: _Wishes) -> Inquiry:
    if supplier not in wanted.made.model.organizations:
        raise HTTPException(404)
    return inquiry_of(
        wanted.made,
        _evidence(request, wanted),
        supplier,
        by=wishes.by,
        asker=wishes.asker,
        due=wishes.due,
        detail=wishes.reason,
    )
