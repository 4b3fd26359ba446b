"""Builds the style sheet and scripts for tests, when they are missing or older than their sources."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path
from types import ModuleType

__all__ = ["FRONTEND", "build_module", "ensure_assets"]

FRONTEND = Path(__file__).resolve().parents[2] / "frontend"


def ensure_assets() -> None:
    """Build what is outdated; when several processes ask at once, one builds and the others wait for it."""
    build_module().ensure()


@cache
def build_module() -> ModuleType:
    """Return the module that builds the assets."""
    spec = importlib.util.spec_from_file_location("sanso_frontend_build", FRONTEND / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
