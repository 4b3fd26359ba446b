"""The trust gap on a terminal: required beside stated and proven, the claims behind it, and what can fall away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sanso.analysis.proof.result import ClaimView, Loss, Proof, SubjectGap
from sanso.catalogue.strength import parts_of_demand
from sanso.cli.plain import clean
from sanso.cli.show.marks import SIGNS
from sanso.cli.show.page import Page
from sanso.cli.terminal import Cell, Column, Terminal
from sanso.cli.voice import counted
from sanso.model.text import Text
from sanso.report.words import WORDS

__all__ = ["show_proof"]

_STYLES: Final = {"good": "green", "bad": "bold red", "unknown": "yellow"}
_LAYERS: Final = {
    "all": Text(en="all layers", ja="全体"),
    "1": Text(en="layer 1", ja="第1層"),
    "2": Text(en="layer 2", ja="第2層"),
    "3": Text(en="layer 3", ja="第3層"),
}
_MOST = 10
_MOST_CLAIMS = 20
_MOST_NOTES = 8


def show_proof(page: Page, proof: Proof, number: str = "") -> None:
    """Show what *proof* says; long lists are cut unless the page shows everything."""
    voice = page.voice
    page.terminal.heading(
        f"{number}{voice('Trust gap', '信頼性ギャップ')}",
        voice(
            "what is required, and what verified claims prove of it",
            "要求されるものと、検証済みの主張で証明されているもの",
        ),
    )
    page.terminal.line(Terminal.styled(_grounds(page, proof), "dim"), 1)
    _stale(page, proof)
    _layers(page, proof)
    _strengths(page, proof)
    _claims(page, proof)
    _lapses(page, proof)
    _dependences(page, proof)
    _notes(page, proof)


def _grounds(page: Page, proof: Proof) -> str:
    """Say by which trust list claims were judged, and as of when."""
    voice, trusted = page.voice, proof.trust_list
    time = f"{proof.at:%Y-%m-%d %H:%M} UTC"
    if trusted is None:
        return voice(
            "Judged on {time}, without a trust list.", "判断時点 {time}。トラストリストはありません。", time=time
        )
    said = voice(
        "Judged on {time} by trust list version {v} (holds until {until:%Y-%m-%d})",
        "判断時点 {time}。トラストリスト 第{v}版({until:%Y-%m-%d} まで有効)",
        time=time,
        v=trusted.version,
        until=trusted.expires,
    )
    if trusted.pinned:
        return said + voice(", its signers checked against pinned keys.", "、署名者は登録した鍵で確認済み。")
    return said + voice(
        ", trusted as it was named; --pin checks who signed it.",
        "。指定されたものをそのまま信頼しています。--pin で署名者を確認できます。",
    )


def _stale(page: Page, proof: Proof) -> None:
    """Say how many claims do not count only because their status lists are too old, and which day to look at."""
    voice, stale = page.voice, proof.stale
    if stale is None:
        return
    said = [voice.text(stale.short), voice.text(stale.to_do)]
    if stale.elsewhen:
        said.append(
            voice(
                "`--at {day}` shows what they prove on that day.",
                "`--at {day}` でその時点での証明を確認できます。",
                day=stale.newest,
            )
        )
    page.terminal.line(Terminal.styled(voice(" ", "").join(said), "yellow"), 1)


def _layers(page: Page, proof: Proof) -> None:
    voice = page.voice
    columns: list[Column] = [
        voice("requirement rows", "対策要件の行"),
        (voice("required", "要求"), "right"),
        (voice("stated", "申告"), "right"),
        (voice("proven", "証明"), "right"),
        (voice("proven beyond\nthe statement", "申告を\n上回る証明"), "right"),
        (voice("gap", "ギャップ"), "right"),
    ]
    rows: list[list[Cell]] = []
    for layer in proof.layers:
        count = layer.requirements
        numbers = (count.required, count.stated, count.proven, count.beyond)
        gap = Terminal.styled(f"{count.gap:,}", "yellow" if count.gap else "green")
        rows.append([voice.text(_LAYERS[layer.layer]), *(f"{number:,}" for number in numbers), gap])
    page.terminal.table(columns, rows, indent=1, fixed=(0, 1, 2, 3, 4, 5))
    whole, *each = (one.requirements.required for one in proof.layers)
    if sum(each) != whole:
        page.terminal.line(Terminal.styled(voice.text(WORDS["by_layer_note"]), "dim"), 1)


def _strengths(page: Page, proof: Proof) -> None:
    """Show devices, systems and organizations whose strength is proven less far than it is stated."""
    voice = page.voice
    less = [one for one in proof.subjects if one.required and _lower(page, one)]
    less.sort(key=lambda one: (-(one.required or 0), one.subject))
    if not less:
        return
    page.terminal.line()
    page.terminal.line(voice("Strength that is stated but not proven:", "申告されているが証明されていない強度:"), 1)
    shown = less if page.whole else less[:_MOST]
    rows: list[list[Cell]] = [
        [page.category(one.required, one.required), page.name(one.subject), "; ".join(_lower(page, one))]
        for one in shown
    ]
    columns: list[Column] = [
        (voice("required", "要求"), "right"),
        voice("of", "対象"),
        voice("stated → proven", "申告 → 証明"),
    ]
    page.terminal.table(columns, rows, indent=2, fixed=(0,))
    page.more(len(less) - len(shown), 2)


def _lower(page: Page, one: SubjectGap) -> list[str]:
    if one.stated is None or one.proven is None:
        return []
    found = []
    for part in parts_of_demand():
        was, now = _word(page, part, getattr(one.stated, part)), _word(page, part, getattr(one.proven, part))
        if getattr(one.stated, part) != getattr(one.proven, part):
            found.append(f"{was} → {now}")
    return found


def _word(page: Page, part: str, word: str) -> str:
    step = page.evaluation.catalogue.demand_steps[f"{part}.{word}"]
    return page.voice("nothing", "なし") if word == "none" else page.voice.text(step.title)


def _claims(page: Page, proof: Proof) -> None:
    voice, claims = page.voice, proof.claims
    counting = [claim for claim in claims if claim.counts]
    page.terminal.line()
    page.terminal.line(
        voice(
            "Claims looked at: {n:,}{told}.",
            "確認した主張: {n:,}件。うち根拠になるもの {good:,}件。",
            n=len(claims),
            good=len(counting),
            told=_told(len(claims), len(counting)),
        ),
        1,
    )
    left_out = [claim for claim in claims if claim.left_out]
    if left_out:
        page.terminal.line(
            voice("Left out of this: {n:,} (--without).", "このうち除外: {n:,}件(--without)。", n=len(left_out)), 1
        )
    order = [*(claim for claim in claims if not claim.counts), *(counting if page.whole else ())]
    shown = order if page.whole else order[:_MOST_CLAIMS]
    if shown:
        columns: list[Column] = [
            voice("signature", "署名"),
            voice("authority", "権限"),
            voice("status", "有効性"),
            voice("log", "ログ"),
            voice("claim", "主張"),
            voice("why it does not count", "根拠にならない理由"),
        ]
        page.terminal.table(columns, [_claim(page, claim) for claim in shown], indent=2, fixed=(0, 1, 2, 3))
    page.more(len(order) - len(shown), 2)


def _told(claims: int, counting: int) -> str:
    """Return the end of an English sentence: how many of so many claims count."""
    if claims < 2:
        return ("", "; it counts" if counting else "; it does not count")[claims]
    if counting == 0:
        return "; none of them counts"
    return f"; {counting:,} of them {'counts' if counting == 1 else 'count'}"


def _claim(page: Page, claim: ClaimView) -> list[Cell]:
    marks: list[Cell] = [Terminal.styled(SIGNS[mark.state], _STYLES[mark.state]) for mark in claim.marks]
    why = page.voice.text(claim.why_not) if claim.why_not is not None else ""
    return [*marks, claim.file, why]


def _lapses(page: Page, proof: Proof) -> None:
    voice = page.voice
    page.terminal.line()
    if proof.renewal is not None:
        page.terminal.line(voice.text(proof.renewal.text), 1)
    if not proof.lapses:
        page.terminal.line(voice("Nothing lapses within 90 days.", "90日以内に失効するものはありません。"), 1)
        return
    page.terminal.line(
        voice("Lapses within 90 days, if nothing is renewed:", "更新されなければ 90日以内に失効するもの:"), 1
    )
    shown = proof.lapses if page.whole else proof.lapses[:_MOST]
    rows: list[list[Cell]] = [
        [str(one.day), voice("{n} days", "{n}日以内", n=one.within), voice.text(one.text), _loss(page, one.loss)]
        for one in shown
    ]
    columns: list[Column] = [
        voice("day", "日"),
        voice("within", "期限"),
        voice("what", "内容"),
        voice("what is lost", "失われるもの"),
    ]
    page.terminal.table(columns, rows, indent=2, fixed=(0, 1))
    page.more(len(proof.lapses) - len(shown), 2)


def _dependences(page: Page, proof: Proof) -> None:
    voice = page.voice
    if not proof.dependences:
        return
    kinds = {
        "claim": voice("claim", "主張"),
        "certifier": voice("certifier", "第三者機関"),
        "supplier": voice("supplier", "サプライヤー"),
    }
    page.terminal.line()
    page.terminal.line(voice("What breaks without one of them:", "一つが失われたときに崩れるもの:"), 1)
    shown = proof.dependences if page.whole else proof.dependences[:_MOST]
    rows: list[list[Cell]] = [[kinds[one.kind], voice.text(one.name), _loss(page, one.loss)] for one in shown]
    columns: list[Column] = ["", voice("without", "対象"), voice("what breaks", "影響")]
    page.terminal.table(columns, rows, indent=2, fixed=(0,))
    page.more(len(proof.dependences) - len(shown), 2)


def _loss(page: Page, loss: Loss) -> Cell:
    voice = page.voice
    if not loss:
        return voice("nothing", "なし")
    said = []
    if loss.rows:
        said.append(
            voice("{rows}", "対策要件 {n:,}行", n=len(loss.rows), rows=counted(len(loss.rows), "requirement row"))
        )
    if loss.strengths:
        said.append(
            voice(
                "{demands}",
                "強度 {n:,}件",
                n=len(loss.strengths),
                demands=counted(len(loss.strengths), "demand on strength", "demands on strength"),
            )
        )
    said.append(voice("up to category {n}", "最大カテゴリ {n}", n=loss.category))
    return page.category(loss.category, voice(", ", "、").join(said))


def _notes(page: Page, proof: Proof) -> None:
    notes = [note for note in proof.diagnostics if note.code != "evidence-unpinned"]
    notes.sort(key=lambda note: note.severity != "warning")
    if not notes:
        return
    page.terminal.line()
    shown: Sequence[object] = notes if page.whole else notes[:_MOST_NOTES]
    for note in notes[: len(shown)]:
        page.terminal.line(
            Terminal.styled(clean(page.voice.text(note.message)), "yellow" if note.severity == "warning" else "dim"), 1
        )
    page.more(len(notes) - len(shown), 1)
