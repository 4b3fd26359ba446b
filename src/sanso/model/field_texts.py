"""The meaning of every field of the model format, by type and key; `sanso.model.descriptions` is the way in."""

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
from sanso.model.harms import (
    Affected,
    AllOf,
    AnyOf,
    AtLeast,
    AtLeastCause,
    Condition,
    ConditionCause,
    EffectCause,
    Harm,
    Loss,
    Rating,
)
from sanso.model.process import Model
from sanso.model.record_texts import RECORD_FIELDS
from sanso.model.risk_texts import RISK_FIELDS
from sanso.model.text import Text

__all__ = ["FIELDS"]


def _t(en: str, ja: str) -> Text:
    return Text(en=en, ja=ja)


_PLACE = _t(
    "Kind of place, in the words of a sector's guideline: disaster-centre, machine-room, shaft, outdoors, cloud.",
    "場所の種別。分野のガイドラインの語を使う(disaster-centre、machine-room、shaft、outdoors、cloud など)。",
)
_REGULATIONS = _t(
    "Schemes and laws of the catalogue that apply to it.", "適用される法令・制度(カタログの schemes の ID)。"
)
_SECURITY_LEVEL = _t("Security levels by IEC 62443.", "IEC 62443 のセキュリティレベル。")
_SAFE_STATE = _t("The state that counts as safe.", "安全とみなす状態。")
_SAFE_STATES = _t(
    "Which state it must take on which event, in free words: {fire: unlocked, intrusion: locked}.",
    "事象ごとに取るべき状態(自由記述)。例: {fire: unlocked, intrusion: locked}",
)
_SECTORS = _t("Sectors of this thing, instead of those of what is above it.", "分野。上位の指定に代えて用いる。")
_SITE = _t("Where it stands.", "設置場所。")
_COUNTRY = _t("ISO 3166 code of the country where it stands.", "設置国(ISO 3166 コード)。")
_EXPOSURE = _t(
    "Ways in from outside, in free words: internet, cellular, wireless, port. Any entry makes it reachable.",
    "外部からの入口(自由記述: internet、cellular、wireless、port など)。書かれていれば到達可能とみなす。",
)
_CAPACITY = _t(
    "What one unit carries, with a unit (2 kW); for causes that name a capacity.",
    "1 台の容量(単位付き、2 kW など)。capacity を挙げる原因で使う。",
)
_ROLES = _t(
    "Who does what; the operator answers, else the manager, else the owner, else whoever answers for the container.",
    "各役割を担う組織。責任を負うのは operator、なければ manager、owner、最後に入れ物の責任者。",
)
_COUNT = _t(
    "How many there are per instance of the container, times the number given there.",
    "入れ物 1 つ当たりの数。入れ物側の contains の数を掛ける。",
)

