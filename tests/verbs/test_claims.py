"""Drafts keep what they are given, spoilt ones are refused in one way, and verifying takes files in any order."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanso.envelope.keys import SoftKey
from sanso.envelope.malformed import Malformed
from sanso.formats.claims import (
    AnswerFacts,
    DraftFacts,
    claim_of,
    draft_text,
    read_draft,
    read_trust_draft,
    trust_example,
)
from sanso.model.diagnostics import InputRefused
from sanso.trust.claims.claim import (
    METHODS,
    RESULTS,
    Answer,
    Claim,
    Evidence,
    Method,
    SchemeLevel,
    StatusPointer,
    Subject,
)
from sanso.trust.claims.credential import claim_digest, sign_claim
from sanso.trust.lists.authorities import Issuer, IssuerKey
from sanso.trust.lists.trust_list import Root, TrustList, seal_list
from sanso.verbs.claim_checks import verify
from sanso.verbs.labels import Grounds

KEY = SoftKey.from_secret("Ed25519", bytes(32))
NOW = dt.datetime(2026, 11, 2, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
DIGEST = "sha-256:" + 64 * "0"
words = st.text(
    st.characters(exclude_categories=("Cs", "Zs", "Zl", "Zp", "Cc", "Cn", "Co", "Cf")), min_size=1, max_size=40
)
texts = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")), max_size=60)
counts = st.integers(0, 2**53 - 1)
methods = st.builds(
    lambda kind, low, more, cover: Method(kind, low, low + more, cover),
    st.sampled_from(METHODS), st.integers(0, 40), st.integers(0, 40), texts,
)  # fmt: skip


@st.composite
def drafts(draw: st.DrawFn) -> DraftFacts:
    pieces = draw(st.just(()) | st.tuples(st.builds(Evidence, st.just(DIGEST), words, counts, texts)))
    named = tuple(one.digest for one in pieces)
    shown_by = st.sampled_from(((), named))
    answer = st.builds(AnswerFacts, words, st.sampled_from(RESULTS), texts, texts, texts, shown_by)
    return DraftFacts(
        draw(words),
        draw(st.builds(Subject, st.just("device-type"), words, texts, st.none() | st.just(DIGEST))),
        tuple(draw(st.lists(answer, min_size=1, max_size=4, unique_by=lambda one: one.item))),
        draw(st.dates(dt.date(2026, 1, 1), dt.date(2030, 1, 1))).isoformat(),
        scheme=draw(st.none() | st.builds(SchemeLevel, words, words, texts)),
        evidence=pieces,
        status=draw(
            st.just(()) | st.tuples(st.builds(StatusPointer, st.just("revocation"), words, st.integers(0, 2**31 - 1)))
        ),
        method=draw(st.none() | methods),
        assessor=draw(texts),
    )


@given(drafts())
def test_a_draft_keeps_what_it_is_given(given_facts: DraftFacts) -> None:
    claim = claim_of(read_draft(draft_text(given_facts), "draft"), "urn:1", NOW)
    assert claim.issuer == given_facts.issuer
    assert claim.subject == given_facts.subject
    assert claim.scheme == given_facts.scheme
    assert (claim.evidence, claim.status) == (given_facts.evidence, given_facts.status)
    assert (claim.method, claim.assessor) == (given_facts.method, given_facts.assessor)
    expected = (
        Answer(one.item, one.result, one.level, one.scope, one.text, one.evidence)  # type: ignore[arg-type]
        for one in given_facts.answers
    )
    assert claim.answers == tuple(expected)
    assert claim.valid_until.isoformat() == f"{given_facts.valid_until}T23:59:59+00:00"


def sample() -> str:
    pointer, evidence = StatusPointer("revocation", "urn:list", 3), Evidence(DIGEST, "text/plain", 4, "report.txt")
    subject = Subject("device-type", "onboard", "車載器", DIGEST)
    scheme = SchemeLevel("cpsf", "1.0", "basic")
    answer = AnswerFacts("CPS.DS-10", "met", "basic", evidence=(DIGEST,))
    known = DraftFacts("lab", subject, (answer,), "2026-11-30", "2026-11-01", scheme, (evidence,), (pointer,))
    return draft_text(known).replace("# method: ", "method: ")


@st.composite
def spoilt(draw: st.DrawFn, text: str) -> str:
    """Text with a piece taken out, doubled, or put in."""
    start = draw(st.integers(0, len(text)))
    end = draw(st.integers(start, min(start + 30, len(text))))
    put = draw(
        st.sampled_from(
            ("", "x", "- ", ": ", "\n", "[", "{", "null", "-1", "1e9", "'", "\t", "&a *a", text[start:end] * 2)
        )
    )
    return text[:start] + put + text[end:]


def faults(read: Callable[[], object]) -> tuple[str, ...]:
    """Return where the faults are that *read* tells; anything but a refusal with both languages is an error."""
    try:
        read()
    except InputRefused as refused:
        return tuple(one.place.file for one in refused.diagnostics) or ("no diagnostics",)
    except Malformed as problem:
        return ("draft",) if problem.text.ja and problem.text.en else ("no text",)
    return ()


@given(spoilt(sample()))
def test_a_spoilt_draft_is_refused_or_signed_as_it_stands(text: str) -> None:
    salts = itertools.count(1)

    def sign() -> str:
        return sign_claim(claim_of(read_draft(text, "draft"), "urn:1", NOW), KEY, lambda: next(salts).to_bytes(16))

    assert set(faults(sign)) <= {"draft"}


@given(spoilt(trust_example(dt.date(2026, 11, 1))))
def test_a_spoilt_trust_list_is_refused_or_read(text: str) -> None:
    assert set(faults(lambda: read_trust_draft(text, "list"))) <= {"list"}


@pytest.fixture
def grounds(tmp_path: Path) -> Grounds:
    maker = Issuer("maker", "Maker", {KEY.public.thumbprint: IssuerKey(KEY.public, NOW.date() - DAY)})
    listed = TrustList(1, NOW - DAY, NOW + 90 * DAY, Root((KEY.public,), 1), (maker,))
    (tmp_path / "list").write_bytes(seal_list(listed, [KEY]))
    return Grounds((tmp_path / "list",), day=(NOW + DAY).date())


def signed(path: Path, ident: str, *supersedes: str) -> str:
    subject = Subject("organization", "maker")
    claim = Claim(
        ident, "maker", subject, (Answer("CPS.AM-1", "met"),), NOW, NOW, NOW + 20 * DAY, supersedes=supersedes
    )
    text = sign_claim(claim, KEY, lambda: bytes(16))
    path.write_text(text)
    return claim_digest(text)


@pytest.mark.parametrize("turned", [False, True])
def test_a_claim_that_another_file_replaces_does_not_count(tmp_path: Path, grounds: Grounds, turned: bool) -> None:
    files = [tmp_path / "old", tmp_path / "new"]
    signed(files[1], "urn:2", signed(files[0], "urn:1"))
    found = {one.file: one for one in verify(files[::-1] if turned else files, grounds).files}
    assert found[str(files[0])].verdict.status.code == "superseded"
    assert found[str(files[1])].fine
    assert verify(files[:1], grounds).fine, "whoever has only the older one cannot know"


def test_a_proof_for_some_files_only_is_refused(tmp_path: Path, grounds: Grounds) -> None:
    with pytest.raises(ValueError, match="proof"):
        verify([tmp_path / "a", tmp_path / "b"], grounds, proofs=[tmp_path / "p"])
