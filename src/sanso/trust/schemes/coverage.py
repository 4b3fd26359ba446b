"""Whether a claim answers all that the level of its scheme asks: else it is no ground for a label.

>>> from sanso.catalogue import load_catalogue
>>> import datetime as dt
>>> from sanso.trust.claims.claim import Answer, Claim, SchemeLevel, Subject
>>> day = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
>>> answers = (Answer("jp.jc-star/S1.1-01", "met"),)
>>> claim = Claim("urn:1", "maker", Subject("device-type", "cam"), answers, day, day, day,
...               SchemeLevel("jp.jc-star", "S1.1", "1"))
>>> found = coverage(load_catalogue(), claim)
>>> found.whole, len(found.missing), found.missing[0]
(False, 15, 'jp.jc-star/S1.1-02')
"""

from __future__ import annotations

from dataclasses import dataclass

from sanso.catalogue import Catalogue
from sanso.envelope.malformed import Malformed
from sanso.model.text import Text
from sanso.trust.claims.claim import Claim
from sanso.trust.schemes.reach import items_asked

__all__ = ["Coverage", "check_whole", "coverage"]

_SETTLED = ("met", "not-applicable")
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a claim leaves open of the level that it names."""

    answers: int
    """How many it shows."""
    hidden: int
    unmet: tuple[str, ...]
    """Items whose answer is neither *met* nor *not applicable*."""
    missing: tuple[str, ...]
    """Items that the level asks for, as far as they are held, and that it does not answer."""
    known: bool
    """Whether all items of the level are held, so that nothing can be missing unseen."""

    @property
    def whole(self) -> bool:
        """Whether it answers something, hides nothing, and leaves nothing open that is known."""
        return self.answers > 0 and not (self.hidden or self.unmet or self.missing)


def coverage(catalogue: Catalogue, claim: Claim, hidden: int = 0) -> Coverage:
    """Return what *claim*, of which *hidden* answers are not shown, leaves open of the level of its scheme."""
    unmet = tuple(answer.item for answer in claim.answers if answer.result not in _SETTLED)
    answered = {answer.item for answer in claim.answers}
    named = claim.scheme
    scheme = catalogue.schemes.get(named.id) if named else None
    level = next((one for one in scheme.levels if named and one.level == named.level), None) if scheme else None
    asked = items_asked(catalogue, scheme, level) if scheme and level else ()
    missing = tuple(item.id for item in asked if item.id not in answered)
    return Coverage(
        len(claim.answers), hidden, unmet, missing, known=bool(asked) and level is not None and level.complete
    )


def check_whole(found: Coverage) -> None:
    """Pass where a label can rest on the claim.

    Raises:
        Malformed: where it hides answers, has none, or leaves something open.

    """
    if not found.answers or found.hidden:
        said = Text(
            en="a label rests on all answers of a claim; this one hides some, or has none",
            ja="ラベルには主張の回答すべてが必要です。この主張には、伏せられた回答があるか、回答がありません",
        )
        raise Malformed("label-hidden", said, str(found.hidden))
    if found.unmet:
        said = Text(
            en="the claim says itself that not all is met; no label can rest on it",
            ja="満たしていない項目があると主張自体が述べているため、ラベルの根拠にできません",
        )
        raise Malformed("label-unmet", said, _some(found.unmet))
    if found.missing:
        said = Text(
            en="the claim does not answer all items that the level asks for",
            ja="この水準が求める項目のうち、回答のないものがあります",
        )
        raise Malformed("label-missing", said, _some(found.missing))


def _some(items: tuple[str, ...]) -> str:
    return ascii(", ".join(items[:_SHOWN]) + (f" … ({len(items)})" if len(items) > _SHOWN else ""))[1:-1]
