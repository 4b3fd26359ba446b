"""Claims with verdicts as a verifier gives them, without any signature: what a proof is made from."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from sanso.analysis.proof.shown import Judged
from sanso.model.answers import Basis
from sanso.model.process import Model
from sanso.trust.claims.claim import Answer, Claim, SchemeLevel, Subject, SubjectKind
from sanso.trust.verdicts.verdict import Mark, Verdict
from sanso.trust.verdicts.verifying import Verifier

from ..build import DAY
from ..models import BASES, REQUIREMENTS

NOW = dt.datetime(DAY.year, DAY.month, DAY.day, 23, 59, 59, tzinfo=dt.UTC)
START = NOW - dt.timedelta(days=30)
END = NOW + dt.timedelta(days=365)
VERIFIER = Verifier(NOW)
PERSPECTIVES = ("before-operation", "in-operation", "operators", "social-support")

_KINDS: dict[str, SubjectKind] = {
    "organizations": "organization",
    "people": "person",
    "products": "device-type",
    "components": "device-type",
    "systems": "system",
    "data": "data-set",
    "connections": "flow",
}


def subject_of(model: Model, place: str) -> Subject:
    """Return the subject of a claim about a thing of the model."""
    kind = next(kind for section, kind in _KINDS.items() if place in getattr(model, section))
    return Subject(kind, f"role:{place}" if kind == "person" else place)


def places_of(model: Model) -> list[str]:
    """Return everything that a claim may be about."""
    return [place for section in _KINDS for place in getattr(model, section)]


def judged(
    model: Model,
    place: str,
    *answers: Answer,
    basis: Basis | None = "third-party",
    by: str = "tuv",
    name: str = "",
    hidden: int = 0,
    **changes: Any,
) -> Judged:
    """Return a claim that counts as *basis*; None: it does not count."""
    ident = name or f"{place}-{by}-{'-'.join(f'{a.item}.{a.result}.{a.level}' for a in answers)}-{basis}"
    made: dict[str, Any] = {
        "id": f"urn:claim:{ident}",
        "issuer": by,
        "subject": subject_of(model, place),
        "answers": answers,
        "issued": START,
        "valid_from": START,
        "valid_until": END,
        "scheme": SchemeLevel("cpsf", "1.0"),
    }
    claim = Claim(**made | changes)
    digest = "sha-256:" + hashlib.sha256(ident.encode()).hexdigest()
    status = Mark.of("valid", age=dt.timedelta()) if basis is not None else Mark.of("expired", until="then")
    log = Mark.of("log-absent")
    signed, may = Mark.of("signed", issuer=by), Mark.of("accredited", issuer=by, basis=str(basis))
    verdict = Verdict(signed, may, status, log, claim, basis, basis is not None, digest, hidden)
    return Judged(f"claims/{ident}.jwt", verdict)


def met(item: str, level: str = "advanced") -> Answer:
    """Return the answer that a requirement is met."""
    return Answer(item if item.startswith(("CPS.", "iotssf/", "jp.")) else f"CPS.{item}", "met", level)


@st.composite
def evidence(draw: st.DrawFn, model: Model, most: int = 6) -> Sequence[Judged]:
    """Draw claims about the things of *model*, some of which do not count."""
    places = places_of(model)
    stated = [requirement for answers in model.measures.values() for requirement in answers]
    items = sorted({*stated, *REQUIREMENTS})
    found = {}
    for _ in range(draw(st.integers(0, most))):
        answers = [
            Answer(item, draw(st.sampled_from(("met", "met", "met", "partial", "none", "not-applicable"))),
                   draw(st.sampled_from(("", "basic", "advanced", "high-advanced"))))
            for item in draw(st.lists(st.sampled_from(items), min_size=1, max_size=4, unique=True))
        ]  # fmt: skip
        answers += [Answer(f"iotssf/{one}", "met") for one in draw(st.sets(st.sampled_from(PERSPECTIVES), max_size=2))]
        basis: Basis | None = draw(st.sampled_from((*BASES, None)))  # type: ignore[arg-type]
        one = judged(model, draw(st.sampled_from(places)), *answers, basis=basis, by=draw(st.sampled_from("ab")))
        found[one.verdict.digest] = one
    return list(found.values())
