r"""What the files of a model say, before it is interpreted: plain values as they were written.

Forms show and change these, so that ``3億円`` stays ``3億円`` and a bare name stays bare.

>>> held = {"m.yaml": b"sanso: 1\nid: m\npeople:\n  crew: {count: 3}\n"}
>>> value_at(written_in(held, "m.yaml"), ("people", "crew", "count"))
3
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sanso.model.editing.changes import ABSENT
from sanso.model.files import read_sources
from sanso.model.loading import paused_collection
from sanso.model.reading import Held
from sanso.model.sources import HEADER_KEYS, Sources

if TYPE_CHECKING:
    from sanso.verbs.state import State
    from sanso.web.states import Shown

__all__ = ["ABSENT", "place_text", "value_at", "written", "written_in", "written_of"]


def written_in(contents: Mapping[str, bytes], main: str) -> Sources:
    """Return what *contents* say."""
    with paused_collection():
        return read_sources(Path(main), Held(contents))


def written_of(state: State) -> Sources:
    """Return what the files of *state* say."""
    held = state.loaded.sources
    return held if held is not None else written_in(state.contents, state.main)


def written(shown: Shown) -> Sources:
    """Return what the files of a version say; read once for a version."""
    return shown.kept("written", lambda: written_of(shown.state))


def value_at(sources: Sources, path: tuple[str | int, ...]) -> Any:
    """Return the plain value at *path*, which begins with the section; ABSENT where nothing stands."""
    section, *rest = path
    value: Any
    if section == "confirmations":
        value = [entry.value for entry in sources.confirmations]
    elif section in HEADER_KEYS:
        value = sources.header[str(section)].value if section in sources.header else ABSENT
    elif not rest:
        value = {ident: entry.value for ident, entry in sources.keyed.get(str(section), {}).items()}
    else:
        entry = sources.keyed.get(str(section), {}).get(str(rest.pop(0)))
        value = entry.value if entry is not None else ABSENT
    for step in rest:
        if isinstance(value, dict) and step in value:
            value = value[str(step)]
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return ABSENT
    return value


def place_text(path: tuple[str | int, ...]) -> str:
    """Return a path as people read it: ``components/gps/site``."""
    return "/".join(map(str, path))
