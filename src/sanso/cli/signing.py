"""The key with which a command signs: a file under a passphrase that the customer holds."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from sanso.cli.voice import Voice
    from sanso.envelope.keys import SoftKey

__all__ = ["KeyFile", "PassphraseFile", "key_from", "made_key", "passphrase_from"]

KeyFile = Annotated[
    Path | None,
    typer.Option(
        "--key", metavar="FILE", help="Private key (Ed25519) under a passphrase; ledger init and witness make it."
    ),
]
PassphraseFile = Annotated[
    Path | None,
    typer.Option(
        "--passphrase-file",
        metavar="FILE",
        help="File with the passphrase of the key; SANSO_PASSPHRASE or a question if absent.",
    ),
]


def key_from(path: Path | None, passphrase_file: Path | None, voice: Voice) -> SoftKey:
    """Return the key in the file *path*.

    Raises:
        Fault: no file is named, it cannot be read, or there is no passphrase.
        Malformed: it is no key, or the passphrase is not right.

    """
    from sanso.cli.faults import Fault
    from sanso.envelope.key_file import read_key

    if path is None:
        raise Fault("--key names the private key with which to sign", "--key で署名に使う秘密鍵を指定してください")
    raw = _read(path)
    return read_key(raw, passphrase_from(passphrase_file, voice))


def made_key(path: Path, passphrase_file: Path | None, voice: Voice) -> SoftKey:
    """Make a key (Ed25519), put it under a passphrase into the new file *path*, and say so.

    Raises:
        Fault: the file cannot be written, or there is no passphrase.
        Malformed: the passphrase is too short.

    """
    from sanso.cli.faults import writing_to
    from sanso.cli.plain import clean, complain
    from sanso.envelope.key_file import write_key
    from sanso.envelope.keys import new_key
    from sanso.verbs.writing import write_whole

    key = new_key("Ed25519")
    content = write_key(key, passphrase_from(passphrase_file, voice))
    with writing_to(path):
        write_whole(path, content)
    complain(
        voice(
            "made a new key: {path}. Keep the file and its passphrase; without them nothing can be signed.",
            "新しい鍵を作りました: {path}。ファイルとパスフレーズを保管してください。失うと署名できなくなります。",
            path=clean(path),
        )
    )
    return key


def passphrase_from(file: Path | None, voice: Voice) -> str:
    """Return the passphrase: the first line of *file*, SANSO_PASSPHRASE, or what is typed.

    Raises:
        Fault: there is none.

    """
    from getpass import getpass

    from sanso.cli.faults import Fault

    if file is not None:
        return _read(file).decode("utf-8", "replace").partition("\n")[0].removesuffix("\r")
    if (given := os.environ.get("SANSO_PASSPHRASE")) is not None:
        return given
    if not sys.stdin.isatty():
        raise Fault(
            "the passphrase of the key is missing: --passphrase-file, or SANSO_PASSPHRASE",
            "鍵のパスフレーズがありません。--passphrase-file か SANSO_PASSPHRASE で指定してください",
        )
    return getpass(voice("Passphrase of the key: ", "鍵のパスフレーズ: "))


def _read(path: Path) -> bytes:
    from sanso.cli.faults import Fault
    from sanso.model.problems import reason_text

    try:
        return path.read_bytes()
    except OSError as error:
        reason = reason_text(error)
        raise Fault(f"cannot read {path}: {reason.en}", f"{path} を読めません: {reason.ja}") from error
