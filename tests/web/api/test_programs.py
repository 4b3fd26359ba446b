"""Programs read and change a workspace: tokens, versions, conflicts, imports, jobs, what is refused."""

from __future__ import annotations

import base64

import pytest
from tests.web.api.conftest import API, Programs

from sanso.examples import ledgers
from sanso.web.attacks import Asked

PUT = {"op": "put", "path": ["people", "dispatcher", "count"], "value": 13}


def test_who_is_asking(programs: Programs) -> None:
    told = programs.client().get(f"{API}/me").json()
    assert (told["via"], told["roles"], told["csrf"]) == ("token", {programs.organization: "editor"}, None)
    session = programs.session()
    told = programs.client(session).get(f"{API}/me").json()
    assert (told["via"], told["roles"]) == ("session", {programs.organization: "owner"})
    assert told["csrf"] == session["X-CSRF"]


def test_a_stranger_and_a_bad_token_get_nothing(programs: Programs) -> None:
    for headers in ({}, {"Authorization": "Bearer sanso_wrong"}):
        answer = programs.client(headers).get(f"{programs.at}/assessment")
        assert answer.status_code == 401
        assert {"error", "error_ja", "status"} <= set(answer.json())
        assert "www-authenticate" in answer.headers


def test_a_token_that_reads_does_not_write(programs: Programs) -> None:
    client = programs.client(programs.token("read"))
    assert client.get(f"{programs.at}/files").status_code == 200
    answer = client.post(f"{programs.at}/changes", json={"base": 1, "changes": [PUT]})
    assert answer.status_code == 403
    assert (
        client.post(f"{API}/organizations/{programs.organization}/workspaces", json={"empty": True}).status_code == 403
    )
    assert programs.head == 1


def test_a_token_ends(programs: Programs) -> None:
    secret, token = programs.desk.tokens.make(programs.owner.id, programs.organization, "x", "read", 1)
    client = programs.client({"Authorization": f"Bearer {secret}"})
    assert client.get(f"{API}/me").status_code == 200
    programs.desk.tokens.revoke(programs.organization, token.id, programs.owner.id)
    assert client.get(f"{API}/me").status_code == 401


def test_a_token_makes_no_token_and_manages_nobody(programs: Programs) -> None:
    client = programs.client()
    at = f"{API}/organizations/{programs.organization}"
    assert client.post(f"{at}/tokens", json={"name": "another"}).status_code == 403
    assert client.patch(at, json={"name": "Other"}).status_code == 403
    assert client.get(f"{at}/audit").status_code == 403
    assert client.patch(programs.at, json={"archived": True}).status_code == 403


def test_a_session_needs_its_token_for_a_change(programs: Programs) -> None:
    session = programs.session()
    change = {"base": 1, "changes": [PUT]}
    without = {"Cookie": session["Cookie"]}
    assert programs.client(without).post(f"{programs.at}/changes", json=change).status_code == 403
    assert programs.head == 1
    assert programs.client(session).post(f"{programs.at}/changes", json=change).status_code == 200
    assert programs.head == 2


def test_changes_undo_redo_restore(programs: Programs) -> None:
    client = programs.client()
    answer = client.post(f"{programs.at}/changes", json={"base": 1, "changes": [PUT], "what": "one more dispatcher"})
    assert answer.headers["etag"] == '"2"'
    told = answer.json()
    assert told["version"]["what"]["en"] == "one more dispatcher"
    assert told["version"]["places"] == [["people", "dispatcher", "count"]]
    assert [
        client.post(f"{programs.at}/{way}", json={"base": base}).json()["seq"]
        for way, base in (("undo", 2), ("redo", 3))
    ] == [3, 4]
    assert client.post(f"{programs.at}/restore", json={"base": 4, "seq": 1}).json()["kind"] == "restore"
    assert client.get(f"{programs.at}/files").json() == client.get(f"{programs.at}/versions/1/files").json()
    assert client.get(f"{programs.at}/verify").json() == {"whole": True, "breaks": []}
    changed = client.get(f"{programs.at}/diff", params={"old": 1, "version": 2}).json()
    assert any("dispatcher" in str(one) for one in changed["changes"])


