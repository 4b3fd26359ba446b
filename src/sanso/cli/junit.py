"""An assessment as JUnit XML: a test case per requirement row, a suite per organization.

Without evidence, and with evidence unless the gate is ``unproven``, a case fails where the row is open as stated. With
evidence, a case that is met as stated and not proven is skipped then. At the gate ``unproven`` a case fails where the
row is not proven, whatever is stated, and passes where it is; so there are as many failures as the gate has findings.
That claims do not count for the age of their status lists alone is told once, as the output of the first suite.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, TypeAlias
from xml.etree import ElementTree

from sanso.cli.gate_proof import grounds, old_lists, rows_with_proof, unproven_words
from sanso.cli.voice import Voice

if TYPE_CHECKING:
    from sanso.analysis.proof.result import ProofRow
    from sanso.assessment.result import RequirementRow
    from sanso.model.diagnostics import Diagnostic
    from sanso.verbs import Evaluation

__all__ = ["junit_of", "junit_of_findings"]

_OPEN = ("missing", "not-stated", "partial")
_NEUTRAL = ("not-applicable", "not-required")
_Outcome: TypeAlias = Literal["passed", "open", "unproven", "left", "neutral"]
"""Of a case: fails as stated, fails as not proven, skipped as not proven, skipped as not required."""
_FAILED = ("open", "unproven")
_SKIPPED = ("left", "neutral")
_Case: TypeAlias = "tuple[RequirementRow, ProofRow | None, _Outcome]"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit_of(made: Evaluation, voice: Voice, *, by_proof: bool = False) -> bytes:
    """Return the XML of an assessment: what is open fails, what is not required is skipped.

    *by_proof*, what fails is what is not proven; else what is met as stated and not proven is skipped.
    """
    top = ElementTree.Element("testsuites", name=_xml(voice.text(made.assessment.model.name)))
    groups: dict[str | None, list[_Case]] = {}
    for row, shown in rows_with_proof(made):
        groups.setdefault(row.organization, []).append((row, shown, _outcome(row, shown, by_proof=by_proof)))
    said, old = grounds(made, voice), old_lists(made, voice)
    for who, cases in groups.items():
        name = voice.text(made.model.label(who)) if who is not None else voice("nobody", "責任者なし")
        outcomes = [outcome for _, _, outcome in cases]
        suite = ElementTree.SubElement(
            top,
            "testsuite",
            name=_xml(name),
            tests=str(len(cases)),
            failures=str(len([outcome for outcome in outcomes if outcome in _FAILED])),
            errors="0",
            skipped=str(len([outcome for outcome in outcomes if outcome in _SKIPPED])),
        )
        if said:
            held = ElementTree.SubElement(suite, "properties")
            ElementTree.SubElement(held, "property", name="sanso.evidence", value=_xml(voice(" ", "").join(said)))
        for row, shown, outcome in cases:
            _case(suite, row, shown, outcome, made, voice)
        if old:
            ElementTree.SubElement(suite, "system-out").text = _xml(old)
            old = ""
    return _bytes(top)


def _outcome(row: RequirementRow, shown: ProofRow | None, *, by_proof: bool) -> _Outcome:
    unproven = shown is not None and shown.unproven
    if row.status in _OPEN:
        return "passed" if by_proof and shown is not None and not unproven else "open"
    if unproven:
        return "unproven" if by_proof else "left"
    return "neutral" if row.status in _NEUTRAL else "passed"


def _case(
    suite: ElementTree.Element,
    row: RequirementRow,
    shown: ProofRow | None,
    outcome: _Outcome,
    made: Evaluation,
    voice: Voice,
) -> None:
    from sanso.report import wording

    record = made.catalogue.requirements.get(row.id)
    name = f"{row.id} {voice.text(record.title)}" if record is not None else row.id
    case = ElementTree.SubElement(suite, "testcase", classname=_xml(row.organization or "nobody"), name=_xml(name))
    if outcome == "passed":
        return
    kind: str = row.status
    message, elements = voice.text(wording.status_word(row.status)), row.elements
    if outcome == "open":
        status = voice.text(wording.breakdown_text(row)) or message
        level = voice.text(wording.needed_text(row))
        message = voice(
            "{status}; {level} is required", "{status}(求められるレベル: {level})", status=status, level=level
        )
    elif shown is not None and outcome in ("unproven", "left"):
        message, elements, kind = unproven_words(shown, voice), shown.unproven_elements, "unproven"
    if outcome in _SKIPPED:
        ElementTree.SubElement(case, "skipped", message=_xml(message))
        return
    failure = ElementTree.SubElement(case, "failure", type=kind, message=_xml(message))
    lines = (wording.reason_chain(row), wording.elements_text(made.model, elements))
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
