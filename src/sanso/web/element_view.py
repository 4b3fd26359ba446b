"""One element, physical thing, product or connection: everything that the assessment says about it.

It is the panel beside the pictures and the page of the element; both show the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sanso.analysis.transcribing import Examiner
from sanso.assessment.result import IncidentRow, RequirementPart, RequirementRow
from sanso.assessment.sectors import Holding, sectors_of
from sanso.iotssf.result import HarmLevels, Placement
from sanso.model.answers import Confirmation, Measure
from sanso.model.connections import Connection
from sanso.model.text import Text
from sanso.report import terms, wording
from sanso.report.pictures.demands import demands_of
from sanso.report.pictures.scene import LAYER
from sanso.report.pictures.states import NOTHING, Standing
from sanso.report.reader import Reader
from sanso.report.transcription_words import QUESTION_SHORT, SIGN, STATE, state_of
from sanso.transcription import TranscriptionRow
from sanso.web.element_index import asked_of_everything, incidents_by_element, joins_by_thing
from sanso.web.looking import Look

__all__ = [
    "Asked",
    "AxisLine",
    "DemandLine",
    "ElementView",
    "Join",
    "element_view",
    "incidents_by_element",
    "joins_by_thing",
    "section_of",
]

_SECTIONS = (
    "organizations",
    "people",
    "products",
    "components",
    "systems",
    "procedures",
    "data",
    "physical",
    "connections",
)
_ORDER = {status: rank for rank, status in enumerate(terms.STATUS_ORDER)}


@dataclass(frozen=True, slots=True)
class AxisLine:
    """Where an element stands on one axis, which harm decides that and how it is reached from there."""

    axis: str
    title: Text
    level: Text
    harm: str | None
    via: Text | None
    reason: Text | None


@dataclass(frozen=True, slots=True)
class DemandLine:
    """One demand of the nearest accepted mix: what is required, what is stated, whether that falls short."""

    title: Text
    required: Text
    stated: Text
    lacking: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """The requirements of one organization on the element: counts by status, and the rows, the open ones first."""

    organization: str | None
    counts: tuple[tuple[str, int], ...]
    rows: tuple[tuple[RequirementRow, RequirementPart], ...]


@dataclass(frozen=True, slots=True)
class Join:
    """A connection of the element: which way it runs, and who is at the other end."""

    ident: str
    connection: Connection
    layer: int
    outward: bool
    other: str


@dataclass(frozen=True, slots=True)
class ElementView:
    """What is known of one thing of the model."""

    ident: str
    section: str
    there: bool
    standing: Standing
    placement: Placement | None = None
    demands: tuple[DemandLine, ...] = ()
    axes: tuple[AxisLine, ...] = ()
    because: Text | None = None
    asked: tuple[Asked, ...] = ()
    incidents: tuple[tuple[int, tuple[IncidentRow, ...]], ...] = ()
    measures: tuple[tuple[str, Measure], ...] = ()
    joins: tuple[Join, ...] = ()
    confirmations: tuple[tuple[int, Confirmation], ...] = ()
    holding: Holding | None = None
    transcriptions: tuple[TranscriptionRow, ...] = ()
    around: tuple[str, ...] = ()
    inside: tuple[tuple[str, int], ...] = ()
    facts: tuple[tuple[Text, str], ...] = field(default_factory=tuple)


def section_of(words: Reader, ident: str) -> str | None:
    """Return the section of the model in which *ident* stands; None where it names no element or connection."""
    return next((section for section in _SECTIONS if ident in getattr(words.model, section)), None)


def element_view(looked: Look, ident: str, section: str) -> ElementView:
    """Return everything about *ident*, which stands in *section*."""
    words = looked.reader
    model, assessment = words.model, words.assessment
    placement = next((row for row in assessment.iotssf if row.element == ident), None)
    trust = next((row for row in assessment.trust if row.subject == ident), None)
    is_element = ident in model.elements
    structure = looked.state.working.rated.structure if is_element else None
    subjects = _subjects(words, ident)
    return ElementView(
        ident,
        section,
        words.is_there(ident),
        words.standings.get(ident, NOTHING),
        placement,
        _demands(words, placement) if placement is not None else (),
        _axes(words, placement) if placement is not None else (),
        wording.because_text(model, trust.because) if trust is not None else None,
        _asked(looked, ident),
        _incidents(incidents_by_element(looked.shown).get(ident, ())),
        tuple(sorted((model.measures.get(ident) or {}).items())),
        _joins(words, ident, joins_by_thing(looked.shown).get(ident, ())),
        tuple((at, row) for at, row in enumerate(model.confirmations) if row.subject in subjects),
        sectors_of(structure, ident) if structure is not None else None,
        _transcriptions(looked, ident, section),
        tuple(structure.containment.ancestors(ident)) if structure is not None else (),
        tuple((getattr(model.thing(ident), "contains", None) or {}).items()) if section != "connections" else (),
        _facts(words, ident, section),
    )


def _subjects(words: Reader, ident: str) -> frozenset[str]:
    """Return what confirmations about the element may name: itself and the product it is built as."""
    component = words.model.components.get(ident)
    return frozenset({ident} | ({component.product} if component is not None and component.product else set()))


def _axes(words: Reader, placement: Placement) -> tuple[AxisLine, ...]:
    levels = {row.harm: row for row in words.assessment.summary.harms}
    found = []
    for axis, position in (("human", placement.human), ("economic", placement.economic)):
        known = levels.get(position.harm or "")
        found.append(
            AxisLine(
                axis,
                terms.AXIS[axis],
                wording.axis_text(axis, position.level),
                position.harm,
                wording.via_text(words.model, position) if position.harm is not None else None,
                _reason(words, axis, known),
            )
        )
    return tuple(found)


def _demands(words: Reader, placement: Placement) -> tuple[DemandLine, ...]:
    """Return what the nearest accepted mix asks for and what is stated, perspective by perspective."""
    catalogue = words.catalogue
    if not placement.category or placement.nearest is None or placement.nearest not in catalogue.mixes:
        return ()

    def word(part: str, step: str) -> Text:
        known = catalogue.demand_steps.get(f"{part}.{step}")
        return _NONE if step == "none" else known.title if known is not None else Text.of(step)

    return tuple(
        DemandLine(
            terms.DEMAND[one.part.replace("_", "-")],
            word(one.part, one.required),
            word(one.part, one.stated),
            one.stated_step < one.required_step,
        )
        for one in demands_of(catalogue, placement.nearest, placement)
    )


_NONE = Text(en="–", ja="–")


def _reason(words: Reader, axis: str, known: HarmLevels | None) -> Text | None:
    """Say why the deciding harm has its level: the loss compared, or the rationale of whoever rated it."""
    if known is None:
        return None
    if axis == "economic" and known.economic_from == "loss":
        return known.economic_reason
    harm = words.model.harms.get(known.harm)
    level = getattr(known, axis)
    rated = [row for row in harm.ratings if getattr(row, axis) == level] if harm is not None else []
    return next((row.rationale for row in rated if row.rationale is not None), harm.rationale if harm else None)


def _asked(looked: Look, ident: str) -> tuple[Asked, ...]:
    by: dict[str | None, list[tuple[RequirementRow, RequirementPart]]] = {}
    for row in looked.state.working.found.book.rows_of(ident):
        for part in row.parts:
            if ident in part.elements:
                by.setdefault(row.organization, []).append((row, part))
    found = []
    for organization, pairs in by.items():
        counts = Counter(part.status for _, part in pairs)
        pairs.sort(key=lambda pair: (_ORDER[pair[1].status], -pair[1].category, pair[0].id))
        ordered = tuple((status, counts[status]) for status in terms.STATUS_ORDER if counts[status])  # type: ignore[index]
        found.append(Asked(organization, ordered, tuple(pairs)))
    return tuple(sorted(found, key=lambda one: -len(one.rows)))


def _incidents(mine: Sequence[IncidentRow]) -> tuple[tuple[int, tuple[IncidentRow, ...]], ...]:
    found = ((layer, tuple(row for row in mine if row.layer == layer)) for layer in (1, 2, 3))
    return tuple((layer, of) for layer, of in found if of)


def _joins(words: Reader, ident: str, names: Iterable[str]) -> tuple[Join, ...]:
    found = []
    for name in names:
        row = words.model.connections[name]
        if name == ident:
            found.append(Join(name, row, LAYER[row.kind], outward=True, other=row.to))
        else:
            outward = row.from_ == ident
            found.append(Join(name, row, LAYER[row.kind], outward, row.to if outward else row.from_))
    return tuple(sorted(found, key=lambda one: (one.layer or 9, not one.outward)))


def _transcriptions(looked: Look, ident: str, section: str) -> tuple[TranscriptionRow, ...]:
    if section not in ("components", "connections", "people", "physical"):
        return ()

    def make() -> Examiner:
        working = looked.state.working
        asked = asked_of_everything(looked.shown)
        return Examiner.of(working.rated.structure, working.catalogue, working.assessment, asked)

    return looked.shown.kept("examiner", make).rows(ident)


def answers(words: Reader, row: TranscriptionRow) -> Sequence[tuple[str, str, str, str]]:
    """Return question, state, sign and word of the five answers of a transcription."""
    states = [(answer.question, state_of(answer)) for answer in row.answers]
    return [(words.t(QUESTION_SHORT[ask]), state, SIGN[state], words.t(STATE[state])) for ask, state in states]


def _facts(words: Reader, ident: str, section: str) -> tuple[tuple[Text, str], ...]:
    """Return what the model says in a word or two."""
    thing = words.model.connections[ident] if section == "connections" else words.model.thing(ident)
    found: list[tuple[Text, str]] = []

    def add(title: Text, value: object) -> None:
        if value not in (None, "", (), [], {}):
            found.append((title, str(value)))

    roles = getattr(thing, "roles", None)
    for name, title in _ROLES.items():
        holder = getattr(roles, name, None)
        add(title, words.name(holder) if holder else None)
    for name, title in _NAMED.items():
        value = getattr(thing, name, None)
        many = value if isinstance(value, tuple) else (value,) if value else ()
        add(title, words.listed(words.name(one) for one in many))
    for name, title in _PLAIN.items():
        value = getattr(thing, name, None)
        if name == "count":
            value = f"{value:,}" if isinstance(value, int) and value != 1 else None
        add(title, words.listed(value) if isinstance(value, tuple) else value)
    return tuple(found)


_ROLES = {
    "owner": Text(en="Owner", ja="所有者"),
    "operator": Text(en="Operator", ja="運用者"),
    "user": Text(en="User", ja="利用者"),
    "manager": Text(en="Manager", ja="管理者"),
    "maintainer": Text(en="Maintainer", ja="保守者"),
    "integrator": Text(en="Integrator", ja="統合者"),
}
_NAMED = {
    "product": Text(en="Product", ja="製品"),
    "maker": Text(en="Maker", ja="製造者"),
    "employer": Text(en="Employer", ja="雇用者"),
    "owner": Text(en="Owner", ja="所有者"),
    "performed_by": Text(en="Performed by", ja="実施者"),
    "acts_on": Text(en="Acts on", ja="対象"),
    "produced_by": Text(en="Produced by", ja="生成元"),
    "stored_in": Text(en="Stored in", ja="保存先"),
    "subjects": Text(en="Data subjects", ja="データ主体"),
    "protects": Text(en="Protects", ja="保護対象"),
    "independent_of": Text(en="Independent of (claimed)", ja="独立の相手(申告)"),
    "subject": Text(en="Subject", ja="対象"),
    "data": Text(en="Data", ja="データ"),
    "confirmed_by": Text(en="Confirmed by", ja="作動の確認"),
    "cross_check": Text(en="Cross-checked with", ja="照合先"),
}
_PLAIN = {
    "count": Text(en="How many", ja="数"),
    "model": Text(en="Model", ja="型番"),
    "version": Text(en="Version", ja="バージョン"),
    "scale": Text(en="Size", ja="規模"),
    "country": Text(en="Country", ja="国"),
    "site": Text(en="Site", ja="設置場所"),
    "exposure": Text(en="Ways in from outside", ja="外部からの接点"),
    "interval": Text(en="Interval", ja="間隔"),
    "purpose": Text(en="Purpose", ja="目的"),
    "retention": Text(en="Retention", ja="保存期間"),
    "categories": Text(en="Data categories", ja="データ区分"),
    "safe_state": Text(en="Safe state", ja="安全状態"),
    "medium": Text(en="Medium", ja="媒体"),
    "protocol": Text(en="Protocol", ja="プロトコル"),
    "quantity": Text(en="Quantity", ja="量"),
    "support_until": Text(en="Support until", ja="サポート期限"),
}
