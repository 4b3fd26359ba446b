"""Where outside test data lies."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


def outside(*parts: str) -> Path:
    """Return a place in the outside data; the test is skipped where there is none."""
    root = os.environ.get("SANSO_EXTERNAL_DATA")
    if not root:
        pytest.skip("SANSO_EXTERNAL_DATA is not set")
    place = Path(root, *parts)
    if not place.exists():
        pytest.skip(f"the outside data holds no {'/'.join(parts)}")
    return place
