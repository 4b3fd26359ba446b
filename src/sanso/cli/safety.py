"""``sanso safety``: security and safety together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sanso.cli.options import AsJson, At, CatalogueFile, Choose, Lang, ModelFile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sanso.analysis.bowties import SafetyReport
    from sanso.cli.voice import Voice
    from sanso.verbs import Evaluation

__all__ = ["safety"]

Harm = Annotated[
    list[str] | None, typer.Option("--harm", metavar="ID", help="Harm to show; all if absent; may be repeated.")
]
Picture = Annotated[
    Path | None,
    typer.Option("--svg", metavar="FILE", help="Also draw the bow-tie of one harm (SVG); name it with --harm."),
]
FailOn = Annotated[
    list[str] | None,
    typer.Option(
        "--fail-on",
        metavar="WHAT",
        help="Exit 1 at a conflict, a contradiction of stated figures, or a safety function below its floor "
        "(conflict, contradiction, below); may be repeated.",
    ),
]


def safety(
    context: typer.Context,
    file: ModelFile,
    *,
    harm: Harm = None,
    svg: Picture = None,
    fail_on: FailOn = None,
    at: At = None,
    choose: Choose = None,
    catalogue: CatalogueFile = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Set security and safety side by side: bow-tie per harm, barriers that count, floors, conflicts.

    A barrier that the same channel, maker, software or maintenance access can disable counts zero against attack.
    Levels of different standards are never equated.
    """
    from sanso import verbs
    from sanso.cli.exit_codes import ExitCode
    from sanso.cli.faults import Fault, spare, unknown
    from sanso.cli.findings import bad_input
    from sanso.cli.options import day
    from sanso.cli.plain import clean_json, complain, say
    from sanso.cli.running import evaluate_file, voice_of

    voice, when = voice_of(context, lang), day(at)
    _known_gates(fail_on or ())
    spare((file, catalogue), (svg,))
    if svg is not None and len(set(harm or ())) != 1:
        raise Fault(
            "--svg draws one harm: name it with --harm", "--svg は被害を一つ描きます。--harm で指定してください"
        )
    with bad_input(voice, as_json=as_json):
        made = evaluate_file(voice, file, catalogue=catalogue, at=when, choose=choose)
    spare(made.loaded.files if made.loaded is not None else (), (svg,))
    for ident in harm or ():
        if ident not in made.model.harms:
            raise unknown("harm", "被害", ident, made.model.harms)
    report = verbs.safety_evaluated(made, harm or None)
    if svg is not None:
        _draw(made, report, voice, svg)
    if as_json:
        from sanso.report.safety_json import safety_to_json

        say(clean_json(safety_to_json(report).decode("utf-8", "replace")).rstrip("\n"))
    else:
        from sanso.cli.show.safety import show_safety

        show_safety(made, report, voice)
    if fail_on and (number := _failing(report, fail_on)):
        words = ", ".join(fail_on)
        complain(voice("sanso: --fail-on {w}: {n:,} found", "sanso: --fail-on {w}: {n:,}件が該当", w=words, n=number))
        raise typer.Exit(ExitCode.FINDINGS)


def _draw(made: Evaluation, report: SafetyReport, voice: Voice, svg: Path) -> None:
    from sanso.cli.faults import writing_to
    from sanso.cli.plain import clean, complain
    from sanso.report.pictures.bowtie import draw_bowtie
    from sanso.verbs.writing import write_whole

    picture = draw_bowtie(made.model, report.harms[0], voice.lang)
    with writing_to(svg):
        write_whole(svg, picture.encode("utf-8", "replace"))
    complain(voice("wrote {path}", "{path} を書き出しました", path=clean(svg)))


def _known_gates(words: Sequence[str]) -> None:
    """Refuse words that fail on nothing.

    Raises:
        Fault: there is no such gate.

    """
    from sanso.cli.faults import unknown

    for word in words:
        if word not in ("conflict", "contradiction", "below"):
            raise unknown("--fail-on value", "--fail-on の値", word, ("conflict", "contradiction", "below"))


def _failing(report: SafetyReport, words: Sequence[str]) -> int:
    below = sum(one.status == "below" for harm in report.harms for one in harm.comparisons)
    found = {"conflict": len(report.conflicts), "contradiction": len(report.contradictions), "below": below}
    return sum(found[word] for word in dict.fromkeys(words))
