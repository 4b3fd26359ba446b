"""Which files can be kept."""

from __future__ import annotations

import pytest

from sanso.workspace import files as module
from sanso.workspace.errors import Refused
from sanso.workspace.files import MAX_FILES, MAX_PATH, Files


@pytest.mark.parametrize(
    "path", ["m.yaml", "a/b/c.yaml", "日本語/モデル.yaml", "name with space.yaml", "..a", "x" * MAX_PATH]
)
def test_relative_paths_are_taken(path):
    Files(path, {path: b""}).check()


@pytest.mark.parametrize(
    "path",
    ["", "/m.yaml", "../m.yaml", "a/../m.yaml", "a//b", "./a", "a/.", "a\\b", "C:m.yaml", "a\0b", "a\nb", "x" * 501],
)
def test_other_paths_are_refused(path):
    with pytest.raises(Refused) as refused:
        Files("m.yaml", {"m.yaml": b"", path: b""}).check()
    assert refused.value.text.ja != refused.value.text.en


def test_limits(monkeypatch):
    monkeypatch.setattr(module, "MAX_BYTES", 10)
    Files("m", {"m": b"1234567890"}).check()
    with pytest.raises(Refused, match="MiB"):
        Files("m", {"m": b"1234567890", "n": b"1"}).check()
    with pytest.raises(Refused, match="too many"):
        Files("m", {"m": b""} | {f"n{number}": b"" for number in range(MAX_FILES)}).check()
    with pytest.raises(Refused, match="not among"):
        Files("other", {"m": b""}).check()


def test_the_digest_tells_everything_apart():
    same = [Files("m", {"m": b"1", "n": b"2"}), Files("m", {"n": b"2", "m": b"1"})]
    others = [
        Files("n", {"m": b"1", "n": b"2"}),
        Files("m", {"m": b"2", "n": b"1"}),
        Files("m", {"m": b"1"}),
        Files("m", {"m": b"1", "o": b"2"}),
    ]
    assert same[0].digest == same[1].digest
    assert len({files.digest for files in (*same, *others)}) == 5


def test_contents_cannot_be_changed():
    given = {"m": b"1"}
    files = Files("m", given)
    given["m"] = b"2"
    assert files.contents["m"] == b"1"
    with pytest.raises(TypeError):
        files.contents["m"] = b"3"  # type: ignore[index]
