"""The folder as bytes: everything signed, logged and witnessed, in the order of the story."""

from __future__ import annotations

import datetime as dt
import hashlib
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Final

from docs.evidence.cast import (
    CERTIFIER_REVOCATION,
    LOG,
    REVOCATION,
    ROOTS,
    SUSPENSION,
    WITNESSES,
    first_list,
    key,
    midnight,
    second_list,
)
from docs.evidence.claims import Draft, drafts, place
from sanso.envelope.checkpoints import Checkpoint, sign_checkpoint
from sanso.envelope.cosignatures import cosign
from sanso.envelope.log_entries import Entry
from sanso.envelope.log_proofs import LogProof
from sanso.envelope.merkle import Leaves, inclusion_proof, root_of
from sanso.trust.claims.claim import Answer, Evidence, Purpose
from sanso.trust.claims.credential import claim_digest
from sanso.trust.claims.presentations import present, sign_claim
from sanso.trust.lists.status_list import StatusList, bits_of, sign_status
from sanso.trust.lists.trust_list import seal_list

__all__ = ["FOLDER", "made", "main", "outdated"]

FOLDER: Final = Path(__file__).parents[2] / "src/sanso/examples/bus-operation/evidence"
"""The evidence folder of the bus example."""
_GENERATED: Final = ("trust", "status", "claims", "proofs")
_MONDAYS: Final = tuple(dt.date(2026, 10, 5) + dt.timedelta(weeks=week) for week in range(7))
_KINDS: Final[Mapping[str, str]] = {".md": "text/markdown", ".csv": "text/csv"}


def made(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the generated files by their path in the folder; *files* are those in ``files/`` by name."""
    lists = [seal_list(one, [key(name) for name in ROOTS[:2]]) for one in (first_list(), second_list())]
    found = {f"trust/{number}.json": raw for number, raw in enumerate(lists, start=1)}
    found |= {f"status/{name}.jwt": text.encode() for name, text in _statuses()}
    salts = map(_salt, count())
    signed = [(one, sign_claim(_filled(one, files).claim, key(one.claim.issuer), salts.__next__)) for one in drafts()]
    for one, text in signed:
        shown = present(text, one.shown) if one.shown else text
        found[f"claims/{one.name}.jwt"] = shown.encode()
    found |= {f"proofs/{name}.proof": raw for name, raw in _proofs(lists, signed)}
    return found


def _salt(number: int) -> bytes:
    return hashlib.sha256(b"Sanso demo salt %d" % number).digest()[:16]


def _filled(draft: Draft, files: Mapping[str, bytes]) -> Draft:
    """Return *draft* with its pieces of evidence, which every answer names."""
    pieces = tuple(
        Evidence(
            "sha-256:" + hashlib.sha256(files[name]).hexdigest(),
            _KINDS[Path(name).suffix],
            len(files[name]),
            f"files/{name}",
            "GREEN",
        )
        for name in draft.files
    )
    digests = tuple(piece.digest for piece in pieces)
    said: tuple[Answer, ...] = tuple(replace(answer, evidence=digests) for answer in draft.claim.answers)
    return replace(draft, claim=replace(draft.claim, evidence=pieces, answers=said))


def _statuses() -> Iterator[tuple[str, str]]:
    """Yield the status lists of every Monday, and that on which a suspension was lifted."""
    paused, lifted = dt.date(2026, 11, 2), dt.date(2026, 11, 6)
    doubted, withdrawn = place("telematics-update-audit"), place("interlock-certificate")
    for day in sorted({*_MONDAYS, lifted}):
        out = [doubted] if paused <= day < lifted else []
        yield _status("suspended", SUSPENSION, "suspension", "registry", day, out)
        if day in _MONDAYS:
            yield _status("withdrawn", REVOCATION, "revocation", "registry", day, [])
            out = [withdrawn] if day >= dt.date(2026, 11, 16) else []
            yield _status("certifier-withdrawn", CERTIFIER_REVOCATION, "revocation", "certifier", day, out)


def _status(
    name: str, ident: str, purpose: Purpose, issuer: str, day: dt.date, places: Iterable[int]
) -> tuple[str, str]:
    start = midnight(day.isoformat())
    listed = StatusList(ident, issuer, purpose, start, start + dt.timedelta(days=14), bits_of(places))
    return f"{name}-{day.isoformat()}", sign_status(listed, key(issuer))


def _proofs(lists: Sequence[bytes], signed: Sequence[tuple[Draft, str]]) -> Iterator[tuple[str, bytes]]:
    """Yield the proof of each logged claim, by the checkpoint at the end of the day on which it was signed."""
    dated = [
        (one.issued.date(), 0, Entry.of("trust-list", raw))
        for one, raw in zip((first_list(), second_list()), lists, strict=True)
    ]
    logged = [(one, text) for one, text in signed if one.witnesses >= 0]
    dated += [(one.claim.issued.date(), 1, Entry("claim", claim_digest(text))) for one, text in logged]
    dated += [
        (dt.date(2026, 11, 16), 2, Entry("withdrawal", claim_digest(text)))
        for one, text in signed
        if one.name == "interlock-certificate"
    ]
    dated.sort(key=lambda one: one[:2])
    leaves = [entry.leaf for *_, entry in dated]
    for draft, text in logged:
        index = next(n for n, (*_, entry) in enumerate(dated) if entry == Entry("claim", claim_digest(text)))
        day = draft.claim.issued.date()
        size = sum(1 for other, *_ in dated if other <= day)
        note = sign_checkpoint(Checkpoint(LOG.name, size, root_of(leaves[:size])), key("log")).note
        for witness, name in zip(WITNESSES[: draft.witnesses], ("university", "newspaper"), strict=False):
            note = cosign(note, witness.name, key(f"witness {name}"), midnight(day.isoformat(), 14))
        yield draft.name, LogProof(index, inclusion_proof(Leaves(leaves[:size]), index, size), note).raw


def _read(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for name in _GENERATED
        for path in (folder / name).glob("*")
    }


def _wanted(folder: Path) -> dict[str, bytes]:
    return made({path.name: path.read_bytes() for path in (folder / "files").iterdir()})


def outdated(folder: Path = FOLDER) -> tuple[str, ...]:
    """Return the files below *folder* that are not what the generator gives, are missing or too many."""
    wanted, found = _wanted(folder), _read(folder)
    return tuple(sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name)))


def main(arguments: Sequence[str]) -> int:
    """Write what has changed, or with ``--check`` tell it; return the exit status."""
    stale = outdated()
    if "--check" in arguments:
        sys.stderr.writelines(f"not up to date: {name}\n" for name in stale)
        return 1 if stale else 0
    wanted = _wanted(FOLDER) if stale else {}
    for name in stale:
        path = FOLDER / name
        if name not in wanted:
            path.unlink()
            continue
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(wanted[name])
        sys.stdout.write(f"{path}\n")
    return 0
