"""Load and assess a model file for a command."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sanso.cli.faults import Fault, unknown
from sanso.cli.progress import working
from sanso.cli.voice import Voice

if TYPE_CHECKING:
    from sanso.analysis.attacking import AttackReport
    from sanso.model.process import Model
    from sanso.verbs import Evaluation

__all__ = ["attack_by", "evaluate_file", "voice_of"]


def voice_of(context: Any, lang: str | None) -> Voice:
    """Return the voice in which a command speaks: in *lang* where it was asked for."""
    if lang is not None:
        return Voice("ja" if lang == "ja" else "en")
    given = context.obj
    return given if isinstance(given, Voice) else Voice()


def evaluate_file(
    voice: Voice,
    file: Path,
    *,
    catalogue: Path | None,
    at: dt.date | None,
    choose: Sequence[str] | None,
    evidence: Path | None = None,
    pins: Sequence[str] | None = None,
    without: Sequence[str] | None = None,
) -> Evaluation:
    """Load, check and assess the model in *file*, and what the folder *evidence* proves of it.

    Raises:
        InputRefused: the model or the catalogue file has errors, or the evidence cannot be used.
        Fault: *choose* names what is not an alternative, or something is to be left out of no evidence.

    """
    from sanso import verbs

    with working(voice("reading {file}", "{file} を読み込んでいます", file=file)) as say_step:
        content = verbs.catalogue(catalogue)
        loaded = verbs.read(file, content)
        _check_choice(loaded.require(), choose or ())
        say_step(voice("assessing {file}", "{file} を評価しています", file=file))
        if evidence is None and without:
            raise Fault("--without needs --evidence", "--without には --evidence が必要です")
        return verbs.evaluate(
            loaded, catalogue=content, at=at, choose=choose or (), evidence=evidence, pins=pins or (),
            without=without or (),
        )  # fmt: skip


def attack_by(voice: Voice, made: Evaluation, attacker: str | None, worlds: int) -> AttackReport | None:
    """Compute the attack by *attacker* on a model that has been assessed; None where no attacker was asked for.

    Raises:
        InputRefused: there is no such attacker, or the worlds cannot be played.

    """
    from sanso import verbs

    if attacker is None:
        return None
    options = verbs.attack_options(made, attacker=attacker, worlds=worlds)
    with working(voice("playing worlds", "世界を計算しています")):
        return verbs.attack_evaluated(made, options)


def _check_choice(model: Model, choose: Sequence[str]) -> None:
    known = {other for connection in model.connections.values() for other in connection.alternatives}
    for ident in choose:
        if ident not in known:
            raise unknown("alternative", "代替の接続", ident, known)
