"""The verifier of the label page, run in Node: what it says of labels, to be compared with what Python says."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from tests.web.frontend_build import FRONTEND, build_module

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Case:
    """Lists, a clock and labels to judge by them."""

    list: str | None
    statuses: tuple[str, ...]
    now: str
    makers: tuple[str, ...]
    codes: tuple[str, ...]

    @classmethod
    def at(
        cls,
        now: dt.datetime,
        codes: Sequence[str],
        raw: bytes | None,
        statuses: Sequence[str] = (),
        makers: Sequence[str] = (),
    ) -> Case:
        moment = now.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return cls(raw.decode() if raw is not None else None, tuple(statuses), moment, tuple(makers), tuple(codes))


@cache
def _bundle() -> Path:
    module = build_module()
    module.install()
    made = Path(mkdtemp(prefix="sanso-label-")) / "label_check.mjs"
    _node(str(FRONTEND / "bundle_check.mjs"), str(HERE / "label_check.ts"), str(made))
    return made


def _node(*arguments: str, given: str = "") -> str:
    done = subprocess.run(
        [str(build_module().node()[0]), *arguments],
        input=given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=FRONTEND,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def judged_in_node(cases: Sequence[Case]) -> list[Any]:
    """Return for every case what the page says of each label, or why a list is refused."""
    found: list[Any] = json.loads(_node(str(_bundle()), given=json.dumps([asdict(case) for case in cases])))
    return found
