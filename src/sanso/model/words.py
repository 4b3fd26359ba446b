"""The words that fields of a model allow, explained in English and Japanese.

A test holds that these are exactly the words of the types: none missing, none left over.

>>> words_of(Organization, "scale")["sme"].ja
'中小企業。'
>>> words_of(Organization, "country")
mappingproxy({})
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from pydantic import BaseModel

from sanso.model.answers import Confirmation, Criteria, EconomicCriteria, Measure
from sanso.model.connections import Connection
from sanso.model.elements import Component, Integrity, Organization, Qualification, System
from sanso.model.harms import AttackPotential, Harm, Impacts, IsoMachine, IsoRoad, Loss, Rating
from sanso.model.iotssf_record import Acceptance, Allocation, Stakeholder, Trigger
from sanso.model.process import Model
from sanso.model.text import Text

__all__ = ["WORDS", "words_of"]

Words = Mapping[str, Text]


def _words(*rows: tuple[str, str, str]) -> Words:
    return MappingProxyType({word: Text(en=en, ja=ja) for word, en, ja in rows})


_SCALE = _words(("large", "Large enterprise.", "大企業。"), ("sme", "Small or medium enterprise.", "中小企業。"))
_SECTOR = _words(
    ("building", "Buildings.", "ビル。"),
    ("electricity", "Electric utilities.", "電力。"),
    ("defence", "Defence industry.", "防衛産業。"),
    ("auto", "Road vehicles.", "自動車。"),
    ("smart-home", "Smart homes.", "スマートホーム。"),
    ("factory", "Factories.", "工場。"),
)
_COMPONENT = _words(
    ("sensor", "Reads a physical quantity and turns it into data.", "物理量を読み取り、データに変える。"),
    ("actuator", "Moves or changes something physical from data.", "データに基づき物理的な動作や変化を起こす。"),
    ("controller", "Decides from readings what actuators do.", "計測値をもとにアクチュエータの動作を決める。"),
    (
        "gateway",
        "Links devices with networks, passes on data and orders.",
        "機器と網をつなぎ、データと指令を中継する。",
    ),
    ("server", "Processes, stores or offers data.", "データを処理・保管・提供する。"),
    ("application", "Software that works on data for a purpose.", "目的に沿ってデータを扱うソフトウェア。"),
    ("network", "Carries data between others.", "他の要素の間でデータを運ぶ。"),
    ("safety-function", "Brings something into a safe state when it has to.", "必要なとき対象を安全な状態へ移す。"),
)
_CONNECTION = _words(
    ("supplies", "Layer 1: delivers goods, parts, software or data.", "第1層: 製品・部品・ソフト・データを納める。"),
    ("develops", "Layer 1: designs or builds for another.", "第1層: 他の組織のために設計・開発する。"),
    ("integrates", "Layer 1: puts parts together into a system.", "第1層: 部品を組み合わせてシステムに仕立てる。"),
    ("maintains", "Layer 1, control: keeps something working.", "第1層・制御: 対象を稼働状態に保つ。"),
    ("entrusts", "Layer 1: has another organization do work.", "第1層: 業務を他の組織に任せる。"),
    ("hosts", "Layer 1: runs something in its own environment.", "第1層: 自社の環境で他の組織のものを動かす。"),
    ("insures", "Layer 1: bears a loss by contract.", "第1層: 契約により損失を引き受ける。"),
    ("certifies", "Layer 1: confirms security or safety.", "第1層: セキュリティや安全を確認して証する。"),
    ("senses", "Layer 2: a physical thing or person is read.", "第2層: 物理的な対象や人の状態を読み取る。"),
    ("actuates", "Layer 2: acts on a physical thing or person.", "第2層: 物理的な対象や人に作用する。"),
    ("displays", "Layer 2: shows something to people.", "第2層: 人に情報を示す。"),
    ("operates", "Layer 2: a person gives input.", "第2層: 人が操作を加える。"),
    ("transmits", "Layer 3: data flow; no control follows.", "第3層: データが流れる。制御は伴わない。"),
    ("shares", "Layer 3: data are given to another party.", "第3層: データを他者に渡す。"),
    ("commands", "Layer 3, control: orders that are carried out.", "第3層・制御: 相手が実行する指示を送る。"),
    ("configures", "Layer 3, control: sets parameters.", "第3層・制御: 相手の設定値を変える。"),
    ("updates", "Layer 3, control: replaces software.", "第3層・制御: 相手のソフトウェアを入れ替える。"),
    ("remote-access", "Layer 3, control: works on it from afar.", "第3層・制御: 離れた場所から入って操作する。"),
    ("authenticates", "Layer 3: establishes who the other end is.", "第3層: 相手が何者かを確かめる。"),
    ("feeds", "No layer: gives energy, water, air or material.", "層なし: エネルギー・水・空気・材料を送る。"),
    ("depends-on", "No layer: cannot go on without the other.", "層なし: 相手なしでは成り立たない。"),
)
_HUMAN = _words(
    ("none", "Nobody is harmed.", "人への被害がない。"),
    ("limited", "Minor harm without lasting effect.", "後に残らない軽い被害。"),
    (
        "serious",
        "Treatment in hospital, or a loss of privacy that is hard to undo.",
        "入院治療、または元に戻しにくいプライバシーの侵害。",
    ),
    (
        "fatal",
        "Death, permanent harm, or exposure that cannot be taken back.",
        "死亡・恒久的な障害、または取り返せない秘密の暴露。",
    ),
)
_ECONOMIC = _words(
    ("none", "No loss worth naming.", "挙げるべき損失がない。"),
    ("limited", "Can be absorbed in normal business.", "通常の事業の範囲で吸収できる。"),
    ("serious", "Threatens the business of whoever bears it.", "負担する者の事業を脅かす。"),
    (
        "catastrophic",
        "Spreads over a sector or society, or cannot be made good.",
        "業界・社会に広がる、または埋め合わせできない。",
    ),
)
_ANSWER = _words(
    ("none", "It is stated that nothing is done.", "何も行っていないという申告。"),
    ("basic", "What any firm can begin with.", "どの企業でも始められる水準。"),
    ("advanced", "A defined and reviewed process.", "手順を定めて見直す水準。"),
    ("high-advanced", "Automation and a real-time view.", "自動化と即時の把握を備える水準。"),
    ("not-applicable", "Does not apply; needs a reason.", "当てはまらない。理由が必要。"),
)
_BASIS = _words(
    ("self-declaration", "Whoever makes or runs it says so.", "製造者・運用者自身の宣言。"),
    ("third-party", "Someone independent has confirmed it.", "独立した第三者による確認。"),
    ("public-certification", "A public scheme certifies it.", "公的な制度による認証。"),
)
_CAPABILITY = (
    ("licence", "A licence by law or authority.", "法令・公的機関による免許。"),
    ("qualification", "A qualification by examination.", "試験などによる資格。"),
    ("training", "A training that was attended.", "受講した訓練。"),
)

_PERSPECTIVE = _words(
    ("before-operation", "Perspective 1: confirmation before operation.", "第1の観点: 運用前の確認。"),
    ("in-operation", "Perspective 2: confirmation in operation.", "第2の観点: 運用中の確認。"),
    ("operators", "Perspective 3: capability of operators.", "第3の観点: 運用・管理を行う者の能力。"),
    ("social-support", "Perspective 4: other social support.", "第4の観点: その他の社会的サポート。"),
)
_IMPACT = _words(
    ("negligible", "Negligible.", "無視できる。"),
    ("moderate", "Moderate.", "中程度。"),
    ("major", "Major.", "大きい。"),
    ("severe", "Severe.", "極めて大きい。"),
)

WORDS: Mapping[tuple[type[BaseModel], str], Words] = MappingProxyType(
    {
        (Model, "sectors"): _SECTOR,
        (Organization, "scale"): _SCALE,
        (Organization, "sectors"): _SECTOR,
        (Qualification, "kind"): _words(*_CAPABILITY),
        (Component, "kind"): _COMPONENT,
        (Component, "sectors"): _SECTOR,
        (Component, "reset"): _words(
            ("local", "By hand at the place.", "現場で人が行う。"),
            ("remote", "From afar.", "遠隔から行う。"),
            ("automatic", "By itself.", "自動的に復帰する。"),
        ),
        (System, "sectors"): _SECTOR,
        (Connection, "kind"): _CONNECTION,
        (Harm, "origin"): _words(
            ("attack", "Somebody wants it.", "誰かの意図による。"),
            ("fault", "Something fails.", "故障による。"),
            ("misuse", "Used in a way it was not meant for.", "想定外の使い方による。"),
            ("nature", "Weather, earthquake, fire.", "天候・地震・火災などによる。"),
        ),
        (Harm, "human"): _HUMAN,
        (Harm, "economic"): _ECONOMIC,
        (Rating, "human"): _HUMAN,
        (Rating, "economic"): _ECONOMIC,
        (Loss, "per"): _words(
            ("event", "The whole event.", "事象全体。"),
            ("instance", "Each instance that is struck.", "影響を受ける 1 台ごと。"),
            ("person", "Each person that is hurt.", "被害を受ける 1 人ごと。"),
        ),
        (Loss, "distribution"): _words(
            ("lognormal", "Lognormal between the percentiles.", "対数正規分布。"),
            ("uniform", "All amounts equally likely.", "一様分布。"),
        ),
        (Measure, "level"): _ANSWER,
        (Model, "measures"): _ANSWER,
        (Measure, "basis"): _BASIS,
        (Confirmation, "perspective"): _PERSPECTIVE,
        (Allocation, "perspective"): _PERSPECTIVE,
        (Acceptance, "human"): _HUMAN,
        (Acceptance, "economic"): _ECONOMIC,
        (Stakeholder, "role"): _words(
            ("maker", "Makes the product.", "製品を作る。"),
            ("service", "Offers the service.", "サービスを提供する。"),
            ("integrator", "Puts the system together.", "システムを組み上げる。"),
            ("operator", "Runs it day by day.", "日々運用する。"),
            ("maintainer", "Maintains it.", "保守する。"),
            ("insurer", "Insures it.", "保険を引き受ける。"),
            ("user", "Uses it or lives with it.", "利用する、またはその影響下で暮らす。"),
            ("state", "Regulates or supervises.", "規制・監督する。"),
        ),
        (Trigger, "kind"): _words(
            ("connection", "Something is connected in another way.", "接続が変わった。"),
            ("use", "It is used in another way or place.", "用途や使用環境が変わった。"),
            ("number", "There are more of them.", "台数が増えた。"),
            ("incident", "Something happened.", "事故・事象が起きた。"),
            ("date", "A day has come.", "定めた日が来た。"),
        ),
        (Integrity, "demand"): _words(
            ("low", "Asked to act at most once a year.", "作動要求は年 1 回以下。"),
            ("high", "Asked more often, or all the time.", "年 1 回を超える、または連続。"),
        ),
        (System, "phase"): _words(
            ("design", "Being designed.", "設計・仕様。"),
            ("construction", "Being built.", "建設・構築。"),
            ("completion", "Checked on completion.", "竣工検査。"),
            ("operation", "In operation.", "運用。"),
            ("renewal", "Being renewed.", "改修。"),
            ("disposal", "Being taken down.", "廃棄。"),
        ),
        (IsoRoad, "severity"): _words(
            ("S0", "No injuries.", "傷害なし。"),
            ("S1", "Light and moderate injuries.", "軽度・中等度の傷害。"),
            ("S2", "Severe injuries, survival probable.", "重度の傷害(生存の見込みあり)。"),
            ("S3", "Life-threatening or fatal injuries.", "致命的な傷害。"),
        ),
        (IsoRoad, "exposure"): _words(
            ("E0", "Incredible.", "想定できない。"),
            ("E1", "Very low probability.", "非常に低い。"),
            ("E2", "Low probability.", "低い。"),
            ("E3", "Medium probability.", "中程度。"),
            ("E4", "High probability.", "高い。"),
        ),
        (IsoRoad, "controllability"): _words(
            ("C0", "Controllable in general.", "一般に回避できる。"),
            ("C1", "Simply controllable.", "容易に回避できる。"),
            ("C2", "Normally controllable.", "通常は回避できる。"),
            ("C3", "Difficult to control, or not at all.", "回避困難または不可能。"),
        ),
        (IsoMachine, "severity"): _words(
            ("S1", "Slight, normally reversible injury.", "軽い傷害(通常は回復可能)。"),
            ("S2", "Serious injury or death.", "重い傷害または死亡。"),
        ),
        (IsoMachine, "frequency"): _words(
            ("F1", "Seldom, or short.", "まれ、または短時間。"),
            ("F2", "Frequent, or long.", "頻繁、または長時間。"),
        ),
        (IsoMachine, "avoidance"): _words(
            ("P1", "Possible under certain conditions.", "条件により回避可能。"),
            ("P2", "Scarcely possible.", "ほとんど不可能。"),
        ),
        **{(Impacts, kind): _IMPACT for kind in ("safety", "financial", "operational", "privacy")},
        (AttackPotential, "time"): _words(
            ("1-day", "A day at most.", "1 日以内。"),
            ("1-week", "A week at most.", "1 週間以内。"),
            ("1-month", "A month at most.", "1 か月以内。"),
            ("6-months", "Six months at most.", "6 か月以内。"),
            ("more", "More than six months.", "6 か月超。"),
        ),
        (AttackPotential, "expertise"): _words(
            ("layman", "Layman.", "一般人。"),
            ("proficient", "Proficient.", "熟練者。"),
            ("expert", "Expert.", "専門家。"),
            ("multiple-experts", "Several experts of different fields.", "複数分野の専門家。"),
        ),
        (AttackPotential, "knowledge"): _words(
            ("public", "Public information.", "公開情報。"),
            ("restricted", "Restricted information.", "制限された情報。"),
            ("confidential", "Confidential information.", "秘密の情報。"),
            ("strictly-confidential", "Strictly confidential information.", "極秘の情報。"),
        ),
        (AttackPotential, "window"): _words(
            ("unlimited", "Unlimited.", "制限なし。"),
            ("easy", "Easy.", "容易。"),
            ("moderate", "Moderate.", "中程度。"),
            ("difficult", "Difficult.", "困難。"),
        ),
        (AttackPotential, "equipment"): _words(
            ("standard", "Standard.", "標準品。"),
            ("specialised", "Specialised.", "専用品。"),
            ("bespoke", "Bespoke.", "特注品。"),
            ("multiple-bespoke", "Several bespoke kinds.", "複数種の特注品。"),
        ),
        (Confirmation, "of"): _words(
            ("product", "The product.", "製品。"),
            ("organization", "The organization that makes it.", "作る組織。"),
            ("staff", "The staff who make it.", "作る要員。"),
        ),
        (Confirmation, "basis"): _BASIS,
        (Confirmation, "result"): _words(
            ("passed", "Passed.", "合格。"), ("failed", "Failed; the statement does not count.", "不合格。数えない。")
        ),
        (Confirmation, "kind"): _words(
            *_CAPABILITY,
            ("contact", "A contact point for those affected.", "被害を受けた人の連絡窓口。"),
            ("repair-fund", "A fund for repair.", "修理のための基金。"),
            ("recall-fund", "A fund for recall.", "回収のための基金。"),
            ("liability-insurance", "A liability insurance.", "賠償責任保険。"),
        ),
        (EconomicCriteria, "by_scale"): _SCALE,
        (Criteria, "economic_text"): _ECONOMIC,
    }
)
"""What each word of a field means, by type and key as written in a file."""

_NO_WORDS: Words = MappingProxyType({})


def words_of(type_: type[BaseModel], key: str) -> Words:
    """Return the words that the field *key* of *type_* allows with their meaning; empty where it is free."""
    return WORDS.get((type_, key), _NO_WORDS)
