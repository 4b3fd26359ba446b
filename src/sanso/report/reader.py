"""What a template may ask: results in the words of one language.

A `Reader` binds a model, its assessment, the catalogue and a language, so that templates hold structure and no
logic. It returns plain strings; the template engine escapes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from sanso.analysis.result import Assessment
from sanso.catalogue import Catalogue
from sanso.iotssf.result import Stated
from sanso.model.money import Money
from sanso.model.process import Model
from sanso.model.text import Language, Text
from sanso.report import terms, wording
from sanso.report.pictures.states import Standing, standings
from sanso.report.views import Views
from sanso.report.words import WORDS

__all__ = ["Capped", "Reader", "capped"]

T = TypeVar("T")

_OPEN = frozenset({"missing", "not-stated", "partial"})


@dataclass(frozen=True, slots=True)
class Capped(Generic[T]):
    """The first items of a list, and how many were left out."""

    shown: tuple[T, ...]
    more: int = 0


def capped(items: Sequence[T], most: int) -> Capped[T]:
    """Keep the first *most* items."""
    return Capped(tuple(items[:most]), max(0, len(items) - most))


class Reader:
    """Says results of one assessment in one language."""

    def __init__(
        self,
        model: Model,
        assessment: Assessment,
        catalogue: Catalogue,
        lang: Language,
        views: Views | None = None,
    ) -> None:
        self.model = model
        self.assessment = assessment
        self.catalogue = catalogue
        self.lang: Language = lang
        self.views = views if views is not None else Views(model, assessment, catalogue)
        self._labels: dict[str, str] = {}
        self._lists: dict[tuple[str, ...], str] = {}
        self._absent = frozenset(assessment.model.absent)

    def t(self, text: Text | str | None) -> str:
        """Show a text in the language of the reader; nothing for None."""
        if text is None:
            return ""
        return text if isinstance(text, str) else text.show(self.lang)

    def phrase(self, key: str) -> Text:
        """Return a phrase of the page in both languages."""
        return WORDS[key]

    @property
    def stage(self) -> Text:
        """Whether what is shown is stated only, or stated beside proven."""
        return WORDS["stated_not_proven" if self.assessment.proof is None else "stage_proof"]

    @property
    def notice(self) -> tuple[Text, Text]:
        """What a reader must know first, as lead and sentences: what stated and proven mean here."""
        if self.assessment.proof is not None:
            return WORDS["proof_lead"], WORDS["proof_note"]
        note = WORDS["stated_note"]
        return WORDS["stated_lead"], Text(en=f"{note.en} {WORDS['no_proof'].en}", ja=f"{note.ja}{WORDS['no_proof'].ja}")

    def name(self, ident: str | None) -> str:
        """Name a thing of the model; nothing for None."""
        if ident is None:
            return ""
        label = self._labels.get(ident)
        if label is None:
            label = self._labels[ident] = self.model.label(ident).show(self.lang)
        return label

    def names(self, idents: Iterable[str]) -> str:
        """Name things of the model, in one line."""
        key = tuple(idents)
        listed = self._lists.get(key)
        if listed is None:
            listed = self._lists[key] = self.listed(map(self.name, key))
        return listed

    def listed(self, items: Iterable[str]) -> str:
        """Put words in one line with the comma of the language."""
        return ("、" if self.lang == "ja" else ", ").join(items)

    def more(self, number: int) -> str:
        """Say how many are left out, and where they are."""
        en, ja = f"and {number:,} more (see the workbook)", f"ほか{number:,}件(ワークブックを参照)"
        return ja if self.lang == "ja" else en

    def count(self, number: int, noun: str) -> str:
        """Count *noun* with its plural or counter."""
        return self.t(wording.counted(number, noun))

    def word(self, table: str, key: str | int | None) -> str:
        """Look a word up in a table of ``terms``, by the table's name in lower case."""
        vocabulary: Mapping[str, Text] = getattr(terms, table.upper())
        return self.t(wording.word(vocabulary, str(key) if key is not None else None))

    def requirement(self, ident: str) -> str:
        """Title of a requirement; nothing where the catalogue does not know it."""
        record = self.catalogue.requirements.get(ident)
        return self.t(record.title) if record is not None else ""

    def money(self, money: Money) -> str:
        """Write an amount of money."""
        return self.t(wording.money_text(money))

    def is_there(self, ident: str) -> bool:
        """Tell whether a thing of the model is there on the day of the assessment."""
        return ident not in self._absent

    def connection_kind(self, kind: str) -> str:
        """Title of a connection kind."""
        record = self.catalogue.connections.get(kind)
        return self.t(record.title) if record is not None else kind

    def stated_lines(self, stated: Stated) -> list[tuple[str, str]]:
        """What is stated per demand of a mix, as pairs of words."""
        return [(self.t(demand), self.t(said)) for demand, said in wording.stated_lines(stated, self.catalogue)]

    def layer_words(self, layers: Iterable[int]) -> list[str]:
        """Name layers in short."""
        return [self.word("layer_short", layer) for layer in layers]

    def is_open(self, status: str) -> bool:
        """Tell whether a status leaves something to do."""
        return status in _OPEN

    def type_of(self, ident: str) -> str:
        """Say which of the six element types *ident* has."""
        element = self.model.elements.get(ident)
        return self.word("type", element.type) if element is not None else ""

    @cached_property
    def sectors(self) -> list[str]:
        """Titles of the model's sectors."""
        records = ((ident, self.catalogue.sectors.get(ident)) for ident in self.model.sectors)
        return [self.t(record.title) if record is not None else ident for ident, record in records]

    @cached_property
    def standings(self) -> Mapping[str, Standing]:
        """Required category and share of what is stated, per element, as the pictures show them."""
        return standings(self.assessment, tuple(self.model.procedures))
