"""Claims as lines of a table: who says what about what, the four marks, and whether it counts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sanso.model.text import Text
from sanso.trust.verdicts.verdict import BASIS_TEXTS, Mark, Verdict
from sanso.web.evidence.room import Looked
from sanso.web.evidence.words import MARK_TITLES, STATE_WORDS
from sanso.web.grids import Cell, Column, Grid, Lines

if TYPE_CHECKING:
    from sanso.analysis.proof.result import ClaimView

__all__ = ["ClaimRow", "claim_grid", "claim_rows", "proved_by"]

_ITEMS = 3


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim; *element* is the thing of the model that it speaks of, *why_not* the first mark that is not good."""

    file: str
    href: str
    verdict: Verdict
    issuer: Text
    subject: str
    element: str | None
    used: bool

    @property
    def counts(self) -> bool:
        """Whether it counts."""
        return self.verdict.counts

    @property
    def marks(self) -> dict[str, Mark]:
        """The four marks by name."""
        return dict(zip(MARK_TITLES, self.verdict.marks, strict=True))

    @property
    def items(self) -> str:
        """The first items that it answers, and how many more."""
        claim = self.verdict.claim
        if claim is None:
            return ""
        named = [answer.item for answer in claim.answers[:_ITEMS]]
        left = len(claim.answers) - len(named)
        return ", ".join(named) + (f" +{left}" if left else "")

    @property
    def until(self) -> str:
        """The last day of its validity."""
        claim = self.verdict.claim
        return claim.valid_until.astimezone(dt.UTC).date().isoformat() if claim is not None else ""

    @property
    def basis(self) -> Text | None:
        """What it counts as."""
        return BASIS_TEXTS[self.verdict.basis] if self.verdict.basis is not None and self.counts else None

    @property
    def why_not(self) -> Text | None:
        """The reason why it does not count."""
        if self.counts:
            return None
        marks = [mark for mark in self.verdict.marks[:3] if not mark.good] or [self.verdict.log]
        return min(marks, key=lambda mark: mark.state != "bad").text


def claim_rows(looked: Looked, workspace: str) -> list[ClaimRow]:
    """Return the claims, those that do not count first."""
    proof = looked.proof
    views = {view.digest: view for view in proof.claims} if proof is not None else {}
    rows = [_row(one.file, one.verdict, views.get(one.verdict.digest), workspace) for one in looked.judged.judged]
    return sorted(rows, key=lambda row: (row.counts, row.file))


def proved_by(looked: Looked, digest: str) -> list[tuple[str, str | None, int]]:
    """Return the requirements, organizations and numbers of elements whose proof is the claim *digest*."""
    if looked.proof is None:
        return []
    return [
        (row.id, row.organization, sum(len(part.elements) for part in row.parts if part.claim == digest))
        for row in looked.proof.requirements
        if any(part.claim == digest for part in row.parts)
    ]


def _row(file: str, verdict: Verdict, view: ClaimView | None, workspace: str) -> ClaimRow:
    claim = verdict.claim
    href = f"/w/{workspace}/evidence/claims/{verdict.digest.removeprefix('sha-256:')}"
    issuer = view.issuer_name if view is not None and view.issuer_name is not None else None
    issuer = issuer or Text.of(claim.issuer if claim is not None else "–")
    subject = (claim.subject.name or claim.subject.id) if claim is not None else "–"
    element = view.element if view is not None else None
    return ClaimRow(file, href, verdict, issuer, subject, element, view is not None and view.used)


def claim_grid(rows: list[ClaimRow]) -> Grid:
    """Return the claims as a table to download."""
    columns = (
        Column("file", Text(en="File", ja="ファイル"), "id"),
        Column("issuer", Text(en="Issuer", ja="発行者")),
        Column("subject", Text(en="About", ja="対象")),
        Column("items", Text(en="Items", ja="項目")),
        *(Column(key, title) for key, title in MARK_TITLES.items()),
        Column("counts", Text(en="Counts", ja="有効")),
        Column("basis", Text(en="As", ja="確認の方法")),
        Column("until", Text(en="Valid until", ja="有効期限"), "day"),
        Column("why_not", Text(en="Why it does not count", ja="無効の理由")),
        Column("digest", Text(en="Digest", ja="ダイジェスト"), "id"),
    )
    return Grid(
        "claims",
        Text(en="Claims", ja="主張"),
        columns,
        Lines(rows, _cells),
        Text(en="There is no claim yet.", ja="主張はまだありません。"),
    )


def _cells(row: ClaimRow) -> tuple[Cell, ...]:
    yes, no = Text(en="yes", ja="有効"), Text(en="no", ja="無効")
    return (
        Cell(row.file), Cell(row.issuer.show("en"), row.issuer), Cell(row.subject), Cell(row.items),
        *(Cell(mark.state, STATE_WORDS[mark.state]) for mark in row.verdict.marks),
        Cell(row.counts, yes if row.counts else no),
        Cell(row.verdict.basis if row.counts else None, row.basis),
        Cell(row.until or None), Cell(row.why_not.en if row.why_not else None, row.why_not), Cell(row.verdict.digest),
    )  # fmt: skip
