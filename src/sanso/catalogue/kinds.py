"""The kinds of records, in the order in which they are shown, and what a user's file may do with each."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sanso.catalogue.asking import AskingRule, EvidenceKind
from sanso.catalogue.attack import AttackDefence, Attacker, AttackStep, ClaimTruth, Entry, Exposure, Medium
from sanso.catalogue.duties import Duty, Exclusion
from sanso.catalogue.framework import (
    Category,
    ComponentKindRecord,
    ElementTypeRecord,
    Incident,
    Layer,
    LevelRecord,
    Requirement,
    RoleRecord,
    StatusRecord,
    Vulnerability,
)
from sanso.catalogue.links import ConnectionKind, Effect
from sanso.catalogue.profiles import DataCategory, Scale
from sanso.catalogue.provenance import Record
from sanso.catalogue.safety import ConflictKind, IntegrityFloor, RiskProfile, SafeStateWord, SafetyEvent
from sanso.catalogue.schemes import DeviceCondition, DeviceFact, Examination, Recognition, Scheme, SchemeItem
from sanso.catalogue.sectors import Guideline, Sector, SectorFacet, SectorItem
from sanso.catalogue.strength import (
    BasisRecord,
    Cell,
    DemandStep,
    EconomicCriteria,
    EconomicLevelRecord,
    HumanLevelRecord,
    Mix,
    PerspectiveRecord,
)
from sanso.catalogue.transcription import TranscriptionPoint, TranscriptionQuestion
from sanso.model.text import Text

__all__ = ["EXTENSIBLE", "FIXED", "KIND_TITLES", "PROVENANCE_KEYS", "RECORD_TYPES", "keys_of"]

RECORD_TYPES: Mapping[str, type[Record]] = MappingProxyType(
    {
        "requirements": Requirement,
        "categories": Category,
        "incidents": Incident,
        "vulnerabilities": Vulnerability,
        "connections": ConnectionKind,
        "effects": Effect,
        "scales": Scale,
        "sectors": Sector,
        "guidelines": Guideline,
        "sector_facets": SectorFacet,
        "sector_items": SectorItem,
        "data_categories": DataCategory,
        "human_levels": HumanLevelRecord,
        "economic_levels": EconomicLevelRecord,
        "economic_criteria": EconomicCriteria,
        "grid": Cell,
        "mixes": Mix,
        "demand_steps": DemandStep,
        "perspectives": PerspectiveRecord,
        "bases": BasisRecord,
        "levels": LevelRecord,
        "statuses": StatusRecord,
        "layers": Layer,
        "element_types": ElementTypeRecord,
        "component_kinds": ComponentKindRecord,
        "roles": RoleRecord,
        "schemes": Scheme,
        "scheme_items": SchemeItem,
        "device_facts": DeviceFact,
        "device_conditions": DeviceCondition,
        "examinations": Examination,
        "recognitions": Recognition,
        "duties": Duty,
        "exclusions": Exclusion,
        "evidence_kinds": EvidenceKind,
        "asking_rules": AskingRule,
        "attackers": Attacker,
        "entries": Entry,
        "exposures": Exposure,
        "media": Medium,
        "attack_steps": AttackStep,
        "attack_defences": AttackDefence,
        "claim_truths": ClaimTruth,
        "transcription_questions": TranscriptionQuestion,
        "transcription_points": TranscriptionPoint,
        "integrity_floors": IntegrityFloor,
        "risk_profiles": RiskProfile,
        "safe_state_words": SafeStateWord,
        "safety_events": SafetyEvent,
        "conflict_kinds": ConflictKind,
    }
)

KIND_TITLES: Mapping[str, Text] = MappingProxyType(
    {
        "requirements": Text(en="Requirements", ja="対策要件"),
        "categories": Text(en="Requirement categories", ja="対策要件のカテゴリー"),
        "incidents": Text(en="Assumed security incidents", ja="想定されるセキュリティインシデント"),
        "vulnerabilities": Text(en="Vulnerabilities", ja="脆弱性"),
        "connections": Text(en="Connection kinds", ja="接続の種類"),
        "effects": Text(en="Effects", ja="影響"),
        "scales": Text(en="Scale profiles", ja="規模別プロファイル"),
        "sectors": Text(en="Sectors", ja="分野"),
        "guidelines": Text(en="Guidelines of sectors", ja="分野のガイドライン"),
        "sector_facets": Text(en="How guidelines sort their items", ja="ガイドラインの項目の分け方"),
        "sector_items": Text(en="Native items of sectors", ja="分野固有の項目"),
        "data_categories": Text(en="Data categories", ja="データ区分"),
        "human_levels": Text(en="Levels of human damage", ja="回復困難性の度合い"),
        "economic_levels": Text(en="Levels of economic impact", ja="経済的影響の度合い"),
        "economic_criteria": Text(en="Criteria for economic impact", ja="経済的影響の判定基準"),
        "grid": Text(en="Category grid", ja="カテゴリの格子"),
        "mixes": Text(en="Accepted mixes of demands", ja="認められる要求の組み合わせ"),
        "demand_steps": Text(en="Steps of demands", ja="要求の段階"),
        "perspectives": Text(
            en="Perspectives of security and safety demands", ja="求められるセキュリティ・セーフティ要求の観点"
        ),
        "bases": Text(en="Bases of a claim", ja="確認の方法"),
        "levels": Text(en="Levels of measures", ja="対策の水準"),
        "statuses": Text(en="Statuses of requirements", ja="対策要件の状態"),
        "layers": Text(en="Layers", ja="層"),
        "element_types": Text(en="Elements", ja="構成要素"),
        "component_kinds": Text(en="Kinds of components", ja="モノの種類"),
        "roles": Text(en="Roles", ja="役割"),
        "schemes": Text(en="Labels and certification schemes", ja="ラベル・認証制度"),
        "scheme_items": Text(en="Items of schemes", ja="制度の項目"),
        "device_facts": Text(en="Facts about devices", ja="機器についての事実"),
        "device_conditions": Text(en="Conditions of items", ja="項目の条件"),
        "examinations": Text(en="Ways to examine a device", ja="機器の確かめ方"),
        "recognitions": Text(en="Recognition between labels", ja="ラベルの承認関係"),
        "duties": Text(en="Duties by law or label", ja="法令・ラベルが既に求めること"),
        "exclusions": Text(en="Exclusions of insurances", ja="保険の免責"),
        "evidence_kinds": Text(en="Kinds of evidence", ja="証跡の種類"),
        "asking_rules": Text(en="Rules on asking partners", ja="取引先への要請に関する規律"),
        "attackers": Text(en="Attacker profiles", ja="攻撃者像"),
        "entries": Text(en="Ways in", ja="侵入口"),
        "exposures": Text(en="Words of exposure", ja="露出を表す語"),
        "media": Text(en="Media of connections", ja="接続の媒体"),
        "attack_steps": Text(en="Times and chances of attack steps", ja="攻撃ステップの所要時間と成否"),
        "attack_defences": Text(en="Effect of measures on attack steps", ja="攻撃ステップに対する対策の効果"),
        "claim_truths": Text(en="Reliability of statements", ja="記載の確からしさ"),
        "transcription_questions": Text(en="Questions on transcription", ja="転写についての問い"),
        "transcription_points": Text(en="Points under the questions on transcription", ja="転写の問いごとの確認点"),
        "integrity_floors": Text(en="Suggested integrity floors", ja="安全度・セキュリティ水準の下限の提案"),
        "risk_profiles": Text(en="Named risk matrices", ja="リスク行列の版"),
        "safe_state_words": Text(en="Words of safe states", ja="安全状態を表す語"),
        "safety_events": Text(en="Words of events", ja="事象を表す語"),
        "conflict_kinds": Text(en="Conflicts of security and safety", ja="セキュリティとセーフティの競合"),
    }
)
"""What the kinds are called."""

EXTENSIBLE = (
    "effects",
    "sectors",
    "guidelines",
    "sector_facets",
    "sector_items",
    "data_categories",
    "mixes",
    "schemes",
    "scheme_items",
    "device_facts",
    "device_conditions",
    "examinations",
    "recognitions",
    "duties",
    "exclusions",
    "evidence_kinds",
    "asking_rules",
    "attackers",
    "exposures",
    "media",
    "risk_profiles",
    "safe_state_words",
    "safety_events",
)
"""Kinds to which a user's file may add records."""

