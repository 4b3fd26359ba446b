"""``sanso claim``: keys, drafts and signatures of claims, the lists by which they are verified, other formats."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sanso.cli.claim_table import CLAIM_ACTIONS
from sanso.cli.options import AsJson, CatalogueFile, Lang
from sanso.cli.signing import PassphraseFile, Pkcs11Module

if TYPE_CHECKING:
    from sanso.cli.claim_actions import ClaimWords

__all__ = ["claim"]

Action = Annotated[
    str,
    typer.Argument(
        metavar="ACTION",
        help="What to do: key, new, sign, show, evidence, export, import, trust, cosign, status.",
    ),
]
Word = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="WHAT...",
        help="new: model file; sign: draft; show, export: signed claim; evidence: files; import: CycloneDX document; "
        "trust: trust list in YAML; cosign: signed trust list; status: list to go on from, none for the first.",
    ),
]
Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Where to write; nothing is overwritten.")]
Key = Annotated[
    Path | None,
    typer.Option(
        "--key", metavar="FILE", help="Private key under a passphrase, or key in a token: pkcs11:token=…;object=…."
    ),
]
AlgorithmName = Annotated[str, typer.Option("--algorithm", metavar="NAME", help="key: Ed25519 or ES256.")]
SubjectId = Annotated[
    str, typer.Option("--subject", metavar="ID", help="new: element, product or connection that the claim is about.")
]
Requirements = Annotated[
    list[str] | None,
    typer.Option("--requirement", metavar="ID", help="new: requirement or scheme item; may be repeated."),
]
SchemeName = Annotated[
    str, typer.Option("--scheme", metavar="SCHEME/LEVEL", help="new: scheme and level; the framework itself if absent.")
]
Edition = Annotated[
    str, typer.Option("--edition", metavar="TEXT", help="new: edition of the scheme; that of the catalogue if absent.")
]
IssuerId = Annotated[
    str,
    typer.Option(
        "--issuer",
        metavar="ID",
        help="new, import, status: who signs, as the trust list names it; evidence: who made the files.",
    ),
]
Level = Annotated[
    str, typer.Option("--level", metavar="LEVEL", help="new: level of the measure: basic, advanced, high-advanced.")
]
ResultWord = Annotated[
    str,
    typer.Option(
        "--result", metavar="RESULT", help="new: result: met, partial, none, not-applicable; to fill in if absent."
    ),
]
ValidFrom = Annotated[
    str | None, typer.Option("--valid-from", metavar="DATE", help="new: first day; that of signing if absent.")
]
ValidUntil = Annotated[str | None, typer.Option("--valid-until", metavar="DATE", help="new, import, status: last day.")]
EvidenceFiles = Annotated[
    list[Path] | None,
    typer.Option("--evidence", metavar="FILE", help="new: file that shows it, by digest only; may be repeated."),
]
StatusList = Annotated[
    str,
    typer.Option("--status-list", metavar="ID", help="new: list in which a withdrawal would show; status: its name."),
]
Index = Annotated[
    int | None, typer.Option("--index", metavar="N", help="new: place in the status list; drawn by lot if absent.")
]
Template = Annotated[bool, typer.Option("--new", help="trust: print a trust list to fill in, and nothing else.")]
Previous = Annotated[
    Path | None, typer.Option("--previous", metavar="FILE", help="trust: signed list that the new version follows.")
]
Suspension = Annotated[
    bool, typer.Option("--suspension", help="status: the new list says suspended, not withdrawn for good.")
]
Withdraw = Annotated[
    list[int] | None,
    typer.Option("--withdraw", metavar="N", help="status: place of a claim that ends; may be repeated."),
]
Restore = Annotated[
    list[int] | None,
    typer.Option("--restore", metavar="N", help="status: place of a claim that is no longer suspended."),
]
MethodName = Annotated[
    str,
    typer.Option(
        "--method",
        metavar="METHOD",
        help="How it was found out, or how the files were made: document, test, inspection, audit, measurement.",
    ),
]
Assessor = Annotated[
    str, typer.Option("--assessor", metavar="TEXT", help="new: organization, or role in it, that looked.")
]
Scope = Annotated[str, typer.Option("--scope", metavar="TEXT", help="new: what was looked at, and what was left out.")]
Sample = Annotated[int | None, typer.Option("--sample", metavar="N", min=0, help="new: how many were looked at.")]
Of = Annotated[int | None, typer.Option("--of", metavar="N", min=0, help="new: how many there are.")]
Coverage = Annotated[str, typer.Option("--coverage", metavar="TEXT", help="new: how far the sample reaches.")]
Superseded = Annotated[
    list[Path] | None,
    typer.Option("--supersedes", metavar="FILE", help="new: signed claim that this one replaces; may be repeated."),
]
Tool = Annotated[str, typer.Option("--tool", metavar="TEXT", help="evidence: with what the files were made.")]
Format = Annotated[
    str, typer.Option("--format", metavar="FORMAT", help="export: format: cyclonedx (1.6), or cyclonedx-1.7.")
]
AtDay = Annotated[
    str | None,
    typer.Option("--at", metavar="DATE", help="Day of signing, such as 2026-04-01; now if absent."),
]


def claim(
    context: typer.Context,
    action: Action,
    words: Word = None,
    *,
    out: Out = None,
    key: Key = None,
    passphrase_file: PassphraseFile = None,
    pkcs11_module: Pkcs11Module = None,
    algorithm: AlgorithmName = "",
    subject: SubjectId = "",
    requirement: Requirements = None,
    scheme: SchemeName = "",
    edition: Edition = "",
    issuer: IssuerId = "",
    level: Level = "",
    result: ResultWord = "",
    valid_from: ValidFrom = None,
    valid_until: ValidUntil = None,
    evidence: EvidenceFiles = None,
    status_list: StatusList = "",
    index: Index = None,
    new: Template = False,
    previous: Previous = None,
    suspension: Suspension = False,
    withdraw: Withdraw = None,
    restore: Restore = None,
    method: MethodName = "",
    assessor: Assessor = "",
    scope: Scope = "",
    sample: Sample = None,
    of: Of = None,
    coverage: Coverage = "",
    supersedes: Superseded = None,
    tool: Tool = "",
    to: Format = "",
    at: AtDay = None,
    catalogue: CatalogueFile = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Draft and sign claims with your own key, and make the lists by which anyone verifies them.

    Nothing leaves the machine. `sanso claim ACTION --help` shows what an action takes.
    """
    from sanso.cli.claim_actions import ClaimWords, act
    from sanso.cli.running import voice_of

    asked = ClaimWords(
        words or [],
        out,
        key,
        passphrase_file,
        pkcs11_module,
        algorithm,
        subject,
        requirement or [],
        scheme,
        edition,
        issuer,
        level,
        result,
        valid_from,
        valid_until,
        evidence or [],
        status_list,
        index,
        new,
        previous,
        suspension,
        withdraw or [],
        restore or [],
        method,
        assessor,
        scope,
        sample,
        of,
        coverage,
        supersedes or [],
        tool,
        to,
        at,
        catalogue,
        as_json,
    )
    _check(action, asked)
    act(action, asked, voice_of(context, lang))


def _check(action: str, asked: ClaimWords) -> None:
    """Refuse an action that there is not, too few or many words for it, and options of another.

    Raises:
        Fault: it is refused.

    """
    from sanso.cli.faults import Fault, unknown

    if action not in CLAIM_ACTIONS:
        raise unknown("action", "操作", action, CLAIM_ACTIONS)
    found = CLAIM_ACTIONS[action]
    least = 1 if action == "trust" and not asked.new else found.least
    if not least <= len(asked.files) <= found.most:
        line = f"sanso claim {action} {found.usage}"
        raise Fault(f"write it like this: {line}", f"次のように指定してください: {line}")
    for name in asked.given():
        if name not in found.options:
            raise Fault(
                f"{name} does not belong to sanso claim {action}", f"{name} は sanso claim {action} では使えません"
            )
