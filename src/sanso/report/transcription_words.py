"""Words for the answers on transcription, shared by terminal, page and workbook.

An answer is shown by a sign that differs in shape and by a word, never by colour alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from sanso.model.text import Text
from sanso.transcription import Answer, PointAnswer

__all__ = [
    "LEGEND",
    "POINT_STATUS",
    "QUESTION_SHORT",
    "SIGN",
    "STATE",
    "TRANSCRIPTION_WORDS",
    "State",
    "point_lines",
    "state_of",
]

State = Literal["stated", "open", "free", "none"]
"""``open``: required and not answered; ``free``: not required and not answered; ``none``: not asked here."""

SIGN: Mapping[State, str] = MappingProxyType({"stated": "●", "open": "✕", "free": "○", "none": "–"})

STATE: Mapping[State, Text] = MappingProxyType(
    {
        "stated": Text(en="stated", ja="申告あり"),
        "open": Text(en="required, open", ja="要求あり・未充足"),
        "free": Text(en="not required, open", ja="要求なし・未充足"),
        "none": Text(en="not asked here", ja="対象外"),
    }
)

POINT_STATUS: Mapping[str, Text] = MappingProxyType(
    {
        "stated": Text(en="stated", ja="申告あり"),
        "not-counted": Text(en="does not count", ja="数えない"),
        "no": Text(en="stated as absent", ja="なしと申告"),
        "not-stated": Text(en="not stated", ja="未申告"),
    }
)

QUESTION_SHORT: Mapping[str, Text] = MappingProxyType(
    {
        "genuine": Text(en="genuine", ja="真正"),
        "untampered": Text(en="untampered", ja="経路"),
        "accurate": Text(en="accurate", ja="正確"),
        "plausible": Text(en="plausible", ja="照合"),
        "effect": Text(en="effect", ja="作動"),
    }
)

LEGEND = Text(
    en="● stated · ✕ required and open · ○ not required, open · – not asked here",
    ja="● 申告あり · ✕ 要求あり・未充足 · ○ 要求なし・未充足 · – 対象外",
)


def state_of(answer: Answer) -> State:
    """Return how an answer is shown; whatever is unknown is never shown as stated."""
    if not answer.asked:
        return "none"
    if answer.open:
        return "open"
    return "stated" if answer.status == "stated" else "free"


def point_lines(point: PointAnswer) -> tuple[Text, ...]:
    """Return what is stated for a point and why something of it does not count."""
    return (*(fact.text for fact in point.facts), *point.reasons)


def _phrases(**pairs: tuple[str, str]) -> Mapping[str, Text]:
    return MappingProxyType({key: Text(en=en, ja=ja) for key, (en, ja) in pairs.items()})


TRANSCRIPTION_WORDS: Mapping[str, Text] = _phrases(
    transcription=("Trust in transcription", "転写の信頼"),
    transcription_intro=(
        "Sensing turns physical events into data, actuation turns data into physical events. Whether that is accurate "
        "is what trust in the second layer rests on. Five questions are put to every connection between the two; the "
        "category of its device decides which of them must be answered. The questions and from where on they are asked "
        "are a Sanso proposal.",
        "計測は物理的な事象をデータに、作動はデータを物理的な動きに変える。その正確さが第2層の信頼の基点である。"
        "両空間をつなぐ一つひとつに五つの問いを立て、答えが要るかどうかは機器のカテゴリで決まる。"
        "問いと、どのカテゴリから求めるかは Sanso の提案である。",
    ),
    transcription_answers=("Answers to the five questions", "五つの問いへの答え"),
    transcription_open=("What is required and left open", "要求され、未充足のもの"),
    transcription_closed=("Nothing that is required is left open.", "要求されている点はすべて申告されている。"),
    transcription_more=("What is stated, and why something does not count", "申告の内容と、数えない理由"),
    transcription_way=("Way", "経路"),
    transcription_remarks=("Remarks", "備考"),
    sheet_transcription=("Transcription", "転写"),
    sheet_transcription_open=("Transcription, open", "転写の未充足"),
    col_question=("Question", "問い"),
    col_lacking=("What is lacking", "不足しているもの"),
    col_not_counted=("Why it does not count", "数えない理由"),
    col_device=("Device", "機器"),
    col_other_end=("Other end", "相手"),
    col_due=("Calibration ended", "校正期限"),
    q_genuine=("Genuine device?", "本物の機器か"),
    q_untampered=("Untampered path?", "経路で改ざんされないか"),
    q_accurate=("Accurate and calibrated?", "正確で校正済みか"),
    q_plausible=("Plausible against something independent?", "独立した情報と照らし妥当か"),
    q_effect=("Effect confirmed, safe state reachable?", "結果を確認し安全に移れるか"),
)
"""Headings and phrases of the section and the sheets on transcription."""
