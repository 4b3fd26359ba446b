"""Headings and phrases of the section and the sheets on security and safety, in English and Japanese."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sanso.model.text import Text

__all__ = ["SAFETY_WORDS"]


def _phrases(**pairs: tuple[str, str]) -> Mapping[str, Text]:
    return MappingProxyType({key: Text(en=en, ja=ja) for key, (en, ja) in pairs.items()})


SAFETY_WORDS: Mapping[str, Text] = _phrases(
    safety=("Security and safety", "セキュリティとセーフティ"),
    safety_intro=(
        "One bow-tie per harm: causes on the left, the barriers between, mitigations on the right. A barrier that the "
        "same channel, maker, software or maintenance access can disable counts zero against attack; what is not "
        "stated leaves it undecided and is not counted.",
        "被害ごとに、左に原因、その間に防護、右に緩和策を示すボウタイ図。同じ経路・製造者・ソフトウェア・保守アクセスで"
        "無効にできる防護は、攻撃に対しては数えない。未申告の事項がある防護は判定せず、数えない。",
    ),
    safety_floors=("Suggested floors beside what is stated", "下限の提案と申告"),
    safety_floors_note=(
        "Floors are proposals of Sanso unless a table of a standard gives them. Levels of different standards are "
        "never equated: a level that is stated in another standard is not compared.",
        "下限は、規格の表による場合を除き Sanso の提案である。異なる規格の水準は同一視せず、"
        "別の規格で申告された水準とは比較しない。",
    ),
    safety_cause=("Cause", "原因"),
    safety_origin=("Origin", "起因"),
    safety_while=("While", "条件"),
    safety_control=("In control of it", "制御しうる者"),
    safety_barrier=("Barrier", "防護"),
    safety_verdict=("Does it count", "数えるかどうか"),
    safety_remark=("Remark", "備考"),
    safety_no_barrier=("no barrier is stated", "防護の記載なし"),
    safety_mitigations=("Mitigations", "緩和策"),
    safety_again=("also on the left, counts once", "左にもあり、一度だけ数える"),
    safety_function=("Safety function", "安全機能"),
    safety_stated=("States", "申告"),
    safety_floor=("Floor", "下限"),
    safety_compared=("Comparison", "比較"),
    safety_contradictions=("Contradictions between claimed level and figure", "申告された水準と指標の矛盾"),
    safety_where=("Where in the model", "モデルでの場所"),
    safety_conflicts=("Conflicts of security and safety", "セキュリティとセーフティの競合"),
    safety_conflicts_intro=(
        "Computed from safe states and requirements, named with both sides, without a score. Whether one is settled, "
        "and how, is for people to write down.",
        "安全状態と対策要件から計算し、双方の言い分を示す。点数は付けない。解消したかどうかと方法は、人が定めて記録する。",
    ),
    safety_no_conflicts=("None found in what is stated.", "記載の範囲では見つからない。"),
    safety_one_side=("One side", "一方"),
    safety_other_side=("The other side", "他方"),
    safety_why=("Why they clash", "競合の理由"),
    safety_ways=("Ways out that people use", "解消の方法"),
    safety_more=("More harms are in the workbook.", "その他の被害はワークブックを参照。"),
    safety_table=("The bow-tie as a table", "ボウタイ図の内容を表で見る"),
    sheet_bowties=("Bow-ties", "ボウタイ"),
    sheet_mitigations=("Mitigations", "緩和策"),
    sheet_floors=("Safety floors", "水準の下限"),
    sheet_conflicts=("Conflicts", "競合"),
)
