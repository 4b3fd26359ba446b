"""What partners send, in the web application: looked at and kept exactly as `sanso inbox` does, reasons included."""

from __future__ import annotations

import base64
import io
import json
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.verbs.partners import AT, MODEL, Partners, tree
from tests.web.api.conftest import API
from tests.web.past import plain

from sanso.verbs import Grounds, InboxReport, inbox
from sanso.verbs.evidence import end_of
from sanso.workspace.files import Files
from sanso.workspace.versions import Author

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from tests.web.conftest import LiveServer, Running

SAID = {"gadget": "module-p"}


@pytest.fixture
def partners(tmp_path: Path) -> Partners:
    folder = tmp_path / "partners"
    folder.mkdir()
    return Partners.at(folder)


def prepared(at: Running | LiveServer, partners: Partners) -> tuple[str, Path]:
    """Make a workspace of the customer's model with the lists of its grounds; return it, and a folder of the same."""
    object.__setattr__(at.service, "clock", lambda: end_of(AT))
    into = partners.folder / "into"
    inbox(partners.parcels()["own"], partners.model, partners.grounds, into)
    author = Author(None, "Sato")
    files = Files("model.yaml", {"model.yaml": MODEL.encode()})
    workspace = at.service.workspaces.create(at.app.state.home, "Plant", files, author).id
    at.app.state.evidence.store.put(workspace, tree(into), author)
    return workspace, into


def sent(partners: Partners) -> list[tuple[str, bytes]]:
    return [(path.name, path.read_bytes()) for parcel in partners.parcels().values() for path in parcel]


def post(running: Running, workspace: str, files: list[tuple[str, bytes]], said: dict[str, str], last: str = ""):
    data = {"subject": list(said), "element": list(said.values())}
    return running.post(f"/w/{workspace}/evidence/inbox{last}", data, files=[("files", one) for one in files])


def by_command(partners: Partners, into: Path, said: dict[str, str] | None = None) -> InboxReport:
    files = [path for parcel in partners.parcels().values() for path in parcel]
    return inbox(files, partners.model, Grounds(day=AT), into, said)


def standing(running: Running, workspace: str) -> dict[str, bytes]:
    store = running.app.state.evidence.store
    files = store.files(workspace)
    contents = store.contents(workspace, [one.digest for one in files.values()])
    return {path: contents[one.digest] for path, one in files.items()}


def test_what_is_kept_is_what_the_command_keeps(running: Running, partners: Partners) -> None:
    workspace, into = prepared(running, partners)
    before = standing(running, workspace)
    looked = post(running, workspace, sent(partners), SAID, "/preview")
    assert looked.status_code == 200, looked.text[:400]
    assert standing(running, workspace) == before
    answer = post(running, workspace, sent(partners), SAID)
    by_command(partners, into, SAID)
    assert answer.status_code == 303
    assert standing(running, workspace) == tree(into)
    page = running.client.get(answer.headers["location"]).text
    assert "files were put in" in page
    assert "4 were not taken in" in page
    again = post(running, workspace, sent(partners), {})
    assert again.status_code == 422
    assert "Nothing of it is to be taken in" in again.text


def test_every_file_is_told_with_its_reason(running: Running, partners: Partners) -> None:
    workspace, into = prepared(running, partners)
    page = post(running, workspace, sent(partners), {}, "/preview").text
    report = by_command(partners, into)
    rows = {plain(row).split()[0]: plain(row) for row in re.findall(r"<tr><th scope=\"row\">.*?</tr>", page, re.DOTALL)}
    names = {"taken": "taken in", "known": "already there", "refused": "not taken in", "asked": "waiting for you"}
    assert set(rows) == {Path(one.file).name for one in report.files if one.state in names}
    for one in report.files:
        row = rows[Path(one.file).name]
        assert names[one.state] in row
        if one.state == "refused" and one.kind != "trust-list":
            assert one.why is not None
            assert one.why.en in row
        if one.match is not None and one.match.element is not None:
            assert f"/elements/{one.match.element}" in page
        if one.match is not None and one.match.how == "name":
            assert "by its name" in row
    assert not any("--" in row for row in rows.values()), "words of the command line"
    assert "put it in with the evidence" in rows["list.json"]
    assert report.gains is not None
    assert f"Proven afterwards: {report.gains.after} of {report.gains.required}" in plain(page)


