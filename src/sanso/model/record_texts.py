"""The meaning of the fields of the IoT-SSF record, by type and key."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from pydantic import BaseModel

from sanso.model.iotssf_record import (
    Acceptance,
    Agreement,
    Allocation,
    Exclusion,
    IotSsfRecord,
    Review,
    Stakeholder,
    Trigger,
)
from sanso.model.text import Text

__all__ = ["RECORD_FIELDS"]


def _t(en: str, ja: str) -> Text:
    return Text(en=en, ja=ja)


RECORD_FIELDS: Mapping[type[BaseModel], Mapping[str, Text]] = MappingProxyType(
    {
        IotSsfRecord: {
            "scope": _t("What is looked at, and where it ends.", "対象範囲とその境界。"),
            "purpose": _t("What the assessment is for.", "実施の目的。"),
            "excluded": _t("Elements left out, and why.", "対象外とした要素と理由。"),
            "criteria_agreed": _t("Who agreed the level criteria, and when.", "判定基準に合意した者と日付。"),
            "stakeholders": _t("Parties and their duties.", "ステークホルダーと役割。"),
            "allocation": _t("Who does what for which perspective.", "観点ごとの対応の割り当て。"),
            "acceptances": _t("Residual risk that somebody accepts.", "受容する残留リスク。"),
            "reviews": _t("Reviews that took place.", "実施した見直し。"),
            "triggers": _t("What makes a new rating necessary.", "再評価のきっかけ。"),
        },
        Exclusion: {
            "element": _t("Element that is left out.", "対象外とした要素。"),
            "reason": _t("Why.", "理由。"),
        },
        Agreement: {
            "by": _t("Who agreed.", "合意した者。"),
            "date": _t("When.", "合意日。"),
        },
        Stakeholder: {
            "who": _t("Organization or people.", "組織または人。"),
            "role": _t("Part that it plays.", "立場。"),
            "duties": _t("What it has to do.", "担う責務。"),
        },
        Allocation: {
            "subject": _t("Element or product that it is for.", "対象の要素・製品。"),
            "perspective": _t("Which of the four perspectives.", "四つの観点のどれか。"),
            "to": _t("Who does it.", "担当するステークホルダー。"),
            "what": _t("What is to be done.", "内容。"),
        },
        Acceptance: {
            "subject": _t(
                "Harm, element or product whose risk is accepted.", "受容する対象(被害シナリオ・要素・製品)。"
            ),
            "by": _t("Who accepts it.", "受容を決めた者。"),
            "date": _t("When.", "決定日。"),
            "reason": _t("Why.", "理由。"),
            "until": _t("Last day on which it holds.", "有効な最後の日。"),
            "human": _t("Human level that was accepted.", "受容時の人的被害の程度。"),
            "economic": _t("Economic level that was accepted.", "受容時の経済的影響の程度。"),
        },
        Review: {
            "date": _t("When.", "実施日。"),
            "by": _t("Who reviewed.", "実施者。"),
            "result": _t("What came out.", "結果。"),
            "counts": _t("How many instances there were of what, at that time.", "当時の台数(要素 ID: 数)。"),
        },
        Trigger: {
            "kind": _t("Kind of change.", "変化の種類。"),
            "what": _t("In words.", "内容。"),
            "subject": _t("What it is about.", "対象。"),
            "above": _t("Number: from how many instances on.", "number: この数以上で再評価する。"),
            "date": _t("Day on which it is due, or on which it happened.", "期限、または発生日。"),
        },
    }
)
"""What each field of the record of the procedure means."""
