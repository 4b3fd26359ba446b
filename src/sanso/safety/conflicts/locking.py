"""Log-in lock against emergency operation: resistance against log-in attacks is asked of what an emergency needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sanso.model.structure import Structure
from sanso.model.text import Text
from sanso.safety.result import Conflict, Side, StatedAnswer

__all__ = ["LOCKING", "lockouts"]

LOCKING = "CPS.AC-4"
"""The requirement whose measures lock accounts or devices."""

_KIND = "lockout-against-emergency"
_EMERGENCY = ("emergency", "緊急", "非常", "緊急対応", "非常時対応")
_LOGIN = ("application", "server", "controller", "gateway")
_ASKED = ("missing", "not-stated", "partial", "met")
_ASKS = Text(en="{requirement} is asked of it ({status})", ja="{requirement}が求められる({status})")
_NEEDS = Text(en="must be usable at once in an emergency", ja="緊急時に直ちに操作できなければならない")
_WHY = Text(
    en="a lock after failed log-ins would also keep out who carries out {procedure}",
    ja="ログイン失敗による制限が、{procedure}を行う人も締め出す",
)
_STATUS = {
    "missing": Text(en="not done", ja="未実施"),
    "not-stated": Text(en="not stated", ja="未申告"),
    "partial": Text(en="partly stated", ja="一部の申告"),
    "met": Text(en="stated", ja="申告あり"),
}


def lockouts(structure: Structure, answers: Iterable[StatedAnswer]) -> Iterator[Conflict]:
    """Yield the conflicts of locks."""
    asked = {one.element: one for one in answers if one.requirement == LOCKING and one.status in _ASKED}
    model = structure.model
    for name, procedure in model.procedures.items():
        if (procedure.kind or "").strip().casefold() not in _EMERGENCY:
            continue
        for target in procedure.acts_on:
            component = model.components.get(target)
            if target not in asked or (component is not None and component.kind not in _LOGIN):
                continue
            answer = asked[target]
            asks = _ASKS.fill(requirement=LOCKING, status=_STATUS[answer.status])
            first = Side(target, f"measures/{answer.organization or target}/{LOCKING}", asks)
            second = Side(target, f"procedures/{name}/acts_on", _NEEDS)
            yield Conflict(_KIND, first, second, _WHY.fill(procedure=model.label(name)))
