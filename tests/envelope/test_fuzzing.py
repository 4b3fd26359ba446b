"""Records of any shape under a good signature, keys of any shape: nothing but `Malformed` comes out."""

from __future__ import annotations

import contextlib
import json

from hypothesis import given, settings
from hypothesis import strategies as st

from sanso.envelope import base64url
from sanso.envelope.jws import sign_compact
from sanso.envelope.keys import PublicKey, SoftKey
from sanso.envelope.malformed import Malformed
from sanso.envelope.sd_jwt import SdJwt

KEY = SoftKey.from_secret("ES256", bytes(range(1, 33)))


JSON = st.recursive(
    st.none() | st.integers(-3, 3) | st.sampled_from(["", "_sd", "...", "x"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["_sd", "...", "_sd_alg", "a"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(JSON, st.lists(JSON, max_size=2))
def test_signed_rubbish(payload: object, disclosures: list[object]) -> None:
    parts = [base64url.encode(json.dumps(one).encode()) for one in disclosures]
    text = "~".join([sign_compact(json.dumps(payload).encode(), KEY, typ="vc+sd-jwt"), *parts, ""])
    with contextlib.suppress(Malformed):
        read = json.dumps(SdJwt.read(text).verified(KEY.public))
        assert '"_sd":' not in read
        assert '"...":' not in read


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from(["kty", "crv", "x", "y", "alg", "use", "key_ops", "d"]), JSON))
def test_jwks_of_any_shape(jwk: dict[str, object]) -> None:
    with contextlib.suppress(Malformed):
        PublicKey.from_jwk({**KEY.public.jwk(), **jwk})
