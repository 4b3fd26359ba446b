"""How a cyber attack reaches people and money: computed in the background, shown with what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from sanso.model.diagnostics import Diagnostic, InputRefused
from sanso.model.text import Text
from sanso.report.attack_page import attack_context
from sanso.report.reader import Reader
from sanso.web.access import Entry, reader
from sanso.web.attacks import DEFAULT_ATTACKER, Asked, AttackRun, attacks_of
from sanso.web.editing.form_data import FormData
from sanso.web.looking import Look, look
from sanso.web.pages.analysis_parts import Empty, number_of, word_of
from sanso.web.pages.attack_tables import attack_grids
from sanso.web.posting import posted
from sanso.web.rendering import render, render_part
from sanso.web.sections import section_context

__all__ = ["router"]

router = APIRouter()
TITLE = Text(en="Attack", ja="攻撃")
WORLDS = (2_000, 10_000)
_LEVELS = ("none", "basic", "advanced", "high-advanced")
_MOST_LINES = 20
_MOST_CHOICES = 2_000
_Reader = Annotated[Entry, Depends(reader)]


@dataclass(frozen=True, slots=True)
class Form:
    """The form as it stands in the address."""

    asked: Asked
    query: str

    @classmethod
    def read(cls, request: Request, words: Reader) -> Form:
        """Read the address; what is not given takes its default."""
        query = request.query_params
        known = words.catalogue.attackers
        first = DEFAULT_ATTACKER if DEFAULT_ATTACKER in known else next(iter(known))
        attacker = query.get("attacker", "")
        worlds = number_of(request, "worlds", max(WORLDS))
        lines = [line for text in query.getlist("with") for line in text.split()][:_MOST_LINES]
        one = [query.get(name, "") for name in ("requirement", "place", "level")]
        if one[0] and one[1]:
            lines.append(f"{one[0]}@{one[1]}={one[2] or 'basic'}")
        asked = Asked(
            attacker=attacker if attacker in known else first,
            worlds=worlds if worlds in WORLDS else WORLDS[0],
            horizon=query.get("horizon", "").strip()[:20],
            with_=tuple(dict.fromkeys(lines)),
            without=tuple(dict.fromkeys(filter(None, query.getlist("without"))))[:_MOST_LINES],
        )
        return cls(asked, cls.address(asked))

    @staticmethod
    def address(asked: Asked) -> str:
        """Return the query string that asks for the same."""
        pairs = [("attacker", asked.attacker), ("worlds", str(asked.worlds))]
        pairs += [("horizon", asked.horizon)] if asked.horizon else []
        pairs += [("with", line) for line in asked.with_] + [("without", ident) for ident in asked.without]
        return urlencode(pairs)


@router.get("/w/{workspace}/attack")
def attack(request: Request, entry: _Reader) -> Response:
    """Show the attack that the address asks for, or how far its computation is."""
    looked = look(request, entry)
    words = looked.reader
    form = Form.read(request, words)
    if not words.model.harms:
        return render(
            request, "attack_page.j2", _context(looked, entry, form, None, empty=_nothing(entry)), entry=entry
        )
    again = word_of(request, "again") == "1"
    try:
        run = _run(request, entry, looked, form.asked, again=again)
    except InputRefused as refused:
        context = _context(looked, entry, form, None, refused.diagnostics)
        return render(request, "attack_page.j2", context, entry=entry, status=422)
    context = _context(looked, entry, form, run)
    grids = attack_grids(words, run.report, entry.workspace.id) if run.report is not None else ()
    return render(request, "attack_page.j2", context, entry=entry, grids=grids)


@router.get("/w/{workspace}/attack/progress")
def progress(request: Request, entry: _Reader) -> Response:
    """Show how far the computation is; where it is done, lead to the result."""
    looked = look(request, entry)
    form = Form.read(request, looked.reader)
    try:
        run = _run(request, entry, looked, form.asked)
    except InputRefused:
        return RedirectResponse(f"/w/{entry.workspace.id}/attack?{form.query}", 303)
    return render_part(
        request, "attack_progress.j2", {"run": run, "query": form.query, "r": looked.reader}, entry=entry
    )


@router.post("/w/{workspace}/attack/cancel")
def cancel(request: Request, entry: _Reader, form: Annotated[FormData, Depends(posted)]) -> Response:
    """Cancel the computation that the posted word stands for."""
    looked = look(request, entry)
    try:
        asked = Asked.read(form.get("key") or "")
    except ValueError:
        return RedirectResponse(f"/w/{entry.workspace.id}/attack", 303)
    run = attacks_of(request).find(entry.workspace.id, entry.workspace.head, looked.state.evaluation, asked)
    if run is not None:
        run.cancel()
    return RedirectResponse(f"/w/{entry.workspace.id}/attack?{Form.address(asked)}", 303)


def _run(request: Request, entry: Entry, looked: Look, asked: Asked, *, again: bool = False) -> AttackRun:
    runs, made = attacks_of(request), looked.state.evaluation
    found = runs.find(entry.workspace.id, entry.workspace.head, made, asked)
    if found is not None and not (again and found.status in ("cancelled", "failed")):
        return found
    return runs.start(entry.workspace.id, entry.workspace.head, made, asked)


def _nothing(entry: Entry) -> Empty:
    return Empty(
        Text(
            en="There is no harm scenario yet, so that an attack has nowhere to lead. Write one down first.",
            ja="被害シナリオがまだないため、攻撃が行き着く先がありません。先に被害シナリオを記入してください。",
        ),
        Text(en="Add a harm scenario", ja="被害シナリオを追加"),
        f"/w/{entry.workspace.id}/edit/harms",
    )


def _context(
    looked: Look,
    entry: Entry,
    form: Form,
    run: AttackRun | None,
    refused: tuple[Diagnostic, ...] = (),
    *,
    empty: Empty | None = None,
) -> dict[str, Any]:
    words = looked.reader
    report = run.report if run is not None else None
    told = (
        looked.shown.kept(("attack", form.asked, looked.lang), lambda: attack_context(words, report))
        if report is not None
        else {"attack": None}
    )
    return {
        **section_context(words, entry.workspace.id),
        **told,
        "title": TITLE,
        "empty": empty,
        "asked": form.asked,
        "query": form.query,
        "run": run,
        "refused": refused,
        "worlds_choices": WORLDS,
        "levels": [(level, words.word("level", level)) for level in _LEVELS],
        "places": [*words.model.organizations, *words.model.elements, *words.model.connections][:_MOST_CHOICES],
        "things": [*words.model.elements, *words.model.connections][:_MOST_CHOICES],
    }
