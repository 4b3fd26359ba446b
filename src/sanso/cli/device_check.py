"""``sanso label reach``: which labels a device can reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sanso.catalogue import Catalogue
    from sanso.cli.voice import Voice

__all__ = ["ReachOrder", "reach"]


@dataclass(frozen=True, slots=True)
class ReachOrder:
    """What is asked of the device check."""

    new: bool = False
    check: Path | None = None
    targets: Sequence[str] = ()
    everything: bool = False
    at: str | None = None
    catalogue: Path | None = None
    evidence: Path | None = None
    pins: Sequence[str] = ()


def reach(file: Path, element: str, order: ReachOrder, voice: Voice, *, as_json: bool) -> None:
    """Show which labels *element* can reach, or write the device check to fill in.

    Raises:
        Fault: the day is none, or the check cannot be written.

    """
    from sanso.cli.findings import bad_input
    from sanso.cli.options import day
    from sanso.cli.plain import clean_json, say
    from sanso.verbs.schemes import labels as look

    when = day(order.at)
    with bad_input(voice, as_json=as_json):
        if order.new:
            _begin(file, element, order.check, order.catalogue, voice, as_json=as_json)
            return
        report = look(
            file,
            element,
            check=order.check,
            targets=order.targets,
            catalogue=order.catalogue,
            at=when,
            evidence=order.evidence,
            pins=order.pins,
        )
        content = _content(order.catalogue)
    if as_json:
        from sanso.report.json_out import result_to_json

        say(clean_json(result_to_json(report).decode("utf-8", "replace")).rstrip("\n"))
        return
    from sanso.cli.show.labels import show_labels

    show_labels(report, content, voice, whole=order.everything)


def _content(catalogue: Path | None) -> Catalogue:
    from sanso import verbs

    return verbs.catalogue(catalogue)


def _begin(
    file: Path, element: str, check: Path | None, catalogue: Path | None, voice: Voice, *, as_json: bool
) -> None:
    import json

    from sanso.cli.faults import writing_to
    from sanso.cli.plain import clean, clean_json, say
    from sanso.verbs.device_checks import check_file, new_device_check

    with writing_to(check or check_file(file, element)):
        path = new_device_check(file, element, voice.lang, check=check, catalogue=catalogue)
    if as_json:
        say(clean_json(json.dumps({"files": [str(path)]}, ensure_ascii=False)))
        return
    say(voice("wrote {path}", "{path} を書き出しました", path=clean(path)))
    say(voice("next: answer what you know, then", "分かるものに答えたら次を実行してください:"))
    say(f"  sanso label reach {clean(file)} {clean(element)}")
