from sanso.model.diagnostics import InputRefused
from sanso.model.process import Model
from sanso.model.text import Text
from sanso.verbs import assess, attack, catalogue, check, demo, layers, load, map, new, report, schema  # noqa: A004

__all__ = [
    "InputRefused",
    "Model",
    "Text",
    "__version__",
    "assess",
    "attack",
    "catalogue",
    "check",
    "demo",
    "layers",
    "load",
    "map",
    "new",
    "report",
    "schema",
]

__version__: str
