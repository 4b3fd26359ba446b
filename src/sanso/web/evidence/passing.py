"""A dossier of the evidence passed on with some answers hidden, exactly as `sanso share` does; needs no key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote

from sanso.envelope.malformed import Malformed
from sanso.model.text import Text
from sanso.verbs.sharing import contents_in, presented
from sanso.web.failures import Refused

if TYPE_CHECKING:
    from sanso.verbs.sharing import Contents, Presented
    from sanso.web.access import Entry
    from sanso.web.evidence.room import EvidenceRoom, Looked
    from sanso.web.evidence.rows import ClaimRow

__all__ = ["MEDIA", "NOTHING_CHOSEN", "Passing", "hideable", "passing_of", "presented_as", "saved_as", "text_of"]

MEDIA = "application/vc+sd-jwt"
"""The media type of a presentation."""
NOTHING_CHOSEN = Text(en="Choose at least one answer to show.", ja="開示する回答を1つ以上選択してください。")
"""What is said where no answer was chosen: whoever forgets to choose shows nothing by mistake."""

_NOT_SAID = Text(
    en="Say what to show (disclose) or what to hide (hide).",
    ja="開示する項目(disclose)か隠す項目(hide)を指定してください。",
)


@dataclass(frozen=True, slots=True)
class Passing:
    """What can be passed on of a dossier, what was chosen of it, and what a presentation of that shows and hides."""

    contents: Contents
    chosen: tuple[str, ...]
    evidence: bool
    made: Presented | None


def hideable(contents: Contents) -> tuple[str, ...]:
    """Return the items whose answers are shown and can be hidden."""
    return tuple(item for item in contents.items if item not in contents.fixed)


def passing_of(text: str, disclose: Sequence[str] = (), *, evidence: bool = True) -> Passing | None:
    """Return what can be passed on of the dossier *text*; None where it can not be read or no answer can be hidden.

    Raises:
        Refused: *disclose* names an answer that is not shown.

    """
    try:
        contents = contents_in(text)
    except Malformed:
        return None
    if not hideable(contents):
        return None
    chosen = tuple(dict.fromkeys((*contents.fixed, *disclose)))
    made = presented_as(text, chosen, evidence=evidence) if chosen else None
    return Passing(contents, chosen, evidence, made)


def presented_as(
    text: str, disclose: Sequence[str] = (), hide: Sequence[str] = (), *, evidence: bool = True
) -> Presented:
    """Return the presentation of the dossier *text*.

    Raises:
        Refused: nothing is chosen to show or to hide, or it can not be shown or hidden.

    """
    if not disclose and not hide and evidence:
        raise Refused(422, _NOT_SAID)
    try:
        return presented(text, disclose, hide, evidence=evidence)
    except Malformed as problem:
        detail = f" ({problem.detail})" if problem.detail else ""
        raise Refused(422, Text(en=problem.text.en + detail, ja=problem.text.ja + detail)) from problem


def text_of(room: EvidenceRoom, entry: Entry, looked: Looked, row: ClaimRow) -> str:
    """Return the claim of *row* as its file holds it.

    Raises:
        StoreError: it cannot be read.

    """
    digest = looked.files[row.file].digest or ""
    return room.store.contents(entry.workspace.id, [digest])[digest].decode("utf-8", "replace").strip()


def saved_as(row: ClaimRow) -> str:
    """Return the header by which a browser saves the presentation of the claim of *row*."""
    return f"attachment; filename*=UTF-8''{quote(PurePosixPath(row.file).stem)}-presentation.jwt"
