"""``sanso serve``: Sanso in the browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sanso.cli.options import AsJson, Lang

if TYPE_CHECKING:
    from sanso.cli.voice import Voice

__all__ = ["serve"]

File = Annotated[
    Path | None,
    typer.Argument(metavar="FILE", help="Model file to open; changes are written back to it. A sample if absent."),
]
Port = Annotated[int | None, typer.Option("--port", metavar="N", min=1, max=65535, help="Port to listen on.")]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help="Do not open a browser.")]
Data = Annotated[
    Path | None,
    typer.Option("--data", metavar="DIR", help="Folder of what is kept; the user's own data folder if absent."),
]
Workers = Annotated[
    int, typer.Option("--workers", metavar="N", min=1, max=64, help="Processes of a server (with SANSO_DATABASE_URL).")
]
Host = Annotated[
    str, typer.Option("--host", metavar="ADDRESS", help="Address a server listens on; loopback if absent.")
]

Log = Annotated[
    Path | None,
    typer.Option("--log", metavar="DIR", help="Folder of a log to show to everybody under /log (SANSO_LOG)."),
]
Labels = Annotated[
    Path | None,
    typer.Option(
        "--labels",
        metavar="DIR",
        help="Folder with trust/ and status/ that the page of labels, /l, checks against (SANSO_LABELS).",
    ),
]


def serve(
    context: typer.Context,
    *,
    file: File = None,
    port: Port = None,
    no_browser: NoBrowser = False,
    data: Data = None,
    workers: Workers = 1,
    host: Host = "127.0.0.1",
    log: Log = None,
    labels: Labels = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Open Sanso in the browser, on this machine only; Ctrl-C ends it and nothing is lost.

    With SANSO_DATABASE_URL and SANSO_ADDRESS in the environment it runs as a server for organizations.
    """
    import os

    from sanso.cli.faults import Fault
    from sanso.cli.running import voice_of
    from sanso.web.serving import NotConfigured, PortTaken, data_folder

    voice = voice_of(context, lang)
    folder = data if data is not None else data_folder()
    for name, place in (("SANSO_LOG", log), ("SANSO_LABELS", labels)):
        if place is not None:
            os.environ[name] = str(_folder(place))  # workers of a server read it from there too
    try:
        if os.environ.get("SANSO_DATABASE_URL"):
            _serve_organizations(voice, folder, port, host, workers, file, as_json=as_json)
        else:
            _serve_here(voice, folder, port, file, host, workers, browser=not no_browser, as_json=as_json)
    except PortTaken as error:
        raise Fault(
            f"port {error.port} is taken by another program; choose another with --port",
            f"ポート {error.port} は他のプログラムが使用中です。--port で別の番号を指定してください",
        ) from None
    except NotConfigured as error:
        raise Fault(
            f"a server needs {error.name} in its environment; see docs/security.md",
            f"サーバーとして動かすには環境変数 {error.name} が必要です。docs/security.ja.md を参照してください",
        ) from None


def _folder(place: Path) -> Path:
    """Return *place*, which must be a folder."""
    from sanso.cli.faults import Fault

    if not place.is_dir():
        raise Fault(f"there is no folder {place}", f"フォルダー {place} がありません")
    return place.resolve()


def _serve_here(
    voice: Voice,
    folder: Path,
    port: int | None,
    file: Path | None,
    host: str,
    workers: int,
    *,
    browser: bool,
    as_json: bool,
) -> None:
    import contextlib
    import webbrowser

    from sanso.cli.faults import Fault
    from sanso.web.serving import serve
    from sanso.workspace.errors import StoreError

    if host not in ("127.0.0.1", "localhost") or workers != 1:
        raise Fault(
            "--host and --workers are for a server: set SANSO_DATABASE_URL and SANSO_ADDRESS",
            "--host と --workers はサーバー用です。SANSO_DATABASE_URL と SANSO_ADDRESS を設定してください",
        )
    if file is not None and not file.is_file():
        raise Fault(f"there is no file {file}", f"ファイル {file} がありません")
    try:
        with contextlib.suppress(KeyboardInterrupt):  # that is how one ends it
            serve(
                file,
                port=port,
                data=folder,
                lang=voice.lang,
                on_address=lambda address: _tell(voice, address, folder, as_json=as_json),
                on_ready=webbrowser.open if browser else None,
            )
    except StoreError as error:
        raise Fault(error.text.show("en"), error.text.show("ja")) from error


def _tell(voice: Voice, address: str, folder: Path | None, *, as_json: bool) -> None:
    """Print the address before anything else takes time."""
    import json
    import sys

    from sanso.cli.plain import clean, clean_json, say

    if as_json:
        say(
            clean_json(
                json.dumps({"address": address, "data": None if folder is None else str(folder)}, ensure_ascii=False)
            )
        )
    else:
        say(voice("Sanso is at {address}", "Sanso のアドレス: {address}", address=address))
    if not as_json and folder is not None:
        kept = clean(folder)
        say(
            voice(
                "Ctrl-C ends it. What is kept is in {folder}",
                "Ctrl-C で終了します。データの保存先: {folder}",
                folder=kept,
            )
        )
    sys.stdout.flush()


def _serve_organizations(
    voice: Voice, folder: Path, port: int | None, host: str, workers: int, file: Path | None, *, as_json: bool
) -> None:
    import contextlib

    from sanso.cli.faults import Fault
    from sanso.cli.plain import say
    from sanso.web.serving import bound, prepare_server, run_server, server_settings
    from sanso.web.settings import DEFAULT_PORT
    from sanso.workspace.errors import StoreError

    if file is not None:
        raise Fault(
            "a server keeps its models in the database; upload the file in the browser",
            "サーバーではモデルをデータベースに保存します。ファイルはブラウザーからアップロードしてください",
        )
    settings = server_settings(folder.resolve())
    listener = bound(port, DEFAULT_PORT, host)
    _tell(voice, settings.address, None, as_json=as_json)
    try:
        link = prepare_server(settings)
    except StoreError as error:
        raise Fault(error.text.show("en"), error.text.show("ja")) from error
    if link is not None:
        say(
            voice(
                "Nobody has an account yet. The first owner begins at {link}",
                "アカウントがまだありません。最初の所有者は次から始めてください: {link}",
                link=link,
            )
        )
    with contextlib.suppress(KeyboardInterrupt):
        run_server(listener, workers, settings.proxies)
