"""Bodies are counted, whatever they announce; slow ones are given up."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from fastapi import HTTPException
from starlette.types import Message
from tests.web.security.conftest import Server

from sanso.web.security.limits import STRANGER, BodyLimits
from sanso.web.security.tries import Tries
from sanso.workspace.people import Account


def _pieces(size: int) -> Iterator[bytes]:
    for _ in range(size // 4096 + 1):
        yield b"x" * 4096


def test_strangers_may_send_little(server: Server) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    client = server.stranger()
    answer = client.post("/sign-in/oidc", content=b"x" * (STRANGER + 1), headers=form)
    assert answer.status_code == 413
    assert "KiB" in answer.text
    answer = client.post("/set-up", content=_pieces(STRANGER), headers=form)
    assert answer.status_code == 413, "without an announced length"
    for odd in ("-1", "1e9", "9" * 30, "x"):
        assert client.post("/set-up", content=b"", headers={**form, "Content-Length": odd}).status_code == 413


def test_people_may_send_more_but_not_everything(server: Server, ito: Account) -> None:
    client = server.client(ito.id)
    token = server.csrf(client)
    ok = client.post("/account", data={"csrf": token, "name": "Ito", "pad": "x" * (2 * STRANGER)})
    assert ok.status_code == 303
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    most = server.service.settings.most_form
    answer = client.post("/account", content=_pieces(most), headers=form)
    assert answer.status_code == 413
    assert "8 MiB" in answer.text


def test_what_trickles_in_is_given_up(server: Server) -> None:
    async def inside(_scope: object, receive: object, _send: object) -> None:
        while True:
            message = await receive()  # type: ignore[operator]
            if not message.get("more_body"):
                return

    async def trickle() -> Message:
        await asyncio.sleep(0.02)
        return {"type": "http.request", "body": b"x", "more_body": True}

    limits = BodyLimits(inside, server.service.settings, patience=0.1)
    scope = {"type": "http", "headers": [], "path": "/", "method": "POST"}

    async def nothing(_message: Message) -> None:
        return None

    with pytest.raises(HTTPException) as told:
        asyncio.run(limits(scope, trickle, nothing))
    assert told.value.status_code == 408


def test_what_comes_steadily_is_taken(server: Server) -> None:
    seen: list[int] = []

    async def inside(_scope: object, receive: object, _send: object) -> None:
        while True:
            message = await receive()  # type: ignore[operator]
            seen.append(len(message["body"]))
            if not message["more_body"]:
                return

    pieces = iter([1024] * 20)

    async def steady() -> Message:
        await asyncio.sleep(0.01)
        size = next(pieces)
        return {"type": "http.request", "body": b"x" * size, "more_body": len(seen) < 19}

    limits = BodyLimits(inside, server.service.settings, patience=0.05, slowest=16 * 1024)
    scope = {"type": "http", "headers": [], "path": "/", "method": "POST"}

    async def nothing(_message: Message) -> None:
        return None

    asyncio.run(limits(scope, steady, nothing))
    assert len(seen) == 20


def test_tries_come_back_with_time_and_addresses_are_forgotten() -> None:
    now = [0.0]
    tries = Tries(most=3, seconds=60, kept=2, clock=lambda: now[0])
    assert [tries.allow("x", "a") for _ in range(4)] == [True, True, True, False]
    assert tries.exhausted("x", "a")
    assert not tries.exhausted("y", "a")
    now[0] += 20
    assert not tries.exhausted("x", "a")
    assert [tries.allow("x", "a") for _ in range(2)] == [True, False]
    for other in ("b", "c"):
        tries.allow("x", other)
    assert len(tries._buckets) == 2


def test_one_subscriber_is_one_address() -> None:
    tries = Tries(most=1, clock=lambda: 0.0)
    assert tries.allow("x", "2001:db8:1:2::1")
    assert not tries.allow("x", "2001:db8:1:2:ffff::9")
    assert tries.allow("x", "2001:db8:1:3::1")
