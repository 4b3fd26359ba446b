"""Pieces of work on Dask: on processes of this machine, or on the workers of a scheduler elsewhere.

The play goes to every worker once; pieces of worlds are handed out as workers become free and come back in order.
Every draw is keyed by its world, so that neither the number of workers nor the loss of some changes a bit: the
pieces of a worker that dies are played again by another. Local workers are processes with one thread each that
listen on the loopback address only, have no dashboard, and end with the run, however it ends.

What it does not do: split a play that does not fit into the memory of one worker, or secure the connection. A
scheduler runs what it is sent, and sends what is run here: connect only to one you trust, by ``tls://`` where the
network is not yours (Dask's own configuration names the certificates). Local workers take work from any process of
this machine while they run: do not start them where strangers have accounts.

Starting takes a few seconds, and every worker compiles the kernels or reads them from numba's cache: it pays from
about a minute of computing. A script that asks for local workers needs ``if __name__ == "__main__":`` around what it
does, because the workers import it.
"""

from __future__ import annotations

import asyncio
import logging
import tempfile
from collections import deque
from collections.abc import Generator, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from sanso.attack.kernels.blocks import TimedKernel
from sanso.attack.playing import play_block
from sanso.attack.refusals import MissingExtra, SchedulerUnreachable, UnlikeWorkers, WorkersLost, refusal
from sanso.attack.tally import Tally, Watches
from sanso.attack.worlds.play import Play
from sanso.attack.worlds.years import Years

__all__ = ["on_cluster"]

Piece = tuple[int, int]

_PATIENCE = 10
"""Seconds to wait for a scheduler, and for its first worker."""

_START = 60
"""Seconds to wait for local workers, and for others to come in the place of those that died."""

_AHEAD = 8
"""Pieces handed out beyond the one waited for, per thread."""

_ROUNDS = 3
"""How often the play is sent out anew because all workers that held it are gone."""

_ALIKE = ("sanso", "numpy", "numba")
"""Packages whose versions may decide a number."""


def on_cluster(
    play: Play,
    years: Years,
    watches: Watches,
    kernel: TimedKernel,
    pieces: Sequence[Piece],
    workers: int,
    scheduler: str | None,
) -> Generator[Tally, None, None]:
    """Yield the tallies of *pieces* in their order; from the workers of *scheduler* if given, else from *workers* here.

    Closing the iterator, as an interruption does, cancels what is under way and ends the workers started here.

    Raises:
        MissingExtra: Dask distributed is not installed.
        SchedulerUnreachable: nobody answers at *scheduler*, or no longer.
        UnlikeWorkers: a worker lacks sanso, or has another version of it, of numpy or of numba.
        WorkersLost: there are no workers, they cannot be started, or one piece after another kills them.

    """
    dask = _distributed()
    with _local(dask, workers) if scheduler is None else _remote(dask, scheduler) as client:
        yield from _Run(dask, client, (play, years, watches), kernel, scheduler or "127.0.0.1").tallies(pieces)


class _Run:
    """One run on a client: what is sent once, and the pieces under way."""

    def __init__(
        self, dask: Any, client: Any, work: tuple[Play, Years, Watches], kernel: TimedKernel, address: str
    ) -> None:
        self.dask, self.client, self.work, self.kernel, self.address = dask, client, work, kernel, address
        self.shared: Any = None

    def tallies(self, pieces: Sequence[Piece]) -> Iterator[Tally]:
        """Yield the tallies of *pieces*, handing out a limited number ahead."""
        ahead = 8 + _AHEAD * sum(self.client.nthreads().values())
        waiting, rest = deque[tuple[Piece, Any]](), deque(pieces)
        self._share(_PATIENCE)
        rounds = 0
        try:
            while waiting or rest:
                while rest and len(waiting) < ahead:
                    piece = rest.popleft()
                    waiting.append((piece, self._handed(piece)))
                part = self._result(*waiting[0])
                if part is None:
                    rounds += 1
                    self._again(rounds)
                    waiting = deque((piece, self._handed(piece)) for piece, _ in waiting)
                    continue
                waiting.popleft()
                yield part
        finally:
            self._cancel([future for _, future in waiting])

    def _share(self, patience: int) -> None:
        """Send the play to all workers.

        Raises:
            WorkersLost: none comes within *patience* seconds.

        """
        try:
            self.client.wait_for_workers(1, timeout=patience)
            self.shared = self.client.scatter(self.work, broadcast=True, hash=False, timeout=_START)
        except TimeoutError:
            raise WorkersLost([refusal("attack-no-workers", self.address, address=self.address)]) from None

    def _handed(self, piece: Piece) -> Any:
        return self.client.submit(_played, _versions(), *self.shared, self.kernel, *piece, pure=False)

    def _again(self, rounds: int) -> None:
        """Send the play once more: nobody holds it any longer.

        Raises:
            SchedulerUnreachable: the scheduler is gone.
            WorkersLost: this happened too often.

        """
        if self.client.status != "running":
            raise SchedulerUnreachable([refusal("attack-scheduler-lost", self.address, address=self.address)])
        if rounds > _ROUNDS:
            raise WorkersLost([refusal("attack-no-workers", self.address, address=self.address)])
        self._share(_START)

    def _result(self, piece: Piece, future: Any) -> Tally | None:
        """Wait for a piece; None if it is lost together with the play that it needs."""
        try:
            part: Tally = future.result()
        except CancelledError:
            return None
        except self.dask.KilledWorker:
            first, last = piece
            raise WorkersLost([refusal("attack-workers-lost", self.address, first=first, last=last)]) from None
        return part

    def _cancel(self, futures: list[Any]) -> None:
        if futures and self.client.status == "running":
            self.client.cancel(futures, force=True)


