"""The letter that asks a supplier for exactly what is open: as a document, to be set for print, Word and screen."""

from __future__ import annotations

from collections.abc import Iterator

from sanso.analysis.asking import AskedConfirmation, AskedRequirement, SupplierRequest
from sanso.catalogue import Catalogue
from sanso.model.process import Model
from sanso.model.text import Language, Text
from sanso.report import terms, wording
from sanso.report.document.blocks import (
    Block,
    BulletList,
    Callout,
    Column,
    Document,
    Heading,
    Inline,
    Mark,
    PageBreak,
    Row,
    Run,
    Table,
    paragraph,
)
from sanso.report.request.phrases import PHRASES

__all__ = ["Words", "request_letter"]

_CATEGORIES: tuple[Mark, ...] = ("category-0", "category-1", "category-2", "category-3", "category-4")
_HARMS_MOST = 8


class Words:
    """Says a request in one language."""

    def __init__(self, model: Model, catalogue: Catalogue, lang: Language) -> None:
        self.model = model
        self.catalogue = catalogue
        self.lang: Language = lang

    def t(self, text: Text | str) -> str:
        """Show a text."""
        return text if isinstance(text, str) else text.show(self.lang)

    def say(self, key: str, **values: object) -> str:
        """Return a phrase, its fields filled."""
        return self.t(PHRASES[key].fill(**{name: str(value) for name, value in values.items()}))

    def names(self, idents: tuple[str, ...]) -> str:
        """Name things of the model."""
        return ("、" if self.lang == "ja" else ", ").join(self.t(self.model.label(one)) for one in idents)

    def status(self, asked: AskedRequirement) -> str:
        """Say what is on record."""
        return self.say("proof_wanted") if asked.unproven else self.t(terms.STATUS[asked.stated])

    def level(self, asked: AskedRequirement) -> str:
        """Name the required level."""
        return self.t(wording.level_word(asked.level))

    def evidence(self, asked: AskedRequirement) -> str:
        """Name the kinds of evidence that fit this requirement, without those that fit all."""
        kinds = [self.catalogue.evidence_kinds[one] for one in asked.evidence]
        return ("、" if self.lang == "ja" else ", ").join(self.t(one.title) for one in kinds if one.categories)

    def reasons(self, asked: AskedRequirement) -> str:
        """Say why, with the harms where they are told."""
        texts = [self.t(one).rstrip("。.") for one in asked.reasons]
        if asked.harms:
            harms = ("、" if self.lang == "ja" else ", ").join(map(self.t, asked.harms))
            texts.append(self.say("behind", harms=harms))
        return ("。" if self.lang == "ja" else "; ").join(texts)


def request_letter(
    request: SupplierRequest, model: Model, catalogue: Catalogue, lang: Language, book: str, drafts: str
) -> Document:
    """Return the letter in *lang*; *book* and *drafts* name the files that go with it."""
    words = Words(model, catalogue, lang)
    return Document(
        title=words.say("title"),
        subtitle=words.t(request.name),
        facts=tuple(_facts(words, request)),
        lang=lang,
        day=request.day,
        blocks=tuple(_blocks(words, request, book, drafts)),
        keywords=("CPSF", "IoT-SSF"),
        running=words.say("running"),
    )


def _facts(words: Words, request: SupplierRequest) -> Iterator[tuple[str, Inline]]:
    yield words.say("to"), Run(words.t(request.name), strong=True)
    yield words.say("sender"), words.t(request.asker) if request.asker is not None else words.say("sender_open")
    yield words.say("day"), words.t(wording.day_text(request.day))
    yield words.say("due"), Run(words.t(wording.day_text(request.due)), strong=True)
    about = tuple(one for one in request.subjects if one != request.supplier)
    if about:
        yield words.say("about"), words.names(about)


