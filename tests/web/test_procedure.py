"""The wizard of the procedure: forms that keep the file as it is, saving, hands, deliverables."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from tests.web.conftest import Running, make_running

from sanso import examples
from sanso.model.editing import Drop, Put
from sanso.model.text import Language, Text
from sanso.verbs.assessing import catalogue, evaluate
from sanso.verbs.procedure import PROCEDURE_FILES, iotssf_evaluated, write_iotssf
from sanso.verbs.state import State
from sanso.web.beginnings import templates
from sanso.web.pages.procedure.fields import Field, Unreadable
from sanso.web.pages.procedure.forms import FormView, read_form, show_form
from sanso.web.pages.procedure.walking import forms_of, spot_of
from sanso.workspace.procedure_steps import STEPS

DAY = dt.date(2026, 11, 22)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    made = make_running(tmp_path_factory.mktemp("data"))
    yield made
    made.service.database.close()


def state_of(name: str) -> State:
    return State.open(examples.files(name), f"{name}.yaml", catalogue(), DAY)


def typed_of(view: FormView) -> dict[str, str]:
    """Return what a browser sends of a form that nobody touched."""
    rows = [row.inputs for _, made, _, _ in view.tables for row in made]
    return {name: text for inputs in (*view.singles, *rows) for one in inputs for name, text in one.inputs}


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("name", examples.names())
def test_a_form_that_nobody_touched_changes_nothing(name: str, lang: Language) -> None:
    state = state_of(name)
    made = iotssf_evaluated(state.evaluation)
    for step in STEPS:
        for form in forms_of(step, state, made, DAY):
            read = read_form(form, typed_of(show_form(form, lang)), lang)
            assert (read.changes, dict(read.problems)) == ((), {}), form.id


@pytest.mark.parametrize("name", examples.names())
def test_everything_missing_has_a_form_that_gives_it(name: str) -> None:
    state = state_of(name)
    made = iotssf_evaluated(state.evaluation)
    for step, report in zip(STEPS, made.steps, strict=True):
        pages = range(0, max(1, len(made.assess.harms)), 20)
        spots = {form.id for first in pages for form in forms_of(step, state, made, DAY, first)}
        for todo in report.missing:
            assert spot_of(todo) in spots, todo.where


def test_fields_read_what_they_show() -> None:
    things = {"gps": Text(en="GPS unit", ja="GPS装置"), "bus": Text.of("bus")}
    both = Field("x", Text.of("x"), "both")
    assert both.shown(Text.of("same"), "ja") == ("", "same")
    assert both.read(("", "同じ")) == "同じ"
    assert both.read(("a", "b")) == {"en": "a", "ja": "b"}
    assert both.read((" ", "")) is None
    assert Field("x", Text.of("x"), "thing", things).read(("GPS装置",)) == "gps"
    assert Field("x", Text.of("x"), "things", things).read(("gps、 bus, gps",)) == ["gps", "bus"]
    counts = Field("x", Text.of("x"), "counts", things)
    assert counts.read(("gps: 1,200, bus:3",)) == {"gps": 1200, "bus": 3}
    assert counts.shown({"gps": 4, "bus": 2}) == ("gps: 4, bus: 2",)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("day", "2026-02-30"),
        ("day", "yesterday"),
        ("choice", "other"),
        ("thing", "nothing"),
        ("number", "-1"),
        ("number", "1" * 40),
        ("counts", "gps"),
        ("line", "x" * 5000),
    ],
)
def test_what_cannot_be_read_is_told(kind: str, text: str) -> None:
    field = Field("x", Text.of("x"), kind, {"gps": Text.of("gps")})  # type: ignore[arg-type]
    with pytest.raises(Unreadable) as told:
        field.read((text,))
    assert told.value.words.en
    assert told.value.words.ja


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_pages_stand_in_both_languages(app: Running, lang: str) -> None:
    app.client.cookies.set("sanso-lang", lang)
    for path in ("", *(f"/{step}" for step in STEPS)):
        page = app.client.get(f"{app.base}/procedure{path}")
        assert page.status_code == 200
        assert page.text.count("<h1>") == 1
        assert f'<html lang="{lang}"' in page.text
    app.client.cookies.delete("sanso-lang")


def test_unknown_step_and_form_are_not_there(app: Running) -> None:
    assert app.client.get(f"{app.base}/procedure/other").status_code == 404
    assert app.post(f"{app.base}/procedure/prepare", {"form": "other"}).status_code == 404
    assert app.client.get(f"{app.base}/procedure/files/passwd").status_code == 404


def text_of(running: Running) -> str:
    workspace = running.service.workspaces.find(running.workspace)
    files = running.service.workspaces.files(workspace.id, workspace.head)
    return files.contents[files.main].decode()


def test_saving_keeps_comments_and_every_other_byte(app: Running) -> None:
    before = text_of(app)
    answer = app.post(
        f"{app.base}/procedure/prepare",
        {
            "form": "stakeholders",
            "base": app.head,
            "stakeholders.n0.who": "nobody-here",
            "stakeholders.n0.role": "operator",
            "stakeholders.n0.duties.en": "",
            "stakeholders.n0.duties.ja": "運転と点検: 異常時の停止",
        },
    )
    assert answer.status_code == 422  # nothing in the model is called so
    assert "nobody-here" in answer.text
    assert text_of(app) == before
    answer = app.post(
        f"{app.base}/procedure/prepare",
        {
            "form": "stakeholders",
            "base": app.head,
            "stakeholders.n0.who": "driver",
            "stakeholders.n0.role": "operator",
            "stakeholders.n0.duties.en": "",
            "stakeholders.n0.duties.ja": "運転と点検: 異常時の停止",
        },
    )
    assert answer.status_code == 303, answer.text
    after = text_of(app)
    added = [line for line in after.splitlines() if line not in before.splitlines()]
    assert len(added) == 1
    assert "運転と点検: 異常時の停止" in added[0]
    assert [line for line in before.splitlines() if line not in after.splitlines()] == []
    version = app.service.workspaces.version(app.workspace, app.head)
    assert version.kind == "edit"
    assert version.what.ja == "IoT-SSF手順1: ステークホルダー"
    page = app.client.get(answer.headers["location"])
    assert f"Saved as version {app.head}" in page.text


def test_what_was_typed_stays_when_it_cannot_be_kept(app: Running) -> None:
    head = app.head
    answer = app.post(
        f"{app.base}/procedure/treat",
        {
            "form": "acceptances",
            "base": head,
            "acceptances.n0.subject": "",
            "acceptances.n0.by": "<b>Sato</b>",
            "acceptances.n0.date": "2026-13-01",
            "acceptances.n0.until": "",
            "acceptances.n0.human": "",
            "acceptances.n0.economic": "",
            "acceptances.n0.reason.en": "for now",
            "acceptances.n0.reason.ja": "",
        },
    )
    assert answer.status_code == 422
    assert 'value="&lt;b&gt;Sato&lt;/b&gt;"' in answer.text
    assert "for now" in answer.text
    assert answer.text.count('aria-invalid="true"') == 2
    assert app.head == head


def test_what_the_model_refuses_is_told_beside_the_form(app: Running) -> None:
    head = app.head
    typed = {
        "form": "new-harm",
        "base": head,
        "harm.name.en": "Bus is hacked",
        "harm.name.ja": "",
        "harm.element": "driver",
        "harm.effect": "frozen",
        "harm.human": "",
        "harm.economic": "",
        "harm.rationale.en": "",
        "harm.rationale.ja": "",
    }
    answer = app.post(f"{app.base}/procedure/assess", typed)
    assert answer.status_code == 422
    part = answer.text.split('id="new-harm"', 1)[1].split("</section>", 1)[0]
    assert "Nothing was saved" in part
    assert 'class="diagnostics"' in part
    assert "Bus is hacked" in part
    assert app.head == head
    answer = app.post(f"{app.base}/procedure/assess", {**typed, "harm.effect": "deceived"})
    assert answer.status_code == 303
    assert "bus-is-hacked:" in text_of(app)


def test_two_people_in_different_forms_are_both_kept(app: Running) -> None:
    base = app.head
    scope = {"form": "scope", "base": base, "iotssf.scope.en": "All buses", "iotssf.scope.ja": "全車両"}
    criteria = {
        "form": "criteria",
        "base": base,
        "criteria_agreed.by": "operator",
        "criteria_agreed.date": "2026-01-31",
    }
    assert app.post(f"{app.base}/procedure/prepare", scope).status_code == 303
    answer = app.post(f"{app.base}/procedure/prepare", criteria)
    assert answer.status_code == 303
    assert "with=" in answer.headers["location"]
    record = app.service.head(app.service.workspaces.find(app.workspace)).state.model.iotssf  # type: ignore[union-attr]
    assert record.scope is not None
    assert record.scope.ja == "全車両"
    assert record.criteria_agreed is not None
    assert record.criteria_agreed.date == dt.date(2026, 1, 31)
    assert "both are kept" in app.client.get(answer.headers["location"]).text


def test_the_same_field_at_once_is_a_conflict(app: Running) -> None:
    base = app.head
    one = {"form": "scope", "base": base, "iotssf.scope.en": "One", "iotssf.scope.ja": "一"}
    other = {"form": "scope", "base": base, "iotssf.scope.en": "Other", "iotssf.scope.ja": "他"}
    assert app.post(f"{app.base}/procedure/prepare", one).status_code == 303
    assert app.post(f"{app.base}/procedure/prepare", other).status_code == 409
    record = app.service.head(app.service.workspaces.find(app.workspace)).state.model.iotssf  # type: ignore[union-attr]
    assert record.scope == Text(en="One", ja="一")


def test_rows_are_removed_and_all_proposals_kept(app: Running) -> None:
    model = app.service.head(app.service.workspaces.find(app.workspace)).state.model
    assert model is not None
    number = len(model.iotssf.allocation)
    page = app.client.get(f"{app.base}/procedure/treat").text
    fields = fields_of(page, "allocation")
    answer = app.post(
        f"{app.base}/procedure/treat", {**fields, "base": app.head, "allocation.0.remove": "1", "take": "allocation"}
    )
    assert answer.status_code == 303, re.sub("<[^>]+>", " ", answer.text)
    model = app.service.head(app.service.workspaces.find(app.workspace)).state.model
    assert model is not None
    offered = sum(name.endswith(".subject") and ".o" in name for name in fields)
    assert offered > 5
    assert len(model.iotssf.allocation) == number - 1 + offered


def fields_of(page: str, form: str) -> dict[str, str]:
    """Return what a browser would send of a form of *page*."""
    from html import unescape

    part = page.split(f'data-draft="{form}"', 1)[1].split("</form>", 1)[0]
    part = re.sub(r"<template>.*?</template>", "", part, flags=re.DOTALL)
    found = {"form": form}
    for tag in re.findall(r"<input[^>]+>", part):
        if 'type="checkbox"' not in tag and (name := re.search(r'name="([^"]+)"', tag)):
            value = re.search(r'value="([^"]*)"', tag)
            found[name[1]] = unescape(value[1]) if value else ""
    for name, text in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', part, re.DOTALL):
        found[name] = unescape(text)
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', part, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = unescape(chosen[1]) if chosen else ""
    return found


def test_changes_of_the_record_follow_one_another() -> None:
    state = state_of("bus-operation")
    assert state.model is not None
    at = ("iotssf", "stakeholders", len(state.model.iotssf.stakeholders))
    state = state.edited([Put(at, {"who": "driver", "role": "operator"})])
    state = state.edited([Drop(("iotssf", "allocation", 0))])
    again = State.open(state.contents, state.main, catalogue(), DAY)
    assert again.model is not None
    assert state.model == again.model


def test_handed_over_done_and_opened_again(app: Running) -> None:
    at = f"{app.base}/procedure/assess/hand"
    assert app.post(at, {"state": "handed", "to": "", "due": ""}).status_code == 422
    assert app.post(at, {"state": "handed", "to": "田中", "due": "soon"}).status_code == 422
    assert app.post(at, {"state": "else"}).status_code == 422
    handed = {"state": "handed", "to": "田中 <b>", "due": "2020-01-31", "note": "二者評価を\nお願いします"}
    assert app.post(at, handed).status_code == 303
    page = app.client.get(f"{app.base}/procedure").text
    assert "田中 &lt;b&gt;" in page
    assert "overdue" in page
    assert "Continue: Step 2" in page
    assert "二者評価を" in app.client.get(f"{app.base}/procedure/assess").text
    answer = app.post(at, {"state": "done"})
    assert answer.headers["location"].endswith("/procedure/treat")
    assert "Marked as done by" in app.client.get(f"{app.base}/procedure/assess").text
    app.post(at, {"state": "open"})
    assert "Continue: Step 1" in app.client.get(f"{app.base}/procedure").text


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_deliverables_are_those_of_the_command_line(app: Running, tmp_path: Path, lang: Language) -> None:
    workspace = app.service.workspaces.find(app.workspace)
    files = app.service.workspaces.files(workspace.id, workspace.head)
    for path, content in files.contents.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    made = evaluate(tmp_path / files.main, at=app.service.today())
    written = write_iotssf(made, tmp_path / "out", lang, pdf=True)
    assert {path.name for path in written} == set(PROCEDURE_FILES)
    for path in written:
        answer = app.client.get(f"{app.base}/procedure/files/{path.name}?lang={lang}")
        assert answer.status_code == 200
        assert answer.content == path.read_bytes(), path.name


def test_an_empty_model_gets_through_all_four_steps(app: Running) -> None:
    address = app.post("/new", {"way": "template", "sector": templates()[0].id, "name": "Pumps"}).headers["location"]
    base = f"{address}/procedure"

    def send(step: str, form: str, fields: Mapping[str, object]) -> None:
        held = fields_of(app.client.get(f"{base}/{step}").text, form)
        answer = app.post(f"{base}/{step}", {**held, **fields})
        assert answer.status_code == 303, re.sub("<[^>]+>", " ", answer.text)

    def missing(step: str) -> list[str]:
        page = app.client.get(f"{base}/{step}").text
        part = page.split('id="missing-h"', 1)[1].split("</section>", 1)[0]
        return re.findall(r'href="#([^"]+)" data-unfold', part)

    send("prepare", "scope", {"iotssf.scope.en": "All of it", "iotssf.scope.ja": "全体"})
    send("prepare", "criteria", {"criteria_agreed.by": "us", "criteria_agreed.date": "2026-01-01"})
    if "stakeholders" in missing("prepare"):
        send("prepare", "stakeholders", {"take": "stakeholders"})
    while "quantities" in missing("prepare"):
        held = fields_of(app.client.get(f"{base}/prepare").text, "quantities")
        send("prepare", "quantities", {name: "level" for name in held if name.endswith(".quantity")})
    assert missing("prepare") == []
    send(
        "assess",
        "new-harm",
        {
            "harm.name.en": "Water stops",
            "harm.name.ja": "断水",
            "harm.element": first_element(app, address),
            "harm.effect": "stopped",
        },
    )
    for spot in sorted(set(missing("assess"))):
        ident = spot.removeprefix("harm-")
        rows = {
            f"harms.{ident}.ratings.n{n}.{name}": value
            for n, who in enumerate(("A", "B"))
            for name, value in (
                ("by", who),
                ("date", "2026-02-01"),
                ("human", "limited"),
                ("economic", "serious"),
                ("rationale.en", ""),
                ("rationale.ja", ""),
            )
        }
        send("assess", spot, rows)
    for _ in range(5):
        if "allocation" in missing("treat"):
            send("treat", "allocation", {"take": "allocation"})
    if "acceptances" in missing("treat"):
        held = fields_of(app.client.get(f"{base}/treat").text, "acceptances")
        given = {name: "Head" for name in held if ".o" in name and name.endswith(".by")}
        reasons = {name: "for now" for name in held if ".o" in name and name.endswith(".reason.en")}
        send("treat", "acceptances", {**given, **reasons, "take": "acceptances"})
    if "triggers" in missing("review"):
        send("review", "triggers", {"take": "triggers"})
    send("review", "reviews", {"reviews.n0.date": app.service.today().isoformat(), "reviews.n0.by": "Board"})
    for step in STEPS:
        assert missing(step) == [], step
        app.post(f"{base}/{step}/hand", {"state": "done"})
    assert "Steps marked as done: 4 of 4. Things missing: 0." in app.client.get(base).text


def first_element(app: Running, address: str) -> str:
    workspace = app.service.workspaces.find(address.rsplit("/", 1)[1])
    model = app.service.head(workspace).state.model
    assert model is not None
    return next(iter(model.components))
