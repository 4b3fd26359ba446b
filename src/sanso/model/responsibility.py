"""Who answers for what: roles, employers, owners, performers, and what organizations may influence.

Responsible is the operator, else the manager, else the owner, else whoever is responsible for the nearest
container; of people the employer, of data the owner, of a procedure its first performer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sanso.model.containment import Containment
from sanso.model.elements import Component, System
from sanso.model.process import Model

__all__ = ["Responsibility", "deployed", "maintained"]


@dataclass(frozen=True, slots=True)
class Responsibility:
    """The responsible organization of every element that has one."""

    organization: Mapping[str, str]

    @classmethod
    def of(cls, model: Model, containment: Containment) -> Responsibility:
        """Read responsibility off *model*."""
        found: dict[str, str] = {ident: ident for ident in model.organizations}
        for ident, people in model.people.items():
            if people.employer is not None:
                found[ident] = people.employer
        for ident, data in model.data.items():
            if data.owner is not None:
                found[ident] = data.owner
        for ident, procedure in model.procedures.items():
            for performer in procedure.performed_by:
                if performer in found:
                    found[ident] = found[performer]
                    break
        for ident in (*model.systems, *model.components):
            for holder in (ident, *containment.ancestors(ident)):
                named = _by_role(model.systems.get(holder) or model.components[holder])
                if named is not None:
                    found[ident] = named
                    break
        return cls(found)

    def get(self, ident: str) -> str | None:
        """Return the responsible organization of *ident*; None where nobody is."""
        return self.organization.get(ident)


def _by_role(thing: Component | System) -> str | None:
    roles = thing.roles
    return roles.operator or roles.manager or roles.owner


def deployed(model: Model) -> dict[str, list[str]]:
    """Return the components of each product, also of products that are built into theirs."""
    direct: dict[str, list[str]] = {}
    for ident, component in model.components.items():
        if component.product is not None:
            direct.setdefault(component.product, []).append(ident)
    holders: dict[str, list[str]] = {}
    for ident, product in model.products.items():
        for part in product.contains:
            holders.setdefault(part, []).append(ident)
    found: dict[str, list[str]] = {}
    for ident in model.products:
        seen, pending = {ident}, [ident]
        components: list[str] = []
        while pending:
            current = pending.pop()
            components.extend(direct.get(current, ()))
            fresh = [holder for holder in holders.get(current, ()) if holder not in seen]
            seen.update(fresh)
            pending.extend(fresh)
        found[ident] = components
    return found


def maintained(model: Model, responsibility: Responsibility) -> Iterator[tuple[str, str, str]]:
    """Yield (maintaining organization, component or system, connection or "") of roles and ``maintains``.

    A ``maintains`` link is about its subject, else about its ``to``; where that is an organization, about what
    the maintainer maintains there by role.
    """
    by_maintainer: dict[str, list[str]] = {}
    devices: dict[str, Component | System] = {**model.components, **model.systems}
    for ident, thing in devices.items():
        if thing.roles.maintainer is not None:
            by_maintainer.setdefault(thing.roles.maintainer, []).append(ident)
            yield thing.roles.maintainer, ident, ""
    products: dict[str, list[str]] = {}
    for name, connection in model.connections.items():
        if connection.kind != "maintains":
            continue
        if connection.subject:
            products = products or deployed(model)
            for subject in connection.subject:
                targets = products.get(subject, [subject] if subject in devices else [])
                yield from ((connection.from_, ident, name) for ident in targets)
        elif connection.to in model.organizations:
            held = by_maintainer.get(connection.from_, ())
            yield from ((connection.from_, i, name) for i in held if responsibility.get(i) == connection.to)
        else:
            yield connection.from_, connection.to, name
