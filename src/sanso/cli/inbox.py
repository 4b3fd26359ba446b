"""``sanso inbox``: take in what partners send, verify it and keep what counts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from sanso.cli.options import AsJson, CatalogueFile, Lang, TrustPins

__all__ = ["inbox"]

Files = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILE...",
        help="What partners sent, or folders of it: presentations, relays, derived claims, status lists.",
    ),
]
ModelOption = Annotated[
    Path, typer.Option("--model", metavar="FILE", help="Your model, on which the claims are mapped.")
]
Into = Annotated[
    Path | None,
    typer.Option(
        "--into", metavar="DIR", help="Evidence folder that keeps what counts; without it nothing is written."
    ),
]
Mapped = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="SUBJECT=ELEMENT", help="What a subject is in your model; remembered in the folder."),
]
Trust = Annotated[
    list[Path] | None,
    typer.Option("--trust", metavar="FILE", help="Trust list; repeated: all versions. Those of the folder come first."),
]
Status = Annotated[
    list[Path] | None,
    typer.Option("--status", metavar="FILE", help="Signed status list; those of the folder count too."),
]
AtDay = Annotated[
    str | None,
    typer.Option("--at", metavar="DATE", help="Day to look at, at its end, such as 2026-04-01; now if absent."),
]


def inbox(
    context: typer.Context,
    files: Files,
    *,
    model: ModelOption,
    into: Into = None,
    mapped: Mapped = None,
    trust: Trust = None,
    status: Status = None,
    pins: TrustPins = None,
    at: AtDay = None,
    catalogue: CatalogueFile = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Take in what partners send: verify it offline, map it to elements of your model, keep what counts.

    Shows four marks for each claim and which requirements it closes. The same file twice is no change. The exit status
    is 1 where a file is refused, or where you have to say what a subject is.
    """
    from sanso.cli.exit_codes import ExitCode
    from sanso.cli.faults import writing_to
    from sanso.cli.options import day
    from sanso.cli.refusals import refusals
    from sanso.cli.running import voice_of
    from sanso.cli.show.inbox import show_inbox
    from sanso.verbs import inbox as take_in
    from sanso.verbs.labels import Grounds

    voice = voice_of(context, lang)
    said = _pairs(mapped or ())
    grounds = Grounds(trust or (), status or (), pins or (), (), None, day(at))
    with refusals(voice, as_json=as_json), writing_to(into):
        found = take_in(files, model, grounds, into, said, catalogue=catalogue)
    show_inbox(found, voice, into, as_json=as_json)
    if not found.fine:
        raise typer.Exit(ExitCode.FINDINGS)


def _pairs(words: Sequence[str]) -> dict[str, str]:
    """Return what ``--map`` says.

    Raises:
        Fault: it is not written as SUBJECT=ELEMENT.

    """
    from sanso.cli.faults import Fault

    said = {}
    for word in words:
        subject, sign, element = word.rpartition("=")
        if not (subject and sign and element):
            raise Fault(f"--map: write {word} as SUBJECT=ELEMENT", f"--map: {word} は 対象=要素 の形で指定してください")
        said[subject] = element
    return said
