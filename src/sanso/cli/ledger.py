"""``sanso ledger``: the transparency log, its proofs, its witnesses, its audit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sanso.cli.options import AsJson, Lang
from sanso.cli.signing import KeyFile, PassphraseFile, Pkcs11Module

if TYPE_CHECKING:
    from sanso.cli.voice import Voice
    from sanso.envelope.keys import Signer
    from sanso.verbs.ledger import LedgerOrder, LedgerResult

__all__ = ["ledger"]

_ACTIONS = ("init", "append", "checkpoint", "prove", "witness", "audit")

Action = Annotated[
    str, typer.Argument(metavar="ACTION", help="What to do: init, append, checkpoint, prove, witness, audit.")
]
Folder = Annotated[Path, typer.Argument(metavar="LOG", help="Folder of the log, or a copy of it.")]
Files = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="FILE...",
        help="append, prove: what is logged; checkpoint: cosigned checkpoints to take in; audit: checkpoints that you "
        "kept from earlier.",
    ),
]
Name = Annotated[
    str, typer.Option("--name", metavar="NAME", help="init: name of the log, such as log.example.org; witness: yours.")
]
Kind = Annotated[
    str,
    typer.Option("--kind", metavar="KIND", help="What is logged: claim, withdrawal, trust-list or status-list."),
]
Store = Annotated[
    Path | None,
    typer.Option("--store", metavar="FOLDER", help="witness, audit: where what was seen and alarms are kept."),
]
Index = Annotated[int | None, typer.Option("--index", metavar="N", help="prove: the entry, counted from 0.")]
Cose = Annotated[bool, typer.Option("--cose", help="prove: as a COSE receipt (SCITT); needs the key of the log.")]
LogKey = Annotated[
    str, typer.Option("--log-key", metavar="KEY", help="witness, audit: key of the log that you know from elsewhere.")
]
Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Where to write checkpoint, proof or receipt.")]


def ledger(
    context: typer.Context,
    action: Action,
    folder: Folder,
    files: Files = None,
    *,
    key: KeyFile = None,
    passphrase_file: PassphraseFile = None,
    pkcs11_module: Pkcs11Module = None,
    name: Name = "",
    kind: Kind = "claim",
    store: Store = None,
    index: Index = None,
    cose: Cose = False,
    log_key: LogKey = "",
    out: Out = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Keep, prove, witness and audit a transparency log of claims, withdrawals and lists.

    The log holds digests only. Where a witness or an audit finds two stories or damage, the exit status is 1.
    """
    from sanso.cli.exit_codes import ExitCode
    from sanso.cli.faults import Fault, spare, unknown, writing_to
    from sanso.cli.running import voice_of
    from sanso.envelope.malformed import Malformed
    from sanso.verbs.ledger import ledger as done
    from sanso.verbs.writing import write_whole
    from sanso.workspace.errors import StoreError

    voice = voice_of(context, lang)
    if action not in _ACTIONS:
        raise unknown("action", "操作", action, _ACTIONS)
    _check(action, files or [], name, store, index)
    spare((key, passphrase_file, *(files or ())), (out,))
    try:
        signer = _key(action, key, passphrase_file, voice, pkcs11_module, cose=cose, taking=bool(files))
        order = _order(files or [], signer, (name, kind, log_key), store, index, receipt=cose)
        found = done(action, folder, order)  # type: ignore[arg-type]
    except Malformed as error:
        detail = f" ({error.detail})" if error.detail else ""
        raise Fault(error.text.show("en") + detail, error.text.show("ja") + detail, ExitCode.BAD_INPUT) from error
    except StoreError as error:
        raise Fault(error.text.show("en"), error.text.show("ja"), ExitCode.BAD_INPUT) from error
    except OSError as error:
        raise _unreadable(error) from error
    if out is not None and found.output:
        with writing_to(out):
            write_whole(out, found.output)
    _show(found, voice, out, as_json=as_json, binary=cose, key_known=bool(log_key))
    if not found.fine:
        raise typer.Exit(ExitCode.FINDINGS)


def _key(
    action: str,
    path: Path | None,
    passphrase_file: Path | None,
    voice: Voice,
    module: Path | None,
    *,
    cose: bool,
    taking: bool,
) -> Signer | None:
    from sanso.cli.signing import in_token, key_from, made_key

    if action in ("init", "witness") and path is not None and not in_token(path) and not path.exists():
        return made_key(path, passphrase_file, voice)
    needed = action in ("init", "witness") or (action == "checkpoint" and not taking) or (action == "prove" and cose)
    return key_from(path, passphrase_file, voice, module) if needed else None


def _order(
    files: list[Path],
    signer: Signer | None,
    words: tuple[str, str, str],
    store: Path | None,
    index: int | None,
    *,
    receipt: bool,
) -> LedgerOrder:
    """Return the order.

    Raises:
        Fault: there is no such kind.

    """
    from sanso.cli.faults import unknown
    from sanso.envelope.log_entries import KINDS
    from sanso.verbs.ledger import LedgerOrder

    name, kind, log_key = words
    if kind not in KINDS:
        raise unknown("kind", "種類", kind, KINDS)
    return LedgerOrder(files, signer, name, kind, store, index, receipt, log_key)


def _check(action: str, files: list[Path], name: str, store: Path | None, index: int | None) -> None:
    """Refuse what lacks a part.

    Raises:
        Fault: it does.

    """
    from sanso.cli.faults import Fault

    if action in ("init", "witness") and not name:
        raise Fault("name the log or the witness: --name", "--name で名前を指定してください")
    if action == "witness" and store is None:
        raise Fault(
            "name where the witness keeps what it saw: --store", "--store で保存先のフォルダーを指定してください"
        )
    if action == "append" and not files:
        raise Fault("name the files to log", "記録するファイルを指定してください")
    if action == "prove" and (index is None) != (len(files) == 1):
        raise Fault("name one file, or the entry: --index", "ファイルを一つ指定するか、--index で指定してください")


def _show(found: LedgerResult, voice: Voice, out: Path | None, *, as_json: bool, binary: bool, key_known: bool) -> None:
    from sanso.cli.plain import clean, clean_json, complain, say

    if as_json:
        from sanso.cli.show.ledger import ledger_json

        say(clean_json(ledger_json(found)))
        return
    from sanso.cli.show.ledger import show_ledger

    show_ledger(found, voice, key_known=key_known)
    if not found.output or found.action == "audit":
        return
    if out is not None:
        complain(voice("wrote {path}", "{path} を書き出しました", path=clean(out)))
    elif not binary:
        for line in found.output.decode().splitlines():
            say(clean(line))


def _unreadable(error: OSError) -> Exception:
    from sanso.cli.faults import Fault
    from sanso.model.problems import reason_text

    reason = reason_text(error)
    return Fault(f"cannot read {error.filename}: {reason.en}", f"{error.filename} を読めません: {reason.ja}")
