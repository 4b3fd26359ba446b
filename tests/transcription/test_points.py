"""Genuineness, accuracy, calibration: what counts, what does not, and why."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from sanso.transcription.words import denies

from .build import DAY, Book, answer, examined, model, point, reasons, row


def test_silence_is_never_met() -> None:
    found = examined(model())
    for one in found.rows:
        for each in one.answers:
            assert not each.asked or each.status == "not-stated" or each.question == "untampered"
    assert {f.point for f in found.findings if f.connection == "read"} == {
        "genuine", "path", "accuracy", "calibration", "comparison",
    }  # fmt: skip
    assert {f.point for f in found.findings if f.connection == "move"} == {
        "genuine", "path", "accuracy", "comparison", "confirmed", "safe-state",
    }  # fmt: skip


def test_what_is_not_rated_is_asked_nothing_and_still_shown() -> None:
    found = examined(model(read={"accuracy": 2}), category=None)
    assert found.findings == ()
    assert row(found, "read").category is None
    assert point(found, "read", "accuracy").status == "stated"


@pytest.mark.parametrize("field", ["genuine", "authenticity"])
def test_genuine_by_a_field_of_the_connection(field: str) -> None:
    assert answer(examined(model(read={field: "key in a secure element"})), "read", "genuine").status == "stated"


def test_a_no_is_told_and_wins_over_measures() -> None:
    book = Book({("CPS.DS-13", "gauge"): "high-advanced"})
    found = examined(model(read={"genuine": "none"}), book=book)
    assert answer(found, "read", "genuine").status == "no"
    assert reasons(found, "read", "genuine") == ["stated as absent (genuine: none)"]


@pytest.mark.parametrize(
    ("level", "required", "status"),
    [
        ("none", "basic", "no"),
        ("basic", "basic", "stated"),
        ("basic", "advanced", "not-counted"),
        ("advanced", "advanced", "stated"),
        ("not-applicable", "basic", "not-stated"),
        ("not-stated", "basic", "not-stated"),
    ],
)
def test_an_answer_to_a_requirement_speaks_at_its_level(level: Any, required: str, status: str) -> None:
    book = Book({("CPS.DS-13", "gauge"): level}, required)
    assert point(examined(model(), book=book), "read", "genuine").status == status


def test_some_requirements_speak_only_up_to_a_category() -> None:
    book = Book({("CPS.DS-8", "gauge"): "advanced"})
    assert point(examined(model(), 3, book), "read", "genuine").status == "stated"
    assert point(examined(model(), 4, book), "read", "genuine").status == "not-stated"


def _confirmed(**fields: Any) -> Any:
    confirmation = {
        "perspective": "before-operation",
        "of": "product",
        "subject": "p1",
        "basis": "third-party",
        **fields,
    }
    made = model().model_dump(by_alias=True, exclude_defaults=True)
    return type(model()).model_validate({**made, "sanso": 1, "id": "m", "confirmations": [confirmation]})


@pytest.mark.parametrize(
    ("fields", "category", "status"),
    [
        ({}, 2, "stated"),
        ({}, 3, "not-counted"),
        ({"basis": "public-certification"}, 2, "stated"),
        ({"basis": "self-declaration"}, 2, "not-counted"),
        ({"result": "failed"}, 2, "not-stated"),
        ({"valid_until": "2026-11-21"}, 2, "not-stated"),
        ({"valid_until": "2026-11-22"}, 2, "stated"),
        ({"subject": "p2"}, 2, "not-stated"),
    ],
)
def test_a_confirmation_of_the_product_is_about_the_type(fields: dict[str, Any], category: int, status: str) -> None:
    assert point(examined(_confirmed(**fields), category), "read", "genuine").status == status


@pytest.mark.parametrize(
    ("calibration", "status", "reason"),
    [
        ({"interval": "P1Y", "last": "2026-04-01"}, "stated", None),
        ({"interval": "P1Y", "last": "2025-11-22"}, "stated", None),
        ({"interval": "P1Y", "last": "2025-11-21"}, "not-counted", "calibration overdue since 2026-11-21"),
        ({"interval": "P1Y", "last": "2026-11-23"}, "not-counted", "the calibration of 2026-11-23 lies after"),
        ({"interval": "P1Y"}, "not-counted", "it is not stated when it was last calibrated"),
        ({"last": "2026-04-01"}, "not-counted", "it is not stated how often it is calibrated"),
        (None, "not-stated", None),
    ],
)
def test_calibration(calibration: dict[str, str] | None, status: str, reason: str | None) -> None:
    found = examined(model(read={"calibration": calibration} if calibration else {}))
    assert point(found, "read", "calibration").status == status
    told = reasons(found, "read", "calibration")
    assert (told == []) if reason is None else told[0].startswith(reason)


def test_an_overdue_calibration_is_a_finding_with_its_day() -> None:
    found = examined(model(read={"calibration": {"interval": "P6M", "last": "2026-01-31"}}), 2)
    (finding,) = [one for one in found.findings if one.connection == "read" and one.point == "calibration"]
    assert (finding.due, finding.status, finding.category) == (dt.date(2026, 7, 31), "not-counted", 2)
    assert finding.due < DAY


def test_category_one_asks_for_the_error_only() -> None:
    found = examined(model(), 1)
    assert {(f.connection, f.point) for f in found.findings} == {("read", "accuracy"), ("move", "safe-state")}
    assert answer(examined(model(read={"accuracy": 0.5}), 1), "read", "accurate").status == "stated"


def test_a_reading_of_two_states_has_no_error() -> None:
    found = examined(model(read={"range": [0, 1]}))
    assert not answer(found, "read", "accurate").asked
    assert "two states: has no error to state" in [remark.en for remark in row(found, "read").remarks]
    assert answer(examined(model(read={"range": [0, 1], "unit": "m"})), "read", "accurate").asked


def test_missing_unit_and_range_are_remarks() -> None:
    found = examined(model(read={"quantity": "level"}))
    assert [r.en for r in row(found, "read").remarks][:2] == ["unit not stated", "plausible range not stated"]
    assert row(examined(model(read={"unit": "m", "range": [0, 5]})), "read").remarks == ()
    assert {f.point for f in found.findings}.isdisjoint({"unit", "range"})


@pytest.mark.parametrize(
    "text", ["none", "None; open signal", "no", "not protected", "なし", "無し。平文", "未実施", "nothing yet", "無"]
)
def test_words_that_deny(text: str) -> None:
    assert denies(text)


@pytest.mark.parametrize(
    "text", ["nonce per frame", "notary service", "signed", "無線の暗号化", "無人区画", "TLS", "number plate"]
)
def test_words_that_do_not_deny(text: str) -> None:
    assert not denies(text)
