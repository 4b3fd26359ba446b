"""Write what gates read: SARIF and JUnit files, of an assessment or of a refused model."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sanso.cli.faults import writing_to
from sanso.cli.junit import junit_of, junit_of_findings
from sanso.cli.sarif import sarif_of, sarif_of_findings
from sanso.cli.voice import Voice
from sanso.verbs.writing import write_whole

if TYPE_CHECKING:
    from sanso.model.diagnostics import Diagnostic
    from sanso.verbs import Evaluation

__all__ = ["write_junit", "write_refusal", "write_sarif"]


def write_sarif(made: Evaluation, voice: Voice, path: Path) -> None:
    """Write the SARIF log of an assessment.

    Raises:
        Fault: it cannot be written.

    """
    _write(path, _json(sarif_of(made, voice)))


def write_junit(made: Evaluation, voice: Voice, path: Path, *, by_proof: bool = False) -> None:
    """Write the JUnit file of an assessment; *by_proof*, what fails is what is not proven.

    Raises:
        Fault: it cannot be written.

    """
    _write(path, junit_of(made, voice, by_proof=by_proof))


def write_refusal(findings: Sequence[Diagnostic], voice: Voice, *, sarif: Path | None, junit: Path | None) -> None:
    """Write what is wrong with a refused model where files were asked for.

    Raises:
        Fault: one of them cannot be written.

    """
    if sarif is not None:
        _write(sarif, _json(sarif_of_findings(findings, voice)))
    if junit is not None:
        _write(junit, junit_of_findings(findings, voice))


def _write(path: Path, content: bytes) -> None:
    with writing_to(path):
        write_whole(path, content)


def _json(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"
