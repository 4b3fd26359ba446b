"""A folder of evidence: read, judged, and set beside a model; nothing in it is dropped in silence."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

import sanso
from sanso.analysis.assessing import Working, work
from sanso.analysis.proof.result import Proof
from sanso.examples import evidence as example_evidence
from sanso.examples import files as example_files
from sanso.model.diagnostics import InputRefused
from sanso.trust.claims.claim import Subject
from sanso.trust.lists.trust_list import TrustList
from sanso.verbs.assessing import catalogue, read
from sanso.verbs.evidence import Evidence, end_of, judge_evidence, prove_working, read_evidence

from ..trust.chain import DAY, FRAMEWORK, ROOTS, SUSPENDED, WITHDRAWN, Chain, first_list, sealed, status

NOW = dt.datetime(2026, 11, 2, tzinfo=dt.UTC)
PINNED = tuple(root.public.thumbprint for root in ROOTS[:2])
LAST = dt.date(2026, 11, 20)
"""The last day of the story that the example's evidence tells."""


def folder(*claims: str) -> dict[str, bytes]:
    """Return the files of a folder in which *claims* are judged by the first trust list."""
    found = {
        "trust/1.json": sealed(first_list()),
        "status/withdrawn.jwt": status(WITHDRAWN).encode(),
        "status/suspended.jwt": status(SUSPENDED).encode() + b"\n",
        "README.md": b"read me",
        "files/report.pdf": b"%PDF",
    }
    return found | {f"claims/{place}.jwt": text.encode() + b"\n" for place, text in enumerate(claims)}


def codes(files: dict[str, bytes], pins: tuple[str, ...] = PINNED, now: dt.datetime = NOW) -> list[str]:
    return [one.code for one in judge_evidence(Evidence(files, pins), now=now).diagnostics]


def test_a_folder_is_judged() -> None:
    chain = Chain()
    good, other = chain.issue(), chain.issue(chain.claim("customer"))
    files = folder(good, other) | {"proofs/0.proof": chain.proof(good)}
    found = judge_evidence(Evidence(files, PINNED), now=NOW)
    assert [one.verdict.counts for one in found.judged] == [True, False]
    assert [one.verdict.log.code for one in found.judged] == ["logged", "log-absent"]
    assert found.pinned
    assert found.diagnostics == ()


def test_without_pins_it_is_told() -> None:
    assert codes(folder(Chain().issue()), ()) == ["evidence-unpinned"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"trust/1.json": b"{}"}, "evidence-refused"),
        ({"trust/1.json": None}, "evidence-no-list"),
        ({"status/old.jwt": b"cut off"}, "evidence-refused"),
        ({"claims/0.jwt": None}, "evidence-no-claims"),
        ({"claims/0.jwt": b"\xff\x00"}, "evidence-refused"),
        ({"claims/notes.txt": b""}, "evidence-stray"),
        ({"elsewhere.jwt": b""}, "evidence-stray"),
        ({"proofs/9.proof": b""}, "evidence-stray-proof"),
        ({"subjects.json": b"[]"}, "evidence-refused"),
    ],
)
def test_what_cannot_be_used_is_told(change: dict[str, bytes | None], code: str) -> None:
    files = {name: raw for name, raw in (folder(Chain().issue()) | change).items() if raw is not None}
    assert code in codes(files)


def test_foreign_pins_leave_nothing_that_counts() -> None:
    found = judge_evidence(Evidence(folder(Chain().issue()), ("foreign",)), now=NOW)
    assert [one.code for one in found.diagnostics] == ["evidence-refused", "evidence-no-list"]
    assert not found.judged[0].verdict.counts


def test_lists_are_taken_in_their_order_whatever_the_files_are_called() -> None:
    first = first_list()
    second = TrustList(2, first.issued + DAY, first.expires, first.root, first.issuers[:1], first.schemes)
    files = {"trust/b.json": sealed(first), "trust/a.json": sealed(second)}
    found = judge_evidence(Evidence(files), now=NOW)
    assert [one.list.version for one in found.verifier.lists] == [1, 2]
    later = status(WITHDRAWN, [7], NOW - dt.timedelta(hours=1)).encode()
    files = folder(Chain().issue()) | {"status/a.jwt": later}
    assert judge_evidence(Evidence(files), now=NOW).judged[0].verdict.status.code == "withdrawn"


