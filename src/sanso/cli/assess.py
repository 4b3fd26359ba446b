"""``sanso assess``: what can happen, what is required, what is stated, what to do first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sanso.cli.options import AsJson, At, CatalogueFile, Choose, EvidenceFolder, Lang, ModelFile, TrustPins, Without

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sanso.model.diagnostics import Diagnostic

__all__ = ["assess"]

Everything = Annotated[bool, typer.Option("--all", help="Leave no row out.")]
FailOn = Annotated[
    str | None,
    typer.Option(
        "--fail-on",
        metavar="WHAT",
        help="Exit 1 at this status or worse (missing, not-stated, partial), at a requirement that is not proven "
        "(unproven, with --evidence), or at an open point in this category or higher (category-1 to category-4).",
    ),
]
Sarif = Annotated[Path | None, typer.Option("--sarif", metavar="FILE", help="Also write findings as SARIF 2.1.0.")]
Junit = Annotated[Path | None, typer.Option("--junit", metavar="FILE", help="Also write rows as JUnit XML.")]


def assess(
    context: typer.Context,
    file: ModelFile,
    *,
    at: At = None,
    choose: Choose = None,
    evidence: EvidenceFolder = None,
    pins: TrustPins = None,
    without: Without = None,
    everything: Everything = False,
    fail_on: FailOn = None,
    sarif: Sarif = None,
    junit: Junit = None,
    catalogue: CatalogueFile = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Assess a model: what can happen, what is required of whom, what is stated and proven, what to do first."""
    from sanso.cli.exit_codes import ExitCode
    from sanso.cli.faults import Fault, spare
    from sanso.cli.findings import bad_input
    from sanso.cli.gate import Gate
    from sanso.cli.gate_files import write_junit, write_refusal, write_sarif
    from sanso.cli.options import day
    from sanso.cli.running import evaluate_file, voice_of

    voice = voice_of(context, lang)
    gate, when = Gate.of(fail_on), day(at)
    if gate is not None and gate.unproven and evidence is None:
        raise Fault("--fail-on unproven needs --evidence", "--fail-on unproven には --evidence が必要です")

    def refusal(findings: Sequence[Diagnostic]) -> None:
        write_refusal(findings, voice, sarif=sarif, junit=junit)

    spare((file, catalogue), (sarif, junit))
    with bad_input(voice, as_json=as_json, also=refusal):
        made = evaluate_file(
            voice, file, catalogue=catalogue, at=when, choose=choose, evidence=evidence, pins=pins, without=without
        )
    spare(made.loaded.files if made.loaded is not None else (), (sarif, junit))
    if sarif is not None:
        write_sarif(made, voice, sarif)
    if junit is not None:
        write_junit(made, voice, junit, by_proof=gate is not None and gate.unproven)
    if as_json:
        from sanso.cli.plain import clean_json, say
        from sanso.report.json_out import to_json

        say(clean_json(to_json(made.assessment).decode("utf-8", "replace")).rstrip("\n"))
    else:
        from sanso.cli.show.summary import show_summary

        show_summary(made, voice, whole=everything)
    if gate is not None and (number := gate.findings(made)):
        gate.explain(number, voice)
        raise typer.Exit(ExitCode.FINDINGS)
