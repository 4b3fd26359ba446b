"""The summary of an assessment, whole or short."""

from __future__ import annotations

from sanso.cli.show.header import show_header
from sanso.cli.show.incidents import show_incidents
from sanso.cli.show.page import Page
from sanso.cli.show.placements import show_placements
from sanso.cli.show.points import show_counts, show_points
from sanso.cli.show.proof import show_proof
from sanso.cli.show.requirements import show_requirements
from sanso.cli.show.trust import show_trust
from sanso.cli.terminal import Terminal
from sanso.cli.voice import Voice
from sanso.verbs import Evaluation

__all__ = ["show_short", "show_summary"]


def show_summary(evaluation: Evaluation, voice: Voice, *, whole: bool = False) -> None:
    """Show everything that was found out; *whole* leaves no row out."""
    page = Page(Terminal(voice), evaluation, voice, whole)
    show_header(page)
    show_incidents(page)
    show_requirements(page)
    show_placements(page)
    show_trust(page)
    proof = evaluation.assessment.proof
    if proof is not None:
        show_proof(page, proof, "5  ")
    show_points(page, "5  " if proof is None else "6  ")
    page.terminal.line()
    show_counts(page)


def show_short(evaluation: Evaluation, voice: Voice) -> None:
    """Show the counts and the most important open points."""
    page = Page(Terminal(voice), evaluation, voice)
    show_header(page)
    page.terminal.line()
    show_counts(page)
    show_points(page)
