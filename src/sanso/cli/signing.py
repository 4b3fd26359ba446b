"""The key with which a command signs: a file under a passphrase that the customer holds, or a key in a token."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from contextlib import ExitStack

    from sanso.cli.voice import Voice
    from sanso.envelope.keys import PublicKey, Signer, SoftKey
    from sanso.envelope.token_key import TokenKey

__all__ = ["KeyFile", "PassphraseFile", "Pkcs11Module", "in_token", "key_from", "made_key", "passphrase_from"]

KeyFile = Annotated[
    Path | None,
    typer.Option(
        "--key",
        metavar="FILE",
        help="Private key (Ed25519) under a passphrase, or pkcs11:token=…;object=…; init and witness make the file.",
    ),
]
PassphraseFile = Annotated[
    Path | None,
    typer.Option(
        "--passphrase-file",
        metavar="FILE",
        help="File with the passphrase of the key, or PIN of the token; SANSO_PASSPHRASE or a question if absent.",
    ),
]
Pkcs11Module = Annotated[
    Path | None,
    typer.Option(
        "--pkcs11-module",
        metavar="PATH",
        help="Library of the token that --key names (pkcs11:…); SANSO_PKCS11_MODULE if absent.",
    ),
]


def in_token(path: Path | None) -> bool:
    """Return whether *path* names a key in a token, not a file."""
    from sanso.envelope.token_uri import is_token_uri

    return path is not None and is_token_uri(str(path))


def key_from(path: Path | None, passphrase_file: Path | None, voice: Voice, module: Path | None = None) -> Signer:
    """Return the key in the file *path*, or the one in the token that it names, reached by the library *module*.

    Raises:
        Fault: no key is named, a file cannot be read, there is no passphrase, or no library for the token.
        Malformed: it is no key, the passphrase is not right, or the token refuses.

    """
    from sanso.cli.faults import Fault
    from sanso.envelope.key_file import read_key

    if path is None:
        raise Fault("--key names the private key with which to sign", "--key で署名に使う秘密鍵を指定してください")
    if in_token(path):
        return _token_key(str(path), passphrase_file, voice, module)
    if module is not None:
        raise Fault(
            "--pkcs11-module goes with --key pkcs11:token=…;object=…",
            "--pkcs11-module は --key pkcs11:token=…;object=… と併せて使います",
        )
    raw = _read(path)
    return read_key(raw, passphrase_from(passphrase_file, voice))


class _HeldKey:
    """A key in a token whose session stays open for as long as the key is in use."""

    __slots__ = ("__weakref__", "_key", "public")

    def __init__(self, key: TokenKey, session: ExitStack) -> None:
        import weakref

        self._key = key
        self.public: PublicKey = key.public
        weakref.finalize(self, session.close)

    def sign(self, message: bytes) -> bytes:
        """Return the 64 bytes of the signature over *message*."""
        return self._key.sign(message)


def _token_key(uri: str, passphrase_file: Path | None, voice: Voice, module: Path | None) -> Signer:
    from contextlib import ExitStack

    from sanso.cli.faults import Fault
    from sanso.envelope.token_key import token_key
    from sanso.envelope.token_uri import read_token_uri

    named = read_token_uri(uri)
    library = str(module or "") or os.environ.get("SANSO_PKCS11_MODULE", "") or named.module
    if not library:
        raise Fault(
            "name the library of the token: --pkcs11-module, or SANSO_PKCS11_MODULE",
            "トークンのライブラリーを --pkcs11-module か SANSO_PKCS11_MODULE で指定してください",
        )
    if not Path(library).is_file():
        raise Fault(f"there is no PKCS#11 library {library}", f"PKCS#11 のライブラリー {library} がありません")
    pin = passphrase_from(passphrase_file, voice, token=True)
    session = ExitStack()
    return _HeldKey(session.enter_context(token_key(library, token=named.token, pin=pin, label=named.label)), session)


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


def passphrase_from(file: Path | None, voice: Voice, *, token: bool = False) -> str:
    """Return the passphrase, or the PIN of a *token*: the first line of *file*, SANSO_PASSPHRASE, or what is typed.

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
        what_en, what_ja = (
            ("PIN of the token", "トークンの PIN") if token else ("passphrase of the key", "鍵のパスフレーズ")
        )
        raise Fault(
            f"the {what_en} is missing: --passphrase-file, or SANSO_PASSPHRASE",
            f"{what_ja}がありません。--passphrase-file か SANSO_PASSPHRASE で指定してください",
        )
    if token:
        return getpass(voice("PIN of the token: ", "トークンの PIN: "))
    return getpass(voice("Passphrase of the key: ", "鍵のパスフレーズ: "))


def _read(path: Path) -> bytes:
    from sanso.cli.faults import Fault
    from sanso.model.problems import reason_text

    try:
        return path.read_bytes()
    except OSError as error:
        reason = reason_text(error)
        raise Fault(f"cannot read {path}: {reason.en}", f"{path} を読めません: {reason.ja}") from error
