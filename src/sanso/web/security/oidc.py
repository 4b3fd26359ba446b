"""Sign in with OpenID Connect: the authorization code flow with PKCE, at the one provider that the settings name.

The provider's description is fetched from its own address only and must name that address as its issuer. A token is
good when the provider signed it, for this application, for this sign-in (nonce), and now. Signing methods with shared
keys or none are not accepted, whatever the description says.
"""

from __future__ import annotations

import datetime as dt
import hmac
import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from sanso.model.text import Text
from sanso.web.settings import Oidc

__all__ = ["OidcRefused", "Person", "Provider"]

_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519")
_KEPT = dt.timedelta(hours=1)
_KEYS_AGE = dt.timedelta(minutes=1)
"""How long keys stay unasked after they were fetched, however many unknown key ids come in."""
_LEEWAY = 60
_TIMEOUT = 10.0
_LARGEST = 2**20
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_AWAY = Text(
    en="The sign-in service cannot be reached. Try again in a moment; if it stays so, tell whoever runs this server.",
    ja="サインイン先のサービスに接続できません。しばらくしてからお試しください。続く場合は管理者に連絡してください。",
)
_STALE = Text(
    en="This sign-in was begun elsewhere, is too old or was used already. Begin again.",
    ja="このサインインは、別の場所で開始されたか、期限切れ、または使用済みです。もう一度やり直してください。",
)
_UNFIT = Text(
    en="The answer of the sign-in service is not good, so nobody was signed in. Begin again; if it stays so, tell "
    "whoever runs this server.",
    ja="サインイン先の応答が正しくないため、サインインしませんでした。もう一度やり直してください。"
    "続く場合は管理者に連絡してください。",
)
_DENIED = Text(
    en="The sign-in service did not sign you in.", ja="サインイン先のサービスがサインインを許可しませんでした。"
)


class OidcRefused(Exception):
    """A sign-in that did not succeed; *words* are for the person, *reason* for the log."""

    def __init__(self, words: Text, reason: str) -> None:
        super().__init__(reason)
        self.words = words
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Person:
    """Whom the provider vouches for."""

    issuer: str
    subject: str
    name: str
    mail: str


@dataclass(frozen=True, slots=True)
class _Description:
    """What the provider says of itself, and its keys."""

    values: Mapping[str, Any]
    keys: Any
    at: dt.datetime


