"""The forms of step 1, preparation (準備): scope, exclusions, stakeholders, agreed criteria, what is transcribed."""

from __future__ import annotations

from collections.abc import Iterator

from sanso.analysis.procedure import Procedure
from sanso.model.process import Model
from sanso.model.text import Text
from sanso.report.procedure_words import HEADS, ROLES, TEXTS
from sanso.web.pages.procedure.fields import Field
from sanso.web.pages.procedure.forms import Form, Rows, Single
from sanso.web.pages.procedure.things import Things

__all__ = ["MOST_QUANTITIES", "preparation_forms"]

MOST_QUANTITIES = 50
"""Connections without a quantity that one form asks for."""

_ROOT = ("iotssf",)


def preparation_forms(model: Model, made: Procedure, things: Things) -> Iterator[Form]:
    """Yield the forms of preparation on *model*, which is the whole model."""
    record = model.iotssf
    yield Form(
        "scope",
        Text(en="Scope and purpose", ja="対象範囲と目的"),
        Text(
            en="What is looked at, where it ends, and what the result is for.",
            ja="何を対象とし、どこまでを含め、結果を何に使うかを書きます。",
        ),
        Text(en="IoT-SSF step 1: scope and purpose", ja="IoT-SSF手順1: 対象範囲と目的"),
        (
            Single(
                "iotssf",
                _ROOT,
                (Field("scope", TEXTS["scope"], "both"), Field("purpose", TEXTS["purpose"], "both")),
                record,
            ),
        ),
    )
    yield _excluded(model, things)
    yield _stakeholders(model, made, things)
    yield Form(
        "criteria",
        Text(en="Level criteria agreed", ja="判定基準の合意"),
        Text(
            en="Agree on what each level means before anybody rates. The criteria stand below.",
            ja="評価の前に、各程度の意味に合意します。判定基準は下の表のとおりです。",
        ),
        Text(en="IoT-SSF step 1: criteria agreed", ja="IoT-SSF手順1: 判定基準の合意"),
        (
            Single(
                "criteria_agreed",
                (*_ROOT, "criteria_agreed"),
                (
                    Field(
                        "by",
                        Text(en="Agreed by", ja="合意した人・組織"),
                        "names",
                        help=Text(
                            en="Names or ids, with commas between them.", ja="名前またはID。コンマで区切ります。"
                        ),
                    ),
                    Field("date", Text(en="Agreed on", ja="合意した日"), "day", narrow=True),
                ),
                record.criteria_agreed,
            ),
        ),
    )
    form = _quantities(model, made)
    if form is not None:
        yield form


def _excluded(model: Model, things: Things) -> Form:
    return Form(
        "excluded",
        TEXTS["excluded"],
        Text(
            en="What is knowingly not looked at, each with its reason.",
            ja="対象から外すものを、理由とともに書きます。",
        ),
        Text(en="IoT-SSF step 1: what is left out", ja="IoT-SSF手順1: 対象外"),
        tables=(
            Rows(
                "excluded",
                (*_ROOT, "excluded"),
                TEXTS["excluded"],
                (
                    Field("element", HEADS["element"], "thing", things.elements, must=True, listed="elements"),
                    Field("reason", HEADS["reason"], "both", must=True),
                ),
                model.iotssf.excluded,
            ),
        ),
        folded=not model.iotssf.excluded,
    )


def _stakeholders(model: Model, made: Procedure, things: Things) -> Form:
    derived = [row for row in made.prepare.stakeholders if not row.stated]
    return Form(
        "stakeholders",
        TEXTS["stakeholders"],
        Text(
            en="Who takes part, in which part, with which duties. Rows with a tick come from the model: keep them.",
            ja="誰が、どの立場で、どのような責務を負うかを書きます。チェック欄のある行はモデルから導いた候補です。",
        ),
        Text(en="IoT-SSF step 1: stakeholders", ja="IoT-SSF手順1: ステークホルダー"),
        tables=(
            Rows(
                "stakeholders",
                (*_ROOT, "stakeholders"),
                TEXTS["stakeholders"],
                (
                    Field("who", HEADS["who"], "thing", things.parties, must=True, listed="parties"),
                    Field("role", HEADS["role"], "choice", ROLES, must=True, narrow=True),
                    Field("duties", HEADS["duties"], "both"),
                ),
                model.iotssf.stakeholders,
                offered=[{"who": row.who, "role": row.role} for row in derived],
                notes=[TEXTS["from-model"]] * len(derived),
            ),
        ),
    )


def _quantities(model: Model, made: Procedure) -> Form | None:
    lacking = [row for row in made.prepare.transcribed if row.kind in ("senses", "actuates") and row.quantity is None]
    if not lacking:
        return None
    return Form(
        "quantities",
        Text(en="What is transcribed", ja="転写される量"),
        Text(
            en="For every connection between physical and cyber space: which quantity it measures or sets.",
            ja="フィジカル空間とサイバー空間のつながりごとに、計測または設定する量を書きます。",
        ),
        Text(en="IoT-SSF step 1: what is transcribed", ja="IoT-SSF手順1: 転写される量"),
        tuple(
            Single(
                f"connections.{row.connection}",
                ("connections", row.connection),
                (Field("quantity", _between(model, row.connection), "line"),),
                model.connections[row.connection],
            )
            for row in lacking[:MOST_QUANTITIES]
        ),
    )


def _between(model: Model, ident: str) -> Text:
    link = model.connections[ident]
    return Text(en="{a} → {b} ({id})", ja="{a} → {b}({id})").fill(
        a=model.label(link.from_), b=model.label(link.to), id=ident
    )
