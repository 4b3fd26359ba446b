"""Foreign bytes: whatever comes in, a verdict or one clear refusal comes out."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.trust.chain import MAKER_ES256, PINS, START, Chain, first_list, key, sealed, status, verifier

from sanso.envelope.jws import sign_compact
from sanso.envelope.malformed import Malformed
from sanso.trust.chain.relays import Relay, relay, verify_relay
from sanso.trust.claims.presentations import items_shown, open_claim, present
from sanso.trust.claims.statements import EVIDENCE, read_statement
from sanso.trust.lists.status_list import read_status
from sanso.trust.lists.trust_list import TrustedList

CHAIN = Chain()
TEXT = CHAIN.issue()
PROOF = CHAIN.proof(TEXT)
KNOWN = verifier()
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["@context", "type", "issuer", "iat", "credentialSubject", "answers", "evidence", "_sd", "...", "item"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)
NOISE = (
    st.text()
    | st.text(st.characters(codec=None), max_size=40)
    | st.builds(
        lambda at, put, cut: TEXT[:at] + put + TEXT[at + cut :],
        st.integers(0, len(TEXT)),
        st.text("~._-aA0\ud800é", max_size=4),
        st.integers(0, 40),
    )
)
BYTES = st.binary(max_size=200) | st.builds(
    lambda at, put, cut: PROOF[:at] + put + PROOF[at + cut :],
    st.integers(0, len(PROOF)),
    st.binary(max_size=4),
    st.integers(0, 40),
)


@given(NOISE, st.none() | BYTES)
@settings(deadline=None, max_examples=200)
def test_a_verdict_never_fails_and_never_counts_what_was_changed(text: str, proof: bytes | None) -> None:
    found = KNOWN.verdict(text, proof)
    assert not found.counts or (text, proof) == (TEXT, PROOF)
    assert all(mark.text.ja for mark in found.marks)


@given(JSON)
@settings(deadline=None, max_examples=200)
def test_a_signed_record_of_any_kind_is_judged(value: object) -> None:
    token = sign_compact(json.dumps(value).encode(), key("tuv"), typ="vc+sd-jwt") + "~"
    assert not KNOWN.verdict(token).counts
    with contextlib.suppress(Malformed):
        open_claim(token, key("tuv").public)
    with contextlib.suppress(Malformed):
        items_shown(token)
    with contextlib.suppress(Malformed):
        present(token, ["a"])


NOTE = relay(TEXT, Relay("maker", "operator", START), [MAKER_ES256])
PARSERS: dict[str, tuple[bytes, Callable[[bytes], object]]] = {
    "trust list": (sealed(first_list()), lambda raw: TrustedList.pinned(raw, PINS)),
    "status list": (status().encode(), lambda raw: read_status(raw.decode("latin-1"))),
    "relay": (NOTE, lambda raw: verify_relay(KNOWN, raw, TEXT)),
    "statement": (NOTE, lambda raw: read_statement(raw, [MAKER_ES256.public], EVIDENCE)),
    "checkpoint": (PROOF, KNOWN.with_checkpoint),
}


@pytest.mark.parametrize("name", PARSERS)
def test_every_cut_is_refused(name: str) -> None:
    raw, parse = PARSERS[name]
    for end in range(0, len(raw), 97):
        with pytest.raises(Malformed):
            parse(raw[:end])


@given(st.sampled_from(sorted(PARSERS)), st.integers(0, 2000), st.binary(max_size=6), st.integers(0, 60))
@settings(deadline=None, max_examples=200)
def test_nothing_but_malformed_comes_out_of_a_parser(name: str, at: int, put: bytes, cut: int) -> None:
    raw, parse = PARSERS[name]
    with contextlib.suppress(Malformed):
        parse(raw[:at] + put + raw[at + cut :])
