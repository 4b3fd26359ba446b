"""The known word that an unknown one comes nearest to ("did you mean"), also among very many.

>>> nearest("onbord", ["gps", "onboard"])
'onboard'
>>> nearest("zzz", ["gps", "onboard"]) is None
True
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Sequence

__all__ = ["Suggester", "nearest"]

_LIKENESS = 0.6
_LONGEST = 80
_FEW = 300
_VISITS = 20_000


def nearest(word: str, known: Sequence[str]) -> str | None:
    """Return the one of *known* that comes nearest to *word*, or None where nothing comes near."""
    if len(known) > _FEW:
        return Suggester(known).nearest(word)
    near = difflib.get_close_matches(word[:_LONGEST], known, n=1, cutoff=_LIKENESS)
    return near[0] if near else None


class Suggester:
    """Finds the nearest of many words: those that share the rarest pairs of letters are looked at closely."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known = list(known)
        self._places: dict[str, list[int]] = {}
        if len(self._known) > _FEW:
            for index, word in enumerate(self._known):
                for pair in _pairs(word):
                    self._places.setdefault(pair, []).append(index)

    def nearest(self, word: str) -> str | None:
        """Return the known word that comes nearest to *word*, or None where nothing comes near."""
        if len(self._known) <= _FEW:
            return nearest(word, self._known)
        shared: Counter[int] = Counter()
        visits = 0
        for places in sorted((self._places.get(pair, []) for pair in _pairs(word[:_LONGEST])), key=len):
            visits += len(places)
            if visits > _VISITS and shared:
                break
            shared.update(places[:_VISITS])
        return nearest(word, [self._known[index] for index, _ in shared.most_common(20)])


def _pairs(word: str) -> set[str]:
    padded = f"^{word}$"
    return {padded[index : index + 2] for index in range(len(padded) - 1)}
