"""``sanso diff``: what changed, what got better or worse, and why."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sanso.cli.options import AsJson, CatalogueFile, Choose, Lang

if TYPE_CHECKING:
    import datetime as dt

    from sanso.cli.voice import Voice
    from sanso.model.loading import Loaded
    from sanso.verbs.comparing import Compared

__all__ = ["diff"]

Old = Annotated[Path, typer.Argument(metavar="OLD", help="Model file as it was.")]
New = Annotated[
    Path | None,
    typer.Argument(metavar="NEW", help="Model file as it is now; the old one if absent."),
]
Days = Annotated[
    list[str] | None,
    typer.Option("--at", metavar="DATE", help="Day to assess; given twice: the old day and the new one."),
]
ChooseOld = Annotated[
    list[str] | None,
    typer.Option("--choose-old", metavar="ID", help="The same for the old side."),
]
Replace = Annotated[
    list[str] | None,
    typer.Option(
        "--replace",
        metavar="OLD=NEW",
        help="Organization that another one replaces on the new side; may be repeated.",
    ),
]
FailOn = Annotated[
    str | None, typer.Option("--fail-on", metavar="worse", help="Exit 1 where something got worse (worse).")
]
Everything = Annotated[bool, typer.Option("--all", help="Leave no row out.")]
Markdown = Annotated[
    Path | None, typer.Option("--md", metavar="FILE", help="Also write the comparison as Markdown, for a review.")
]


def diff(
    context: typer.Context,
    old: Old,
    new: New = None,
    *,
    at: Days = None,
    choose: Choose = None,
    choose_old: ChooseOld = None,
    replace: Replace = None,
    everything: Everything = False,
    fail_on: FailOn = None,
    markdown: Markdown = None,
    catalogue: CatalogueFile = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Compare two models, two days or two suppliers: what changed, what got better or worse, and why."""
    from sanso.cli.exit_codes import ExitCode
    from sanso.cli.faults import Fault, spare, unknown
    from sanso.cli.findings import bad_input
    from sanso.cli.running import voice_of

    voice = voice_of(context, lang)
    if fail_on not in (None, "worse"):
        raise unknown("--fail-on value", "--fail-on の値", fail_on or "", ("worse",))
    days, replaced = _days(at or ()), _replacements(replace or ())
    if new is None and not (days[0] != days[1] or replaced or choose or choose_old):
        raise Fault(
            "nothing to compare with: name a second model, two days (--at), --choose or --replace",
            "比較の相手がありません。2つ目のモデル、2つの日(--at)、--choose、--replace のいずれかを指定してください",
        )
    spare((old, new, catalogue), (markdown,))
    with bad_input(voice, as_json=as_json):
        made = _compared(voice, old, new, catalogue, days, (choose or (), choose_old or ()), replaced)
    spare(made.files, (markdown,))
    if markdown is not None:
        _write(markdown, made, voice)
    if as_json:
        from sanso.cli.plain import clean_json, say
        from sanso.report.difference_json import difference_to_json

        say(clean_json(difference_to_json(made.comparison).decode("utf-8", "replace")).rstrip("\n"))
    else:
        from sanso.cli.show.differences import show_differences

        show_differences(made, voice, whole=everything)
    if fail_on is not None and (number := _worse(made)):
        from sanso.cli.plain import complain

        complain(voice("sanso: --fail-on worse: {n:,} got worse", "sanso: --fail-on worse: {n:,}件が悪化", n=number))
        raise typer.Exit(ExitCode.FINDINGS)


def _worse(made: Compared) -> int:
    number = made.comparison.totals.directions
    return number["worse"] + number["mixed"]


def _days(given: Sequence[str]) -> tuple[dt.date, dt.date]:
    """Return the old day and the new one.

    Raises:
        Fault: one is no date, or there are more than two.

    """
    import datetime as dt

    from sanso.cli.faults import Fault
    from sanso.cli.options import day

    if len(given) > 2:
        raise Fault("--at can be given once or twice", "--at は2回まで指定できます")
    days = [day(word) or dt.date.today() for word in given] or [dt.date.today()]
    return days[0], days[-1]


def _replacements(given: Sequence[str]) -> dict[str, str]:
    """Return who replaces whom.

    Raises:
        Fault: it is not written as OLD=NEW, or one is replaced twice.

    """
    from sanso.cli.faults import Fault

    found: dict[str, str] = {}
    for word in given:
        old, sign, new = word.partition("=")
        if not (old and sign and new):
            raise Fault(f"--replace: write {word} as OLD=NEW", f"--replace: {word} は「旧=新」の形で書いてください")
        if old in found:
            raise Fault(f"--replace: {old} is replaced twice", f"--replace: {old} が2回指定されています")
        found[old] = new
    return found


def _compared(
    voice: Voice,
    old: Path,
    new: Path | None,
    catalogue: Path | None,
    days: tuple[dt.date, dt.date],
    choices: tuple[Sequence[str], Sequence[str]],
    replaced: dict[str, str],
) -> Compared:
    from sanso import verbs
    from sanso.cli.progress import working
    from sanso.verbs.comparing import compare

    with working(voice("reading {file}", "{file} を読み込んでいます", file=old)) as say_step:
        content = verbs.catalogue(catalogue)
        one = verbs.read(old, content)
        other = verbs.read(new, content) if new is not None else one
        for loaded, chosen in ((one, choices[1]), (other, choices[0])):
            _check_choice(loaded, chosen)
        say_step(voice("comparing", "比較しています"))
        return compare(
            one,
            other if new is not None else None,
            at=days[1],
            old_at=days[0],
            choose=choices[0],
            old_choose=choices[1],
            replace=replaced,
            catalogue=content,
        )


def _check_choice(loaded: Loaded, chosen: Sequence[str]) -> None:
    from sanso.cli.faults import unknown

    if loaded.model is None:
        return
    known = {other for connection in loaded.model.connections.values() for other in connection.alternatives}
    for ident in chosen:
        if ident not in known:
            raise unknown("alternative", "代替の接続", ident, known)


def _write(path: Path, made: Compared, voice: Voice) -> None:
    from sanso.analysis.comparing.moves import label
    from sanso.cli.faults import writing_to
    from sanso.report.difference_page import render_difference
    from sanso.verbs.writing import write_whole

    page = render_difference(made.comparison, lambda ident: label(ident, made.old, made.new), voice.lang)
    with writing_to(path):
        write_whole(path, page.encode("utf-8", "replace"))
