"""Files of every odd kind, and includes of every odd kind: each ends in a diagnostic with a place."""

from __future__ import annotations

import hashlib
import os
import socket
from pathlib import Path
from typing import Any

import pytest

from sanso.model import files
from sanso.model.diagnostics import has_errors
from sanso.model.loading import load

from .factory import HEAD, VOCABULARY, at, codes, only, put, read

# --- single files


def test_missing(tmp_path: Path) -> None:
    found = only(load(tmp_path / "no.yaml"), "missing-file")
    assert found.place.file == str(tmp_path / "no.yaml")
    assert found.place.line == 0


@pytest.mark.parametrize("name", ["", ".", "..", "/"])
def test_folders(name: str) -> None:
    only(load(Path(name)), "not-a-file")


def test_folder_that_is_called_like_a_file(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").mkdir()
    (tmp_path / "m.jsonl").mkdir()
    only(load(tmp_path / "m.yaml"), "not-a-file")
    only(load(tmp_path / "m.jsonl"), "not-a-file")


@pytest.mark.parametrize("name", ["m.yaml", "m.jsonl"])
def test_pipe_and_socket_do_not_hang(name: str) -> None:
    folder = Path("/tmp") / f"sanso-test-{os.getpid()}"  # a socket's name has to be short
    folder.mkdir()
    try:
        os.mkfifo(folder / name)
        only(load(folder / name), "not-a-file")
        (folder / name).unlink()
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(str(folder / name))
            only(load(folder / name), "not-a-file")
            (folder / name).unlink()
    finally:
        folder.rmdir()


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/urandom"])
def test_devices(device: str, tmp_path: Path) -> None:
    (tmp_path / "m.yaml").symlink_to(device)
    only(load(tmp_path / "m.yaml"), "not-a-file")


def test_memory_of_the_process(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").symlink_to("/proc/self/mem")
    assert codes(load(tmp_path / "m.yaml")) <= {"empty-file", "unreadable-file", "not-a-file"}


@pytest.mark.parametrize("name", ["m.yaml", "m.jsonl"])
def test_unreadable(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(tmp_path, HEAD, name)

    def refuse(*_: Any, **__: Any) -> Any:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    found = only(load(path), "unreadable-file")
    assert "permission" in found.message.en
    assert "権限" in found.message.ja


@pytest.mark.parametrize("name", ["m.yaml", "m.jsonl"])
def test_error_in_the_middle_of_reading(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(tmp_path, HEAD, name)

    class Broken:
        def __enter__(self) -> Broken:
            return self

        def __exit__(self, *_: object) -> None:
            return None

        def read(self, _: int = -1) -> bytes:
            raise OSError(5, "Input/output error")

        readline = read

    monkeypatch.setattr(Path, "open", lambda *_, **__: Broken())
    only(load(path), "unreadable-file")


def test_links_in_a_circle(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").symlink_to(tmp_path / "n.yaml")
    (tmp_path / "n.yaml").symlink_to(tmp_path / "m.yaml")
    assert codes(load(tmp_path / "m.yaml")) <= {"missing-file", "unreadable-file"}


@pytest.mark.parametrize("name", ["a\0b.yaml", "x" * 300 + ".yaml", "\udcff.yaml", "a\nb.yaml", "x" * 5000])
def test_names_that_no_file_has(name: str, tmp_path: Path) -> None:
    loaded = load(tmp_path / name)
    assert codes(loaded) <= {"missing-file", "unreadable-file"}
    assert has_errors(loaded.diagnostics)
    loaded.diagnostics[0].show("ja").encode()


@pytest.mark.parametrize("content", ["", "\n", "# comment\n", "---\n", "~\n"])
def test_empty(content: str, tmp_path: Path) -> None:
    only(read(tmp_path, content), "empty-file")


@pytest.mark.parametrize("content", ["- a\n", "text\n", "12\n", "[sanso, 1]\n", "'x'\n", "true\n"])
def test_root_that_is_no_mapping(content: str, tmp_path: Path) -> None:
    assert at(only(read(tmp_path, content), "not-a-model")) == (1, 1)


@pytest.mark.parametrize(
    ("content", "code", "place"),
    [
        (HEAD.encode("utf-16"), "not-utf8", (1, 1)),
        (HEAD.encode("utf-16-be"), "nul-byte", (1, 1)),
        (b"\xfe\xff" + HEAD.encode("utf-16-be"), "not-utf8", (1, 1)),
        (b"\xef\xbb\xbf" + HEAD.encode(), "byte-order-mark", (1, 1)),
        (HEAD.encode() + b"name: \xff\xff\n", "not-utf8", (3, 7)),
        (HEAD.encode() + "name: 市バス\n".encode("cp932"), "not-utf8", (3, 7)),
        (HEAD.encode() + b"name: \xed\xa0\x80\n", "not-utf8", (3, 7)),
        (HEAD.encode() + b"name: a\0b\n", "nul-byte", (3, 1)),
    ],
)
def test_bytes_that_are_no_text(content: bytes, code: str, place: tuple[int, int], tmp_path: Path) -> None:
    assert at(only(read(tmp_path, content), code)) == place


def test_a_missing_end_of_line_and_carriage_returns_are_fine(tmp_path: Path) -> None:
    assert read(tmp_path, b"sanso: 1\r\nid: m").model is not None


@pytest.mark.parametrize("name", ["m.yaml", "m.txt", "m", "m.YAML"])
def test_any_other_name_is_yaml(name: str, tmp_path: Path) -> None:
    assert read(tmp_path, HEAD, name).model is not None


def test_the_digest_is_that_of_the_bytes(tmp_path: Path) -> None:
    put(tmp_path, "people: {p: }\n", "parts/a.yaml")
    put(tmp_path, '{"in":"people","id":"q"}\n', "parts/b.jsonl")
    loaded = read(tmp_path, HEAD + "include: [parts/a.yaml, parts/b.jsonl]\n")
    expected = hashlib.sha256()
    for path in loaded.files:
        expected.update(path.read_bytes())
    assert loaded.digest == expected.hexdigest()
    assert [path.name for path in loaded.files] == ["m.yaml", "a.yaml", "b.jsonl"]


# --- includes


def test_includes_in_nested_folders(tmp_path: Path) -> None:
    put(tmp_path, "organizations: {o: }\ninclude: deeper/b.yaml\n", "parts/a.yaml")
    put(tmp_path, "people: {p: {employer: o}}\ninclude: [../../c.yaml]\n", "parts/deeper/b.yaml")
    put(tmp_path, "people: {q: {employer: o}}\n", "c.yaml")
    loaded = read(tmp_path, HEAD + "include:\n  - parts/a.yaml\n")
    assert loaded.diagnostics == ()
    assert set(loaded.require().elements) == {"o", "p", "q"}
    assert loaded.places["q"].file.endswith("c.yaml")


@pytest.mark.parametrize(
    "name", ["../x.yaml", "/etc/passwd", "parts/../../x.yaml", "link.yaml", "folder/x.yaml", "..", "/"]
)
def test_includes_that_leave_the_folder(name: str, tmp_path: Path) -> None:
    put(tmp_path, "people: {p: }\n", "x.yaml")
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "link.yaml").symlink_to(tmp_path / "x.yaml")
    (inner / "folder").symlink_to(tmp_path)
    assert at(only(read(inner, HEAD + f"include: [{name}]\n"), "include-outside")) == (3, 11)


def test_names_with_nothing_in_them(tmp_path: Path) -> None:
    loaded = read(tmp_path, HEAD + 'include: ["a\\0b"]\n')
    assert codes(loaded) == {"control-character", "include-outside"}


def test_a_link_to_a_model_includes_from_its_own_folder(tmp_path: Path) -> None:
    put(tmp_path, HEAD + "include: a.yaml\n", "real/m.yaml")
    put(tmp_path, "people: {p: }\n", "real/a.yaml")
    (tmp_path / "linked").symlink_to(tmp_path / "real")
    assert load(tmp_path / "linked" / "m.yaml").model is not None


def test_loops(tmp_path: Path) -> None:
    put(tmp_path, "include: b.yaml\n", "a.yaml")
    put(tmp_path, "include: a.yaml\n", "b.yaml")
    found = only(read(tmp_path, HEAD + "include: a.yaml\n"), "include-loop")
    assert found.place.file.endswith("b.yaml")
    assert at(found) == (1, 10)
    only(read(tmp_path, HEAD + "include: ./self.yaml\n", "self.yaml"), "include-loop")


def test_twice(tmp_path: Path) -> None:
    put(tmp_path, "people: {p: }\n", "a.yaml")
    assert at(only(read(tmp_path, HEAD + "include: [a.yaml, ./a.yaml]\n"), "include-twice")) == (3, 19)
    put(tmp_path, "include: a.yaml\n", "b.yaml")
    only(read(tmp_path, HEAD + "include: [a.yaml, b.yaml]\n"), "include-twice")


@pytest.mark.parametrize("value", ["7", "true", "{a: b}", "[1]", "[a.yaml, ~]", '""', "[[a.yaml]]", "[{}]"])
def test_includes_that_are_no_names(value: str, tmp_path: Path) -> None:
    assert at(only(read(tmp_path, HEAD + f"include: {value}\n"), "wrong-type")) == (3, 10)


@pytest.mark.parametrize("value", ["[]", "~", ""])
def test_nothing_to_include(value: str, tmp_path: Path) -> None:
    assert read(tmp_path, HEAD + f"people: {{p: }}\ninclude: {value}\n").diagnostics == ()


def test_missing_include_is_told_where_it_is_named(tmp_path: Path) -> None:
    loaded = read(tmp_path, HEAD + "include:\n  - no.yaml\npeople: {p: {employer: in-the-missing-file}}\n")
    found = only(loaded, "missing-file")
    assert found.place.file.endswith("m.yaml")
    assert at(found) == (4, 5)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "empty-file"),
        ("- a\n", "not-a-model"),
        ("a: [\n", "yaml-syntax"),
        ("a: !x\n", "yaml-tag"),
        ("sanso: 1\nid: x\n", "header-in-include"),
        ("criteria: {}\n", "header-in-include"),
        ("wheels: {}\n", "unknown-key"),
        (b"\xff\xfe", "not-utf8"),
    ],
)
def test_faults_in_an_include(content: str | bytes, code: str, tmp_path: Path) -> None:
    put(tmp_path, content, "a.yaml")
    loaded = read(tmp_path, HEAD + "include: a.yaml\npeople: {p: }\n")
    assert codes(loaded) == {code}
    assert any("a.yaml" in d.place.file + d.message.en for d in loaded.diagnostics)


def test_a_part_that_cannot_be_read_floods_nothing(tmp_path: Path) -> None:
    put(tmp_path, "organizations: {o: [\n", "a.yaml")
    loaded = read(tmp_path, HEAD + "include: a.yaml\npeople: {p: {employer: o}, q: {employer: o, count: -1}}\n")
    assert codes(loaded) == {"yaml-syntax", "out-of-range"}


def test_a_long_chain_of_includes(tmp_path: Path) -> None:
    for number in range(900):
        put(tmp_path, f"people: {{p{number}: }}\ninclude: f{number + 1}.yaml\n", f"f{number}.yaml")
    put(tmp_path, "people: {last: }\n", "f900.yaml")
    assert len(read(tmp_path, HEAD + "include: f0.yaml\n").require().people) == 901


def test_too_many_files(tmp_path: Path) -> None:
    names = ", ".join(f"f{number}.yaml" for number in range(5000))
    only(read(tmp_path, HEAD + f"include: [{names}]\n"), "too-many-files")
    for number in range(1200):
        put(tmp_path, f"include: f{number + 1}.yaml\n", f"f{number}.yaml")
    only(read(tmp_path, HEAD + "include: f0.yaml\n"), "too-many-files")


def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_YAML_BYTES", 2**20)
    put(tmp_path, "#" * 2**20, "a.yaml")
    only(read(tmp_path, HEAD + "#" * 2**20), "file-too-large")
    only(read(tmp_path, HEAD + "include: a.yaml\n"), "model-too-large")
    monkeypatch.setattr(files, "MAX_TABLE_BYTES", 10)
    only(read(tmp_path, HEAD, "m.jsonl"), "file-too-large")


def test_values_are_counted_over_all_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_NODES", 40)
    for name in "abcdef":
        put(tmp_path, "people: {" + ", ".join(f"{name}{number}: " for number in range(10)) + "}\n", f"{name}.yaml")
    assert codes(read(tmp_path, HEAD + "include: [a.yaml, b.yaml]\n")) == set()
    assert codes(read(tmp_path, HEAD + "include: [a.yaml, b.yaml, c.yaml, d.yaml]\n")) == {"too-many-nodes"}


def test_sections_of_the_wrong_type(tmp_path: Path) -> None:
    loaded = read(tmp_path, HEAD + "people: [p]\nconfirmations: {a: 1}\nsystems: 7\nharms: x\n")
    assert [(d.code, at(d)) for d in loaded.diagnostics] == [
        ("wrong-type", (3, 1)), ("wrong-type", (4, 1)), ("wrong-type", (5, 1)), ("wrong-type", (6, 1)),
    ]  # fmt: skip


def test_an_unknown_section_is_guessed(tmp_path: Path) -> None:
    found = only(read(tmp_path, HEAD + "organisations: {o: }\npeople: {p: {employer: o}}\n", "m.yaml"), "unknown-key")
    assert found.hint is not None
    assert "organizations" in found.hint.en
    assert at(found) == (3, 1)


def test_measures_of_one_thing_may_stand_in_several_files(tmp_path: Path) -> None:
    put(tmp_path, "measures:\n  o:\n    CPS.AC-2: basic\n    CPS.XX-1: basic\n    CPS.AC-1: none\n", "a.yaml")
    loaded = read(tmp_path, HEAD + "organizations: {o: }\nmeasures: {o: {CPS.AC-1: basic}}\ninclude: a.yaml\n")
    assert [(d.code, Path(d.place.file).name, at(d)) for d in loaded.diagnostics] == [
        ("unknown-requirement", "a.yaml", (4, 5)),
        ("duplicate-id", "a.yaml", (5, 5)),
    ]
    assert "m.yaml:4:" in loaded.diagnostics[1].message.en
    put(tmp_path, "measures: {o: {CPS.AC-2: basic}}\n", "a.yaml")
    assert set(load(tmp_path / "m.yaml", VOCABULARY).require().measures["o"]) == {"CPS.AC-1", "CPS.AC-2"}
