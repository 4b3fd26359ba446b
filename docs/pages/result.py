"""The reference of results: every key of the assessment as JSON, with its meaning."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any

from docs.pages.markdown import anchor, code, page, table
from docs.pages.proof_keys import PROOF_KEYS, PROOF_TYPES
from sanso.analysis import RESULT_FORMAT
from sanso.model.text import Text
from sanso.report.json_out import json_schema

__all__ = ["KEYS", "TOP", "TYPES", "render", "type_of"]


def _t(en: str, ja: str) -> Text:
    return Text(en=en, ja=ja)


TOP: Mapping[str, Text] = MappingProxyType(
    {
        "model": _t("What was assessed, as of which day.", "何を、いつの時点で評価したか。"),
        "incidents": _t("What can happen to which elements.", "どの要素に何が起こりうるか。"),
        "requirements": _t("What is required of whom, how it is answered.", "誰に何が求められ、どう回答されているか。"),
        "iotssf": _t("Where every component and system stands.", "モノ・システムごとの位置付け。"),
        "trust": _t("Required trust of organizations, people and data.", "ソシキ・ヒト・データに求められる信頼。"),
        "summary": _t("Counts and the most important open points.", "件数と、重要な未対応の点。"),
        "proof": _t(
            "The trust gap; there only where evidence was looked at.",
            "信頼性ギャップ。証跡を確認したときだけ現れる。",
        ),
    }
)

TYPES: Mapping[str, Text] = MappingProxyType(
    {
        **PROOF_TYPES,
        "ModelSummary": _t("The model, its day and what was noticed.", "モデル、評価日、気付いたこと。"),
        "Diagnostic": _t("One finding about the input.", "入力についての診断 1 件。"),
        "Place": _t("Where in the input.", "入力の中の場所。"),
        "Text": _t("A text in both languages.", "両言語の文。"),
        "IncidentRow": _t("One incident on all elements of one type.", "1 つのインシデントと、同じ種別の要素すべて。"),
        "RequirementRow": _t(
            "One requirement on one organization with all elements that it concerns.",
            "1 つの組織に対する 1 つの対策要件と、関わるすべての要素。",
        ),
        "RequirementPart": _t(
            "Elements of a row with the same level, status, answer and reasons.",
            "水準・状態・回答・理由が同じ要素のまとまり。",
        ),
        "Reason": _t("One step on the way to a required level.", "要求水準に至る 1 段階。"),
        "Answer": _t("The measure that counts.", "採用された回答。"),
        "Placement": _t("One component or system on the two axes.", "二軸の上の 1 つのモノ・システム。"),
        "AxisPosition": _t("The level on one axis and what decides it.", "一方の軸での程度と、その決め手。"),
        "Step": _t("One step of a way back from a harm.", "被害から遡る経路の 1 歩。"),
        "Credit": _t("A barrier that was weighed for a harm.", "被害に対して検討した防護。"),
        "MixGap": _t("What one accepted mix still lacks.", "認められる組み合わせ 1 つに足りないもの。"),
        "Shortfall": _t("One demand that is not reached.", "満たされていない要求 1 つ。"),
        "Stated": _t("The strongest valid statement for every demand.", "要求ごとの最も強い有効な申告。"),
        "TrustRow": _t("Required trust of one subject.", "1 つの対象に求められる信頼。"),
        "Because": _t("What decides a required trust.", "求められる信頼の決め手。"),
        "StatedTrust": _t("What is stated beside it.", "それに対する申告。"),
        "Summary": _t("Counts and open points.", "件数と未対応の点。"),
        "HarmLevels": _t("The levels of one harm that were used.", "用いた被害シナリオの程度。"),
        "OpenPoint": _t("Something to do.", "取り組むべき点。"),
    }
)

_VIA = _t("The way from what the cause names to this one.", "原因に挙げたものからここまでの経路。")
_MIXES = _t("The gap to every accepted mix, nearest first.", "認められる組み合わせそれぞれとの差(近い順)。")
_NEAREST = _t("The nearest accepted mix.", "最も近い組み合わせ。")
_SHORT = _t("What the nearest mix still lacks.", "最も近い組み合わせに足りないもの。")
_ELEMENTS = _t("Ids of the elements.", "要素の ID。")
_HARM = _t("Id of the harm.", "被害シナリオの ID。")

KEYS: Mapping[str, Mapping[str, Text]] = MappingProxyType(
    {
        **PROOF_KEYS,
        "ModelSummary": {
            "schema": _t(f"Version of this format: `{RESULT_FORMAT}`.", f"この形式の版。`{RESULT_FORMAT}`。"),
            "id": _t("Id of the model.", "モデルの ID。"),
            "name": _t("Name of the model.", "モデルの名前。"),
            "digest": _t(
                "SHA-256 over the bytes of all its files, in order of reading.",
                "全ファイルの内容の SHA-256(読み込み順)。",
            ),
            "at": _t("Day of the assessment.", "評価日。"),
            "counts": _t(
                "How many there are of each section, `elements` in all.", "節ごとの件数。`elements` は要素の合計。"
            ),
            "absent": _t("Ids that are not there on that day.", "その日に存在しない ID。"),
            "catalogue_overrides": _t("Records that an own catalogue file replaced.", "独自ファイルが置き換えた記録。"),
            "diagnostics": _t("Warnings and information.", "警告と情報。"),
        },
        "Diagnostic": {
            "code": _t("Its [code](diagnostics.md).", "[コード](diagnostics.md)。"),
            "severity": _t("`error`, `warning` or `info`.", "`error`、`warning`、`info`。"),
            "place": _t("Where.", "場所。"),
            "path": _t("Path inside the data (`components/gps/kind`).", "データの中の位置(`components/gps/kind`)。"),
            "message": _t("What is wrong.", "内容。"),
            "hint": _t("What to do, where it is known.", "直し方(分かる場合)。"),
        },
        "Place": {
            "file": _t("File.", "ファイル。"),
            "line": _t("Line from 1; 0 is the whole file.", "行(1 から)。0 はファイル全体。"),
            "column": _t("Column from 1.", "列(1 から)。"),
        },
        "Text": {"en": _t("English.", "英語。"), "ja": _t("Japanese.", "日本語。")},
        "IncidentRow": {
            "id": _t("Id of the incident.", "インシデントの ID。"),
            "layer": _t("Its layer.", "層。"),
            "type": _t("Letter of the element type.", "要素の種別の文字。"),
            "vulnerability": _t("Id of the vulnerability.", "脆弱性の ID。"),
            "title": _t("Title of the incident.", "インシデントの題名。"),
            "elements": _ELEMENTS,
            "requirements": _t("Requirements linked to both.", "両者に結び付く対策要件。"),
            "source": _t("Source of the incident.", "インシデントの出典。"),
            "confidence": _t("How sure the link is.", "結び付きの確かさ。"),
        },
        "RequirementRow": {
            "id": _t("Id of the requirement.", "対策要件の ID。"),
            "organization": _t("Who is responsible; null where nobody is.", "責任を負う組織。いなければ null。"),
            "level": _t("Highest required level of its parts.", "要求水準(部分の最大)。"),
            "status": _t("Worst status of its parts.", "状態(部分のうち最悪)。"),
            "category": _t("Highest category of its parts.", "カテゴリ(部分の最大)。"),
            "elements": _ELEMENTS,
            "answer": _t(
                "Answer of the part that decides; null where there is none.", "決め手の部分の回答。なければ null。"
            ),
            "reasons": _t("Reasons of the part that decides.", "決め手の部分の理由。"),
            "incidents": _t("Incidents that call for it.", "根拠となるインシデント。"),
            "layers": _t("Their layers.", "それらの層。"),
            "parts": _t("The parts, deciding one first.", "部分。決め手が先頭。"),
        },
        "RequirementPart": {
            "level": _t("Required level.", "要求水準。"),
            "status": _t("Status.", "状態。"),
            "category": _t("Category of these elements.", "これらの要素のカテゴリ。"),
            "elements": _ELEMENTS,
            "answer": _t("The answer; null where there is none.", "回答。なければ null。"),
            "reasons": _t("Why that level.", "水準の理由。"),
        },
        "Reason": {
            "step": _t(
                "`scale`, `delegation`, `sector`, `category` or `cap`.",
                "`scale`、`delegation`、`sector`、`category`、`cap`。",
            ),
            "level": _t("Level that this step asks for.", "この段階が求める水準。"),
            "code": _t(
                "Which profile, agreement, sector or category.", "どのプロファイル・取り決め・分野・カテゴリか。"
            ),
            "text": _t("In words.", "説明。"),
        },
        "Answer": {
            "from": _t("Id of who or what answered.", "回答した組織・要素などの ID。"),
            "level": _t("Stated level.", "申告された水準。"),
            "basis": _t("What the statement rests on.", "確認の方法。"),
            "by": _t("Who confirmed it.", "確認した者。"),
            "valid_until": _t("Last day on which it counts.", "有効な最後の日。"),
            "expired": _t("Whether that day has passed.", "期限切れかどうか。"),
            "reason": _t("Reason given with it.", "添えられた理由。"),
        },
        "Placement": {
            "element": _t("Id of the component or system.", "モノ・システムの ID。"),
            "as": _t(
                "Ways in which it can cause harm: `named`, `part`, `control`, `whole`, `population`.",
                "被害の原因になる形: `named`、`part`、`control`、`whole`、`population`。",
            ),
            "category": _t("Category 0 to 4; null is not rated.", "カテゴリ 0〜4。null は評価なし。"),
            "at_least": _t("An axis is not stated and could raise it.", "未申告の軸があり、上がる可能性がある。"),
            "single_unit": _t("Category of one unit alone.", "1 台だけの場合のカテゴリ。"),
            "instances": _t("How many instances there are.", "台数。"),
            "human": _t("Position on the human axis.", "人的被害の軸での位置。"),
            "economic": _t("Position on the economic axis.", "経済的影響の軸での位置。"),
            "harms": _t("All harms that it can cause.", "原因になりうるすべての被害シナリオ。"),
            "no_control_path": _t(
                "Named by a cause, and nothing in the model controls it.",
                "原因に挙げられ、モデルの中に制御するものがない。",
            ),
            "credits": _t("Barriers that were weighed.", "検討した防護。"),
            "mixes": _MIXES,
            "stated": _t("What is stated for it.", "申告されていること。"),
            "nearest": _NEAREST,
            "short": _SHORT,
        },
        "AxisPosition": {
            "level": _t("Level; null is not stated.", "程度。null は未申告。"),
            "harm": _t("Harm that decides it.", "決め手の被害シナリオ。"),
            "via": _VIA,
        },
        "Step": {
            "element": _t("Element of this step.", "この歩の要素。"),
            "relation": _t(
                "How it is reached: `named`, `part`, `whole`, a connection kind, a role, …",
                "たどり方(`named`、`part`、`whole`、接続の種類、役割など)。",
            ),
            "through": _t("Connection or product behind it.", "その接続・製品。"),
        },
        "Credit": {
            "harm": _HARM,
            "barrier": _t("The barrier.", "防護。"),
            "element": _t("The element that it would lower.", "軽減される要素。"),
            "granted": _t("Whether credit is given.", "認めたかどうか。"),
            "reasons": _t("Why, or why not.", "理由。"),
        },
        "MixGap": {
            "mix": _t("Id of the mix.", "組み合わせの ID。"),
            "category": _t("Category of the mix.", "組み合わせのカテゴリ。"),
            "short": _t("What is short; empty where it is reached.", "不足。達していれば空。"),
        },
        "Shortfall": {
            "perspective": _t("Perspective.", "観点。"),
            "demand": _t("Part of the demand.", "要求の部分。"),
            "required": _t("What is demanded.", "求められること。"),
            "stated": _t("What is stated.", "申告されていること。"),
            "text": _t("In words.", "説明。"),
        },
        "Stated": {
            "product": _t("Confirmation of the product before operation.", "運用前の製品の確認。"),
            "organization": _t("Confirmation of the organization before operation.", "運用前の組織の確認。"),
            "staff": _t("Confirmation of the staff before operation.", "運用前の要員の確認。"),
            "in_operation": _t("Confirmation in operation.", "運用中の確認。"),
            "operators": _t("Capability of operators.", "運用者の能力。"),
            "social_support": _t("Social support.", "社会的サポート。"),
            "inspection": _t(
                "Why an inspection counts for less than it could, or null.",
                "点検が十分に数えられない理由。なければ null。",
            ),
            "remarks": _t("Statements that do not count, and why.", "数えなかった申告とその理由。"),
        },
        "TrustRow": {
            "subject": _t("Id of the organization, people or data.", "ソシキ・ヒト・データの ID。"),
            "kind": _t("`organization`, `people` or `data`.", "`organization`、`people`、`data`。"),
            "required": _t(
                "Required trust as a category; null is not rated.", "求められる信頼(カテゴリ)。null は評価なし。"
            ),
            "because": _t("What decides it.", "決め手。"),
            "stated": _t("What is stated beside it.", "それに対する申告。"),
            "nearest": _NEAREST,
            "mixes": _MIXES,
            "short": _SHORT,
            "stage": _t("Always `stated`: nothing is proven yet.", "常に `stated`。まだ何も証明されていない。"),
        },
        "Because": {
            "element": _t("Element that decides.", "決め手の要素。"),
            "harm": _t("Harm that decides.", "決め手の被害シナリオ。"),
            "floor": _t("Floor of the data category.", "データ区分の下限。"),
            "via": _VIA,
        },
        "StatedTrust": {
            "requirements": _t(
                "Status counts of the requirements that concern it.", "関わる対策要件の状態ごとの件数。"
            ),
            "confirmations": _t("Confirmations; organizations only.", "確認の申告(ソシキのみ)。"),
        },
        "Summary": {
            "status": _t("Rows per status: `all` and per layer.", "状態ごとの行数。`all` と層ごと。"),
            "categories": _t(
                "Components and systems per category, `not-rated` included.",
                "カテゴリごとのモノ・システムの数。`not-rated` を含む。",
            ),
            "harms": _t("The levels that were used.", "用いた程度。"),
            "open_points_total": _t("How many open points there are.", "未対応の点の総数。"),
            "open_points": _t("The ten most important ones.", "重要な順に 10 件。"),
            "order": _t("How they are ordered.", "並び順の説明。"),
        },
        "HarmLevels": {
            "harm": _HARM,
            "human": _t("Human level; null is not stated.", "人的被害の程度。null は未申告。"),
            "economic": _t("Economic level; null is not stated.", "経済的影響の程度。null は未申告。"),
            "human_from": _t("`stated`, `ratings` or null.", "`stated`、`ratings`、null。"),
            "economic_reason": _t("What the loss was compared with, or null.", "損失を何と比べたか。なければ null。"),
            "economic_from": _t("`stated`, `ratings`, `loss` or null.", "`stated`、`ratings`、`loss`、null。"),
            "single_economic": _t("Economic level of a single unit.", "1 台の場合の経済的影響の程度。"),
            "disagreement": _t("Axes on which raters differ.", "評価者の判断が分かれた軸。"),
        },
        "OpenPoint": {
            "id": _t(
                "Id: requirement or demand, `@`, who can close it.", "ID。対策要件または要求、`@`、解消できる相手。"
            ),
            "kind": _t("`requirement` or `confirmation`.", "`requirement` または `confirmation`。"),
            "organization": _t("Who would have to act.", "取り組む組織。"),
            "category": _t("Category that it leaves open.", "未対応のまま残るカテゴリ。"),
            "closes": _t("How many elements one answer closes.", "1 つの回答で解消する要素の数。"),
            "text": _t("What is open, in words.", "内容。"),
            "why": _t("Why it stands where it stands.", "順位の理由。"),
        },
    }
)
"""What every key means, by type and key as written."""


def render() -> str:
    """Return the page."""
    schema = json_schema()
    rows = [(code(key), type_of(part), TOP[key].en, TOP[key].ja) for key, part in schema["properties"].items()]
    return page(
        "Results / 評価結果",
        f"""
