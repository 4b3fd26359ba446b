"""``sanso verify``: what claims, presentations and labels are worth, without any network."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sanso.cli.options import AsJson, CatalogueFile, Lang

__all__ = ["verify"]

Files = Annotated[
    list[Path], typer.Argument(metavar="FILE...", help="Signed claims, presentations of them, and labels.")
]
Trust = Annotated[
    list[Path] | None,
    typer.Option("--trust", metavar="FILE", help="Trust list; repeated: all its versions from the first."),
]
Pins = Annotated[
    list[str] | None,
    typer.Option("--pin", metavar="KEY", help="Thumbprint of a key that must have signed the first trust list."),
]
Status = Annotated[
    list[Path] | None, typer.Option("--status", metavar="FILE", help="Signed status list; older before newer.")
]
Proofs = Annotated[
    list[Path] | None,
    typer.Option("--proof", metavar="FILE", help="Proof that a claim is in a log: one for each file, in their order."),
]
ModelOption = Annotated[
    Path | None,
    typer.Option("--model", metavar="FILE", help="Your model: whose the subjects are, and which version is in use."),
]
Makers = Annotated[
    list[str] | None,
    typer.Option("--maker", metavar="ISSUER", help="Issuer that you know to be the maker of the products."),
]
AtDay = Annotated[
    str | None,
    typer.Option("--at", metavar="DATE", help="Day to look at, at its end, such as 2026-04-01; now if absent."),
]


def verify(
    context: typer.Context,
    files: Files,
    *,
    trust: Trust = None,
    pins: Pins = None,
    status: Status = None,
    proof: Proofs = None,
    model: ModelOption = None,
    maker: Makers = None,
    at: AtDay = None,
    catalogue: CatalogueFile = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Verify claims, presentations and labels offline: signature, authority, status and log, with reasons.

    The exit status is 1 where one of them does not count. `--at` answers for any past day with what was known then.
    """
    from sanso.cli.claim_actions import refusals
    from sanso.cli.exit_codes import ExitCode
    from sanso.cli.faults import Fault
    from sanso.cli.options import day
    from sanso.cli.running import voice_of
    from sanso.cli.show.verify import show_verification
    from sanso.verbs.claim_checks import verify as look
    from sanso.verbs.labels import Grounds

    voice = voice_of(context, lang)
    if proof and len(proof) != len(files):
        raise Fault(
            f"name one proof for each file: {len(files)} files, {len(proof)} proofs",
            f"証明はファイルごとに一つ指定してください(ファイル {len(files)}、証明 {len(proof)})",
        )
    grounds = Grounds(trust or (), status or (), pins or (), maker or (), None, day(at))
    with refusals(voice, as_json=as_json):
        found = look(files, grounds, proofs=proof or (), model=model, catalogue=catalogue)
    show_verification(found, voice, as_json=as_json)
    if not found.fine:
        raise typer.Exit(ExitCode.FINDINGS)
