"""The vocabularies of an attack result as words: estimators, kinds of assumptions, effects, what is stated.

Attackers and ways in are named beside the pictures, which show them too.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sanso.catalogue import Catalogue
from sanso.model.text import Text
from sanso.report.pictures.attack_words import STOP

__all__ = ["ASSUMPTION", "ESTIMATOR", "assumption_word", "effect_title", "stop_status"]


def _table(**pairs: tuple[str, str]) -> Mapping[str, Text]:
    return MappingProxyType({key.replace("_", "-"): Text(en=en, ja=ja) for key, (en, ja) in pairs.items()})


ESTIMATOR = _table(
    worlds=("simulated years", "シミュレーション"),
    importance_sampling=("rare-event sampling", "稀少事象の重点サンプリング"),
)

ASSUMPTION = _table(
    attackers=("attacker", "攻撃者"),
    attack_steps=("attack step", "攻撃ステップ"),
    attack_defences=("how well a measure works", "対策の効き目"),
    claim_truths=("truth of claims", "申告の確からしさ"),
)


def assumption_word(kind: str) -> Text:
    """Name a kind of assumptions."""
    return ASSUMPTION.get(kind.replace("_", "-")) or Text.of(kind)


def effect_title(catalogue: Catalogue, ident: str) -> Text:
    """Name an effect by its word."""
    found = (record.title for record in catalogue.effects.values() if record.word == ident)
    return next(found, None) or Text.of(ident)


def stop_status(status: str) -> Text:
    """Say what is stated of a measure that would stop a step."""
    return STOP.get(status, STOP["not-stated"])
