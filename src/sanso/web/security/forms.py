"""Forms as large as the application's own: one reading serves the check of the token and the handler."""

from __future__ import annotations

from fastapi import Request
from starlette.datastructures import FormData

__all__ = ["MOST_FIELDS", "whole_form"]

MOST_FIELDS = 20_000
"""Fields of one form: the answers of an organization to all requirements have more than a thousand."""


async def whole_form(request: Request) -> FormData:
    """Return the form of *request*; how large it may be all in all is limited before."""
    most: int = request.app.state.service.settings.most_form
    return await request.form(max_fields=MOST_FIELDS, max_part_size=most)
