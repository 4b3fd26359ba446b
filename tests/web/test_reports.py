"""The reports: of any version as of any day, the files that `sanso report` writes, today as much as next year."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.web.conftest import Running, make_running
from tests.web.past import AGAIN, BETTER, FAULTY, WORSE, changed, plain, said_by, written

from sanso.examples import evidence, pins
from sanso.web.beginnings import SAMPLE

DAY = "2026-10-05"
QUICK = ("report.html", "assessment.xlsx", "assessment.json")
ALL = (*QUICK, "report.pdf", "report.docx")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The sample in three versions; the third has errors. Only looked at."""
    running = make_running(tmp_path_factory.mktemp("reports") / "data")
    changed(running, BETTER)
    changed(running, FAULTY)
    yield running
    running.service.database.close()


def made(running: Running, name: str, seq: int, lang: str = "en") -> bytes:
    answer = running.client.get(f"{running.base}/report/{name}?seq={seq}&day={DAY}&lang={lang}")
    assert answer.status_code == 200, answer.text[:300]
    return answer.content


@pytest.mark.long
@pytest.mark.parametrize(("lang", "names"), [("en", QUICK), ("ja", ALL)])
def test_the_files_are_those_of_the_command(
    kept: Running,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    lang: str,
    names: tuple[str, ...],
) -> None:
    model = written(kept, 2, tmp_path / "model")
    out = tmp_path / "out"
    monkeypatch.chdir(model.parent)
    for path, content in evidence(SAMPLE).items():
        file = tmp_path / "evidence" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    more = ["--pdf", "--word"] if names == ALL else []
    more += ["--evidence", str(tmp_path / "evidence"), *(f"--pin={pin}" for pin in pins(SAMPLE))]
    told = said_by(capsys, "report", model.name, "--out", str(out), "--at", DAY, "--lang", lang, *more)
    assert {Path(path).name for path in told["files"]} == set(names)
    for name in names:
        assert made(kept, name, 2, lang) == (out / name).read_bytes(), name


@pytest.mark.long
def test_a_past_version_is_reported_the_same_whatever_came_after(running: Running) -> None:
    changed(running, BETTER)
    before = {name: made(running, name, 2, "ja") for name in QUICK}
    archive = running.client.get(f"{running.base}/report/model.zip?seq=2").content
    changed(running, WORSE)
    running.service.workspaces.restore(running.workspace, 3, 1, AGAIN)
    running.service.states._slots.clear()
    for name, content in before.items():
        assert made(running, name, 2, "ja") == content, name
        assert made(running, name, 3, "ja") != content, name
    assert running.client.get(f"{running.base}/report/model.zip?seq=2").content == archive
    assert running.client.get(f"{running.base}/report/model.zip?seq=3").content != archive


def test_the_archive_holds_the_files_of_the_version(kept: Running) -> None:
    answer = kept.client.get(f"{kept.base}/report/model.zip?seq=3")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    assert found == dict(kept.service.workspaces.files(kept.workspace, 3).contents)
    assert answer.headers["content-disposition"] == 'attachment; filename="model.zip"'


def test_the_day_counts(kept: Running) -> None:
    then = kept.client.get(f"{kept.base}/report/assessment.json?seq=2&day=2026-02-01").json()
    now = kept.client.get(f"{kept.base}/report/assessment.json?seq=2&day={DAY}").json()
    assert (then["model"]["at"], now["model"]["at"]) == ("2026-02-01", DAY)
    assert then["summary"] != now["summary"]


def test_the_page_is_shut_in(kept: Running) -> None:
    answer = kept.client.get(f"{kept.base}/report/report.html?seq=2")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert policy.endswith("; sandbox")
    assert policy.startswith("default-src 'self'; script-src 'self'")
    others = kept.client.get(f"{kept.base}/report/assessment.json?seq=2").headers["content-security-policy"]
    assert policy.startswith(f"{others}, default-src 'none'")
    assert "content-disposition" not in answer.headers
    saved = kept.client.get(f"{kept.base}/report/report.html?seq=2&save=1")
    assert saved.headers["content-disposition"] == 'attachment; filename="report.html"'
    assert saved.content == answer.content


def test_the_list_leads_to_every_file_of_the_version_and_day(kept: Running) -> None:
    page = kept.client.get(f"{kept.base}/report?seq=2&day={DAY}").text
    for name in ALL:
        for lang in ("en", "ja"):
            assert f'href="{kept.base}/report/{name}?seq=2&amp;day={DAY}&amp;lang={lang}"' in page
    assert f"{kept.base}/report/model.zip?seq=2" in page
    assert 'value="2"' in page


def test_a_version_with_errors_has_no_report_but_its_files(kept: Running) -> None:
    answer = kept.client.get(f"{kept.base}/report/report.html?seq=3")
    assert answer.status_code == 422
    assert "nobody-made-it" in plain(answer.text)
    listed = kept.client.get(f"{kept.base}/report?seq=3")
    assert listed.status_code == 200
    assert "This version has errors" in plain(listed.text)
    assert "report.pdf" not in listed.text
    assert f"{kept.base}/report/model.zip?seq=3" in listed.text


def test_what_is_not_there(kept: Running) -> None:
    for path in ("report?seq=4", "report?seq=0", "report/report.html?seq=99999999999999999999", "report/other.html"):
        assert kept.client.get(f"{kept.base}/{path}").status_code == 404, path
    for path in ("report?day=tomorrow", "report/report.html?day=2026-13-01"):
        answer = kept.client.get(f"{kept.base}/{path}")
        assert answer.status_code == 422
        assert "2026-04-01" in answer.text
