"""Sentences about what a comparison of sectors was asked for."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sanso.model.message import Message, error

__all__ = ["SECTOR_MESSAGES"]

SECTOR_MESSAGES: Mapping[str, Message] = MappingProxyType(
    {
        "no-such-element": error(
            "there is no element {id}",
            "構成要素 {id} はありません",
            "name an element of the model by its id",
            "モデルにある構成要素の ID を指定してください。",
        ),
        "no-such-sector": error(
            "there is no sector {id}; known: {known}", "分野 {id} はありません。使える分野: {known}"
        ),
        "too-few-sectors": error(
            "a comparison needs two sectors or more; known: {known}",
            "比較には二つ以上の分野が必要です。使える分野: {known}",
            "separate them with commas: smart-home,building",
            "コンマで区切ってください(例: smart-home,building)。",
        ),
    }
)
"""The codes of comparing sectors."""
