"""Reports: the page, the workbook, the JSON, and the words they share with the command line.

Rendering imports its libraries when it is called, so that importing this package is cheap.
"""

from sanso.report.html import render_html
from sanso.report.json_out import json_schema, to_json
from sanso.report.workbook import render_workbook
from sanso.report.write import REPORT_FILES, ReportNotWritten, write_report

__all__ = [
    "REPORT_FILES",
    "ReportNotWritten",
    "json_schema",
    "render_html",
    "render_workbook",
    "to_json",
    "write_report",
]
