"""``sanso label issue`` and ``verify``: from a signed claim to four marks, both languages, bad input."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import re
import socket
from dataclasses import replace
from pathlib import Path

import pytest

from sanso.envelope.key_file import write_key
from sanso.envelope.keys import SoftKey
from sanso.envelope.sd_jwt import SdJwt
from sanso.model.text import Language
from sanso.trust.claims.claim import Answer, Claim, SchemeLevel, StatusPointer, Subject
from sanso.trust.claims.credential import read_claim, sign_claim
from sanso.trust.lists.authorities import Issuer, IssuerKey, Scheme
from sanso.trust.lists.status_list import StatusList, bits_of, sign_status
from sanso.trust.lists.trust_list import Root, TrustList, seal_list
from sanso.verbs import catalogue

from .conftest import Run

JAPANESE = re.compile("[\u3041-\u30ff\u4e00-\u9fff]")
KEY, OTHER, ROOT = (SoftKey.from_secret("Ed25519", bytes([n]) * 32) for n in range(3))
WORD = "correct horse battery"
START = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
LIST = "https://status.example/1"
ISSUE = ("issue", "claim", "--key", "key.pem", "--address", "https://example.org/l", "--at", "2026-11-02")
GROUNDS = ("--trust", "list", "--status", "status", "--maker", "kita", "--at", "2026-11-05")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SANSO_PASSPHRASE", WORD)
    monkeypatch.chdir(tmp_path)
    until = START + dt.timedelta(days=730)
    claim = Claim(
        "urn:claim:KD-17",
        "kita",
        Subject("device-type", "nw-310", "Camera"),
        tuple(Answer(f"jp.jc-star/S1.1-{number:02}", "met") for number in range(1, 17)),
        START,
        START,
        until,
        scheme=SchemeLevel("jp.jc-star", "S1.1", "1"),
        status=(StatusPointer("revocation", LIST, 5),),
        basis_stated="self-declaration",
    )
    numbers = itertools.count(1)
    issuer = Issuer("kita", "Kita", {KEY.public.thumbprint: IssuerKey(KEY.public, START.date())})
    scheme = Scheme("jp.jc-star", "S1.1", {"1": "self-declaration"})
    root, after = Root((ROOT.public,), 1), START + dt.timedelta(days=3)
    listed = TrustList(1, START, until, root, (issuer,), (scheme,), status_lists={LIST: "kita"})
    (tmp_path / "claim").write_text(sign_claim(claim, KEY, lambda: bytes([next(numbers)]) * 16))
    (tmp_path / "key.pem").write_bytes(write_key(KEY, WORD))
    (tmp_path / "other.pem").write_bytes(write_key(OTHER, WORD))
    (tmp_path / "list").write_bytes(seal_list(listed, [ROOT]))
    for name, since, bits in (("status", START, ()), ("withdrawn", after, (5,))):
        status = StatusList(LIST, "kita", "revocation", since, until, bits_of(bits))
        (tmp_path / name).write_text(sign_status(status, KEY))
    return tmp_path


@pytest.mark.parametrize(("lang", "said"), [("en", "does not answer all items"), ("ja", "回答のないもの")])
@pytest.mark.parametrize("answered", [1, 15])
def test_a_claim_about_some_items_gives_no_label(place: Path, run: Run, answered: int, lang: str, said: str) -> None:
    whole = read_claim(SdJwt.read((place / "claim").read_text()).unverified)
    numbers = itertools.count(50)
    part = replace(whole, answers=whole.answers[:answered])
    (place / "claim").write_text(sign_claim(part, KEY, lambda: bytes([next(numbers)]) * 16))
    ran = run("label", *ISSUE, "--out", "out", "--lang", lang)
    assert (ran.code, (place / "out").exists()) == (3, False)
    assert said in ran.err


@pytest.fixture
def label(place: Path, run: Run) -> Path:
    names = ("--product", "Camera", "--product-ja", "カメラ", "--model-number", "NW-310")
    assert run("label", *ISSUE, "--out", "out", *names).code == 0
    return place / "out"


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("file", ["label.en.svg", "label.ja.svg", "label.png", "label.txt"])
def test_every_file_verifies(run: Run, label: Path, file: str, lang: str) -> None:
    ran = run("label", "verify", label / file, *GROUNDS, "--lang", lang)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.count("✓") == 3
    assert bool(JAPANESE.search(ran.out)) == (lang == "ja")
    scheme = {"en": "scheme jp.jc-star, edition S1.1, level 1", "ja": "制度 jp.jc-star S1.1版、水準 1"}
    assert scheme[lang] in ran.out.splitlines()
    assert not re.search(r"\d{4}-\d\d-\d\d", ran.out)


@pytest.mark.parametrize(
    ("lang", "counts", "limit"),
    [
        ("en", "the label counts as self-declaration", "Not an official endorsement, and not the mark of a scheme."),
        ("ja", "このラベルは自己宣言として有効です", "公的な推奨ではなく、制度の公式マークでもありません。"),
    ],
)
def test_what_it_counts_as_and_what_it_does_not_say(
    run: Run, label: Path, lang: Language, counts: str, limit: str
) -> None:
    wording = catalogue().schemes["jp.jc-star"].wording
    assert wording is not None
    for file in ("label.en.svg", "label.txt"):
        lines = run("label", "verify", label / file, *GROUNDS, "--lang", lang).out.splitlines()
        place = lines.index(counts)
        assert lines[place + 1] == limit
        assert wording.may_not.show(lang).rstrip(".。") in lines[place + 2]
        assert len(lines) == place + 3
    ended = run("label", "verify", label / "label.txt", *GROUNDS, "--at", "2029-01-01", "--lang", lang).out.splitlines()
    assert counts not in ended
    assert limit in ended
    here = run("label", "verify", label / "label.txt", *GROUNDS, "--lang", lang).out.splitlines()
    among = run("verify", label / "label.txt", *GROUNDS, "--lang", lang).out.splitlines()
    assert among[0].endswith("label.txt")
    assert among[1 : len(here) + 1] == here


def test_the_address_and_the_code_verify_without_a_network(
    run: Run, label: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    address = (label / "label.txt").read_text().strip()
    results = [run("label", "verify", word, *GROUNDS, "--json") for word in (address, address.partition("#")[2])]
    assert results[0].out == results[1].out
    found = json.loads(results[0].out)
    assert found["verdict"]["counts"]
    assert found["verdict"]["basis"] == "self-declaration"
    assert found["label"]["number"] == "KD-17"
    assert found["label"]["valid_until"] == "2028-10-30"


@pytest.mark.parametrize(
    ("words", "state"),
    [
        (("--status", "withdrawn"), "withdrawn"),
        (("--at", "2029-01-01"), "expired"),
    ],
)
def test_withdrawal_and_expiry_show(run: Run, label: Path, words: tuple[str, ...], state: str) -> None:
    ran = run("label", "verify", label / "label.png", *GROUNDS, *words, "--json")
    assert ran.code == 1
    assert json.loads(ran.out)["verdict"]["status"]["code"] == state


def test_pins(run: Run, label: Path) -> None:
    word = ("label", "verify", label / "label.txt", *GROUNDS, "--pin")
    assert run(*word, ROOT.public.thumbprint).code == 0
    ran = run(*word, OTHER.public.thumbprint)
    assert (ran.code, ran.out) == (3, "")


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_an_edited_picture_is_told(run: Run, label: Path, lang: str) -> None:
    for file in ("label.en.svg", "label.ja.svg"):
        text = (label / file).read_text(encoding="utf-8")
        (label / file).write_text(text.replace("NW-310", "NW-999"), encoding="utf-8")
        ran = run("label", "verify", label / file, *GROUNDS, "--lang", lang)
        assert ran.code == 1
        assert "NW-999" not in ran.out
        assert ran.out.count("✓") == 3
        assert "✕" in ran.out


def test_issuing_says_what_was_made(run: Run, place: Path) -> None:
    ran = run("label", *ISSUE, "--out", "out", "--json")
    made = json.loads(ran.out)
    assert made["qr_version"] <= 15
    assert made["bytes"] < 345
    assert sorted(path.name for path in (place / "out").iterdir()) == [
        "label.en.svg",
        "label.ja.svg",
        "label.png",
        "label.txt",
    ]


def test_nothing_is_overwritten_or_half_written(run: Run, place: Path) -> None:
    (place / "out").mkdir()
    (place / "out/label.png").write_text("mine")
    assert run("label", *ISSUE, "--out", "out").code == 2
    assert [path.name for path in (place / "out").iterdir()] == ["label.png"]
    assert (place / "out/label.png").read_text() == "mine"


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("isue", "claim"), 2, "issue"),
        (("issue", "a", "b"), 2, "CLAIM"),
        (("reach", "model.yaml"), 2, "ELEMENT"),
        ((*ISSUE,), 2, "--out"),
        (("issue", "claim", "--key", "key.pem", "--out", "o"), 2, "--address"),
        ((*ISSUE, "--out", "o", "--trust", "list"), 2, "--trust"),
        ((*ISSUE, "--out", "o", "--key", "nothing"), 2, "nothing"),
        ((*ISSUE, "--out", "o", "--key", "claim"), 3, ""),
        ((*ISSUE, "--out", "o", "--key", "other.pem"), 3, ""),
        ((*ISSUE, "--out", "o", "--address", "http://a"), 3, "http://a"),
        ((*ISSUE, "--out", "o", "--product", "x" * 400), 3, ""),
        ((*ISSUE, "--out", "o", "--product", "あ" * 90), 3, "15"),
        ((*ISSUE, "--out", "o", "--at", "2029-01-01"), 3, "2029-01-01"),
        ((*ISSUE, "--out", "o", "--at", "soon"), 2, "soon"),
        (("issue", "list", *ISSUE[2:], "--out", "o"), 3, ""),
        (("issue", "nothing", *ISSUE[2:], "--out", "o"), 3, "nothing"),
        (("verify", "nothing"), 3, "nothing"),
        (("verify", "claim", "--key", "key.pem"), 2, "--key"),
        (("verify", "key.pem", "--trust", "claim"), 3, ""),
        (("verify", "key.pem", "--trust", "list", "--status", "list"), 3, ""),
    ],
)
def test_refusals(run: Run, place: Path, words: tuple[str, ...], code: int, said: str, lang: str) -> None:
    ran = run("label", *words, "--lang", lang)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert len(ran.err.splitlines()) == 1
    assert bool(JAPANESE.search(ran.err)) == (lang == "ja")
    assert not (place / "o").exists()


@pytest.mark.parametrize("file", ["key.pem", "list", "claim"])
def test_what_is_no_label_is_one_clear_verdict(run: Run, place: Path, file: str) -> None:
    ran = run("label", "verify", file, *GROUNDS, "--json")
    assert ran.code == 1
    assert json.loads(ran.out)["verdict"]["signature"]["code"] == "label-unreadable"
