"""Named requirements that pass to another organization by ``maintains`` and ``entrusts``.

They pass to the maintainer, or to whom the duty is entrusted, for the connection's subject; by default
wherever that party is maintainer. The delegator keeps the duty to check its partner (CPS.SC-6).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sanso.model.connections import Connection
from sanso.model.responsibility import deployed, maintained
from sanso.model.structure import Structure

__all__ = ["KEPT", "Delegation", "delegations"]

KEPT = "CPS.SC-6"
"""What the delegator keeps in any case."""


@dataclass(frozen=True, slots=True)
class Delegation:
    """Requirements that one connection passes on."""

    connection: str
    organization: str
    requirements: frozenset[str]


def delegations(structure: Structure) -> Mapping[str, tuple[Delegation, ...]]:
    """Return per component, system or data set what is passed on, in the order of connection ids."""
    model = structure.model
    by_maintainer: dict[str, list[str]] = {}
    for organization, ident, _ in maintained(model, structure.responsibility):
        by_maintainer.setdefault(organization, []).append(ident)
    instances = deployed(model)
    found: dict[str, dict[str, Delegation]] = {}
    for name in sorted(model.connections):
        connection = model.connections[name]
        if connection.kind not in ("maintains", "entrusts") or not connection.requirements:
            continue
        party = connection.from_ if connection.kind == "maintains" else connection.to
        passed = Delegation(name, party, frozenset(connection.requirements) - {KEPT})
        for ident in _scope(connection, party, structure, by_maintainer, instances):
            found.setdefault(ident, {})[name] = passed
    return {ident: tuple(passed.values()) for ident, passed in found.items()}


def _scope(
    connection: Connection,
    party: str,
    structure: Structure,
    by_maintainer: Mapping[str, list[str]],
    instances: Mapping[str, list[str]],
) -> set[str]:
    """Return the elements that an agreement is about."""
    if connection.subject:
        named = [ident for subject in connection.subject for ident in instances.get(subject, [subject])]
    elif connection.to not in structure.model.organizations:
        named = [connection.to]
    else:
        delegator = connection.to if connection.kind == "maintains" else connection.from_
        named = [i for i in by_maintainer.get(party, ()) if structure.responsibility.get(i) == delegator]
    return {part for ident in named for part in (ident, *structure.containment.descendants(ident))}
