"""Whose statements count for an element or an organization: product and maker, containers, operators, insurers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sanso.iotssf.levels import largest_loss
from sanso.iotssf.statements import Statements, Subjects
from sanso.model.structure import Structure

__all__ = ["SubjectFinder"]

_HANDS_ON = ("operates", "remote-access")


@dataclass(frozen=True, slots=True)
class SubjectFinder:
    """Finds the subjects for a model; *hands* lists the employed people who operate an element."""

    structure: Structure
    statements: Statements
    hands: Mapping[str, tuple[str, ...]]
    staff: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, structure: Structure, statements: Statements) -> SubjectFinder:
        """Collect operators of elements and staff of organizations."""
        model = structure.model
        hands: dict[str, list[str]] = {}
        for connection in model.connections.values():
            if connection.kind in _HANDS_ON and connection.from_ in model.people:
                hands.setdefault(connection.to, []).append(connection.from_)
        for procedure in model.procedures.values():
            people = [who for who in procedure.performed_by if who in model.people]
            for target in procedure.acts_on:
                hands.setdefault(target, []).extend(people)
        employed = {
            ident: tuple(dict.fromkeys(p for p in people if model.people[p].employer is not None))
            for ident, people in hands.items()
        }
        staff: dict[str, list[str]] = {}
        for ident, person in model.people.items():
            if person.employer is not None:
                staff.setdefault(person.employer, []).append(ident)
        return cls(structure, statements, employed, {org: tuple(people) for org, people in staff.items()})

    def of_element(self, ident: str, human_harm: str | None, economic_harm: str | None) -> Subjects:
        """Return the subjects for a component or system whose position those two harms decide."""
        model = self.structure.model
        around = (ident, *self.structure.containment.ancestors(ident))
        products = tuple(
            product for e in around if e in model.components and (product := model.components[e].product) is not None
        )
        responsible = self.structure.responsibility.get(ident)
        makers = tuple(
            maker for p in products if p in model.products and (maker := model.products[p].maker) is not None
        )
        builders = makers[:1] or self._integrators(ident, responsible)
        people = tuple(p for org in builders for p in self.staff.get(org, ()))
        answering = (responsible,) if responsible is not None else ()
        return Subjects(
            product=(*around, *products),
            organization=(*builders, *products[:1], ident),
            staff=(*builders, *people, *products[:1], ident),
            in_operation=around,
            operators=self._operators(around, responsible),
            support=(*around, *products, *answering, *makers),
            loss=largest_loss(economic_harm, self.structure) if economic_harm is not None else None,
            harms=tuple(dict.fromkeys(h for h in (human_harm, economic_harm) if h is not None)),
        )

    def of_organization(self, ident: str, harms: tuple[str, ...]) -> Subjects:
        """Return the subjects for an organization that *harms* put a required trust on."""
        people = self.staff.get(ident, ())
        losses = [loss for harm in harms if (loss := largest_loss(harm, self.structure)) is not None]
        return Subjects(
            product=(),
            organization=(ident,),
            staff=(ident, *people),
            in_operation=(),
            operators=tuple(p for p in people if self.statements.has_operators(p)) or (ident,),
            support=(ident,),
            loss=losses[0] if losses else None,
            harms=harms,
        )

    def _integrators(self, ident: str, responsible: str | None) -> tuple[str, ...]:
        thing = self.structure.model.components.get(ident) or self.structure.model.systems.get(ident)
        integrator = thing.roles.integrator if thing is not None else None
        return tuple(org for org in (integrator, responsible) if org is not None)[:1]

    def _operators(self, around: tuple[str, ...], responsible: str | None) -> tuple[str, ...]:
        linked = tuple(dict.fromkeys(person for e in around for person in self.hands.get(e, ())))
        if linked or responsible is None:
            return linked
        candidates = (*around, *self.staff.get(responsible, ()), responsible)
        return tuple(c for c in candidates if self.statements.has_operators(c))
