"""What the overview tells of the time since the last visit; a large model is not compared beside it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from benchmarks.generate import write_yaml
from tests.web.conftest import Running, make_running
from tests.web.past import BETTER, FAULTY, STATEMENTS, WORSE, changed, plain, visited

SECONDS = 1.0
"""Of one core, for the overview of 10,000 elements; the machine may do other things beside."""


def since(running: Running) -> str:
    """Return the section of the overview."""
    page = running.client.get(running.base).text
    return page.split('id="changed-h"', 1)[1].split("</section>", 1)[0]


def test_the_first_visit_and_one_without_change(running: Running) -> None:
    assert "This is your first visit." in since(running)
    assert "Nothing has changed." in since(running)


def test_what_changed_stays_told_for_the_whole_visit(running: Running) -> None:
    visited(running, 1)
    changed(running, BETTER)
    for _ in range(2):
        told = since(running)
        assert "Statements changed" in told
        assert "Sato &lt;b&gt;" in told
        assert f'hx-get="{running.base}/since/1"' in told
        assert f'href="{running.base}/compare?old=1&amp;new=2"' in told
    changed(running, WORSE)
    assert since(running).count("<li>") == 2


def test_many_versions_are_counted(running: Running) -> None:
    visited(running, 1)
    first, second = "    CPS.AM-6: basic\n", "    CPS.AM-6: advanced\n"
    for number in range(23):
        changed(running, {STATEMENTS: (first, second) if number % 2 == 0 else (second, first)})
    told = since(running)
    assert told.count("<li>") == 20
    assert "3 more versions" in plain(told)


def test_better_and_worse_are_those_of_the_comparison(running: Running) -> None:
    """The worse comes first, each with what moved and why; at most three."""
    from sanso.verbs.comparing import compare_states

    changed(running, BETTER)
    changed(running, WORSE)
    changed(running, {STATEMENTS: ("    CPS.RM-1: advanced\n", "    CPS.RM-1: none\n")})
    changed(running, {STATEMENTS: ("    CPS.AC-1: advanced\n", "    CPS.AC-1: none\n")})
    page = running.client.get(f"{running.base}/since/1").text
    states, today = running.service.states, running.service.today()
    old, new = (states.past(running.workspace, seq, today).state for seq in (1, 5))
    number = compare_states(old, new).comparison.totals.directions
    said = plain(page)
    assert number["worse"] >= 3
    assert f"{number['worse']:,} worse, {number['mixed']:,} mixed, {number['better']:,} better" in said
    assert page.count("<li>") == 3
    assert page.count("way-worse") == 3
    assert "because City bus operator states none instead of Advanced" in said
    turned = plain(running.client.get(f"{running.base}/since/5").text)
    assert "The results stayed the same." in turned
    for seq in ("0", "6", "99999999999999999999"):
        assert running.client.get(f"{running.base}/since/{seq}").status_code == 404


def test_in_japanese(running: Running) -> None:
    visited(running, 1)
    changed(running, WORSE)
    running.client.cookies.set("sanso-lang", "ja")
    assert "申告を変更" in since(running)
    said = plain(running.client.get(f"{running.base}/since/1").text)
    assert "悪化1件" in said
    assert "理由: 市バス事業者" in said


def test_after_a_version_with_errors_nothing_is_counted(running: Running) -> None:
    changed(running, FAULTY)
    visited(running, 2)
    running.service.workspaces.restore(
        running.workspace, 2, 1, running.service.workspaces.version(running.workspace, 2).author
    )
    told = since(running)
    assert "Restored version 1" in plain(told) or "version 1" in plain(told)
    assert "Open points" not in told
    assert "hx-get" not in told
    assert running.client.get(f"{running.base}/since/2").status_code == 422


@pytest.mark.long
def test_a_large_model_is_compared_on_its_page_only(tmp_path: Path) -> None:
    """The overview of 10,000 elements answers within a second, also after a change that it has not assessed before."""
    model = tmp_path / "plant.yaml"
    write_yaml(model, 10_000)
    running = make_running(tmp_path / "data", start_file=model)
    visited(running, 1)
    running.client.get(running.base)
    first, second = '"count": 4}', '"count": 5}'
    name = running.service.workspaces.files(running.workspace, 1).main
    spent = []
    for number in range(3):
        changed(running, {name: (first, second) if number % 2 == 0 else (second, first)})
        running.service.head(running.service.workspaces.find(running.workspace))
        begun = time.process_time()
        told = since(running)
        spent.append(time.process_time() - begun)
    assert min(spent) < SECONDS, spent
    assert "a model of this size is compared there, not here" in plain(told)
    assert "hx-get" not in told
    led = running.client.get(f"{running.base}/since/1")
    assert (led.status_code, led.headers["location"]) == (303, f"{running.base}/compare?old=1")
    running.service.database.close()
