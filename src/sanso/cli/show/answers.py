"""A filled workbook on the terminal: what changes where, what it covers, what is faulty."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text as Styled

from sanso.cli.findings import print_findings
from sanso.cli.plain import complain
from sanso.cli.terminal import Cell, Column, Terminal
from sanso.cli.voice import Voice, counted
from sanso.model.diagnostics import has_errors
from sanso.report import terms

if TYPE_CHECKING:
    from sanso.formats.answers import AnswerChange, AnswerImport, FieldChange

__all__ = ["show_answers"]

_MOST = 60
_LONGEST = 60

_FIELDS = {
    "level": ("level", "水準"),
    "reason": ("reason", "理由"),
    "basis": ("basis", "確認の方法"),
    "by": ("confirmed by", "確認者"),
    "evidence": ("evidence", "証跡"),
    "valid_until": ("valid until", "有効期限"),
    "owner": ("owner", "担当"),
    "due": ("due", "期限"),
    "comment": ("comment", "コメント"),
}


def show_answers(made: AnswerImport, into: Path, voice: Voice) -> None:
    """Show the preview, or what was written."""
    terminal = Terminal(voice)
    title = Terminal.styled(made.file, "bold")
    terminal.line(title.append(voice("  answers for {model}", "  モデル {model} の回答", model=made.model), "dim"))
    if made.changes:
        terminal.line()
        heads: list[Column] = [
            voice("Row", "行"),
            voice("Requirement", "対策要件"),
            voice("Stated for", "申告の対象"),
            (voice("Covers", "対象数"), "right"),
            voice("Change", "変更"),
        ]
        terminal.table(heads, (_row(change, voice) for change in made.changes[:_MOST]), fixed=(0, 3))
        if (more := len(made.changes) - _MOST) > 0:
            terminal.line(
                voice("… and {n:,} more; --json lists all", "… ほか{n:,}件。--json ですべて出力します", n=more)
            )
    terminal.line()
    terminal.line(_counted(made, voice))
    if made.diagnostics:
        print_findings(made.diagnostics, voice, complain)
    terminal.line(_outcome(made, into, voice))


def _row(change: AnswerChange, voice: Voice) -> tuple[Cell, ...]:
    return (
        change.cell,
        f"{change.requirement} {voice.text(change.title)}",
        voice.text(change.name),
        f"{len(change.elements):,}",
        Styled("\n").join(_lines(change, voice)),
    )


def _lines(change: AnswerChange, voice: Voice) -> Iterator[Styled]:
    for field in change.fields:
        en, ja = _FIELDS[field.field]
        before, after = _said(field, field.before, voice), _said(field, field.after, voice)
        style = "yellow" if field.after is None else "green" if field.field == "level" else ""
        yield Terminal.styled(f"{voice(en, ja)}: {before} → {after}", style)


def _said(field: FieldChange, text: str | None, voice: Voice) -> str:
    if text is None:
        return "–"
    if field.field == "level":
        return voice.text(terms.LEVEL[text])
    if field.field == "basis":
        return voice.text(terms.BASIS[text])
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def _counted(made: AnswerImport, voice: Voice) -> str:
    fresh = sum(change.is_new for change in made.changes)
    return voice(
        "{new:,} new, {changed:,} changed, {rows}.",
        "新規 {new:,}件、変更 {changed:,}件、変更なし {same:,}行。",
        new=fresh,
        changed=len(made.changes) - fresh,
        same=made.unchanged,
        rows=counted(made.unchanged, "row as it was", "rows as they were"),
    )


def _outcome(made: AnswerImport, into: Path, voice: Voice) -> str:
    if made.applied:
        return voice("wrote {files}", "{files} を書き出しました", files=voice(", ", "、").join(made.files))
    if has_errors(made.diagnostics):
        return voice(
            "Nothing was written: correct the cells above first.",
            "何も書き込んでいません。先に上のセルを直してください。",
        )
    if not made.changes:
        return voice("There is nothing to write.", "書き込むものはありません。")
    return voice(
        "Nothing was written; --apply writes into {into}.",
        "まだ何も書き込んでいません。--apply を付けると {into} に書き込みます。",
        into=into,
    )
