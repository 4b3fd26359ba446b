"""A folder of evidence: trust lists, status lists, claims and their proofs, read and judged without any network.

The layout: ``trust/*.json`` (every version of the trust list), ``status/*.jwt``, ``claims/*.jwt``, and beside a claim
``proofs/NAME.proof``; ``subjects.json`` says what partners call things. ``files/``, ``relays/``, ``derived/``,
``devices/`` (device checks) and ``README*`` prove nothing about measures and are passed over. What can not be used is
told, never dropped in silence.

>>> judge_evidence(Evidence({}), now=dt.datetime(2026, 11, 22, tzinfo=dt.UTC)).diagnostics[0].code
'evidence-no-list'
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from sanso.analysis.assessing import Working
    from sanso.analysis.proof.proving import Proven
    from sanso.analysis.proof.shown import Judged
    from sanso.formats.claims.subject_map import SubjectKey
    from sanso.model.diagnostics import Diagnostic
    from sanso.model.process import Model
    from sanso.trust.claims.claim import Claim
    from sanso.trust.verdicts.policy import Policy, Subjects
    from sanso.trust.verdicts.verifying import Verifier

__all__ = [
    "Evidence",
    "JudgedEvidence",
    "end_of",
    "evidence_of",
    "judge_evidence",
    "judge_for_model",
    "prove_working",
    "read_evidence",
]

P = ParamSpec("P")
T = TypeVar("T")

_LARGEST_FILE = 8 * 2**20
_LARGEST = 512 * 2**20
_MOST_FILES = 50_000
_PASSED_OVER = ("files", "relays", "derived", "devices")
_ENDINGS: Mapping[str, str] = {"trust": ".json", "status": ".jwt", "claims": ".jwt", "proofs": ".proof"}


@dataclass(frozen=True, slots=True)
class Evidence:
    """The files of a folder by their path in it, and the keys that must have signed the first trust list.

    Without *pins* the trust list is trusted as it was named.
    """

    files: Mapping[str, bytes] = field(repr=False)
    pins: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class JudgedEvidence:
    """Evidence as it was judged at one time."""

    verifier: Verifier
    judged: tuple[Judged, ...]
    pinned: bool
    diagnostics: tuple[Diagnostic, ...]


def read_evidence(folder: Path | str, pins: Sequence[str] = ()) -> Evidence:
    """Read the files of *folder* that evidence is made of.

    Raises:
        InputRefused: it is no folder, or holds too much.
        OSError: a file cannot be read.

    """
    from sanso.formats.claims.subject_map import SUBJECT_MAP_FILE
    from sanso.model.diagnostics import InputRefused, Place, diagnose

    root = Path(folder)
    if not root.is_dir():
        raise InputRefused([diagnose("no-evidence-folder", Place(str(root)), file=str(root))])
    found: dict[str, bytes] = {}
    size = 0
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        top = name.partition("/")[0]
        if top in _PASSED_OVER or top.startswith(".") or not path.is_file():
            continue
        found[name] = b""
        if top in (*_ENDINGS, SUBJECT_MAP_FILE):
            with path.open("rb") as file:
                found[name] = file.read(_LARGEST_FILE + 1)
        size += len(found[name])
        if size > _LARGEST or len(found) > _MOST_FILES:
            most = _LARGEST // 2**20
            told = diagnose("evidence-too-large", Place(str(root)), file=str(root), limit=most, files=_MOST_FILES)
            raise InputRefused([told])
    return Evidence(found, tuple(pins))


def evidence_of(given: Evidence | Path | str, pins: Sequence[str] = ()) -> Evidence:
    """Return the evidence that is given, read where a folder is named; *pins* are added.

    Raises:
        InputRefused: it is no folder, or holds too much.
        OSError: a file cannot be read.

    """
    if isinstance(given, (Path, str)):
        return read_evidence(given, pins)
    return replace(given, pins=(*given.pins, *pins)) if pins else given


def end_of(day: dt.date) -> dt.datetime:
    """Return the last second of *day* in UTC, at which claims are judged for that day."""
    return dt.datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=dt.UTC)


def judge_evidence(
    evidence: Evidence, *, now: dt.datetime, subjects: Subjects | None = None, policy: Policy | None = None
) -> JudgedEvidence:
    """Return what every claim of *evidence* is worth at *now*; what can not be used is told by diagnostics."""
    from sanso.analysis.proof.shown import Judged
    from sanso.model.diagnostics import Place, diagnose
    from sanso.trust.verdicts.policy import Policy, Subjects
    from sanso.trust.verdicts.verifying import Verifier

    told: list[Diagnostic] = []
    kinds = _sorted_out(evidence.files, told)
    start = Verifier(now, policy or Policy(), subjects or Subjects())
    verifier = _with_status(_with_lists(start, kinds["trust"], evidence.pins, told), kinds["status"], told)
    if verifier.trusted is None:
        told.append(diagnose("evidence-no-list", Place("trust")))
    elif not evidence.pins:
        told.append(diagnose("evidence-unpinned", Place("trust")))
    claims = kinds["claims"]
    if not claims:
        told.append(diagnose("evidence-no-claims", Place("claims")))
    proofs = {PurePosixPath(name).stem: raw for name, raw in kinds["proofs"].items()}
    stems = [PurePosixPath(name).stem for name in claims]
    told.extend(
        diagnose("evidence-stray-proof", Place(name), file=name)
        for name in kinds["proofs"]
        if PurePosixPath(name).stem not in stems
    )
    texts = [raw.decode("utf-8", "replace").strip() for raw in claims.values()]
    verdicts = verifier.verdicts((text, proofs.get(stem)) for text, stem in zip(texts, stems, strict=True))
    known = _known_subjects(evidence, told)
    judged = tuple(
        Judged(name, verdict, _known_as(verdict.claim, known)) for name, verdict in zip(claims, verdicts, strict=True)
    )
    told.extend(
        diagnose("evidence-refused", Place(one.file), file=one.file, problem=one.verdict.signature.text)
        for one in judged
        if one.verdict.signature.code == "unreadable"
    )
    return JudgedEvidence(verifier, judged, bool(evidence.pins), tuple(told))


def judge_for_model(model: Model, evidence: Evidence, *, now: dt.datetime, digest: str = "") -> JudgedEvidence:
    """Return what every claim of *evidence* is worth at *now* to a user of *model*; *digest* as in `prove_working`."""
    from sanso.verbs.claim_checks import subjects_of_model

    known = _known_subjects(evidence, [])
    return judge_evidence(evidence, now=now, subjects=_with_other_names(subjects_of_model(model, digest), known))


def prove_working(
    stated: Working,
    evidence: Evidence,
    *,
    now: dt.datetime,
    digest: str = "",
    without: Iterable[str] = (),
    outlook: bool = True,
) -> Proven:
    """Set what *evidence* proves at *now* beside the assessment *stated*.

    *digest* is that of the model's files: claims for another version of the model do not count; without it, any
    version is the one in use. *without* names claims, issuers and organizations that are left out; without *outlook*,
    lapses and dependences are not worked out.

    Raises:
        InputRefused: *without* names what is not there.

    """
    from sanso.analysis.proof.proving import prove

    found = judge_for_model(stated.whole, evidence, now=now, digest=digest)
    return prove(
        stated,
        found.judged,
        found.verifier,
        pinned=found.pinned,
        without=tuple(without),
        outlook=outlook,
        diagnostics=found.diagnostics,
    )


def _known_subjects(evidence: Evidence, told: list[Diagnostic]) -> Mapping[SubjectKey, str]:
    """Return what partners' subjects were said to be."""
    from sanso.formats.claims.subject_map import SUBJECT_MAP_FILE, read_subject_map

    raw = evidence.files.get(SUBJECT_MAP_FILE)
    found = _tried(SUBJECT_MAP_FILE, told, read_subject_map, raw) if raw is not None else None
    return found.entries if found is not None else {}


