"""What can be passed on, and what was, on a terminal and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sanso.cli.plain import clean, clean_json, complain, say
from sanso.cli.voice import Voice, counted

if TYPE_CHECKING:
    from sanso.envelope.strict_json import Json
    from sanso.verbs.sharing import Contents, DerivedClaim, Presented

__all__ = ["show_contents", "show_derived", "show_presented"]


def show_contents(found: Contents, voice: Voice, *, as_json: bool) -> None:
    """Show which answers of a dossier can be shown or hidden."""
    claim = found.claim
    if as_json:
        _print(
            {
                "digest": found.digest,
                "issuer": claim.issuer,
                "subject": claim.subject.id,
                "items": list(found.items),
                "fixed": list(found.fixed),
                "evidence": len(claim.evidence),
            }
        )
        return
    from sanso.cli.show.claim import answer_head

    say(
        clean(
            voice(
                "issuer {issuer}, subject {subject}; not verified",
                "発行者 {issuer}、対象 {subject}(未検証)",
                issuer=claim.issuer,
                subject=claim.subject.id,
            )
        )
    )
    for answer in claim.answers:
        always = voice(" (always shown)", "(常に開示)") if answer.item in found.fixed else ""
        say(clean(f"  {answer_head(answer, voice)}{always}"))
    say(
        voice(
            "{answers} can be passed on, with {pieces} of evidence by digest",
            "渡せる回答 {n:,}件、証跡 {m:,}件(ダイジェスト)",
            n=len(found.items),
            m=len(claim.evidence),
            answers=counted(len(found.items), "answer"),
            pieces=counted(len(claim.evidence), "piece"),
        )
    )


def show_presented(made: Presented, files: Sequence[Path], voice: Voice, *, as_json: bool) -> None:
    """Say what the presentation shows and what it hides."""
    if as_json:
        _print(
            {
                "files": [str(path) for path in files],
                "digest": made.digest,
                "shown": list(made.shown),
                "hidden": list(made.hidden),
                "evidence": made.evidence,
            }
        )
        return
    _wrote(files, voice)
    say(clean(voice("shown: {items}", "開示: {items}", items=", ".join(made.shown) or "–")))
    say(
        voice(
            "hidden: {answers} more than before; evidence shown: {m:,}",
            "新たに隠した回答: {n:,}件、開示する証跡: {m:,}件",
            n=len(made.hidden),
            m=made.evidence,
            answers=counted(len(made.hidden), "answer"),
        )
    )


def show_derived(made: DerivedClaim, requirement: str, path: Path, voice: Voice, *, as_json: bool) -> None:
    """Say how many suppliers the derived claim counts, and which files it does not."""
    if as_json:
        _print(
            {
                "files": [str(path)],
                "requirement": requirement,
                "members": [str(one) for one in made.members],
                "others": [str(one) for one in made.others],
                "of": made.of,
                "checked": made.checked,
            }
        )
        return
    _wrote([path], voice)
    say(
        clean(
            voice(
                "{k:,} of {n:,} {meet} {item}",
                "{n:,}社中{k:,}社が {item} を充足",
                k=len(made.members),
                n=made.of,
                meet="meets" if len(made.members) == 1 else "meet",
                item=requirement,
            )
        )
    )
    for other in made.others:
        say(clean(voice("not counted: {file}", "対象外: {file}", file=other)))
    if not made.checked:
        complain(
            voice(
                "the files were not verified; --trust verifies them first",
                "ファイルは検証していません。--trust を指定すると検証してから数えます",
            )
        )


def _wrote(files: Sequence[Path], voice: Voice) -> None:
    for path in files:
        say(voice("wrote {path}", "{path} を書き出しました", path=clean(path)))


def _print(value: dict[str, Json]) -> None:
    say(clean_json(json.dumps(value, ensure_ascii=False, indent=1)))
