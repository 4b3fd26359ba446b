"""What a reader should know of the computation: words of the model that it could not make use of.

A word that is not known is not passed over in silence: a way in that is not understood would look like none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sanso.attack.cpsf.staging import Stage
from sanso.model.elements import Component, System
from sanso.model.text import Text

__all__ = ["notes"]

_EXPOSURE = Text(
    en="No way in is known by the word “{word}” (exposure of {things}): it opens nothing here.",
    ja="「{word}」({things}の露出)に当たる侵入口は知られていないため、攻撃の起点として扱っていない。",
)
_MEDIUM = Text(
    en="The medium “{word}” of {things} is not known: taken for a network on which nobody nearby can listen.",
    ja="媒体「{word}」({things})は知られていないため、近くから盗聴できないネットワークとして扱った。",
)
_EXCLUSIVE = Text(
    en="Harms that exclude one another ({harms}) are each likely by themselves; in loss and people harmed only the "
    "first one of a year counts.",
    ja="互いに排他の被害({harms})の確率は、それぞれ単独の値である。損失と人への被害では、その年に最初に起きたものだけを数える。",
)
_SHOWN = 5


def notes(stage: Stage) -> tuple[Text, ...]:
    """Return a note for every word of ``exposure`` and ``medium`` that the catalogue does not know."""
    cast = stage.cast
    exposures: dict[str, list[str]] = {}
    things: dict[str, Component | System] = {**cast.model.components, **cast.model.systems}
    for ident, thing in things.items():
        for word in thing.exposure:
            if cast.catalogue.exposure(word) is None:
                exposures.setdefault(word, []).append(ident)
    media: dict[str, list[str]] = {}
    for ident, connection in cast.model.connections.items():
        if connection.medium is not None and cast.catalogue.medium(connection.medium) is None:
            media.setdefault(connection.medium, []).append(ident)
    harms = cast.model.harms
    exclusive = sorted({one for ident, harm in harms.items() for one in (ident, *harm.excludes) if harm.excludes})
    alone = (_EXCLUSIVE.fill(harms=cast.model.labels(exclusive)),) if exclusive else ()
    return (*_told(stage, _EXPOSURE, exposures), *_told(stage, _MEDIUM, media), *alone)


def _told(stage: Stage, pattern: Text, found: Mapping[str, Iterable[str]]) -> Iterable[Text]:
    model = stage.cast.model
    for word in sorted(found):
        idents = sorted(found[word])
        names = model.labels(idents[:_SHOWN])
        more = "" if len(idents) <= _SHOWN else f" … ({len(idents)})"
        yield pattern.fill(word=word, things=Text(en=names.show("en") + more, ja=names.show("ja") + more))