class Provider:
    """The provider of *oidc*; *back* is the address to which it sends people back.

    *transport* takes the place of the network in tests.
    """

    def __init__(self, oidc: Oidc, back: str, clock: Callable[[], dt.datetime], transport: Any = None) -> None:
        self._oidc = oidc
        self._back = back
        self._clock = clock
        self._transport = transport
        self._lock = threading.Lock()
        self._description: _Description | None = None

    def begin(self) -> tuple[str, dict[str, str]]:
        """Return the address to send a person to, and what must be kept until the answer comes.

        Raises:
            OidcRefused: the provider cannot be reached or describes itself wrongly.

        """
        described = self._described()
        kept = {name: secrets.token_urlsafe(32) for name in ("state", "nonce", "verifier")}
        with self._client() as client:
            address, _ = client.create_authorization_url(
                described.values["authorization_endpoint"],
                state=kept["state"],
                nonce=kept["nonce"],
                code_verifier=kept["verifier"],
            )
        return str(address), kept

    def finish(self, answer: Mapping[str, str], kept: Mapping[str, Any]) -> Person:
        """Return whom the provider's *answer* vouches for; *kept* is what `begin` gave.

        Raises:
            OidcRefused: the answer does not belong to what was begun, or is not good.

        """
        if not hmac.compare_digest(answer.get("state", "").encode(), str(kept["state"]).encode()):
            raise OidcRefused(_STALE, "state")
        if answer.get("iss", self._oidc.issuer) != self._oidc.issuer:
            raise OidcRefused(_UNFIT, "issuer of the answer")
        if "error" in answer or "code" not in answer:
            raise OidcRefused(_DENIED, f"denied: {answer.get('error', 'no code')[:80]}")
        token = self._token(answer["code"], str(kept["verifier"]))
        claims = self._claims(token, str(kept["nonce"]))
        subject = claims.get("sub")
        if not isinstance(subject, str) or not 0 < len(subject) <= 255 or not subject.isprintable():
            raise OidcRefused(_UNFIT, "subject")
        mail = _words(claims.get("email")) if claims.get("email_verified", False) is True else ""
        name = _words(claims.get("name")) or _words(claims.get("preferred_username")) or mail or subject
        return Person(self._oidc.issuer, subject, name, mail)

    def _token(self, code: str, verifier: str) -> Mapping[str, Any]:
        from authlib.common.errors import AuthlibBaseError

        with self._client() as client:
            try:
                token = client.fetch_token(
                    self._described().values["token_endpoint"],
                    code=code,
                    code_verifier=verifier,
                    redirect_uri=self._back,
                    grant_type="authorization_code",
                )
            except AuthlibBaseError as error:
                raise OidcRefused(_UNFIT, f"token: {error.error}") from error
            except _network_errors() as error:
                raise OidcRefused(_AWAY, f"token: {type(error).__name__}") from error
        if not isinstance(token, Mapping):
            raise OidcRefused(_UNFIT, "token: no object")
        return token

    def _claims(self, token: Mapping[str, Any], nonce: str) -> Mapping[str, Any]:
        from authlib.oidc.core import CodeIDToken
        from joserfc import jwt
        from joserfc.errors import JoseError
        from joserfc.jws import JWSRegistry

        signed = token.get("id_token")
        if not isinstance(signed, str):
            raise OidcRefused(_UNFIT, "no id token")
        registry = JWSRegistry(algorithms=list(_ALGORITHMS), strict_check_header=False)
        try:
            try:
                found = jwt.decode(signed, self._described().keys, registry=registry)
            except (JoseError, ValueError):
                found = jwt.decode(signed, self._described(anew=True).keys, registry=registry)
            wanted = {
                "iss": {"essential": True, "value": self._oidc.issuer},
                "aud": {"essential": True, "value": self._oidc.client_id},
            }
            mine = {
                "nonce": nonce,
                "client_id": self._oidc.client_id,
                "access_token": token.get("access_token"),
            }
            claims = CodeIDToken(found.claims, found.header, wanted, mine)
            claims.validate(now=int(self._clock().timestamp()), leeway=_LEEWAY)
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise OidcRefused(_UNFIT, f"id token: {type(error).__name__}: {error}") from error
        return dict(claims)

    def _described(self, *, anew: bool = False) -> _Description:
        with self._lock:
            known, now = self._description, self._clock()
            if known is not None and now - known.at < (_KEYS_AGE if anew else _KEPT):
                return known
            self._description = self._fetched(now)
            return self._description

    def _fetched(self, now: dt.datetime) -> _Description:
        from joserfc.errors import JoseError
        from joserfc.jwk import KeySet

        values = self._get(f"{self._oidc.issuer.rstrip('/')}/.well-known/openid-configuration")
        if values.get("issuer") != self._oidc.issuer:
            raise OidcRefused(_UNFIT, f"the provider calls itself {str(values.get('issuer'))[:200]!r}")
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            if not self._may_ask(values.get(name)):
                raise OidcRefused(_UNFIT, f"{name} is no https address")
        try:
            keys = KeySet.import_key_set(self._get(str(values["jwks_uri"])))  # type: ignore[arg-type]
        except (JoseError, ValueError, KeyError, TypeError) as error:
            raise OidcRefused(_UNFIT, f"keys: {type(error).__name__}") from error
        return _Description(values, keys, now)

    def _may_ask(self, address: object) -> bool:
        """Tell whether an address of the description is on TLS, or on this machine as the provider itself is."""
        if not isinstance(address, str):
            return False
        parts, own = urlsplit(address), urlsplit(self._oidc.issuer)
        if parts.scheme == "https":
            return True
        return parts.scheme == "http" and own.hostname in _LOOPBACK and parts.netloc == own.netloc

    def _get(self, address: str) -> dict[str, Any]:
        import json

        import httpx

        if not self._may_ask(address):
            raise OidcRefused(_UNFIT, "the issuer is no https address")
        content = b""
        try:
            with (
                httpx.Client(timeout=_TIMEOUT, follow_redirects=False, transport=self._transport) as client,
                client.stream("GET", address, headers={"Accept": "application/json"}) as response,
            ):
                response.raise_for_status()
                for piece in response.iter_bytes():
                    content += piece
                    if len(content) > _LARGEST:
                        raise OidcRefused(_UNFIT, "an answer without end")
            found = json.loads(content)
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise OidcRefused(_AWAY, f"{type(error).__name__} at {urlsplit(address).netloc}") from error
        if not isinstance(found, dict):
            raise OidcRefused(_UNFIT, "no object")
        return found

    def _client(self) -> Any:
        from authlib.integrations.httpx_client import OAuth2Client

        return OAuth2Client(
            self._oidc.client_id,
            self._oidc.client_secret,
            token_endpoint_auth_method="client_secret_basic",  # noqa: S106 -- a method, no secret
            scope="openid profile email",
            redirect_uri=self._back,
            code_challenge_method="S256",
            timeout=_TIMEOUT,
            follow_redirects=False,
            transport=self._transport,
        )


def _network_errors() -> tuple[type[Exception], ...]:
    import httpx

    return (httpx.HTTPError, httpx.InvalidURL)


def _words(value: object) -> str:
    return " ".join(value.split())[:200] if isinstance(value, str) else ""