def _blocks(words: Words, request: SupplierRequest, book: str, drafts: str) -> Iterator[Block]:
    yield paragraph(words.say("greeting"))
    yield Heading(1, words.say("ask"))
    if not request.requirements and not request.confirmations:
        yield paragraph(words.say("nothing"))
        return
    counts = {
        "requirements": words.t(wording.counted(len(request.requirements), "requirement")),
        "confirmations": words.t(wording.counted(len(request.confirmations), "confirmation")),
    }
    yield Callout(words.say("ask_counts", due=words.t(wording.day_text(request.due)), **counts))
    yield paragraph(words.say("ask_levels"))
    yield paragraph(words.say("ask_proven" if request.proven else "ask_stated"))
    yield from _why(words, request)
    yield from _accepted(words, request)
    yield from _cost(words, request)
    yield Heading(1, words.say("reply"))
    steps = (words.say("reply_book", book=book), words.say("reply_claim", draft=drafts), words.say("reply_relay"))
    yield BulletList((*steps, words.say("reply_questions")), numbered=True)
    if request.requirements:
        yield PageBreak()
        yield Heading(1, words.say("annex_requirements"))
        yield _requirements(words, request)
    if request.confirmations:
        yield Heading(1, words.say("annex_confirmations"))
        yield _confirmations(words, request)


def _why(words: Words, request: SupplierRequest) -> Iterator[Block]:
    if request.detail == "none":
        return
    yield Heading(1, words.say("why"))
    yield paragraph(words.say("why_category"))
    asked: list[AskedRequirement | AskedConfirmation] = [*request.requirements, *request.confirmations]
    gravest = max((one.category or 0 for one in asked), default=0)
    harms = dict.fromkeys(harm for one in asked if one.category == gravest for harm in one.harms)
    if harms:
        yield paragraph(words.say("why_harms"))
        yield BulletList(tuple(words.t(harm) for harm in harms)[:_HARMS_MOST])


def _accepted(words: Words, request: SupplierRequest) -> Iterator[Block]:
    yield Heading(1, words.say("accepted"))
    yield paragraph(words.say("accepted_basis"))
    yield paragraph(words.say("accepted_digest"))
    used = {kind for one in request.requirements for kind in one.evidence}
    kinds = [kind for ident, kind in words.catalogue.evidence_kinds.items() if ident in used]
    if kinds:
        heads = (("kind", 2.0), ("shows", 4.0), ("most", 1.6))
        rows = tuple(Row((words.t(one.title), words.t(one.look), words.t(terms.BASIS[one.most]))) for one in kinds)
        yield Table(tuple(Column(words.say(head), share) for head, share in heads), rows)


def _cost(words: Words, request: SupplierRequest) -> Iterator[Block]:
    yield Heading(1, words.say("cost"))
    yield paragraph(words.say("cost_offer"))
    rules = [words.catalogue.asking_rules[one] for one in request.rules]
    if rules:
        yield paragraph(words.say("cost_rules"))
        yield BulletList(
            tuple(
                (
                    Run(words.t(rule.title), strong=True),
                    Run(f" ({words.t(rule.authority)}{'、' if words.lang == 'ja' else ', '}{rule.since}) "),
                    Run(words.t(rule.says)),
                    Run(f"\n{rule.address}" if rule.address else "", mark="soft"),
                )
                for rule in rules
            )
        )
        yield paragraph(Run(words.say("cost_advice"), mark="soft"))


def _requirements(words: Words, request: SupplierRequest) -> Table:
    told = request.detail != "none"
    heads = [("requirement", 2.6), ("of_what", 1.8), ("level", 1.2)]
    heads += [("category", 0.9)] if told else []
    heads += [("now", 1.3), ("evidence", 2.4)]
    heads += [("because", 3.0)] if told else []
    rows = []
    for one in request.requirements:
        cells: list[Inline] = [
            (Run(one.item, mark="code"), Run(f"\n{words.t(one.title)}")),
            words.names(one.elements),
            words.level(one),
        ]
        cells += [_category(one.category)] if told else []
        cells += [words.status(one), words.evidence(one)]
        cells += [words.reasons(one)] if told else []
        rows.append(Row(tuple(cells)))
    return Table(tuple(Column(words.say(head), share) for head, share in heads), tuple(rows), landscape=True)


def _confirmations(words: Words, request: SupplierRequest) -> Table:
    told = request.detail != "none"
    heads = [("of_what", 2.0), ("confirmation", 4.0), ("under", 2.0), *([("category", 0.9)] if told else [])]
    rows = tuple(
        Row(
            (
                words.t(words.model.label(one.subject)),
                words.t(one.title),
                Run(one.item, mark="code"),
                *((_category(one.category),) if told else ()),
            )
        )
        for one in request.confirmations
    )
    return Table(tuple(Column(words.say(head), share) for head, share in heads), rows, landscape=True)


def _category(category: int | None) -> Inline:
    return Run(str(category), mark=_CATEGORIES[category]) if category is not None else "–"
