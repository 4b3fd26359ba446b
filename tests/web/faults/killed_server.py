"""What the processes do that are killed: serve a file as `sanso serve FILE` does, and tell the address once ready."""

from __future__ import annotations

from multiprocessing.connection import Connection
from pathlib import Path

from sanso.web.serving import serve


def serve_until_killed(file: str, data: str, told: Connection) -> None:
    serve(Path(file), port=0, data=Path(data), on_ready=told.send)
