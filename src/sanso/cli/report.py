"""``sanso report``: the page, the workbook and the JSON of an assessment."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sanso.cli.options import (
    AsJson,
    At,
    AttackBy,
    CatalogueFile,
    Choose,
    EvidenceFolder,
    Lang,
    ModelFile,
    TrustPins,
    Without,
    Worlds,
)

if TYPE_CHECKING:
    from sanso.analysis.attacking import AttackReport
    from sanso.cli.voice import Voice
    from sanso.verbs import Evaluation

__all__ = ["report"]


def report(
    context: typer.Context,
    file: ModelFile,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the files; made if absent.")],
    *,
    evidence: EvidenceFolder = None,
    pins: TrustPins = None,
    without: Without = None,
    attacker: AttackBy = None,
    worlds: Worlds = 10_000,
    pdf: Annotated[bool, typer.Option("--pdf", help="Also write report.pdf: tagged, archival, accessible.")] = False,
    word: Annotated[bool, typer.Option("--word", help="Also write report.docx, for editing in Word.")] = False,
    at: At = None,
    choose: Choose = None,
    catalogue: CatalogueFile = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Write the report of a model: a page, a workbook and JSON, all or none.

    With --evidence it says what is proven, and by whom; with --attacker it holds the attack as well; --pdf and --word
    add it for printing and for editing.
    """
    from sanso.cli.faults import spare
    from sanso.cli.findings import bad_input
    from sanso.cli.options import day
    from sanso.cli.running import attack_by, evaluate_file, voice_of
    from sanso.report.write import ATTACK_FILE, PDF_FILE, REPORT_FILES, WORD_FILE

    voice = voice_of(context, lang)
    with bad_input(voice, as_json=as_json):
        made = evaluate_file(
            voice, file, catalogue=catalogue, at=day(at), choose=choose, evidence=evidence, pins=pins, without=without
        )
        attacked = attack_by(voice, made, attacker, worlds)
    spare(
        (*made.loaded.files, catalogue) if made.loaded is not None else (),
        (out / name for name in (*REPORT_FILES, ATTACK_FILE, PDF_FILE, WORD_FILE)),
    )
    _say(_written(made, out, attacked, voice, pdf=pdf, word=word), voice, as_json=as_json)


def _written(
    made: Evaluation, out: Path, attacked: AttackReport | None, voice: Voice, *, pdf: bool, word: bool
) -> Sequence[Path]:
    """Write the files into *out*.

    Raises:
        Fault: they can not be written.

    """
    from sanso.cli.faults import Fault, writing_to
    from sanso.cli.progress import working
    from sanso.report.write import ReportNotWritten, write_report

    try:
        with writing_to(out), working(voice("writing the report", "レポートを作成しています")):
            return write_report(
                out, made.model, made.assessment, made.catalogue, voice.lang, attack=attacked, pdf=pdf, word=word
            )
    except ReportNotWritten as error:
        raise Fault(error.message.show("en"), error.message.show("ja")) from error


def _say(paths: Sequence[Path], voice: Voice, *, as_json: bool) -> None:
    """Say which files were written."""
    import json

    from sanso.cli.plain import clean, clean_json, say

    if as_json:
        say(clean_json(json.dumps({"files": [str(path) for path in paths]}, ensure_ascii=False)))
        return
    for path in paths:
        say(voice("wrote {path}", "{path} を書き出しました", path=clean(path)))
