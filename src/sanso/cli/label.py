"""``sanso label``: which labels a device can reach, labels issued from a signed claim, labels verified offline."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sanso.cli.options import AsJson, CatalogueFile, Lang
from sanso.cli.signing import PassphraseFile, Pkcs11Module, key_from

if TYPE_CHECKING:
    from sanso.cli.voice import Voice
    from sanso.envelope.keys import Signer
    from sanso.model.text import Text
    from sanso.verbs.labels import Grounds, LabelOrder

__all__ = ["label"]

_ACTIONS: Mapping[str, tuple[str, int]] = {"reach": ("FILE ELEMENT", 2), "issue": ("CLAIM", 1), "verify": ("LABEL", 1)}
"""What can be done, with what is named after it."""
_OWN: Mapping[str, tuple[str, ...]] = {
    "reach": ("--new", "--check", "--for", "--all", "--evidence", "--pin"),
    "issue": (
        "--key",
        "--passphrase-file",
        "--pkcs11-module",
        "--out",
        "--address",
        "--number",
        "--product",
        "--product-ja",
        "--model-number",
    ),
    "verify": ("--trust", "--pin", "--status", "--maker", "--proof"),
}
"""Options that belong to some actions only."""

Action = Annotated[str, typer.Argument(metavar="ACTION", help="What to do: reach, issue, verify.")]
Words = Annotated[
    list[str],
    typer.Argument(
        metavar="WHAT...",
        help="reach: model file and id of the device; issue: file with a signed claim; verify: picture (SVG, PNG) or "
        "text file of a label, or the address in its QR code.",
    ),
]
New = Annotated[bool, typer.Option("--new", help="reach: write the device check to fill in, and nothing else.")]
CheckFile = Annotated[
    Path | None,
    typer.Option(
        "--check", metavar="FILE", help="reach: device check; ELEMENT.device-check.yaml beside the model if absent."
    ),
]
Targets = Annotated[
    list[str] | None,
    typer.Option("--for", metavar="SCHEME/LEVEL", help="reach: plan for this level; up to three times."),
]
Everything = Annotated[bool, typer.Option("--all", help="reach: leave no level and no item out.")]
EvidenceFolder = Annotated[
    Path | None,
    typer.Option("--evidence", metavar="DIR", help="reach: folder of evidence; what its claims prove counts."),
]
Key = Annotated[
    Path | None,
    typer.Option("--key", metavar="FILE", help="issue: key that signed the claim: a file, or pkcs11:token=…;object=…."),
]
Out = Annotated[Path | None, typer.Option("--out", metavar="DIR", help="issue: folder for the pictures and the code.")]
Address = Annotated[
    str,
    typer.Option(
        "--address",
        metavar="URL",
        help="issue: page that the code opens, such as https://example.org/l; short is good.",
    ),
]
Number = Annotated[str, typer.Option("--number", metavar="NUMBER", help="issue: number of the label.")]
ModelNumber = Annotated[str, typer.Option("--model-number", metavar="TEXT", help="issue: model number of the product.")]
Product = Annotated[
    str, typer.Option("--product", metavar="TEXT", help="issue: name of the product; that in the claim if absent.")
]
ProductJa = Annotated[str, typer.Option("--product-ja", metavar="TEXT", help="issue: its name in Japanese.")]
Trust = Annotated[
    list[Path] | None,
    typer.Option("--trust", metavar="FILE", help="verify: trust list; repeated: all its versions, in any order."),
]
Pins = Annotated[
    list[str] | None,
    typer.Option(
        "--pin", metavar="KEY", help="verify, reach: thumbprint of a key that must have signed the first trust list."
    ),
]
Status = Annotated[
    list[Path] | None, typer.Option("--status", metavar="FILE", help="verify: signed status list; may be repeated.")
]
Maker = Annotated[
    list[str] | None,
    typer.Option("--maker", metavar="ISSUER", help="verify: issuer that you know to be the maker of the product."),
]
Proof = Annotated[
    Path | None, typer.Option("--proof", metavar="FILE", help="verify: proof that the claim behind it is in a log.")
]
AtDay = Annotated[
    str | None,
    typer.Option("--at", metavar="DATE", help="Day to look at or to issue on, such as 2026-04-01; today if absent."),
]


def label(
    context: typer.Context,
    action: Action,
    words: Words,
    *,
    new: New = False,
    check: CheckFile = None,
    targets: Targets = None,
    everything: Everything = False,
    evidence: EvidenceFolder = None,
    key: Key = None,
    passphrase_file: PassphraseFile = None,
    pkcs11_module: Pkcs11Module = None,
    out: Out = None,
    address: Address = "",
    number: Number = "",
    product: Product = "",
    product_ja: ProductJa = "",
    model_number: ModelNumber = "",
    trust: Trust = None,
    pins: Pins = None,
    status: Status = None,
    maker: Maker = None,
    proof: Proof = None,
    at: AtDay = None,
    catalogue: CatalogueFile = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Show which labels a device can reach, issue a label from a signed claim, and verify a label offline.

    `reach` answers from one device check beside the model, and from claims; `issue` writes pictures with a QR code;
    `verify` shows four marks, and the exit status is 1 where the label does not count.
    """
    from sanso.cli.exit_codes import ExitCode
    from sanso.cli.options import day
    from sanso.cli.refusals import refusals
    from sanso.cli.running import voice_of
    from sanso.verbs.labels import Grounds, LabelOrder

    voice = voice_of(context, lang)
    _check(action, words)
    _check_options(action, context)
    if action == "reach":
        from sanso.cli.device_check import ReachOrder, reach

        order = ReachOrder(new, check, targets or (), everything, at, catalogue, evidence, pins or ())
        reach(Path(words[0]), words[1], order, voice, as_json=as_json)
    elif action == "issue":
        wanted = LabelOrder(address, number, _name(product, product_ja), model_number, day(at))
        signer = partial(key_from, key, passphrase_file, voice, pkcs11_module)
        with refusals(voice, as_json=as_json):
            _issue(Path(words[0]), signer, out, wanted, catalogue, voice, as_json=as_json)
    else:
        grounds = Grounds(trust or (), status or (), pins or (), maker or (), proof, day(at))
        with refusals(voice, as_json=as_json):
            fine = _verify(words[0], grounds, catalogue, voice, as_json=as_json)
        if not fine:
            raise typer.Exit(ExitCode.FINDINGS)


