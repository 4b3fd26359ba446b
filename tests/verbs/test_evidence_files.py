"""Files of evidence are known by their digest, and a changed one never passes for the one that was seen."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanso.envelope.keys import SoftKey
from sanso.envelope.malformed import Malformed
from sanso.trust.claims.claim import Evidence
from sanso.trust.claims.statements import EvidenceMade, File, evidence_statement, seal_statement
from sanso.trust.lists.authorities import Issuer, IssuerKey
from sanso.trust.lists.trust_list import Pins, Root, TrustList, seal_list
from sanso.trust.verdicts.verifying import Verifier
from sanso.verbs import evidence_files
from sanso.verbs.checked_statements import check_statement
from sanso.verbs.evidence_files import EvidenceFolder, digest_of

KEY = SoftKey.from_secret("Ed25519", bytes(32))
OTHER = SoftKey.from_secret("Ed25519", bytes(31) + b"\1")
NOW = dt.datetime(2026, 11, 2, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def piece(content: bytes, place: str = "report.pdf") -> Evidence:
    return Evidence("sha-256:" + hashlib.sha256(content).hexdigest(), "application/pdf", len(content), place)


def known() -> Verifier:
    lab = Issuer("lab", "Lab", {KEY.public.thumbprint: IssuerKey(KEY.public, (NOW - DAY).date())})
    listed = TrustList(1, NOW - DAY, NOW + 90 * DAY, Root((KEY.public,), 1), (lab,))
    pins = Pins(frozenset({KEY.public.thumbprint}), 1)
    return Verifier.start(seal_list(listed, [KEY]), pins, NOW + DAY)


KNOWN = known()
RAW = seal_statement(
    evidence_statement([File("report.pdf", piece(b"seen").digest)], EvidenceMade("test", "bench", NOW)), [KEY]
)


@pytest.fixture
def verifier() -> Verifier:
    return KNOWN


def note(path: Path, *, key: SoftKey = KEY, made: dt.datetime = NOW) -> bytes:
    digest, _ = digest_of(path)
    said = EvidenceMade("test", "test bench 3", made, "nmap 7")
    return seal_statement(evidence_statement([File(path.name, digest)], said), [key])


def test_found_under_any_name_different_under_its_own_and_missing(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "renamed.bin").write_bytes(b"seen")
    (tmp_path / "scan.txt").write_bytes(b"SEEN")
    (tmp_path / "longer.txt").write_bytes(b"seen and more")
    wanted = [piece(b"seen"), piece(b"seem", "folder/scan.txt"), piece(b"seen or", "longer.txt"), piece(b"gone", "x")]
    found = EvidenceFolder(tmp_path).look_for(wanted)
    assert [(one.state, one.file, one.size) for one in found] == [
        ("found", "deep/renamed.bin", 4),
        ("different", "scan.txt", 4),
        ("different", "longer.txt", 13),
        ("missing", "", None),
    ]


@given(st.binary(min_size=1, max_size=40), st.data())
def test_a_flipped_bit_is_different(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("evidence")
    place = data.draw(st.integers(0, 8 * len(content) - 1))
    changed = bytearray(content)
    changed[place >> 3] ^= 1 << (place & 7)
    (folder / "report.pdf").write_bytes(changed)
    (found,) = EvidenceFolder(folder).look_for([piece(content)])
    assert found.state == "different"
    (folder / "report.pdf").write_bytes(content)
    assert EvidenceFolder(folder).look_for([piece(content)])[0].state == "found"


def test_links_are_not_followed(tmp_path: Path) -> None:
    outside, inside = tmp_path / "outside", tmp_path / "inside"
    outside.mkdir()
    inside.mkdir()
    (outside / "report.pdf").write_bytes(b"seen")
    (inside / "report.pdf").symlink_to(outside / "report.pdf")
    (inside / "folder").symlink_to(outside)
    assert EvidenceFolder(inside).look_for([piece(b"seen")])[0].state == "missing"


def test_too_many_files_and_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence_files, "_MOST", 2)
    for name in "abc":
        (tmp_path / name).touch()
    with pytest.raises(Malformed, match="more than 2 files"):
        EvidenceFolder(tmp_path)
    with pytest.raises(FileNotFoundError):
        EvidenceFolder(tmp_path / "nowhere")


def test_only_files_of_the_right_size_or_name_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def noted(path: Path) -> tuple[str, int]:
        read.append(path.name)
        return digest_of(path)

    monkeypatch.setattr(evidence_files, "digest_of", noted)
    for name, content in (("a", b"1"), ("b", b"22"), ("c", b"4444"), ("report.pdf", b"333")):
        (tmp_path / name).write_bytes(content)
    kept = EvidenceFolder(tmp_path)
    assert [one.state for one in kept.look_for([piece(b"seen"), piece(b"seen")])] == ["different", "different"]
    assert read == ["c", "report.pdf"]


def test_notes_are_shown_with_what_they_are_about(tmp_path: Path, verifier: Verifier) -> None:
    report = tmp_path / "report.pdf"
    report.write_bytes(b"seen")
    (tmp_path / "report.intoto.json").write_bytes(note(report))
    (tmp_path / "stranger.dsse.json").write_bytes(note(report, key=OTHER))
    (tmp_path / "early.dsse.json").write_bytes(note(report, made=NOW - 30 * DAY))
    (tmp_path / "broken.dsse").write_bytes(b"{}")
    kept = EvidenceFolder(tmp_path)
    good, bad = kept.notes(verifier)
    (found,) = kept.look_for([piece(b"seen")], good)
    assert [(one.signer, one.made.made_by, one.made.method) for one in found.notes] == [("lab", "test bench 3", "test")]
    assert [(name, problem.code) for name, problem in bad] == [
        ("broken.dsse", "dsse"),
        ("early.dsse.json", "statement-key"),
        ("stranger.dsse.json", "signature"),
    ]
    record = found.record()
    assert record["statements"] == [
        {"signer": "lab", "method": "test", "made_by": "test bench 3", "made": "2026-11-02T00:00:00Z", "tool": "nmap 7"}
    ]


def test_a_statement_without_a_list_or_of_another_kind(tmp_path: Path, verifier: Verifier) -> None:
    report = tmp_path / "report.pdf"
    report.write_bytes(b"seen")
    raw = note(report)
    assert check_statement("n", raw, verifier, []).fine
    unlisted = check_statement("n", raw, Verifier(NOW), [])
    assert (unlisted.kind, unlisted.problem and unlisted.problem.code, unlisted.fine) == ("evidence", "no-list", False)
    other = check_statement(
        "n", seal_list(TrustList(1, NOW, NOW + DAY, Root((KEY.public,), 1), ()), [KEY]), verifier, []
    )
    assert (other.kind, other.fine) == ("statement", False)


@given(st.data())
def test_a_spoilt_statement_is_told_and_never_fine(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(RAW) - 1))
    raw = RAW[:at] + data.draw(st.binary(max_size=3)) + RAW[at + data.draw(st.integers(0, 30)) :]
    found = check_statement("n", raw, KNOWN, [])
    assert not found.fine or (found.note is not None and found.note.signer == "lab")
    assert (found.problem is None) == found.fine
    assert json.loads(json.dumps(found.record()))["fine"] == found.fine
