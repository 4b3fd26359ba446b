"""What both sides do with a draft that is examined, for the pages and the programming interface alike."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from fastapi import Request

from sanso.model.text import Text
from sanso.web.evidence.examining import file_name_of
from sanso.web.evidence.matching import NotTheDraft, draft_in, matching_claim
from sanso.web.evidence.room import EvidenceRoom, room_of
from sanso.web.security.entering import failed, not_too_often
from sanso.workspace.errors import NotThere

if TYPE_CHECKING:
    from sanso.workspace.examinations import Examination
    from sanso.workspace.versions import Author

__all__ = ["SAY_WHY", "examiner_of", "take_signed"]

SAY_WHY = Text(en="Say why, so that the other side can act on it.", ja="相手が対応できるよう、理由を入力してください。")
"""What is said to whoever returns or refuses a draft without a comment."""
_BAD_SIGNATURE = Text(en="the signature is not good: {why}", ja="署名が有効ではありません: {why}")


def examiner_of(request: Request, own: str, code: str) -> str:
    """Return the organization that is to examine: the one that *code* leads to, *own* where that is empty.

    Raises:
        NotThere: the code leads to none; that counts as a try.
        HTTPException: too many were tried (429).

    """
    if not code.strip():
        return own
    not_too_often(request, "share")
    try:
        return room_of(request).examinations.reached_by(code)
    except NotThere:
        failed(request, "certifier code", "share")
        raise


def take_signed(
    room: EvidenceRoom, found: Examination, content: bytes, who: Author, now: dt.datetime, comment: str = ""
) -> None:
    """Take in the signed claim *content*, which must say exactly what the draft says; it then stands in the evidence.

    Raises:
        NotTheDraft: it does not, or its signature is wrong.
        InputRefused: the draft itself cannot be read any more.
        Refused: the draft has moved on in the meantime.

    """
    draft = draft_in(room.examinations.content(found, found.draft), found.name)
    text = matching_claim(content, draft)
    _check_signature(room, found, text, now)
    claim = f"{text}\n".encode()
    if found.waits:  # else `move` says that it has moved on
        room.store.put(found.workspace, {f"claims/{file_name_of(found, '.jwt')}": claim}, who)
    room.examinations.move(found, "signed", who, found.organization, comment, claim=claim)


def _check_signature(room: EvidenceRoom, found: Examination, text: str, now: dt.datetime) -> None:
    """Refuse a claim whose signature is wrong by the trust list of the workspace; without a list it can not be told.

    Raises:
        NotTheDraft: it is wrong.

    """
    from sanso.verbs.evidence import judge_evidence

    verifier = judge_evidence(room.evidence(found.workspace, room.store.pins(found.workspace)), now=now).verifier
    mark = verifier.verdict(text).signature
    if mark.state == "bad":
        raise NotTheDraft(_BAD_SIGNATURE.fill(why=mark.text))
