"""``sanso diff``: two files, two days, another supplier, another alternative."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema_rs
import pytest

from sanso import examples, schema, verbs

from .conftest import Run


@pytest.fixture(scope="module")
def bus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bus")
    for name, content in examples.files("bus-operation").items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder / "bus-operation.yaml"


@pytest.fixture
def edited(model_file: Path, tmp_path: Path) -> Path:
    path = tmp_path / "edited.yaml"
    text = model_file.read_text(encoding="utf-8")
    path.write_text(text + "\n# a remark\n", encoding="utf-8")
    return path


def test_nothing_differs(run: Run, model_file: Path, edited: Path) -> None:
    ran = run("diff", model_file, edited, "--fail-on", "worse")
    assert (ran.code, ran.err) == (0, "")
    assert "Nothing differs." in ran.out
    assert "違いはありません。" in run("diff", model_file, edited, "--lang", "ja").out


def test_two_days_of_one_model_and_the_gate(run: Run, bus: Path) -> None:
    ran = run("diff", bus, "--at", "2026-03-01", "--at", "2027-11-01", "--fail-on", "worse")
    assert ran.code == 1
    assert "2026-03-01 → 2027-11-01" in ran.out
    assert "expired on 2027-06-30" in ran.out
    assert "Old ticketing firm" in ran.out
    assert "got worse" in ran.err
    japanese = run("diff", bus, "--at", "2026-03-01", "--at", "2027-11-01", "--lang", "ja")
    assert japanese.code == 0
    assert "2027-06-30 に期限切れ" in japanese.out
    assert "worse" not in japanese.out


def test_what_json_says_is_published(run: Run, bus: Path) -> None:
    ran = run("diff", bus, "--at", "2026-03-01", "--replace", "telematics=newfirm", "--json")
    data = json.loads(ran.out)
    jsonschema_rs.validator_for(schema("diff")).validate(data)
    assert data["format"] == "sanso-diff/1"
    added = [change["id"] for change in data["changes"] if change["what"] == "added"]
    assert added == ["newfirm"]
    assert next(move for move in data["trust"] if move["subject"] == "newfirm")["new"] == 4


def test_an_alternative_on_the_new_side(run: Run, bus: Path) -> None:
    ids = {o for c in verbs.load(bus).connections.values() for o in c.alternatives}
    chosen = sorted(ids)[0]
    ran = run("diff", bus, "--choose", chosen, "--at", "2026-11-01")
    assert (ran.code, f"with {chosen}" in ran.out, "as chosen" in ran.out) == (0, True, True)
    back = run("diff", bus, "--choose-old", chosen, "--at", "2026-11-01")
    assert (back.code, "as chosen" in back.out) == (0, True)
    assert run("diff", bus, "--choose", "no-such").code == 2


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, "nothing to compare with"),
        (("--at", "2026-01-01"), 2, "nothing to compare with"),
        (("--at", "2026-01-01", "--at", "2026-01-02", "--at", "2026-01-03"), 2, "once or twice"),
        (("--at", "someday"), 2, "is not a date"),
        (("--replace", "telematics"), 2, "OLD=NEW"),
        (("--replace", "telematics=a", "--replace", "telematics=b"), 2, "twice"),
        (("--replace", "telematic=a"), 3, "did you mean `telematics`?"),
        (("--replace", "telematics=onboard"), 3, "diff-replace-taken"),
        (("--replace", "telematics=tele matics"), 3, "diff-replace-taken"),
        (("--replace", "telematics=a", "--fail-on", "better"), 2, "worse"),
    ],
)
def test_what_cannot_be_compared(run: Run, bus: Path, words: tuple[str, ...], code: int, said: str) -> None:
    for lang in ("en", "ja"):
        ran = run("diff", bus, *words, "--lang", lang)
        assert (ran.code, ran.out) == (code, "")
    assert said in run("diff", bus, *words).err


def test_faults_of_both_files_are_told_at_once(run: Run, faulty_file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    other.write_text("sanso: 1\nid: other\npeople: {crew: {employer: nobody}}\n", encoding="utf-8")
    ran = run("diff", faulty_file, other)
    assert ran.code == 3
    assert str(faulty_file) in ran.err
    assert str(other) in ran.err
    found = json.loads(run("diff", faulty_file, other, "--json").out)
    assert {finding["place"]["file"] for finding in found} == {str(faulty_file), str(other)}


def test_the_review_page_is_written_and_never_over_a_model(run: Run, bus: Path, tmp_path: Path) -> None:
    page = tmp_path / "review.md"
    ran = run("diff", bus, "--at", "2026-03-01", "--at", "2027-11-01", "--md", page)
    assert ran.code == 0
    assert page.read_text(encoding="utf-8").startswith("# What changed: Bus operation monitoring\n")
    before = bus.read_bytes()
    assert run("diff", bus, bus, "--md", bus).code == 2
    assert run("diff", bus, bus, "--md", bus.parent / "parts" / "things.yaml").code == 2
    assert bus.read_bytes() == before


def test_all_rows_on_demand(run: Run, bus: Path) -> None:
    words = ("diff", bus, "--at", "2026-03-01", "--replace", "telematics=newfirm")
    short, whole = run(*words), run(*words, "--all")
    assert "use --all" in short.out
    assert "more: use --all" not in whole.out
    assert len(whole.out) > len(short.out)
