"""A proof made by hand for any assessment: every third subject is proven in part, every fifth in full."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any, Literal, cast

from sanso.analysis.proof.result import (
    ClaimItem,
    ClaimView,
    Count,
    Dependence,
    Lapse,
    LayerGap,
    Loss,
    LostRow,
    LostStrength,
    MarkView,
    Proof,
    ProofPart,
    ProofRow,
    SubjectGap,
    TrustListView,
)
from sanso.analysis.result import Assessment
from sanso.assessment.result import RequirementRow, Status
from sanso.iotssf.result import Stated
from sanso.model.process import Model
from sanso.model.text import Text

__all__ = ["NOW", "claim", "mark", "proof_of", "with_proof"]

NOW = dt.datetime(2026, 11, 22, 15, 0, tzinfo=dt.UTC)
_MET = ("met", "not-applicable")


def mark(state: Literal["good", "bad", "unknown"], en: str, ja: str) -> MarkView:
    return MarkView(state, en.replace(" ", "-"), Text(en=en, ja=ja))


_GOOD = {
    "signature": mark("good", "good signature", "署名は正しい"),
    "authority": mark("good", "accredited for the scheme", "この制度の認定を受けている"),
    "status": mark("good", "valid as of 3 days ago", "3日前の時点で有効"),
    "log": mark("unknown", "no proof of inclusion", "ログ登録の証明なし"),
}


def claim(number: int, issuer: str, subject: str, items: tuple[str, ...], **marks: MarkView) -> ClaimView:
    """Return a claim; it counts unless one of *marks* is bad."""
    bad = next((one for one in marks.values() if one.state == "bad"), None)
    shown = {**_GOOD, **marks}
    return ClaimView(
        digest=f"sha256:{number:064x}", id=f"urn:claim:{number}", file=f"claims/{number:03}.jwt",
        issuer=f"https://{issuer}.example", issuer_name=Text.of(issuer), subject=subject, subject_kind="element",
        element=subject, scheme="cpsf/1", items=tuple(ClaimItem(item, "met", "advanced") for item in items), hidden=2,
        since=NOW - dt.timedelta(days=200), until=NOW + dt.timedelta(days=20 + number), basis="third-party",
        **shown, counts=bad is None, used=bad is None, left_out=False, why_not=bad.text if bad else None,
    )  # fmt: skip


def _row(row: RequirementRow, index: int) -> ProofRow:
    parts = []
    for place, part in enumerate(row.parts):
        shows = part.status in _MET and (index + place) % 2 == 0
        proven: Status = part.status if shows or part.status == "not-required" else "not-stated"
        level, basis, by = ("advanced", "third-party", "https://body.example") if shows else (None, None, None)
        parts.append(
            ProofPart(
                part.level, part.status, proven, level, cast(Any, basis), f"sha256:{1:064x}" if shows else None, by,
                NOW + dt.timedelta(days=21) if shows else None, part.category, part.elements,
            )
        )  # fmt: skip
    worst = next((part for part in parts if part.proven != "met"), parts[0])
    return ProofRow(
        row.id,
        row.organization,
        row.level,
        row.status,
        worst.proven,
        worst.basis,
        row.category,
        row.layers,
        tuple(parts),
    )


def _counts(rows: list[ProofRow], assessment: Assessment) -> dict[str, Count]:
    found: dict[str, Count] = {}

    def add(ident: str, stated: str, proven: str) -> None:
        before = found.get(ident, Count())
        found[ident] = Count(before.required + 1, before.stated + (stated in _MET), before.proven + (proven in _MET))

    for row in rows:
        for part in row.parts:
            if part.required != "not-required":
                for ident in part.elements:
                    add(ident, part.stated, part.proven)
        if row.required != "not-required" and row.organization:
            add(row.organization, row.stated, row.proven)
    for trust in assessment.trust:
        if trust.subject not in found and trust.stated.requirements:
            asked = sum(trust.stated.requirements.values())
            met = trust.stated.requirements.get("met", 0)
            found[trust.subject] = Count(asked, met, met // 2)
    return found


def proof_of(model: Model, assessment: Assessment, claims: tuple[ClaimView, ...] | None = None) -> Proof:
    """Return a proof of *assessment*: half of what is stated as met is proven."""
    rows = [_row(row, index) for index, row in enumerate(assessment.requirements)]
    counts = _counts(rows, assessment)
    strengths = {one.element: (one.stated, one.nearest, one.short, one.category) for one in assessment.iotssf}
    strengths |= {
        one.subject: (one.stated.confirmations or Stated(), one.nearest, one.short, one.required)
        for one in assessment.trust
    }
    subjects = []
    for index, ident in enumerate(sorted(model.elements)):
        stated, nearest, short, category = strengths.get(ident, (None, None, (), None))
        proven = None if stated is None else stated if index % 5 == 0 else Stated(product=stated.product)
        lacks = () if index % 5 == 0 else short
        subjects.append(
            SubjectGap(
                ident, _kind(model, ident), category, counts.get(ident, Count()), stated, proven, nearest, nearest,
                short, lacks,
            )
        )  # fmt: skip
    if claims is None:
        claims = _claims(model)
    layers = tuple(LayerGap(cast(Any, layer), _layer(rows, layer)) for layer in ("all", "1", "2", "3"))
    return Proof(
        "sanso-proof/1", NOW, TrustListView(3, NOW + dt.timedelta(days=200), "sha256:ab", False), (), layers,
        tuple(rows), tuple(subjects), claims, _lapses(claims, rows), _dependences(model, claims, rows), (),
    )  # fmt: skip


def with_proof(model: Model, assessment: Assessment) -> Assessment:
    """Return *assessment* with a proof."""
    return replace(assessment, proof=proof_of(model, assessment))


def _kind(model: Model, ident: str) -> Any:
    sections = (
        ("organizations", "organization"), ("people", "people"), ("components", "component"), ("systems", "system"),
        ("procedures", "procedure"), ("data", "data"),
    )  # fmt: skip
    return next(kind for section, kind in sections if ident in getattr(model, section))


def _layer(rows: list[ProofRow], layer: str) -> Count:
    inside = [row for row in rows if row.required != "not-required" and (layer == "all" or int(layer) in row.layers)]
    return Count(len(inside), sum(row.stated in _MET for row in inside), sum(row.proven in _MET for row in inside))


def _claims(model: Model) -> tuple[ClaimView, ...]:
    who = next(iter(model.organizations), next(iter(model.elements), "nobody"))
    what = next(iter(model.components), who)
    return (
        claim(1, "Audit body", who, ("CPS.AM-1", "CPS.AC-1", "CPS.RA-1")),
        claim(2, "Test laboratory", what, ("iotssf/before-operation",)),
        claim(3, "Audit body", who, ("CPS.IP-1",), status=mark("bad", "expired 12 days ago", "12日前に失効")),
        claim(4, "Somebody", who, ("CPS.DS-1",), authority=mark("bad", "not accredited", "認定されていない")),
        claim(5, "Audit body", what, ("CPS.CM-1",), status=mark("bad", "withdrawn", "取り下げ済み"),
              log=mark("good", "in the log, 2 witnesses", "ログに登録済み(証人2)")),
    )  # fmt: skip


def _loss(rows: list[ProofRow], number: int) -> Loss:
    lost = tuple(
        LostRow(
            row.id,
            row.organization,
            row.category,
            sum(len(part.elements) for part in row.parts),
            "proven",
            "met",
            "not-stated",
        )
        for row in rows[:number]
    )
    return Loss(lost, (), max((one.category for one in lost), default=0))


def _lapses(claims: tuple[ClaimView, ...], rows: list[ProofRow]) -> tuple[Lapse, ...]:
    if not claims:
        return ()
    first = claims[0]
    ends = Text(en="the claim ends", ja="証跡の有効期限が切れる")
    authority = Text(en="the accreditation of Audit body ends", ja="Audit body の認定が終了する")
    day = NOW.date()
    what = first.element or "x"
    strength = LostStrength(what, 3, "proven", "product", "third-party", "none")
    return (
        Lapse(day + dt.timedelta(days=21), 30, "claim", ends, (first.digest,), (), _loss(rows, 3)),
        Lapse(day + dt.timedelta(days=75), 90, "authority", authority, (claims[-1].digest,), (),
              Loss((), (strength,), 3)),
    )  # fmt: skip


def _dependences(model: Model, claims: tuple[ClaimView, ...], rows: list[ProofRow]) -> tuple[Dependence, ...]:
    found = [
        Dependence("certifier", "https://body.example", Text.of("Audit body"), tuple(one.digest for one in claims[:1]),
                   _loss(rows, 5)),
        *(
            Dependence("claim", one.digest, Text.of(one.id or one.digest), (one.digest,), _loss(rows, 2))
            for one in claims[:2]
        ),
    ]  # fmt: skip
    supplier = next(iter(model.organizations), None)
    if supplier is not None:
        found.append(
            Dependence(
                "supplier", supplier, model.label(supplier), tuple(one.digest for one in claims[:1]), _loss(rows, 1)
            )
        )
    return tuple(found)
