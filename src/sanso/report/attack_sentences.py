"""The result of an attack run in a few plain sentences, in both languages.

They name the attacker and what was computed, the likeliest harms, the loss of a year, what unstated measures leave
open, and whether the run is partial.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sanso.catalogue import Catalogue
from sanso.model.process import Model
from sanso.model.text import Text
from sanso.report.pictures.attack_words import attacker_word
from sanso.report.pictures.curve import total_losses
from sanso.report.quantities import chance_text, counted_days, estimate_text, loss_interval_text, loss_text, rounded
from sanso.report.wording import counted, joined

if TYPE_CHECKING:
    from sanso.analysis.attacking import AttackReport
    from sanso.attack.result import AttackResult, HarmOutcome

__all__ = ["attack_sentences", "exceeded_in", "frequency_text", "headline", "likeliest"]


def frequency_text(frequency: float) -> Text:
    """Say a number of campaigns per year.

    >>> frequency_text(2.0).en, frequency_text(0.25).en
    ('2 campaigns a year', 'one campaign in 4 years')
    """
    if frequency <= 0:
        return Text(en="no campaign", ja="攻撃なし")
    if frequency >= 0.95:
        shown = f"{rounded(frequency, 2):g}"
        return Text(en=f"{shown} campaign{'' if shown == '1' else 's'} a year", ja=f"年{shown}回")
    years = f"{rounded(1 / frequency, 2):,g}"
    return Text(en=f"one campaign in {years} years", ja=f"{years}年に1回")


def exceeded_in(level: float) -> str:
    """Say in how many years a quantile is exceeded once: 100 for 0.99."""
    return f"{1 / (1 - level):,.0f}" if level < 1 else "–"


def likeliest(result: AttackResult) -> list[HarmOutcome]:
    """Return the harms that came about, the likeliest in a year first."""
    seen = [harm for harm in result.harms if harm.reachable and harm.likelihood.year.value > 0]
    return sorted(seen, key=lambda harm: (-harm.likelihood.year.value, harm.harm))


def attack_sentences(model: Model, attack: AttackReport, catalogue: Catalogue) -> list[Text]:
    """Say the result in plain words."""
    result = attack.result
    return [*_run(result, catalogue), *_harms(model, result), *_losses(result), *_open(result), *_paths(model, result)]


def headline(model: Model, attack: AttackReport) -> list[Text]:
    """Say the likeliest harms and the loss of a year, for the summary of a whole report."""
    return [*_harms(model, attack.result), *_losses(attack.result)]


def _run(result: AttackResult, catalogue: Catalogue) -> Iterator[Text]:
    run = result.run
    if run.partial:
        yield Text(
            en="This is a partial result: the computation was stopped after {done} of {worlds} years.",
            ja="途中結果: 計算は{worlds}年のうち{done}年で停止した。",
        ).fill(done=f"{run.worlds_done:,}", worlds=f"{run.worlds:,}")
    yield Text(
        en="Attacker assumed: {attacker}, {frequency}, each lasting up to {horizon}. {worlds} years were simulated "
        "(seed {seed}).",
        ja="想定する攻撃者: {attacker}、頻度 {frequency}、1回の攻撃は最長{horizon}。"
        "{worlds}年分をシミュレーションした(乱数の種 {seed})。",
    ).fill(
        attacker=attacker_word(run.attacker, catalogue),
        frequency=frequency_text(run.frequency),
        horizon=counted_days(run.horizon_days),
        worlds=f"{run.worlds_done:,}",
        seed=run.seed,
    )
    if run.what_if:
        yield Text(en="Computed under the assumption: {what}.", ja="次の仮定の下で計算: {what}。").fill(
            what=", ".join(run.what_if)
        )


def _harms(model: Model, result: AttackResult) -> Iterator[Text]:
    seen = likeliest(result)
    said = [
        Text(en="“{harm}” with {p}", ja="「{harm}」{p}").fill(
            harm=model.label(one.harm), p=estimate_text(one.likelihood.year)
        )
        for one in seen[:2]
    ]
    listed = joined(said, ", then ", "、次いで")
    if listed is not None:
        yield Text(en="Most likely within a year: {harms}.", ja="年間で最も起こりやすい被害: {harms}。").fill(
            harms=listed
        )
    elif result.harms:
        yield Text(
            en="None of the harm scenarios came about in any simulated year.",
            ja="シミュレーションしたどの年にも被害シナリオは発生しなかった。",
        )
    away = sum(not harm.reachable for harm in result.harms)
    if away:
        yield Text(
            en="{harms} cannot be reached by this attacker; the table says why.",
            ja="この攻撃者が到達できない{harms}の理由は表に示す。",
        ).fill(harms=counted(away, "harm"))


def _losses(result: AttackResult) -> Iterator[Text]:
    for currency, loss in total_losses(result).items():
        if loss.any.value <= 0:
            yield Text(en="No loss ({currency}) in any simulated year.", ja="どの年にも損失({currency})なし。").fill(
                currency=currency
            )
            continue
        if loss.value_at_risk <= 0:
            yield Text(
                en="The loss of a year is {mean} on average. Most years bring none; the worst {rest} of the years cost "
                "{tail} on average.",
                ja="年間損失は平均{mean}。損失のない年が多く、最悪{rest}の年の平均は{tail}。",
            ).fill(
                mean=loss_interval_text(loss.mean, currency),
                rest=chance_text(1 - loss.level),
                tail=loss_text(loss.tail_mean, currency),
            )
            continue
        yield Text(
            en="The loss of a year is {mean} on average; once in {years} years it exceeds {most}.",
            ja="年間損失は平均{mean}。{years}年に1回は{most}を超える。",
        ).fill(
            mean=loss_interval_text(loss.mean, currency),
            years=exceeded_in(loss.level),
            most=loss_text(loss.value_at_risk, currency),
        )


def _open(result: AttackResult) -> Iterator[Text]:
    interval = result.interval
    if not interval.unstated:
        return
    absent, met = interval.loss_absent, interval.loss_met
    if interval.currency is not None and absent is not None and met is not None and absent.value > 1.01 * met.value:
        yield Text(
            en="Nobody stated {n} of the measures that matter here. The average loss lies between {met} if all of them "
            "are met and {absent} if none is.",
            ja="関係する対策のうち{n}件が未申告。年平均損失は、すべて充足なら{met}、すべて未実施なら{absent}となる。",
        ).fill(
            n=f"{interval.unstated:,}",
            met=loss_text(met.value, interval.currency),
            absent=loss_text(absent.value, interval.currency),
        )
        return
    yield Text(en="Nobody stated {n} of the measures that matter here.", ja="関係する対策のうち{n}件が未申告。").fill(
        n=f"{interval.unstated:,}"
    )


def _paths(model: Model, result: AttackResult) -> Iterator[Text]:
    """Say which element most ways have in common, where there are several."""
    if not result.criticality or result.criticality[0].avoided.value <= 0:
        return
    first = max(result.criticality, key=lambda one: one.avoided.value)
    yield Text(
        en="The element that matters most is {element}: {loss} a year would be avoided if it could not fall.",
        ja="最も重要な構成要素は{element}。侵害されなければ年{loss}の損失を避けられる。",
    ).fill(element=model.label(first.element), loss=loss_text(first.avoided.value, first.currency))
