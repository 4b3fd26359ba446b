"""The forms of step 2, risk assessment (リスクアセスメント): levels and ratings of every harm, and a new harm."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from sanso.analysis.procedure import Procedure
from sanso.formats.ledger.batch import slug
from sanso.model.editing import Change, Put
from sanso.model.process import NAMED_SECTIONS, Model
from sanso.model.text import Language, Text
from sanso.report.procedure_words import HEADS
from sanso.web.pages.procedure.fields import Field
from sanso.web.pages.procedure.forms import Form, Reading, Rows, Single, read_form
from sanso.web.pages.procedure.things import Things

__all__ = ["NEW_HARM", "PER_PAGE", "harm_form", "new_harm_form", "rating_forms", "read_new_harm"]

PER_PAGE = 20
"""Harms on one page."""

NEW_HARM = "new-harm"
_RATED = Text(en="IoT-SSF step 2: {harm} rated", ja="IoT-SSF手順2: 「{harm}」の評価")


def rating_forms(model: Model, made: Procedure, things: Things, first: int, today: dt.date) -> Iterator[Form]:
    """Yield the forms of the harms from the one numbered *first* on, and that of a new one."""
    open_ = {todo.where for todo in made.steps[1].missing}
    for row in made.assess.harms[first : first + PER_PAGE]:
        if row.harm in model.harms:
            spots = (f"harms.{row.harm}{part}" for part in ("", ".human", ".economic", ".ratings"))
            yield harm_form(model, row.harm, things, today, folded=open_.isdisjoint(spots))
    yield new_harm_form(things, folded=bool(made.assess.harms))


def harm_form(model: Model, ident: str, things: Things, today: dt.date, *, folded: bool) -> Form:
    """Return the form of one harm: the agreed levels and the ratings."""
    harm = model.harms[ident]
    rating = (
        Field("by", HEADS["rater"], must=True),
        Field("date", HEADS["date"], "day", narrow=True),
        Field("human", HEADS["human"], "choice", things.human, narrow=True),
        Field("economic", HEADS["economic"], "choice", things.economic, narrow=True),
        Field("rationale", HEADS["rationale"], "both"),
    )
    return Form(
        f"harm-{ident}",
        model.label(ident),
        Text(
            en="Two people rate without knowing each other's rating; then the level is agreed. "
            "A level that is not stated counts as the highest rating.",
            ja="二者が互いの評価を見ずに評価し、その後で程度に合意します。合意値がない場合は、最も高い評価を採ります。",
        ),
        _RATED.fill(harm=model.label(ident)),
        (
            Single(
                f"harms.{ident}",
                ("harms", ident),
                (
                    Field("human", Text(en="Agreed: human damage", ja="合意値: 回復困難性"), "choice", things.human),
                    Field(
                        "economic",
                        Text(en="Agreed: economic impact", ja="合意値: 経済的影響"),
                        "choice",
                        things.economic,
                    ),
                    Field("rationale", HEADS["rationale"], "both"),
                ),
                harm,
            ),
        ),
        (
            Rows(
                f"harms.{ident}.ratings",
                ("harms", ident, "ratings"),
                Text(en="Ratings", ja="評価"),
                rating,
                harm.ratings,
                blank={"date": today},
            ),
        ),
        folded=folded,
    )


def new_harm_form(things: Things, *, folded: bool) -> Form:
    """Return the form of a harm that is to be written down."""
    fields = (
        Field("name", Text(en="What happens", ja="何が起きるか"), "both", must=True),
        Field(
            "element",
            Text(en="Because of which element", ja="原因となる構成要素"),
            "thing",
            things.elements,
            must=True,
            listed="elements",
        ),
        Field("effect", Text(en="What becomes of it", ja="その要素に起きること"), "choice", things.effects, must=True),
        Field("human", HEADS["human"], "choice", things.human, narrow=True),
        Field("economic", HEADS["economic"], "choice", things.economic, narrow=True),
        Field("rationale", HEADS["rationale"], "both"),
    )
    return Form(
        NEW_HARM,
        Text(en="Write down a harm", ja="被害シナリオを追加"),
        Text(
            en="One cause is enough to begin with; combinations are made in the model editor.",
            ja="まず原因を一つ選びます。原因の組み合わせはモデルの編集画面で設定できます。",
        ),
        Text(en="IoT-SSF step 2: a harm written down", ja="IoT-SSF手順2: 被害シナリオを追加"),
        (Single("harm", ("harms", "?"), fields),),
        folded=folded,
    )


def read_new_harm(form: Form, typed: Mapping[str, str], model: Model, lang: Language) -> Reading:
    """Return the change that writes the typed harm into *model*."""
    read = read_form(form, typed, lang)
    given = {str(change.path[-1]): change.value for change in read.changes if isinstance(change, Put)}
    problems = dict(read.problems)
    for field in form.singles[0].fields:
        if field.must and field.name not in given:
            problems.setdefault(f"harm.{field.name}", Text(en="This is needed.", ja="入力してください。"))
    if problems:
        return Reading((), problems)
    cause = {"element": given.pop("element"), "effect": given.pop("effect")}
    value = {"name": given.pop("name"), "cause": cause, **given}
    changes: tuple[Change, ...] = (Put(("harms", _free_id(model, value["name"])), value),)
    return Reading(changes, {})


def _free_id(model: Model, name: object) -> str:
    """Return an id for a harm called *name* that nothing in *model* has yet."""
    text = name if isinstance(name, str) else str(name["en"] if isinstance(name, dict) else name)
    taken = {ident for section in NAMED_SECTIONS for ident in getattr(model, section)}
    wanted = slug(text.lower())[:60].strip("-.") or "harm"
    if wanted not in taken:
        return wanted
    return next(f"{wanted}-{n}" for n in range(2, len(taken) + 3) if f"{wanted}-{n}" not in taken)
