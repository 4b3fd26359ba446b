"""The assessment as one self-contained page: no script, nothing from outside, for screen and for paper.

Everything that comes from a model is escaped. Pictures are drawn by `sanso.report.pictures`; beside each stands
a table with the same content.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sanso.analysis.result import Assessment
from sanso.catalogue import Catalogue, parts_of_demand
from sanso.model.process import Model
from sanso.model.text import Language
from sanso.report import method, page, terms, wording
from sanso.report.attack_page import attack_context
from sanso.report.perspective_page import perspectives_context
from sanso.report.proof_page import proof_context
from sanso.report.reader import Reader, capped
from sanso.report.safety_page import safety_context
from sanso.report.sectors_page import sectors_context
from sanso.report.transcription_page import transcription_view
from sanso.report.views import Views
from sanso.report.words import words

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

    from sanso.analysis.attacking import AttackReport

__all__ = ["render_html"]


def render_html(
    model: Model,
    assessment: Assessment,
    catalogue: Catalogue,
    lang: Language,
    attack: AttackReport | None = None,
    views: Views | None = None,
) -> str:
    """Return the report page in *lang*; with *attack* it says how an attack gets there and what that costs."""
    reader = Reader(model, assessment, catalogue, lang, views)
    context = _context(reader)
    if attack is not None:
        context |= attack_context(reader, attack)
    context |= proof_context(reader)
    context["picture_gap"] = _gap(reader)
    context |= perspectives_context(reader)
    context |= sectors_context(reader)
    context |= safety_context(reader)
    return _environment().get_template("page.html.j2").render(context)


def _gap(reader: Reader) -> Markup | None:
    """Draw the trust gap, where evidence was looked at."""
    from markupsafe import Markup

    from sanso.report.pictures import draw_trust_gap

    if reader.assessment.proof is None:
        return None
    return Markup(draw_trust_gap(reader.model, reader.assessment, reader.catalogue, reader.lang))  # noqa: S704 - drawn and escaped by us


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("sanso.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _context(reader: Reader) -> dict[str, Any]:
    from markupsafe import Markup

    from sanso.report.pictures import draw_layers, draw_map

    model, assessment, limits = reader.model, reader.assessment, page.Limits()
    transcription = reader.views.transcription
    every, shown, left = page.groups(reader, limits)
    return {
        "r": reader,
        "a": assessment,
        "model": model,
        "w": words(reader.lang),
        "words": wording,
        "limits": limits,
        "version": method.version(),
        "status_order": terms.STATUS_ORDER,
        "transcription": transcription_view(reader, transcription),
        "attack": None,
        "sentences": page.sentences(reader),
        "cards": page.cards(reader),
        "picture_layers": Markup(draw_layers(model, assessment, reader.lang, transcription)),  # noqa: S704 - drawn and escaped by us
        "picture_map": Markup(draw_map(model, assessment, reader.catalogue, reader.lang)),  # noqa: S704
        "places": page.places(reader, limits),
        "links": page.links(reader, limits),
        "placements": page.placements(reader, limits),
        "harms": capped(assessment.summary.harms, limits.harms),
        "trust": page.trust(reader, limits),
        "overview": capped(every, limits.organizations),
        "groups": shown,
        "rows_left": left,
        "incidents": page.incidents(reader),
        "findings": capped(assessment.model.diagnostics, limits.findings),
        "demand_parts": parts_of_demand(),
        "definitions": method.DEFINITIONS,
        "proposals": method.proposals(reader.catalogue),
        "sources": method.sources(reader.catalogue),
    }
