"""SD-JWT: the RFC's example, another library's reading, and nothing accepted that was changed."""

from __future__ import annotations

import copy
import hashlib
import itertools
import json
from collections.abc import Callable, Iterator
from typing import Any

import jwcrypto.jwk
import pytest
import sd_jwt.common
import sd_jwt.holder
import sd_jwt.issuer
import sd_jwt.verifier
from hypothesis import given
from hypothesis import strategies as st

from sanso.envelope import base64url
from sanso.envelope.jws import sign_compact
from sanso.envelope.keys import PublicKey, SoftKey
from sanso.envelope.malformed import Malformed, WrongSignature
from sanso.envelope.sd_jwt import Path, SdJwt, issue

KEYS = [SoftKey.from_secret("Ed25519", bytes(range(32))), SoftKey.from_secret("ES256", bytes(range(1, 33)))]
KEY = KEYS[0]
each_key = pytest.mark.parametrize("key", KEYS, ids=lambda key: key.public.algorithm)
RECORD = {
    "iss": "https://tuv.example",
    "exp": 1_821_536_000,
    "subject": {"id": "urn:sanso:onboard", "version": "2.1", "owner": {"name": "山田 花子", "role": "品質保証"}},
    "answers": [{"item": "CPS.DS-10", "result": "met"}, {"item": "CPS.AC-7", "result": "open"}, "free", None],
}
HIDDEN: list[Path] = [
    ("answers", 0),
    ("answers", 1),
    ("answers", 3),
    ("subject", "owner"),
    ("subject", "owner", "name"),
]


def salts(start: int = 0) -> Callable[[], bytes]:
    return (hashlib.sha256(b"%d" % number).digest()[:16] for number in itertools.count(start)).__next__


FULL = issue(RECORD, HIDDEN, KEY, salts())


def of(payload: object, *disclosures: object, key: SoftKey = KEY) -> str:
    """Return a record made by hand."""
    parts = [base64url.encode(json.dumps(one).encode()) if not isinstance(one, str) else one for one in disclosures]
    return "~".join([sign_compact(json.dumps(payload).encode(), key, typ="vc+sd-jwt"), *parts, ""])


def digest(disclosure: object) -> str:
    text = base64url.encode(json.dumps(disclosure).encode())
    return base64url.encode(hashlib.sha256(text.encode()).digest())


# RFC 9901 §5.1, with the issuer's key of appendix A.5

