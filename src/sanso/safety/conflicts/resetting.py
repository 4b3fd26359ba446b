"""Remote access against local reset: a safety function that is reset by hand at the place can be reached from afar.

From afar comes whoever configures, updates or has remote access to the function, or to what does so directly, unless
both stand at the same stated site. The further way there is the business of the attack paths.
"""

from __future__ import annotations

from collections.abc import Iterator

from sanso.model.connections import Connection
from sanso.model.structure import Structure
from sanso.model.text import Text
from sanso.safety.result import Conflict, Side

__all__ = ["remote_resets"]

_KIND = "remote-against-local-reset"
_REMOTE = ("remote-access", "configures", "updates")
_ASKS = {
    "remote-access": Text(en="has remote access to {what}", ja="{what}に遠隔から接続する"),
    "configures": Text(en="changes the settings of {what}", ja="{what}の設定を変更する"),
    "updates": Text(en="changes the software of {what}", ja="{what}のソフトウェアを入れ替える"),
}
_RESET = Text(en="reset by hand at the place", ja="現場で人がリセットする")
_DIRECT = Text(en="the access reaches the safety function itself", ja="その接続が安全機能そのものに届く")
_BEHIND = Text(
    en="the access reaches {who}, which controls the safety function", ja="その接続が、安全機能を制御する{who}に届く"
)


def remote_resets(structure: Structure) -> Iterator[Conflict]:
    """Yield the conflicts of resets."""
    into: dict[str, list[tuple[str, Connection]]] = {}
    for name, connection in structure.model.connections.items():
        if connection.kind in _REMOTE:
            into.setdefault(connection.to, []).append((name, connection))
    for ident, component in structure.model.components.items():
        if component.kind != "safety-function" or component.reset != "local":
            continue
        second = Side(ident, f"components/{ident}/reset", _RESET)
        place = _site(structure, ident)
        for target in _changed_through(into, (ident, *structure.containment.descendants(ident))):
            for name, connection in into.get(target, ()):
                if place is not None and _site(structure, connection.from_) == place:
                    continue
                asks = _ASKS[connection.kind].fill(what=structure.model.label(target))
                own = target == ident or target in structure.containment.descendants(ident)
                why = _DIRECT if own else _BEHIND.fill(who=structure.model.label(target))
                yield Conflict(_KIND, Side(connection.from_, f"connections/{name}", asks), second, why)


def _changed_through(into: dict[str, list[tuple[str, Connection]]], start: tuple[str, ...]) -> tuple[str, ...]:
    """Return *start* and everything from which it is changed directly."""
    direct = (connection.from_ for ident in start for _, connection in into.get(ident, ()))
    return tuple(dict.fromkeys((*start, *direct)))


def _site(structure: Structure, ident: str) -> str | None:
    model = structure.model
    for holder in (ident, *structure.containment.ancestors(ident)):
        thing = model.components.get(holder) or model.systems.get(holder)
        if thing is not None and thing.site is not None:
            return thing.site
    return None
