"""Phrases of the report on the trust gap: what is proven, by which claims, what lapses, and what breaks."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sanso.model.text import Text

__all__ = ["CAUSE", "DEPENDENCE", "PROOF_WORDS", "PROVEN_STATUS"]


def _phrases(**pairs: tuple[str, str]) -> Mapping[str, Text]:
    return MappingProxyType({key: Text(en=en, ja=ja) for key, (en, ja) in pairs.items()})


def _table(**pairs: tuple[str, str]) -> Mapping[str, Text]:
    return MappingProxyType({key.replace("_", "-"): Text(en=en, ja=ja) for key, (en, ja) in pairs.items()})


PROVEN_STATUS = _table(
    met=("proven", "証明済み"),
    partial=("partly proven", "一部証明"),
    missing=("not proven", "証明なし"),
    not_stated=("not proven", "証明なし"),
    not_applicable=("shown not to apply", "適用外を証明済み"),
    not_required=("not required", "要求なし"),
)
"""What is proven of a requirement, by its proven status."""

CAUSE = _table(
    claim=("the claim ends", "主張の期限"),
    authority=("the issuer's accreditation ends", "発行者の認定の終了"),
    scheme=("the edition of the scheme ends", "制度の版の終了"),
    trust_list=("the trust list expires", "トラストリストの期限"),
    statement=("a statement of the model ends", "モデルの申告の期限"),
)
"""Why something lapses."""

DEPENDENCE = _table(
    claim=("claim", "主張"),
    certifier=("certifier", "認証機関・試験所"),
    supplier=("supplier", "サプライヤー"),
)
"""What something depends on."""

PROOF_WORDS = _phrases(
    gap=("Trust gap", "信頼性ギャップ"),
    no_proof=(
        "No evidence was given, so nothing in this report is proven; `sanso report FILE --evidence DIR` sets what is "
        "proven beside it.",
        "証跡の指定がないため、この報告で証明されたものはない。"
        "sanso report FILE --evidence DIR で、証明されたものを併記できる。",
    ),
    stage_proof=("stated and proven, side by side", "申告と証明を併記"),
    proof_lead=("Stated is not proven.", "申告は証明ではない。"),
    proof_note=(
        "What stands in the model is stated. Proven is only what claims confirm whose signature, authority and status "
        "were verified; it is marked as proven wherever it stands. What is not proven counts as not proven: never as "
        "met, harmless or fine.",
        "モデルに書かれたものは申告である。証明は、署名・発行者の権限・失効状況を検証できた主張が裏づけるものだけであり、"
        "その箇所に「証明」と示す。証明のないものは「証明なし」のまま扱い、充足・無害・問題なしとは決してみなさない。",
    ),
    gap_intro=(
        "What is required, beside what is stated and what is proven. A measure is proven at the level, and with the "
        "basis, that verified claims confirm; the basis follows from the signer and the scheme, never from the words "
        "of the claim.",
        "要求に対し、申告と証明を並べて示す。対策は、検証済みの主張が裏づける水準と確認の方法によってのみ証明となる。"
        "確認の方法は署名者と制度から定まり、主張の文言では決まらない。",
    ),
    gap_sentence=(
        "Of {required} asked (once per organization): as stated {met} are met and {aside} not applicable, {proven} are "
        "proven, {gap} are required and not proven.",
        "求められる{required}(責任組織ごとに1件)のうち、申告上の充足は{met}件、申告上の適用外は{aside}件、"
        "証明済みは{proven}件。要求に対し証明のないものは{gap}件。",
    ),
    gap_beyond=(
        "For {n} of the proven the model states less.",
        "証明済みのうち{n}件は、モデルの申告を上回る。",
    ),
    gap_claims=(
        "{claims} looked at: {counting} with effect, {left} without.",
        "{claims}を確認した。有効{counting}件、無効{left}件。",
    ),
    gap_at=("Judged as of {time} (UTC).", "判定時点: {time}(UTC)。"),
    gap_list=(
        "Trust list: version {version}, valid until {day}.",
        "トラストリスト: 第{version}版、有効期限 {day}。",
    ),
    gap_no_list=(
        "No usable trust list: nobody's word counts, so nothing is proven.",
        "使えるトラストリストがない。誰の主張も根拠とならず、証明されたものはない。",
    ),
    gap_unpinned=(
        "The trust list was not checked against a key known beforehand; it was taken as it lies in the folder. "
        "--pin with the thumbprint of its key rules out a substitute.",
        "トラストリストは、事前に知っている鍵と照合していない(フォルダーにあるものをそのまま用いた)。"
        "--pin で鍵の拇印を指定すれば、すり替えを防げる。",
    ),
    gap_without=("What if: left out are {names}.", "仮定: {names} を除いた場合の結果。"),
    layers_intro_proof=(
        "The value creation process on the three layers of CPSF. A mark shows the name, the required category "
        "and, as a diamond, whether none, part or all of what is asked for is proven.",
        "価値創造過程をCPSFの三層に置いた図。印は名称と求められるカテゴリを示し、"
        "求められるもののうち証明が「なし・一部・すべて」のどれかをひし形で示す。",
    ),
    gap_layers=("Requirements by layer", "層別の対策要件"),
    gap_required=("Required", "要求"),
    gap_stated=("Met or not applicable, as stated", "申告上は充足・適用外"),
    gap_proven=("Proven", "証明済み"),
    gap_proof=("Proof", "証明"),
    gap_part=("proven for {n} of {all}", "{all}のうち {n} 件は証明済み"),
    gap_over=("Proven beyond the statement", "申告を上回る証明"),
    gap_open=("Required, not proven", "要求・証明なし"),
    gap_subjects=("Organizations, devices, systems and data", "ソシキ・機器・システム・データ"),
    gap_measures=("Measures: required / stated / proven", "対策: 要求 / 申告 / 証明"),
    gap_mix_stated=("Strength as stated", "申告上の強さ"),
    gap_mix_proven=("Strength proven", "証明された強さ"),
    gap_short=("{mix}, short of {n}", "{mix}、不足{n}件"),
    gap_reached=("{mix}, reached", "{mix}、到達"),
    claims_title=("Claims looked at", "確認した主張"),
    claims_intro=(
        "Each claim has four marks of its own, each right, wrong or not known, with the reason. It counts where "
        "signature, authority and status are right and the log speaks as the policy asks.",
        "主張ごとに四つの判定(正しい・正しくない・不明)を理由とともに示す。署名・発行者の権限・失効状況が正しく、"
        "ログが方針の求めるとおりであるものだけが有効となる。",
    ),
    claims_none=("The folder holds no claim.", "フォルダーに主張がない。"),
    claim=("Claim", "主張"),
    claim_signature=("Signature", "署名"),
    claim_authority=("Authority", "発行者の権限"),
    claim_status=("Status", "失効状況"),
    claim_log=("Log", "ログ"),
    claim_counts=("Counts", "有効"),
    claim_yes=("counts", "有効"),
    claim_no=("does not count", "無効"),
    claim_unused=("nothing here rests on it", "この評価では未使用"),
    claim_left=("left out", "除外(仮定)"),
    claim_about=("about", "対象"),
    claim_items=("Items", "項目"),
    claim_until=("Valid until", "有効期限"),
    claim_file=("File", "ファイル"),
    claim_why=("Why it does not count", "無効の理由"),
    claim_digest=("Digest", "ダイジェスト"),
    claim_scheme=("Scheme", "制度"),
    claim_hidden=("{n} hidden", "非開示 {n}"),
    claim_more=("and {n} more", "ほか{n}件"),
    claim_outside=("not in the model", "モデルにない"),
    lapses_title=("What lapses in the next 30, 60 and 90 days", "今後30・60・90日で失われるもの"),
    lapses_intro=(
        "If nothing is renewed; status lists apart, which are renewed all the time.",
        "更新しない場合。随時更新される失効情報は、表に含めず別に示す。",
    ),
    lapses_none=("Nothing lapses within 90 days.", "90日以内に失われるものはない。"),
    lapse_day=("From", "失われる日"),
    lapse_within=("within {n} days", "{n}日以内"),
    lapse_why=("Why", "理由"),
    lapse_lists=("status lists grow too old", "失効情報の期限"),
    lapse_lost=("What is lost", "失われるもの"),
    lost_nothing=("nothing by itself", "単独では影響なし"),
    lost_stated=("{who} (as stated)", "{who}(申告)"),
    lost_more=("{n} more", "ほか{n}件"),
    lost_lines=("and {n} more of the kind (see the workbook)", "ほか{n}項目(ワークブックを参照)"),
    breaks_title=("What breaks if …", "失った場合の影響"),
    breaks_intro=(
        "What would no longer be proven if this claim were withdrawn, or this certifier or supplier lost.",
        "この主張が取り消された場合、またはこの認証機関・サプライヤーを失った場合に、証明を失うもの。",
    ),
    breaks_none=("Nothing that is proven rests on a single claim.", "一つの主張だけに依存する証明はない。"),
    breaks_what=("If this is lost", "失うもの"),
    breaks_rows=("Requirements lost", "失う対策要件"),
    breaks_strengths=("Confirmations lost", "失う確認"),
    breaks_highest=("Highest category", "最高カテゴリ"),
    proof_found=("Findings about the evidence", "証跡への指摘"),
    sheet_gap=("Trust gap", "信頼性ギャップ"),
    sheet_proven=("Proven", "証明"),
    sheet_claims=("Claims", "主張"),
    sheet_lapses=("Lapses", "失効予定"),
    sheet_breaks=("Dependences", "依存"),
    col_stated_status=("Stated status", "申告の状態"),
    col_proven_status=("Proven status", "証明の状態"),
    col_proven_level=("Proven level", "証明の水準"),
    col_proven_basis=("Verified basis", "検証済みの確認方法"),
    col_issuer=("Issuer", "発行者"),
)
