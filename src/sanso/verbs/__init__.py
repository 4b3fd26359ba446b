"""The verbs of the command line as functions: load, check, assess, see, report, look up.

Everything is stated, nothing is proven: results say what the model states.

>>> import tempfile
>>> with tempfile.TemporaryDirectory() as folder:
...     model, schema_file = new(folder)
...     assessment = assess(model)
>>> assessment.model.id, len(assessment.summary.open_points)
('my-process', 10)
"""

from sanso.verbs.assessing import Evaluation, assess, catalogue, check, evaluate, load, read
from sanso.verbs.attacking import attack, attack_evaluated, attack_options
from sanso.verbs.beginning import Demonstration, FolderTaken, demo, new
from sanso.verbs.schemas import SCHEMAS, schema
from sanso.verbs.showing import layers, map, report  # noqa: A004 -- the verb is called so
from sanso.verbs.writing import make_folder, write_whole

__all__ = [
    "SCHEMAS",
    "Demonstration",
    "Evaluation",
    "FolderTaken",
    "assess",
    "attack",
    "attack_evaluated",
    "attack_options",
    "catalogue",
    "check",
    "demo",
    "evaluate",
    "layers",
    "load",
    "make_folder",
    "map",
    "new",
    "read",
    "report",
    "schema",
    "write_whole",
]
