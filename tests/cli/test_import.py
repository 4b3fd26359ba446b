"""``sanso import``: preview, writing, faults, conflicts, JSON, both languages."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema_rs
import pytest

from sanso import schema

from .conftest import Run


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_samples_become_a_model(run: Run, tmp_path: Path, lang: str) -> None:
    assert run("import", "--samples", tmp_path / "in", "--lang", lang).code == 0
    into = tmp_path / "plant.yaml"
    shown = run("import", tmp_path / "in" / "assets.xlsx", "--lang", lang)
    assert (shown.code, into.exists()) == (0, False)
    assert ("見出しから確実" if lang == "ja" else "the heading says so") in shown.out
    assert run("import", tmp_path / "in" / "assets.xlsx", "--into", into, "--apply", "--lang", lang).code == 0
    assert run("check", into, "--lang", lang).code == 0
    assert run("import", "--samples", tmp_path / "in").code == 2  # nothing is overwritten


def test_json_follows_its_schema_and_statuses_tell(run: Run, tmp_path: Path) -> None:
    ledger, into = tmp_path / "a.csv", tmp_path / "m.yaml"
    ledger.write_text("資産番号,名称,種別,設置場所\nA-1,盤,PLC,第一\nA-2,机,備品,\n", encoding="utf-8")
    ran = run("import", ledger, "--into", into, "--apply", "--json")
    assert ran.code == 3
    found = json.loads(ran.out)
    jsonschema_rs.validator_for(schema("import")).validate(found)
    assert [fault["path"] for fault in found["faults"]] == ["C3"]
    assert not into.exists()
    assert run("import", ledger, "--into", into, "--apply", "--skip-faults").code == 0
    into.write_text(into.read_text(encoding="utf-8").replace("第一", "本館"), encoding="utf-8")
    ledger.write_text("資産番号,名称,種別,設置場所\nA-1,盤,PLC,第二\n", encoding="utf-8")
    ran = run("import", ledger, "--into", into)
    assert ran.code == 1
    assert "本館" in ran.out
    assert "第二" in ran.out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), 2),
        (("nowhere.xlsx",), 3),
        (("x.csv", "--apply"), 2),
        (("x.csv", "--kind", "asets"), 2),
        (("x.csv", "--retire", "tomorrow"), 2),
    ],
)
def test_what_cannot_be_done(run: Run, words: tuple[str, ...], code: int) -> None:
    assert run("import", *words).code == code


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("most", [0, 1_000])
def test_what_was_not_checked_is_said(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str, most: int
) -> None:
    monkeypatch.setattr("sanso.verbs.importing._MOST_CHECKED", most)
    ledger, into = tmp_path / "a.csv", tmp_path / "m.yaml"
    ledger.write_text("資産番号,名称,種別\nA-1,盤,PLC\n", encoding="utf-8")
    shown = run("import", ledger, "--into", into, "--apply", "--lang", lang).out
    assert (("検査をしていません" if lang == "ja" else "was not checked") in shown) == (most == 0)
    assert "sanso check" in shown
