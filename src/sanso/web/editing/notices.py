"""What a page says after something was saved: the address carries the version and those that it was merged with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from fastapi import Request

from sanso.web.service import service_of
from sanso.workspace.errors import NotThere
from sanso.workspace.history import Version

if TYPE_CHECKING:
    from sanso.web.access import Entry
    from sanso.web.saving import Saved

__all__ = ["Notice", "after", "notice"]

_MOST = 5


@dataclass(frozen=True, slots=True)
class Notice:
    """A version that was saved (None: there was nothing to save) and the changes of others that it goes with."""

    version: Version | None
    merged_with: tuple[Version, ...] = ()


def after(address: str, saved: Saved | None) -> str:
    """Return *address* so that the page says what was saved."""
    query: list[tuple[str, int]] = [("saved", saved.version.seq if saved is not None else 0)]
    query += [("with", version.seq) for version in (saved.merged_with[:_MOST] if saved is not None else ())]
    return f"{address}{'&' if '?' in address else '?'}{urlencode(query)}"


def notice(request: Request, entry: Entry) -> Notice | None:
    """Return what the page at *request* has to say; None for nothing."""
    seqs = [_seq(text) for text in (request.query_params.get("saved", ""), *request.query_params.getlist("with"))]
    if seqs[0] is None:
        return None
    if seqs[0] == 0:
        return Notice(None)
    workspaces = service_of(request).workspaces
    try:
        found = [workspaces.version(entry.workspace.id, seq) for seq in seqs[: _MOST + 1] if seq]
    except NotThere:
        return None
    own = found[0].author.account == (entry.visitor.account_id or None)
    return Notice(found[0], tuple(found[1:])) if own else None


def _seq(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
