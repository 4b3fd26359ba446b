"""Take in what partners send: verify it, find out what of the own model it is about, keep what counts.

What is kept depends on the file, the lists and the clock alone, never on what came before it: the order in which files
come makes no difference, and the same file twice is no change. Nothing that is kept is ever taken away; a newer claim
takes the place of an older one where they are judged together.

>>> from pathlib import Path
>>> inbox([Path("nowhere.jwt")], Path("model.yaml"))
Traceback (most recent call last):
    ...
FileNotFoundError: [Errno 2] No such file or directory: 'nowhere.jwt'
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sanso.model.text import Text
from sanso.verbs.assessing import catalogue as load_content
from sanso.verbs.assessing import evaluate
from sanso.verbs.assessing import read as read_model
from sanso.verbs.inbox_desk import Desk
from sanso.verbs.inbox_files import folder_grounds, folder_map, held_files, incoming
from sanso.verbs.inbox_gains import gains_of
from sanso.verbs.inbox_report import InboxReport
from sanso.verbs.labels import Grounds, verifier_of
from sanso.verbs.writing import write_all

if TYPE_CHECKING:
    from sanso.catalogue import Catalogue

__all__ = ["inbox"]

_NO_LIST = Text(
    en="there is no trust list: name one with --trust, or put it into the folder trust of the evidence",
    ja="トラストリストがありません。--trust で指定するか、証跡フォルダーの trust に置いてください",
)


def inbox(
    files: Sequence[Path],
    model: Path | str,
    grounds: Grounds | None = None,
    into: Path | None = None,
    said: Mapping[str, str] | None = None,
    *,
    catalogue: Catalogue | Path | str | None = None,
) -> InboxReport:
    """Return what *files* of partners are worth for *model*, and keep what counts in the evidence folder *into*.

    *said* names the element of the model for a subject that partners call otherwise; it is remembered in the folder.
    Trust and status lists are those of the folder and those of *grounds*. Without *into* nothing is written.

    Raises:
        InputRefused: the model or the catalogue file has errors.
        Malformed: there is no trust list, one at hand is not what it should be, or *said* names nothing of the model.
        OSError: a file cannot be read or written; nothing was written then.

    """
    from sanso.envelope.malformed import Malformed

    came = incoming(files)
    content = load_content(catalogue) if catalogue is None or isinstance(catalogue, (str, Path)) else catalogue
    loaded = read_model(model, content)
    held = held_files(into) if into is not None else []
    named, statuses = folder_grounds(held, grounds or Grounds())
    if not named.trust:
        raise Malformed("inbox-trust", _NO_LIST)
    made = evaluate(loaded, catalogue=content, at=named.day)
    desk = Desk(verifier_of(named), made, folder_map(into), held, came, said or {})
    desk.take_statuses(statuses)
    taken = desk.look()
    written: tuple[Path, ...] = ()
    gains = None
    if into is not None and any(one.state == "taken" for one in taken):
        contents = desk.to_keep(into, named.trust)
        day, now = made.assessment.model.at, desk.verifier.now
        gains = gains_of(loaded, content, into, contents, day=day, now=now, pins=named.pins)
        write_all(contents)
        written = tuple(contents)
    return InboxReport(desk.verifier.now, desk.verifier.trusted, bool(named.pins), taken, written, gains)
