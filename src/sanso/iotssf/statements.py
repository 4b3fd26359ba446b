"""What is stated for the four perspectives, per subject: the strongest valid statement of each demand.

A failed or overdue inspection, an expired statement and an inspection that leaves out part of the
population do not count; each is told as a remark. Nothing here is proven.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sanso.catalogue import Catalogue
from sanso.catalogue.strength import DemandStep
from sanso.iotssf.capability import Capability
from sanso.iotssf.insurance import Insurance
from sanso.iotssf.result import Stated
from sanso.model.answers import Confirmation
from sanso.model.money import Money
from sanso.model.process import Model
from sanso.model.text import Text

__all__ = ["Statements", "Subjects"]

_BASES = ("none", "self-declaration", "third-party", "public-certification")
_INTERVALS = ("none", "stated", "yearly", "half-yearly")
_SUPPORT = ("none", "contact", "fund", "insurance")


@dataclass(frozen=True, slots=True)
class Subjects:
    """Whose statements count for something: per perspective the ids that may be their subject.

    *operators* are groups of people who must all be capable, an organization for all its staff; statements about one
    of *operated* speak of all of them. *loss* is the deciding loss, None where it is not stated; *harms* decide.
    """

    product: tuple[str, ...]
    organization: tuple[str, ...]
    staff: tuple[str, ...]
    in_operation: tuple[str, ...]
    operators: tuple[str, ...]
    support: tuple[str, ...]
    loss: Money | None = None
    harms: tuple[str, ...] = ()
    operated: tuple[str, ...] = ()


@dataclass(slots=True)
class Statements:
    """The confirmations and qualifications of a model, as they count on one day."""

    model: Model
    day: dt.date
    steps: Mapping[str, DemandStep]
    schemes: Mapping[str, str]
    bases: Mapping[str, Text]
    insurance: Insurance
    capability: Capability = field(init=False)
    _by_subject: dict[tuple[str, str], list[Confirmation]]

    def __post_init__(self) -> None:
        self.capability = Capability.of(self.model, self.steps, self._about)

    @classmethod
    def of(cls, model: Model, catalogue: Catalogue, day: dt.date) -> Statements:
        """Index the confirmations of *model*; thresholds come from the catalogue's demand steps."""
        by_subject: dict[tuple[str, str], list[Confirmation]] = {}
        for confirmation in model.confirmations:
            by_subject.setdefault((confirmation.perspective, confirmation.subject), []).append(confirmation)
        schemes = {
            f"{scheme.short}/{level.level}": level.basis
            for scheme in catalogue.schemes.values()
            for level in scheme.levels
            if level.basis is not None
        }
        bases = {ident: record.title for ident, record in catalogue.bases.items()}
        return cls(
            model, day, catalogue.demand_steps, schemes, bases, Insurance(model, catalogue.exclusions), by_subject
        )

    def stated(self, subjects: Subjects) -> Stated:
        """Return what is stated for *subjects*."""
        remarks: list[Text] = []
        doubts: list[Text] = []
        inspected = self._inspected(subjects.in_operation, doubts)
        remarks.extend(doubts)
        return Stated(
            product=self._before(subjects.product, "product", remarks),
            organization=self._before(subjects.organization, "organization", remarks),
            staff=self._before(subjects.staff, "staff", remarks),
            in_operation=inspected,
            operators=self.capability.word(subjects.operators, subjects.operated, remarks),
            social_support=self._supported(subjects, remarks),
            remarks=tuple(dict.fromkeys(remarks)),
            inspection=doubts[0] if doubts else None,
        )

    def given(self, perspective: str, subjects: Iterable[str]) -> Iterable[Confirmation]:
        """Yield every confirmation of *perspective* about *subjects*, whether it counts or not."""
        for subject in dict.fromkeys(subjects):
            yield from self._by_subject.get((perspective, subject), ())

    def _about(self, perspective: str, subjects: Iterable[str], remarks: list[Text]) -> Iterable[Confirmation]:
        for confirmation in self.given(perspective, subjects):
            why_not = self.why_not(confirmation)
            if why_not is None:
                yield confirmation
            else:
                remarks.append(why_not)

    def why_not(self, confirmation: Confirmation) -> Text | None:
        """Say why a confirmation does not count on the day: expired, not yet issued, failed; None where it does."""
        who, until, issued = self.model.label(confirmation.subject), confirmation.valid_until, confirmation.issued
        if until is not None and until < self.day:
            text = Text(en="a statement about {who} expired on {until}", ja="{who} に関する申告は {until} で期限切れ")
            return text.fill(who=who, until=until)
        if issued is not None and issued > self.day:
            text = Text(
                en="a statement about {who} is issued on {issued} only", ja="{who} に関する申告の発行日は {issued}"
            )
            return text.fill(who=who, issued=issued)
        return self._failure(confirmation) if confirmation.result == "failed" else None

    def _failure(self, confirmation: Confirmation) -> Text:
        """Say what failed, when, and on how many, as far as it is stated."""
        facts = [str(fact) for fact in (confirmation.last, confirmation.coverage) if fact is not None]
        text = Text(en="{who}: failed{facts}", ja="{who}: 不合格{facts}")
        if confirmation.perspective == "in-operation":
            text = Text(en="{who}: inspection failed{facts}", ja="{who}: 点検に不合格{facts}")
        return text.fill(who=self.model.label(confirmation.subject), facts=f" ({', '.join(facts)})" if facts else "")

    def weigh(self, confirmation: Confirmation, subjects: Subjects, remarks: list[Text]) -> str:
        """Return the step of its demand that *confirmation* alone reaches, and tell what lowers it.

        Support counts for what its kind can reach together with a contact point.
        """
        why_not = self.why_not(confirmation)
        if why_not is not None:
            remarks.append(why_not)
            return "none"
        if confirmation.perspective == "before-operation":
            return _BASES[self._basis_rank(confirmation, remarks)]
        if confirmation.perspective == "in-operation":
            return _INTERVALS[self._inspection_rank(confirmation, remarks)]
        if confirmation.perspective == "operators":
            return self.capability.stated_word(confirmation)
        if confirmation.kind == "liability-insurance":
            return "insurance" if self.insurance.pays(confirmation, subjects.loss, subjects.harms, remarks) else "fund"
        return "contact" if confirmation.kind == "contact" else "fund"

    def _before(self, subjects: Iterable[str], of: str, remarks: list[Text]) -> str:
        ranks = [
            self._basis_rank(c, remarks)
            for c in self._about("before-operation", subjects, remarks)
            if c.of == of and c.basis is not None
        ]
        return _BASES[max(ranks, default=0)]

    def _basis_rank(self, confirmation: Confirmation, remarks: list[Text]) -> int:
        """Rank the basis that counts: the lower of what is stated and how the level of its scheme is evaluated."""
        stated = confirmation.basis or "none"
        evaluated = self.schemes.get(confirmation.scheme or "")
        if evaluated is None or _BASES.index(evaluated) >= _BASES.index(stated):
            return _BASES.index(stated)
        text = Text(en="{who}: {scheme} rests on {basis} only", ja="{who}: {scheme} の根拠は{basis}にとどまる")
        who, basis = self.model.label(confirmation.subject), self.bases[evaluated]
        remarks.append(text.fill(who=who, scheme=confirmation.scheme, basis=basis))
        return _BASES.index(evaluated)

    def _inspected(self, subjects: Iterable[str], remarks: list[Text]) -> str:
        best = 0
        for confirmation in self._about("in-operation", subjects, remarks):
            rank = self._inspection_rank(confirmation, remarks)
            best = max(best, rank)
        return _INTERVALS[best]

    def _inspection_rank(self, confirmation: Confirmation, remarks: list[Text]) -> int:
        who = self.model.label(confirmation.subject)
        if confirmation.interval is None and not confirmation.continuous:
            return 0
        if confirmation.last is not None and confirmation.interval is not None and not confirmation.continuous:
            due = confirmation.interval.after(confirmation.last)
            if due < self.day:
                text = Text(en="{who}: inspection overdue since {due}", ja="{who}: 点検期限を超過({due})")
                remarks.append(text.fill(who=who, due=due))
                return 0
        last = confirmation.last
        passed = confirmation.continuous or (confirmation.result == "passed" and last is not None and last <= self.day)
        covered = confirmation.coverage
        if covered is not None and covered.share < 1:
            text = Text(en="{who}: only {part} inspected", ja="{who}: 点検済みは {part} のみ")
            remarks.append(text.fill(who=who, part=covered))
            return 1
        if not passed:
            return 1
        return max((rank for rank, word in enumerate(_INTERVALS) if self._often_enough(confirmation, word)), default=1)

    def _often_enough(self, confirmation: Confirmation, word: str) -> bool:
        step = self.steps[f"in_operation.{word}"]
        if step.interval is None or confirmation.continuous:
            return word != "none" and (step.continuous or not confirmation.continuous)
        return confirmation.interval is not None and confirmation.interval.days_at_most <= step.interval.days_at_most

    def _supported(self, subjects: Subjects, remarks: list[Text]) -> str:
        given = list(self._about("social-support", subjects.support, remarks))
        kinds = {confirmation.kind for confirmation in given}
        best = "none"
        for word in _SUPPORT[1:]:
            step = self.steps[f"social_support.{word}"]
            if not any(kinds.issuperset(accepted) for accepted in step.accepts):
                continue
            insured = [c for c in given if c.kind == "liability-insurance"]
            paying = (
                [c for c in insured if self.insurance.pays(c, subjects.loss, subjects.harms, remarks)]
                if step.covers_loss
                else insured
            )
            if paying or not step.covers_loss:
                best = word
        return best
