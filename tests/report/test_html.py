from __future__ import annotations

import itertools
import re
import time
from html.parser import HTMLParser

import pytest

from sanso.model.text import Language
from sanso.report import render_html

from .factory import HOSTILE, big, empty, small

LANGUAGES: tuple[Language, ...] = ("en", "ja")
VOID = {"meta", "input", "br", "img", "link", "hr", "wbr"}


class Outline(HTMLParser):
    """Elements of a page with their attributes, and whether they nest."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.elements if name == tag]


def outline(page: str) -> Outline:
    parsed = Outline()
    parsed.feed(page)
    parsed.close()
    return parsed


@pytest.fixture(params=LANGUAGES)
def lang(request: pytest.FixtureRequest) -> Language:
    value: Language = request.param
    return value


@pytest.fixture(params=["small", "empty"])
def page(request: pytest.FixtureRequest, lang: Language) -> str:
    return render_html(*{"small": small, "empty": empty}[request.param](), lang)


def test_is_self_contained(page: str) -> None:
    parsed = outline(page)
    assert not parsed.named("script")
    assert not parsed.named("link")
    assert not parsed.named("img")
    assert not parsed.named("iframe")
    for _, attrs in parsed.elements:
        assert not [name for name in attrs if name.startswith("on")]
        for name in ("src", "href", "xlink:href", "action", "data"):
            assert (attrs.get(name) or "#").startswith("#")
    style = "".join(re.findall(r"<style>(.*?)</style>", page, re.DOTALL))
    assert "url(" not in style
    assert "@import" not in style


def test_nests_and_says_its_language(page: str, lang: Language) -> None:
    parsed = outline(page)
    assert parsed.faults == []
    assert parsed.open == []
    assert parsed.named("html")[0]["lang"] == lang


def test_escapes_hostile_names(lang: Language) -> None:
    page = render_html(*small(), lang)
    for name in ("script", "attribute"):
        assert HOSTILE[name] not in page
    assert "49" not in "".join(re.findall(r"rationale.{0,60}", page))
    texts = "".join(outline(page).texts)
    assert HOSTILE["template"] in texts
    assert HOSTILE["formula"] in texts


def test_ids_are_unique_and_links_lead_somewhere(page: str) -> None:
    parsed = outline(page)
    ids = [attrs["id"] for _, attrs in parsed.elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    targets = {f"#{ident}" for ident in ids}
    links = {attrs["href"] for tag, attrs in parsed.elements if tag in ("a", "use") and "href" in attrs}
    assert links <= targets
    for _, attrs in parsed.elements:
        assert attrs.get("aria-labelledby") is None or attrs["aria-labelledby"] in ids


def test_headings_come_in_order(page: str) -> None:
    levels = [int(tag[1]) for tag, _ in outline(page).elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_every_picture_has_a_title_and_a_table_beside_it(lang: Language) -> None:
    page = render_html(*small(), lang)
    pictures = re.findall(r"<figure>.*?</figure>(.*?)</section>", page, re.DOTALL)
    assert len(pictures) == 3
    for after in pictures:
        assert "<table" in after
    for picture in re.findall(r"<figure>(.*?)</figure>", page, re.DOTALL):
        assert re.search(r'role="img"', picture)
        assert re.search(r"<title>[^<]+</title>", picture)


def test_every_table_has_caption_heads_and_scopes(page: str) -> None:
    for table in re.findall(r"<table.*?</table>", page, re.DOTALL):
        assert "<caption" in table
        assert "<thead" in table
        assert all("scope=" in cell for cell in re.findall(r"<th\b[^>]*>", table))


def test_status_is_never_colour_alone(lang: Language) -> None:
    page = render_html(*small(), lang)
    for _status, inner in re.findall(r'<span class="st st-([\w-]+)">(.*?)</span>', page, re.DOTALL):
        assert "<use href=" in inner
        assert re.sub(r"<.*?>", "", inner).strip()


def test_not_stated_is_not_green(lang: Language) -> None:
    page = render_html(*small(), lang)
    red, green, blue = (int(part, 16) for part in re.findall(r"--not-stated:#(\w\w)(\w\w)(\w\w)", page)[0])
    assert green < red
    assert green < blue


def test_empty_model_says_so_in_words() -> None:
    page = render_html(*empty(), "en")
    for words in ("no elements", "no harm scenario", "No requirement applies", "No incident applies", "No open point"):
        assert words in page


def test_says_stated_not_proven(page: str, lang: Language) -> None:
    assert {"en": "stated, not proven", "ja": "申告であり、証明ではない"}[lang] in page


def test_absent_things_are_listed_and_not_in_the_tables(lang: Language) -> None:
    model, assessment, catalogue = small()
    page = render_html(model, assessment, catalogue, lang)
    notes = page[page.index('id="notes"') :]
    assert "gone" in assessment.model.absent
    assert "Gone" in notes
    layers = page[page.index('id="layers"') : page.index('id="map"')]
    assert "Gone" not in re.sub(r"<figure>.*?</figure>", "", layers, flags=re.DOTALL)


def test_every_required_level_has_its_reason() -> None:
    model, assessment, catalogue = small()
    page = render_html(model, assessment, catalogue, "en")
    rows = re.findall(r'<tbody data-layers="[^"]*" data-open="\w+">', page)
    asked = [row for row in assessment.requirements if row.status != "not-required"]
    assert len(rows) == len(asked)
    assert page.count("Why this level:") == len(asked)


def test_rendering_is_repeatable(lang: Language) -> None:
    assert render_html(*small(), lang) == render_html(*small(), lang)


@pytest.mark.long
def test_big_model_stays_usable() -> None:
    model, assessment, catalogue = big()
    begun = time.process_time()
    page = render_html(model, assessment, catalogue, "ja")
    assert time.process_time() - begun < 20
    assert len(page.encode()) < 15_000_000
    assert "ワークブックを参照" in page
