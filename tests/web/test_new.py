"""Beginning a model: templates, examples, nothing, uploads with a preview first."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

import pytest
from tests.web.conftest import Running, make_running

from sanso import examples
from sanso.examples import ledgers
from sanso.verbs.state import State
from sanso.web.beginnings import empty, named, sample, template, templates, worked_examples
from sanso.web.pages.new_excerpts import excerpts
from sanso.web.uploading import file_name

BAD = b"sanso: 1\nid: m\ncomponents:\n  gps: {kind: sensr}\n  x: {kind: sensor, rols: {}}\n"
GOOD = "sanso: 1\nid: m  # 注釈\nname: 試験\ncomponents:\n  gps: {kind: sensor}\n".encode()


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One application for all tests of this file; each compares what there is before and after."""
    made = make_running(tmp_path_factory.mktemp("data"))
    yield made
    made.service.database.close()


@pytest.fixture(autouse=True)
def _english(running: Running) -> None:
    running.client.cookies.delete("sanso-lang")


def zipped(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def workspaces(running: Running) -> set[str]:
    home = running.app.state.home
    return {one.id for one in running.service.workspaces.of_organization(home)}


def kept(running: Running, answer) -> tuple[str, State]:
    """Return the name and the state of the workspace that *answer* leads to."""
    assert answer.status_code == 303, answer.text
    found = running.service.workspaces.find(answer.headers["location"].rsplit("/", 1)[1])
    return found.name, running.service.head(found).state


def test_page_offers_every_way(running: Running) -> None:
    page = running.client.get("/new").text
    for choice in templates():
        assert f'name="sector" value="{choice.id}"' in page
    for name in examples.names():
        assert f'name="example" value="{name}"' in page
    assert 'type="file"' in page
    assert len(templates()) == 7
    assert len(worked_examples()) == len(examples.names())


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_template_is_taken_in_the_language_of_the_page(running: Running, lang: str) -> None:
    running.client.cookies.set("sanso-lang", lang)
    name, state = kept(running, running.post("/new", {"way": "template", "sector": "building"}))
    assert state.contents == template("building", lang).contents  # type: ignore[arg-type]
    assert state.model is not None
    assert name == state.model.name.show(lang)  # type: ignore[union-attr, arg-type]


def test_a_name_becomes_that_of_the_model_and_comments_stay(running: Running) -> None:
    name, state = kept(running, running.post("/new", {"way": "template", "sector": "", "name": " 第2 ライン "}))
    text = state.contents["model.yaml"].decode()
    assert name == "第2 ライン"
    assert state.model is not None
    assert state.model.label("x") is not None
    assert state.model.name is not None
    assert state.model.name.show("ja") == "第2 ライン"
    before = template(None, "en").contents["model.yaml"].decode()
    assert [line for line in text.splitlines() if "#" in line and "name" not in line] == [
        line for line in before.splitlines() if "#" in line and "name" not in line
    ]


def test_empty_and_example(running: Running) -> None:
    _, state = kept(running, running.post("/new", {"way": "empty", "name": "<b>=1+1</b>"}))
    assert state.model is not None
    assert not state.model.elements
    _, state = kept(running, running.post("/new", {"way": "example", "example": "factory"}))
    assert state.contents == sample("factory")[1].contents


@pytest.mark.parametrize(
    "fields",
    [
        {"way": "template", "sector": "../../etc"},
        {"way": "example", "example": "nothing"},
        {"way": "other"},
        {},
        {"way": "upload"},
    ],
)
def test_what_is_not_on_the_shelf_is_refused_in_words(running: Running, fields: dict[str, object]) -> None:
    before = workspaces(running)
    answer = running.post("/new", fields)
    assert answer.status_code == 422
    assert workspaces(running) == before


def test_foreign_organization_is_not_there(running: Running) -> None:
    before = workspaces(running)
    assert running.post("/new", {"way": "empty", "name": "x", "organization": "other"}).status_code == 404
    assert workspaces(running) == before


def test_preview_tells_faults_by_line_and_stores_nothing(running: Running) -> None:
    before = workspaces(running)
    answer = running.post("/new/preview", {"way": "upload"}, files={"files": ("m.yaml", BAD)})
    assert answer.status_code == 200
    assert re.findall(r"m\.yaml:(\d+):(\d+)", answer.text) == [("4", "15"), ("5", "21")]
    assert "gps: {kind: sensr}" in answer.text
    assert workspaces(running) == before


def test_faulty_model_is_kept_only_after_the_warning(running: Running) -> None:
    before = workspaces(running)
    assert running.post("/new", {"way": "upload"}, files={"files": ("m.yaml", BAD)}).status_code == 422
    assert workspaces(running) == before
    _, state = kept(running, running.post("/new", {"way": "upload", "faulty": "1"}, files={"files": ("m.yaml", BAD)}))
    assert state.contents == {"m.yaml": BAD}
    assert state.model is None


def test_folder_as_zip(running: Running) -> None:
    files = {
        "plant/model.yaml": b"sanso: 1\nid: m\ninclude: [parts/a.yaml]\n",
        "plant/parts/a.yaml": b"people:\n  crew: {}\n",
    }
    given = {"files": ("plant.zip", zipped({**files, "__MACOSX/x": b"?", "plant/photo.png": b"\x89PNG"}))}
    preview = running.post("/new/preview", {"way": "upload"}, files=given)
    assert preview.status_code == 200
    assert "photo.png" in preview.text
    name, state = kept(running, running.post("/new", {"way": "upload"}, files=given))
    assert name == "plant"
    assert set(state.contents) == {"model.yaml", "parts/a.yaml"}
    assert state.model is not None
    assert "crew" in state.model.people


def test_several_files_and_the_choice_among_them(running: Running) -> None:
    one, other = b"sanso: 1\nid: one\n", b"sanso: 1\nid: other\n"
    files = [("files", ("one.yaml", one)), ("files", ("other.yaml", other))]
    preview = running.post("/new/preview", {"way": "upload"}, files=files)
    assert preview.status_code == 422
    assert '<option value="other.yaml">' in preview.text
    _, state = kept(running, running.post("/new", {"way": "upload", "main": "other.yaml"}, files=files))
    assert state.model is not None
    assert state.model.id == "other"


def test_json_lines(running: Running) -> None:
    lines = b'{"sanso": 1, "id": "m"}\n{"in": "components", "id": "gps", "kind": "sensor"}\n'
    _, state = kept(running, running.post("/new", {"way": "upload"}, files={"files": ("m.jsonl", lines)}))
    assert state.model is not None
    assert "gps" in state.model.components


@pytest.mark.parametrize("name", ["../x.yaml", "a/../../x.yaml", "C:\\x.yaml", "/etc/x.yaml", "con.yaml"])
def test_names_that_leave_the_folder_are_refused(running: Running, name: str) -> None:
    before = workspaces(running)
    answer = running.post("/new", {"way": "upload"}, files={"files": ("a.zip", zipped({name: GOOD}))})
    assert answer.status_code == 422
    assert workspaces(running) == before


def test_bombs_are_refused(running: Running) -> None:
    bomb = zipped({"model.yaml": GOOD, "big.yaml": b"a" * (80 * 2**20)})
    assert len(bomb) < 2**20
    answer = running.post("/new/preview", {"way": "upload"}, files={"files": ("a.zip", bomb)})
    assert answer.status_code == 422
    sheet = zipped({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": b" " * (80 * 2**20)})
    answer = running.post("/new/preview", {"way": "upload"}, files={"files": ("a.xlsx", sheet)})
    assert answer.status_code == 422
    assert "/tmp" not in answer.text


def test_markup_in_names_is_text(running: Running) -> None:
    evil = b'sanso: 1\nid: m\nname: "<script>alert(1)</script>"\ncomponents:\n  "<img src=x>": {}\n'
    answer = running.post("/new/preview", {"way": "upload"}, files={"files": ("<b>x</b>.yaml", evil)})
    assert "<script>alert" not in answer.text
    assert "<img" not in answer.text
    assert "<b>x</b>" not in answer.text


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_ledger_becomes_a_model(running: Running, lang: str) -> None:
    running.client.cookies.set("sanso-lang", lang)
    content = ledgers.files(lang)["assets.xlsx"]  # type: ignore[arg-type]
    before = workspaces(running)
    preview = running.post("/new/preview", {"way": "upload"}, files={"files": ("assets.xlsx", content)})
    assert preview.status_code == 200
    assert 'name="column.3"' in preview.text
    assert "<svg" in preview.text.split('class="small-map"')[1]
    assert workspaces(running) == before
    name, state = kept(running, running.post("/new", {"way": "upload"}, files={"files": ("assets.xlsx", content)}))
    assert name == "assets"
    assert state.model is not None
    assert len(state.model.components) > 10
    assert {"assets.import/assets.yaml", "assets.import/assets.jsonl"} <= set(state.contents)


def test_excerpt_marks_the_line() -> None:
    state = State.open({"m.yaml": BAD}, "m.yaml", _catalogue(), _day())
    (lines, _) = excerpts(state.diagnostics, state.contents)
    assert [(line.number, line.hit) for line in lines] == [(3, False), (4, True), (5, False)]


def test_named_keeps_every_other_byte() -> None:
    files = named(empty("before"), "after: <x>")
    assert b"after: <x>" in files.contents["model.yaml"]
    assert files.contents["model.yaml"].count(b"name:") == 1


def test_file_names_are_only_names() -> None:
    assert file_name("a" * 300 + ".xlsx").endswith(".xlsx")
    assert len(file_name("a" * 300 + ".xlsx")) <= 120
    assert file_name("..") == "ledger.csv"


def _catalogue():
    from sanso.verbs.assessing import catalogue

    return catalogue()


def _day():
    import datetime as dt

    return dt.date(2026, 11, 22)
