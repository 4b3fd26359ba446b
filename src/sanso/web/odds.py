"""How likely the harms are, for risk mode of the IoT-SSF map: few worlds, played in the background, kept per version.

A page asks for the job and is told how far it is; it never waits. One job runs at a time in a process, others queue.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from fastapi import Request

from sanso.model.diagnostics import InputRefused
from sanso.verbs.attacking import attack_options
from sanso.web.looking import Look

if TYPE_CHECKING:
    from sanso.facts import HarmLikelihood
    from sanso.model.text import Text
    from sanso.verbs.assessing import Evaluation

__all__ = ["OddsJob", "odds_of"]

_WORLDS = ((500, 4_000), (2_000, 2_000), (10**9, 500))
"""Elements up to which so many worlds are played."""

_PATIENCE = 0.5
"""How long a queued job waits before it looks whether the application ends, in seconds."""


class _Over(Exception):
    """The application ends."""


class OddsJob:
    """Computes the likelihoods of the harms of one version under one attacker, in a thread of its own."""

    def __init__(self, made: Evaluation, attacker: str, gate: threading.Semaphore, ending: threading.Event) -> None:
        size = len(made.model.elements)
        self.attacker = attacker
        self.worlds = next(worlds for most, worlds in _WORLDS if size <= most)
        self.done = 0
        self.total = 0
        self.likelihood: Mapping[str, HarmLikelihood] | None = None
        self.refused: Text | None = None
        self._made = made
        self._gate = gate
        self._ending = ending
        self._began = False
        # no daemon: a process that ends under a thread in compiled code would be killed
        self._thread = threading.Thread(target=self._run, name="sanso-odds")
        self._thread.start()

    @property
    def status(self) -> Literal["waiting", "running", "done", "failed"]:
        """Where the job stands."""
        if self.likelihood is not None:
            return "done"
        if self.refused is not None or not self._thread.is_alive():
            return "failed"
        return "running" if self._began else "waiting"

    @property
    def share(self) -> int:
        """How many hundredths of the worlds have been played."""
        return 100 * self.done // self.total if self.total else 0

    def wait(self, seconds: float) -> None:
        """Wait for the end, at most so many seconds."""
        self._thread.join(seconds)

    def _run(self) -> None:
        from sanso.analysis.attacking import first_result, harm_likelihoods

        while not self._gate.acquire(timeout=_PATIENCE):
            if self._over:
                return
        try:
            self._began = True
            made = self._made
            options = attack_options(made, attacker=self.attacker, worlds=self.worlds, paths=0)
            report = first_result(made.model, made.catalogue, made.assessment, options, self._played)
            self.likelihood = harm_likelihoods(report.result)
        except InputRefused as refused:
            self.refused = refused.diagnostics[0].message
        except _Over:
            pass
        finally:
            self._gate.release()

    @property
    def _over(self) -> bool:
        return self._ending.is_set() or not threading.main_thread().is_alive()

    def _played(self, done: int, total: int) -> None:
        if self._over:
            raise _Over
        self.done, self.total = done, total


def odds_of(request: Request, looked: Look, attacker: str) -> OddsJob:
    """Return the job for the version that is looked at, started if it was not yet."""
    state = request.app.state
    if not hasattr(state, "odds_gate"):
        state.odds_gate = threading.Semaphore(1)
    gate: threading.Semaphore = state.odds_gate
    made = looked.state.evaluation
    return looked.shown.kept(("odds", attacker), lambda: OddsJob(made, attacker, gate, state.ending))
