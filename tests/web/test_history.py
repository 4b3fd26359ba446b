"""The history: who changed what and when, any version as it stood, restored as a new one, checked by its chain."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import text
from tests.web.conftest import Running, make_running
from tests.web.past import BETTER, FAULTY, THINGS, WORSE, changed, plain

from sanso.model.text import Text
from sanso.workspace.history import Author


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The sample in five versions; the fourth has errors, the fifth is the second again. Only looked at."""
    running = make_running(tmp_path_factory.mktemp("history") / "data")
    changed(running, BETTER)
    changed(
        running,
        WORSE,
        author=Author(None, "鈴木"),
        kind="edit",
        what=Text(en="A <i>form</i>", ja="フォーム"),
        places=(("measures", "operator", "CPS.AM-1"), *(("components", f"c{n}") for n in range(9))),
    )
    changed(running, FAULTY)
    running.service.workspaces.restore(running.workspace, 4, 2, Author(None, "鈴木"))
    yield running
    running.service.database.close()


def rows(running: Running, query: str = "") -> list[dict[str, object]]:
    found = running.client.get(f"{running.base}/history?{query}&table=history&as=json").json()["rows"]
    assert isinstance(found, list)
    return found


def test_every_version_with_who_when_what_how_and_where(kept: Running) -> None:
    found = rows(kept)
    assert [row["seq"] for row in found] == [5, 4, 3, 2, 1]
    assert [row["kind"] for row in found] == ["restore", "text", "edit", "text", "start"]
    assert found[2]["author"] == "鈴木"
    assert str(found[2]["places"]).startswith("measures/operator/CPS.AM-1, components/c0, ")
    assert str(found[2]["places"]).endswith("components/c6, …")
    page = kept.client.get(f"{kept.base}/history").text
    assert "A &lt;i&gt;form&lt;/i&gt;" in page
    assert "Sato &lt;b&gt;" in page
    assert "<i>form" not in page


@pytest.mark.parametrize(
    ("query", "seqs"),
    [
        ("author=鈴", [5, 3]),
        ("author=SATO", [4, 2]),
        ("kind=edit", [3]),
        ("kind=undo", []),
        ("place=CPS.AM-1", [3]),
        ("place=c8", [3]),
        ("place=c9", []),
        ("author=鈴木&kind=restore", [5]),
        ("before=3", [2, 1]),
        ("before=-7", []),
        ("before=99999", [5, 4, 3, 2, 1]),
    ],
)
def test_filters(kept: Running, query: str, seqs: list[int]) -> None:
    assert [row["seq"] for row in rows(kept, query)] == seqs


def test_a_long_history_goes_page_by_page_and_keeps_its_filter(running: Running) -> None:
    first, second = "    site: vehicle\n", "    site: bus\n"
    for number in range(60):
        author = Author(None, "Ito & Co" if number % 20 else "Mori")
        changed(running, {THINGS: (first, second) if number % 2 == 0 else (second, first)}, author=author)
    seen: list[int] = []
    address = f"{running.base}/history?author=Ito+%26&kind=&place="
    while address:
        page = running.client.get(address).text
        seen += map(int, re.findall(rf'href="{running.base}/history/(\d+)"', page))
        older = re.search(r'<a class="btn" href="(\?before=[^"]+)"', page)
        address = f"{running.base}/history{older[1].replace('&amp;', '&')}" if older else ""
    assert seen == [number + 2 for number in range(59, -1, -1) if number % 20]
    assert "No version matches" in plain(running.client.get(f"{running.base}/history?author=nobody").text)


def test_a_version_tells_what_it_changed_and_where_it_stood(kept: Running) -> None:
    page = kept.client.get(f"{kept.base}/history/2").text
    said = plain(page)
    assert "parts/statements.yaml +1 −1" in said
    assert "- CPS.RA-4: none" in said
    assert "+ CPS.RA-4: advanced" in said
    then = kept.service.states.past(kept.workspace, 1, kept.service.today()).state.evaluation.assessment.summary
    now = kept.service.states.past(kept.workspace, 2, kept.service.today()).state.evaluation.assessment.summary
    assert then.status != now.status
    for summary, seq in ((then, 1), (now, 2)):
        words = plain(kept.client.get(f"{kept.base}/history/{seq}").text)
        assert f"{summary.open_points_total:,}" in words