def test_a_subject_that_nobody_knows_is_asked_for(running: Running, partners: Partners) -> None:
    workspace, _ = prepared(running, partners)
    (unknown,) = [one for one in sent(partners) if one[0] == "unknown.jwt"]
    asked = post(running, workspace, [unknown], {}, "/preview").text
    assert 'name="subject" value="gadget"' in asked
    assert '<option value="module-p">' in asked
    assert '<option value="operator">' not in asked  # of another kind
    assert post(running, workspace, [unknown], {}).status_code == 422
    wrong = post(running, workspace, [unknown], {"gadget": "maker"}, "/preview")
    assert wrong.status_code == 422
    assert "nothing of this kind" in wrong.text
    assert post(running, workspace, [unknown], SAID).status_code == 303
    assert b"gadget" in standing(running, workspace)["subjects.json"]
    assert "already there" in post(running, workspace, [unknown], {}, "/preview").text


def test_a_zip_is_looked_into_and_what_lies_about_is_passed_over(running: Running, partners: Partners) -> None:
    workspace, _ = prepared(running, partners)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, raw in [one for one in sent(partners) if one[0] in ("whole.jwt", "whole.proof")]:
            archive.writestr(f"parcel/{name}", raw)
        archive.writestr("parcel/notes.txt", "hello")
    page = post(running, workspace, [("parcel.zip", made.getvalue())], {}, "/preview").text
    assert "passed over 1" in plain(page)
    assert "notes.txt" not in page
    assert post(running, workspace, [("parcel.zip", made.getvalue())], {}).status_code == 303
    assert any(name.startswith("proofs/") for name in standing(running, workspace))


def test_without_a_trust_list_nothing_is_looked_at(running: Running, partners: Partners) -> None:
    workspace, _ = prepared(running, partners)
    store = running.app.state.evidence.store
    store.take_away(workspace, "trust/0001.json", Author(None, "Sato"))
    refused = post(running, workspace, sent(partners), {}, "/preview")
    assert refused.status_code == 422
    assert "no usable trust list" in refused.text
    assert post(running, workspace, [], {}, "/preview").status_code == 422


def test_only_editors_take_in(tmp_path: Path, partners: Partners) -> None:
    from tests.web.security.conftest import make_server

    from sanso.catalogue import load_catalogue

    server = make_server(tmp_path, load_catalogue())
    ito, kato = server.person("Ito"), server.person("Kato")
    bus = server.organization("Bus", ito)
    server.join(bus, kato, "reader")
    workspace = server.workspace(bus)
    client = server.client(kato.id)
    page = client.get(f"/w/{workspace}/evidence/inbox")
    assert page.status_code == 200
    assert 'type="file"' not in page.text
    for last in ("", "/preview"):
        assert server.post(client, f"/w/{workspace}/evidence/inbox{last}").status_code == 403
    server.service.database.close()


def test_in_the_browser(browser_page: Page, live: LiveServer, partners: Partners) -> None:
    page = browser_page
    workspace, _ = prepared(live, partners)
    base = f"{live.address}/w/{workspace}/evidence"
    page.goto(f"{base}/inbox")
    files = [
        {"name": name, "mimeType": "application/octet-stream", "buffer": raw}
        for name, raw in sent(partners)
        if name in ("whole.jwt", "whole.proof", "foreign.jwt", "unknown.jwt")
    ]
    page.set_input_files("#files", files=files)
    page.wait_for_selector("#preview table.claims")
    assert "waiting for you" in page.inner_text("#preview")
    page.select_option("select[name=element]", "module-p")
    page.wait_for_selector("#preview td:has-text('as you said')")
    assert "waiting for you" not in page.inner_text("#preview")
    with page.expect_navigation():
        page.click("text=Take in what counts")
    told = page.inner_text("[role=status]")
    assert "files were put in" in told
    assert "1 was not taken in" in told
    page.set_viewport_size({"width": 820, "height": 900})
    page.goto(f"{base}/inbox")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_programs_read_what_the_command_tells(running: Running, partners: Partners) -> None:
    workspace, into = prepared(running, partners)
    at = f"{API}/workspaces/{workspace}/inbox"
    headers = {"X-CSRF": running.csrf(), "Origin": running.address}
    files = {name: {"base64": base64.b64encode(raw).decode()} for name, raw in sent(partners)}

    def told(**more: object) -> dict[str, Any]:
        answer = running.client.post(at, json={"files": files, **more}, headers=headers)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    before = standing(running, workspace)
    looked = told(subjects=SAID)
    assert looked["written"] == []
    assert standing(running, workspace) == before
    kept = told(subjects=SAID, keep=True)
    record = json.loads(json.dumps(by_command(partners, into, SAID).record()))
    assert standing(running, workspace) == tree(into)
    assert {str(into / name) for name in kept.pop("written")} == set(record.pop("written"))
    for one in record["files"]:
        one["file"] = Path(one["file"]).name
    assert kept == record
    refused = running.client.post(at, json={"files": files, "subjects": {"nobody": "onboard"}}, headers=headers)
    assert refused.status_code == 422
