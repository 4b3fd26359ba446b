"""An import on a terminal: columns, counts, faults by cell, what changes, what to do next."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sanso.cli.findings import counted_findings
from sanso.cli.plain import clean
from sanso.cli.terminal import Cell, Column, Terminal
from sanso.cli.voice import Voice, counted

if TYPE_CHECKING:
    from sanso.verbs.importing import ImportedEntry, ImportedValue, ImportReport

__all__ = ["show_import"]

_MOST_FAULTS = 40
_MOST_CHANGES = 30
_ENCODINGS = {"cp932": "Shift_JIS", "euc_jp": "EUC-JP", "utf-8": "UTF-8", "utf-8-sig": "UTF-8", "utf-16": "UTF-16"}
_STYLES = {"error": "bold red", "warning": "yellow", "info": "dim"}


def show_import(report: ImportReport, voice: Voice) -> None:
    """Show *report*."""
    terminal = Terminal(voice)
    _head(report, voice, terminal)
    _columns(report, voice, terminal)
    _entries(report, voice, terminal)
    _faults(report, voice, terminal)
    if report.into is not None and not report.new_model:
        _changes(report, voice, terminal)
    terminal.line()
    for line in _end(report, voice):
        terminal.line(line)


def _head(report: ImportReport, voice: Voice, terminal: Terminal) -> None:
    from sanso.formats.ledger.vocabulary import headings

    title = voice.text(headings()[report.kind][0])
    where = (
        voice(" (sheet {s})", "(シート {s})", s=report.sheet) if report.sheet else f" ({_encoding(report.encoding)})"
    )
    terminal.line(Terminal.styled(f"{report.file}{where}", "bold"))
    top, bottom = report.header_rows
    lines = str(top) if top == bottom else f"{top}-{bottom}"
    terminal.line(
        voice(
            "Read as {title}: header in row {lines}, {rows} below it.",
            "{title}として読みました。見出しは {lines} 行目、データは {n:,} 行です。",
            title=voice("a " if title[0] not in "aeiou" else "an ", "") + title,
            lines=lines,
            n=report.rows,
            rows=counted(report.rows, "row"),
        )
    )


def _encoding(name: str) -> str:
    return _ENCODINGS.get(name, name)


def _columns(report: ImportReport, voice: Voice, terminal: Terminal) -> None:
    from sanso.formats.ledger.vocabulary import headings

    fields = headings()[report.kind][1]
    sure = {
        "exact": voice("the heading says so", "見出しから確実"),
        "part": voice("a word in the heading", "見出しの一部から推定"),
        "kept": voice("kept mapping", "保存した対応表"),
        "none": "",
    }
    special = {
        "attribute": voice("(kept as free text)", "(自由記述として残す)"),
        "ignore": voice("(left out)", "(取り込まない)"),
    }
    rows: list[Sequence[Cell]] = []
    for column in report.columns:
        shown = special.get(column.field) or voice.text(fields[column.field].title)
        style = "dim" if column.field in special else ""
        why = "" if column.field == "ignore" and column.sure != "kept" else sure[column.sure]
        rows.append([column.column, column.heading, Terminal.styled(shown, style), why])
    terminal.heading(voice("Columns", "列の対応"))
    heads: list[Column] = ["", voice("heading", "見出し"), voice("becomes", "項目"), voice("how sure", "根拠")]
    terminal.table(heads, rows, fixed=(0,))


def _entries(report: ImportReport, voice: Voice, terminal: Terminal) -> None:
    from sanso.formats.ledger.writing import flow
    from sanso.report import terms

    terminal.heading(voice("What the ledger gives", "台帳から得られるもの"))
    names = []
    for section, number in report.counts.items():
        title = terms.COUNTS.get(section)
        shown = voice.text(title) if title is not None else section
        if number == 1 and voice.lang == "en":
            shown = shown.removesuffix("s")
        names.append(voice("{n:,} {title}", "{title} {n:,}", n=number, title=shown))
    terminal.line(voice(", ", "、").join(names))
    for entry in report.sample:
        terminal.line(Terminal.styled(f"{entry.id}: {flow(entry.value)}", "dim"), 2)
    more = sum(report.counts.values()) - len(report.sample)
    if more > 0:
        terminal.line(Terminal.styled(voice("… {n:,} more", "… ほか {n:,} 件", n=more), "dim"), 2)


def _faults(report: ImportReport, voice: Voice, terminal: Terminal) -> None:
    if not report.faults:
        return
    terminal.heading(voice("Faults by cell", "セルごとの指摘"))
    hints: set[str] = set()
    order = {"error": 0, "warning": 1, "info": 2}
    words = {
        "error": voice("error: ", "誤り: "),
        "warning": voice("warning: ", "警告: "),
        "info": voice("note: ", "お知らせ: "),
    }
    for fault in sorted(report.faults, key=lambda found: order[found.severity])[:_MOST_FAULTS]:
        spot = fault.path or fault.place.file
        line = f"{spot}: {words[fault.severity]}{fault.code}: {voice.text(fault.message)}"
        terminal.line(Terminal.styled(line, _STYLES[fault.severity]), 2)
        hint = voice.text(fault.hint)
        if hint and hint not in hints:
            hints.add(hint)
            terminal.line(Terminal.styled(f"{voice('hint: ', 'ヒント: ')}{hint}", "dim"), 6)
    if len(report.faults) > _MOST_FAULTS:
        more = len(report.faults) - _MOST_FAULTS
        terminal.line(
            voice("… and {n:,} more; --json lists all", "… ほか {n:,} 件。--json ですべて出力します", n=more), 2
        )
    terminal.line(counted_findings(report.faults, voice), 2)


def _changes(report: ImportReport, voice: Voice, terminal: Terminal) -> None:
    terminal.heading(voice("Compared with {into}", "{into} との比較", into=clean(report.into)))
    groups: tuple[tuple[str, Sequence[ImportedEntry | ImportedValue]], ...] = (
        (voice("added", "追加"), report.added),
        (voice("changed in the ledger", "台帳での変更"), report.changed),
        (voice("changed on both sides: the model's value stays", "双方で変更: モデルの値を残します"), report.conflicts),
        (voice("changed by hand, stays", "手での変更を残します"), report.kept),
        (
            voice("vanished from the ledger, stays in the model", "台帳から消えたが、モデルには残します"),
            report.vanished,
        ),
    )
    for title, entries in groups:
        if not entries:
            continue
        terminal.line(voice("{title}: {n:,}", "{title}: {n:,} 件", title=title, n=len(entries)), 2)
        for entry in entries[:_MOST_CHANGES]:
            terminal.line(Terminal.styled(_line(entry, voice), "dim"), 4)
        if len(entries) > _MOST_CHANGES:
            more = len(entries) - _MOST_CHANGES
            terminal.line(
                voice("… and {n:,} more; --json lists all", "… ほか {n:,} 件。--json ですべて出力します", n=more), 4
            )
    if not any(entries for _, entries in groups):
        terminal.line(voice("nothing changed", "変更はありません"), 2)


def _line(entry: Any, voice: Voice) -> str:
    if not hasattr(entry, "field"):
        return f"{entry.section}/{entry.id}"
    spot = f"{entry.section}/{entry.id}" + (f"/{entry.field}" if entry.field else "")
    if not entry.field:
        return voice("{spot}: removed by hand", "{spot}: 手で削除", spot=spot)
    if entry.model is None:
        return voice("{spot}: new: {theirs}", "{spot}: 追加 {theirs}", spot=spot, theirs=_value(entry.ledger, voice))
    return voice(
        "{spot}: model {mine}, ledger {theirs}",
        "{spot}: モデル {mine}、台帳 {theirs}",
        spot=spot,
        mine=_value(entry.model, voice),
        theirs=_value(entry.ledger, voice),
    )


def _value(value: Any, voice: Voice) -> str:
    if value is None:
        return voice("nothing", "なし")
    return clean(value) if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _end(report: ImportReport, voice: Voice) -> list[str]:
    lines = [voice("wrote {path}", "{path} を書き出しました", path=clean(path)) for path in report.written]
    if report.applied:
        if not report.written:
            lines.append(
                voice("The model is up to date; nothing was written.", "モデルは最新です。何も書き出していません。")
            )
        if report.conflicts:
            lines.append(
                voice(
                    "Where both sides changed, check which value is right; --prefer-ledger takes the ledger's.",
                    "双方で変更された値は、どちらが正しいか確かめてください。--prefer-ledger で台帳の値を採ります。",
                )
            )
        if not report.checked:
            lines.append(
                voice(
                    "The model is large and was not checked before it was written; check it now:",
                    "モデルが大きいため、書き出す前の検査をしていません。次のコマンドで検査してください:",
                )
            )
        else:
            lines.append(voice("next:", "次に:"))
        lines.append(f"  sanso check {clean(report.into)}")
        if report.new_model:
            lines.append(f"  sanso layers {clean(report.into)} --svg layers.svg")
        return lines
    into = clean(report.into) if report.into is not None else "model.yaml"
    command = f"sanso import {clean(report.file)} --into {into} --apply"
    if not report.refused:
        lines.append(
            voice(
                "This is a preview. To write: {command}", "これは確認表示です。書き出すには: {command}", command=command
            )
        )
        return lines
    lines += [
        voice(
            "Nothing was written: rows are faulty (errors above). Correct them in the ledger and run this again,",
            "誤り(上に表示)のある行があるため、何も書き出していません。台帳を直して、もう一度実行してください。",
        ),
        voice(
            "or import the other rows and the faulty ones later: {command} --skip-faults",
            "誤りのない行だけを先に取り込むには: {command} --skip-faults",
            command=command,
        ),
    ]
    return lines
