"""Measure verdicts on a dossier of 10,000 claims, in CPU seconds on one core, the lists read once beforehand.

Every claim is read, its signature, issuer, accreditation and status judged. With ``--logged``, each travels with a
proof from one log of all of them, cosigned by one witness. Budget: 3 s for 10,000 claims, in the best round: other work
on the machine slows a round down and never speeds it up. The median says what the machine gave meanwhile.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import statistics
import sys
import time
from collections.abc import Sequence
from typing import get_args

from sanso.envelope.checkpoints import Checkpoint, sign_checkpoint
from sanso.envelope.cosignatures import cosign
from sanso.envelope.keys import Algorithm, SoftKey, new_key
from sanso.envelope.log_entries import Entry
from sanso.envelope.log_proofs import LogProof
from sanso.envelope.merkle import Leaves, inclusion_proof, root_of
from sanso.envelope.notes import NoteKey
from sanso.trust.claims.claim import Answer, Claim, SchemeLevel, StatusPointer, Subject
from sanso.trust.claims.credential import claim_digest, sign_claim
from sanso.trust.lists.authorities import Accreditation, Issuer, IssuerKey, Scheme
from sanso.trust.lists.status_list import StatusList, bits_of, sign_status
from sanso.trust.lists.trust_list import Pins, Root, TrustList, seal_list
from sanso.trust.verdicts.verifying import Verifier

BUDGET_SECONDS = 3.0
NOW = dt.datetime(2026, 11, 2, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
STATUS = "urn:tuv:withdrawn"
LOG_KEY, WITNESS_KEY, ROOT_KEY = (SoftKey.from_secret("Ed25519", bytes([n]) * 32) for n in (1, 2, 3))


def verifier(key: SoftKey) -> Verifier:
    """Return a verifier that knows one accredited issuer, its status list, a log and a witness."""
    public = key.public
    held = Accreditation("cpsf", "third-party", ("CPS.*",), dt.date(2026, 1, 1))
    issuer = Issuer("tuv", "TUV", {public.thumbprint: IssuerKey(public, dt.date(2026, 1, 1))}, (held,))
    found = TrustList(
        version=1,
        issued=NOW - DAY,
        expires=NOW + 90 * DAY,
        root=Root((ROOT_KEY.public,), 1),
        issuers=(issuer,),
        schemes=(Scheme("cpsf", "1.0", {"*": "third-party"}, dt.date(2019, 4, 18)),),
        logs=(NoteKey("log.example", LOG_KEY.public),),
        witnesses=(NoteKey("witness.example", WITNESS_KEY.public, "cosignature"),),
        quorum=1,
        status_lists={STATUS: "tuv"},
    )
    pins = Pins(frozenset({ROOT_KEY.public.thumbprint}), 1)
    status = StatusList(STATUS, "tuv", "revocation", NOW - DAY, NOW + 9 * DAY, bits_of([]))
    return Verifier.start(seal_list(found, [ROOT_KEY]), pins, NOW).with_status(sign_status(status, key))


def dossier(key: SoftKey, count: int) -> list[str]:
    """Return signed claims of one answer each, ready to be hidden."""
    salts = (number.to_bytes(16) for number in range(count))
    return [
        sign_claim(
            Claim(
                id=f"urn:claim:{n}",
                issuer="tuv",
                subject=Subject("device-type", f"unit-{n}", version="4.1"),
                answers=(Answer("CPS.DS-10", "met", "basic", "all interfaces"),),
                issued=NOW - DAY,
                valid_from=NOW - DAY,
                valid_until=NOW + 300 * DAY,
                scheme=SchemeLevel("cpsf", "1.0", "basic"),
                status=(StatusPointer("revocation", STATUS, n),),
            ),
            key,
            salts.__next__,
        )
        for n in range(count)
    ]


def proofs(texts: Sequence[str]) -> list[bytes]:
    """Return the proof of every claim in one log of all of them."""
    leaves = [Entry("claim", claim_digest(text)).leaf for text in texts]
    tree, size = Leaves(leaves), len(leaves)
    signed = sign_checkpoint(Checkpoint("log.example", size, root_of(leaves)), LOG_KEY).note
    note = cosign(signed, "witness.example", WITNESS_KEY, NOW)
    return [LogProof(n, inclusion_proof(tree, n, size), note).raw for n in range(size)]


def seconds(known: Verifier, pairs: Sequence[tuple[str, bytes | None]]) -> float:
    """Return the CPU seconds for the verdicts on all of *pairs*, each of which has to count."""
    start = time.process_time()
    found = known.verdicts(pairs)
    took = time.process_time() - start
    if not all(one.counts for one in found):
        raise RuntimeError("a claim of the dossier does not count")
    return took


def main() -> int:
    """Print the figures; return 1 where the budget is exceeded and ``--check`` is given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--logged", action="store_true")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    missed = False
    print(f"{'algorithm':<10}{'claims':>8}{'best s':>8}{'median':>8}{'claims/s':>10}")
    for algorithm in get_args(Algorithm):
        key = new_key(algorithm)
        known, texts = verifier(key), dossier(key, options.count)
        pairs = list(zip(texts, proofs(texts) if options.logged else [None] * len(texts), strict=True))
        gc.freeze()
        rounds = [seconds(known, pairs) for _ in range(options.rounds)]
        took = min(rounds)
        middle, rate = statistics.median(rounds), len(pairs) / took
        print(f"{algorithm:<10}{len(pairs):>8,}{took:>8.2f}{middle:>8.2f}{rate:>10,.0f}", flush=True)
        missed = missed or took > BUDGET_SECONDS * options.count / 10_000
    return 1 if missed and options.check else 0


if __name__ == "__main__":
    sys.exit(main())