RFC_KEY = PublicKey.from_jwk(
    {
        "kty": "EC",
        "crv": "P-256",
        "x": "b28d4MwZMjw8-00CG4xfnn9SLMVMM19SlqZpVb_uNtQ",
        "y": "Xv5zWwuoaTgdS6hV43yI6gBwTnjukmFQQnJ_kCxzqk8",
    }
)
RFC_TOKEN = (
    "eyJhbGciOiAiRVMyNTYiLCAidHlwIjogImV4YW1wbGUrc2Qtand0In0."
    "eyJfc2QiOiBbIkNyUWU3UzVrcUJBSHQtbk1ZWGdjNmJkdDJTSDVhVFkxc1VfTS1QZ2tq"
    "UEkiLCAiSnpZakg0c3ZsaUgwUjNQeUVNZmVadTZKdDY5dTVxZWhabzdGN0VQWWxTRSIs"
    "ICJQb3JGYnBLdVZ1Nnh5bUphZ3ZrRnNGWEFiUm9jMkpHbEFVQTJCQTRvN2NJIiwgIlRH"
    "ZjRvTGJnd2Q1SlFhSHlLVlFaVTlVZEdFMHc1cnREc3JaemZVYW9tTG8iLCAiWFFfM2tQ"
    "S3QxWHlYN0tBTmtxVlI2eVoyVmE1TnJQSXZQWWJ5TXZSS0JNTSIsICJYekZyendzY002"
    "R242Q0pEYzZ2Vks4QmtNbmZHOHZPU0tmcFBJWmRBZmRFIiwgImdiT3NJNEVkcTJ4Mkt3"
    "LXc1d1BFemFrb2I5aFYxY1JEMEFUTjNvUUw5Sk0iLCAianN1OXlWdWx3UVFsaEZsTV8z"
    "Smx6TWFTRnpnbGhRRzBEcGZheVF3TFVLNCJdLCAiaXNzIjogImh0dHBzOi8vaXNzdWVy"
    "LmV4YW1wbGUuY29tIiwgImlhdCI6IDE2ODMwMDAwMDAsICJleHAiOiAxODgzMDAwMDAw"
    "LCAic3ViIjogInVzZXJfNDIiLCAibmF0aW9uYWxpdGllcyI6IFt7Ii4uLiI6ICJwRm5k"
    "amtaX1ZDem15VGE2VWpsWm8zZGgta284YUlLUWM5RGxHemhhVllvIn0sIHsiLi4uIjog"
    "IjdDZjZKa1B1ZHJ5M2xjYndIZ2VaOGtoQXYxVTFPU2xlclAwVmtCSnJXWjAifV0sICJf"
    "c2RfYWxnIjogInNoYS0yNTYiLCAiY25mIjogeyJqd2siOiB7Imt0eSI6ICJFQyIsICJj"
    "cnYiOiAiUC0yNTYiLCAieCI6ICJUQ0FFUjE5WnZ1M09IRjRqNFc0dmZTVm9ISVAxSUxp"
    "bERsczd2Q2VHZW1jIiwgInkiOiAiWnhqaVdXYlpNUUdIVldLVlE0aGJTSWlyc1ZmdWVj"
    "Q0U2dDRqVDlGMkhaUSJ9fX0."
    "MczwjBFGtzf-6WMT-hIvYbkb11NrV1WMO-jTijpMPNbswNzZ87wY2uHz-CXo6R04b7jYrpj9mNRAvVssXou1iw"
)
RFC_DISCLOSURES = (
    "WyIyR0xDNDJzS1F2ZUNmR2ZyeU5STjl3IiwgImdpdmVuX25hbWUiLCAiSm9obiJd",
    "WyJlbHVWNU9nM2dTTklJOEVZbnN4QV9BIiwgImZhbWlseV9uYW1lIiwgIkRvZSJd",
    "WyI2SWo3dE0tYTVpVlBHYm9TNXRtdlZBIiwgImVtYWlsIiwgImpvaG5kb2VAZXhhbXBsZS5jb20iXQ",
    "WyJlSThaV205UW5LUHBOUGVOZW5IZGhRIiwgInBob25lX251bWJlciIsICIrMS0yMDItNTU1LTAxMDEiXQ",
    "WyJRZ19PNjR6cUF4ZTQxMmExMDhpcm9BIiwgInBob25lX251bWJlcl92ZXJpZmllZCIsIHRydWVd",
    "WyJBSngtMDk1VlBycFR0TjRRTU9xUk9BIiwgImFkZHJlc3MiLCB7InN0cmVldF9hZGRyZXNzIjogIjEyMyBNYWluIFN0IiwgImxvY2FsaXR5Ijog"
    "IkFueXRvd24iLCAicmVnaW9uIjogIkFueXN0YXRlIiwgImNvdW50cnkiOiAiVVMifV0",
    "WyJQYzMzSk0yTGNoY1VfbEhnZ3ZfdWZRIiwgImJpcnRoZGF0ZSIsICIxOTQwLTAxLTAxIl0",
    "WyJHMDJOU3JRZmpGWFE3SW8wOXN5YWpBIiwgInVwZGF0ZWRfYXQiLCAxNTcwMDAwMDAwXQ",
    "WyJsa2x4RjVqTVlsR1RQVW92TU5JdkNBIiwgIlVTIl0",
    "WyJuUHVvUW5rUkZxM0JJZUFtN0FuWEZBIiwgIkRFIl0",
)


def test_rfc_9901_example_in_full() -> None:
    full = SdJwt.read("~".join([RFC_TOKEN, *RFC_DISCLOSURES, ""]))
    record = full.verified(RFC_KEY, typ="example+sd-jwt")
    address = {"street_address": "123 Main St", "locality": "Anytown", "region": "Anystate", "country": "US"}
    assert record == {
        "iss": "https://issuer.example.com",
        "iat": 1683000000,
        "exp": 1883000000,
        "sub": "user_42",
        "nationalities": ["US", "DE"],
        "cnf": record["cnf"],
        "given_name": "John",
        "family_name": "Doe",
        "email": "johndoe@example.com",
        "phone_number": "+1-202-555-0101",
        "phone_number_verified": True,
        "address": address,
        "birthdate": "1940-01-01",
        "updated_at": 1570000000,
    }
    assert len(full.hidden_paths) == 10