def test_versions_come_in_pages(programs: Programs) -> None:
    client = programs.client()
    for base in range(1, 5):
        change = {**PUT, "value": 20 + base}
        assert client.post(f"{programs.at}/changes", json={"base": base, "changes": [change]}).status_code == 200
    address, found = f"{programs.at}/versions?limit=2", []
    while address:
        page = client.get(address).json()
        found += [one["seq"] for one in page["items"]]
        address = page["next"]
    assert found == [5, 4, 3, 2, 1]


def test_two_programs_that_change_the_same_are_told(programs: Programs) -> None:
    client = programs.client()
    client.post(f"{programs.at}/changes", json={"base": 1, "changes": [PUT], "what": "first"})
    other = {"op": "put", "path": ["people", "passengers", "count"], "value": 9100}
    merged = client.post(f"{programs.at}/changes", json={"base": 1, "changes": [other]})
    assert merged.status_code == 200
    assert [one["seq"] for one in merged.json()["merged_with"]] == [2]
    clash = client.post(f"{programs.at}/changes", json={"base": 1, "changes": [{**PUT, "value": 14}]})
    assert clash.status_code == 409
    told = clash.json()
    assert (told["head"], told["by"], told["places"][0]["theirs"].strip()) == (3, "Ito", "13")
    assert programs.head == 3


def test_files_are_replaced_on_top_of_the_newest_version_only(programs: Programs) -> None:
    client = programs.client()
    first = client.get(f"{programs.at}/files")
    files = first.json()
    files["files"][files["main"]] += "\n# looked at\n"
    without = client.put(f"{programs.at}/files", json=files)
    assert (without.status_code, without.json()["places"]) == (422, ["header.if-match"])
    kept = client.put(f"{programs.at}/files", json=files, headers={"If-Match": first.headers["etag"]})
    assert (kept.status_code, kept.headers["etag"]) == (200, '"2"')
    late = client.put(f"{programs.at}/files", json=files, headers={"If-Match": first.headers["etag"]})
    assert (late.status_code, late.json()["head"], late.json()["by"]) == (412, 2, "Ito")
    assert client.get(f"{programs.at}/files").json() == files


@pytest.mark.parametrize(
    "path", ["../up.yaml", "/etc/passwd", "a\\b.yaml", "con.yaml", ".git/hooks/post.yaml", "run.sh", "x/\u202ey.yaml"]
)
def test_files_with_names_that_do_harm_are_refused(programs: Programs, path: str) -> None:
    client = programs.client()
    files = client.get(f"{programs.at}/files").json()
    files["files"][path] = "x: 1\n"
    answer = client.put(f"{programs.at}/files", json=files, headers={"If-Match": '"1"'})
    assert answer.status_code == 422, answer.text
    assert programs.head == 1


def test_files_that_are_no_text_come_in_base64(programs: Programs) -> None:
    client = programs.client()
    files = client.get(f"{programs.at}/files").json()
    files["files"]["notes.csv"] = {"base64": base64.b64encode("名前\n".encode("utf-16")).decode()}
    assert client.put(f"{programs.at}/files", json=files, headers={"If-Match": '"1"'}).status_code == 200
    assert client.get(f"{programs.at}/files").json() == files
    files["files"]["notes.csv"] = {"base64": "%%%"}
    assert client.put(f"{programs.at}/files", json=files, headers={"If-Match": '"2"'}).status_code == 422


def test_a_faulty_model_is_refused_with_every_fault(programs: Programs) -> None:
    client = programs.client()
    files = client.get(f"{programs.at}/files").json()
    files["files"][files["main"]] += "\nfoo: 1\nbar: 2\n"
    answer = client.put(f"{programs.at}/files", json=files, headers={"If-Match": '"1"'})
    assert answer.status_code == 422
    assert [one["path"] for one in answer.json()["diagnostics"]] == ["foo", "bar"]
    assert programs.head == 1


def test_a_faulty_workspace_says_so_in_json(programs: Programs) -> None:
    client = programs.client()
    at = f"{API}/organizations/{programs.organization}/workspaces"
    body = {"model": {"main": "m.yaml", "files": {"m.yaml": "sanso: 1\nid: m\nname: M\nfoo: 1\n"}}}
    assert client.post(at, json=body).status_code == 422
    made = client.post(at, json={**body, "keep_faulty": True})
    assert made.status_code == 201
    answer = client.get(f"{made.headers['location']}/assessment")
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/json")
    assert "unknown-key" in [one["code"] for one in answer.json()["diagnostics"]]


