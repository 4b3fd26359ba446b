"""Every single bit of what is signed: one flip, and nothing is accepted any more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from tests.trust.chain import DAY, LOG, PINS, ROOTS, START, Chain, first_list, key, sealed, status, verifier

from sanso.envelope.checkpoints import Checkpoint, sign_checkpoint
from sanso.envelope.malformed import Malformed
from sanso.trust.chain.relays import Relay, relay, verify_relay
from sanso.trust.claims.presentations import present
from sanso.trust.lists.trust_list import TrustedList

CHAIN = Chain()
TEXT = CHAIN.issue()
DOSSIER = CHAIN.issue(CHAIN.claim("maker", ["CPS.AC-1", "CPS.DS-10", "CPS.DS-11"]))
PRESENTATION = present(DOSSIER, ["CPS.DS-10"])
PROOF = CHAIN.proof(TEXT)
NOTE = Relay("maker", "operator", START)
FIRST, SECOND = first_list(), replace(first_list(), version=2)


def claim(raw: bytes) -> bool:
    return verifier_now.verdict(raw.decode("latin-1"), PROOF).counts


def presentation(raw: bytes) -> bool:
    return wanting.verdict(raw.decode("latin-1")).counts


def proof(raw: bytes) -> bool:
    return verifier_now.verdict(TEXT, raw).counts


def first_version(raw: bytes) -> bool:
    return taken(lambda: TrustedList.pinned(raw, PINS))


def next_version(raw: bytes) -> bool:
    return taken(lambda: verifier_now.with_list(raw))


def status_list(raw: bytes) -> bool:
    return taken(lambda: verifier_now.with_status(raw.decode("latin-1")))


def checkpoint(raw: bytes) -> bool:
    return taken(lambda: verifier_now.with_checkpoint(raw))


def relayed(raw: bytes) -> bool:
    return taken(lambda: verify_relay(wanting, raw, PRESENTATION))


def taken(take: Callable[[], object]) -> bool:
    try:
        take()
    except Malformed:
        return False
    return True


verifier_now = verifier()
wanting = verifier(required=False)
THINGS: dict[str, tuple[bytes, Callable[[bytes], bool]]] = {
    "claim": (TEXT.encode(), claim),
    "presentation": (PRESENTATION.encode(), presentation),
    "proof": (PROOF, proof),
    "first list": (sealed(FIRST), first_version),
    "next list": (sealed(SECOND), next_version),
    "status": (status(places=[3], time=START + DAY).encode(), status_list),
    "checkpoint": (sign_checkpoint(Checkpoint(LOG.name, 5, bytes(32)), key("log")).raw, checkpoint),
    "relay": (relay(PRESENTATION, NOTE, [key("maker", "ES256")]), relayed),
}


def flipped(raw: bytes, step: int) -> Iterator[tuple[int, bytes]]:
    for bit in range(0, len(raw) * 8, step):
        place, mask = bit >> 3, 1 << (bit & 7)
        yield bit, raw[:place] + bytes([raw[place] ^ mask]) + raw[place + 1 :]


@pytest.mark.parametrize("name", THINGS)
def test_what_was_not_touched_is_accepted(name: str) -> None:
    raw, accepts = THINGS[name]
    assert accepts(raw)


@pytest.mark.parametrize("name", THINGS)
def test_some_flipped_bits(name: str) -> None:
    raw, accepts = THINGS[name]
    assert [bit for bit, changed in flipped(raw, 61) if accepts(changed)] == []


@pytest.mark.long
@pytest.mark.parametrize("name", THINGS)
def test_every_flipped_bit(name: str) -> None:
    raw, accepts = THINGS[name]
    assert [bit for bit, changed in flipped(raw, 1) if accepts(changed)] == []


def test_one_signer_less_than_the_threshold() -> None:
    assert not first_version(sealed(FIRST, ROOTS[:1]))
    assert not next_version(sealed(SECOND, ROOTS[2:]))
