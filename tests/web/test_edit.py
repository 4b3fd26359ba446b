"""The pages that edit: list, form, text of an entry, new, rename, copy, delete, conflict."""

from __future__ import annotations

import html
import re

import pytest
from tests.web.conftest import Running
from tests.web.editing.samples import entries

from sanso.web.editing.written import value_at, written_of

DOOR = "/edit/components/door"
CAUGHT = "/edit/harms/caught-in-door"


def fields(page: str) -> list[tuple[str, str]]:
    """Return the form of a page as a browser would send it."""
    from lxml import html as parser

    form = parser.fromstring(page).get_element_by_id("edit-form")
    return [(name, value) for name, value in form.form_values()]


def value(running: Running, *path: str | int):
    service = running.service
    return value_at(written_of(service.head(service.workspaces.find(running.workspace)).state), path)


def things(running: Running) -> bytes:
    """Return the file that the door stands in."""
    return running.service.workspaces.files(running.workspace, running.head).contents["parts/things.yaml"]


def send(running: Running, path: str, typed: dict[str, str], query: str = "", **more: str):
    """Open a form, type, and press a button (Save if not said)."""
    shown = running.client.get(running.base + path)
    assert shown.status_code == 200, shown.text
    return post(running, path.split("?")[0] + query, fields(shown.text), {"do": "save", **typed, **more})


def post(running: Running, path: str, held: list[tuple[str, str]], typed: dict[str, str]):
    left = dict(typed)
    sent: dict[str, list[str]] = {}
    for name, old in held:
        sent.setdefault(name, []).append(left.pop(name) if name in left else old)
    for name, new in left.items():
        sent.setdefault(name, []).append(new)
    headers = {"Origin": running.address}
    return running.client.post(running.base + path, data=sent, headers=headers)


def test_the_list_shows_every_entry_and_filters(running: Running) -> None:
    page = running.client.get(f"{running.base}/edit").text
    assert f'href="{running.base}/edit/components/door"' in page
    some = running.client.get(f"{running.base}/edit?section=harms&q=Caught").text
    assert "caught-in-door" in some
    assert "fleet-stop" not in some
    table = running.client.get(f"{running.base}/edit?table=entries&as=json").json()
    assert len(table["rows"]) == sum(
        1 for section, _ in entries("bus-operation") if section not in ("header", "criteria", "iotssf")
    )


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_every_form_of_the_sample_opens_and_sends_back_what_it_showed(running: Running, lang: str) -> None:
    running.client.cookies.set("sanso-lang", lang)
    for number, (section, ident) in enumerate(entries("bus-operation")):
        if number % 12 and section not in ("header", "criteria", "iotssf", "measures"):
            continue
        path = f"/edit/{section}/{ident}".rstrip("/")
        done = send(running, path, {})
        assert done.status_code == 303, (path, done.text[-2000:])
        assert done.headers["location"].endswith("saved=0"), path
    assert running.head == 1


def test_a_field_is_saved_and_nothing_else_moves(running: Running) -> None:
    before = running.service.workspaces.files(running.workspace, 1).contents
    done = send(running, DOOR, {"f.site": "middle door"})
    assert done.status_code == 303
    page = running.client.get(done.headers["location"]).text
    assert "Saved as version 2" in page
    after = running.service.workspaces.files(running.workspace, 2).contents
    assert after["parts/things.yaml"].replace(b"site: middle door", b"site: vehicle", 1) == before["parts/things.yaml"]
    version = running.service.workspaces.version(running.workspace, 2)
    assert version.what.en == "Door drive: Site"
    assert version.what.ja == "扉駆動装置: 設置場所"


def test_errors_stand_at_their_fields_and_what_was_typed_stays(running: Running) -> None:
    done = send(running, DOOR, {"f.roles.owner": "nobody", "f.site": "<b>", "f.capacity": "much"})
    assert done.status_code == 422
    assert 'data-fault="f.roles.owner">nothing is called nobody' in done.text
    assert 'value="&lt;b&gt;"' in done.text
    assert 'value="much"' in done.text
    assert 'id="f-capacity" name="f.capacity" value="much"' in done.text
    assert running.head == 1


def test_the_check_tells_faults_effect_and_text(running: Running) -> None:
    shown = running.client.get(f"{running.base}/edit/harms/false-emergency").text
    answer = post(running, "/edit/harms/false-emergency", fields(shown), {"do": "check", "f.human": "fatal"}).json()
    assert answer["faults"] == {}
    assert answer["effect"] == ["category of Driver terminal: 2 → 3"]
    assert "human: fatal" in answer["text"]
    wrong = post(running, "/edit/harms/false-emergency", fields(shown), {"do": "check", "f.loss.high": "9"}).json()
    assert list(wrong["faults"]) == ["f.loss.high"]
    assert running.head == 1