def test_rfc_9901_example_in_parts() -> None:
    full = SdJwt.read("~".join([RFC_TOKEN, *RFC_DISCLOSURES, ""]))
    shown = SdJwt.read(full.showing([("family_name",), ("nationalities", 1)]))
    record = shown.verified(RFC_KEY, typ="example+sd-jwt")
    assert record["family_name"] == "Doe"
    assert record["nationalities"] == ["DE"]
    assert set(record) == {"iss", "iat", "exp", "sub", "nationalities", "cnf", "family_name"}
    assert SdJwt.read(RFC_TOKEN + "~").verified(RFC_KEY, typ="example+sd-jwt")["nationalities"] == []
    with pytest.raises(Malformed, match="does not name the key"):
        _ = full.kid


# Round trips


@each_key
def test_round_trip(key: SoftKey) -> None:
    full = SdJwt.read(issue(RECORD, HIDDEN, key, salts()))
    assert full.verified(key.public) == RECORD
    assert set(full.hidden_paths) == set(HIDDEN)
    assert full.kid == key.public.thumbprint


def test_issuing_changes_nothing_and_repeats_itself() -> None:
    record = copy.deepcopy(RECORD)
    assert issue(record, HIDDEN, KEY, salts()) == FULL
    assert record == RECORD


def test_nothing_hidden() -> None:
    text = issue(RECORD, [], KEY, salts())
    assert text.count("~") == 1
    assert SdJwt.read(text).verified(KEY.public) == RECORD
    assert SdJwt.read(text).hidden_paths == ()
    assert "_sd" not in base64url.decode(text.split(".")[1]).decode()


def test_what_is_nested_is_shown_with_what_it_lies_in_and_not_the_other_way_round() -> None:
    full = SdJwt.read(FULL)
    inner = SdJwt.read(full.showing([("subject", "owner", "name")])).verified(KEY.public)
    assert inner["subject"] == RECORD["subject"]
    outer = SdJwt.read(full.showing([("subject", "owner")])).verified(KEY.public)
    assert outer["subject"] == {"id": "urn:sanso:onboard", "version": "2.1", "owner": {"role": "品質保証"}}


def test_a_presentation_can_be_narrowed_and_places_stay() -> None:
    once = SdJwt.read(SdJwt.read(FULL).showing([("answers", 1), ("answers", 3)]))
    assert once.verified(KEY.public)["answers"] == [RECORD["answers"][1], "free", None]
    assert once.hidden_paths == (("answers", 1), ("answers", 3))
    twice = SdJwt.read(once.showing([("answers", 3)]))
    assert twice.verified(KEY.public)["answers"] == ["free", None]
    with pytest.raises(Malformed, match="no such member to show"):
        once.showing([("answers", 0)])


@pytest.mark.parametrize(
    "path", [(), ("answers",), ("answers", 2), ("answers", 9), ("iss",), ("subject", "owner", "role")]
)
def test_only_what_is_hidden_can_be_shown(path: Path) -> None:
    with pytest.raises(Malformed, match="no such member to show"):
        SdJwt.read(FULL).showing([path])


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-99, 99) | st.text(st.characters(exclude_categories=["Cs"]), max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abcdé "), inner, max_size=3),
    max_leaves=12,
)


def places(value: object, path: Path = ()) -> Iterator[Path]:
    parts: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, part in parts:
        yield (*path, step)
        yield from places(part, (*path, step))


def without(value: Any, gone: set[Path], path: Path = ()) -> Any:
    if isinstance(value, dict):
        return {k: without(v, gone, (*path, k)) for k, v in value.items() if (*path, k) not in gone}
    if isinstance(value, list):
        return [without(v, gone, (*path, k)) for k, v in enumerate(value) if (*path, k) not in gone]
    return value


@given(st.dictionaries(st.text(max_size=2).filter(lambda name: name.isalpha()), VALUES, max_size=4), st.data())
def test_a_presentation_shows_what_was_chosen_and_nothing_of_the_rest(
    record: dict[str, Any], data: st.DataObject
) -> None:
    every = list(places(record))
    hidden = data.draw(st.lists(st.sampled_from(every), unique=True)) if every else []
    full = SdJwt.read(issue(record, hidden, KEY, salts()))
    assert full.verified(KEY.public) == record
    assert set(full.hidden_paths) == set(hidden)
    chosen = data.draw(st.lists(st.sampled_from(hidden), unique=True)) if hidden else []
    shown = {path[:end] for path in chosen for end in range(1, len(path) + 1)} & set(hidden)
    assert SdJwt.read(full.showing(chosen)).verified(KEY.public) == without(record, set(hidden) - shown)


