"""The words in which reasons are told, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sanso.analysis.comparing.result import Change
from sanso.model.text import Text

__all__ = ["CODES", "DEMANDS", "SECTION", "WHAT", "change_text", "field_text"]


def _table(**pairs: tuple[str, str]) -> Mapping[str, Text]:
    return MappingProxyType({key.replace("_", "-"): Text(en=en, ja=ja) for key, (en, ja) in pairs.items()})


SECTION = _table(
    organizations=("organization", "ソシキ"),
    people=("people", "ヒト"),
    products=("product type", "製品型式"),
    components=("component", "モノ"),
    systems=("system", "システム"),
    procedures=("procedure", "プロシージャ"),
    data=("data set", "データ"),
    physical=("physical thing", "物理的なもの"),
    connections=("connection", "つながり"),
    conditions=("condition", "条件"),
    harms=("harm scenario", "被害シナリオ"),
    measures=("answer", "対策の回答"),
    confirmations=("confirmation", "確認の申告"),
    model=("head of the model", "モデルの見出し"),
)
"""One thing of a section."""

WHAT = _table(
    added=("added", "追加"), removed=("removed", "削除"), changed=("changed", "変更"), renamed=("renamed", "ID 変更")
)

DEMANDS = MappingProxyType(
    {
        "product": Text(en="product, before operation", ja="製品(運用前)"),
        "organization": Text(en="organization, before operation", ja="組織(運用前)"),
        "staff": Text(en="staff, before operation", ja="要員(運用前)"),
        "in_operation": Text(en="in operation", ja="運用中"),
        "operators": Text(en="operators", ja="運用者の能力"),
        "social_support": Text(en="social support", ja="社会的なサポート"),
    }
)
"""The parts of a demand, by their keys."""

CODES = _table(
    change=("{change}", "{change}"),
    together=("together with other changes: {change}", "他の変更との組み合わせ: {change}"),
    day=("the day: {old} → {new}", "評価日: {old} → {new}"),
    arrived=("new: {names}", "新規: {names}"),
    left=("no longer there: {names}", "なくなったもの: {names}"),
    moved_here=("responsibility passed from {who}: {names}", "{who}から責任が移った: {names}"),
    moved_away=("responsibility passed to {who}: {names}", "{who}へ責任が移った: {names}"),
    category=("the category asks for another level: {old} → {new}", "カテゴリによる水準: {old} → {new}"),
    links=("category {new}, now called for by other incidents", "カテゴリ {new}(根拠のインシデントが変わった)"),
    scale=("the size of the organization asks for another level: {old} → {new}", "組織の規模による水準: {old} → {new}"),
    delegation=("delegated: {old} → {new}", "委託: {old} → {new}"),
    sector=("the sector asks for another level: {old} → {new}", "分野による水準: {old} → {new}"),
    cap=("the highest grade of the requirement: {old} → {new}", "要件の上限: {old} → {new}"),
    answer_given=("{who} now states {new}", "{who}が {new} と申告"),
    answer_withdrawn=("the answer of {who} ({old}) is gone", "{who}の回答({old})がなくなった"),
    answer_expired=("the answer of {who} expired on {until}", "{who}の回答が {until} に期限切れ"),
    answer_renewed=("the answer of {who} is valid again, until {until}", "{who}の回答が再び有効(期限 {until})"),
    answer_changed=("{who} states {new} instead of {old}", "{who}の申告が {old} から {new} に"),
    answer_elsewhere=(
        "another answer counts: {old} of {who}, now {new} of {other}",
        "採用される回答が {who}の {old} から {other}の {new} に",
    ),
    applies=("incidents that call for it have come: {names}", "根拠となるインシデントが加わった: {names}"),
    applies_no_more=("incidents that called for it are gone: {names}", "根拠のインシデントがなくなった: {names}"),
    demand=("category {old} → {new} asks for another mix", "カテゴリ {old} → {new} により組み合わせが変わる"),
    stated=("{demand}: {old} → {new} – {change}", "{demand}: {old} → {new} – {change}"),
    stated_day=("{demand}: {old} → {new}, by the day", "{demand}: {old} → {new}(評価日による)"),
)
"""Why something moved; a reason of code ``change`` is the change itself."""


def field_text(change: Change, most: int = 2) -> Text | None:
    """Tell the first *most* fields of a change, before and after."""
    said = []
    for field in change.fields[:most]:
        if field.several:
            signs = [("−", field.old), ("+", field.new)]
            parts = [Text(en=f"{s}{t.show('en')}", ja=f"{s}{t.show('ja')}") for s, t in signs if t is not None]
            pair = Text(en=" ".join(p.en for p in parts) or "–", ja=" ".join(p.ja for p in parts) or "–")
        else:
            old, new = field.old or Text.of("–"), field.new or Text.of("–")
            pair = Text(en=f"{old.show('en')} → {new.show('en')}", ja=f"{old.show('ja')} → {new.show('ja')}")
        said.append(Text(en=f"{field.path}: {pair.en}", ja=f"{field.path}: {pair.ja}"))
    if not said:
        return None
    more = len(change.fields) - len(said)
    rest = Text(en=f", {more} more", ja=f"、ほか {more} 件") if more > 0 else Text.of(" ")
    return Text(
        en=(", ".join(text.en for text in said) + rest.en).rstrip(),
        ja=("、".join(text.ja for text in said) + rest.ja).rstrip(),
    )


def change_text(change: Change) -> Text:
    """Tell a change in one phrase: which thing, what happened to it, its first fields."""
    section, what, name = SECTION[change.section], WHAT[change.what], change.name
    which = change.id.partition("/")[2] if change.section in ("measures", "confirmations") else ""
    en = f"{section.en} “{name.show('en')}”{' ' + which if which else ''} {what.en}"
    ja = f"{section.ja}「{name.show('ja')}」{which}の{what.ja}"
    if change.by == "day":
        en, ja = f"{en} (as of the day)", f"{ja}(評価日による)"
    elif change.by == "choice":
        en, ja = f"{en} (as chosen)", f"{ja}(代替の選択による)"
    fields = field_text(change)
    return Text(en=f"{en} ({fields.en})", ja=f"{ja}({fields.ja})") if fields is not None else Text(en=en, ja=ja)
