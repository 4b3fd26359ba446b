"""``sanso attack``: how a cyber attack reaches people and money."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sanso.cli.options import AsJson, At, CatalogueFile, Choose, EvidenceFolder, Lang, ModelFile, TrustPins, Worlds

if TYPE_CHECKING:
    from sanso.analysis.attacking import AttackReport
    from sanso.cli.voice import Voice
    from sanso.verbs.assessing import Evaluation

__all__ = ["attack"]

Attacker = Annotated[str, typer.Option("--attacker", metavar="WHO", help="Attacker of the catalogue.")]
Seed = Annotated[int, typer.Option("--seed", metavar="N", help="The same seed plays the same worlds.")]
Horizon = Annotated[
    str | None,
    typer.Option(
        "--horizon", metavar="TIME", help="How long a campaign lasts, such as 90d; the attacker's own if absent."
    ),
]
Paths = Annotated[int, typer.Option("--paths", metavar="K", help="Paths to show for every harm.")]
With = Annotated[
    list[str] | None,
    typer.Option("--with", metavar="REQ@PLACE=LEVEL", help="Assume a measure, such as CPS.AC-6@operator=advanced."),
]
Without = Annotated[
    list[str] | None, typer.Option("--without", metavar="ID", help="Leave a thing out; may be repeated.")
]
Expand = Annotated[
    list[str] | None, typer.Option("--expand", metavar="ID", help="Tell the instances of a population apart.")
]
Workers = Annotated[int, typer.Option("--workers", metavar="N", help="Processes that share the worlds.")]
Scheduler = Annotated[
    str | None, typer.Option("--scheduler", metavar="ADDRESS", help="Dask scheduler whose workers play the worlds.")
]
Pictures = Annotated[
    Path | None, typer.Option("--svg", metavar="DIR", help="Also write the pictures (SVG) into this folder.")
]


def attack(
    context: typer.Context,
    file: ModelFile,
    *,
    attacker: Attacker = "organised-crime",
    worlds: Worlds = 10_000,
    seed: Seed = 1,
    horizon: Horizon = None,
    paths: Paths = 5,
    with_: With = None,
    without: Without = None,
    expand: Expand = None,
    workers: Workers = 1,
    scheduler: Scheduler = None,
    svg: Pictures = None,
    at: At = None,
    choose: Choose = None,
    evidence: EvidenceFolder = None,
    pins: TrustPins = None,
    catalogue: CatalogueFile = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Compute how a cyber attack reaches people and money: likelihood, loss, paths, what matters most.

    Probabilities come from many played years. What they rest on, and what unstated measures leave open, is shown
    beside them. With evidence, measures count as far as claims prove them. Ctrl-C shows what was done so far.
    """
    from sanso import verbs
    from sanso.cli.findings import bad_input
    from sanso.cli.options import day
    from sanso.cli.progress import working
    from sanso.cli.running import evaluate_file, voice_of

    voice = voice_of(context, lang)
    when = day(at)
    with bad_input(voice, as_json=as_json):
        made = evaluate_file(voice, file, catalogue=catalogue, at=when, choose=choose, evidence=evidence, pins=pins)
        options = verbs.attack_options(
            made,
            attacker=attacker,
            worlds=worlds,
            seed=seed,
            horizon=horizon,
            paths=paths,
            with_=with_ or (),
            without=without or (),
            expand=expand or (),
            workers=workers,
            scheduler=scheduler,
        )
        with working(voice("playing worlds", "世界を計算しています")) as say_step:
            report = verbs.attack_evaluated(made, options, lambda done, of: say_step(_progress(voice, done, of)))
    if svg is not None:
        from sanso.cli.pictures import draw_attack_to

        draw_attack_to(voice, made, report, svg)
    _show(voice, made, report, as_json=as_json)


def _show(voice: Voice, made: Evaluation, report: AttackReport, *, as_json: bool) -> None:
    if as_json:
        from sanso.cli.plain import clean_json, say
        from sanso.report.json_out import attack_to_json

        say(clean_json(attack_to_json(report).decode("utf-8", "replace")).rstrip("\n"))
        return
    from sanso.cli.show.attack import show_attack

    show_attack(made, report, voice)


def _progress(voice: Voice, done: int, of: int) -> str:
    if done < of:
        return voice("worlds played: {done:,} of {of:,}", "計算した世界: {done:,} / {of:,}", done=done, of=of)
    return voice("looking for paths and for what matters", "経路と重要な箇所を調べています")
