"""The MAL front end: languages of attack steps from text, with inheritance applied and every name checked.

    language = sanso.attack.language.load("my.mal")
    language.assets["Server"].steps["access"].reaches

What it deliberately does not do: models, attack graphs, probabilities. Read are version 2 of MAL's grammar without
its newer constructs (actions, effects, detectors, multiplicities in expressions), which are refused by name.

Where MAL leaves a choice, it is written down with the code that makes it: what becomes of redeclared steps in
`inheritance`, the types of expressions in `targets`, the rules of TTC in `ttc_reader`.
"""

from __future__ import annotations

from sanso.attack.language.expressions import (
    Closure,
    Collect,
    Difference,
    Expression,
    Field,
    Intersection,
    StepName,
    SubType,
    Union,
    Variable,
)
from sanso.attack.language.language import AssetType, Association, End, Language, Step, StepKind
from sanso.attack.language.loading import BadLanguage, Reading, load, loads, read, reads
from sanso.attack.language.ttc import DISTRIBUTIONS, PRESETS, Combined, Distribution, Number, Operator, Ttc

__all__ = [
    "DISTRIBUTIONS",
    "PRESETS",
    "AssetType",
    "Association",
    "BadLanguage",
    "Closure",
    "Collect",
    "Combined",
    "Difference",
    "Distribution",
    "End",
    "Expression",
    "Field",
    "Intersection",
    "Language",
    "Number",
    "Operator",
    "Reading",
    "Step",
    "StepKind",
    "StepName",
    "SubType",
    "Ttc",
    "Union",
    "Variable",
    "load",
    "loads",
    "read",
    "reads",
]
