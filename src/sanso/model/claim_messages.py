"""Sentences about drafts of claims and of trust lists."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sanso.model.message import Message, error

__all__ = ["CLAIM_MESSAGES"]

CLAIM_MESSAGES: Mapping[str, Message] = MappingProxyType(
    {
        "not-a-claim-draft": error(
            "{file} is no draft of a claim",
            "{file} は主張の下書きではありません",
            "`sanso claim new MODEL … --out DRAFT` writes one",
            "`sanso claim new モデル … --out 下書き` で作れます。",
        ),
        "not-a-trust-draft": error(
            "{file} is no draft of a trust list",
            "{file} はトラストリストの下書きではありません",
            "`sanso claim trust --new` prints one to fill in",
            "`sanso claim trust --new` で記入例を表示できます。",
        ),
        "no-such-requirement": error(
            "there is no requirement and no scheme item {id}",
            "対策要件・制度の項目 {id} はありません",
            "`sanso catalogue requirements` and `sanso catalogue scheme-items` list them",
            "`sanso catalogue requirements` と `sanso catalogue scheme-items` で確認できます。",
        ),
        "no-subject-kind": error(
            "a claim cannot be about {id}",
            "{id} は主張の対象にできません",
            "claims are about organizations, people, components, products, systems, data or connections",
            "対象にできるのは、ソシキ・ヒト・モノ・製品・システム・データ・つながりです。",
        ),
        "bad-form-value": error(
            "{value} cannot stand here; expected: {expected}", "{value} は書けません。書けるもの: {expected}"
        ),
        "not-filled-in": error(
            "{key} has not been filled in; expected: {expected}", "{key} が未記入です。書けるもの: {expected}"
        ),
        "form-too-large": error("{file} is larger than {limit} MiB", "{file} が {limit} MiB を超えています"),
        "evidence-not-listed": error(
            "the answer names evidence that is not listed under evidence: {id}",
            "回答が挙げた証跡が evidence にありません: {id}",
        ),
        "more-than-once": error("{id} stands here more than once", "{id} が重複しています"),
    }
)
"""The codes of drafts that are signed."""
