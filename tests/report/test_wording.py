from __future__ import annotations

import datetime as dt

import pytest

from sanso.analysis import Because
from sanso.assessment.result import Answer, Reason, RequirementPart, RequirementRow
from sanso.facts import AxisPosition, Step
from sanso.iotssf.result import Credit, MixGap, Placement, Shortfall, Stated
from sanso.model.money import parse_money
from sanso.model.process import Model
from sanso.model.text import Text
from sanso.report import wording

MODEL = Model.model_validate(
    {
        "sanso": 1,
        "id": "m",
        "organizations": {"op": {"name": {"en": "Operator", "ja": "事業者"}}},
        "people": {"staff": {"name": {"en": "Staff", "ja": "要員"}}},
        "components": {
            "door": {"kind": "actuator", "name": {"en": "door", "ja": "扉"}},
            "centre": {"kind": "server", "name": {"en": "centre", "ja": "センター"}},
        },
        "connections": {"order": {"kind": "commands", "from": "centre", "to": "door"}},
        "harms": {
            "caught": {"name": {"en": "Caught", "ja": "挟まれ"}, "cause": {"element": "door", "effect": "manipulated"}}
        },
    }
)
VIA = (Step("door", "named"), Step("centre", "commands", "order"))


def placement(**changes: object) -> Placement:
    fields: dict[str, object] = {
        "element": "door", "as_": ("named",), "category": 3, "at_least": False, "single_unit": None, "instances": 1,
        "human": AxisPosition(), "economic": AxisPosition(), "harms": (), "no_control_path": False, "credits": (),
        "mixes": (), "stated": Stated(), "nearest": None, "short": (),
    }  # fmt: skip
    return Placement(**{**fields, **changes})  # type: ignore[arg-type]


def part(level: str, *reasons: Reason) -> RequirementPart:
    return RequirementPart(level, "not-stated", 3, ("door",), None, reasons)  # type: ignore[arg-type]


def requirement_row(*parts: RequirementPart) -> RequirementRow:
    level = max((one.level for one in parts), key=["basic", "advanced", "high-advanced"].index)
    elements = tuple(ident for one in parts for ident in one.elements)
    category = max(one.category for one in parts)
    return RequirementRow(
        "CPS.DS-15", "op", level, parts[0].status, category, elements, None, parts[0].reasons, (), (1,), parts
    )


@pytest.mark.parametrize(
    ("number", "noun", "en", "ja"),
    [
        (0, "element", "0 elements", "0件の構成要素"),
        (1, "element", "1 element", "1件の構成要素"),
        (12_000, "element", "12,000 elements", "12,000件の構成要素"),
        (1, "category", "1 category", "1件のカテゴリ"),
    ],
)
def test_counts_have_the_right_plural(number: int, noun: str, en: str, ja: str) -> None:
    assert wording.counted(number, noun) == Text(en=en, ja=ja)


def test_categories() -> None:
    assert wording.category_text(placement()).en == "3"
    assert wording.category_text(placement(at_least=True)).en == "≥ 3"
    assert wording.category_text(placement(category=None)).en == "not rated"
    assert wording.category_text(placement(single_unit=2)).en == "3 (one unit: 2)"
    assert wording.category_text(placement(single_unit=2)).ja == "3(1台では 2)"
    assert wording.category_text(placement(single_unit=3)).en == "3"


def test_the_way_to_a_harm() -> None:
    text = wording.via_text(MODEL, AxisPosition("serious", "caught", VIA))
    assert text.en == "Caught: door ← centre commands it (order)"
    assert text.ja == "挟まれ: 扉 ← センターがこれに指令(order)"
    assert wording.via_text(MODEL, AxisPosition()).en == "not stated"


def test_people_take_the_plural() -> None:
    text = wording.chain_text(MODEL, (Step("door", "named"), Step("staff", "performs")))
    assert text is not None
    assert text.en == "door ← Staff perform it"


def test_unknown_relation_still_names_the_element() -> None:
    text = wording.chain_text(MODEL, (Step("door", "whatever"),))
    assert text is not None
    assert text.en == "door"


def test_because() -> None:
    assert wording.because_text(MODEL, Because("door", "caught", 0, VIA)).en.startswith("Caught: door ←")
    assert wording.because_text(MODEL, Because(None, None, 2, ())).en.endswith("(floor of its data category: 2)")
    assert wording.because_text(MODEL, Because(None, None, 0, ())).ja == "原因に関与する被害シナリオなし"


def test_harms_that_decide_different_axes_are_two() -> None:
    fatal, loss = AxisPosition("fatal", "caught", VIA), AxisPosition("serious", "outage", VIA)
    assert wording.two_harms(placement(human=fatal, economic=loss))
    assert not wording.two_harms(placement(human=fatal, economic=AxisPosition("serious", "caught", VIA)))
    assert not wording.two_harms(placement(human=fatal, economic=AxisPosition("none", "outage", VIA)))
    assert not wording.two_harms(placement(human=fatal))