`sanso assess FILE --json` prints the whole assessment (format `{RESULT_FORMAT}`); `sanso report` writes the same as
`assessment.json`. `sanso schema assessment` prints its JSON Schema. Texts are pairs of both languages, so the output
does not depend on `--lang`. Keys are only added within a version of the format, never renamed or removed.

評価結果の全体です。文は両言語の組で、`--lang` に依りません。
同じ版の形式では、キーの追加はあっても改名・削除はありません。
""",
        "## Top level / 最上位\n\n" + table(("key", "type", "meaning", "意味"), rows),
        *(_definition(name, schema["$defs"][name]) for name in schema["$defs"]),
        _GATES,
    )


_GATES = """
## SARIF and JUnit

`--sarif FILE` writes open points and diagnostics as SARIF 2.1.0 with places in the model; `--junit FILE` writes the
requirement rows as JUnit XML for build servers. With `--evidence` both also tell what is met as stated and not proven
([guide](../guides/ci.md)).

`--sarif FILE` は、未対応の点と診断をモデル内の位置とともに SARIF 2.1.0 で書き出します。`--junit FILE` は、対策要件の
行をビルドサーバー向けに JUnit XML で書き出します。`--evidence` があれば、申告上は充足でも証明されていないものも示します
([手引き](../guides/ci.ja.md))。
"""


def _definition(name: str, schema: Mapping[str, Any]) -> str:
    rows = [
        (code(key), type_of(part), KEYS[name][key].en, KEYS[name][key].ja) for key, part in schema["properties"].items()
    ]
    head = ("key", "type", "meaning", "意味")
    return f"## {name}\n\n{TYPES[name].en}\n{TYPES[name].ja}\n\n{table(head, rows)}"


def type_of(schema: Mapping[str, Any], elsewhere: Collection[str] = ()) -> str:
    """Return the type of a key in words, with links; types *elsewhere* are those of this page."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}]({'result.md' if name in elsewhere else ''}#{anchor(name)})"
    if "anyOf" in schema:
        return " or ".join(type_of(one, elsewhere) for one in schema["anyOf"])
    if "enum" in schema or "const" in schema:
        return "word"
    if schema.get("type") == "array":
        return "list of " + type_of(schema["items"], elsewhere)
    if schema.get("type") == "object":
        return "mapping to " + type_of(schema["additionalProperties"], elsewhere)
    return _SIMPLE[schema["type"]]


_SIMPLE = {"string": "text", "integer": "number", "number": "number", "boolean": "true or false", "null": "null"}
