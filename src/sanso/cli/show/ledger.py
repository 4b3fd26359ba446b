"""The transparency log on a terminal and as JSON."""

from __future__ import annotations

import base64
import json
from dataclasses import asdict

from sanso.cli.plain import clean, complain, say
from sanso.cli.voice import Voice, counted
from sanso.verbs.ledger import LedgerResult

__all__ = ["ledger_json", "show_ledger"]

_OUTCOMES = {
    "first": ("seen for the first time; cosigned", "初めて見るログです。連署しました"),
    "newer": ("continues what was seen before; cosigned", "以前の続きであることを確認し、連署しました"),
    "same": ("the same as seen before; cosigned", "以前と同じです。連署しました"),
    "older": ("an older checkpoint than seen before; not cosigned", "以前より古いチェックポイントです。連署しません"),
}


def ledger_json(found: LedgerResult) -> str:
    """Return the result as JSON; what is written out is text where it is text, else base64."""
    value = asdict(found)
    value["problems"] = [{"en": one.show("en"), "ja": one.show("ja")} for one in found.problems]
    value["kinds"] = dict(found.kinds)
    try:
        value["output"] = found.output.decode("utf-8")
    except UnicodeDecodeError:
        value["output"] = base64.b64encode(found.output).decode("ascii")
    return json.dumps(value, ensure_ascii=False, indent=1)


def show_ledger(found: LedgerResult, voice: Voice, *, key_known: bool = False) -> None:
    """Say what was done and found; *key_known* where the key of the log is known from elsewhere."""
    head = voice(
        "{log}: {entries}",
        "{log}: {n:,}件",
        log=clean(found.log),
        n=found.size,
        entries=counted(found.size, "entry", "entries"),
    )
    lines = [head]
    if found.action == "init":
        lines.append(voice("key of the log: {key}", "ログの鍵: {key}", key=clean(found.key)))
    if found.indices:
        where = ", ".join(map(str, found.indices[:20])) + (" …" if len(found.indices) > 20 else "")
        lines.append(voice("entry {where}", "エントリー {where}", where=where))
    if found.outcome in _OUTCOMES:
        lines.append(voice(*_OUTCOMES[found.outcome]))
    if found.witness:
        lines.append(voice("key of the witness: {key}", "ウィットネスの鍵: {key}", key=clean(found.witness)))
    if found.action == "audit":
        kinds = ", ".join(f"{name} {count:,}" for name, count in found.kinds.items())
        lines.append(voice("replayed: {kinds}", "再計算: {kinds}", kinds=kinds))
        lines.append(
            voice(
                "compared with kept checkpoints: {n:,}", "保管されたチェックポイントとの照合: {n:,}件", n=found.compared
            )
        )
        if found.fine:
            lines += _in_order(found, voice, key_known=key_known)
    for line in lines if found.action in ("init", "append", "audit") else ():
        say(line)
    for line in lines if found.action not in ("init", "append", "audit") else ():
        complain(line)
    for problem in found.problems:
        complain(clean(voice.text(problem)))


def _in_order(found: LedgerResult, voice: Voice, *, key_known: bool) -> list[str]:
    if found.compared:
        return [voice("all in order", "異常はありません")]
    itself = voice(
        "the log agrees with itself; it was compared with nothing that was seen earlier",
        "ログの内部に矛盾はありません。ただし、以前に確認した内容とは照合していません",
    )
    if key_known:
        return [itself]
    own_word = voice(
        "the key of the log is the folder's own word; --log-key names the one that you know from elsewhere",
        "ログの鍵は、このフォルダーに記された鍵をそのまま使っています。別の経路で確認した鍵は --log-key で指定できます",
    )
    return [itself, own_word]
