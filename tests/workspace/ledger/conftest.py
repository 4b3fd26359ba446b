"""A log in a folder, and the keys of it and of two witnesses."""

from __future__ import annotations

from pathlib import Path

import pytest

from sanso.envelope.keys import SoftKey
from sanso.envelope.notes import NoteKey

KEY = SoftKey.from_secret("Ed25519", bytes(range(32)))
LOG = NoteKey("log.example", KEY.public)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "log"


@pytest.fixture
def key() -> SoftKey:
    return KEY


@pytest.fixture
def log_key() -> NoteKey:
    return LOG
