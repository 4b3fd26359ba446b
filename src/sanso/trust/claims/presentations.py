"""Presentations: a dossier passed on with some answers shown and the rest hidden, under the issuer's own signature.

Hidden answers leave no trace but their number. Only answers and pieces of evidence may be hidden: a claim that hides
anything else, its status or its scope perhaps, is refused.

>>> from sanso.envelope.keys import SoftKey
>>> from sanso.trust.claims.claim import Answer, Claim, Subject
>>> import datetime as dt
>>> start = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
>>> claim = Claim("urn:claim:1", "maker", Subject("device-type", "x2"), (Answer("A-1", "met"), Answer("A-2", "none")),
...               start, start, start + dt.timedelta(days=365))
>>> key = SoftKey.from_secret("Ed25519", bytes(32))
>>> dossier = sign_claim(claim, key, iter([b"0" * 16, b"1" * 16]).__next__)
>>> opened = open_claim(present(dossier, ["A-1"]), key.public)
>>> [answer.item for answer in opened.claim.answers], opened.hidden
(['A-1'], 1)
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from itertools import chain

from sanso.envelope import base64url
from sanso.envelope.disclosures import ELEMENT, SD, Disclosure
from sanso.envelope.keys import PublicKey
from sanso.envelope.malformed import Malformed
from sanso.envelope.sd_jwt import Path, SdJwt
from sanso.envelope.strict_json import Json
from sanso.model.text import Text
from sanso.trust.claims.claim import Claim
from sanso.trust.claims.credential import read_claim, sign_claim

__all__ = ["Opened", "items_shown", "open_claim", "opened", "present", "sign_claim"]

_ANSWERS: Path = ("credentialSubject", "answers")
_EVIDENCE: Path = ("evidence",)
_MARKS = (b'"_sd"', b'"..."', b"\\")
"""Where none of these stands, nothing can be hidden; a backslash can write either of the others."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A claim whose signature is good."""

    claim: Claim
    hidden: int
    """How many answers are hidden."""


def open_claim(text: str, key: PublicKey) -> Opened:
    """Return the claim that *key* signed, as far as it is shown.

    Raises:
        Malformed: where *text* is no claim, hides more than answers and evidence, or is not signed by *key*.

    """
    read = SdJwt.read(text)
    return opened(read, json.loads(read.jws.payload), text, key)


def opened(read: SdJwt, record: dict[str, Json], text: str, key: PublicKey) -> Opened:
    """Return the claim in *read*, which was read from *text*, where *key* signed it.

    *record* is the payload as it was signed, digests and all; it is used up.

    Raises:
        Malformed: as for `open_claim`.

    """
    claim = read_claim(read.verified(key))
    return Opened(claim, _hideable_answers(record, read.jws.payload, text) - len(claim.answers))


def items_shown(text: str) -> tuple[str, ...]:
    """Return the items whose answers *text* shows; nothing is verified.

    Raises:
        Malformed: where *text* is no claim.

    """
    return tuple(str(answer.get("item")) for _, answer in _elements(SdJwt.read(text), text, _ANSWERS))


def present(text: str, items: Collection[str], *, evidence: bool = True) -> str:
    """Return *text* with the answers to *items* shown and all others hidden.

    With *evidence*, the pieces of evidence that the shown answers name are shown too.

    Raises:
        Malformed: where *text* is no claim, or does not show an answer to each of *items*.

    """
    read = SdJwt.read(text)
    chosen = [(path, answer) for path, answer in _elements(read, text, _ANSWERS) if answer.get("item") in set(items)]
    missing = set(items) - {str(answer["item"]) for _, answer in chosen}
    if missing:
        said = Text(en="the dossier shows no such answer that could be passed on", ja="渡せる回答がありません")
        raise Malformed("presentation-item", said, ascii(min(missing)[:64]))
    digests = {digest for _, answer in chosen for digest in _listed(answer.get("evidence"))}
    files = [path for path, one in _elements(read, text, _EVIDENCE) if evidence and one.get("digest") in digests]
    shown = {path for path in (*(path for path, _ in chosen), *files) if path in set(read.hidden_paths)}
    made = read.showing(shown)
    if set(SdJwt.read(made).hidden_paths) != shown:
        raise _hides_too_much("presentation")
    return made


def _elements(read: SdJwt, text: str, place: Path) -> list[tuple[Path, dict[str, Json]]]:
    """Return the elements of the list at *place* that *text* shows, with their places."""
    disclosed = {one.digest: one.value for one in map(Disclosure.read, text.split("~")[1:-1])}
    here = json.loads(read.jws.payload)
    for step in place:
        here = here.get(step, []) if isinstance(here, dict) else []
    found: list[tuple[Path, dict[str, Json]]] = []
    for index, element in enumerate(here if isinstance(here, list) else []):
        value = disclosed.get(element[ELEMENT]) if _is_digest(element) else element
        if isinstance(value, dict):
            found.append(((*place, index), value))
    return found


def _listed(value: Json) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _hideable_answers(record: dict[str, Json], payload: bytes, text: str) -> int:
    """Return how many answers there are, shown or hidden.

    Raises:
        Malformed: where something else can be hidden.

    """
    for part in text.split("~")[1:-1]:
        raw = base64url.decode(part)
        if any(mark in raw for mark in _MARKS) and _reserved(json.loads(raw)):
            raise _hides_too_much("disclosure")
    subject = record.get("credentialSubject")
    answers = subject.get("answers", []) if isinstance(subject, dict) else []
    lists = [one for one in (answers, record.get("evidence", [])) if isinstance(one, list)]
    digests = sum(map(_is_digest, chain.from_iterable(lists)))
    if b"\\" in payload or b'"_sd"' in payload or payload.count(b'"..."') != digests:
        for elements in lists:
            elements[:] = [None if _is_digest(one) else one for one in elements]
        if _reserved(record):
            raise _hides_too_much("record")
    return len(answers) if isinstance(answers, list) else 0


def _is_digest(value: Json) -> bool:
    return isinstance(value, dict) and len(value) == 1 and ELEMENT in value


def _reserved(value: Json) -> bool:
    if isinstance(value, dict):
        return SD in value or ELEMENT in value or any(map(_reserved, value.values()))
    return isinstance(value, list) and any(map(_reserved, value))


def _hides_too_much(detail: str) -> Malformed:
    said = Text(
        en="more is hidden than answers and evidence; such a claim could hide its own conditions",
        ja="回答と証跡以外の項目が隠されています。有効条件を隠せるため認められません",
    )
    return Malformed("hidden-too-much", said, detail)
