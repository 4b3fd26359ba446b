"""What claims and labels are worth, on a terminal and as JSON: four marks each, never one tick."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sanso.cli.plain import clean, clean_json, complain, say
from sanso.cli.show.marks import mark_lines
from sanso.cli.voice import Voice, counted

if TYPE_CHECKING:
    from sanso.verbs.claim_checks import CheckedFile, Verification

__all__ = ["show_verification"]


def show_verification(found: Verification, voice: Voice, *, as_json: bool) -> None:
    """Show for every file what is signed, the four marks with their reasons, and whether it counts.

    Statements do not count for anything by themselves, so where there is nothing else, how many count is not said.
    """
    if as_json:
        say(clean_json(json.dumps(found.record(), ensure_ascii=False, indent=1)))
        return
    from sanso.cli.show.statements import show_statement

    for one in found.files:
        _show(one, voice)
        say()
    for statement in found.statements:
        show_statement(statement, voice)
        say()
    for statement in found.unused:
        complain(
            voice(
                "{file} is not used: {problem}",
                "{file} は使いません: {problem}",
                file=clean(statement.file),
                problem=clean(voice.text(statement.problem.text)) if statement.problem is not None else "",
            )
        )
    if found.trusted is not None:
        say(_list(found, voice))
    if found.files or not found.statements:
        fine, n = sum(one.fine for one in found.files), len(found.files)
        count = "counts" if 1 in (fine, n) else "count"
        say(voice("{fine:,} of {n:,} {count}", "{n:,}件中{fine:,}件が有効", fine=fine, n=n, count=count))


def _show(one: CheckedFile, voice: Voice) -> None:
    say(clean(one.file))
    if one.label is not None:
        from sanso.cli.show.label import checked_lines

        lines = checked_lines(one.label, voice)
    else:
        lines = _claim_lines(one, voice)
    for line in lines:
        say(clean(line))


def _claim_lines(one: CheckedFile, voice: Voice) -> Iterator[str]:
    from sanso.cli.show.claim import claim_lines
    from sanso.cli.show.statements import evidence_lines
    from sanso.trust.verdicts.verdict import BASIS_TEXTS

    verdict = one.verdict
    if verdict.claim is not None:
        yield from claim_lines(verdict.claim, voice)
        if verdict.hidden:
            hidden = counted(verdict.hidden, "answer is", "answers are")
            yield voice("{hidden} hidden", "非開示の回答 {n:,}件", n=verdict.hidden, hidden=hidden)
    yield from mark_lines(verdict.marks, voice)
    if one.evidence:
        yield from evidence_lines(one.evidence, voice)
    if one.fine and verdict.basis is not None:
        yield voice("counts as {basis}", "{basis}として有効です", basis=voice.text(BASIS_TEXTS[verdict.basis]))
    else:
        yield voice("does not count", "根拠になりません")


def _list(found: Verification, voice: Voice) -> str:
    """Return which trust list was in effect, and on whose word."""
    version = found.trusted.list.version if found.trusted is not None else 0
    if found.pinned:
        return voice("trust list version {v}, signers pinned", "トラストリスト 第{v}版(登録した鍵で確認)", v=version)
    return voice(
        "trust list version {v}, trusted as it was named; --pin checks who signed it",
        "トラストリスト 第{v}版(指定されたファイルをそのまま信頼。--pin で署名者を確認できます)",
        v=version,
    )
