"""Sign in with OpenID Connect: at a real provider process, and at a forged one that cheats in every way."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc import jwk, jwt
from starlette.testclient import TestClient
from tests.web.security.conftest import ADDRESS, Server, Watch, make_server

from sanso.catalogue import Catalogue
from sanso.web.pages.sign_in import CALLBACK
from sanso.web.security.oidc import OidcRefused, Provider
from sanso.web.settings import Oidc


@pytest.fixture(scope="session")
def issuer() -> Iterator[str]:
    """The address of a provider in a process of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "oidc_provider_mock", "-p", str(port), "--require-nonce"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        address = f"http://127.0.0.1:{port}"
        until = time.monotonic() + 30
        while time.monotonic() < until:
            try:
                httpx.get(f"{address}/.well-known/openid-configuration", trust_env=False)
                break
            except httpx.TransportError:
                time.sleep(0.05)
        yield address
        process.terminate()
        process.wait(10)


@pytest.fixture
def server(tmp_path: Path, content: Catalogue, issuer: str) -> Iterator[Server]:
    made = make_server(tmp_path, content, oidc=Oidc(issuer, "sanso-client", "client-secret", label="Company ID"))
    yield made
    made.service.database.close()


def _onward(page: str) -> str:
    found = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', page)
    assert found, page
    return found[1].replace("&amp;", "&")


def _begin(client: TestClient, onward: str = "/") -> str:
    answer = client.post("/sign-in/oidc", data={"next": onward})
    assert answer.status_code == 200, answer.text
    return _onward(answer.text)


def _agree(address: str, subject: str) -> str:
    """Sign in at the provider and return the path that it sends the browser back to."""
    answer = httpx.post(address, data={"sub": subject}, trust_env=False)
    assert answer.status_code == 302, answer.text
    back = urlsplit(answer.headers["location"])
    assert f"{back.scheme}://{back.netloc}{back.path}" == f"{ADDRESS}{CALLBACK}"
    return f"{back.path}?{back.query}"


def test_somebody_who_was_never_here_gets_an_account_that_sees_nothing(server: Server, issuer: str) -> None:
    client = server.stranger()
    assert "Company ID" in client.get("/sign-in").text
    address = _begin(client, "/account")
    asked = parse_qs(urlsplit(address).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["state"][0]) >= 32
    assert len(asked["nonce"][0]) >= 32
    answer = client.get(_agree(address, "ito"))
    assert answer.status_code == 200, answer.text
    assert _onward(answer.text) == "/account"
    assert "ito" in client.get("/account").text
    account = server.desk.credentials.account_of(issuer, "ito")
    assert account is not None
    assert server.desk.people.roles(account) == {}
    assert "invitation" in client.get("/").text


def test_the_same_person_is_the_same_account(server: Server, issuer: str) -> None:
    for _ in range(2):
        client = server.stranger()
        assert client.get(_agree(_begin(client), "abe")).status_code == 200
    account = server.desk.credentials.account_of(issuer, "abe")
    assert account is not None
    assert len(server.desk.sessions.of_account(account)) == 2


def test_the_first_owner_comes_from_the_provider(server: Server) -> None:
    secret = server.desk.challenges.make("set-up", {}, 60)
    client = server.stranger()
    answer = client.post("/set-up", data={"token": secret, "organization": "Bus", "way": "oidc"})
    assert client.get(_agree(_onward(answer.text), "founder")).status_code == 200
    assert "Bus" in client.get("/").text
    again = server.stranger().post("/set-up", data={"token": secret, "organization": "Rail", "way": "oidc"})
    assert again.status_code == 403


def test_an_invitation_survives_the_way_over_the_provider(server: Server, issuer: str) -> None:
    owner = server.person("Owner")
    bus = server.organization("Bus", owner)
    secret = server.desk.invitations.make(bus.id, "editor", 7, owner.id)
    client = server.stranger()
    assert "Company ID" in client.get(f"/join?token={secret}").text
    answer = client.get(_agree(_begin(client, f"/join?token={secret}"), "invited"))
    page = client.get(_onward(answer.text)).text
    assert "Bus" in page
    assert server.post(client, "/join", {"token": secret}).status_code == 303
    account = server.desk.credentials.account_of(issuer, "invited")
    assert account is not None
    assert server.desk.people.roles(account) == {bus.id: "editor"}


