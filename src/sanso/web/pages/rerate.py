"""The ratings of one harm: who rated it how, how far they agree, which level counts and why, and rating it anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from sanso.iotssf.agreement import agreements
from sanso.iotssf.levels import ECONOMIC, HUMAN
from sanso.iotssf.result import HarmLevels
from sanso.model.diagnostics import Diagnostic, InputRefused
from sanso.model.editing import Change, Drop, Put
from sanso.model.harms import Harm
from sanso.model.text import Text
from sanso.report import terms, wording
from sanso.report.reader import Reader
from sanso.web.access import Entry, editor, reader
from sanso.web.grids import Cell, Column, Grid
from sanso.web.looking import Look, look
from sanso.web.moves import keep_steps
from sanso.web.rendering import render
from sanso.web.saving import save_changes
from sanso.web.service import service_of

__all__ = ["router"]

router = APIRouter()
_LONGEST = 4_000


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person typed: levels (empty: not rated by this person), loss, name, reasons, and what is to count."""

    by: str = ""
    human: str = ""
    economic: str = ""
    low: str = ""
    high: str = ""
    rationale: str = ""
    settle: bool = False

    def faults(self) -> dict[str, Text]:
        """Return what is missing or cannot be, by field."""
        found: dict[str, Text] = {}
        if not self.by.strip():
            found["by"] = Text(en="Say who rates.", ja="評価者を入力してください。")
        if not self.rationale.strip():
            found["rationale"] = Text(
                en="Say why: a rating without reasons cannot be discussed.",
                ja="理由を入力してください(理由のない評価は検討できません)。",
            )
        if max(len(self.by), len(self.rationale)) > _LONGEST:
            found["rationale"] = Text(en="That is too long.", ja="長すぎます。")
        if self.human not in ("", *HUMAN) or self.economic not in ("", *ECONOMIC):
            found["human"] = Text(en="There is no such level.", ja="その程度はありません。")
        if not (self.human or self.economic or self.low.strip() or self.high.strip()):
            found["human"] = Text(
                en="Rate at least one axis, or change the loss.",
                ja="少なくとも一方の軸を評価するか、損失額を変更してください。",
            )
        return found

    def changes(self, ident: str, harm: Harm, day: str) -> list[Change]:
        """Return the changes of the model: the rating, the loss, and the agreed levels if they are settled."""
        place = ("harms", ident)
        found: list[Change] = []
        if self.human or self.economic:
            given = {"by": self.by.strip(), "date": day, "human": self.human, "economic": self.economic}
            rating: dict[str, Any] = {key: value for key, value in given.items() if value}
            rating["rationale"] = self.rationale.replace("\r\n", "\n").strip()
            at = (*place, "ratings", len(harm.ratings)) if harm.ratings else (*place, "ratings")
            found.append(Put(at, rating if harm.ratings else [rating]))
        losses = [
            Put((*place, "loss", name), value)
            for name, value in (("low", self.low.strip()), ("high", self.high.strip()))
            if value and (harm.loss is None or value != str(getattr(harm.loss, name)))
        ]
        found += losses
        if self.settle and self.human:
            found.append(Put((*place, "human"), self.human))
        if self.settle and self.economic:
            found.append(Put((*place, "economic"), self.economic))
        elif self.settle and losses and harm.economic is not None:
            found.append(Drop((*place, "economic")))
        return found


@router.get("/w/{workspace}/map/harms/{ident}")
def ratings(request: Request, entry: Annotated[Entry, Depends(reader)], ident: str) -> Response:
    """Show the ratings of a harm."""
    looked = look(request, entry)
    harm = _harm(looked, ident)
    loss = harm.loss
    low, high = (str(loss.low), str(loss.high)) if loss is not None else ("", "")
    typed = Typed(by=entry.visitor.name, low=low, high=high, settle=_settled(looked, ident))
    return _page(request, entry, looked, ident, typed)


@router.post("/w/{workspace}/map/harms/{ident}")
def rate(
    request: Request,
    entry: Annotated[Entry, Depends(editor)],
    ident: str,
    base: Annotated[int, Form()] = 0,
    by: Annotated[str, Form()] = "",
    human: Annotated[str, Form()] = "",
    economic: Annotated[str, Form()] = "",
    low: Annotated[str, Form()] = "",
    high: Annotated[str, Form()] = "",
    rationale: Annotated[str, Form()] = "",
    settle: Annotated[str, Form()] = "",
) -> Response:
    """Add a rating; the map then shows what moved."""
    looked = look(request, entry)
    harm = _harm(looked, ident)
    typed = Typed(by, human, economic, low, high, rationale, settle == "1")
    faults = typed.faults()
    if faults:
        return _page(request, entry, looked, ident, typed, faults, status=422)
    changes = typed.changes(ident, harm, service_of(request).today().isoformat())
    try:
        save_changes(request, entry, base, changes, what=_RATED.fill(name=looked.reader.model.label(ident), by=by))
    except InputRefused as refused:
        return _page(request, entry, looked, ident, typed, {}, refused.diagnostics, status=422)
    keep_steps(request, entry, entry.workspace.head, looked.state)
    return RedirectResponse(f"/w/{entry.workspace.id}/map?was={entry.workspace.head}&rated={ident}", 303)


