"""What page, workbook and command line say of security and safety: rows and sentences in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from sanso.catalogue import Catalogue
from sanso.model.process import Model
from sanso.model.text import Text
from sanso.report.pictures.bowtie_words import BARRIER, MITIGATION, ORIGIN, STATUS, VERDICT
from sanso.report.wording import joined

if TYPE_CHECKING:
    from sanso.analysis.bowties import SafetyReport
    from sanso.safety import Barrier, BowTie, CauseLine, Comparison, Floor, Judgement, Mitigation

__all__ = [
    "barrier_text",
    "control_text",
    "count_text",
    "floor_texts",
    "judgement_text",
    "mitigation_text",
    "origin_text",
    "stated_text",
    "summary_texts",
    "ways_out",
]

_NOBODY = Text(en="no modelled control path", ja="制御経路の記載なし")
_MORE = Text(en="{names} and {n} more", ja="{names}ほか{n}件")
_NAMED = 4
_COUNT = Text(en="against {origin}: {n} of its barriers count", ja="{origin}に対して数える防護: {n}")
_COUNT_OF = Text(
    en="against {origin}: {n} of its barriers count on the weakest cause ({line})",
    ja="{origin}に対して数える防護: 最も弱い原因({line})で{n}",
)
_FLOOR = Text(
    en="Suggested floor {said}: {reason} [{marked}]",
    ja="下限の提案 {said}: {reason}[{marked}]",
)
_EITHER = Text(
    en="{floor} The standard to which the function is built decides which one applies; they are not equal.",
    ja="{floor} どれによるかは安全機能が従う規格で決まる。これらは同一の水準ではない。",
)
_NOTHING = Text(en="not stated", ja="未申告")


def origin_text(origins: Iterable[str]) -> Text:
    """Name the origins of a cause or harm."""
    return joined((ORIGIN[origin] for origin in origins), en=", ", ja="、") or _NOTHING


def control_text(model: Model, line: CauseLine) -> Text | None:
    """Say who controls the element of a cause, the first by name; None where attack is no origin of it."""
    if line.element is None or "attack" not in line.origins:
        return None
    if not line.controllers:
        return _NOBODY
    names = model.labels(one.element for one in line.controllers[:_NAMED])
    more = len(line.controllers) - _NAMED
    return _MORE.fill(names=names, n=more) if more > 0 else names


def judgement_text(one: Judgement) -> Text:
    """Say whether a barrier counts against one origin, and why."""
    parts = [*one.reasons, *one.caveats]
    why = joined(parts, en="; ", ja="。")
    head = Text(
        en=f"{ORIGIN[one.origin].en}: {VERDICT[one.verdict].en}",
        ja=f"{ORIGIN[one.origin].ja}: {VERDICT[one.verdict].ja}",
    )
    return head if why is None else Text(en=f"{head.en} ({why.en})", ja=f"{head.ja}({why.ja})")


def barrier_text(model: Model, barrier: Barrier) -> Text:
    """Name a barrier with its kind."""
    name, kind = model.label(barrier.element), BARRIER[barrier.kind]
    return Text(en=f"{name.show('en')} ({kind.en})", ja=f"{name.show('ja')}({kind.ja})")


def count_text(bowtie: BowTie) -> list[Text]:
    """Say per origin how many barriers count."""
    found = []
    for one in bowtie.counts:
        words = {"origin": ORIGIN[one.origin], "n": one.least, "line": one.line}
        found.append((_COUNT_OF if len(bowtie.lines) > 1 else _COUNT).fill(**words))
    return found


def floor_texts(bowtie: BowTie) -> list[Text]:
    """Write the floors of a harm: one sentence per reason, with the families that share it."""
    from sanso.safety.floors import floor_word

    grouped: dict[str, list[Floor]] = {}
    for floor in bowtie.floors:
        grouped.setdefault(floor.reason.en, []).append(floor)
    found = []
    for floors in grouped.values():
        integrity = [floor_word(one) for one in floors if one.family != "iec62443"]
        level = [floor_word(one) for one in floors if one.family == "iec62443"]
        either = joined(integrity, en=" or ", ja=" または ")
        said = joined([*([either] if either is not None else []), *level], en="; ", ja="、")
        words = {"said": said, "reason": floors[0].reason, "marked": floors[0].marked}
        text = _FLOOR.fill(**words)
        found.append(_EITHER.fill(floor=text) if len(integrity) > 1 else text)
    return found


def stated_text(one: Comparison) -> Text:
    """Say what an element states beside a floor."""
    return Text.of(one.stated) if one.stated is not None else _NOTHING


def mitigation_text(one: Mitigation) -> Text:
    """Say what kind of mitigation it is, and whether it is stated."""
    kind, status = MITIGATION[one.kind], STATUS[one.status]
    return Text(en=f"{kind.en}, {status.en}", ja=f"{kind.ja}・{status.ja}")


def ways_out(catalogue: Catalogue, kind: str) -> Iterator[tuple[Text, Text]]:
    """Yield the ways that people take out of a kind of conflict, with their sources."""
    for way in catalogue.conflict_kinds[kind].ways_out:
        yield way.text, way.source


def summary_texts(report: SafetyReport) -> list[Text]:
    """Sum a report up in sentences."""
    below = len({c.element for harm in report.harms for c in harm.comparisons if c.status == "below"})
    conflicts, contradictions = len(report.conflicts), len(report.contradictions)
    zero = sum(1 for harm in report.harms for one in harm.counts if one.origin == "attack" and one.least == 0)
    attacked = sum(1 for harm in report.harms for one in harm.counts if one.origin == "attack")
    return [
        Text(
            en="{zero} of {all} harms by attack {have} a cause on which no barrier counts.",
            ja="攻撃による被害{all}件のうち{zero}件に、数えられる防護のない原因がある。",
        ).fill(zero=zero, all=attacked, have="has" if zero == 1 else "have"),
        Text(
            en="{n} {conflicts} of security and safety; {c} {contradictions} between claimed levels and figures; "
            "{b} {functions} less than a suggested floor.",
            ja="セキュリティとセーフティの競合{n}件、申告水準と指標の矛盾{c}件、下限の提案に届かない安全機能{b}件。",
        ).fill(
            n=conflicts,
            c=contradictions,
            b=below,
            conflicts="conflict" if conflicts == 1 else "conflicts",
            contradictions="contradiction" if contradictions == 1 else "contradictions",
            functions="safety function states" if below == 1 else "safety functions state",
        ),
    ]