FIELDS: Mapping[type[BaseModel], Mapping[str, Text]] = MappingProxyType(
    {
        Model: {
            "sanso": _t("Version of the format; always 1.", "形式の版。常に 1。"),
            "id": _t("Id of the model.", "モデルの ID。"),
            "name": _t("Name of the model.", "モデルの名前。"),
            "description": _t("What the model is about.", "モデルの説明。"),
            "sectors": _t(
                "Sectors of the whole process; organizations, components and systems may narrow them.",
                "全体の分野。組織・モノ・システムごとに絞れる。",
            ),
            "organizations": _t("Organizations by id.", "ソシキ。キーが ID。"),
            "people": _t("People by id.", "ヒト。キーが ID。"),
            "products": _t("Product types by id.", "製品型式。キーが ID。"),
            "components": _t("Components by id.", "モノ。キーが ID。"),
            "systems": _t("Systems by id.", "システム。キーが ID。"),
            "procedures": _t("Procedures by id.", "プロシージャ。キーが ID。"),
            "data": _t("Data sets by id.", "データ。キーが ID。"),
            "physical": _t("Physical things by id.", "物理的なもの。キーが ID。"),
            "connections": _t("Connections by id.", "接続。キーが ID。"),
            "conditions": _t("Conditions by id.", "状況。キーが ID。"),
            "harms": _t("Harm scenarios by id.", "被害シナリオ。キーが ID。"),
            "measures": _t(
                "Answers to requirements: the id of who or what answers (organization, any element, product, "
                "connection), below it requirement ids.",
                "対策要件への回答。回答する組織・要素・製品・接続の ID の下に対策要件の ID を並べる。",
            ),
            "confirmations": _t("A list of confirmations of the four perspectives.", "四つの観点の確認の一覧。"),
            "criteria": _t("Level criteria of this model.", "このモデルの判定基準。"),
            "iotssf": _t("The procedure of IoT-SSF as it was carried out.", "IoT-SSF の適用手順の実施記録。"),
        },
        Text: {"en": _t("English text.", "英語の文。"), "ja": _t("Japanese text.", "日本語の文。")},
        Thing: {
            "name": _t("Name shown to people; the id where absent.", "表示名。省略時は ID。"),
            "description": _t("Free text.", "自由記述の説明。"),
            "valid": _t("When the thing is there; always where absent.", "存在する期間。省略時は常に存在する。"),
            "attributes": _t(
                "Further facts by their name, such as the columns of an asset ledger; kept and shown, not evaluated.",
                "資産台帳の列など、その他の情報(名前と値)。保持して表示するのみ。",
            ),
        },
        Validity: {
            "from": _t("First day on which it is there.", "存在する最初の日。"),
            "to": _t("First day on which it is no longer there.", "存在しなくなる最初の日。"),
        },
        Organization: {
            "scale": _t("Size; counts as large where absent.", "規模。省略時は large とみなす。"),
            "country": _t("ISO 3166 code of the seat.", "所在国(ISO 3166 コード)。"),
            "sectors": _SECTORS,
        },
        People: {
            "employer": _t(
                "Organization that employs them; without one, what is asked of them falls to nobody.",
                "雇用主の組織。なければ、求められることを担う組織がない。",
            ),
            "count": _t("How many they are.", "人数。"),
            "qualifications": _t("What they are qualified for.", "保有する資格。"),
        },
        Qualification: {
            "kind": _t("What it is.", "種類。"),
            "name": _t("Its name, as confirmations refer to it.", "名称。confirmations からも参照する。"),
            "held_by": _t("How many of the people hold it; not stated where absent.", "保有する人数。省略時は未申告。"),
        },
        Product: {
            "maker": _t("Organization that makes it.", "製造者の組織。"),
            "model": _t("Model name.", "型番。"),
            "version": _t("Version, as text.", "版(文字列)。"),
            "sbom": _t(
                "Path of the software bill of materials, relative to the model.", "SBOM のパス(モデルからの相対)。"
            ),
            "support_until": _t("Last day of support by the maker.", "製造者によるサポートの最終日。"),
            "contains": _t("Products built into this one.", "組み込まれている製品。"),
            "regulations": _REGULATIONS,
        },
        Component: {
            "kind": _t("What it does.", "役割から見た種類。"),
            "product": _t("Product type of which it is an instance.", "製品型式。"),
            "roles": _ROLES,
            "count": _COUNT,
            "contains": _t("Components inside it.", "中に入っているモノ。"),
            "site": _SITE,
            "place": _PLACE,
            "country": _COUNTRY,
            "exposure": _EXPOSURE,
            "sectors": _SECTORS,
            "regulations": _REGULATIONS,
            "security_level": _SECURITY_LEVEL,
            "capacity": _CAPACITY,
            "protects": _t("What a safety function keeps safe.", "安全機能が守る対象。"),
            "integrity": _t("Stated integrity of a safety function.", "安全機能の申告上の安全度。"),
            "safe_state": _SAFE_STATE,
            "safe_states": _SAFE_STATES,
            "independent_of": _t(
                "A claim of independence. Barrier credit follows from the model, never from this claim.",
                "独立しているという主張。防護の評価はモデルから導き、この主張には依らない。",
            ),
            "reset": _t("How a safety function is reset after it acted.", "安全機能が作動した後の復帰方法。"),
        },
        Integrity: {
            "standard": _t("Standard, such as ISO 13849 or IEC 61508.", "規格(ISO 13849、IEC 61508 など)。"),
            "level": _t("Level in the words of that standard.", "その規格でのレベル。"),
            "demand": _t("Mode of operation.", "作動要求モード。"),
            "pfd": _t("Average probability of failure on demand (low demand).", "低頻度作動要求時の失敗確率の平均。"),
            "pfh": _t(
                "Average frequency of dangerous failures per hour (high demand).",
                "高頻度・連続作動時の危険側故障頻度(1/時)。",
            ),
        },
        SecurityLevel: {
            "target": _t("Level that is aimed at (SL-T), 0 to 4.", "目標レベル(SL-T、0〜4)。"),
            "capability": _t("Level that it is capable of (SL-C).", "能力レベル(SL-C)。"),
            "achieved": _t("Level that is achieved in place (SL-A).", "達成レベル(SL-A)。"),
        },
        Roles: {
            "owner": _t("Owns the element; answers third.", "所有者。責任の順は 3 番目。"),
            "operator": _t("Runs it day by day; answers first.", "運用者。責任の順は 1 番目。"),
            "user": _t("Uses what it offers; has no influence.", "利用者。影響力はない。"),
            "manager": _t("Manages it for the owner; answers second.", "管理者。責任の順は 2 番目。"),
            "maintainer": _t("Maintains it and can thereby change it: control.", "保守者。変更を加えられる(制御)。"),
            "integrator": _t("Put it together from parts.", "統合者。部品から組み上げた組織。"),
        },
        System: {
            "roles": _ROLES,
            "count": _COUNT,
            "contains": _t("Components and systems inside it.", "中に入っているモノとシステム。"),
            "site": _SITE,
            "place": _PLACE,
            "phase": _t("Phase of its life.", "ライフサイクルの段階。"),
            "country": _COUNTRY,
            "exposure": _EXPOSURE,
            "sectors": _SECTORS,
            "regulations": _REGULATIONS,
            "security_level": _SECURITY_LEVEL,
            "capacity": _CAPACITY,
            "safe_state": _SAFE_STATE,
            "safe_states": _SAFE_STATES,
        },
        Procedure: {
            "kind": _t(
                "In free words: update, maintenance, inspection, operation, emergency.",
                "種類(自由記述: update、maintenance、inspection、operation、emergency など)。",
            ),
            "performed_by": _t(
                "Organizations or people who perform it; responsible is the organization of the first that has any.",
                "実施する組織・人。組織のある最初のものの組織が責任を負う。",
            ),
            "acts_on": _t(
                "Components, systems or data that it acts on: control.",
                "働きかける対象のモノ・システム・データ(制御)。",
            ),
            "interval": _t("How often it is done.", "実施の間隔。"),
        },
        Data: {
            "owner": _t("Organization that owns it and is responsible for it.", "所有し責任を負う組織。"),
            "categories": _t(
                "Data categories of the catalogue; a dot narrows one (personal.location).",
                "カタログのデータ区分。ドットで細分できる(personal.location)。",
            ),
            "subjects": _t("People whom personal data is about.", "個人データの本人。"),
            "purpose": _t("What it is used for.", "利用目的。"),
            "retention": _t("How long it is kept.", "保存期間。"),
            "produced_by": _t("Who or what produces it.", "生成するもの・人・組織。"),
            "stored_in": _t("Components or systems that store it.", "保管するモノ・システム。"),
            "created": _t("Day on which it came into being.", "作成日。"),
        },
        Physical: {
            "kind": _t("In free words: vehicle, door, tank, room.", "種類(自由記述: vehicle、door、tank、room など)。"),
            "people_exposed": _t("Which people it can hurt, and how many at once.", "害が及びうる人と、一度に何人か。"),
            "count": _t("How many there are.", "数。"),
        },
        Connection: {
            "kind": _t("What kind of connection it is.", "接続の種類。"),
            "from": _t("Id of the end from which it goes.", "起点の ID。"),
            "to": _t("Id of the end to which it goes.", "終点の ID。"),
            "alternatives": _t(
                "Connections that could take its place; inactive unless chosen with --choose.",
                "代わりになりうる接続。--choose で選ばない限り無効。",
            ),
            "subject": _t(
                "What it is about: elements or products that are supplied, maintained, hosted, updated.",
                "対象の要素・製品(供給・保守・運用・更新されるもの)。",
            ),
            "requirements": _t(
                "CPSF requirements that pass to the maintainer or to whom the duty is entrusted.",
                "保守者または委託先に移る対策要件。",
            ),
            "data": _t("Data sets that flow over it.", "流れるデータ。"),
            "medium": _t("What carries it: cellular, LAN, cable.", "媒体(cellular、LAN、cable など)。"),
            "protocol": _t("Protocol.", "プロトコル。"),
            "tolerance": _t("How long the dependent goes on without it.", "なくても続けられる時間。"),
            "quantity": _t("What is measured, set or fed.", "計測・設定・供給される量。"),
            "unit": _t("Unit of the quantity.", "量の単位。"),
            "range": _t("Lowest and highest plausible value, in the unit.", "妥当な値の下限と上限(単位は unit)。"),
            "accuracy": _t("Largest error, in the unit.", "最大誤差(単位は unit)。"),
            "calibration": _t("How the sensor is calibrated.", "センサの校正。"),
            "redundancy": _t("How many independent channels do the same.", "同じことを行う独立な系統の数。"),
            "cross_check": _t(
                "Components whose reading is compared with this one; they can earn barrier credit.",
                "値を突き合わせる相手のモノ。防護として評価されうる。",
            ),
            "genuine": _t(
                "How it is known that the device is the genuine one.", "機器が真正であることを確かめる方法。"
            ),
            "protection": _t(
                "How the path between device and receiver is kept from tampering.",
                "機器から受け手までの経路を改ざんから守る方法。",
            ),
            "authenticity": _t(
                "How a reading or order proves where it comes from.", "値や指令の出どころを確かめる方法。"
            ),
            "confirmed_by": _t("What confirms that it took effect.", "効果を確認するもの。"),
            "safe_state": _t("The state to fall back to.", "退避する安全な状態。"),
            "availability": _t("Agreed availability, above 0 and at most 1.", "合意した稼働率(0 より大きく 1 以下)。"),
        },
        Calibration: {
            "interval": _t("How often it is calibrated.", "校正の間隔。"),
            "last": _t("Day of the last calibration.", "前回の校正日。"),
            "certificate": _t("Certificate, or what it is traceable to.", "校正証明書、またはトレーサビリティの根拠。"),
        },
        Condition: {
            "probability": _t("How likely it holds, 0 to 1.", "成り立つ確率(0 から 1)。"),
            "rate": _t("How often it happens (3/year).", "起こる頻度(3/year)。"),
        },
        EffectCause: {
            "element": _t("Element to which it happens.", "影響を受ける要素。"),
            "effect": _t("What happens to it, in a word of the catalogue.", "何が起こるか。カタログの語を使う。"),
            "share": _t(
                "Part of the population that is struck at once, above 0 and at most 1.",
                "同時に影響を受ける割合(0 より大きく 1 以下)。",
            ),
            "capacity": _t("Capacity that is struck at once, with its unit.", "同時に影響を受ける容量(単位付き)。"),
            "through": _t(
                "Parts of a named system that can cause it; all but safety functions where absent.",
                "システムを挙げたとき原因になりうる部分。省略時は安全機能以外のすべて。",
            ),
        },
        ConditionCause: {"condition": _t("Condition that must hold.", "成り立つ必要がある状況の ID。")},
        AllOf: {"all_of": _t("Causes that must all come true.", "すべて起こる必要がある原因。")},
        AnyOf: {"any_of": _t("Causes of which one is enough.", "一つ起これば足りる原因。")},
        AtLeastCause: {"at_least": _t("How many of which causes.", "どの原因のうちいくつか。")},
        AtLeast: {
            "n": _t("How many must come true.", "起こる必要がある数。"),
            "of": _t("Causes to count.", "数える原因。"),
        },
        Affected: {
            "people": _t("People who are hurt.", "被害を受ける人。"),
            "count": _t("How many at once.", "一度に何人か。"),
        },
        Loss: {
            "low": _t("5th percentile of the loss.", "損失の 5 パーセンタイル。"),
            "high": _t(
                "95th percentile of the loss; the economic level follows from it.",
                "損失の 95 パーセンタイル。経済的影響の程度はこれから導く。",
            ),
            "per": _t("What the amounts are counted for.", "金額を数える単位。"),
            "distribution": _t("Shape between the percentiles.", "分布の形。"),
        },
        Rating: {
            "by": _t("Who rated.", "評価した人・部署。"),
            "date": _t("When.", "評価日。"),
            "human": _t("Level on the human axis.", "人的被害の程度。"),
            "economic": _t("Level on the economic axis.", "経済的影響の程度。"),
            "rationale": _t("Why.", "根拠。"),
        },
        Harm: {
            "cause": _t(
                "What causes it: an effect, a condition or a combination.", "原因。影響、状況、またはその組み合わせ。"
            ),
            "origin": _t("What kinds of events start it: one, or a list.", "発端の種類。一つ、またはリスト。"),
            "human": _t(
                "Agreed level on the human axis, per person; the highest rating where absent.",
                "合意した人的被害の程度(1 人当たり)。省略時は評価の最大。",
            ),
            "economic": _t(
                "Agreed level on the economic axis; else the highest rating; else what follows from the loss.",
                "合意した経済的影響の程度。なければ評価の最大、さらになければ損失から導く。",
            ),
            "affects": _t("Who is hurt.", "被害を受ける人。"),
            "loss": _t("What it costs.", "損失額。"),
            "borne_by": _t(
                "Organization that bears the loss; its scale chooses the thresholds.",
                "損失を負う組織。その規模でしきい値が決まる。",
            ),
            "rationale": _t("Why it was rated so.", "評価の根拠。"),
            "ratings": _t("What single raters judged.", "各評価者の判断。"),
            "excludes": _t("Harms that cannot happen together with this one.", "同時には起こらない被害シナリオ。"),
            "includes": _t("Harms whose loss this one already counts.", "損失が既に含まれている被害シナリオ。"),
            "mitigations": _t("What limits or repairs the harm once it happens.", "発生後に被害を抑え、回復する手段。"),
            "risk": _t(
                "Parameters of the risk tables of safety and security standards.",
                "安全・セキュリティ規格のリスク評価表の入力値。",
            ),
        },
        Measure: {
            "level": _t("What is done, as a level.", "実施の水準。"),
            "reason": _t("Why; needed for not-applicable.", "理由。not-applicable には必須。"),
            "basis": _t("What the statement rests on.", "確認の方法。"),
            "by": _t("Who confirmed it.", "確認した者。"),
            "evidence": _t("Where evidence is kept.", "証拠の所在。"),
            "valid_until": _t("Last day on which the statement counts.", "申告が有効な最後の日。"),
            "comment": _t("Note of whoever answers.", "回答者のメモ。"),
            "owner": _t("Who sees to it.", "担当者。"),
            "due": _t("By when it is to be done.", "実施期限。"),
        },
        Confirmation: {
            "perspective": _t("Which of the four perspectives.", "四つの観点のどれか。"),
            "subject": _t(
                "Element, product, connection or organization that it is about.", "対象の要素・製品・接続・組織。"
            ),
            "of": _t("Before operation: what is confirmed.", "運用前: 何の確認か。"),
            "basis": _t("Before operation: what the statement rests on.", "運用前: 確認の方法。"),
            "scheme": _t(
                "Label or certification scheme and its level (JC-STAR/1).", "ラベル・認証制度とその水準(JC-STAR/1)。"
            ),
            "by": _t("Who confirmed it.", "確認した者。"),
            "procedure": _t("In operation: the inspection, by id or in words.", "運用中: 点検の ID または名称。"),
            "interval": _t("In operation: how often.", "運用中: 点検の間隔。"),
            "continuous": _t("In operation: monitored all the time.", "運用中: 常時監視しているか。"),
            "last": _t("In operation: day of the last inspection.", "運用中: 前回の点検日。"),
            "result": _t("How the last confirmation ended.", "前回の結果。"),
            "coverage": _t(
                "How many of how many it covers (118/120 or 95 %).", "対象のうちどれだけか(118/120 または 95 %)。"
            ),
            "scope": _t("What it covered, in words.", "確認の範囲(自由記述)。"),
            "issued": _t("Day on which it was issued.", "発行日。"),
            "kind": _t(
                "Operators: kind of capability. Social support: kind of support.",
                "運用者: 能力の種類。社会的サポート: 支援の種類。",
            ),
            "qualification": _t("Operators: name of the qualification or licence.", "運用者: 資格・免許の名称。"),
            "limit": _t("Insurance: highest amount that is paid for one event.", "保険: 1 事故の支払限度額。"),
            "aggregate": _t("Insurance: the most that is paid in a year.", "保険: 年間の総支払限度額。"),
            "insurer": _t("Insurance: who insures.", "保険: 保険者。"),
            "address": _t("Contact: where to turn to.", "窓口: 連絡先。"),
            "covers": _t(
                "Insurance: harms that it covers; all where absent.", "保険: 対象の被害シナリオ。省略時はすべて。"
            ),
            "excludes": _t("Insurance: exclusions, in words.", "保険: 免責事項(自由記述)。"),
            "valid_until": _t("Last day on which the statement counts.", "申告が有効な最後の日。"),
        },
        Criteria: {
            "economic": _t("Thresholds of the economic axis.", "経済的影響の軸のしきい値。"),
            "human": _t("What each human level means here, in words.", "人的被害の各程度のここでの意味(文章)。"),
            "economic_text": _t(
                "What each economic level means here, in words.", "経済的影響の各程度のここでの意味(文章)。"
            ),
        },
        EconomicCriteria: {
            "by_scale": _t("Thresholds by the scale of who bears the loss.", "損失を負う組織の規模ごとのしきい値。"),
        },
        Thresholds: {
            "serious": _t("From this loss on the level is serious.", "この額以上で serious。"),
            "catastrophic": _t("From this loss on the level is catastrophic.", "この額以上で catastrophic。"),
        },
        **RISK_FIELDS,
        **RECORD_FIELDS,
    }
)
"""What each field means; a field of a base type is described there."""
