"""Attacks that are computed in the background, for a page or a program that asks again later; kept per version.

One runs at a time in a process, a few may wait. A run can be cancelled. The same question gives the same run. No run
outlives the application: its end cancels them all, and so does the end of the process.

>>> Asked(worlds=2_000).key == Asked(worlds=2_000).key, Asked.read(Asked(without=("gps",)).key).without
(True, ('gps',))
"""

from __future__ import annotations

import base64
import binascii
import json
import threading
import time
from collections import OrderedDict
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any, Literal

from fastapi import Request

from sanso.model.diagnostics import Diagnostic, InputRefused
from sanso.model.text import Text
from sanso.verbs.attacking import attack_evaluated, attack_options
from sanso.web.failures import Refused

if TYPE_CHECKING:
    import datetime as dt

    from sanso.analysis.attacking import AttackReport
    from sanso.verbs.assessing import Evaluation

__all__ = ["DEFAULT_ATTACKER", "MOST_WORLDS", "Asked", "AttackRun", "AttackStatus", "Attacks", "attacks_of"]

DEFAULT_ATTACKER = "organised-crime"
MOST_WORLDS = 100_000
"""Worlds that are played for one request; the command line takes more."""
AttackStatus = Literal["waiting", "running", "done", "cancelled", "failed"]