def test_a_row_of_differing_parts_says_what_holds_of_how_many() -> None:
    one = RequirementPart("advanced", "missing", 3, ("door",), None, ())
    many = RequirementPart("high-advanced", "not-stated", 4, tuple(f"e{n}" for n in range(18)), None, ())
    row = requirement_row(one, many)
    assert wording.breakdown_text(row) == Text(en="missing 1, not stated 18", ja="未実施 1、未申告 18")
    assert wording.needed_text(row) == Text(en="Advanced, up to High-Advanced", ja="Advanced~最大 High-Advanced")
    assert wording.breakdown_text(requirement_row(many)) is None
    assert wording.needed_text(requirement_row(many)).en == "High-Advanced"


def test_reasons() -> None:
    scale = Reason("scale", "basic", "sme", Text(en="small firm", ja="小規模"))
    category = Reason("category", "advanced", "category-3", Text(en="category 3", ja="カテゴリ3"))
    cap = Reason("cap", "basic", "grades", Text(en="no higher", ja="上限"))
    row = part("advanced", scale, category)
    assert wording.reason_chain(row).en == "scale: Basic – small firm → category: Advanced – category 3"
    assert wording.deciding_text(row).en == "decided by: category 3"
    assert wording.deciding_text(part("basic", scale)).en == "decided by: scale"
    assert wording.deciding_text(part("basic", scale, category, cap)).ja == "決め手: 要件の上限"
    assert wording.reason_chain(part("basic")).en == "no step applies"


def test_elements() -> None:
    assert wording.elements_text(MODEL, ["door"]) == Text(en="1 element: door", ja="1件の構成要素: 扉")
    many = wording.elements_text(MODEL, ["door", "centre", "op"], most=2)
    assert many.en == "3 elements: door, centre and 1 more"
    assert many.ja == "3件の構成要素: 扉、センター ほか1件"
    assert wording.elements_text(MODEL, []).en == "0 elements"


def test_answers() -> None:
    answer = Answer("op", "advanced", "third-party", "Auditor", "2027-03-31", False, None)
    text = wording.answer_text(MODEL, answer)
    assert text.en == "Advanced, stated for Operator; third-party confirmation by Auditor; valid until 2027-03-31"
    assert "事業者の申告" in text.ja
    gone = Answer("op", "basic", None, None, "2026-03-31", True, Text(en="why", ja="理由"))
    assert "expired on 2026-03-31: counts as not stated; why" in wording.answer_text(MODEL, gone).en
    assert wording.answer_text(MODEL, None).ja == "未申告"


def test_barriers_and_mixes() -> None:
    reasons = (Text(en="same maker", ja="同じ製造者"),)
    granted = Credit("caught", "door", "centre", granted=True, reasons=reasons)
    refused = Credit("caught", "door", "centre", granted=False, reasons=reasons)
    assert "counts as an independent barrier" in wording.credit_text(MODEL, granted).en
    assert "does not count" in wording.credit_text(MODEL, refused).en
    assert wording.credit_text(MODEL, refused).ja.endswith("同じ製造者")
    gap = MixGap("3a", 3, (Shortfall("operators", "operators", "qualified", "none", Text(en="a b", ja="あ")),))
    assert wording.mix_text(gap).en == "mix 3a: a b"
    assert wording.mix_text(MixGap("1", 1, ())).ja == "組み合わせ 1: 不足なし(申告上)"


@pytest.mark.parametrize(
    ("amount", "en", "ja"),
    [
        ("3億5000万円", "JPY 350 million", "3億5,000万円"),
        ("0円", "JPY 0", "0円"),
        ("12 kEUR", "EUR 12 thousand", "EUR 12 thousand"),
        ("1234円", "JPY 1,234", "1,234円"),
        ("200 kJPY", "JPY 200 thousand", "20万円"),
        ("4.5 GJPY", "JPY 4.5 billion", "45億円"),
        ("12.05 MJPY", "JPY 12.05 million", "1,205万円"),
        ("3兆円", "JPY 3 trillion", "3兆円"),
    ],
)
def test_money(amount: str, en: str, ja: str) -> None:
    assert wording.money_text(parse_money(amount)) == Text(en=en, ja=ja)


def test_words() -> None:
    assert wording.status_word("not-stated").ja == "未申告"
    assert wording.level_word("high-advanced").en == "High-Advanced"
    assert wording.basis_word(None).en == "not stated"
    assert wording.axis_text("economic", "catastrophic").ja == "壊滅的"
    assert wording.word({}, "new-word").en == "new-word"
    assert wording.day_text(dt.date(2026, 1, 5)) == Text(en="5 January 2026", ja="2026年1月5日")
