"""The verbs of the command line as functions: load, check, assess, see, report, look up.

Everything is stated, nothing is proven: results say what the model states.

>>> import tempfile
>>> with tempfile.TemporaryDirectory() as folder:
...     model, schema_file = new(folder)
...     assessment = assess(model)
>>> assessment.model.id, len(assessment.summary.open_points)
('my-process', 10)
"""

from sanso.verbs.answers import import_answers
from sanso.verbs.assessing import Evaluation, assess, catalogue, check, evaluate, load, read
from sanso.verbs.attacking import attack, attack_evaluated, attack_options
from sanso.verbs.beginning import Demonstration, FolderTaken, demo, new, starter_sectors
from sanso.verbs.claim_checks import Verification, verify
from sanso.verbs.claims import DraftOrder, draft_claim
from sanso.verbs.comparing import Compared, compare, diff
from sanso.verbs.device_checks import check_file, new_device_check
from sanso.verbs.doctor import Check, Checkup, doctor
from sanso.verbs.importing import ImportReport, import_ledger, ledger_samples
from sanso.verbs.inbox import inbox
from sanso.verbs.inbox_report import InboxReport
from sanso.verbs.labels import Grounds
from sanso.verbs.ledger import LedgerOrder, LedgerResult, ledger
from sanso.verbs.perspectives import perspectives
from sanso.verbs.procedure import PROCEDURE_FILES, iotssf, iotssf_evaluated, write_iotssf
from sanso.verbs.requesting import MadeRequest, RequestOrder, request
from sanso.verbs.safety import bowtie, safety, safety_evaluated
from sanso.verbs.schemas import SCHEMAS, schema
from sanso.verbs.schemes import labels, schemes
from sanso.verbs.sectoring import compare_evaluated, compare_sectors, sectors, sectors_evaluated
from sanso.verbs.sharing import Presented, share
from sanso.verbs.showing import layers, map, report  # noqa: A004 -- the verb is called so
from sanso.verbs.transcription import transcription, transcription_evaluated
from sanso.verbs.writing import make_folder, write_all, write_whole

__all__ = [
    "PROCEDURE_FILES",
    "SCHEMAS",
    "Check",
    "Checkup",
    "Compared",
    "Demonstration",
    "DraftOrder",
    "Evaluation",
    "FolderTaken",
    "Grounds",
    "ImportReport",
    "InboxReport",
    "LedgerOrder",
    "LedgerResult",
    "MadeRequest",
    "Presented",
    "RequestOrder",
    "Verification",
    "assess",
    "attack",
    "attack_evaluated",
    "attack_options",
    "bowtie",
    "catalogue",
    "check",
    "check_file",
    "compare",
    "compare_evaluated",
    "compare_sectors",
    "demo",
    "diff",
    "doctor",
    "draft_claim",
    "evaluate",
    "import_answers",
    "import_ledger",
    "inbox",
    "iotssf",
    "iotssf_evaluated",
    "labels",
    "layers",
    "ledger",
    "ledger_samples",
    "load",
    "make_folder",
    "map",
    "new",
    "new_device_check",
    "perspectives",
    "read",
    "report",
    "request",
    "safety",
    "safety_evaluated",
    "schema",
    "schemes",
    "sectors",
    "sectors_evaluated",
    "share",
    "starter_sectors",
    "transcription",
    "transcription_evaluated",
    "verify",
    "write_all",
    "write_iotssf",
    "write_whole",
]
