"""The device check is read strictly: the form reads as it is written, and every fault has its line."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanso.catalogue import items_of, load_catalogue
from sanso.model.diagnostics import InputRefused
from sanso.model.text import Language
from sanso.trust.schemes.check_text import check_text
from sanso.trust.schemes.crosswalks import crosswalk, requirements_of
from sanso.trust.schemes.device_checks import DeviceCheck, read_device_check
from sanso.trust.schemes.fill_in import evidence_table, fill_in_form, implementation_statement
from sanso.trust.schemes.reach import reach

HEAD = "sanso_device_check: 1\nelement: camera\n"
DAY = dt.date(2026, 11, 1)
CONTENT = load_catalogue()


def read(text: str, **options: Any) -> DeviceCheck:
    return read_device_check(text, "c.yaml", CONTENT, **options)


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_the_form_reads_as_it_is_written(lang: Language) -> None:
    form = fill_in_form(CONTENT, "camera", lang)
    check = read(form, element="camera")
    assert set(check.facts) == set(CONTENT.device_facts)
    assert set(check.conditions) == set(CONTENT.device_conditions)
    assert {one.answer for one in check.facts.values()} == {"unknown"}
    for fact in CONTENT.device_facts.values():
        assert fact.title.show(lang) in form
        assert form.count(f"\n  {fact.id}: unknown") == 1


def test_an_element_whose_name_looks_like_a_number_stays_text() -> None:
    assert read(fill_in_form(CONTENT, "12", "en"), element="12").element == "12"


def test_short_and_long_answers() -> None:
    check = read(
        HEAD + "facts:\n  password.unique: yes\n  support.period:\n"
        "  data.erase: {answer: yes, basis: third-party, by: Lab, on: 2026-03-01, evidence: report-7.pdf}\n"
        "labels:\n- {scheme: uk.psti, level: '1', until: 2027-03}\n"
    )
    assert [one.answer for one in check.facts.values()] == ["yes", "unknown", "yes"]
    assert check.facts["data.erase"].evidence == ("report-7.pdf",)
    assert check.facts["data.erase"].basis == "third-party"


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("element: camera\n", "not-a-device-check", 0),
        ("- 1\n", "not-a-device-check", 0),
        ("", "not-a-device-check", 0),
        ("sanso_device_check: 1\n", "missing-key", 1),
        ("sanso_device_check: 2\nelement: camera\n", "wrong-type", 1),
        ("sanso_device_check: 1\nelement: a/b\n", "bad-id", 2),
        (HEAD + "colour: red\n", "unknown-key", 3),
        (HEAD + "facts:\n  update.timley: yes\n", "unknown-key", 4),
        (HEAD + "conditions:\n  password-used: yes\n", "unknown-key", 4),
        (HEAD + "conditions:\n  passwords-used: not-applicable\n", "unknown-word", 4),
        (HEAD + "facts:\n  update.timely: maybe\n", "unknown-word", 4),
        (HEAD + "facts:\n  update.timely: true\n", "wrong-type", 4),
        (HEAD + "facts:\n  update.timely: {answer: yes, basis: lab}\n", "unknown-word", 4),
        (HEAD + "facts:\n  update.timely: {basis: third-party}\n", "missing-key", 4),
        (HEAD + "facts:\n  update.timely: {answer: yes, on: soon}\n", "bad-date", 4),
        (HEAD + "facts:\n  update.timely: {answer: yes, note: x}\n", "unknown-key", 4),
        (HEAD + "facts:\n  update.timely: not-applicable\n", "fact-without-reason", 4),
        (HEAD + "facts:\n  update.mechanism: yes\n  update.possible: no\n", "contradicting-facts", 5),
        (HEAD + "facts: [update.timely]\n", "wrong-type", 3),
        (HEAD + "labels:\n- {scheme: uk.psti, level: '9'}\n", "unknown-reference", 4),
        (HEAD + "facts:\n  update.timely: yes\n  update.timely: no\n", "duplicate-key", 5),
        (HEAD + "facts: {a: *b}\n", "unknown-anchor", 3),
        (HEAD + "facts: {\n", "yaml-syntax", 4),
    ],
)
def test_every_fault_has_its_line(text: str, code: str, line: int) -> None:
    with pytest.raises(InputRefused) as refused:
        read(text)
    assert [(one.code, one.place.line) for one in refused.value.diagnostics] == [(code, line)]


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(InputRefused) as refused:
        read(HEAD + "facts:\n  a: yes\n  b: yes\nconditions:\n  c: yes\n", element="door")
    assert [one.code for one in refused.value.diagnostics] == ["other-element", *["unknown-key"] * 3]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("abc:-{}[]'\"#&*!|>%@ \n\t1yes\u3042"), max_size=60))
def test_no_text_breaks_the_reader(text: str) -> None:
    with suppress(InputRefused):
        assert read(HEAD + text).element == "camera"


def test_the_implementation_statement_has_all_provisions() -> None:
    check = read(
        HEAD + "conditions: {passwords-used: no}\nfacts:\n  support.period: yes\n  data.erase: no\n"
        "  boot.verified: {answer: not-applicable, reason: no software}\n"
    )
    reached = reach(CONTENT, check, DAY)
    rows = {row.number: row for row in implementation_statement(CONTENT, check, reached, "etsi.en-303-645")}
    assert len(rows) == 68
    shown = {n: (rows[n].status, rows[n].support) for n in ("5.1-1", "5.3-13", "5.11-1", "5.7-1", "5.13-1", "5.3-6")}
    assert shown == {
        "5.1-1": ("M C", "N/A"),
        "5.3-13": ("M", "Y"),
        "5.11-1": ("M", "N"),
        "5.7-1": ("R", "N/A"),
        "5.13-1": ("M", "?"),
        "5.3-6": ("R C", "?"),
    }
    reasons = {n: rows[n].detail for n in ("5.1-1", "5.7-1")}
    assert reasons["5.1-1"] == CONTENT.device_conditions["passwords-used"].title
    assert reasons["5.7-1"] is not None
    assert reasons["5.7-1"].en == "no software"
    evidence = evidence_table(CONTENT, reached, "etsi.en-303-645")
    assert len(evidence) == 68
    assert [row.table for row in evidence][:1] == ["1-AuthMech"]


def test_the_crosswalk_is_its_own_mirror() -> None:
    mirror = {"same": "same", "fills": "filled-by", "filled-by": "fills", "shares": "shares", "near": "near"}
    tables = {item: {row.item: row for row in crosswalk(CONTENT, item)} for item in CONTENT.scheme_items}
    assert sum(map(len, tables.values())) > 200
    for item, rows in tables.items():
        for other, row in rows.items():
            assert tables[other][item].relation == mirror[row.relation], (item, other)


def test_what_fills_an_item_really_fills_it() -> None:
    for item in items_of(CONTENT.scheme_items, "jp.jc-star"):
        facts = dict.fromkeys(item.facts, "yes")
        check = DeviceCheck.model_validate({"element": "camera", "facts": facts})
        values = {one.item: one.value for one in reach(CONTENT, check, DAY).items}
        for row in crosswalk(CONTENT, item.id):
            assert (values[row.item] == "met") == (row.relation in ("same", "fills")), (item.id, row.item)


def test_every_item_relates_to_requirements_of_the_framework() -> None:
    for item in CONTENT.scheme_items:
        assert set(requirements_of(CONTENT, item)) <= set(CONTENT.requirements)
        assert requirements_of(CONTENT, item), item
    assert all(f.provenance("requirements").confidence == "derived" for f in CONTENT.device_facts.values())


_LINES = st.sampled_from(
    ("Lab", "報告書 7: 第2版", "- x", "yes", "null", "12", "# no comment", "{a: b}", "'", "2026-01-01")
)
_STATED = st.one_of(
    st.sampled_from(("yes", "no", "unknown")),
    st.fixed_dictionaries(
        {"answer": st.just("yes")},
        optional={
            "basis": st.sampled_from(("self-declaration", "third-party", "public-certification")),
            "evidence": st.lists(_LINES, max_size=3),
            "by": _LINES,
            "on": st.dates(),
            "until": st.dates(),
        },
    ),
    st.fixed_dictionaries({"answer": st.just("not-applicable"), "reason": _LINES}),
)


@given(
    st.dictionaries(st.sampled_from(sorted(CONTENT.device_conditions)), st.sampled_from(("yes", "no", "unknown"))),
    st.dictionaries(st.sampled_from(("boot.alert", "data.erase", "ports.few", "guide.setup")), _STATED),
    st.booleans(),
)
def test_a_check_reads_as_it_was_written(conditions: dict[str, str], facts: dict[str, Any], labelled: bool) -> None:
    labels = [{"scheme": "uk.psti", "level": "1", "until": "2027-03-31"}] if labelled else []
    check = DeviceCheck.model_validate(
        {"element": "camera", "conditions": conditions, "facts": facts, "labels": labels}
    )
    assert read(check_text(check)) == check
