"""The model as text: shown, checked, saved only without errors."""

from __future__ import annotations

import html

from tests.web.conftest import Running

THINGS = "parts/things.yaml"


def _text(running: Running, file: str = THINGS) -> str:
    return running.service.workspaces.files(running.workspace, running.head).contents[file].decode()


def _save(running: Running, text: str, base: int = 1, do: str = "save", query: str = "", file: str = THINGS):
    data = {"base": str(base), "file": file, "text": text.replace("\n", "\r\n"), "do": do}
    return running.post(f"{running.base}/text{query}", data)


def test_every_file_is_shown(running: Running) -> None:
    for file in running.service.workspaces.files(running.workspace, 1).contents:
        page = running.client.get(f"{running.base}/text", params={"file": file, "line": 3}).text
        assert html.escape(_text(running, file), quote=False)[:200].replace("'", "&#39;")[:50] in page
        assert 'data-line="3"' in page


def test_an_unchanged_text_is_no_version(running: Running) -> None:
    done = _save(running, _text(running))
    assert done.headers["location"].endswith("saved=0")
    assert running.head == 1


def test_a_text_is_saved_byte_for_byte(running: Running) -> None:
    text = _text(running).replace("site: vehicle", "site: bus  # 車内", 1)
    done = _save(running, text)
    assert done.status_code == 303
    assert _text(running) == text
    version = running.service.workspaces.version(running.workspace, 2)
    assert (version.kind, version.what.ja) == ("text", "parts/things.yamlのテキスト")
    assert "Saved as version 2" in running.client.get(done.headers["location"]).text


def test_a_text_with_errors_stays_in_the_editor(running: Running) -> None:
    text = _text(running).replace("kind: actuator", "kind: spaceship", 1)
    done = _save(running, text)
    assert done.status_code == 422
    assert "kind: spaceship" in done.text
    assert "spaceship is not one of" in done.text
    assert running.head == 1


def test_the_check_says_lines(running: Running) -> None:
    text = _text(running).replace("kind: actuator", "kind: spaceship", 1)
    line = text[: text.index("spaceship")].count("\n") + 1
    headers = {"X-CSRF": running.csrf(), "Origin": running.address}
    answer = running.client.post(f"{running.base}/text/check", json={"name": THINGS, "text": text}, headers=headers)
    found = [one for one in answer.json()["diagnostics"] if one["severity"] == "error"]
    assert [(one["line"], one["code"]) for one in found] == [(line, "unknown-word")]
    broken = running.client.post(f"{running.base}/text/check", json={"name": THINGS, "text": "a: ["}, headers=headers)
    assert broken.json()["diagnostics"][0]["code"] == "yaml-syntax"


def test_a_file_that_is_not_there_cannot_be_written(running: Running) -> None:
    for file in ("../x.yaml", "/etc/passwd", "new.yaml"):
        assert _save(running, "a: 1", file=file).status_code == 404
    assert running.head == 1


def test_two_texts_at_once(running: Running) -> None:
    text = _text(running)
    assert _save(running, text.replace("model: X2", "model: X3", 1)).status_code == 303
    mine = text.replace("model: P1", "model: P2", 1)
    assert _save(running, mine).status_code == 303
    assert "model: X3" in _text(running)
    assert "model: P2" in _text(running)
    clash = _save(running, text.replace("model: X2", "model: X9", 1))
    assert clash.status_code == 409
    assert "model: X9" in clash.text
    forced = _save(running, text.replace("model: X2", "model: X9", 1), query=f"?onto={running.head}")
    assert forced.status_code == 303
    assert "model: X9" in _text(running)
    assert "model: P2" in _text(running)
