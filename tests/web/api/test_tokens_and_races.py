"""Tokens end by the clock; of programs that save at once on the same version, one wins and nothing is lost."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.web.api.conftest import API, Programs, make_programs

from sanso.catalogue import Catalogue
from sanso.web.beginnings import template

PUT = {"op": "put", "path": ["name"], "value": "Other"}


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def small(tmp_path: Path, content: Catalogue, clock: Clock) -> Iterator[Programs]:
    """A small model in a server with a clock of its own."""
    made = make_programs(tmp_path, content, template(None, "en"), clock=clock)
    yield made
    made.close()


@pytest.mark.parametrize("scope", ["read", "write"])
def test_a_token_ends_with_its_last_day(small: Programs, clock: Clock, scope: str) -> None:
    client = small.client(small.token(scope))  # type: ignore[arg-type]
    clock.now += dt.timedelta(days=29, hours=23)
    assert client.get(f"{API}/me").status_code == 200
    clock.now += dt.timedelta(hours=2)
    answer = client.get(f"{small.at}/files")
    assert answer.status_code == 401
    assert "token" in answer.json()["error"]


def test_a_token_follows_the_role_of_its_person(small: Programs) -> None:
    other = small.desk.people.new_account("Sato")
    secret = small.desk.invitations.make(small.organization, "reader", 7, small.owner.id)
    small.desk.invitations.accept(secret, other.id)
    client = small.client(small.token("write", other.id))
    assert client.get(f"{small.at}/files").status_code == 200
    assert client.post(f"{small.at}/changes", json={"base": 1, "changes": [PUT]}).status_code == 403
    owner = small.client(small.session())
    assert owner.delete(f"{API}/organizations/{small.organization}/members/{other.id}").status_code == 204
    assert client.get(f"{small.at}/files").status_code in (401, 404)
    assert small.head == 1


def _at_once(small: Programs, ways: list[Any]) -> list[int]:
    """Send what *ways* give at the same moment, each with a client of its own; return the statuses."""
    start, statuses = threading.Barrier(len(ways)), [0] * len(ways)
    headers = small.token()

    def send(number: int) -> None:
        client = small.client(headers)
        start.wait(20)
        statuses[number] = ways[number](client).status_code

    threads = [threading.Thread(target=send, args=(number,)) for number in range(len(ways))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return statuses


def test_of_programs_that_change_the_same_at_once_one_wins(small: Programs) -> None:
    def change(value: str) -> Any:
        body = {"base": 1, "changes": [{**PUT, "value": value}]}
        return lambda client: client.post(f"{small.at}/changes", json=body)

    statuses = _at_once(small, [change(f"Name {number}") for number in range(5)])
    assert sorted(statuses) == [200, 409, 409, 409, 409]
    assert small.head == 2
    assert small.client().get(f"{small.at}/verify").json()["whole"]


def test_of_programs_that_replace_the_files_at_once_one_wins(small: Programs) -> None:
    files = small.client().get(f"{small.at}/files").json()

    def replace(number: int) -> Any:
        text = files["files"][files["main"]] + f"\n# {number}\n"
        body = {**files, "files": {**files["files"], files["main"]: text}}
        return lambda client: client.put(f"{small.at}/files", json=body, headers={"If-Match": '"1"'})

    statuses = _at_once(small, [replace(number) for number in range(5)])
    assert sorted(statuses) == [200, 412, 412, 412, 412]
    assert small.head == 2
