"""What claims say in one word, for a person: results, levels, subjects, methods; and the scheme that a claim names.

>>> SUBJECT_TEXTS["organization"].show("ja"), level_text("high-advanced").show("ja"), level_text("2").show("ja")
('組織', 'High-Advanced', '2')
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from sanso.model.text import Text
from sanso.trust.claims.claim import MethodKind, Result, SchemeLevel, SubjectKind

__all__ = ["LEVEL_TEXTS", "METHOD_TEXTS", "RESULT_TEXTS", "SUBJECT_TEXTS", "level_text", "scheme_text"]

RESULT_TEXTS: Final[Mapping[Result, Text]] = MappingProxyType(
    {
        "met": Text(en="met", ja="充足"),
        "partial": Text(en="partly met", ja="一部充足"),
        "none": Text(en="not met", ja="未実施"),
        "not-applicable": Text(en="not applicable", ja="適用外"),
    }
)
LEVEL_TEXTS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "basic": Text(en="Basic", ja="Basic"),
        "advanced": Text(en="Advanced", ja="Advanced"),
        "high-advanced": Text(en="High-Advanced", ja="High-Advanced"),
    }
)
"""The levels of a measure of the framework; a scheme may have levels of its own."""
SUBJECT_TEXTS: Final[Mapping[SubjectKind, Text]] = MappingProxyType(
    {
        "organization": Text(en="organization", ja="組織"),
        "person": Text(en="people by role", ja="ヒト(役割)"),
        "device-type": Text(en="type of device", ja="機器の型式"),
        "system": Text(en="system", ja="システム"),
        "data-set": Text(en="data set", ja="データセット"),
        "flow": Text(en="connection", ja="接続"),
    }
)
METHOD_TEXTS: Final[Mapping[MethodKind, Text]] = MappingProxyType(
    {
        "document": Text(en="documents", ja="文書確認"),
        "test": Text(en="test", ja="試験"),
        "inspection": Text(en="inspection", ja="検査"),
        "audit": Text(en="audit", ja="監査"),
        "measurement": Text(en="measurement", ja="測定"),
    }
)
_EDITION: Final = Text(en="{id}, edition {edition}", ja="{id} {edition}版")
_LEVEL: Final = Text(en="{id}, edition {edition}, level {level}", ja="{id} {edition}版、水準 {level}")


def level_text(level: str) -> Text:
    """Name a level of a measure, or a level of a scheme as the scheme writes it."""
    return LEVEL_TEXTS.get(level) or Text.of(level)


def scheme_text(scheme: SchemeLevel) -> Text:
    """Name a scheme with its edition, and the level where there is one."""
    level = level_text(scheme.level) if scheme.level else ""
    return (_LEVEL if level else _EDITION).fill(id=scheme.id, edition=scheme.edition, level=level)
