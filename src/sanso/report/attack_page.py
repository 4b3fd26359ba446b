"""What the templates of the attack sections may use: rows, pictures and the functions that put numbers into words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from sanso.report import attack_sentences, quantities
from sanso.report.attack_terms import assumption_word
from sanso.report.attack_view import AttackLimits, attack_cards, attack_view
from sanso.report.paths import path_lines, stop_text
from sanso.report.pictures import attack_words
from sanso.report.pictures.curve import total_losses
from sanso.report.pictures.route import told_steps
from sanso.report.reader import Reader

if TYPE_CHECKING:
    from markupsafe import Markup

    from sanso.analysis.attacking import AttackReport
    from sanso.attack.result import AttackPath

__all__ = ["attack_context"]


@dataclass(frozen=True, slots=True)
class _Pictures:
    """The pictures of one attack, drawn and escaped by us."""

    curves: tuple[Markup, ...]
    surface: Markup
    assumptions: Markup
    map: Markup
    reader: Reader

    def path(self, path: AttackPath) -> Markup:
        """Draw one path."""
        from markupsafe import Markup

        from sanso.report.pictures import draw_path

        reader = self.reader
        levels = next((one for one in reader.assessment.summary.harms if one.harm == path.harm), None)
        return Markup(draw_path(reader.model, path, reader.catalogue, reader.lang, levels))  # noqa: S704


def _pictures(reader: Reader, attack: AttackReport) -> _Pictures:
    from markupsafe import Markup

    from sanso.analysis.attacking import harm_likelihoods
    from sanso.report.pictures import draw_assumptions, draw_curve, draw_map, draw_surface

    result, lang = attack.result, reader.lang
    currencies: list[str | None] = [*total_losses(result)] or [None]
    likely = harm_likelihoods(result)
    return _Pictures(
        tuple(Markup(draw_curve(result, lang, currency)) for currency in currencies),  # noqa: S704
        Markup(draw_surface(result, reader.model, lang, reader.catalogue)),  # noqa: S704
        Markup(draw_assumptions(result, lang)),  # noqa: S704
        Markup(draw_map(reader.model, reader.assessment, reader.catalogue, lang, likely)),  # noqa: S704
        reader,
    )


def attack_context(reader: Reader, attack: AttackReport) -> Mapping[str, Any]:
    """Return the names that the templates of the attack use, beside those of every page."""
    losses = total_losses(attack.result)
    rest = quantities.chance_text(1 - next((loss.level for loss in losses.values()), 0.99))
    limits = AttackLimits()
    return {
        "attack": attack_view(reader, attack, limits),
        "attack_limits": limits,
        "attack_sentences": attack_sentences.attack_sentences(reader.model, attack, reader.catalogue),
        "attack_headline": attack_sentences.headline(reader.model, attack),
        "attack_cards": attack_cards(reader, attack.result),
        "attack_pictures": _pictures(reader, attack),
        "attack_rest": reader.t(rest),
        "attack_words": attack_words,
        "attack_say": attack_sentences,
        "attack_steps": partial(told_steps, reader.model),
        "attack_stop": partial(stop_text, reader.model),
        "attack_lines": lambda path: path_lines(path, reader.model, reader.lang, reader.catalogue),
        "assumption_word": assumption_word,
        "quantities": quantities,
    }
