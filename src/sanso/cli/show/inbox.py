"""What became of the files of partners, on a terminal and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sanso.cli.plain import clean, clean_json, say
from sanso.cli.show.marks import mark_lines
from sanso.cli.voice import Voice, counted
from sanso.model.dates import day_text
from sanso.model.text import Text

if TYPE_CHECKING:
    from sanso.analysis.claim_closings import Closing, Confirming
    from sanso.verbs.inbox_gains import Gains
    from sanso.verbs.inbox_report import InboxReport, Taken

__all__ = ["show_inbox"]

_MOST = 12
_STATES: Final = {
    "taken": Text(en="taken in", ja="取り込み"),
    "known": Text(en="already there", ja="取り込み済み"),
    "refused": Text(en="not taken in", ja="取り込まず"),
    "asked": Text(en="waiting for you", ja="要確認"),
    "ignored": Text(en="passed over", ja="対象外"),
}
_HOW: Final = {
    "id": Text(en="by its id", ja="ID の一致"),
    "name": Text(en="by its name", ja="名称の一致"),
    "said": Text(en="as you said", ja="指定どおり"),
}


def show_inbox(found: InboxReport, voice: Voice, into: Path | None, *, as_json: bool) -> None:
    """Show for every file what it is, its marks, what it is about, what it closes, and where it is kept."""
    if as_json:
        say(clean_json(json.dumps(found.record(), ensure_ascii=False, indent=1)))
        return
    for one in found.files:
        if one.state == "ignored":
            continue
        for line in _lines(one, voice):
            say(clean(line))
        say()
    counts = [
        f"{voice.text(text)} {number:,}"
        for state, text in _STATES.items()
        if (number := sum(one.state == state for one in found.files))
    ]
    say(voice(", ", "、").join(counts) or voice("no files", "ファイルがありません"))
    if into is None:
        say(
            voice(
                "nothing was written; --into keeps what counts",
                "書き出していません。--into で証跡フォルダーに保管します",
            )
        )
    elif found.written:
        text = voice(
            "wrote {files} into {into}",
            "{into} に {n:,}件を書き出しました",
            n=len(found.written),
            files=counted(len(found.written), "file"),
            into=into,
        )
        say(clean(text))
    if found.gains is not None:
        for line in _gains(found.gains, voice):
            say(clean(line))
    if not found.pinned:
        say(
            voice(
                "the trust list was trusted as it was named; --pin checks who signed it",
                "トラストリストは指定されたものをそのまま信頼しました。--pin で署名者を確認できます",
            )
        )


def _lines(one: Taken, voice: Voice) -> Iterator[str]:
    yield f"{one.file}: {voice.text(_STATES[one.state])}"
    if one.verdict is not None:
        yield from _claim_lines(one, voice)
    for note in one.passed:
        yield voice(
            "  passed on by {by} to {to} on {day}",
            "  {by} から {to} へ中継({day})",
            by=note.by,
            to=note.to,
            day=voice.text(day_text(note.time.date())),
        )
    if one.counted is not None:
        told = one.counted
        yield voice(
            "  {by}: {k:,} of {suppliers} {meet} {item}; {here:,} of those claims {are} here, {hold:,} {bear} it out",
            "  {by}: {n:,}社中{k:,}社が {item} を充足。うち手元の主張 {here:,}件、裏付けあり {hold:,}件",
            by=told.by,
            k=told.members,
            n=told.of,
            item=told.item,
            here=told.here,
            hold=told.hold,
            suppliers=counted(told.of, "supplier"),
            meet="meets" if told.members == 1 else "meet",
            are="is" if told.here == 1 else "are",
            bear="bears" if told.hold == 1 else "bear",
        )
    if one.why is not None and (one.verdict is None or one.state != "refused"):
        yield "  " + voice.text(one.why)
    if one.match is not None and one.match.candidates:
        yield voice("  perhaps: {names}", "  候補: {names}", names=", ".join(one.match.candidates))
    for closing in one.closes[:_MOST]:
        yield "  " + _closing(closing, voice)
    for confirming in one.confirms:
        yield "  " + _confirming(confirming, voice)
    if len(one.closes) > _MOST:
        yield voice("  … and {n:,} more", "  … ほか{n:,}件", n=len(one.closes) - _MOST)


def _gains(gains: Gains, voice: Voice) -> Iterator[str]:
    yield voice(
        "proven now: {after:,} of {rows}; before: {before:,}",
        "要求 {n:,}行のうち証明済み: これまで {before:,}行、現在 {after:,}行",
        n=gains.required,
        rows=counted(gains.required, "requirement row"),
        before=gains.before,
        after=gains.after,
    )
    kinds = (
        (gains.gained, Text(en="newly proven", ja="新たに証明")),
        (gains.lost, Text(en="no longer proven", ja="証明を喪失")),
    )
    for changes, label in kinds:
        for one in changes[:_MOST]:
            yield voice(
                "  {label}: {item} of {who} on {elements}{part}",
                "  {label}: {item}({who}、{elements}){part}",
                label=voice.text(label),
                item=one.item,
                who=one.organization or "–",
                elements=", ".join(one.elements[:4]) + (" …" if len(one.elements) > 4 else ""),
                part="" if one.whole else voice(" (in part)", "(一部)"),
            )
        if len(changes) > _MOST:
            yield voice("  … and {n:,} more", "  … ほか{n:,}件", n=len(changes) - _MOST)


def _claim_lines(one: Taken, voice: Voice) -> Iterator[str]:
    verdict, match = one.verdict, one.match
    if verdict is None:
        return
    claim = verdict.claim
    if claim is not None:
        element = match.element if match is not None else None
        how = voice.text(_HOW[match.how]) if match is not None and element is not None else ""
        yield voice(
            "  {issuer} on {subject} → {element}",
            "  {issuer} による {subject} についての主張 → {element}",
            issuer=claim.issuer,
            subject=claim.subject.id,
            element=f"{element} ({how})" if element is not None else "?",
        )
    for line in mark_lines(verdict.marks, voice):
        yield f"  {line}"


def _closing(closing: Closing, voice: Voice) -> str:
    from sanso.report import terms

    values = {
        "item": closing.item,
        "who": closing.organization or "–",
        "elements": ", ".join(closing.elements[:4]) + (" …" if len(closing.elements) > 4 else ""),
        "required": voice.text(terms.LEVEL[closing.required]),
        "stated": voice.text(terms.STATUS[closing.stated]),
    }
    if closing.enough:
        return voice(
            "proves {item} of {who} on {elements}: required {required}, so far {stated}",
            "{item} を証明({who}、{elements}): 要求 {required}、これまで {stated}",
            **values,
        )
    return voice(
        "not enough for {item} of {who} on {elements}: required {required}, so far {stated}",
        "{item} には不足({who}、{elements}): 要求 {required}、これまで {stated}",
        **values,
    )


def _confirming(one: Confirming, voice: Voice) -> str:
    values = {"title": voice.text(one.title), "subject": one.subject}
    if one.enough is False:
        return voice("not enough for {subject}: {title}", "{subject} に不足している「{title}」には足りません", **values)
    return voice("speaks to what {subject} lacks: {title}", "{subject} に不足している「{title}」に当たります", **values)
