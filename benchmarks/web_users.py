"""People in front of browsers, as a load: they read pages, think, fill in forms, and note how long each answer took.

A small client of its own over plain sockets, so that the load takes little of the cores that it shares with the server.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

__all__ = ["Answer", "Browser", "Notes", "Place", "read_on", "write_on"]

LONGEST = 60.0
"""Seconds after which an answer counts as an error."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the server is, which workspace, and how many cells the model has."""

    port: int
    workspace: str
    cells: int

    @property
    def base(self) -> str:
        """Address of the workspace."""
        return f"/w/{self.workspace}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(slots=True)
class Notes:
    """Seconds per kind of page, those of the processor too where *meter* tells them, and what went wrong."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    cpu: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    meter: Callable[[], float] | None = None

    def used(self) -> float:
        """Return the seconds of the processor so far; 0 where nobody measures them."""
        return self.meter() if self.meter is not None else 0.0

    def note(self, what: str, seconds: float, cpu: float) -> None:
        """Note one answer."""
        self.seconds.setdefault(what, []).append(seconds)
        self.cpu.setdefault(what, []).append(cpu)


class Browser:
    """One person's browser: one connection that is kept open, one session."""

    def __init__(self, port: int, cookie: str, notes: Notes) -> None:
        self._port = port
        self._cookie = cookie
        self._notes = notes
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def get(self, what: str, path: str, good: Sequence[int] = (200, 204)) -> Answer:
        """Ask for a page and note how long it took as *what*."""
        return await self._noted(what, "GET", path, b"", good)

    async def post(self, what: str, path: str, fields: Sequence[tuple[str, str]]) -> Answer:
        """Send a form and note how long it took as *what*."""
        return await self._noted(what, "POST", path, urlencode(fields).encode(), (303,))

    async def close(self) -> None:
        """Close the connection."""
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None

    async def _noted(self, what: str, method: str, path: str, body: bytes, good: Sequence[int]) -> Answer:
        begun, used = time.perf_counter(), self._notes.used()
        try:
            answer = await asyncio.wait_for(self._ask(method, path, body), LONGEST)
        except (OSError, asyncio.IncompleteReadError, TimeoutError) as error:
            await self.close()
            self._notes.errors.append(f"{what}: {type(error).__name__}")
            return Answer(0, {}, b"")
        self._notes.note(what, time.perf_counter() - begun, self._notes.used() - used)
        if answer.status not in good:
            self._notes.errors.append(f"{what}: status {answer.status}")
        return answer

    async def _ask(self, method: str, path: str, body: bytes) -> Answer:
        if self._reader is not None and self._reader.at_eof():  # closed by the server, which waits a few seconds only
            await self.close()
        if self._reader is None or self._writer is None:
            self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port, limit=2**24)
        head = [
            f"{method} {path} HTTP/1.1",
            f"Host: 127.0.0.1:{self._port}",
            f"Origin: http://127.0.0.1:{self._port}",
            f"Cookie: {self._cookie}; sanso-lang=en",
            "Accept-Encoding: gzip",
        ]
        if method == "POST":
            head += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        self._writer.write("\r\n".join((*head, "", "")).encode() + body)
        await self._writer.drain()
        return await self._answer()

    async def _answer(self) -> Answer:
        assert self._reader is not None
        lines = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        pairs = (line.split(": ", 1) for line in lines[1:] if ": " in line)
        headers = {name.lower(): value for name, value in pairs}
        body = await self._reader.readexactly(int(headers.get("content-length", "0")))
        if headers.get("connection") == "close":
            await self.close()
        return Answer(int(lines[0].split()[1]), headers, body)


def _pages(place: Place, chance: random.Random) -> tuple[str, str]:
    """Return the next page that a reader asks for: its kind and its address."""
    cell = chance.randrange(place.cells)
    pages = (
        (5, "overview", ""),
        (3, "layers", "/layers"),
        (2, "map", "/map"),
        (5, "element", f"/elements/{chance.choice('stagcw')}{cell}"),
        (3, "requirements", "/requirements"),
        (1, "palette", "/palette.json"),
        (1, "history", "/history"),
    )
    _, what, path = chance.choices(pages, weights=[page[0] for page in pages])[0]
    return what, place.base + path


async def read_on(place: Place, browser: Browser, until: float, think: tuple[float, float], seed: int) -> None:
    """Read pages, with so many seconds between *think* after each, until the moment *until*."""
    chance, have = random.Random(seed), ""
    await asyncio.sleep(chance.uniform(0, think[1]))
    while time.monotonic() < until:
        what, path = _pages(place, chance)
        await browser.get(what, path)
        if what == "requirements":  # its script asks for the rows, unless it has them already
            got = await browser.get("requirement rows", f"{path}/rows.json?have={have}")
            have = got.headers.get("x-have", have)
        await asyncio.sleep(chance.uniform(*think))
    await browser.close()


async def write_on(place: Place, browser: Browser, until: float, think: tuple[float, float], seed: int) -> int:
    """Open a form, fill it in, save it, look at what came of it; return how often something was saved.

    Ten writers whose *seed* follow one another change different cells.
    """
    chance, saved = random.Random(seed), 0
    await asyncio.sleep(chance.uniform(0, think[1]))
    while time.monotonic() < until:
        cell = 10 * chance.randrange(place.cells // 10) + seed % 10
        path = f"{place.base}/edit/components/{chance.choice('stagcw')}{cell}"
        form = await browser.get("form", path)
        await asyncio.sleep(chance.uniform(*think))
        if form.status == 200 and time.monotonic() < until:
            changed = {"f.site": f"hall {chance.randrange(10**6)}"}
            answer = await browser.post("save by form", path, [*changed_fields(form.body, changed), ("do", "save")])
            if answer.status == 303:
                saved += 1
                await browser.get("form after saving", answer.headers["location"])
        await asyncio.sleep(chance.uniform(*think))
    await browser.close()
    return saved


def changed_fields(page: bytes, changed: dict[str, str]) -> list[tuple[str, str]]:
    """Return the fields of the form on *page* as a browser would send them, with *changed* typed in."""
    from lxml import html  # type: ignore[import-untyped]

    form = html.fromstring(page).get_element_by_id("edit-form")
    return [(name, changed.get(name, value)) for name, value in form.form_values()]
