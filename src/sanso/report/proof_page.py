"""What page, document and workbook say about the trust gap: lines in the words of one language.

Decides nothing: what is proven comes with the assessment.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from sanso.analysis.proof.result import (
    ClaimView,
    Count,
    Dependence,
    Lapse,
    Loss,
    Proof,
    ProofRow,
    SubjectGap,
)
from sanso.assessment.result import RequirementRow
from sanso.report import wording
from sanso.report.proof_losses import loss_lines
from sanso.report.proof_words import CAUSE, DEPENDENCE, PROVEN_STATUS
from sanso.report.reader import Capped, Reader, capped

__all__ = ["ProofView", "proof_context"]

_CLAIMS = 200
_SUBJECTS = 60
_LAPSES = 60
_BREAKS = 25
_LOST = 6
"""Lost requirements and confirmations that a line names."""
_LINES = 6
_ITEMS = 6
_DIGEST = 19
_DONE = frozenset({"met", "not-applicable"})
_OPEN = frozenset({"not-stated", "missing"})


def proof_context(reader: Reader) -> Mapping[str, Any]:
    """Return the name that the templates use: the view, or None where no evidence was looked at."""
    proof = reader.assessment.proof
    return {"gap_view": ProofView(reader, proof) if proof is not None else None}


class ProofView:
    """The trust gap of one assessment in the words of one language."""

    def __init__(self, reader: Reader, proof: Proof) -> None:
        self.reader = reader
        self.proof = proof

    def say(self, key: str, **values: object) -> str:
        """Return a phrase with its fields filled."""
        return self.reader.t(self.reader.phrase(key).fill(**{name: str(value) for name, value in values.items()}))

    @cached_property
    def total(self) -> Count:
        """All requirements, each counted once per organization."""
        return next((one.requirements for one in self.proof.layers if one.layer == "all"), Count())

    @property
    def sentences(self) -> list[str]:
        """The trust gap in short."""
        count, counting = self.total, sum(one.counts for one in self.proof.claims)
        claims = self.reader.count(len(self.proof.claims), "claim")
        left = len(self.proof.claims) - counting
        required = self.reader.count(count.required, "requirement")
        aside = self.reader.assessment.summary.status.get("all", {}).get("not-applicable", 0)
        numbers = {"met": count.stated - aside, "aside": aside, "proven": count.proven, "gap": count.gap}
        figures = {name: f"{value:,}" for name, value in numbers.items()}
        beyond = [self.say("gap_beyond", n=f"{count.beyond:,}")] if count.beyond else []
        return [
            self._glue.join([self.say("gap_sentence", required=required, **figures), *beyond]),
            self.say("gap_claims", claims=claims, counting=f"{counting:,}", left=f"{left:,}"),
            self.say("gap_at", time=f"{self.proof.at:%Y-%m-%d %H:%M}") + self._glue + self._list(),
        ]

    @property
    def _glue(self) -> str:
        return "" if self.reader.lang == "ja" else " "

    def _list(self) -> str:
        found = self.proof.trust_list
        if found is None:
            return self.say("gap_no_list")
        return self.say("gap_list", version=found.version, day=found.expires.date().isoformat())

    @property
    def warnings(self) -> list[str]:
        """What must not be overlooked: keys that were not pinned, and a what-if."""
        said = []
        if self.proof.trust_list is not None and not self.proof.pinned:
            said.append(self.say("gap_unpinned"))
        if self.proof.without:
            said.append(self.say("gap_without", names=self.reader.listed(self.proof.without)))
        return said

    @property
    def old_lists(self) -> str:
        """Say how many claims do not count only because their status lists are too old; nothing where none do."""
        stale = self.proof.stale
        return "" if stale is None else self.reader.t(stale.short) + self._glue + self.reader.t(stale.to_do)

    @property
    def renewal(self) -> str:
        """Say until when the status lists at hand speak; nothing where nothing that counts rests on one."""
        renewal = self.proof.renewal
        return "" if renewal is None else self.reader.t(renewal.text)

    @property
    def layers(self) -> list[tuple[str, Count]]:
        """Name and counts of each layer, all of them first."""
        return [
            (self.say("all_layers") if one.layer == "all" else self.reader.word("layer_short", one.layer),
             one.requirements)
            for one in self.proof.layers
        ]  # fmt: skip

    @cached_property
    def subjects(self) -> tuple[SubjectGap, ...]:
        """Elements of which something is asked, the highest category and the widest gap first."""
        asked = [one for one in self.proof.subjects if one.requirements.required or one.nearest_stated]
        asked.sort(key=lambda one: (-1 if one.required is None else one.required, one.requirements.gap), reverse=True)
        return tuple(asked)

    def first(self, most: int = _SUBJECTS) -> Capped[SubjectGap]:
        """Return the first of the elements."""
        return capped(self.subjects, most)

    def strength(self, gap: SubjectGap, *, proven: bool) -> str:
        """Say the nearest mix and how much it lacks; nothing where none is asked."""
        mix, short = (gap.nearest_proven, gap.short_proven) if proven else (gap.nearest_stated, gap.short_stated)
        if mix is None or not (gap.nearest_stated or gap.nearest_proven):
            return ""
        name = f"{self.say('mix')} {mix}"
        return self.say("gap_short", mix=name, n=len(short)) if short else self.say("gap_reached", mix=name)

    def status(self, value: str) -> str:
        """Name the proven status of a requirement."""
        return self.reader.t(wording.word(PROVEN_STATUS, value))

    @cached_property
    def _rows(self) -> dict[tuple[str, str | None], ProofRow]:
        return {(row.id, row.organization): row for row in self.proof.requirements}

    def row(self, row: RequirementRow) -> ProofRow | None:
        """Return what is proven of a requirement."""
        return self._rows.get((row.id, row.organization))

    def told(self, found: ProofRow) -> str:
        """Say the proven status with the basis that was verified; for how many elements, where only for some."""
        words = self.status(found.proven)
        if found.basis is not None and found.proven not in _OPEN:
            words += self._bracket(self.reader.word("basis", found.basis))
        asked = [part for part in found.parts if part.required != "not-required"]
        shown = sum(len(part.elements) for part in asked if part.proven in _DONE)
        if found.proven in _DONE or not shown:
            return words
        every = self.reader.count(sum(len(part.elements) for part in asked), "element")
        return f"{words}{self._bracket(self.say('gap_part', n=f'{shown:,}', all=every))}"

    def _bracket(self, words: str) -> str:
        return f"({words})" if self.reader.lang == "ja" else f" ({words})"

    @cached_property
    def claims(self) -> Capped[ClaimView]:
        """The claims, those that do not count first, with the reason."""
        ordered = sorted(self.proof.claims, key=lambda one: (one.counts, not one.used, one.file))
        return capped(ordered, _CLAIMS)

    def issuer(self, claim: ClaimView) -> str:
        """Name who issued a claim."""
        return self.reader.t(claim.issuer_name) if claim.issuer_name is not None else claim.issuer or "–"

    def about(self, claim: ClaimView) -> str:
        """Name what a claim is about."""
        if claim.element is not None:
            return self.reader.name(claim.element)
        return f"{claim.subject}{self._bracket(self.say('claim_outside'))}" if claim.subject else "–"

    def ids(self, claim: ClaimView, most: int = _ITEMS) -> list[str]:
        """Return the first items that a claim answers."""
        return [one.item for one in claim.items[:most]]

    def others(self, claim: ClaimView, most: int = _ITEMS) -> str:
        """Say how many items more a claim answers, and how many it hides; nothing where there are none."""
        more, hidden = len(claim.items) - most, claim.hidden
        said = [self.say("claim_more", n=more)] if more > 0 else []
        return self.reader.listed([*said, self.say("claim_hidden", n=hidden)] if hidden else said)

    def items(self, claim: ClaimView, most: int = _ITEMS) -> str:
        """Name the items that a claim answers, and how many it hides."""
        others = self.others(claim, most)
        return self.reader.listed([*self.ids(claim, most), *([others] if others else [])]) or "–"

    def verdict(self, claim: ClaimView) -> str:
        """Say whether a claim counts; the reason where it does not."""
        if claim.left_out:
            return self.say("claim_left")
        if not claim.counts:
            return self.say("claim_no")
        yes = self.say("claim_yes")
        return yes if claim.used else f"{yes}{self._bracket(self.say('claim_unused'))}"

    def digest(self, digest: str) -> str:
        """Return a digest in short."""
        return digest if len(digest) <= _DIGEST else f"{digest[:_DIGEST]}…"

    @cached_property
    def lapses(self) -> Capped[Lapse]:
        """What falls away, the first day first."""
        return capped(self.proof.lapses, _LAPSES)

    def cause(self, lapse: Lapse) -> str:
        """Name why something lapses."""
        return self.reader.t(wording.word(CAUSE, lapse.cause))

    def lost(self, loss: Loss, most: int = _LOST) -> list[str]:
        """Name what is lost, line by line, with at most *most* names in each; one line that says *nothing* if none."""
        return loss_lines(self.reader, loss, most, max(most, _LINES))

    @cached_property
    def breaks(self) -> Capped[Dependence]:
        """What rests on one claim, certifier or supplier, the most first."""
        return capped([one for one in self.proof.dependences if one.loss], _BREAKS)

    def depends(self, one: Dependence) -> tuple[str, str]:
        """Return the kind of what could be lost, and its name."""
        return self.reader.t(wording.word(DEPENDENCE, one.kind)), self.reader.t(one.name)

    @property
    def findings(self) -> Iterator[tuple[str, str]]:
        """Severity and message of what was noticed in the evidence."""
        for one in self.proof.diagnostics:
            yield self.reader.word("severity", one.severity), self.reader.t(one.message)
