"""The attack graph: every step of every asset, and which steps lead to which."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sanso.attack.graph.objects import Objects
from sanso.attack.language.language import Language, Step
from sanso.attack.worlds.keys import asset_digests, mix
from sanso.attack.worlds.play import Links

__all__ = ["AttackGraph"]


@dataclass(frozen=True, slots=True)
class AttackGraph:
    """Steps 0 … n-1, asset by asset in the order of *objects*, per asset in the order of its type's steps.

    ``asset[n]`` (int32) is the index of the asset; ``step[n]`` (int32) an index into *steps*, the (asset type, step)
    pairs of the language. ``first[a]`` (int64, one more than there are assets) is the first step of asset a.

    ``exists[n]`` (bool) is, for existence steps, whether what they require exists: for ``E`` whether any of its
    expressions finds an asset, for ``!E`` whether all of them do (as MAL's reference implementation has it). So an
    ``E`` step has fallen from the start where it is True, an ``!E`` step where it is False. It is False for all
    other steps.
    """

    language: Language
    objects: Objects
    steps: tuple[tuple[str, Step], ...]
    asset: NDArray[np.int32]
    step: NDArray[np.int32]
    exists: NDArray[np.bool_]
    first: NDArray[np.int64]
    children: Links
    parents: Links

    @property
    def size(self) -> int:
        """Number of steps."""
        return len(self.step)

    def name(self, index: int) -> str:
        """Return the name of a step, ``asset:step``."""
        return f"{self.objects.ids[self.asset[index]]}:{self.steps[self.step[index]][1].name}"

    def keys(self, kind: str, replica: int = 0) -> NDArray[np.uint64]:
        """Return the key of the draw of *kind* of every step, which depends on names alone (see `worlds.keys`)."""
        assets = asset_digests(self.objects.ids)
        names = asset_digests(step.name for _, step in self.steps)
        return mix(assets[self.asset], names[self.step], kind, replica)
