"""``sanso layers``: the three-layer map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from sanso.cli.options import (
    AsJson,
    At,
    CatalogueFile,
    Choose,
    EvidenceFolder,
    Lang,
    ModelFile,
    Picture,
    Svg,
    TrustPins,
    Without,
)

if TYPE_CHECKING:
    from sanso.verbs import Evaluation

__all__ = ["layers"]


def layers(
    context: typer.Context,
    file: ModelFile,
    svg: Svg = None,
    out: Picture = None,
    *,
    evidence: EvidenceFolder = None,
    pins: TrustPins = None,
    without: Without = None,
    at: At = None,
    choose: Choose = None,
    catalogue: CatalogueFile = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Draw the three-layer map: elements on their layers, connections, required trust, and what is stated or proven."""
    from sanso.cli.options import day
    from sanso.cli.pictures import draw_to, target_of
    from sanso.cli.running import voice_of

    voice = voice_of(context, lang)

    def draw(made: Evaluation) -> str:
        from sanso.report.pictures import draw_layers
        from sanso.verbs.transcription import transcription_evaluated

        return draw_layers(made.model, made.assessment, voice.lang, transcription_evaluated(made).result)

    draw_to(
        voice, file, target_of(svg, out), draw, catalogue=catalogue, as_json=as_json, at=day(at), choose=choose,
        evidence=evidence, pins=pins, without=without,
    )  # fmt: skip
