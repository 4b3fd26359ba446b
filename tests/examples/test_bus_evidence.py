"""The signed evidence of the bus example: made again byte by byte, and worth what its README says."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import zlib
from functools import cache

import pytest
from docs.evidence import FOLDER, made, outdated
from docs.evidence.cast import ROOTS, key
from docs.evidence.claims import drafts
from docs.evidence.making import main

from sanso import examples
from sanso.trust.lists.status_list import read_status
from sanso.trust.lists.trust_list import Pins
from sanso.trust.verdicts.verdict import Verdict
from sanso.trust.verdicts.verifying import Verifier
from sanso.verbs.assessing import catalogue, read
from sanso.verbs.claim_checks import subjects_of

NAME = "bus-operation"
DAYS = ("10-05", "10-12", "10-19", "10-26", "11-02", "11-06", "11-09", "11-16", "11-20")
LAST = "11-16"
IN_VAIN = {
    "carrier-audit": "expired",
    "door-quality": "not-accredited-scheme",
    "interlock-certificate": "withdrawn",
    "onboard-test-old": "other-version",
}
BASES = {"self-declaration": "自己宣言", "third-party": "第三者確認", "public-certification": "公的認証"}
PINS = Pins(frozenset(key(name).public.thumbprint for name in ROOTS[:2]), 2)


@cache
def shipped() -> dict[str, bytes]:
    return examples.evidence(NAME)


@cache
def verifier() -> Verifier:
    found = shipped()
    subjects = subjects_of(read(FOLDER.parent / f"{NAME}.yaml", catalogue()))
    made = Verifier.start(found["trust/1.json"], PINS, dt.datetime(2026, 11, 20, tzinfo=dt.UTC), None, subjects)
    made = made.with_list(found["trust/2.json"])
    for path in sorted(path for path in found if path.startswith("status/")):
        made = made.with_status(found[path].decode())
    return made


@cache
def verdicts(day: str) -> dict[str, Verdict]:
    """Return the verdicts at the end of a day of 2026, by the name of the claim."""
    found = shipped()
    names = [path[7:-4] for path in found if path.startswith("claims/")]
    pairs = [(found[f"claims/{name}.jwt"].decode(), found.get(f"proofs/{name}.proof")) for name in names]
    then = verifier().at(dt.datetime.fromisoformat(f"2026-{day}T23:59:59+00:00"))
    return dict(zip(names, then.verdicts(pairs), strict=True))


def counting(day: str) -> set[str]:
    return {name for name, verdict in verdicts(day).items() if verdict.counts}


@pytest.mark.skipif("ng" in zlib.ZLIB_RUNTIME_VERSION, reason="status lists are packed by another zlib")
def test_made_again_it_is_the_same_byte_by_byte() -> None:
    assert outdated() == ()
    assert main(["--check"]) == 0


def test_made_again_the_status_lists_say_the_same() -> None:
    found = shipped()
    again = made({path[6:]: raw for path, raw in found.items() if path.startswith("files/")})
    assert {path for path in found if not path.startswith(("files/", "README"))} == again.keys()
    for path in (path for path in again if path.startswith("status/")):
        assert read_status(found[path].decode()).status == read_status(again[path].decode()).status


def test_what_ships_is_the_folder_as_it_stands() -> None:
    there = {path.relative_to(FOLDER).as_posix(): path for path in FOLDER.rglob("*") if path.is_file()}
    assert shipped() == {name: path.read_bytes() for name, path in there.items()}
    assert examples.evidence("factory") == {}
    assert not any(path.startswith("evidence") for path in examples.files(NAME))


def test_the_gap_closes_and_opens_again() -> None:
    assert [len(counting(day)) for day in DAYS] == [0, 5, 15, 26, 25, 26, 25, 24, 24]
    assert counting("10-26") - counting("11-02") == {"telematics-update-audit"}
    assert counting("11-06") - counting("11-09") == {"carrier-audit"}
    assert counting("11-09") - counting("11-16") == {"interlock-certificate"}


def test_between_the_days_the_status_is_always_fresh() -> None:
    """From the first claim to the last day no claim is held up by an old status list."""
    for back in range((dt.date(2026, 11, 22) - dt.date(2026, 10, 12)).days + 1):
        day = f"{dt.date(2026, 10, 12) + dt.timedelta(back):%m-%d}"
        assert not [name for name, one in verdicts(day).items() if one.status.code in ("status-old", "status-ended")]


def test_why_the_others_do_not_count() -> None:
    found = {name: one for name, one in verdicts(LAST).items() if not one.counts}
    said = {name: {mark.code for mark in one.marks} for name, one in found.items()}
    assert found.keys() == IN_VAIN.keys()
    assert all(code in said[name] for name, code in IN_VAIN.items())
    assert verdicts("11-02")["telematics-update-audit"].status.code == "suspended"


def test_a_public_body_signed_what_counts_as_self_declaration_only() -> None:
    label = verdicts(LAST)["onboard-label"]
    assert label.claim is not None
    assert (label.claim.basis_stated, label.basis, label.counts) == ("public-certification", "self-declaration", True)


def test_hidden_answers_and_witnesses() -> None:
    found = verdicts(LAST)
    assert {name: one.hidden for name, one in found.items() if one.hidden} == {"telematics-dossier": 15}
    logs = {name: one.log.code for name, one in found.items() if one.log.code != "logged"}
    assert logs == {"module-maker-dossier": "log-absent", "mechanic-licences": "log-few-witnesses"}


def test_every_kind_of_subject_is_there() -> None:
    kinds = {one.claim.subject.kind for one in drafts()}
    assert kinds == {"organization", "person", "device-type", "system", "data-set", "flow"}


def test_evidence_files_are_those_that_the_claims_name() -> None:
    files = {path: raw for path, raw in shipped().items() if path.startswith("files/")}
    named = {}
    for verdict in verdicts(LAST).values():
        assert verdict.claim is not None
        for piece in verdict.claim.evidence:
            named[piece.place] = (piece.digest, piece.size)
    assert named == {path: (f"sha-256:{hashlib.sha256(raw).hexdigest()}", len(raw)) for path, raw in files.items()}


def test_both_readmes_tell_each_claim_as_it_is() -> None:
    english, japanese = (shipped()[name].decode() for name in ("README.md", "README.ja.md"))
    words = {"self-declaration": "self-declaration", "third-party": "third-party", "public-certification": "public"}
    for name, verdict in verdicts(LAST).items():
        for text, basis in ((english, words), (japanese, BASES)):
            row = next(line for line in text.splitlines() if f"`{name}`" in line)
            last = row.split("|")[3]
            assert ("**" in last) is not verdict.counts, name
            if verdict.counts:
                assert verdict.basis is not None
                assert basis[verdict.basis] in last
    for text in (english, japanese):
        assert re.findall(r"--pin (\S{43})", text) == [key(name).public.thumbprint for name in ROOTS[:2]]
        assert f"{len(drafts())}" in text


def test_every_byte_of_every_claim_is_signed() -> None:
    """One flipped bit anywhere, and the claim counts no more."""
    text = shipped()["claims/watch-firm-declaration.jwt"].decode()
    assert verifier().verdict(text).counts
    for place in range(0, len(text), 37):
        changed = text[:place] + chr(ord(text[place]) ^ 1) + text[place + 1 :]
        assert not verifier().verdict(changed).counts, place
