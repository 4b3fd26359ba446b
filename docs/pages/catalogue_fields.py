"""What the fields of catalogue records mean, in both languages: those of all records, and those of each kind."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sanso.model.text import Text

__all__ = ["COMMON", "FIELDS"]


def _t(en: str, ja: str) -> Text:
    return Text(en=en, ja=ja)


COMMON: Mapping[str, Text] = MappingProxyType(
    {
        "id": _t("Id of the record.", "記録の ID。"),
        "title": _t("Short title, own wording.", "題名(独自の文言)。"),
        "description": _t("What it means.", "説明。"),
        "source": _t(
            "What the record rests on (`source_text` in JSON has both languages).",
            "出典(JSON の `source_text` は両言語)。",
        ),
        "edition": _t("Edition of the source.", "出典の版。"),
        "confidence": _t(
            "`verified`, `recalled` or `derived`.", "`verified`(確認済)、`recalled`(想起)、`derived`(導出)。"
        ),
        "strength": _t("How sure within that: `high`, `medium`, `low`.", "その中での確度: `high`、`medium`、`low`。"),
        "fields": _t(
            "Where single fields differ from the record in source or confidence.", "出典や確かさが記録と異なる項目。"
        ),
        "overridden": _t("Fields that an own file replaced.", "独自ファイルが置き換えた項目。"),
        "override_file": _t("That file.", "そのファイル。"),
        "added": _t("The whole record comes from an own file.", "記録全体が独自ファイルによる。"),
    }
)
"""Fields of every record."""

FIELDS: Mapping[str, Mapping[str, Text]] = MappingProxyType(
    {
        "requirements": {
            "category": _t("Requirement category.", "対策要件のカテゴリー。"),
            "paraphrase": _t("What it asks, in own words.", "求める内容(独自の言い換え)。"),
            "elements": _t("Element types that it concerns.", "対象となる構成要素の種別。"),
            "layers": _t("Layers, for display only.", "層(表示用)。"),
            "grades": _t("Grades that exist; the highest one is the cap.", "存在する段階。最高のものが上限。"),
            "csf_1_1": _t("NIST CSF 1.1.", "NIST CSF 1.1。"),
            "csf_2_0": _t("NIST CSF 2.0.", "NIST CSF 2.0。"),
            "iso27001_2022": _t("ISO/IEC 27001:2022 Annex A.", "ISO/IEC 27001:2022 附属書 A。"),
            "iec62443": _t(
                "IEC 62443: clauses of 2-1 (2009/2010) and SR numbers of 3-3.",
                "IEC 62443: 2-1(2009/2010 版)の箇条と 3-3 の SR。",
            ),
            "sp800_171": _t("NIST SP 800-171 revision 2.", "NIST SP 800-171 第 2 版。"),
        },
        "transcription_questions": {"number": _t("Its place among the five.", "五つの問いの中の順番。")},
        "transcription_points": {
            "question": _t("Question that it belongs to.", "属する問い。"),
            "required_from": _t(
                "Category from which on it is asked, by kind of connection; not asked of others.",
                "求め始めるカテゴリ(つながりの種類ごと)。書かれていない種類には求めない。",
            ),
            "reason": _t("Why from there on.", "そのカテゴリから求める理由。"),
            "missing": _t("What is lacking where nothing is stated.", "申告がないとき不足するもの。"),
            "fields_of": _t("Fields of the connection that state it.", "それを申告するつながりの項目。"),
            "denied_by": _t("Fields whose “none” is a no.", "「なし」と書けば否となる項目。"),
            "speakers": _t(
                "Requirements that speak for it (`requirement`, `where`, `kinds`, `up_to`).",
                "代わりに答える対策要件(`requirement`、`where`、`kinds`、`up_to`)。",
            ),
            "confirmation": _t("Weakest confirmation of the product that counts.", "数える製品確認の最も弱い方法。"),
            "confirmation_up_to": _t("Highest category in which it counts.", "それを数える最高のカテゴリ。"),
            "signal_line_up_to": _t(
                "Highest category in which a dedicated signal line is enough.", "専用の信号線で足りる最高のカテゴリ。"
            ),
            "independent_from": _t(
                "Category from which on only what is independent counts.", "独立したものだけを数え始めるカテゴリ。"
            ),
        },
        "categories": {"csf_1_1": _t("Counterparts in NIST CSF 1.1.", "NIST CSF 1.1 の対応。")},
        "incidents": {
            "layer": _t("Layer in which it happens.", "起こる層。"),
            "types": _t("Element types on which it can happen.", "起こりうる構成要素の種別。"),
            "requirements": _t("Requirements that answer it.", "対応する対策要件。"),
            "condition": _t("Name of the rule that decides on which elements.", "該当を判定する規則の名前。"),
            "any_layer": _t("Also on elements that are not in its layer.", "その層に属さない要素にも当てはまる。"),
            "condition_text": _t("That rule in words.", "その規則の説明。"),
        },
        "vulnerabilities": {
            "incident": _t("Incident.", "インシデント。"),
            "type": _t("Element type.", "構成要素の種別。"),
            "requirements": _t("Requirements for that type.", "その種別についての対策要件。"),
        },
        "connections": {
            "layer": _t("Layer; none for physical links.", "層。物理的なつながりにはない。"),
            "from": _t("Letters of what may be its beginning.", "起点に置けるものの文字。"),
            "to": _t("Letters of what may be its end.", "終点に置けるものの文字。"),
            "subject": _t("Letters of what it may be about.", "対象にできるものの文字。"),
            "control": _t("Whoever holds it can make the other end act.", "保有者が相手を動かせる。"),
            "needs": _t("Fields that must be stated.", "必須の項目。"),
            "carries": _t("Optional fields that make sense.", "使える任意の項目。"),
        },
        "effects": {
            "on": _t("What it happens to.", "影響を受けるもの。"),
            "word": _t("The word in models.", "モデルで使う語。"),
        },
        "scales": {"levels": _t("Level and reason for every requirement.", "対策要件ごとの水準と理由。")},
        "sectors": {
            "guidelines": _t("Ids of guidelines as published.", "公表されているガイドラインの ID。"),
            "deltas": _t(
                "Requirements that it raises (`level`) or narrows (`meaning`, `where`), each with its source.",
                "引き上げる(`level`)または限定する(`meaning`、`where`)対策要件と出典。",
            ),
            "published": _t(
                "False where no guideline of the sector is published in terms of CPSF.",
                "CPSF の用語で公表されたガイドラインが分野になければ false。",
            ),
            "note": _t("What is there and what is not.", "あるもの・ないもの。"),
        },
        "guidelines": {
            "publisher": _t("Who published it.", "公表者。"),
            "date": _t("When this edition was published.", "その版の公表時期。"),
            "note": _t("Shape of the document, and its relation to CPSF.", "文書の構成と CPSF との関係。"),
        },
        "sector_facets": {
            "sector": _t("Sector.", "分野。"),
            "kind": _t(
                "`place`, `interface`, `stakeholder` or `organization`.",
                "`place`(場所・ゾーン)、`interface`、`stakeholder`(関係者)、`organization`(組織全体)。",
            ),
            "words": _t("Words of `place` in a model that mean it.", "モデルの `place` でこれを意味する語。"),
            "one": _t("Kinds of components at one end.", "一方の端のモノの種類。"),
            "other": _t("Kinds of components at the other end.", "他方の端のモノの種類。"),
            "across": _t("Only between two organizations.", "異なる組織の間に限る。"),
            "roles": _t("Roles that make a stakeholder.", "関係者となる役割。"),
            "of_kinds": _t("Kinds of components of which they count.", "その役割を数えるモノの種類。"),
            "maker": _t("Who makes products of the sector.", "分野の製品のメーカー。"),
            "residents": _t("People without employer.", "雇用主のないヒト。"),
            "holders": _t(
                "Only organizations that answer for components or systems of the sector.",
                "分野のモノ・システムに責任を負うソシキに限る。",
            ),
        },
        "sector_items": {
            "sector": _t("Sector.", "分野。"),
            "facet": _t("Where or of whom it is asked.", "求められる場所・相手。"),
            "phases": _t("Phases of life that it belongs to; all, where empty.", "属する段階。空ならすべて。"),
            "force": _t(
                "`mandatory` or `recommended`; none where not known.", "`mandatory`・`recommended`。不明ならなし。"
            ),
            "paraphrase": _t("What it asks, in own words.", "求める内容(独自の言い換え)。"),
            "requirements": _t("Related requirements of CPSF, our reading.", "関連する対策要件(独自の読み取り)。"),
            "guideline": _t("Guideline that it comes from.", "もとになるガイドライン。"),
        },
        "data_categories": {
            "floor": _t("Least category of required trust.", "求められる信頼の下限カテゴリ。"),
            "legal": _t("Protected by law.", "法令で保護される。"),
            "law": _t("The law.", "その法令。"),
        },
        "human_levels": {
            "rank": _t("Place in the order.", "順位。"),
            "criteria": _t("When it is reached.", "判定の基準。"),
        },
        "economic_levels": {
            "rank": _t("Place in the order.", "順位。"),
            "criteria": _t("When it is reached.", "判定の基準。"),
        },
        "economic_criteria": {"thresholds": _t("Losses from which levels are reached.", "各程度に達する損失額。")},
        "grid": {
            "human": _t("Level on the human axis.", "人的被害の程度。"),
            "economic": _t("Level on the economic axis.", "経済的影響の程度。"),
            "category": _t(
                "Category of the cell, 0 to 4; never lower with more harm.",
                "カテゴリ 0〜4。被害が大きくなって下がることはない。",
            ),
        },
        "mixes": {
            "category": _t("Highest category for which it is accepted.", "認められる最も高いカテゴリ。"),
            "demands": _t("What it asks, per part.", "部分ごとの要求。"),
        },
        "demand_steps": {
            "part": _t("Part of a demand.", "要求の部分。"),
            "word": _t("The word in mixes.", "組み合わせで使う語。"),
            "rank": _t("Place in the order, weakest first.", "順位(弱い順)。"),
            "missing": _t("What is said to be lacking.", "不足を述べる文言。"),
            "coverage": _t("Operators: share that must hold it.", "運用者: 保有すべき割合。"),
            "kinds": _t("Operators: kinds of capability that count.", "運用者: 数える能力の種類。"),
            "interval": _t("Inspection: longest interval.", "点検: 認める最長の間隔。"),
            "passed": _t("Inspection: must have been passed in time.", "点検: 期限内の合格が必要。"),
            "continuous": _t("Inspection: continuous monitoring counts as well.", "点検: 常時監視でもよい。"),
            "accepts": _t("Support: sets of kinds of which one must be complete.", "支援: いずれかがそろえばよい組。"),
            "covers_loss": _t("Support: the limit must cover the deciding loss.", "支援: 限度額が決め手の損失以上。"),
        },
        "perspectives": {
            "number": _t("Number, 1 to 4.", "番号 1〜4。"),
            "parts": _t("Parts that are asked separately.", "個別に求められる部分。"),
        },
        "bases": {"rank": _t("Place in the order, weakest first.", "順位(弱い順)。")},
        "levels": {
            "rank": _t("Place on the ladder; none where it is not on it.", "段階。段階外ならなし。"),
            "answer": _t("May be answered.", "回答に使える。"),
            "required": _t("May be required.", "要求に使える。"),
        },
        "statuses": {"rank": _t("Place, worst first; neutral ones have none.", "順位(悪い順)。中立のものにはない。")},
        "layers": {
            "number": _t("Number, 1 to 3.", "番号 1〜3。"),
            "trust_basis": _t("What trust in it rests on.", "信頼性の基点。"),
            "functions": _t("What is done in it.", "その層で行われること。"),
        },
        "element_types": {
            "suffix": _t("Ending of vulnerability ids.", "脆弱性 ID の末尾。"),
            "section": _t("Section of a model.", "モデルの節。"),
            "weakness": _t("Pattern for titles of vulnerabilities.", "脆弱性の題名のひな形。"),
            "participation": _t("When such an element takes part in a layer.", "各層に関わる条件。"),
        },
        "component_kinds": {
            "layer": _t("Layer.", "層。"),
            "passes_control": _t(
                "A controlling system acts through such parts.", "制御するシステムがこれを通じて働く。"
            ),
        },
        "roles": {
            "responsible_rank": _t("Who answers first; none never does.", "責任を負う順。なければ負わない。"),
            "influence": _t("Carries required trust.", "求められる信頼を負う。"),
            "control": _t("Is control.", "制御にあたる。"),
        },
        "schemes": {
            "short": _t("Name that confirmations use.", "confirmations で使う名前。"),
            "nature": _t("Label, certification, regulation or standard.", "ラベル・認証・規制・規格の別。"),
            "jurisdiction": _t("Where it is in force.", "適用地域。"),
            "owner": _t("Who runs it.", "運営者。"),
            "granted_by": _t("Who grants; not who evaluates.", "付与者(評価者とは別)。"),
            "open": _t("Whether it takes applications, or applies.", "申請を受け付けているか、適用されるか。"),
            "scope": _t("What it is for.", "対象。"),
            "levels": _t("Levels and how they are evaluated.", "水準と確認の方法。"),
            "dates": _t("What happens when.", "日程。"),
            "editions": _t("Editions of the criteria and when they are in use.", "基準の版と使用期間。"),
            "validity_years": _t("How long it is valid.", "有効年数。"),
            "aligned_with": _t("Standards it is aligned with.", "整合する規格。"),
            "status": _t("Where it stands.", "現況。"),
            "wording": _t("What a label may and may not be called.", "使ってよい表現と使ってはならない表現。"),
        },
        "scheme_items": {
            "of": _t("Scheme or standard.", "制度・規格。"),
            "number": _t("Number in the scheme.", "制度での番号。"),
            "force": _t("Mandatory or recommended.", "必須か推奨か。"),
            "conditions": _t("Answers on which it applies.", "適用される条件。"),
            "facts": _t("Facts that fill it, all of them.", "満たすのに必要な事実(すべて)。"),
            "near": _t("Related items that do not fill it.", "関連するが代わりにはならない項目。"),
            "may_not_apply": _t("*Not applicable* with a reason is accepted.", "理由付きの「該当しない」を認めるか。"),
            "needs": _t("How the scheme checks it: documents or device.", "制度での確かめ方(文書または実機)。"),
            "evidence_table": _t("Table of the evidence document by TS 103 701.", "TS 103 701 の証拠文書の表。"),
        },
        "device_facts": {
            "examined_by": _t("How it is found out.", "確かめ方。"),
            "implies": _t("Facts that follow from it.", "ここから導かれる事実。"),
            "requirements": _t(
                "Related requirements of CPSF, our reading.", "関連する CPSF 対策要件(独自の読み取り)。"
            ),
        },
        "device_conditions": {
            "number_if_yes": _t("Condition of EN 303 645 that holds on yes.", "「はい」で成り立つ EN 303 645 の条件。"),
            "number_if_no": _t("Condition of EN 303 645 that holds on no.", "「いいえ」で成り立つ EN 303 645 の条件。"),
        },
        "examinations": {
            "needs": _t("Documents or the device.", "文書か実機か。"),
            "how": _t("What is done.", "行うこと。"),
        },
        "recognitions": {
            "from": _t("Label that counts, at any of its levels.", "承認されるラベルと水準(いずれか)。"),
            "to": _t("Level as which it counts.", "承認先の水準。"),
            "since": _t("From when.", "開始。"),
            "until": _t("Until when.", "終了。"),
            "partial": _t("What remains to be done.", "残る手続き。"),
        },
        "duties": {
            "jurisdiction": _t("Country or region; UN for all.", "国・地域(UN は共通)。"),
            "since": _t("From when it applies.", "適用開始。"),
            "until": _t("When it ends, where known.", "終了(判明している場合)。"),
            "scheme": _t("Scheme that it belongs to.", "対応する制度。"),
            "sectors": _t("Sectors in which it may apply.", "適用されうる分野。"),
            "kinds": _t("Kinds of components it is about; any where empty.", "対象のモノの種類。空なら問わない。"),
            "things": _t("Kinds of physical things it is about.", "対象の物理的なものの種類。"),
            "scope": _t("Whom and what it binds.", "対象。"),
            "covers": _t(
                "Demands that it covers up to a step, and by which evidence.",
                "どの要求をどの段階まで満たすか、その証拠。",
            ),
        },
        "exclusions": {
            "words": _t("Words by which an insurance excludes.", "免責を表す語。"),
            "origins": _t("Origins of harms that it leaves out.", "対象外となる被害の発端。"),
        },
        "evidence_kinds": {
            "categories": _t("Categories of requirements that it fits; any where empty.", "対応する要件のカテゴリー。"),
            "most": _t("The strongest basis that it can support.", "裏付けられる最も強い確認の方法。"),
            "look": _t("What it should show.", "示すべき内容。"),
        },
        "asking_rules": {
            "jurisdiction": _t("Country or region.", "国・地域。"),
            "since": _t("Day from which it holds, or of publication.", "施行日または公表日。"),
            "authority": _t("Who published it.", "所管官庁。"),
            "says": _t("What follows for whoever asks, in short.", "要請する側にとっての要点。"),
            "address": _t("Where it was published.", "公表先。"),
        },
        "attackers": {
            "entries": _t("Ways in that they have.", "使える侵入口。"),
            "abilities": _t(
                "What they can do and are willing to do; tags of the attack language.", "能力と意思。攻撃言語のタグ。"
            ),
            "frequency": _t(
                "Campaigns a year against one value creation process.", "一つの価値創造過程に対する年間の攻撃回数。"
            ),
            "persistence": _t("Days that a campaign lasts.", "一連の攻撃が続く日数。"),
            "speed": _t("A step takes its time divided by this.", "各ステップの時間をこの値で割る。"),
            "reason": _t("Why these numbers.", "数値の理由。"),
        },
        "entries": {
            "step": _t("Step of the attacker in the attack language.", "攻撃言語での攻撃者のステップ。"),
            "layer": _t(
                "Layer that it opens; none where it opens nothing yet.", "開く層。まだ何も開かない場合はなし。"
            ),
        },
        "exposures": {
            "words": _t("Other words for it, in lower case.", "同じ意味の他の語(小文字)。"),
            "entry": _t("Way in that it means.", "意味する侵入口。"),
            "reach": _t(
                "`all` instances of a population at once, or `each` by itself.",
                "`all`(全台一斉)または `each`(一台ずつ)。",
            ),
            "carrier": _t(
                "Whether it leads over a carrier's network, which can be closed to others (CPS.AC-7).",
                "通信事業者の網を経るか。網は他の利用者に対して閉じられる(CPS.AC-7)。",
            ),
        },
        "media": {
            "words": _t(
                "Words that are looked for; the longest one found decides.", "探す語。見つかった最長の語で決まる。"
            ),
            "carries": _t(
                "`network`, or `signal`: no attack passes, only false values and orders.",
                "`network`、または `signal`(攻撃は通らず、偽の値や指令だけが通る)。",
            ),
            "tapped": _t(
                "Who can listen and forge: `nearby`, in the `network`, `none`.",
                "傍受・偽造できる者: `nearby`・`network`・`none`。",
            ),
        },
        "attack_steps": {
            "days": _t("Mean of the exponential time without measures.", "対策がない場合の所要日数(指数分布の平均)。"),
            "chance": _t(
                "Probability, once a year, that it can be taken at all.", "そもそも可能である確率(年に一度)。"
            ),
            "reason": _t("Why so long, why so likely.", "その長さ・確率の理由。"),
        },
        "attack_defences": {
            "requirement": _t("Requirement that it stands for.", "対応する対策要件。"),
            "works": _t(
                "Probability, once a year, that it stops the step, by level; never lower at a higher level.",
                "ステップを止める確率(年に一度、水準別)。水準が上がって下がることはない。",
            ),
            "reason": _t("What the measure does against that step.", "そのステップに対する効き方。"),
        },
        "claim_truths": {
            "truth": _t("Probability that a stated measure is really there.", "記載された対策が実在する確率。"),
            "reason": _t("Why.", "その理由。"),
        },
        "integrity_floors": {
            "levels": _t(
                "Lowest and highest level by family: `iso13849`, `iec61508`, `iso26262`, `iec62443`.",
                "規格の系統別の下端と上端: `iso13849`、`iec61508`、`iso26262`、`iec62443`。",
            ),
            "reason": _t("Why.", "その理由。"),
        },
        "risk_profiles": {
            "table": _t("`iso21434-risk` or `iso21434-cal`.", "`iso21434-risk` または `iso21434-cal`。"),
            "columns": _t("Words of the columns, in order.", "列の語(順に)。"),
            "rows": _t("Values by the word of the row.", "行の語ごとの値。"),
        },
        "safe_state_words": {
            "words": _t("Other words for it.", "同じ意味の語。"),
            "stops": _t("The service ends in this state.", "この状態でサービスが止まる。"),
            "opposes": _t("States that cannot hold at the same time.", "同時に成り立たない状態。"),
        },
        "safety_events": {
            "words": _t("Other words for it.", "同じ意味の語。"),
            "apart": _t("Events that cannot coincide with it.", "同時に起こりえない事象。"),
        },
        "conflict_kinds": {
            "order": _t("Place in lists; no rank of severity.", "一覧での順。重大さの順位ではない。"),
            "why": _t("Why it is a conflict.", "競合となる理由。"),
            "ways_out": _t("Ways that people take out of it, with source.", "解消の方法と出典。"),
            "within_days": _t("Up to which tolerance it counts, in days.", "対象とする許容時間の上限(日)。"),
        },
    }
)
"""Fields of each kind besides the common ones; keys as in a file."""
