"""Worlds on Dask: the same bits for any number of workers, with workers lost; what is refused."""

from __future__ import annotations

import os
import pickle
import signal
import socket
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from tests.attack.small_plays import everything, same, years

from sanso.attack import cluster
from sanso.attack.playing import BLOCK, play_block, play_worlds
from sanso.attack.refusals import AttackRefused, MissingExtra, SchedulerUnreachable, UnlikeWorkers, WorkersLost, refusal

WORLDS = 12 * BLOCK + 5


def unused_address() -> str:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return f"tcp://127.0.0.1:{server.getsockname()[1]}"


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_PATIENCE", 1)


@pytest.fixture(scope="module")
def scheduler() -> Iterator[Any]:
    """A scheduler with two worker processes that is not this run's own."""
    with cluster._local(cluster._distributed(), 2) as client:
        yield client


@pytest.mark.long
@pytest.mark.parametrize("workers", [2, 4])
def test_the_number_of_workers_does_not_change_a_bit(workers: int) -> None:
    play, watches = everything()
    asked = years(WORLDS)
    here = play_worlds(play, asked, watches)
    told: list[int] = []
    there = play_worlds(play, asked, watches, workers=workers, progress=lambda done, _of: told.append(done))
    assert same(here.tally, there.tally)
    assert not there.partial
    assert told == sorted(told)
    assert told[-1] == WORLDS


@pytest.mark.long
def test_a_scheduler_elsewhere_gives_the_same(scheduler: Any) -> None:
    play, watches = everything()
    there = play_worlds(play, years(WORLDS), watches, scheduler=scheduler.scheduler.address)
    assert same(play_worlds(play, years(WORLDS), watches).tally, there.tally)


@pytest.mark.long
@pytest.mark.parametrize("all_of_them", [False, True])
def test_pieces_of_killed_workers_are_played_again(scheduler: Any, all_of_them: bool) -> None:
    scheduler.wait_for_workers(2, timeout=120)
    play, watches = everything()
    asked = years(WORLDS)
    killed: list[int] = []

    def kill(_done: int, _of: int) -> None:
        if not killed:
            killed.extend(sorted(scheduler.run(os.getpid).values())[: 2 if all_of_them else 1])
            for pid in killed:
                os.kill(pid, signal.SIGKILL)

    there = play_worlds(play, asked, watches, scheduler=scheduler.scheduler.address, progress=kill)
    assert len(killed) == 1 + all_of_them
    assert not set(killed) & set(scheduler.run(os.getpid).values())
    assert same(play_worlds(play, asked, watches).tally, there.tally)


@pytest.mark.long
def test_an_interruption_keeps_what_came_and_leaves_no_process() -> None:
    psutil = pytest.importorskip("psutil")
    before = {one.pid for one in psutil.Process().children(recursive=True)}
    play, watches = everything()

    def interrupt(done: int, _of: int) -> None:
        if done >= 2 * BLOCK:
            raise KeyboardInterrupt

    played = play_worlds(play, years(WORLDS), watches, workers=2, progress=interrupt)
    assert played.partial
    assert same(played.tally, play_block(play, years(WORLDS), watches, "plain", 0, 2 * BLOCK))
    left = [one for one in psutil.Process().children(recursive=True) if one.pid not in before]
    assert not [one for one in left if "resource_tracker" not in " ".join(one.cmdline())]


@pytest.mark.long
def test_everything_listens_on_the_loopback_address_only(scheduler: Any) -> None:
    psutil = pytest.importorskip("psutil")
    me = psutil.Process()
    heard = {
        one.laddr.ip
        for process in (me, *me.children(recursive=True))
        for one in process.net_connections(kind="inet")
        if one.status == psutil.CONN_LISTEN
    }
    assert heard == {"127.0.0.1"}


@pytest.mark.long
def test_a_worker_with_other_versions_is_refused(scheduler: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_versions", lambda: {"sanso": "99", "numpy": "1"})
    with pytest.raises(UnlikeWorkers) as refused:
        play_worlds(*_asked(), scheduler=scheduler.scheduler.address)
    assert {one.code for one in refused.value.diagnostics} == {"attack-unlike-worker"}
    assert "99" in refused.value.diagnostics[0].message.ja


@pytest.mark.long
def test_a_worker_that_comes_later_with_other_versions_is_refused(scheduler: Any) -> None:
    play, watches = everything()
    future = scheduler.submit(cluster._played, {"sanso": "99"}, play, years(10), watches, "plain", 0, 10, pure=False)
    with pytest.raises(UnlikeWorkers) as refused:
        future.result()
    assert refused.value.diagnostics[0].code == "attack-unlike-worker"


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("address", ["nonsense", "", "foo://x:1", "tcp://127.0.0.1:port"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(SchedulerUnreachable) as refused:
        play_worlds(*_asked(), scheduler=address)
    (diagnostic,) = refused.value.diagnostics
    assert diagnostic.code == "attack-scheduler-unreachable"
    assert diagnostic.hint is not None


@pytest.mark.usefixtures("impatient")
def test_a_scheduler_that_does_not_answer_is_refused(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SchedulerUnreachable, match="attack-scheduler-unreachable"):
        play_worlds(*_asked(), scheduler=unused_address())
    assert "Traceback" not in capfd.readouterr().err


@pytest.mark.long
@pytest.mark.usefixtures("impatient")
def test_a_scheduler_without_workers_is_refused() -> None:
    distributed = cluster._distributed()
    with (
        distributed.LocalCluster(n_workers=0, host="127.0.0.1", dashboard_address="127.0.0.1:0") as empty,
        pytest.raises(WorkersLost, match="attack-no-workers"),
    ):
        play_worlds(*_asked(), scheduler=empty.scheduler_address)


def test_without_dask_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(MissingExtra) as refused:
        play_worlds(*_asked(), workers=2)
    (diagnostic,) = refused.value.diagnostics
    assert diagnostic.hint is not None
    assert diagnostic.hint.en == 'pip install "sanso[cluster]"'


def test_refusals_travel_between_processes() -> None:
    told = UnlikeWorkers([refusal("attack-no-workers", "here", address="tcp://127.0.0.1:1")])
    again = pickle.loads(pickle.dumps(told))
    assert isinstance(again, AttackRefused)
    assert again.diagnostics == told.diagnostics


def _asked() -> tuple[Any, Any, Any]:
    play, watches = everything()
    return play, years(10), watches