PROVENANCE_KEYS = ("source", "edition", "confidence", "strength", "fields")
"""Keys of a record that say where its content comes from."""

FIXED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "incidents": ("layer",),
        "vulnerabilities": ("incident", "type"),
        "effects": ("on", "word"),
        "grid": ("human", "economic"),
        "demand_steps": ("part", "word"),
        "human_levels": ("rank",),
        "economic_levels": ("rank",),
        "perspectives": ("number", "parts"),
        "layers": ("number",),
        "element_types": ("suffix", "section"),
        "entries": ("step",),
        "sector_facets": ("sector", "kind"),
        "sector_items": ("sector",),
        "scheme_items": ("of", "number"),
        "attack_defences": ("requirement",),
        "transcription_questions": ("number",),
        "transcription_points": ("question",),
    }
)
"""Fields of built-in records that a user's file cannot replace: ids and orders rest on them."""

_OWN = ("id", "source_text", "overridden", "override_file", "added")
_SHORTHAND = {"scales": ("groups",)}


def keys_of(kind: str) -> list[str]:
    """Return the keys that a record of *kind* may have in a file."""
    fields = RECORD_TYPES[kind].model_fields
    names = [info.alias or name for name, info in fields.items() if name not in _OWN]
    return [*names, "source", *_SHORTHAND.get(kind, ())]
