"""``sanso verify``: everything made by commands, then four marks for good and spoilt claims, offline."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from sanso.cli.__main__ import main
from sanso.formats.claims import trust_example
from sanso.trust.claims.presentations import present

from .conftest import Run

JAPANESE = re.compile("[\u3041-\u30ff\u4e00-\u9fff]")
WORD = "correct horse battery"
LIST = "https://status.example/lab"
GROUNDS = ("--trust", "trust.json", "--status", "status1")
DAY = ("--at", "2026-11-03")
BLOCKED = """
import socket, sys
def refuse(*_, **__):
    raise SystemExit("a socket was opened")
socket.socket = socket.create_connection = socket.getaddrinfo = refuse
from sanso.cli.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


def sanso(*words: str) -> None:
    assert main(list(words)) == 0, words


def issue(name: str, issuer: str, key: str, *words: str, items: tuple[str, ...] = ("CPS.DS-10", "CPS.DS-11")) -> None:
    asked = [word for item in items for word in ("--requirement", item)]
    until = "2026-12-31" if words else "2026-11-30"
    draft = f"{name}.yaml"
    sanso("claim", "new", "model.yaml", "--subject", "controller", *asked, "--issuer", issuer, "--result", "met",
          "--valid-until", until, *words, "--out", draft)  # fmt: skip
    sanso("claim", "sign", draft, "--key", f"{key}.pem", "--at", "2026-11-02", "--out", name)


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory, model_file: Path) -> Path:
    """A laboratory, a maker and a log; claims that are good and others that are not."""
    folder = tmp_path_factory.mktemp("chain")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SANSO_PASSPHRASE", WORD)
        patch.setenv("LANG", "C.UTF-8")
        patch.chdir(folder)
        Path("model.yaml").write_bytes(model_file.read_bytes())
        Path("other.yaml").write_bytes(model_file.read_bytes() + b"\n# changed\n")
        for name in ("root", "lab", "maker"):
            sanso("claim", "key", "--out", f"{name}.pem", "--algorithm", "ES256" if name == "maker" else "Ed25519")
        sanso("ledger", "init", "log", "--name", "log.example.org", "--key", "log.pem")
        trust_and_claims()
    return folder


def trust_and_claims() -> None:
    key = json.loads(Path("log/log.json").read_text())["key"]
    text = trust_example(dt.date(2026, 11, 1))
    Path("trust.yaml").write_text(text.replace("logs: []", f"logs: ['{key}']"), encoding="utf-8")
    sanso("claim", "trust", "trust.yaml", "--key", "root.pem", "--out", "trust.json", "--at", "2026-11-01")
    first = ("--status-list", LIST, "--issuer", "lab", "--at", "2026-11-02", "--out", "status1")
    sanso("claim", "status", *first, "--key", "lab.pem")
    sanso("claim", "status", "status1", "--withdraw", "7", "--key", "lab.pem", "--at", "2026-11-05", "--out", "status2")
    sanso("claim", "status", *first[:-1], "another1", "--withdraw", "9", "--key", "lab.pem")
    place = ("--status-list", LIST, "--index", "7")
    issue("good", "lab", "lab", *place)
    issue("short", "lab", "lab")
    issue("own", "maker", "maker")
    issue("foreign", "lab", "lab", *place, items=("CPS.AM-1",))
    issue("forged", "lab", "maker", *place)
    sanso("ledger", "append", "log", "good", "--key", "log.pem")
    sanso("ledger", "checkpoint", "log", "--key", "log.pem", "--out", "checkpoint")
    sanso("ledger", "prove", "log", "good", "--out", "proof")
    Path("cut").write_bytes(Path("good").read_bytes()[:400])
    Path("shown").write_text(present(Path("good").read_text().strip(), ["CPS.DS-10"]))