def _refused(server: Server, client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 403, answer.text
    assert server.cookie not in client.cookies


def test_another_state_is_refused_and_uses_up_the_ceremony(server: Server) -> None:
    client = server.stranger()
    back = _agree(_begin(client), "ito")
    _refused(server, client, re.sub(r"state=[^&]+", "state=other", back))
    _refused(server, client, back)


def test_an_answer_is_good_once_and_in_one_browser(server: Server) -> None:
    client, other = server.stranger(), server.stranger()
    back = _agree(_begin(client), "ito")
    _begin(other)
    _refused(server, other, back)
    _refused(server, server.stranger(), back)
    assert client.get(back).status_code == 200
    replayed = server.stranger()
    _refused(server, replayed, back)


def test_another_nonce_is_refused(server: Server) -> None:
    client = server.stranger()
    address = re.sub(r"nonce=[^&]+", "nonce=planted-by-somebody-else", _begin(client))
    _refused(server, client, _agree(address, "ito"))


def test_a_code_for_another_client_is_refused(server: Server) -> None:
    client = server.stranger()
    address = _begin(client).replace("client_id=sanso-client", "client_id=other-client")
    _refused(server, client, _agree(address, "ito"))


def test_an_old_ceremony_is_refused(server: Server) -> None:
    client = server.stranger()
    back = _agree(_begin(client), "ito")
    server.watch.on(minutes=11)
    _refused(server, client, back)


def test_whoever_says_no_is_told_so(server: Server) -> None:
    client = server.stranger()
    state = parse_qs(urlsplit(_begin(client)).query)["state"][0]
    answer = client.get(f"{CALLBACK}?error=access_denied&state={state}", headers={"Accept-Language": "ja"})
    assert answer.status_code == 403
    assert "許可しませんでした" in answer.text


def test_without_a_provider_there_is_no_such_way(tmp_path: Path, content: Catalogue) -> None:
    made = make_server(tmp_path, content)
    assert made.stranger().post("/sign-in/oidc").status_code == 404
    assert made.stranger().get(CALLBACK).status_code == 404
    made.service.database.close()


def test_a_provider_that_is_away_is_told_in_words(tmp_path: Path, content: Catalogue) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    made = make_server(tmp_path, content, oidc=Oidc(f"http://127.0.0.1:{port}", "c", "s"))
    answer = made.stranger().post("/sign-in/oidc")
    assert answer.status_code == 403
    assert "cannot be reached" in answer.text
    made.service.database.close()


class Forger:
    """A provider whose every answer can be bent."""

    issuer = "https://id.example"

    def __init__(self, watch: Watch) -> None:
        self.watch = watch
        self.key = jwk.RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
        self.signed_with: Any = self.key
        self.header: dict[str, str] = {"alg": "RS256", "kid": "one"}
        self.description: dict[str, Any] = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
        }
        self.claims: dict[str, Any] = {}
        self.asked: list[str] = []
        self.verifier = ""
        self.raw: str | None = None

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(str(request.url))
        if request.url.path == "/.well-known/openid-configuration":
            return httpx.Response(200, json=self.description)
        if request.url.path == "/keys":
            return httpx.Response(200, json={"keys": [self.key.as_dict(private=False)]})
        if request.url.path == "/token":
            self.verifier = parse_qs(request.content.decode())["code_verifier"][0]
            token = self.raw
            if token is None:
                token = jwt.encode(self.header, self.claims, self.signed_with, algorithms=["RS256", "HS256"])
            return httpx.Response(200, json={"access_token": "a", "token_type": "Bearer", "id_token": token})
        return httpx.Response(404)


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def forger(watch: Watch) -> Forger:
    return Forger(watch)


def _finish(forger: Forger, **claims: Any) -> Any:
    provider = Provider(
        Oidc(forger.issuer, "sanso-client", "secret"),
        f"{ADDRESS}{CALLBACK}",
        forger.watch,
        transport=httpx.MockTransport(forger),
    )
    address, kept = provider.begin()
    now = int(forger.watch().timestamp())
    forger.claims = {
        "iss": forger.issuer,
        "aud": "sanso-client",
        "sub": "42",
        "nonce": kept["nonce"],
        "iat": now,
        "exp": now + 300,
        "name": "Ito",
        "email": "ito@example.com",
        "email_verified": True,
        **claims,
    }
    forger.claims = {name: value for name, value in forger.claims.items() if value is not None}
    person = provider.finish({"code": "c", "state": kept["state"]}, kept)
    asked = parse_qs(urlsplit(address).query)
    digest = hashlib.sha256(forger.verifier.encode()).digest()
    assert asked["code_challenge"] == [base64.urlsafe_b64encode(digest).rstrip(b"=").decode()]
    return person


