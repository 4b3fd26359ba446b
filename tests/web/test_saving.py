"""Two people at once: what does not touch is kept from both, what touches is told, and nothing is ever lost."""

from __future__ import annotations

import pytest
from starlette.requests import Request
from tests.web.conftest import Running

from sanso.model.diagnostics import InputRefused
from sanso.model.editing import Change, Drop, Put
from sanso.model.text import Text
from sanso.web.access import Entry, Visitor
from sanso.web.editing.merging import merged, merged_lines
from sanso.web.saving import Conflict, Saved, places_of, save_changes, save_files

WHAT = Text(en="a change", ja="変更")


def _request(running: Running, query: str = "") -> Request:
    return Request(
        {
            "type": "http",
            "app": running.app,
            "headers": [],
            "query_string": query.encode(),
            "path": "/",
            "method": "POST",
        }
    )


def _entry(running: Running, name: str = "Sato") -> Entry:
    service = running.service
    workspace = service.workspaces.find(running.workspace)
    return Entry(Visitor("", name, "", {}, "", "session"), workspace, "owner")


def _value(running: Running, *path: str):
    from sanso.web.editing.written import value_at, written_of

    service = running.service
    return value_at(written_of(service.head(service.workspaces.find(running.workspace)).state), path)


def _change(running: Running, *changes: Change, base: int = 1, who: str = "Abe", query: str = "") -> Saved:
    return save_changes(_request(running, query), _entry(running, who), base, changes, what=WHAT)


def _drivers(number: int) -> Put:
    return Put(("people", "driver", "count"), number)


def test_a_change_is_a_version_with_its_places(running: Running) -> None:
    entry = _entry(running)
    saved = save_changes(_request(running), entry, 1, [_drivers(261)], what=WHAT)
    assert (saved.version.seq, saved.version.kind, saved.version.places) == (
        2,
        "edit",
        (("people", "driver", "count"),),
    )
    assert saved.merged_with == ()
    assert _value(running, "people", "driver", "count") == 261
    service = running.service
    assert service.head(service.workspaces.find(running.workspace)).state is saved.state


def test_nothing_changed_is_no_version(running: Running) -> None:
    entry = _entry(running)
    saved = save_changes(_request(running), entry, 1, [_drivers(260)], what=WHAT)
    assert saved.version.seq == 1
    assert running.head == 1


def test_changes_that_do_not_touch_are_both_kept(running: Running) -> None:
    _change(running, _drivers(261), who="Sato")
    mine = _change(running, Put(("people", "mechanic", "count"), 19), who="Abe")
    assert [version.author.name for version in mine.merged_with] == ["Sato"]
    assert (_value(running, "people", "driver", "count"), _value(running, "people", "mechanic", "count")) == (261, 19)


def test_two_fields_of_one_entry_do_not_touch(running: Running) -> None:
    _change(running, _drivers(261))
    _change(running, Put(("people", "driver", "name"), "Drivers"))
    assert _value(running, "people", "driver", "count") == 261
    assert _value(running, "people", "driver", "name") == "Drivers"


def test_the_same_field_is_a_conflict_that_tells_all_three_values(running: Running) -> None:
    _change(running, _drivers(261), who="Sato")
    with pytest.raises(Conflict) as caught:
        _change(running, _drivers(300))
    (clash,) = caught.value.clashes
    assert (clash.before, clash.theirs, clash.mine) == (260, 261, 300)
    assert caught.value.head.author.name == "Sato"
    assert (running.head, _value(running, "people", "driver", "count")) == (2, 261)


def test_mine_goes_onto_theirs_once_they_were_seen(running: Running) -> None:
    _change(running, _drivers(261))
    saved = _change(running, _drivers(300), query="onto=2")
    assert (saved.version.seq, _value(running, "people", "driver", "count")) == (3, 300)


def test_what_came_after_they_were_seen_is_a_conflict_again(running: Running) -> None:
    for count in (261, 262):
        _change(running, _drivers(count), base=running.head)
    with pytest.raises(Conflict):
        _change(running, _drivers(9), query="onto=2")


