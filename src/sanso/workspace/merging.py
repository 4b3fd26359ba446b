"""Whether two people's changes touch each other, judged by the places in the model that they changed.

>>> touching((("components", "gps"),), (("components", "bus"), ("harms", "h1")))
()
>>> touching((("components", "gps", "name"),), (("components", "gps"),))
(('components', 'gps'),)
>>> touching((("name",),), (("components", "bus"),))
((),)
"""

from __future__ import annotations

from sanso.model.sources import KEYED_SECTIONS
from sanso.workspace.versions import Place, Places

__all__ = ["touching"]

_WHOLE: Place = ()


def touching(one: Places, other: Places) -> Places:
    """Return the places that both changes touch, the shorter path of each pair; none means: both can stand.

    A place within another one touches it. A change of the header, of what is included, or of unknown places may touch
    everything, which comes out as the empty path.
    """
    if not one or not other:
        return (_WHOLE,)
    mine, yours = {_effective(place) for place in one}, {_effective(place) for place in other}
    if _WHOLE in mine | yours:
        return (_WHOLE,)
    short = {place[:length] for place in yours for length in range(1, len(place) + 1)}
    within = mine & short
    within |= {place[:length] for place in mine for length in range(1, len(place))} & yours
    return tuple(sorted(within, key=str))


def _effective(place: Place) -> Place:
    """Return the path that counts: entries of a list have no lasting number, so the list counts as a whole."""
    if not place:
        return _WHOLE
    if place[0] == "confirmations":
        return ("confirmations",)
    if place[0] not in KEYED_SECTIONS:
        return _WHOLE
    for at, step in enumerate(place):
        if isinstance(step, int):
            return place[:at]
    return place
