"""An assessment as SARIF 2.1.0: what is open, and what is wrong with the model, at lines of the model.

With evidence, also what is met as stated and not proven. What is wrong with the evidence, and on what the proof rests,
are notifications of the run, since they have no place in the model.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sanso.cli.gate_proof import (
    grounds,
    level_of,
    old_lists,
    proof_properties,
    rows_with_proof,
    unproven_words,
)
from sanso.cli.voice import Voice

if TYPE_CHECKING:
    from sanso.analysis.proof.result import ProofRow
    from sanso.assessment.result import RequirementRow
    from sanso.iotssf.result import Placement
    from sanso.model.diagnostics import Diagnostic, Place
    from sanso.verbs import Evaluation

__all__ = ["sarif_of", "sarif_of_findings"]

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"missing": "error", "not-stated": "warning", "partial": "note", "error": "error", "info": "note"}

_OLD_LISTS = "old-status-lists"
"""Of the notification that claims do not count for the age of their status lists alone."""


def sarif_of(made: Evaluation, voice: Voice) -> dict[str, Any]:
    """Return the log of an assessment: requirement rows open or not proven, shortfalls of mixes, diagnostics."""
    log = _Log(made, voice)
    for row, shown in rows_with_proof(made):
        if row.status in _LEVELS:
            log.row(row, made, shown)
        elif shown is not None and shown.unproven:
            log.unproven(row, made, shown)
    for placement in made.assessment.iotssf:
        log.shortfalls(placement, made)
    log.findings(made.assessment.model.diagnostics)
    log.evidence(made)
    return log.whole(successful=True)


def sarif_of_findings(findings: Sequence[Diagnostic], voice: Voice) -> dict[str, Any]:
    """Return the log of a model that was refused."""
    log = _Log(None, voice)
    log.findings(findings)
    return log.whole(successful=False)


class _Log:
    """Collects rules and results."""

    def __init__(self, made: Evaluation | None, voice: Voice) -> None:
        self._made, self._voice = made, voice
        self._rules: dict[str, dict[str, Any]] = {}
        self._results: list[dict[str, Any]] = []
        self._notes: list[dict[str, Any]] = []

    def row(self, row: RequirementRow, made: Evaluation, shown: ProofRow | None) -> None:
        from sanso.report import wording

        voice = self._voice
        who, title = self._heading(row, made)
        text = voice(
            "{who}: {id} “{title}” is {status}; {level} is required. {elements}",
            "{who}: {id}「{title}」は{status}(求められるレベル: {level})。{elements}",
            who=who,
            id=row.id,
            title=title,
            status=voice.text(wording.breakdown_text(row) or wording.status_word(row.status)),
            level=voice.text(wording.needed_text(row)),
            elements=voice.text(wording.elements_text(made.model, row.elements)),
        )
        worst = next((part.elements for part in row.parts if part.status == row.status), ())
        bag = proof_properties(shown) if shown is not None else None
        key = f"{row.id}@{row.organization or 'nobody'}"
        self._result(row.id, _LEVELS[row.status], text, _named(worst, row), key, bag)

    def unproven(self, row: RequirementRow, made: Evaluation, shown: ProofRow) -> None:
        from sanso.report import wording

        voice, elements = self._voice, shown.unproven_elements
        who, title = self._heading(row, made)
        text = voice(
            "{who}: {id} “{title}”: {state}. {elements}",
            "{who}: {id}「{title}」は{state}。{elements}",
            who=who,
            id=row.id,
            title=title,
            state=unproven_words(shown, voice),
            elements=voice.text(wording.elements_text(made.model, elements)),
        )
        bag = proof_properties(shown)
        key = f"{row.id}@{row.organization or 'nobody'}#unproven"
        self._result(row.id, level_of(bag["category"]), text, _named(elements, row), key, bag)

    def _heading(self, row: RequirementRow, made: Evaluation) -> tuple[str, str]:
        """Enter the rule of the row; return who answers for it, and its title."""
        voice, record = self._voice, made.catalogue.requirements.get(row.id)
        title = voice.text(record.title) if record is not None else row.id
        self._rule(row.id, title, voice.text(record.paraphrase) if record is not None else title)
        who = voice.text(made.model.label(row.organization)) if row.organization else voice("nobody", "責任者なし")
        return who, title

    def shortfalls(self, placement: Placement, made: Evaluation) -> None:
        from sanso.report import terms

        voice = self._voice
        for short in placement.short:
            rule = f"IoT-SSF.{short.demand.replace('_', '-')}"
            label = terms.DEMAND.get(short.demand.replace("_", "-"))
            title = voice.text(label) if label is not None else short.demand
            self._rule(rule, title, voice("demand of an IoT-SSF category: {t}", "IoT-SSF カテゴリの要求: {t}", t=title))
            text = voice(
                "{who} (category {n}) is short of mix {mix}: {lack}",
                "{who}(カテゴリ {n})は組み合わせ {mix} に対して不足: {lack}",
                who=voice.text(made.model.label(placement.element)),
                n=placement.category,
                mix=placement.nearest,
                lack=voice.text(short.text),
            )
            self._result(rule, "warning", text, [placement.element], f"{rule}@{placement.element}")

    def findings(self, findings: Iterable[Diagnostic]) -> None:
        for finding in findings:
            hint = f" ({self._voice.text(finding.hint)})" if finding.hint is not None else ""
            text = self._voice.text(finding.message)
            self._rule(f"model.{finding.code}", finding.code, finding.code)
            place = (
                finding.place if finding.place.line else self._place([finding.path.rpartition("/")[2]]) or finding.place
            )
            self._add(
                f"model.{finding.code}", _LEVELS.get(finding.severity, "warning"), text + hint, place, finding.path
            )

    def evidence(self, made: Evaluation) -> None:
        proof = made.assessment.proof
        if proof is None:
            return
        self._notes += [{"level": "note", "message": {"text": said}} for said in grounds(made, self._voice)]
        if old := old_lists(made, self._voice):
            self._notes.append({"descriptor": {"id": _OLD_LISTS}, "level": "warning", "message": {"text": old}})
        for finding in proof.diagnostics:
            hint = f" ({self._voice.text(finding.hint)})" if finding.hint is not None else ""
            self._notes.append(
                {
                    "descriptor": {"id": finding.code},
                    "level": _LEVELS.get(finding.severity, "warning"),
                    "message": {"text": self._voice.text(finding.message) + hint},
                }
            )

    def whole(self, *, successful: bool) -> dict[str, Any]:
        from sanso import __version__

        driver = {"name": "Sanso", "version": __version__, "rules": list(self._rules.values())}
        invocation: dict[str, Any] = {"executionSuccessful": successful}
        if self._notes:
            invocation["toolExecutionNotifications"] = self._notes
        run = {
            "tool": {"driver": driver},
            "columnKind": "unicodeCodePoints",
            "language": self._voice.lang,
            "invocations": [invocation],
            "results": self._results,
        }
        return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}

    def _rule(self, ident: str, title: str, text: str) -> None:
        if ident not in self._rules:
            entry = {"id": ident, "name": title, "shortDescription": {"text": title}, "fullDescription": {"text": text}}
            self._rules[ident] = entry

    def _place(self, idents: Iterable[str]) -> Place | None:
        places = self._made.loaded.places if self._made is not None and self._made.loaded is not None else {}
        return next((places[ident] for ident in idents if ident in places), None)

    def _result(
        self, rule: str, level: str, text: str, idents: Sequence[str], key: str, bag: dict[str, Any] | None = None
    ) -> None:
        self._add(rule, level, text, self._place(idents), key)
        if bag is not None:
            self._results[-1]["properties"] = bag

    def _add(self, rule: str, level: str, text: str, place: Place | None, key: str) -> None:
        result: dict[str, Any] = {
            "ruleId": rule,
            "ruleIndex": list(self._rules).index(rule),
            "level": level,
            "message": {"text": text},
            "partialFingerprints": {"sanso/v1": f"{rule}:{key}"},
        }
        if place is not None and place.file:
            result["locations"] = [{"physicalLocation": _location(place)}]
        self._results.append(result)


def _named(first: Sequence[str], row: RequirementRow) -> tuple[str, ...]:
    """Return what a result of *row* is about, the nearest first."""
    return (*first, *row.elements, *([row.organization] if row.organization else []))


def _location(place: Place) -> dict[str, Any]:
    path = Path(place.file)
    uri = path.as_uri() if path.is_absolute() else quote(path.as_posix())
    location: dict[str, Any] = {"artifactLocation": {"uri": uri}}
    if place.line:
        location["region"] = {"startLine": place.line, "startColumn": max(1, place.column)}
    return location
