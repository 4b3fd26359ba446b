"""A document with every kind of block, in either language."""

from __future__ import annotations

import datetime as dt

from sanso.model.text import Language
from sanso.report.document import (
    Block,
    BulletList,
    Callout,
    Column,
    Document,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    Row,
    Run,
    Table,
    paragraph,
)

__all__ = ["DAY", "HOSTILE", "PICTURE", "STATUSES", "document", "table", "whole"]

DAY = dt.date(2026, 4, 1)

STATUSES = ("met", "partial", "missing", "not-stated", "not-applicable", "not-required")

HOSTILE = (
    '#import "@preview/evil:1.0.0": *',
    '#read("/etc/passwd")',
    "#panic()",
    r"\u{41} \ ] [ } { $ x^2 $",
    "*a* _b_ `c` @ref <label> = heading // comment /* block */",
    "]]> </w:t></w:p><w:p> &amp; &lt;",
    "\"quoted\" 'single'",
    "{{ 7*7 }}",
)
"""Text that some reader might take for markup; all of it is to be shown as it is."""

PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" class="k" viewBox="0 0 300 120" width="300" height="120" '
    'style="max-width:100%"><title>絵</title><desc>扉</desc><style>\n'
    ".k {--ink:#123456;--bg:#ffffff}\n@media (prefers-color-scheme: dark) {.k {--ink:#eeeeee}}\n"
    "@media print {.k {--ink:#123456;print-color-adjust:exact}}\n"
    '.k {font-family:"No Such Font", system-ui, sans-serif;background:var(--bg)}\n'
    ".k text {fill:var(--ink)}\n.k .edge:hover .line {stroke-width:4}\n</style>"
    '<rect width="300" height="120" fill="#ffffff"/><text x="10" y="60" font-size="40">扉の絵 door</text></svg>'
)


def table(rows: int = 3, **how: object) -> Table:
    return Table(
        (Column("要件 Requirement", 3), Column("Status", 1), Column("Category", 1, "center"), Column("n", 1, "end")),
        tuple(
            Row((f"CPS.AC-{n} 名称", Run("word", mark=STATUSES[n % 6]), Run("4", mark="category-4"), f"{n:,}"))
            for n in range(rows)
        ),
        **how,  # type: ignore[arg-type]
    )


def whole(lang: Language = "ja") -> Document:
    """Every kind of block."""
    return document(
        Heading(1, "要約 Summary", "summary"),
        Callout("申告であり、証明ではない。", "注意"),
        paragraph("普通の文字 ", Run("太字 bold", strong=True), " ", Run("CPS.AC-1, CPS.AC-2", mark="code")),
        Heading(2, "節 Section", "section"),
        BulletList(("一つ目", ("二つ目 ", Run("強く", strong=True)))),
        BulletList(("first", "second"), numbered=True),
        BulletList(("again first",), numbered=True),
        Heading(3, "小節 Subsection"),
        table(caption="表の題 Caption", left_out="ほか3件"),
        PageBreak(),
        Heading(1, "図 Picture"),
        Paragraph("図の説明"),
        Figure(PICTURE, "扉の絵", "図の題 Figure"),
        Heading(2, "横 Wide"),
        table(caption="横の表", landscape=True),
        Heading(2, "大 Large"),
        Figure(PICTURE, "大きな扉の絵", large=True),
        paragraph("終わり end"),
        lang=lang,
    )


def document(*blocks: Block, lang: Language = "en", title: str = "バス運行監視 Bus operation") -> Document:
    return Document(
        title,
        lang,
        DAY,
        blocks,
        subtitle="評価結果 Assessment",
        facts=(("基準日", "2026-04-01"), ("段階", Run("申告", strong=True))),
        keywords=("CPSF", "IoT-SSF"),
        running="申告であり、証明ではない",
    )
