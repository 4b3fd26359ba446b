"""Words of the room: names of fields, and when a free text says that there is nothing.

>>> denies("none; open satellite signal"), denies("なし"), denies("nonce in every frame")
(True, True, False)
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from sanso.model.text import Text

__all__ = ["FIELD", "denies", "field_fact"]

_DENIAL = re.compile(
    r"\s*(?:(?:none|no|not|nothing|without|n/a)(?![\w-])|(?:なし|無し|無い|ない|無(?!線|人|停|段)|未実施|未対応|未対策|していない))",
    re.IGNORECASE,
)

FIELD: Mapping[str, Text] = MappingProxyType(
    {
        "genuine": Text(en="genuine", ja="真正性"),
        "authenticity": Text(en="origin proven by", ja="出所の証明"),
        "protection": Text(en="protection", ja="経路の保護"),
        "accuracy": Text(en="accuracy", ja="誤差"),
        "range": Text(en="range", ja="範囲"),
        "safe_state": Text(en="safe state", ja="安全な状態"),
        "redundancy": Text(en="channels", ja="系統数"),
        "medium": Text(en="medium", ja="媒体"),
    }
)
"""Fields of a connection as a person reads them."""

_PAIR = Text(en="{field}: {value}", ja="{field}: {value}")


def denies(text: str) -> bool:
    """Tell whether a free text begins by saying that there is nothing."""
    return _DENIAL.match(text) is not None


def field_fact(field: str, value: object) -> Text:
    """Return what a field states, in words."""
    return _PAIR.fill(field=FIELD[field], value=value)
