"""An assessment as JUnit XML: a test case per requirement row, a suite per organization."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from sanso.cli.voice import Voice

if TYPE_CHECKING:
    from sanso.assessment.result import RequirementRow
    from sanso.model.diagnostics import Diagnostic
    from sanso.verbs import Evaluation

__all__ = ["junit_of", "junit_of_findings"]

_OPEN = ("missing", "not-stated", "partial")
_NEUTRAL = ("not-applicable", "not-required")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit_of(made: Evaluation, voice: Voice) -> bytes:
    """Return the XML of an assessment; open rows are failures, rows without demand are skipped."""
    top = ElementTree.Element("testsuites", name=_xml(voice.text(made.assessment.model.name)))
    groups: dict[str | None, list[RequirementRow]] = {}
    for row in made.assessment.requirements:
        groups.setdefault(row.organization, []).append(row)
    for who, rows in groups.items():
        name = voice.text(made.model.label(who)) if who is not None else voice("nobody", "責任者なし")
        suite = ElementTree.SubElement(
            top,
            "testsuite",
            name=_xml(name),
            tests=str(len(rows)),
            failures=str(sum(row.status in _OPEN for row in rows)),
            errors="0",
            skipped=str(sum(row.status in _NEUTRAL for row in rows)),
        )
        for row in rows:
            _case(suite, row, made, voice)
    return _bytes(top)


def _case(suite: ElementTree.Element, row: RequirementRow, made: Evaluation, voice: Voice) -> None:
    from sanso.report import wording

    record = made.catalogue.requirements.get(row.id)
    name = f"{row.id} {voice.text(record.title)}" if record is not None else row.id
    case = ElementTree.SubElement(suite, "testcase", classname=_xml(row.organization or "nobody"), name=_xml(name))
    status = voice.text(wording.status_word(row.status))
    if row.status in _NEUTRAL:
        ElementTree.SubElement(case, "skipped", message=_xml(status))
    elif row.status in _OPEN:
        status = voice.text(wording.breakdown_text(row)) or status
        level = voice.text(wording.needed_text(row))
        message = voice(
            "{status}; {level} is required", "{status}(求められるレベル: {level})", status=status, level=level
        )
        failure = ElementTree.SubElement(case, "failure", type=row.status, message=_xml(message))
        lines = (wording.reason_chain(row), wording.elements_text(made.model, row.elements))
        failure.text = _xml("\n".join(voice.text(line) for line in lines))


def junit_of_findings(findings: Sequence[Diagnostic], voice: Voice) -> bytes:
    """Return the XML of a model that was refused: an error per finding."""
    from sanso.cli.findings import finding_lines

    number = str(len(findings))
    top = ElementTree.Element("testsuites", name="sanso")
    suite = ElementTree.SubElement(
        top, "testsuite", name="model", tests=number, errors=number, failures="0", skipped="0"
    )
    for finding in findings:
        first, *rest = finding_lines(finding, voice)
        case = ElementTree.SubElement(
            suite, "testcase", classname="model", name=_xml(f"{finding.place} {finding.code}")
        )
        ElementTree.SubElement(case, "error", type=finding.code, message=_xml(first)).text = _xml("\n".join(rest))
    return _bytes(top)


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


def _bytes(top: ElementTree.Element) -> bytes:
    ElementTree.indent(top)
    text: bytes = ElementTree.tostring(top, encoding="utf-8", xml_declaration=True)
    return text + b"\n"
