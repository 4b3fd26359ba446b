"""``sanso map``: the IoT-SSF map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from sanso.cli.options import AsJson, At, AttackBy, CatalogueFile, Choose, Lang, ModelFile, Svg, Worlds

if TYPE_CHECKING:
    from sanso.verbs import Evaluation

__all__ = ["map_"]


def map_(
    context: typer.Context,
    file: ModelFile,
    svg: Svg,
    *,
    attacker: AttackBy = None,
    worlds: Worlds = 10_000,
    at: At = None,
    choose: Choose = None,
    catalogue: CatalogueFile = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Draw the IoT-SSF map: devices and systems by human and economic damage; with --attacker in risk mode."""
    from sanso.cli.options import day
    from sanso.cli.pictures import draw_to
    from sanso.cli.running import attack_by, voice_of

    voice = voice_of(context, lang)

    def draw(made: Evaluation) -> str:
        from sanso.report.pictures import draw_map

        attacked = attack_by(voice, made, attacker, worlds)
        likely = None
        if attacked is not None:
            from sanso.analysis.attacking import harm_likelihoods

            likely = harm_likelihoods(attacked.result)
        return draw_map(made.model, made.assessment, made.catalogue, voice.lang, likely)

    draw_to(voice, file, svg, draw, catalogue=catalogue, at=day(at), choose=choose, as_json=as_json)
