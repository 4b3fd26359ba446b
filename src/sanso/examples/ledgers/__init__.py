"""Sample ledgers as people keep them: assets, suppliers, network connections of one small plant.

>>> list(files("ja"))
['assets.xlsx', 'suppliers.csv', 'network.xlsx']
"""

from __future__ import annotations

from importlib.resources import files as resources

from sanso.model.text import Language

__all__ = ["NAMES", "files"]

NAMES = ("assets.xlsx", "suppliers.csv", "network.xlsx")
"""In the order in which to import them: what is named later refers to what is listed earlier."""


def files(lang: Language) -> dict[str, bytes]:
    """Return the sample ledgers of *lang* by name."""
    folder = resources(__name__) / lang
    return {name: (folder / name).read_bytes() for name in NAMES}
