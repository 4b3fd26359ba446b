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
from typing import NamedTuple

from sanso.envelope.disclosures import ELEMENT, Disclosure
from sanso.envelope.keys import PublicKey
from sanso.envelope.malformed import Malformed
from sanso.envelope.sd_jwt import Path, SdJwt
from sanso.envelope.strict_json import Json
from sanso.model.text import Text
from sanso.trust.claims.claim import Claim
from sanso.trust.claims.credential import read_claim, sign_claim

__all__ = ["Opened", "claim_in", "items_shown", "open_claim", "present", "sign_claim"]

_ANSWERS: Path = ("credentialSubject", "answers")
_EVIDENCE: Path = ("evidence",)


class Opened(NamedTuple):
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
    read.verified(key)
    return claim_in(read)


def claim_in(read: SdJwt) -> Opened:
    """Return the claim in *read*, whose signature was found good.

    Raises:
        Malformed: where it is no claim, or hides more than answers and evidence.

    """
    claim = read_claim(read.unverified)
    shown, hidden = read.disclosed
    for place in (*shown, *hidden):
        if not (_is_answer(place) or _is_evidence(place)):
            raise _hides_too_much("record")
    return Opened(claim, sum(map(_is_answer, hidden)))


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
    read, wanted = SdJwt.read(text), set(items)
    chosen = [(path, answer) for path, answer in _elements(read, text, _ANSWERS) if _word(answer, "item") in wanted]
    missing = wanted - {str(answer["item"]) for _, answer in chosen}
    if missing:
        said = Text(en="the dossier shows no such answer that could be passed on", ja="渡せる回答がありません")
        raise Malformed("presentation-item", said, ascii(min(missing)[:64]))
    digests = {digest for _, answer in chosen for digest in _listed(answer.get("evidence"))}
    files = [path for path, one in _elements(read, text, _EVIDENCE) if evidence and _word(one, "digest") in digests]
    shown = {path for path, _ in chosen}.union(files).intersection(read.hidden_paths)
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


def _word(element: dict[str, Json], name: str) -> str | None:
    value = element.get(name)
    return value if isinstance(value, str) else None


def _listed(value: Json) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _is_answer(place: Path) -> bool:
    return len(place) == 3 and place[:2] == _ANSWERS and isinstance(place[2], int)


def _is_evidence(place: Path) -> bool:
    return len(place) == 2 and place[0] == "evidence" and isinstance(place[1], int)


def _is_digest(value: Json) -> bool:
    return isinstance(value, dict) and len(value) == 1 and ELEMENT in value


def _hides_too_much(detail: str) -> Malformed:
    said = Text(
        en="more is hidden than answers and evidence; such a claim could hide its own conditions",
        ja="回答と証跡以外の項目が隠されています。有効条件を隠せるため認められません",
    )
    return Malformed("hidden-too-much", said, detail)
