"""What the page of labels carries along, so that a telephone can check a label without asking anybody.

That is the newest trust list and the status lists of a folder, as they were signed, and the words for every reason.
The lists are checked here first; a folder in which they are not good carries none.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sanso.catalogue import Catalogue
    from sanso.model.text import Text

__all__ = ["Carried", "carried", "written"]

_LOG = logging.getLogger("sanso.web")
_LARGEST = 8 * 2**20
_REASONS = (
    "label-unreadable", "label-overstated", "signed", "unchecked", "wrong-key", "unknown-key", "key-not-valid",
    "wrong-signature", "no-list", "unknown-issuer", "not-looked-at", "list-expired", "accredited", "own-statement",
    "no-authority", "not-accredited-scheme", "nothing-shown", "not-accredited-then", "accreditation-ended",
    "scheme-unknown", "scheme-before", "scheme-ended", "level-unknown", "withdrawn", "expired", "suspended",
    "clock-before-issue", "not-yet-valid", "status-none", "valid-short", "status-missing", "status-misfit",
    "status-ended", "status-old", "valid", "log-absent",
)  # fmt: skip
"""Every reason that a label can have on a telephone."""

Carried = dict[str, object]


def carried(folder: Path | None, pins: Sequence[str], catalogue: Catalogue, now: dt.datetime) -> Carried:
    """Return what the page carries from *folder*; None means that there is no trust list."""
    from sanso.trust.verdicts.policy import Policy
    from sanso.trust.verdicts.reasons import REASONS
    from sanso.trust.verdicts.verdict import BASIS_TEXTS, span_text

    listed, statuses = (None, ()) if folder is None else _lists(folder, tuple(pins), now)
    reasons = {
        code: {"state": REASONS[code].state, "en": REASONS[code].text.en, "ja": REASONS[code].text.ja}
        for code in _REASONS
    }
    reasons["label-unreadable"] |= {
        "en": reasons["label-unreadable"]["en"].partition(": {")[0],
        "ja": reasons["label-unreadable"]["ja"].partition(": {")[0],
    }
    reasons["status-old"] |= _both(REASONS["status-old"].text.fill(limit=span_text(Policy().status_age), age="{age}"))
    schemes = {
        ident: {
            "short": scheme.short,
            "may_not": None if scheme.wording is None else _both(scheme.wording.may_not),
        }
        for ident, scheme in catalogue.schemes.items()
    }
    return {
        "list": listed,
        "statuses": list(statuses),
        "pinned": bool(pins),
        "reasons": reasons,
        "bases": {basis: _both(words) for basis, words in BASIS_TEXTS.items()},
        "schemes": schemes,
    }


def written(found: Carried) -> str:
    """Return *found* as JSON that can stand inside a page: nothing in it ends the element around it."""
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _both(words: Text) -> dict[str, str]:
    return {"en": words.show("en"), "ja": words.show("ja")}


def _lists(folder: Path, pins: tuple[str, ...], now: dt.datetime) -> tuple[str | None, tuple[str, ...]]:
    """Return the newest trust list in effect and the status lists, as they were signed."""
    from sanso.envelope.malformed import Malformed

    try:
        files = [(path, path.stat()) for kind in ("trust", "status") for path in sorted((folder / kind).glob("*"))]
        stamp = tuple((str(path), seen.st_mtime_ns, seen.st_size) for path, seen in files if path.is_file())
        return _checked(stamp, pins, now.replace(second=0, microsecond=0))
    except (Malformed, OSError, UnicodeDecodeError) as error:
        _LOG.error("the lists for labels in %s are not good: %s", ascii(str(folder)), error)
        return None, ()


@lru_cache(maxsize=4)
def _checked(
    stamp: tuple[tuple[str, int, int], ...], pins: tuple[str, ...], now: dt.datetime
) -> tuple[str | None, tuple[str, ...]]:
    from sanso.trust.lists.trust_list import by_version
    from sanso.trust.verdicts.verifying import Verifier

    raws = {Path(name): _read(Path(name)) for name, _, _ in stamp}
    lists = [raw for path, raw in raws.items() if path.parent.name == "trust" and path.suffix == ".json"]
    verifier = Verifier.trusting(lists, pins, now)
    if not verifier.lists:
        return None, ()
    in_effect = verifier.trusted or verifier.lists[0]
    newest = by_version(lists)[verifier.lists.index(in_effect)]
    tokens = [raw.decode().strip() for path, raw in raws.items() if path.parent.name == "status"]
    verifier.with_statuses(tokens)
    return newest.decode(), tuple(sorted(tokens, key=_since))


def _since(token: str) -> dt.datetime:
    from sanso.trust.lists.status_list import read_status

    return read_status(token).status.valid_from


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_LARGEST + 1)
