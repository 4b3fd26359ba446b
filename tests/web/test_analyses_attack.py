"""The page of the attack: options, progress, cancelling, what is kept, and that no run outlives the application."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from tests.web.conftest import Running, make_running

from sanso.verbs.attacking import attack_evaluated, attack_options
from sanso.web import attacks
from sanso.web.attacks import Asked, Attacks

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from tests.web.conftest import LiveServer

    from sanso.analysis.attacking import AttackReport
    from sanso.verbs.assessing import Evaluation


def evaluation_of(running: Running) -> Evaluation:
    service = running.service
    return service.head(service.workspaces.find(running.workspace)).state.evaluation


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    made = make_running(tmp_path_factory.mktemp("attack") / "data")
    yield made
    made.app.state.attacks.close()
    made.service.database.close()


@pytest.fixture(scope="module")
def report(sample: Running) -> AttackReport:
    """A small attack with a what-if, computed once."""
    made = evaluation_of(sample)
    return attack_evaluated(made, attack_options(made, worlds=50, with_=("CPS.AC-1@operator=advanced",)))


class Held:
    """A computation that goes on until it is let go."""

    def __init__(self, report: AttackReport) -> None:
        self.report = report
        self.begun = threading.Event()
        self.go = threading.Event()
        self.asked: list[Any] = []

    def __call__(self, made: Evaluation, options: Any, progress: Any) -> AttackReport:
        self.asked.append(options)
        self.begun.set()
        done = 0
        while not self.go.wait(0.02):
            done = min(done + 1, 60)
            progress(done, 100)
        return self.report


@pytest.fixture
def held(report: AttackReport, sample: Running, monkeypatch: pytest.MonkeyPatch) -> Iterator[Held]:
    made = Held(report)
    monkeypatch.setattr(attacks, "attack_evaluated", made)
    kept, sample.app.state.attacks = sample.app.state.attacks, Attacks()
    yield made
    made.go.set()
    sample.app.state.attacks.close()
    sample.app.state.attacks = kept


def the_run(running: Running) -> Any:
    (run,) = running.app.state.attacks._runs.values()
    return run


def test_a_page_begins_the_computation_and_shows_how_far_it_is(sample: Running, held: Held) -> None:
    page = sample.client.get(f"{sample.base}/attack?attacker=insider&worlds=10000&horizon=90d").text
    assert 'class="banner attack-progress"' in page
    address = f"{sample.base}/attack/progress?attacker=insider&worlds=10000&horizon=90d"
    held.begun.wait(20)
    assert f'hx-get="{address.replace("&", "&amp;")}"' in page
    assert "<progress" in sample.client.get(address).text
    (options,) = held.asked
    assert (options.attacker, options.worlds, options.horizon_days) == ("insider", 10_000, 90)
    held.go.set()
    assert the_run(sample).wait(20)
    assert "has been computed" in sample.client.get(address).text
    shown = sample.client.get(address.replace("/progress", ""))
    assert 'class="banner attack-progress"' not in shown.text
    assert len(held.asked) == 1  # kept for this version and these options
    links = set(re.findall(rf'href="{sample.base}/elements/([\w.-]+)"', shown.text))
    model = evaluation_of(sample).model
    assert links
    assert links <= {*model.elements, *model.products, *model.connections}
    assert "<svg" in shown.text


def test_a_cancelled_computation_is_begun_again_only_when_asked(sample: Running, held: Held) -> None:
    page = sample.client.get(f"{sample.base}/attack").text
    (key,) = re.findall(r'name="key" value="([^"]+)"', page)
    answer = sample.post(f"{sample.base}/attack/cancel", {"key": key})
    assert answer.status_code == 303
    assert the_run(sample).wait(20)
    again = answer.headers["location"]
    assert "was cancelled" in sample.client.get(again).text
    assert len(held.asked) == 1
    assert 'class="banner attack-progress"' in sample.client.get(f"{again}&again=1").text


def test_only_those_with_a_token_of_the_page_cancel(sample: Running, held: Held) -> None:
    sample.client.get(f"{sample.base}/attack")
    answer = sample.client.post(f"{sample.base}/attack/cancel", data={"key": Asked().key})
    assert answer.status_code == 403
    assert the_run(sample).status in ("waiting", "running")
    assert not held.go.is_set()


def test_a_what_if_is_read_from_the_form(sample: Running, held: Held) -> None:
    held.go.set()
    query = "requirement=CPS.AC-1&place=operator&level=advanced&without=ota"
    sample.client.get(f"{sample.base}/attack?{query}")
    assert the_run(sample).wait(20)
    page = sample.client.get(f"{sample.base}/attack?{query}").text
    (options,) = held.asked
    assert [str(one) for one in options.changes] == ["CPS.AC-1@operator=advanced"]
    assert options.without == ("ota",)
    assert 'name="with" value="CPS.AC-1@operator=advanced" checked' in page
    names = re.findall(r"\?[^\"]*table=(attack-[a-z]+)&amp;as=csv", page)
    assert {"attack-harms", "attack-paths", "attack-losses"} <= set(names)
    for name in set(names):
        answer = sample.client.get(f"{sample.base}/attack?{query}&table={name}&as=csv")
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/csv")
        assert answer.text.count("\r\n") > 1, name


@pytest.mark.parametrize(
    "query", ["with=nonsense", "with=CPS.AC-1@nowhere%3Dbasic", "horizon=soon", "horizon=9999d", "without=no-such"]
)
def test_what_cannot_be_computed_is_said(sample: Running, held: Held, query: str) -> None:
    answer = sample.client.get(f"{sample.base}/attack?{query}")
    assert answer.status_code == 422
    assert 'class="banner warning" role="alert"' in answer.text
    assert not held.asked


@pytest.mark.parametrize("query", ["attacker=nobody", "worlds=999999999", "worlds=-1", "worlds=x"])
def test_odd_choices_take_the_default(sample: Running, held: Held, query: str) -> None:
    held.go.set()
    assert sample.client.get(f"{sample.base}/attack?{query}").status_code == 200
    assert the_run(sample).asked == Asked()


def test_the_end_of_the_application_ends_what_runs_and_what_waits(sample: Running, held: Held) -> None:
    made, runs = evaluation_of(sample), sample.app.state.attacks
    found = [runs.start(sample.workspace, 1, made, Asked(seed=seed)) for seed in range(3)]
    runs.close(20)
    assert [run.status for run in found] == ["cancelled"] * 3
    assert all(run.wait(0) for run in found)
    assert len(held.asked) <= 1


_ENDING = """
import sys, tempfile, pathlib
from sanso.verbs.assessing import evaluate
from sanso.web.attacks import Asked, Attacks
from sanso.web.beginnings import sample
folder = pathlib.Path(tempfile.mkdtemp())
_, files = sample()
for path, content in files.contents.items():
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_bytes(content)
made, runs = evaluate(folder / files.main), Attacks()
started = [runs.start("w", 1, made, Asked(worlds=100_000, seed=seed)) for seed in range(2)]
while not started[0].done:
    started[0].wait(0.05)
print("ends", flush=True)
"""


@pytest.mark.long
def test_a_process_that_ends_under_a_run_ends_in_peace() -> None:
    ended = subprocess.run([sys.executable, "-c", _ENDING], capture_output=True, text=True, timeout=300, check=False)
    assert (ended.returncode, ended.stdout.strip(), ended.stderr.strip()) == (0, "ends", "")


@pytest.mark.long
def test_the_result_takes_the_place_of_the_progress(
    browser_page: Page, live: LiveServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    from playwright.sync_api import expect

    running = Running(live.app, None, live.workspace, live.address)  # type: ignore[arg-type]
    made = evaluation_of(running)
    held = Held(attack_evaluated(made, attack_options(made, worlds=50)))
    monkeypatch.setattr(attacks, "attack_evaluated", held)
    browser_page.goto(f"{live.base}/attack")
    expect(browser_page.locator("#analysis progress")).to_be_visible(timeout=30_000)
    held.go.set()
    expect(browser_page.locator("#analysis svg").first).to_be_visible(timeout=30_000)
    expect(browser_page.locator("#analysis .attack-progress")).to_have_count(0)
    live.app.state.attacks.close()
