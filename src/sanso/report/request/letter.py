"""The letter that asks a supplier for exactly what is open: as a document, to be set for print, Word and screen.

The letter itself fits a reader who decides: what is at stake, what is asked of which of his things, who bears the cost,
how to answer. Each point stands in an annex with its reason: what it protects against, the level and the rule that asks
for it, and what would show it.
"""

from __future__ import annotations

from collections.abc import Iterator

from sanso.analysis.asking import AskedThing, SupplierRequest
from sanso.catalogue import Catalogue
from sanso.model.process import Model
from sanso.model.text import Language
from sanso.report import terms, wording
from sanso.report.document.blocks import (
    Align,
    Block,
    BulletList,
    Callout,
    Column,
    Document,
    Heading,
    Inline,
    PageBreak,
    Paragraph,
    Row,
    Run,
    Table,
    paragraph,
)
from sanso.report.request.words import Words

__all__ = ["request_letter"]

_HARMS_MOST = 8
"""How many harms the letter names before its annexes do."""


def request_letter(
    request: SupplierRequest, model: Model, catalogue: Catalogue, lang: Language, book: str, drafts: str
) -> Document:
    """Return the letter in *lang*; *book* and *drafts* name the files that go with it."""
    words = Words(model, catalogue, lang)
    return Document(
        title=words.say("title"),
        subtitle=words.t(request.name),
        lang=lang,
        day=request.day,
        blocks=tuple(_blocks(words, request, book, drafts)),
        keywords=("CPSF", "IoT-SSF"),
        running=words.say("running"),
        opening=tuple(_opening(words, request)),
    )


def _sender(words: Words, request: SupplierRequest) -> str:
    return words.t(request.asker) if request.asker is not None else words.say("sender_open")


def _opening(words: Words, request: SupplierRequest) -> Iterator[Paragraph]:
    yield Paragraph(Run(words.say("running"), mark="soft"))
    yield Paragraph(words.t(wording.day_text(request.day)), "end")
    yield Paragraph(Run(words.say("letter_to", who=words.t(request.name)), strong=True))
    if words.lang == "ja":
        yield Paragraph(_sender(words, request), "end")
    else:
        yield Paragraph(f"{words.say('sender')}: {_sender(words, request)}")


def _blocks(words: Words, request: SupplierRequest, book: str, drafts: str) -> Iterator[Block]:
    yield paragraph(words.say("salutation"))
    asked = bool(request.requirements or request.confirmations)
    yield paragraph(words.space.join((words.say("greeting"), *_stake(words, request))))
    if asked:
        yield paragraph(words.say("wish"))
        yield from _asking(words, request)
        yield from _cost(words, request)
        yield paragraph(Run(words.say("reply"), strong=True))
        steps = (words.say("reply_book", book=book), words.say("reply_claim", draft=drafts), words.say("reply_relay"))
        yield BulletList(steps, numbered=True)
    else:
        yield paragraph(words.say("nothing"))
    yield paragraph(words.say("questions"))
    end: Align = "end" if words.lang == "ja" else "start"
    yield Paragraph(words.say("farewell"), end)
    yield Paragraph(_sender(words, request), end)
    if asked:
        yield PageBreak()
        yield from _annexes(words, request)


def _stake(words: Words, request: SupplierRequest) -> Iterator[str]:
    """Say what is at stake, as far as it is told."""
    gravest = max((one.category or 0 for one in request.things), default=0)
    if gravest:
        yield words.say("stake", category=gravest)
        harms = dict.fromkeys(harm for one in request.things if one.category == gravest for harm in one.harms)
        if harms:
            yield words.say("stake_harms", harms=words.comma.join(map(words.t, tuple(harms)[:_HARMS_MOST])))


def _asking(words: Words, request: SupplierRequest) -> Iterator[Block]:
    """Say what is asked of which thing, and how to read the annexes."""
    counts = {
        "requirements": words.t(wording.counted(len(request.requirements), "requirement")),
        "confirmations": words.t(wording.counted(len(request.confirmations), "confirmation")),
    }
    yield Callout(words.say("ask_counts", due=words.t(wording.day_text(request.due)), **counts))
    yield _things(words, request)
    if request.detail != "none":
        yield paragraph(words.say("why"))
    yield paragraph(words.say("ask_levels"), words.space, words.say("ask_proven" if request.proven else "ask_stated"))


