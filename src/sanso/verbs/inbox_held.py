"""Take in what partners send where the evidence is held in memory: what `inbox` does, and nothing is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sanso.envelope.malformed import Malformed
from sanso.model.text import Text
from sanso.verbs.inbox_desk import Desk
from sanso.verbs.inbox_files import by_age, held_contents
from sanso.verbs.inbox_gains import gains_between
from sanso.verbs.inbox_report import InboxReport

if TYPE_CHECKING:
    from sanso.analysis.assessing import Working
    from sanso.formats.claims.subject_map import SubjectMap
    from sanso.trust.verdicts.verifying import Verifier
    from sanso.verbs.assessing import Evaluation
    from sanso.verbs.inbox_files import Incoming

__all__ = ["TakenIn", "inbox_held"]

_NO_LIST = Text(
    en="there is no usable trust list among the evidence, so nobody's word counts; put one in first",
    ja="証跡に使用できるトラストリストがないため、誰の主張も有効になりません。先に登録してください",
)


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of the files, and what is to be kept of them, by its place in the evidence."""

    report: InboxReport
    contents: Mapping[str, bytes] = field(repr=False)


def inbox_held(
    came: Sequence[Incoming],
    files: Mapping[str, bytes],
    made: Evaluation,
    working: Working,
    *,
    now: dt.datetime,
    pins: Sequence[str] = (),
    said: Mapping[str, str] | None = None,
) -> TakenIn:
    """Return what *came* is worth at *now* for the model assessed in *made*, beside the evidence *files*.

    *working* is the same assessment as it is worked with, *pins* are thumbprints of keys that must have signed the
    first trust list, and *said* names the element of the model for a subject that partners call otherwise.

    Raises:
        Malformed: the evidence has no usable trust list, its map of subjects is damaged, or *said* names nothing of
            the model, or a subject of no claim.

    """
    from sanso.verbs.evidence import Evidence, judge_evidence

    lists = {name: raw for name, raw in files.items() if name.startswith("trust/")}
    verifier = judge_evidence(Evidence(lists, tuple(pins)), now=now).verifier
    if verifier.trusted is None:
        raise Malformed("inbox-trust", _NO_LIST)
    held = held_contents(files)
    desk = Desk(verifier, made, _remembered(files), held, came, said or {})
    desk.take_statuses(_usable(verifier, [one for one in held if one.kind == "status-list"]))
    taken = desk.look()
    fresh = any(one.state == "taken" for one in taken)
    contents = {name: raw for name, raw in desk.gathered().items() if files.get(name) != raw} if fresh else {}
    gains = None
    if contents:
        digest = made.loaded.digest if made.loaded is not None else ""
        gains = gains_between(working, Evidence(files, tuple(pins)), contents, now=now, digest=digest)
    written = tuple(Path(name) for name in contents)
    report = InboxReport(desk.verifier.now, desk.verifier.trusted, bool(pins), taken, written, gains)
    return TakenIn(report, contents)


def _remembered(files: Mapping[str, bytes]) -> SubjectMap:
    from sanso.formats.claims.subject_map import SUBJECT_MAP_FILE, SubjectMap, read_subject_map

    raw = files.get(SUBJECT_MAP_FILE)
    return read_subject_map(raw) if raw is not None else SubjectMap({})


def _usable(verifier: Verifier, statuses: Sequence[Incoming]) -> list[Incoming]:
    """Return the status lists that can be used: evidence may hold others, and whoever looks at it is told of them."""
    found = []
    for one in by_age(statuses):
        try:
            verifier = verifier.with_status(one.text)
        except Malformed:
            continue
        found.append(one)
    return found
