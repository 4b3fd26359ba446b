"""``sanso new``: a starter model."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sanso.cli.options import AsJson, Lang

__all__ = ["new"]


def new(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder for the new model; made if absent.")],
    *,
    sector: Annotated[
        str | None, typer.Option("--sector", metavar="SECTOR", help="Begin with a model of this sector.")
    ] = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Write a commented starter model and its schema for editors.

    Nothing that is there already is overwritten.
    """
    import json

    from sanso import verbs
    from sanso.cli.faults import unknown, writing_to
    from sanso.cli.plain import clean, clean_json, say
    from sanso.cli.running import voice_of

    voice = voice_of(context, lang)
    if sector is not None and sector not in verbs.starter_sectors():
        raise unknown("starter for the sector", "ひな形のある分野", sector, verbs.starter_sectors())
    with writing_to(folder):
        paths = verbs.new(folder, voice.lang, sector=sector)
    if as_json:
        say(clean_json(json.dumps({"files": [str(path) for path in paths]}, ensure_ascii=False)))
        return
    for path in paths:
        say(voice("wrote {path}", "{path} を書き出しました", path=clean(path)))
    say(voice("next: edit it, then", "編集したら次を実行してください:"))
    say(f"  sanso check {clean(paths[0])}")
    say(f"  sanso assess {clean(paths[0])}")
