"""Verdicts in the simulated chain: every reason by its case, every flipped bit, the clock, rollback and relays."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import get_args

import pytest
from tests.trust.chain import (
    DAY,
    LABEL,
    LOG,
    PINS,
    START,
    SUSPENDED,
    UNIT,
    Chain,
    first_list,
    issuer,
    key,
    sealed,
    status,
    verifier,
)

from sanso.envelope.canonical import canonical
from sanso.envelope.checkpoints import Checkpoint, sign_checkpoint
from sanso.envelope.malformed import Malformed
from sanso.trust.claims.claim import SchemeLevel, Subject
from sanso.trust.claims.credential import claim_digest
from sanso.trust.claims.presentations import present
from sanso.trust.lists.authorities import Accreditation, Scheme
from sanso.trust.verdicts.basis import StandingCode
from sanso.trust.verdicts.policy import Policy
from sanso.trust.verdicts.reasons import REASONS
from sanso.trust.verdicts.verdict import Verdict
from sanso.trust.verdicts.verifying import Verifier


def judged(text: str, proof: bytes | None = None, **options: object) -> Verdict:
    return verifier(**options).verdict(text, proof)  # type: ignore[arg-type]


def codes(verdict: Verdict) -> tuple[str, ...]:
    for mark in verdict.marks:
        assert mark.text.en
        assert mark.text.ja
        assert "{" not in mark.text.en + mark.text.ja
    return tuple(mark.code for mark in verdict.marks)


def test_a_good_claim_has_four_good_marks_and_counts() -> None:
    chain = Chain()
    text = chain.issue()
    found = judged(text, chain.proof(text))
    assert codes(found) == ("signed", "accredited", "valid", "logged")
    assert (found.counts, found.basis) == (True, "third-party")
    assert found.log_time == START
    assert found.status.text.en == "valid as of 24 hours ago"
    assert judged(text, chain.proof(text), now=START + 3 * DAY).status.text.en == "valid as of 3 days ago"


@pytest.mark.parametrize(
    ("by", "changes", "code", "basis"),
    [
        ("tuv", {"basis_stated": "public-certification"}, "accredited", "third-party"),
        ("maker", {"basis_stated": "public-certification"}, "own-statement", "self-declaration"),
        ("agency", {"scheme": LABEL}, "accredited", "self-declaration"),
        ("agency", {"scheme": replace(LABEL, level="3")}, "accredited", "third-party"),
        ("agency", {"scheme": replace(LABEL, level="9")}, "level-unknown", None),
        ("agency", {"scheme": replace(LABEL, edition="S0.9")}, "accredited", "self-declaration"),
        ("agency", {"scheme": SchemeLevel("star", "S7")}, "scheme-unknown", None),
        ("agency", {"scheme": None}, "scheme-unknown", None),
        ("agency", {}, "not-accredited-scheme", None),
        ("tuv", {"answers": ()}, "nothing-shown", None),
        ("agency", {"scheme": LABEL, "answers": ()}, "accredited", "self-declaration"),
        ("customer", {}, "no-authority", None),
        ("part", {}, "no-authority", None),
        ("part", {"subject": Subject("organization", "part")}, "own-statement", "self-declaration"),
        ("tuv", {"subject": Subject("organization", "tuv")}, "own-statement", "self-declaration"),
        ("tuv", {"issued": dt.datetime(2026, 3, 31, tzinfo=dt.UTC)}, "not-accredited-then", None),
        (
            "agency",
            {"scheme": LABEL, "issued": dt.datetime(2025, 3, 1, tzinfo=dt.UTC)},
            "scheme-before",
            None,
        ),
    ],
)
def test_the_basis_is_from_signer_and_scheme_and_never_from_the_claim(
    by: str, changes: dict[str, object], code: str, basis: str | None
) -> None:
    chain = Chain()
    text = chain.issue(chain.claim(by, **changes))
    found = judged(text, chain.proof(text))
    assert found.signature.code == "signed"
    assert (found.authority.code, found.basis) == (code, basis)
    assert found.counts == (basis is not None)


def test_an_item_outside_the_scope_is_named() -> None:
    chain = Chain()
    text = chain.issue(chain.claim(items=["CPS.DS-10", "CPS.AC-1"]))
    found = judged(text, chain.proof(text))
    assert found.authority.code == "not-accredited-items"
    assert "CPS.AC-1" in found.authority.text.en
    assert not found.counts
    shown = judged(present(text, ["CPS.DS-10"]), chain.proof(text))
    assert (shown.authority.code, shown.hidden, shown.counts) == ("accredited", 1, True)


@pytest.mark.parametrize(
    ("day", "authority", "status_code"),
    [
        (-11, "not-looked-at", "not-looked-at"),
        (-1, "accredited", "clock-before-issue"),
        (0, "accredited", "valid"),
        (7, "accredited", "valid"),
        (8, "accredited", "status-old"),
        (31, "accredited", "status-ended"),
        (150, "accredited", "status-ended"),
        (151, "accreditation-ended", "status-ended"),
        (301, "accreditation-ended", "expired"),
        (401, "list-expired", "expired"),
    ],
)
def test_the_clock(day: int, authority: str, status_code: str) -> None:
    chain = Chain()
    text = chain.issue()
    found = judged(text, chain.proof(text), now=START + day * DAY)
    assert (found.authority.code, found.status.code) == (authority, status_code)
    assert found.counts == (0 <= day <= 7)
    if day == -11:
        assert found.signature.code == "clock-before-list"


def test_an_age_just_beyond_the_limit_does_not_look_like_the_limit() -> None:
    chain = Chain()
    text = chain.issue()
    minute, hour = dt.timedelta(minutes=1), dt.timedelta(hours=1)
    assert judged(text, chain.proof(text), now=START + 7 * DAY).counts
    for over, en, ja in ((minute, "7 days 1 hour", "7日1時間"), (5 * hour, "7 days 5 hours", "7日5時間")):
        said = judged(text, chain.proof(text), now=START + 7 * DAY + over).status.text
        assert f"older than the 7 days allowed: it was issued {en} ago;" in said.en
        assert f"許容される7日を超えています({ja}前に発行)" in said.ja
    strict = replace(verifier(START + 91 * minute), policy=Policy(status_age=90 * minute))
    said = strict.verdict(text, chain.proof(text)).status.text
    assert "older than the 1 hour 30 minutes allowed: it was issued 1 hour 31 minutes ago;" in said.en
    assert "1時間30分を超えています(1時間31分前に発行)" in said.ja


def test_a_scheme_that_has_ended() -> None:
    chain = Chain()
    text = chain.issue(chain.claim("agency", scheme=replace(LABEL, edition="S0.9")))
    assert judged(text, now=START + 29 * DAY).authority.code == "accredited"
    found = judged(text, now=START + 30 * DAY)
    assert found.authority.code == "scheme-ended"
    assert "S0.9" in found.authority.text.ja


def test_not_yet_valid_is_unknown_and_becomes_good() -> None:
    chain = Chain()
    text = chain.issue(chain.claim(valid_from=START + 2 * DAY))
    found = judged(text, chain.proof(text))
    assert (found.status.code, found.status.state, found.counts) == ("not-yet-valid", "unknown", False)
    assert judged(text, chain.proof(text), now=START + 2 * DAY).counts


def test_a_claim_without_status_must_be_short() -> None:
    chain = Chain()
    for days, code in ((31, "valid-short"), (32, "status-none")):
        text = chain.issue(chain.claim(status=(), valid_until=START + days * DAY))
        assert judged(text, chain.proof(text)).status.code == code


def test_a_status_list_that_is_not_at_hand_or_does_not_fit() -> None:
    chain = Chain()
    text = chain.issue()
    assert judged(text, statuses=False).status.code == "status-missing"
    pointer = chain.claim().status[0]
    for wrong in (replace(pointer, index=131_072), replace(pointer, list=SUSPENDED)):
        found = judged(chain.issue(chain.claim(status=(wrong,))))
        assert found.status.code == "status-misfit"
        assert not found.counts


def test_another_version_or_another_model_than_in_use() -> None:
    chain = Chain()
    old = chain.issue(chain.claim(subject=replace(UNIT, version="4.0")))
    found = judged(old, chain.proof(old))
    assert (found.status.code, found.counts) == ("other-version", False)
    assert "4.0" in found.status.text.en
    model = chain.issue(chain.claim(subject=replace(UNIT, model="sha-256:" + "0" * 64)))
    mine = verifier()
    here = replace(mine, subjects=replace(mine.subjects, models={"onboard-x2": "sha-256:" + "1" * 64}))
    found = here.verdict(model, chain.proof(model))
    assert (found.status.code, found.counts) == ("other-model", False)
    assert mine.verdict(model, chain.proof(model)).counts


def test_wrong_keys_and_unknown_issuers() -> None:
    chain = Chain()
    stolen = chain.issue(chain.claim("tuv"), key("part"))
    assert codes(judged(stolen, chain.proof(stolen)))[:2] == ("wrong-key", "not-looked-at")
    unknown = chain.issue(chain.claim("tuv"), key("nobody"))
    assert judged(unknown).signature.code == "unknown-key"
    nobody = chain.issue(chain.claim("nobody"))
    found = judged(nobody)
    assert codes(found)[:2] == ("unchecked", "unknown-issuer")
    late = chain.issue(chain.claim("tuv", issued=dt.datetime(2024, 12, 31, tzinfo=dt.UTC)))
    assert judged(late).signature.code == "key-not-valid"
    assert not any(judged(text).counts for text in (stolen, unknown, nobody, late))
    forged = Chain().issue().split("~")
    other = chain.issue(chain.claim(id="urn:claim:2")).split("~")
    mixed = "~".join([other[0].rpartition(".")[0] + "." + forged[0].rpartition(".")[2], *other[1:]])
    assert judged(mixed).signature.code == "wrong-signature"
    assert judged(mixed).claim is None


@pytest.mark.parametrize("end", [1, 10, 200, -1, -2, -30])
def test_a_truncated_claim_is_unreadable(end: int) -> None:
    found = judged(Chain().issue()[:end])
    assert found.signature.code == "unreadable"
    assert not found.counts


def test_withdrawn_is_final() -> None:
    chain = Chain()
    text = chain.issue()
    mine = verifier(required=False)
    known = mine.with_status(status(places=[7], time=START + DAY / 2))
    found = known.verdict(text)
    assert (found.status.code, found.counts) == ("withdrawn", False)
    assert known.at(START + DAY / 4).verdict(text).counts
    with pytest.raises(Malformed, match="takes a withdrawal back") as raised:
        known.with_status(status(time=START + DAY))
    assert raised.value.code == "status-unwithdrawn"
    for days in (5, 50, 500):
        assert known.at(START + days * DAY).verdict(text).status.code == "withdrawn"


def test_a_suspension_is_lifted_by_a_newer_list_only() -> None:
    chain = Chain()
    text = chain.issue()
    held = verifier(required=False).with_status(status(SUSPENDED, [7], START + DAY))
    lifted = held.with_status(status(SUSPENDED, [], START + 2 * DAY))
    assert held.verdict(text).status.code == "suspended"
    assert not held.verdict(text).counts
    for days in (2, 6, 60):
        assert held.at(START + days * DAY).verdict(text).status.code == "suspended"
    assert lifted.at(START + 2 * DAY).verdict(text).counts
    assert lifted.at(START + DAY).verdict(text).status.code == "suspended"


def test_older_foreign_and_forged_status_lists_are_refused() -> None:
    mine = verifier().with_status(status(time=START + DAY))
    assert mine.with_status(status(time=START + DAY)) == mine
    for text, code in [
        (status(time=START), "status-rollback"),
        (status(places=[1], time=START + DAY), "status-rollback"),
        (status("urn:other", time=START + 2 * DAY), "status-foreign"),
        (status(by="part", time=START + 2 * DAY), "status-foreign"),
        (status(time=START + 2 * DAY)[:-9], "base64url"),
    ]:
        with pytest.raises(Malformed) as raised:
            mine.with_status(text)
        assert raised.value.code == code


def test_a_newer_claim_takes_the_place_of_an_older_one() -> None:
    chain = Chain()
    old = chain.issue()
    new = chain.issue(chain.claim(id="urn:claim:2", supersedes=(claim_digest(old),)))
    foreign = chain.issue(chain.claim("part", id="urn:claim:3", supersedes=(claim_digest(old),)))
    mine = verifier(required=False)
    assert mine.verdict(old).counts
    assert [one.status.code for one in mine.verdicts([(old, None), (new, None)])] == ["superseded", "valid"]
    assert mine.verdicts([(old, None), (foreign, None)])[0].status.code == "valid"
    assert mine.with_claim(new).verdict(old).status.code == "superseded"
    assert mine.with_claim(new).at(START + 400 * DAY).verdict(old).status.code == "expired"
    with pytest.raises(Malformed):
        mine.with_claim(new[:-40])


def test_the_log() -> None:
    chain = Chain()
    text, other = chain.issue(), chain.issue(chain.claim(id="urn:claim:2"))
    proof = chain.proof(text)
    assert judged(text).log.code == "log-absent"
    assert not judged(text).counts
    assert judged(text, required=False).counts
    assert judged(other, proof).log.code == "log-wrong"
    assert not judged(other, proof, required=False).counts
    elsewhere = chain.proof(text, log="elsewhere")
    foreign = judged(text, elsewhere)
    assert (foreign.log.code, foreign.log.state, foreign.counts) == ("log-foreign", "unknown", False)
    assert judged(text, elsewhere, required=False).counts
    assert judged(text, elsewhere, required=False).log.text.en == (
        "the proof is not looked at: the trust list does not know the log elsewhere.example"
    )
    few = judged(text, chain.proof(text, witnesses=1))
    assert (few.log.code, few.counts) == ("log-few-witnesses", False)
    assert judged(text, proof[:-3]).log.code == "log-unreadable"
    later = chain.proof(text, now=START + 5 * DAY)
    assert judged(text, later).log.code == "log-few-witnesses"
    assert judged(text, later, now=START + 5 * DAY).log.code == "logged"
    assert judged(present(text, ["CPS.DS-10"]), proof).log.code == "logged"


def test_a_log_that_tells_two_stories() -> None:
    chain, fork = Chain(), Chain()
    text = chain.issue()
    fork.issue(chain.claim(id="urn:claim:2"))
    own = sign_checkpoint(Checkpoint(LOG.name, len(chain.entries), bytes(32)), key("log")).raw
    mine = verifier(required=False).with_checkpoint(own)
    found = mine.verdict(text, chain.proof(text))
    assert (found.log.code, found.counts) == ("log-two-stories", False)
    with pytest.raises(Malformed) as raised:
        mine.with_checkpoint(sign_checkpoint(Checkpoint(LOG.name, len(chain.entries), bytes([1]) * 32), key("log")).raw)
    assert raised.value.code == "checkpoint-two-stories"
    with pytest.raises(Malformed) as raised:
        mine.with_checkpoint(sign_checkpoint(Checkpoint("elsewhere.example", 3, bytes(32)), key("elsewhere")).raw)
    assert raised.value.code == "checkpoint-foreign"


def test_a_key_that_was_taken_off_the_list_no_longer_counts() -> None:
    chain = Chain()
    text = chain.issue()
    renewed = replace(
        first_list(),
        version=2,
        issued=START + 2 * DAY,
        issuers=(issuer("tuv", *first_list().issuers[3].accreditations, signer=key("tuv-new")),),
    )
    mine = verifier(required=False).with_list(sealed(renewed))
    assert mine.verdict(text).counts
    now = mine.at(START + 2 * DAY)
    assert now.verdict(text).signature.code == "unknown-key"
    assert now.verdict(chain.issue(None, key("tuv-new"))).counts


def test_an_accreditation_with_a_gap_has_ended() -> None:
    chain = Chain()
    text = chain.issue()
    first = Accreditation("cpsf", "third-party", (), START.date(), (START + 2 * DAY).date())
    for gap, code in ((1, "accredited"), (2, "accreditation-ended")):
        second = replace(first, since=(START + (2 + gap) * DAY).date(), until=None, basis="public-certification")
        listed = replace(first_list(), issuers=(issuer("tuv", first, second),))
        mine = Verifier.start(sealed(listed), PINS, START + 6 * DAY, Policy())
        mine = mine.with_status(status()).with_status(status(SUSPENDED))
        found = mine.verdict(text)
        assert found.authority.code == code
        assert found.basis == ("third-party" if gap == 1 else None)


def test_every_reason_has_words_in_both_languages() -> None:
    assert set(get_args(StandingCode)) <= set(REASONS)
    for code, reason in REASONS.items():
        assert reason.text.en, code
        assert reason.text.ja, code
        assert reason.text.en != reason.text.ja, code


def test_a_verdict_is_the_same_bytes_every_time() -> None:
    chain = Chain()
    text = chain.issue()
    one, other = (canonical(judged(text, chain.proof(text)).record()) for _ in range(2))
    assert one == other
    assert b'"counts":true' in one


def test_levels_without_a_name_follow_the_star() -> None:
    assert Scheme("s", "1", {"*": "third-party"}).evaluated("") == "third-party"
    assert Scheme("s", "1", {"1": "third-party"}).evaluated("") is None