def _known_as(claim: Claim | None, known: Mapping[SubjectKey, str]) -> str | None:
    return known.get((claim.issuer, claim.subject.kind, claim.subject.id)) if claim is not None else None


def _with_other_names(subjects: Subjects, known: Mapping[SubjectKey, str]) -> Subjects:
    """Return *subjects* under the names of partners too; a name that the model uses itself stays what it is."""
    speakers, versions = dict(subjects.speakers), dict(subjects.versions)
    for (_, kind, name), element in known.items():
        if name not in subjects.speakers:
            meant = f"role:{element}" if kind == "person" else element
            speakers[name] = {*speakers.get(name, ()), *subjects.speakers.get(meant, ())}
            if element in subjects.versions:
                versions[name] = subjects.versions[element]
    return replace(subjects, speakers=speakers, versions=versions)


def _sorted_out(files: Mapping[str, bytes], told: list[Diagnostic]) -> dict[str, dict[str, bytes]]:
    """Return the files by what they are, each kind in the order of the names."""
    from sanso.formats.claims.subject_map import SUBJECT_MAP_FILE
    from sanso.model.diagnostics import Place, diagnose

    found: dict[str, dict[str, bytes]] = {kind: {} for kind in _ENDINGS}
    for name in sorted(files):
        path = PurePosixPath(name)
        kind = path.parts[0] if len(path.parts) > 1 else ""
        if kind in _PASSED_OVER or path.name.startswith((".", "README")) or name == SUBJECT_MAP_FILE:
            continue
        if kind in found and path.suffix == _ENDINGS[kind]:
            found[kind][name] = files[name]
        else:
            told.append(diagnose("evidence-stray", Place(name), file=name))
    return found


