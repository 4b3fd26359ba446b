"""Update against re-validation: what is updated was validated or certified, so a change asks for that again.

Updates of other instances of the same product count where none reaches the validated instance itself: the first of
them stands for all, so that the cost and the list grow with the model and not with its square.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sanso.catalogue import Catalogue
from sanso.model.elements import Component
from sanso.model.structure import Structure
from sanso.model.text import Text
from sanso.safety.result import Conflict, Side

__all__ = ["updates_against_validation"]

_KIND = "update-against-revalidation"
_PROCEDURES = ("update", "patch", "updates", "patching", "更新", "パッチ", "ソフトウェア更新")
_BASES = ("third-party", "public-certification")
_UPDATED = Text(en="is updated by {who}", ja="{who}が更新する")
_OFTEN = Text(en="is updated, every {interval}", ja="{interval}ごとに更新する")
_SOMETIME = Text(en="is updated, interval not stated", ja="更新する(間隔は未申告)")
_INTEGRITY = Text(
    en="validated as {claim}; a change is to be validated again",
    ja="{claim}として妥当性確認済み。変更時は再確認を要する",
)
_LAW = Text(en="under {law}; a change may touch the approval", ja="{law}の対象。変更が認可・適合に及びうる")
_CERTIFIED = Text(
    en="certified before operation ({scheme}); a change may need it again",
    ja="運用前に認証を取得({scheme})。変更時に再取得を要しうる",
)
_DIRECT = Text(en="the update changes what was validated", ja="更新の対象が、妥当性確認を受けたものそのものである")
_SAME = Text(
    en="the update is of the same product as what was validated",
    ja="更新の対象と、妥当性確認を受けたものが同じ製品である",
)
_INSIDE = Text(en="what was validated stands inside what is updated", ja="妥当性確認を受けたものが、更新対象の中にある")


def updates_against_validation(structure: Structure, catalogue: Catalogue) -> Iterator[Conflict]:
    """Yield the conflicts of updates; laws and schemes are named as *catalogue* names them."""
    updated = [*_updates(structure)]
    by_target: dict[str, list[Side]] = {}
    by_product: dict[str, Side] = {}
    for side in updated:
        by_target.setdefault(side.element, []).append(side)
        component = structure.model.components.get(side.element)
        if component is not None and component.product is not None:
            by_product.setdefault(component.product, side)
    if not updated:
        return
    certified = _certified(structure)
    for ident, component in structure.model.components.items():
        validated = _validated(structure, catalogue, ident, component, certified)
        if validated is None:
            continue
        seen: set[str] = set()
        reached = [(side, _DIRECT) for side in by_target.get(ident, ())]
        for holder in structure.containment.ancestors(ident):
            reached += [(side, _INSIDE) for side in by_target.get(holder, ())]
        if not reached and component.product in by_product:
            reached.append((by_product[component.product], _SAME))
        for side, why in reached:
            if side.source not in seen:
                seen.add(side.source)
                yield Conflict(_KIND, side, validated, why)


def _updates(structure: Structure) -> Iterator[Side]:
    model = structure.model
    for name, connection in model.connections.items():
        if connection.kind == "updates":
            asks = _UPDATED.fill(who=model.label(connection.from_))
            yield Side(connection.to, f"connections/{name}", asks)
    for name, procedure in model.procedures.items():
        if (procedure.kind or "").strip().casefold() in _PROCEDURES:
            often = _OFTEN.fill(interval=str(procedure.interval)) if procedure.interval is not None else _SOMETIME
            for target in procedure.acts_on:
                yield Side(target, f"procedures/{name}/{target}", often)


def _certified(structure: Structure) -> dict[str, tuple[int, str]]:
    """Return per subject the first certification before operation that an independent party gave."""
    found: dict[str, tuple[int, str]] = {}
    for number, one in enumerate(structure.model.confirmations):
        if one.perspective == "before-operation" and one.of == "product" and one.basis in _BASES:
            found.setdefault(one.subject, (number, one.scheme or one.basis))
    return found


def _validated(
    structure: Structure,
    catalogue: Catalogue,
    ident: str,
    component: Component,
    certified: dict[str, tuple[int, str]],
) -> Side | None:
    """Return why a change of the component asks for validation: integrity, else regulation, else certificate."""
    if component.integrity is not None:
        claim = f"{component.integrity.standard} {component.integrity.level}"
        return Side(ident, f"components/{ident}/integrity", _INTEGRITY.fill(claim=claim))
    product = structure.model.products.get(component.product or "")
    if component.regulations:
        return Side(ident, f"components/{ident}/regulations", _LAW.fill(law=_named(catalogue, component.regulations)))
    if product is not None and product.regulations:
        laws = _named(catalogue, product.regulations)
        return Side(ident, f"products/{component.product}/regulations", _LAW.fill(law=laws))
    for subject in (ident, component.product):
        if subject in certified:
            number, scheme = certified[subject]
            return Side(ident, f"confirmations/{number}", _CERTIFIED.fill(scheme=scheme))
    return None


def _named(catalogue: Catalogue, regulations: Iterable[str]) -> Text:
    """Return the titles of laws and schemes; one that the catalogue does not have is shown as it is written."""
    records = [(ident, catalogue.duties.get(ident) or catalogue.schemes.get(ident)) for ident in regulations]
    return Text(
        en=", ".join(ident if record is None else record.title.show("en") for ident, record in records),
        ja="、".join(ident if record is None else record.title.show("ja") for ident, record in records),
    )
