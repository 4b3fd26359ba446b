"""The data of a posted form, for handlers that do not wait."""

from __future__ import annotations

from fastapi import Request

from sanso.web.editing.form_data import FormData
from sanso.web.security.forms import whole_form

__all__ = ["posted"]


async def posted(request: Request) -> FormData:
    """Return names and values of a form; files are left out."""
    form = await whole_form(request)
    return FormData((name, value) for name, value in form.multi_items() if isinstance(value, str))