@given(st.sets(st.sampled_from(HIDDEN)))
def test_a_presentation_holds_neither_hidden_values_nor_their_salts(chosen: set[Path]) -> None:
    secrets = {path: f"secret-{number}-{'x' * 20}" for number, path in enumerate(HIDDEN)}
    record = copy.deepcopy(RECORD)
    record["answers"] = [secrets["answers", 0], secrets["answers", 1], "free", secrets["answers", 3]]
    record["subject"] = {"owner": {"name": secrets["subject", "owner", "name"], "role": secrets["subject", "owner"]}}
    full = SdJwt.read(issue(record, HIDDEN, KEY, salts()))
    shown = full.showing(chosen)
    texts = " ".join(base64url.decode(part).decode("latin-1") for part in shown.replace("~", ".").split(".") if part)
    seen = {path[:end] for path in chosen for end in range(1, len(path) + 1)} & set(HIDDEN)
    order = sorted(HIDDEN, key=len, reverse=True)
    drawn = salts()
    salt_of = {path: base64url.encode(drawn()) for path in order}
    for path in HIDDEN:
        assert (secrets[path] in texts) == (path in seen)
        assert (salt_of[path] in texts) == (path in seen)


# Another library


@each_key
def test_the_reference_library_reads_ours(key: SoftKey) -> None:
    text = issue({**RECORD, "_extra": 1}, HIDDEN, key, salts())
    name = "EdDSA" if key.public.algorithm == "Ed25519" else "ES256"
    text = _with_algorithm(text, key, name)
    public = jwcrypto.jwk.JWK(**key.public.jwk())
    read = sd_jwt.verifier.SDJWTVerifier(text, lambda *_: public).get_verified_payload()
    assert read == {**RECORD, "_extra": 1}
    presentation = SdJwt.read(text).showing([("answers", 1)])
    part = sd_jwt.verifier.SDJWTVerifier(presentation, lambda *_: public).get_verified_payload()
    assert part == SdJwt.read(presentation).verified(key.public)


def _with_algorithm(text: str, key: SoftKey, name: str) -> str:
    """Return the record signed again under the name that the library knows the algorithm by."""
    token, rest = text.split("~", 1)
    head = base64url.encode(json.dumps({"alg": name, "typ": "vc+sd-jwt"}).encode())
    message = f"{head}.{token.split('.')[1]}"
    return f"{message}.{base64url.encode(key.sign(message.encode()))}~{rest}"


@each_key
@pytest.mark.parametrize("decoys", [False, True])
def test_we_read_the_reference_librarys(key: SoftKey, decoys: bool) -> None:
    hide = sd_jwt.common.SDObj
    claims = {
        "iss": "x",
        hide("a"): {hide("b"): 1, "c": [hide("d"), 2, hide({"e": [hide(3)]})]},
        "f": {hide("g"): None},
    }
    secret = bytes(range(32)) if key.public.algorithm == "Ed25519" else bytes(range(1, 33))
    private = jwcrypto.jwk.JWK(**key.public.jwk(), d=base64url.encode(secret))
    name = "EdDSA" if key.public.algorithm == "Ed25519" else "ES256"
    headers = {"typ": "vc+sd-jwt"}
    issuer = sd_jwt.issuer.SDJWTIssuer(
        claims, private, sign_alg=name, add_decoy_claims=decoys, extra_header_parameters=headers
    )
    full = SdJwt.read(issuer.sd_jwt_issuance)
    plain = {"iss": "x", "a": {"b": 1, "c": ["d", 2, {"e": [3]}]}, "f": {"g": None}}
    assert full.verified(key.public) == plain
    holder = sd_jwt.holder.SDJWTHolder(issuer.sd_jwt_issuance)
    holder.create_presentation({"a": {"c": [False, False, {"e": [True]}]}})
    ours = SdJwt.read(holder.sd_jwt_presentation).verified(key.public)
    public = jwcrypto.jwk.JWK(**key.public.jwk())
    assert ours == sd_jwt.verifier.SDJWTVerifier(holder.sd_jwt_presentation, lambda *_: public).get_verified_payload()


