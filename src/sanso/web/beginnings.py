"""What a workspace can begin with: the sample, a template of a sector, an empty model, a file on disk."""

from __future__ import annotations

from importlib.resources import files as resources

from sanso import examples
from sanso.model.text import Language
from sanso.verbs.beginning import starter_sectors
from sanso.workspace.files import Files

__all__ = ["EMPTY", "SAMPLE", "empty", "sample", "template"]

SAMPLE = examples.DEFAULT
EMPTY = "empty"


def sample(name: str = SAMPLE) -> tuple[str, Files]:
    """Return the name and the files of a worked example.

    Raises:
        KeyError: there is no such example.

    """
    return name, Files(f"{name}.yaml", examples.files(name))


def template(sector: str | None, lang: Language) -> Files:
    """Return the commented starter model of *sector*, or the general one.

    Raises:
        KeyError: there is no starter for *sector*.

    """
    if sector is not None and sector not in starter_sectors():
        raise KeyError(sector)
    path = resources("sanso.verbs") / "starter" / f"{sector or 'starter'}.{lang}.yaml"
    return Files("model.yaml", {"model.yaml": path.read_bytes()})


def empty(name: str) -> Files:
    """Return a model that holds nothing but its name."""
    from sanso.model.editing import write_model

    return Files("model.yaml", {"model.yaml": write_model({"sanso": 1, "id": "model", "name": name})})
