"""Measure the verification of claims beside the bare signature of the crypto library, per CPU second on one core.

Budget: a claim with few fields is verified at 80 % or more of the rate at which the library verifies its signature
alone; a dossier of 10,000 claims takes at most 3 s. Both sides are measured in turns in one process, so that other
work on the machine weighs on both; the ratio is the median of the rounds. The claims are as `sanso claim sign` writes
them. The budget is for claims with one answer, read in groups; the table also shows dossiers with two answers, each of
which can be hidden, and claims taken one by one.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import itertools
import statistics
import sys
import time
import uuid
from collections.abc import Callable

from sanso.envelope.keys import Algorithm, SoftKey, new_key, sequence_of
from sanso.envelope.sd_jwt import SdJwt
from sanso.trust.claims.claim import Answer, Claim, SchemeLevel, StatusPointer, Subject
from sanso.trust.claims.credential import sign_claim

LEAST_RATIO = 0.8
DOSSIER = 10_000
GROUP = 64
"""Claims that are read before they are verified, as the verifier does it."""
START = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
BUDGET_SECONDS = 3.0


def claim(number: int, answers: int) -> Claim:
    """Return a claim with so many answers, as `sanso claim new` drafts it."""
    pointer = StatusPointer("revocation", "https://registry.example/status/withdrawn", number)
    return Claim(
        id=uuid.UUID(int=number * 0x9E3779B97F4A7C15F39CC0605CEDC835 % 2**128, version=4).urn,
        issuer="lab",
        subject=Subject("device-type", "onboard"),
        answers=tuple(Answer(f"CPS.DS-{place}", "met", "advanced") for place in range(1, answers + 1)),
        issued=START,
        valid_from=START,
        valid_until=START + dt.timedelta(days=365),
        scheme=SchemeLevel("cpsf", "1.0"),
        status=(pointer,),
    )


def tokens(key: SoftKey, count: int, answers: int) -> list[str]:
    """Return signed claims as `sanso claim sign` writes them: with several answers, each can be shown or hidden."""
    salts = (number.to_bytes(16) for number in itertools.count())
    return [sign_claim(claim(number, answers), key, salts.__next__) for number in range(count)]


def bare(key: SoftKey, texts: list[str]) -> Callable[[], None]:
    """Return what verifies the signatures alone, all taken apart beforehand."""
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519
    from cryptography.hazmat.primitives.hashes import SHA256

    public = key.private.public_key()
    jws = [SdJwt.read(text).jws for text in texts]
    if isinstance(public, ed25519.Ed25519PublicKey):
        pairs = [(one.signature, one.message) for one in jws]

        def verify() -> None:
            for signature, message in pairs:
                public.verify(signature, message)

        return verify
    sequences = [(sequence_of(one.signature), one.message) for one in jws]
    scheme = ec.ECDSA(SHA256())

    def verify_pair() -> None:
        for signature, message in sequences:
            public.verify(signature, message, scheme)

    return verify_pair


def whole(key: SoftKey, texts: list[str], group: int) -> Callable[[], None]:
    """Return what reads and verifies the claims from their texts, a group at a time."""
    public = key.public

    def verify() -> None:
        for start in range(0, len(texts), group):
            for read in [SdJwt.read(text) for text in texts[start : start + group]]:
                read.verified(public)

    return verify


def seconds(work: Callable[[], None]) -> float:
    """Return the CPU seconds that *work* takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def compare(algorithm: Algorithm, count: int, rounds: int, answers: int) -> tuple[float, float, float, float]:
    """Return the bare rate, that of whole claims, and the medians of their ratio: in groups, and one by one."""
    key = new_key(algorithm)
    texts = tokens(key, count, answers)
    works = (bare(key, texts), whole(key, texts, GROUP), whole(key, texts, 1))
    for work in works:
        work()
    took = [tuple(seconds(work) for work in works) for _ in range(rounds)]
    alone, groups = (count / min(column) for column in list(zip(*took, strict=True))[:2])
    ratios = (statistics.median(row[0] / row[which] for row in took) for which in (1, 2))
    return alone, groups, *ratios


def main() -> int:
    """Print the table of figures; return 1 where a budget is exceeded and ``--check`` is given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=61)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    gc.freeze()
    missed = False
    algorithms: tuple[Algorithm, ...] = ("ES256", "Ed25519")
    print(
        f"{'algorithm':<10}{'answers':<8}{'bare/s':>9}{'claims/s':>10}{'ratio':>7}{'one by one':>12}{'dossier s':>11}"
    )
    for algorithm, answers in itertools.product(algorithms, (1, 2)):
        alone, claims, ratio, single = compare(algorithm, options.count, options.rounds, answers)
        key = new_key(algorithm)
        took = seconds(whole(key, tokens(key, DOSSIER, answers), GROUP))
        rates = f"{alone:>9,.0f}{claims:>10,.0f}{ratio:>7.2f}{single:>12.2f}"
        print(f"{algorithm:<10}{answers:<8}{rates}{took:>11.2f}", flush=True)
        missed = missed or took > BUDGET_SECONDS or (ratio < LEAST_RATIO and answers == 1)
    return 1 if missed and options.check else 0


if __name__ == "__main__":
    sys.exit(main())
