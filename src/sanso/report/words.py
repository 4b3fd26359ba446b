"""Headings and phrases of the page and the workbook, in English and Japanese; with those of the attack.

A template asks for ``w.some_key`` and gets the phrase in the language of the page; an unknown key is an error,
and a test holds that no phrase lacks a language.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sanso.model.text import Language, Text
from sanso.report.attack_words import ATTACK_WORDS
from sanso.report.perspective_words import PERSPECTIVE_WORDS
from sanso.report.proof_words import PROOF_WORDS
from sanso.report.safety_words import SAFETY_WORDS
from sanso.report.sectors_words import SECTOR_WORDS
from sanso.report.transcription_words import TRANSCRIPTION_WORDS

__all__ = ["WORDS", "words"]


def _phrases(**pairs: tuple[str, str]) -> Mapping[str, Text]:
    return MappingProxyType({key: Text(en=en, ja=ja) for key, (en, ja) in pairs.items()})


def words(lang: Language) -> dict[str, str]:
    """Return all phrases in *lang* by key."""
    return {key: text.show(lang) for key, text in WORDS.items()}


_FRAME = _phrases(
    assessment=("Assessment", "評価結果"),
    tagline=(
        "Cyber/Physical Security Framework (CPSF) and IoT-SSF",
        "サイバー・フィジカル・セキュリティ対策フレームワーク(CPSF)と IoT-SSF による評価",
    ),
    skip=("Skip to the contents", "本文へ移動"),
    contents=("Contents", "目次"),
    as_of=("As of", "評価基準日"),
    model_id=("Model", "モデル"),
    digest=("Digest of the model", "モデルのダイジェスト"),
    sectors=("Sectors", "分野"),
    overrides=("Catalogue fields overridden by the user", "利用者が上書きしたカタログ項目"),
    stage=("Stage", "信頼の段階"),
    stated_not_proven=("stated, not proven", "申告であり、証明ではない"),
    stated_lead=("Stated, not proven.", "申告であり、証明ではない。"),
    stated_note=(
        "Every measure and confirmation in this report is what somebody stated in the model. Nothing in it has "
        "been verified. What is not stated counts as not stated: never as met, harmless or fine.",
        "この報告にある対策と確認は、すべてモデルに書かれた申告であり、検証されたものではない。"
        "申告のないものは「未申告」のまま扱い、充足・無害・問題なしとは決してみなさない。",
    ),
    yes=("yes", "はい"),
    no=("no", "いいえ"),
    none=("none", "なし"),
    nothing=("–", "–"),
    as_table=("The picture as a table", "図の内容を表で見る"),
    generated=("Made by Sanso", "Sanso により作成"),
    details=("details", "詳細"),
)

_SUMMARY = _phrases(
    summary=("Summary", "概要"),
    n_elements=("elements", "構成要素"),
    n_highest=("highest category", "最も高いカテゴリ"),
    n_open=("open requirements", "未対応の対策要件"),
    n_points=("open points", "未対応事項"),
    n_points_note=("requirements and confirmations", "対策要件と確認"),
    of_total=("of {total} asked", "要求 {total} 件のうち"),
    no_category=("no harm rated", "評価された被害なし"),
    by_layer=("Requirements by status and layer", "状態別・層別の対策要件"),
    by_layer_note=(
        "Each row counts one requirement on one responsible organization. A requirement can belong to several "
        "layers, so the layers do not add up to the first line.",
        "1件は、1つの責任主体に対する1つの対策要件を表す。対策要件は複数の層に属しうるため、層別の合計は1行目と一致しない。",
    ),
    all_layers=("all layers", "全層"),
    layer=("Layer", "層"),
    by_category=("Components and systems by category", "カテゴリ別のモノ・システム"),
    category=("Category", "カテゴリ"),
    number=("Number", "件数"),
    points_title=("The most important open points", "優先すべき未対応事項"),
    points_none=(
        "No open point: nothing that is asked for is missing, partial or not stated.",
        "未対応事項なし: 求められるもののうち、未実施・一部実施・未申告のものはない。",
    ),
    points_more=(
        "{more} more open points stand in the workbook.",
        "このほか {more} 件の未対応事項はワークブックにある。",
    ),
    order_why=("Why in this order", "並び順の理由"),
    leaves_open=("leaves open category", "未対応のまま残るカテゴリ"),
    closes=("closes", "1つの回答で解決"),
)

_PICTURES = _phrases(
    layers=("The three layers", "三層図"),
    layers_intro=(
        "The value creation process on the three layers of CPSF. A mark shows the name, the required category "
        "and, as a shape, whether none, part or all of what is asked for is stated.",
        "価値創造過程をCPSFの三層に置いた図。印は名称と求められるカテゴリを示し、"
        "求められるもののうち申告が「なし・一部・すべて」のどれかを形で示す。",
    ),
    layers_table=("Elements, where they stand and what is stated", "構成要素の位置と申告の状況"),
    connections_table=("Connections by layer", "層ごとのつながり"),
    element=("Element", "構成要素"),
    type=("Type", "種別"),
    plane=("Plane", "面"),
    outline=("outline", "囲み"),
    required_category=("Required category", "求められるカテゴリ"),
    stated_part=("Stated", "申告"),
    stated_none=("none", "なし"),
    stated_some=("part", "一部"),
    stated_all=("all", "すべて"),
    stated_nothing_asked=("nothing asked", "求められるものなし"),
    connection=("Connection", "つながり"),
    kind=("Kind", "種類"),
    from_to=("From → to", "起点 → 終点"),
    no_layer=("No layer (physical dependence)", "層なし(物理的な依存)"),
    no_elements=("The model has no elements.", "モデルに構成要素がない。"),
    no_connections=("The model has no connections.", "モデルにつながりがない。"),
)

_MAP = _phrases(
    map=("Categories of devices and systems (IoT-SSF)", "機器・システムのカテゴリ(IoT-SSF)"),
    map_intro=(
        "Where each component and system stands on the two axes of IoT-SSF: per axis the highest level over the "
        "harm scenarios that it can cause, never an average. The grid and the accepted mixes are a Sanso proposal.",
        "各モノ・システムのIoT-SSFの2軸上の位置。軸ごとに、引き起こしうる被害シナリオの最大の度合いをとり、平均はしない。"
        "カテゴリの格子と受け入れる組み合わせはSansoの提案である。",
    ),
    map_table=(
        "Components and systems with their category and what decides it",
        "モノ・システムのカテゴリとその決め手",
    ),
    human=("Human damage", "回復困難性の度合い"),
    economic=("Economic impact", "経済的影響の度合い"),
    nearest=("Nearest mix, what is short", "最も近い組み合わせと不足"),
    unrated=("not rated", "評価対象外"),
    instances=("instances", "台"),
    one_unit=("one unit", "1台では"),
    at_least_note=("at least: one axis is not stated", "以上: 片方の軸が未申告"),
    harms_in_reach=("Harm scenarios it can cause", "原因となりうる被害シナリオ"),
    barriers=("Independent barriers", "独立した防護"),
    mixes=("Other accepted mixes and what each lacks", "ほかに受け入れる組み合わせと、それぞれの不足"),
    stated_beside=("Stated", "申告"),
    remarks=("Remarks", "備考"),
    same_way=("same harm, same way", "同じ被害・同じ経路"),
    no_control_path=("no modelled control path", "モデルに制御経路なし"),
    no_demand=("no demand", "要求なし"),
    reached=("reached (as stated)", "到達(申告上)"),
    no_placements=("The model has no components and no systems.", "モデルにモノもシステムもない。"),
    mix=("mix", "組み合わせ"),
    two_harms=("two harms combined", "2つの被害の組み合わせ"),
)

_HARMS = _phrases(
    harms=("Harm scenarios", "被害シナリオ"),
    harms_intro=(
        "What can happen to people and money, the level on each axis, and where the level comes from.",
        "人と金銭に何が起こりうるか、各軸の度合いと、その根拠。",
    ),
    harm=("Harm scenario", "被害シナリオ"),
    loss=("Loss (5–95 %)", "損失(5–95%)"),
    bearer=("Borne by", "負担者"),
    affects=("Affects", "影響を受ける人"),
    rationale=("Rationale", "根拠"),
    raters=("Raters", "評価者"),
    disagree=("raters differ on", "評価者の不一致"),
    per_event=("per event", "1事象あたり"),
    per_instance=("per instance", "1台あたり"),
    per_person=("per person", "1人あたり"),
    no_rationale=("no rationale stated", "根拠は未申告"),
    no_harms=(
        "The model states no harm scenario, so nothing can be rated. This does not mean that nothing can happen.",
        "モデルに被害シナリオの記載がなく、評価できない。何も起こらないという意味ではない。",
    ),
)

_TRUST = _phrases(
    trust=("Required trust", "求められる信頼"),
    trust_intro=(
        "How much trust organizations, people and data need, from the harm that they can cause, and what is "
        "stated beside it.",
        "ソシキ・ヒト・データに求められる信頼(原因に関与しうる被害から定まる)と、それに対する申告。",
    ),
    subject=("Subject", "対象"),
    required=("Required", "要求"),
    because=("Because", "理由"),
    confirmations=("Confirmations", "確認"),
    short=("Short of the nearest mix", "最も近い組み合わせに対する不足"),
    no_trust=("There are no organizations, people or data.", "ソシキ・ヒト・データがない。"),
    no_mix=("no mix is asked of people and data", "ヒト・データには組み合わせを求めない"),
    trust_counts=(
        "The counts under “stated” count every element that a requirement concerns; the section on requirements "
        "counts each requirement once per organization.",
        "「申告」の件数は、対策要件の対象となる構成要素ごとに数える。対策要件の節では、ソシキごとに1件と数える。",
    ),
)

_REQUIREMENTS = _phrases(
    requirements=("Requirements", "対策要件"),
    requirements_intro=(
        "One line is one requirement on one responsible organization, with all its elements. Its level is "
        "the highest of the steps that are shown beneath it.",
        "1行は、1つの責任主体に対する1つの対策要件と、その対象となる構成要素を表す。水準は、下に示す理由の各段階の最大である。",
    ),
    overview=("Organizations at a glance", "ソシキごとの状況"),
    organization=("Organization", "ソシキ"),
    nobody=("Nobody is responsible", "責任主体なし"),
    nobody_note=(
        "The model does not say which organization answers for these elements.",
        "モデルに、これらの構成要素に責任を負うソシキの記載がない。",
    ),
    requirement=("Requirement", "対策要件"),
    required_level=("Required level", "必要な水準"),
    status=("Status", "状態"),
    status_and_answer=("Status and answer", "状態と回答"),
    elements=("Elements", "対象の構成要素"),
    incidents_col=("Incidents", "インシデント"),
    up_to=("up to", "最大"),
    parts_differ=("in {n} differing parts", "{n}通りに分かれる"),
    why_which=("Why, which elements, which incidents", "理由・構成要素・インシデント"),
    why_level=("Why this level:", "水準の理由:"),
    parts=("where they differ", "異なる部分"),
    not_required_more=(
        "Not required of this organization ({more})",
        "このソシキに要求のない対策要件 {more} 件",
    ),
    filter_layer=("Show layer", "表示する層"),
    filter_status=("Show status", "表示する状態"),
    filter_all=("all", "すべて"),
    filter_open=("open only", "未対応のみ"),
    rows_more=(
        "The workbook also holds {organizations} with {rows}.",
        "このほか{organizations}の{rows}はワークブックにある。",
    ),
    no_requirements=(
        "No requirement applies: the model has no elements that take part in a layer.",
        "適用される対策要件なし: 層に関わる構成要素がモデルにない。",
    ),
    expired=("expired", "期限切れ"),
)

_INCIDENTS = _phrases(
    incidents=("What can happen", "起こりうること"),
    incidents_intro=(
        "Incidents of the three layers on the elements of this model. Which incident applies to which element, "
        "and which requirements answer it, is derived by Sanso.",
        "このモデルの構成要素に対して想定される、三層のセキュリティインシデント。"
        "どの構成要素に該当し、どの対策要件が応えるかは、Sansoが導出したもの。",
    ),
    incident=("Incident", "インシデント"),
    vulnerability=("Vulnerability", "脆弱性ID"),
    source=("Source", "出典"),
    confidence=("Confidence", "確かさ"),
    no_incidents=("No incident applies to this layer.", "この層に該当するインシデントなし。"),
)

_NOTES = _phrases(
    notes=("Not there on that day, and findings", "基準日に存在しないものと指摘"),
    absent=("Not there on {day}", "{day} 時点で存在しないもの"),
    absent_none=("Everything in the model is there on that day.", "モデルのすべてがその日に存在する。"),
    findings=("Findings about the model", "モデルへの指摘"),
    findings_none=("Nothing was found wrong with the model.", "モデルに指摘なし。"),
    severity=("Severity", "重大度"),
    place=("Place", "場所"),
    message=("Finding", "指摘"),
)

_METHOD = _phrases(
    method=("Method and sources", "方法と出典"),
    definitions=("Definitions in short", "定義の要点"),
    proposals=("Tables that are Sanso proposals", "Sansoの提案である表"),
    not_metis=(
        "The following tables are derived by Sanso. They are not METI's, and may be replaced by a catalogue file "
        "of your own.",
        "以下の表はSansoが導出したもので、経済産業省のものではない。利用者のカタログファイルで置き換えられる。",
    ),
    sanso_proposal=("Sanso proposal", "Sanso提案"),
    grid=("Category from the two axes", "2軸からカテゴリへ"),
    mixes_table=("Accepted mixes of confirmations per category", "カテゴリごとに受け入れる確認の組み合わせ"),
    sources=("Sources of the framework content used", "使用したフレームワーク内容の出典"),
    edition=("Edition", "版"),
    records=("Records", "件数"),
    version=("Version", "バージョン"),
    term=("Term", "用語"),
    meaning=("Meaning", "意味"),
    field=("Field", "項目"),
)

_WORKBOOK = _phrases(
    sheet_summary=("Summary", "概要"),
    sheet_requirements=("Requirements", "対策要件"),
    sheet_iotssf=("IoT-SSF", "IoT-SSF"),
    sheet_trust=("Trust", "求められる信頼"),
    sheet_incidents=("Incidents", "インシデント"),
    sheet_harms=("Harms", "被害シナリオ"),
    sheet_points=("Open points", "未対応事項"),
    sheet_sources=("Sources", "出典"),
    elements_label=("Elements", "構成要素"),
    model_holds=("The model holds", "モデルの内容"),
    points_label=("Open points", "未対応事項"),
    col_point=("Open point", "未対応事項"),
    col_human_from=("Human damage: from", "回復困難性: 根拠"),
    col_economic_from=("Economic impact: from", "経済的影響: 根拠"),
    col_id=("ID", "ID"),
    col_title=("Title", "名称"),
    col_name=("Name", "名称"),
    col_reasons=("Why this level", "水準の理由"),
    col_fitting=("Evidence that fits", "証跡の例"),
    col_answer_level=("Stated level", "申告の水準"),
    col_answer_from=("Stated for", "申告の対象"),
    col_basis=("Basis", "確認の方法"),
    col_by=("Confirmed by", "確認者"),
    col_valid=("Valid until", "有効期限"),
    col_count=("Number of elements", "構成要素数"),
    col_layers=("Layers", "層"),
    fill_answer=("▶ Answer: level", "▶ 回答: 水準"),
    fill_reason=("▶ Reason, if not applicable", "▶ 適用外の理由"),
    fill_basis=("▶ Answer: basis", "▶ 回答: 確認の方法"),
    fill_by=("▶ Confirmed by", "▶ 確認者"),
    fill_evidence=("▶ Evidence", "▶ 証跡"),
    fill_until=("▶ Valid until", "▶ 有効期限"),
    fill_owner=("▶ Owner", "▶ 担当"),
    fill_due=("▶ Due date", "▶ 期限"),
    fill_comment=("▶ Comment", "▶ コメント"),
    fill_note=(
        "The columns marked ▶ are yours to fill in; `sanso import` takes them back into the model.",
        "▶ の列は利用者の記入欄。記入後は sanso import でモデルに取り込めます。",
    ),
    fill_pick=("Pick from the list", "一覧から選択"),
    fill_day=("A date, such as 2027-03-31", "日付(例: 2027-03-31)"),
    col_as=("Can cause harm as", "原因となる形"),
    col_human=("Human damage", "回復困難性の度合い"),
    col_human_via=("Human damage: harm and way", "回復困難性: 被害と経路"),
    col_economic=("Economic impact", "経済的影響の度合い"),
    col_economic_via=("Economic impact: harm and way", "経済的影響: 被害と経路"),
    col_unit=("Category of one unit", "1台のカテゴリ"),
    col_nearest=("Nearest mix", "最も近い組み合わせ"),
    col_short=("What is short", "不足"),
    col_harms=("Harm scenarios in reach", "及ぶ被害シナリオ"),
    col_barriers=("Barriers", "防護"),
    col_closes=("Elements closed by one answer", "1つの回答で解決する構成要素数"),
    col_why=("Why it matters", "重要な理由"),
    col_order=("Order", "順位"),
    col_requirements=("Requirements", "対策要件"),
    col_paraphrase=("In short", "要旨"),
)

WORDS: Mapping[str, Text] = MappingProxyType(
    {
        **_FRAME,
        **_SUMMARY,
        **_PICTURES,
        **_MAP,
        **_HARMS,
        **_TRUST,
        **_REQUIREMENTS,
        **_INCIDENTS,
        **_NOTES,
        **_METHOD,
        **_WORKBOOK,
        **ATTACK_WORDS,
        **PERSPECTIVE_WORDS,
        **PROOF_WORDS,
        **SAFETY_WORDS,
        **SECTOR_WORDS,
        **TRANSCRIPTION_WORDS,
    }
)
