"""``sanso verify``: what claims, presentations, labels and statements are worth, without any network."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sanso.cli.options import AsJson, CatalogueFile, EvidenceFolder, Lang, TrustPins
from sanso.cli.voice import counted

__all__ = ["verify"]

Files = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="FILE...", help="Signed claims, presentations, labels, relays, derived claims, notes on evidence."
    ),
]
Trust = Annotated[
    list[Path] | None,
    typer.Option("--trust", metavar="FILE", help="Trust list; repeated: all its versions, in any order."),
]
Status = Annotated[
    list[Path] | None,
    typer.Option("--status", metavar="FILE", help="Signed status list; may be repeated, in any order."),
]
Proofs = Annotated[
    list[Path] | None,
    typer.Option("--proof", metavar="FILE", help="Proof or receipt of a log for a claim: one for each file, in order."),
]
ModelOption = Annotated[
    Path | None,
    typer.Option("--model", metavar="FILE", help="Your model: whose the subjects are, and which version is in use."),
]
Makers = Annotated[
    list[str] | None,
    typer.Option("--maker", metavar="ISSUER", help="Issuer that you know to be the maker of the products."),
]
Kept = Annotated[
    Path | None,
    typer.Option(
        "--files", metavar="DIR", help="Folder with files of evidence: which of them are there, and the same."
    ),
]
AtDay = Annotated[
    str | None,
    typer.Option("--at", metavar="DATE", help="Day to look at, at its end, such as 2026-04-01; now if absent."),
]


def verify(
    context: typer.Context,
    files: Files = None,
    *,
    evidence: EvidenceFolder = None,
    trust: Trust = None,
    pins: TrustPins = None,
    status: Status = None,
    proof: Proofs = None,
    model: ModelOption = None,
    maker: Makers = None,
    kept: Kept = None,
    at: AtDay = None,
    catalogue: CatalogueFile = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Verify claims, presentations and labels offline: signature, authority, status and log, with reasons.

    The exit status is 1 where one of them does not count. `--at` answers for any past day with what was known then.
    Relays and derived claims are held against the claims that are named with them. `--evidence` brings lists, claims
    and proofs in one folder; with files, those are verified by its lists.
    """
    from sanso.cli.exit_codes import ExitCode
    from sanso.cli.options import day
    from sanso.cli.refusals import refusals
    from sanso.cli.running import voice_of
    from sanso.cli.show.verify import show_verification
    from sanso.verbs.claim_checks import verify as look
    from sanso.verbs.evidence_checks import FolderGrounds, found_in
    from sanso.verbs.labels import Grounds

    voice = voice_of(context, lang)
    _check(files, evidence, proof, lists=bool(trust or status))
    with refusals(voice, as_json=as_json):
        if evidence is not None:
            given = found_in(evidence, files or (), pins=pins or (), makers=maker or (), day=day(at))
        else:
            grounds = Grounds(trust or (), status or (), pins or (), maker or (), None, day(at))
            given = FolderGrounds(grounds, tuple(files or ()), tuple(proof or ()), None)
        found = look(
            given.files,
            given.grounds,
            proofs=given.proofs,
            model=model,
            evidence=kept or given.evidence,
            catalogue=catalogue,
        )
    show_verification(found, voice, as_json=as_json)
    if not found.fine:
        raise typer.Exit(ExitCode.FINDINGS)


def _check(files: list[Path] | None, folder: Path | None, proofs: list[Path] | None, *, lists: bool) -> None:
    """Refuse options that do not go together.

    Raises:
        Fault: nothing is named, both a folder and lists are, or not one proof for each file.

    """
    from sanso.cli.faults import Fault

    number = len(files or ())
    if folder is not None and (lists or proofs):
        raise Fault(
            "--evidence brings its own lists and proofs: leave --trust, --status and --proof out",
            "--evidence のフォルダーにリストと証明が含まれます。--trust、--status、--proof は指定しないでください",
        )
    if folder is None and not files:
        raise Fault(
            "name the files to verify, or a folder of evidence with --evidence",
            "検証するファイルか、--evidence で証跡のフォルダーを指定してください",
        )
    if proofs and len(proofs) != number:
        raise Fault(
            f"name one proof for each file: {counted(number, 'file')}, {counted(len(proofs), 'proof')}",
            f"証明はファイルごとに一つ指定してください(ファイル {number}、証明 {len(proofs)})",
        )
