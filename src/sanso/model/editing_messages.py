"""Diagnostic codes of changes that are written into model files."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sanso.model.message import Message, error

__all__ = ["EDITING_MESSAGES"]

EDITING_MESSAGES: Mapping[str, Message] = MappingProxyType(
    {
        "edit-alias": error(
            "{spot} is written once and repeated by an alias (`*`), so that it cannot be changed alone",
            "{spot} は別名(`*`)で他の場所からも参照されているため、ここだけを変更できません",
            "write the repeated part out, then try again",
            "別名で参照している部分を書き下してから、もう一度実行してください。",
        ),
        "edit-path": error(
            "there is no place {spot} to change: what stands there has no such part",
            "変更先 {spot} がありません。そこに書かれている値には、その部分がありません",
            "write the value around it as a mapping or list first",
            "先に、その値をキーと値の組またはリストに書き直してください。",
        ),
        "edit-lost": error(
            "the change cannot be written into this file without altering something else; nothing was changed",
            "他の部分を変えずにこのファイルへ変更を書き込めません。ファイルは変更していません",
            "make this change by hand",
            "この変更は手作業で行ってください。",
        ),
        "unknown-section": error(
            "a model has no section {section}; it has {known}",
            "モデルに {section} というセクションはありません。使えるのは {known} です",
        ),
    }
)
