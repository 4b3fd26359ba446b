"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sanso.cli.faults import Fault, unknown
from sanso.cli.voice import LANGUAGES

if TYPE_CHECKING:
    import datetime as dt

__all__ = [
    "AsJson",
    "At",
    "AttackBy",
    "CatalogueFile",
    "Choose",
    "EvidenceFolder",
    "Lang",
    "ModelFile",
    "Picture",
    "Svg",
    "TrustPins",
    "Without",
    "Worlds",
    "day",
]


def _known_language(value: str | None) -> str | None:
    """Refuse a language that Sanso does not speak.

    Raises:
        Fault: it is another language.

    """
    if value is not None and value not in LANGUAGES:
        raise unknown("language", "言語", value, LANGUAGES)
    return value


def day(value: str | None) -> dt.date | None:
    """Parse the day that ``--at`` names.

    Raises:
        Fault: it is not a date.

    """
    import datetime as dt

    if value is None:
        return None
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise Fault(
            f"--at: {value} is not a date; write it like 2026-04-01",
            f"--at: {value} は日付ではありません。2026-04-01 のように書いてください",
        ) from None


ModelFile = Annotated[Path, typer.Argument(metavar="FILE", help="Model file: YAML, or a table as JSON Lines.")]
CatalogueFile = Annotated[
    Path | None, typer.Option("--catalogue", metavar="FILE", help="Own catalogue file; its fields win.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
At = Annotated[
    str | None,
    typer.Option("--at", metavar="DATE", help="Day to assess, such as 2026-04-01; today if absent."),
]
Choose = Annotated[
    list[str] | None,
    typer.Option("--choose", metavar="ID", help="Connection to use among its alternatives; may be repeated."),
]
EvidenceFolder = Annotated[
    Path | None,
    typer.Option("--evidence", metavar="DIR", help="Folder of claims, trust lists and status lists: what is proven."),
]
TrustPins = Annotated[
    list[str] | None,
    typer.Option(
        "--pin",
        metavar="KEY",
        envvar="SANSO_TRUST_PINS",
        help="Thumbprint of a key that must have signed the first trust list; may be repeated.",
    ),
]
Without = Annotated[
    list[str] | None,
    typer.Option(
        "--without",
        metavar="ID",
        help="Leave out a claim (id or digest), an issuer's claims, or an organization's; may be repeated.",
    ),
]
AttackBy = Annotated[
    str | None,
    typer.Option("--attacker", metavar="WHO", help="Also compute the attack by this attacker of the catalogue."),
]
Worlds = Annotated[int, typer.Option("--worlds", metavar="N", help="How many years to play.")]
Svg = Annotated[Path | None, typer.Option("--svg", metavar="FILE", help="Where to write the picture (SVG).")]
Picture = Annotated[
    Path | None,
    typer.Option("--out", metavar="FILE", help="Where to write the picture: .svg, .png or .pdf, as the name ends."),
]
Lang = Annotated[
    str | None,
    typer.Option("--lang", metavar="en|ja", callback=_known_language, help="Language; the locale decides if absent."),
]
