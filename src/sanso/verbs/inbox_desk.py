"""The desk on which files of partners are looked at one by one, with what the evidence folder holds beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sanso.envelope.malformed import Malformed, WrongSignature
from sanso.model.text import Text
from sanso.verbs.claim_checks import subjects_of
from sanso.verbs.inbox_files import Incoming
from sanso.verbs.inbox_names import inner_name, passed_on, place_of, short_digest, status_name, stem_of
from sanso.verbs.inbox_report import Counted, State, Taken

if TYPE_CHECKING:
    from sanso.analysis.claim_closings import Closing, Confirming
    from sanso.analysis.claim_subjects import Match
    from sanso.analysis.result import OpenPoint
    from sanso.formats.claims.subject_map import SubjectMap
    from sanso.trust.chain.relays import Relay
    from sanso.trust.claims.claim import Claim
    from sanso.trust.verdicts.policy import Subjects
    from sanso.trust.verdicts.verdict import Verdict
    from sanso.trust.verdicts.verifying import Verifier
    from sanso.verbs.assessing import Evaluation

__all__ = ["Desk", "known_as"]

_FOREIGN_LIST = Text(
    en="a trust list is not taken from partners; name it with --trust if you trust it",
    ja="トラストリストは取引先から取り込みません。信頼する場合は --trust で指定してください",
)
_NOTHING = Text(
    en="no claim, relay, derived claim or status list", ja="主張・中継・派生主張・失効情報のいずれでもありません"
)
_PROOF_ALONE = Text(en="a proof without the claim of the same name beside it", ja="同じ名前の主張が隣にない証明です")
_NO_PRESENTATION = Text(
    en="the presentation that it passes on is not here; take both in together",
    ja="中継の対象となる提示がここにありません。両方を一緒に取り込んでください",
)
_NOBODY = Text(
    en="no issuer of the trust list signed this",
    ja="トラストリストにある発行者の署名がありません",
)
_NOT_KEPT = Text(en="what it passes on is not kept", ja="中継された提示を取り込まないため、取り込みません")
_WHO = Text(
    en="nothing in the model is called {subject}; say what it is with --map {subject}=ELEMENT",
    ja="モデルに {subject} に当たるものがありません。--map {subject}=要素 で指定してください",
)


def known_as(subjects: Subjects, subject: str, element: str) -> Subjects:
    """Return *subjects* with what is known of *element* said of *subject* too, as a partner calls it."""
    if subject == element:
        return subjects
    speakers = {**subjects.speakers, subject: subjects.speakers.get(element, frozenset())}
    versions = {name: version for name, version in subjects.versions.items() if name != subject}
    models = {name: digest for name, digest in subjects.models.items() if name != subject}
    if element in subjects.versions:
        versions[subject] = subjects.versions[element]
    if element in subjects.models:
        models[subject] = subjects.models[element]
    return replace(subjects, speakers=speakers, versions=versions, models=models)


class Desk:
    """What came and what is held, looked at with one verifier."""

    def __init__(
        self,
        verifier: Verifier,
        made: Evaluation,
        remembered: SubjectMap,
        held: Sequence[Incoming],
        came: Sequence[Incoming],
        said: Mapping[str, str],
    ) -> None:
        """Check what was said of subjects.

        Raises:
            Malformed: it names nothing of the model, something of another kind, or a subject of no claim.

        """
        from sanso.trust.chain.relays import presentation_digest

        self.verifier = verifier
        self.made = made
        self.remembered = remembered
        self.held = held
        self.came = came
        self.said = dict(said)
        self.subjects = subjects_of(made.loaded) if made.loaded is not None else None
        self.claims = {one.text: self._claim(one) for one in (*held, *came) if one.kind == "claim"}
        self.keep: dict[str, bytes] = {}
        self.stems = {one.text: one.path.stem for one in held if one.kind == "claim"}
        self.names = {inner_name(one.path): one.raw for one in held}
        self.places: dict[str, set[tuple[str, str]]] = {}
        self.proofs: dict[tuple[str, str], set[bytes]] = {}
        for one in (*held, *came):
            if one.kind == "claim":
                self.places.setdefault(one.text, set()).add(place_of(one.path))
            elif one.kind == "proof":
                self.proofs.setdefault(place_of(one.path), set()).add(one.raw)
        self.spots = frozenset(place for places in self.places.values() for place in places)
        self.notes: dict[str, set[bytes]] = {}
        for one in (*held, *came):
            if one.kind == "relay":
                self.notes.setdefault(passed_on(one.raw), set()).add(one.raw.strip())
        self.presentations = {presentation_digest(text): text for text in self.claims}
        self.statuses: list[Incoming] = []
        self.refused_statuses: dict[str, Text] = {}
        self._check_said()
        self.knowing = verifier

    @staticmethod
    def _claim(one: Incoming) -> Claim:
        from sanso.envelope.sd_jwt import SdJwt
        from sanso.trust.claims.credential import read_claim

        return read_claim(SdJwt.read(one.text).unverified)

    def _check_said(self) -> None:
        from sanso.analysis.claim_subjects import fits

        for subject, element in self.said.items():
            kinds = {one.subject.kind for one in self.claims.values() if one.subject.id == subject}
            if not kinds:
                said = Text(en="no claim here is about this subject", ja="この対象についての主張はありません")
                raise Malformed("inbox-map", said, ascii(subject[:64]))
            if not all(fits(self.made.model, kind, element) for kind in kinds):
                said = Text(
                    en="the model has nothing of this kind by that name",
                    ja="モデルに、その種類でその名前のものはありません",
                )
                raise Malformed("inbox-map", said, ascii(f"{subject[:64]}={element[:64]}"))

    def take_statuses(self, statuses: Sequence[Incoming]) -> None:
        """Let the verifier take status lists, oldest first; those that came and are refused are remembered."""
        from sanso.verbs.inbox_files import by_age

        came = {one.text for one in self.came if one.kind == "status-list"}
        for one in by_age([*statuses, *(one for one in self.came if one.kind == "status-list")]):
            try:
                self.verifier = self.verifier.with_status(one.text)
            except Malformed as error:
                if one.text not in came:
                    raise
                self.refused_statuses[one.text] = error.text
            else:
                self.statuses.append(one)
        self.knowing = self.verifier
        for text, claim in self.claims.items():
            if claim.supersedes:
                self.knowing = self._knowing(text)

    def _knowing(self, text: str) -> Verifier:
        try:
            return self.knowing.with_claim(text)
        except Malformed:
            return self.knowing

    def look(self) -> tuple[Taken, ...]:
        """Return what becomes of every file that came."""
        looks = {
            "claim": self._look_claim,
            "relay": self._look_relay,
            "derived": self._look_derived,
            "status-list": self._look_status,
        }
        found: dict[int, Sequence[Taken]] = {}
        for place, one in sorted(enumerate(self.came), key=lambda pair: (pair[1].kind != "claim", pair[0])):
            look = looks.get(one.kind)
            if look is not None:
                found[place] = [look(one)]
            elif one.kind == "trust-list":
                found[place] = [Taken(str(one.path), one.kind, "refused", _FOREIGN_LIST)]
            elif one.kind == "proof":
                found[place] = list(self._look_proof(one))
            else:
                found[place] = [_unread(one)]
        return tuple(taken for place in sorted(found) for taken in found[place])

    def _look_claim(self, one: Incoming) -> Taken:
        claim = self.claims[one.text]
        match = self._match(claim)
        proof = self._proof(one.text)
        alone, shown = self._verdicts(one.text, claim, match, proof)
        stem = self.stems.get(one.text) or stem_of(claim, one.text)
        name = f"claims/{stem}.jwt"
        passed = tuple(self._relays(one.text))
        if not alone.counts and not (alone.claim is not None and claim.supersedes):
            return Taken(str(one.path), "claim", "refused", _why(alone), alone, match, passed=passed)
        if match.element is None:
            why = _WHO.fill(subject=claim.subject.id[:80])
            return Taken(str(one.path), "claim", "asked", why, shown, match, passed=passed)
        state: State = "known" if one.text in self.stems else self._store(name, one.text.encode() + b"\n")
        if proof is not None and alone.log.good and self._store(f"proofs/{stem}.proof", proof) == "taken":
            state = "taken"
        if match.element != claim.subject.id and not claim.subject.id.startswith("role:"):
            key = claim.issuer, claim.subject.kind, claim.subject.id
            if self.remembered.entries.get(key) != match.element:
                self.remembered = self.remembered.with_entry(key, match.element)
                state = "taken"
        closes = tuple(self._closings(claim, match.element)) if shown.counts else ()
        confirms = tuple(self._confirmings(claim, match.element, shown)) if shown.counts else ()
        return Taken(str(one.path), "claim", state, None, shown, match, closes, confirms, passed, stored=name)

    def _match(self, claim: Claim) -> Match:
        from sanso.analysis.claim_subjects import Match, Sought, fits, match

        subject = claim.subject
        known = self.said.get(subject.id) or self.remembered.element(claim.issuer, subject.kind, subject.id)
        if known is not None and fits(self.made.model, subject.kind, known):
            return Match(known, "said")
        sought = Sought(claim.issuer, subject.kind, subject.id, subject.name, subject.version)
        return match(self.made.model, sought)

    def _verdicts(self, text: str, claim: Claim, match: Match, proof: bytes | None) -> tuple[Verdict, Verdict]:
        """Return the verdict on a claim by itself, and that with all others beside it."""
        verifier, knowing = self.verifier, self.knowing
        if self.subjects is not None:
            subjects = known_as(self.subjects, claim.subject.id, match.element or claim.subject.id)
            verifier, knowing = replace(verifier, subjects=subjects), replace(knowing, subjects=subjects)
        alone = verifier.verdict(text, proof)
        return alone, knowing.verdict(text, proof) if alone.digest in knowing.superseded else alone

    def _proof(self, text: str) -> bytes | None:
        """Return the best of the proofs that lie beside the claim *text*: good ones first, then the latest."""
        proofs = {raw for place in self.places[text] for raw in self.proofs.get(place, ())}
        if not proofs:
            return None
        judged = [(self.verifier.verdict(text, raw), raw) for raw in proofs]
        return max(judged, key=lambda one: (one[0].log.good, str(one[0].log_time or ""), one[1]))[1]

    def _closings(self, claim: Claim, element: str) -> Iterator[Closing]:
        from sanso.analysis.claim_closings import Said, closings

        general = claim.scheme.level if claim.scheme is not None and claim.scheme.id == "cpsf" else ""
        for answer in claim.answers:
            said = Said(element, answer.item, answer.result, answer.level or general)
            yield from closings(self.made.model, self.made.assessment, said)

    def _confirmings(self, claim: Claim, element: str, verdict: Verdict) -> Iterator[Confirming]:
        from sanso.analysis.claim_closings import Said, confirmings

        for answer in claim.answers:
            said = Said(element, answer.item, answer.result, answer.level)
            yield from confirmings(self.points, said, verdict.basis, self.made.catalogue)

    @cached_property
    def points(self) -> tuple[OpenPoint, ...]:
        """What is open in the assessment."""
        from sanso.analysis.assessing import all_open_points

        return all_open_points(self.made.assessment, self.made.model, self.made.catalogue)

    def _relays(self, text: str) -> Iterator[Relay]:
        """Yield who passed the presentation *text* on, by notes that are good."""
        from sanso.trust.chain.relays import presentation_digest, verify_relay

        found = {}
        for raw in self.notes.get(presentation_digest(text), ()):
            try:
                note = verify_relay(self.verifier, raw, text).relay
            except Malformed:
                continue
            found[note.time, note.by, note.to] = note
        yield from (found[key] for key in sorted(found))

    def _look_relay(self, one: Incoming) -> Taken:
        from sanso.trust.chain.relays import verify_relay

        text = self.presentations.get(passed_on(one.raw))
        if text is None:
            return Taken(str(one.path), "relay", "refused", _NO_PRESENTATION)
        try:
            note = verify_relay(self.verifier, one.raw, text).relay
        except Malformed as error:
            return Taken(str(one.path), "relay", "refused", _problem(error))
        if not self._kept(self.claims[text], text):
            return Taken(str(one.path), "relay", "refused", _NOT_KEPT, passed=(note,))
        name = f"relays/{short_digest(one.raw)}.json"
        return Taken(str(one.path), "relay", self._store(name, one.raw.strip() + b"\n"), passed=(note,), stored=name)

    def _kept(self, claim: Claim, text: str) -> bool:
        return text in self.stems or f"claims/{stem_of(claim, text)}.jwt" in self.keep

    def _look_derived(self, one: Incoming) -> Taken:
        from sanso.trust.chain.derived import read_derived, verify_sample
        from sanso.trust.claims.credential import claim_digest

        try:
            derived = read_derived(self.verifier, one.raw)
        except Malformed as error:
            return Taken(str(one.path), "derived", "refused", _problem(error))
        places = {digest: place for place, digest in enumerate(derived.members)}
        here: dict[int, bool] = {}
        for text, claim in self.claims.items():
            place = places.get(claim_digest(text))
            if place is not None:
                subjects = self._match(claim).element or claim.subject.id
                verifier = self.knowing
                if self.subjects is not None:
                    verifier = replace(verifier, subjects=known_as(self.subjects, claim.subject.id, subjects))
                holds = verify_sample(verifier, derived, place, text).finding == "holds"
                here[place] = here.get(place, False) or holds
        counted = Counted(derived.by, derived.item, len(derived.members), derived.of, len(here), sum(here.values()))
        name = f"derived/{short_digest(one.raw)}.json"
        return Taken(str(one.path), "derived", self._store(name, one.raw.strip() + b"\n"), counted=counted, stored=name)

    def _look_status(self, one: Incoming) -> Taken:
        refused = self.refused_statuses.get(one.text)
        if refused is not None:
            return Taken(str(one.path), "status-list", "refused", refused)
        name = status_name(one)
        return Taken(str(one.path), "status-list", self._store(name, one.text.encode() + b"\n"), stored=name)

    def _look_proof(self, one: Incoming) -> Iterator[Taken]:
        if place_of(one.path) not in self.spots:
            yield Taken(str(one.path), "proof", "refused" if one.named else "ignored", _PROOF_ALONE)

    def _store(self, name: str, content: bytes) -> State:
        """Keep *content* as *name*, and tell whether that is new."""
        if self.names.get(name) == content:
            return "known"
        self.keep[name] = content
        return "taken"

    def gathered(self) -> dict[str, bytes]:
        """Return what came and is to be kept, by its place in the evidence, with what is remembered of subjects."""
        from sanso.formats.claims.subject_map import SUBJECT_MAP_FILE

        contents = dict(self.keep)
        if self.remembered.entries:
            contents[SUBJECT_MAP_FILE] = self.remembered.raw
        return contents

    def to_keep(self, into: Path, trust: Sequence[Path]) -> dict[Path, bytes]:
        """Return the files to write into the folder *into*: what came, and the lists by which it was judged."""
        from sanso.trust.lists.trust_list import open_list

        contents = self.gathered()
        held = {one.raw for one in self.held}
        for path in trust:
            raw = path.read_bytes()
            if raw not in held:
                contents[f"trust/{open_list(raw).version:04d}.json"] = raw
        texts = {one.text for one in self.held}
        for one in self.statuses:
            if one.text not in texts:
                contents[status_name(one)] = one.text.encode() + b"\n"
        return {
            into / name: content
            for name, content in contents.items()
            if not (into / name).is_file() or (into / name).read_bytes() != content
        }


def _unread(one: Incoming) -> Taken:
    """Refuse what was meant for the inbox and can not be read; pass over what else lies in a folder."""
    from sanso.verbs.inbox_files import why_unread

    why = why_unread(one.raw)
    return Taken(str(one.path), one.kind, "refused" if one.named or why is not None else "ignored", why or _NOTHING)


def _problem(error: Malformed) -> Text:
    """Return what is wrong with a statement; a signature that fits no key may be good and of somebody unknown."""
    return _NOBODY if isinstance(error, WrongSignature) else error.text


def _why(verdict: Verdict) -> Text:
    """Return the reason of the first mark that is not good; of the log only where it is bad."""
    marks = (verdict.signature, verdict.authority, verdict.status)
    return next((mark.plain for mark in marks if not mark.good), verdict.log.plain)
