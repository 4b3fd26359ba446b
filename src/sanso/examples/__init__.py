"""The worked examples that ship with Sanso: whole value creation processes, ready to be copied and changed.

>>> "bus-operation" in names()
True
>>> sorted(files("bus-operation"))[0]
'bus-operation.yaml'
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import as_file
from importlib.resources import files as resources
from importlib.resources.abc import Traversable

from sanso.model.loading import load
from sanso.model.text import Text

__all__ = ["DEFAULT", "about", "attacker", "files", "names"]

DEFAULT = "bus-operation"
"""The example that is shown when none is named."""

_ATTACKERS = {
    "incident-ukraine-grid-2015": "state",
    "incident-triton-2017": "state",
    "incident-jeep-2015": "state",
}
"""Whom an example is about, where it is not organised crime."""

_ENDINGS = (".yaml", ".jsonl", ".json", ".md")


def names() -> tuple[str, ...]:
    """Name the examples, the default one first."""
    found = (
        folder.name for folder in resources(__name__).iterdir() if folder.joinpath(f"{folder.name}.yaml").is_file()
    )
    return tuple(sorted(found, key=lambda name: (name != DEFAULT, name)))


def files(name: str) -> dict[str, bytes]:
    """Return the files of the example called *name*, by their path inside its folder.

    Raises:
        KeyError: there is no such example.

    """
    if name not in names():
        raise KeyError(name)
    return {path: file.read_bytes() for path, file in sorted(_walk(resources(__name__) / name, ""))}


def _walk(folder: Traversable, before: str) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _walk(entry, f"{before}{entry.name}/")
        elif entry.name.endswith(_ENDINGS):
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


def _first_sentence(text: Text) -> Text:
    english, stop, _ = text.show("en").partition(". ")
    japanese, mark, _ = text.show("ja").partition("。")
    return Text(en=english + stop.strip(), ja=japanese + mark)
