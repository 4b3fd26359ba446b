"""A made-up but plausible attack result over the bus example, and variations of it for the tests."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache
from importlib.resources import as_file, files

from sanso.analysis import Assessment, assess
from sanso.analysis.attacking import AttackReport
from sanso.attack.estimates import Estimate
from sanso.attack.result import (
    AssumptionEffect,
    AttackPath,
    AttackResult,
    BearerLoss,
    Casualties,
    Comparison,
    Criticality,
    CurvePoint,
    ElementOutcome,
    EntryRow,
    HarmChange,
    HarmOutcome,
    Likelihood,
    LossChange,
    LossDistribution,
    PathStep,
    Run,
    Stop,
    UnstatedInterval,
)
from sanso.catalogue import Catalogue, load_catalogue
from sanso.model.loading import load
from sanso.model.process import Model
from sanso.model.text import Text

__all__ = [
    "DAY",
    "bus",
    "catalogue",
    "comparison",
    "empty_result",
    "estimate",
    "long_path",
    "loss",
    "path",
    "report",
    "result",
]

DAY = dt.date(2026, 11, 22)


@cache
def catalogue() -> Catalogue:
    """Return the shipped catalogue."""
    return load_catalogue()


@cache
def bus() -> tuple[Model, Assessment, Catalogue]:
    """Return the shipped bus example with its assessment."""
    content = catalogue()
    with as_file(files("sanso.examples") / "bus-operation") as folder:
        model = load(folder / "bus-operation.yaml", content.vocabulary()).require()
    return model, assess(model, content, at=DAY), content


def estimate(value: float, spread: float = 0.2) -> Estimate:
    """Return an estimate whose interval is *spread* of the value to either side."""
    return Estimate(value, value * (1 - spread), value * (1 + spread))


def likelihood(campaign: float, year: float, days: float | None = None) -> Likelihood:
    """Return a likelihood with its intervals."""
    return Likelihood(estimate(campaign), estimate(year), estimate(days) if days is not None else None)


def _step(
    subject: str, step: str, en: str, ja: str, layer: int | None, incident: str | None, technique: str | None,
    days: float | None, *stops: Stop, fleet: bool = False,
) -> PathStep:  # fmt: skip
    return PathStep(subject, step, Text(en=en, ja=ja), layer, incident, technique, days, stops, fleet)


_MAIL = _step(
    "telematics", "staffDeceived", "Staff of Telematics maker open a forged message",
    "車載器メーカーの職員が偽メールを開く", 1, "L1_1_a", "T0865", 4.0,
    Stop("CPS.AT-1", "telematics", "stated", "basic", 0.35), Stop("CPS.CM-1", "telematics", "not-stated", None, 0.5),
)  # fmt: skip
_SPREAD = _step(
    "telematics", "spread", "The attacker moves through the office network of Telematics maker",
    "攻撃者が車載器メーカーの業務ネットワーク内を広がる", 1, "L1_1_b", "T0859", 14.0,
    Stop("CPS.AC-5", "telematics", "none", None, 0.4), Stop("CPS.AC-6", "telematics", "not-stated", None, 0.6),
    Stop("CPS.AE-2", "watch-firm", "stated", "advanced", 0.5), Stop("CPS.DP-1", None, "not-applicable", None, 0.2),
)  # fmt: skip
_CONSOLE = _step(
    "support-console", "taken", "The attacker takes over Support console", "攻撃者が遠隔保守端末を乗っ取る",
    2, "L2_1_a", "T0866", 2.0, Stop("CPS.MA-2", "telematics", "stated", "high-advanced", 0.85),
)  # fmt: skip
_REMOTE = _step(
    "remote-service", "used", "The attacker uses Remote diagnosis to reach On-board unit",
    "攻撃者が遠隔診断を使い車載器に到達する", 3, "L3_1_a", "T0822", 0.2,
)  # fmt: skip
_UNIT = _step(
    "onboard", "remotelyEntered", "The attacker enters On-board unit by remote access",
    "攻撃者が遠隔接続で車載器に入る", 2, "L2_1_c", "T0822", 3.0,
    Stop("CPS.AC-6", "operator", "not-stated", None, 0.75), Stop("CPS.MA-2", "telematics", "none", None, 0.7),
    fleet=True,
)  # fmt: skip
_REQUEST = _step(
    "door-request", "forged", "Door request carries the attacker's orders", "扉の要求に攻撃者の指令が載る",
    3, "L3_1_b", None, 0.05,
)  # fmt: skip
_DOOR = _step(
    "door", "obeyed", "Door drive carries out an unauthorised order", "扉駆動装置が不正な指令を実行する",
    2, "L2_1_b", "T0855", 1.0, Stop("CPS.CM-3", "operator", "not-stated", None, 0.3),
)  # fmt: skip
_MET = _step("boarding", "met", "Passengers at the door", "乗降中である", None, None, None, None)


def path(steps: int = 8, harm: str = "caught-in-door") -> AttackPath:
    """Return a path of so many steps (2 to 14) over the bus example."""
    base = (_MAIL, _SPREAD, _CONSOLE, _REMOTE, _UNIT, _REQUEST, _DOOR, _MET)
    chosen = tuple(base[index % len(base)] for index in range(steps))
    elements = tuple(dict.fromkeys(step.subject for step in chosen))
    return AttackPath(harm, "message", chosen, elements, estimate(0.42), estimate(0.0007, 0.3), 0.004)


def long_path(steps: int, words: str) -> AttackPath:
    """Return a path whose every text is *words*."""
    made = path(steps)
    return replace(
        made, entry=words, steps=tuple(replace(step, text=Text.of(words), subject=words) for step in made.steps)
    )


def loss(currency: str = "JPY", scale: float = 1.0, any_: float = 0.06) -> LossDistribution:
    """Return a heavy-tailed yearly loss."""
    points = tuple(
        CurvePoint(scale * amount, any_ * part)
        for amount, part in (
            (1.2e6, 1.0), (3e6, 0.97), (8e6, 0.86), (2e7, 0.6), (5e7, 0.33), (1.2e8, 0.15), (2.5e8, 0.05),
            (4e8, 0.015), (7e8, 0.0035), (9.5e8, 0.0017),
        )
    )  # fmt: skip
    quantiles = {"0.5": 0.0, "0.9": 0.0, "0.95": scale * 6.4e6, "0.99": scale * 1.1e8, "0.999": scale * 3.9e8}
    return LossDistribution(
        currency, estimate(scale * 3.1e6, 0.12), estimate(any_, 0.08), quantiles, 0.99, scale * 1.1e8, scale * 2.3e8,
        points,
    )  # fmt: skip


_HARMS = (
    ("fleet-stop", 0.021, 0.034, 24.0),
    ("credential-theft", 0.016, 0.026, 31.0),
    ("bad-update", 0.006, 0.011, 45.0),
    ("driver-location-leak", 0.004, 0.007, 38.0),
    ("false-emergency", 0.0011, 0.0021, 60.0),
    ("misguided-dispatch", 0.0002, 0.0004, None),
)


def result() -> AttackResult:
    """Return a whole attack result with everything a report shows."""
    harms = [HarmOutcome(harm, likelihood(*rest)) for harm, *rest in _HARMS]
    rare = Likelihood(estimate(1.4e-5, 0.1), estimate(2.1e-5, 0.1))
    harms.append(HarmOutcome("caught-in-door", rare, estimator="importance sampling", relative_error=0.08))
    none = Likelihood(Estimate(0, 0, 3.7e-4), Estimate(0, 0, 3.7e-4))
    harms.append(HarmOutcome("stranded-in-typhoon", none))
    never = Likelihood(Estimate(0, 0, 0), Estimate(0, 0, 0))
    why = Text(
        en="nothing that the attacker can reach controls brakes or steering",
        ja="攻撃者の到達できるものに、制動・操舵を制御するものがない",
    )
    harms.append(HarmOutcome("brake-failure", never, reachable=False, reason=why))
    surface = (
        EntryRow("internet", 3, "operator", ("dispatch-server",), open=True),
        EntryRow("internet", 3, "telematics", ("ota-server", "support-console"), open=True),
        EntryRow("message", 1, "operator", ("operator",), open=True),
        EntryRow("message", 1, "telematics", ("telematics",), open=True),
        EntryRow("message", 1, "watch-firm", ("watch-firm",), open=True),
        EntryRow("nearby", 2, "operator", ("onboard", "positioning"), open=False),
        EntryRow("on-site", 2, "operator", ("door", "guard", "onboard", "driver-terminal"), open=False),
        EntryRow("insider", 1, "operator", ("dispatcher", "mechanic"), open=False),
        EntryRow("nearby", 2, None, ("bus",), open=False),
    )
    assumptions = (
        _assumption("attackers", "organised-crime.frequency", "Campaigns of organised crime a year",
                    "組織犯罪による攻撃の年間回数", (0.5, 2, 6), (1.1e6, 8.2e6)),
        _assumption("claim_truths", "self-declaration", "Share of self-declared measures that are really there",
                    "自己宣言の対策が実際にある割合", (0.4, 0.7, 0.9), (4.6e6, 2.2e6)),
        _assumption("attack_steps", "Organization.spread.days", "Days to move through an office network",
                    "業務ネットワーク内を広がるのに要する日数", (5, 20, 60), (3.9e6, 2.4e6)),
        _assumption("attack_defences", "Component.strongLogin.basic", "Multi-factor log-in at Basic stops remote entry",
                    "多要素認証(Basic)が遠隔侵入を止める確率", (0.3, 0.5, 0.7), (3.4e6, 2.8e6)),
    )  # fmt: skip
    return AttackResult(
        run=Run("organised-crime", 2.0, 10_000, 10_000, 1, 60.0, 1_204, 2_991, "numpy"),
        elements=(
            ElementOutcome("telematics", likelihood(0.21, 0.34, 9.0)),
            ElementOutcome("support-console", likelihood(0.09, 0.15, 16.0)),
            ElementOutcome("onboard", likelihood(0.03, 0.05, 22.0), {"stopped": likelihood(0.02, 0.03, 24.0)},
                           likelihood(0.01, 0.02)),
        ),
        harms=tuple(harms),
        losses=(
            BearerLoss(None, True, loss()),
            BearerLoss("operator", False, loss("JPY", 0.8, 0.05)),
            BearerLoss("telematics", False, loss("JPY", 0.2, 0.03)),
        ),
        casualties=(
            Casualties("fatal", estimate(2.1e-5), estimate(2.1e-5), {"0.99": 0, "0.999": 0}),
            Casualties("serious", estimate(1.9), estimate(0.009), {"0.99": 0, "0.999": 260}),
            Casualties("limited", estimate(0.15), estimate(0.0004), {"0.99": 0, "0.999": 0}),
        ),
        paths=(
            path(8),
            replace(path(5), share=estimate(0.17), probability=estimate(0.00005)),
            replace(path(4, "fleet-stop"), share=estimate(0.61), probability=estimate(0.019)),
        ),
        criticality=(
            Criticality("telematics", "JPY", estimate(2.2e6, 0.1), checked=True),
            Criticality("support-console", "JPY", estimate(1.8e6, 0.1), checked=True),
            Criticality("ota-server", "JPY", estimate(0.4e6, 0.3), checked=False),
            Criticality("dispatch-server", "JPY", Estimate(0.05e6, -0.01e6, 0.11e6), checked=False),
        ),
        surface=surface,
        interval=UnstatedInterval(
            "JPY", estimate(9.4e6, 0.1), estimate(0.7e6, 0.1),
            {"fleet-stop": estimate(0.09), "credential-theft": estimate(0.07)},
            {"fleet-stop": estimate(0.006), "credential-theft": estimate(0.004)}, 118,
        ),
        assumptions=assumptions,
        notes=(Text(en="The fleet is not expanded; its instances stand for one another.",
                    ja="車両群は展開せず、1台で代表させた。"),),
    )  # fmt: skip


def _assumption(
    kind: str, ident: str, en: str, ja: str, values: tuple[float, float, float], losses: tuple[float, float]
) -> AssumptionEffect:
    return AssumptionEffect(kind, ident, Text(en=en, ja=ja), *map(float, values), *losses)


def empty_result() -> AttackResult:
    """Return the result of an attack that reaches nothing."""
    none = LossDistribution("JPY", Estimate(0, 0, 0), Estimate(0, 0, 3.7e-4), {"0.99": 0.0}, 0.99, 0.0, 0.0, ())
    return AttackResult(
        run=Run("opportunist", 12.0, 10_000, 4_096, 7, 14.0, 12, 9, "numpy", partial=True),
        elements=(), harms=(), losses=(BearerLoss(None, True, none),), casualties=(), paths=(), criticality=(),
        surface=(), interval=UnstatedInterval(None, None, None, {}, {}, 0), assumptions=(),
    )  # fmt: skip


def comparison() -> Comparison:
    """Return what multi-factor log-in would change."""
    return Comparison(
        ("CPS.AC-6@operator=advanced",),
        (HarmChange("fleet-stop", estimate(0.034), estimate(0.019), Estimate(-0.015, -0.018, -0.012)),),
        (LossChange("JPY", estimate(3.1e6), estimate(1.9e6), Estimate(-1.2e6, -1.4e6, -1.0e6)),),
        (path(5),),
    )


def report(*, empty: bool = False) -> AttackReport:
    """Return a whole attack report, or that of an attack which reaches nothing."""
    head = bus()[1].model
    return AttackReport(head, empty_result()) if empty else AttackReport(head, result(), comparison())
