"""The words on the pictures, in English and Japanese; short forms, because they stand in small boxes."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sanso.model.text import Language, Text

__all__ = ["COMPONENT_KIND", "CONNECTION", "LEVELS", "PLANE", "WORDS", "count", "say"]


def _table(**pairs: tuple[str, str]) -> Mapping[str, Text]:
    return MappingProxyType({key.strip("_").replace("_", "-"): Text(en=en, ja=ja) for key, (en, ja) in pairs.items()})


PLANE = _table(
    _3=("Layer 3|Connections in|cyberspace", "第3層|サイバー空間に|おけるつながり"),
    _2=("Layer 2|Physical space|and cyberspace", "第2層|フィジカル空間と|サイバー空間の|つながり"),
    _F=("Physical|Things sensed|and moved", "フィジカル空間|計測・作用の対象"),
    _1=("Layer 1|Connections|between|organizations", "第1層|企業間のつながり"),
)
"""Heading and lines of the subtitle of a plane, parted by bars; a line has room for 8 em."""

COMPONENT_KIND = _table(
    sensor=("sensor", "センサー"),
    actuator=("actuator", "アクチュエーター"),
    controller=("controller", "コントローラー"),
    gateway=("gateway", "ゲートウェイ"),
    server=("server", "サーバー"),
    application=("application", "アプリケーション"),
    network=("network", "ネットワーク"),
    safety_function=("safety function", "安全機能"),
    organization=("organization", "ソシキ"),
    people=("people", "ヒト"),
    procedure=("procedure", "プロシージャ"),
    data=("data", "データ"),
    system=("system", "システム"),
    physical=("physical thing", "物理的なもの"),
    group=("group", "グループ"),
)
"""Kinds of marks by glyph."""

CONNECTION = _table(
    supplies=("supplies", "供給"),
    develops=("develops for", "開発"),
    integrates=("integrates", "統合"),
    maintains=("maintains", "保守"),
    entrusts=("entrusts", "委託"),
    hosts=("hosts", "収容"),
    insures=("insures", "付保"),
    certifies=("certifies", "認証(証明)"),
    senses=("is sensed by", "計測"),
    actuates=("acts on", "作用"),
    displays=("displays to", "表示"),
    operates=("operates", "操作"),
    transmits=("transmits to", "伝送"),
    shares=("shares with", "共有"),
    commands=("commands", "指令"),
    configures=("configures", "設定"),
    updates=("updates", "更新"),
    remote_access=("has remote access to", "遠隔接続"),
    authenticates=("authenticates", "認証"),
    feeds=("feeds", "供給(物理)"),
    depends_on=("depends on", "依存"),
)
"""Connection kinds as they read between two names."""

LEVELS: Mapping[str, Mapping[str, Text]] = MappingProxyType({
    "human": _table(
        none=("none", "なし"), limited=("limited", "限定的"), serious=("serious", "重大"), fatal=("fatal", "致命的")
    ),
    "economic": _table(
        none=("none", "なし"),
        limited=("limited", "限定的"),
        serious=("serious", "重大"),
        catastrophic=("catastrophic", "壊滅的"),
    ),
})  # fmt: skip

WORDS = _table(
    layers_title=("Three-layer map", "三層図"),
    map_title=("IoT-SSF map", "IoT-SSF マップ"),
    layers_desc=(
        "Elements of the value creation process on three planes with their connections, required category, "
        "and how much of what is required is stated: {elements}, {connections}.",
        "価値創造過程の構成要素を三つの面に置き、つながり、求められるカテゴリ、申告の状況を示す図。"
        "{elements}、{connections}。",
    ),
    map_desc=(
        "Components and systems by difficulty in recovering from human damage (across) and economic impact (up), "
        "and per perspective what is required beside what is stated. {rated} rated, {unrated} not rated.",
        "モノとシステムを回復困難性の度合い(横軸)と経済的影響の度合い(縦軸)で配置し、"
        "観点ごとに要求と申告を並べた図。評価済み {rated}、評価対象外 {unrated}。",
    ),
    as_of=("as of {day}", "{day} 時点"),
    grouped=("grouped by system or responsible organization", "システムまたは責任組織ごとに集約"),
    empty_3=(
        "Nothing on this plane: no server, application, network or data is modelled.",
        "この面には何もありません(サーバー・アプリケーション・ネットワーク・データの記載なし)。",
    ),
    empty_2=(
        "Nothing on this plane: no sensor, actuator, controller, gateway or safety function is modelled.",
        "この面には何もありません(センサー・アクチュエーター・コントローラー等の記載なし)。",
    ),
    empty_F=("No physical thing is modelled.", "物理的なものの記載なし。"),
    empty_view=("Nothing here matches the filter.", "フィルターに該当するものはありません。"),
    moved=("moved here within the category", "カテゴリ内で移動"),
    moved_from=("moved here from category {n}", "カテゴリ {n} から移動"),
    was_here=("stood here before", "変更前の位置"),
    shown_of=("{n} of {total} shown", "{total}のうち {n} を表示"),
    opens=("Select to open the group", "選択するとグループを展開"),
    folds=("Fold {name}", "{name}を折りたたむ"),
    empty_1=(
        "Nothing on this plane: no organization, people or procedure is modelled.",
        "この面には何もありません(ソシキ・ヒト・プロシージャの記載なし)。",
    ),
    category=("Required category", "求められるカテゴリ"),
    not_rated=("not rated", "評価対象外"),
    no_category=("no demand", "要求なし"),
    at_least=("at least (an axis is not stated)", "以上(未申告の軸あり)"),
    stated=("Stated", "申告"),
    stated_all=("all stated", "すべて申告"),
    stated_part=("partly stated", "一部申告"),
    stated_none=("none stated", "申告なし"),
    procedure_rings=(
        "on procedures: of their requirements; they have no category of their own",
        "プロシージャでは対策要件への申告の割合(カテゴリはなし)",
    ),
    answers=("Transcription", "転写の信頼"),
    answers_order=(
        "from left: genuine, untampered, accurate, plausible, effect",
        "左から: 真正・経路・正確・照合・作動",
    ),
    lines=("Connections", "つながり"),
    line_3=("layer 3: data", "第3層: データ"),
    line_3c=("layer 3: control", "第3層: 制御"),
    line_2=("layer 2: transcription", "第2層: 転写"),
    line_1=("layer 1: organizations", "第1層: 企業間"),
    line_0=("physical: feeds, depends on", "物理: 供給・依存"),
    system=("outline: system", "枠: システム"),
    kinds=("Marks", "記号"),
    more=("and {n} more", "ほか {n}"),
    others=("Others", "その他"),
    nobody=("Nobody responsible", "責任組織なし"),
    connections=("{n} connection|{n} connections", "つながり {n}"),
    undrawn=(", {n} not drawn", "(うち {n} は描画せず)"),
    elements=("{n} element|{n} elements", "構成要素 {n}"),
    components=("{n} component|{n} components", "モノ {n}"),
    data_sets=("{n} data set|{n} data sets", "データ {n}"),
    procedures=("{n} procedure|{n} procedures", "プロシージャ {n}"),
    people=("{n} group of people|{n} groups of people", "ヒト {n} 群"),
    organizations=("{n} organization|{n} organizations", "ソシキ {n}"),
    systems=("{n} system|{n} systems", "システム {n}"),
    things=("{n} thing|{n} things", "物 {n}"),
    human_axis=("Difficulty in recovering from human damage", "回復困難性の度合い"),
    economic_axis=("Economic impact", "経済的影響の度合い"),
    device=("device (component)", "機器(モノ)"),
    system_mark=("system", "システム"),
    one_unit=("one unit alone: category {n}", "1台だけならカテゴリ {n}"),
    unit_unrated=("one unit alone: not rated", "1台だけなら評価対象外"),
    strip=("Not rated: can cause none of the harms", "評価対象外: 原因に関与する被害シナリオなし"),
    strip_empty=("none: every component and system is rated", "なし(すべてのモノ・システムが評価済み)"),
    nothing=("No component or system is modelled.", "モノ・システムの記載がありません。"),
    nothing_rated=(
        "No component or system is rated: none can cause a harm scenario.",
        "評価済みのモノ・システムはありません(原因に関与する被害シナリオなし)。",
    ),
    third_axis=(
        "Strength of security and safety requirements, per perspective",
        "求められるセキュリティ・セーフティ要求の観点ごとの強さ",
    ),
    highest=("highest categories first, nearest accepted mix", "カテゴリの高い順、最も近い組み合わせとの比較"),
    no_demand=("No element is in a category with demands.", "要求のあるカテゴリの要素はありません。"),
    required=("required", "要求"),
    stated_word=("stated", "申告"),
    not_stated=("not stated", "申告なし"),
    lacking=("required, not stated", "要求に対し申告が不足"),
    before=("Confirmation before operation", "運用前の確認"),
    product=("product", "製品"),
    organization=("organization", "組織"),
    staff=("staff", "要員"),
    in_operation=("in operation", "運用中の確認"),
    operators=("operators", "運用者の能力"),
    social_support=("social support", "社会的サポート"),
    mix=("mix {id}", "組み合わせ {id}"),
    footnote=(
        "Category grid (including “none”) and strengths: Sanso proposal, replaceable. "
        "Everything shown as stated is stated, not verified.",
        "カテゴリの格子(「なし」を含む)と要求強度は Sanso の提案(差し替え可)。"
        "申告は申告であり、検証されたものではありません。",
    ),
)


def say(key: str, lang: Language, **values: object) -> str:
    """Return the words called *key* in *lang* with their fields filled."""
    text = WORDS[key.replace("_", "-")].show(lang)
    return text.format(**values) if values else text


def count(key: str, lang: Language, n: int) -> str:
    """Return *n* things of the sort called *key*, in the right number: ``1 system``, ``2 systems``."""
    one, _, many = WORDS[key.replace("_", "-")].show(lang).partition("|")
    return (one if n == 1 or not many else many).format(n=f"{n:,}")
