"""The interface answers with what the command line writes with ``--json``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.web.api.conftest import API, Programs

from sanso.cli.__main__ import main

DAY = "2026-11-22"
RESULTS = (
    ("assessment", {}, ["assess"]),
    ("perspectives", {}, ["perspectives"]),
    ("perspectives", {"subject": "onboard"}, ["perspectives", "onboard"]),
    ("iotssf", {}, ["iotssf"]),
    ("transcription", {}, ["transcription"]),
    ("safety", {}, ["safety"]),
    ("safety", {"harm": "caught-in-door"}, ["safety", "--harm", "caught-in-door"]),
    ("sectors", {}, ["sectors"]),
    (
        "compare-sectors",
        {"element": "onboard", "sector": ["auto", "factory"]},
        ["compare-sectors", "onboard", "--sectors", "auto,factory"],
    ),
)


@pytest.fixture(scope="module")
def client(shared: Programs) -> TestClient:
    return shared.client(shared.token("read"))


@pytest.fixture(scope="module")
def folder(shared: Programs, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the workspace on the disk."""
    made = tmp_path_factory.mktemp("model")
    for path, content in shared.files.contents.items():
        (made / path).parent.mkdir(parents=True, exist_ok=True)
        (made / path).write_bytes(content)
    return made


Said = Callable[..., Any]


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, folder: Path) -> Said:
    """Run a command in the folder of the model and return the JSON that it writes."""

    def run(*words: str, at: Path = folder) -> Any:
        monkeypatch.chdir(at)
        capsys.readouterr()
        main([*words, "--json"] if words[0] != "schema" else list(words))
        return json.loads(capsys.readouterr().out)

    return run


@pytest.mark.parametrize(
    ("path", "query", "words"), RESULTS, ids=lambda value: "-".join(value) if isinstance(value, list) else ""
)
def test_results_are_those_of_the_command(
    shared: Programs,
    client: TestClient,
    said: Said,
    path: str,
    query: dict[str, Any],
    words: list[str],
) -> None:
    answer = client.get(f"{shared.at}/{path}", params={"at": DAY, **query})
    assert answer.status_code == 200, answer.text[:400]
    assert answer.json() == said(words[0], shared.files.main, *words[1:], "--at", DAY)


def test_pictures_are_those_of_the_command(
    shared: Programs, client: TestClient, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("layers", "map"):
        answer = client.get(f"{shared.at}/{name}.svg", params={"at": DAY, "lang": "ja"})
        monkeypatch.chdir(folder)
        assert main([name, shared.files.main, "--svg", f"{name}.svg", "--at", DAY, "--lang", "ja"]) == 0
        assert answer.content == (folder / f"{name}.svg").read_bytes()
        assert answer.headers["content-type"] == "image/svg+xml"


def test_a_check_is_that_of_the_command(client: TestClient, tmp_path: Path, said: Said) -> None:
    text = "sanso: 1\nid: m\nname: M\ncomponents:\n  gps: {kind: sensorr}\n"
    answer = client.post(f"{API}/check", json={"main": "m.yaml", "files": {"m.yaml": text}})
    (tmp_path / "m.yaml").write_text(text)
    assert answer.status_code == 200
    assert answer.json() == said("check", "m.yaml", at=tmp_path)
    assert answer.json()[0]["place"]["line"] == 5


def test_schemas_are_those_of_the_command(client: TestClient, said: Said) -> None:
    for kind in client.get(f"{API}/schemas").json():
        assert client.get(f"{API}/schemas/{kind}").json() == said("schema", kind), kind


def test_records_are_those_of_the_command(client: TestClient, said: Said) -> None:
    assert client.get(f"{API}/catalogue/mixes").json()["items"] == said("catalogue", "mixes")
    assert [(one["kind"], one["records"]) for one in client.get(f"{API}/catalogue").json()] == [
        (one["kind"], one["records"]) for one in said("catalogue")
    ]


@pytest.mark.long
def test_an_attack_is_that_of_the_command(shared: Programs, client: TestClient, said: Said) -> None:
    asked = {"worlds": 200, "attacker": "insider", "with": ["CPS.AC-1@operator=advanced"], "paths": 1}
    begun = client.post(f"{shared.at}/attack", params={"at": DAY}, json=asked)
    assert begun.status_code == 202, begun.text
    job = begun.json()["id"]
    assert begun.headers["location"].endswith(job)
    again = client.post(f"{shared.at}/attack", params={"at": DAY}, json=asked)
    assert again.json()["id"] == job
    told = shared.wait_for(client, job)
    assert told["status"] == "done", told
    answer = client.get(told["result"])
    words = ["attack", "--worlds", "200", "--attacker", "insider", "--with", asked["with"][0], "--paths", "1"]
    assert answer.json() == said(words[0], shared.files.main, *words[1:], "--at", DAY)
