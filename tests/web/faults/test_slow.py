"""Clients that dribble: they are cut off, and meanwhile everybody else is served."""

from __future__ import annotations

import socket
import threading
import time

import httpx
import pytest
import uvicorn
from tests.web.conftest import LiveServer

from sanso.web.connections import connection_kind

MANY = 60
"""More than there are threads."""


@pytest.fixture(scope="module")
def live(tmp_path_factory):
    """The application with a short time for the head of a request."""
    server = LiveServer(tmp_path_factory.mktemp("slow"))
    config = uvicorn.Config(server.app, http=connection_kind(1.0), log_level="critical", server_header=False)
    server.server = uvicorn.Server(config)
    server.thread = threading.Thread(target=server.server.run, args=([server.listener],), daemon=True)
    server.start()
    yield server
    server.stop()


def opened(live: LiveServer, begun: bytes) -> socket.socket:
    made = socket.create_connection(("127.0.0.1", live.port), timeout=60)
    made.sendall(begun)
    return made


def served(live: LiveServer) -> None:
    assert httpx.get(f"{live.address}/sign-in", timeout=60).status_code in (200, 303, 404)


def test_a_head_that_dribbles_is_cut_off(live):
    slow = [opened(live, b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ") for _ in range(MANY)]
    served(live)
    dribbler, answered = slow[0], b""
    dribbler.settimeout(0.1)
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            dribbler.sendall(b"x")
            piece = dribbler.recv(1000)
        except TimeoutError:
            continue
        except OSError:
            break
        if not piece:
            break
        answered += piece
    assert answered.startswith(b"HTTP/1.1 408")
    for one in slow[1:]:
        assert one.recv(1000).startswith(b"HTTP/1.1 408")
        one.close()
    dribbler.close()


def test_a_connection_that_says_nothing_is_closed_without_a_word(live):
    silent = opened(live, b"")
    assert silent.recv(1000) == b""
    silent.close()


def test_a_second_request_that_dribbles_is_cut_off_too(live):
    one = opened(live, f"GET /sign-in HTTP/1.1\r\nHost: 127.0.0.1:{live.port}\r\n\r\n".encode())
    assert one.recv(100_000).startswith(b"HTTP/1.1")
    one.sendall(b"GET / HT")
    received = b""
    while piece := one.recv(100_000):
        received += piece
    assert b"HTTP/1.1 408" in received
    one.close()


def test_bodies_that_dribble_keep_nobody_waiting(live):
    head = (
        f"POST /language HTTP/1.1\r\nHost: 127.0.0.1:{live.port}\r\nOrigin: {live.address}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nlang="
    )
    slow = [opened(live, head.encode()) for _ in range(MANY)]
    served(live)
    for one in slow:
        one.close()
    served(live)