def test_items_of_a_list_that_moved_are_not_hit_by_their_old_number(running: Running) -> None:
    before = _value(running, "confirmations")
    _change(running, Drop(("confirmations", 0)))
    change = [Put(("confirmations", 2, "by"), "me")]
    with pytest.raises(Conflict):
        _change(running, *change)
    _change(running, *change, query="onto=2")
    now = _value(running, "confirmations")
    assert now[2] == {**before[2], "by": "me"}
    assert len(now) == len(before)


def test_changes_that_only_together_give_errors_are_a_conflict(running: Running) -> None:
    _change(running, Put(("conditions", "fog"), {"probability": 0.1}))
    _change(running, Drop(("conditions", "fog")), base=2)
    harm = {"cause": {"condition": "fog"}, "human": "none"}
    with pytest.raises(Conflict) as caught:
        _change(running, Put(("harms", "storm"), harm), base=2)
    assert [found.code for found in caught.value.diagnostics] == ["unknown-reference"]
    assert running.head == 3


def test_a_change_with_errors_is_refused(running: Running) -> None:
    with pytest.raises(InputRefused) as caught:
        _change(running, Put(("people", "driver", "employer"), "x"))
    assert caught.value.diagnostics[0].code == "unknown-reference"
    assert running.head == 1


def test_texts_are_merged_by_lines(running: Running) -> None:
    service = running.service
    files = service.workspaces.files(running.workspace, 1)
    main = files.contents[files.main]
    mine = {**files.contents, files.main: main.replace(b"count: 8}", b"count: 9}")}
    _change(running, _drivers(261), who="Sato")
    saved = save_files(_request(running), _entry(running), 1, mine, kind="text", what=WHAT)
    assert saved.version.places == (("people", "watch-staff"),)
    assert len(saved.merged_with) == 1
    assert (_value(running, "people", "driver", "count"), _value(running, "people", "watch-staff", "count")) == (261, 9)


def test_texts_that_touch_are_a_conflict_and_mine_can_go_first(running: Running) -> None:
    service = running.service
    files = service.workspaces.files(running.workspace, 1)
    main = files.contents[files.main]
    mine = {
        **files.contents,
        files.main: main.replace(b"count: 260", b"count: 300").replace(b": 8}", b": 9}"),
    }
    _change(running, _drivers(261), Put(("people", "mechanic", "count"), 19), who="Sato")  # fmt: skip
    with pytest.raises(Conflict):
        save_files(_request(running), _entry(running), 1, mine, kind="text", what=WHAT)
    save_files(_request(running, "onto=2"), _entry(running), 1, mine, kind="text", what=WHAT)
    counts = [_value(running, "people", who, "count") for who in ("driver", "mechanic", "watch-staff")]
    assert counts == [300, 19, 9]


def test_places_are_the_highest_and_lists_count_as_wholes() -> None:
    changes = [Put(("harms", "h", "ratings", 1, "by"), "x"), Drop(("harms", "h", "ratings", 2)), Put(("name",), "n")]
    assert places_of(changes) == (("harms", "h", "ratings"), ("name",))


def test_lines_are_merged_unless_they_meet() -> None:
    base = "a\nb\nc\nd\ne\n"
    assert merged_lines(base, "a\nB\nc\nd\ne\n", "a\nb\nc\nd\nE\n") == "a\nB\nc\nd\nE\n"
    assert merged_lines(base, "a\nB\nc\nd\ne\n", "a\nX\nc\nd\ne\n") is None
    assert merged_lines(base, "a\nB\nc\nD\ne\n", "a\nX\nc\nd\ne\n", mine_first=True) == "a\nX\nc\nD\ne\n"


def test_files_that_only_one_changed_are_taken() -> None:
    base = {"a": b"1", "b": b"2"}
    assert merged(base, {"a": b"9", "b": b"2"}, {"a": b"1", "b": b"8"}) == {"a": b"9", "b": b"8"}
    assert merged(base, {"a": b"1"}, {"a": b"1", "b": b"2"}) == {"a": b"1"}
    assert merged(base, {"a": b"1"}, {"a": b"1", "b": b"3"}) is None
