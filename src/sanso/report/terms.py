"""The closed vocabularies of results as words in English and Japanese.

Keys are the values that results carry (``not-stated``, ``high-advanced``, ``remote-access`` …). Sentences are
made of these words in ``wording.py``; headings and phrases of pages stand in ``words.py``.

>>> STATUS["not-stated"].show("ja")
'未申告'
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sanso.model.text import Text
from sanso.trust.claims.words import LEVEL_TEXTS

__all__ = [
    "AS",
    "AXIS",
    "BASIS",
    "CONFIDENCE",
    "COUNTS",
    "DEMAND",
    "ECONOMIC",
    "HUMAN",
    "KIND",
    "LAYER",
    "LAYER_SHORT",
    "LEVEL",
    "LEVEL_FROM",
    "ORIGIN",
    "RELATION",
    "RELATION_MANY",
    "SEVERITY",
    "STATUS",
    "STATUS_ORDER",
    "STEP",
    "TYPE",
]


def _table(**pairs: tuple[str, str]) -> Mapping[str, Text]:
    return MappingProxyType({key.strip("_").replace("_", "-"): Text(en=en, ja=ja) for key, (en, ja) in pairs.items()})


STATUS_ORDER = ("missing", "not-stated", "partial", "met", "not-applicable", "not-required")
"""From worst to best, then the neutral ones."""

STATUS = _table(
    missing=("missing", "未実施"),
    not_stated=("not stated", "未申告"),
    partial=("partial", "一部実施"),
    met=("met as stated", "申告上は充足"),
    not_applicable=("not applicable", "適用外"),
    not_required=("not required", "要求なし"),
)

LEVEL: Mapping[str, Text] = MappingProxyType(
    {
        **_table(not_required=("not required", "要求なし"), none=("none", "なし")),
        **LEVEL_TEXTS,
        **_table(not_applicable=("not applicable", "適用外")),
    }
)

BASIS = _table(
    self_declaration=("self-declaration", "自己宣言"),
    third_party=("third-party confirmation", "第三者確認"),
    public_certification=("public certification", "公的認証"),
)

HUMAN = _table(
    none=("none", "なし"),
    limited=("limited", "限定的"),
    serious=("serious", "重大"),
    fatal=("fatal", "致命的"),
)

ECONOMIC = _table(
    none=("none", "なし"),
    limited=("limited", "限定的"),
    serious=("serious", "重大"),
    catastrophic=("catastrophic", "壊滅的"),
)

LEVEL_FROM = _table(
    stated=("stated in the model", "モデルの申告"),
    ratings=("highest rating", "評価者の最大値"),
    loss=("from the loss and the bearer's criteria", "損失額と負担者の基準から"),
)

TYPE = _table(
    O=("organization", "ソシキ"),
    P=("people", "ヒト"),
    C=("component", "モノ"),
    D=("data", "データ"),
    R=("procedure", "プロシージャ"),
    S=("system", "システム"),
)

KIND = _table(
    organization=("organization", "ソシキ"),
    people=("people", "ヒト"),
    data=("data", "データ"),
    component=("component", "モノ"),
    system=("system", "システム"),
)

COUNTS = _table(
    organizations=("organizations", "ソシキ"),
    people=("groups of people", "ヒト"),
    products=("product types", "製品型式"),
    components=("components", "モノ"),
    systems=("systems", "システム"),
    procedures=("procedures", "プロシージャ"),
    data=("data sets", "データ"),
    physical=("physical things", "物理的なもの"),
    connections=("connections", "つながり"),
    conditions=("conditions", "条件"),
    harms=("harm scenarios", "被害シナリオ"),
    elements=("elements", "構成要素"),
    measures=("answers", "対策の回答"),
    confirmations=("confirmations", "確認の申告"),
    instances=("instances", "実体数"),
)

LAYER = _table(
    _1=("Layer 1: connections between organizations", "第1層: 企業間のつながり"),
    _2=(
        "Layer 2: connections between physical and cyber space",
        "第2層: フィジカル空間とサイバー空間のつながり",
    ),
    _3=("Layer 3: connections in cyberspace", "第3層: サイバー空間におけるつながり"),
)

LAYER_SHORT = _table(_1=("layer 1", "第1層"), _2=("layer 2", "第2層"), _3=("layer 3", "第3層"))

AS = _table(
    named=("named by a harm", "被害シナリオの対象"),
    part=("part of what a harm names", "被害シナリオの対象の一部"),
    control=("controls what can cause it", "原因となるものを制御"),
    whole=("contains what can cause it", "原因となるものを内包"),
    population=("many units at once", "多数の同時被害"),
)

AXIS = _table(
    human=("human damage", "回復困難性"),
    economic=("economic impact", "経済的影響"),
)

DEMAND = _table(
    product=("product, before operation", "製品(運用前)"),
    organization=("organization, before operation", "組織(運用前)"),
    staff=("staff, before operation", "要員(運用前)"),
    in_operation=("in operation", "運用中"),
    operators=("operators", "運用者の能力"),
    social_support=("social support", "社会的なサポート"),
)

STEP = _table(
    scale=("scale", "規模"),
    delegation=("delegation", "委託"),
    sector=("sector", "分野"),
    category=("category", "カテゴリ"),
    cap=("highest grade of the requirement", "要件の上限"),
)

SEVERITY = _table(error=("error", "エラー"), warning=("warning", "警告"), info=("note", "お知らせ"))

CONFIDENCE = _table(
    verified=("verified", "出典で確認済み"),
    recalled=("from memory, not checked against the original", "原典未照合(文言は Sanso の要約)"),
    derived=("derived", "Sansoが導出"),
)

ORIGIN = _table(
    attack=("attack", "攻撃"), fault=("fault", "故障"), misuse=("misuse", "誤用"), nature=("nature", "自然")
)

RELATION = _table(
    part=("{who} is part of it", "{who}がその一部"),
    whole=("{who} contains it", "{who}がこれを内包"),
    supplies=("{who} supplies it", "{who}がこれを供給"),
    develops=("{who} develops it", "{who}がこれを開発"),
    integrates=("{who} integrates it", "{who}がこれを統合"),
    maintains=("{who} maintains it", "{who}がこれを保守"),
    entrusts=("{who} entrusts it", "{who}がこれを委託"),
    hosts=("{who} hosts it", "{who}がこれを収容"),
    operates=("{who} operates it", "{who}がこれを操作"),
    actuates=("{who} acts on it", "{who}がこれに作用"),
    senses=("{who} senses it", "{who}がこれを計測"),
    displays=("{who} displays it", "{who}がこれを表示"),
    transmits=("{who} transmits it", "{who}がこれを伝送"),
    shares=("{who} shares it", "{who}がこれを共有"),
    commands=("{who} commands it", "{who}がこれに指令"),
    configures=("{who} configures it", "{who}がこれを設定"),
    updates=("{who} updates it", "{who}がこれを更新"),
    remote_access=("{who} has remote access to it", "{who}がこれに遠隔接続"),
    authenticates=("{who} authenticates it", "{who}がこれを認証"),
    acts_on=("{who} acts on it", "{who}がこれに作用"),
    performs=("{who} performs it", "{who}がこれを実施"),
    owner=("{who} owns it", "{who}がこれを所有"),
    operator=("{who} operates it", "{who}がこれを運用"),
    user=("{who} uses it", "{who}がこれを利用"),
    manager=("{who} manages it", "{who}がこれを管理"),
    maintainer=("{who} maintains it", "{who}がこれを保守"),
    integrator=("{who} integrates it", "{who}がこれを統合"),
    makes=("{who} makes it", "{who}がこれを製造"),
    built_into=("{who} is built into it", "{who}がこれに組み込み"),
    employs=("{who} employs them", "{who}がこれを雇用"),
    carries=("it carries {who}", "これが{who}を運ぶ"),
)
"""How an element reaches the one before it; ``{who}`` is the element's name."""

RELATION_MANY = _table(
    operates=("{who} operate it", "{who}がこれを操作"),
    commands=("{who} command it", "{who}がこれに指令"),
    configures=("{who} configure it", "{who}がこれを設定"),
    updates=("{who} update it", "{who}がこれを更新"),
    remote_access=("{who} have remote access to it", "{who}がこれに遠隔接続"),
    performs=("{who} perform it", "{who}がこれを実施"),
)
"""The same for people, whose names are plural."""
