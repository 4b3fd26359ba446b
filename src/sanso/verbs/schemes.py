"""Labels and schemes: what they ask, and which of them a device of a model can reach.

>>> report = schemes("jp.jc-star")
>>> [(one.scheme.short, len(one.items)) for one in report.schemes]
[('JC-STAR', 16)]
"""

from __future__ import annotations

import datetime as dt
import errno
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sanso.model.text import Text
from sanso.verbs.assessing import catalogue as load_content
from sanso.verbs.assessing import read
from sanso.verbs.writing import write_whole

if TYPE_CHECKING:
    from sanso.analysis.proof.device_proof import ProvenReach
    from sanso.catalogue import Catalogue
    from sanso.model.loading import Loaded
    from sanso.model.process import Model
    from sanso.model.text import Language
    from sanso.trust.schemes.device_checks import DeviceCheck
    from sanso.trust.schemes.reports import LabelReport, SchemeReport
    from sanso.verbs.evidence import Evidence

__all__ = ["check_file", "labels", "new_device_check", "schemes"]

_MAX_BYTES = 2**20
_STANDARD = "etsi.en-303-645"


def schemes(ident: str | None = None, *, catalogue: Catalogue | Path | str | None = None) -> SchemeReport:
    """Return every scheme of the catalogue, or the one called *ident* (``jp.jc-star``, ``JC-STAR``).

    Raises:
        InputRefused: the catalogue file has errors, or there is no such scheme.

    """
    from sanso.trust.schemes.reports import SchemeReport, scheme_view

    content = _content(catalogue)
    found = list(content.schemes.values())
    if ident is not None:
        folded = ident.casefold()
        found = [one for one in found if folded in (one.id.casefold(), one.short.casefold())]
        if not found:
            raise _refused("no-such-scheme", ident, list(content.schemes))
    return SchemeReport(tuple(scheme_view(content, one) for one in found))


