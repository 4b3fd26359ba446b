"""Labels: written in one way, read strictly, judged by the rules of claims; no flipped bit passes."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import operator

import cbor2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanso.envelope.keys import Algorithm, SoftKey
from sanso.envelope.malformed import Malformed, WrongSignature
from sanso.model.text import Text
from sanso.trust.claims.claim import Answer, Claim, SchemeLevel, StatusPointer, Subject
from sanso.trust.labels.judging import label_verdict
from sanso.trust.labels.label import LARGEST, Label, code_bytes, label_code, label_of, read_label, sign_label
from sanso.trust.lists.authorities import Accreditation, Issuer, IssuerKey, Scheme
from sanso.trust.lists.status_list import StatusList, bits_of, sign_status
from sanso.trust.lists.trust_list import Pins, Root, TrustList, seal_list
from sanso.trust.verdicts.policy import Policy
from sanso.trust.verdicts.verifying import Verifier

KEYS = {
    "ES256": SoftKey.from_secret("ES256", bytes(31) + b"\1"),
    "Ed25519": SoftKey.from_secret("Ed25519", bytes(32)),
}
KEY, OTHER, ROOT, KEEPER = (SoftKey.from_secret("Ed25519", bytes([n]) * 32) for n in range(4))
DAY = dt.date(2026, 11, 1)
START = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
LIST = "https://status.example/1"
LABEL = Label(
    "KD-17",
    "kita",
    "device-type",
    "nw-310",
    Text(en="Network camera", ja="ネットワークカメラ"),
    SchemeLevel("jp.jc-star", "S1.1", "1"),
    DAY,
    DAY,
    dt.date(2027, 10, 31),
    "NW-310",
    "self-declaration",
    (StatusPointer("revocation", LIST, 5), StatusPointer("suspension", LIST + "s", 6)),
    "sha-256:" + 64 * "a",
)


def code(label: Label = LABEL, key: SoftKey = KEY) -> str:
    return label_code(sign_label(label, key).raw)


def issuer(key: SoftKey = KEY, *accreditations: Accreditation, since: dt.date = DAY) -> Issuer:
    return Issuer("kita", "Kita Denki", {key.public.thumbprint: IssuerKey(key.public, since)}, accreditations)


def verifier(
    *issuers: Issuer, at: dt.datetime = START, bits: tuple[int, ...] = (), holds: tuple[int, ...] = ()
) -> Verifier:
    listed = TrustList(
        1,
        START,
        START + dt.timedelta(days=3650),
        Root((ROOT.public,), 1),
        (*issuers, Issuer("keeper", "Keeper", {KEEPER.public.thumbprint: IssuerKey(KEEPER.public, DAY)})),
        (Scheme("jp.jc-star", "S1.1", {"1": "self-declaration", "3": "third-party"}),),
        status_lists={LIST: "keeper", LIST + "s": "keeper"},
    )
    made = Verifier.start(seal_list(listed, [ROOT]), Pins(frozenset({ROOT.public.thumbprint}), 1), at)
    until = START + dt.timedelta(days=3000)
    withdrawn = StatusList(LIST, "keeper", "revocation", START, until, bits_of(bits))
    suspended = StatusList(LIST + "s", "keeper", "suspension", START, until, bits_of(holds))
    return made.with_status(sign_status(withdrawn, KEEPER)).with_status(sign_status(suspended, KEEPER))


def codes(text: str, made: Verifier, makers: tuple[str, ...] = ("kita",)) -> tuple[str, ...]:
    return tuple(mark.code for mark in label_verdict(text, made, makers=makers).verdict.marks)


@pytest.mark.parametrize("algorithm", KEYS)
def test_round_trip(algorithm: Algorithm) -> None:
    key = KEYS[algorithm]
    signed = sign_label(LABEL, key)
    assert read_label(code_bytes(label_code(signed.raw))) == signed
    assert signed.verified(key.public) == LABEL
    for other in {*KEYS.values(), OTHER} - {key}:
        with pytest.raises(WrongSignature):
            signed.verified(other.public)


@pytest.mark.parametrize(
    "change",
    [
        {"model_number": ""},
        {"basis_stated": None},
        {"status": ()},
        {"claim": ""},
        {"valid_from": dt.date(2026, 12, 1)},
        {"name": Text.of("GPS-7")},
        {"scheme": SchemeLevel("iot-ssf", "1.0", "category-3")},
        {"scheme": SchemeLevel("iso.27402", "2023")},
    ],
)
def test_parts_may_be_left_out(change: dict[str, object]) -> None:
    label = dataclasses.replace(LABEL, **change)  # type: ignore[arg-type]
    assert read_label(sign_label(label, KEY).raw).verified(KEY.public) == label


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "person"},
        {"number": "two words"},
        {"number": "n" * 41},
        {"issuer": ""},
        {"subject": "a\u202eb"},
        {"name": Text.of("two\nlines")},
        {"valid_from": dt.date(2026, 10, 31)},
        {"valid_until": dt.date(2026, 10, 31)},
        {"valid_until": dt.date(2037, 10, 31)},
        {"issued": dt.date(1969, 12, 31)},
        {"claim": "sha-256:abcd"},
        {"status": (StatusPointer("revocation", LIST, 5), StatusPointer("revocation", LIST, 6))},
        {"status": (StatusPointer("revocation", LIST, -1),)},
        {"model_number": "x" * 121},
    ],
)
def test_labels_that_are_not_written(change: dict[str, object]) -> None:
    with pytest.raises(Malformed):
        sign_label(dataclasses.replace(LABEL, **change), KEY)  # type: ignore[arg-type]


def test_it_is_a_signature_as_cose_has_it() -> None:
    raw = sign_label(LABEL, KEYS["ES256"]).raw
    protected, unprotected, payload, signature = cbor2.loads(raw).value
    message = cbor2.dumps(["Signature1", protected, b"sanso-label/1", payload])
    assert (unprotected, cbor2.loads(protected)[1]) == ({}, -7)
    assert KEYS["ES256"].public.verifies(signature, message)
    assert not KEYS["ES256"].public.verifies(signature, cbor2.dumps(["Signature1", protected, b"", payload]))


@pytest.mark.parametrize("algorithm", KEYS)
def test_no_flipped_bit_of_the_bytes_is_accepted(algorithm: Algorithm) -> None:
    raw, public = sign_label(LABEL, KEYS[algorithm]).raw, KEYS[algorithm].public
    for place in range(8 * len(raw)):
        flipped = bytearray(raw)
        flipped[place >> 3] ^= 1 << (place & 7)
        with pytest.raises(Malformed):
            read_label(bytes(flipped)).verified(public)


def test_no_flipped_bit_of_the_code_counts() -> None:
    made, text = verifier(issuer()), code().encode()
    assert label_verdict(text.decode(), made, makers=["kita"]).verdict.counts
    for place in range(8 * len(text)):
        flipped = bytearray(text)
        flipped[place >> 3] ^= 1 << (place & 7)
        judged = label_verdict(flipped.decode("latin-1"), made, makers=["kita"])
        assert judged.label is None
        assert not judged.verdict.counts


@pytest.mark.parametrize("cut", [0, 1, 7, 8, 100, -1])
def test_what_is_cut_off_is_refused(cut: int) -> None:
    with pytest.raises(Malformed):
        read_label(code_bytes(code()[:cut]))


def test_another_way_to_write_the_same_is_refused() -> None:
    raw = sign_label(LABEL, KEY).raw
    tag = cbor2.loads(raw)
    protected, _, payload, signature = tag.value
    members = cbor2.loads(payload)
    for other in (
        [protected, {4: b"x"}, payload, signature],
        [protected, {}, cbor2.dumps(dict(reversed(members.items()))), signature],
        [protected, {}, cbor2.dumps(members | {99: 1}), signature],
        [protected, {}, cbor2.dumps(members | {3: True}), signature],
        [protected, {}, cbor2.dumps(members | {10: float(members[10])}), signature],
        [cbor2.dumps(cbor2.loads(protected) | {2: [99]}), {}, payload, signature],
        [protected, {}, payload],
    ):
        with pytest.raises(Malformed):
            read_label(cbor2.dumps(cbor2.CBORTag(18, other)))
    with pytest.raises(Malformed):
        read_label(raw + b"\0")
    with pytest.raises(Malformed):
        read_label(cbor2.dumps(tag.value))


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.binary(max_size=40) | st.text(max_size=10) | st.floats(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.integers(0, 16), inner, max_size=16),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=LARGEST) | VALUES.map(cbor2.dumps) | VALUES.map(lambda one: cbor2.dumps(cbor2.CBORTag(18, one)))
)
def test_nothing_but_a_refusal_comes_of_foreign_bytes(raw: bytes) -> None:
    with pytest.raises(Malformed):
        read_label(raw)


@settings(max_examples=150, deadline=None)
@given(st.integers(1, 15), VALUES)
def test_members_of_any_other_kind_are_refused_or_kept(key: int, value: object) -> None:
    protected, _, payload, signature = cbor2.loads(sign_label(LABEL, KEY).raw).value
    members = cbor2.loads(payload)
    changed = cbor2.dumps(members | {key: value})
    try:
        found = read_label(cbor2.dumps(cbor2.CBORTag(18, [protected, {}, changed, signature])))
    except Malformed:
        return
    assert cbor2.loads(found.raw).value[2] == changed


@pytest.mark.parametrize("depth", [200, 590])
@pytest.mark.parametrize("start", [b"\x81", b"\xd2", b"\xa1\x01", b"\x9f", b"\xd8\x1c"])
def test_deep_bytes_are_refused(start: bytes, depth: int) -> None:
    with pytest.raises(Malformed):
        read_label((start * depth)[:LARGEST])


@pytest.mark.parametrize(
    ("label", "made", "makers", "found"),
    [
        (LABEL, verifier(issuer()), ("kita",), ("signed", "own-statement", "valid", "log-absent")),
        (LABEL, verifier(issuer()), (), ("signed", "no-authority", "valid", "log-absent")),
        (LABEL, verifier(), (), ("unchecked", "unknown-issuer", "not-looked-at", "log-absent")),
        (LABEL, Verifier(START), (), ("no-list", "not-looked-at", "not-looked-at", "log-absent")),
        (LABEL, verifier(issuer(OTHER)), (), ("unknown-key", "not-looked-at", "not-looked-at", "log-absent")),
        (
            LABEL,
            verifier(issuer(since=dt.date(2026, 11, 2))),
            (),
            ("key-not-valid", "not-looked-at", "not-looked-at", "log-absent"),
        ),
        (LABEL, verifier(issuer(), bits=(5,)), ("kita",), ("signed", "own-statement", "withdrawn", "log-absent")),
        (LABEL, verifier(issuer(), bits=(6,)), ("kita",), ("signed", "own-statement", "valid", "log-absent")),
        (LABEL, verifier(issuer(), holds=(6,)), ("kita",), ("signed", "own-statement", "suspended", "log-absent")),
        (
            dataclasses.replace(LABEL, basis_stated="third-party"),
            verifier(issuer()),
            ("kita",),
            ("signed", "label-overstated", "valid", "log-absent"),
        ),
        (
            dataclasses.replace(LABEL, status=()),
            verifier(issuer()),
            ("kita",),
            ("signed", "own-statement", "status-none", "log-absent"),
        ),
    ],
)
def test_marks(label: Label, made: Verifier, makers: tuple[str, ...], found: tuple[str, ...]) -> None:
    assert codes(code(label), made, makers) == found


def test_a_label_signed_by_somebody_else_names_the_owner() -> None:
    other = Issuer("minami", "Minami", {OTHER.public.thumbprint: IssuerKey(OTHER.public, DAY)})
    assert codes(code(LABEL, OTHER), verifier(issuer(), other))[0] == "wrong-key"


@pytest.mark.parametrize(
    ("level", "granted", "basis"),
    [
        ("1", "public-certification", "self-declaration"),
        ("3", "public-certification", "third-party"),
        ("3", "self-declaration", "self-declaration"),
        ("4", "third-party", None),
    ],
)
def test_the_lower_of_signer_and_scheme_counts(level: str, granted: str, basis: str | None) -> None:
    label = dataclasses.replace(LABEL, scheme=SchemeLevel("jp.jc-star", "S1.1", level), basis_stated=None)
    made = verifier(issuer(KEY, Accreditation("jp.jc-star", granted)))  # type: ignore[arg-type]
    assert label_verdict(code(label), made).verdict.basis == basis


@pytest.mark.parametrize(
    ("at", "status"),
    [
        (dt.datetime(2027, 10, 31, 23, 59, 59, tzinfo=dt.UTC), "valid"),
        (dt.datetime(2027, 11, 1, tzinfo=dt.UTC), "expired"),
    ],
)
def test_the_last_day_is_included(at: dt.datetime, status: str) -> None:
    made = dataclasses.replace(verifier(issuer(), at=at), policy=Policy(status_age=dt.timedelta(days=4000)))
    assert codes(code(), made)[2] == status


def test_no_mark_turns_good_as_the_clock_moves_on() -> None:
    order = {"good": 2, "unknown": 1, "bad": 0}
    for bits in ((), (5,)):
        made, before = verifier(issuer(), bits=bits), [3, 3, 3, 3]
        for day in range(0, 500, 25):
            marks = label_verdict(code(), made.at(START + dt.timedelta(days=day)), makers=["kita"]).verdict.marks
            now = [order[mark.state] for mark in marks]
            assert all(map(operator.ge, before, now))
            before = now


CLAIM = Claim(
    "urn:claim:1",
    "kita",
    Subject("device-type", "nw-310", "Camera"),
    (Answer("jp.jc-star/S1.1-01", "met"),),
    START,
    START,
    START + dt.timedelta(days=365),
    scheme=SchemeLevel("jp.jc-star", "S1.1", "1"),
    status=LABEL.status,
)


@pytest.mark.parametrize("seconds", [0, 1, 86_399])
def test_a_label_never_outlives_its_claim(seconds: int) -> None:
    claim = dataclasses.replace(CLAIM, valid_until=CLAIM.valid_until + dt.timedelta(seconds=seconds))
    label = label_of(claim, "sha-256:" + hashlib.sha256(b"").hexdigest(), "1", DAY, name=Text.of("Camera"))
    end = dt.datetime.combine(label.valid_until, dt.time(23, 59, 59), dt.UTC)
    assert end <= claim.valid_until < end + dt.timedelta(days=1)
    assert label.status == claim.status


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"scheme": None}, "label-scheme"),
        ({"subject": Subject("person", "role:operator")}, "label-person"),
        ({"valid_until": START + dt.timedelta(hours=3)}, "label-days"),
    ],
)
def test_claims_that_give_no_label(change: dict[str, object], problem: str) -> None:
    claim = dataclasses.replace(CLAIM, **change)  # type: ignore[arg-type]
    with pytest.raises(Malformed) as refused:
        label_of(claim, LABEL.claim, "1", DAY, name=Text.of("Camera"))
    assert refused.value.code == problem
