"""The draft of a trust list: who may confirm what, with keys named by their files (JSON Web Keys)."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Annotated

from pydantic import Field

from sanso.envelope.keys import PublicKey
from sanso.envelope.malformed import Malformed
from sanso.envelope.notes import read_note_key
from sanso.formats.claims.forms import Line, LocalLine, Name, Passage, end_of, read_form, refused_at
from sanso.model.answers import Basis
from sanso.model.base import Part
from sanso.model.dates import Day, LastDay
from sanso.model.diagnostics import Diagnostic, InputRefused
from sanso.trust.lists.authorities import Accreditation, Issuer, IssuerKey, Scheme
from sanso.trust.lists.list_record import Root, TrustList

__all__ = ["TrustDraft", "read_trust_draft", "trust_list_of"]

_Number = Annotated[int, Field(strict=True, ge=0, le=32)]


class RootDraft(Part):
    """Who signs the list, and how many of them it takes."""

    keys: Annotated[tuple[Line, ...], Field(min_length=1, max_length=32)]
    threshold: Annotated[int, Field(strict=True, ge=1, le=32)] = 1


class KeyDraft(Part):
    """A key of an issuer and the days on which it signs."""

    file: Line
    from_: Day = Field(alias="from")
    to: LastDay | None = None


class AccreditationDraft(Part):
    """What an issuer may confirm of others."""

    scheme: Name
    basis: Basis
    items: tuple[Name, ...] = ()
    from_: Day = Field(alias="from")
    to: LastDay | None = None
    appointed_by: Passage = ""


class IssuerDraft(Part):
    """Somebody who signs claims."""

    id: Name
    name: LocalLine
    keys: Annotated[tuple[KeyDraft, ...], Field(min_length=1)]
    accreditations: tuple[AccreditationDraft, ...] = ()


class TrustedSchemeDraft(Part):
    """An edition of a scheme, and how each of its levels is evaluated."""

    id: Name
    edition: Line
    levels: Mapping[str, Basis]
    from_: Day = Field(alias="from")
    to: LastDay | None = None


class StatusListDraft(Part):
    """Who signs which status list."""

    id: Name
    issuer: Name


class TrustDraft(Part):
    """A trust list before it is signed."""

    sanso_trust_list: Annotated[int, Field(strict=True, ge=1, le=1)] = 1
    expires: LastDay
    root: RootDraft
    issuers: tuple[IssuerDraft, ...] = ()
    schemes: tuple[TrustedSchemeDraft, ...] = ()
    logs: tuple[Line, ...] = ()
    witnesses: tuple[Line, ...] = ()
    quorum: _Number = 0
    status_lists: tuple[StatusListDraft, ...] = ()


def read_trust_draft(text: str, file: str) -> TrustDraft:
    """Return the draft in *text*, which came from *file*.

    Raises:
        InputRefused: it is none; carries everything that is wrong with it.

    """
    draft = read_form(text, file, TrustDraft, "sanso_trust_list", "not-a-trust-draft")
    faults = list(_faults(draft, text, file))
    if faults:
        raise InputRefused(faults)
    return draft


def trust_list_of(draft: TrustDraft, version: int, now: dt.datetime, read: Callable[[str], bytes]) -> TrustList:
    """Return the list that *draft* becomes at *now*; *read* gives the content of a file with a public key.

    Raises:
        Malformed: a file holds no public key, or a log or witness is none.
        OSError: a file cannot be read.

    """
    keys = _Keys(read)
    return TrustList(
        version,
        now,
        end_of(draft.expires),
        Root(tuple(map(keys.read, draft.root.keys)), draft.root.threshold),
        tuple(_issuer(one, keys) for one in draft.issuers),
        tuple(Scheme(one.id, one.edition, one.levels, one.from_, one.to) for one in draft.schemes),
        tuple(map(read_note_key, draft.logs)),
        tuple(map(read_note_key, draft.witnesses)),
        draft.quorum,
        {one.id: one.issuer for one in draft.status_lists},
    )


class _Keys:
    """Public keys by the files that hold them."""

    def __init__(self, read: Callable[[str], bytes]) -> None:
        self._read = read

    def read(self, name: str) -> PublicKey:
        from sanso.envelope.strict_json import read_json

        value = read_json(self._read(name))
        if not isinstance(value, dict):
            raise _no_key(name)
        try:
            return PublicKey.from_jwk(value)
        except Malformed as error:
            raise Malformed(error.code, error.text, f"{name} {error.detail}".strip()) from error


def _issuer(draft: IssuerDraft, keys: _Keys) -> Issuer:
    found = [IssuerKey(keys.read(one.file), one.from_, one.to) for one in draft.keys]
    return Issuer(
        draft.id,
        draft.name.en if draft.name.en == draft.name.ja else draft.name,
        {key.public.thumbprint: key for key in found},
        tuple(
            Accreditation(one.scheme, one.basis, one.items, one.from_, one.to, one.appointed_by)
            for one in draft.accreditations
        ),
    )


def _no_key(name: str) -> Malformed:
    from sanso.model.text import Text

    return Malformed("key", Text(en="not a usable key", ja="鍵として使えません"), json.dumps(name)[1:-1])


def _faults(draft: TrustDraft, text: str, file: str) -> Iterator[Diagnostic]:
    """Yield what refers to nothing, or stands twice."""
    schemes, issuers = {one.id for one in draft.schemes}, [one.id for one in draft.issuers]
    for index, issuer in enumerate(draft.issuers):
        if issuer.id in issuers[:index]:
            yield refused_at(text, file, ("issuers", index, "id"), "more-than-once", id=issuer.id)
        for place, one in enumerate(issuer.accreditations):
            if one.scheme not in schemes:
                path = ("issuers", index, "accreditations", place, "scheme")
                yield refused_at(text, file, path, "unknown-reference", id=one.scheme)
    for index, status in enumerate(draft.status_lists):
        if status.issuer not in issuers:
            yield refused_at(text, file, ("status_lists", index, "issuer"), "unknown-reference", id=status.issuer)
