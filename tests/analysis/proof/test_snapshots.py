"""What the evidence of the example proves on the last day of its story, compared with what is stored.

When the example or a rule has changed on purpose, look at the difference, then renew the stored file with
``SANSO_RENEW_SNAPSHOTS=1 pytest tests/analysis/proof/test_snapshots.py``.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from collections import Counter
from dataclasses import asdict
from importlib.resources import as_file
from importlib.resources import files as resources
from pathlib import Path
from typing import Any

from sanso.analysis.assessing import work
from sanso.analysis.proof.result import Loss, Proof
from sanso.catalogue.strength import parts_of_demand
from sanso.examples import evidence
from sanso.model.loading import load
from sanso.verbs.evidence import Evidence, end_of, prove_working

from ..build import catalogue

DAY = dt.date(2026, 11, 20)
STORED = Path(__file__).parent.parent / "snapshots" / "proof" / "bus-operation.json"


def _proof() -> Proof:
    with as_file(resources("sanso.examples") / "bus-operation") as folder:
        loaded = load(folder / "bus-operation.yaml", catalogue().vocabulary())
    stated = work(loaded.require(), catalogue(), at=DAY)
    given = Evidence(evidence("bus-operation"))
    proof = prove_working(stated, given, now=end_of(DAY), digest=loaded.digest).assessment.proof
    assert proof is not None
    return proof


def _loss(loss: Loss) -> str:
    return f"{len(loss.rows)} rows, {len(loss.strengths)} strengths, category {loss.category}"


def _reduced(proof: Proof) -> dict[str, Any]:
    weaker = {
        gap.subject: ", ".join(
            f"{part} {getattr(gap.proven, part)} of {getattr(gap.stated, part)}"
            for part in parts_of_demand()
            if getattr(gap.stated, part) != getattr(gap.proven, part)
        )
        for gap in proof.subjects
        if gap.stated is not None and gap.required
    }
    proven = Counter(
        f"{row.organization}: {row.proven}, {row.basis or 'no basis'}"
        for row in proof.requirements
        if row.required != "not-required"
    )
    return {
        "layers": {layer.layer: asdict(layer.requirements) for layer in proof.layers},
        "rows": dict(sorted(proven.items())),
        "weaker than stated": {subject: words for subject, words in weaker.items() if words},
        "claims": {
            claim.file: " ".join(mark.code for mark in claim.marks)
            + (f" as {claim.basis}" if claim.counts else " does not count")
            for claim in sorted(proof.claims, key=lambda claim: claim.file)
        },
        "lapses": [
            f"{lapse.day} {lapse.cause} {', '.join(lapse.things)}: {_loss(lapse.loss)}" for lapse in proof.lapses
        ],
        "dependences": {f"{one.kind} {one.name.show('en')}": _loss(one.loss) for one in proof.dependences},
        "diagnostics": dict(sorted(Counter(one.code for one in proof.diagnostics).items())),
    }


def test_the_example_proves_what_is_stored() -> None:
    found = _reduced(_proof())
    if os.environ.get("SANSO_RENEW_SNAPSHOTS"):
        STORED.parent.mkdir(exist_ok=True)
        STORED.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert found == json.loads(STORED.read_text(encoding="utf-8"))
