"""What is lost, in lines: requirements by who answers for them, confirmations by what they fall to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from sanso.analysis.proof.result import Loss, LostStrength
from sanso.model.text import Text
from sanso.report import wording
from sanso.report.proof_words import PROVEN_STATUS
from sanso.report.reader import Reader

__all__ = ["loss_lines"]

Key = TypeVar("Key")


def loss_lines(reader: Reader, loss: Loss, names: int, groups: int) -> list[str]:
    """Return a line per organization and per step that is lost, each with at most *names* names; then how many more.

    A loss of nothing says so.
    """
    lines = [*_rows(reader, loss, names), *_strengths(reader, loss, names)]
    if len(lines) > groups:
        lines = [*lines[:groups], _say(reader, "lost_lines", n=len(lines) - groups)]
    return lines or [_say(reader, "lost_nothing")]


def _rows(reader: Reader, loss: Loss, names: int) -> Iterator[str]:
    """Return a line per organization, those that lose most first."""
    found: dict[tuple[str | None, str], list[str]] = {}
    for row in loss.rows:
        found.setdefault((row.organization, row.stage), []).append(row.id)
    for (organization, stage), idents in _largest(found):
        who = reader.name(organization) or _say(reader, "nobody")
        who = who if stage == "proven" else _say(reader, "lost_stated", who=who)
        yield f"{who}: {_cut(reader, idents, names)}"


def _strengths(reader: Reader, loss: Loss, names: int) -> Iterator[str]:
    """Return a line per step and what it falls to."""
    found: dict[tuple[str, str], list[str]] = {}
    for one in loss.strengths:
        step = (_step(reader, one, one.was), _step(reader, one, one.becomes))
        found.setdefault(step, []).append(reader.name(one.subject))
    for (was, becomes), subjects in _largest(found):
        yield f"{was} → {becomes}: {_cut(reader, subjects, names)}"


def _largest(found: Mapping[Key, list[str]]) -> list[tuple[Key, list[str]]]:
    return sorted(found.items(), key=lambda item: -len(item[1]))


def _step(reader: Reader, one: LostStrength, word: str) -> str:
    step = reader.catalogue.demand_steps.get(f"{one.demand.replace('-', '_')}.{word}")
    if step is not None and word != "none":
        return reader.t(step.title)
    if one.stage == "stated":
        return reader.word("status", "not-stated")
    return reader.t(wording.word(PROVEN_STATUS, "not-stated"))


def _cut(reader: Reader, named: Sequence[str], most: int) -> str:
    shown = list(named[:most])
    if len(named) > most:
        shown.append(_say(reader, "lost_more", n=len(named) - most))
    return reader.listed(shown)


def _say(reader: Reader, key: str, **values: object) -> str:
    text: Text = reader.phrase(key)
    return reader.t(text.fill(**{name: str(value) for name, value in values.items()}))
