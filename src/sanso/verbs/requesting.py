"""Ask a supplier for exactly what is open: a letter, a workbook to fill in, and drafts of claims to sign.

>>> from pathlib import Path
>>> request(Path("nowhere.yaml"), RequestOrder("maker"), Path("out"))
Traceback (most recent call last):
    ...
sanso.model.diagnostics.InputRefused: nowhere.yaml: missing-file: there is no file nowhere.yaml
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sanso.model.text import Text
from sanso.verbs.assessing import evaluate

if TYPE_CHECKING:
    from sanso.analysis.asking import SupplierRequest
    from sanso.catalogue import Catalogue
    from sanso.model.process import Model
    from sanso.model.text import Language
    from sanso.trust.claims.claim import Subject, SubjectKind
    from sanso.verbs.assessing import Evaluation

__all__ = ["MadeRequest", "RequestOrder", "request", "request_of"]

_DAYS = 60
"""Days until an answer is due, where no day is named."""
_VALID = 365
"""Days from then that a claim in the draft holds, to be changed by whoever signs it."""
_BY_OTHERS = ("third-party", "public-certification")
"""Bases that nobody can give of himself."""


@dataclass(frozen=True, slots=True)
class RequestOrder:
    """Whom to ask, and how."""

    supplier: str
    asker: str | None = None
    """Organization of the model that asks; left open in the letter if absent."""
    due: dt.date | None = None
    """60 days from the assessed day if absent."""
    detail: Literal["none", "category", "harms"] = "category"
    """How much of the reason is told."""


@dataclass(frozen=True, slots=True)
class MadeRequest:
    """A request with the files that were written."""

    request: SupplierRequest
    files: tuple[Path, ...]


def request(
    model: Model | Path | str,
    order: RequestOrder,
    out: Path,
    lang: Language = "en",
    *,
    evidence: Path | None = None,
    pins: Sequence[str] = (),
    at: dt.date | None = None,
    catalogue: Catalogue | Path | str | None = None,
    pdf: bool = False,
) -> MadeRequest:
    """Write the letter to a supplier and what it fills in into the folder *out*, all or none.

    With *evidence*, a folder of it, what is stated but not proven is asked for as well, and what is proven is not.

    Raises:
        InputRefused: the model, the catalogue file or the evidence cannot be used, or an organization is unknown.
        ReportNotWritten: the folder cannot be written, or no suitable font is installed; no file has changed.
        OSError: a file cannot be read.

    """
    from sanso.report.write import write_files

    made = evaluate(model, catalogue=catalogue, at=at, evidence=evidence, pins=tuple(pins))
    asked = request_of(made, order)
    renderers = request_renderers(made, asked, lang)
    kept = {name: make for name, make in renderers.items() if pdf or not name.endswith(".pdf")}
    return MadeRequest(asked, write_files(out, kept))


def request_of(made: Evaluation, order: RequestOrder) -> SupplierRequest:
    """Return what is open for the supplier that *order* names, on a model that has been assessed.

    Raises:
        InputRefused: an organization is unknown.

    """
    from sanso.analysis.asking import supplier_request
    from sanso.model.diagnostics import InputRefused, Place, diagnose, suggest

    known = made.model.organizations
    for ident in filter(None, (order.supplier, order.asker)):
        if ident not in known:
            hint = suggest(ident, list(known))
            raise InputRefused([diagnose("no-such-element", Place(ident), id=ident[:80], hint=hint)])
    proven = (made.proven.model, made.proven.working.assessment) if made.proven is not None else None
    due = order.due or made.assessment.model.at + dt.timedelta(days=_DAYS)
    return supplier_request(
        made.model,
        made.catalogue,
        made.assessment,
        proven,
        order.supplier,
        due=due,
        detail=order.detail,
        asker=order.asker,
    )


def request_renderers(made: Evaluation, asked: SupplierRequest, lang: Language) -> dict[str, Callable[[], bytes]]:
    """Return what makes each file of a request, by the name of the file.

    A renderer raises `ReportNotWritten` where it needs a font that is not installed.
    """
    from sanso.report.pdf import render_pdf
    from sanso.report.request import render_page, render_request_book, request_letter
    from sanso.report.word import render_word
    from sanso.report.write import with_fonts

    drafts = dict(_drafts(made.model, asked, lang))
    book = f"answers-{asked.supplier}.xlsx"
    named = "claim-*.yaml" if len(drafts) > 1 else next(iter(drafts), "–")
    letter = request_letter(asked, made.model, made.catalogue, lang, book, named)
    renderers: dict[str, Callable[[], bytes]] = {
        "letter.html": lambda: render_page(letter).encode("utf-8", "replace"),
        "letter.docx": lambda: with_fonts(render_word, letter),
        "letter.pdf": lambda: with_fonts(render_pdf, letter),
    }
    if asked.requirements or asked.confirmations:
        renderers[book] = lambda: render_request_book(asked, made.model, made.assessment, made.catalogue, lang)
        renderers |= {name: text.encode for name, text in drafts.items()}
        renderers["README.md"] = _README.fill(book=book, drafts=named).show(lang).encode
    return renderers


_README = Text(
    en="""# How to answer

