"""Pages that are made once for everybody: each gets the own words, nobody those of another, a writer the own change."""

from __future__ import annotations

import threading
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.web.conftest import Running
from tests.web.security.conftest import Server, bus, content, ito, server  # noqa: F401 -- fixtures

from sanso.model.editing import Put
from sanso.model.text import Text
from sanso.web.access import Visitor
from sanso.web.grid_lines import lines_html
from sanso.web.grids import Cell, Column, Grid
from sanso.web.kept_pages import KeptPages
from sanso.workspace.files import Files
from sanso.workspace.people import Account, Organization
from sanso.workspace.versions import Author

PAGES = ("", "/layers", "/map", "/requirements")


def visitor(name: str, csrf: str = "token", account: str = "a1") -> Visitor:
    return Visitor(account, name, "en", {}, csrf, "session")


def page(who: Visitor) -> str:
    return f"<p>{escape(who.name)}</p><i>{who.account_id}</i><b>{who.csrf}</b><b>{who.csrf}</b>é"


words = st.text(st.characters(codec="utf-8"), max_size=12)


@given(words, words, words)
def test_a_kept_page_says_what_one_made_for_the_visitor_says(name: str, csrf: str, account: str) -> None:
    kept = KeptPages()
    kept.page("k", page, visitor("somebody else", "another", "b2"))
    made = kept.page("k", page, visitor(name, csrf, account)).decode()
    assert made == f"<p>{escape(name)}</p><i>{escape(account)}</i><b>{escape(csrf)}</b><b>{escape(csrf)}</b>é"


def test_a_text_that_looks_like_a_hole_stays_a_text() -> None:
    one, other = KeptPages(), KeptPages()
    fake = other.stand_in.csrf
    assert one.page("k", lambda who: f"{fake} {who.csrf}", visitor("x", "mine")).decode() == f"{fake} mine"


def test_a_page_is_made_once_however_many_ask() -> None:
    kept, made, gate = KeptPages(), [], threading.Barrier(8)

    def make(who: Visitor) -> str:
        made.append(1)
        return page(who)

    answers: dict[int, bytes] = {}

    def ask(number: int) -> None:
        gate.wait(5)
        answers[number] = kept.page("k", make, visitor(f"n{number}"))

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(5)
    assert len(made) == 1
    assert all(f"<p>n{number}</p>".encode() in answers[number] for number in range(8))


def test_what_fails_is_not_kept() -> None:
    kept = KeptPages()

    def fails(_: Visitor) -> str:
        raise ValueError("no")

    for _ in range(2):
        with pytest.raises(ValueError, match="no"):
            kept.page("k", fails, visitor("x"))
    assert kept.page("k", page, visitor("x")).startswith(b"<p>x</p>")


def test_pages_looked_at_longest_ago_are_forgotten() -> None:
    kept, made = KeptPages(most=2_500), []

    def make(who: Visitor) -> str:
        made.append(who)
        return "x" * 1_000

    for key in ("a", "b", "a", "c", "a", "b"):
        kept.page(key, make, visitor("x"))
    assert len(made) == 4  # a, b, c, and b again


def test_nobody_gets_the_words_of_another(server: Server, bus: Organization, ito: Account) -> None:  # noqa: F811
    workspace = server.workspace(bus)
    sato = server.person("Sato <3")
    server.join(bus, sato, "editor")
    kim = server.person("Kim")
    server.join(bus, kim, "reader")
    clients = {one.name: server.client(one.id) for one in (ito, sato, kim)}
    tokens = {name: server.csrf(client) for name, client in clients.items()}
    assert len(set(tokens.values())) == 3
    for path in PAGES:
        for name, client in clients.items():
            html = client.get(f"/w/{workspace}{path}").text
            assert f"<bdi>{escape(name)}</bdi>" in html
            assert tokens[name] in html
            for other in tokens.keys() - {name}:
                assert tokens[other] not in html
                assert f"<bdi>{escape(other)}</bdi></a>" not in html
            assert (f'action="/w/{workspace}/undo"' in html) == (name != "Kim")
            assert "hole" not in html.replace("whole", "")


def test_looks_differ_by_language_theme_and_address(running: Running) -> None:
    client = running.client
    english = client.get(f"{running.base}/layers").text
    assert client.get(f"{running.base}/layers").text == english
    client.cookies.set("sanso-lang", "ja")
    assert '<html lang="ja"' in client.get(f"{running.base}/layers").text
    client.cookies.set("sanso-lang", "en")
    client.cookies.set("sanso-theme", "dark")
    assert 'data-theme="dark"' in client.get(f"{running.base}/layers").text
    client.cookies.delete("sanso-theme")
    assert "data-theme" not in client.get(f"{running.base}/layers").text.split("<head>")[0]
    assert client.get(f"{running.base}/layers?layer=1").text != english
    assert client.get(f"{running.base}/layers").text == english


def test_a_writer_sees_the_own_change_at_once(running: Running) -> None:
    service = running.service
    for number in range(3):
        for path in PAGES:
            running.client.get(f"{running.base}{path}")
        workspace = service.workspaces.find(running.workspace)
        state = service.head(workspace).state.edited([Put(("name",), f"Buses {number}")])
        files = Files(state.main, state.contents)
        what = Text(en="renamed", ja="改名")
        version = service.workspaces.save(
            workspace.id, workspace.head, files, author=Author(None, "x"), kind="edit", what=what
        )
        service.saved(workspace.id, version, state)
        for path in ("", "/layers", "/map"):
            assert f"Buses {number}" in running.client.get(f"{running.base}{path}").text


def test_a_download_is_made_of_the_same_rows(running: Running) -> None:
    running.client.get(running.base)
    answer = running.client.get(f"{running.base}?table=trust&as=json")
    assert answer.json()["table"] == "trust"


LINES = Grid(
    "g",
    Text(en="G", ja="G"),
    (
        Column("text", Text(en="T", ja="T")),
        Column("id", Text(en="I", ja="I"), "id"),
        Column("number", Text(en="N", ja="N"), "number"),
        Column("status", Text(en="S", ja="S"), "status"),
        Column("category", Text(en="C", ja="C"), "category"),
        Column("day", Text(en="D", ja="D"), "day"),
    ),
    [
        (
            Cell("<i>", href="/x?a=1&b=2", note=Text(en="a<b", ja="x")),
            Cell("id-1"),
            Cell(1234, "1,234"),
            Cell("met", Text(en="met & done", ja="充足")),
            Cell(None),
            Cell("2026-11-23"),
        ),
        (Cell("x" * 60), Cell("id"), Cell(None), Cell("missing", "no"), Cell(3), Cell("")),
    ],
)


def test_the_lines_of_a_table() -> None:
    first, second, end = lines_html(LINES, "en").split("\n")
    assert end == ""
    assert first == (
        '<tr><th scope="row"><a href="/x?a=1&amp;b=2"><bdi>&lt;i&gt;</bdi></a>'
        '<span class="soft small">a&lt;b</span></th>'
        '<td class="whole"><code>id-1</code></td><td class="n">1,234</td>'
        '<td><span class="st st-met"><svg aria-hidden="true"><use href="#sn-met"/></svg>met &amp; done</span></td>'
        '<td><span class="cat cat-x">not rated</span></td><td class="whole">2026-11-23</td></tr>'
    )
    assert second.startswith(f'<tr><th scope="row">{"x" * 60}</th><td><code>id</code></td><td class="n">–</td>')
    assert '<td class="whole"><span class="cat cat-3">3</span></td><td class="whole">–</td></tr>' in second
    assert 'scope="row" class="long"' in lines_html(LINES, "ja")
