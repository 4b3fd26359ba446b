"""The tables that stand beside the forms of each step: what follows from the model."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from sanso.analysis.procedure import Procedure
from sanso.analysis.procedure.result import Accepted, TriggerRow
from sanso.model.text import Text
from sanso.report.procedure_words import HEADS, TEXTS, TRIGGERS
from sanso.report.reader import Reader
from sanso.web.grids import Cell, Column, Grid
from sanso.workspace.procedure_steps import Step

__all__ = ["tables_of"]

Base = str


def tables_of(step: Step, made: Procedure, reader: Reader, base: Base) -> tuple[Grid, ...]:
    """Return the tables of *step*; *base* is the address of the workspace."""
    return tuple(_TABLES[step](made, reader, base))


def _head(key: str, kind: str = "text") -> Column:
    return Column(key, HEADS[key], kind)  # type: ignore[arg-type]


def _thing(reader: Reader, ident: str, base: Base) -> Cell:
    known = ident in reader.model.elements or ident in reader.model.connections or ident in reader.model.products
    return Cell(ident, reader.name(ident), f"{base}/elements/{ident}" if known else None)


def _preparing(made: Procedure, reader: Reader, base: Base) -> Iterator[Grid]:
    step = made.prepare
    yield Grid(
        "transcription",
        TEXTS["transcription"],
        (
            _head("connection"),
            _head("kind"),
            Column("from", HEADS["from"]),
            Column("to", Text(en="to", ja="行き先")),
            _head("quantity"),
            _head("data"),
            _head("category", "category"),
        ),
        [
            (
                _thing(reader, row.connection, base),
                Cell(row.kind, reader.connection_kind(row.kind)),
                Cell(row.from_, reader.name(row.from_)),
                Cell(row.to, reader.name(row.to)),
                Cell(row.quantity),
                Cell(", ".join(row.data), reader.names(row.data)),
                Cell(row.category),
            )
            for row in step.transcribed
        ],
        Text(
            en="Nothing senses, acts, displays or is operated yet.",
            ja="計測・作動・表示・操作のつながりはまだありません。",
        ),
    )
    yield Grid(
        "rules",
        TEXTS["rules"],
        (_head("rule"), _head("since"), _head("elements")),
        [_rule(reader, rule.ident, rule.elements) for rule in step.rules],
        Text(en="No law or scheme is named in the model.", ja="モデルに法令・制度の記載はありません。"),
    )
    yield Grid(
        "contracts",
        TEXTS["contracts"],
        (_head("connection"), _head("elements"), _head("requirements")),
        [
            (
                _thing(reader, rule.ident, base),
                Cell(", ".join(rule.elements), reader.names(rule.elements)),
                Cell(", ".join(rule.requirements)),
            )
            for rule in step.contracts
        ],
        Text(en="No contract passes requirements on.", ja="契約で引き渡す対策要件はありません。"),
    )
    yield _criteria(reader)


def _rule(reader: Reader, ident: str, elements: tuple[str, ...]) -> tuple[Cell, ...]:
    duty, scheme = reader.catalogue.duties.get(ident), reader.catalogue.schemes.get(ident)
    record = duty or scheme
    return (
        Cell(ident, record.title if record is not None else ident),
        Cell(str(duty.since) if duty is not None else None),
        Cell(", ".join(elements), reader.names(elements)),
    )


def _criteria(reader: Reader) -> Grid:
    own = reader.model.criteria
    rows: list[tuple[str, str, Text, Text, bool]] = []
    for human in sorted(reader.catalogue.human_levels.values(), key=lambda one: one.rank):
        text = own.human.get(human.id)
        rows.append(("human", human.id, human.title, text or human.criteria, text is not None))
    for economic in sorted(reader.catalogue.economic_levels.values(), key=lambda one: one.rank):
        text = own.economic_text.get(economic.id)
        rows.append(("economic", economic.id, economic.title, text or economic.criteria, text is not None))
    return Grid(
        "criteria",
        TEXTS["criteria"],
        (_head("axis"), _head("level"), _head("meaning"), _head("source")),
        [
            (
                Cell(axis, reader.word("axis", axis)),
                Cell(level, title),
                Cell(reader.t(meaning)),
                Cell("model" if stated else "sanso", TEXTS["own-criteria" if stated else "default-criteria"]),
            )
            for axis, level, title, meaning, stated in rows
        ],
    )


def _assessing(made: Procedure, reader: Reader, base: Base) -> Iterator[Grid]:
    step = made.assess
    yield Grid(
        "agreement",
        TEXTS["agreement"],
        (_head("axis"), _head("raters"), _head("harms", "number"), _head("equal", "number"), _head("kappa", "number")),
        [
            (
                Cell(one.axis, reader.word("axis", one.axis)),
                Cell(", ".join(one.raters), reader.listed(one.raters)),
                Cell(one.harms),
                Cell(one.equal),
                Cell(
                    round(one.kappa, 2) if one.kappa is not None else None,
                    None if one.kappa is not None else TEXTS["undefined"],
                ),
            )
            for one in step.agreement
        ],
        TEXTS["no-agreement"],
    )
    placed = sorted(reader.assessment.iotssf, key=lambda one: (-(one.category or 0), one.element))
    yield Grid(
        "placements",
        TEXTS["placements"],
        (_head("element"), _head("category", "category"), _head("human"), _head("economic"), _head("deciding")),
        [
            (
                _thing(reader, one.element, base),
                Cell(one.category),
                Cell(one.human.level, reader.word("human", one.human.level)),
                Cell(one.economic.level, reader.word("economic", one.economic.level)),
                _deciding(reader, one.human.harm, one.economic.harm),
            )
            for one in placed
            if one.category is not None
        ],
        Text(en="Nothing is rated yet.", ja="まだ評価がありません。"),
        most=50,
    )
    yield Grid(
        "unrated",
        TEXTS["unrated"],
        (_head("element"),),
        [(_thing(reader, ident, base),) for ident in step.unrated],
        TEXTS["none"],
        most=50,
    )


def _deciding(reader: Reader, *harms: str | None) -> Cell:
    named = tuple(dict.fromkeys(harm for harm in harms if harm is not None))
    return Cell(", ".join(named), reader.names(named))


def _treating(made: Procedure, reader: Reader, base: Base) -> Iterator[Grid]:
    yield _residual(made, reader)
    yield _allocation(made, reader, base)


def _residual(made: Procedure, reader: Reader) -> Grid:
    return Grid(
        "residual",
        TEXTS["residual"],
        (
            _head("harm"),
            _head("category", "category"),
            _head("human"),
            _head("economic"),
            _head("left", "number"),
            _head("accepted"),
        ),
        [
            (
                Cell(row.harm, reader.name(row.harm)),
                Cell(row.category),
                Cell(row.human, reader.word("human", row.human)),
                Cell(row.economic, reader.word("economic", row.economic)),
                Cell(row.open_demands),
                Cell("; ".join(_accepted(reader, one) for one in row.accepted)),
            )
            for row in made.treat.residual
        ],
        Text(en="No harm is written down yet.", ja="被害シナリオはまだありません。"),
        most=100,
    )


def _allocation(made: Procedure, reader: Reader, base: Base) -> Grid:
    catalogue = reader.catalogue
    return Grid(
        "allocation-table",
        TEXTS["allocation"],
        (
            _head("subject"),
            _head("category", "category"),
            _head("perspective"),
            _head("required"),
            _head("open"),
            _head("to"),
            _head("covered"),
        ),
        [
            (
                _thing(reader, row.subject, base),
                Cell(row.category),
                Cell(row.perspective, catalogue.perspectives[row.perspective].title),
                Cell(reader.listed(reader.t(catalogue.demand_steps[key].title) for key in row.required)),
                Cell(
                    reader.listed(reader.t(catalogue.demand_steps[key].title) for key in row.open),
                    None if row.open else TEXTS["fulfilled"],
                ),
                Cell(
                    ", ".join(row.to),
                    reader.names(row.to),
                    note=None if row.stated or not row.to else TEXTS["proposed"],
                ),
                Cell(reader.listed(dict.fromkeys(reader.t(catalogue.duties[c.duty].title) for c in row.covered_by))),
            )
            for row in made.treat.allocation
        ],
        Text(
            en="Nothing is demanded: no device or system has a category.",
            ja="カテゴリの付いた機器・システムがないため、要求はありません。",
        ),
        most=50,
    )


def _accepted(reader: Reader, one: Accepted) -> str:
    until = f" – {one.until}" if one.until is not None else ""
    text = f"{one.by} ({one.date}{until}): {reader.t(one.reason)}"
    return text if one.why_not is None else f"{text} [{reader.t(TEXTS['does-not-hold'].fill(why=one.why_not))}]"


def _reviewing(made: Procedure, reader: Reader, base: Base) -> Iterator[Grid]:
    yield Grid(
        "trigger-table",
        Text(en="What is due", ja="再評価の要否"),
        (_head("on"), _head("what"), _head("subject"), _head("due"), _head("from")),
        [_trigger(reader, row, base) for row in made.review.triggers],
        Text(
            en="No trigger is written down, and nothing has changed.", ja="再評価の条件の記載はなく、変化もありません。"
        ),
    )


def _trigger(reader: Reader, row: TriggerRow, base: Base) -> tuple[Cell, ...]:
    return (
        Cell(row.kind, TRIGGERS[row.kind]),
        Cell(reader.t(row.what)),
        _thing(reader, row.subject, base) if row.subject is not None else Cell(None),
        Cell(row.due, TEXTS["yes" if row.due else "no"], note=row.why),
        Cell("stated" if row.stated else "noticed", TEXTS["from-record" if row.stated else "noticed"]),
    )


_TABLES: Mapping[Step, Callable[[Procedure, Reader, Base], Iterator[Grid]]] = MappingProxyType(
    {"prepare": _preparing, "assess": _assessing, "treat": _treating, "review": _reviewing}
)
