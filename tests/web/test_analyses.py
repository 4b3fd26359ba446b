"""The pages of the analyses: what is found, filters, links to elements, what is said where there is nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.web.conftest import Running, make_running

from sanso.web.beginnings import template

if TYPE_CHECKING:
    from sanso.report.views import Views

PAGES = ("perspectives", "transcription", "safety", "sectors")
TABLES = {
    "perspectives": ("demands", "ways"),
    "transcription": ("transcription", "transcription-open"),
    "safety": ("barriers", "floors", "conflicts"),
    "sectors": ("raised", "items"),
}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The sample, for tests that change nothing."""
    made = make_running(tmp_path_factory.mktemp("analyses") / "data")
    yield made
    made.app.state.attacks.close()
    made.service.database.close()


@pytest.fixture(scope="module")
def nothing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A model with one device and nothing that could be analysed."""
    file = tmp_path_factory.mktemp("little") / "m.yaml"
    file.write_text(
        "sanso: 1\nid: m\nname: M\norganizations:\n  us: {name: Us}\n"
        "components:\n  box: {name: Box, kind: server, roles: {owner: us}}\n"
    )
    made = make_running(tmp_path_factory.mktemp("nothing") / "data", start_file=file)
    yield made
    made.app.state.attacks.close()
    made.service.database.close()


def views_of(running: Running) -> Views:
    service = running.service
    return service.head(service.workspaces.find(running.workspace)).state.views


def table(running: Running, page: str, name: str, **query: object) -> list[dict[str, object]]:
    """Return the rows of a table as they are downloaded."""
    answer = running.client.get(f"{running.base}/{page}", params={"table": name, "as": "json", **query})
    assert answer.status_code == 200, answer.text[:300]
    rows: list[dict[str, object]] = answer.json()["rows"]
    return rows


@pytest.mark.parametrize("page", PAGES)
def test_a_page_leads_to_the_elements_it_speaks_of(sample: Running, page: str) -> None:
    text = sample.client.get(f"{sample.base}/{page}").text
    links = set(re.findall(rf'href="{sample.base}/elements/([\w.-]+)"', text))
    assert links
    for ident in sorted(links)[:3]:
        assert sample.client.get(f"{sample.base}/elements/{ident}").status_code == 200, ident


@pytest.mark.parametrize(("page", "name"), [(page, name) for page in PAGES for name in TABLES[page]])
def test_tables_download_in_both_languages(sample: Running, page: str, name: str) -> None:
    rows = table(sample, page, name)
    if name == "raised":
        assert len(rows) == sum(len(view.raised) for view in views_of(sample).sectors.sectors)
    else:
        assert rows, "the sample shows every other table"
    address = f"{sample.base}/{page}?table={name}&as=csv"
    english, japanese = (
        sample.client.get(address, headers={"cookie": cookies(sample, lang)}).text for lang in ("en", "ja")
    )
    assert english.count("\r\n") == japanese.count("\r\n") == len(rows) + 1
    assert english.splitlines()[0] != japanese.splitlines()[0]


def cookies(running: Running, lang: str) -> str:
    kept = {cookie.name: cookie.value for cookie in running.client.cookies.jar}
    return "; ".join(f"{name}={value}" for name, value in {**kept, "sanso-lang": lang}.items())


def test_perspectives_are_filtered(sample: Running) -> None:
    every = views_of(sample).perspectives.subjects
    demands = table(sample, "perspectives", "demands")
    assert len(demands) == sum(len(view.parts) for view in every)
    one = every[0].subject
    assert {row["subject"] for row in table(sample, "perspectives", "demands", subject=one)} == {one}
    high = table(sample, "perspectives", "demands", category=4)
    assert {row["subject"] for row in high} == {view.subject for view in every if view.category == 4}
    left = table(sample, "perspectives", "demands", open=1)
    assert {row["subject"] for row in left} == {
        view.subject for view in every if any(not part.met for part in view.parts)
    }
    assert table(sample, "perspectives", "demands", subject="none-of-this-name") == []


def test_transcription_is_filtered(sample: Running) -> None:
    every = views_of(sample).transcription.rows
    device = every[0].device
    rows = table(sample, "transcription", "transcription", device=device)
    assert {row["connection"] for row in rows} == {row.connection for row in every if row.device == device}
    assert 0 < len(rows) < len(every)
    open_ = table(sample, "transcription", "transcription-open", device=device)
    assert {row["device"] for row in open_} <= {device}
    answer = sample.client.get(f"{sample.base}/transcription?device=none-of-this-name")
    assert "Nothing matches" in answer.text


def test_safety_is_filtered_by_harm_and_conflict(sample: Running) -> None:
    report = views_of(sample).safety
    harm = next(tie.harm for tie in report.harms if any(line.barriers for line in tie.lines))
    assert {row["harm"] for row in table(sample, "safety", "barriers", harm=harm)} == {harm}
    kind = report.conflicts[0].kind
    rows = table(sample, "safety", "conflicts", conflict=kind)
    assert len(rows) == sum(one.kind == kind for one in report.conflicts)


@pytest.mark.parametrize("odd", ["category=-1", "category=9999999999999999", "category=%F0%9F%98%80", "open=maybe"])
def test_odd_filters_do_no_harm(sample: Running, odd: str) -> None:
    assert sample.client.get(f"{sample.base}/perspectives?{odd}").status_code == 200


def test_one_element_under_several_sectors(sample: Running) -> None:
    address = f"{sample.base}/sectors?element=onboard&with=auto&with=factory"
    text = sample.client.get(address).text
    assert "Levels that differ" in text
    rows = table(sample, "sectors", "differing", **{"element": "onboard", "with": ["auto", "factory"]})
    from sanso.verbs.sectoring import compare_evaluated

    service = sample.service
    made = service.head(service.workspaces.find(sample.workspace)).state.evaluation
    compared = compare_evaluated(made, "onboard", ("auto", "factory"))
    assert [row["requirement"] for row in rows] == [row.requirement for row in compared.differing]


@pytest.mark.parametrize(
    "query", ["element=onboard&with=auto", "element=nobody&with=auto&with=factory", "element=onboard&with=x&with=auto"]
)
def test_a_comparison_that_cannot_be_made_says_why(sample: Running, query: str) -> None:
    answer = sample.client.get(f"{sample.base}/sectors?{query}")
    assert answer.status_code == 200
    assert 'class="error-text" role="alert"' in answer.text
    assert "Levels that differ" not in answer.text


@pytest.mark.parametrize("page", ["attack", *PAGES])
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_where_there_is_nothing_one_sentence_and_one_button(nothing: Running, page: str, lang: str) -> None:
    answer = nothing.client.get(f"{nothing.base}/{page}", headers={"cookie": cookies(nothing, lang)})
    assert answer.status_code == 200
    empty = re.findall(r'<section class="empty">(.*?)</section>', answer.text, re.DOTALL)
    assert len(empty) == 1
    (href,) = re.findall(r'<a class="btn primary" href="([^"]+)"', empty[0])
    assert nothing.client.get(href, follow_redirects=True).status_code == 200


def test_nothing_is_computed_where_no_harm_is_written(nothing: Running) -> None:
    nothing.client.get(f"{nothing.base}/attack")
    assert not nothing.app.state.attacks._runs


def test_the_catalogue_lists_what_there_is(sample: Running) -> None:
    kinds = table_of(sample, "/catalogue", "kinds")
    content = sample.service.catalogue
    assert {row["kind"]: row["records"] for row in kinds} == {
        kind.replace("_", "-"): len(found) for kind, found in content.kinds.items()
    }
    found = table_of(sample, "/catalogue/requirements?q=cps.am-1", "records")
    assert [row["id"] for row in found] == [ident for ident in content.requirements if "CPS.AM-1" in ident]
    for kind, records in content.kinds.items():
        record = next(iter(records), None)
        if record is not None:
            dashed = kind.replace("_", "-")
            assert sample.client.get(f"/catalogue/{dashed}").status_code == 200, kind
            assert sample.client.get(f"/catalogue/{dashed}/{record}").status_code == 200, (kind, record)
    for wrong in ("/catalogue/nothing", "/catalogue/requirements/CPS.XX-1", "/catalogue/attack_steps"):
        assert sample.client.get(wrong).status_code == 404, wrong


def table_of(running: Running, address: str, name: str) -> list[dict[str, object]]:
    sign = "&" if "?" in address else "?"
    rows: list[dict[str, object]] = running.client.get(f"{address}{sign}table={name}&as=json").json()["rows"]
    return rows


def test_words_of_the_model_are_not_read_as_html(tmp_path: Path) -> None:
    file = tmp_path / "m.yaml"
    started = template(None, "en")
    text = started.contents[started.main].decode()
    for name, evil in (("Pump, ja", "<img src=x onerror=alert(1)>"), ("Main bursts, ja", "<script>alert(2)</script>")):
        assert name in text
        text = text.replace(name, f"'{evil}', ja")
    file.write_text(text)
    running = make_running(tmp_path / "data", start_file=file)
    for page in (*PAGES, "attack"):
        answer = running.client.get(f"{running.base}/{page}")
        assert answer.status_code == 200
        text = answer.text
        assert "<img src=x" not in text
        assert "<script>alert" not in text
    running.app.state.attacks.close()
    running.service.database.close()
