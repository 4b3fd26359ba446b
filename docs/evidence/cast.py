"""Who takes part: keys of nobody, the bodies with what they are accredited for, and two versions of the trust list.

>>> [len(one.issuers) for one in (first_list(), second_list())]
[17, 18]
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace
from typing import Final

from sanso.envelope.keys import SoftKey
from sanso.envelope.notes import NoteKey
from sanso.model.answers import Basis
from sanso.model.text import Text
from sanso.trust.lists.authorities import Accreditation, Issuer, IssuerKey, Scheme
from sanso.trust.lists.trust_list import Root, TrustList

__all__ = [
    "CERTIFIER_REVOCATION",
    "LOG",
    "REVOCATION",
    "ROOTS",
    "SUSPENSION",
    "WITNESSES",
    "first_list",
    "key",
    "midnight",
    "second_list",
]

_SEED: Final = "Sanso demo key of nobody; published, worth nothing, never to be trusted: "
REVOCATION: Final = "https://registry.example/status/withdrawn"
SUSPENSION: Final = "https://registry.example/status/suspended"
CERTIFIER_REVOCATION: Final = "https://certifier.example/status/withdrawn"
_SINCE: Final = dt.date(2026, 4, 1)


def key(name: str) -> SoftKey:
    """Return the demo key of that name: always the same, known to everybody, of nobody."""
    return SoftKey.from_secret("Ed25519", hashlib.sha256((_SEED + name).encode()).digest())


def midnight(day: str, hour: int = 0) -> dt.datetime:
    """Return the *hour* of a day in UTC."""
    return dt.datetime.fromisoformat(day).replace(hour=hour, tzinfo=dt.UTC)


ROOTS: Final = ("root of the operator", "root of the bus manufacturer", "root of the city")
"""Whose keys sign the trust list; two of the three are needed."""
LOG: Final = NoteKey("log.bus-council.example/2026", key("log").public)
WITNESSES: Final = tuple(
    NoteKey(f"witness.{of}.example", key(f"witness {of}").public, "cosignature") for of in ("university", "newspaper")
)


def _grant(
    scheme: str, basis: Basis, *items: str, until: str | None = None, by: str = "accreditation board / 認定機関(例)"
) -> Accreditation:
    last = dt.date.fromisoformat(until) if until else None
    return Accreditation(scheme, basis, items, _SINCE, last, by)


def _issuer(ident: str, name: Text, *grants: Accreditation) -> Issuer:
    public = key(ident).public
    return Issuer(ident, name, {public.thumbprint: IssuerKey(public, _SINCE)}, grants)


def _issuers() -> tuple[Issuer, ...]:
    before, working = "iotssf/before-operation", "iotssf/in-operation"
    return (
        _issuer("operator", Text(en="City bus operator", ja="市バス事業者")),
        _issuer("telematics", Text(en="Telematics maker", ja="車載器メーカー")),
        _issuer("door-maker", Text(en="Bus door maker", ja="扉装置メーカー")),
        _issuer("bus-maker", Text(en="Bus manufacturer", ja="バス製造会社")),
        _issuer("module-maker", Text(en="Module supplier", ja="通信モジュールメーカー")),
        _issuer("mno", Text(en="Mobile operator", ja="携帯通信事業者")),
        _issuer("watch-firm", Text(en="Monitoring service", ja="監視業務受託会社")),
        _issuer(
            "insurer",
            Text(en="Insurer", ja="損害保険会社"),
            _grant("motor-insurance", "third-party", "iotssf/social-support"),
        ),
        _issuer(
            "certifier",
            Text(en="Certification body", ja="認証機関"),
            _grant("iso.26262", "third-party", before, "CPS.PT-3"),
        ),
        _issuer(
            "test-lab",
            Text(en="Product test laboratory", ja="製品試験機関"),
            _grant("cpsf", "third-party", "CPS.AC-*", "CPS.DS-*", "CPS.IP-*", "CPS.MA-*", "CPS.PT-*"),
        ),
        _issuer(
            "isms-auditor",
            Text(en="ISMS auditor", ja="ISMS審査機関"),
            _grant("iso.27001", "third-party", before, "CPS.GV-*", "CPS.RM-*", until="2027-01-31"),
        ),
        _issuer("cloud-auditor", Text(en="Cloud auditor", ja="クラウド監査機関"), _grant("cpsf", "third-party")),
        _issuer(
            "carrier-auditor", Text(en="Carrier auditor", ja="通信事業者の監査機関"), _grant("cpsf", "third-party")
        ),
        _issuer(
            "type-authority",
            Text(en="Type designation authority", ja="型式指定の当局(例)"),
            _grant("jp.vehicle-type", "public-certification", before, by="road vehicle act / 道路運送車両法"),
            _grant("un.r155", "public-certification", "CPS.IP-3", "CPS.DS-10", by="road vehicle act / 道路運送車両法"),
        ),
        _issuer(
            "workshop",
            Text(en="Certified workshop", ja="認証工場"),
            _grant("jp.vehicle-inspection", "third-party", working),
        ),
        _issuer("quality-body", Text(en="Quality certifier", ja="品質審査機関"), _grant("iso.9001", "third-party")),
        _issuer("registry", Text(en="Registry of the bus council", ja="バス協議会 登録事務局")),
    )


_SCHEMES: Final = (
    Scheme("cpsf", "1.0", {"*": "public-certification"}, dt.date(2019, 4, 18)),
    Scheme("iso.27001", "2022", {"*": "third-party"}, dt.date(2022, 10, 25)),
    Scheme("iso.26262", "2018", {"*": "third-party"}, dt.date(2018, 12, 1)),
    Scheme("iso.9001", "2015", {"*": "third-party"}, dt.date(2015, 9, 15)),
    Scheme("un.r155", "2021", {"*": "public-certification"}, dt.date(2021, 1, 22)),
    Scheme("jp.vehicle-type", "2026", {"*": "public-certification"}, _SINCE),
    Scheme("jp.vehicle-inspection", "2026", {"*": "third-party"}, _SINCE),
    Scheme("motor-insurance", "2026", {"*": "third-party"}, _SINCE),
)
_LABEL: Final = Scheme(
    "jp.jc-star",
    "S1.1",
    {"1": "self-declaration", "2": "self-declaration", "3": "third-party", "4": "third-party"},
    dt.date(2025, 3, 25),
)
"""A public body grants the label; at level 1 it rests on the applicant's own checklist."""


def first_list() -> TrustList:
    """Return version 1, as agreed on before the first claim was signed."""
    return TrustList(
        version=1,
        issued=midnight("2026-10-05"),
        expires=midnight("2027-04-30"),
        root=Root(tuple(key(name).public for name in ROOTS), 2),
        issuers=_issuers(),
        schemes=_SCHEMES,
        logs=(LOG,),
        witnesses=WITNESSES,
        quorum=2,
        status_lists={REVOCATION: "registry", SUSPENSION: "registry", CERTIFIER_REVOCATION: "certifier"},
    )


def second_list() -> TrustList:
    """Return version 2: the label agency and its scheme are added."""
    agency = _issuer(
        "label-agency",
        Text(en="Label agency", ja="ラベル付与機関(例)"),
        _grant(_LABEL.id, "public-certification", by="label scheme / ラベリング制度"),
    )
    first = first_list()
    return replace(
        first,
        version=2,
        issued=midnight("2026-10-26"),
        issuers=(*first.issuers, agency),
        schemes=(*first.schemes, _LABEL),
    )
