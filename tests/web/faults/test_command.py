"""`sanso serve` as people start it: address first, Ctrl-C without a trace, one folder twice, what cannot be started."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest
from benchmarks.web_server import compiled, used
from tests.web.faults.caller import MODEL, Caller

from sanso.cli.__main__ import main

CPU_SECONDS = 10
"""What the first page may take; the machine of a test may be busy, so that is no wall time."""


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    return {**compiled(tmp_path_factory.mktemp("compiled")), "LANG": "C.UTF-8"}


@contextlib.contextmanager
def serving(environment, *arguments: object) -> Iterator[tuple[subprocess.Popen[str], str, str]]:
    """Start the command; give the process, its first line and the address in it."""
    process = subprocess.Popen(
        [sys.executable, "-m", "sanso.cli", "serve", "--no-browser", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        yield process, line, line[line.index("http") :].strip()
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


@pytest.mark.parametrize(
    ("lang", "first", "second"), [("en", "Sanso is at", "Ctrl-C ends it"), ("ja", "Sanso のアドレス", "で終了します")]
)
def test_address_first_and_ctrl_c_ends_it(environment, tmp_path, lang, first, second):
    with serving(environment, "--port", _free(), "--data", tmp_path, "--lang", lang) as (process, line, address):
        assert line.startswith(first)
        assert not (tmp_path / "sanso.sqlite").exists()  # told before anything else takes time
        caller = Caller(address)  # it is listened on from the start, and answers when all is ready
        page = caller.get(caller.base)
        assert page.status_code == 200
        cpu, _ = used(process)
        assert cpu < CPU_SECONDS
        process.send_signal(signal.SIGINT)
        process.wait(60)
        caller.close()
        assert process.returncode == 0
        assert process.stdout is not None
        assert process.stderr is not None
        assert second in process.stdout.read()  # what came along with the first line has been read ahead
        assert process.stderr.read() == ""


def _free() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def test_one_folder_twice(environment, tmp_path):
    file = tmp_path / "plant.yaml"
    file.write_text(MODEL)
    arguments = (file, "--data", tmp_path / "data")
    with serving(environment, *arguments) as (_, _, one), serving(environment, *arguments) as (_, _, two):
        first, second = Caller(one), Caller(two)
        assert one.split("/start")[0] != two.split("/start")[0]
        assert first.base == second.base
        assert first.save(f"{MODEL}# one\n", file.name, 1).status_code == 303
        assert second.save(f"{MODEL}# one\n# two\n", file.name, 2).status_code == 303
        assert "# two" in first.get(f"{first.base}/text").text
        assert file.read_text() == f"{MODEL}# one\n# two\n"
        first.close()
        second.close()


@pytest.fixture
def refused(capsys, monkeypatch):
    """Run the command where it cannot start; return what it says in both languages."""
    monkeypatch.setenv("LANG", "C.UTF-8")

    def call(*words: object) -> tuple[str, str]:
        said = []
        for lang in ("en", "ja"):
            assert main(["serve", "--no-browser", "--lang", lang, *map(str, words)]) != 0
            out, err = capsys.readouterr()
            assert "Traceback" not in out + err
            said.append(err)
        assert said[0] != said[1]
        return said[0], said[1]

    return call


def test_a_port_that_is_taken(refused, tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        en, ja = refused("--data", tmp_path / "data", "--port", taken.getsockname()[1])
    assert "choose another with --port" in en
    assert "--port で別の番号" in ja
    assert not (tmp_path / "data").exists()


def test_a_database_that_is_damaged(refused, tmp_path):
    path = tmp_path / "sanso.sqlite"
    path.write_bytes(b"no database at all\n" * 500)
    en, ja = refused("--data", tmp_path, "--port", _free())
    assert "Restore it from a backup" in en
    assert "バックアップから復元" in ja
    assert path.read_bytes() == b"no database at all\n" * 500


def test_a_folder_that_takes_no_files(refused, tmp_path):
    (tmp_path / "file").write_text("")
    en, ja = refused("--data", tmp_path / "file" / "data", "--port", _free())
    assert "cannot be made" in en
    assert "作れません" in ja


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="this user may write everywhere")
def test_a_folder_that_may_not_be_written(refused, tmp_path):
    folder = tmp_path / "data"
    folder.mkdir(mode=0o500)
    en, _ = refused("--data", folder, "--port", _free())
    assert "cannot be made" in en


def test_a_file_that_is_not_there(refused, tmp_path):
    en, ja = refused(tmp_path / "nothing.yaml", "--data", tmp_path / "data")
    assert "there is no file" in en
    assert "がありません" in ja
