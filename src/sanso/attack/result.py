"""What the attack room finds out: probabilities, loss, paths, criticality, and what they rest on.

All probabilities lie in 0..1 and carry a 95 % interval; all times are days; money is in whole units of its currency.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sanso.attack.estimates import Estimate
from sanso.model.text import Text

__all__ = [
    "AssumptionEffect",
    "AttackPath",
    "AttackResult",
    "BearerLoss",
    "Casualties",
    "Comparison",
    "Criticality",
    "CurvePoint",
    "ElementOutcome",
    "EntryRow",
    "HarmChange",
    "HarmOutcome",
    "Likelihood",
    "LossChange",
    "LossDistribution",
    "PathStep",
    "Run",
    "Stop",
    "UnstatedInterval",
]


@dataclass(frozen=True, slots=True)
class Likelihood:
    """How likely something falls: *campaign* within one campaign that lasts the horizon, *year* within a year.

    *median_days* is the median time from the campaign's start to the fall over all campaigns; None where fewer
    than half of them bring it about.
    """

    campaign: Estimate
    year: Estimate
    median_days: Estimate | None = None


@dataclass(frozen=True, slots=True)
class ElementOutcome:
    """An element: *taken* into the attacker's hands at all, and its effects by their word (those with a chance).

    *fleet* is the same for all instances at once, where the element is a population. A system is taken, and has an
    effect, as soon as any one of its components does.
    """

    element: str
    taken: Likelihood
    effects: Mapping[str, Likelihood] = field(default_factory=dict)
    fleet: Likelihood | None = None


@dataclass(frozen=True, slots=True)
class HarmOutcome:
    """A harm: how likely, and between which bounds the measures that nobody stated leave it.

    *reachable* is False where no entry of the attacker leads to the harm; *reason* then says why in words.
    *estimator* is ``worlds`` or ``importance sampling`` (rare harms) with its *relative_error* where it has one.
    """

    harm: str
    likelihood: Likelihood
    reachable: bool = True
    reason: Text | None = None
    estimator: str = "worlds"
    relative_error: float | None = None


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """A point of the exceedance curve: the yearly loss exceeds *loss* with *probability*."""

    loss: float
    probability: float


@dataclass(frozen=True, slots=True)
class LossDistribution:
    """Yearly loss in one currency.

    *quantiles* by probability (``"0.5"``, ``"0.9"`` …); *value_at_risk* is the quantile at *level*, *tail_mean* the
    mean of the worst 1 - *level* of the years; *any* the probability of any loss at all.
    """

    currency: str
    mean: Estimate
    any: Estimate
    quantiles: Mapping[str, float]
    level: float
    value_at_risk: float
    tail_mean: float
    curve: tuple[CurvePoint, ...]


@dataclass(frozen=True, slots=True)
class BearerLoss:
    """The yearly loss of one bearer; None is the total over all bearers, or harms that nobody is said to bear."""

    bearer: str | None
    total: bool
    loss: LossDistribution


@dataclass(frozen=True, slots=True)
class Casualties:
    """People harmed in a year at one human level: mean number, and the probability that there is anybody."""

    level: str
    mean: Estimate
    any: Estimate
    quantiles: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Stop:
    """A measure that would stop a step: the requirement, whose it is, what is stated, how well it would work.

    *status* is ``stated``, ``none``, ``not-stated`` or ``not-applicable``; *level* the stated one;
    *works* the probability that the measure works, at the stated level or else at the level required (at least Basic).
    """

    requirement: str
    owner: str | None
    status: str
    level: str | None
    works: float


@dataclass(frozen=True, slots=True)
class PathStep:
    """One step of a path in words. *subject* is the element or connection it happens at, *step* the language's name."""

    subject: str
    step: str
    text: Text
    layer: int | None
    incident: str | None
    technique: str | None
    days: float | None
    stops: tuple[Stop, ...] = ()
    fleet: bool = False


@dataclass(frozen=True, slots=True)
class AttackPath:
    """A way from an entry to a harm.

    *share* is the part of the campaigns with this harm in which this way is the earliest; *probability* that this way
    alone carries in a campaign, with shared coins; *bound* the additive bound by which it was found.
    """

    harm: str
    entry: str
    steps: tuple[PathStep, ...]
    elements: tuple[str, ...]
    share: Estimate
    probability: Estimate
    bound: float


@dataclass(frozen=True, slots=True)
class Criticality:
    """Loss per year avoided if the element could not fall; *checked* by a knock-out in the same worlds."""

    element: str
    currency: str
    avoided: Estimate
    checked: bool


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry of the attack surface: what the attacker can get at, on which layer, at whose responsibility.

    *open* is False where the chosen attacker does not use this entry.
    """

    entry: str
    layer: int
    organization: str | None
    elements: tuple[str, ...]
    open: bool


@dataclass(frozen=True, slots=True)
class UnstatedInterval:
    """What the unstated measures leave open: mean yearly loss and probability per harm, all absent and all met."""

    currency: str | None
    loss_absent: Estimate | None
    loss_met: Estimate | None
    harms_absent: Mapping[str, Estimate]
    harms_met: Mapping[str, Estimate]
    unstated: int


@dataclass(frozen=True, slots=True)
class AssumptionEffect:
    """How far one assumption moves the mean yearly loss: at its low and its high end, all else as likely."""

    kind: str
    id: str
    title: Text
    low: float
    likely: float
    high: float
    loss_low: float
    loss_high: float


@dataclass(frozen=True, slots=True)
class Run:
    """What was computed: attacker, worlds, seed, days; *partial* where it was stopped before all worlds were done."""

    attacker: str
    frequency: float
    worlds: int
    worlds_done: int
    seed: int
    horizon_days: float
    steps: int
    links: int
    kernel: str
    partial: bool = False
    what_if: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AttackResult:
    """Everything about the attack on one value creation process."""

    run: Run
    elements: tuple[ElementOutcome, ...]
    harms: tuple[HarmOutcome, ...]
    losses: tuple[BearerLoss, ...]
    casualties: tuple[Casualties, ...]
    paths: tuple[AttackPath, ...]
    criticality: tuple[Criticality, ...]
    surface: tuple[EntryRow, ...]
    interval: UnstatedInterval
    assumptions: tuple[AssumptionEffect, ...]
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class HarmChange:
    """A harm as it stands and under a what-if, in the same worlds: *difference* of the yearly probability."""

    harm: str
    before: Estimate
    after: Estimate
    difference: Estimate


@dataclass(frozen=True, slots=True)
class LossChange:
    """Mean yearly loss as it stands and under a what-if, in the same worlds."""

    currency: str
    before: Estimate
    after: Estimate
    difference: Estimate


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a what-if changes; *what_if* repeats the assumption in words of the command line."""

    what_if: tuple[str, ...]
    harms: tuple[HarmChange, ...]
    losses: tuple[LossChange, ...]
    paths: tuple[AttackPath, ...]
