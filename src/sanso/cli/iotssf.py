"""``sanso iotssf``: the procedure of IoT-SSF as a guided path, and its deliverable."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sanso.cli.options import AsJson, At, CatalogueFile, Choose, Lang, ModelFile

__all__ = ["iotssf"]


def iotssf(
    context: typer.Context,
    file: ModelFile,
    *,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="Write the deliverable into this folder; made if absent."),
    ] = None,
    pdf: Annotated[bool, typer.Option("--pdf", help="Write it as PDF as well.")] = False,
    at: At = None,
    choose: Choose = None,
    catalogue: CatalogueFile = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Walk the procedure of IoT-SSF: prepare, assess, treat, review; what is done and what is missing.

    With --out it ends in the deliverable, as Word and Excel, with --pdf also as PDF.
    """
    from sanso.cli.faults import Fault, spare, writing_to
    from sanso.cli.findings import bad_input
    from sanso.cli.options import day
    from sanso.cli.plain import clean, clean_json, say
    from sanso.cli.progress import working
    from sanso.cli.running import evaluate_file, voice_of
    from sanso.cli.show.procedure import show_procedure
    from sanso.report.json_out import result_to_json
    from sanso.report.write import ReportNotWritten
    from sanso.verbs.procedure import PROCEDURE_FILES, iotssf_evaluated, write_iotssf

    voice = voice_of(context, lang)
    with bad_input(voice, as_json=as_json):
        made = evaluate_file(voice, file, catalogue=catalogue, at=day(at), choose=choose)
    done = iotssf_evaluated(made)
    written: tuple[Path, ...] = ()
    if out is not None:
        inputs = (*made.loaded.files, catalogue) if made.loaded is not None else ()
        spare(inputs, (out / name for name in PROCEDURE_FILES))
        try:
            with writing_to(out), working(voice("writing the deliverable", "成果物を作成しています")):
                written = write_iotssf(made, out, voice.lang, pdf=pdf, done=done)
        except ReportNotWritten as error:
            raise Fault(error.message.show("en"), error.message.show("ja")) from error
    if as_json:
        say(clean_json(result_to_json(done).decode("utf-8", "replace")).rstrip("\n"))
        return
    show_procedure(done, made, voice)
    for path in written:
        say(voice("wrote {path}", "{path} を書き出しました", path=clean(path)))
