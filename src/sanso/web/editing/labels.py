"""Short names of sections and fields, as they head a form; what they mean stands in `sanso.model.descriptions`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sanso.model.text import Text

__all__ = ["FIELD_NAMES", "SECTIONS", "entry_name", "field_name", "section_name"]


def _names(**pairs: tuple[str, str]) -> Mapping[str, Text]:
    return MappingProxyType({key: Text(en=en, ja=ja) for key, (en, ja) in pairs.items()})


SECTIONS: Mapping[str, Text] = _names(
    organizations=("Organizations", "ソシキ"),
    people=("People", "ヒト"),
    products=("Product types", "製品型式"),
    components=("Components", "モノ"),
    systems=("Systems", "システム"),
    procedures=("Procedures", "プロシージャ"),
    data=("Data", "データ"),
    physical=("Physical things", "物理的なもの"),
    connections=("Connections", "つながり"),
    conditions=("Conditions", "状況"),
    harms=("Harm scenarios", "被害シナリオ"),
    measures=("Measures", "対策"),
    confirmations=("Confirmations", "確認"),
    header=("Model itself", "モデル全体"),
    criteria=("Level criteria", "判定基準"),
    iotssf=("IoT-SSF record", "IoT-SSFの実施記録"),
)
"""Sections in the order in which the model is listed."""

_ENTRIES: Mapping[str, str] = MappingProxyType(
    {
        "organizations": "organization",
        "people": "group of people",
        "products": "product type",
        "components": "component",
        "systems": "system",
        "procedures": "procedure",
        "data": "data set",
        "physical": "physical thing",
        "connections": "connection",
        "conditions": "condition",
        "harms": "harm scenario",
        "measures": "measures",
        "confirmations": "confirmation",
    }
)
"""One entry of a section in English; Japanese has one word for one and many."""

FIELD_NAMES: Mapping[str, Text] = _names(
    id=("Id", "ID"),
    name=("Name", "名前"),
    description=("Description", "説明"),
    valid=("Valid", "存在する期間"),
    from_=("From", "開始"),
    to=("To", "終了"),
    attributes=("Further facts", "その他の情報"),
    scale=("Size", "規模"),
    country=("Country", "国"),
    sectors=("Sectors", "分野"),
    employer=("Employer", "雇用主"),
    count=("Number", "数"),
    qualifications=("Qualifications", "資格"),
    kind=("Kind", "種類"),
    held_by=("Held by", "保有人数"),
    maker=("Maker", "製造者"),
    model=("Model name", "型番"),
    version=("Version", "版"),
    sbom=("Bill of materials (SBOM)", "SBOM"),
    support_until=("Supported until", "サポート終了日"),
    contains=("Contains", "内蔵するもの"),
    regulations=("Laws and schemes", "法令・制度"),
    product=("Product type", "製品型式"),
    roles=("Roles", "役割"),
    site=("Site", "設置場所"),
    place=("Kind of place", "場所の種別"),
    exposure=("Ways in from outside", "外部からの入口"),
    security_level=("Security level", "セキュリティレベル"),
    capacity=("Capacity", "容量"),
    protects=("Protects", "守る対象"),
    integrity=("Integrity", "安全度"),
    safe_state=("Safe state", "安全な状態"),
    safe_states=("Safe states by event", "事象ごとの安全な状態"),
    independent_of=("Independent of", "独立している相手"),
    reset=("Reset", "復帰方法"),
    standard=("Standard", "規格"),
    level=("Level", "水準"),
    demand=("Mode of operation", "作動要求モード"),
    pfd=("PFD", "PFD(要求時の失敗確率)"),
    pfh=("PFH", "PFH(危険側故障頻度)"),
    target=("Target (SL-T)", "目標(SL-T)"),
    capability=("Capability (SL-C)", "能力(SL-C)"),
    achieved=("Achieved (SL-A)", "達成(SL-A)"),
    owner=("Owner", "所有者"),
    operator=("Operator", "運用者"),
    user=("User", "利用者"),
    manager=("Manager", "管理者"),
    maintainer=("Maintainer", "保守者"),
    integrator=("Integrator", "統合者"),
    phase=("Phase of life", "ライフサイクルの段階"),
    performed_by=("Performed by", "実施者"),
    acts_on=("Acts on", "働きかける対象"),
    interval=("Interval", "間隔"),
    categories=("Data categories", "データ区分"),
    subjects=("Data subjects", "本人"),
    purpose=("Purpose", "目的"),
    retention=("Retention", "保存期間"),
    produced_by=("Produced by", "生成元"),
    stored_in=("Stored in", "保管先"),
    created=("Created", "作成日"),
    people_exposed=("People exposed", "害が及びうる人"),
    alternatives=("Alternatives", "代わりになる接続"),
    subject=("Subject", "対象"),
    requirements=("Requirements passed on", "移る対策要件"),
    data=("Data", "データ"),
    medium=("Medium", "媒体"),
    protocol=("Protocol", "プロトコル"),
    tolerance=("Goes on without it for", "なくても続けられる時間"),
    quantity=("Quantity", "量"),
    unit=("Unit", "単位"),
    range=("Range", "値の範囲"),
    accuracy=("Accuracy", "精度"),
    calibration=("Calibration", "校正"),
    redundancy=("Independent channels", "独立な系統の数"),
    cross_check=("Cross-checked with", "突き合わせる相手"),
    genuine=("Genuine device", "機器の真正性"),
    protection=("Protection of the path", "経路の保護"),
    authenticity=("Authenticity", "出どころの確認"),
    confirmed_by=("Confirmed by", "効果を確認するもの"),
    availability=("Availability", "稼働率"),
    last=("Last time", "前回"),
    certificate=("Certificate", "証明書"),
    probability=("Probability", "確率"),
    rate=("Rate", "頻度"),
    cause=("Cause", "原因"),
    origin=("Origin", "発端"),
    human=("Human damage", "人的被害"),
    economic=("Economic impact", "経済的影響"),
    affects=("Who is hurt", "被害を受ける人"),
    loss=("Loss", "損失"),
    borne_by=("Borne by", "損失の負担者"),
    rationale=("Rationale", "根拠"),
    ratings=("Ratings", "評価"),
    excludes=("Excludes", "除外するもの"),
    includes=("Includes", "含むもの"),
    mitigations=("Mitigations", "被害を抑える手段"),
    risk=("Parameters of risk tables", "リスク評価表の入力値"),
    element=("Element", "要素"),
    effect=("Effect", "影響"),
    share=("Share", "割合"),
    through=("Through", "経由する部分"),
    condition=("Condition", "状況"),
    n=("How many", "必要な数"),
    people=("People", "人"),
    low=("Low (5th percentile)", "下限(5パーセンタイル)"),
    high=("High (95th percentile)", "上限(95パーセンタイル)"),
    per=("Counted per", "数える単位"),
    distribution=("Distribution", "分布"),
    by=("By", "行った者"),
    date=("Date", "日付"),
    what=("What", "内容"),
    iso26262=("ISO 26262", "ISO 26262"),
    iso13849=("ISO 13849-1", "ISO 13849-1"),
    iso21434=("ISO/SAE 21434", "ISO/SAE 21434"),
    potential=("Attack potential", "攻撃能力"),
    severity=("Severity", "重大度"),
    controllability=("Controllability", "制御可能性"),
    frequency=("Frequency", "頻度"),
    avoidance=("Avoidance", "回避可能性"),
    safety=("Safety", "安全"),
    financial=("Financial", "金銭"),
    operational=("Operational", "運用"),
    privacy=("Privacy", "プライバシー"),
    time=("Time needed", "所要時間"),
    expertise=("Expertise", "専門性"),
    knowledge=("Knowledge", "対象の知識"),
    window=("Window of opportunity", "機会"),
    equipment=("Equipment", "機材"),
    reason=("Reason", "理由"),
    basis=("Basis of the claim", "確認の方法"),
    evidence=("Evidence", "証拠"),
    valid_until=("Valid until", "有効期限"),
    comment=("Comment", "コメント"),
    due=("Due", "期限"),
    perspective=("Perspective", "観点"),
    of=("Of what", "何の確認か"),
    scheme=("Scheme", "制度"),
    procedure=("Procedure", "点検"),
    continuous=("Continuous", "常時監視"),
    result=("Result", "結果"),
    coverage=("Coverage", "カバー率"),
    scope=("Scope", "範囲"),
    issued=("Issued", "発行日"),
    qualification=("Qualification", "資格"),
    limit=("Limit", "支払限度額"),
    aggregate=("Limit in a year", "年間限度額"),
    insurer=("Insurer", "保険者"),
    address=("Address", "連絡先"),
    covers=("Covers", "対象の被害"),
    by_scale=("By size", "規模別"),
    economic_text=("Economic levels in words", "経済的影響の程度の説明"),
    serious=("Serious from", "seriousの下限額"),
    catastrophic=("Catastrophic from", "catastrophicの下限額"),
    excluded=("Left out", "対象外"),
    criteria_agreed=("Criteria agreed", "判定基準の合意"),
    stakeholders=("Stakeholders", "ステークホルダー"),
    allocation=("Allocation", "担当の割り当て"),
    acceptances=("Accepted risks", "受容したリスク"),
    reviews=("Reviews", "見直し"),
    triggers=("Triggers", "再評価の条件"),
    who=("Who", "誰"),
    role=("Role", "立場"),
    duties=("Duties", "責務"),
    until=("Until", "期限"),
    counts=("Numbers", "数"),
    above=("From which number on", "この数以上"),
)
"""Names of fields by key; a key means the same wherever it stands, save those of `_OWN`."""

_OWN: Mapping[tuple[str, str], Text] = MappingProxyType(
    {
        ("Connection", "from"): Text(en="From", ja="起点"),
        ("Connection", "to"): Text(en="To", ja="終点"),
        ("Allocation", "to"): Text(en="Who does it", ja="担当者"),
        ("IsoRoad", "exposure"): Text(en="Exposure", ja="曝露頻度"),
        ("Organization", "country"): Text(en="Country of the seat", ja="所在国"),
        ("People", "count"): Text(en="How many they are", ja="人数"),
        ("Affected", "count"): Text(en="How many at once", ja="一度の人数"),
        ("Condition", "rate"): Text(en="Rate", ja="発生頻度"),
        ("Rating", "by"): Text(en="Rater", ja="評価者"),
        ("Measure", "owner"): Text(en="In charge", ja="担当者"),
        ("Measure", "by"): Text(en="Confirmed by", ja="確認した者"),
        ("Confirmation", "by"): Text(en="Confirmed by", ja="確認した者"),
        ("Criteria", "human"): Text(en="Human levels in words", ja="人的被害の程度の説明"),
        ("Criteria", "economic"): Text(en="Economic thresholds", ja="経済的影響のしきい値"),
    }
)


def field_name(type_name: str, key: str) -> Text:
    """Return the short name of the field *key* of a type; the key itself where it has none."""
    own = _OWN.get((type_name, key))
    if own is not None:
        return own
    return FIELD_NAMES.get("from_" if key == "from" else key) or Text.of(key)


def section_name(section: str) -> Text:
    """Return the name of a section."""
    return SECTIONS.get(section) or Text.of(section)


def entry_name(section: str) -> Text:
    """Return what one entry of a section is called."""
    name = section_name(section)
    return Text(en=_ENTRIES.get(section, name.show("en")), ja=name.show("ja"))
