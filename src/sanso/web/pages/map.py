"""The IoT-SSF map: consequence mode and risk mode, what moved since a version, a table of the same beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, Request, Response
from markupsafe import Markup

from sanso.facts import AxisPosition, HarmLikelihood
from sanso.iotssf import Placement
from sanso.model.text import Text
from sanso.report import wording
from sanso.report.pictures import View, draw_map
from sanso.report.pictures.grouping import group_name
from sanso.report.quantities import estimate_text
from sanso.report.reader import Reader
from sanso.web.access import Entry, reader
from sanso.web.element_view import section_of
from sanso.web.grids import Cell, Column, Grid, Lines
from sanso.web.heirlooms import PLACES
from sanso.web.looking import Look, look
from sanso.web.moves import MOST_DRAWN, Step, steps_since
from sanso.web.odds import OddsJob, odds_of
from sanso.web.pages.elements import panel_context
from sanso.web.pages.population import slider_context
from sanso.web.rendering import Made, render, render_kept, render_part

__all__ = ["router"]

router = APIRouter()
_MOST_OPENED = 40
_MOST_DIGITS = 9
_DEFAULT_ATTACKER = "organised-crime"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for; *was* is a version to compare with, 0 for none."""

    mode: Literal["consequence", "risk"]
    attacker: str
    opened: tuple[str, ...]
    was: int
    element: str | None

    @classmethod
    def read(cls, request: Request, words: Reader, head: int) -> Wanted:
        """Read the parameters of an address; what makes no sense counts as not asked for."""
        query = request.query_params
        attacker = query.get("attacker", "")
        if attacker not in words.catalogue.attackers:
            known = list(words.catalogue.attackers)
            attacker = _DEFAULT_ATTACKER if _DEFAULT_ATTACKER in known else known[0]
        was = query.get("was", "")
        seq = int(was) if was.isascii() and was.isdecimal() and len(was) <= _MOST_DIGITS else 0
        return cls(
            "risk" if query.get("mode") == "risk" else "consequence",
            attacker,
            tuple(dict.fromkeys(filter(None, query.getlist("open"))))[:_MOST_OPENED],
            seq if seq < head else 0,
            query.get("element") or None,
        )

    def query(self, opened: tuple[str, ...]) -> str:
        """Return the query string with these groups open."""
        pairs = [("mode", "risk"), ("attacker", self.attacker)] if self.mode == "risk" else []
        pairs += [("open", name) for name in opened]
        pairs += [("was", str(self.was))] if self.was else []
        return f"?{urlencode(pairs)}" if pairs else ""


@dataclass(frozen=True, slots=True)
class MapLinks:
    """Addresses of the marks: elements lead to their page, groups to the map in which they stand open."""

    base: str
    wanted: Wanted

    def element(self, ident: str) -> str:
        """Return the page of an element."""
        return f"{self.base}/elements/{quote(ident)}"

    def group(self, name: str, *, opens: bool) -> str:
        """Return the map with the group *name* open, or folded."""
        others = tuple(one for one in self.wanted.opened if one != name)
        return f"{self.base}/map{self.wanted.query((*others, name) if opens else others)}"


@router.get("/w/{workspace}/map")
def iotssf_map(request: Request, entry: Annotated[Entry, Depends(reader)]) -> Response:
    """Show the IoT-SSF map."""
    looked = look(request, entry)
    wanted = Wanted.read(request, looked.reader, entry.workspace.head)
    if wanted.mode == "consequence":

        def make(entry: Entry) -> Made:
            return _made(request, entry, looked, wanted, None)

        return render_kept(request, "map.j2", looked.shown, make, entry=entry)
    context, grids = _made(request, entry, looked, wanted, odds_of(request, looked, wanted.attacker))
    return render(request, "map.j2", context, entry=entry, grids=grids)


def _made(request: Request, entry: Entry, looked: Look, wanted: Wanted, job: OddsJob | None) -> Made:
    words = looked.reader
    base = f"/w/{entry.workspace.id}"
    steps = steps_since(request, entry, looked, wanted.was) if wanted.was else ()
    links = MapLinks(base, wanted)
    section = section_of(words, wanted.element) if wanted.element else None
    context = {
        "r": words,
        "words": wording,
        "wanted": wanted,
        "job": job,
        "attackers": words.catalogue.attackers,
        "picture": Markup(_picture(looked, wanted, links, steps, job)),  # noqa: S704 -- drawn and escaped by us
        "steps": steps,
        "opened": [(_group_name(words, name), links.group(name, opens=False)) for name in wanted.opened],
        "panel": panel_context(looked, wanted.element or "", section) if section is not None else None,
        **slider_context(request, looked),
    }
    likelihood = job.likelihood if job is not None else None

    def tables() -> tuple[Grid, Grid]:
        return _placements(words, base, likelihood), _harms(words, base, likelihood)

    grids = tables() if likelihood is not None else looked.shown.kept(("map-grids", looked.lang), tables, PLACES)
    return context, grids


@router.get("/w/{workspace}/map/odds")
def odds(request: Request, entry: Annotated[Entry, Depends(reader)]) -> Response:
    """Tell how far the likelihoods are; once they are there, the page is asked to load itself anew."""
    looked = look(request, entry)
    wanted = Wanted.read(request, looked.reader, entry.workspace.head)
    job = odds_of(request, looked, wanted.attacker)
    headers = {"HX-Refresh": "true"} if job.status == "done" else {}
    return render_part(request, "odds.j2", {"job": job, "wanted": wanted}, entry=entry, headers=headers)