def _with_lists(
    verifier: Verifier, files: Mapping[str, bytes], pins: Sequence[str], told: list[Diagnostic]
) -> Verifier:
    """Return *verifier* with the versions of the trust list, taken in their order whatever the files are called."""
    from sanso.trust.lists.trust_list import Pins, open_list
    from sanso.trust.verdicts.verifying import Verifier

    versions = [(found.version, name) for name, raw in files.items() if (found := _tried(name, told, open_list, raw))]
    for _, name in sorted(versions):
        raw = files[name]
        if verifier.lists:
            verifier = _tried(name, told, verifier.with_list, raw) or verifier
        else:
            known = _tried(name, told, Pins.of, raw, pins)
            started = _tried(name, told, Verifier.start, raw, known, verifier.now) if known is not None else None
            verifier = replace(verifier, lists=started.lists) if started is not None else verifier
    return verifier


def _with_status(verifier: Verifier, files: Mapping[str, bytes], told: list[Diagnostic]) -> Verifier:
    """Return *verifier* with the status lists, taken from the oldest whatever the files are called."""
    texts = {name: raw.decode("utf-8", "replace").strip() for name, raw in files.items()}
    times = [(time, name) for name, text in texts.items() if (time := _tried(name, told, _speaks, text))]
    for _, name in sorted(times) if verifier.lists else ():
        verifier = _tried(name, told, verifier.with_status, texts[name]) or verifier
    return verifier


def _speaks(text: str) -> dt.datetime:
    """Return the time as of which a status list speaks, whoever signed it.

    Raises:
        Malformed: it is no status list.

    """
    from sanso.trust.lists.status_list import read_status

    return read_status(text).status.valid_from


def _tried(name: str, told: list[Diagnostic], step: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | None:
    """Return what *step* makes of the file *name*; None, and why, where it can not be used."""
    from sanso.envelope.malformed import Malformed
    from sanso.model.diagnostics import Place, diagnose

    try:
        return step(*args, **kwargs)
    except Malformed as problem:
        told.append(diagnose("evidence-refused", Place(name), file=name, problem=problem.text))
        return None
