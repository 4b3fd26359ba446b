"""``sanso ledger``: from an empty folder to proof, witness, audit and alarm."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from sanso.envelope.log_entries import Entry
from sanso.envelope.log_proofs import check_log_proof, read_log_proof
from sanso.envelope.notes import read_note_key
from sanso.envelope.receipts import check_receipt, read_receipt

from .conftest import Run

JAPANESE = re.compile("[\u3041-\u30ff\u4e00-\u9fff]")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SANSO_PASSPHRASE", "correct horse battery")
    monkeypatch.chdir(tmp_path)
    for name in ("a", "b", "c"):
        (tmp_path / name).write_text(name)
    return tmp_path


@pytest.fixture
def log(place: Path, run: Run) -> Path:
    assert run("ledger", "init", "log", "--name", "log.example", "--key", "key.pem").code == 0
    assert run("ledger", "append", "log", "a", "b").code == 0
    assert run("ledger", "checkpoint", "log", "--key", "key.pem", "--out", "first").code == 0
    return place / "log"


def test_the_whole_way(run: Run, log: Path, place: Path) -> None:
    cosigned = run("ledger", "witness", "log", "--name", "w.example", "--store", "w", "--key", "w.pem", "--out", "seen")
    assert cosigned.code == 0
    assert run("ledger", "checkpoint", "log", "seen").code == 0
    made = json.loads(run("ledger", "prove", "log", "b", "--out", "proof", "--json").out)
    witness = json.loads(
        run("ledger", "witness", "log", "--name", "w.example", "--store", "w", "--key", "w.pem", "--json").out
    )
    proof = read_log_proof((place / "proof").read_bytes())
    log_key, witness_key = read_note_key(made["key"]), read_note_key(witness["witness"])
    entry = Entry.of("claim", b"b")
    shown = check_log_proof(proof, entry.leaf, log_key, [witness_key])
    assert (shown.index, list(shown.witnesses)) == (1, [witness_key])
    assert run("ledger", "prove", "log", "--index", 1, "--cose", "--key", "key.pem", "--out", "cose").code == 0
    assert check_receipt(read_receipt((place / "cose").read_bytes()), entry.leaf, log_key.public)
    ran = run("ledger", "audit", "log", "first", "seen", "--log-key", made["key"], "--json")
    found = json.loads(ran.out)
    assert (ran.code, found["fine"], found["compared"], found["kinds"]) == (0, True, 2, {"claim": 2})


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_two_stories(run: Run, log: Path, place: Path, lang: str) -> None:
    witness = ("ledger", "witness", "--name", "w.example", "--store", "w", "--key", "w.pem", "--lang", lang)
    shutil.copytree(log, place / "other")
    for folder, name in (("log", "c"), ("other", "a")):
        assert run("ledger", "append", folder, name).code == 0
        assert run("ledger", "checkpoint", folder, "--key", "key.pem", "--out", f"of-{folder}").code == 0
    assert run(*witness, "log").code == 0
    ran = run(*witness, "other")
    assert (ran.code, ran.out) == (1, "")
    assert bool(JAPANESE.search(ran.err)) == (lang == "ja")
    assert len(list((place / "w/alarms").iterdir())) == 1
    ran = run("ledger", "audit", "log", "of-other", "--store", "mine", "--lang", lang)
    assert ran.code == 1
    assert len(list((place / "mine/alarms").iterdir())) == 1


@pytest.fixture
def forked(place: Path, run: Run) -> tuple[str, str]:
    """Two logs of one name and one key with different entries."""
    for folder, name in (("one", "a"), ("two", "b")):
        assert run("ledger", "init", folder, "--name", "log.example", "--key", "key.pem").code == 0
        assert run("ledger", "append", folder, name).code == 0
        assert run("ledger", "checkpoint", folder, "--key", "key.pem").code == 0
    return "one", "two"


@pytest.mark.parametrize("first", ["audit", "witness"])
def test_an_audit_alarms_by_what_the_store_saw(run: Run, forked: tuple[str, str], place: Path, first: str) -> None:
    one, two = forked
    words = ("--name", "w.example", "--key", "w.pem") if first == "witness" else ()
    assert run("ledger", first, one, "--store", "st", *words).code == 0
    (seen,) = (place / "st/seen").iterdir()
    kept = seen.read_bytes()
    ran = run("ledger", "audit", two, "--store", "st")
    assert ran.code == 1
    assert "two different trees of 1 entry." in ran.err
    assert "all in order" not in ran.out
    assert len(list((place / "st/alarms").iterdir())) == 1
    assert seen.read_bytes() == kept
    again = run("ledger", "witness", one, "--store", "st", "--name", "w.example", "--key", "w.pem", "--json")
    assert (again.code, json.loads(again.out)["outcome"]) == (0, "same")


def test_an_honest_log_audited_twice(run: Run, log: Path, place: Path) -> None:
    for compared in (0, 1, 1):
        ran = run("ledger", "audit", "log", "--store", "st", "--json")
        found = json.loads(ran.out)
        assert (ran.code, found["fine"], found["compared"]) == (0, True, compared)
        assert run("ledger", "append", "log", "c").code == 0
        assert run("ledger", "checkpoint", "log", "--key", "key.pem").code == 0
    assert not (place / "st/alarms").exists()
    assert run("ledger", "audit", "log", "--store", "st").out.splitlines()[-1] == "all in order"
    assert run("ledger", "audit", "log", "--store", "st", "--lang", "ja").out.splitlines()[-1] == "異常はありません"


@pytest.mark.parametrize(
    ("lang", "itself", "own_word", "fine"),
    [
        ("en", "compared with nothing that was seen earlier", "the folder's own word", "all in order"),
        ("ja", "以前に確認した内容とは照合していません", "フォルダーに記された鍵", "異常はありません"),
    ],
)
def test_an_audit_that_compared_nothing_says_so(
    run: Run, log: Path, lang: str, itself: str, own_word: str, fine: str
) -> None:
    ran = run("ledger", "audit", "log", "--lang", lang)
    assert ran.code == 0
    assert itself in ran.out
    assert own_word in ran.out
    assert fine not in ran.out
    key = json.loads(run("ledger", "audit", "log", "--json").out)["key"]
    ran = run("ledger", "audit", "log", "--log-key", key, "--lang", lang)
    assert itself in ran.out
    assert own_word not in ran.out


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("audi", "log"), 2, "audit"),
        (("append", "log"), 2, ""),
        (("append", "log", "nothing-here"), 2, "nothing-here"),
        (("append", "log", "a", "--kind", "clam"), 2, "claim"),
        (("append", "nowhere", "a"), 3, "init"),
        (("init", "log", "--name", "log.example", "--key", "key.pem"), 3, ""),
        (("init", "new", "--key", "key.pem"), 2, "--name"),
        (("init", "new", "--name", "two words", "--key", "key.pem"), 3, ""),
        (("checkpoint", "log"), 2, "--key"),
        (("checkpoint", "log", "a"), 3, ""),
        (("prove", "log"), 2, "--index"),
        (("prove", "log", "c"), 3, "c"),
        (("prove", "log", "--index", "9"), 3, "9"),
        (("witness", "log", "--name", "w", "--key", "key.pem"), 2, "--store"),
        (("audit", "log", "a"), 3, "a"),
        (("audit", "log", "--log-key", "x"), 3, ""),
    ],
)
def test_refusals(run: Run, log: Path, words: tuple[str, ...], code: int, said: str, lang: str) -> None:
    ran = run("ledger", *words, "--lang", lang)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert len(ran.err.splitlines()) == 1
    assert bool(JAPANESE.search(ran.err)) == (lang == "ja")


def test_a_wrong_passphrase(run: Run, log: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (place / "word").write_text("wrong horse battery\n")
    run("ledger", "append", "log", "c")
    ran = run("ledger", "checkpoint", "log", "--key", "key.pem", "--passphrase-file", "word")
    assert ran.code == 3
    monkeypatch.delenv("SANSO_PASSPHRASE")
    assert run("ledger", "checkpoint", "log", "--key", "key.pem").code == 2
    (place / "word").write_text("correct horse battery\r\n")
    assert run("ledger", "checkpoint", "log", "--key", "key.pem", "--passphrase-file", "word").code == 0