def _picture(looked: Look, wanted: Wanted, links: MapLinks, steps: tuple[Step, ...], job: OddsJob | None) -> str:
    """Return the picture; that of everything in consequence mode is drawn once."""
    words = looked.reader
    moves = tuple(step.move for step in steps if step.drawn)[:MOST_DRAWN]
    view = View(opened=frozenset(wanted.opened), links=links, moves=moves)
    likelihood = job.likelihood if job is not None else None

    def draw() -> str:
        return draw_map(words.model, words.assessment, words.catalogue, looked.lang, likelihood, view)

    plain = not (wanted.opened or wanted.was or job is not None)
    return looked.shown.kept(("map", looked.lang), draw, PLACES) if plain else draw()


def _group_name(words: Reader, name: str) -> str:
    known = name.replace("~", "\0", 1) if name.startswith("~") else name
    return group_name(words.model, known, words.lang) if known[0] == "\0" or known in words.model.elements else name


def _axis_cells(words: Reader, axis: str, position: AxisPosition, base: str) -> tuple[Cell, Cell]:
    harm = position.harm
    return (
        Cell(position.level, wording.axis_text(axis, position.level)),
        Cell(harm, words.name(harm), f"{base}/map/harms/{harm}") if harm else Cell(None),
    )


def _chance(words: Reader, likelihood: Mapping[str, HarmLikelihood], harm: str | None) -> Cell:
    known = likelihood.get(harm or "")
    if known is None:
        return Cell(None)
    said = _NEVER if known.unreachable else estimate_text(known.year)
    return Cell(known.year.value, words.t(said))


_NEVER = Text(en="no way leads there", ja="到達する経路なし")


def _placements(words: Reader, base: str, likelihood: Mapping[str, HarmLikelihood] | None) -> Grid:
    rows = sorted(words.assessment.iotssf, key=lambda row: -1 - (-1 if row.category is None else row.category))

    def cells(row: Placement) -> tuple[Cell, ...]:
        return (
            Cell(row.element, words.name(row.element), f"{base}/elements/{row.element}"),
            Cell(row.category),
            Cell(row.single_unit),
            Cell(row.instances),
            *_axis_cells(words, "human", row.human, base),
            *_axis_cells(words, "economic", row.economic, base),
            Cell(row.nearest),
            Cell(len(row.short), words.t(wording.short_text(row.short)) if row.category else ""),
            *(
                (_chance(words, likelihood, row.human.harm), _chance(words, likelihood, row.economic.harm))
                if likelihood is not None
                else ()
            ),
        )

    return Grid(
        "placements",
        Text(en="Devices and systems", ja="機器とシステム"),
        (
            Column("element", Text(en="Element", ja="構成要素")),
            Column("category", Text(en="Category", ja="カテゴリ"), "category"),
            Column("single", Text(en="One unit alone", ja="1台だけの場合"), "category"),
            Column("instances", Text(en="How many", ja="数"), "number"),
            Column("human", Text(en="Human damage", ja="回復困難性")),
            Column("human-harm", Text(en="Decided by", ja="決め手")),
            Column("economic", Text(en="Economic impact", ja="経済的影響")),
            Column("economic-harm", Text(en="Decided by", ja="決め手")),
            Column("mix", Text(en="Nearest mix", ja="最も近い組み合わせ")),
            Column("missing", Text(en="Missing", ja="不足")),
            *(_ODDS_COLUMNS if likelihood is not None else ()),
        ),
        Lines(rows, cells),
        Text(en="No component or system is modelled.", ja="モノ・システムの記載がありません。"),
        most=60,
    )


_ODDS_COLUMNS = (
    Column("human-odds", Text(en="Likelihood in a year (human)", ja="年間の可能性(人的)")),
    Column("economic-odds", Text(en="Likelihood in a year (economic)", ja="年間の可能性(経済的)")),
)


def _harms(words: Reader, base: str, likelihood: Mapping[str, HarmLikelihood] | None) -> Grid:
    def disagree(axes: tuple[str, ...]) -> str:
        return words.listed(words.word("axis", axis) for axis in axes)

    return Grid(
        "harms",
        Text(en="Harm scenarios and their ratings", ja="被害シナリオと評価"),
        (
            Column("harm", Text(en="Harm scenario", ja="被害シナリオ")),
            Column("human", Text(en="Human damage", ja="回復困難性")),
            Column("human-from", Text(en="From", ja="根拠")),
            Column("economic", Text(en="Economic impact", ja="経済的影響")),
            Column("economic-from", Text(en="From", ja="根拠")),
            Column("raters", Text(en="Ratings", ja="評価の数"), "number"),
            Column("disagreement", Text(en="Raters disagree on", ja="評価者間の不一致")),
            *((_ODDS,) if likelihood is not None else ()),
        ),
        [
            (
                Cell(row.harm, words.name(row.harm), f"{base}/map/harms/{row.harm}"),
                Cell(row.human, wording.axis_text("human", row.human)),
                Cell(row.human_from, words.word("level_from", row.human_from) if row.human_from else ""),
                Cell(row.economic, wording.axis_text("economic", row.economic)),
                Cell(row.economic_from, words.word("level_from", row.economic_from) if row.economic_from else ""),
                Cell(len(words.model.harms[row.harm].ratings) if row.harm in words.model.harms else 0),
                Cell(disagree(row.disagreement) or None),
                *((_chance(words, likelihood, row.harm),) if likelihood is not None else ()),
            )
            for row in words.assessment.summary.harms
        ],
        Text(
            en="No harm is written down yet, so nothing is rated.",
            ja="被害シナリオが未記入のため、評価はまだありません。",
        ),
        most=60,
    )


_ODDS = Column("odds", Text(en="Likelihood in a year", ja="年間の可能性"))
