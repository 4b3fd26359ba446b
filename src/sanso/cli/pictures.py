"""Pictures that commands write."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sanso.cli.faults import Fault, spare, writing_to
from sanso.cli.findings import bad_input
from sanso.cli.plain import clean, clean_json, say
from sanso.cli.progress import working
from sanso.cli.running import evaluate_file
from sanso.cli.voice import Voice
from sanso.verbs.writing import write_whole

if TYPE_CHECKING:
    from sanso.analysis.attacking import AttackReport
    from sanso.verbs import Evaluation

__all__ = ["Target", "draw_attack_to", "draw_to", "target_of"]

_KINDS = ("svg", "png", "pdf")
"""What a picture can be written as."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a picture goes, and as what: ``svg``, ``png`` or ``pdf``."""

    path: Path
    kind: str


def draw_to(
    voice: Voice,
    file: Path,
    target: Target,
    draw: Callable[[Evaluation], str],
    *,
    catalogue: Path | None,
    as_json: bool,
    **options: Any,
) -> None:
    """Assess the model in *file* with the *options* of `evaluate_file`, draw it and write the picture to *target*.

    Raises:
        typer.Exit: the model was refused.
        Fault: the picture cannot be written.

    """
    path = target.path
    spare((file, catalogue), (path,))
    with bad_input(voice, as_json=as_json):
        made = evaluate_file(voice, file, catalogue=catalogue, **options)
    spare(made.loaded.files if made.loaded is not None else (), (path,))
    with bad_input(voice, as_json=as_json), working(voice("drawing", "図を作成しています")):
        content = _written(draw(made), target, made.assessment.model.at, voice)
    with writing_to(path):
        write_whole(path, content)
    if as_json:
        say(clean_json(json.dumps({target.kind: str(path)}, ensure_ascii=False)))
    else:
        say(voice("wrote {path}", "{path} を書き出しました", path=clean(path)))


def target_of(svg: Path | None, out: Path | None) -> Target:
    """Return where the picture goes: *svg* takes an SVG whatever its name, *out* what its name ends in.

    Raises:
        Fault: neither or both are given, or the name ends in something else.

    """
    if (svg is None) == (out is None):
        raise Fault(
            "name one file for the picture: --svg or --out", "図の書き出し先を --svg か --out で1つ指定してください"
        )
    if out is None:
        return Target(svg or Path(), "svg")
    kind = out.suffix.lower().removeprefix(".")
    if kind not in _KINDS:
        raise Fault(
            f"--out: {out} must end in .svg, .png or .pdf",
            f"--out: {out} は .svg・.png・.pdf のいずれかで終わる必要があります",
        )
    return Target(out, kind)


def _written(svg: str, target: Target, day: dt.date, voice: Voice) -> bytes:
    """Return the picture in the format that *target* asks for.

    Raises:
        Fault: no font for it is installed.

    """
    if target.kind == "svg":
        return svg.encode("utf-8", "replace")
    from sanso.report.pdf import NoFont, render_picture, render_png

    try:
        return render_png(svg, voice.lang) if target.kind == "png" else render_picture(svg, voice.lang, day)
    except NoFont as error:
        raise Fault(error.message.show("en"), error.message.show("ja")) from error


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
