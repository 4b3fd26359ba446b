"""``sanso assess --evidence``: the trust gap on a terminal, as JSON, at the gate, and what is wrong with it."""

from __future__ import annotations

import datetime as dt
import json
import re
import zipfile
from html import unescape
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from sanso import verbs
from sanso.model.text import Language

from .conftest import Run

DAY = "2026-11-20"


@pytest.fixture
def assess(run: Run, folder: Path) -> Any:
    def call(*words: object, evidence: object = folder / "evidence") -> Any:
        return run("assess", folder / "bus-operation.yaml", "--at", DAY, "--evidence", evidence, *words)

    return call


def test_the_summary_shows_the_trust_gap(assess: Any) -> None:
    ran = assess()
    assert ran.code == 0
    assert ran.err == ""
    for said in (
        "What is proven stands in section 5",
        "5  Trust gap",
        "6  What to do first",
        "trusted as it was named; --pin checks",
        "proven beyond\n",
        "gap\n all layers             649",
        "so the\n layers do not add up to the first line.",
        "Strength that is stated but not proven",
        "Claims looked at: 28; 24 of them count.",
        "withdrawn by the issuer",
        "Lapses within 90 days",
        "What breaks without one of them",
        "Telematics maker, of itself",
        "shows more than the model states",
    ):
        assert said in ran.out
    assert "Everything below is stated" not in ran.out


def test_the_summary_in_japanese(assess: Any) -> None:
    ran = assess("--lang", "ja")
    for said in (
        "5  信頼性ギャップ",
        "要求  申告  証明  上回る証明  ギャップ",
        "層別の合計は1行目と一致しない。",
        "確認した主張: 28件。うち根拠になるもの 24件。",
        "更新されなければ 90日以内に失効するもの",
        "一つが失われたときに崩れるもの",
    ):
        assert said in ran.out


def test_the_json_carries_the_proof(assess: Any, run: Run, folder: Path) -> None:
    found = json.loads(assess("--json").out)
    proof = found.pop("proof")
    plain = json.loads(run("assess", folder / "bus-operation.yaml", "--at", DAY, "--json").out)
    assert found == plain
    assert proof["trust_list"]["pinned"] is False
    assert proof["layers"][0]["requirements"].keys() == {"required", "stated", "proven", "beyond"}
    assert len(proof["requirements"]) == len(plain["requirements"])
    jsonschema_rs.validator_for(verbs.schema("assessment")).validate(found | {"proof": proof})


@pytest.mark.parametrize(
    ("lang", "summary", "card", "gap"),
    [
        (
            "en",
            "649 requirements are asked of 12 organizations (counted once per organization): as stated 11 are met, 34 "
            "partly, 10 are missing, 1 not applicable, and for 593 nothing valid is stated.",
            "of 649 asked",
            "Of 649 requirements asked (once per organization): as stated 11 are met and 1 not applicable, ",
        ),
        (
            "ja",
            "12件のソシキに延べ649件の対策要件が求められる。申告上は充足11件、一部実施34件、未実施10件、未申告593件、適用外1件。",
            "要求 649 件のうち",
            "求められる649件の対策要件(責任組織ごとに1件)のうち、申告上の充足は11件、申告上の適用外は1件、",
        ),
    ],
)
def test_summary_and_trust_gap_count_the_same_requirements(
    run: Run, folder: Path, tmp_path: Path, lang: Language, summary: str, card: str, gap: str
) -> None:
    words = ("--at", DAY, "--evidence", folder / "evidence", "--out", tmp_path, "--word", "--lang", lang)
    assert run("report", folder / "bus-operation.yaml", *words).code == 0
    word = zipfile.ZipFile(tmp_path / "report.docx").read("word/document.xml").decode()
    for text in ((tmp_path / "report.html").read_text(encoding="utf-8"), word):
        shown = re.sub(r"\s+", "", unescape(re.sub("<[^>]+>", "", text)))
        assert all("".join(said.split()) in shown for said in (summary, card, gap))


LATER = "2026-11-23"
"""The first day on which every status list is older than it may be."""


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ("23 claims do not count because the status lists", "believed for 7 days", "`--at 2026-11-16` shows")),
        ("ja", ("主張23件が有効になっていません", "7日間", "`--at 2026-11-16`")),
    ],
)
def test_a_zero_for_want_of_newer_status_lists_is_told_above_the_table(
    assess: Any, lang: str, words: tuple[str, ...]
) -> None:
    said = "".join(assess("--at", LATER, "--lang", lang).out.split())
    places = [said.index("".join(word.split())) for word in words]
    assert places == sorted(places)
    assert places[-1] < said.index({"en": "requirementrows", "ja": "対策要件の行"}[lang])
    then = "".join(assess("--lang", lang).out.split())
    assert "".join(words[0].split()[1:] or words[0][4:]) not in then


