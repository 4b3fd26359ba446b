"""``sanso import``: from the spreadsheet one has to a model, and back up to date with it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sanso.cli.options import AsJson, Lang

if TYPE_CHECKING:
    from sanso.cli.voice import Voice
    from sanso.formats.ledger.vocabulary import LedgerKind
    from sanso.verbs.importing import ImportReport

__all__ = ["import_"]

LedgerFile = Annotated[
    Path | None,
    typer.Argument(metavar="FILE", help="Ledger: .xlsx, .xlsm, .csv or .tsv; or a requirement workbook, filled in."),
]
Into = Annotated[
    Path | None, typer.Option("--into", metavar="MODEL", help="Model to write or to bring up to date; made if absent.")
]
MappingFile = Annotated[
    Path | None,
    typer.Option("--mapping", metavar="FILE", help="What the columns mean; where it is not there, it is written."),
]
Kind = Annotated[
    str | None,
    typer.Option("--kind", metavar="KIND", help="assets, suppliers or network; the headings tell if absent."),
]
Sheet = Annotated[str | None, typer.Option("--sheet", metavar="NAME", help="Sheet; the first that fits if absent.")]
OwnId = Annotated[
    str | None, typer.Option("--own", metavar="ID", help="Organization that keeps the ledger; own if absent.")
]
Apply = Annotated[bool, typer.Option("--apply", help="Write; without it the import is only shown.")]
SkipFaults = Annotated[bool, typer.Option("--skip-faults", help="Leave faulty rows out and import the others.")]
PreferLedger = Annotated[
    bool, typer.Option("--prefer-ledger", help="Where ledger and model both changed, take the ledger's value.")
]
Retire = Annotated[
    str | None,
    typer.Option("--retire", metavar="DATE", help="Let what vanished from the ledger end on this day."),
]
Samples = Annotated[
    Path | None, typer.Option("--samples", metavar="DIR", help="Write the sample ledgers into this folder and stop.")
]


def import_(
    context: typer.Context,
    *,
    file: LedgerFile = None,
    into: Into = None,
    apply: Apply = False,
    mapping: MappingFile = None,
    kind: Kind = None,
    sheet: Sheet = None,
    own: OwnId = None,
    skip_faults: SkipFaults = False,
    prefer_ledger: PreferLedger = False,
    retire: Retire = None,
    samples: Samples = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Import an asset ledger, a supplier list or a list of network connections from Excel or CSV.

    Shows what the columns mean, faults by cell and what would change; --apply writes. What was added to the model
    by hand stays, and is told where ledger and model differ. Exit status 1 with such conflicts, 3 with faulty rows.
    """
    from sanso.cli.faults import writing_to
    from sanso.cli.findings import bad_input
    from sanso.cli.options import day
    from sanso.cli.progress import working
    from sanso.cli.running import voice_of

    voice = voice_of(context, lang)
    if samples is not None:
        _write_samples(voice, samples, as_json=as_json)
        return
    file, asked_kind, when = _ledger(file, into, apply=apply), _known_kind(kind), day(retire)
    if _is_answers(file):
        _import_answers(voice, file, into, apply=apply, as_json=as_json)
        return
    from sanso.verbs.importing import import_ledger

    with (
        bad_input(voice, as_json=as_json),
        writing_to(into or mapping or file),
        working(voice("reading {file}", "{file} を読み込んでいます", file=file)),
    ):
        report = import_ledger(
            file,
            into,
            kind=asked_kind,
            sheet=sheet,
            mapping=mapping,
            own=own,
            apply=apply,
            skip_faults=skip_faults,
            prefer_ledger=prefer_ledger,
            retire=when,
            lang=voice.lang,
        )
    _show(voice, report, as_json=as_json)
    _leave(report, skipped=skip_faults)


def _ledger(file: Path | None, into: Path | None, *, apply: bool) -> Path:
    """Return the ledger that is named.

    Raises:
        Fault: none is, or it is not said into which model it is to be written.

    """
    from sanso.cli.faults import Fault

    if file is None:
        raise Fault("name the ledger to import", "取り込む台帳を指定してください")
    if apply and into is None:
        raise Fault("--apply needs --into MODEL", "--apply には --into でモデルの指定が必要です")
    return file


def _known_kind(kind: str | None) -> LedgerKind | None:
    """Return the kind of ledger that is asked for.

    Raises:
        Fault: there is no such kind.

    """
    from sanso.cli.faults import unknown
    from sanso.formats.ledger.vocabulary import KINDS

    for known in KINDS:
        if kind == known:
            return known
    if kind is None:
        return None
    raise unknown("kind of ledger", "台帳の種類", kind, KINDS)


def _is_answers(file: Path) -> bool:
    from sanso.formats.opening import holds_answers

    return holds_answers(file)


def _import_answers(voice: Voice, file: Path, into: Path | None, *, apply: bool, as_json: bool) -> None:
    from sanso.cli.faults import Fault
    from sanso.cli.import_answers import import_answers

    if into is None:
        raise Fault(
            "a requirement workbook belongs to a model: name it with --into MODEL",
            "対策要件のブックを取り込むには、--into でモデルを指定してください",
        )
    import_answers(voice, file, into, apply=apply, as_json=as_json)


def _show(voice: Voice, report: ImportReport, *, as_json: bool) -> None:
    if not as_json:
        from sanso.cli.show.importing import show_import

        show_import(report, voice)
        return
    from pydantic import TypeAdapter

    from sanso.cli.plain import clean_json, say
    from sanso.verbs.importing import ImportReport

    say(clean_json(TypeAdapter(ImportReport).dump_json(report, indent=1).decode("utf-8", "replace")))


def _leave(report: ImportReport, *, skipped: bool) -> None:
    """Leave with the status that the report asks for.

    Raises:
        typer.Exit: rows are faulty, or ledger and model are in conflict.

    """
    from sanso.cli.exit_codes import ExitCode

    if report.refused and not skipped:
        raise typer.Exit(ExitCode.BAD_INPUT)
    if report.conflicts:
        raise typer.Exit(ExitCode.FINDINGS)


def _write_samples(voice: Voice, folder: Path, *, as_json: bool) -> None:
    import json

    from sanso.cli.faults import writing_to
    from sanso.cli.plain import clean, clean_json, say
    from sanso.verbs.importing import ledger_samples

    with writing_to(folder):
        paths = ledger_samples(folder, voice.lang)
    if as_json:
        say(clean_json(json.dumps({"files": [str(path) for path in paths]}, ensure_ascii=False)))
        return
    for path in paths:
        say(voice("wrote {path}", "{path} を書き出しました", path=clean(path)))
    say(voice("next: look at the first", "まず 1 つ目を確かめてください:"))
    say(f"  sanso import {clean(paths[0])}")
