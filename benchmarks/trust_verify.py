"""Measure the verification of claims beside the bare signature of the crypto library, per CPU second on one core.

Budget: a claim with few fields is verified at 80 % or more of the rate at which the library verifies its signature
alone; a dossier of 10,000 claims takes at most 3 s. Both sides are measured in turns in one process, so that other
work on the machine weighs on both; the ratio is the median of the rounds. The budget is for claims with nothing
hidden, read in groups; the table also shows claims with one hidden member, and claims taken one by one.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

from sanso.envelope.keys import Algorithm, SoftKey, new_key, sequence_of
from sanso.envelope.sd_jwt import SdJwt, issue

LEAST_RATIO = 0.8
DOSSIER = 10_000
GROUP = 1024
"""Claims that are read before they are verified: the two do not push each other out of the processor's caches."""
BUDGET_SECONDS = 3.0


def claim(number: int) -> dict[str, Any]:
    """Return a claim with few fields."""
    return {
        "iss": "https://tuv.example/keys",
        "iat": 1_790_000_000,
        "exp": 1_821_536_000,
        "type": ["VerifiableCredential", "SansoClaim"],
        "credentialSubject": {"id": f"urn:sanso:onboard:{number}", "requirement": "CPS.DS-10", "result": "met"},
    }


def tokens(key: SoftKey, count: int, *, hidden: bool = False) -> list[str]:
    """Return signed claims; with *hidden*, the result can be shown or hidden."""
    salts = (number.to_bytes(16) for number in range(count))
    places = [("credentialSubject", "result")] if hidden else []
    return [issue(claim(n), places, key, salts.__next__) for n in range(count)]


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


def compare(algorithm: Algorithm, count: int, rounds: int, *, hidden: bool) -> tuple[float, float, float, float]:
    """Return the bare rate, that of whole claims, and the medians of their ratio: in groups, and one by one."""
    key = new_key(algorithm)
    texts = tokens(key, count, hidden=hidden)
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
    print(f"{'algorithm':<10}{'result':<8}{'bare/s':>9}{'claims/s':>10}{'ratio':>7}{'one by one':>12}{'dossier s':>11}")
    for algorithm, hidden in itertools.product(algorithms, (False, True)):
        alone, claims, ratio, single = compare(algorithm, options.count, options.rounds, hidden=hidden)
        key = new_key(algorithm)
        took = seconds(whole(key, tokens(key, DOSSIER, hidden=hidden), GROUP))
        kind = "hidden" if hidden else "open"
        rates = f"{alone:>9,.0f}{claims:>10,.0f}{ratio:>7.2f}{single:>12.2f}"
        print(f"{algorithm:<10}{kind:<8}{rates}{took:>11.2f}", flush=True)
        missed = missed or took > BUDGET_SECONDS or (ratio < LEAST_RATIO and not hidden)
    return 1 if missed and options.check else 0


if __name__ == "__main__":
    sys.exit(main())
