"""Results of analyses, in the same JSON as the command line writes."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel

from sanso.analysis.result import OpenPoint
from sanso.model.diagnostics import InputRefused, Place, diagnose, suggest
from sanso.model.text import Language
from sanso.web.api.describing import described, gives_file, gives_result
from sanso.web.api.seeing import Seen, Wanted, answer
from sanso.web.service import service_of

__all__ = ["router"]

router = APIRouter(prefix="/workspaces/{workspace}", tags=["analyses"])
_Lang = Annotated[Language, Query(description="Language of the words in the picture.")]
_Old = Annotated[int, Query(ge=1, le=2**31 - 1, description="Version to compare from.")]


@router.get("/assessment", **described("The whole assessment", "評価結果の全体"), **gives_result("assessment"))
def assessment(request: Request, wanted: Wanted) -> Response:
    """Give what `sanso assess --json` gives."""
    from sanso.report.json_out import to_json

    made = wanted.shown.kept("json-assessment", lambda: to_json(wanted.made.assessment))
    return _json(request, wanted, made)


class OpenPoints(BaseModel):
    """Open points, the most important first."""

    items: list[OpenPoint]
    total: int
    next: str | None = None


@router.get("/open-points", **described("What to do, the most important first", "未解決の事項(重要な順)"))
def open_points(
    request: Request,
    wanted: Wanted,
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> OpenPoints:
    """List what is left open."""
    found = wanted.shown.state.views.points
    after = offset + limit
    query = urlencode({"offset": after, "limit": limit, "version": wanted.seq, "at": wanted.day.isoformat()})
    following = f"{request.url.path}?{query}" if after < len(found) else None
    return OpenPoints(items=list(found[offset:after]), total=len(found), next=following)


@router.get(
    "/perspectives",
    **described("The four perspectives of IoT-SSF", "IoT-SSFの4つの観点"),
    **gives_result("perspectives"),
)
def perspectives(
    request: Request, wanted: Wanted, subject: Annotated[str | None, Query(max_length=200)] = None
) -> Response:
    """Give what `sanso perspectives --json` gives."""
    from sanso.report.json_out import result_to_json

    report, model = wanted.shown.state.views.perspectives, wanted.made.model
    if subject is not None:
        known = (*model.components, *model.systems, *model.organizations)
        if subject not in known:
            raise InputRefused(
                [diagnose("no-such-element", Place(subject or "-"), id=subject[:80], hint=suggest(subject, known))]
            )
        report = report.only(subject)
    return _json(request, wanted, result_to_json(report), "perspectives", subject or "")


@router.get("/iotssf", **described("The four steps of the procedure", "IoT-SSFの4つの手順"), **gives_result("iotssf"))
def iotssf(request: Request, wanted: Wanted) -> Response:
    """Give what `sanso iotssf --json` gives."""
    from sanso.report.json_out import result_to_json
    from sanso.verbs.procedure import iotssf_evaluated

    made = wanted.shown.kept("json-iotssf", lambda: result_to_json(iotssf_evaluated(wanted.made)))
    return _json(request, wanted, made)


@router.get("/transcription", **described("Trust in transcription", "転写の信頼性"), **gives_result("transcription"))
def transcription(request: Request, wanted: Wanted) -> Response:
    """Give what `sanso transcription --json` gives."""
    from sanso.report.json_out import result_to_json
    from sanso.verbs.transcription import transcription_evaluated

    made = wanted.shown.kept("json-transcription", lambda: result_to_json(transcription_evaluated(wanted.made)))
    return _json(request, wanted, made)


@router.get(
    "/safety", **described("Security and safety together", "セキュリティとセーフティ"), **gives_result("safety")
)
def safety(
    request: Request,
    wanted: Wanted,
    harm: Annotated[list[str] | None, Query(max_length=50, description="Harms to show; all if absent.")] = None,
) -> Response:
    """Give what `sanso safety --json` gives."""
    from sanso.report.safety_json import safety_to_json
    from sanso.verbs.safety import safety_evaluated

    chosen = tuple(harm or ())
    report = safety_evaluated(wanted.made, chosen or None)
    return _json(request, wanted, safety_to_json(report), *chosen)


@router.get("/sectors", **described("What the sectors bring", "分野別の結果"), **gives_result("sectors"))
def sectors(request: Request, wanted: Wanted) -> Response:
    """Give what `sanso sectors --json` gives."""
    from sanso.report.sectors_json import sectors_to_json

    return _json(request, wanted, sectors_to_json(wanted.shown.state.views.sectors))


@router.get(
    "/compare-sectors",
    **described("One element under several sectors", "構成要素を複数の分野で比較"),
    **gives_result("compare-sectors"),
)
def compare_sectors(
    request: Request,
    wanted: Wanted,
    element: Annotated[str, Query(max_length=200, examples=["gps"])],
    sector: Annotated[list[str], Query(min_length=2, max_length=20, examples=[["auto", "factory"]])],
) -> Response:
    """Give what `sanso compare-sectors --json` gives."""
    from sanso.report.sectors_json import comparison_to_json
    from sanso.verbs.sectoring import compare_evaluated

    made = compare_evaluated(wanted.made, element, sector)
    return _json(request, wanted, comparison_to_json(made), element, *sector)


@router.get("/diff", **described("What changed between two versions", "二つの版の比較"), **gives_result("diff"))
def diff(request: Request, wanted: Wanted, old: _Old) -> Response:
    """Give what `sanso diff --json` gives; the new side is the version that is asked for."""
    from sanso.report.difference_json import difference_to_json
    from sanso.verbs.comparing import compare

    service, workspace = service_of(request), wanted.entry.workspace.id
    service.workspaces.version(workspace, old)
    before = service.states.past(workspace, old, wanted.day).state.loaded
    after = wanted.shown.state.loaded
    made = compare(before, after, at=wanted.day, catalogue=service.catalogue)
    return _json(request, wanted, difference_to_json(made.comparison), str(old))


@router.get("/layers.svg", **described("The three-layer map", "三層図"), **gives_file("image/svg+xml"))
def layers(request: Request, wanted: Wanted, lang: _Lang = "en") -> Response:
    """Give what `sanso layers` draws."""
    from sanso.report.pictures import draw_layers

    made, views = wanted.made, wanted.shown.state.views
    drawn = wanted.shown.kept(
        ("api-layers", lang), lambda: draw_layers(made.model, made.assessment, lang, views.transcription)
    )
    return _svg(request, wanted, drawn, "layers", lang)


@router.get("/map.svg", **described("The IoT-SSF map", "IoT-SSFマップ"), **gives_file("image/svg+xml"))
def iotssf_map(request: Request, wanted: Wanted, lang: _Lang = "en") -> Response:
    """Give what `sanso map` draws."""
    from sanso.report.pictures import draw_map

    made = wanted.made
    drawn = wanted.shown.kept(("api-map", lang), lambda: draw_map(made.model, made.assessment, made.catalogue, lang))
    return _svg(request, wanted, drawn, "map", lang)


def _svg(request: Request, wanted: Seen, drawn: str, what: Literal["layers", "map"], lang: Language) -> Response:
    return answer(request, drawn.encode("utf-8", "replace"), "image/svg+xml", wanted.tag(what, lang))


def _json(request: Request, wanted: Seen, content: bytes, *more: str) -> Response:
    """Answer with *content*; *more* tells apart what was asked for of the same version."""
    import hashlib

    mark = [hashlib.sha256("\n".join(more).encode("utf-8", "replace")).hexdigest()[:12]] if any(more) else []
    return answer(request, content, "application/json", wanted.tag(*mark))
