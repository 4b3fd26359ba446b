"""What companies say of themselves: one dossier each, an answer to every requirement that was asked.

Levels are given as ``A`` (advanced), ``H`` (high-advanced) and ``B`` (basic); what a firm does about a family of
requirements is told once for the family.

>>> [(one.item, one.result, one.level) for one in answers("A: AM-1; none: SC-4")]
[('CPS.AM-1', 'met', 'advanced'), ('CPS.SC-4', 'none', '')]
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sanso.trust.claims.claim import Answer, Result

__all__ = ["BUS_MAKER", "DOOR_MAKER", "MNO", "MODULE_MAKER", "OPERATOR", "TELEMATICS", "TELEMATICS_SHOWN", "answers"]

_LEVELS: Final[Mapping[str, tuple[Result, str]]] = {
    "B": ("met", "basic"),
    "A": ("met", "advanced"),
    "H": ("met", "high-advanced"),
    "half": ("partial", "basic"),
    "none": ("none", ""),
    "n/a": ("not-applicable", ""),
}
_ABOUT: Final[Mapping[str, str]] = {
    "AM": "Asset ledger, reconciled every quarter. / 資産台帳を四半期ごとに棚卸し。",
    "BE": "Role in the chain reviewed with the yearly plan. / 供給網での役割を年度計画で見直し。",
    "GV": "Policy signed by the board, rules in force. / 経営層が承認した方針と規程。",
    "RA": "Yearly assessment and before every change of design. / 年1回と設計変更前にリスク評価。",
    "RM": "Board sees the open risks every quarter. / 経営会議が未対応リスクを四半期ごとに確認。",
    "SC": "Terms in every contract since 2025; checked once a year. / 2025年以降の全契約に条項を記載、年1回確認。",
    "AC": "Personal accounts, least rights, reviewed twice a year. / 個人アカウントと最小権限、年2回見直し。",
    "AT": "Training on joining and yearly, with records. / 入社時と年1回の教育、受講記録あり。",
    "DS": "Data and lines protected by the rule book. / 規程に沿ったデータ・通信の保護。",
    "IP": "Set-up, change and release follow written steps. / 設定・変更・公開を手順書で実施。",
    "MA": "Maintenance recorded per unit. / 機器ごとに保守を記録。",
    "PT": "Logs kept for a year; what is not needed is switched off. / ログを1年保管、不要な機能は無効化。",
    "AE": "Security lead named; severity criteria written down. / 責任者を任命、危険度の判定基準を文書化。",
    "CM": "Lines to partners and outside watched. / 社外・取引先との接続を監視。",
    "DP": "Who detects and who decides is written down, exercised yearly. / 検知と判断の担当を文書化、年1回演習。",
    "RP": "Response plan with call list, exercised in September 2026. / 連絡網付き対応計画、2026年9月に演習。",
    "CO": "One voice to press and customers. / 報道・顧客への窓口を一本化。",
    "AN": "Effects on customers and the public are part of every report. / 顧客と社会への影響を報告書に含める。",
    "MI": "Steps to contain, tried in the exercise. / 封じ込め手順を演習で確認。",
    "IM": "Lessons go into the next plan. / 教訓を次の計画に反映。",
}
_NOT_APPLICABLE: Final = (
    "The operator produces no goods; the makers keep production records. / "
    "物品を製造しない。生産記録は各メーカーが保持する。"
)


def answers(text: str, scope: str = "") -> tuple[Answer, ...]:
    """Return the answers that a table ``LEVEL: ITEM ITEM; LEVEL: ITEM`` gives.

    With *scope* they are somebody else's, who tells what was looked at; without it, a firm tells what it does.
    """
    found = []
    for group in text.split(";"):
        level, _, items = group.partition(":")
        result, grade = _LEVELS[level.strip()]
        for item in items.split():
            about = _NOT_APPLICABLE if result == "not-applicable" else _ABOUT[item.partition("-")[0]]
            said = "" if result == "none" or scope else about
            found.append(Answer(f"CPS.{item}", result, grade, scope, said))
    return tuple(found)


OPERATOR: Final = """
A: AM-1 GV-2 RM-1 SC-4 AC-1 AC-2 AC-7 AT-1 DS-1 IP-4 RP-1;
B: AM-6 AM-7 BE-3 GV-3 RA-1 RA-2 SC-1 SC-6 AC-5 DS-2 IP-9 MA-2 CO-1;
n/a: AM-3; none: RA-4 SC-9 AC-6
"""
TELEMATICS: Final = """
B: AM-1 GV-1 RA-1 AC-1 AC-4 IP-1 IP-10 MA-2;
A: MA-1 AM-7 BE-1 BE-2 BE-3 GV-4 SC-1 SC-5 SC-6 AT-1 AT-2 IP-9 AE-2 AE-5 DP-1 DP-2 RP-1 RP-2 CO-1 MI-1 IM-1;
half: RA-4 SC-9 IP-7 AN-1; none: AE-1 CM-1
"""
TELEMATICS_SHOWN: Final = """
AM-1 AM-7 BE-1 BE-2 GV-1 RA-1 SC-1 SC-5 AC-1 AC-4 AT-1 IP-1 IP-10 MA-1 MA-2 AE-2 DP-1 RP-1 RP-2 CO-1
"""
"""What the maker shows its customer; the rest stays hidden."""
BUS_MAKER: Final = """
A: AM-1 AM-6 AM-7 BE-1 BE-2 BE-3 GV-1 GV-2 GV-3 GV-4 RA-2 RA-3 RA-4 RA-5 RM-1 RM-2 SC-1 SC-2 SC-3 SC-4 SC-5 SC-6 SC-7
   SC-8 SC-10 AC-5 AT-1 AT-2 AT-3 IP-7 IP-8 IP-9 AE-2 AE-4 AE-5 DP-1 DP-2 RP-1 RP-2 RP-3 CO-1 CO-2 CO-3 MI-1 IM-1 IM-2;
half: RA-6 SC-9 DP-4 AN-1
"""
DOOR_MAKER: Final = "B: AT-1 IP-3 AM-1 GV-1; A: AM-7 BE-1 BE-3 AC-5 CO-1; none: SC-4"
MODULE_MAKER: Final = """
H: DS-6 CM-5;
A: AM-1 AM-6 AM-7 BE-1 BE-2 BE-3 GV-1 GV-2 GV-3 GV-4 RA-2 RA-3 RA-4 RA-5 RA-6 RM-1 RM-2 SC-1 SC-2 SC-8 AC-5 AT-1 AT-2
   IP-3 IP-7 IP-9 AE-2 AE-4 AE-5 DP-1 DP-2 RP-1 RP-2 RP-3 CO-1 CO-3 MI-1 IM-1 IM-2;
half: SC-9 AT-3 IP-8 AN-1
"""
MNO: Final = """
A: AC-5 AC-6 CM-1 IP-1 MA-1 AM-1 AM-5 AM-6 AM-7 AC-1 AC-2 AC-4 AC-8 AC-9 DS-1 DS-3 DS-15 IP-2 IP-5 IP-6 IP-10 MA-2
   CM-2 CM-4 CM-5 CM-6 CM-7 RP-1 RP-2 AE-2;
B: AM-2 AM-3 BE-1 DS-7 AE-4 AE-5 RP-4 CO-1 CO-3 IM-1
"""
