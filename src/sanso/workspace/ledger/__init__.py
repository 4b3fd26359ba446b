"""The transparency log on disk: its one writer, its readers, its witnesses and its audit.

>>> import tempfile
>>> from pathlib import Path
>>> from sanso.envelope.keys import SoftKey
>>> from sanso.envelope.notes import NoteKey
>>> key = SoftKey.from_secret("Ed25519", bytes(32))
>>> with tempfile.TemporaryDirectory() as folder:
...     with Log.create(Path(folder), NoteKey("log.example", key.public)) as log:
...         added, signed = log.append([b"one", b"two"]), log.checkpoint(key)
...     proof = LogReader(Path(folder)).prove(1)
>>> added, signed.checkpoint.size, len(proof.hashes)
(range(0, 2), 2, 1)
"""

from sanso.workspace.ledger.auditing import Audit, audit
from sanso.workspace.ledger.disk import Disk
from sanso.workspace.ledger.faults import LogBroken, LogBusy, LogForked
from sanso.workspace.ledger.log import Log
from sanso.workspace.ledger.reading import LogReader
from sanso.workspace.ledger.witness import Witness, Witnessed

__all__ = ["Audit", "Disk", "Log", "LogBroken", "LogBusy", "LogForked", "LogReader", "Witness", "Witnessed", "audit"]
