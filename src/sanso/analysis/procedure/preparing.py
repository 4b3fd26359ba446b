"""Step 1, preparation (準備): scope, stakeholders, what is transcribed where, existing rules and contracts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sanso.analysis.procedure.result import Preparing, Rule, StakeholderRow, Todo, TranscribedRow
from sanso.catalogue import Catalogue
from sanso.model.process import Model
from sanso.model.structure import Structure
from sanso.model.text import Text

__all__ = ["missing_in_preparation", "prepare"]

_TRANSCRIBING = ("senses", "actuates", "displays", "operates")
_BY_CONNECTION = {"maintains": "maintainer", "integrates": "integrator", "hosts": "service", "insures": "insurer"}
_ROLES = (("operator", "operator"), ("maintainer", "maintainer"), ("integrator", "integrator"))


def prepare(structure: Structure, catalogue: Catalogue, categories: Mapping[str, int | None]) -> Preparing:
    """Collect what preparation asks for; *categories* are those of components and systems."""
    model = structure.model
    record = model.iotssf
    left_out = {one.element for one in record.excluded}
    agreed = record.criteria_agreed
    return Preparing(
        scope=record.scope,
        purpose=record.purpose,
        elements=tuple(ident for ident in model.elements if ident not in left_out),
        excluded=tuple((one.element, one.reason) for one in record.excluded),
        agreed_by=agreed.by if agreed is not None else (),
        agreed_on=agreed.date if agreed is not None else None,
        stakeholders=tuple(_stakeholders(model)),
        transcribed=tuple(_transcribed(model, categories)),
        rules=tuple(_rules(model, catalogue)),
        contracts=tuple(
            Rule(ident, link.subject or (link.to,), link.requirements)
            for ident, link in model.connections.items()
            if link.requirements
        ),
    )


def missing_in_preparation(made: Preparing) -> Iterator[Todo]:
    """Yield what preparation still lacks."""
    if made.scope is None:
        yield Todo(Text(en="say what is looked at, and where it ends", ja="対象範囲と境界を書く"), "iotssf.scope")
    derived = [row.who for row in made.stakeholders if not row.stated]
    if derived:
        yield Todo(
            Text(
                en="name stakeholders and duties; so far {n} are only derived from the model",
                ja="ステークホルダーと責務を書く({n} 件はモデルから導いたのみ)",
            ).fill(n=len(derived)),
            "iotssf.stakeholders",
        )
    if made.agreed_on is None:
        yield Todo(
            Text(en="agree the level criteria, before anything is rated", ja="評価の前に判定基準に合意する"),
            "iotssf.criteria_agreed",
        )
    for row in made.transcribed:
        if row.kind in ("senses", "actuates") and row.quantity is None:
            text = Text(en="say what {id} transcribes (quantity)", ja="{id} が何を転写するかを書く(quantity)")
            yield Todo(text.fill(id=row.connection), f"connections.{row.connection}.quantity")


def _stakeholders(model: Model) -> Iterator[StakeholderRow]:
    stated = model.iotssf.stakeholders
    for party in stated:
        yield StakeholderRow(party.who, party.role, party.duties, stated=True)
    named = {party.who for party in stated}
    seen = set()
    for who, role in _derived(model):
        if who not in named and (who, role) not in seen:
            seen.add((who, role))
            yield StakeholderRow(who, role, None, stated=False)


def _derived(model: Model) -> Iterable[tuple[str, str]]:
    """Yield who plays which part as the model has it: makers, roles, deliveries, insurers, those to be protected."""
    for product in model.products.values():
        if product.maker is not None:
            yield product.maker, "maker"
    for things in (model.systems, model.components):
        for thing in things.values():
            for field, role in _ROLES:
                if (who := getattr(thing.roles, field)) is not None:
                    yield who, role
    for connection in model.connections.values():
        if connection.kind in _BY_CONNECTION and connection.from_ in model.organizations:
            yield connection.from_, _BY_CONNECTION[connection.kind]
    for harm in model.harms.values():
        if harm.affects is not None and model.people[harm.affects.people].employer is None:
            yield harm.affects.people, "user"


def _transcribed(model: Model, categories: Mapping[str, int | None]) -> Iterator[TranscribedRow]:
    for ident, link in model.connections.items():
        if link.kind in _TRANSCRIBING:
            device = next((end for end in (link.from_, link.to) if end in categories), None)
            category = categories.get(device or "")
            yield TranscribedRow(ident, link.kind, link.from_, link.to, link.quantity, link.data, category)


def _rules(model: Model, catalogue: Catalogue) -> Iterator[Rule]:
    named: dict[str, list[str]] = {}
    for things in (model.products, model.components, model.systems):
        for ident, thing in things.items():
            for rule in thing.regulations:
                named.setdefault(rule, []).append(ident)
    for rule in sorted(named):
        if rule in catalogue.duties or rule in catalogue.schemes:
            yield Rule(rule, tuple(named[rule]))