@pytest.fixture
def place(chain: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SANSO_PASSPHRASE", WORD)
    monkeypatch.chdir(chain)
    return chain


def marks(found: dict[str, object]) -> list[str]:
    verdict = found["verdict"]
    assert isinstance(verdict, dict)
    return [verdict[part]["code"] for part in ("signature", "authority", "status", "log")]


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_a_good_claim_and_its_presentation_count(run: Run, place: Path, lang: str) -> None:
    ran = run("verify", "good", "shown", *GROUNDS, *DAY, "--model", "model.yaml", "--lang", lang)
    assert (ran.code, ran.err) == (0, "")
    assert (ran.out.count("✓"), ran.out.count("?"), ran.out.count("✕")) == (6, 2, 0)
    assert bool(JAPANESE.search(ran.out)) == (lang == "ja")
    assert ran.out.count("CPS.DS-11") == 1, "the presentation hides it"


@pytest.mark.parametrize(("lang", "named"), [("en", "signed by Test Laboratory"), ("ja", "試験所の署名です")])
def test_an_issuer_has_a_name_in_each_language(run: Run, place: Path, lang: str, named: str) -> None:
    ran = run("verify", "good", *GROUNDS, *DAY, "--lang", lang)
    assert f"{named}\n" in ran.out
    mark = json.loads(run("verify", "good", *GROUNDS, *DAY, "--json").out)["files"][0]["verdict"]["signature"]
    assert named in mark["text"][lang]


def test_status_lists_come_in_any_order(run: Run, place: Path) -> None:
    day = ("--trust", "trust.json", "--at", "2026-11-06", "--json")
    older, newer = ("--status", "status1"), ("--status", "status2")
    told = [run("verify", "good", *lists, *day).out for lists in ((*older, *newer), (*newer, *older), newer)]
    assert "withdrawn" in told[0]
    assert told == [told[0]] * 3


@pytest.mark.parametrize(
    ("lang", "expired", "withdrawn"),
    [
        ("en", "expired on 31 December 2026, 23:59 UTC", "known since 5 November 2026, 00:00 UTC"),
        ("ja", "2026年12月31日 23:59 UTCに有効期限が切れています", "(2026年11月5日 00:00 UTCに判明)"),
    ],
)
def test_people_read_times_in_words_and_programs_as_they_are_signed(
    run: Run, place: Path, lang: str, expired: str, withdrawn: str
) -> None:
    for words, said in (
        ((*GROUNDS, "--at", "2027-01-10"), expired),
        ((*GROUNDS, "--status", "status2", "--at", "2026-11-06"), withdrawn),
    ):
        shown = run("verify", "good", *words, "--lang", lang).out
        assert said in shown
        assert not re.search(r"\d{4}-\d\d-\d\d", shown)
        (mark,) = [
            one for one in json.loads(run("verify", "good", *words, "--json").out)["files"][0]["verdict"].values()
            if isinstance(one, dict) and one["code"] in ("expired", "withdrawn")
        ]  # fmt: skip
        assert re.search(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", mark["text"][lang])


@pytest.mark.parametrize(
    ("words", "signature", "authority", "status"),
    [
        (("short", *DAY), "signed", "accredited", "valid-short"),
        (("good", "--at", "2027-01-10"), "signed", "accredited", "expired"),
        (("good", "--status", "status2", "--at", "2026-11-06"), "signed", "accredited", "withdrawn"),
        (("good", "--status", "status2", "--at", "2026-11-04"), "signed", "accredited", "valid"),
        (("good", "--at", "2026-11-20"), "signed", "accredited", "status-old"),
        (("good", "--at", "2026-11-01"), "signed", "accredited", "clock-before-issue"),
        (("good", "--at", "2026-10-01"), "clock-before-list", "not-looked-at", "not-looked-at"),
        (("good", "--at", "2027-12-01"), "signed", "list-expired", "expired"),
        (("good", *DAY, "--model", "other.yaml"), "signed", "accredited", "other-model"),
        (("own", *DAY), "signed", "no-authority", "valid-short"),
        (("own", *DAY, "--maker", "maker"), "signed", "own-statement", "valid-short"),
        (("own", *DAY, "--model", "model.yaml"), "signed", "own-statement", "valid-short"),
        (("foreign", *DAY), "signed", "not-accredited-items", "valid"),
        (("forged", *DAY), "wrong-key", "not-looked-at", "not-looked-at"),
        (("cut", *DAY), "unreadable", "not-looked-at", "not-looked-at"),
        (("model.yaml", *DAY), "unreadable", "not-looked-at", "not-looked-at"),
    ],
)
def test_every_mark_has_its_reason(
    run: Run, place: Path, words: tuple[str, ...], signature: str, authority: str, status: str
) -> None:
    ran = run("verify", words[0], *GROUNDS, *words[1:], "--json")
    found = json.loads(ran.out)
    assert marks(found["files"][0]) == [signature, authority, status, "log-absent"]
    fine = (signature, authority in ("accredited", "own-statement"), status.startswith("valid")) == (
        "signed",
        True,
        True,
    )
    assert (ran.code == 0) == found["fine"] == fine
    assert ran.err == ""


@pytest.mark.parametrize(("name", "code"), [("good", "logged"), ("shown", "logged"), ("short", "log-wrong")])
def test_a_proof_from_the_log(run: Run, place: Path, name: str, code: str) -> None:
    ran = run("verify", name, *GROUNDS, *DAY, "--proof", "proof", "--json")
    assert marks(json.loads(ran.out)["files"][0])[3] == code
    assert (ran.code == 0) == (code == "logged")


def test_one_bad_file_among_good_ones_is_a_finding(run: Run, place: Path) -> None:
    ran = run("verify", "good", "foreign", *GROUNDS, *DAY)
    assert ran.code == 1
    assert ran.out.rstrip().endswith("1 of 2 counts")


def test_without_a_list_nothing_counts(run: Run, place: Path) -> None:
    ran = run("verify", "good", *DAY, "--json")
    found = json.loads(ran.out)
    assert (ran.code, found["trust_list"]) == (1, None)
    assert marks(found["files"][0])[0] == "no-list"


def test_pins(run: Run, place: Path) -> None:
    root, lab = (json.loads((place / f"{name}.pub.json").read_text())["kid"] for name in ("root", "lab"))
    found = json.loads(run("verify", "good", *GROUNDS, *DAY, "--pin", root, "--json").out)
    assert found["trust_list"]["pinned"]
    ran = run("verify", "good", *GROUNDS, *DAY, "--pin", lab)
    assert (ran.code, ran.out) == (3, "")


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("nowhere",), 3),
        (("log",), 3),
        (("good", "--trust", "nowhere"), 3),
        (("good", "--trust", "good"), 3),
        (("good", *GROUNDS, "--status", "good"), 3),
        (("good", *GROUNDS, "--status", "another1"), 3),
        (("good", *GROUNDS, "--at", "soon"), 2),
        (("good", "foreign", *GROUNDS, "--proof", "good"), 2),
    ],
)
def test_what_is_at_hand_but_wrong_gives_one_message(
    run: Run, place: Path, words: tuple[str, ...], code: int, lang: str
) -> None:
    ran = run("verify", *words, "--lang", lang)
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.count("\n") == 1
    assert bool(JAPANESE.search(ran.err)) == (lang == "ja")


def test_a_label_is_verified_as_well(run: Run, place: Path, tmp_path: Path) -> None:
    words = ("--key", "maker.pem", "--address", "https://example.org/l", "--number", "7", "--at", "2026-11-02")
    assert run("label", "issue", "own", *words, "--out", tmp_path / "label").code == 0
    files = [tmp_path / "label" / name for name in ("label.en.svg", "label.txt")]
    ran = run("verify", *files, "good", *GROUNDS, *DAY, "--maker", "maker", "--json")
    found = json.loads(ran.out)
    assert (ran.code, [one["kind"] for one in found["files"]]) == (0, ["label", "label", "claim"])
    assert found["files"][0]["picture"] == "as-drawn"


@pytest.mark.long
def test_the_same_bytes_with_sockets_blocked(run: Run, place: Path) -> None:
    words = ["verify", "good", "shown", "foreign", "cut", *GROUNDS, *DAY, "--model", "model.yaml", "--json"]
    here = run(*words)
    done = subprocess.run(
        [sys.executable, "-c", BLOCKED, *words], cwd=place, env=dict(os.environ), capture_output=True, check=False
    )
    assert (done.returncode, done.stdout.decode()) == (here.code, here.out)
    assert here.code == 1
