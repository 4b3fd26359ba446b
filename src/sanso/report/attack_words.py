"""Headings and phrases of the sections on the attack, in English and Japanese; `words` holds all others."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sanso.model.text import Text

__all__ = ["ATTACK_WORDS"]


def _phrases(**pairs: tuple[str, str]) -> Mapping[str, Text]:
    return MappingProxyType({key: Text(en=en, ja=ja) for key, (en, ja) in pairs.items()})


_RUN = _phrases(
    attack=("How an attack gets there", "攻撃の到達経路と損失"),
    attack_lead=("Computed, not observed.", "計算結果であり、観測値ではない。"),
    attack_note=(
        "The figures follow from the model, from what is stated in it and from the assumptions of the catalogue about "
        "attackers, times and measures. They compare better than they predict.",
        "数値は、モデルとその申告、攻撃者・所要時間・対策の効き目に関するカタログの前提から計算したもの。"
        "絶対値の予測よりも、比較に向く。",
    ),
    attacker=("Attacker", "攻撃者"),
    frequency=("Campaigns", "攻撃の頻度"),
    worlds=("Simulated years", "計算した年数"),
    seed=("Seed", "乱数の種"),
    horizon=("A campaign lasts", "1回の攻撃の継続期間"),
    graph=("Attack graph", "攻撃グラフ"),
    what_if=("What if", "仮定"),
    partial=("partial", "途中結果"),
    n_mean_loss=("mean loss of a year", "年平均損失"),
    n_var=("loss exceeded in 1 of {n} years", "{n}年に1回超える損失"),
    n_likeliest=("likeliest harm in a year", "年間で最も起こりやすい被害"),
    n_unreachable=("harms out of reach", "到達しない被害"),
    of_harms=("of {n} harm scenarios", "被害シナリオ{n}件のうち"),
    no_loss_seen=("no loss in any year", "損失の発生なし"),
    no_harm_seen=("no harm came about", "被害の発生なし"),
)

_OUTCOMES = _phrases(
    harm_table=("How likely each harm is", "被害ごとの起こりやすさ"),
    harm_table_note=(
        "Per campaign: within one campaign of the attacker. Per year: at least once in a year, with the attacker's "
        "number of campaigns. In brackets the 95 % interval of the simulation; it does not include how wrong the "
        "assumptions may be.",
        "1攻撃あたりは攻撃者の1回の攻撃の中で、年間は攻撃頻度を考えて1年に少なくとも1回起こる確率。"
        "括弧内はシミュレーションの95%区間で、前提の不確かさは含まない。",
    ),
    per_year=("Per year", "年間"),
    per_campaign=("Per campaign", "1攻撃あたり"),
    median_time=("Median time", "到達時間の中央値"),
    median_note=("from the campaign's start", "攻撃開始から"),
    unstated_range=("Unstated measures: all met – all absent", "未申告の対策: すべて充足~すべて未実施"),
    estimator=("Estimated by", "推定方法"),
    unreachable=("cannot be reached", "到達経路なし"),
    seldom=("less than half fall", "半数未満"),
    none_harms=("No harm scenario was looked at.", "対象となる被害シナリオなし。"),
    loss_title=("Loss of a year", "年間損失"),
    loss_table=("Yearly loss by bearer", "負担者別の年間損失"),
    all_bearers=("all bearers", "全負担者"),
    nobody_bears=("no bearer stated", "負担者の記載なし"),
    mean_loss=("Mean year", "年平均"),
    any_loss=("Any loss", "損失のある年"),
    in_years=("exceeded in 1 of {n} years", "{n}年に1回超過"),
    tail_mean=("Mean of the worst {rest}", "最悪{rest}の平均"),
    casualties=("People harmed in a year", "年間の人的被害"),
    mean_people=("Mean number", "平均人数"),
    any_people=("Anybody", "1人以上"),
    people_in_years=("1 in {n} years at least", "{n}年に1回の人数"),
    no_casualties=("No harm to people came about.", "人的被害の発生なし。"),
    elements_title=("How likely each element falls", "構成要素ごとの侵害されやすさ"),
    taken=("In the attacker's hands", "攻撃者に乗っ取られる"),
    effects=("Effects, per year", "影響(年間)"),
    fleet=("all units at once", "全台同時"),
    change_title=("What the assumption changes", "仮定による変化"),
    change_note=(
        "Both computed in the same simulated years, so that small differences count.",
        "同じシミュレーション年で計算しているため、小さな差も比較できる。",
    ),
    before=("As it stands", "現状"),
    after=("Under the assumption", "仮定の下"),
    difference=("Difference", "差"),
    mean_of=("mean yearly loss, {currency}", "年平均損失({currency})"),
    paths_then=("Likely ways that remain", "残る主な経路"),
)

_PATHS = _phrases(
    paths=("Attack paths", "攻撃経路"),
    paths_intro=(
        "The likeliest ways from an entry to each harm, step by step, with the measures that would stop each step. "
        "Ranked by how often a way is the earliest one in a campaign that brings the harm about.",
        "侵入口から被害に至る主な経路を段階ごとに示し、各段階を止める対策を並べた。"
        "その被害に至った攻撃のうち、最短経路となった割合の順。",
    ),
    path_of=("{harm}: way {n} of {all}", "{harm}: 経路 {n}/{all}"),
    path_table=("The path as a table", "経路の表"),
    step=("Step", "段階"),
    stops=("What would stop it", "止める対策"),
    technique=("ATT&CK for ICS", "ATT&CK for ICS の技術"),
    time=("Typical time", "所要時間の目安"),
    no_stops=("no measure", "対策要件なし"),
    no_paths=("No way from an entry to a harm was found.", "侵入口から被害に至る経路は見つからなかった。"),
    paths_more=("The workbook also holds {paths}.", "このほか{paths}はワークブックにある。"),
)

_RESTS = _phrases(
    rests=("Where attacks begin, and what the figures rest on", "攻撃の起点と計算の前提"),
    criticality=("Which elements matter most", "重要な構成要素"),
    criticality_note=(
        "Loss of a year that would be avoided if the element could not fall. Checked: computed again in the same years "
        "without it; otherwise a screening value.",
        "その構成要素が侵害されない場合に避けられる年間損失。「再計算」は同じ年で計算し直した値、そのほかは概算。",
    ),
    avoided=("Loss avoided a year", "避けられる年間損失"),
    part_of_mean=("Part of the mean", "年平均に占める割合"),
    checked=("played again", "再計算"),
    screened=("screened", "概算"),
    no_criticality=("No element's fall causes a loss.", "侵害により損失を生む構成要素なし。"),
    surface_title=("Expansion of attacking points", "攻撃起点の拡大"),
    surface_intro=(
        "Where an attack can begin, by layer and responsible organization.",
        "攻撃の起点となりうる箇所を、層と責任主体ごとに示す。",
    ),
    way_in=("Way in", "侵入口"),
    points=("Elements it gets at", "届く構成要素"),
    used_by=("Used by the chosen attacker", "選択した攻撃者が使うか"),
    no_surface=("The model states no way in.", "モデルに侵入口の記載なし。"),
    assumptions_title=("Which assumptions move the loss", "損失を左右する前提"),
    assumptions_intro=(
        "Mean loss of a year with one assumption at its low and at its high end, all else as likely.",
        "1つの前提だけを範囲の下限・上限に置いたときの年平均損失(ほかは最も確からしい値)。",
    ),
    assumption=("Assumption", "前提"),
    low_likely_high=("Low – likely – high", "下限 – 最も確からしい値 – 上限"),
    loss_at_low=("Loss at the low end", "下限での損失"),
    loss_at_high=("Loss at the high end", "上限での損失"),
    no_assumptions=("No assumption moves the loss.", "損失を動かす前提なし。"),
    attack_notes=("Notes on the computation", "計算に関する注記"),
    risk_map_title=("The IoT-SSF map with likelihood (risk mode)", "起こりやすさを加えた IoT-SSF マップ(リスクモード)"),
    risk_map_intro=(
        "Category and yearly probability side by side, as a pair: they are not multiplied.",
        "カテゴリと年間の確率を対にして並べる。両者を掛け合わせない。",
    ),
    deciding_harms=("Deciding harms, probability per year", "決め手となる被害と年間の確率"),
)

_SHEETS = _phrases(
    sheet_likelihood=("Harm likelihood", "被害の起こりやすさ"),
    sheet_paths=("Attack paths", "攻撃経路"),
    sheet_criticality=("Criticality", "重要な構成要素"),
    sheet_surface=("Attack surface", "攻撃起点"),
    sheet_assumptions=("Assumptions", "計算の前提"),
    col_low=("95 % from", "95%区間 下限"),
    col_high=("95 % to", "95%区間 上限"),
    col_days=("Median days", "中央値(日)"),
    col_error=("Relative error", "相対誤差"),
    col_path=("Path", "経路"),
    col_step=("Step", "段階"),
    col_share=("Earliest way in", "最短経路の割合"),
    col_typical=("Typical days", "目安(日)"),
    col_currency=("Currency", "通貨"),
    col_reason=("Reason", "理由"),
    col_met=("Unstated all met", "未申告をすべて充足"),
    col_absent=("Unstated all absent", "未申告をすべて未実施"),
    col_all=("Elements", "構成要素"),
    col_low_end=("Low", "下限"),
    col_likely=("Likely", "最も確からしい値"),
    col_high_end=("High", "上限"),
    attack_summary=("Attack", "攻撃"),
)

ATTACK_WORDS: Mapping[str, Text] = MappingProxyType({**_RUN, **_OUTCOMES, **_PATHS, **_RESTS, **_SHEETS})
