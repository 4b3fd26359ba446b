"""Every page: title and heading, both languages, links that lead somewhere, tables that download, axe-core."""

from __future__ import annotations

import csv
import io
import json
import re
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urlsplit

import pytest
from starlette.testclient import TestClient
from tests.web.conftest import LiveServer, Running, make_running
from tests.web.every_page import (
    FILES,
    OF_STRANGERS,
    PAGES,
    PARTS,
    PASSED,
    english_in,
    filled,
    japanese_in,
    page_addresses,
    page_routes,
    prepared,
    read,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

LANGUAGES = ("en", "ja")
OWN_WORDS = {
    "en": ("三層", "日本語"),
    "ja": ("fire: unlocked, intrusion: locked", "as listed per guideline"),
}
"""What a page may say in the other language: Sanso's name, the switch, an example of YAML, the edition of a source."""


class Tour:
    """The sample's application and every page of it in both languages, each asked for once."""

    def __init__(self, running: Running) -> None:
        self.running = running
        self.values = prepared(running)
        self.addresses = page_addresses(self.values)
        self.pages = {
            (address, lang): self.get(address.replace("lang=en", f"lang={lang}"), lang)
            for lang in LANGUAGES
            for address in self.addresses
        }
        kept = running.service.workspaces.find(running.workspace)
        files = running.service.workspaces.files(kept.id, kept.head).contents
        self.model = "\n".join(content.decode() for content in files.values())
        """What the user wrote, in whatever language."""
        self.readings = {key: read(text) for key, text in self.pages.items()}

    def get(self, address: str, lang: str = "en") -> str:
        answer = self.running.client.get(address, headers={"cookie": self.cookies(lang)})
        assert answer.status_code == 200, (address, answer.status_code, answer.text[:300])
        return answer.text

    def cookies(self, lang: str) -> str:
        kept = {cookie.name: cookie.value for cookie in self.running.client.cookies.jar}
        return "; ".join(f"{name}={value}" for name, value in {**kept, "sanso-lang": lang}.items())


@pytest.fixture(scope="module")
def tour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tour]:
    running = make_running(tmp_path_factory.mktemp("every-page") / "data")
    yield Tour(running)
    running.app.state.attacks.close()
    running.service.database.close()


def test_every_route_is_known(tour: Tour) -> None:
    named = {*PAGES, *PARTS, *FILES, *PASSED, *OF_STRANGERS}
    assert page_routes(tour.running.app) == named


def test_pages_are_titled_and_headed_in_both_languages(tour: Tour) -> None:
    wrong = []
    for (address, lang), page in tour.readings.items():
        tops = [text.strip() for level, text in page.headings if level == 1]
        if page.language != lang or len(tops) != 1 or not tops[0]:
            wrong.append((address, lang, page.language, tops))
        if not page.title.strip() or page.title.startswith(("·", "None")):
            wrong.append((address, lang, page.title))
        doubled = {ident for ident in page.ids if page.ids.count(ident) > 1}
        missing = set(page.labels_for) - set(page.ids)
        if doubled or missing:
            wrong.append((address, lang, "ids twice", doubled, "labels for nothing", missing))
    assert not wrong


def test_languages_differ(tour: Tour) -> None:
    alike = [
        address
        for address in tour.addresses
        if [text for _, text in tour.readings[address, "en"].said]
        == [text for _, text in tour.readings[address, "ja"].said]
    ]
    assert not alike


def test_japanese_pages_hold_no_english_sentence(tour: Tour) -> None:
    found = {
        (address, text)
        for (address, lang), page in tour.readings.items()
        if lang == "ja"
        for text in english_in(page)
        if text not in OWN_WORDS["ja"] and text not in tour.model
    }
    assert not found, "\n".join(f"{address}: {text}" for address, text in sorted(found))


def test_english_pages_hold_no_japanese(tour: Tour) -> None:
    found = {
        (address, text)
        for (address, lang), page in tour.readings.items()
        if lang == "en"
        for text in japanese_in(page)
        if text not in OWN_WORDS["en"] and text not in tour.model
    }
    assert not found, "\n".join(f"{address}: {text}" for address, text in sorted(found))


def links_of(tour: Tour) -> dict[str, str]:
    """Return every address that pages lead to, with a page that does; spots within a page are looked up there."""
    found: dict[str, str] = {}
    for (address, _), page in tour.readings.items():
        for href in page.links:
            target, spot = urldefrag(href)
            if not target:
                assert not spot or spot in page.ids, (address, href)
            elif target.startswith("?"):
                found.setdefault(urlsplit(address).path + target, address)
            else:
                found.setdefault(target, address)
    return found


def shape(address: str) -> tuple[str, ...]:
    """Return what links to the same kind of page share."""
    parts = urlsplit(address)
    steps = parts.path.split("/")
    deep = [*steps[:5], *("…" for _ in steps[5:])] if len(steps) > 4 and steps[1] == "w" else steps
    if len(steps) > 3 and steps[3] in ("elements",):
        deep = [*steps[:4], "…"]
    return (*deep, *sorted({pair.split("=")[0] for pair in parts.query.split("&")}))


