"""``sanso claim export``, ``import`` and ``evidence``, and what ``sanso verify`` makes of statements and files."""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from sanso.cli.__main__ import main
from sanso.envelope.key_file import write_key
from sanso.envelope.keys import SoftKey
from sanso.envelope.notes import NoteKey
from sanso.trust.chain.derived import Derived, derive
from sanso.trust.chain.relays import Relay, relay
from sanso.trust.claims.credential import claim_digest
from sanso.trust.claims.presentations import present
from sanso.verbs.claim_exchange import state_evidence
from sanso.verbs.claims import DraftOrder, draft_claim, sign_draft, sign_trust_list
from sanso.verbs.ledger import LedgerOrder, ledger

from .conftest import Run

JAPANESE = re.compile("[\u3041-\u30ff\u4e00-\u9fff]")
WORD = "correct horse battery"
GROUNDS = ("--trust", "trust.json")
DAY = ("--at", "2026-11-03")
TRUST = """\
sanso_trust_list: 1
expires: 2027-10-31
root: {{threshold: 1, keys: [lab.pub.json]}}
issuers:
  - id: lab
    name: Laboratory
    keys: [{{file: lab.pub.json, from: 2026-11-01}}]
    accreditations: [{{scheme: cpsf, basis: third-party, from: 2026-11-01}}]
  - {{id: tier1, name: Tier 1, keys: [{{file: tier1.pub.json, from: 2026-11-01}}]}}
schemes: [{{id: cpsf, edition: '1.0', levels: {{'*': third-party}}, from: 2019-04-18}}]
logs: ['{log}']
"""
NOW = dt.datetime(2026, 11, 2, tzinfo=dt.UTC)


def sanso(*words: str) -> None:
    assert main(list(words)) == 0, words


def issue(name: str, key: SoftKey, *items: str, result: str = "met") -> None:
    until = dt.date(2026, 11, 30)
    order = DraftOrder("controller", items, "lab", until, result=result, evidence=[Path("kept/report.pdf")])
    Path(f"{name}.yaml").write_text(draft_claim("model.yaml", order), encoding="utf-8")
    salts = (hashlib.sha256(f"{name} {n}".encode()).digest()[:16] for n in itertools.count())
    Path(name).write_text(sign_draft(Path(f"{name}.yaml"), key, NOW, salts.__next__)[1])


def key(name: str) -> SoftKey:
    made = SoftKey.from_secret("Ed25519", hashlib.sha256(name.encode()).digest())
    record = made.public.jwk() | {"alg": "Ed25519", "kid": made.public.thumbprint}
    Path(f"{name}.pub.json").write_text(json.dumps(record))
    return made


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory, model_file: Path) -> Path:
    """A laboratory, a tier 1 that relays, a log, three claims, evidence with a note."""
    folder = tmp_path_factory.mktemp("exchange")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        Path("model.yaml").write_bytes(model_file.read_bytes())
        Path("kept").mkdir()
        Path("kept/report.pdf").write_bytes(b"seen")
        lab, tier1, log = key("lab"), key("tier1"), key("log")
        Path("lab.pem").write_bytes(write_key(lab, WORD))
        trust = TRUST.format(log=NoteKey("log.example.org", log.public).text)
        Path("trust.yaml").write_text(trust, encoding="utf-8")
        Path("trust.json").write_bytes(sign_trust_list(Path("trust.yaml"), lab, NOW - dt.timedelta(days=1)).raw)
        issue("good", lab, "CPS.DS-10", "CPS.DS-11")
        issue("other", lab, "CPS.DS-10")
        issue("bad", lab, "CPS.DS-10", result="none")
        order = LedgerOrder([Path("good")], log, "log.example.org", receipt=True)
        for action in ("init", "append"):
            ledger(action, Path("log"), order)
        ledger("checkpoint", Path("log"), replace(order, files=()))
        Path("receipt").write_bytes(ledger("prove", Path("log"), order).output)
        statements(lab, tier1)
    return folder


def statements(lab: SoftKey, tier1: SoftKey) -> None:
    shown = present(Path("good").read_text().strip(), ["CPS.DS-10"])
    Path("shown").write_text(shown)
    Path("relay.json").write_bytes(relay(shown, Relay("tier1", "operator", NOW), [tier1]))
    Path("liar.json").write_bytes(relay(shown, Relay("lab", "operator", NOW), [tier1]))
    members = tuple(claim_digest(Path(name).read_text().strip()) for name in ("good", "other"))
    Path("derived.json").write_bytes(derive(Derived("tier1", "CPS.DS-10", "met", 5, members, NOW), [tier1]))
    false = (claim_digest(Path("bad").read_text().strip()),)
    Path("false.json").write_bytes(derive(Derived("tier1", "CPS.DS-10", "met", 5, false, NOW), [tier1]))
    note = state_evidence([Path("kept/report.pdf")], "bench", "test", lab, NOW, "nmap")
    Path("kept/report.intoto.json").write_bytes(note)


