"""A label that was issued or judged, on a terminal and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sanso.cli.plain import clean, clean_json, say
from sanso.cli.show.marks import SIGNS, mark_lines
from sanso.model.text import Text

if TYPE_CHECKING:
    from sanso.cli.voice import Voice
    from sanso.trust.labels.label import Label
    from sanso.verbs.labels import CheckedLabel, IssuedLabel

__all__ = ["checked_lines", "show_checked", "show_issued"]

_DIFFERS: Final = Text(
    en="the picture is not the one that this label draws: it was edited, or drawn by another version of Sanso; what "
    "stands above is what was signed",
    ja="画像がラベルの内容と一致しません。加工されたか、別の版の Sanso で描かれています。"
    "署名されているのは上の内容です",
)
_ITEMS_UNKNOWN: Final = Text(
    en="note: Sanso does not hold all items of this level; whether the claim answers each of them was not checked",
    ja="注意: この水準の全項目は Sanso に収録されていません。主張が全項目に回答しているかどうかは確認していません",
)


def show_issued(issued: IssuedLabel, paths: Sequence[Path], voice: Voice, *, as_json: bool) -> None:
    """Say which files were written, and how large the code is."""
    if as_json:
        made = {
            "files": [str(path) for path in paths],
            "number": issued.label.number,
            "address": issued.address,
            "bytes": issued.size,
            "qr_version": issued.version,
            "items_known": issued.items_known,
        }
        say(clean_json(json.dumps(made, ensure_ascii=False)))
        return
    for path in paths:
        say(voice("wrote {path}", "{path} を書き出しました", path=clean(path)))
    say(
        voice(
            "label {number}: {size} bytes signed, QR code version {version}",
            "ラベル {number}: 署名込み {size} バイト、QR コード {version} 型",
            number=clean(issued.label.number),
            size=issued.size,
            version=issued.version,
        )
    )
    if not issued.items_known:
        say(voice.text(_ITEMS_UNKNOWN))


def show_checked(found: CheckedLabel, voice: Voice, *, as_json: bool) -> None:
    """Show what `checked_lines` tells, or all of it as JSON."""
    if as_json:
        say(clean_json(json.dumps(found.record(), ensure_ascii=False, indent=1)))
        return
    for line in checked_lines(found, voice):
        say(clean(line))


def checked_lines(found: CheckedLabel, voice: Voice) -> Iterator[str]:
    """Tell what is signed, the four marks with their reasons, what the label counts as, and what it does not say."""
    from sanso.trust.verdicts.verdict import BASIS_TEXTS

    if found.judged.label is not None:
        yield from _label_lines(found.judged.label, voice)
    yield from mark_lines(found.judged.verdict.marks, voice)
    if found.picture == "differs":
        yield f"{SIGNS['bad']} {voice.text(_DIFFERS)}"
    basis = found.judged.verdict.basis
    if found.fine and basis is not None:
        told = voice.text(BASIS_TEXTS[basis])
        yield voice("the label counts as {basis}", "このラベルは{basis}として有効です", basis=told)
    else:
        yield voice("the label does not count", "このラベルは根拠になりません")
    for limit in found.limits:
        yield voice.text(limit)


def _label_lines(label: Label, voice: Voice) -> tuple[str, ...]:
    from sanso.model.dates import day_text
    from sanso.trust.claims.words import scheme_text

    issued, since, until = (voice.text(day_text(day)) for day in (label.issued, label.valid_from, label.valid_until))
    product = f"{voice.text(label.name)} ({label.model_number or label.subject})"
    return (
        voice("{number}: {product}", "{number}: {product}", number=label.number, product=product),
        voice("scheme {scheme}", "制度 {scheme}", scheme=voice.text(scheme_text(label.scheme))),
        voice("issued by {issuer} on {day}", "発行者 {issuer}、発行日 {day}", issuer=label.issuer, day=issued),
        voice("valid {a} to {b}", "有効期間 {a}〜{b}", a=since, b=until),
    )