def test_the_first_version_brought_every_file(kept: Running) -> None:
    said = plain(kept.client.get(f"{kept.base}/history/1").text)
    assert said.count("new file") == 4
    assert "Restore version 1?" in said


def test_pictures_of_a_version_are_drawn_when_asked_for(kept: Running) -> None:
    page = kept.client.get(f"{kept.base}/history/2").text
    assert 'aria-labelledby="sanso-layers' not in page
    assert page.count('hx-trigger="intersect once"') == 2
    for name, title in (("layers", "三層図"), ("map", "IoT-SSFマップ")):
        assert f"{kept.base}/history/2?show={name}" in page
        kept.client.cookies.set("sanso-lang", "ja")
        drawn = kept.client.get(f"{kept.base}/history/2?show={name}").text
        kept.client.cookies.delete("sanso-lang")
        figure = drawn.split(f'id="picture-{name}"', 1)[1].split("</figure>", 1)[0]
        assert "<svg" in figure
        assert "バス運行監視" in figure
        assert title in drawn
    assert kept.client.get(f"{kept.base}/history/2?show=nothing").status_code == 200


def test_a_version_with_errors_says_so(kept: Running) -> None:
    page = kept.client.get(f"{kept.base}/history/4")
    said = plain(page.text)
    assert page.status_code == 200
    assert "This version has errors" in said
    assert "nobody-made-it" in said
    assert "until they are mended, nothing can be computed" in said
    assert "Where it stood" not in said
    assert kept.client.get(f"{kept.base}/history/4?show=layers").status_code == 200


@pytest.mark.parametrize("seq", ["0", "6", "-1", "99999999999999999999"])
def test_versions_that_are_not_there(kept: Running, seq: str) -> None:
    assert kept.client.get(f"{kept.base}/history/{seq}").status_code == 404
    assert kept.post(f"{kept.base}/history/{seq}/restore", {"base": kept.head}).status_code == 404
    assert kept.head == 5


def test_restoring_makes_a_new_version_and_keeps_those_between(running: Running) -> None:
    first = running.service.workspaces.files(running.workspace, 1)
    changed(running, BETTER)
    changed(running, WORSE)
    answer = running.post(f"{running.base}/history/1/restore", {"base": 3})
    assert (answer.status_code, answer.headers["location"]) == (303, f"{running.base}/history")
    assert running.head == 4
    assert running.service.workspaces.files(running.workspace, 4) == first
    assert [row["seq"] for row in rows(running)] == [4, 3, 2, 1]
    assert rows(running)[0]["kind"] == "restore"
    assert "The text is the same" not in plain(running.client.get(f"{running.base}/history/4").text)


def test_a_stale_restore_is_refused(running: Running) -> None:
    changed(running, BETTER)
    stale = running.post(f"{running.base}/history/1/restore", {"base": 1})
    assert stale.status_code == 409
    assert "Sato" in stale.text
    assert running.post(f"{running.base}/history/1/restore").status_code == 400
    assert running.head == 2
    without = running.client.post(f"{running.base}/history/1/restore", data={"base": "2"})
    assert without.status_code == 403
    assert running.head == 2


def test_the_chain_is_checked_on_request(running: Running) -> None:
    changed(running, BETTER)
    changed(running, WORSE)
    address = f"{running.base}/history?verify=1"
    assert "The history is whole: 3 versions" in plain(running.client.get(address).text)
    forged = text("UPDATE version SET author = 'Nobody' WHERE seq = 2")
    running.service.database.written(lambda connection: connection.execute(forged))
    page = running.client.get(address).text
    assert "The history was altered outside of Sanso" in page
    assert "version 2:" in plain(page)
    assert "The history is whole" not in page
