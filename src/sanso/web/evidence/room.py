"""The evidence of the workspaces of an application, and what it is worth now; judged once for those who look together.

What a claim is worth changes with the clock, so a verdict is made anew after ten minutes and is never stored.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from fastapi import Request

from sanso.web.service import Service, new_id
from sanso.workspace.evidence import EvidenceStore
from sanso.workspace.examinations import Examinations

if TYPE_CHECKING:
    from sanso.analysis.proof.proving import Proven
    from sanso.analysis.proof.result import Proof, ProofPart, ProofRow, SubjectGap
    from sanso.trust.verdicts.policy import Subjects
    from sanso.trust.verdicts.verdict import Verdict
    from sanso.verbs.evidence import Evidence, JudgedEvidence
    from sanso.web.access import Entry
    from sanso.web.states import Shown
    from sanso.workspace.evidence import EvidenceChange

__all__ = ["EvidenceRoom", "Looked", "room_of"]

_BELIEVED = dt.timedelta(minutes=10)
"""How long verdicts are believed."""
_MOST = 12
_NOT_READ = ("files/", "relays/", "derived/", "devices/")


@dataclass(frozen=True)
class Looked:
    """The evidence of a workspace as it was judged; *proven* is None where the model has errors or nothing is there."""

    files: Mapping[str, EvidenceChange]
    pins: tuple[str, ...]
    judged: JudgedEvidence
    proven: Proven | None

    @property
    def stamp(self) -> tuple[dt.datetime, int]:
        """What differs as soon as it was judged anew."""
        return self.judged.verifier.now, id(self)

    def part(self, requirement: str, organization: str | None, element: str) -> ProofPart | None:
        """Return what is proven of a requirement on an element."""
        row = self.rows.get((requirement, organization))
        return next((part for part in row.parts if element in part.elements), None) if row is not None else None

    @cached_property
    def rows(self) -> dict[tuple[str, str | None], ProofRow]:
        """What is proven, by requirement and organization."""
        proof = self.proof
        return {(row.id, row.organization): row for row in proof.requirements} if proof is not None else {}

    def subject(self, ident: str) -> SubjectGap | None:
        """Return the trust gap of an element."""
        proof = self.proof
        return next((one for one in proof.subjects if one.subject == ident), None) if proof is not None else None

    @property
    def proof(self) -> Proof | None:
        """The trust gap."""
        return self.proven.assessment.proof if self.proven is not None else None

    @property
    def mark(self) -> str:
        """What differs as soon as other evidence, or another time, is judged."""
        held = sorted((path, one.digest or "") for path, one in self.files.items())
        said = repr((held, self.pins, self.judged.verifier.now))
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    @property
    def verdicts(self) -> dict[str, tuple[str, Verdict]]:
        """File and verdict of every claim, by digest."""
        return {one.verdict.digest: (one.file, one.verdict) for one in self.judged.judged}

    @property
    def there(self) -> bool:
        """Whether there is any evidence."""
        return bool(self.files)


@dataclass(frozen=True, slots=True)
class EvidenceRoom:
    """Evidence and examinations over one store."""

    service: Service
    store: EvidenceStore
    examinations: Examinations
    _looked: OrderedDict[str, tuple[Hashable, dt.datetime, Looked]] = field(default_factory=OrderedDict)
    _locks: dict[str, threading.Lock] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def of(cls, service: Service) -> EvidenceRoom:
        """Return the room of an application."""
        store, clock = service.database, service.clock
        return cls(service, EvidenceStore(store, clock), Examinations(store, clock, new_id))

    def look(self, entry: Entry) -> Looked:
        """Return the evidence of the workspace of *entry*, judged for its newest version as of now.

        Raises:
            StoreError: it cannot be read.

        """
        workspace, service = entry.workspace, self.service
        head, pins, now = self.store.head(workspace.id), self.store.pins(workspace.id), service.clock()
        key = (workspace.head, head, pins, service.today())
        return self._fresh(
            workspace.id, key, now, lambda: self._judged(workspace.id, pins, service.head(workspace), now)
        )

    def glance(self, entry: Entry) -> Looked | None:
        """Return the evidence as `look` does; None, quickly, where nothing was ever put in.

        Raises:
            StoreError: it cannot be read.

        """
        return self.look(entry) if self.store.head(entry.workspace.id) else None

    def as_of(self, entry: Entry, shown: Shown, day: dt.date) -> Looked | None:
        """Return the evidence judged for *shown*, which is assessed as of *day*; None where nothing was ever put in.

        What is at hand by now is judged at the end of *day*, or as of now if that is today.

        Raises:
            StoreError: it cannot be read.

        """
        from sanso.verbs.evidence import end_of

        workspace = entry.workspace.id
        if day == self.service.today():
            return self.as_of_now(workspace, shown)
        if not self.store.head(workspace):
            return None
        return self._judged(workspace, self.store.pins(workspace), shown, end_of(day))

    def as_of_now(self, workspace: str, shown: Shown) -> Looked | None:
        """Return the evidence judged as of now for *shown*, any version; None where nothing was ever put in.

        Raises:
            StoreError: it cannot be read.

        """
        head, now = self.store.head(workspace), self.service.clock()
        if not head:
            return None
        pins, state = self.store.pins(workspace), shown.state
        place = f"{workspace}/{state.loaded.digest}/{state.day}"
        return self._fresh(place, (head, pins), now, lambda: self._judged(workspace, pins, shown, now))

    def evidence(self, workspace: str, pins: tuple[str, ...]) -> Evidence:
        """Return what is judged of the evidence of a workspace: all but the files that claims rest on.

        Raises:
            StoreError: it cannot be read.

        """
        from sanso.verbs.evidence import Evidence

        wanted = {
            path: one.digest
            for path, one in self.store.files(workspace).items()
            if one.digest is not None and not path.startswith(_NOT_READ)
        }
        contents = self.store.contents(workspace, wanted.values())
        return Evidence({path: contents[digest] for path, digest in wanted.items()}, pins)

    def subjects(self, shown: Shown) -> Subjects | None:
        """Return what the model says of the subjects of claims; None where it has errors."""
        from sanso.verbs.claim_checks import subjects_of

        return subjects_of(shown.state.loaded) if shown.state.model is not None else None

    def _judged(self, workspace: str, pins: tuple[str, ...], shown: Shown, now: dt.datetime) -> Looked:
        from sanso.verbs.evidence import judge_evidence, prove_working

        files, evidence = self.store.files(workspace), self.evidence(workspace, pins)
        judged = judge_evidence(evidence, now=now, subjects=self.subjects(shown))
        proven = None
        if files and shown.state.model is not None:
            proven = prove_working(shown.state.working, evidence, now=now, digest=shown.state.loaded.digest)
        return Looked(files, pins, judged, proven)

    def _fresh(self, place: str, key: Hashable, now: dt.datetime, make: Callable[[], Looked]) -> Looked:
        """Return what was made for *place* under *key* not long before *now*, made now if there is none."""
        with self._turn(place.partition("/")[0]):
            with self._lock:
                known = self._looked.get(place)
                if known is not None:
                    self._looked.move_to_end(place)
            if known is not None and known[0] == key and dt.timedelta(0) <= now - known[1] < _BELIEVED:
                return known[2]
            made = make()
            with self._lock:
                self._looked[place] = (key, now, made)
                self._looked.move_to_end(place)
                while len(self._looked) > _MOST:
                    self._looked.popitem(last=False)
        return made

    def _turn(self, workspace: str) -> threading.Lock:
        with self._lock:
            return self._locks.setdefault(workspace, threading.Lock())


def room_of(request: Request) -> EvidenceRoom:
    """Return the room of the application that serves *request*."""
    room: EvidenceRoom = request.app.state.evidence
    return room