def test_the_text_side_gives_the_fields(running: Running) -> None:
    shown = running.client.get(running.base + DOOR).text
    text = dict(fields(shown))["snippet"]
    changed = text.replace("site: vehicle", "site: depot  # for now")
    answer = post(running, DOOR, fields(shown), {"do": "check-text", "snippet": changed}).json()
    assert 'name="f.site" value="depot"' in answer["fields"]
    done = post(running, DOOR, fields(shown), {"do": "save-text", "snippet": changed})
    assert done.status_code == 303
    assert b"site: depot  # for now" in things(running)


def test_text_and_fields_are_saved_together(running: Running) -> None:
    shown = running.client.get(running.base + DOOR).text
    text = dict(fields(shown))["snippet"]
    changed = text.replace("site: vehicle", "site: depot  # for now")
    typed = {"snippet": changed, "synced": "1", "f.site": "yard"}
    assert post(running, DOOR, fields(shown), {"do": "save", **typed}).status_code == 303
    assert b"site: yard  # for now" in things(running)


@pytest.mark.parametrize("text", ["door: [", "gate: {kind: sensor}", "door: {kind: spaceship}", "- x"])
def test_text_with_errors_is_not_saved_and_stays(running: Running, text: str) -> None:
    done = send(running, DOOR, {"snippet": text}, do="save-text")
    assert done.status_code == 422
    assert html.escape(text) in done.text
    assert running.head == 1


def test_rows_come_and_go_without_script(running: Running) -> None:
    more = send(running, CAUGHT, {}, do="add:f.ratings")
    assert more.status_code == 200
    held = fields(more.text)
    assert ("f.ratings._row", "2") in held
    done = post(
        running,
        "/edit/harms/caught-in-door",
        held,
        {"do": "save", "f.ratings.2.by": "me", "f.ratings.2.human": "fatal"},
    )
    assert done.status_code == 303
    assert value(running, "harms", "caught-in-door", "ratings", 2) == {"by": "me", "human": "fatal"}
    less = send(running, CAUGHT, {}, do="drop:f.ratings.0")
    assert post(running, CAUGHT, fields(less.text), {"do": "save"}).status_code == 303
    assert [rating["by"] for rating in value(running, "harms", "caught-in-door", "ratings")][-1] == "me"


def test_a_new_entry(running: Running) -> None:
    done = send(running, "/edit/components?new=1", {"id": "gate", "f.kind": "sensor", "f.roles.owner": "operator"})
    assert done.status_code == 303
    assert "/edit/components/gate?" in done.headers["location"]
    assert value(running, "components", "gate") == {"kind": "sensor", "roles": {"owner": "operator"}}
    again = send(running, "/edit/components?new=1", {"id": "gate", "f.kind": "sensor"})
    assert again.status_code == 422
    assert "already used" in again.text
    assert send(running, "/edit/components?new=1", {"id": "a/b", "f.kind": "sensor"}).status_code == 422
    lacking = send(running, "/edit/components?new=1", {"id": "gate-2"})
    assert 'data-fault="f.kind">kind is missing' in lacking.text


def test_new_confirmations_and_measures(running: Running) -> None:
    number = len(value(running, "confirmations"))
    typed = {"f.perspective": "in-operation", "f.subject": "door", "f.last": "2026-10-01"}
    assert send(running, "/edit/confirmations?new=1", typed).status_code == 303
    assert value(running, "confirmations", number)["subject"] == "door"
    more = send(running, "/edit/measures?new=1", {"id": "door"}, do="add:f.measures")
    typed = {"do": "save", "id": "door", "f.measures.0.key": "CPS.AC-1", "f.measures.0.value.level": "basic"}
    assert post(running, "/edit/measures", fields(more.text), typed).status_code == 303
    assert value(running, "measures", "door") == {"CPS.AC-1": "basic"}


def test_a_rename_is_followed_everywhere_in_one_version(running: Running) -> None:
    form = {"base": "1", "new": "扉"}
    done = running.post(f"{running.base}{DOOR}/rename", form)
    assert done.status_code == 303, done.text
    assert running.head == 2
    files = running.service.workspaces.files(running.workspace, 2).contents
    text = b"\n".join(files.values()).decode()
    assert re.search(r"\b(to|from|element): door(?![\w-])", text) is None
    assert value(running, "components", "door") != value(running, "components", "扉")
    state = running.service.head(running.service.workspaces.find(running.workspace)).state
    assert state.model is not None
    old = running.service.workspaces.files(running.workspace, 1).contents
    assert all(files[path].count(b"#") == old[path].count(b"#") for path in files)


