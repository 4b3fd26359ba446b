"""The objects that a language is applied to: assets of its types, linked by its associations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

__all__ = ["Objects"]


@dataclass(frozen=True, slots=True)
class Objects:
    """Assets in order, their types, and per association the linked pairs.

    *ids* are unique. *links* maps (association name, left field name, right field name) to an int32 array of shape
    (number of links, 2) whose rows are (index of the left asset, index of the right asset). *unset* and *set*
    defences: *defences* maps (asset index, defence) to the probability that it is enabled, where that differs from
    the language's default.
    """

    ids: Sequence[str]
    types: Sequence[str]
    links: Mapping[tuple[str, str, str], NDArray[np.int32]]
    defences: Mapping[tuple[int, str], float] = field(default_factory=dict)