def test_workspaces_begin_with_what_is_on_the_shelf(programs: Programs) -> None:
    client = programs.client()
    at = f"{API}/organizations/{programs.organization}/workspaces"
    shelf = client.get(f"{API}/beginnings").json()
    bodies = [
        {"sample": shelf["samples"][0]["id"]},
        {"sector": shelf["sectors"][1]["id"], "lang": "ja"},
        {"empty": True, "name": "Mine"},
    ]
    for body in bodies:
        made = client.post(at, json=body)
        assert made.status_code == 201, made.text
        assert client.get(made.headers["location"]).json() == made.json()
    for wrong in ({}, {"empty": True, "sample": "factory"}, {"sample": "none"}, {"sector": "none"}):
        assert client.post(at, json=wrong).status_code == 422
    assert len(client.get(at).json()["items"]) == len(client.get(f"{API}/workspaces").json()) == 4


def test_an_owner_renames_and_puts_aside(programs: Programs) -> None:
    client = programs.client(programs.session())
    assert client.patch(programs.at, json={"name": "Depot", "archived": True}).json()["archived"] is True
    refused = client.post(f"{programs.at}/changes", json={"base": 1, "changes": [PUT]})
    assert refused.status_code == 422
    assert client.get(f"{API}/workspaces").json() == []
    assert client.patch(programs.at, json={"archived": False}).json()["name"] == "Depot"


