"""Columns of the workbook's sheets, in their order; the rows are made in ``rows.py``."""

from __future__ import annotations

from sanso.report.sheets import Column

__all__ = ["FILLED", "HARMS", "INCIDENTS", "IOTSSF", "POINTS", "REQUIREMENTS", "SOURCES", "TRUST"]

REQUIREMENTS = (
    Column("key", 10, "hidden"),
    Column("organization", 10, "hidden"),
    Column("col_id", 12, "code"),
    Column("col_title", 28),
    Column("organization", 18),
    Column("required_level", 14),
    Column("status", 14),
    Column("category", 10, "number"),
    Column("fill_answer", 15, "fill"),
    Column("fill_reason", 18, "fill"),
    Column("fill_basis", 16, "fill"),
    Column("fill_by", 14, "fill"),
    Column("fill_evidence", 14, "fill"),
    Column("fill_until", 12, "fill_day"),
    Column("fill_owner", 14, "fill"),
    Column("fill_due", 12, "fill_day"),
    Column("fill_comment", 28, "fill"),
    Column("col_reasons", 40),
    Column("col_answer_level", 14, prints=False),
    Column("col_answer_from", 18, prints=False),
    Column("col_basis", 18, prints=False),
    Column("col_by", 18, prints=False),
    Column("col_valid", 13, prints=False),
    Column("col_count", 10, "number", prints=False),
    Column("elements", 50, prints=False),
    Column("parts", 60, prints=False),
    Column("col_layers", 9, prints=False),
    Column("incidents_col", 30, prints=False),
    Column("place", 10, "hidden"),
    Column("marks", 10, "hidden"),
)

FILLED = (
    "fill_answer",
    "fill_reason",
    "fill_basis",
    "fill_by",
    "fill_evidence",
    "fill_until",
    "fill_owner",
    "fill_due",
    "fill_comment",
)
"""Columns that owners fill in, in the order of the fields of a measure."""

IOTSSF = (
    Column("col_id", 18, "code"),
    Column("col_name", 24),
    Column("type", 12),
    Column("category", 10, "number"),
    Column("col_unit", 10, "number"),
    Column("instances", 10, "number"),
    Column("col_as", 24),
    Column("col_human", 13),
    Column("col_economic", 13),
    Column("col_nearest", 10),
    Column("col_short", 56),
    Column("col_human_via", 50, prints=False),
    Column("col_economic_via", 50, prints=False),
    Column("stated_beside", 50, prints=False),
    Column("col_harms", 36, prints=False),
    Column("col_barriers", 56, prints=False),
)

TRUST = (
    Column("col_id", 18, "code"),
    Column("col_name", 24),
    Column("kind", 13),
    Column("required", 10, "number"),
    Column("because", 50),
    Column("stated_part", 28),
    Column("col_nearest", 10),
    Column("col_short", 50),
    Column("confirmations", 50, prints=False),
    Column("stage", 20, prints=False),
)

INCIDENTS = (
    Column("col_id", 10, "code"),
    Column("col_title", 34),
    Column("layer", 8, "number"),
    Column("type", 14),
    Column("vulnerability", 15, "code"),
    Column("col_count", 10, "number"),
    Column("elements", 44),
    Column("col_requirements", 50),
    Column("confidence", 16),
    Column("source", 40, prints=False),
)

HARMS = (
    Column("col_id", 20, "code"),
    Column("col_name", 28),
    Column("col_human", 13),
    Column("col_human_from", 18),
    Column("col_economic", 13),
    Column("col_economic_from", 18),
    Column("loss", 24),
    Column("bearer", 18),
    Column("affects", 16),
    Column("rationale", 50),
    Column("raters", 26, prints=False),
)

POINTS = (
    Column("col_order", 8, "number"),
    Column("col_point", 60),
    Column("category", 10, "number"),
    Column("col_closes", 14, "number"),
    Column("organization", 22),
    Column("col_why", 60),
    Column("col_id", 30, "code", prints=False),
)

SOURCES = (
    Column("col_id", 12, "code"),
    Column("col_title", 30),
    Column("col_paraphrase", 60),
    Column("source", 40),
    Column("edition", 16),
    Column("confidence", 24),
)
