"""The words on the picture of the trust gap, in English and Japanese."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sanso.model.text import Language, Text

__all__ = ["GAP_WORDS", "counted", "tell"]


def _table(**pairs: tuple[str, str]) -> Mapping[str, Text]:
    return MappingProxyType({key: Text(en=en, ja=ja) for key, (en, ja) in pairs.items()})


GAP_WORDS = _table(
    title=("Trust gap", "信頼性ギャップ"),
    desc=(
        "Per layer, and for the subjects that matter most: what is required beside what is stated and what is proven "
        "by verified evidence. {measures}.",
        "層ごと、および優先度の高い対象ごとに、要求・申告・検証済みの証跡による証明を並べた図。{measures}。",
    ),
    desc_stated=(
        "Per layer, and for the subjects that matter most: what is required beside what is stated. Nothing is proven. "
        "{measures}.",
        "層ごと、および優先度の高い対象ごとに、要求と申告を並べた図。証明されたものはない。{measures}。",
    ),
    three=(
        "{required} required, {stated} stated, {proven} proven",
        "要求 {required}、申告 {stated}、証明 {proven}",
    ),
    two=("{required} required, {stated} stated", "要求 {required}、申告 {stated}"),
    not_proven=("Stated, not proven: no evidence was given.", "申告であり、証明ではない(証跡の指定なし)。"),
    looked=(
        "Proven by verified evidence: {counting} of {claims} count",
        "検証済みの証跡による証明: 主張 {claims}のうち {counting} 件が有効",
    ),
    claims=("{n} claim|{n} claims", "{n} 件"),
    unpinned=("trust list not pinned", "トラストリストの鍵は未固定"),
    required=("Required", "要求"),
    stated=("Stated", "申告"),
    proven=("Proven", "証明"),
    required_key=("required", "要求"),
    stated_key=("stated", "申告"),
    proven_key=("proven", "証明済み"),
    gap_key=("trust gap", "信頼性ギャップ"),
    open_key=("required, not stated", "要求に対し申告が不足"),
    category_key=("required category", "求められるカテゴリ"),
    measures=("Measures", "対策"),
    strength=("Confirmations", "確認"),
    no_measures=("nothing asked", "要求なし"),
    grouped=(
        "devices, systems and data grouped by responsible organization",
        "モノ・システム・データは責任組織ごとに集約",
    ),
    layer_total=("requirements, once per organization", "対策要件(責任組織ごとに1件)"),
    more=("and {n} more", "ほか {n}"),
    empty=("Nothing on this layer.", "この層の対象なし。"),
    in_category=("category", "カテゴリ"),
    footnote=(
        "Measures: each requirement counted on each subject, where fully met at the required level or not applicable. "
        "Confirmations: steps that the nearest accepted mix asks.",
        "対策: 対象ごとの対策要件のうち、必要な水準を満たすもの(適用外を含む)。"
        "確認: 最も近い組み合わせが求める段階の数。",
    ),
    order=("highest category first, then the widest gap", "カテゴリの高い順、次にギャップの大きい順"),
    no_pin_note=(
        "The trust list was taken as it lies in the folder; --pin with the thumbprint of a key rules out a substitute.",
        "トラストリストはフォルダーにあるものをそのまま用いた。すり替えを防ぐには、--pin で鍵の拇印を指定する。",
    ),
    beyond=(
        "For {n} of the proven (once per organization) the model states less: claims count there as well.",
        "証明済みのうち {n} 件(責任組織ごとに1件)は申告を上回る。申告がない、または低い箇所でも主張は有効となる。",
    ),
    proven_all=("all proven", "すべて証明済み"),
    proven_part=("partly proven", "一部証明済み"),
    proven_none=("none proven", "証明なし"),
    proven_heading=("Proven", "証明"),
    lacking_proof=("required, not proven", "要求に対し証明が不足"),
    not_proven_short=("not proven", "証明なし"),
    footnote_proven=(
        "Category grid (including “none”) and strengths: Sanso proposal, replaceable. "
        "Proven is what verified evidence confirms; stated alone is not proven.",
        "カテゴリの格子(「なし」を含む)と要求強度は Sanso の提案(差し替え可)。"
        "証明は検証済みの証跡で裏づけられたもの。申告だけでは証明にならない。",
    ),
)


def tell(key: str, lang: Language, **values: object) -> str:
    """Return the words called *key* in *lang* with their fields filled."""
    text = GAP_WORDS[key].show(lang)
    return text.format(**values) if values else text


def counted(key: str, lang: Language, n: int) -> str:
    """Return *n* things of the sort called *key*, in the right number."""
    one, _, many = GAP_WORDS[key].show(lang).partition("|")
    return (one if n == 1 or not many else many).format(n=f"{n:,}")
