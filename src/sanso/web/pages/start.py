"""The first page: the workspaces one may see, and the way to a new one."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from sanso.web.access import Visitor, signed_in
from sanso.web.rendering import render
from sanso.web.security.desk import desk_of
from sanso.web.service import service_of

__all__ = ["router"]

router = APIRouter()


@router.get("/")
def start(request: Request, visitor: Annotated[Visitor, Depends(signed_in)]) -> Response:
    """List the workspaces of every organization that the visitor belongs to."""
    service = service_of(request)
    found = [
        (organization, role, service.workspaces.of_organization(organization.id))
        for organization, role in desk_of(request).people.organizations_of(visitor.account_id)
    ]
    return render(request, "start.j2", {"organizations": found}, visitor=visitor)
