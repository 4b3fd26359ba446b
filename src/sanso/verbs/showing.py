"""Draw and report assessed models."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sanso.verbs.assessing import Evaluation, evaluate
from sanso.verbs.attacking import attack_evaluated, attack_options
from sanso.verbs.transcription import transcription_evaluated

if TYPE_CHECKING:
    from sanso.analysis.attacking import AttackReport
    from sanso.model.process import Model
    from sanso.model.text import Language

__all__ = ["layers", "map", "report"]


def layers(model: Model | Path | str, *, lang: Language = "en", **options: Any) -> str:
    """Draw the three-layer map as SVG; *options* are those of `assess`.

    Raises:
        InputRefused: the model or the catalogue file has errors.

    """
    from sanso.report.pictures import draw_layers

    made = evaluate(model, **options)
    marks = transcription_evaluated(made).result
    return draw_layers(made.model, made.assessment, lang, marks)


def map(  # noqa: A001 -- the verb
    model: Model | Path | str,
    *,
    lang: Language = "en",
    view: Literal["map", "trust-gap"] = "map",
    attacker: str | None = None,
    worlds: int = 10_000,
    **options: Any,
) -> str:
    """Draw the IoT-SSF map as SVG, with an *attacker* in risk mode; *options* are those of `assess`.

    The *view* ``trust-gap`` is what is required, beside what is stated and what *evidence* among the options proves.

    Raises:
        InputRefused: the model, the catalogue file or the evidence cannot be used.
        ValueError: an attacker goes with the map alone, or there is no such view.

    """
    from sanso.report.pictures import draw_map, draw_trust_gap

    if view not in ("map", "trust-gap") or (view != "map" and attacker is not None):
        raise ValueError(f"no view {view}" if attacker is None else "an attacker goes with the view map")
    made = evaluate(model, **options)
    if view == "trust-gap":
        return draw_trust_gap(made.model, made.assessment, made.catalogue, lang)
    attacked = _attacked(made, attacker, worlds)
    likely = None
    if attacked is not None:
        from sanso.analysis.attacking import harm_likelihoods

        likely = harm_likelihoods(attacked.result)
    return draw_map(made.model, made.assessment, made.catalogue, lang, likely)


def report(
    model: Model | Path | str,
    out: Path | str,
    lang: Language = "en",
    *,
    attacker: str | None = None,
    worlds: int = 10_000,
    pdf: bool = False,
    word: bool = False,
    **options: Any,
) -> tuple[Path, ...]:
    """Write page, workbook and JSON into the folder *out*, all or none; *options* are those of `assess`.

    With an *attacker* of the catalogue the attack is part of it; *pdf* and *word* add the report for printing and
    for editing.

    Raises:
        InputRefused: the model, the catalogue file or the attacker cannot be used.
        ReportNotWritten: the folder cannot be written, or a font is missing.

    """
    from sanso.report.write import write_report

    made = evaluate(model, **options)
    attacked = _attacked(made, attacker, worlds)
    return write_report(
        Path(out), made.model, made.assessment, made.catalogue, lang, attack=attacked, pdf=pdf, word=word
    )


def _attacked(made: Evaluation, attacker: str | None, worlds: int) -> AttackReport | None:
    if attacker is None:
        return None
    return attack_evaluated(made, attack_options(made, attacker=attacker, worlds=worlds))
