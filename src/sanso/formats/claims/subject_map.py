"""Which subject of a partner's claims is which thing of the own model: a small file of an evidence folder.

Partners name things in their own way; what was said once about a name of theirs is kept. An entry holds for one issuer
only, because two partners may use one name for different things.

>>> known = SubjectMap({}).with_entry(("telematics", "device-type", "x2"), "onboard")
>>> read_subject_map(known.raw) == known, known.element("telematics", "device-type", "x2")
(True, 'onboard')
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from sanso.envelope.strict_json import read_json
from sanso.trust.claims.claim import SUBJECTS
from sanso.trust.members import Members, bad_member

__all__ = ["SUBJECT_MAP_FILE", "SubjectKey", "SubjectMap", "read_subject_map"]

SUBJECT_MAP_FILE: Final = "subjects.json"
"""Name of the file in an evidence folder."""
SubjectKey: TypeAlias = tuple[str, str, str]
"""Issuer, kind of the subject, and its id as the issuer has it."""
_FORMAT: Final = "sanso-subjects/1"
_MOST = 100_000


@dataclass(frozen=True, slots=True)
class SubjectMap:
    """Elements, products and connections of the model by what issuers call them."""

    entries: Mapping[SubjectKey, str]

    def element(self, issuer: str, kind: str, subject: str) -> str | None:
        """Return what *subject* of *issuer* is in the model; None where nothing was said."""
        return self.entries.get((issuer, kind, subject))

    def with_entry(self, key: SubjectKey, element: str) -> SubjectMap:
        """Return the map with one more entry, in the place of an older one."""
        return SubjectMap({**self.entries, key: element})

    @property
    def raw(self) -> bytes:
        """The file; the same entries always give the same bytes."""
        listed = [
            {"issuer": issuer, "kind": kind, "subject": subject, "element": element}
            for (issuer, kind, subject), element in sorted(self.entries.items())
        ]
        return json.dumps({"format": _FORMAT, "subjects": listed}, ensure_ascii=False, indent=1).encode() + b"\n"


def read_subject_map(raw: bytes) -> SubjectMap:
    """Return the map that the file *raw* holds.

    Raises:
        Malformed: where it holds none, or says two things of one subject.

    """
    members = Members(read_json(raw), "subjects")
    members.fixed("format", _FORMAT)
    entries: dict[SubjectKey, str] = {}
    for one in members.objects("subjects", _MOST):
        key = one.name("issuer"), one.word("kind", SUBJECTS), one.name("subject")
        if key in entries:
            raise bad_member("subjects", "each subject once", "対象ごとに一度だけの記載")
        entries[key] = one.name("element")
        one.end()
    members.end()
    return SubjectMap(entries)
