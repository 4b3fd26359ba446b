"""``sanso share``: pass claims on with some answers hidden, under a note of relay, or as a derived claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sanso.cli.faults import Fault
from sanso.cli.options import AsJson, Lang
from sanso.cli.signing import PassphraseFile

if TYPE_CHECKING:
    from sanso.cli.voice import Voice
    from sanso.verbs.labels import Grounds

__all__ = ["share"]

_DERIVE = "derive"

Words = Annotated[
    list[Path],
    typer.Argument(
        metavar="WHAT...",
        help="Signed dossier or presentation to pass on; after the word derive: presentations of your suppliers.",
    ),
]
Disclose = Annotated[
    list[str] | None, typer.Option("--disclose", metavar="ITEM", help="Answer to show; all others are hidden.")
]
Hide = Annotated[list[str] | None, typer.Option("--hide", metavar="ITEM", help="Answer to hide; may be repeated.")]
NoEvidence = Annotated[
    bool, typer.Option("--no-evidence", help="Hide the pieces of evidence too; without it their digests are shown.")
]
ListOnly = Annotated[bool, typer.Option("--list", help="Show what can be passed on, and write nothing.")]
RelayTo = Annotated[
    str, typer.Option("--relay", metavar="ID", help="Also sign a note that you pass it on unchanged to this partner.")
]
Issuer = Annotated[
    str, typer.Option("--issuer", metavar="ID", help="Relay and derive: who you are, as the trust list names you.")
]
Key = Annotated[
    Path | None,
    typer.Option("--key", metavar="FILE", help="Relay and derive: your private key, under a passphrase."),
]
Requirement = Annotated[
    str, typer.Option("--requirement", metavar="ID", help="derive: requirement that the suppliers meet.")
]
Of = Annotated[
    int | None,
    typer.Option("--of", metavar="N", help="derive: how many suppliers there are in all; the files if absent."),
]
Trust = Annotated[
    list[Path] | None,
    typer.Option("--trust", metavar="FILE", help="derive: trust list by which the files are verified first."),
]
Status = Annotated[
    list[Path] | None, typer.Option("--status", metavar="FILE", help="derive: signed status list; may be repeated.")
]
Pins = Annotated[
    list[str] | None,
    typer.Option("--pin", metavar="KEY", help="derive: thumbprint of a key that signed the first trust list."),
]
AtDay = Annotated[
    str | None, typer.Option("--at", metavar="DATE", help="Day of signing, such as 2026-04-01; now if absent.")
]
Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Where to write; nothing is overwritten.")]


def share(
    context: typer.Context,
    words: Words,
    *,
    disclose: Disclose = None,
    hide: Hide = None,
    no_evidence: NoEvidence = False,
    show: ListOnly = False,
    relay: RelayTo = "",
    issuer: Issuer = "",
    key: Key = None,
    passphrase_file: PassphraseFile = None,
    requirement: Requirement = "",
    of: Of = None,
    trust: Trust = None,
    status: Status = None,
    pins: Pins = None,
    at: AtDay = None,
    out: Out = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Pass claims on: show some answers and hide the rest, relay a partner's presentation, or count your suppliers.

    What the issuer signed is never signed again: a relay is a note beside it. `share derive` says how many of your
    suppliers meet a requirement, over the digests of their own claims.
    """
    from sanso.cli.refusals import refusals
    from sanso.cli.running import voice_of
    from sanso.verbs.labels import Grounds

    voice = voice_of(context, lang)
    deriving = len(words) > 1 and str(words[0]) == _DERIVE
    asked = _Asked(
        words[1:] if deriving else words,
        disclose or [],
        hide or [],
        not no_evidence,
        relay,
        issuer,
        key,
        passphrase_file,
        requirement,
        of,
        Grounds(trust or (), status or (), pins or ()),
        at,
        out,
    )
    with refusals(voice, as_json=as_json):
        if deriving:
            _derive(asked, voice, as_json=as_json)
        elif show:
            _list(asked, voice, as_json=as_json)
        else:
            _present(asked, voice, as_json=as_json)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was typed."""

    files: Sequence[Path]
    disclose: Sequence[str]
    hide: Sequence[str]
    evidence: bool
    relay: str
    issuer: str
    key: Path | None
    passphrase_file: Path | None
    requirement: str
    of: int | None
    grounds: Grounds
    at: str | None
    out: Path | None

    @property
    def narrows(self) -> bool:
        """Whether something is to be shown or hidden."""
        return bool(self.disclose or self.hide) or not self.evidence

    @property
    def derives(self) -> bool:
        """Whether something is asked for that belongs to derived claims."""
        grounds = self.grounds
        return bool(self.requirement or grounds.trust or grounds.status or grounds.pins) or self.of is not None


def _like(line: str) -> Fault:
    return Fault(f"write it like this: {line}", f"次のように指定してください: {line}")


def _list(asked: _Asked, voice: Voice, *, as_json: bool) -> None:
    from sanso.cli.show.share import show_contents
    from sanso.verbs.sharing import contents_of

    if len(asked.files) != 1 or asked.narrows or asked.derives or asked.relay or asked.out:
        raise _like("sanso share DOSSIER --list")
    show_contents(contents_of(asked.files[0]), voice, as_json=as_json)


def _present(asked: _Asked, voice: Voice, *, as_json: bool) -> None:
    """Write the presentation, with the note of relay beside it where one is asked for."""
    from sanso.cli.new_files import named_out, signing_time, write_new
    from sanso.cli.show.share import show_presented
    from sanso.cli.signing import key_from
    from sanso.verbs.sharing import relay_note
    from sanso.verbs.sharing import share as present

    if len(asked.files) != 1 or asked.derives:
        raise _like("sanso share DOSSIER --disclose ITEM --out PRESENTATION.jwt")
    if bool(asked.relay) != bool(asked.issuer):
        raise Fault("a relay needs --relay and --issuer", "中継には --relay と --issuer の両方が必要です")
    if not asked.narrows and not asked.relay:
        raise Fault(
            "name what to show (--disclose) or to hide (--hide); --list shows what there is",
            "開示する項目(--disclose)か隠す項目(--hide)を指定してください。--list で一覧を表示します",
        )
    path = named_out(asked.out)
    made = present(asked.files[0], asked.disclose, asked.hide, evidence=asked.evidence)
    contents = {path: made.text.encode() + b"\n"}
    if asked.relay:
        signer = key_from(asked.key, asked.passphrase_file, voice)
        note = relay_note(made.text, asked.issuer, asked.relay, signer, signing_time(asked.at))
        contents[path.with_suffix(".relay.json")] = note + b"\n"
    write_new(contents)
    show_presented(made, list(contents), voice, as_json=as_json)


def _derive(asked: _Asked, voice: Voice, *, as_json: bool) -> None:
    """Write the derived claim."""
    from sanso.cli.new_files import named_out, signing_time, write_new
    from sanso.cli.show.share import show_derived
    from sanso.cli.signing import key_from
    from sanso.verbs.sharing import DerivedOrder, derive_claim

    if asked.narrows or asked.relay or not (asked.requirement and asked.issuer):
        raise _like("sanso share derive FILE... --requirement ID --issuer ID --key KEY.pem --out DERIVED.json")
    path = named_out(asked.out)
    order = DerivedOrder(asked.requirement, asked.issuer, asked.of)
    signer = key_from(asked.key, asked.passphrase_file, voice)
    when = signing_time(asked.at)
    grounds = replace(asked.grounds, day=when.date()) if asked.at else asked.grounds
    made = derive_claim(asked.files, order, signer, when, grounds)
    write_new({path: made.raw + b"\n"})
    show_derived(made, asked.requirement, path, voice, as_json=as_json)
