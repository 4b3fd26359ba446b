"""What every section, type and field of a model means, in English and Japanese.

The JSON Schema and the reference page are made from these texts; a test holds that none is missing and none is
left over. Keys are written as in a file (``from``, not ``from_``). The words that a field allows are explained in
`sanso.model.words`.

>>> field_text(Component, "kind").en
'What it does.'
>>> is_recorded_only(Component, "site")
True
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from pydantic import BaseModel

from sanso.model.answers import Confirmation, Criteria, EconomicCriteria, Measure, Thresholds
from sanso.model.base import Thing, Validity
from sanso.model.connections import Calibration, Connection
from sanso.model.elements import (
    Component,
    Data,
    Integrity,
    Organization,
    People,
    Physical,
    Procedure,
    Product,
    Qualification,
    Roles,
    SecurityLevel,
    System,
)
from sanso.model.field_texts import FIELDS
from sanso.model.harms import (
    Affected,
    AllOf,
    AnyOf,
    AtLeast,
    AtLeastCause,
    AttackPotential,
    Condition,
    ConditionCause,
    EffectCause,
    Harm,
    Impacts,
    IsoMachine,
    IsoRoad,
    Loss,
    Mitigation,
    Rating,
    RiskParameters,
)
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
from sanso.model.process import Model
from sanso.model.text import Text

__all__ = ["FIELDS", "INCLUDE", "RECORDED_ONLY", "TYPES", "field_text", "is_recorded_only"]


def _t(en: str, ja: str) -> Text:
    return Text(en=en, ja=ja)


TYPES: Mapping[type[BaseModel], Text] = MappingProxyType(
    {
        Model: _t(
            "A value creation process: elements, connections, what can go wrong, and what is stated about it.",
            "価値創造過程。構成要素、接続、起こりうる被害、申告されていることを書く。",
        ),
        Text: _t("A text in English, Japanese or both.", "英語・日本語の一方または両方の文。"),
        Validity: _t(
            "When a thing is there: from the first day on, up to but not on the last one.",
            "それが存在する期間。初日を含み、終わりの日を含まない。",
        ),
        Organization: _t("An organization, firm or body.", "ソシキ。企業・団体・組織。"),
        People: _t(
            "Staff of an organization, or residents, passengers and patients without employer.",
            "ヒト。組織の要員、または雇用主のない住民・乗客・患者など。",
        ),
        Qualification: _t("A licence, qualification or training.", "免許・資格・訓練。"),
        Product: _t("A product type: what is built and certified once.", "製品型式。一度設計・製造・認証されるもの。"),
        Component: _t("Hardware or software that is deployed.", "モノ。配備されたハードウェアやソフトウェア。"),
        Integrity: _t("The integrity stated for a safety function.", "安全機能について申告される安全度。"),
        Roles: _t("Which organization does what for an element.", "要素に対してどの組織がどの役割を担うか。"),
        System: _t(
            "An arrangement of components that delivers a service.", "システム。サービスを実現するモノの組み合わせ。"
        ),
        Procedure: _t("A sequence of activities for a purpose.", "プロシージャ。目的を果たすための一連の活動。"),
        Data: _t("A data set.", "データ。ひとまとまりの情報。"),
        Physical: _t(
            "A physical thing that is sensed, moved or fed; it takes no attack.",
            "計測・駆動・供給の対象となる物理的なもの。攻撃の対象にはならない。",
        ),
        Connection: _t(
            "A named connection. The layer, the allowed ends and the fields that make sense follow from its kind.",
            "名前の付いた接続。層、両端に置けるもの、使える項目は種類から決まる。",
        ),
        Calibration: _t("How often a sensor is calibrated, and when it last was.", "校正の間隔と前回の校正日。"),
        Condition: _t(
            "A circumstance that no attacker decides: a probability or a rate, and only one of them.",
            "攻撃者が左右しない状況。probability か rate の一方だけを書く。",
        ),
        Harm: _t(
            "A harm scenario: what causes it, and what follows for people and money.",
            "被害シナリオ。原因と、人と金銭に生じる結果。",
        ),
        EffectCause: _t("An effect on an element.", "要素に生じる影響。"),
        ConditionCause: _t("A condition that must hold.", "成り立っている必要がある状況。"),
        AllOf: _t("All causes together.", "すべての原因がそろうこと。"),
        AnyOf: _t("Any one of the causes.", "いずれか一つの原因。"),
        AtLeastCause: _t("At least a number of the causes.", "一定数以上の原因がそろうこと。"),
        AtLeast: _t("How many of which causes.", "どの原因のうちいくつか。"),
        Affected: _t("Who is hurt, and how many at once.", "被害を受ける人と、一度に何人か。"),
        Loss: _t("A loss as a range with its currency.", "損失の幅。通貨を付ける。"),
        Rating: _t("What one rater judged, when and why.", "一人の評価者による判断と、その日付・根拠。"),
        Measure: _t(
            "The answer to one requirement; a bare level is enough.", "一つの対策要件への回答。水準だけでもよい。"
        ),
        Confirmation: _t(
            "What is stated for one of the four perspectives of IoT-SSF.", "IoT-SSF の四つの観点の一つについての申告。"
        ),
        Criteria: _t("Level criteria, agreed before anything is rated.", "評価の前に合意しておく判定基準。"),
        EconomicCriteria: _t("Thresholds of the economic axis.", "経済的影響の軸のしきい値。"),
        Thresholds: _t("From which loss on a level is reached.", "どの損失額から各程度に達するか。"),
        SecurityLevel: _t(
            "Security levels of IEC 62443: target, capability, achieved.",
            "IEC 62443 のセキュリティレベル(目標・能力・達成)。",
        ),
        Mitigation: _t("What limits or repairs a harm once it happens.", "発生した被害を抑え、または回復する手段。"),
        RiskParameters: _t(
            "What the named tables of safety and security standards need to know of a harm.",
            "安全・セキュリティ規格の評価表に必要な入力値。",
        ),
        IsoRoad: _t("Parameters of ISO 26262.", "ISO 26262 の入力値。"),
        IsoMachine: _t("Parameters of the risk graph of ISO 13849-1.", "ISO 13849-1 のリスクグラフの入力値。"),
        Impacts: _t("Impact ratings of ISO/SAE 21434.", "ISO/SAE 21434 の影響評価。"),
        AttackPotential: _t(
            "What an attacker needs (ISO/IEC 18045, as ISO/SAE 21434 uses it).",
            "攻撃に必要な能力(ISO/IEC 18045。ISO/SAE 21434 でも使用)。",
        ),
        IotSsfRecord: _t(
            "What the procedure of IoT-SSF records beside the model itself.",
            "IoT-SSF の適用手順で、モデル本体のほかに記録すること。",
        ),
        Exclusion: _t("What was left out of the scope.", "対象外としたもの。"),
        Agreement: _t("That the level criteria were agreed before anything was rated.", "評価前の判定基準の合意。"),
        Stakeholder: _t("A party to the procedure.", "手順に関わるステークホルダー。"),
        Allocation: _t("Who does what for one perspective of an element.", "要素・観点ごとの担当。"),
        Acceptance: _t("Residual risk that somebody accepts, for a time.", "期限を定めて受容する残留リスク。"),
        Review: _t("A review that took place.", "実施した見直し。"),
        Trigger: _t("What makes a new rating necessary.", "再評価が必要になる条件。"),
    }
)
"""What each type is."""

INCLUDE = _t(
    "Further files of the model, relative to this one and inside its folder. They hold sections, not the values of "
    "the first file (sanso, id, name, description, sectors, criteria, iotssf).",
    "モデルの続きのファイル。このファイルからの相対パスで、フォルダーの外には出られない。"
    "最初のファイルの値(sanso、id、name、description、sectors、criteria、iotssf)は書けない。",
)

RECORDED_ONLY: Mapping[type[BaseModel], frozenset[str]] = MappingProxyType(
    {
        Thing: frozenset({"attributes"}),
        Product: frozenset({"model", "version", "sbom"}),
        Component: frozenset({"site"}),
        System: frozenset({"site"}),
        Procedure: frozenset({"kind", "interval"}),
        Data: frozenset({"subjects", "purpose", "retention", "created"}),
        Physical: frozenset({"kind", "people_exposed", "count"}),
        Connection: frozenset({"medium", "protocol", "tolerance", "quantity", "availability"}),
        Condition: frozenset({"probability", "rate"}),
        Loss: frozenset({"low", "distribution"}),
        Harm: frozenset({"excludes", "includes"}),
        Measure: frozenset({"evidence", "comment", "owner", "due"}),
        Criteria: frozenset({"human", "economic_text"}),
    }
)  # fmt: skip
"""Fields that are checked and kept, and from which nothing is computed yet; a test holds that they change nothing."""


def field_text(type_: type[BaseModel], key: str) -> Text:
    """Return what the field *key* of *type_* means.

    Raises:
        KeyError: there is no such field.

    """
    for base in type_.__mro__:
        if key in FIELDS.get(base, {}):
            return FIELDS[base][key]
    raise KeyError(key)


def is_recorded_only(type_: type[BaseModel], key: str) -> bool:
    """Tell whether nothing is computed yet from the field *key* of *type_*."""
    return any(key in RECORDED_ONLY.get(base, ()) for base in type_.__mro__)
