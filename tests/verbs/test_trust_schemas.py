"""What `sanso verify` and `sanso ledger` write fits the schemas that are published for it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema_rs import validator_for
from tests.trust.chain import DAY, START, Chain, verifier

from sanso import verbs
from sanso.cli.show.ledger import ledger_json
from sanso.model.text import Text
from sanso.trust.labels.judging import label_verdict
from sanso.verbs.claim_checks import CheckedFile, Verification
from sanso.verbs.labels import CheckedLabel
from sanso.verbs.ledger import LedgerResult


def verification() -> dict[str, Any]:
    chain, known = Chain(), verifier(START + DAY)
    good = chain.issue()
    pairs = [(good, chain.proof(good)), (good[:-9], None), (chain.issue(chain.claim("customer")), None)]
    checked = [CheckedFile(f"{n}.jwt", verdict) for n, verdict in enumerate(known.verdicts(pairs))]
    label = CheckedLabel(label_verdict("A" * 40, known))
    files = (*checked, CheckedFile("l", label.judged.verdict, label))
    return json.loads(json.dumps(Verification(known.now, known.trusted, True, files).record()))  # type: ignore[no-any-return]


def test_what_verify_writes() -> None:
    fits, made = validator_for(verbs.schema("verify")), verification()
    fits.validate(made)
    fits.validate({**made, "trust_list": None})
    assert [one["fine"] for one in made["files"]] == [True, False, False, False]


@pytest.mark.parametrize(
    "place", [("files",), ("files", 0, "verdict"), ("files", 0, "verdict", "log", "code"), ("at",)]
)
def test_another_verification_does_not_fit(place: tuple[str | int, ...]) -> None:
    made: Any = verification()
    here = made
    for step in place[:-1]:
        here = here[step]
    here[place[-1]] = 7
    assert not validator_for(verbs.schema("verify")).is_valid(made)
    del here[place[-1]]
    assert not validator_for(verbs.schema("verify")).is_valid(made)


@pytest.mark.parametrize("output", [b"log.example\n1\n", b"\xd2\x84\xff"])
def test_what_ledger_writes(output: bytes) -> None:
    fits = validator_for(verbs.schema("ledger"))
    problem = Text(en="damage", ja="破損")
    found = LedgerResult("audit", "log.example", "k", 3, False, (1,), "", {"claim": 3}, 1, (problem,), "", output)
    made = json.loads(ledger_json(found))
    fits.validate(made)
    assert not fits.is_valid({**made, "action": "burn"})
    assert not fits.is_valid({**made, "more": 1})
