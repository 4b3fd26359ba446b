"""The reference of attacks: every key of the result as JSON with its meaning, and how a what-if is written."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from docs.pages import result
from docs.pages.markdown import code, page, table
from sanso.analysis.attacking import ATTACK_FORMAT
from sanso.model.text import Text
from sanso.report.json_out import attack_json_schema

__all__ = ["KEYS", "TOP", "TYPES", "render"]


def _t(en: str, ja: str) -> Text:
    return Text(en=en, ja=ja)


_HARM = _t("Id of the harm.", "被害シナリオの ID。")
_ELEMENT = _t("Id of the element.", "構成要素の ID。")
_CURRENCY = _t("Currency; amounts are in whole units of it.", "通貨。金額はその単位(補助単位ではない)。")
_WHAT_IF = _t("The assumptions, as on the command line; `-ID` is left out.", "仮定(コマンドの書き方)。`-ID` は除外。")

TOP: Mapping[str, Text] = MappingProxyType(
    {
        "format": _t("Name and version of the format.", "形式の名前と版。"),
        "model": _t("The model, as of which day.", "対象のモデルと時点。"),
        "result": _t("The attack on the model as it stands.", "現状のモデルへの攻撃。"),
        "comparison": _t("What a what-if changes, or null.", "仮定による変化。なければ null。"),
    }
)

TYPES: Mapping[str, Text] = MappingProxyType(
    {
        "Estimate": _t(
            "A value with its 95 % interval. Probabilities lie in 0 to 1, times are days.",
            "値とその 95% 区間。確率は 0〜1、時間は日。",
        ),
        "Run": _t("What was computed.", "何を計算したか。"),
        "AttackResult": _t("Everything about one attack.", "攻撃についての結果のすべて。"),
        "Likelihood": _t("How likely something falls.", "陥落の起こりやすさ。"),
        "ElementOutcome": _t("How likely one element falls.", "構成要素ごとの陥落の起こりやすさ。"),
        "HarmOutcome": _t(
            "How likely one harm is, by itself: `excludes` is not applied here.",
            "被害ごとの起こりやすさ。被害単独の値であり、`excludes` は適用しない。",
        ),
        "BearerLoss": _t("Yearly loss of one bearer in one currency.", "負担者・通貨ごとの年間損失。"),
        "LossDistribution": _t("Distribution of the yearly loss.", "年間損失の分布。"),
        "CurvePoint": _t("A point of the exceedance curve.", "超過確率曲線の点。"),
        "Casualties": _t("People harmed in a year, by human level.", "程度ごとの、1 年間に被害を受ける人数。"),
        "AttackPath": _t("A way from an entry to a harm.", "侵入口から被害までの経路。"),
        "PathStep": _t("One step of a path.", "経路の 1 ステップ。"),
        "Stop": _t("A measure that would stop a step.", "ステップを止めうる対策。"),
        "Criticality": _t(
            "Loss per year that would be avoided if an element could not fall.",
            "構成要素が陥落しない場合に避けられる年間損失。",
        ),
        "EntryRow": _t("One entry of the attack surface.", "攻撃起点の 1 行。"),
        "UnstatedInterval": _t("What unstated measures leave open.", "未申告の対策による幅。"),
        "AssumptionEffect": _t("How far one assumption moves the loss.", "仮定が損失を動かす大きさ。"),
        "Comparison": _t(
            "The model as it stands beside a what-if, in the same worlds.", "同じ世界での現状と仮定の比較。"
        ),
        "HarmChange": _t("Yearly probability of one harm in both.", "両者での被害の年間確率。"),
        "LossChange": _t("Mean yearly loss in both.", "両者での年平均損失。"),
    }
)
"""What every type is, in the order of the page."""

KEYS: Mapping[str, Mapping[str, Text]] = MappingProxyType(
    {
        "Estimate": {
            "value": _t("The estimate.", "推定値。"),
            "low": _t("Lower end.", "区間の下端。"),
            "high": _t("Upper end.", "区間の上端。"),
        },
        "Run": {
            "attacker": _t("Id of the attacker.", "攻撃者の ID。"),
            "frequency": _t("Campaigns a year, mean.", "年間の攻撃回数(平均)。"),
            "worlds": _t("Years that were asked for.", "指定された世界(年)の数。"),
            "worlds_done": _t("Years that were played.", "計算した世界(年)の数。"),
            "seed": _t("Seed; the same seed plays the same worlds.", "シード。同じ値なら同じ世界。"),
            "horizon_days": _t("How long a campaign lasts, at most a year.", "1 回の攻撃が続く日数(最長 1 年)。"),
            "steps": _t("Steps of the attack graph.", "攻撃グラフのステップ数。"),
            "links": _t("Links between them.", "ステップ間のつながりの数。"),
            "kernel": _t("What computed it; never changes a result.", "計算の方式。結果には影響しない。"),
            "partial": _t("Stopped before all worlds were done.", "途中で中断したかどうか。"),
            "what_if": _WHAT_IF,
        },
        "AttackResult": {
            "run": _t("What was computed.", "計算の条件。"),
            "elements": _t("Elements and their effects.", "構成要素と影響。"),
            "harms": _t("Harms, in the order of the model.", "被害(モデルの順)。"),
            "losses": _t("Yearly loss: totals, then bearers.", "年間損失。合計、負担者の順。"),
            "casualties": _t("People harmed, the worst level first.", "人への被害。重い順。"),
            "paths": _t(
                "Ways to the harms, per harm the most frequent first.", "被害への経路。被害ごとに割合の大きい順。"
            ),
            "criticality": _t(
                "Elements that matter most: checked ones first, at most 40.",
                "重要な構成要素。再計算で確かめたものから、最大 40 件。",
            ),
            "surface": _t("Where an attack can begin.", "攻撃の起点。"),
            "interval": _t("What unstated measures leave open.", "未申告の対策による幅。"),
            "assumptions": _t("Assumptions that move the loss, at most 8.", "損失を左右する仮定(最大 8 件)。"),
            "notes": _t("Unknown words, harms too rare to tell.", "知らない語、まれすぎて求められない被害などの注意。"),
        },
        "Likelihood": {
            "campaign": _t("Within one campaign of full length.", "期間いっぱい続く 1 回の攻撃での確率。"),
            "year": _t("Within a year.", "1 年間の確率。"),
            "median_days": _t(
                "Median days from the start of a campaign; null if fewer than half bring it about.",
                "攻撃開始からの日数の中央値。半数に満たなければ null。",
            ),
        },
        "ElementOutcome": {
            "element": _ELEMENT,
            "taken": _t("In the attacker's hands.", "攻撃者の手に落ちる起こりやすさ。"),
            "effects": _t(
                "By effect; those that never came about are left out.", "影響ごと。一度も生じないものは省く。"
            ),
            "fleet": _t("All instances at once; null if there is one.", "全数同時。個体が 1 つなら null。"),
        },
        "HarmOutcome": {
            "harm": _HARM,
            "likelihood": _t("How likely it is.", "起こりやすさ。"),
            "reachable": _t("Whether any way leads there for this attacker.", "この攻撃者に経路があるかどうか。"),
            "reason": _t("Why not, or null.", "経路がない理由。なければ null。"),
            "estimator": _t("`worlds` or `importance sampling`.", "`worlds` または `importance sampling`。"),
            "relative_error": _t("Standard error over value; null for `worlds`.", "標準誤差÷値。`worlds` では null。"),
        },
        "BearerLoss": {
            "bearer": _t(
                "Id of the organization; null for totals and for no bearer.", "組織の ID。合計と負担者なしは null。"
            ),
            "total": _t("Over all bearers.", "全負担者の合計かどうか。"),
            "loss": _t("The distribution.", "分布。"),
        },
        "LossDistribution": {
            "currency": _CURRENCY,
            "mean": _t("Mean of all years.", "全年の平均。"),
            "any": _t("Probability of any loss.", "損失が生じる確率。"),
            "quantiles": _t('Loss by probability (`"0.5"` … `"0.99"`).', '確率ごとの分位点(`"0.5"`〜`"0.99"`)。'),
            "level": _t("Level of the value at risk.", "バリュー・アット・リスクの水準。"),
            "value_at_risk": _t("Quantile at that level.", "その水準の分位点。"),
            "tail_mean": _t("Mean of the worst rest of the years.", "残りの最悪の年の平均。"),
            "curve": _t("Points of the exceedance curve.", "超過確率曲線の点。"),
        },
        "CurvePoint": {
            "loss": _t("Amount.", "金額。"),
            "probability": _t("That a year's loss exceeds it.", "1 年の損失がこれを超える確率。"),
        },
        "Casualties": {
            "level": _t("`limited`, `serious` or `fatal`.", "`limited`、`serious`、`fatal`。"),
            "mean": _t("Mean number a year.", "年平均の人数。"),
            "any": _t("Probability that anybody is harmed.", "一人でも被害を受ける確率。"),
            "quantiles": _t("Number by probability.", "確率ごとの人数。"),
        },
        "AttackPath": {
            "harm": _HARM,
            "entry": _t("Id of the way in.", "侵入口の ID。"),
            "steps": _t("Steps in order; the first is the attacker's.", "順に並べたステップ。最初は攻撃者自身のもの。"),
            "elements": _t("Elements on the way.", "経路上の構成要素。"),
            "share": _t(
                "Part of the campaigns with this harm in which this way was the earliest.",
                "この被害に至った攻撃のうち、この経路が最も早かった割合。",
            ),
            "probability": _t(
                "That this way alone carries in a campaign.", "1 回の攻撃で、この経路だけで到達する確率。"
            ),
            "bound": _t("Product of the chances of its own steps.", "経路上の各ステップの確率の積。"),
        },
        "PathStep": {
            "subject": _t(
                "Id of the element or connection; `/attacker`.", "構成要素・接続の ID。攻撃者は `/attacker`。"
            ),
            "step": _t("Its name in the attack language.", "攻撃言語でのステップ名。"),
            "text": _t("In words.", "説明。"),
            "layer": _t("Layer, or null.", "層。なければ null。"),
            "incident": _t("Incident of CPSF, or null.", "CPSF のインシデント。なければ null。"),
            "technique": _t("Technique of ATT&CK for ICS, or null.", "ATT&CK for ICS のテクニック。なければ null。"),
            "days": _t(
                "Mean days without measures and at speed 1, or null.", "対策なし・速さ 1 での平均日数。なければ null。"
            ),
            "stops": _t("Measures that guard it.", "このステップを止めうる対策。"),
            "fleet": _t("Strikes all instances at once.", "全数に同時に及ぶかどうか。"),
        },
        "Stop": {
            "requirement": _t("Id of the requirement.", "対策要件の ID。"),
            "owner": _t("Who has to answer, or null.", "回答する組織。なければ null。"),
            "status": _t(
                "`stated`, `none`, `not-stated`, `not-applicable`.",
                "`stated`、`none`、`not-stated`、`not-applicable`。",
            ),
            "level": _t("Stated level, or null.", "申告された水準。なければ null。"),
            "works": _t(
                "Probability that it works at the stated level, else at the required one.",
                "申告された(なければ求められる)水準で効く確率。",
            ),
        },
        "Criticality": {
            "element": _t("Id of the element or product type.", "構成要素・製品型式の ID。"),
            "currency": _CURRENCY,
            "avoided": _t("Loss avoided a year.", "避けられる年間損失。"),
            "checked": _t(
                "Played without it; else a bound from below.", "除いて再計算したか。でなければ下からの評価。"
            ),
        },
        "EntryRow": {
            "entry": _t("Id of the way in.", "侵入口の ID。"),
            "layer": _t("Layer.", "層。"),
            "organization": _t("Who is responsible, or null.", "責任組織。なければ null。"),
            "elements": _t("What can be got at.", "届くもの。"),
            "open": _t("Whether this attacker uses it.", "この攻撃者が使うかどうか。"),
        },
        "UnstatedInterval": {
            "currency": _t("Currency in which most is lost, or null.", "損失が最も大きい通貨。なければ null。"),
            "loss_absent": _t(
                "Mean loss, all absent; null without loss.", "すべてないときの平均損失。損失がなければ null。"
            ),
            "loss_met": _t(
                "Mean loss, all met; null without loss.", "すべて充足のときの平均損失。損失がなければ null。"
            ),
            "harms_absent": _t("Yearly probabilities, all absent.", "すべてないときの年間確率。"),
            "harms_met": _t("Yearly probabilities, all met.", "すべて充足のときの年間確率。"),
            "unstated": _t("How many claims nobody made.", "未申告の項目の数。"),
        },
        "AssumptionEffect": {
            "kind": _t("Kind of record in the catalogue.", "カタログの記録の種類。"),
            "id": _t("Record and field, `ID/field`.", "記録と項目(`ID/項目`)。"),
            "title": _t("In words.", "説明。"),
            "low": _t("Low end of its range.", "幅の下限。"),
            "likely": _t("What is taken.", "用いた値。"),
            "high": _t("High end.", "幅の上限。"),
            "loss_low": _t("Mean yearly loss at the low end.", "下限での年平均損失。"),
            "loss_high": _t("Mean yearly loss at the high end.", "上限での年平均損失。"),
        },
        "Comparison": {
            "what_if": _WHAT_IF,
            "harms": _t("Change of every harm.", "被害ごとの変化。"),
            "losses": _t("Change of the loss per currency.", "通貨ごとの損失の変化。"),
            "paths": _t("Ways under the what-if.", "仮定の下での経路。"),
        },
        "HarmChange": {
            "harm": _HARM,
            "before": _t("As it stands.", "現状。"),
            "after": _t("Under the what-if.", "仮定の下。"),
            "difference": _t("After minus before, world by world.", "世界ごとの差(仮定 − 現状)。"),
        },
        "LossChange": {
            "currency": _CURRENCY,
            "before": _t("As it stands.", "現状。"),
            "after": _t("Under the what-if.", "仮定の下。"),
            "difference": _t("After minus before, world by world.", "世界ごとの差(仮定 − 現状)。"),
        },
    }
)
"""What every key means, by type and key; types of assessments stand on their own page."""

_WHAT_IFS = """
## What-if / 仮定

