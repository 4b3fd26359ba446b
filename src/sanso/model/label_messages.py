"""Sentences about device checks and labels."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sanso.model.message import Message, error

__all__ = ["LABEL_MESSAGES"]

LABEL_MESSAGES: Mapping[str, Message] = MappingProxyType(
    {
        "not-a-device-check": error(
            "{file} is no device check",
            "{file} は機器チェックの文書ではありません",
            "`sanso label reach MODEL ELEMENT --new` writes one to fill in",
            "`sanso label reach モデル 構成要素 --new` で記入用ファイルを書き出せます。",
        ),
        "no-device-check": error(
            "there is no device check {file}",
            "機器チェックの文書 {file} がありません",
            "write one to fill in with --new, or name another with --check",
            "--new で記入用ファイルを書き出すか、--check で別のファイルを指定してください。",
        ),
        "other-element": error(
            "the device check is about {id}, not about {expected}",
            "この機器チェックは {expected} ではなく {id} についてのものです",
        ),
        "fact-without-reason": error(
            "{id} does not apply, but no reason is given",
            "{id} は「該当しない」ですが、理由がありません",
            "write {{answer: not-applicable, reason: …}}",
            "{{answer: not-applicable, reason: …}} のように書いてください。",
        ),
        "contradicting-facts": error(
            "{id} is answered no, but {stronger} is answered yes and includes it",
            "{id} は「いいえ」ですが、それを含む {stronger} は「はい」です",
        ),
        "no-such-level": error(
            "there is no scheme level {id}",
            "制度の水準 {id} はありません",
            "`sanso schemes` lists schemes and levels; write SCHEME/LEVEL",
            "`sanso schemes` で制度と水準を確認し、制度/水準 の形で指定してください。",
        ),
        "no-measure-level": error(
            "{id} is no level of a measure",
            "{id} は対策のレベルではありません",
            "write basic, advanced or high-advanced",
            "basic、advanced、high-advanced のいずれかを指定してください。",
        ),
        "no-such-scheme": error(
            "there is no scheme {id}",
            "制度 {id} はありません",
            "`sanso schemes` lists them",
            "`sanso schemes` で一覧を確認できます。",
        ),
        "too-many-targets": error(
            "a plan takes at most {limit} levels; {n} were named",
            "計画できる水準は最大 {limit} 件です({n} 件指定されました)",
        ),
    }
)
"""The codes of device checks and labels."""
