"""Write the generated parts of the documentation: reference pages and pictures.

``python -m docs.generate`` writes what has changed; with ``--check`` it writes nothing and exits 1 where a page is
not up to date. Pages are pure functions of the code; pictures are made by the commands that are listed here.

>>> sorted(PAGES)[:2]
['reference/catalogue.md', 'reference/commands.md']
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from docs.pages import catalogue, commands, diagnostics, model, result, tables
from sanso import examples

__all__ = ["DAY", "PAGES", "PICTURES", "main", "outdated", "picture_command", "write"]

HERE = Path(__file__).parent

PAGES: Mapping[str, Callable[[], str]] = MappingProxyType(
    {
        "reference/model.md": model.render,
        "reference/diagnostics.md": diagnostics.render,
        "reference/commands.md": commands.render,
        "reference/catalogue.md": catalogue.render,
        "reference/result.md": result.render,
        "reference/tables.md": tables.render,
    }
)
"""Every generated page by its path below this folder."""

DAY = "2026-11-01"
"""The day that the pictures show, so that they stay the same."""

PICTURES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {f"images/{verb}-{lang}.svg": (verb, lang) for verb in ("layers", "map") for lang in ("en", "ja")}
)
"""Every picture with the command and the language that draw it."""


def picture_command(picture: str, model_file: Path, out: Path) -> list[str]:
    """Return the command that draws *picture*: ``sanso layers FILE --svg OUT …``."""
    verb, lang = PICTURES[picture]
    return ["sanso", verb, str(model_file), "--svg", str(out), "--at", DAY, "--lang", lang]


def outdated(folder: Path = HERE) -> tuple[str, ...]:
    """Return the pages below *folder* that are not what the code gives."""
    return tuple(name for name, render in PAGES.items() if _read(folder / name) != render())


def write(folder: Path = HERE) -> tuple[Path, ...]:
    """Write pages and pictures below *folder*; return those that changed."""
    changed = [folder / name for name, render in PAGES.items() if _write(folder / name, render())]
    with tempfile.TemporaryDirectory() as place:
        model_file = _example(Path(place))
        for picture in PICTURES:
            drawn = Path(place) / "drawn.svg"
            _run(picture_command(picture, model_file, drawn))
            if _write(folder / picture, drawn.read_text(encoding="utf-8")):
                changed.append(folder / picture)
    return tuple(changed)


def _example(folder: Path) -> Path:
    for name, content in examples.files(examples.DEFAULT).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder / f"{examples.DEFAULT}.yaml"


def _run(command: Sequence[str]) -> None:
    subprocess.run(  # noqa: S603 -- our own command
        [sys.executable, "-m", "sanso.cli", *command[1:]], check=True, stdout=subprocess.DEVNULL
    )


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _write(path: Path, text: str) -> bool:
    if _read(path) == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return True


def main(arguments: Sequence[str]) -> int:
    """Run the generator and return its exit status."""
    if "--check" in arguments:
        stale = outdated()
        sys.stderr.writelines(f"not up to date: {name}\n" for name in stale)
        return 1 if stale else 0
    sys.stdout.writelines(f"{path}\n" for path in write())
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
