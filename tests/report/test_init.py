from __future__ import annotations

import subprocess
import sys

from sanso.report import __all__ as names


def test_public_names_are_pinned() -> None:
    assert names == sorted(names)
    assert names == [
        "ATTACK_FILE",
        "REPORT_FILES",
        "ReportNotWritten",
        "attack_json_schema",
        "attack_to_json",
        "json_schema",
        "path_lines",
        "render_html",
        "render_workbook",
        "to_json",
        "write_report",
    ]


def test_importing_is_cheap() -> None:
    code = "import sys, sanso.report; print([m for m in ('jinja2', 'xlsxwriter', 'numpy') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
