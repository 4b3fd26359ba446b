"""The content of a trust list, whoever signed it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from sanso.envelope.keys import PublicKey
from sanso.envelope.notes import NoteKey
from sanso.trust.lists.authorities import Issuer, Scheme

__all__ = ["Root", "TrustList"]


@dataclass(frozen=True, slots=True)
class Root:
    """Who signs the list, and how many of them it takes."""

    keys: tuple[PublicKey, ...]
    threshold: int


@dataclass(frozen=True, slots=True)
class TrustList:
    """One version of the list."""

    version: int
    issued: dt.datetime
    expires: dt.datetime
    root: Root
    issuers: tuple[Issuer, ...] = ()
    schemes: tuple[Scheme, ...] = ()
    logs: tuple[NoteKey, ...] = ()
    witnesses: tuple[NoteKey, ...] = ()
    quorum: int = 0
    """How many witnesses must have cosigned."""
    status_lists: Mapping[str, str] = field(default_factory=dict)
    """Who signs which status list: issuer id by list id."""
