"""The meaning of the fields that risk tables and mitigations of a harm have, by type and key."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from pydantic import BaseModel

from sanso.model.harms import AttackPotential, Impacts, IsoMachine, IsoRoad, Mitigation, RiskParameters
from sanso.model.text import Text

__all__ = ["RISK_FIELDS"]


def _t(en: str, ja: str) -> Text:
    return Text(en=en, ja=ja)


RISK_FIELDS: Mapping[type[BaseModel], Mapping[str, Text]] = MappingProxyType(
    {
        Mitigation: {
            "what": _t("What is done.", "内容。"),
            "by": _t("Element that does it.", "実施する要素。"),
        },
        RiskParameters: {
            "iso26262": _t("For the ASIL of ISO 26262.", "ISO 26262 の ASIL 判定。"),
            "iso13849": _t(
                "For the required performance level of ISO 13849-1.", "ISO 13849-1 の要求パフォーマンスレベル判定。"
            ),
            "iso21434": _t("Impact ratings of ISO/SAE 21434.", "ISO/SAE 21434 の影響評価。"),
            "potential": _t("Attack potential an attacker needs.", "攻撃者に必要な攻撃能力。"),
        },
        IsoRoad: {
            "severity": _t("Severity of injuries.", "傷害の重大度。"),
            "exposure": _t("Exposure to the situation.", "状況への曝露頻度。"),
            "controllability": _t("Controllability by the driver.", "運転者による回避可能性。"),
        },
        IsoMachine: {
            "severity": _t("Severity of injury.", "傷害のひどさ。"),
            "frequency": _t("Frequency or duration of exposure.", "危険源にさらされる頻度・時間。"),
            "avoidance": _t("Possibility of avoiding the hazard.", "危険源を回避する可能性。"),
        },
        Impacts: {
            "safety": _t("Impact on safety.", "安全への影響。"),
            "financial": _t("Financial impact.", "金銭的影響。"),
            "operational": _t("Operational impact.", "運用への影響。"),
            "privacy": _t("Impact on privacy.", "プライバシーへの影響。"),
        },
        AttackPotential: {
            "time": _t("Elapsed time.", "所要時間。"),
            "expertise": _t("Specialist expertise.", "専門知識。"),
            "knowledge": _t("Knowledge of the item.", "対象に関する知識。"),
            "window": _t("Window of opportunity.", "攻撃の機会。"),
            "equipment": _t("Equipment.", "機材。"),
        },
    }
)
"""What each field of a mitigation or of a risk table means."""