@pytest.mark.parametrize("new", ["operator", "a b", "", "../x", "<b>"])
def test_a_bad_new_id_is_refused(running: Running, new: str) -> None:
    done = running.post(f"{running.base}{DOOR}/rename", {"base": "1", "new": new})
    assert done.status_code == 422
    assert "<b>" not in done.text.replace("<b>Sanso", "")
    assert running.head == 1


def test_what_others_name_goes_only_on_request(running: Running) -> None:
    asked = running.client.get(f"{running.base}{DOOR}/delete").text
    assert "Door moved" in asked
    refused = running.post(f"{running.base}{DOOR}/delete", {"base": "1"})
    assert refused.status_code == 409
    assert running.head == 1
    done = running.post(f"{running.base}{DOOR}/delete", {"base": "1", "with": "all"})
    assert done.status_code == 303
    state = running.service.head(running.service.workspaces.find(running.workspace)).state
    assert state.model is not None
    assert "door" not in state.model.components


def test_a_copy_has_an_id_of_its_own(running: Running) -> None:
    done = running.post(f"{running.base}{DOOR}/duplicate", {"base": "1"})
    assert "/edit/components/door-2?" in done.headers["location"]
    assert value(running, "components", "door-2") == value(running, "components", "door")


def test_two_people_and_one_field(running: Running) -> None:
    mine = fields(running.client.get(running.base + DOOR).text)
    assert send(running, DOOR, {"f.site": "theirs"}).status_code == 303
    clash = post(running, DOOR, mine, {"do": "save", "f.site": "mine", "f.country": "JP"})
    assert clash.status_code == 409
    for words in ("vehicle", "theirs", "mine", "Put mine onto theirs", "Keep theirs"):
        assert words in clash.text
    assert 'name="f.site" value="mine"' in clash.text
    assert value(running, "components", "door", "site") == "theirs"
    done = post(running, f"{DOOR}?onto=2", mine, {"do": "save", "f.site": "mine", "f.country": "JP"})
    assert done.status_code == 303
    assert value(running, "components", "door", "site") == "mine"
    again = post(running, f"{DOOR}?onto=2", mine, {"do": "again", "f.site": "mine"})
    assert 'name="f.site" value="mine"' in again.text


def test_two_people_and_two_fields_are_both_kept_and_told(running: Running) -> None:
    mine = fields(running.client.get(running.base + DOOR).text)
    assert send(running, DOOR, {"f.site": "theirs"}).status_code == 303
    done = post(running, DOOR, mine, {"do": "save", "f.country": "JP"})
    assert done.status_code == 303
    page = running.client.get(done.headers["location"]).text
    assert "Both are kept" in page
    assert (value(running, "components", "door", "site"), value(running, "components", "door", "country")) == (
        "theirs",
        "JP",
    )


def test_two_people_and_two_entries_are_both_kept_and_told(running: Running) -> None:
    mine = fields(running.client.get(running.base + DOOR).text)
    assert send(running, "/edit/people/driver", {"f.count": "261"}).status_code == 303
    done = post(running, DOOR, mine, {"do": "save", "f.site": "mine"})
    assert done.status_code == 303
    assert "Both are kept" in running.client.get(done.headers["location"]).text
    assert value(running, "components", "door", "site") == "mine"
    assert value(running, "people", "driver", "count") == 261
    assert running.service.workspaces.version(running.workspace, 3).what.en == "Door drive: Site"


def test_what_one_takes_away_and_the_other_begins_to_name_is_told(running: Running) -> None:
    fresh = send(running, "/edit/organizations?new=1", {"id": "fresh", "f.name": "Fresh"})
    assert fresh.status_code == 303, fresh.text[-2000:]
    mine = fields(running.client.get(running.base + DOOR).text)
    gone = running.post(f"{running.base}/edit/organizations/fresh/delete", {"base": "2"})
    assert (gone.status_code, running.head) == (303, 3)
    clash = post(running, DOOR, mine, {"do": "save", "f.roles.owner": "fresh"})
    assert clash.status_code == 409
    assert running.head == 3


@pytest.mark.parametrize(
    "path",
    [
        "/edit/components/nothing",
        "/edit/nothing/x",
        "/edit/nothing",
        "/edit/confirmations/999",
        "/edit/confirmations/x",
        "/edit/header/x",
    ],
)
def test_what_is_not_there_is_said(running: Running, path: str) -> None:
    assert running.client.get(running.base + path).status_code == 404


def test_names_are_found_by_id_and_name(running: Running) -> None:
    found = running.client.get(f"{running.base}/names.json?in=components,systems&q=door").json()
    assert "door" in [one["id"] for one in found]
    assert running.client.get(f"{running.base}/names.json?in=secrets&q=").json() == []
