"""The verifier: a state machine without input or output.

Trust lists, status lists, checkpoints and the clock go in; verdicts come out. Every step gives a new verifier and
leaves the old one as it was.

The order is enforced: the first trust list on the word of pins, each later one by the one before; a status list only
from the issuer that the newest trust list names for it, and never one older than the last. Lists that come together are
a set: trust lists are taken by their versions, status lists by their times. Nothing is ever fetched.
Of the lists at hand those count that were in effect at the clock, so `at` answers for any past day with what was known
then. Foreign bytes lead to `Malformed` (what is taken in) or to marks (what is judged), never to anything else.

What the clock can do to a verdict. While it moves on over the same material and the same lists stay in effect, no mark
ever turns from bad to good: *not yet* is unknown, not bad, and only what is unknown can become good. Only a newer
signed list can turn bad into good, by lifting a suspension or by knowing more issuers, keys and accreditations.
Expired, withdrawn and superseded are final under any list.

>>> from sanso.envelope.keys import SoftKey
>>> from sanso.trust.lists.authorities import Issuer, IssuerKey
>>> from sanso.trust.claims.claim import Answer, Claim, Subject
>>> from sanso.trust.claims.credential import sign_claim
>>> from sanso.trust.lists.trust_list import Root, TrustList, seal_list
>>> now = dt.datetime(2026, 11, 2, tzinfo=dt.UTC)
>>> key, day = SoftKey.from_secret("Ed25519", bytes(32)), dt.timedelta(days=1)
>>> maker = Issuer("maker", "Maker", {key.public.thumbprint: IssuerKey(key.public, dt.date(2026, 1, 1))})
>>> listed = TrustList(1, now - day, now + 90 * day, Root((key.public,), 1), (maker,))
>>> verifier = Verifier.start(seal_list(listed, [key]), Pins(frozenset({key.public.thumbprint}), 1), now)
>>> claim = Claim("urn:1", "maker", Subject("organization", "maker"), (Answer("CPS.AM-1", "met"),),
...               now, now, now + 20 * day)
>>> verdict = verifier.verdict(sign_claim(claim, key, iter([bytes(16)]).__next__))
>>> verdict.counts, verdict.basis
(True, 'self-declaration')
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import tee
from types import MappingProxyType

from sanso.envelope.checkpoints import open_checkpoint, read_checkpoint
from sanso.envelope.malformed import Malformed
from sanso.envelope.notes import read_note
from sanso.model.text import Text
from sanso.trust.claims.claim import Claim
from sanso.trust.claims.credential import claim_digest
from sanso.trust.lists.status_list import SignedStatus, StatusList, read_status
from sanso.trust.lists.trust_list import Pins, TrustedList, by_version
from sanso.trust.verdicts.judging import Signature, Standings, judge_authority, judge_signature, judge_signatures
from sanso.trust.verdicts.judging_log import Seen, judge_log
from sanso.trust.verdicts.judging_status import judge_status
from sanso.trust.verdicts.policy import Policy, Subjects
from sanso.trust.verdicts.verdict import Mark, Verdict

__all__ = ["Superseding", "Verifier"]

_NONE: Mapping[str, tuple[StatusList, ...]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Superseding:
    """That an issuer put a newer claim in the place of an older one."""

    issuer: str
    since: dt.datetime
    """From when the newer claim holds."""


@dataclass(frozen=True, slots=True)
class _Run:
    """One look at many claims under one list: what was found is kept, so that nothing is looked at twice."""

    trusted: TrustedList | None
    seen: Seen = field(default_factory=dict)
    standings: Standings = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verifier:
    """What is known, and the clock."""

    now: dt.datetime
    policy: Policy = field(default_factory=Policy)
    subjects: Subjects = field(default_factory=Subjects)
    lists: tuple[TrustedList, ...] = ()
    """All versions at hand, from the first."""
    statuses: Mapping[str, tuple[StatusList, ...]] = field(default_factory=lambda: _NONE, repr=False)
    """By list, from the oldest."""
    checkpoints: Mapping[tuple[str, int], bytes] = field(default_factory=dict, repr=False)
    """Roots by log and size."""
    superseded: Mapping[str, tuple[Superseding, ...]] = field(default_factory=dict, repr=False)
    """By digest of the older claim."""

    def __post_init__(self) -> None:
        if self.now.tzinfo is None:
            raise ValueError("the clock needs a time zone")

    @classmethod
    def start(
        cls,
        raw: bytes,
        pins: Pins,
        now: dt.datetime,
        policy: Policy | None = None,
        subjects: Subjects | None = None,
    ) -> Verifier:
        """Return a verifier that trusts the list *raw* on the word of *pins*.

        Raises:
            Malformed: where *raw* is no such list.

        """
        return cls(now, policy or Policy(), subjects or Subjects(), (TrustedList.pinned(raw, pins),))

    @classmethod
    def trusting(cls, raws: Iterable[bytes], named: Collection[str], now: dt.datetime) -> Verifier:
        """Return a verifier with all of these versions of the trust list, in whatever order they come.

        The oldest is trusted on the word of the keys *named*, or as it is where none are; without lists, nobody is.

        Raises:
            Malformed: where one of them is no list, or not the next version of the one before, signed by enough.

        """
        lists = by_version(raws)
        if not lists:
            return cls(now)
        verifier = cls.start(lists[0], Pins.of(lists[0], named), now)
        for raw in lists[1:]:
            verifier = verifier.with_list(raw)
        return verifier

    def at(self, now: dt.datetime) -> Verifier:
        """Return the same with another clock; only what was in effect then counts."""
        return replace(self, now=now)

    @property
    def trusted(self) -> TrustedList | None:
        """The trust list in effect: the newest that was issued by now."""
        return next((one for one in reversed(self.lists) if one.list.issued <= self.now), None)

    def with_list(self, raw: bytes) -> Verifier:
        """Return the verifier with the next version of the trust list.

        Raises:
            Malformed: where it is not the next version, or too few have signed it.

        """
        last = self._newest()
        following = last.followed_by(raw)
        return self if following is last else replace(self, lists=(*self.lists, following))

    def with_status(self, text: str) -> Verifier:
        """Return the verifier with a newer status list.

        Raises:
            Malformed: where the list is not from the issuer that the trust list names for it, is older than the last
                one, contradicts it, or takes a withdrawal back.

        """
        return self._knowing_status(read_status(text))

    def with_statuses(self, texts: Iterable[str]) -> Verifier:
        """Return the verifier with status lists that come in any order: what each says of its time counts.

        Raises:
            Malformed: as for `with_status`; lists contradict each other where two of the same time differ, or a later
                one takes a withdrawal of an earlier one back.

        """
        verifier = self
        for found in sorted(map(read_status, texts), key=lambda one: (one.status.valid_from, one.digest)):
            verifier = verifier._knowing_status(found)
        return verifier

    def _knowing_status(self, found: SignedStatus) -> Verifier:
        status = self._checked_status(found)
        known = self.statuses.get(status.id, ())
        if known and known[-1] == status:
            return self
        if known:
            _check_newer(known[-1], status)
        return replace(self, statuses={**self.statuses, status.id: (*known, status)})

    def with_checkpoint(self, raw: bytes) -> Verifier:
        """Return the verifier with a checkpoint to which later proofs of the same size must agree.

        Raises:
            Malformed: where no listed log signed it, or the log signed another tree of the same size.

        """
        origin = read_checkpoint(read_note(raw)).origin
        log = self._newest().logs.get(origin)
        if log is None:
            raise _refused(
                "checkpoint-foreign", "the trust list does not know the log", "トラストリストにないログです", origin
            )
        checkpoint = open_checkpoint(raw, log).checkpoint
        place = checkpoint.origin, checkpoint.size
        if self.checkpoints.get(place, checkpoint.root) != checkpoint.root:
            raise _refused(
                "checkpoint-two-stories",
                "the log signed two different trees of the same size",
                "ログが同じ件数で異なる二つの木に署名しています",
                origin,
            )
        return replace(self, checkpoints={**self.checkpoints, place: checkpoint.root})

    def with_claim(self, text: str) -> Verifier:
        """Return the verifier, knowing which older claims the claim *text* takes the place of.

        Raises:
            Malformed: where its signature is not good.

        """
        signature = judge_signature(text, self.trusted)
        if signature.claim is None:
            mark = signature.mark
            raise Malformed(mark.code, mark.text)
        return self._superseding([signature.claim])

    def verdict(self, text: str, proof: bytes | None = None) -> Verdict:
        """Return what the claim or presentation *text* is worth, with *proof* of its place in a log."""
        return self._verdict(text, proof, judge_signature(text, self.trusted), _Run(self.trusted))

    def _verdict(self, text: str, proof: bytes | None, signature: Signature, run: _Run) -> Verdict:
        digest, trusted, claim = claim_digest(text), run.trusted, signature.claim
        log, log_time = judge_log(digest, proof, trusted, self.checkpoints, self.now, run.seen)
        if claim is None or trusted is None:
            unseen = Mark.of("not-looked-at")
            authority = Mark.of("unknown-issuer", issuer=signature.issuer) if signature.unknown_issuer else unseen
            return Verdict(self._without_list(signature.mark), authority, unseen, log, digest=digest)
        speakers = self.subjects.speakers.get(claim.subject.id, frozenset())
        authority, basis = judge_authority(claim, trusted, speakers, self.now, run.standings)
        status = self._status(claim, digest)
        counts = authority.good and status.good and self.policy.accepts_log(log)
        return Verdict(signature.mark, authority, status, log, claim, basis, counts, digest, signature.hidden, log_time)

    def verdicts(self, texts: Iterable[tuple[str, bytes | None]]) -> list[Verdict]:
        """Return the verdicts on claims with their proofs; those that another of them replaces are superseded."""
        from sanso.model.loading import paused_collection

        run = _Run(self.trusted)
        pairs, ahead = tee(texts)
        signatures = judge_signatures((text for text, _ in ahead), run.trusted)
        with paused_collection():
            found = [self._verdict(*pair, signature, run) for pair, signature in zip(pairs, signatures, strict=True)]
        newer = [one.claim for one in found if one.claim is not None and one.claim.supersedes]
        if not newer:
            return found
        knowing = self._superseding(newer)
        older = {digest for claim in newer for digest in claim.supersedes}
        return [knowing._again(one) if one.digest in older else one for one in found]

    def _without_list(self, mark: Mark) -> Mark:
        """Return *mark*, or that no list was in effect yet at the clock."""
        if mark.code == "no-list" and self.lists:
            return Mark.of("clock-before-list", issued=self.lists[0].list.issued)
        return mark

    def _again(self, verdict: Verdict) -> Verdict:
        if verdict.claim is None:
            return verdict
        status = self._status(verdict.claim, verdict.digest)
        return replace(verdict, status=status, counts=verdict.counts and status.good)

    def _status(self, claim: Claim, digest: str) -> Mark:
        newer = self.superseded.get(digest, ())
        replaced = bool(newer) and any(one.issuer == claim.issuer and one.since <= self.now for one in newer)
        return judge_status(claim, self.statuses, self.policy, self.subjects, self.now, replaced=replaced)

    def _superseding(self, newer: Iterable[Claim]) -> Verifier:
        known = dict(self.superseded)
        for claim in newer:
            entry = Superseding(claim.issuer, max(claim.issued, claim.valid_from))
            for digest in claim.supersedes:
                known[digest] = tuple(dict.fromkeys((*known.get(digest, ()), entry)))
        return replace(self, superseded=known)

    def _newest(self) -> TrustedList:
        if not self.lists:
            raise _refused("no-list", "no trust list was given", "トラストリストが指定されていません")
        return self.lists[-1]

    def _checked_status(self, found: SignedStatus) -> StatusList:
        status, newest = found.status, self._newest()
        issuer = newest.issuers.get(status.issuer)
        if issuer is None or newest.list.status_lists.get(status.id) != status.issuer:
            raise _refused(
                "status-foreign",
                "the trust list does not name this issuer for this status list",
                "トラストリストは、この失効情報の発行者を指定していません",
                status.id,
            )
        key = issuer.key_on(found.jws.kid, status.valid_from.date())
        if key is None:
            raise _refused(
                "status-key",
                "the status list is signed with a key that is not in use by its issuer",
                "失効情報の署名鍵が、発行者の使用中の鍵ではありません",
                status.id,
            )
        return found.verified(key)


def _check_newer(last: StatusList, status: StatusList) -> None:
    if status.valid_from <= last.valid_from:
        raise _refused(
            "status-rollback",
            "an older status list is offered, or another one of the same time",
            "古い失効情報か、同じ時刻の異なる失効情報です",
            status.id,
        )
    if status.purpose != last.purpose or (status.purpose == "revocation" and not status.keeps(last)):
        raise _refused(
            "status-unwithdrawn",
            "the status list takes a withdrawal back, or changed its purpose or length; what is withdrawn stays so",
            "失効情報が取消しを撤回しているか、目的・長さが変わっています。取消しは撤回できません",
            status.id,
        )


def _refused(code: str, en: str, ja: str, detail: str = "") -> Malformed:
    return Malformed(code, Text(en=en, ja=ja), ascii(detail[:96])[1:-1])
