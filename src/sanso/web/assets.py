"""The style sheet, scripts and pictures of the pages: built files whose names carry their digest.

They are built from `frontend/` and lie in `static/`; a manifest there tells which name has become which. A name with
a digest never changes its content, so browsers may keep it for good.

>>> made = Assets({"sanso.js": "sanso-3F2A.js"})
>>> made.url("sanso.js")
'/static/sanso-3F2A.js'
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.staticfiles import StaticFiles

from sanso.model.text import Text

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.responses import Response
    from starlette.types import Scope

__all__ = ["STATIC", "Assets", "AssetsMissing", "StaticAssets", "assets", "mount_assets"]

STATIC = Path(__file__).parent / "static"
"""The folder of the built files."""

_FOR_GOOD = "public, max-age=31536000, immutable"
_ASK_AGAIN = "no-cache"


class AssetsMissing(Exception):
    """The built files are not there; `message` says what to do."""

    def __init__(self, where: Path) -> None:
        self.message = Text(
            en=f"The style sheet and scripts of the pages are missing in {where}. "
            "From a clone, run `make assets`; otherwise install Sanso anew.",
            ja=f"{where}にページ用のスタイルシートとスクリプトがありません。"
            "リポジトリから実行している場合は `make assets` を実行し、"
            "それ以外の場合はSansoを再インストールしてください。",
        )
        super().__init__(self.message.en)


@dataclass(frozen=True, slots=True)
class Assets:
    """The names that pages use and the built files they stand for; *base* is the address of their folder."""

    files: Mapping[str, str]
    base: str = "/static"

    def url(self, name: str) -> str:
        """Return the address of the file that *name*, such as ``sanso.js``, has become.

        Raises:
            KeyError: no such file was built.

        """
        return f"{self.base}/{self.files[name]}"

    @property
    def lasting(self) -> frozenset[str]:
        """The built files whose names carry their digest."""
        return frozenset(made for name, made in self.files.items() if made != name)


class StaticAssets(StaticFiles):
    """Serves the built files: those with a digest may be kept for good, all others are asked for again."""

    def __init__(self, folder: Path = STATIC) -> None:
        super().__init__(directory=folder, check_dir=False)
        self._folder = folder

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return the file at *path* with its time to live.

        Raises:
            HTTPException: there is no such file, or it is not one to hand out.

        """
        response = await super().get_response(path, scope)
        lasting = path.endswith((".js", ".css")) or path in assets(self._folder).lasting
        response.headers["Cache-Control"] = _FOR_GOOD if lasting else _ASK_AGAIN
        return response


def assets(folder: Path = STATIC) -> Assets:
    """Return the built files of *folder*; read anew when they were built anew.

    Raises:
        AssetsMissing: they were never built.

    """
    manifest = folder / "manifest.json"
    try:
        return _read(manifest, manifest.stat().st_mtime_ns)
    except FileNotFoundError as error:
        raise AssetsMissing(folder) from error


def mount_assets(app: Starlette) -> None:
    """Serve the built files of *app* at ``/static``."""
    app.mount("/static", StaticAssets(), name="static")


@lru_cache(maxsize=4)
def _read(manifest: Path, _changed: int) -> Assets:
    return Assets(json.loads(manifest.read_text(encoding="utf-8")))
