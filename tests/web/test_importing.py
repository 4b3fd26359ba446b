"""From a spreadsheet: previews that store nothing, mappings that are kept, files that are refused in words."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.web.conftest import Running, make_running

from sanso.examples import ledgers
from sanso.model.diagnostics import InputRefused
from sanso.model.text import Language
from sanso.verbs.assessing import catalogue, evaluate
from sanso.verbs.state import State
from sanso.web.pages.importing.ledgers import MOST_ROWS, Wishes, answers_in, import_into, new_main
from sanso.web.security.uploads import Given
from sanso.web.uploading import digest_of
from sanso.workspace.files import Files

HEADER = "資産番号,名称,種別,数量\n"
SMALL = (HEADER + "R-1,搬送ロボット,ロボット,2\nR-2,制御盤,PLC,1\n").encode()
EMPTY = Files("m.yaml", {"m.yaml": b"sanso: 1\nid: m  # mine\n"})


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    made = make_running(tmp_path_factory.mktemp("data"))
    yield made
    made.service.database.close()


def fresh(app: Running) -> str:
    """Return the address of a new empty model."""
    location = app.post("/new", {"way": "empty", "name": "plant"}).headers["location"]
    return str(location)


def head_of(app: Running, base: str) -> tuple[int, State]:
    workspace = app.service.workspaces.find(base.rsplit("/", 1)[1])
    return workspace.head, app.service.head(workspace).state


def chosen(content: bytes, name: str, columns: list[tuple[str, str]], **more: str) -> dict[str, object]:
    """Return the fields of a preview whose columns were adjusted."""
    fields: dict[str, object] = {
        "of": digest_of([Given(name, content)]),
        "kind": "assets",
        "was_kind": "assets",
        "sheet": "",
        "was_sheet": "",
        **more,
    }
    for number, (heading, field) in enumerate(columns):
        fields |= {f"heading.{number}": heading, f"column.{number}": field}
    return fields


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_sample_ledgers_one_after_another(app: Running, lang: Language) -> None:
    app.client.cookies.set("sanso-lang", lang)
    base = fresh(app)
    sizes = []
    for number, (name, content) in enumerate(ledgers.files(lang).items(), 2):
        preview = app.post(f"{base}/import/preview", files={"files": (name, content)})
        assert preview.status_code == 200
        assert head_of(app, base)[0] == number - 1  # nothing is kept yet
        answer = app.post(f"{base}/import", files={"files": (name, content)})
        assert answer.status_code == 303
        assert f"done={number}" in answer.headers["location"]
        head, state = head_of(app, base)
        assert state.model is not None
        assert head == number
        sizes.append(len(state.model.elements) + len(state.model.connections))
    assert sizes == sorted(set(sizes))  # the map grows each time
    version = app.service.workspaces.version(base.rsplit("/", 1)[1], 4)
    assert version.kind == "import"
    assert "network.xlsx" in version.what.en
    assert app.client.get(f"{base}/import?done=4").text.count("<svg viewBox") >= 1
    again = app.post(f"{base}/import/preview", files={"files": ("network.xlsx", ledgers.files(lang)["network.xlsx"])})
    word = {"en": "up to date with this ledger", "ja": "この台帳と一致しています"}[lang]
    assert word in again.text
    app.client.cookies.delete("sanso-lang")


def test_adjusted_mapping_is_used_and_kept(app: Running) -> None:
    base = fresh(app)
    fields = chosen(SMALL, "a.csv", [("資産番号", "id"), ("名称", "name"), ("種別", "kind"), ("数量", "ignore")])
    preview = app.post(f"{base}/import/preview", fields, files={"files": ("a.csv", SMALL)})
    assert preview.text.count('<option value="ignore" selected>') == 1
    assert app.post(f"{base}/import", fields, files={"files": ("a.csv", SMALL)}).status_code == 303
    _, state = head_of(app, base)
    assert state.model is not None
    assert state.model.components["R-1"].count in (None, 1)
    kept = state.contents["model.import/a.yaml"].decode()
    assert "field: ignore" in kept
    more = SMALL + "R-3,予備,ロボット,9\n".encode()
    app.post(f"{base}/import", files={"files": ("a.csv", more)})  # the kept mapping counts without being sent
    _, state = head_of(app, base)
    assert state.model is not None
    assert state.model.components["R-3"].count in (None, 1)


def test_mapping_of_another_file_counts_for_nothing() -> None:
    from sanso.web.pages.importing.previews import wishes_of

    fields = {key: str(value) for key, value in chosen(b"other", "a.csv", [("x", "ignore")]).items()}
    assert wishes_of(fields, [Given("a.csv", SMALL)]) == Wishes()


def test_unknown_words_are_asked_for_once(app: Running) -> None:
    base = fresh(app)
    ledger = (HEADER + "N-1,ぬりえもん,ぬりえもん,1\n").encode()
    preview = app.post(f"{base}/import/preview", files={"files": ("a.csv", ledger)})
    assert 'name="word.0" value="ぬりえもん"' in preview.text
    columns = [("資産番号", "id"), ("名称", "name"), ("種別", "kind"), ("数量", "count")]
    fields = chosen(ledger, "a.csv", columns, **{"word.0": "ぬりえもん", "word-kind.0": "actuator"})
    assert app.post(f"{base}/import", fields, files={"files": ("a.csv", ledger)}).status_code == 303
    _, state = head_of(app, base)
    assert state.model is not None
    assert state.model.components["N-1"].kind == "actuator"
    assert "ぬりえもん: actuator" in state.contents["model.import/a.yaml"].decode()


def test_faulty_rows_are_told_by_cell_and_left_out_only_on_purpose(app: Running) -> None:
    base = fresh(app)
    ledger = SMALL + "R-1,二重,PLC,1\n".encode()
    preview = app.post(f"{base}/import/preview", files={"files": ("a.csv", ledger)})
    assert preview.status_code == 200
    assert "<code>A4</code>" in preview.text
    assert app.post(f"{base}/import", files={"files": ("a.csv", ledger)}).status_code == 422
    assert head_of(app, base)[0] == 1
    assert app.post(f"{base}/import", {"skip_faults": "1"}, files={"files": ("a.csv", ledger)}).status_code == 303
    _, state = head_of(app, base)
    assert state.model is not None
    assert set(state.model.components) == {"R-2"}  # neither of two rows with one number


def test_tables_of_a_preview_download_without_formulas(app: Running) -> None:
    base = fresh(app)
    ledger = (HEADER + "R-1,=cmd()|calc,ロボット,x\n").encode()
    answer = app.post(f"{base}/import/preview", {"as": "sample:csv"}, files={"files": ("a.csv", ledger)})
    assert answer.headers["content-disposition"] == 'attachment; filename="sample.csv"'
    for line in answer.content.decode("utf-8-sig").splitlines():
        assert not line.startswith(("=", "+", "-", "@"))
    answer = app.post(f"{base}/import/preview", {"as": "faults:json"}, files={"files": ("a.csv", ledger)})
    assert answer.json()["table"] == "faults"


def test_formula_cells_are_not_evaluated(app: Running) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["資産番号", "名称", "種別", "数量"], ["R-1", '=HYPERLINK("http://x")', "ロボット", "=1+1"]):
        sheet.append(row)
    held = io.BytesIO()
    book.save(held)
    answer = app.post(f"{fresh(app)}/import/preview", files={"files": ("a.xlsx", held.getvalue())})
    assert answer.status_code == 200
    assert "formula" in answer.text
    assert "HYPERLINK" not in answer.text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932", "euc_jp"])
def test_encodings_of_japanese_text(app: Running, encoding: str) -> None:
    answer = app.post(f"{fresh(app)}/import/preview", files={"files": ("a.csv", SMALL.decode().encode(encoding))})
    assert answer.status_code == 200
    assert "搬送ロボット" in answer.text


def archive(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in files.items():
            opened.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", b"%PDF-1.7"),
        ("a.xlsx", archive({"xl/workbook.xml": b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'})),
        ("a.xlsx", archive({"xl/workbook.xml": b"<x/>", "xl/big.xml": b" " * (300 * 2**20)})),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        ("a.csv", b""),
        ("a.csv", b"\x81\xff\xfe\x00 not text \xff"),
        ("a.csv", b"one,two\n1,2\n"),
        ("a.pdf", b"%PDF-1.7"),
    ],
)
def test_what_is_no_ledger_is_refused_in_words(app: Running, name: str, content: bytes) -> None:
    base = fresh(app)
    for path in ("/import/preview", "/import"):
        answer = app.post(f"{base}{path}", files={"files": (name, content)})
        assert answer.status_code == 422, path
        assert 'role="alert"' in answer.text
        assert "sanso-import-" not in answer.text  # no path of the machine
        assert "root:" not in answer.text
    assert head_of(app, base)[0] == 1


def test_too_many_rows_are_refused_with_the_way_out() -> None:
    ledger = HEADER + "".join(f"R-{n},x,PLC,1\n" for n in range(MOST_ROWS + 200))
    with pytest.raises(InputRefused) as told:
        import_into(EMPTY, "a.csv", ledger.encode(), Wishes(), "en")
    assert "20,000 rows" in told.value.diagnostics[0].message.en
    assert "sanso import" in told.value.diagnostics[0].message.ja


def test_requirement_workbook_is_led_on(app: Running) -> None:
    from sanso.report.workbook import render_workbook

    state = app.service.head(app.service.workspaces.find(app.workspace)).state
    made = state.evaluation
    book = render_workbook(made.model, made.assessment, made.catalogue, "en", None, state.views)
    assert answers_in("a.xlsx", book)
    answer = app.post(f"{app.base}/import/preview", files={"files": ("a.xlsx", book)})
    assert f'href="{app.base}/requirements/answers"' in answer.text


@pytest.mark.parametrize("name", ["../../x.csv", "..\\..\\x.csv", "/etc/passwd.csv", "a\nb.csv", ".csv"])
def test_names_of_ledgers_stay_in_their_folder(name: str) -> None:
    made = import_into(EMPTY, name, SMALL, Wishes(), "ja")
    assert made.files is not None
    assert all(path == "m.yaml" or path.startswith("m.import/") for path in made.files.contents)
    assert b"# mine" in made.files.contents["m.yaml"]
    assert new_main(name).endswith(".yaml")


def test_same_as_the_command_line(tmp_path: Path) -> None:
    from sanso.verbs.importing import import_ledger

    content = ledgers.files("ja")["assets.xlsx"]
    (tmp_path / "m.yaml").write_bytes(EMPTY.contents["m.yaml"])
    (tmp_path / "assets.xlsx").write_bytes(content)
    import_ledger(tmp_path / "assets.xlsx", tmp_path / "m.yaml", apply=True, lang="ja")
    made = import_into(EMPTY, "assets.xlsx", content, Wishes(), "ja")
    assert made.files is not None
    for path, raw in made.files.contents.items():
        assert raw == (tmp_path / path).read_bytes(), path
    assert evaluate(tmp_path / "m.yaml").model.components.keys() == _loaded(made.files).components.keys()


def _loaded(files: Files):
    import datetime as dt

    model = State.open(files.contents, files.main, catalogue(), dt.date(2026, 11, 22)).model
    assert model is not None
    return model


def test_others_changes_are_kept_beside_an_import(app: Running) -> None:
    base = app.post("/new", {"way": "example", "example": "bus-operation"}).headers["location"]
    scope = {"form": "scope", "base": 1, "iotssf.scope.en": "All", "iotssf.scope.ja": ""}
    assert app.post(f"{base}/procedure/prepare", scope).status_code == 303
    assert app.post(f"{base}/import", {"base": 1}, files={"files": ("a.csv", SMALL)}).status_code == 303
    head, state = head_of(app, base)
    assert head == 3
    assert state.model is not None
    assert state.model.iotssf.scope is not None
    assert state.model.iotssf.scope.en == "All"
    assert "R-1" in state.model.components


def test_beside_a_file_on_disk_as_the_command_line_does(tmp_path: Path) -> None:
    from sanso.verbs.importing import import_ledger

    folder, other = tmp_path / "mine", tmp_path / "other"
    for each in (folder, other):
        each.mkdir()
        (each / "plant.yaml").write_bytes(b"sanso: 1\nid: plant  # mine\n")
    running = make_running(tmp_path / "data", start_file=folder / "plant.yaml")
    for name, content in ledgers.files("en").items():
        assert running.post(f"{running.base}/import", files={"files": (name, content)}).status_code == 303
        running.client.get(running.base)  # looks at the disk again
        (other / name).write_bytes(content)
        import_ledger(other / name, other / "plant.yaml", apply=True)
        (other / name).unlink()
    kinds = [version.kind for version in running.service.workspaces.versions(running.workspace)]
    assert kinds == ["import", "import", "import", "start"]
    for path in sorted(other.rglob("*.*")):
        if path.is_file():
            assert (folder / path.relative_to(other)).read_bytes() == path.read_bytes(), path.name
    running.service.database.close()
