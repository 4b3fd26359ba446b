"""Pictures that commands write."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sanso.cli.faults import spare, writing_to
from sanso.cli.findings import bad_input
from sanso.cli.plain import clean, clean_json, say
from sanso.cli.progress import working
from sanso.cli.running import evaluate_file
from sanso.cli.voice import Voice
from sanso.verbs.writing import write_whole

if TYPE_CHECKING:
    from sanso.analysis.attacking import AttackReport
    from sanso.verbs import Evaluation

__all__ = ["draw_attack_to", "draw_to"]


def draw_to(
    voice: Voice,
    file: Path,
    svg: Path,
    draw: Callable[[Evaluation], str],
    *,
    catalogue: Path | None,
    at: dt.date | None,
    choose: Sequence[str] | None,
    as_json: bool,
) -> None:
    """Assess the model in *file*, draw it and write the picture.

    Raises:
        typer.Exit: the model was refused.
        Fault: the picture cannot be written.

    """
    spare((file, catalogue), (svg,))
    with bad_input(voice, as_json=as_json):
        made = evaluate_file(voice, file, catalogue=catalogue, at=at, choose=choose)
    spare(made.loaded.files if made.loaded is not None else (), (svg,))
    with bad_input(voice, as_json=as_json), working(voice("drawing", "図を作成しています")):
        picture = draw(made)
    with writing_to(svg):
        write_whole(svg, picture.encode("utf-8", "replace"))
    if as_json:
        say(clean_json(json.dumps({"svg": str(svg)}, ensure_ascii=False)))
    else:
        say(voice("wrote {path}", "{path} を書き出しました", path=clean(svg)))


def draw_attack_to(voice: Voice, made: Evaluation, report: AttackReport, folder: Path) -> list[Path]:
    """Write the pictures of an attack into *folder*, made if absent, and return their paths.

    Raises:
        Fault: a picture cannot be written.

    """
    from sanso.report.pictures import draw_assumptions, draw_curve, draw_path, draw_surface
    from sanso.verbs.writing import make_folder

    result, lang = report.result, voice.lang
    pictures = {
        "curve.svg": draw_curve(result, lang),
        "surface.svg": draw_surface(result, made.model, lang),
        "assumptions.svg": draw_assumptions(result, lang),
    }
    number: dict[str, int] = {}
    for path in result.paths:
        number[path.harm] = number.get(path.harm, 0) + 1
        pictures[f"path-{path.harm}-{number[path.harm]}.svg"] = draw_path(made.model, path, made.catalogue, lang)
    with writing_to(folder):
        make_folder(folder)
        for name, picture in pictures.items():
            write_whole(folder / name, picture.encode("utf-8", "replace"))
    return [folder / name for name in pictures]