def answers_of(tour: Tour, links: dict[str, str]) -> list[tuple[str, str, int]]:
    """Return the links that do not lead anywhere."""
    wrong = []
    for link, page in links.items():
        if urlsplit(link).scheme or link.startswith("//"):
            wrong.append((link, page, 0))  # pages lead nowhere else
            continue
        status = tour.running.client.get(link).status_code
        if status >= 400:
            wrong.append((link, page, status))
    return wrong


SLOW = re.compile(r"/(report|procedure/files)/|workbook|table=")


def test_links_lead_somewhere(tour: Tour) -> None:
    kinds: dict[tuple[str, ...], str] = {}
    links = links_of(tour)
    for link in links:
        if not SLOW.search(link):
            kinds.setdefault(shape(link), link)
    assert len(kinds) > 60
    assert not answers_of(tour, {link: links[link] for link in kinds.values()})


@pytest.mark.long
def test_all_links_lead_somewhere(tour: Tour) -> None:
    links = {link: page for link, page in links_of(tour).items() if "table=" not in link}
    assert not answers_of(tour, links)


def tables_of(html: str) -> set[str]:
    """Return the addresses at which the tables of a page download."""
    return {unescape(found) for found in re.findall(r'href="([^"]*[?&;]table=[^"]*)"', html)}


def test_every_table_downloads(tour: Tour) -> None:
    downloads = {link for (_, lang), html in tour.pages.items() if lang == "ja" for link in tables_of(html)}
    tables = {link.rsplit("as=", 1)[0] for link in downloads}
    assert len(tables) > 20
    assert {f"{table}as={kind}" for table in tables for kind in ("csv", "json")} == downloads
    for table in sorted(tables):
        given = tour.get(f"{table}as=json", "ja")
        told = json.loads(given)
        rows = list(csv.reader(io.StringIO(tour.get(f"{table}as=csv", "ja").removeprefix("\ufeff"))))
        assert len(rows) - 1 == len(told["rows"]) > 0, table
        assert rows[0] == [column["title"] for column in told["columns"]], table


def test_parts_and_files_answer(tour: Tour) -> None:
    for pattern in (one for found in (*PARTS.values(), *FILES.values()) for one in found):
        answer = tour.running.client.get(filled(pattern, tour.values))
        assert answer.status_code == 200, pattern
        assert answer.content, pattern


# In a browser

AXE = Path(__file__).parents[2] / "frontend/node_modules/axe-core/axe.min.js"
"""The build of the assets puts it there."""
QUICK = ("", "/layers", "/map", "/requirements", "/edit/components/onboard", "/procedure/assess", "/history")
_RUN = "axe.run(document, {resultTypes: ['violations']})"


class Walk:
    """The application on a socket, and a browser that is signed in to it."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self.browser = browser
        self.live = LiveServer(folder)
        self.live.start()
        context = browser.new_context()
        context.new_page().goto(f"{self.live.address}/start?token={self.live.secret}")
        self.cookies = context.cookies()
        context.close()
        client = TestClient(self.live.app, base_url=self.live.address, follow_redirects=False)
        for cookie in self.cookies:
            client.cookies.set(cookie["name"], cookie["value"])
        self.values = prepared(Running(self.live.app, client, self.live.workspace, self.live.address))

    def stop(self) -> None:
        self.live.app.state.attacks.close()
        self.live.stop()

    def faults(self, addresses: list[str], lang: str, theme: str) -> list[str]:
        """Return what axe-core finds serious, what the console says, and which pages scroll sideways.

        The policy of the pages stays in force: axe-core comes by the debugger, not as a script of the page.
        """
        problems: list[str] = []
        context = self.browser.new_context(viewport={"width": 1280, "height": 900})
        chosen = {"sanso-lang": lang, "sanso-theme": theme}
        context.add_cookies([cookie for cookie in self.cookies if cookie["name"] not in chosen])
        context.add_cookies(
            [{"name": name, "value": value, "url": self.live.address} for name, value in chosen.items()]
        )
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(f"{page.url}: {error}"))
        page.on("console", lambda told: problems.append(f"{page.url}: {told.text}") if told.type == "error" else None)
        for address in addresses:
            page.goto(f"{self.live.address}{address}", wait_until="load")
            page.evaluate(AXE.read_text("utf-8"))
            for found in page.evaluate(_RUN)["violations"]:
                if found["impact"] in ("serious", "critical"):
                    nodes = "; ".join(node["html"][:120] for node in found["nodes"][:3])
                    problems.append(f"{address} {found['id']}: {nodes}")
            for width in (820, 1280):
                page.set_viewport_size({"width": width, "height": 900})
                wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                if wide > 0:
                    problems.append(f"{address}: scrolls sideways by {wide} px at {width} px")
        context.close()
        return problems


@pytest.fixture(scope="module")
def walk(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    made = Walk(browser, tmp_path_factory.mktemp("walk") / "data")
    yield made
    made.stop()


@pytest.mark.parametrize(("lang", "theme"), [("en", "light"), ("ja", "dark")])
def test_main_pages_are_accessible(walk: Walk, lang: str, theme: str) -> None:
    half = QUICK[::2] if lang == "en" else QUICK[1::2]
    assert not walk.faults([f"/w/{walk.live.workspace}{path}" for path in half], lang, theme)


@pytest.mark.long
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_is_accessible(walk: Walk, lang: str, theme: str) -> None:
    assert not walk.faults(page_addresses(walk.values), lang, theme)
