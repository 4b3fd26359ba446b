"""Turn results into plain words and sentences, in both languages at once.

Pure functions, used alike by the page, the workbook and the command line. They write text only: escaping is
the business of whoever shows it.

>>> counted(1, "element").en, counted(3, "element").en, counted(3, "element").ja
('1 element', '3 elements', '3件の構成要素')
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sanso.analysis.result import Because
from sanso.assessment.result import Answer, Reason, RequirementPart, RequirementRow
from sanso.catalogue import Catalogue, parts_of_demand
from sanso.facts import AxisPosition, Step
from sanso.iotssf.result import Credit, MixGap, Placement, Shortfall, Stated
from sanso.model.dates import day_text
from sanso.model.money import Money
from sanso.model.process import Model
from sanso.model.text import Text
from sanso.report import terms

__all__ = [
    "answer_text",
    "axis_text",
    "basis_word",
    "because_text",
    "breakdown_text",
    "category_text",
    "category_word",
    "chain_text",
    "counted",
    "credit_text",
    "day_text",
    "deciding_text",
    "elements_text",
    "joined",
    "level_word",
    "mix_text",
    "money_text",
    "needed_text",
    "reason_chain",
    "reason_text",
    "short_text",
    "stated_lines",
    "status_word",
    "two_harms",
    "via_text",
    "word",
]

_NOUNS: Mapping[str, tuple[str, str, str]] = {
    "answer": ("answer", "answers", "件の回答"),
    "category": ("category", "categories", "件のカテゴリ"),
    "claim": ("claim", "claims", "件の主張"),
    "confirmation": ("confirmation", "confirmations", "件の確認"),
    "diagnostic": ("finding", "findings", "件の指摘"),
    "element": ("element", "elements", "件の構成要素"),
    "harm": ("harm scenario", "harm scenarios", "件の被害シナリオ"),
    "incident": ("incident", "incidents", "件のインシデント"),
    "instance": ("instance", "instances", "台"),
    "link": ("link", "links", "リンク"),
    "open point": ("open point", "open points", "件の未対応事項"),
    "organization": ("organization", "organizations", "件のソシキ"),
    "path": ("path", "paths", "件の経路"),
    "requirement": ("requirement", "requirements", "件の対策要件"),
    "row": ("row", "rows", "行"),
    "step": ("step", "steps", "ステップ"),
    "thing": ("thing", "things", "件"),
}

_NOT_RATED = Text(en="not rated", ja="評価対象外")
_NOT_STATED = Text(en="not stated", ja="未申告")


def counted(number: int, noun: str) -> Text:
    """Say *number* of *noun* with the right plural; Japanese gets its counter.

    Raises:
        KeyError: *noun* is not one of the nouns that reports count.

    """
    one, many, counter = _NOUNS[noun]
    return Text(en=f"{number:,} {one if number == 1 else many}", ja=f"{number:,}{counter}")


def joined(texts: Iterable[Text], en: str = ", ", ja: str = "、") -> Text | None:
    """Join *texts* language by language; None where there is nothing to join."""
    items = list(texts)
    if not items:
        return None
    return Text(en=en.join(t.show("en") for t in items), ja=ja.join(t.show("ja") for t in items))


def word(table: Mapping[str, Text], key: str | None) -> Text:
    """Return the word for *key*; the key itself where the table does not know it; *not stated* for None."""
    if key is None:
        return _NOT_STATED
    return table.get(key) or Text.of(key or "-")


def status_word(status: str) -> Text:
    """Name a requirement status; *met* is said to be stated, never proven."""
    return word(terms.STATUS, status)


def level_word(level: str | None) -> Text:
    """Name a required level, or the level of an answer."""
    return word(terms.LEVEL, level)


def basis_word(basis: str | None) -> Text:
    """Name the basis of a claim."""
    return word(terms.BASIS, basis)


def money_text(money: Money) -> Text:
    """Write an amount of money for people.

    >>> money_text(Money(120_500_000, "JPY")).ja
    '1億2,050万円'
    >>> money_text(Money(4_500_000_000, "JPY")).en
    'JPY 4.5 billion'
    """
    return money.text()


def category_word(category: int | None, *, at_least: bool = False) -> Text:
    """Write a category: ``3``, ``≥ 2`` where an axis is not stated, or *not rated*."""
    if category is None:
        return _NOT_RATED
    return Text.of(f"≥ {category}" if at_least else str(category))


def category_text(placement: Placement) -> Text:
    """Write the category of a placement, with the category of one unit of a population beside it."""
    base = category_word(placement.category, at_least=placement.at_least)
    if placement.single_unit is None or placement.single_unit == placement.category:
        return base
    return Text(en=f"{base.en} (one unit: {placement.single_unit})", ja=f"{base.ja}(1台では {placement.single_unit})")


def axis_text(axis: str, level: str | None) -> Text:
    """Name a level of the ``human`` or the ``economic`` axis."""
    return word(terms.HUMAN if axis == "human" else terms.ECONOMIC, level)


def two_harms(placement: Placement) -> bool:
    """Tell whether the two axes are decided by different harms, so that no single harm gives the category."""
    axes = (placement.human, placement.economic)
    named = {axis.harm for axis in axes if axis.harm is not None and axis.level not in (None, "none")}
    return len(named) > 1


def chain_text(model: Model, via: Sequence[Step]) -> Text | None:
    """Tell the way from what a cause names back to who can cause it: ``door ← centre commands it (order)``."""
    parts: list[Text] = []
    for step in via:
        who = model.label(step.element)
        many = terms.RELATION_MANY.get(step.relation) if step.element in model.people else None
        phrase = many or terms.RELATION.get(step.relation)
        text = phrase.fill(who=who) if phrase is not None else who
        if step.through:
            through = model.label(step.through)
            text = Text(en=f"{text.en} ({through.show('en')})", ja=f"{text.ja}({through.show('ja')})")
        parts.append(text)
    return joined(parts, " ← ", " ← ")


def via_text(model: Model, axis_position: AxisPosition) -> Text:
    """Tell how the placed element reaches the deciding harm of one axis; *not stated* without a harm."""
    if axis_position.harm is None:
        return _NOT_STATED
    harm = model.label(axis_position.harm)
    chain = chain_text(model, axis_position.via)
    if chain is None:
        return harm
    return Text(en=f"{harm.show('en')}: {chain.en}", ja=f"{harm.show('ja')}: {chain.ja}")


def because_text(model: Model, because: Because) -> Text:
    """Tell why a trust is required: the harm and element that decide it, or the floor of the data category."""
    parts: list[Text] = []
    if because.harm is not None:
        parts.append(model.label(because.harm))
    if (chain := chain_text(model, because.via)) is not None:
        parts.append(chain)
    elif because.element is not None:
        parts.append(model.label(because.element))
    reached = joined(parts, ": ", ": ") or Text(en="cannot cause any of the harms", ja="原因に関与する被害シナリオなし")
    if not because.floor:
        return reached
    return Text(
        en=f"{reached.en} (floor of its data category: {because.floor})",
        ja=f"{reached.ja}(データ区分の下限: {because.floor})",
    )


def reason_text(reason: Reason) -> Text:
    """Tell one step towards a required level: which step, what it asks, why."""
    step, level = word(terms.STEP, reason.step), level_word(reason.level)
    return Text(
        en=f"{step.en}: {level.en} – {reason.text.show('en')}", ja=f"{step.ja}: {level.ja} – {reason.text.show('ja')}"
    )


def reason_chain(row: RequirementRow | RequirementPart) -> Text:
    """Tell all steps that led to the required level of a row, in their order."""
    return joined(map(reason_text, row.reasons), " → ", " → ") or Text(en="no step applies", ja="該当する段階なし")


def breakdown_text(row: RequirementRow) -> Text | None:
    """Count elements by status, the worst first: ``missing 1, not stated 18``; None where all share one status."""
    counts = dict.fromkeys((status for status in terms.STATUS_ORDER if any(p.status == status for p in row.parts)), 0)
    for part in row.parts:
        counts[part.status] += len(part.elements)
    if len(counts) < 2:
        return None
    parts = ((status_word(status), number) for status, number in counts.items())
    return joined(Text(en=f"{said.en} {number:,}", ja=f"{said.ja} {number:,}") for said, number in parts)


def needed_text(row: RequirementRow) -> Text:
    """Name the level of the part that decides the status; the highest beside it where other parts need more."""
    highest = level_word(row.level)
    if not row.parts or row.parts[0].level == row.level:
        return highest
    level = level_word(row.parts[0].level)
    return Text(en=f"{level.en}, up to {highest.en}", ja=f"{level.ja}~最大 {highest.ja}")


def deciding_text(row: RequirementRow | RequirementPart) -> Text:
    """Tell the step that decides the required level: the first that asks for it, or the cap."""
    deciding = [reason for reason in row.reasons if reason.level == row.level]
    if not deciding:
        return reason_chain(row)
    reason = deciding[-1] if deciding[-1].step == "cap" else deciding[0]
    if reason.step in ("scale", "cap"):
        step = word(terms.STEP, reason.step)
        return Text(en=f"decided by: {step.en}", ja=f"決め手: {step.ja}")
    return Text(en=f"decided by: {reason.text.show('en')}", ja=f"決め手: {reason.text.show('ja')}")


def elements_text(model: Model, ids: Sequence[str], most: int = 5) -> Text:
    """Count elements and name the first *most*: ``7 elements: a, b, c, d, e and 2 more``."""
    total = counted(len(ids), "element")
    names = joined(model.label(i) for i in ids[:most])
    if names is None:
        return total
    more = len(ids) - most
    rest = Text(en=f" and {more:,} more", ja=f" ほか{more:,}件") if more > 0 else None
    return Text(
        en=f"{total.en}: {names.en}{rest.en if rest else ''}", ja=f"{total.ja}: {names.ja}{rest.ja if rest else ''}"
    )


def answer_text(model: Model, answer: Answer | None) -> Text:
    """Tell what is stated for a requirement: level, from whom, basis, who confirmed it, until when."""
    if answer is None:
        return Text(en="nothing stated", ja="未申告")
    level, source = level_word(answer.level), model.label(answer.from_)
    en, ja = [f"{level.en}, stated for {source.show('en')}"], [f"{level.ja}({source.show('ja')}の申告)"]
    if answer.basis:
        basis = basis_word(answer.basis)
        en.append(basis.en + (f" by {answer.by}" if answer.by else ""))
        ja.append(basis.ja + (f"({answer.by})" if answer.by else ""))
    if answer.valid_until and answer.expired:
        en.append(f"expired on {answer.valid_until}: counts as not stated")
        ja.append(f"{answer.valid_until}に期限切れ(未申告扱い)")
    elif answer.valid_until:
        en.append(f"valid until {answer.valid_until}")
        ja.append(f"有効期限 {answer.valid_until}")
    if answer.reason is not None:
        en.append(answer.reason.show("en"))
        ja.append(answer.reason.show("ja"))
    return Text(en="; ".join(en), ja="、".join(ja))


def credit_text(model: Model, credit: Credit) -> Text:
    """Tell whether an independent barrier lowers a harm for an element, and why or why not."""
    barrier, harm = model.label(credit.barrier), model.label(credit.harm)
    reasons = joined(credit.reasons, "; ", "、")
    why_en, why_ja = (f": {reasons.en}", f": {reasons.ja}") if reasons else ("", "")
    if credit.granted:
        return Text(
            en=f"{barrier.show('en')} counts as an independent barrier against “{harm.show('en')}”{why_en}",
            ja=f"「{harm.show('ja')}」に対し{barrier.show('ja')}を独立した防護として認める{why_ja}",
        )
    return Text(
        en=f"{barrier.show('en')} does not count as an independent barrier against “{harm.show('en')}”{why_en}",
        ja=f"「{harm.show('ja')}」に対し{barrier.show('ja')}を独立した防護と認めない{why_ja}",
    )


def short_text(short: Sequence[Shortfall]) -> Text:
    """Tell what an accepted mix still lacks."""
    return joined((s.text for s in short), "; ", "、") or Text(en="nothing is short (as stated)", ja="不足なし(申告上)")


def mix_text(gap: MixGap) -> Text:
    """Tell how far one accepted mix is from being reached."""
    short = short_text(gap.short)
    return Text(en=f"mix {gap.mix}: {short.en}", ja=f"組み合わせ {gap.mix}: {short.ja}")


def stated_lines(stated: Stated, catalogue: Catalogue) -> tuple[tuple[Text, Text], ...]:
    """List the strongest statement per demand, as (demand, what is stated); *not stated* where there is none."""
    lines = []
    for part in parts_of_demand():
        value: str = getattr(stated, part)
        step = catalogue.demand_steps.get(f"{part}.{value}")
        said = _NOT_STATED if value == "none" else step.title if step is not None else Text.of(value)
        lines.append((terms.DEMAND[part.replace("_", "-")], said))
    return tuple(lines)
