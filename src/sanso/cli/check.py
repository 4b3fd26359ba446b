"""``sanso check``: every fault of a model at once."""

from __future__ import annotations

import typer

from sanso.cli.options import AsJson, CatalogueFile, Lang, ModelFile

__all__ = ["check"]


def check(
    context: typer.Context,
    file: ModelFile,
    *,
    as_json: AsJson = False,
    catalogue: CatalogueFile = None,
    lang: Lang = None,
) -> None:
    """Check a model: every fault at once, with its place and a hint.

    Exit status 3 where there are errors, 0 where there are only warnings.
    """
    from sanso import verbs
    from sanso.cli.exit_codes import ExitCode
    from sanso.cli.findings import bad_input, findings_json, print_findings
    from sanso.cli.plain import say
    from sanso.cli.progress import working
    from sanso.cli.running import voice_of

    voice = voice_of(context, lang)
    with bad_input(voice, as_json=as_json):
        with working(voice("checking {file}", "{file} を確認しています", file=file)):
            findings = verbs.check(file, verbs.catalogue(catalogue))
        if as_json:
            say(findings_json(findings))
        else:
            print_findings(findings, voice)
    if any(finding.severity == "error" for finding in findings):
        raise typer.Exit(ExitCode.BAD_INPUT)
