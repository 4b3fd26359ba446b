r"""Change the files of a model as text: what is not changed stays byte for byte, comments and all.

>>> import tempfile
>>> from pathlib import Path
>>> with tempfile.TemporaryDirectory() as folder:
...     path = Path(folder, "m.yaml")
...     _ = path.write_text("sanso: 1\nid: m   # mine\npeople:\n  crew: {count: 3}\n")
...     made = edit(path, [Put(("people", "crew", "count"), 4), Put(("people", "guests"), {"count": 20})])
>>> print(made[path].decode(), end="")
sanso: 1
id: m   # mine
people:
  crew: {count: 4}
  guests: {count: 20}
"""

from sanso.model.editing.changes import Change, Drop, Put
from sanso.model.editing.editing import edit
from sanso.model.editing.emitting import write_model

__all__ = ["Change", "Drop", "Put", "edit", "write_model"]
