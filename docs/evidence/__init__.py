"""Makes the signed evidence folder of the bus example: trust lists, status lists, claims and log proofs.

Everything is invented. The keys come from secrets that stand in this source, so that anybody can make the same folder
again, byte by byte; **they are demo keys of nobody, and no list outside this example may ever name them**. The README
files and what is in ``files/`` are written by hand; claims name those files by digest.

``python -m docs.evidence`` writes what has changed; with ``--check`` it writes nothing and exits 1 where a file is not
up to date.

>>> from docs.evidence.cast import key
>>> key("lab").public == key("lab").public, key("lab").public == key("certifier").public
(True, False)
"""

from docs.evidence.making import FOLDER, made, main, outdated

__all__ = ["FOLDER", "made", "main", "outdated"]
