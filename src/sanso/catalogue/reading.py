"""Files of the catalogue as raw records: the built-in ones and a user's own.

Built-in files give provenance once per kind (``provenance``); their records repeat only what differs.
Nothing is checked here beyond syntax and shape.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from sanso.model.diagnostics import Diagnostic, InputRefused, Place, diagnose, has_errors
from sanso.model.text import Text
from sanso.model.yaml_reader import Mapped, locate, read_yaml

__all__ = ["MAX_BYTES", "Raw", "UserFile", "builtin_raw", "read_user_file"]

MAX_BYTES = 4 * 2**20

Raw = dict[str, dict[str, dict[str, Any]]]
"""``{kind: {id: {field: value}}}``."""

_FILES = (
    "framework",
    "requirements",
    "incidents",
    "connections",
    "iotssf",
    "scales",
    "sectors",
    "sectors_items",
    "data_categories",
    "schemes/registry",
    "schemes/facts",
    "schemes/en_303_645",
    "schemes/items",
    "schemes/recognition",
    "duties",
    "asking",
    "attack",
    "attack_steps",
    "attack_defences",
    "safety",
    "transcription",
)


@dataclass(frozen=True, slots=True)
class UserFile:
    """A user's catalogue file: what it says, and where."""

    name: str
    document: Mapping[str, Any]
    warnings: tuple[Diagnostic, ...] = ()

    def place(self, steps: tuple[str | int, ...], *, key: bool = False) -> Place:
        """Return the place of the deepest part of *steps* that the file has; the whole file where it has none."""
        if not steps or steps[0] not in self.document:
            return Place(self.name)
        return Place(self.name, *locate(self.document, steps, key=key))


@cache
def builtin_raw() -> Raw:
    """Return the raw records of the built-in files with their provenance filled in; not to be changed.

    The first of the records of kind ``vulnerabilities`` is a pattern only: these are generated.
    """
    raw: Raw = {}
    folder = files("sanso.catalogue") / "data"
    for name in _FILES:
        text = (folder / f"{name}.yaml").read_text(encoding="utf-8")
        document, found = read_yaml(text, f"{name}.yaml")
        if found:
            raise InputRefused(found)
        for kind, common in document["provenance"].items():
            entries = document.get(kind, {"": {}})
            own = {ident: _with_provenance(common, entry) for ident, entry in entries.items()}
            raw.setdefault(kind, {}).update(own)
    return raw


def _with_provenance(common: Mapping[str, Any], entry: Mapping[str, Any]) -> dict[str, Any]:
    fields = {**common.get("fields", {}), **entry.get("fields", {})}
    return {**common, **entry, "fields": fields}


def read_user_file(path: Path) -> UserFile:
    """Read a user's catalogue file.

    Raises:
        InputRefused: there is no such file, it is too large, not text, not YAML or not a mapping.

    """
    name = str(path)
    text = _text(path, name)
    document, found = read_yaml(text, name)
    if has_errors(found):
        raise InputRefused(found)
    if not isinstance(document, Mapped):
        raise InputRefused([diagnose("not-a-catalogue", Place(name), file=name)])
    return UserFile(name, document, tuple(found))


def _text(path: Path, name: str) -> str:
    try:
        if not path.is_file():
            code = "not-a-file" if path.exists() else "missing-file"
            raise InputRefused([diagnose(code, Place(name), file=name)])
        if path.stat().st_size > MAX_BYTES:
            hint = Text(
                en="a catalogue file holds only what differs from the built-in content",
                ja="カタログファイルには、組み込みの内容と異なる部分だけを書きます。",
            )
            raise InputRefused(
                [diagnose("file-too-large", Place(name), file=name, limit=MAX_BYTES // 2**20, hint=hint)]
            )
        data = path.read_bytes()
    except OSError as error:
        raise InputRefused(
            [diagnose("unreadable-file", Place(name), file=name, reason=error.strerror or "")]
        ) from error
    except ValueError as error:
        raise InputRefused([diagnose("missing-file", Place(name), file=name)]) from error
    if b"\0" in data:
        raise InputRefused([diagnose("nul-byte", Place(name, data.count(b"\n", 0, data.index(b"\0")) + 1, 1))])
    if data.startswith(b"\xef\xbb\xbf"):
        raise InputRefused([diagnose("byte-order-mark", Place(name, 1, 1))])
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputRefused([diagnose("not-utf8", Place(name, line, 1), encoding="?")]) from error
