"""Every page of the application with addresses of the sample, and what a page says, read from its HTML.

A new GET route has to be named in `PAGES`, `PARTS`, `FILES` or `PASSED`: a test compares with the routes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fastapi import FastAPI
    from tests.web.conftest import Running

W = "/w/{workspace}"
PAGES: dict[str, tuple[str, ...]] = {
    "/": ("/",),
    "/account": ("/account",),
    "/api": ("/api",),
    "/l": ("/l",),
    "/log": (),  # only where a log is shown: tests of the log
    "/o/{organization}/examinations": ("/o/{organization}/examinations",),
    "/o/{organization}/examinations/{ident}": ("/o/{organization}/examinations/{examination}",),
    "/catalogue": ("/catalogue",),
    "/catalogue/{kind}": ("/catalogue/requirements",),
    "/catalogue/{kind}/{ident:path}": ("/catalogue/requirements/CPS.AM-1",),
    "/new": ("/new",),
    "/o/{organization}/settings": ("/o/{organization}/settings",),
    "/s/{token}": ("/s/{token}?lang={lang}",),
    W: (W,),
    f"{W}/attack": (f"{W}/attack",),
    f"{W}/compare": (f"{W}/compare", f"{W}/compare?old=1&new=2"),
    f"{W}/edit": (f"{W}/edit", f"{W}/edit?section=harms", f"{W}/edit?q=nothing-of-the-kind"),
    f"{W}/edit/{{section}}": (
        f"{W}/edit/header",
        f"{W}/edit/criteria",
        f"{W}/edit/iotssf",
        f"{W}/edit/components?new=1",
        f"{W}/edit/connections?new=1",
    ),
    f"{W}/edit/{{section}}/{{ident}}": (
        f"{W}/edit/components/onboard",
        f"{W}/edit/harms/fleet-stop",
        f"{W}/edit/measures/operator",
        f"{W}/edit/confirmations/0",
    ),
    f"{W}/edit/{{section}}/{{ident}}/delete": (f"{W}/edit/components/onboard/delete",),
    f"{W}/elements/{{ident}}": (
        f"{W}/elements/onboard",
        f"{W}/elements/operator",
        f"{W}/elements/position",
        f"{W}/elements/vehicle",
        f"{W}/elements/ota",
    ),
    f"{W}/evidence": (f"{W}/evidence",),
    f"{W}/evidence/claims/{{digest}}": (f"{W}/evidence/claims/{{claim}}",),
    f"{W}/evidence/history": (f"{W}/evidence/history?verify=1",),
    f"{W}/evidence/inbox": (f"{W}/evidence/inbox",),
    f"{W}/examinations": (f"{W}/examinations",),
    f"{W}/examinations/{{ident}}": (f"{W}/examinations/{{examination}}",),
    f"{W}/gap": (f"{W}/gap", f"{W}/gap?day=2026-11-16"),
    f"{W}/history": (f"{W}/history", f"{W}/history?verify=1", f"{W}/history?author=nobody"),
    f"{W}/history/{{seq}}": (f"{W}/history/2", f"{W}/history/1"),
    f"{W}/import": (f"{W}/import",),
    f"{W}/labels": (f"{W}/labels", f"{W}/labels?device=nothing-of-the-kind"),
    f"{W}/labels/{{ident}}": (f"{W}/labels/onboard", f"{W}/labels/onboard?for=uk.psti/1&for=eu.red-da/3.3d"),
    f"{W}/layers": (f"{W}/layers", f"{W}/layers?group=1&layer=1"),
    f"{W}/map": (f"{W}/map", f"{W}/map?mode=risk"),
    f"{W}/map/harms/{{ident}}": (f"{W}/map/harms/fleet-stop",),
    f"{W}/perspectives": (f"{W}/perspectives",),
    f"{W}/population": (f"{W}/population?subject=vehicle&count=1000",),
    f"{W}/procedure": (f"{W}/procedure",),
    f"{W}/procedure/{{step}}": tuple(f"{W}/procedure/{step}" for step in ("prepare", "assess", "treat", "review")),
    f"{W}/report": (f"{W}/report",),
    f"{W}/requests": (f"{W}/requests",),
    f"{W}/requests/{{supplier}}": (f"{W}/requests/telematics", f"{W}/requests/cloud?by=stated&reason=harms"),
    f"{W}/requirements": (f"{W}/requirements", f"{W}/requirements?requirement=CPS.AM-1"),
    f"{W}/requirements/answers": (f"{W}/requirements/answers",),
    f"{W}/safety": (f"{W}/safety",),
    f"{W}/sectors": (f"{W}/sectors",),
    f"{W}/shares": (f"{W}/shares",),
    f"{W}/text": (f"{W}/text", f"{W}/text?file=parts/things.yaml&line=44"),
    f"{W}/transcription": (f"{W}/transcription",),
}
"""Addresses of pages by route; `{workspace}` and the like stand for what the sample gives."""

PARTS: dict[str, tuple[str, ...]] = {
    f"{W}/attack/progress": (f"{W}/attack/progress",),
    f"{W}/map/odds": (f"{W}/map/odds?mode=risk",),
    f"{W}/requirements/row": (),  # asked with a row of the sheet: tests of the sheet
    f"{W}/since/{{seq}}": (f"{W}/since/1",),
}
"""Parts of pages, which scripts put in their place."""

FILES: dict[str, tuple[str, ...]] = {
    "/l/worker.js": ("/l/worker.js",),
    "/log/checkpoint": (),
    "/log/entries/{index}": (),
    "/log/proof/{digest}": (),
    "/log/tile/{path:path}": (),
    f"{W}/labels/{{ident}}/device-check.yaml": (f"{W}/labels/onboard/device-check.yaml",),
    "/o/{organization}/examinations/{ident}/draft.yaml": ("/o/{organization}/examinations/{examination}/draft.yaml",),
    f"{W}/evidence/files/{{digest}}": (f"{W}/evidence/files/{{file}}",),
    f"{W}/examinations/{{ident}}/draft.yaml": (f"{W}/examinations/{{examination}}/draft.yaml",),
    "/ledgers/{lang}/{name}": ("/ledgers/en/assets.xlsx", "/ledgers/ja/suppliers.csv"),
    f"{W}/names.json": (f"{W}/names.json",),
    f"{W}/palette.json": (f"{W}/palette.json",),
    f"{W}/procedure/files/{{name}}": (f"{W}/procedure/files/iotssf.json?lang=ja",),
    f"{W}/report/{{name}}": (f"{W}/report/assessment.json", f"{W}/report/report.html?lang=ja"),
    f"{W}/requests/{{supplier}}/{{name}}": (f"{W}/requests/telematics/letter.html?lang=ja",),
    f"{W}/requirements/proven.json": (f"{W}/requirements/proven.json",),
    f"{W}/requirements/rows.json": (f"{W}/requirements/rows.json",),
    f"{W}/requirements/workbook.xlsx": (f"{W}/requirements/workbook.xlsx",),
}
"""Files."""

PASSED = ("/start", "/sign-in/oidc/callback", "/new/preview")
"""Routes that lead on to a page."""

OF_STRANGERS = ("/sign-in", "/set-up", "/join")
"""Pages for those who are not signed in, in server mode."""


def filled(pattern: str, values: dict[str, str]) -> str:
    """Return *pattern* with *values* for its names in braces."""
    return re.sub(r"\{(\w+)\}", lambda found: values[found[1]], pattern)


def page_addresses(values: dict[str, str]) -> list[str]:
    """Return the address of every page of the sample."""
    return [filled(pattern, values) for patterns in PAGES.values() for pattern in patterns]


def page_routes(app: FastAPI) -> set[str]:
    """Return the patterns of all GET routes but those of the programming interface."""
    from tests.web.security.routes import routes

    return {path for method, path in routes(app) if method == "GET" and not path.startswith("/api/")}


def prepared(running: Running) -> dict[str, str]:
    """Give the sample a second version, an attack and a share; return what fills the names in the addresses."""
    from sanso.web.attacks import Asked

    answer = running.post(
        f"{running.base}/map/harms/fleet-stop",
        {"base": running.head, "by": "Sato", "rationale": "A test", "economic": "serious"},
    )
    assert answer.status_code in (200, 303), answer.text
    assert running.head == 2
    service = running.service
    made = service.head(service.workspaces.find(running.workspace)).state.evaluation
    run = running.app.state.attacks.start(running.workspace, running.head, made, Asked())
    assert run.wait(120)
    shared = running.post(f"{running.base}/shares", {"with_whom": "Partner", "seq": 1, "days": 3})
    token = re.search(r"/s/([\w.~-]+)", shared.text)
    assert token is not None, shared.text[:2000]
    return {
        **with_evidence(running),
        "workspace": running.workspace,
        "organization": running.app.state.home,
        "token": token[1],
        "lang": "en",
    }


DRAFT = b"""sanso_claim: 1
issuer: operator
subject: {kind: organization, id: operator}
answers: [{item: CPS.AM-1, result: met, level: basic}]
valid_until: 2027-03-31
"""


def with_evidence(running: Running) -> dict[str, str]:
    """Give the sample its evidence and a draft that waits; return what fills the names in their addresses."""
    from sanso.examples import evidence
    from sanso.workspace.versions import Author

    room, author = running.app.state.evidence, Author(None, "Sato")
    room.store.put(running.workspace, evidence("bus-operation"), author)
    draft = room.examinations.submit(running.workspace, running.app.state.home, "draft.yaml", DRAFT, author, "please")
    page = running.client.get(f"{running.base}/evidence").text
    claim, file = re.search(r"/evidence/claims/(\w{64})", page), re.search(r"/evidence/files/(\w{64})", page)
    assert claim is not None
    assert file is not None
    return {"examination": draft, "claim": claim[1], "file": file[1]}


def evidence_words() -> str:
    """Return what issuers wrote in the sample's evidence: names, scopes, remarks, in whatever language."""
    import base64
    import json

    from sanso.examples import evidence

    told = []
    for path, raw in evidence("bus-operation").items():
        if path.startswith("trust/"):
            told.append(base64.b64decode(json.loads(raw)["payload"]).decode())
        elif path.startswith("claims/"):
            parts = [part for token in raw.decode().strip().split("~") for part in token.split(".")]
            raws = [base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)) for part in parts]
            told += [one.decode("utf-8", "ignore") for one in raws]
    return "\n".join(told)


