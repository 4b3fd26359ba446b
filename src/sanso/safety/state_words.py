"""Free words of safe states and events, read through the catalogue."""

from __future__ import annotations

import re
import unicodedata

from sanso.catalogue import Catalogue
from sanso.catalogue.safety import SafeStateWord, SafetyEvent, by_words
from sanso.model.text import Text

__all__ = ["can_coincide", "event_text", "oppose", "state_of", "state_text", "stops"]

_SHORTEST = 3
_PIECES = re.compile(r"[,、;；/・]")


def state_of(text: str, catalogue: Catalogue) -> SafeStateWord | None:
    """Return the state that *text* names as a whole, by a piece of it, or else by the longest word in it; else None."""
    records = catalogue.safe_state_words.values()
    for piece in (text, *_PIECES.split(text)):
        found = by_words(piece, records)
        if found is not None:
            return found
    inside = [(len(word), record) for record in records for word in (record.id, *record.words) if _holds(text, word)]
    return max(inside, key=lambda pair: pair[0])[1] if inside else None


def _holds(text: str, word: str) -> bool:
    """Tell whether *text* holds *word*; Latin words as whole words of four letters or more."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    if not word.isascii():
        return len(word) > 1 and word in folded
    return len(word) > _SHORTEST and re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", folded) is not None


def state_text(text: str, catalogue: Catalogue) -> Text:
    """Return a stated state in both languages, as far as the catalogue knows the word."""
    return _worded(text, by_words(text, catalogue.safe_state_words.values()))


def event_text(text: str, catalogue: Catalogue) -> Text:
    """Return a stated event in both languages, as far as the catalogue knows the word."""
    return _worded(text, by_words(text, catalogue.safety_events.values()))


def _worded(text: str, record: SafeStateWord | SafetyEvent | None) -> Text:
    if record is None:
        return Text.of(text)
    return Text(en=text, ja=record.title.show("ja")) if text.isascii() else Text(en=record.title.show("en"), ja=text)


def oppose(one: SafeStateWord, other: SafeStateWord) -> bool:
    """Tell whether two states cannot hold at the same time; it is enough that one of them says so."""
    return other.id in one.opposes or one.id in other.opposes


def stops(text: str | None, catalogue: Catalogue) -> bool:
    """Tell whether the state that *text* names ends the service of its element; unknown words do not."""
    state = state_of(text, catalogue) if text else None
    return state is not None and state.stops


def can_coincide(one: str, other: str, catalogue: Catalogue) -> bool:
    """Tell whether two events can happen at the same time: always, unless the catalogue sets them apart."""
    first = by_words(one, catalogue.safety_events.values())
    second = by_words(other, catalogue.safety_events.values())
    if first is None or second is None:
        return True
    return not _apart(first, second)


def _apart(one: SafetyEvent, other: SafetyEvent) -> bool:
    return other.id in one.apart or one.id in other.apart
