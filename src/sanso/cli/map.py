"""``sanso map``: the IoT-SSF map, and the trust gap."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sanso.cli.options import (
    AsJson,
    At,
    AttackBy,
    CatalogueFile,
    Choose,
    EvidenceFolder,
    Lang,
    ModelFile,
    Picture,
    Svg,
    TrustPins,
    Without,
    Worlds,
)

if TYPE_CHECKING:
    from sanso.verbs import Evaluation

__all__ = ["map_"]

_VIEWS = ("map", "trust-gap")
Shown = Annotated[
    str,
    typer.Option(
        "--view", metavar="map|trust-gap", help="What to draw: the IoT-SSF map, or required beside stated and proven."
    ),
]


def map_(
    context: typer.Context,
    file: ModelFile,
    svg: Svg = None,
    out: Picture = None,
    *,
    view: Shown = "map",
    evidence: EvidenceFolder = None,
    pins: TrustPins = None,
    without: Without = None,
    attacker: AttackBy = None,
    worlds: Worlds = 10_000,
    at: At = None,
    choose: Choose = None,
    catalogue: CatalogueFile = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Draw the IoT-SSF map: devices and systems by human and economic damage; with --attacker in risk mode.

    --view trust-gap draws what is required beside what is stated and, with --evidence, proven.
    """
    from sanso.cli.faults import Fault, unknown
    from sanso.cli.options import day
    from sanso.cli.pictures import draw_to, target_of
    from sanso.cli.running import attack_by, voice_of

    voice = voice_of(context, lang)
    if view not in _VIEWS:
        raise unknown("view", "図", view, _VIEWS)
    if view != "map" and attacker is not None:
        raise Fault("--attacker goes with --view map", "--attacker は --view map で使います")

    def draw(made: Evaluation) -> str:
        from sanso.report.pictures import draw_map, draw_trust_gap

        if view == "trust-gap":
            return draw_trust_gap(made.model, made.assessment, made.catalogue, voice.lang)
        attacked = attack_by(voice, made, attacker, worlds)
        likely = None
        if attacked is not None:
            from sanso.analysis.attacking import harm_likelihoods

            likely = harm_likelihoods(attacked.result)
        return draw_map(made.model, made.assessment, made.catalogue, voice.lang, likely)

    draw_to(
        voice, file, target_of(svg, out), draw, catalogue=catalogue, as_json=as_json, at=day(at), choose=choose,
        evidence=evidence, pins=pins, without=without,
    )  # fmt: skip
