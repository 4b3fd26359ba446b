"""``sanso demo``: a worked example, from model to report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sanso.cli.options import AsJson, Lang

if TYPE_CHECKING:
    from sanso.cli.voice import Voice
    from sanso.verbs import Demonstration

__all__ = ["demo"]

Name = Annotated[str, typer.Argument(metavar="NAME", help="Which example; bus-operation if absent.")]
Out = Annotated[
    Path | None, typer.Option("--out", metavar="DIR", help="Folder for model and results; out/NAME if absent.")
]
Attacker = Annotated[
    str | None,
    typer.Option(
        "--attacker", metavar="WHO", help="Attacker in the report; the example's own if absent, none for none."
    ),
]
Listing = Annotated[bool, typer.Option("--list", help="Name the examples and stop.")]


def demo(
    context: typer.Context,
    *,
    name: Name = "bus-operation",
    out: Out = None,
    attacker: Attacker = None,
    listing: Listing = False,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Run a worked example: write its model and evidence, assess it, write the report beside it.

    Edit the model in the folder and run it again: what you changed is kept and assessed. An example with signed
    evidence also shows how the trust gap closes and opens again over the days of its story.
    """
    from sanso import examples, verbs
    from sanso.cli.faults import Fault, unknown, writing_to
    from sanso.cli.findings import bad_input
    from sanso.cli.progress import working
    from sanso.cli.running import voice_of
    from sanso.report.write import ReportNotWritten

    voice = voice_of(context, lang)
    if listing:
        _list(voice, as_json=as_json)
        return
    if name not in examples.names():
        raise unknown("example", "例題", name, examples.names())
    target = out if out is not None else Path("out", name)
    try:
        with (
            bad_input(voice, as_json=as_json),
            writing_to(target),
            working(voice("running {name}", "{name} を実行しています", name=name)) as step,
        ):
            who = None if attacker == "none" else attacker or examples.attacker(name)
            shown = verbs.demo(name, target, voice.lang, attacker=who, on_step=step)
    except verbs.FolderTaken as error:
        raise Fault(
            f"{target} already holds the model {error.model.name}; choose another folder with --out",
            f"{target} には既にモデル {error.model.name} があります。--out で別のフォルダーを指定してください",
        ) from error
    except ReportNotWritten as error:
        raise Fault(error.message.show("en"), error.message.show("ja")) from error
    if as_json:
        _print_json(shown)
    else:
        _show(shown, voice)


def _list(voice: Voice, *, as_json: bool) -> None:
    import json

    from sanso import examples
    from sanso.cli.plain import clean_json, say

    about = {name: examples.about(name) for name in examples.names()}
    if as_json:
        listed = [{"name": k, "title": t.model_dump(), "about": a.model_dump()} for k, (t, a) in about.items()]
        say(clean_json(json.dumps(listed, ensure_ascii=False, indent=1)))
        return
    from sanso.cli.terminal import Terminal

    rows = [[name, f"{voice.text(title)} – {voice.text(sentence)}"] for name, (title, sentence) in about.items()]
    Terminal(voice).table(["", ""], rows, fixed=(0,), heads=False)


def _print_json(shown: Demonstration) -> None:
    import json

    from sanso.cli.plain import clean_json, say
    from sanso.verbs.trust_story import story_record

    found = {
        "model": str(shown.model),
        "kept": [str(path) for path in shown.kept],
        "files": [str(path) for path in shown.results],
        "evidence": str(shown.evidence) if shown.evidence is not None else None,
        "story": story_record(shown.story),
    }
    say(clean_json(json.dumps(found, ensure_ascii=False, indent=1)))


def _show(shown: Demonstration, voice: Voice) -> None:
    from sanso.cli.plain import clean, say
    from sanso.cli.show.story import show_story
    from sanso.cli.show.summary import show_short

    show_short(shown.evaluation, voice)
    if shown.story:
        show_story(shown.story, voice)
    say()
    for path in shown.kept:
        say(
            voice(
                "{path} was edited: kept, and assessed as it is",
                "{path} は編集済みのため、そのまま残して評価しました",
                path=clean(path),
            )
        )
    names = {
        ".html": voice("report     ", "レポート  "),
        ".xlsx": voice("workbook   ", "Excel     "),
        ".json": voice("data       ", "データ    "),
    }
    say(f"{voice('model      ', 'モデル    ')}{clean(shown.model)}")
    if shown.evidence is not None:
        say(f"{voice('evidence   ', '証跡      ')}{clean(shown.evidence)}")
    for path in shown.results:
        say(f"{names.get(path.suffix, '')}{clean(path)}")
    say()
    for command, en, ja in _next(shown):
        say(voice(f"{en}: {{command}}", f"{ja}: {{command}}", command=command))
    say(
        voice(
            "Change the model and run the demo again; your changes stay.",
            "モデルを変更して再実行できます。変更は上書きされません。",
        )
    )


def _next(shown: Demonstration) -> list[tuple[str, str, str]]:
    """Return commands to go on with, and what they show in both languages."""
    from sanso.cli.plain import clean

    given = f"{clean(shown.model)}"
    if shown.evidence is not None:
        given += f" --evidence {clean(shown.evidence)} --at {shown.story[-1].day}"
    found = [(f"sanso assess {given}", "Everything in one view", "全体の要約")]
    if shown.evidence is not None:
        lost = f"sanso assess {given} --without test-lab"
        found.append((lost, "What breaks without the laboratory", "試験機関を失うと何が崩れるか"))
    return [*found, (f"sanso attack {given}", "How an attack gets there", "攻撃の道筋")]
