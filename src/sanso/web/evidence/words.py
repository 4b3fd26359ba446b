"""What pages say about claims: marks, levels, what stands in each folder."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sanso.model.text import Text
from sanso.report import terms

__all__ = [
    "KIND_WORDS",
    "LEVEL_WORDS",
    "MARK_LOOKS",
    "MARK_TITLES",
    "STATE_WORDS",
]


def _table(**pairs: tuple[str, str]) -> Mapping[str, Text]:
    return MappingProxyType({key.replace("_", "-"): Text(en=en, ja=ja) for key, (en, ja) in pairs.items()})


MARK_TITLES = _table(
    signature=("Signature", "署名"),
    authority=("Authority", "発行者の権限"),
    status=("Status", "失効状況"),
    log=("Log", "ログ"),
)
"""The four parts of a verdict, in their order."""
MARK_LOOKS: Mapping[str, str] = MappingProxyType({"good": "met", "bad": "missing", "unknown": "not-stated"})
"""The sign of each state: that of a status of a requirement, so that no colour stands alone."""
STATE_WORDS = _table(good=("right", "適"), bad=("wrong", "否"), unknown=("not known", "不明"))
LEVEL_WORDS: Mapping[str, Text] = terms.LEVEL
"""The levels of measures; a claim may name levels of a scheme of its own."""
KIND_WORDS = _table(
    trust=("trust list", "トラストリスト"),
    status=("status list", "失効情報"),
    claims=("claim", "主張"),
    proofs=("log proof", "ログの証明"),
    files=("evidence file", "証跡ファイル"),
    relays=("relay", "中継"),
    derived=("derived claim", "派生主張"),
    devices=("device check", "機器チェック"),
)
"""What stands in each folder of the evidence."""
