"""Passing claims along the supply chain: presentations that hide answers, notes of relay, derived claims.

What the issuer signed is never signed again. Who passes a presentation on signs a note of that beside it; who says
"k of my n suppliers meet R" signs a claim of his own that names the suppliers' claims by digest. Files that are named
are read, and nothing is written.

>>> from pathlib import Path
>>> share(Path("nowhere.jwt"))
Traceback (most recent call last):
    ...
FileNotFoundError: [Errno 2] No such file or directory: 'nowhere.jwt'
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sanso.model.text import Text

if TYPE_CHECKING:
    from sanso.envelope.keys import Signer
    from sanso.envelope.malformed import Malformed
    from sanso.trust.claims.claim import Claim
    from sanso.trust.verdicts.verifying import Verifier
    from sanso.verbs.labels import Grounds

__all__ = [
    "Contents",
    "DerivedClaim",
    "DerivedOrder",
    "Presented",
    "contents_in",
    "contents_of",
    "derive_claim",
    "presented",
    "relay_note",
    "share",
]

_LARGEST = 8 * 2**20


@dataclass(frozen=True, slots=True)
class Contents:
    """What a dossier or presentation shows, whoever signed it."""

    claim: Claim
    digest: str
    """Digest of what the issuer signed."""
    items: tuple[str, ...]
    """Items whose answers are shown; each can be passed on."""
    fixed: tuple[str, ...]
    """Those of them that the issuer left open: they are shown in every presentation."""


@dataclass(frozen=True, slots=True)
class Presented:
    """A presentation that was made."""

    text: str = field(repr=False)
    digest: str
    """Digest of what the issuer signed; the same as that of the dossier."""
    shown: tuple[str, ...]
    hidden: tuple[str, ...]
    """Items that were shown before and are hidden now."""
    evidence: int
    """How many pieces of evidence are shown, by digest."""


@dataclass(frozen=True, slots=True)
class DerivedOrder:
    """What a derived claim is to say."""

    requirement: str
    by: str
    """Issuer id of the one who says so, as the trust list names it."""
    of: int | None = None
    """How many suppliers there are in all; as many as there are files if absent."""


@dataclass(frozen=True, slots=True)
class DerivedClaim:
    """A derived claim that was made: *members* of *of* meet the requirement."""

    raw: bytes = field(repr=False)
    members: tuple[Path, ...]
    """Files that show it to be met."""
    others: tuple[Path, ...]
    """Files that say something else, or do not count."""
    of: int
    checked: bool
    """Whether the files were verified; else only what they say was looked at."""


def contents_of(dossier: Path) -> Contents:
    """Return what the dossier or presentation in the file *dossier* shows; nothing is verified.

    Raises:
        Malformed: it holds none.
        OSError: the file cannot be read.

    """
    return contents_in(_text(dossier))


def contents_in(text: str) -> Contents:
    """Return what the dossier or presentation *text* shows; nothing is verified.

    Raises:
        Malformed: it is none.

    """
    from sanso.envelope.sd_jwt import SdJwt
    from sanso.trust.claims.credential import claim_digest, read_claim
    from sanso.trust.claims.presentations import items_shown, present

    claim = read_claim(SdJwt.read(text).unverified)
    fixed = items_shown(present(text, (), evidence=False))
    return Contents(claim, claim_digest(text), items_shown(text), fixed)


def share(
    dossier: Path, disclose: Collection[str] = (), hide: Collection[str] = (), *, evidence: bool = True
) -> Presented:
    """Return the presentation of *dossier* that shows the answers to *disclose*, or all but those to *hide*.

    Everything that is shown stays as it is where neither is named. A presentation can be narrowed further, never
    widened. Without *evidence*, the pieces of evidence of the answers are hidden too.

    Raises:
        Malformed: it holds no claim, does not show one of the items, or one to hide was left open by its issuer.
        OSError: the file cannot be read.

    """
    return presented(_text(dossier), disclose, hide, evidence=evidence)


def presented(
    text: str, disclose: Collection[str] = (), hide: Collection[str] = (), *, evidence: bool = True
) -> Presented:
    """Return the presentation of the dossier *text*, as `share` does of a file.

    Raises:
        Malformed: it holds no claim, does not show one of the items, or one to hide was left open by its issuer.

    """
    from sanso.envelope.sd_jwt import SdJwt
    from sanso.trust.claims.credential import read_claim
    from sanso.trust.claims.presentations import items_shown, present

    found = contents_in(text)
    for item in (*disclose, *hide):
        if item not in found.items:
            raise _not_shown(item, found.items)
    wanted = [one for one in found.items if (one in disclose if disclose else True) and one not in hide]
    for item in found.fixed:
        if item not in wanted:
            raise _malformed(
                "presentation-fixed",
                "the issuer left this answer open in every presentation; it can not be hidden",
                "発行者が常に開示する形で署名した回答です。隠すことはできません",
                item,
            )
    made = text if not (disclose or hide) and evidence else present(text, wanted, evidence=evidence)
    shown = items_shown(made)
    hidden = tuple(one for one in found.items if one not in shown)
    pieces = len(read_claim(SdJwt.read(made).unverified).evidence)
    return Presented(made, found.digest, shown, hidden, pieces)


def relay_note(text: str, by: str, to: str, signer: Signer, now: dt.datetime) -> bytes:
    """Return the note, signed with *signer* at *now*, that *by* passes the presentation *text* on to *to* unchanged.

    Raises:
        Malformed: *text* is no presentation, or the note can not be written.

    """
    from sanso.trust.chain.relays import Relay, relay

    contents_in(text)
    return relay(text, Relay(by, to, now.replace(microsecond=0)), [signer])


def derive_claim(
    files: Sequence[Path], order: DerivedOrder, signer: Signer, now: dt.datetime, grounds: Grounds | None = None
) -> DerivedClaim:
    """Return the signed claim that so many of the suppliers whose presentations are in *files* meet a requirement.

    With *grounds* only presentations that count are among them; else it is looked only at what they say.

    Raises:
        Malformed: a file holds no claim, two hold the same one, none meets the requirement, or there are more of them
            than suppliers.
        OSError: a file cannot be read.

    """
    from sanso.trust.chain.derived import Derived, derive
    from sanso.verbs.labels import verifier_of

    verifier = verifier_of(grounds) if grounds is not None and grounds.trust else None
    suppliers: dict[str, Path] = {}
    members: dict[str, Path] = {}
    for path in files:
        text = _text(path)
        found = contents_in(text)
        other = suppliers.setdefault(found.claim.subject.id, path)
        if other is not path:
            raise _malformed(
                "derived-twice",
                "two files are about the same subject, which would count twice",
                "同じ対象についてのファイルが二つあり、二重に数えられてしまいます",
                f"{other}, {path}",
            )
        if _meets(found.claim, order.requirement) and (verifier is None or _counts(verifier, text)):
            members[found.digest] = path
    if not members:
        raise _malformed(
            "derived-none",
            "none of the files shows that the requirement is met",
            "対策要件の充足を示すファイルがありません",
            order.requirement,
        )
    total = len(suppliers) if order.of is None else order.of
    if total < len(suppliers):
        raise _malformed(
            "derived-of",
            "there are more files than suppliers",
            "ファイルの数がサプライヤーの数を超えています",
            str(total),
        )
    made = Derived(order.by, order.requirement, "met", total, tuple(sorted(members)), now.replace(microsecond=0))
    holding = tuple(members.values())
    others = tuple(path for path in suppliers.values() if path not in holding)
    return DerivedClaim(derive(made, [signer]), holding, others, total, verifier is not None)


def _meets(claim: Claim, item: str) -> bool:
    answer = claim.answer(item)
    return answer is not None and answer.result == "met"


def _counts(verifier: Verifier, text: str) -> bool:
    return verifier.verdict(text).counts


def _not_shown(item: str, shown: Sequence[str]) -> Malformed:
    from difflib import get_close_matches

    name = ascii(item[:64])[1:-1]
    near = get_close_matches(item, shown, n=1, cutoff=0.6)
    known = near[0] if near else ", ".join(shown[:20]) + (" …" if len(shown) > 20 else "") or "-"
    return _malformed(
        "presentation-item",
        f"no answer to {name} is shown here, so it can not be passed on; shown is, for one"
        if near
        else f"no answer to {name} is shown here, so it can not be passed on; shown are",
        f"{name} の回答は開示されていないため、渡せません。開示されているもの",
        known,
    )


def _malformed(code: str, en: str, ja: str, detail: str = "") -> Malformed:
    from sanso.envelope.malformed import Malformed

    return Malformed(code, Text(en=en, ja=ja), detail)


def _text(path: Path) -> str:
    """Return the text in the file *path*, no more of it than a claim may have.

    Raises:
        OSError: it cannot be read.

    """
    with path.open("rb") as file:
        return file.read(_LARGEST + 1).decode("utf-8", "replace").strip()
