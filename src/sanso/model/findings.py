"""What is found while an input is read and checked: kept up to a limit, counted beyond it.

Junk of any size thus costs neither memory nor time for sentences that nobody reads. Errors and remarks are
limited apart from one another, so that no error is lost among warnings.

>>> found = Findings()
>>> found.report("missing-file", Place("a.yaml"), file="a.yaml")
>>> [d.code for d in found.all("a.yaml")], found.refused
(['missing-file'], True)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from sanso.model.diagnostics import Diagnostic, Place, diagnose, meant
from sanso.model.messages import MESSAGES
from sanso.model.suggestions import Suggester
from sanso.model.text import Text

__all__ = ["MAX_FINDINGS", "Findings"]

MAX_FINDINGS = 10_000
"""So many errors, and so many warnings and remarks, are kept."""

_MAX_HINTS = 500

Pool = Sequence[str] | Callable[[], Suggester]
"""Words that may have been meant, or what gives the suggester of very many."""


class Findings:
    """Diagnostics in the order in which they are found."""

    def __init__(self, limit: int = MAX_FINDINGS) -> None:
        self._limit = limit
        self._errors: dict[Diagnostic, None] = {}
        self._remarks: dict[Diagnostic, None] = {}
        self._more_errors = 0
        self._more_remarks = 0
        self._hints = _MAX_HINTS

    def __iter__(self) -> Iterator[Diagnostic]:
        yield from self._errors
        yield from self._remarks

    def __len__(self) -> int:
        return len(self._errors) + len(self._remarks) + self._more_errors + self._more_remarks

    @property
    def refused(self) -> bool:
        """Whether there is an error."""
        return bool(self._errors)

    @property
    def full(self) -> bool:
        """Whether there are more errors than are kept, so that reading on tells nothing."""
        return self._more_errors > 0

    def report(
        self, code: str, place: Place, path: str = "", *, near: tuple[str, Pool] | None = None, **values: object
    ) -> None:
        """Add the diagnostic *code*; *near* is an unknown word and the words that may have been meant."""
        if self._room(code):
            hint = self._meant(*near) if near is not None else None
            self._keep(diagnose(code, place, path, hint=hint, **values))

    def add(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Add *diagnostics*."""
        for diagnostic in diagnostics:
            if self._room(diagnostic.code):
                self._keep(diagnostic)

    def all(self, file: str) -> list[Diagnostic]:
        """Return everything by place, and how many more there were in *file*."""
        made = sorted(self, key=lambda d: (d.place, d.path, d.code, d.message.en))
        for code, more in (("too-many-faults", self._more_errors), ("too-many-remarks", self._more_remarks)):
            if more:
                made.append(diagnose(code, Place(file), more=more, limit=self._limit))
        return made

    def _room(self, code: str) -> bool:
        if MESSAGES[code].severity == "error":
            if len(self._errors) >= self._limit:
                self._more_errors += 1
                return False
        elif len(self._remarks) >= self._limit:
            self._more_remarks += 1
            return False
        return True

    def _keep(self, diagnostic: Diagnostic) -> None:
        kept = self._errors if diagnostic.severity == "error" else self._remarks
        kept[diagnostic] = None

    def _meant(self, word: str, pool: Pool) -> Text | None:
        if self._hints <= 0:
            return None
        self._hints -= 1
        suggester = pool() if callable(pool) else Suggester(pool)
        near = suggester.nearest(word)
        return meant(near) if near is not None else None