def _played(
    versions: Mapping[str, str],
    play: Play,
    years: Years,
    watches: Watches,
    kernel: TimedKernel,
    first: int,
    last: int,
) -> Tally:
    """Play a piece on a worker, which may have come after the check at the start.

    Raises:
        UnlikeWorkers: this worker has other *versions*.

    """
    _compare("here", _versions(), versions)
    return play_block(play, years, watches, kernel, first, last)


def _distributed() -> Any:
    """Return the library, which has no types of its own for most of what is used here."""
    try:
        return import_module("distributed")
    except ImportError:
        raise MissingExtra([refusal("attack-extra", "workers", extra="cluster")]) from None


@contextmanager
def _local(dask: Any, workers: int) -> Iterator[Any]:
    """Start *workers* processes on the loopback address; end them and remove their files in any case."""
    with tempfile.TemporaryDirectory(prefix="sanso-", ignore_cleanup_errors=True) as folder:
        try:
            cluster = dask.LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                processes=True,
                host="127.0.0.1",
                protocol="tcp://",
                dashboard_address=None,
                scheduler_kwargs={"dashboard_address": "127.0.0.1:0"},
                silence_logs=logging.CRITICAL,
                local_directory=folder,
            )
        except (OSError, RuntimeError) as error:
            reason = str(error) or type(error).__name__
            raise WorkersLost([refusal("attack-workers-not-started", "workers", reason=reason)]) from error
        with cluster, dask.Client(cluster, timeout=_START, set_as_default=False) as client:
            yield client


@contextmanager
def _remote(dask: Any, address: str) -> Iterator[Any]:
    """Connect to the scheduler at *address*, if its workers are like this process."""
    asyncio.run(_greet(address))
    with dask.Client(address, timeout=_PATIENCE, set_as_default=False) as client:
        ours = _versions()
        for worker, facts in client.get_versions(packages=list(_ALIKE))["workers"].items():
            _compare(worker, facts["packages"], ours)
        yield client


async def _greet(address: str) -> None:
    """Find out whether one of Dask's kind is there; what others say may read as the promise of huge messages.

    Raises:
        SchedulerUnreachable: it is not.

    """
    comm, security = import_module("distributed.comm"), import_module("distributed.security")
    try:
        arguments = security.Security().get_connection_args("client")
        found = await asyncio.wait_for(comm.connect(address, timeout=_PATIENCE, **arguments), _PATIENCE + 1)
    except (OSError, ValueError, TypeError, MemoryError) as error:
        reason = str(error) or type(error).__name__
        raise SchedulerUnreachable(
            [refusal("attack-scheduler-unreachable", address, address=address, reason=reason)]
        ) from error
    await found.close()


@cache
def _versions() -> Mapping[str, str]:
    """Return the versions in this process of what may decide a number; none where it is not installed."""
    found = {}
    for package in _ALIKE:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "none"
    return found


def _compare(worker: str, theirs: Mapping[str, str | None], ours: Mapping[str, str]) -> None:
    found = [
        refusal("attack-unlike-worker", worker, worker=worker, package=package, theirs=there or "none", ours=here)
        for package, here in ours.items()
        if (there := theirs.get(package)) != here and not (there is None and here == "none")
    ]
    if found:
        raise UnlikeWorkers(found)