def check_file(model: Path | str, element: str) -> Path:
    """Return where the device check of *element* stands: beside the model, named after the element."""
    return Path(model).parent / f"{element}.device-check.yaml"


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

    *check* is its device check, `check_file` if absent; *targets* are up to three levels to plan for. With *evidence*,
    what its claims prove counts, and what is stated is a self-declaration; no device check is needed then. *pins* are
    keys that must have signed its first trust list.

    Raises:
        InputRefused: the model, the catalogue file or the device check has errors, a name is unknown, or the evidence
            is no folder or holds too much.
        OSError: a file of the evidence cannot be read.

    """
    from sanso.model.diagnostics import InputRefused, Place, diagnose
    from sanso.trust.schemes.fill_in import evidence_table, implementation_statement
    from sanso.trust.schemes.plans import MOST_TARGETS, plan
    from sanso.trust.schemes.reach import reach
    from sanso.trust.schemes.reports import NOTE, PROVEN_NOTE, LabelReport

    content = _content(catalogue)
    loaded = _loaded_with(model, element, content)
    whole = loaded.require()
    path = Path(check) if check is not None else check_file(model, element)
    unasked = evidence is not None and check is None and not os.path.lexists(path)
    given = _without_answers(element) if unasked else _read(path, content, element)
    stated, proof = _with_labels(given, whole, content), None
    if evidence is None:
        reached = reach(content, stated, at if at is not None else dt.date.today())
    else:
        found = _proven(loaded, stated, evidence, pins, content, at)
        stated, reached, proof = found.check, found.reach, found.proof
    levels = [level.name for level in reached.levels]
    for target in targets:
        if target not in levels:
            raise _refused("no-such-level", target, levels)
    wanted = tuple(dict.fromkeys(targets))
    if len(wanted) > MOST_TARGETS:
        raise InputRefused([diagnose("too-many-targets", Place("--for"), limit=MOST_TARGETS, n=len(wanted))])
    return LabelReport(
        whole.name or Text.of(whole.id),
        element,
        whole.label(element),
        "" if unasked else str(path),
        NOTE if proof is None else PROVEN_NOTE,
        reached,
        plan(content, reached, wanted) if wanted else None,
        implementation_statement(content, stated, reached, _STANDARD),
        evidence_table(content, reached, _STANDARD),
        proof,
    )


def _proven(
    loaded: Loaded,
    stated: DeviceCheck,
    evidence: Evidence | Path | str,
    pins: Sequence[str],
    content: Catalogue,
    at: dt.date | None,
) -> ProvenReach:
    """Return what is within reach by *evidence*, judged at the end of the day *at*, now if absent."""
    from sanso.analysis.proof.device_proof import proven_reach
    from sanso.verbs.evidence import end_of, evidence_of, judge_for_model

    model, now = loaded.require(), end_of(at) if at is not None else dt.datetime.now(dt.UTC)
    found = judge_for_model(model, evidence_of(evidence, pins), now=now, digest=loaded.digest)
    return proven_reach(content, model, stated, found.judged, found.verifier, found.diagnostics)


def _without_answers(element: str) -> DeviceCheck:
    from sanso.trust.schemes.device_checks import DeviceCheck

    return DeviceCheck(element=element)


def new_device_check(
    model: Path | str,
    element: str,
    lang: Language = "en",
    *,
    check: Path | str | None = None,
    catalogue: Catalogue | Path | str | None = None,
) -> Path:
    """Write a device check for *element* to fill in, and return its path.

    Raises:
        InputRefused: the model or the catalogue file has errors, or there is no such element.
        FileExistsError: there is one already.
        OSError: it cannot be written.

    """
    from sanso.trust.schemes.fill_in import fill_in_form

    content = _content(catalogue)
    _loaded_with(model, element, content)
    path = Path(check) if check is not None else check_file(model, element)
    if os.path.lexists(path):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    write_whole(path, fill_in_form(content, element, lang).encode())
    return path


def _content(given: Catalogue | Path | str | None) -> Catalogue:
    return load_content(given) if given is None or isinstance(given, (str, Path)) else given


def _loaded_with(path: Path | str, element: str, content: Catalogue) -> Loaded:
    loaded = read(path, content)
    elements = loaded.require().elements
    if element not in elements:
        raise _refused("no-such-element", element, list(elements))
    return loaded


def _refused(code: str, ident: str, known: list[str]) -> Exception:
    from sanso.model.diagnostics import InputRefused, Place, diagnose, suggest

    return InputRefused([diagnose(code, Place(ident or "-"), id=ident[:80], hint=suggest(ident, known))])


def _read(path: Path, content: Catalogue, element: str) -> DeviceCheck:
    from sanso.model.diagnostics import InputRefused, Place, diagnose
    from sanso.model.problems import reason_text
    from sanso.trust.schemes.device_checks import read_device_check

    name = str(path)
    try:
        if not path.is_file():
            code = "not-a-file" if path.exists() else "no-device-check"
            raise InputRefused([diagnose(code, Place(name), file=name)])
        if path.stat().st_size > _MAX_BYTES:
            hint = Text(en="a device check holds answers only", ja="機器チェックには回答だけを書きます。")
            limit = _MAX_BYTES // 2**20
            raise InputRefused([diagnose("file-too-large", Place(name), file=name, limit=limit, hint=hint)])
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputRefused([diagnose("not-utf8", Place(name), encoding="?")]) from error
    except (OSError, ValueError) as error:
        raise InputRefused([diagnose("unreadable-file", Place(name), file=name, reason=reason_text(error))]) from error
    return read_device_check(text, name, content, element=element)


def _with_labels(check: DeviceCheck, model: Model, content: Catalogue) -> DeviceCheck:
    """Add the labels that confirmations of the model state for the element or its product."""
    from sanso.analysis.proof.device_claims import names_of_device
    from sanso.trust.schemes.device_checks import HeldLabel

    known = {
        f"{scheme.short}/{level.level}": (scheme.id, level.level)
        for scheme in content.schemes.values()
        for level in scheme.levels
    }
    named = names_of_device(model, check.element)
    more: list[HeldLabel] = []
    for one in model.confirmations:
        if one.subject in named and one.scheme in known and one.result != "failed":
            scheme, level = known[one.scheme]
            more.append(HeldLabel(scheme=scheme, level=level, until=one.valid_until))
    return check.model_copy(update={"labels": (*check.labels, *more)})