def _check(action: str, words: list[str]) -> None:
    """Refuse an action that there is not, or too few or many words for it.

    Raises:
        Fault: it is refused.

    """
    from sanso.cli.faults import Fault, unknown

    if action not in _ACTIONS:
        raise unknown("action", "操作", action, _ACTIONS)
    usage, count = _ACTIONS[action]
    if len(words) != count:
        line = f"sanso label {action} {usage}"
        raise Fault(f"write it like this: {line}", f"次のように指定してください: {line}")


def _check_options(action: str, context: typer.Context) -> None:
    """Refuse options of another action.

    Raises:
        Fault: one is given.

    """
    from sanso.cli.faults import Fault

    given = {option for one in context.command.params if context.params.get(one.name or "") for option in one.opts}
    for other, options in _OWN.items():
        for name in options:
            if name in given and name not in _OWN[action]:
                raise Fault(
                    f"{name} belongs to sanso label {other}, not to {action}",
                    f"{name} は sanso label {other} のオプションです。{action} では使えません",
                )


def _name(product: str, product_ja: str) -> Text | None:
    from sanso.model.text import Text

    if not product and not product_ja:
        return None
    return Text(en=product or product_ja, ja=product_ja or product)


def _issue(
    claim: Path,
    signer: Callable[[], Signer],
    out: Path | None,
    order: LabelOrder,
    catalogue: Path | None,
    voice: Voice,
    *,
    as_json: bool,
) -> None:
    from sanso.cli.faults import Fault, writing_to
    from sanso.cli.show.label import show_issued
    from sanso.verbs.labels import issue_label, write_label

    if out is None:
        raise Fault("name the folder for the label: --out", "--out でラベルの書き出し先を指定してください")
    if not order.address:
        raise Fault(
            "name the page that the code opens: --address", "--address でコードから開くページを指定してください"
        )
    issued = issue_label(claim, signer(), order, catalogue=catalogue)
    with writing_to(out):
        paths = write_label(issued, out)
    show_issued(issued, paths, voice, as_json=as_json)


def _verify(word: str, grounds: Grounds, catalogue: Path | None, voice: Voice, *, as_json: bool) -> bool:
    from sanso.cli.show.label import show_checked
    from sanso.verbs.labels import verify_label

    source = word if word.startswith("https://") or _is_code(word) else Path(word)
    found = verify_label(source, grounds, catalogue=catalogue)
    show_checked(found, voice, as_json=as_json)
    return found.fine


def _is_code(word: str) -> bool:
    """Return whether *word* is the code of a label, not the name of a file; no name has more than 255 characters."""
    alike = len(word) > 100 and word.isalnum() and word == word.upper()
    return alike and (len(word) > 255 or not Path(word).exists())
