"""Keys in tokens on the command line: signed with a token in software where there is one, clear messages where not."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from sanso.envelope.malformed import Malformed
from sanso.envelope.sd_jwt import SdJwt
from sanso.envelope.token_uri import is_token_uri, read_token_uri

from .conftest import Run

JAPANESE = re.compile("[\u3041-\u30ff\u4e00-\u9fff]")
PIN = "87654321"
URI = "pkcs11:token=quality%20lab;object=claims"
LIBRARIES = (
    os.environ.get("SOFTHSM2_MODULE", ""),
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib64/pkcs11/libsofthsm2.so",
)
DRAFT = """\
sanso_claim: 1
issuer: lab
subject: {kind: organization, id: lab}
answers: [{item: CPS.AM-1, result: met}]
valid_until: 2026-11-30
"""


@pytest.fixture
def draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SANSO_PASSPHRASE", PIN)
    monkeypatch.delenv("SANSO_PKCS11_MODULE", raising=False)
    (tmp_path / "draft.yaml").write_text(DRAFT)
    return tmp_path


class Token(NamedTuple):
    """A token in software."""

    library: str
    settings: str
    """Its file of settings, which the library reads once in a process."""


@pytest.fixture(scope="module")
def token(tmp_path_factory: pytest.TempPathFactory) -> Token:
    """A token in software with one key."""
    pkcs11 = pytest.importorskip("pkcs11")
    found = next((one for one in LIBRARIES if one and Path(one).exists()), None)
    if found is None:
        pytest.skip("SoftHSM is not installed")
    folder = tmp_path_factory.mktemp("tokens")
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder}\n")
    code = """
import sys, pkcs11
from pkcs11.util.ec import encode_named_curve_parameters
with pkcs11.lib(sys.argv[1]).get_token(token_label="quality lab").open(rw=True, user_pin=sys.argv[2]) as opened:
    curve = {pkcs11.Attribute.EC_PARAMS: encode_named_curve_parameters("secp256r1")}
    opened.create_domain_parameters(pkcs11.KeyType.EC, curve, local=True).generate_keypair(label="claims", store=True)
"""
    assert pkcs11 is not None
    environment = os.environ | {"SOFTHSM2_CONF": str(folder / "softhsm2.conf")}
    words = ["--init-token", "--free", "--label", "quality lab", "--so-pin", "12345678", "--pin", PIN]
    subprocess.run(["softhsm2-util", *words], check=True, capture_output=True, env=environment)
    subprocess.run([sys.executable, "-c", code, found, PIN], check=True, capture_output=True, env=environment)
    return Token(found, environment["SOFTHSM2_CONF"])


SIGN = ("claim", "sign", "draft.yaml", "--out", "c.claim", "--at", "2026-11-02")


def outside(token: Token, folder: Path, *words: str, **extra: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own, as the library of a token keeps its state for as long as one lives."""
    code = "import sys; from sanso.cli.__main__ import main; sys.exit(main(sys.argv[1:]))"
    environment = os.environ | {"SOFTHSM2_CONF": token.settings} | extra
    return subprocess.run(
        [sys.executable, "-c", code, *words], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("way", ["option", "environment", "uri"])
def test_a_claim_is_signed_in_the_token(run: Run, token: Token, draft: Path, way: str) -> None:
    words, extra = {
        "option": ((URI, "--pkcs11-module", token.library), {}),
        "environment": ((URI,), {"SANSO_PKCS11_MODULE": token.library}),
        "uri": ((f"{URI}?module-path={token.library}",), {}),
    }[way]
    ran = outside(token, draft, *SIGN, "--key", *words, **extra)
    assert (ran.returncode, ran.stdout.count("c.claim")) == (0, 1), ran.stderr
    read = SdJwt.read((draft / "c.claim").read_text().strip())
    assert read.jws.header["alg"] == "ES256"
    assert len(json.loads(run("claim", "show", "c.claim", "--json").out)["key"]) == 43


@pytest.mark.parametrize(
    ("uri", "word", "said"),
    [
        (URI, "00000000", "PinIncorrect"),
        (URI.replace("claims", "other"), PIN, "NoSuchKey"),
        (URI.replace("quality", "other"), PIN, "NoSuchToken"),
    ],
)
def test_what_the_token_refuses_is_told_in_one_line(token: Token, draft: Path, uri: str, word: str, said: str) -> None:
    ran = outside(token, draft, *SIGN, "--key", uri, "--pkcs11-module", token.library, SANSO_PASSPHRASE=word)
    assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (3, "", 1)
    assert said in ran.stderr
    assert not (draft / "c.claim").exists()


def test_no_file_is_made_where_a_token_is_named(run: Run, draft: Path) -> None:
    ran = run("ledger", "init", "log", "--name", "log.example.org", "--key", URI)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert sorted(path.name for path in draft.iterdir()) == ["draft.yaml"]


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--key", URI), 2),
        (("--key", URI, "--pkcs11-module", "nowhere.so"), 2),
        (("--key", "draft.yaml", "--pkcs11-module", "nowhere.so"), 2),
        (("--key", "pkcs11:token=lab", "--pkcs11-module", "draft.yaml"), 3),
        (("--key", URI + ";pin-value=1234", "--pkcs11-module", "draft.yaml"), 3),
        (("--key", URI, "--pkcs11-module", "draft.yaml"), 3),
    ],
)
def test_what_is_missing_is_told(run: Run, draft: Path, words: tuple[str, ...], code: int, lang: str) -> None:
    ran = run(*SIGN, *words, "--lang", lang)
    assert (ran.code, ran.out, ran.err.count("\n")) == (code, "", 1)
    assert bool(JAPANESE.search(ran.err)) == (lang == "ja")
    assert "1234" not in ran.err
    assert not (draft / "c.claim").exists()


def test_without_the_extra_the_message_names_it(run: Run, draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pkcs11", None)
    ran = run(*SIGN, "--key", URI, "--pkcs11-module", "draft.yaml")
    assert (ran.code, ran.err.count("\n")) == (3, 1)
    assert "sanso[hsm]" in ran.err


def test_the_pin_is_asked_for_by_its_name(run: Run, draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SANSO_PASSPHRASE")
    ran = run(*SIGN, "--key", URI, "--pkcs11-module", "draft.yaml")
    assert (ran.code, "PIN of the token" in ran.err) == (2, True)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("pkcs11:", "token-uri"),
        ("pkcs11:object=claims", "token-uri"),
        ("pkcs11:token=a;token=b;object=c", "token-uri"),
        ("pkcs11:token=a;object=%zz", "token-uri"),
        ("pkcs11:token=a;object=%ff", "token-uri"),
        ("pkcs11:token=a;object=b;type=public", "token-uri"),
        ("pkcs11:token=a;object=b;serial=7", "token-uri-attribute"),
        ("pkcs11:token=a;object=b?module-name=x", "token-uri-attribute"),
        ("pkcs11:token=a;object=b?pin-value=1", "token-uri-pin"),
        ("lab.pem", "token-uri"),
    ],
)
def test_other_names_of_keys_are_refused(text: str, code: str) -> None:
    with pytest.raises(Malformed) as refused:
        read_token_uri(text)
    assert refused.value.code == code


def test_names_of_keys_in_tokens() -> None:
    found = read_token_uri("PKCS11:token=%E5%93%81%E8%B3%AA;object=a%3Bb;type=private")
    assert (found.token, found.label, found.module) == ("品質", "a;b", "")
    assert [is_token_uri(one) for one in ("pkcs11:x", "PKCS11:", "pkcs11.pem", "")] == [True, True, False, False]
