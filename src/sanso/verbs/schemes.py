"""Labels and schemes: what they ask, and which of them a device of a model can reach.

>>> report = schemes("jp.jc-star")
>>> [(one.scheme.short, len(one.items)) for one in report.schemes]
[('JC-STAR', 16)]
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sanso.model.text import Text
from sanso.verbs.assessing import catalogue as load_content
from sanso.verbs.assessing import read

if TYPE_CHECKING:
    from sanso.catalogue import Catalogue
    from sanso.model.loading import Loaded
    from sanso.model.process import Model
    from sanso.trust.schemes.device_checks import DeviceCheck
    from sanso.trust.schemes.reports import LabelReport, SchemeReport
    from sanso.verbs.evidence import Evidence, JudgedEvidence

__all__ = ["content_of", "labels", "labels_of", "loaded_with", "schemes"]

_STANDARD = "etsi.en-303-645"


def schemes(ident: str | None = None, *, catalogue: Catalogue | Path | str | None = None) -> SchemeReport:
    """Return every scheme of the catalogue, or the one called *ident* (``jp.jc-star``, ``JC-STAR``).

    Raises:
        InputRefused: the catalogue file has errors, or there is no such scheme.

    """
    from sanso.trust.schemes.reports import SchemeReport, scheme_view

    content = content_of(catalogue)
    found = list(content.schemes.values())
    if ident is not None:
        folded = ident.casefold()
        found = [one for one in found if folded in (one.id.casefold(), one.short.casefold())]
        if not found:
            raise _refused("no-such-scheme", ident, list(content.schemes))
    return SchemeReport(tuple(scheme_view(content, one) for one in found))


def labels(
    model: Path | str,
    element: str,
    *,
    check: Path | str | None = None,
    targets: Sequence[str] = (),
    catalogue: Catalogue | Path | str | None = None,
    at: dt.date | None = None,
    evidence: Evidence | Path | str | None = None,
    pins: Sequence[str] = (),
) -> LabelReport:
    """Return which labels *element* of the model file can reach on the day *at* (today if absent).

    *check* is its device check; if absent, that beside the model, else in ``devices/`` of a folder of evidence.
    *targets* are up to three levels to plan for. With *evidence*, what its claims prove counts, what is stated is a
    self-declaration, and no device check is needed. *pins* are keys that must have signed its first trust list.

    Raises:
        InputRefused: the model, the catalogue file or the device check has errors, a name is unknown, or the evidence
            is no folder or holds too much.
        OSError: a file of the evidence cannot be read.

    """
    from sanso.trust.schemes.device_checks import DeviceCheck
    from sanso.verbs.device_checks import read_check
    from sanso.verbs.evidence import end_of, evidence_of, judge_for_model

    content = content_of(catalogue)
    loaded = loaded_with(model, element, content)
    path = Path(check) if check is not None else _found_check(model, element, evidence)
    given = read_check(path, content, element) if path is not None else DeviceCheck(element=element)
    judged = None
    if evidence is not None:
        now = end_of(at) if at is not None else dt.datetime.now(dt.UTC)
        judged = judge_for_model(loaded.require(), evidence_of(evidence, pins), now=now, digest=loaded.digest)
    day, file = at if at is not None else dt.date.today(), str(path or "")
    return labels_of(loaded.require(), given, content, day, judged=judged, targets=targets, file=file)


def labels_of(
    model: Model,
    given: DeviceCheck,
    content: Catalogue,
    day: dt.date,
    *,
    judged: JudgedEvidence | None = None,
    targets: Sequence[str] = (),
    file: str = "",
) -> LabelReport:
    """Return which labels the device of the check *given*, from *file*, can reach on *day*.

    With *judged* evidence it is the time at which that was judged, and what claims prove counts.

    Raises:
        InputRefused: a target is unknown, or there are too many.

    """
    from sanso.analysis.proof.device_proof import proven_reach
    from sanso.trust.schemes.fill_in import evidence_table, implementation_statement
    from sanso.trust.schemes.plans import plan
    from sanso.trust.schemes.reach import reach
    from sanso.trust.schemes.reports import NOTE, PROVEN_NOTE, LabelReport
    from sanso.verbs.device_checks import with_labels

    stated, proof = with_labels(given, model, content), None
    if judged is None:
        reached = reach(content, stated, day)
    else:
        found = proven_reach(content, model, stated, judged.judged, judged.verifier, judged.diagnostics)
        stated, reached, proof = found.check, found.reach, found.proof
    wanted = _targets(targets, [level.name for level in reached.levels])
    return LabelReport(
        model.name or Text.of(model.id),
        given.element,
        model.label(given.element),
        file,
        NOTE if proof is None else PROVEN_NOTE,
        reached,
        plan(content, reached, wanted) if wanted else None,
        implementation_statement(content, stated, reached, _STANDARD),
        evidence_table(content, reached, _STANDARD),
        proof,
    )


def _found_check(model: Path | str, element: str, evidence: Evidence | Path | str | None) -> Path | None:
    """Return the device check beside the model, else among the evidence; None where evidence does without."""
    from sanso.verbs.device_checks import DEVICES, check_file

    beside = check_file(model, element)
    if evidence is None or os.path.lexists(beside):
        return beside
    if isinstance(evidence, (Path, str)):
        among = Path(evidence) / DEVICES / beside.name
        return among if os.path.lexists(among) else None
    return None


def _targets(targets: Sequence[str], levels: list[str]) -> tuple[str, ...]:
    """Return the levels to plan for, each once.

    Raises:
        InputRefused: one is unknown, or there are too many.

    """
    from sanso.model.diagnostics import InputRefused, Place, diagnose
    from sanso.trust.schemes.plans import MOST_TARGETS

    for target in targets:
        if target not in levels:
            raise _refused("no-such-level", target, levels)
    wanted = tuple(dict.fromkeys(targets))
    if len(wanted) > MOST_TARGETS:
        raise InputRefused([diagnose("too-many-targets", Place("--for"), limit=MOST_TARGETS, n=len(wanted))])
    return wanted


def content_of(given: Catalogue | Path | str | None) -> Catalogue:
    """Return the catalogue that is *given*, read where a file is named, else the built-in one.

    Raises:
        InputRefused: the catalogue file has errors.

    """
    return load_content(given) if given is None or isinstance(given, (str, Path)) else given


def loaded_with(path: Path | str, element: str, content: Catalogue) -> Loaded:
    """Return the model in the file *path*, which has *element*.

    Raises:
        InputRefused: the model has errors, or there is no such element.

    """
    loaded = read(path, content)
    elements = loaded.require().elements
    if element not in elements:
        raise _refused("no-such-element", element, list(elements))
    return loaded


def _refused(code: str, ident: str, known: list[str]) -> Exception:
    from sanso.model.diagnostics import InputRefused, Place, diagnose, suggest

    return InputRefused([diagnose(code, Place(ident or "-"), id=ident[:80], hint=suggest(ident, known))])
