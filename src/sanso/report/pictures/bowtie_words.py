"""Words of the bow-tie picture and of its tables, in English and Japanese."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sanso.model.text import Language, Text

__all__ = ["BARRIER", "COMPARISON", "MITIGATION", "ORIGIN", "STATUS", "VERDICT", "WORDS", "tell"]


def _table(**pairs: tuple[str, str]) -> Mapping[str, Text]:
    return MappingProxyType({key.replace("_", "-"): Text(en=en, ja=ja) for key, (en, ja) in pairs.items()})


ORIGIN = _table(
    attack=("attack", "攻撃"), fault=("fault", "故障"), misuse=("misuse", "誤用"), nature=("nature", "自然")
)

VERDICT = _table(
    counts=("counts", "数える"),
    zero=("counts zero", "数えない"),
    open=("undecided, facts not stated", "未申告で判定できず"),
)

BARRIER = _table(
    safety_function=("safety function", "安全機能"),
    procedure=("procedure", "手順"),
    cross_check=("cross-check", "相互照合"),
    confirmation=("confirmation of the effect", "作動結果の確認"),
    partner=("must fail as well", "これも損なわれる必要"),
)

MITIGATION = _table(
    mitigation=("mitigation", "緩和策"),
    safe_state=("safe state", "安全状態"),
    insurance=("insurance", "保険"),
    fund=("fund", "基金"),
    contact=("contact point", "連絡窓口"),
    response=("response", "対応"),
)

STATUS = _table(
    stated=("stated", "申告あり"),
    not_stated=("not stated", "未申告"),
    missing=("not done", "未実施"),
    partial=("partly stated", "一部の申告"),
    met=("stated", "申告あり"),
    expired=("expired", "期限切れ"),
)

COMPARISON = _table(
    met_as_stated=("met, as stated", "充足(申告)"),
    below=("below the floor", "下限に届かない"),
    not_stated=("not stated", "未申告"),
    not_comparable=("not compared", "比較しない"),
)

WORDS = _table(
    title=("Bow-tie", "ボウタイ図"),
    desc=(
        "Causes of {harm} on the left ({n}), the barriers between, the top event, mitigations on the right.",
        "左に「{harm}」の原因({n}件)、その間に防護、中央にトップ事象、右に緩和策を示す。",
    ),
    causes=("Causes", "原因"),
    barriers=("Barriers", "防護"),
    top_event=("Top event", "トップ事象"),
    mitigations=("Mitigations", "緩和策"),
    harm=("Harm", "被害"),
    human=("human damage: {level}", "人への被害: {level}"),
    economic=("economic impact: {level}", "経済的影響: {level}"),
    count=("against {origin}: {n} of its barriers count", "{origin}に対して数える防護: {n}"),
    weakest=(" (weakest: cause {line})", "(最も弱い原因: {line})"),
    no_barrier=("no barrier is stated", "防護の記載なし"),
    no_mitigation=("no mitigation is stated", "緩和策の記載なし"),
    while_=("while: {conditions}", "条件: {conditions}"),
    control=("others in control: {n}", "制御しうる他者: {n}"),
    nobody=("no control path", "制御経路の記載なし"),
    again=("counted left", "左で計上"),
    more_causes=("and {n} more causes (see the table)", "ほか原因{n}件(表を参照)"),
    more_barriers=("and {n} more (see the table)", "ほか{n}件(表を参照)"),
    floor=("Suggested floor: {floors}", "下限の提案: {floors}"),
    floor_or=(" or ", " または "),
    proposal=(
        "Sanso proposal, replaceable; levels of different standards are not equated.",
        "Sanso の提案(置き換え可)。異なる規格の水準を同一視するものではない。",
    ),
    by_table=("by the table of the standard", "規格の表による"),
    note=("Everything as stated, nothing proven.", "すべて申告であり、証明ではない。"),
)


def tell(key: str, lang: Language, **values: object) -> str:
    """Return a phrase in *lang* with its fields filled.

    Raises:
        KeyError: there is no such phrase.

    """
    return WORDS[key].show(lang).format(**values)
