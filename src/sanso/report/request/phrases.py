"""Headings and sentences of the letter to a supplier and of its workbook, in English and Japanese."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sanso.model.text import Text

__all__ = ["PHRASES"]


def _phrases(**pairs: tuple[str, str]) -> Mapping[str, Text]:
    return MappingProxyType({key: Text(en=en, ja=ja) for key, (en, ja) in pairs.items()})


PHRASES = _phrases(
    title=("Request for proof of security measures", "セキュリティ対策の実施状況と証跡のご提供のお願い"),
    running=("Confidential between the two parties", "関係者限り"),
    to=("To", "宛先"),
    sender=("From", "差出人"),
    sender_open=("(name, department, contact)", "(会社名・部署・連絡先)"),
    letter_to=("To: {who}", "{who} 御中"),
    due=("Please answer by", "ご回答期限"),
    salutation=("Dear Sir or Madam,", "拝啓 時下ますますご清栄のこととお慶び申し上げます。"),
    greeting=(
        "We rely on you, and whoever relies on us asks us to show that the whole chain is sound.",
        "平素より格別のお引き立てを賜り、厚く御礼申し上げます。当社の取引先・利用者からは、"
        "供給網全体のセキュリティを示すことが求められています。",
    ),
    wish=(
        "We therefore ask you to tell us how the points in the annexes stand, and to show it. Only what is still open "
        "on your side is asked.",
        "つきましては、別紙の各項目の実施状況と、それを示す証跡をご提供くださいますようお願い申し上げます。"
        "お尋ねするのは、貴社についてまだ確認できていない点だけです。",
    ),
    stake=(
        "What you make, run or look after for us can bring about harm of up to category {category} if it fails or is "
        "attacked.",
        "貴社が当社のために製造・運用・保守されているものは、故障したり攻撃されたりすると、"
        "最大でカテゴリ{category}の被害をもたらしうるものです。",
    ),
    stake_harms=(
        "What must not happen: {harms}.",
        "防がなければならない被害: {harms}。",
    ),
    ask_counts=(
        "We ask for answers to {requirements} (annex A) and for {confirmations} (annex B), by {due}.",
        "{requirements}(別紙A)と{confirmations}(別紙B)について、{due}までにご回答をお願いいたします。",
    ),
    things_caption=("What is asked about", "お尋ねする対象"),
    can_cause=("Can bring about", "もたらしうる被害"),
    harm=("Harm of category {category}", "カテゴリ{category}の被害"),
    harm_named=("Harm of category {category} ({harms})", "カテゴリ{category}の被害({harms})"),
    harm_none=("no rated harm", "評価された被害なし"),
    number_requirements=("Requirements (annex A)", "対策要件(別紙A)"),
    number_confirmations=("Confirmations (annex B)", "確認(別紙B)"),
    nothing=("Nothing is open on your side.", "現在、お尋ねする点はありません。"),
    ask_levels=(
        "For each requirement tell us the level that you have reached. “Not done yet” with a planned date is a "
        "useful "
        "answer; so is “does not apply” with the reason.",
        "要件ごとに、達成している水準をご回答ください。"
        "「未実施(予定日あり)」や「該当しない(理由あり)」も有用な回答です。",
    ),
    ask_stated=(
        "We go by what has been stated to us so far.",
        "これまでに伺っている内容に基づいてお尋ねしています。",
    ),
    ask_proven=(
        "Some points have been stated already; for these we only ask for proof. They are marked “stated, proof "
        "wanted”.",
        "すでに実施を伺っている点については、証跡だけをお願いします(「申告済み・証跡待ち」と表示)。",
    ),
    why=(
        "A category from 0 to 4 says how badly people and business could be hurt; 4 is the gravest. Of each point the "
        "annexes say first what it protects against, then the level that is asked and which rule asks for it, then "
        "what would show it. Requirements follow METI's Cyber/Physical Security Framework, categories its IoT "
        "Security Safety Framework. How categories are cut and levels follow from them is not fixed there; for this "
        "we go by a published proposal (Sanso).",
        "カテゴリ(0〜4)は人や事業に及びうる被害の大きさで、4が最大です。別紙には項目ごとに、何を防ぐためのものか、"
        "求める水準とその根拠、何によって示せるかを、この順に記載しています。"
        "対策要件は経済産業省のサイバー・フィジカル・セキュリティ対策フレームワーク、"
        "カテゴリは同省の IoT セキュリティ・セーフティ・フレームワークに基づきます。"
        "カテゴリの区分と、カテゴリから水準を決める方法はそこでは定められていないため、"
        "公開されている提案(Sanso)によっています。",
    ),
    accepted_basis=(
        "Each answer can rest on your own signed statement (self-declaration), on a confirmation by a third party, "
        "or on a "
        "public certification. Where annex B asks for a certain strength, a stronger one is accepted as well. "
        "Certificates "
        "and labels that you hold already are welcome: nothing has to be shown twice.",
        "回答の根拠は、貴社が署名した自己宣言、第三者による確認、公的な認証のいずれでも構いません。"
        "別紙Bで強さを指定している場合は、それより強いものも認めます。"
        "すでにお持ちの認証やラベルをそのままお使いください。同じことを二度示していただく必要はありません。",
    ),
    accepted_digest=(
        "Files may stay with you. A claim names them by digest, so that we can check later that nothing was "
        "changed; send "
        "only what you want us to read. Answers that are none of our business can be hidden in the signed dossier.",
        "証跡のファイルは貴社の手元に置いたままで構いません。主張にはファイルのダイジェストだけが入り、"
        "後から改変がないことを確認できます。"
        "署名した主張のうち、当社に関係のない回答は隠して渡せます。",
    ),
    kind=("Kind", "種類"),
    shows=("What it should show", "示していただきたい内容"),
    most=("At most counts as", "認められる上限"),
    cost=("Who bears the cost.", "費用のご負担について"),
    cost_offer=(
        "What we ask can cost money. We are ready to discuss the cost and its place in the price before you begin, "
        "and "
        "will not hold it against you that you raise it. We do not ask you to buy a named product or service; "
        "another "
        "measure that reaches the same aim is welcome. If the date is too tight, tell us.",
        "本依頼への対応には費用が生じることがあります。着手の前に、取引価格への反映を含めて費用を協議いたします。"
        "お申し出を理由に不利益な取り扱いをすることはありません。"
        "特定の製品・サービスの購入を求めるものではなく、同じ目的を達する別の対策でも構いません。"
        "期限が厳しい場合もご相談ください。",
    ),
    cost_rules=("Rules that bind us in this:", "当社が従うべき規律:"),
    cost_advice=(
        "This is a pointer to published rules, not legal advice.",
        "公表資料の案内であり、法的助言ではありません。",
    ),
    reply=("How to answer.", "ご回答の方法"),
    reply_book=(
        "Fill in {book}: the columns marked ▶. Send it back as it is; hidden columns let us find our place.",
        "{book} の ▶ の付いた列にご記入のうえ、そのままご返送ください(非表示の列は照合に使います)。",
    ),
    reply_claim=(
        "Where you can, also send a signed claim: fill in {draft}, then run sanso claim sign. A claim that can be "
        "verified counts for more than a filled cell, and you can show it to other customers too.",
        "可能であれば、署名した主張もお送りください。{draft} に記入し、sanso claim sign で署名します。"
        "検証できる主張は、記入だけの回答より強い根拠になり、"
        "ほかの取引先にもそのまま提示できます。",
    ),
    reply_relay=(
        "Proof of your own suppliers: pass on their presentation unchanged (sanso share --relay).",
        "貴社の取引先の証跡は、提示を変更せずに中継してください(sanso share --relay)。",
    ),
    questions=(
        "Ask us before you begin where anything is unclear. Thank you for your help.",
        "ご不明な点は、着手の前にお問い合わせください。ご協力のほど、何卒よろしくお願い申し上げます。",
    ),
    farewell=("Yours faithfully,", "敬具"),
    annex_requirements=("Annex A: requirements", "別紙A 対策要件"),
    annex_confirmations=("Annex B: confirmations", "別紙B 確認"),
    annex_evidence=("Annex C: what we accept", "別紙C 認められる証跡と確認の方法"),
    against=("Protects against", "何を防ぐためか"),
    against_things=(" that can come from {things}.", "(もたらしうるもの: {things})。"),
    against_start=("It can begin with {incidents}.", "発端となる事象: {incidents}。"),
    against_incidents=("{incidents}, at {things}.", "{things}での事象: {incidents}。"),
    more=("{listed} and {n} more", "{listed} ほか{n}件"),
    level_by=("{level} is asked: {rules}.", "求める水準は {level}({rules})。"),
    level_why=("Level, and what asks for it", "求める水準とその根拠"),
    shown_by=("What would show it", "証跡の例"),
    mix_why=(
        "asked by mix {mix}, the nearest that is accepted for category {category}",
        "カテゴリ{category}で認められる組み合わせのうち、最も近い {mix} が求めるもの",
    ),
    own_word=("your own signed claim", "貴社が署名した主張"),
    confirmation_why=("Confirmation, and what asks for it", "必要な確認とその根拠"),
    requirement=("Requirement", "対策要件"),
    of_what=("Of what", "対象"),
    level=("Level", "水準"),
    now=("On record", "現在の把握"),
    confirmation=("Confirmation", "必要な確認"),
    under=("Claim item", "主張の項目"),
    proof_wanted=("stated, proof wanted", "申告済み・証跡待ち"),
    sheet_guide=("Guide", "ご記入方法"),
    sheet_confirmations=("Confirmations", "確認"),
    guide_level=(
        "▶ Answer: the level that you have reached, or none.",
        "▶ 回答: 達成している水準。未実施なら「なし」。",
    ),
    guide_reason=("▶ Reason: needed where it does not apply.", "▶ 理由: 適用外の場合は必須です。"),
    guide_basis=(
        "▶ Basis and by whom: your own statement, a third party, or a public certification.",
        "▶ 確認の方法・確認者: 自己宣言、第三者確認、公的認証のいずれか。",
    ),
    guide_evidence=(
        "▶ Evidence: name of the file or certificate; the file itself need not be sent.",
        "▶ 証跡: ファイル名や認証番号。ファイルそのものの送付は不要です。",
    ),
    guide_until=("▶ Valid until: last day on which the answer holds.", "▶ 有効期限: 回答が有効な最終日。"),
    guide_due=(
        "▶ Owner and due: who will do it and when, where it is not done yet.",
        "▶ 担当・期限: 未実施の場合、いつまでに誰が行うか。",
    ),
)
"""By key; a test holds that none lacks a language."""
