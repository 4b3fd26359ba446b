"""``sanso perspectives``: the four perspectives of IoT-SSF in full."""

from __future__ import annotations

from typing import Annotated

import typer

from sanso.cli.options import AsJson, At, CatalogueFile, Choose, Lang, ModelFile

__all__ = ["perspectives"]


def perspectives(
    context: typer.Context,
    file: ModelFile,
    subject: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="Only this component, system or organization.")
    ] = None,
    *,
    everything: Annotated[bool, typer.Option("--all", help="Leave no subject and no way out.")] = False,
    at: At = None,
    choose: Choose = None,
    catalogue: CatalogueFile = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Show the four perspectives of IoT-SSF: what is stated, by whom, until when, and what each way still asks."""
    from sanso.cli.faults import unknown
    from sanso.cli.findings import bad_input
    from sanso.cli.options import day
    from sanso.cli.plain import clean_json, say
    from sanso.cli.running import evaluate_file, voice_of
    from sanso.cli.show.perspectives import show_perspectives
    from sanso.report.json_out import result_to_json
    from sanso.verbs.perspectives import perspectives_evaluated

    voice = voice_of(context, lang)
    with bad_input(voice, as_json=as_json):
        made = evaluate_file(voice, file, catalogue=catalogue, at=day(at), choose=choose)
    report = perspectives_evaluated(made)
    if subject is not None:
        model = made.model
        known = (*model.components, *model.systems, *model.organizations)
        if subject not in known:
            raise unknown("component, system or organization", "モノ・システム・ソシキ", subject, known)
        report = report.only(subject)
    if as_json:
        say(clean_json(result_to_json(report).decode("utf-8", "replace")).rstrip("\n"))
    else:
        show_perspectives(report, made, voice, whole=everything or subject is not None)