def test_what_has_not_changed_is_not_sent_again(shared: Programs) -> None:
    client = shared.client()
    first = client.get(f"{shared.at}/sectors")
    again = client.get(f"{shared.at}/sectors", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get(
        f"{shared.at}/sectors", headers={"If-None-Match": first.headers["etag"]}, params={"at": "2027-01-01"}
    )
    assert other.status_code == 200


def test_files_of_a_report(shared: Programs) -> None:
    client = shared.client()
    for name, begins in (
        ("report.html", b"<!doctype html>"),
        ("assessment.xlsx", b"PK"),
        ("iotssf.json", b"{"),
    ):
        answer = client.get(f"{shared.at}/report/{name}", params={"lang": "ja"})
        assert answer.status_code == 200
        assert answer.content.startswith(begins)
    assert client.get(f"{shared.at}/report/passwd").status_code == 422


def test_open_points_come_in_pages(shared: Programs) -> None:
    client, found = shared.client(), []
    address = f"{shared.at}/open-points?limit=40"
    while address:
        page = client.get(address).json()
        found += [one["id"] for one in page["items"]]
        address = page["next"]
    assert len(found) == page["total"] > 40


def test_a_ledger_is_tried_and_taken_over(programs: Programs) -> None:
    client = programs.client()
    name, content = next(iter(ledgers.files("ja").items()))
    tried = client.post(f"{programs.at}/imports/ledger", files={"file": (name, content)})
    assert tried.status_code == 200, tried.text
    assert tried.json()["version"] is None
    assert tried.json()["report"]["rows"] > 10
    assert programs.head == 1
    kept = client.post(f"{programs.at}/imports/ledger", files={"file": (name, content)}, data={"apply": "true"})
    assert kept.json()["version"]["kind"] == "import"
    assert "sanso-" not in str(kept.json()["report"]["written"])
    broken = client.post(f"{programs.at}/imports/ledger", files={"file": ("a.xlsx", b"PK\x03\x04broken")})
    assert broken.status_code == 422


def test_a_filled_workbook_is_tried_and_taken_over(programs: Programs) -> None:
    from io import BytesIO

    from openpyxl import load_workbook

    client = programs.client()
    book = load_workbook(BytesIO(client.get(f"{programs.at}/report/assessment.xlsx").content))
    sheet = book["Requirements"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    comment = next(column for head, column in heads.items() if head and "omment" in str(head))
    row = next(number for number in range(2, sheet.max_row) if sheet.cell(number, comment).value is None)
    level = next(column for head, column in heads.items() if head and "Answer: level" in str(head))
    sheet.cell(row, level).value = "Basic"
    sheet.cell(row, comment).value = "as agreed"
    filled = BytesIO()
    book.save(filled)
    upload = {"file": ("filled.xlsx", filled.getvalue())}
    tried = client.post(f"{programs.at}/imports/answers", files=upload).json()
    assert tried["report"]["changes"], tried["report"]
    assert (tried["version"], tried["report"]["file"]) == (None, "filled.xlsx")
    kept = client.post(f"{programs.at}/imports/answers", files=upload, data={"apply": "true"}).json()
    assert kept["version"]["kind"] == "answers"
    assert "as agreed" in client.get(f"{programs.at}/files").text


def test_shares_and_steps(programs: Programs) -> None:
    client = programs.client(programs.session())
    made = client.post(f"{programs.at}/shares", json={"with_whom": "Insurer", "days": 7})
    assert made.status_code == 201, made.text
    secret = made.json()["link"].rpartition("/")[2]
    assert programs.client({}).get(f"/s/{secret}").status_code == 200
    assert client.delete(f"{programs.at}/shares/{made.json()['id']}").status_code == 204
    assert programs.client({}).get(f"/s/{secret}").status_code == 404
    assert all(secret not in str(one) for one in client.get(f"{programs.at}/shares").json())
    body = {"state": "handed", "assignee": programs.owner.id, "note": "please", "due": "2027-01-31"}
    steps = client.put(f"{programs.at}/procedure/assess", json=body).json()
    assert [one["state"] for one in steps] == ["open", "handed", "open", "open"]
    assert client.put(f"{programs.at}/procedure/assess", json={"state": "handed"}).status_code == 422


def test_people_of_an_organization(programs: Programs) -> None:
    client = programs.client(programs.session())
    at = f"{API}/organizations/{programs.organization}"
    link = client.post(f"{at}/invitations", json={"role": "reader"}).json()["link"]
    other = programs.desk.people.new_account("Sato")
    programs.desk.invitations.accept(link.partition("token=")[2], other.id)
    assert {one["name"]: one["role"] for one in client.get(f"{at}/members").json()} == {
        "Ito": "owner",
        "Sato": "reader",
    }
    client.patch(f"{at}/members/{other.id}", json={"role": "editor"})
    assert client.delete(f"{at}/members/{other.id}").status_code == 204
    last = client.delete(f"{at}/members/{programs.owner.id}")
    assert (last.status_code, last.json()["status"]) == (409, 409)
    made = client.post(f"{at}/tokens", json={"name": "CI", "scope": "write", "days": 10}).json()
    assert programs.client({"Authorization": f"Bearer {made['secret']}"}).get(f"{API}/me").status_code == 200
    assert client.delete(f"{at}/tokens/{made['id']}").status_code == 204
    kinds = [one["kind"] for one in client.get(f"{at}/audit", params={"limit": 3}).json()["items"]]
    assert kinds == ["token-revoked", "token-made-write", "member-removed"]


def test_a_job_is_cancelled_and_an_impossible_one_refused(programs: Programs) -> None:
    client = programs.client()
    refused = client.post(f"{programs.at}/attack", json={"attacker": "nobody", "with": ["x"]})
    assert refused.status_code == 422
    assert len(refused.json()["diagnostics"]) == 2
    assert client.post(f"{programs.at}/attack", json={"worlds": 10**6}).status_code == 422
    begun = client.post(f"{programs.at}/attack", json={"worlds": 100_000})
    assert begun.status_code == 202
    job = begun.json()["id"]
    assert client.get(f"{programs.at}/attack/{job}/result").status_code == 409
    assert client.delete(f"{programs.at}/attack/{job}").json()["status"] == "cancelled"
    run = next(iter(programs.app.state.attacks._runs.values()))
    assert run.wait(60)
    assert run.report is None


@pytest.mark.parametrize(
    "job", ["x", "1~2026-11-22~eyJ9", "99~2026-11-22~" + Asked().key, "1~2026-99-22~" + Asked().key]
)
def test_words_that_stand_for_no_job(shared: Programs, job: str) -> None:
    answer = shared.client().get(f"{shared.at}/attack/{job}")
    assert answer.status_code in (404, 422)
    assert answer.json()["error_ja"]


def test_the_document_and_its_page(shared: Programs) -> None:
    client = shared.client(shared.session())
    assert shared.client({}).get(f"{API}/openapi.json").status_code == 401
    document = client.get(f"{API}/openapi.json").json()
    assert document["openapi"] == "3.1.0"
    operations = [told for item in document["paths"].values() for told in item.values()]
    assert all(told["summary"] and told["x-summary-ja"] for told in operations)
    page = client.get("/api")
    assert page.status_code == 200
    assert all(path in page.text for path in document["paths"])
    assert client.get("/api?table=operations&as=csv").text.count("\r\n") == len(operations) + 1
