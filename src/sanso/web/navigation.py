"""The pages of a workspace: names, addresses, and the letter that follows `g` to go there."""

from __future__ import annotations

from dataclasses import dataclass

from sanso.model.text import Text

__all__ = ["Area", "Destination", "navigation"]


@dataclass(frozen=True, slots=True)
class Destination:
    """A page: *go* is its letter, empty for none."""

    title: Text
    address: str
    go: str = ""


@dataclass(frozen=True, slots=True)
class Area:
    """Pages that serve one purpose."""

    title: Text
    pages: tuple[Destination, ...]


_AREAS: tuple[tuple[str, str, tuple[tuple[str, str, str, str], ...]], ...] = (
    (
        "See",
        "見る",
        (
            ("", "Overview", "概要", "o"),
            ("/layers", "Three-layer map", "三層図", "l"),
            ("/map", "IoT-SSF map", "IoT-SSFマップ", "m"),
            ("/attack", "Attack", "攻撃", "a"),
            ("/safety", "Security and safety", "セキュリティとセーフティ", "s"),
            ("/transcription", "Trust in transcription", "転写の信頼性", "x"),
            ("/perspectives", "Four perspectives", "4つの観点", "p"),
            ("/sectors", "Sectors", "分野別", ""),
        ),
    ),
    (
        "Work",
        "作業する",
        (
            ("/procedure", "IoT-SSF procedure", "IoT-SSFの手順", "w"),
            ("/requirements", "Requirement sheet", "対策要件シート", "r"),
            ("/edit", "Model", "モデル", "e"),
            ("/text", "Model as text", "モデルのテキスト", "t"),
            ("/import", "From a spreadsheet", "表計算ソフトから取り込む", "i"),
        ),
    ),
    (
        "Prove",
        "証明する",
        (
            ("/gap", "Trust gap", "信頼性ギャップ", "g"),
            ("/evidence", "Evidence", "証跡", "v"),
            ("/labels", "Labels within reach", "取得できるラベル", ""),
            ("/requests", "Ask suppliers", "サプライヤーへの依頼", ""),
            ("/examinations", "Drafts to certify", "主張の審査依頼", ""),
        ),
    ),
    (
        "Keep",
        "残す",
        (
            ("/history", "History", "履歴", "h"),
            ("/report", "Reports", "レポート", "d"),
            ("/shares", "Share", "共有", ""),
        ),
    ),
)


def navigation(workspace: str) -> tuple[Area, ...]:
    """Return the pages of a workspace."""
    return tuple(
        Area(
            Text(en=en, ja=ja),
            tuple(
                Destination(Text(en=title, ja=title_ja), f"/w/{workspace}{path}", go)
                for path, title, title_ja, go in pages
            ),
        )
        for en, ja, pages in _AREAS
    )