def _things(words: Words, request: SupplierRequest) -> Table:
    told = request.detail != "none"
    columns = [Column(words.say("of_what"), 2.4)]
    columns += [Column(words.say("can_cause"), 3.4)] if told else []
    columns += [Column(words.say(key), 1.2, "end") for key in ("number_requirements", "number_confirmations")]
    rows = []
    for one in request.things:
        cells = [words.name(one.ident), *([_harm(words, one)] if told else [])]
        rows.append(Row((*cells, f"{one.requirements:,}", f"{one.confirmations:,}")))
    return Table(tuple(columns), tuple(rows), caption=words.say("things_caption"))


def _harm(words: Words, one: AskedThing) -> str:
    return words.harm(one.category, one.harms) if one.category else words.say("harm_none")


def _cost(words: Words, request: SupplierRequest) -> Iterator[Block]:
    yield paragraph(Run(words.say("cost"), strong=True), words.space or "\n", words.say("cost_offer"))
    rules = [words.catalogue.asking_rules[one] for one in request.rules]
    if rules:
        yield paragraph(words.say("cost_rules"))
        yield BulletList(
            tuple(
                (
                    Run(words.t(rule.title), strong=True),
                    Run(f" ({words.t(rule.authority)}{words.comma}{rule.since}) "),
                    Run(words.t(rule.says)),
                    Run(f"\n{rule.address}" if rule.address else "", mark="soft"),
                )
                for rule in rules
            )
        )
        yield paragraph(Run(words.say("cost_advice"), mark="soft"))


def _annexes(words: Words, request: SupplierRequest) -> Iterator[Block]:
    if request.requirements:
        yield Heading(1, words.say("annex_requirements"))
        yield _requirements(words, request)
    if request.confirmations:
        yield Heading(1, words.say("annex_confirmations"))
        yield _confirmations(words, request)
    yield from _accepted(words, request)


def _accepted(words: Words, request: SupplierRequest) -> Iterator[Block]:
    yield Heading(1, words.say("annex_evidence"))
    yield paragraph(words.say("accepted_basis"))
    yield paragraph(words.say("accepted_digest"))
    used = {kind for one in request.requirements for kind in one.evidence}
    used |= {kind for one in request.confirmations for kind in one.evidence}
    kinds = [kind for ident, kind in words.catalogue.evidence_kinds.items() if ident in used]
    if kinds:
        heads = (("kind", 2.0), ("shows", 4.0), ("most", 1.6))
        rows = tuple(Row((words.t(one.title), words.t(one.look), words.t(terms.BASIS[one.most]))) for one in kinds)
        yield Table(tuple(Column(words.say(head), share) for head, share in heads), rows)


def _requirements(words: Words, request: SupplierRequest) -> Table:
    told = request.detail != "none"
    heads = [("requirement", 2.1), ("of_what", 1.7)]
    heads += [("against", 3.6), ("level_why", 2.4)] if told else [("level", 1.2)]
    heads += [("shown_by", 2.0), ("now", 1.0)]
    rows = []
    for one in request.requirements:
        cells: list[Inline] = [
            (Run(one.item, mark="code"), Run(f"\n{words.t(one.title)}")),
            words.names(one.elements),
        ]
        if told:
            harm, how = words.protects(one)
            cells += [(Run(harm, strong=True), Run(how))]
            cells += [(Run(words.level(one), strong=True), Run(f"\n{words.rules(one)}"))]
        else:
            cells += [words.level(one)]
        cells += [words.evidence(one), words.status(one)]
        rows.append(Row(tuple(cells)))
    return Table(tuple(Column(words.say(head), share) for head, share in heads), tuple(rows), landscape=True)


def _confirmations(words: Words, request: SupplierRequest) -> Table:
    told = request.detail != "none"
    heads = [("of_what", 1.8), *([("against", 2.6)] if told else [])]
    heads += [("confirmation_why" if told else "confirmation", 3.4), ("shown_by", 2.2), ("under", 2.0)]
    rows = []
    for one in request.confirmations:
        asked = [Run(words.t(one.title), strong=told)]
        if one.mix:
            asked += [Run("\n" + words.say("mix_why", mix=one.mix, category=one.category))]
        cells: list[Inline] = [words.name(one.subject)]
        cells += [Run(words.harm(one.category or 0, one.harms), strong=True)] if told else []
        rows.append(Row((*cells, tuple(asked), words.shown_by(one), Run(one.item, mark="code"))))
    return Table(tuple(Column(words.say(head), share) for head, share in heads), tuple(rows), landscape=True)
