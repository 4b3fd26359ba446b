"""The words on the pictures of an attack, in English and Japanese."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sanso.catalogue import Catalogue
from sanso.model.text import Language, Text

__all__ = ["ATTACKER", "ENTRY", "STOP", "WORDS", "attacker_word", "entry_word", "tell"]


def _table(**pairs: tuple[str, str]) -> Mapping[str, Text]:
    return MappingProxyType({key.strip("_").replace("_", "-"): Text(en=en, ja=ja) for key, (en, ja) in pairs.items()})


ENTRY = _table(
    internet=("from the internet", "インターネットから"),
    nearby=("within radio range", "電波の届く所から"),
    on_site=("at the device", "機器の前から"),
    message=("by a message to staff", "従業員へのメールから"),
    insider=("from inside", "内部から"),
    research=("by study of the product", "製品の調査から"),
)
"""Ways in, by the id of the catalogue."""

ATTACKER = _table(
    opportunist=("opportunist", "愉快犯・無差別型"),
    organised_crime=("organised crime", "組織犯罪"),
    insider=("insider", "内部者"),
    state=("state actor", "国家の支援を受けた攻撃者"),
)
"""Attacker profiles, by the id of the catalogue."""

STOP = _table(
    stated=("stated", "申告あり"),
    none=("stated as none", "「なし」と申告"),
    not_stated=("not stated", "未申告"),
    not_applicable=("not applicable", "適用外"),
)
"""What is stated of a measure that would stop a step."""

WORDS = _table(
    path_title=("Attack path", "攻撃経路"),
    path_desc=(
        "How an attack gets from “{entry}” to “{harm}” in {steps}, each on its layer, and which measure would stop it.",
        "攻撃が「{entry}」から「{harm}」に至るまでの{steps}を層ごとに示し、各段階を止める対策を並べた図。",
    ),
    steps=("{n} step|{n} steps", "{n}段階"),
    entry=("Entry", "侵入口"),
    harm=("Harm", "被害"),
    lane_1=("Layer 1", "第1層"),
    lane_1_sub=("between organizations", "企業間のつながり"),
    lane_2=("Layer 2", "第2層"),
    lane_2_sub=("physical ↔ cyber", "フィジカルとサイバーの間"),
    lane_3=("Layer 3", "第3層"),
    lane_3_sub=("in cyberspace", "サイバー空間"),
    barriers=("What would stop the step", "この段階を止める対策"),
    owner_unknown=("Nobody responsible", "責任主体なし"),
    works=("{p} effective", "有効性{p}"),
    works_if=("would be {p} effective", "実施すれば有効性{p}"),
    stops_more=("and {n} more", "ほか{n}件"),
    takes=("typically {t}", "目安 {t}"),
    fleet=("all units at once", "全台同時"),
    human=("human damage: {level}", "回復困難性: {level}"),
    economic=("economic impact: {level}", "経済的影響: {level}"),
    loss_range=("loss {low} – {high}", "損失 {low}~{high}"),
    level_not_stated=("not stated", "未申告"),
    share=("earliest way in {p} of the campaigns with this harm", "この被害に至った攻撃のうち最短経路となった割合 {p}"),
    carries=("carries in {p} of the campaigns", "この経路だけで到達する確率(1攻撃あたり) {p}"),
    mark_layer=("filled plane: layer of the step", "塗られた面: その段階の層"),
    path_note=(
        "Times are typical for the step alone, without measures. Measures are stated, not verified.",
        "所要時間は対策がない場合の、その段階だけの目安。対策は申告であり、検証されたものではありません。",
    ),
    curve_title=("How likely is which loss in a year", "年間損失の超過確率曲線"),
    curve_desc=(
        "Probability (upwards) that the loss of a year exceeds an amount (to the right), in {currency}, over all "
        "bearers.",
        "年間損失が横軸の金額を超える確率(縦軸)を示す図。全負担者の合計、通貨 {currency}。",
    ),
    curve_y=("Probability that the year's loss exceeds", "年間損失がこの額を超える確率"),
    curve_x=("Loss ({currency}), logarithmic", "年間損失({currency}、対数目盛)"),
    once_in=("1 in {n} years", "{n}年に1回"),
    no_loss=("No loss in any of the {n} simulated years.", "計算した{n}年のいずれでも損失なし。"),
    no_loss_at_all=("No harm with a loss in this model.", "損失額の記載された被害がモデルにありません。"),
    any_loss=("A year with any loss: {p}", "何らかの損失がある年の確率: {p}"),
    mean_year=("Mean year", "年平均"),
    if_unstated=("Mean, unstated measures", "年平均(未申告の扱い)"),
    all_met=("all met", "すべて充足"),
    all_absent=("all absent", "すべて未実施"),
    value_at_risk=("Value at risk {level}", "バリュー・アット・リスク {level}"),
    tail_mean=("Mean of the worst {rest}", "最悪{rest}の平均"),
    curve_note=(
        "{worlds} simulated years. No forecast: it is what the model and its assumptions amount to.",
        "{worlds}年分のシミュレーション。予測ではなく、モデルと前提から導かれる値。",
    ),
    surface_title=("Expansion of attacking points", "攻撃起点の拡大"),
    surface_desc=(
        "Where an attack can begin, by responsible organization (down) and layer (across).",
        "攻撃の起点となりうる箇所を、責任主体(縦)と層(横)ごとに示す図。",
    ),
    surface_used=("used by the chosen attacker ({attacker})", "選択した攻撃者({attacker})が使う"),
    surface_unused=("open to other attackers only", "ほかの攻撃者だけが使う"),
    surface_none=("no entry", "起点なし"),
    surface_total=("{n} point|{n} points", "{n}か所"),
    surface_empty=("Nothing can be reached from outside.", "外から到達できる箇所はありません。"),
    points_here=("{used} of {all} used", "{all}か所中{used}か所"),
    all_organizations=("All", "合計"),
    organization=("Responsible", "責任主体"),
    surface_note=(
        "A point is an element that can be got at by one way in. “No entry” means that the model states none.",
        "1か所は、1つの侵入口から届く1つの構成要素。「起点なし」はモデルに記載がないことを示す。",
    ),
    assumptions_title=("Which assumptions move the yearly loss", "年間損失を左右する前提"),
    assumptions_desc=(
        "Mean yearly loss with each assumption at the low and at the high end of its range, all else as likely.",
        "各前提を範囲の下限・上限に置いたときの年平均損失(ほかは最も確からしい値)。",
    ),
    assumptions_x=("Mean yearly loss ({currency})", "年平均損失({currency})"),
    assumptions_empty=("No assumption moves the yearly loss.", "年間損失を動かす前提はありません。"),
    at_low=("assumption at its low end", "前提が下限のとき"),
    at_high=("assumption at its high end", "前提が上限のとき"),
    as_likely=("as likely: {amount}", "最も確からしい値: {amount}"),
    range=("range {low} – {high}", "範囲 {low}–{high}"),
    risk_title=("IoT-SSF map, risk mode", "IoT-SSF マップ(リスクモード)"),
    risk_year=("{p} a year", "年 {p}"),
    risk_human=("human: {p}", "人身: {p}"),
    risk_economic=("econ.: {p}", "経済: {p}"),
    risk_none=("none seen", "発生なし"),
    risk_rare=("< 0.01 %", "0.01%未満"),
    risk_legend=("Likelihood of the deciding harm in a year", "決め手となる被害の年間の起こりやすさ"),
    band_4=("10 % or more", "10%以上"),
    band_3=("1 – 10 %", "1–10%"),
    band_2=("0.1 – 1 %", "0.1–1%"),
    band_1=("less than 0.1 %", "0.1%未満"),
    band_0=("no way leads there", "到達する経路なし"),
    band_x=("not computed", "計算対象外"),
    risk_footnote=(
        "Category and likelihood stand side by side and are not multiplied. Where two harms decide, each axis has its "
        "own; probabilities are per year, for the attacker chosen.",
        "カテゴリと起こりやすさは並べて示し、掛け合わせない。2つの被害が決め手の場合は軸ごとに示す。"
        "確率は選択した攻撃者による年間のもの。",
    ),
)


def tell(key: str, lang: Language, **values: object) -> str:
    """Return the words called *key* in *lang* with their fields filled; with ``n`` in the right number.

    >>> tell("steps", "en", n=1), tell("steps", "ja", n=3)
    ('1 step', '3段階')
    """
    text = WORDS[key.replace("_", "-")].show(lang)
    if "|" in text:
        one, _, many = text.partition("|")
        text = one if values.get("n") == 1 else many
    return text.format(**values) if values else text


def _title_of(catalogue: Catalogue | None, kind: str, ident: str) -> Text | None:
    """Return the title of a record of the catalogue; None where it has none."""
    record = catalogue.kinds.get(kind, {}).get(ident) if catalogue is not None else None
    title = getattr(record, "title", None)
    return title if isinstance(title, Text) else None


def entry_word(entry: str, catalogue: Catalogue | None = None) -> Text:
    """Name a way in: by the catalogue, else by our own word, else by its id."""
    return _title_of(catalogue, "entries", entry) or ENTRY.get(entry) or Text.of(entry or "–")


def attacker_word(attacker: str, catalogue: Catalogue | None = None) -> Text:
    """Name an attacker profile: by the catalogue, else by our own word, else by its id."""
    return _title_of(catalogue, "attackers", attacker) or ATTACKER.get(attacker) or Text.of(attacker or "–")
