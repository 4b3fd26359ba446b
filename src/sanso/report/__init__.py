"""Reports: the page, the workbook, the JSON, and the words they share with the command line.

Rendering imports its libraries when it is called, so that importing this package is cheap.
"""

from sanso.report.html import render_html
from sanso.report.json_out import attack_json_schema, attack_to_json, json_schema, to_json
from sanso.report.paths import path_lines
from sanso.report.workbook import render_workbook
from sanso.report.write import ATTACK_FILE, REPORT_FILES, ReportNotWritten, write_report

__all__ = [
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
