"""Tables of the pages on which a supplier is asked: suppliers, requirements asked, confirmations asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sanso.analysis.asking import suppliers
from sanso.model.text import Text
from sanso.web.evidence.asking import open_by_supplier
from sanso.web.grids import Cell, Column, Grid

if TYPE_CHECKING:
    from sanso.analysis.asking import AskedRequirement, SupplierRequest
    from sanso.report.reader import Reader
    from sanso.web.evidence.room import Looked

__all__ = ["confirmation_grid", "requirement_grid", "supplier_grid"]


def supplier_grid(words: Reader, evidence: Looked | None, workspace: str) -> Grid:
    """Return the suppliers of the model, those with most open first; with evidence, also what is not proven."""
    counts = [open_by_supplier(words.assessment)]
    titles = [Text(en="Open as stated", ja="申告上の未充足")]
    if evidence is not None and evidence.proven is not None:
        counts.append(open_by_supplier(evidence.proven.working.assessment))
        titles.append(Text(en="Open as proven", ja="証明上の未充足"))
    found = sorted(suppliers(words.model), key=lambda one: tuple(-count.get(one, 0) for count in reversed(counts)))
    columns = (
        Column("name", Text(en="Supplier", ja="サプライヤー")),
        *(Column(key, title, "number") for key, title in zip(("stated", "proven"), titles, strict=False)),
    )
    rows = [
        (
            Cell(one, words.name(one), f"/w/{workspace}/requests/{one}"),
            *(Cell(count.get(one, 0)) for count in counts),
        )
        for one in found
    ]
    none = Text(
        en="The model names no supplier: nobody makes a product, supplies, develops, integrates, maintains, hosts, or "
        "is entrusted with something.",
        ja="モデルにサプライヤーの記載がありません(製品の製造、供給・開発・統合・保守・ホスティング・委託のつながり)。",
    )
    return Grid("suppliers", Text(en="Suppliers", ja="サプライヤー"), columns, rows, none)


def requirement_grid(asked: SupplierRequest, words: Reader, base: str) -> Grid:
    """Return the requirements that are asked, the gravest first."""
    columns = (
        Column("item", Text(en="Requirement", ja="対策要件")),
        Column("title", Text(en="Title", ja="名称")),
        Column("about", Text(en="Concerning", ja="対象")),
        Column("level", Text(en="Required level", ja="必要な水準")),
        Column("stated", Text(en="So far", ja="現状"), "status"),
        Column("category", Text(en="Category", ja="カテゴリ"), "category"),
        Column("elements", Text(en="Elements", ja="要素数"), "number"),
    )
    rows = [
        (
            Cell(one.item, one.item, f"{base}/requirements?requirement={one.item}"),
            Cell(words.t(one.title)),
            Cell(one.place, words.name(one.place)),
            Cell(one.level, words.word("level", one.level)),
            _so_far(one, words),
            Cell(one.category),
            Cell(len(one.elements)),
        )
        for one in asked.requirements
    ]
    none = Text(en="No requirement is asked.", ja="依頼する対策要件はありません。")
    return Grid("asked-requirements", Text(en="Requirements asked", ja="依頼する対策要件"), columns, rows, none)


def _so_far(one: AskedRequirement, words: Reader) -> Cell:
    note = Text(en="stated, proof wanted", ja="申告済み・証跡待ち") if one.unproven else None
    return Cell(one.stated, words.word("status", one.stated), note=note)


def confirmation_grid(asked: SupplierRequest, words: Reader, base: str) -> Grid:
    """Return the confirmations that are asked, the gravest first."""
    columns = (
        Column("title", Text(en="Confirmation", ja="確認")),
        Column("subject", Text(en="Concerning", ja="対象")),
        Column("demand", Text(en="Perspective", ja="観点")),
        Column("category", Text(en="Category", ja="カテゴリ"), "category"),
    )
    rows = [
        (
            Cell(words.t(one.title)),
            Cell(one.subject, words.name(one.subject), f"{base}/elements/{one.subject}"),
            Cell(one.demand, words.word("demand", one.demand.replace("_", "-"))),
            Cell(one.category),
        )
        for one in asked.confirmations
    ]
    none = Text(en="No confirmation is asked.", ja="依頼する確認はありません。")
    return Grid("asked-confirmations", Text(en="Confirmations asked", ja="依頼する確認"), columns, rows, none)
