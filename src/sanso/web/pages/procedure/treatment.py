"""The forms of step 3, treatment (対応): who does what for which perspective, and who accepts what is left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sanso.analysis.procedure import Procedure
from sanso.analysis.procedure.result import Allocated
from sanso.catalogue import Catalogue
from sanso.model.process import Model
from sanso.model.text import Text
from sanso.report.procedure_words import HEADS, TEXTS
from sanso.web.pages.procedure.fields import Field
from sanso.web.pages.procedure.forms import Form, Rows
from sanso.web.pages.procedure.things import Things

__all__ = ["MOST_OFFERED", "treatment_forms"]

MOST_OFFERED = 40
"""Proposals that stand in one form; more come when these are kept."""


def treatment_forms(model: Model, made: Procedure, things: Things, today: dt.date) -> Iterator[Form]:
    """Yield the forms of treatment on *model*, which is the whole model."""
    yield _allocation(model, made, things)
    yield _acceptances(model, made, things, today)


def _allocation(model: Model, made: Procedure, things: Things) -> Form:
    derived = [row for row in made.treat.allocation if not row.stated][:MOST_OFFERED]
    return Form(
        "allocation",
        TEXTS["allocation"],
        Text(
            en="For every device and system and each perspective: who does what is still open. Rows with a tick are "
            "proposals: the maker or the responsible organization.",
            ja="機器・システムと観点ごとに、未充足の要求を誰が担うかを決めます。チェック欄のある行は候補で、"
            "製造者または責任を負う組織を示しています。",
        ),
        Text(en="IoT-SSF step 3: who does what", ja="IoT-SSF手順3: 担当の割り当て"),
        tables=(
            Rows(
                "allocation",
                ("iotssf", "allocation"),
                TEXTS["allocation"],
                (
                    Field("subject", HEADS["subject"], "thing", things.subjects, must=True, listed="subjects"),
                    Field("perspective", HEADS["perspective"], "choice", things.perspectives, must=True),
                    Field("to", HEADS["to"], "things", things.parties, must=True, listed="parties"),
                    Field("what", HEADS["what"], "both"),
                ),
                model.iotssf.allocation,
                offered=[{"subject": row.subject, "perspective": row.perspective, "to": row.to} for row in derived],
                notes=[_open(row, things.catalogue) for row in derived],
            ),
        ),
    )


def _open(row: Allocated, catalogue: Catalogue) -> Text:
    titles = [catalogue.demand_steps[key].title for key in row.open]
    return Text(en="still open: {what}", ja="未充足: {what}").fill(
        what=Text(en="; ".join(t.show("en") for t in titles) or "–", ja="、".join(t.show("ja") for t in titles) or "–")
    )


def _acceptances(model: Model, made: Procedure, things: Things, today: dt.date) -> Form:
    left = [
        row
        for row in made.treat.residual
        if row.open_demands and not any(one.holds for one in row.accepted) and row.harm in model.harms
    ][:MOST_OFFERED]
    return Form(
        "acceptances",
        Text(en="Accept residual risk", ja="残留リスクの受容"),
        Text(
            en="What is not treated is accepted by somebody by name, with a reason and an end. "
            "Rows with a tick are harms for which something is still open.",
            ja="対応しないリスクは、誰かが理由と期限を示して受容します。チェック欄のある行は、未充足の要求が残る被害です。",
        ),
        Text(en="IoT-SSF step 3: residual risk accepted", ja="IoT-SSF手順3: 残留リスクの受容"),
        tables=(
            Rows(
                "acceptances",
                ("iotssf", "acceptances"),
                Text(en="Accepted", ja="受容"),
                (
                    Field("subject", HEADS["harm"], "thing", things.acceptable, must=True, listed="acceptable"),
                    Field("by", HEADS["accepted"], must=True),
                    Field("date", HEADS["date"], "day", must=True, narrow=True),
                    Field("until", HEADS["until"], "day", narrow=True),
                    Field("human", HEADS["human"], "choice", things.human, narrow=True),
                    Field("economic", HEADS["economic"], "choice", things.economic, narrow=True),
                    Field("reason", HEADS["reason"], "both", must=True),
                ),
                model.iotssf.acceptances,
                offered=[
                    {"subject": row.harm, "date": today, "human": row.human, "economic": row.economic} for row in left
                ],
                notes=[
                    Text(en="{n:,} demands open", ja="未充足の要求{n:,}件").fill(n=row.open_demands) for row in left
                ],
                blank={"date": today},
            ),
        ),
    )
