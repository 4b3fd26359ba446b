"""The shipped examples as files in memory, and every entry that a form can edit."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from sanso import examples
from sanso.model.process import NAMED_SECTIONS
from sanso.model.sources import Sources
from sanso.web.editing.written import written_in

FOLDER = Path(examples.__file__).parent
NAMES = tuple(sorted(folder.name for folder in FOLDER.iterdir() if (folder / f"{folder.name}.yaml").is_file()))


@cache
def contents(name: str) -> dict[str, bytes]:
    """Return the files of an example."""
    folder = FOLDER / name
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.yaml")}


@cache
def sources(name: str) -> Sources:
    """Return what the files of an example say."""
    return written_in(contents(name), f"{name}.yaml")


def entries(name: str) -> Iterator[tuple[str, str]]:
    """Yield section and id of every entry of an example."""
    found = sources(name)
    for section in (*NAMED_SECTIONS, "measures"):
        for ident in found.keyed[section]:
            yield section, ident
    for index in range(len(found.confirmations)):
        yield "confirmations", str(index)
    for section in ("header", "criteria", "iotssf"):
        yield section, ""