@pytest.fixture
def place(chain: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SANSO_PASSPHRASE", WORD)
    monkeypatch.chdir(chain)
    return chain


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_out_and_in_by_commands(run: Run, place: Path, tmp_path: Path, lang: str) -> None:
    bom, draft = tmp_path / "bom.json", tmp_path / "draft.yaml"
    ran = run("claim", "export", "good", "--format", "cyclonedx-1.7", "--out", bom, "--lang", lang)
    assert (ran.code, ran.err) == (0, "")
    assert bool(JAPANESE.search(ran.out)) == (lang == "ja")
    whole = json.loads(bom.read_text())
    assert whole["specVersion"] == "1.7"
    titles = [one["title"] for one in whole["definitions"]["standards"][0]["requirements"]]
    assert all(bool(JAPANESE.search(title)) == (lang == "ja") for title in titles)
    ran = run("claim", "import", bom, "--out", draft, "--lang", lang)
    assert (ran.code, ran.err.count("\n")) == (0, 1), "the signed original is told"
    assert bool(JAPANESE.search(ran.out)) == (lang == "ja")
    ran = run("claim", "sign", draft, "--key", "lab.pem", "--at", "2026-11-02", "--out", tmp_path / "again")
    assert ran.code == 0
    old, new = (json.loads(run("claim", "show", one, "--json").out)["content"] for one in ("good", tmp_path / "again"))
    for member in ("issuer", "credentialSubject", "scheme", "evidence", "validUntil"):
        assert old[member] == new[member], member


def test_a_foreign_document_becomes_a_draft_that_can_not_be_signed_as_it_is(
    run: Run, place: Path, tmp_path: Path
) -> None:
    sanso("claim", "export", "good", "other", "--out", str(tmp_path / "bom.json"))
    whole = json.loads((tmp_path / "bom.json").read_text())
    whole["properties"] = []
    for piece in whole["declarations"]["evidence"]:
        piece.pop("expires", None)
    whole["declarations"]["assessors"][0]["organization"]["name"] = "Assessors Inc"
    whole["definitions"]["standards"][0]["requirements"][0]["identifier"] = "A.5 policies"
    for entry in whole["declarations"]["attestations"][0]["map"]:
        entry["conformance"] = {}
    (tmp_path / "bom.json").write_text(json.dumps(whole))
    ran = run("claim", "import", tmp_path / "bom.json", "--out", tmp_path / "draft.yaml", "--json")
    found = json.loads(ran.out)
    assert [Path(one).name for one in found["files"]] == ["draft-1.yaml", "draft-2.yaml"]
    first = found["drafts"][0]
    assert first["open"] == ["issuer", "valid_until", "A.5-policies", "CPS.DS-11"]
    assert first["unknown"] == ["A.5-policies"]
    refused = run("claim", "sign", tmp_path / "draft-1.yaml", "--key", "lab.pem", "--out", tmp_path / "c")
    assert refused.code == 3
    words = ("--issuer", "lab", "--valid-until", "2026-11-30", "--out", tmp_path / "named.yaml", "--json")
    found = json.loads(run("claim", "import", tmp_path / "bom.json", *words).out)
    assert found["drafts"][0]["open"] == ["A.5-policies", "CPS.DS-11"]


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("export", "good"), 2),
        (("export", "good", "--format", "spdx", "--out", "x.json"), 2),
        (("export", "good", "--out", "trust.json"), 2),
        (("export", "model.yaml", "--out", "x.json"), 3),
        (("export", "nowhere", "--out", "x.json"), 3),
        (("import", "trust.json", "--out", "x.yaml"), 3),
        (("import", "good", "--out", "x.yaml"), 3),
        (("evidence", "kept/report.pdf", "--key", "lab.pem", "--out", "x.json"), 2),
        (("evidence", "kept/report.pdf", "--issuer", "b", "--method", "x", "--key", "lab.pem", "--out", "x.json"), 2),
        (("evidence", "nowhere", "--issuer", "b", "--method", "test", "--key", "lab.pem", "--out", "x.json"), 3),
    ],
)
def test_what_can_not_be_done_gives_one_message_and_no_file(
    run: Run, place: Path, words: tuple[str, ...], code: int, lang: str
) -> None:
    before = sorted(path.name for path in place.iterdir())
    ran = run("claim", *words, "--lang", lang)
    assert (ran.code, ran.out, ran.err.count("\n")) == (code, "", 1)
    assert bool(JAPANESE.search(ran.err)) == (lang == "ja")
    assert sorted(path.name for path in place.iterdir()) == before


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_evidence_is_a_fifth_line_and_no_fifth_mark(run: Run, place: Path, lang: str) -> None:
    ran = run("verify", "good", *GROUNDS, *DAY, "--files", "kept", "--lang", lang)
    assert (ran.code, ran.err) == (0, "")
    assert (ran.out.count("✓"), ran.out.count("?")) == (4, 1), "signature, authority, status, evidence; no log"
    assert "report.pdf: " in ran.out
    assert "nmap" in ran.out
    assert bool(JAPANESE.search(ran.out)) == (lang == "ja")


