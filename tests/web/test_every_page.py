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
from tests.web.conftest import LiveServer, Running
from tests.web.every_page import (
    FILES,
    OF_STRANGERS,
    PAGES,
    PARTS,
    PASSED,
    english_in,
    evidence_words,
    filled,
    japanese_in,
    page_addresses,
    page_routes,
    prepared,
    read,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, ConsoleMessage

LANGUAGES = ("en", "ja")
OWN_WORDS = {
    "en": ("三層", "日本語"),
    "ja": ("fire: unlocked, intrusion: locked", "as listed per guideline"),
}
"""What a page may say in the other language: Sanso's name, the switch, an example of YAML, the edition of a source."""


class Tour:
    """The sample's application and every page of it in both languages, each asked for once."""

    def __init__(self, live: LiveServer) -> None:
        self.live = live
        client = TestClient(live.app, base_url=live.address, follow_redirects=False)
        client.get(f"/start?token={live.secret}")
        running = self.running = Running(live.app, client, live.workspace, live.address)
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
        self.model += evidence_words()
        """What the user and the issuers of claims wrote, in whatever language."""
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
    live = LiveServer(tmp_path_factory.mktemp("every-page") / "data")
    live.start()
    yield Tour(live)
    live.app.state.attacks.close()
    live.stop()


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
_RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
_RUN = """async rules => {
  const found = await axe.run(document, {runOnly: rules, resultTypes: ["violations"]});
  return found.violations.filter(({impact}) => impact === "serious" || impact === "critical")
    .map(({id, nodes}) => `${id}: ${nodes.slice(0, 3).map(({html, any}) =>
      `${html.slice(0, 120)} ${any.map(({message}) => message).join(" ")}`).join("; ")}`);
}"""
_SHORTEN = """() => document.querySelectorAll(
  "tbody tr:nth-child(n+9), main li:nth-child(n+13), main section:nth-of-type(n+6), svg g:nth-of-type(n+13)"
).forEach(alike => alike.remove())"""
"""What is like what stands before it goes: axe-core takes a minute for a report as a whole."""
_OTHER_THEME = """async theme => {
  document.documentElement.dataset.theme = theme;
  await new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)));
}"""
_TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Walk:
    """A browser that is signed in to the application of a tour, in one language."""

    def __init__(self, browser: Browser, tour: Tour, lang: str) -> None:
        self.base = tour.live.address
        cookies = {kept.name: kept.value or "" for kept in tour.running.client.cookies.jar}
        cookies |= {"sanso-lang": lang, "sanso-theme": "light"}
        self.context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
        self.context.add_cookies([{"name": name, "value": cookies[name], "url": self.base} for name in cookies])
        self.page = self.context.new_page()
        self.problems: list[str] = []
        self.page.on("pageerror", lambda error: self.problems.append(f"{self.page.url}: {error}"))
        self.page.on("console", self.console)

    def console(self, told: ConsoleMessage) -> None:
        """Keep errors, of which refusals by the content policy are some."""
        if told.type == "error":
            self.problems.append(f"{self.page.url}: {told.text}")

    def visit(self, address: str) -> None:
        """Keep what axe-core finds serious in both themes, and whether the page scrolls sideways.

        The policy of the page stays in force: axe-core comes by the debugger, not as a script of the page.
        """
        self.page.goto(f"{self.base}{address}", wait_until="load")
        found: list[str] = []
        for width in (820, 1280):
            self.page.set_viewport_size({"width": width, "height": 900})
            wide = self.page.evaluate(_TOO_WIDE)
            if wide > 0:
                found.append(f"scrolls sideways by {wide} px at {width} px")
        self.page.evaluate(_SHORTEN)
        self.page.evaluate(AXE.read_text("utf-8"))
        found += self.page.evaluate(_RUN, list(_RULES))
        self.page.evaluate(_OTHER_THEME, "dark")
        found += [f"in the dark {one}" for one in self.page.evaluate(_RUN, ["color-contrast"])]
        self.problems += [f"{address}: {one}" for one in found]


@pytest.mark.long
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_is_accessible(browser: Browser, tour: Tour, lang: str) -> None:
    """Half of the pages in each language: its structure is one, and its colours do not depend on it."""
    walk = Walk(browser, tour, lang)
    for address in tour.addresses[LANGUAGES.index(lang) :: len(LANGUAGES)]:
        walk.visit(address.replace("lang=en", f"lang={lang}"))
    walk.context.close()
    assert not walk.problems, "\n".join(walk.problems)
