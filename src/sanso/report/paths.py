"""Attack paths in lines of text: for the terminal, and the table beside the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sanso.catalogue import Catalogue
from sanso.model.process import Model
from sanso.model.text import Language, Text
from sanso.report import terms
from sanso.report.attack_terms import stop_status
from sanso.report.pictures.attack_words import entry_word
from sanso.report.pictures.route import told_steps
from sanso.report.quantities import chance_text, days_text, estimate_text
from sanso.report.wording import axis_text, joined, level_word

if TYPE_CHECKING:
    from sanso.attack.result import AttackPath, PathStep, Stop

__all__ = ["path_lines", "stop_text", "stops_text"]


def stop_text(model: Model, stop: Stop) -> Text:
    """Say one measure that would stop a step: the requirement, whose it is, what is stated, how well it works."""
    owner = model.label(stop.owner) if stop.owner else Text(en="nobody responsible", ja="責任主体なし")
    status = stop_status(stop.status)
    if stop.status == "stated" and stop.level:
        level = level_word(stop.level)
        status = Text(en=f"{status.en} {level.en}", ja=f"{status.ja} {level.ja}")
    works, en, ja = chance_text(stop.works), "", ""
    if stop.status == "stated":
        en, ja = f", {works.en} effective", f"、有効性{works.ja}"
    elif stop.status != "not-applicable":
        en, ja = f", would be {works.en} effective", f"、実施すれば有効性{works.ja}"
    return Text(
        en=f"{stop.requirement} ({owner.show('en')}: {status.en}{en})",
        ja=f"{stop.requirement}({owner.show('ja')}: {status.ja}{ja})",
    )


def stops_text(model: Model, step: PathStep) -> Text | None:
    """Say all measures that would stop a step; None where the framework has none."""
    return joined((stop_text(model, stop) for stop in step.stops), "; ", "、")


def path_lines(path: AttackPath, model: Model, lang: Language, catalogue: Catalogue | None = None) -> list[str]:
    """Tell *path* from entry to harm, one line per step and one below it for the measures that would stop it.

    Names are as the model has them; whoever prints the lines makes them safe for a terminal.
    """
    ja = lang == "ja"
    share = estimate_text(path.share, yearly=False).show(lang)
    lines = [f"{'侵入口' if ja else 'Entry'}: {entry_word(path.entry, catalogue).show(lang)}"]
    for number, step in enumerate(told_steps(model, path), 1):
        layer = terms.LAYER_SHORT.get(str(step.layer))
        name = model.label(step.subject).show(lang) if model.thing(step.subject) is not None else None
        facts = [part for part in (name, step.incident, step.technique) if part]
        if step.days is not None:
            facts.append(f"≈ {days_text(step.days).show(lang)}")
        if step.fleet:
            facts.append("全台同時" if ja else "all units at once")
        front = f"[{layer.show(lang)}] " if layer is not None else ""
        behind = f" ({', '.join(facts)})" if facts else ""
        lines.append(f"{number}. {front}{step.text.show(lang)}{behind}")
        stops = stops_text(model, step)
        if stops is not None:
            lines.append(f"   {'止める対策' if ja else 'stopped by'}: {stops.show(lang)}")
    harm = model.harms.get(path.harm)
    level = axis_text("human", harm.human if harm is not None else None).show(lang)
    lines.append(
        f"{'被害' if ja else 'Harm'}: {model.label(path.harm).show(lang)} "
        f"({'回復困難性' if ja else 'human damage'}: {level})"
    )
    lines.append(
        f"この被害に至った攻撃のうち最短経路となった割合: {share}"
        if ja
        else f"Earliest way in {share} of the campaigns with this harm"
    )
    return lines
