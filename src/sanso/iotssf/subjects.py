"""Whose statements count for an element or an organization: product and maker, containers, operators, insurers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sanso.iotssf.levels import largest_loss
from sanso.iotssf.statements import Statements, Subjects
from sanso.model.money import Money
from sanso.model.structure import Structure

__all__ = ["SubjectFinder"]

_HANDS_ON = ("operates", "remote-access")


@dataclass(frozen=True, slots=True)
class SubjectFinder:
    """Finds the subjects for a model.

    *hands* lists the employed people who operate an element, *vouched* the staff about whom something is stated.
    """

    structure: Structure
    statements: Statements
    hands: Mapping[str, tuple[str, ...]]
    vouched: Mapping[str, tuple[str, ...]]

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
        named = {confirmation.subject for confirmation in model.confirmations}
        vouched = {
            org: tuple(person for person in people if person in named)
            for org, people in statements.capability.staff.items()
        }
        return cls(structure, statements, employed, vouched)

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
        people = tuple(p for org in builders for p in self.vouched.get(org, ()))
        answering = (responsible,) if responsible is not None else ()
        return Subjects(
            product=(*around, *products),
            organization=(*builders, *products[:1], ident),
            staff=(*builders, *people, *products[:1], ident),
            in_operation=around,
            operators=self._operators(ident, around, responsible),
            support=(*around, *products, *answering, *makers),
            loss=self._loss(economic_harm),
            harms=_named(human_harm, economic_harm),
            operated=around,
        )

    def of_organization(self, ident: str, human_harm: str | None, economic_harm: str | None) -> Subjects:
        """Return the subjects for an organization whose required trust those two harms decide."""
        return Subjects(
            product=(),
            organization=(ident,),
            staff=(ident, *self.vouched.get(ident, ())),
            in_operation=(),
            operators=(ident,),
            support=(ident,),
            loss=self._loss(economic_harm),
            harms=_named(human_harm, economic_harm),
        )

    def _integrators(self, ident: str, responsible: str | None) -> tuple[str, ...]:
        thing = self.structure.model.components.get(ident) or self.structure.model.systems.get(ident)
        integrator = thing.roles.integrator if thing is not None else None
        return tuple(org for org in (integrator, responsible) if org is not None)[:1]

    def _operators(self, ident: str, around: tuple[str, ...], responsible: str | None) -> tuple[str, ...]:
        """Return who operates: those who are linked, else all staff of whoever is responsible."""
        linked = tuple(dict.fromkeys(person for e in around for person in self.hands.get(e, ())))
        return linked or (responsible or ident,)

    def _loss(self, harm: str | None) -> Money | None:
        return largest_loss(harm, self.structure) if harm is not None else None


def _named(*harms: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(harm for harm in harms if harm is not None))