1. `letter.docx` (or `letter.html`) says what is asked, why, and who bears the cost.
2. Fill in `{book}`: the columns marked ▶. Send it back as it is.
3. If you can, sign claims: fill in the drafts ({drafts}), then

       sanso claim key --out you.pem
       sanso claim sign DRAFT.yaml --key you.pem --out CLAIM.jwt

   Send the claims, and once `you.pub.json`, by which your signature is checked. Keep `you.pem` to yourself.
   A draft without an issuer is for the body that confirms: a third party or a certifier signs it.
4. Proof of your own suppliers: `sanso share THEIRS.jwt --relay US --issuer YOU --key you.pem --out PASSED.jwt`.

Whoever asked takes the workbook back with `sanso import`, the claims with `sanso inbox`.
""",
    ja="""# ご回答の手順

1. `letter.docx`(または `letter.html`)に、お願いする内容・理由・費用の扱いを記載しています。
2. `{book}` の ▶ の付いた列に記入し、そのまま返送してください。
3. 可能であれば主張に署名してください。下書き({drafts})に記入し、次を実行します。

       sanso claim key --out you.pem
       sanso claim sign 下書き.yaml --key you.pem --out 主張.jwt

   主張と、初回のみ `you.pub.json`(署名の確認に使う公開鍵)を送ってください。`you.pem` は外に出さないでください。
   発行者(issuer)が空欄の下書きは、確認を行う第三者機関・認証機関が署名するものです。
4. 貴社の取引先の証跡は、次のように中継してください。

       sanso share 提示.jwt --relay 当社 --issuer 貴社 --key you.pem --out 中継.jwt

依頼元は、ブックを `sanso import`、主張を `sanso inbox` で取り込みます。
""",
)


def _drafts(model: Model, asked: SupplierRequest, lang: Language) -> Iterator[tuple[str, str]]:
    """Yield drafts of claims by file name: what the supplier can sign itself, and what somebody else has to."""
    from sanso.formats.claims import AnswerFacts, DraftFacts, draft_text
    from sanso.trust.claims.claim import SchemeLevel

    valid = dt.timedelta(days=_VALID)
    until = (min(asked.due, dt.date.max - valid) + valid).isoformat()
    for subject in asked.subjects:
        about = _subject(model, subject, lang)
        if about is None:
            continue
        levels = {one.item: one.level for one in asked.requirements if one.about == subject}
        wanted = [one for one in asked.confirmations if one.subject == subject]
        own = {one.item: "" for one in wanted if one.required not in _BY_OTHERS}
        answers = tuple(AnswerFacts(item, asked=level) for item, level in {**levels, **own}.items())
        if answers:
            facts = DraftFacts(asked.supplier, about, answers, until, scheme=SchemeLevel("cpsf", "1.0"))
            yield f"claim-{subject}.yaml", draft_text(facts)
        others = dict.fromkeys(one.item for one in wanted if one.required in _BY_OTHERS)
        if others:
            facts = DraftFacts("", about, tuple(map(AnswerFacts, others)), until)
            yield f"claim-{subject}-confirmed.yaml", draft_text(facts)


def _subject(model: Model, ident: str, lang: Language) -> Subject | None:
    """Return *ident* as the subject of a claim: for any version of the model, and without its digest."""
    from sanso.trust.claims.claim import Subject

    if ident in model.people:
        return Subject("person", f"role:{ident}")
    kinds: dict[str, SubjectKind] = {"O": "organization", "C": "device-type", "S": "system", "D": "data-set"}
    product = model.products.get(ident)
    kind: SubjectKind | None = "device-type" if product is not None else "flow" if ident in model.connections else None
    if ident in model.elements:
        kind = kinds.get(model.elements[ident].type)
    if kind is None:
        return None
    return Subject(kind, ident, model.label(ident).show(lang), None, product.version if product is not None else None)
