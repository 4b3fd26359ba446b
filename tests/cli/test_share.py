"""``sanso share``, ``inbox`` and ``request`` on the command line: what is said, what is refused, and no stack trace."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tests.trust.chain import key
from tests.verbs.partners import ITEMS, Partners

from sanso.envelope.key_file import write_key

from .conftest import Run

JAPANESE = re.compile("[\u3041-\u30ff\u4e00-\u9fff]")
WORD = "correct horse battery"


@pytest.fixture
def partners(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Partners:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SANSO_PASSPHRASE", WORD)
    made = Partners.at(tmp_path)
    made.parcels()
    for name in ("operator", "part"):
        Path(f"{name}.pem").write_bytes(write_key(key(name), WORD))
    return made


GROUNDS = ("--trust", "trust.json", "--status", "s1", "--status", "s2", "--at", "2026-11-02")


def test_share_lists_hides_and_relays(partners: Partners, run: Run) -> None:
    listed = run("share", "whole/whole.jwt", "--list")
    assert listed.code == 0
    assert all(f"{item}: met" in listed.out for item in ITEMS)
    assert all(f"{item}: 充足" in run("share", "whole/whole.jwt", "--list", "--lang", "ja").out for item in ITEMS)
    out = run("share", "whole/whole.jwt", "--disclose", ITEMS[0], "--out", "p.jwt")
    assert out.code == 0
    assert f"shown: {ITEMS[0]}" in out.out
    assert run("verify", "p.jwt", *GROUNDS).out.count("hidden") == 1
    again = run("share", "p.jwt", "--hide", ITEMS[0], "--out", "q.jwt", "--lang", "ja")
    assert again.code == 0
    assert JAPANESE.search(again.out)
    wider = run("share", "p.jwt", "--disclose", ITEMS[1], "--out", "w.jwt")
    assert (wider.code, wider.out) == (3, "")
    assert ITEMS[1] in wider.err
    assert not Path("w.jwt").exists()
    relayed = run("share", "p.jwt", "--relay", "operator", "--issuer", "part", "--key", "part.pem",
                  "--at", "2026-11-01", "--out", "r.jwt", "--json")  # fmt: skip
    assert json.loads(relayed.out)["files"] == ["r.jwt", "r.relay.json"]
    assert Path("r.jwt").read_bytes() == Path("p.jwt").read_bytes()
    taken = run("inbox", "r.jwt", "r.relay.json", "--model", "model.yaml", *GROUNDS, "--into", "evidence")
    assert taken.code == 0
    assert "passed on by part to operator on 1 November 2026" in taken.out


def test_share_derives(partners: Partners, run: Run) -> None:
    ran = run("share", "derive", "whole/whole.jwt", "own/own.jwt", "--requirement", ITEMS[0], "--issuer", "operator",
              "--of", "5", "--key", "operator.pem", "--at", "2026-11-01", "--out", "d.json")  # fmt: skip
    assert ran.code == 3
    assert "same subject" in ran.err
    ran = run("share", "derive", "whole/whole.jwt", "--requirement", ITEMS[0], "--issuer", "operator",
              "--of", "5", "--key", "operator.pem", "--at", "2026-11-01", "--out", "d.json")  # fmt: skip
    assert ran.code == 0
    assert f"1 of 5 meets {ITEMS[0]}" in ran.out
    assert "not verified" in ran.err


def test_what_is_derived_is_judged_on_the_day_that_it_is_signed_for(partners: Partners, run: Run) -> None:
    words = ("share", "derive", "whole/whole.jwt", "--requirement", ITEMS[0], "--issuer", "operator", "--of", "5",
             "--key", "operator.pem", *GROUNDS[:-2])  # fmt: skip
    assert run(*words, "--at", "2026-11-02", "--out", "now.json").code == 0
    late = run(*words, "--at", "2040-01-01", "--out", "late.json")
    assert late.code == 3
    assert not Path("late.json").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("share", "whole/whole.jwt"),
        ("share", "whole/whole.jwt", "--disclose", ITEMS[0]),
        ("share", "whole/whole.jwt", "--relay", "operator", "--out", "x"),
        ("share", "whole/whole.jwt", "--requirement", "R", "--out", "x"),
        ("share", "whole/whole.jwt", "own/own.jwt", "--disclose", ITEMS[0], "--out", "x"),
        ("share", "derive", "whole/whole.jwt", "--out", "x"),
        ("share", "nowhere.jwt", "--list"),
        ("share", "junk/empty.jwt", "--list"),
        ("share", "whole/whole.jwt", "--disclose", ITEMS[0], "--out", "model.yaml"),
        ("share", "whole/whole.jwt", "--disclose", ITEMS[0], "--out", "no/such/folder.jwt"),
        ("inbox", "whole/whole.jwt", "--model", "model.yaml"),
        ("inbox", "nowhere.jwt", "--model", "model.yaml", *GROUNDS),
        ("inbox", "whole/whole.jwt", "--model", "nowhere.yaml", *GROUNDS),
        ("inbox", "whole/whole.jwt", "--model", "model.yaml", *GROUNDS, "--map", "nonsense"),
        ("inbox", "whole/whole.jwt", "--model", "model.yaml", *GROUNDS, "--map", "a=b"),
        ("inbox", "whole/whole.jwt", "--model", "model.yaml", *GROUNDS, "--into", "model.yaml"),
        ("request", "model.yaml", "--supplier", "nobody", "--out", "x"),
        ("request", "model.yaml", "--supplier", "maker", "--reason", "much", "--out", "x"),
        ("request", "model.yaml", "--supplier", "maker", "--due", "soon", "--out", "x"),
        ("request", "model.yaml", "--supplier", "maker", "--out", "model.yaml"),
    ],
)
def test_what_cannot_be_done_is_one_message_in_both_languages(
    words: tuple[str, ...], partners: Partners, run: Run
) -> None:
    before = sorted(Path().rglob("*"))
    english, japanese = run(*words), run(*words, "--lang", "ja")
    assert english.code == japanese.code != 0
    assert english.err
    assert JAPANESE.search(japanese.err)
    assert not JAPANESE.search(english.err)
    assert sorted(Path().rglob("*")) == before


def test_inbox_says_marks_and_what_is_closed(partners: Partners, run: Run) -> None:
    ran = run("inbox", "whole", "unknown", "foreign", "--model", "model.yaml", *GROUNDS)
    assert ran.code == 1
    assert "✓ signature" in ran.out
    assert "--map gadget=ELEMENT" in ran.out
    assert "taken in 1, not taken in 1, waiting for you 1" in ran.out
    assert "nothing was written" in ran.out
    kept = run("inbox", "whole", "--model", "model.yaml", *GROUNDS, "--into", "evidence", "--lang", "ja")
    assert kept.code == 0
    assert JAPANESE.search(kept.out)
    proven = run("assess", "model.yaml", "--evidence", "evidence", "--at", "2026-11-02", "--json")
    claims = json.loads(proven.out)["proof"]["claims"]
    assert [one["counts"] for one in claims] == [True]


def test_what_is_called_otherwise_counts_for_the_element(partners: Partners, run: Run) -> None:
    words = ("inbox", "named", "--model", "model.yaml", *GROUNDS, "--into", "evidence")
    assert run(*words).code == 0
    proven = run("assess", "model.yaml", "--evidence", "evidence", "--at", "2026-11-02", "--json")
    (claim,) = json.loads(proven.out)["proof"]["claims"]
    assert (claim["subject"], claim["element"]) == ("x-2", "onboard-x2")


def test_request_writes_a_package(partners: Partners, run: Run) -> None:
    ran = run("request", "model.yaml", "--supplier", "maker", "--at", "2026-11-02", "--due", "2027-01-31",
              "--out", "out", "--json")  # fmt: skip
    assert ran.code == 0
    record = json.loads(ran.out)
    assert record["due"] == "2027-01-31"
    assert {Path(name).name for name in record["files"]} >= {
        "letter.html",
        "letter.docx",
        "answers-maker.xlsx",
        "README.md",
    }
    assert run("import", "out/answers-maker.xlsx", "--into", "model.yaml").code == 0