_KEPT = 24
_WAITING = 6
_LONGEST_KEY = 4_000
_PATIENCE = 10.0  # seconds
_FULL = Text(
    en="Too many attacks are being computed at the moment. Try again in a minute.",
    ja="現在、多数の攻撃計算を実行中です。1分ほどしてからもう一度お試しください。",
)
_TOO_MANY = Text(
    en="At most {most} years are simulated here; the command line takes more: sanso attack --worlds N",
    ja="ここで試行できるのは最大{most}年分です。それ以上はコマンドラインで計算できます: sanso attack --worlds N",
).fill(most=f"{MOST_WORLDS:,}")
_BROKEN = Text(
    en="The computation stopped unexpectedly. Try again, with fewer simulated years if it happens again.",
    ja="計算が予期せず停止しました。もう一度お試しください。繰り返す場合は試行する年数を減らしてください。",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: the options of `sanso attack`, written as on the command line."""

    attacker: str = DEFAULT_ATTACKER
    worlds: int = 2_000
    seed: int = 1
    horizon: str = ""
    paths: int = 5
    with_: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The options as one word that fits into an address."""
        told = json.dumps(asdict(self), ensure_ascii=True, separators=(",", ":"))
        return base64.urlsafe_b64encode(told.encode()).decode().rstrip("=")

    @classmethod
    def read(cls, key: str) -> Asked:
        """Return the options that *key* stands for.

        Raises:
            ValueError: it stands for none.

        """
        if len(key) > _LONGEST_KEY:
            raise ValueError("too long")
        try:
            told = json.loads(base64.b64decode(key + "=" * (-len(key) % 4), altchars=b"-_", validate=True))
        except (binascii.Error, UnicodeError, RecursionError, json.JSONDecodeError) as error:
            raise ValueError("no options") from error
        if not isinstance(told, dict) or set(told) != {field.name for field in fields(cls)}:
            raise ValueError("no options")
        lists = (told.pop("with_"), told.pop("without"))
        numbers, texts = ("worlds", "seed", "paths"), ("attacker", "horizon")
        sound = (
            all(type(told[name]) is int for name in numbers)
            and all(isinstance(told[name], str) for name in texts)
            and all(isinstance(each, list) and all(isinstance(word, str) for word in each) for each in lists)
        )
        made = cls(**told, with_=tuple(lists[0]), without=tuple(lists[1])) if sound else None
        if made is None or made.key != key:
            raise ValueError("no options")
        return made


class _Cancelled(Exception):
    """Somebody does not want the result any more."""


class AttackRun:
    """One attack, computed in a thread of its own."""

    def __init__(self, made: Evaluation, asked: Asked, gate: threading.Semaphore) -> None:
        if asked.worlds > MOST_WORLDS:
            raise Refused(422, _TOO_MANY)
        self.asked = asked
        self.options = attack_options(
            made,
            attacker=asked.attacker,
            worlds=asked.worlds,
            seed=asked.seed,
            horizon=asked.horizon or None,
            paths=asked.paths,
            with_=asked.with_,
            without=asked.without,
        )
        self.made = made
        self.done = 0
        self.total = 0
        self.report: AttackReport | None = None
        self.refused: tuple[Diagnostic, ...] = ()
        self._gate = gate
        self._began = False
        self._cancel = threading.Event()
        self._ended = threading.Event()
        # no daemon: a process that ends under a thread in compiled code would be killed
        threading.Thread(target=self._run, name="sanso-attack").start()

    @property
    def status(self) -> AttackStatus:
        """Where the run stands."""
        if self.report is not None:
            return "done"
        if self._cancel.is_set():
            return "cancelled"
        if self._ended.is_set():
            return "failed"
        return "running" if self._began else "waiting"

    @property
    def share(self) -> int:
        """How many hundredths of the worlds have been played."""
        return min(100, 100 * self.done // self.total) if self.total else 0

    @property
    def trouble(self) -> Text | None:
        """Why there is no result; None where nothing went wrong."""
        if self.status != "failed":
            return None
        return self.refused[0].message if self.refused else _BROKEN

    def cancel(self) -> None:
        """Stop at the next opportunity; a result that is there stays."""
        if self.report is None:
            self._cancel.set()

    def wait(self, seconds: float) -> bool:
        """Wait for the end, at most so many seconds; tell whether it came."""
        return self._ended.wait(seconds)

    def _run(self) -> None:
        try:
            with self._gate:
                self._go_on()
                self._began = True
                report = attack_evaluated(self.made, self.options, self._played)
                if not self._cancel.is_set():
                    self.report = report
        except _Cancelled:
            pass
        except InputRefused as refused:
            self.refused = refused.diagnostics
        finally:
            self._ended.set()

    def _go_on(self) -> None:
        if not threading.main_thread().is_alive():
            self._cancel.set()
        if self._cancel.is_set():
            raise _Cancelled

    def _played(self, done: int, total: int) -> None:
        self._go_on()
        self.done, self.total = done, total


_Key = tuple[str, int, "dt.date", Asked]


class Attacks:
    """The runs of one process; those used longest ago are forgotten when they have ended."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._gate = threading.Semaphore(1)
        self._runs: OrderedDict[_Key, AttackRun] = OrderedDict()

    def find(self, workspace: str, seq: int, made: Evaluation, asked: Asked) -> AttackRun | None:
        """Return the run of a version with these options, None where nobody asked for it."""
        with self._lock:
            return self._runs.get((workspace, seq, made.assessment.model.at, asked))

    def start(self, workspace: str, seq: int, made: Evaluation, asked: Asked) -> AttackRun:
        """Return the run of a version with these options, begun if there is none that leads to a result.

        Raises:
            InputRefused: the options do not fit the model.
            Refused: too much is asked for, or too many wait already.

        """
        key = (workspace, seq, made.assessment.model.at, asked)
        with self._lock:
            found = self._runs.get(key)
            if found is not None and found.status not in ("cancelled", "failed"):
                self._runs.move_to_end(key)
                return found
            if sum(run.status in ("waiting", "running") for run in self._runs.values()) > _WAITING:
                raise Refused(429, _FULL)
            run = self._runs[key] = AttackRun(made, asked, self._gate)
            self._runs.move_to_end(key)
            self._forget()
            return run

    def _forget(self) -> None:
        ended = [key for key, run in self._runs.items() if run.status not in ("waiting", "running")]
        for key in ended[: max(0, len(self._runs) - _KEPT)]:
            del self._runs[key]

    def close(self, seconds: float = _PATIENCE) -> None:
        """Cancel every run and wait for their ends, at most so many seconds: none may outlive the application."""
        with self._lock:
            runs = tuple(self._runs.values())
        for run in runs:
            run.cancel()
        until = time.monotonic() + seconds
        for run in runs:
            run.wait(max(0.0, until - time.monotonic()))


def attacks_of(request: Request) -> Attacks:
    """Return the runs of the application that serves *request*."""
    made: Any = request.app.state.attacks
    assert isinstance(made, Attacks)  # noqa: S101 -- set by the programming interface, which every application has
    return made
