"""``sanso schemes`` and ``sanso label reach``: tables, forms, JSON, both languages, bad input."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema_rs import validator_for

from sanso import verbs

from .conftest import Run

AT = ("--at", "2026-11-01")
MODEL = """sanso: 1
id: home
components:
  camera: {kind: sensor, name: {en: Camera, ja: カメラ}}
confirmations:
- {perspective: before-operation, subject: camera, of: product, basis: self-declaration, scheme: PSTI/1}
"""


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "model.yaml"
    path.write_text(MODEL, encoding="utf-8")
    return path


def fill(model: Path, **answers: str) -> Path:
    path = model.parent / "camera.device-check.yaml"
    text = path.read_text(encoding="utf-8")
    for name, answer in answers.items():
        text = text.replace(f"  {name.replace('__', '.')}: unknown", f"  {name.replace('__', '.')}: {answer}")
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", ("takes", "sg.cls", "endorsement")), ("ja", ("認証", "sg.cls", "公的な推奨ではありません"))],
)
def test_all_schemes(run: Run, lang: str, words: tuple[str, ...]) -> None:
    ran = run("schemes", "--lang", lang)
    assert ran.code == 0
    assert all(word in ran.out for word in words[1:])


@pytest.mark.parametrize("ident", ["jp.jc-star", "JC-STAR", "jc-star"])
@pytest.mark.parametrize(("lang", "word"), [("en", "not to be called"), ("ja", "使ってはならない表現")])
def test_one_scheme(run: Run, ident: str, lang: str, word: str) -> None:
    ran = run("schemes", ident, "--lang", lang)
    assert ran.code == 0
    assert word in ran.out
    assert "S1.1-16" in ran.out
    assert "uk.psti/1 → jp.jc-star/1" in ran.out


@pytest.mark.parametrize("ident", sorted(verbs.catalogue().schemes))
def test_every_scheme_can_be_shown(run: Run, ident: str) -> None:
    assert run("schemes", ident).code == 0


def test_an_unknown_scheme(run: Run) -> None:
    ran = run("schemes", "jp.jcstar")
    assert ran.code == 3
    assert "jp.jc-star" in ran.err


def test_json_follows_the_published_schemas(run: Run, model: Path) -> None:
    validator_for(verbs.schema("schemes")).validate(json.loads(run("schemes", "--json").out))
    assert run("label", "reach", model, "camera", "--new").code == 0
    result = json.loads(run("label", "reach", model, "camera", *AT, "--for", "uk.psti/1", "--json").out)
    validator_for(verbs.schema("labels")).validate(result)
    assert len(result["statement"]) == 68
    assert result["plan"]["targets"] == ["uk.psti/1"]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "en",
            ("nothing is proven", "uk.psti/1", "within reach", "recognised from uk.psti", "What one examination buys"),
        ),
        ("ja", ("証明されたものではありません", "uk.psti/1", "取得可能", "uk.psti から承認", "一度の確認で進むこと")),
    ],
)
def test_from_the_form_to_a_label(run: Run, model: Path, lang: str, words: tuple[str, ...]) -> None:
    written = run("label", "reach", model, "camera", "--new", "--lang", lang)
    assert written.code == 0
    assert "camera.device-check.yaml" in written.out
    fill(model, password__unique="yes", password__unguessable="yes", disclosure__policy="yes", support__period="yes")
    ran = run("label", "reach", model, "camera", *AT, "--lang", lang)
    assert ran.code == 0
    assert all(word in ran.out for word in words)


@pytest.mark.parametrize(("lang", "word"), [("en", "What blocks"), ("ja", "不適合の項目")])
def test_what_blocks_is_named(run: Run, model: Path, lang: str, word: str) -> None:
    run("label", "reach", model, "camera", "--new")
    fill(model, support__period="no")
    ran = run("label", "reach", model, "camera", *AT, "--lang", lang, "--for", "jp.jc-star/1", "--all")
    assert word in ran.out
    assert "jp.jc-star/S1.1-16" in ran.out


def test_a_form_is_never_overwritten(run: Run, model: Path) -> None:
    assert json.loads(run("label", "reach", model, "camera", "--new", "--json").out)["files"]
    path = fill(model, support__period="yes")
    before = path.read_bytes()
    ran = run("label", "reach", model, "camera", "--new")
    assert ran.code != 0
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("door",), "no-such-element"),
        (("camera",), "no-device-check"),
        (("camera", "--check", "."), "not-a-file"),
    ],
)
def test_bad_input_is_one_clear_message(run: Run, model: Path, words: tuple[str, ...], code: str) -> None:
    ran = run("label", "reach", model, *words)
    assert ran.code == 3
    assert code in ran.err


@pytest.mark.parametrize(
    ("targets", "code"),
    [(["jp.jcstar/1"], "no-such-level"), (["uk.psti/1", "sg.cls/1", "sg.cls/2", "sg.cls/3"], "too-many-targets")],
)
def test_targets_that_cannot_be_planned(run: Run, model: Path, targets: list[str], code: str) -> None:
    run("label", "reach", model, "camera", "--new")
    ran = run("label", "reach", model, "camera", *(word for target in targets for word in ("--for", target)))
    assert ran.code == 3
    assert code in ran.err


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"\xff\xfe", "not-utf8"), (b"a: 1\n", "not-a-device-check"), (b"#" * (2**20 + 1), "file-too-large")],
)
def test_files_that_are_no_device_check(run: Run, model: Path, content: bytes, code: str) -> None:
    (model.parent / "camera.device-check.yaml").write_bytes(content)
    ran = run("label", "reach", model, "camera")
    assert ran.code == 3
    assert code in ran.err


JUDGED = ("--at", "2026-11-16", "--evidence")


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ("held, proven", "answers JC-STAR 16; fills elsewhere EN-303-645 11, PSTI 3", "in use is 4.1")),
        ("ja", ("取得済み(証明あり)", "回答 JC-STAR 16。ほかに充足 EN-303-645 11, PSTI 3", "使用中は4.1です")),
    ],
)
def test_one_proven_label_fills_every_scheme_that_asks(
    run: Run, folder: Path, lang: str, words: tuple[str, ...]
) -> None:
    model = folder / "bus-operation.yaml"
    ran = run("label", "reach", model, "onboard", *JUDGED, folder / "evidence", "--lang", lang)
    assert ran.code == 0
    assert all(word in ran.out for word in words)
    whole = run("label", "reach", model, "onboard", *JUDGED, folder / "evidence", "--lang", lang, "--all").out
    assert "etsi.en-303-645/5.11-1" in whole


def test_what_is_proven_as_json(run: Run, folder: Path) -> None:
    model = folder / "bus-operation.yaml"
    result = json.loads(run("label", "reach", model, "onboard", *JUDGED, folder / "evidence", "--json").out)
    validator_for(verbs.schema("labels")).validate(result)
    levels = {f"{one['scheme']}/{one['level']}": one["state"] for one in result["reach"]["levels"]}
    assert (levels["jp.jc-star/1"], levels["uk.psti/1"]) == ("reachable", "reachable")
    assert result["file"] == ""
    assert result["proof"]["levels"] == ["jp.jc-star/1"]
    assert {fill["basis"] for fill in result["proof"]["fills"]} == {"self-declaration"}
    assert [one["file"] for one in result["proof"]["vain"]] == ["claims/onboard-test-old.jwt"]


def test_without_fresh_status_lists_nothing_is_proven(run: Run, folder: Path) -> None:
    at = ("--at", "2027-03-01", "--evidence", folder / "evidence")
    ran = run("label", "reach", folder / "bus-operation.yaml", "onboard", *at)
    assert ran.code == 0
    for said in ("No claim that counts answers an item.", "held as stated, not proven", "proven)"):
        assert said in ran.out


def test_a_stated_basis_counts_only_as_far_as_it_is_proven(run: Run, model: Path, folder: Path) -> None:
    assert run("label", "reach", model, "camera", "--new").code == 0
    fill(model, password__unique="{answer: yes, basis: third-party, by: Lab}", data__erase="no")
    stated = run("label", "reach", model, "camera", *AT)
    proven = run("label", "reach", model, "camera", *JUDGED, folder / "evidence")
    assert "higher basis" not in stated.out
    assert "stated on a higher basis than is proven" in proven.out


def test_evidence_is_for_what_is_within_reach_only(run: Run, tmp_path: Path, model: Path) -> None:
    ran = run("label", "issue", tmp_path / "claim.jwt", "--evidence", tmp_path)
    assert (ran.code, "--evidence belongs to sanso label reach" in ran.err) == (2, True)
    ran = run("label", "reach", model, "camera", "--evidence", tmp_path / "nowhere")
    assert (ran.code, "no-evidence-folder" in ran.err) == (3, True)
