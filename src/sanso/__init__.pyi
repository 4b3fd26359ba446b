from sanso.model.diagnostics import InputRefused
from sanso.model.process import Model
from sanso.model.text import Text
from sanso.verbs import (
    assess,
    attack,
    catalogue,
    check,
    compare_sectors,
    demo,
    diff,
    doctor,
    import_answers,
    import_ledger,
    iotssf,
    labels,
    layers,
    ledger,
    load,
    map,  # noqa: A004 -- the verb is called so
    new,
    perspectives,
    report,
    safety,
    schema,
    schemes,
    sectors,
    transcription,
)
from sanso.web.serving import serve

__all__ = [
    "InputRefused",
    "Model",
    "Text",
    "__version__",
    "assess",
    "attack",
    "catalogue",
    "check",
    "compare_sectors",
    "demo",
    "diff",
    "doctor",
    "import_answers",
    "import_ledger",
    "iotssf",
    "labels",
    "layers",
    "ledger",
    "load",
    "map",
    "new",
    "perspectives",
    "report",
    "safety",
    "schema",
    "schemes",
    "sectors",
    "serve",
    "transcription",
]

__version__: str
