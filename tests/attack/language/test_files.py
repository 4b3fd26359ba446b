"""Files of a language: includes, and everything that can be wrong with a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from sanso.attack.language import BadLanguage, load, read
from sanso.attack.language import files as language_files

HEAD = '#id: "t"\n#version: "1.0.0"\n'


def written(path: Path, text: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def codes(path: Path) -> list[str]:
    return [d.code for d in read(path).diagnostics]


def test_includes_are_relative_and_read_once(tmp_path: Path) -> None:
    top = written(tmp_path / "top.mal", f'include "sub/a.mal"\n{HEAD}include "sub/../sub/a.mal"\ninclude "top.mal"')
    written(tmp_path / "sub/a.mal", '#id: "other" include "b.mal" include "../top.mal" category C { asset A {} }')
    written(tmp_path / "sub/b.mal", 'include "a.mal" include "b.mal" category C { asset B extends A {} }')
    language = load(top)
    assert list(language.assets) == ["B", "A"]
    assert (language.id, language.assets["B"].parent) == ("t", "A")
    assert load(str(top)) == language


def test_faults_name_the_included_file(tmp_path: Path) -> None:
    top = written(tmp_path / "top.mal", f'{HEAD}include "part.mal"')
    part = written(tmp_path / "part.mal", "category C {\n asset A { | a -> b } }")
    (found,) = read(top).diagnostics
    assert str(found.place) == f"{part}:2:19"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("../outside.mal", "mal-include-outside"),
        ("/etc/passwd", "mal-include-outside"),
        ("missing.mal", "missing-file"),
        (".", "mal-not-a-file"),
        ("link.mal", "mal-include-outside"),
        ("x" * 5000, "unreadable-file"),
    ],
)
def test_bad_includes(name: str, code: str, tmp_path: Path) -> None:
    written(tmp_path / "outside.mal", "category C {}")
    folder = tmp_path / "in"
    top = written(folder / "top.mal", f'{HEAD}include "{name}"')
    (folder / "link.mal").symlink_to(tmp_path / "outside.mal")
    (found,) = read(top).diagnostics
    assert (found.code, found.place.line, found.place.column) == (code, 3, 9)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("市".encode("shift_jis"), "not-utf8"),
        (HEAD.encode("utf-16"), "not-utf8"),
        (b"\xef\xbb\xbf" + HEAD.encode(), "byte-order-mark"),
        (b"a\0b", "nul-byte"),
        (b"//" + b"x" * 20_000, "line-too-long"),
    ],
)
def test_bad_content(content: bytes, code: str, tmp_path: Path) -> None:
    assert codes(written(tmp_path / "top.mal", content)) == [code]


def test_missing_files_and_folders(tmp_path: Path) -> None:
    assert codes(tmp_path / "none.mal") == ["missing-file"]
    assert codes(tmp_path) == ["mal-not-a-file"]
    assert codes(Path("a\0b")) == ["missing-file"]
    with pytest.raises(BadLanguage):
        load(tmp_path)


def test_sizes_are_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language_files, "MAX_BYTES", 200)
    monkeypatch.setattr(language_files, "MAX_FILES", 3)
    top = written(tmp_path / "top.mal", f'{HEAD}include "big.mal" include "more.mal"')
    written(tmp_path / "big.mal", "// " + "x" * 200)
    written(tmp_path / "more.mal", "// more")
    assert codes(top) == ["mal-too-large"] * 2
    many = written(tmp_path / "many.mal", HEAD + "".join(f'include "{i}.mal"\n' for i in range(4)))
    for i in range(4):
        written(tmp_path / f"{i}.mal", "")
    assert codes(many) == ["too-many-files"] * 2