| option | meaning | 意味 |
| --- | --- | --- |
| `--with REQ@PLACE=LEVEL` | assume that PLACE meets REQ at LEVEL | PLACE が REQ を LEVEL で実施していると仮定 |
| `--without ID` | leave a thing out, with the references to it | そのものを、それへの参照とともに除く |

- REQ is a requirement (`CPS.AC-6`), LEVEL one of `none`, `basic`, `advanced`, `high-advanced`.
  対策要件とレベルの語です。
- PLACE is an organization, another element, a product type or a connection. It counts for all that takes its answer
  from there; a nearer answer wins, as in the model.
  PLACE は組織・構成要素・製品型式・接続です。より近い回答が優先されます。
- A connection answers only for the [requirements of its kind](tables.md#answers-of-connections--接続の回答).
  接続が回答できるのは、その種類の対策要件だけです。
- An assumed measure is taken to be there: no doubt of its claim, only of its working. 仮定した対策は実在するものとし、
  効くかどうかだけを硬貨で決めます。
- Both options may be repeated. The worlds are those of the model as it stands, so `difference` has a narrow interval.
  両方とも繰り返し指定でき、現状と同じ世界で比べるので差の区間は狭くなります。
"""


def render() -> str:
    """Return the page."""
    schema = attack_json_schema()
    shared = set(schema["$defs"]) - set(TYPES)
    head = ("key", "type", "meaning", "意味")
    rows = [
        (code(key), result.type_of(part, shared), TOP[key].en, TOP[key].ja)
        for key, part in schema["properties"].items()
    ]
    return page(
        "Attack results / 攻撃の結果",
        f"""
`sanso attack FILE --json` prints the attack (format `{ATTACK_FORMAT}`), `sanso schema attack` its JSON Schema. What the
numbers mean is on the [method page](../attack.md). Texts are pairs of both languages, so the output does not depend on
`--lang`. Keys are only added within a version of the format, never renamed or removed.

`sanso attack FILE --json` の出力です。数値の意味は[算定方法](../attack.ja.md)にあります。文は両言語の組で、`--lang` に
依りません。同じ版の形式では、キーの追加はあっても改名・削除はありません。
""",
        "## Top level / 最上位\n\n" + table(head, rows),
        *(_definition(name, schema["$defs"][name], shared) for name in TYPES),
        _WHAT_IFS,
    )


def _definition(name: str, schema: Mapping[str, Any], shared: set[str]) -> str:
    rows = [
        (code(key), result.type_of(part, shared), KEYS[name][key].en, KEYS[name][key].ja)
        for key, part in schema["properties"].items()
    ]
    head = ("key", "type", "meaning", "意味")
    return f"## {name}\n\n{TYPES[name].en}\n{TYPES[name].ja}\n\n{table(head, rows)}"
