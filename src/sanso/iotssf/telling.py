"""A statement in words: what it is, and until when it counts."""

from __future__ import annotations

import datetime as dt

from sanso.model.answers import Confirmation
from sanso.model.elements import Qualification
from sanso.model.process import Model
from sanso.model.text import Text

__all__ = ["until_of", "what_of", "what_of_qualification"]

_BASES = {
    "self-declaration": Text(en="self-declaration", ja="自己宣言"),
    "third-party": Text(en="third-party confirmation", ja="第三者確認"),
    "public-certification": Text(en="public certification", ja="公的認証"),
}
_KINDS = {
    "licence": Text(en="licence", ja="免許"),
    "qualification": Text(en="qualification", ja="資格"),
    "training": Text(en="training", ja="訓練"),
    "contact": Text(en="contact point", ja="連絡窓口"),
    "repair-fund": Text(en="repair fund", ja="修理のための基金"),
    "recall-fund": Text(en="recall fund", ja="回収のための基金"),
    "liability-insurance": Text(en="liability insurance", ja="賠償責任保険"),
}
_NAMED = Text(en="{what}: {name}", ja="{what}:{name}")
_INSPECTION = Text(en="inspection", ja="点検")
_MONITORING = Text(en="continuous monitoring", ja="常時監視")
_CAPABILITY = Text(en="capability", ja="能力")


def what_of(given: Confirmation, model: Model) -> Text:
    """Say what a confirmation is: the basis and scheme, the inspection, the capability, the kind of support."""
    if given.perspective == "before-operation":
        return _named(_BASES[given.basis or "self-declaration"], given.scheme)
    if given.perspective == "in-operation":
        return _named(_MONITORING if given.continuous else _INSPECTION, _procedure(given, model))
    if given.perspective == "operators":
        return _named(_KINDS.get(given.kind or "", _CAPABILITY), given.qualification)
    if given.kind == "liability-insurance" and given.limit is not None:
        return _named(_KINDS["liability-insurance"], given.limit.text())
    return _named(_KINDS[given.kind or "contact"], given.address)


def what_of_qualification(held: Qualification) -> Text:
    """Say what people hold."""
    return _named(_KINDS[held.kind], held.name)


def until_of(given: Confirmation) -> dt.date | None:
    """Return the last day on which a confirmation counts: its end, or the day on which its inspection falls due."""
    ends = [given.valid_until] if given.valid_until is not None else []
    if given.last is not None and given.interval is not None and not given.continuous:
        ends.append(given.interval.after(given.last))
    return min(ends, default=None)


def _procedure(given: Confirmation, model: Model) -> Text | None:
    if given.procedure is None:
        return None
    return model.label(given.procedure) if given.procedure in model.procedures else Text.of(given.procedure)


def _named(what: Text, name: Text | str | None) -> Text:
    return what if name is None else _NAMED.fill(what=what, name=name)
