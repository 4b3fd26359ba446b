"""What people upload is looked through before anything is kept."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanso.web.security.uploads import Given, Taken, UploadLimits, take

MODEL = b"sanso: 1\nname: Site\n"


def packed(members: dict[str, bytes], **more: Any) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            entry = zipfile.ZipInfo(name)
            entry.filename = entry.orig_filename = name
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = more.get("mode", stat.S_IFREG | 0o644) << 16
            archive.writestr(entry, content)
    return stream.getvalue()


def zipped(members: dict[str, bytes], limits: UploadLimits | None = None, **more: Any) -> Taken:
    return take([Given("model.zip", packed(members, **more))], limits=limits)


def test_a_folder_comes_out_without_its_own_name() -> None:
    taken = zipped(
        {
            "bus/model.yaml": MODEL,
            "bus/parts/site.yaml": b"components: {}\n",
            "bus/readme.txt": b"hello",
            "bus/.DS_Store": b"\x00",
            "__MACOSX/bus/._model.yaml": b"\x00\x05",
        }
    )
    assert taken.refused == ()
    assert taken.files is not None
    assert taken.files.main == "model.yaml"
    assert dict(taken.files.contents) == {"model.yaml": MODEL, "parts/site.yaml": b"components: {}\n"}
    assert set(taken.left_out) == {"readme.txt", "bus/.DS_Store", "__MACOSX/bus/._model.yaml"}


@pytest.mark.parametrize(
    "name",
    [
        "../model.yaml",
        "a/../../model.yaml",
        "/etc/model.yaml",
        "C:\\model.yaml",
        "C:/model.yaml",
        "c:model.yaml",
        "a\\model.yaml",
        "\\\\server\\model.yaml",
        "a//model.yaml",
        "./model.yaml",
        "a/./model.yaml",
        "mod\x00el.yaml",
        "mod\nel.yaml",
        "mod\u202eel.yaml",
        " model.yaml",
        "a /model.yaml",
        "a./model.yaml",
        "con/model.yaml",
        "NUL.yaml",
        "com1.yaml",
        "a/model.yaml:stream",
        "x/" * 10 + "model.yaml",
        "m" * 600 + ".yaml",
        "",
    ],
    ids=ascii,
)
def test_names_that_leave_deceive_or_clash_are_refused(name: str) -> None:
    beside = take([Given("model.yaml", MODEL), Given(name, MODEL)])
    assert beside.files is None
    assert beside.refused
    if name:
        inside = zipped({"model.yaml": MODEL, name: MODEL})
        assert inside.files is None
        assert inside.refused
        assert inside.refused[0].ja != inside.refused[0].en


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("a.yaml", "A.yaml"),
        ("Stra\u00dfe.yaml", "STRASSE.yaml"),
        ("caf\u00e9.yaml", "cafe\u0301.yaml"),
        ("a", "a/b.yaml"),
        ("x/a/b.yaml", "x/A"),
    ],
)
def test_names_that_are_one_on_some_systems_are_refused(first: str, second: str) -> None:
    for taken in (
        take([Given("model.yaml", MODEL), Given(first, MODEL), Given(second, MODEL)]),
        zipped({"model.yaml": MODEL, first: MODEL, second: MODEL}),
    ):
        assert taken.files is None
        assert taken.refused


def test_the_same_name_twice_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("model.yaml", MODEL)
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("model.yaml", b"sanso: 1\nname: Other\n")
    assert take([Given("m.zip", stream.getvalue())]).files is None


def test_links_and_devices_are_refused() -> None:
    for mode in (stat.S_IFLNK | 0o777, stat.S_IFCHR | 0o666, stat.S_IFIFO | 0o666, stat.S_IFBLK | 0o666):
        taken = zipped({"model.yaml": b"/etc/passwd"}, mode=mode)
        assert taken.files is None
        assert "link or a device" in taken.refused[0].en


def test_a_bomb_is_refused_before_it_unfolds() -> None:
    bomb = packed({"model.yaml": b"\x20" * (80 * 2**20)})
    assert len(bomb) < 200_000
    assert take([Given("bomb.zip", bomb)]).files is None
    many = {f"f{number}.yaml": b" " * 2**20 for number in range(70)}
    assert "together" in zipped(many).refused[0].en
    swollen = {"model.yaml": MODEL + b" " * (20 * 2**20)}
    assert "unfolds" in zipped(swollen).refused[0].en


def test_an_archive_that_lies_about_a_size_is_refused() -> None:
    honest = packed({"model.yaml": MODEL + b"#" * 100_000})
    size = struct.pack("<I", len(MODEL) + 100_000)
    assert honest.count(size) == 2
    for lie in (10, 2_000_000):
        taken = take([Given("lie.zip", honest.replace(size, struct.pack("<I", lie)))])
        assert taken.files is None
        assert taken.refused


def test_a_nested_archive_is_left_out_and_no_model() -> None:
    inner = packed({"model.yaml": MODEL})
    taken = zipped({"inner.yaml": inner})
    assert taken.files is None
    assert "no model file" in taken.refused[0].en


def test_too_many_and_too_deep() -> None:
    limits = UploadLimits(files=3, total=100, depth=2)
    assert zipped({f"{n}.yaml": MODEL for n in range(4)}, limits).refused
    assert zipped({f"{n}.yaml": b"x" * 40 for n in range(3)}, limits).refused
    assert zipped({"a/b/c.yaml": MODEL}, limits).refused
    assert take([Given(f"{n}.yaml", MODEL) for n in range(4)], limits=limits).refused
    assert take([Given("a.yaml", b"x" * 101)], limits=limits).refused
    assert zipped({"model.yaml": MODEL}, limits).files is not None


def test_a_locked_archive_is_told_so() -> None:
    content = bytearray(packed({"model.yaml": MODEL}))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    taken = take([Given("locked.zip", bytes(content))])
    assert "パスワード" in taken.refused[0].ja


@given(cut=st.integers(0, 150), put=st.binary(max_size=4))
def test_damaged_archives_never_break_anything(cut: int, put: bytes) -> None:
    content = packed({"model.yaml": MODEL, "b.yaml": b"x" * 50})
    at = cut % len(content)
    taken = take([Given("m.zip", content[:at] + put + content[at + len(put) :])])
    assert (taken.files is None) == bool(taken.refused)


@given(name=st.text(max_size=30))
def test_what_is_taken_can_be_kept(name: str) -> None:
    """No name that passes is one that the store would refuse."""
    taken = take([Given("model.yaml", MODEL), Given(f"{name}.yaml", b"components: {}\n")])
    if taken.files is not None:
        taken.files.check()


def test_what_a_file_is_counts_not_what_it_is_called() -> None:
    for content in (b"%PDF-1.7", b"\x89PNG\r\n", b"MZ\x90", b"\x7fELF", b"sanso: 1\x00", b"\x1f\x8b"):
        assert take([Given("model.yaml", content)]).files is None
    assert take([Given("model.exe", MODEL)]).files is None
    assert take([Given("model.yaml", "sanso: 1\nname: 現場\n".encode("utf-16"))]).files is not None


def test_a_workbook_is_sent_to_its_own_page() -> None:
    taken = take([Given("ledger.xlsx", packed({"xl/workbook.xml": b"<x/>", "[Content_Types].xml": b"<x/>"}))])
    assert "From a spreadsheet" in taken.refused[0].en


def test_the_main_file_is_found_or_asked_for() -> None:
    one = take([Given("parts.yaml", b"components: {}\n"), Given("site.yaml", MODEL)])
    assert one.files is not None
    assert one.files.main == "site.yaml"
    two = {"a.yaml": MODEL, "b.yaml": MODEL}
    asked = zipped(two)
    assert asked.files is None
    assert asked.mains == ("a.yaml", "b.yaml")
    chosen = take([Given("m.zip", packed(two))], main="b.yaml")
    assert chosen.files is not None
    assert chosen.files.main == "b.yaml"
    assert take([]).refused
    assert take([Given("m.json", b'{"sanso": 1}')]).files is not None


def test_japanese_names_of_windows_are_read() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("AAAA.yaml", MODEL)
    content = stream.getvalue().replace(b"AAAA", "現場".encode("cp932"))
    taken = take([Given("m.zip", content)])
    assert taken.files is not None
    assert taken.files.main == "現場.yaml"
