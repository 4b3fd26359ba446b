"""Device checks beside a model: begun, found, read, and completed by the labels that the model states."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING

from sanso.model.text import Text
from sanso.verbs.schemes import content_of, loaded_with
from sanso.verbs.writing import write_whole

if TYPE_CHECKING:
    from sanso.catalogue import Catalogue
    from sanso.model.process import Model
    from sanso.model.text import Language
    from sanso.trust.schemes.device_checks import DeviceCheck

__all__ = ["DEVICES", "ENDING", "check_file", "new_device_check", "read_check", "with_labels"]

DEVICES = "devices"
"""The folder of an evidence folder in which device checks stand."""
ENDING = ".device-check.yaml"
"""How the names of device checks end, after the id of the element."""
_MAX_BYTES = 2**20


def check_file(model: Path | str, element: str) -> Path:
    """Return where the device check of *element* stands: beside the model, named after the element."""
    return Path(model).parent / f"{element}{ENDING}"


def new_device_check(
    model: Path | str,
    element: str,
    lang: Language = "en",
    *,
    check: Path | str | None = None,
    catalogue: Catalogue | Path | str | None = None,
) -> Path:
    """Write a device check for *element* to fill in, and return its path.

    Raises:
        InputRefused: the model or the catalogue file has errors, or there is no such element.
        FileExistsError: there is one already.
        OSError: it cannot be written.

    """
    from sanso.trust.schemes.fill_in import fill_in_form

    content = content_of(catalogue)
    loaded_with(model, element, content)
    path = Path(check) if check is not None else check_file(model, element)
    if os.path.lexists(path):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    write_whole(path, fill_in_form(content, element, lang).encode())
    return path


def read_check(path: Path, content: Catalogue, element: str) -> DeviceCheck:
    """Return the device check of *element* in the file *path*.

    Raises:
        InputRefused: there is none, or it cannot be read; carries everything that is wrong with it.

    """
    from sanso.model.diagnostics import InputRefused, Place, diagnose
    from sanso.model.problems import reason_text
    from sanso.trust.schemes.device_checks import read_device_check

    name = str(path)
    try:
        if not path.is_file():
            code = "not-a-file" if path.exists() else "no-device-check"
            raise InputRefused([diagnose(code, Place(name), file=name)])
        if path.stat().st_size > _MAX_BYTES:
            hint = Text(en="a device check holds answers only", ja="機器チェックには回答だけを書きます。")
            limit = _MAX_BYTES // 2**20
            raise InputRefused([diagnose("file-too-large", Place(name), file=name, limit=limit, hint=hint)])
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputRefused([diagnose("not-utf8", Place(name), encoding="?")]) from error
    except (OSError, ValueError) as error:
        raise InputRefused([diagnose("unreadable-file", Place(name), file=name, reason=reason_text(error))]) from error
    return read_device_check(text, name, content, element=element)


def with_labels(check: DeviceCheck, model: Model, content: Catalogue) -> DeviceCheck:
    """Add the labels that confirmations of the model state for the element or its product."""
    from sanso.analysis.proof.device_claims import names_of_device
    from sanso.trust.schemes.device_checks import HeldLabel

    known = {
        f"{scheme.short}/{level.level}": (scheme.id, level.level)
        for scheme in content.schemes.values()
        for level in scheme.levels
    }
    named = names_of_device(model, check.element)
    more: list[HeldLabel] = []
    for one in model.confirmations:
        if one.subject in named and one.scheme in known and one.result != "failed":
            scheme, level = known[one.scheme]
            more.append(HeldLabel(scheme=scheme, level=level, until=one.valid_until))
    return check.model_copy(update={"labels": (*check.labels, *more)})
