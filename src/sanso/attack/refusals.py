"""What an attack computation refuses, as one tree of errors that carry diagnostics in both languages.

    InputRefused
      AttackRefused                what is asked for cannot be computed
        TooLarge                   it would not fit into memory
        MissingExtra               it needs a library that is not installed
        ClusterRefused             other processes or machines do not serve
          SchedulerUnreachable     nobody answers at the address, or no longer
          UnlikeWorkers            a worker has other versions
          WorkersLost              there are no workers, or they die

Languages and objects that are wrong are refused by `sanso.attack.language.BadLanguage` and
`sanso.attack.graph.BadObjects`, which are of the same kind, so that the command line needs no other frame.

>>> AttackRefused([refusal("attack-horizon-unit", "horizon", horizon="365", number="365")]).diagnostics[0].code
'attack-horizon-unit'
"""

from __future__ import annotations

from sanso.model.attack_messages import ATTACK_MESSAGES
from sanso.model.diagnostics import Diagnostic, InputRefused, Place, printable
from sanso.model.text import Text

__all__ = [
    "AttackRefused",
    "ClusterRefused",
    "MissingExtra",
    "SchedulerUnreachable",
    "TooLarge",
    "UnlikeWorkers",
    "WorkersLost",
    "refusal",
]


class AttackRefused(InputRefused):
    """An attack cannot be computed as asked; carries everything that stands against it."""

    def __reduce__(self) -> tuple[type[AttackRefused], tuple[tuple[Diagnostic, ...]]]:
        return type(self), (self.diagnostics,)


class TooLarge(AttackRefused):
    """The computation would not fit into memory; refused before it is begun."""


class MissingExtra(AttackRefused):
    """An optional library is not installed; the hint names the extra that brings it."""


class ClusterRefused(AttackRefused):
    """Other processes or machines cannot take part."""


class SchedulerUnreachable(ClusterRefused):
    """Nobody answers at the scheduler's address, or no longer does."""


class UnlikeWorkers(ClusterRefused):
    """A worker has other versions than this process, so that its numbers might differ."""


class WorkersLost(ClusterRefused):
    """There are no workers, they cannot be started, or they die again and again."""


def refusal(code: str, where: str, meant: Text | None = None, **values: object) -> Diagnostic:
    """Make the diagnostic *code* about the choice *where* (``worlds``, ``horizon``, an address …).

    *meant* is a hint that fits better than the code's own.

    Raises:
        KeyError: the code, or a value that its sentence needs, is unknown.

    """
    entry = ATTACK_MESSAGES[code]
    shown = {name: printable(value, 200) if isinstance(value, str) else value for name, value in values.items()}
    own = entry.hint.fill(**shown) if entry.hint else None
    return Diagnostic(code, entry.severity, Place(printable(where)), "", entry.message.fill(**shown), meant or own)