# Read from HTML

_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_UNREAD = frozenset({"script", "style", "code", "pre", "textarea", "kbd", "noscript"})
_SPOKEN = ("placeholder", "title", "aria-label", "alt")


@dataclass
class Reading:
    """What a page says and where it leads."""

    language: str = ""
    title: str = ""
    headings: list[tuple[int, str]] = field(default_factory=list)
    said: list[tuple[str, str]] = field(default_factory=list)
    """Texts of the page with the language they are marked with."""
    links: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    labels_for: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.reading = Reading()
        self.open: list[tuple[str, str, bool]] = []

    @property
    def language(self) -> str:
        return self.open[-1][1] if self.open else ""

    @property
    def unread(self) -> bool:
        return bool(self.open) and self.open[-1][2]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        language = found.get("lang", self.language)
        unread = self.unread or tag in _UNREAD or (tag == "bdi")
        if tag == "html":
            self.reading.language = language
        if tag == "a" and "href" in found:
            self.reading.links.append(found["href"])
        if "id" in found:
            self.reading.ids.append(found["id"])
        if tag == "label" and "for" in found:
            self.reading.labels_for.append(found["for"])
        if not unread:
            self.reading.said += [(language, found[name]) for name in _SPOKEN if found.get(name)]
        if re.fullmatch("h[1-6]", tag):
            self.reading.headings.append((int(tag[1]), ""))
        if tag not in _VOID:
            self.open.append((tag, language, unread))

    def handle_endtag(self, tag: str) -> None:
        while self.open:
            if self.open.pop()[0] == tag:
                return

    def handle_data(self, data: str) -> None:
        tags = [tag for tag, _, _ in self.open]
        if "title" in tags and "svg" not in tags:
            self.reading.title += data
        if self.reading.headings and any(re.fullmatch("h[1-6]", tag) for tag in tags):
            level, text = self.reading.headings[-1]
            self.reading.headings[-1] = (level, text + data)
        if data.strip() and not self.unread:
            self.reading.said.append((self.language, " ".join(data.split())))


def read(html: str) -> Reading:
    """Return what *html* says."""
    reader = _Reader()
    reader.feed(html)
    return reader.reading


_SENTENCE = re.compile(r"\b[A-Za-z][a-z'\u2019]*(?:[ ,:;]+[A-Za-z][a-z'\u2019]+){3,}")
_JAPANESE = re.compile(r"[\u3041-\u30ff\u4e00-\u9fff]{2,}")


def english_in(reading: Reading) -> Iterator[str]:
    """Yield sentences in English that a Japanese page says without marking them as English."""
    for language, text in reading.said:
        if language == "ja":
            yield from (found[0] for found in _SENTENCE.finditer(text))


def japanese_in(reading: Reading) -> Iterator[str]:
    """Yield words in Japanese that an English page says without marking them as Japanese."""
    for language, text in reading.said:
        if language == "en":
            yield from (found[0] for found in _JAPANESE.finditer(text))
