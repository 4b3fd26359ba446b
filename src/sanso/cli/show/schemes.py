"""Schemes on a terminal: a table of all, or one with its levels, dates, items and recognitions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sanso.cli.terminal import Terminal
from sanso.cli.voice import Voice, counted
from sanso.model.text import Text

if TYPE_CHECKING:
    from sanso.catalogue import Scheme
    from sanso.trust.schemes.crosswalks import CrosswalkRow
    from sanso.trust.schemes.reports import SchemeReport, SchemeView

__all__ = ["show_scheme", "show_schemes"]

_BASES = {
    "self-declaration": Text(en="self-declaration", ja="自己宣言"),
    "third-party": Text(en="third party", ja="第三者"),
    "public-certification": Text(en="public certification", ja="公的認証"),
    None: Text(en="not said", ja="記載なし"),
}
_NATURES = {
    "label": Text(en="label", ja="ラベル"),
    "certification": Text(en="certification", ja="認証"),
    "regulation": Text(en="regulation", ja="規制"),
    "standard": Text(en="standard", ja="規格"),
    None: Text(en="–", ja="–"),
}
_SIGNS = {"same": "=", "fills": "→", "filled-by": "←", "shares": "∩", "near": "≈"}


def show_schemes(report: SchemeReport, voice: Voice) -> None:
    """Show every scheme in one row."""
    terminal = Terminal(voice)
    columns = [
        "id",
        voice("name", "名称"),
        voice("kind", "種類"),
        voice("where", "地域"),
        voice("levels", "水準"),
        voice("items here", "収録項目"),
        voice("open", "受付"),
    ]
    rows = [
        (
            view.scheme.id,
            voice.text(view.scheme.title),
            voice.text(_NATURES[view.scheme.nature]),
            view.scheme.jurisdiction,
            ", ".join(level.level for level in view.scheme.levels) or "–",
            str(len(view.items)) if view.items else "–",
            _open(view.scheme, voice),
        )
        for view in report.schemes
    ]
    terminal.table(columns, rows, fixed=(0,))
    terminal.line(
        voice(
            "As seen in November 2026; sources and how sure: `sanso catalogue schemes ID`. A label is not an official "
            "endorsement.",
            "2026年11月時点の情報です。出典と確かさは `sanso catalogue schemes ID` で確認できます。"
            "ラベルは公的な推奨ではありません。",
        )
    )


def _open(scheme: Scheme, voice: Voice) -> str:
    return voice("yes", "あり") if scheme.open else voice("no", "なし") if scheme.open is False else "?"


def show_scheme(view: SchemeView, voice: Voice) -> None:
    """Show one scheme with everything that hangs on it."""
    terminal, scheme = Terminal(voice), view.scheme
    terminal.line(Terminal.styled(voice.text(scheme.title), "bold"))
    terminal.line(voice.text(scheme.scope))
    for label, text in (
        (voice("run by", "運営"), scheme.owner),
        (voice("granted by", "付与"), scheme.granted_by),
        (voice("status", "現況"), scheme.status),
    ):
        if text is not None:
            terminal.line(f"{label}: {voice.text(text)}", 1)
    if scheme.validity_years:
        n = scheme.validity_years
        terminal.line(voice("valid for at most {years}", "有効期間は最長 {n} 年", n=n, years=counted(n, "year")), 1)
    if scheme.wording is not None:
        terminal.line(voice("may be called: {text}", "使ってよい表現: {text}", text=voice.text(scheme.wording.may)), 1)
        terminal.line(
            voice("not to be called: {text}", "使ってはならない表現: {text}", text=voice.text(scheme.wording.may_not)),
            1,
        )
    terminal.line(
        voice(
            "source: {source} ({sure})",
            "出典: {source}({sure})",
            source=voice.text(scheme.source_text),
            sure=voice.text(scheme.marked),
        ),
        1,
    )
    _levels(terminal, scheme, voice)
    _dates(terminal, scheme, voice)
    _items(terminal, view, voice)
    _edges(terminal, view, voice)


def _levels(terminal: Terminal, scheme: Scheme, voice: Voice) -> None:
    if not scheme.levels:
        return
    terminal.heading(voice("Levels", "水準"))
    rows = [
        (
            level.level,
            voice.text(level.title),
            voice.text(_BASES[level.basis]),
            voice.text(level.evaluated_by) if level.evaluated_by else "–",
        )
        for level in scheme.levels
    ]
    heads = [voice("level", "水準"), voice("what", "内容"), voice("counts as", "確認の方法"), voice("by", "評価者")]
    terminal.table(heads, rows, indent=1, fixed=(0,))


def _dates(terminal: Terminal, scheme: Scheme, voice: Voice) -> None:
    if not scheme.dates:
        return
    terminal.heading(voice("Dates", "日程"))
    mark = voice(" (binding)", "(義務)")
    rows = [(one.date, voice.text(one.what) + (mark if one.mandatory else "")) for one in scheme.dates]
    terminal.table(["", ""], rows, indent=1, fixed=(0,), heads=False)


def _items(terminal: Terminal, view: SchemeView, voice: Voice) -> None:
    if not view.items:
        return
    legend = voice(
        "elsewhere: = same, → filled by this, ← fills this, ∩ shares, ≈ near only (our reading)",
        "他制度: = 同じ、→ これで満たせる、← それで満たせる、∩ 一部共通、≈ 関連のみ(独自の読み取り)",
    )
    terminal.heading(voice("Items", "項目"), legend)
    rows = [
        (
            one.item.number,
            ("M" if one.item.force == "mandatory" else "R") + (" C" if one.item.conditions else ""),
            voice.text(one.item.title),
            ", ".join(map(_short, one.crosswalk)) or "–",
            " ".join(one.requirements) or "–",
        )
        for one in view.items
    ]
    heads = ["", "", voice("topic", "内容"), voice("elsewhere", "他制度"), "CPSF"]
    terminal.table(heads, rows, indent=1, fixed=(0, 1))


def _short(row: CrosswalkRow) -> str:
    return f"{row.item}{_SIGNS[row.relation]}"


def _edges(terminal: Terminal, view: SchemeView, voice: Voice) -> None:
    if not view.recognitions:
        return
    terminal.heading(voice("Recognition", "承認関係"), voice("never joined", "つなげて使うことはできません"))
    for edge in view.recognitions:
        left, right = f"{edge.from_.scheme}/{'|'.join(edge.from_.levels)}", f"{edge.to.scheme}/{edge.to.level}"
        rest = f" ({voice.text(edge.partial)})" if edge.partial else ""
        terminal.line(f"{left} → {right}, {voice('since', '開始')} {edge.since}{rest}", 1)
