"""What a change does to the result, in a line: categories that move, requirements and open points that come and go."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sanso.model.text import Text

if TYPE_CHECKING:
    from sanso.analysis.result import Assessment
    from sanso.verbs.state import State

__all__ = ["effects"]

_MOST_NAMED = 3
_UNRATED = Text(en="not rated", ja="評価対象外")


def effects(before: State, after: State) -> list[Text]:
    """Return what differs between the results of two states, the categories first; empty where nothing does.

    Raises:
        InputRefused: one of the models has errors.

    """
    old, new = before.evaluation.assessment, after.evaluation.assessment
    if old is new:
        return []
    return [*_categories(old, new, after), *_counts(old, new)]


def _categories(old: Assessment, new: Assessment, after: State) -> Iterator[Text]:
    then = {place.element: place.category for place in old.iotssf}
    moved = [
        (place.element, then[place.element], place.category)
        for place in new.iotssf
        if place.element in then and then[place.element] != place.category
    ]
    model = after.evaluation.model
    for element, was, now in moved[:_MOST_NAMED]:
        yield Text(en="category of {name}: {was} → {now}", ja="{name}のカテゴリ: {was} → {now}").fill(
            name=model.label(element), was=_said(was), now=_said(now)
        )
    if len(moved) > _MOST_NAMED:
        more = len(moved) - _MOST_NAMED
        yield Text(en="{more} more categories change", ja="ほかに{more}件のカテゴリが変化").fill(more=f"{more:,}")


def _said(category: int | None) -> Text:
    return _UNRATED if category is None else Text.of(str(category))


def _counts(old: Assessment, new: Assessment) -> Iterator[Text]:
    requirements = len(new.requirements) - len(old.requirements)
    points = new.summary.open_points_total - old.summary.open_points_total
    if requirements:
        yield Text(en="requirements: {n}", ja="対策要件: {n}件").fill(n=f"{requirements:+,}")
    if points:
        yield Text(en="open points: {n}", ja="未対応事項: {n}件").fill(n=f"{points:+,}")
