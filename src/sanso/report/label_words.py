"""What is said of a level within a device's reach: its state, and what else there is to know of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from sanso.model.text import Text
from sanso.report.wording import joined

if TYPE_CHECKING:
    from sanso.catalogue import Catalogue
    from sanso.trust.schemes.reach import LevelReach, State
    from sanso.trust.schemes.reports import LabelReport

__all__ = ["STATES", "items_by_scheme", "remarks", "worth_showing"]

STATES: Mapping[State, Text] = MappingProxyType(
    {
        "reachable": Text(en="within reach", ja="取得可能"),
        "filled-as-far-as-held": Text(en="known items filled", ja="収録項目は充足"),
        "needs-confirmation": Text(en="needs confirmation", ja="確認が必要"),
        "open": Text(en="open", ja="未回答あり"),
        "blocked": Text(en="blocked", ja="不適合あり"),
        "not-held": Text(en="items not held here", ja="項目未収録"),
        "closed": Text(en="takes none", ja="受付なし"),
    }
)
"""The states of a level, for a person."""
_HIDDEN: tuple[State, ...] = ("not-held", "closed")
_ONE_NEEDS = Text(en="1 fact needs: {basis}", ja="1 件に必要: {basis}")
_MANY_NEED = Text(en="{n} facts need: {basis}", ja="{n} 件に必要: {basis}")
_ONE_BARE = Text(en="1 fact without evidence", ja="証拠のない事実 1 件")
_MANY_BARE = Text(en="{n} facts without evidence", ja="証拠のない事実 {n} 件")


def worth_showing(one: LevelReach) -> bool:
    """Tell whether there is anything to say of a level but that nothing is known of it."""
    return one.state not in _HIDDEN or one.held or bool(one.recognised_by)


def remarks(one: LevelReach, report: LabelReport, content: Catalogue) -> Text | None:
    """Return what else is to know of a level: whether it is held, recognised, confirmed, shown by evidence."""
    return joined(_remarks(one, report, content), "; ", "。")


def items_by_scheme(content: Catalogue, items: tuple[str, ...]) -> str:
    """Return schemes with the number of their items, as ``JC-STAR 16, PSTI 3``."""
    numbers: dict[str, int] = {}
    for item in items:
        name = content.schemes[content.scheme_items[item].of].short
        numbers[name] = numbers.get(name, 0) + 1
    return ", ".join(f"{name} {number}" for name, number in numbers.items())


def _remarks(one: LevelReach, report: LabelReport, content: Catalogue) -> Iterator[Text]:
    if one.held:
        yield _held(one.name, report)
    for edge in one.recognised_by:
        yield _recognised(edge, report, content)
    if one.state == "needs-confirmation" and one.basis is not None:
        basis, n = content.bases[one.basis].title, len(one.weak)
        said = _ONE_NEEDS if n == 1 else _MANY_NEED
        yield Text(
            en=said.fill(n=n, basis=basis.show("en")).show("en"), ja=said.fill(n=n, basis=basis.show("ja")).show("ja")
        )
    if one.state in ("reachable", "filled-as-far-as-held") and one.bare:
        yield _ONE_BARE if len(one.bare) == 1 else _MANY_BARE.fill(n=len(one.bare))


def _held(level: str, report: LabelReport) -> Text:
    if report.proof is None:
        return Text(en="held", ja="取得済み")
    if level in report.proof.levels:
        return Text(en="held, proven", ja="取得済み(証明あり)")
    return Text(en="held as stated, not proven", ja="取得済み(申告のみ)")


def _recognised(ident: str, report: LabelReport, content: Catalogue) -> Text:
    edge, proof = content.recognitions[ident], report.proof
    said = Text(en="recognised from {scheme}", ja="{scheme} から承認").fill(scheme=edge.from_.scheme)
    if edge.partial:
        said = Text(en="{said} ({rest})", ja="{said} ({rest})").fill(said=said, rest=edge.partial)
    if proof is not None and not any(f"{edge.from_.scheme}/{level}" in proof.levels for level in edge.from_.levels):
        said = Text(en="{said} (not proven)", ja="{said}(未証明)").fill(said=said)
    return said