# What is refused


@each_key
def test_no_flipped_bit_is_accepted(key: SoftKey) -> None:
    text = issue({"iss": "x", "a": [1, 2], "b": "é"}, [("a", 0), ("a", 1), ("b",)], key, salts()).encode()
    for place in range(len(text) * 8):
        flipped = bytearray(text)
        flipped[place // 8] ^= 1 << place % 8
        with pytest.raises(Malformed):
            SdJwt.read(flipped.decode("latin-1")).verified(key.public)


def test_no_cut_is_accepted_within_a_part() -> None:
    ends = {index + 1 for index, letter in enumerate(FULL) if letter == "~"}
    for end in range(len(FULL)):
        if end not in ends:
            with pytest.raises(Malformed):
                SdJwt.read(FULL[:end])


def test_another_key_and_another_type() -> None:
    with pytest.raises(WrongSignature):
        SdJwt.read(FULL).verified(SoftKey.from_secret("Ed25519", bytes(32)).public)
    with pytest.raises(Malformed, match="of another type"):
        SdJwt.read(FULL).verified(KEY.public, typ="dc+sd-jwt")
    with pytest.raises(Malformed, match="another algorithm"):
        SdJwt.read(FULL).verified(KEYS[1].public)


def test_decoys_are_fine() -> None:
    decoy = {"_sd": [digest("x"), digest("y")], "a": [{"...": digest("z")}, 1], "_sd_alg": "sha-256"}
    assert SdJwt.read(of(decoy)).verified(KEY.public) == {"a": [1]}


MEMBER, ELEMENT = ["c2FsdA", "n", 1], ["c2FsdA", 1]
NESTED_1 = ["c2FsdA", "n", {"_sd": [digest(MEMBER)]}]


@pytest.mark.parametrize(
    ("payload", "disclosures", "code"),
    [
        ({}, [MEMBER], "sd-jwt-unasked"),
        ({"_sd": [digest(MEMBER)]}, [MEMBER, ELEMENT], "sd-jwt-unasked"),
        ({"_sd": [digest(MEMBER)]}, [MEMBER, MEMBER], "sd-jwt-twice"),
        ({"_sd": [digest(MEMBER), digest(MEMBER)]}, [MEMBER], "sd-jwt-twice"),
        ({"_sd": ["x", "x"]}, [], "sd-jwt-twice"),
        ({"_sd": ["x"], "a": [{"...": "x"}]}, [], "sd-jwt-twice"),
        ({"a": [{"...": digest(ELEMENT)}, {"...": digest(ELEMENT)}]}, [ELEMENT], "sd-jwt-twice"),
        ({"_sd": [digest(MEMBER)], "n": 2}, [MEMBER], "sd-jwt-place"),
        ({"_sd": [digest(ELEMENT)]}, [ELEMENT], "sd-jwt-place"),
        ({"a": [{"...": digest(MEMBER)}]}, [MEMBER], "sd-jwt-place"),
        ({"_sd": digest(MEMBER)}, [MEMBER], "sd-jwt-digest"),
        ({"_sd": {}}, [], "sd-jwt-digest"),
        ({"_sd": None}, [], "sd-jwt-digest"),
        ({"_sd": [1]}, [], "sd-jwt-digest"),
        ({"a": [{"...": 1}]}, [], "sd-jwt-digest"),
        ({"a": [{"...": digest(ELEMENT), "b": 1}]}, [ELEMENT], "sd-jwt-digest"),
        ({"...": "x"}, [], "sd-jwt-reserved"),
        ({"a": {"...": "x"}}, [], "sd-jwt-reserved"),
        ({"a": {"_sd_alg": "sha-256"}}, [], "sd-jwt-reserved"),
        ({"_sd_alg": "sha-512"}, [], "sd-jwt-hash"),
        ({"_sd_alg": "SHA-256"}, [], "sd-jwt-hash"),
        ({"_sd_alg": None}, [], "sd-jwt-hash"),
        ([], [], "sd-jwt-payload"),
        ("x", [], "sd-jwt-payload"),
        ({"a": 1.5}, [], "json-fraction"),
        ({}, [["s", "_sd", 1]], "sd-jwt-disclosure"),
        ({}, [["s", "...", 1]], "sd-jwt-disclosure"),
        ({}, [["s", "_sd_alg", 1]], "sd-jwt-disclosure"),
        ({}, [["s"]], "sd-jwt-disclosure"),
        ({}, [["s", "n", 1, 2]], "sd-jwt-disclosure"),
        ({}, [[1, "n", 1]], "sd-jwt-disclosure"),
        ({}, [["s", 1, 1]], "sd-jwt-disclosure"),
        ({}, [{"a": 1}], "sd-jwt-disclosure"),
        ({}, [[]], "sd-jwt-disclosure"),
        ({}, [["s", "n", 0.5]], "json-fraction"),
        ({}, [""], "json"),
        ({}, ["WyJzIiwxXQ=="], "base64url"),
    ],
)
def test_what_is_refused(payload: object, disclosures: list[object], code: str) -> None:
    with pytest.raises(Malformed) as caught:
        SdJwt.read(of(payload, *disclosures))
    assert caught.value.code == code
    assert caught.value.text.en != caught.value.text.ja


def test_a_reserved_name_behind_an_escape_is_one() -> None:
    raw = b'{"a":{"\\u005fsd_alg":"sha-256"}}'
    with pytest.raises(Malformed, match="reserved"):
        SdJwt.read(sign_compact(raw, KEY, typ="vc+sd-jwt") + "~")


def test_disclosures_within_disclosures_end_somewhere() -> None:
    inner: object = 1
    disclosures: list[object] = []
    for _ in range(40):
        one = ["c2FsdA", "n", inner]
        disclosures.append(one)
        inner = {"_sd": [digest(one)]}
    with pytest.raises(Malformed, match="nested too deeply"):
        SdJwt.read(of(inner, *disclosures))
    assert SdJwt.read(of(NESTED_1[2], MEMBER)).verified(KEY.public) == {"n": 1}


@pytest.mark.parametrize("text", ["", "~", "~~", "a.b.c", "a.b.c~", FULL + FULL, FULL[:-1], "x" + FULL, FULL + "a.b.c"])
def test_what_is_no_sd_jwt(text: str) -> None:
    with pytest.raises(Malformed):
        SdJwt.read(text)


@pytest.mark.parametrize(
    ("record", "hidden", "code"),
    [
        ({"a": 1}, [()], "sd-jwt-path"),
        ({"a": 1}, [("b",)], "sd-jwt-path"),
        ({"a": 1}, [("a", "b")], "sd-jwt-path"),
        ({"a": [1]}, [("a", 1)], "sd-jwt-path"),
        ({"a": [1]}, [("a", -1)], "sd-jwt-path"),
        ({"a": [1]}, [("a", "0")], "sd-jwt-path"),
        ({"a": [1]}, [(0,)], "sd-jwt-path"),
        ({"a": 1}, [("a",), ("_sd",)], "sd-jwt-path"),
        ({"_sd": []}, [], "sd-jwt-reserved"),
        ({"a": [{"...": "x"}]}, [], "sd-jwt-reserved"),
        ({"a": 0.5}, [], "json-fraction"),
        ({"a": float("nan")}, [], "json-not-finite"),
        ({"a": 2**60}, [], "json-large-number"),
        ({"a": "\ud800"}, [], "json-utf8"),
        ({1: 1, "1": 2}, [], "json-twice"),
        ([], [], "sd-jwt-payload"),
    ],
)
def test_what_can_not_be_issued(record: Any, hidden: list[Path], code: str) -> None:
    with pytest.raises(Malformed) as caught:
        issue(record, hidden, KEY, salts())
    assert caught.value.code == code


def test_salts_are_long_and_fresh() -> None:
    for bad in (lambda: b"x" * 15, lambda: b"x" * 16):
        with pytest.raises(ValueError, match="fresh salt"):
            issue({"a": 1, "b": 2}, [("a",), ("b",)], KEY, bad)


def test_the_order_of_digests_tells_nothing_of_the_order_of_members() -> None:
    names = [(f"n{number}",) for number in range(20)]
    record: Any = {name: 1 for (name,) in names}
    token = issue(record, names, KEY, salts()).split(".")[1]
    digests = json.loads(base64url.decode(token))["_sd"]
    assert digests == sorted(digests)
