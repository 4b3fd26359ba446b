"""What was asked of a supplier, on a terminal and as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sanso.cli.plain import clean, clean_json, say
from sanso.cli.voice import Voice, counted

if TYPE_CHECKING:
    from sanso.verbs.requesting import MadeRequest

__all__ = ["show_request"]


def show_request(made: MadeRequest, voice: Voice, *, as_json: bool) -> None:
    """Say what was written, how much is asked and by when, and what comes next."""
    asked = made.request
    if as_json:
        record = {
            "files": [str(path) for path in made.files],
            "supplier": asked.supplier,
            "due": asked.due.isoformat(),
            "reason": asked.detail,
            "proven": asked.proven,
            "requirements": [
                {"item": one.item, "place": one.place, "level": one.level, "elements": list(one.elements)}
                for one in asked.requirements
            ],
            "confirmations": [
                {"subject": one.subject, "demand": one.demand, "required": one.required} for one in asked.confirmations
            ],
        }
        say(clean_json(json.dumps(record, ensure_ascii=False, indent=1)))
        return
    for path in made.files:
        say(voice("wrote {path}", "{path} を書き出しました", path=clean(path)))
    say(
        clean(
            voice(
                "{who}: {requirements} and {confirmations} asked, by {due}",
                "{who}: 対策要件 {n:,}件、確認 {m:,}件を依頼、期限 {due}",
                who=voice.text(asked.name),
                n=len(asked.requirements),
                m=len(asked.confirmations),
                requirements=counted(len(asked.requirements), "requirement"),
                confirmations=counted(len(asked.confirmations), "confirmation"),
                due=asked.due,
            )
        )
    )
    say(voice("Read the letter before you send it: it speaks in your name.", "送付前に必ず内容を確認してください。"))
