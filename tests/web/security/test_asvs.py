"""The list of the standard names tests that exist, and the document names the limits that hold."""

from __future__ import annotations

import ast
import csv
import re
from pathlib import Path

import pytest

from sanso.formats.archive import Limits
from sanso.web.security import entering, limits, passkeys, uploads
from sanso.web.security.tries import Tries
from sanso.web.settings import Settings
from sanso.workspace import invitations, sharing, tokens

ROOT = Path(__file__).parents[3]
ANSWERS = {"met", "partly", "not met", "not applicable", "operator"}
DOCUMENTS = ("security.md", "security.ja.md")


def _lines() -> list[dict[str, str]]:
    with (ROOT / "docs" / "asvs.tsv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def _functions(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


def test_every_requirement_of_level_two_has_one_line() -> None:
    lines = _lines()
    assert len({line["requirement"] for line in lines}) == len(lines) == 253
    assert [line["level"] for line in lines].count("1") == 70
    numbers = [tuple(map(int, line["requirement"].split("."))) for line in lines]
    assert numbers == sorted(numbers)


def test_every_answer_has_its_reason_and_every_test_exists() -> None:
    known: dict[str, set[str]] = {}
    for line in _lines():
        assert line["answer"] in ANSWERS, line
        assert line["how or why"], line
        for test in line["tests"].split():
            path, _, name = test.partition("::")
            assert (ROOT / path).exists(), test
            if name:
                if path not in known:
                    known[path] = _functions(ROOT / path)
                assert name in known[path], test


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_limits_of_the_document_are_those_of_the_program(document: str, tmp_path: Path) -> None:
    text = (ROOT / "docs" / document).read_text(encoding="utf-8")
    settings, bounds, books = Settings.embedded(tmp_path), uploads.UploadLimits(), Limits()
    assert (settings.session_idle, settings.session_most) == (12 * 3600, 7 * 24 * 3600)
    assert entering.RECENT.total_seconds() == 15 * 60
    assert passkeys.CHALLENGE_SECONDS == 5 * 60
    assert Tries()._most == 20
    assert (limits.STRANGER, settings.most_form, settings.most_upload) == (64 * 2**10, 8 * 2**20, 64 * 2**20)
    assert (bounds.files, bounds.total, bounds.depth) == (1000, 64 * 2**20, 10)
    assert (books.file_bytes, books.unpacked_bytes, books.parts) == (128 * 2**20, 2**30, 5000)
    assert (invitations.LONGEST_DAYS, tokens.LONGEST_DAYS, sharing.LONGEST_DAYS) == (30, 366, 366)
    for words in ("64 KiB", "8 MiB", "64 MiB", "1,000", "128 MiB", "1 GiB", "5,000", "16 KiB", "253", "366", "30"):
        assert words in text, words


def test_both_documents_say_the_same_in_the_same_order() -> None:
    shapes = []
    for document in DOCUMENTS:
        lines = (ROOT / "docs" / document).read_text(encoding="utf-8").splitlines()
        shapes.append([line.split(" ")[0] for line in lines if line.startswith(("#", "| ", "- "))])
    assert shapes[0] == shapes[1]


def test_every_way_in_and_every_variable_is_documented() -> None:
    serving = (ROOT / "src" / "sanso" / "web" / "serving.py").read_text(encoding="utf-8")
    names = set(re.findall(r"SANSO_[A-Z_]+", serving))
    assert "SANSO_OIDC_ISSUER" in names
    for document in DOCUMENTS:
        text = (ROOT / "docs" / document).read_text(encoding="utf-8")
        missing = {name for name in names if name not in text} - {"SANSO_DATA"}
        assert not missing
