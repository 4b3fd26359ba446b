r"""What a form sends: its fields as text, its files as they were given.

>>> is_spreadsheet((Given("assets.csv", b"id,name\n"),)), is_spreadsheet((Given("m.yaml", b"sanso: 1\n"),))
(True, False)
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import FormData, UploadFile

from sanso.web.security.uploads import Given

__all__ = ["Typed", "digest_of", "file_name", "files_given", "is_spreadsheet", "typed_fields"]

_SHEETS = frozenset({".xlsx", ".xlsm", ".xls", ".csv", ".tsv"})
_LONGEST = 120


async def _form(request: Request) -> FormData:
    return await request.form()


Typed = Annotated[FormData, Depends(_form)]
"""The form that was posted, for handlers that run in a thread."""


def typed_fields(form: FormData) -> dict[str, str]:
    """Return the fields of *form* that are text."""
    return {name: value for name, value in form.multi_items() if isinstance(value, str)}


def files_given(form: FormData, name: str = "files") -> tuple[Given, ...]:
    """Return the files that stand in the field *name*; an input without a file gives none."""
    return tuple(
        Given(value.filename or "", value.file.read())
        for value in form.getlist(name)
        if isinstance(value, UploadFile) and value.filename
    )


def is_spreadsheet(given: Sequence[Given]) -> bool:
    """Tell whether one table was given: a workbook, or delimited text."""
    return len(given) == 1 and PurePosixPath(given[0].name).suffix.lower() in _SHEETS


def file_name(name: str, otherwise: str = "ledger.csv") -> str:
    r"""Return the last part of a name as a browser tells it, fit for a file of that name.

    >>> file_name("C:\\fakepath\\資産 台帳.xlsx"), file_name("../../etc/passwd"), file_name("\x00")
    ('資産 台帳.xlsx', 'passwd', 'ledger.csv')
    """
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    clean = "".join(sign for sign in last if sign.isprintable()).strip(" .")
    if len(clean) > _LONGEST:
        stem, dot, ending = clean.rpartition(".")
        clean = f"{stem[: _LONGEST - len(ending) - 1]}{dot}{ending}"[:_LONGEST]
    return clean or otherwise


def digest_of(given: Sequence[Given]) -> str:
    """Return a short mark of what was given, to tell whether it is still the same."""
    made = hashlib.sha256()
    for one in given:
        made.update(f"{len(one.name)}:{one.name}{len(one.content)}:".encode())
        made.update(one.content)
    return made.hexdigest()[:16]