def test_the_json_tells_of_claims_that_do_not_count_for_old_lists(assess: Any) -> None:
    found = json.loads(assess("--at", LATER, "--json").out)
    jsonschema_rs.validator_for(verbs.schema("assessment")).validate(found)
    proof = found["proof"]
    assert proof["stale"] == {"claims": 23, "newest": "2026-11-16", "believed": 7, "elsewhen": True}
    assert proof["layers"][0]["requirements"]["proven"] == 0
    then = json.loads(assess("--at", "2026-11-16", "--json").out)["proof"]
    assert then["stale"] is None
    assert then["layers"][0]["requirements"]["proven"] > 0
    less = json.loads(assess("--at", LATER, "--without", "telematics", "--json").out)["proof"]
    assert less["stale"]["claims"] < 23


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "en",
            "The status lists at hand speak until 2026-11-23 00:00 (UTC): from 2026-11-23 on, 23 claims do not count",
        ),
        ("ja", "手元の失効情報が有効なのは2026-11-23 00:00(UTC)までです。"),
    ],
)
def test_it_is_told_by_when_status_lists_must_be_renewed(
    assess: Any, run: Run, folder: Path, tmp_path: Path, lang: str, words: str
) -> None:
    said = "".join(words.split())
    shown = "".join(assess("--lang", lang).out.split())
    assert {"en": "Lapseswithin90days", "ja": "90日以内に失効するもの"}[lang] in shown[shown.index(said) :]
    assert said not in "".join(assess("--at", LATER, "--lang", lang).out.split())
    order = ("--at", DAY, "--evidence", folder / "evidence", "--out", tmp_path, "--word", "--lang", lang)
    assert run("report", folder / "bus-operation.yaml", *order).code == 0
    word = zipfile.ZipFile(tmp_path / "report.docx").read("word/document.xml").decode()
    for text in ((tmp_path / "report.html").read_text(encoding="utf-8"), word):
        assert "".join(unescape(re.sub("<[^>]+>", "", text)).split()).count(said) == 1


def test_the_day_of_renewal_is_the_day_on_which_the_lists_are_stale(assess: Any) -> None:
    proof = json.loads(assess("--json").out)["proof"]
    found = proof["renewal"]
    assert found == {"until": "2026-11-23T00:00:00Z", "day": LATER, "claims": 23}
    before = str(dt.date.fromisoformat(found["day"]) - dt.timedelta(days=1))
    assert json.loads(assess("--at", before, "--json").out)["proof"]["stale"] is None
    then = json.loads(assess("--at", found["day"], "--json").out)["proof"]
    assert then["stale"]["claims"] == found["claims"]
    assert then["renewal"] is None


def test_pins_are_checked(assess: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "no claim counts" in assess("--pin", "A" * 43).out
    monkeypatch.setenv("SANSO_TRUST_PINS", "A" * 43)
    assert json.loads(assess("--json").out)["proof"]["trust_list"] is None


def test_leaving_something_out(assess: Any, run: Run, folder: Path) -> None:
    whole, less = (json.loads(assess("--json", *words).out)["proof"] for words in ((), ("--without", "telematics")))
    assert less["layers"][0]["requirements"]["proven"] < whole["layers"][0]["requirements"]["proven"]
    assert less["without"] == ["telematics"]
    assert "Left out of this: " in assess("--without", "telematics").out
    wrong = assess("--without", "telematic")
    assert (wrong.code, "did you mean `telematics`?" in wrong.err) == (3, True)
    alone = run("assess", folder / "bus-operation.yaml", "--without", "telematics")
    assert (alone.code, "--without needs --evidence" in alone.err) == (2, True)


def test_the_gate(assess: Any, run: Run, folder: Path) -> None:
    closed = assess("--fail-on", "unproven", "--json")
    gap = json.loads(closed.out)["proof"]["layers"][0]["requirements"]
    assert closed.code == 1
    assert f"--fail-on unproven: {gap['required'] - gap['proven']} findings" in closed.err
    alone = run("assess", folder / "bus-operation.yaml", "--fail-on", "unproven")
    assert (alone.code, "--fail-on unproven needs --evidence" in alone.err) == (2, True)


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_no_folder_is_one_clear_message(assess: Any, folder: Path, lang: str) -> None:
    ran = assess("--lang", lang, evidence=folder / "nowhere")
    assert ran.code == 3
    assert "no-evidence-folder" in ran.err
