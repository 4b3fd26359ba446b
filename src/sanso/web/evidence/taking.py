"""Files given as evidence, sorted into the folders of an evidence folder by their names or by what they hold.

>>> found = placed([("mine/status/a.jwt", b"x"), ("mine/README.md", b"# Evidence")])
>>> list(found.contents), found.left_out
(['status/a.jwt'], ('README.md',))
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from sanso.model.diagnostics import printable
from sanso.model.text import Text
from sanso.verbs.device_checks import DEVICES, ENDING
from sanso.web.security.uploads import Given, members_of
from sanso.workspace.files import MAX_PATH

__all__ = ["FOLDERS", "TakenEvidence", "kind_of", "placed", "take_evidence"]

FOLDERS = ("trust", "status", "claims", "proofs", "files", "relays", "derived", "devices")
"""The folders of an evidence folder."""
_LOOSE = frozenset({"subjects.json"})
_PASSED_OVER = frozenset({"readme.md", "readme.ja.md", ".ds_store", "thumbs.db", "desktop.ini"})
_TOKEN = re.compile(rb"[\w-]+\.[\w-]+\.[\w-]+")
_PROOF = b"c2sp.org/tlog-proof@"
_LONGEST_NAME = 200
_LARGEST_TOKEN = 8 * 2**20


@dataclass(frozen=True, slots=True)
class TakenEvidence:
    """What came of it: contents by path, or why they were refused; *left_out* does not belong to evidence."""

    contents: dict[str, bytes] = field(default_factory=dict)
    refused: tuple[Text, ...] = ()
    left_out: tuple[str, ...] = ()


def take_evidence(given: Sequence[Given]) -> TakenEvidence:
    """Return the files among *given*, a zip of an evidence folder or single files, by their places."""
    if not given:
        return TakenEvidence(refused=(Text(en="No file was given.", ja="ファイルが指定されていません。"),))
    members = members_of(given)
    return TakenEvidence(refused=members.refused) if members.refused else placed(members.files)


def placed(members: Sequence[tuple[str, bytes]]) -> TakenEvidence:
    """Return *members* by their places; nothing is refused but two files for one place."""
    bare = _below_one_folder(members)
    contents: dict[str, bytes] = {}
    left_out = []
    for name, content in bare:
        path = _place(name, content)
        if path is None:
            left_out.append(name)
        elif len(path) > MAX_PATH or (path in contents and contents[path] != content):
            shown = printable(path, 80)
            said = Text(
                en=f"{shown}: given twice, or too long a name",
                ja=f"{shown}: 同名のファイルが複数あるか、名前が長すぎます",
            )
            return TakenEvidence(refused=(said,))
        else:
            contents[path] = content
    if not contents:
        said = Text(en="There is no evidence among the files.", ja="証跡として扱えるファイルがありません。")
        return TakenEvidence(refused=(said,), left_out=tuple(left_out))
    return TakenEvidence(dict(sorted(contents.items())), left_out=tuple(left_out))


def kind_of(content: bytes) -> str:
    """Return the folder that *content* belongs to by what it holds: trust, status, claims, proofs or files."""
    head = content[:_LARGEST_TOKEN].strip()
    if head.startswith(_PROOF):
        return "proofs"
    if head.startswith(b"{") and b'"application/vnd.sanso.trust-list+json"' in head:
        return "trust"
    token, tilde, _ = head.partition(b"~")
    if _TOKEN.fullmatch(token) and len(content) <= _LARGEST_TOKEN:
        return "claims" if tilde or not _is_status(token) else "status"
    return "files"


def _is_status(token: bytes) -> bool:
    from sanso.envelope.malformed import Malformed
    from sanso.trust.lists.status_list import read_status

    try:
        read_status(token.decode("ascii", "replace"))
    except Malformed:
        return False
    return True


def _place(name: str, content: bytes) -> str | None:
    path = PurePosixPath(name)
    if path.name.lower() in _PASSED_OVER or "__MACOSX" in path.parts or not content:
        return None
    if (path.parts[0] in FOLDERS and len(path.parts) > 1) or name in _LOOSE:
        return name
    if len(path.parts) > 1:
        return f"files/{name}"
    if path.name.endswith(ENDING):
        return f"{DEVICES}/{path.name}"
    kind = kind_of(content)
    if kind == "files":
        return f"files/{path.name[-_LONGEST_NAME:]}"
    ending = {"trust": ".json", "proofs": ".proof"}.get(kind, ".jwt")
    return f"{kind}/{path.stem[:_LONGEST_NAME]}{ending}"


def _below_one_folder(members: Sequence[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """Take away the one folder in which all of them stand, unless it is one of an evidence folder itself."""
    tops = {name.partition("/")[0] for name, _ in members if not name.startswith("__MACOSX/")}
    nested = all("/" in name for name, _ in members)
    if len(tops) != 1 or not nested or tops & set(FOLDERS):
        return list(members)
    return [(name.partition("/")[2], content) for name, content in members if not name.startswith("__MACOSX/")]
