"""The sheets of the workbook on the trust gap: proven status, claims with their four marks, lapses, dependences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sanso.analysis.proof.result import MarkView
from sanso.report import terms
from sanso.report.document.blocks import Mark, sign
from sanso.report.proof_page import ProofView
from sanso.report.reader import Reader
from sanso.report.sheets import Book, Cell, Column

__all__ = ["write_proof"]

Row = Sequence[Cell]

_SIGN: dict[str, Mark] = {"good": "met", "bad": "missing", "unknown": "not-stated"}
_ALL = 2000
"""Names in one cell."""

_GAP = (
    Column("col_id", 18, "code"),
    Column("col_name", 26),
    Column("kind", 13),
    Column("category", 10, "number"),
    Column("gap_required", 11, "number"),
    Column("gap_stated", 14, "number"),
    Column("gap_proven", 12, "number"),
    Column("gap_over", 16, "number"),
    Column("gap_open", 16, "number"),
    Column("gap_mix_stated", 28),
    Column("gap_mix_proven", 28),
)
_PROVEN = (
    Column("col_id", 12, "code"),
    Column("col_title", 28),
    Column("organization", 20),
    Column("required_level", 14),
    Column("category", 10, "number"),
    Column("col_stated_status", 16),
    Column("col_proven_status", 16),
    Column("col_proven_level", 14),
    Column("col_proven_basis", 20),
    Column("col_issuer", 26),
    Column("col_valid", 13, "day"),
    Column("col_count", 10, "number"),
    Column("elements", 50, prints=False),
    Column("col_layers", 9, prints=False),
    Column("claim_digest", 30, "code", prints=False),
)
_CLAIMS = (
    Column("claim_file", 28),
    Column("col_issuer", 24),
    Column("subject", 22),
    Column("claim_scheme", 14),
    Column("claim_items", 36),
    Column("claim_until", 12, "day"),
    Column("claim_signature", 22),
    Column("claim_authority", 26),
    Column("claim_status", 26),
    Column("claim_log", 24),
    Column("claim_counts", 18),
    Column("claim_why", 36),
    Column("col_proven_basis", 20, prints=False),
    Column("claim_digest", 30, "code", prints=False),
)
_LAPSES = (
    Column("lapse_day", 12, "day"),
    Column("lapse_why", 26),
    Column("details", 44),
    Column("breaks_highest", 12, "number"),
    Column("lapse_lost", 90),
)
_BREAKS = (
    Column("kind", 18),
    Column("breaks_what", 36),
    Column("breaks_rows", 16, "number"),
    Column("breaks_strengths", 16, "number"),
    Column("breaks_highest", 12, "number"),
    Column("lapse_lost", 90),
)


def write_proof(book: Book, reader: Reader) -> None:
    """Add the sheets on the trust gap to *book*, where evidence was looked at."""
    proof = reader.assessment.proof
    if proof is None:
        return
    view = ProofView(reader, proof)
    book.table(book.phrase("sheet_gap"), _GAP, _gap(reader, view), frozen=2)
    sheet, number = book.table(book.phrase("sheet_proven"), _PROVEN, _proven(reader, view), frozen=2)
    heads = [column.head for column in _PROVEN]
    stated = {reader.word("status", status): form for status, form in book.status.items()}
    book.mark(sheet, number, heads.index("col_stated_status"), stated)
    book.mark(
        sheet, number, heads.index("col_proven_status"),
        {view.status(status): book.status[status] for status in terms.STATUS_ORDER},
    )  # fmt: skip
    book.table(book.phrase("sheet_claims"), _CLAIMS, _claims(reader, view), frozen=1)
    book.table(book.phrase("sheet_lapses"), _LAPSES, _lapses(view), frozen=1)
    book.table(book.phrase("sheet_breaks"), _BREAKS, _breaks(view), frozen=2)


def _gap(reader: Reader, view: ProofView) -> Iterator[Row]:
    """Return a row per element of which something is asked."""
    for one in view.subjects:
        count = one.requirements
        yield (
            one.subject,
            reader.name(one.subject),
            reader.word("kind", one.kind) if one.kind != "procedure" else reader.word("type", "R"),
            one.required,
            count.required,
            count.stated,
            count.proven,
            count.beyond,
            count.gap,
            view.strength(one, proven=False) or None,
            view.strength(one, proven=True) or None,
        )


def _proven(reader: Reader, view: ProofView) -> Iterator[Row]:
    """Return a row per requirement and part, stated beside proven."""
    issuers = {claim.digest: view.issuer(claim) for claim in view.proof.claims}
    for row in view.proof.requirements:
        for part in row.parts:
            yield (
                row.id,
                reader.requirement(row.id),
                reader.name(row.organization) if row.organization else reader.phrase("nobody"),
                reader.word("level", part.required),
                part.category,
                reader.word("status", part.stated),
                view.status(part.proven),
                reader.word("level", part.level) if part.level else None,
                reader.word("basis", part.basis) if part.basis else None,
                issuers.get(part.claim or "") or part.by,
                part.until.date() if part.until else None,
                len(part.elements),
                reader.names(part.elements[:_ALL]),
                reader.listed(str(layer) for layer in row.layers),
                part.claim,
            )


def _claims(reader: Reader, view: ProofView) -> Iterator[Row]:
    for claim in view.proof.claims:
        yield (
            claim.file,
            view.issuer(claim),
            view.about(claim),
            claim.scheme,
            view.items(claim, _ALL),
            claim.until.date() if claim.until else None,
            *(_mark(reader, mark) for mark in claim.marks),
            view.verdict(claim),
            claim.why_not,
            reader.word("basis", claim.basis) if claim.basis else None,
            claim.digest,
        )


def _mark(reader: Reader, mark: MarkView) -> str:
    return f"{sign(_SIGN[mark.state])} {reader.t(mark.text)}"


def _lapses(view: ProofView) -> Iterator[Row]:
    """Return by when status lists are renewed, where claims rest on one, and then a row per thing that lapses."""
    renewal = view.proof.renewal
    if renewal is not None:
        yield renewal.day, view.say("lapse_lists"), renewal.text, None, None
    for lapse in view.proof.lapses:
        category = lapse.loss.category if lapse.loss else None
        yield lapse.day, view.cause(lapse), lapse.text, category, "\n".join(view.lost(lapse.loss, _ALL))


def _breaks(view: ProofView) -> Iterator[Row]:
    for one in view.proof.dependences:
        kind, name = view.depends(one)
        category = one.loss.category if one.loss else None
        lost = "\n".join(view.lost(one.loss, _ALL))
        yield kind, name, len(one.loss.rows), len(one.loss.strengths), category, lost