def test_a_good_answer_names_a_person(forger: Forger) -> None:
    person = _finish(forger)
    assert (person.issuer, person.subject, person.name, person.mail) == (
        forger.issuer,
        "42",
        "Ito",
        "ito@example.com",
    )
    assert all(urlsplit(each).netloc == "id.example" for each in forger.asked)


def test_a_mail_address_that_nobody_checked_is_not_kept(forger: Forger) -> None:
    assert _finish(forger, email_verified=False).mail == ""
    assert _finish(forger, email_verified="true").mail == ""


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "other-client"},
        {"aud": ["other-client"]},
        {"aud": ["sanso-client", "other-client"]},
        {"aud": ["sanso-client", "other-client"], "azp": "other-client"},
        {"aud": None},
        {"iss": "https://evil.example"},
        {"iss": None},
        {"nonce": "other"},
        {"nonce": None},
        {"exp": 1},
        {"exp": None},
        {"iat": 9_999_999_999, "exp": 9_999_999_999},
        {"sub": None},
        {"sub": ""},
        {"sub": 42},
        {"sub": "x" * 300},
        {"sub": "a\x00b"},
        {"at_hash": "AAAA"},
    ],
    ids=str,
)
def test_a_bent_claim_is_refused(forger: Forger, claims: dict[str, Any]) -> None:
    with pytest.raises(OidcRefused):
        _finish(forger, **claims)


def test_a_signature_of_another_key_is_refused(forger: Forger) -> None:
    forger.signed_with = jwk.RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
    with pytest.raises(OidcRefused):
        _finish(forger)


def test_the_secret_of_the_client_is_no_key(forger: Forger) -> None:
    """Whoever knows the client's secret, or the public key, cannot sign with it."""
    for known in (b"secret", json.dumps(forger.key.as_dict(private=False)).encode()):
        forger.signed_with = jwk.OctKey.import_key(known)
        forger.header = {"alg": "HS256", "kid": "one"}
        with pytest.raises(OidcRefused):
            _finish(forger)


def test_no_signature_is_no_answer(forger: Forger) -> None:
    def part(value: object) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()

    now = int(forger.watch().timestamp())
    claims = {"iss": forger.issuer, "aud": "sanso-client", "sub": "1", "iat": now, "exp": now + 60}
    for raw in (f"{part({'alg': 'none'})}.{part(claims)}.", "a.b.c", "", "x" * 5000):
        forger.raw = raw
        with pytest.raises(OidcRefused):
            _finish(forger)


@pytest.mark.parametrize(
    "described",
    [
        {"issuer": "https://evil.example"},
        {"issuer": "https://id.example/"},
        {"token_endpoint": "http://id.example/token"},
        {"token_endpoint": "file:///etc/passwd"},
        {"jwks_uri": "http://169.254.169.254/latest"},
        {"jwks_uri": None},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"authorization_endpoint": 3},
    ],
    ids=str,
)
def test_a_bent_description_is_refused(forger: Forger, described: dict[str, Any]) -> None:
    forger.description |= described
    with pytest.raises(OidcRefused):
        _finish(forger)
    assert not any("169.254" in each or "file:" in each for each in forger.asked)


def test_redirects_are_not_followed(watch: Watch) -> None:
    asked: list[str] = []

    def elsewhere(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return httpx.Response(302, headers={"Location": "http://169.254.169.254/"})

    provider = Provider(Oidc("https://id.example", "c", "s"), "b", watch, transport=httpx.MockTransport(elsewhere))
    with pytest.raises(OidcRefused):
        provider.begin()
    assert asked == ["https://id.example/.well-known/openid-configuration"]


def test_new_keys_are_fetched_but_not_for_every_forged_token(forger: Forger) -> None:
    provider = Provider(
        Oidc(forger.issuer, "sanso-client", "secret"), "b", forger.watch, transport=httpx.MockTransport(forger)
    )
    _, kept = provider.begin()
    for _ in range(5):
        forger.signed_with = jwk.RSAKey.generate_key(2048, {"kid": "unknown"})
        with pytest.raises(OidcRefused):
            provider.finish({"code": "c", "state": kept["state"]}, kept)
    assert sum(each.endswith("/keys") for each in forger.asked) == 1
    forger.watch.now += dt.timedelta(minutes=2)
    with pytest.raises(OidcRefused):
        provider.finish({"code": "c", "state": kept["state"]}, kept)
    assert sum(each.endswith("/keys") for each in forger.asked) == 2


def test_a_provider_without_tls_is_only_on_this_machine(watch: Watch) -> None:
    with pytest.raises(OidcRefused):
        Provider(Oidc("http://id.example", "c", "s"), "b", watch).begin()
