"""What an evidence folder brings to the verification of claims: its lists, its claims and their proofs.

Everything in it must be what it should be; a folder with a broken list verifies nothing.

>>> found_in(Path("nowhere"))
Traceback (most recent call last):
    ...
sanso.model.diagnostics.InputRefused: ...
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sanso.verbs.labels import Grounds

__all__ = ["FolderGrounds", "found_in"]


@dataclass(frozen=True, slots=True)
class FolderGrounds:
    """What of a folder goes into `sanso.verbs.claim_checks.verify`."""

    grounds: Grounds
    files: tuple[Path, ...]
    """What is verified."""
    proofs: tuple[Path | None, ...]
    """One for each file, None where there is none."""
    evidence: Path | None
    """Where the files of evidence lie."""


def found_in(
    folder: Path,
    files: Sequence[Path] = (),
    *,
    pins: Sequence[str] = (),
    makers: Sequence[str] = (),
    day: dt.date | None = None,
) -> FolderGrounds:
    """Return the lists, claims and proofs that lie in *folder*; with *files*, those are verified instead of its claims.

    Raises:
        InputRefused: there is no such folder.

    """
    from sanso.model.diagnostics import InputRefused, Place, diagnose

    if not folder.is_dir():
        raise InputRefused([diagnose("no-evidence-folder", Place(str(folder)), file=str(folder))])
    trust = sorted(folder.glob("trust/*.json"))
    status = sorted(folder.glob("status/*.jwt"))
    named = tuple(files) or tuple(
        path for pattern in ("claims/*.jwt", "relays/*.json", "derived/*.json") for path in sorted(folder.glob(pattern))
    )
    proofs = tuple(_there(folder / "proofs" / f"{path.stem}.proof") for path in named)
    kept = folder / "files"
    return FolderGrounds(
        Grounds(tuple(trust), tuple(status), tuple(pins), tuple(makers), None, day),
        named,
        proofs,
        kept if kept.is_dir() else None,
    )


def _there(path: Path) -> Path | None:
    return path if path.is_file() else None
