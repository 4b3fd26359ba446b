"""Write the generated parts of the documentation: reference pages and pictures.

``python -m docs.generate`` writes what has changed; with ``--check`` it writes nothing and exits 1 where a page is
not up to date. Pages are pure functions of the code; pictures are what `sanso layers`,
``map`` and ``attack`` draw of the bus example on a fixed day, with a fixed seed; the trust gap is that of its evidence.

>>> sorted(PAGES)[:2]
['reference/api.md', 'reference/attack.md']
"""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from docs.pages import attack, catalogue, commands, diagnostics, interface, model, result, tables
from sanso import examples
from sanso.model.text import Language

if TYPE_CHECKING:
    from sanso.attack.result import AttackPath
    from sanso.verbs import Evaluation

__all__ = ["DAY", "LANGUAGES", "PAGES", "PICTURES", "WORLDS", "drawn", "main", "outdated", "write"]

HERE = Path(__file__).parent

PAGES: Mapping[str, Callable[[], str]] = MappingProxyType(
    {
        "reference/model.md": model.render,
        "reference/diagnostics.md": diagnostics.render,
        "reference/commands.md": commands.render,
        "reference/catalogue.md": catalogue.render,
        "reference/result.md": result.render,
        "reference/attack.md": attack.render,
        "reference/tables.md": tables.render,
        "reference/api.md": interface.render,
        "reference/openapi.json": interface.openapi,
    }
)
"""Every generated page by its path below this folder."""

DAY = "2026-11-01"
"""The day that the pictures show, so that they stay the same."""

WORLDS = 2_000
"""Years that are played for the pictures of the attack; attacker and seed are the defaults."""

LANGUAGES: tuple[Language, ...] = ("en", "ja")

PICTURES: Mapping[str, tuple[str, Language]] = MappingProxyType(
    {
        f"images/{name}-{lang}.svg": (name, lang)
        for name in ("layers", "map", "risk", "path", "curve", "gap")
        for lang in LANGUAGES
    }
)
"""Every picture with its name and language: the pictures of commands, then those of one attack."""


def drawn(model_file: Path) -> Iterator[tuple[str, str]]:
    """Yield every picture of *model_file* with its SVG; the attack is computed once for all of its pictures."""
    from sanso import verbs
    from sanso.analysis.attacking import harm_likelihoods
    from sanso.report.pictures import draw_curve, draw_layers, draw_map, draw_path, draw_trust_gap
    from sanso.verbs.transcription import transcription_evaluated

    made = verbs.evaluate(model_file, at=dt.date.fromisoformat(DAY))
    attacked = verbs.attack_evaluated(made, verbs.attack_options(made, worlds=WORLDS))
    proven = _proven(model_file)
    likely = harm_likelihoods(attacked.result)
    path = max(attacked.result.paths, key=_told)
    for picture, (name, lang) in PICTURES.items():
        if name == "layers":
            yield picture, draw_layers(made.model, made.assessment, lang, transcription_evaluated(made).result)
        elif name == "path":
            yield picture, draw_path(made.model, path, made.catalogue, lang)
        elif name == "curve":
            yield picture, draw_curve(attacked.result, lang)
        elif name == "gap":
            yield picture, draw_trust_gap(proven.model, proven.assessment, proven.catalogue, lang)
        else:
            odds = likely if name == "risk" else None
            yield picture, draw_map(made.model, made.assessment, made.catalogue, lang, odds)


def _proven(model_file: Path) -> Evaluation:
    """Assess *model_file* with the evidence of the example, on the last day of its story."""
    from sanso import verbs
    from sanso.verbs.evidence import Evidence

    evidence = Evidence(examples.evidence(examples.DEFAULT), examples.pins(examples.DEFAULT))
    return verbs.evaluate(model_file, at=examples.story_days(examples.DEFAULT)[-1], evidence=evidence)


def _told(path: AttackPath) -> tuple[int, float]:
    """Return what makes a path worth showing: over how many layers it leads, then how often it is the earliest."""
    return len({step.layer for step in path.steps} - {None}), path.share.value


def outdated(folder: Path = HERE) -> tuple[str, ...]:
    """Return the pages below *folder* that are not what the code gives."""
    return tuple(name for name, render in PAGES.items() if _read(folder / name) != render())


def write(folder: Path = HERE) -> tuple[Path, ...]:
    """Write pages and pictures below *folder*; return those that changed."""
    changed = [folder / name for name, render in PAGES.items() if _write(folder / name, render())]
    with tempfile.TemporaryDirectory() as place:
        model_file = _example(Path(place))
        changed += [folder / picture for picture, svg in drawn(model_file) if _write(folder / picture, svg)]
    return tuple(changed)


def _example(folder: Path) -> Path:
    for name, content in examples.files(examples.DEFAULT).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder / f"{examples.DEFAULT}.yaml"


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
