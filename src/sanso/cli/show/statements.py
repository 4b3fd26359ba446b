"""Relays, derived claims, notes on evidence and files of evidence on a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from sanso.cli.plain import clean, say
from sanso.cli.show.marks import SIGNS
from sanso.model.dates import day_text
from sanso.model.text import Text
from sanso.trust.claims.words import METHOD_TEXTS, RESULT_TEXTS

if TYPE_CHECKING:
    from sanso.cli.voice import Voice
    from sanso.trust.chain.derived import Derived
    from sanso.trust.chain.evidence_notes import EvidenceNote
    from sanso.verbs.checked_statements import CheckedStatement, ShownMember
    from sanso.verbs.evidence_files import FoundEvidence

__all__ = ["evidence_lines", "show_statement"]

_MOST = 20
_SIGNS: Final = {"found": "✓", "different": "✕", "missing": "?"}
_FINDINGS: Final = {
    "holds": Text(en="holds", ja="確認できました"),
    "other-claim": Text(en="is another claim", ja="別の主張です"),
    "does-not-count": Text(en="does not count", ja="根拠になりません"),
    "hidden": Text(en="hides the answer", ja="回答が非開示です"),
    "not-met": Text(en="says something else", ja="内容が異なります"),
}


def evidence_lines(found: Sequence[FoundEvidence], voice: Voice) -> Iterator[str]:
    """Tell how many pieces of evidence are there and the same, and which are not."""
    counts = {state: sum(one.state == state for one in found) for state in _SIGNS}
    worst = next(state for state in ("different", "missing", "found") if counts[state])
    told = voice(
        "evidence (no part of the verdict): {a:,} found, {b:,} different, {c:,} missing",
        "証跡(判定には含めません): 一致 {a:,}件、不一致 {b:,}件、なし {c:,}件",
        a=counts["found"],
        b=counts["different"],
        c=counts["missing"],
    )
    yield f"{_SIGNS[worst]} {told}"
    for one in [one for one in found if one.state != "found" or one.notes][:_MOST]:
        for line in _found_lines(one, voice):
            yield f"    {line}"


def _found_lines(one: FoundEvidence, voice: Voice) -> list[str]:
    place = one.evidence.place or one.evidence.digest
    if one.state == "missing":
        return [voice("{place}: missing", "{place}: ありません", place=place)]
    if one.state == "different":
        return [
            voice(
                "{file}: another content, {size:,} bytes where {wanted:,} are claimed; {digest}",
                "{file}: 内容が異なります({size:,} バイト、主張では {wanted:,} バイト)。{digest}",
                file=one.file,
                size=one.size,
                wanted=one.evidence.size,
                digest=one.digest,
            )
        ]
    return [f"{one.file}: {_note(note, voice)}" for note in one.notes]


def show_statement(one: CheckedStatement, voice: Voice) -> None:
    """Show what is stated, and what of it is borne out by the files at hand."""
    from sanso.trust.verdicts.reasons import REASONS

    say(clean(one.file))
    if one.problem is not None:
        kinds = {
            "relay": voice("relay", "中継の添え書き"),
            "derived": voice("derived claim", "派生主張"),
            "evidence": voice("note on evidence", "証跡のステートメント"),
            "statement": voice("statement", "ステートメント"),
        }
        detail = f" ({one.problem.detail})" if one.problem.detail else ""
        reason = REASONS.get(one.problem.code)
        sign = SIGNS[reason.state if reason is not None else "bad"]
        say(f"{sign} {kinds[one.kind]}: {clean(voice.text(one.problem.text) + detail)}")
    if one.relay is not None:
        told = voice(
            "passed on by {by} to {to} on {day}; that adds nothing to its worth",
            "{by}が{to}へ{day}に中継しました。中継によって重みは増えません",
            by=one.relay.by,
            to=one.relay.to,
            day=voice.text(day_text(one.relay.time.date())),
        )
        say(f"✓ {clean(told)}")
        held = (
            voice("it is about {file}", "対象: {file}", file=one.about)
            if one.about
            else voice("the presentation that it is about is not among the files", "対象の提示がファイルにありません")
        )
        say(f"{'✓' if one.about else '?'} {clean(held)}")
    if one.derived is not None:
        _show_derived(one.derived, one.shown, voice)
    if one.note is not None:
        say("✓ " + clean(_note(one.note, voice)))
        for file in one.note.files[:_MOST]:
            say("    " + clean(f"{file.name} {file.digest}"))


def _show_derived(made: Derived, shown: Sequence[ShownMember], voice: Voice) -> None:
    told = voice(
        "{by} states on {day}: {k:,} of {n:,} {say} {item}: {result}",
        "{by}の宣言({day}): {n:,}者中{k:,}者が {item}: {result}",
        by=made.by,
        day=voice.text(day_text(made.time.date())),
        k=len(made.members),
        n=made.of,
        say="says" if len(made.members) == 1 else "say",
        item=made.item,
        result=voice.text(RESULT_TEXTS[made.result]),
    )
    say(f"✓ {clean(told)}")
    good = sum(one.finding == "holds" for one in shown)
    sign = "✕" if good < len(shown) else "✓" if good == len(made.members) else "?"
    say(
        f"{sign} "
        + voice(
            "of these claims {m:,} of {k:,} {are} at hand, {good:,} {hold}",
            "根拠の主張 {k:,}件中 手元に{m:,}件、確認できたもの{good:,}件",
            m=len(shown),
            k=len(made.members),
            good=good,
            are="is" if len(shown) == 1 else "are",
            hold="holds" if good == 1 else "hold",
        )
    )
    for one in [one for one in shown if one.finding != "holds"][:_MOST]:
        say("    " + clean(f"{one.file}: {voice.text(_FINDINGS[one.finding])}"))


def _note(note: EvidenceNote, voice: Voice) -> str:
    day, tool = voice.text(day_text(note.made.made.date())), note.made.tool
    return voice(
        "{method} by {by} on {when}, signed by {signer}",
        "{by}による{method}({when})、署名 {signer}",
        method=voice.text(METHOD_TEXTS[note.made.method]),
        by=note.made.made_by,
        when=voice("{day} ({tool})", "{day}、{tool}", day=day, tool=tool) if tool else day,
        signer=note.signer,
    )
