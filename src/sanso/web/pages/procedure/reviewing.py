"""The forms of step 4, review (見直し): what makes a new rating necessary, and the reviews that took place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sanso.model.containment import Containment
from sanso.model.process import Model
from sanso.model.text import Text
from sanso.report.procedure_words import HEADS, TEXTS, TRIGGERS
from sanso.web.pages.procedure.fields import Field
from sanso.web.pages.procedure.forms import Form, Rows
from sanso.web.pages.procedure.things import Things

__all__ = ["review_forms"]

_MOST_COUNTED = 12
_SUGGESTED = (
    ("connection", Text(en="Something is connected that was not", ja="新たな接続先が加わったとき")),
    ("use", Text(en="It is used for something else", ja="用途が変わったとき")),
    (
        "incident",
        Text(
            en="An incident happened, here or at others with the same product",
            ja="自組織、または同じ製品を使う他組織で事故・事象が起きたとき",
        ),
    ),
)


def review_forms(model: Model, things: Things, today: dt.date) -> Iterator[Form]:
    """Yield the forms of review on *model*, which is the whole model."""
    yield _triggers(model, things)
    yield _reviews(model, things, today)


def _triggers(model: Model, things: Things) -> Form:
    record = model.iotssf
    suggested = [] if record.triggers else [{"kind": kind, "what": what} for kind, what in _SUGGESTED]
    return Form(
        "triggers",
        TEXTS["triggers"],
        Text(
            en="Say now what will make a new rating necessary. The model is watched as well: what came, went or grew "
            "since the last review is listed below.",
            ja="再評価が必要になる条件をあらかじめ決めます。前回の見直し以降に追加・廃止・増加したものは、"
            "モデルから自動で検出し、下に示します。",
        ),
        Text(en="IoT-SSF step 4: triggers", ja="IoT-SSF手順4: 再評価の条件"),
        tables=(
            Rows(
                "triggers",
                ("iotssf", "triggers"),
                TEXTS["triggers"],
                (
                    Field("kind", HEADS["on"], "choice", TRIGGERS, must=True, narrow=True),
                    Field("what", HEADS["what"], "both", must=True),
                    Field("subject", HEADS["subject"], "thing", things.elements, listed="elements"),
                    Field("above", Text(en="More than", ja="上限台数"), "number", narrow=True),
                    Field("date", Text(en="Due on", ja="期日"), "day", narrow=True),
                ),
                record.triggers,
                offered=suggested,
                notes=[Text(en="suggestion", ja="候補")] * len(suggested),
            ),
        ),
    )


def _reviews(model: Model, things: Things, today: dt.date) -> Form:
    record = model.iotssf
    return Form(
        "reviews",
        TEXTS["reviews"],
        Text(
            en="Who looked at it again, when, with which result. Numbers counted now tell later what has grown.",
            ja="いつ誰が見直し、どのような結果だったかを記録します。台数を残しておくと、次回以降の増加を検出できます。",
        ),
        Text(en="IoT-SSF step 4: review recorded", ja="IoT-SSF手順4: 見直しの記録"),
        tables=(
            Rows(
                "reviews",
                ("iotssf", "reviews"),
                TEXTS["reviews"],
                (
                    Field("date", HEADS["date"], "day", must=True, narrow=True),
                    Field("by", HEADS["by"], must=True),
                    Field("result", HEADS["result"], "both"),
                    Field(
                        "counts",
                        Text(en="Numbers", ja="台数"),
                        "counts",
                        things.elements,
                        listed="elements",
                        help=Text(en="For example station: 4, bus: 120", ja="例: station: 4, bus: 120"),
                    ),
                ),
                record.reviews,
                blank={"date": today, "counts": _populations(model)},
            ),
        ),
    )


def _populations(model: Model) -> dict[str, int]:
    """Return the systems of which there is more than one, and how many; the largest first."""
    found = {ident: number for ident, number in Containment.of(model).instances.items() if ident in model.systems}
    many = sorted((pair for pair in found.items() if pair[1] > 1), key=lambda pair: (-pair[1], pair[0]))
    return dict(many[:_MOST_COUNTED])
