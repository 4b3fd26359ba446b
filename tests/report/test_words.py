from __future__ import annotations

import re
from pathlib import Path

import pytest

from sanso.model.text import Text
from sanso.report import method, terms
from sanso.report.words import WORDS, words

JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
SAME_IN_BOTH = {"nothing", "sheet_iotssf", "col_id", "Basic", "Advanced", "High-Advanced"}
TEMPLATES = Path(method.__file__).parent / "templates"
FIELD = re.compile(r"{(\w+)}")


def tables() -> list[tuple[str, str, Text]]:
    found = [("WORDS", key, text) for key, text in WORDS.items()]
    for name in terms.__all__:
        table = getattr(terms, name)
        if not isinstance(table, tuple):
            found.extend((name, key, text) for key, text in table.items())
    for term, meaning in method.DEFINITIONS:
        found += [("DEFINITIONS", term.en, term), ("DEFINITIONS", term.en, meaning)]
    return found


@pytest.mark.parametrize(("table", "key", "text"), tables())
def test_both_languages_are_there(table: str, key: str, text: Text) -> None:
    assert text.en
    assert text.ja
    assert not JAPANESE.search(text.en)
    if key not in SAME_IN_BOTH and text.en not in SAME_IN_BOTH:
        assert JAPANESE.search(text.ja), text.ja
    assert sorted(FIELD.findall(text.en)) == sorted(FIELD.findall(text.ja))


def used() -> set[str]:
    source = "".join(path.read_text(encoding="utf-8") for path in sorted(TEMPLATES.glob("*.j2")))
    return set(re.findall(r"\bw\.(\w+)", source))


def test_templates_use_known_words() -> None:
    assert used() <= set(WORDS)


def test_no_word_is_unused() -> None:
    package = TEMPLATES.parent
    source = "".join(
        path.read_text(encoding="utf-8") for path in sorted(package.rglob("*.py")) if path.name != "words.py"
    )
    source += "".join(path.read_text(encoding="utf-8") for path in sorted(TEMPLATES.glob("*.j2")))
    dynamic = ("stated_", "per_", "human", "economic")
    found = set(re.findall(r"\bw\.(\w+)|[\"'](\w+)[\"']", source))
    named = {name for pair in found for name in pair}
    assert [key for key in WORDS if key not in named and not key.startswith(dynamic)] == []


def test_words_come_in_one_language() -> None:
    assert words("ja")["summary"] == "概要"
    assert words("en")["summary"] == "Summary"


def test_terms_agree_with_the_catalogue() -> None:
    from sanso.catalogue import load_catalogue

    catalogue = load_catalogue()
    assert {key: record.title for key, record in catalogue.statuses.items()} == dict(terms.STATUS)
    assert {key: record.title for key, record in catalogue.levels.items()} == dict(terms.LEVEL)
    assert set(terms.BASIS) == set(catalogue.bases)
    assert set(terms.HUMAN) == set(catalogue.human_levels)
    assert set(terms.ECONOMIC) == set(catalogue.economic_levels)
    assert set(terms.TYPE) == set(catalogue.element_types)
