"""The chapter on preparation: scope, stakeholders, transcription, rules and contracts, criteria."""

from __future__ import annotations

from collections.abc import Iterator

from sanso.analysis.procedure import Procedure
from sanso.analysis.procedure.result import TranscribedRow
from sanso.report import wording
from sanso.report.document.blocks import Block, Cell, Column, Heading, Row, Run, Table, paragraph
from sanso.report.document.parts import category, lines, named, soft
from sanso.report.document.procedure_parts import columns, everyone, said, table_or_none
from sanso.report.procedure_words import ROLES
from sanso.report.reader import Reader

__all__ = ["preparing"]


def preparing(reader: Reader, made: Procedure) -> Iterator[Block]:
    """Return the blocks of step 1."""
    step = made.prepare
    yield Heading(2, said(reader, "scope"), "scope")
    yield paragraph(reader.t(step.scope) if step.scope is not None else said(reader, "no-scope"))
    yield paragraph(reader.count(len(step.elements), "element"))
    if step.purpose is not None:
        yield Heading(2, said(reader, "purpose"), "purpose")
        yield paragraph(reader.t(step.purpose))
    if step.excluded:
        yield Heading(2, said(reader, "excluded"), "excluded")
        rows = tuple(Row((named(reader, ident), reader.t(reason))) for ident, reason in step.excluded)
        yield Table(columns(reader, ("element", 1), ("reason", 3)), rows)
    yield Heading(2, said(reader, "stakeholders"), "stakeholders")
    yield from table_or_none(reader, _stakeholder_heads(reader), _stakeholders(reader, made))
    yield Heading(2, said(reader, "transcription"), "transcription")
    heads = columns(
        reader, ("connection", 1.5), ("kind", 1), ("between", 2.2), ("quantity", 1.2), ("data", 1.6), ("category", 0.9)
    )
    yield from table_or_none(reader, heads, (_transcribed(reader, row) for row in step.transcribed))
    yield Heading(2, said(reader, "rules"), "rules")
    yield from table_or_none(reader, columns(reader, ("rule", 2), ("since", 1), ("elements", 3)), _rules(reader, made))
    yield Heading(2, said(reader, "contracts"), "contracts")
    yield from table_or_none(
        reader, columns(reader, ("connection", 1), ("elements", 2), ("requirements", 2)), _contracts(reader, made)
    )
    yield from _criteria(reader, made)


def _stakeholder_heads(reader: Reader) -> tuple[Column, ...]:
    return columns(reader, ("who", 2), ("role", 1.3), ("duties", 3), ("from", 1.3))


def _stakeholders(reader: Reader, made: Procedure) -> Iterator[tuple[Cell, ...]]:
    for row in made.prepare.stakeholders:
        source = said(reader, "from-record" if row.stated else "from-model")
        yield named(reader, row.who), ROLES[row.role].show(reader.lang), reader.t(row.duties) or "–", source


def _transcribed(reader: Reader, row: TranscribedRow) -> tuple[Cell, ...]:
    between = f"{reader.name(row.from_)} → {reader.name(row.to)}"
    data = everyone(reader, row.data) if row.data else "–"
    kind = reader.connection_kind(row.kind)
    return named(reader, row.connection), kind, between, row.quantity or "–", data, category(reader, row.category)


def _rules(reader: Reader, made: Procedure) -> Iterator[tuple[Cell, ...]]:
    for rule in made.prepare.rules:
        duty, scheme = reader.catalogue.duties.get(rule.ident), reader.catalogue.schemes.get(rule.ident)
        record = duty or scheme
        title = reader.t(record.title) if record is not None else rule.ident
        elements = everyone(reader, rule.elements)
        yield lines(title, soft(rule.ident)), duty.since if duty is not None else "–", elements


def _contracts(reader: Reader, made: Procedure) -> Iterator[tuple[Cell, ...]]:
    for contract in made.prepare.contracts:
        elements = everyone(reader, contract.elements)
        yield named(reader, contract.ident), elements, Run(", ".join(contract.requirements), mark="code")


def _criteria(reader: Reader, made: Procedure) -> Iterator[Block]:
    step, own = made.prepare, reader.model.criteria
    yield Heading(2, said(reader, "criteria"), "criteria")
    if step.agreed_on is not None:
        who, day = reader.names(step.agreed_by) or "–", reader.t(wording.day_text(step.agreed_on))
        yield paragraph(said(reader, "agreed", day=day, who=who))
    else:
        yield paragraph(said(reader, "not-agreed"))
    rows: list[tuple[Cell, ...]] = []
    for record in sorted(reader.catalogue.human_levels.values(), key=lambda one: one.rank):
        text = own.human.get(record.id)
        source = said(reader, "own-criteria" if text is not None else "default-criteria")
        rows.append((reader.word("axis", "human"), reader.t(record.title), reader.t(text or record.criteria), source))
    for level in sorted(reader.catalogue.economic_levels.values(), key=lambda one: one.rank):
        text = own.economic_text.get(level.id)
        source = said(reader, "own-criteria" if text is not None else "default-criteria")
        meaning = lines(reader.t(text or level.criteria), *map(soft, _thresholds(reader, level.id)))
        rows.append((reader.word("axis", "economic"), reader.t(level.title), meaning, source))
    heads = columns(reader, ("axis", 1.3), ("level", 1), ("meaning", 4), ("source", 1.3))
    yield from table_or_none(reader, heads, rows)


def _thresholds(reader: Reader, level: str) -> Iterator[str]:
    """Yield from which loss on an economic level is reached, by the scale of the bearer."""
    if level not in ("serious", "catastrophic"):
        return
    own = reader.model.criteria.economic.by_scale
    for scale, record in reader.catalogue.economic_criteria.items():
        stated = own.get(scale)  # type: ignore[call-overload]
        thresholds = stated if stated is not None else record.thresholds
        loss = reader.money(getattr(thresholds, level))
        yield f"{reader.t(record.title)}: {said(reader, 'from-loss', n=loss)}"
