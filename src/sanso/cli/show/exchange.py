"""Claims exchanged with other tools, on a terminal and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sanso.cli.plain import clean, clean_json, complain, say
from sanso.cli.voice import Voice, counted

if TYPE_CHECKING:
    from sanso.envelope.strict_json import Json
    from sanso.model.text import Text
    from sanso.verbs.claim_exchange import Exported, Imported

__all__ = ["show_exported", "show_imported", "show_stated"]

_MOST = 10


def show_stated(out: Path, files: Sequence[Path], thumbprint: str, voice: Voice, *, as_json: bool) -> None:
    """Say where the statement is, and with which key it is signed."""
    if as_json:
        _print({"files": [str(out)], "about": [str(path) for path in files], "thumbprint": thumbprint})
        return
    _wrote(out, voice)
    say(
        voice(
            "about {files}, signed with the key {key}",
            "対象 {n:,}件、署名鍵 {key}",
            files=counted(len(files), "file"),
            n=len(files),
            key=thumbprint,
        )
    )


def show_exported(made: Exported, out: Path, voice: Voice, *, as_json: bool) -> None:
    """Say what was written, and what of it has no place in the format."""
    if as_json:
        _print({"files": [str(out)], "claims": made.claims, "answers": made.answers, "notes": _notes(made.notes)})
        return
    _wrote(out, voice)
    say(
        voice(
            "{claims} with {answers}; the signed originals are attached, and only they can be verified",
            "主張 {n:,}件、回答 {m:,}件。署名済みの原本を添付しました(検証できるのは原本だけです)",
            claims=counted(made.claims, "claim"),
            answers=counted(made.answers, "answer"),
            n=made.claims,
            m=made.answers,
        )
    )
    _complain(made.notes, voice)


def show_imported(found: Imported, paths: Sequence[Path], voice: Voice, *, as_json: bool) -> None:
    """Say which drafts were written, what is open in them, and what was not taken over."""
    if as_json:
        drafts: list[Json] = [
            {
                "file": str(path),
                "subject": one.subject,
                "answers": one.answers,
                "open": list(one.open),
                "unknown": list(one.unknown),
            }
            for path, one in zip(paths, found.drafts, strict=True)
        ]
        _print({"files": [str(path) for path in paths], "drafts": drafts, "notes": _notes(found.notes)})
        return
    for path, one in zip(paths, found.drafts, strict=True):
        _wrote(path, voice)
        about = voice(
            "{s}: {answers}", "{s}: 回答 {n:,}件", s=one.subject, answers=counted(one.answers, "answer"), n=one.answers
        )
        say("  " + clean(about))
        if one.open:
            say("  " + clean(voice("to fill in: {names}", "未記入: {names}", names=_some(one.open, voice))))
        if one.unknown:
            told = voice(
                "not in the catalogue: {names}", "カタログにない項目: {names}", names=_some(one.unknown, voice)
            )
            say("  " + clean(told))
    say(
        voice(
            "These are drafts: nobody has signed them. Whoever signs speaks for himself.",
            "下書きであり、署名はありません。署名した者自身の主張になります。",
        )
    )
    _complain(found.notes, voice)


def _some(names: Sequence[str], voice: Voice) -> str:
    shown = voice(", ", "、").join(names[:_MOST])
    return shown + (" …" if len(names) > _MOST else "")


def _complain(notes: Sequence[Text], voice: Voice) -> None:
    for note in notes[:_MOST]:
        complain(clean(voice.text(note)))
    if len(notes) > _MOST:
        complain(
            voice(
                "… and {n:,} more; --json lists all", "… ほか{n:,}件。--json ですべて出力します", n=len(notes) - _MOST
            )
        )


def _notes(notes: Sequence[Text]) -> list[Json]:
    return [{"en": one.show("en"), "ja": one.show("ja")} for one in notes]


def _wrote(path: Path, voice: Voice) -> None:
    say(voice("wrote {path}", "{path} を書き出しました", path=clean(path)))


def _print(value: dict[str, Json]) -> None:
    say(clean_json(json.dumps(value, ensure_ascii=False, indent=1)))