def test_changed_evidence_is_a_finding_and_missing_evidence_is_told(run: Run, place: Path, tmp_path: Path) -> None:
    (tmp_path / "report.pdf").write_bytes(b"SEEN")
    ran = run("verify", "good", *GROUNDS, *DAY, "--files", tmp_path, "--json")
    found = json.loads(ran.out)
    (one,) = found["files"]
    assert (ran.code, found["fine"], one["fine"], one["evidence"][0]["state"]) == (1, False, True, "different")
    (tmp_path / "report.pdf").unlink()
    ran = run("verify", "good", *GROUNDS, *DAY, "--files", tmp_path, "--json")
    assert (ran.code, json.loads(ran.out)["files"][0]["evidence"][0]["state"]) == (0, "missing")
    ran = run("verify", "good", *GROUNDS, *DAY, "--files", tmp_path / "nowhere")
    assert (ran.code, ran.out) == (3, "")


def test_a_receipt_instead_of_a_proof(run: Run, place: Path) -> None:
    ran = run("verify", "good", *GROUNDS, *DAY, "--proof", "receipt", "--json")
    assert (ran.code, json.loads(ran.out)["files"][0]["verdict"]["log"]["code"]) == (0, "logged")
    ran = run("verify", "other", *GROUNDS, *DAY, "--proof", "receipt", "--json")
    assert (ran.code, json.loads(ran.out)["files"][0]["verdict"]["log"]["code"]) == (1, "log-wrong")
    ran = run("verify", "receipt", *GROUNDS, *DAY)
    assert (ran.code, ran.out, ran.err.count("\n")) == (3, "", 1)


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize(
    ("words", "fine"),
    [
        (("relay.json", "shown"), True),
        (("shown", "relay.json"), True),
        (("relay.json",), False),
        (("relay.json", "good"), False),
        (("liar.json", "shown"), False),
        (("derived.json",), True),
        (("derived.json", "good", "other"), True),
        (("false.json",), True),
        (("false.json", "bad"), False),
        (("kept/report.intoto.json",), True),
    ],
)
def test_statements_are_held_against_what_is_at_hand(
    run: Run, place: Path, words: tuple[str, ...], fine: bool, lang: str
) -> None:
    ran = run("verify", *words, *GROUNDS, *DAY, "--lang", lang)
    assert (ran.code == 0, ran.err) == (fine, "")
    assert bool(JAPANESE.search(ran.out)) == (lang == "ja")
    found = json.loads(run("verify", *words, *GROUNDS, *DAY, "--json").out)
    assert (len(found["statements"]), found["fine"]) == (1, fine)


def test_what_statements_say_in_json(run: Run, place: Path) -> None:
    found = json.loads(run("verify", "derived.json", "good", "relay.json", "shown", *GROUNDS, *DAY, "--json").out)
    derived, relayed = found["statements"]
    assert (derived["kind"], derived["by"], derived["item"], derived["of"]) == ("derived", "tier1", "CPS.DS-10", 5)
    assert [(one["file"], one["finding"]) for one in derived["shown"]] == [("good", "holds"), ("shown", "holds")]
    assert (relayed["kind"], relayed["by"], relayed["to"], relayed["about"]) == ("relay", "tier1", "operator", "shown")
    lied = json.loads(run("verify", "liar.json", "shown", *GROUNDS, *DAY, "--json").out)["statements"][0]
    assert (lied["kind"], lied["problem"]["code"]) == ("relay", "statement-signer")


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("en", "? derived claim: not checked: the issuer stranger and its keys are not in the trust list"),
        ("ja", "? 派生主張: 確認できません。発行者strangerとその鍵がトラストリストにありません"),
    ],
)
def test_a_derived_claim_of_somebody_unknown_is_not_called_forged(
    run: Run, place: Path, tmp_path: Path, lang: str, line: str
) -> None:
    members = (claim_digest((place / "good").read_text().strip()),)
    stranger = SoftKey.from_secret("Ed25519", bytes([77]) * 32)
    (tmp_path / "d.json").write_bytes(derive(Derived("stranger", "CPS.DS-10", "met", 5, members, NOW), [stranger]))
    ran = run("verify", tmp_path / "d.json", *GROUNDS, *DAY, "--lang", lang)
    assert ran.code == 1
    assert line in ran.out.splitlines()
    assert "0 of 0" not in ran.out
    assert "0件中" not in ran.out
    found = json.loads(run("verify", tmp_path / "d.json", *GROUNDS, *DAY, "--json").out)["statements"][0]
    assert (found["problem"]["code"], found["fine"]) == ("unchecked", False)


def test_a_note_on_evidence_is_signed_by_a_command(run: Run, place: Path, tmp_path: Path) -> None:
    words = ("--issuer", "bench", "--method", "audit", "--key", "lab.pem", "--at", "2026-11-02")
    ran = run("claim", "evidence", "kept/report.pdf", "model.yaml", *words, "--out", tmp_path / "note")
    assert (ran.code, ran.err) == (0, "")
    found = json.loads(run("verify", tmp_path / "note", *GROUNDS, *DAY, "--json").out)["statements"][0]
    assert (found["by"], found["made_by"], found["method"], found["tool"]) == ("lab", "bench", "audit", None)
    assert [one["name"] for one in found["files"]] == ["report.pdf", "model.yaml"]