_RATED = Text(en="{name} rated by {by}", ja="「{name}」の評価を追加({by})")


def _harm(looked: Look, ident: str) -> Harm:
    harm = looked.reader.model.harms.get(ident)
    if harm is None:
        raise HTTPException(404, _UNKNOWN)
    return harm


_UNKNOWN = Text(
    en="The newest version has no harm scenario of this name.", ja="最新版にこのIDの被害シナリオはありません。"
)


def _settled(looked: Look, ident: str) -> bool:
    """Tell whether an agreed level stands in the model, over which ratings alone would move nothing."""
    harm = looked.reader.model.harms[ident]
    return harm.human is not None or harm.economic is not None


def _page(
    request: Request,
    entry: Entry,
    looked: Look,
    ident: str,
    typed: Typed,
    faults: dict[str, Text] | None = None,
    diagnostics: tuple[Diagnostic, ...] = (),
    status: int = 200,
) -> Response:
    words = looked.reader
    harm = words.model.harms[ident]
    levels = next((row for row in words.assessment.summary.harms if row.harm == ident), None)
    context = {
        "r": words,
        "words": wording,
        "ident": ident,
        "harm": harm,
        "levels": levels,
        "why": _why(harm, levels) if levels is not None else (),
        "agreed": [(row, _agreement(row.kappa)) for row in agreements({ident: harm, **words.model.harms})
                   if {*row.raters} <= {rating.by for rating in harm.ratings}],
        "causes": [row.element for row in words.assessment.iotssf if ident in row.harms],
        "typed": typed,
        "faults": faults or {},
        "diagnostics": diagnostics,
        "human_levels": terms.HUMAN,
        "economic_levels": terms.ECONOMIC,
    }  # fmt: skip
    return render(request, "rerate.j2", context, entry=entry, grids=(_ratings(words, harm),), status=status)


def _agreement(kappa: float | None) -> str:
    return "–" if kappa is None else f"{kappa:.2f}"


def _why(harm: Harm, levels: HarmLevels) -> tuple[tuple[str, Text, Text], ...]:
    """Return per axis the level that counts, and why it is this one."""
    found = []
    for axis, level, source in (
        ("human", levels.human, levels.human_from),
        ("economic", levels.economic, levels.economic_from),
    ):
        reason = _WHY[source or ""]
        if source == "loss" and levels.economic_reason is not None:
            reason = Text(
                en=f"{reason.show('en')} {levels.economic_reason.show('en')}",
                ja=f"{reason.show('ja')}{levels.economic_reason.show('ja')}",
            )
        if source == "ratings" and len({getattr(row, axis) for row in harm.ratings} - {None}) > 1:
            reason = _HIGHEST
        found.append((axis, wording.axis_text(axis, level), reason))
    return tuple(found)


_WHY = {
    "stated": Text(
        en="The agreed level stands in the model; it counts over all ratings.",
        ja="合意した程度がモデルに記載されており、個々の評価より優先されます。",
    ),
    "ratings": Text(en="From the ratings: all agree.", ja="評価者の評価によります(全員一致)。"),
    "loss": Text(
        en="From the loss, compared with the criteria for whoever bears it.",
        ja="損失額を負担者の基準と比較した結果です。",
    ),
    "": Text(en="Nothing is stated, so it may be any level.", ja="未申告のため、程度は決まっていません。"),
}
_HIGHEST = Text(
    en="Raters disagree and nobody settled it, so the highest rating counts.",
    ja="評価者間で不一致があり合意もないため、最も高い評価が採用されます。",
)


def _ratings(words: Reader, harm: Harm) -> Grid:
    return Grid(
        "ratings",
        Text(en="Ratings", ja="評価"),
        (
            Column("by", Text(en="Rater", ja="評価者")),
            Column("date", Text(en="Day", ja="日付"), "day"),
            Column("human", Text(en="Human damage", ja="回復困難性")),
            Column("economic", Text(en="Economic impact", ja="経済的影響")),
            Column("rationale", Text(en="Reasons", ja="理由")),
        ),
        [
            (
                Cell(row.by),
                Cell(row.date.isoformat() if row.date else None),
                Cell(row.human, wording.axis_text("human", row.human) if row.human else ""),
                Cell(row.economic, wording.axis_text("economic", row.economic) if row.economic else ""),
                Cell(words.t(row.rationale)),
            )
            for row in harm.ratings
        ],
        Text(en="Nobody has rated this harm yet.", ja="この被害はまだ評価されていません。"),
    )
