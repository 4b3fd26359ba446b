"""``sanso transcription``: whether sensing and actuation can be trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sanso.cli.options import AsJson, At, CatalogueFile, Choose, Lang, ModelFile

if TYPE_CHECKING:
    from sanso.analysis.transcribing import TranscriptionReport

__all__ = ["transcription"]

Everything = Annotated[bool, typer.Option("--all", help="Leave no connection and no reason out.")]
FailOn = Annotated[
    str | None,
    typer.Option(
        "--fail-on",
        metavar="WHAT",
        help="Exit 1 at a finding (finding), or at one in this category or higher (category-1 to category-4).",
    ),
]


def transcription(
    context: typer.Context,
    file: ModelFile,
    *,
    everything: Everything = False,
    fail_on: FailOn = None,
    at: At = None,
    choose: Choose = None,
    catalogue: CatalogueFile = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Ask of every sensing and actuation whether it can be trusted: five questions, as required and as stated.

    Genuine device, untampered path, accurate and calibrated, plausible against something independent, effect
    confirmed and safe state reachable. What is not stated is never shown as met.
    """
    from sanso.cli.exit_codes import ExitCode
    from sanso.cli.findings import bad_input
    from sanso.cli.options import day
    from sanso.cli.plain import clean_json, complain, say
    from sanso.cli.running import evaluate_file, voice_of
    from sanso.verbs.transcription import transcription_evaluated

    voice = voice_of(context, lang)
    from_category, when = _gate(fail_on), day(at)
    with bad_input(voice, as_json=as_json):
        made = evaluate_file(voice, file, catalogue=catalogue, at=when, choose=choose)
    report = transcription_evaluated(made)
    if as_json:
        from sanso.report.json_out import result_to_json

        say(clean_json(result_to_json(report).decode("utf-8", "replace")).rstrip("\n"))
    else:
        from sanso.cli.show.transcription import show_transcription

        show_transcription(report, made, voice, whole=everything)
    if from_category is not None and (number := _failing(report, from_category)):
        sentence = voice(
            "sanso: --fail-on {word}: {n:,} {noun}",
            "sanso: --fail-on {word}: {n:,}件が該当",
            word=fail_on,
            n=number,
            noun="finding" if number == 1 else "findings",
        )
        complain(sentence)
        raise typer.Exit(ExitCode.FINDINGS)


def _gate(word: str | None) -> int | None:
    """Return the category from which on a finding fails the command.

    Raises:
        Fault: there is no such gate.

    """
    from sanso.cli.faults import unknown

    known = {"finding": 0, **{f"category-{number}": number for number in (1, 2, 3, 4)}}
    if word is not None and word not in known:
        raise unknown("--fail-on value", "--fail-on の値", word, known)
    return known[word] if word is not None else None


def _failing(report: TranscriptionReport, category: int) -> int:
    return sum(1 for finding in report.result.findings if finding.category >= category)