def test_what_partners_call_a_thing_is_honoured() -> None:
    chain = Chain()
    claim = chain.claim("maker", subject=Subject("device-type", "X-2000"), scheme=FRAMEWORK)
    known = [{"issuer": "maker", "kind": "device-type", "subject": "X-2000", "element": "onboard"}]
    listed = json.dumps({"format": "sanso-subjects/1", "subjects": known}).encode()
    found = judge_evidence(Evidence(folder(chain.issue(claim)) | {"subjects.json": listed}), now=NOW)
    assert found.judged[0].known == "onboard"


def test_a_folder_on_disk_reads_the_same(tmp_path: Path) -> None:
    files = folder(Chain().issue())
    for name, raw in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(raw)
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/config").write_text("x")
    found = read_evidence(tmp_path, ["a"])
    assert {name for name in files if not name.startswith("files/")} == set(found.files)
    assert found.pins == ("a",)
    with pytest.raises(InputRefused) as refused:
        read_evidence(tmp_path / "README.md")
    assert refused.value.diagnostics[0].code == "no-evidence-folder"


def example(tmp_path: Path) -> Path:
    """Write the example model and return its file."""
    for name, raw in example_files("bus-operation").items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(raw)
    return tmp_path / "bus-operation.yaml"


def stated_on(folder: Path, day: dt.date) -> tuple[Working, str]:
    """Return the assessment of the example and the digest of its files."""
    content = catalogue()
    loaded = read(example(folder), content)
    return work(loaded.require(), content, at=day), loaded.digest


def proof_on(stated: tuple[Working, str], day: dt.date, **how: object) -> Proof:
    evidence, (made, digest) = Evidence(example_evidence("bus-operation")), stated
    proof = prove_working(made, evidence, now=end_of(day), digest=digest, **how).assessment.proof  # type: ignore[arg-type]
    assert proof is not None
    return proof


def test_the_example_tells_its_story(tmp_path: Path) -> None:
    stated = stated_on(tmp_path, LAST)
    proven = []
    for day in (dt.date(2026, 10, 5), dt.date(2026, 10, 12), dt.date(2026, 10, 26), LAST):
        proof = proof_on(stated, day, outlook=False)
        assert proof.at == end_of(day)
        assert proof.lapses == proof.dependences == ()
        proven.append(proof.layers[0].requirements.proven)
    assert proven[0] == 0
    assert 0 < proven[1] < proven[2]
    assert proven[3] < proven[2]


def test_lapses_and_dependences_of_the_example_are_what_is_gone_without_the_claims(tmp_path: Path) -> None:
    stated = stated_on(tmp_path, LAST)
    whole = proof_on(stated, LAST)
    assert whole.lapses
    assert whole.dependences
    gone: list[str] = []
    before = whole
    for lapse in whole.lapses:
        gone += lapse.claims
        without = proof_on(stated, LAST, without=gone, outlook=False)
        assert lost_rows(before, without) == {(row.id, row.organization) for row in lapse.loss.rows}
        before = without
    for one in whole.dependences[::5]:
        without = proof_on(stated, LAST, without=[one.id], outlook=False)
        assert lost_rows(whole, without) == {(row.id, row.organization) for row in one.loss.rows}, one.name


def lost_rows(one: Proof, other: Proof) -> set[tuple[str, str | None]]:
    ranks = ("missing", "not-stated", "partial", "met", "not-applicable", "not-required")

    def parts(proof: Proof) -> dict[tuple[str, str | None, str], int]:
        return {
            (row.id, row.organization, element): ranks.index(part.proven)
            for row in proof.requirements
            for part in row.parts
            for element in part.elements
        }

    before, after = parts(one), parts(other)
    return {key[:2] for key in before if after[key] < before[key]}


@pytest.mark.long
def test_measures_enter_an_attack_as_far_as_they_are_proven(tmp_path: Path) -> None:
    file = example(tmp_path)
    evidence = Evidence(example_evidence("bus-operation"))
    report = sanso.attack(file, at=LAST, evidence=evidence, worlds=50)
    assert "evidence-measures" in {one.code for one in report.model.diagnostics}
    assert report.result != sanso.attack(file, at=LAST, worlds=50).result
