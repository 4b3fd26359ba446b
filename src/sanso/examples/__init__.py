"""The worked examples that ship with Sanso: whole value creation processes, ready to be copied and changed.

>>> "bus-operation" in names()
True
>>> sorted(files("bus-operation"))[0]
'bus-operation.yaml'
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from importlib.resources import as_file
from importlib.resources import files as resources
from importlib.resources.abc import Traversable

from sanso.model.loading import load
from sanso.model.text import Text

__all__ = ["DEFAULT", "about", "attacker", "evidence", "files", "names", "pins", "story_days"]

DEFAULT = "bus-operation"
"""The example that is shown when none is named."""

_ATTACKERS = {
    "incident-ukraine-grid-2015": "state",
    "incident-triton-2017": "state",
    "incident-jeep-2015": "state",
}
"""Whom an example is about, where it is not organised crime."""

_STORY = {
    "bus-operation": (
        "2026-10-05",
        "2026-10-12",
        "2026-10-19",
        "2026-10-26",
        "2026-11-02",
        "2026-11-06",
        "2026-11-09",
        "2026-11-16",
    )
}
"""Days on which the evidence of an example tells something new; each is a day with fresh status lists."""

_PINS = {
    "bus-operation": (
        "DB7T644ayRzUSn4xPsZnZm7hwYqRF8u_CfIFCTvRzY8",
        "QAjuImNgWvzzuDJw3x-OqKSLz9F_26GlbiPX25qS3F0",
    )
}
"""Root keys of the trust list of an example: demo keys of nobody."""

_ENDINGS = (".yaml", ".jsonl", ".json", ".md")
_EVIDENCE = "evidence"
_EVIDENCE_ENDINGS = (".json", ".jwt", ".proof", ".md", ".csv")


def names() -> tuple[str, ...]:
    """Name the examples, the default one first."""
    found = (
        folder.name for folder in resources(__name__).iterdir() if folder.joinpath(f"{folder.name}.yaml").is_file()
    )
    return tuple(sorted(found, key=lambda name: (name != DEFAULT, name)))


def files(name: str) -> dict[str, bytes]:
    """Return the files of the example called *name*, by their path inside its folder; its evidence is apart.

    Raises:
        KeyError: there is no such example.

    """
    if name not in names():
        raise KeyError(name)
    found = sorted(_walk(resources(__name__) / name, "", _ENDINGS))
    return {path: file.read_bytes() for path, file in found if not path.startswith(f"{_EVIDENCE}/")}


def evidence(name: str) -> dict[str, bytes]:
    """Return the signed evidence that ships with an example, by path inside its evidence folder; empty: there is none.

    Raises:
        KeyError: there is no such example.

    """
    if name not in names():
        raise KeyError(name)
    folder = resources(__name__) / name / _EVIDENCE
    if not folder.is_dir():
        return {}
    return {path: file.read_bytes() for path, file in sorted(_walk(folder, "", _EVIDENCE_ENDINGS))}


def _walk(folder: Traversable, before: str, endings: tuple[str, ...]) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _walk(entry, f"{before}{entry.name}/", endings)
        elif entry.name.endswith(endings):
            yield before + entry.name, entry


def about(name: str) -> tuple[Text, Text]:
    """Return the name of the example and one sentence about it.

    Raises:
        KeyError: there is no such example.

    """
    if name not in names():
        raise KeyError(name)
    with as_file(resources(__name__) / name) as folder:
        model = load(folder / f"{name}.yaml").model
    title = model.name if model is not None and model.name is not None else Text.of(name)
    description = model.description if model is not None else None
    return title, _first_sentence(description) if description is not None else title


def attacker(name: str) -> str:
    """Return the attacker of the catalogue whom the example called *name* is about."""
    return _ATTACKERS.get(name, "organised-crime")


def pins(name: str) -> tuple[str, ...]:
    """Return the thumbprints of keys that signed the trust list of the example called *name*."""
    return _PINS.get(name, ())


def story_days(name: str) -> tuple[dt.date, ...]:
    """Return the days that the evidence of the example called *name* tells of; none where it has no evidence."""
    return tuple(map(dt.date.fromisoformat, _STORY.get(name, ())))


def _first_sentence(text: Text) -> Text:
    english, stop, _ = text.show("en").partition(". ")
    japanese, mark, _ = text.show("ja").partition("。")
    return Text(en=english + stop.strip(), ja=japanese + mark)
