"""What a request says, in the words of one language: names, levels, and why each point is asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sanso.analysis.asking import AskedConfirmation, AskedRequirement
from sanso.catalogue import Catalogue
from sanso.model.process import Model
from sanso.model.text import Language, Text
from sanso.report import terms, wording
from sanso.report.request.phrases import PHRASES

__all__ = ["Words"]

_MOST_HARMS = 4
_MOST_THINGS = 4
_MOST_INCIDENTS = 2
"""How many are named in a sentence; the others are counted."""


class Words:
    """Says a request in one language."""

    def __init__(self, model: Model, catalogue: Catalogue, lang: Language) -> None:
        self.model = model
        self.catalogue = catalogue
        self.lang: Language = lang

    @property
    def comma(self) -> str:
        """What stands between the items of a list."""
        return "、" if self.lang == "ja" else ", "

    @property
    def space(self) -> str:
        """What stands between two sentences."""
        return "" if self.lang == "ja" else " "

    def t(self, text: Text | str) -> str:
        """Show a text."""
        return text if isinstance(text, str) else text.show(self.lang)

    def say(self, key: str, **values: object) -> str:
        """Return a phrase, its fields filled."""
        return self.t(PHRASES[key].fill(**{name: str(value) for name, value in values.items()}))

    def name(self, ident: str) -> str:
        """Name a thing of the model."""
        return self.t(self.model.label(ident))

    def names(self, idents: Iterable[str]) -> str:
        """Name things of the model."""
        return self.comma.join(map(self.name, idents))

    def status(self, asked: AskedRequirement) -> str:
        """Say what is on record."""
        return self.say("proof_wanted") if asked.unproven else self.t(terms.STATUS[asked.stated])

    def level(self, asked: AskedRequirement) -> str:
        """Name the required level."""
        return self.t(wording.level_word(asked.level))

    def evidence(self, asked: AskedRequirement) -> str:
        """Name the kinds of evidence that fit this requirement, without those that fit all."""
        kinds = [self.catalogue.evidence_kinds[one] for one in asked.evidence]
        return self.comma.join(self.t(one.title) for one in kinds if one.categories)

    def shown_by(self, asked: AskedConfirmation) -> str:
        """Name what would give a confirmation."""
        kinds = [self.t(self.catalogue.evidence_kinds[one].title) for one in asked.evidence]
        return self.comma.join(kinds) or self.say("own_word")

    def harm(self, category: int, harms: Sequence[Text]) -> str:
        """Say a harm by its category, and by its names where these are told."""
        if not harms:
            return self.say("harm", category=category)
        return self.say("harm_named", category=category, harms=self._first(map(self.t, harms), _MOST_HARMS))

    def protects(self, asked: AskedRequirement) -> tuple[str, str]:
        """Say what a requirement protects against: the harm, and what brings it about; empty where it is not told."""
        begin, end = "「」" if self.lang == "ja" else "“”"
        quoted = (f"{begin}{self.t(title)}{end}" for title in asked.against)
        incidents = self._first(quoted, _MOST_INCIDENTS, "" if self.lang == "ja" else ", ")
        things = self._first(map(self.name, asked.gravest), _MOST_THINGS)
        if not asked.category:
            return "", self.say("against_incidents", incidents=incidents, things=things) if incidents else ""
        said = [self.say("against_things", things=things)]
        said += [self.say("against_start", incidents=incidents)] if incidents else []
        return self.harm(asked.category, asked.harms), self.space.join(said)

    def rules(self, asked: AskedRequirement) -> str:
        """Say which rules ask for the level."""
        return ("。" if self.lang == "ja" else "; ").join(self.t(one).rstrip("。.") for one in asked.reasons)

    def reasons(self, asked: AskedRequirement) -> str:
        """Say why in one text: first what it protects against, then the level and what asks for it."""
        harm, how = self.protects(asked)
        level = self.say("level_by", level=self.level(asked), rules=self.rules(asked)) if asked.reasons else ""
        return self.space.join(filter(None, (harm + how, level)))

    def _first(self, named: Iterable[str], most: int, comma: str | None = None) -> str:
        names = tuple(named)
        listed = (self.comma if comma is None else comma).join(names[:most])
        more = len(names) - most
        return self.say("more", listed=listed, n=f"{more:,}") if more > 0 else listed
