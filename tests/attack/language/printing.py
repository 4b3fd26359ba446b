"""Random languages, and languages as MAL text.

All asset types inherit from ``A0``, directly or not, so every two of them have a common ancestor.
"""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from sanso.attack.language import (
    AssetType,
    Association,
    Closure,
    Collect,
    Combined,
    Difference,
    Distribution,
    End,
    Expression,
    Field,
    Intersection,
    Language,
    Number,
    Step,
    StepKind,
    StepName,
    SubType,
    Ttc,
    Union,
    Variable,
)

__all__ = ["languages", "printed"]

_SIGNS = {"or": "|", "and": "&", "defense": "#", "exist": "E", "notExist": "!E"}
_OPERATORS = {Union: "\\/", Intersection: "/\\", Difference: "-", Collect: "."}


def printed(language: Language) -> str:
    """Return *language* as MAL text, every changed step written anew, every operator in brackets."""
    lines = [f'#{name}: "{value}"' for name, value in language.defines.items()]
    for asset in language.assets.values():
        above = language.assets[asset.parent] if asset.parent is not None else None
        parent = f" extends {asset.parent}" if asset.parent is not None else ""
        lines.append(f"category {asset.category} {{ {'abstract ' * asset.abstract}asset {asset.name}{parent}")
        lines.append(f"{_meta(asset.meta)} {{")
        for name, value in asset.variables.items():
            if above is None or name not in above.variables:
                lines.append(f"let {name} = {_expression(value)}")
        lines += [_step(s) for s in asset.steps.values() if above is None or above.steps.get(s.name) != s]
        lines.append("} }")
    lines.append("associations {")
    for a in language.associations:
        lines.append(f"{_left(a.left)} <-- {a.name} --> {_right(a.right)} {_meta(a.meta)}")
    return "\n".join([*lines, "}"])


def _meta(meta: object) -> str:
    assert isinstance(meta, dict)
    texts = {key: value.replace('"', '\\"') for key, value in meta.items()}
    return " ".join(f'{key} info: "{text}"' for key, text in texts.items())


def _many(end: End) -> str:
    return f"{end.least}..{'*' if end.most is None else end.most}"


def _left(end: End) -> str:
    return f"{end.asset} [{end.field}] {_many(end)}"


def _right(end: End) -> str:
    return f"{_many(end)} [{end.field}] {end.asset}"


def _step(step: Step) -> str:
    parts = [_SIGNS[step.kind], step.name, *(f"@{tag}" for tag in sorted(step.tags))]
    if step.ttc is not None:
        parts.append(f"[{_ttc(step.ttc)}]")
    parts.append(_meta(step.meta))
    if step.requires:
        parts.append("<- " + ", ".join(map(_expression, step.requires)))
    parts.append("-> " + ", ".join(map(_expression, step.reaches)))
    return " ".join(parts)


def _expression(expression: Expression) -> str:
    match expression:
        case Field(name) | StepName(name):
            return name
        case Variable(name):
            return f"{name}()"
        case SubType(of, asset):
            return f"{_operand(of)}[{asset}]"
        case Closure(of):
            return f"{_operand(of)}*"
        case Collect(left, right) | Union(left, right) | Intersection(left, right) | Difference(left, right):
            return f"{_operand(left)}{_OPERATORS[type(expression)]}{_operand(right)}"


def _operand(expression: Expression) -> str:
    shown = _expression(expression)
    return shown if isinstance(expression, (Field, StepName, Variable)) else f"({shown})"


def _ttc(ttc: Ttc) -> str:
    match ttc:
        case Number(value):
            return repr(value)
        case Distribution(name, arguments):
            return f"{name}({', '.join(map(repr, arguments))})"
        case Combined(operator, left, right):
            return f"({_ttc(left)}) {operator} ({_ttc(right)})"


NUMBERS = st.integers(1, 9999).map(lambda n: n / 100)
TTCS = st.recursive(
    st.one_of(
        NUMBERS.map(Number),
        NUMBERS.map(lambda rate: Distribution("Exponential", (rate,))),
        st.tuples(NUMBERS, NUMBERS).map(lambda pair: Distribution("Gamma", pair)),
        st.tuples(NUMBERS, NUMBERS).map(lambda pair: Distribution("Uniform", tuple(sorted(pair)))),
    ),
    lambda inner: st.builds(Combined, st.sampled_from("+-*/^"), inner, inner),
    max_leaves=5,
)
COINS = NUMBERS.map(lambda n: Distribution("Bernoulli", (n / 100,)))
LETTERS = st.text(st.characters(blacklist_categories=["Cc", "Cs"], blacklist_characters="\\"), max_size=8)
METAS = st.dictionaries(
    st.sampled_from(["user", "developer"]),
    LETTERS,
)


@st.composite
def languages(draw: st.DrawFn) -> Language:
    """Return a random language."""
    count = draw(st.integers(1, 5))
    parents = [None, *(draw(st.integers(0, index - 1)) for index in range(1, count))]
    steps = [f"s{index}" for index in range(3)]
    assets: dict[str, AssetType] = {}
    for index, parent in enumerate(parents):
        above = assets[f"A{parent}"] if parent is not None else None
        assets[f"A{index}"] = AssetType(
            name=f"A{index}",
            category=draw(st.sampled_from(["C", "D"])),
            abstract=draw(st.booleans()),
            parent=above.name if above else None,
            meta=draw(METAS),
            steps=dict(above.steps) if above else {},
            variables={} if above is None else dict(above.variables),
        )
    drafts = Language("random", "1.0.0", assets, _associations(draw, count), {"id": "random", "version": "1.0.0"})
    finished: dict[str, AssetType] = {}
    for name, asset in assets.items():
        above = finished[asset.parent] if asset.parent is not None else None
        variables = dict(above.variables) if above else {}
        variables[f"v{name}"] = _found(draw, drafts, name, 2)[0]
        own = dict(above.steps) if above else {}
        for step in steps if above is None else draw(st.lists(st.sampled_from([*steps, f"own{name}"]), unique=True)):
            own[step] = _drawn_step(draw, replace(drafts), name, step, own.get(step))
        finished[name] = replace(asset, steps=own, variables=variables)
    return replace(drafts, assets=finished)


def _associations(draw: st.DrawFn, count: int) -> tuple[Association, ...]:
    def end(asset: str, field: str) -> End:
        least = draw(st.integers(0, 3))
        return End(asset, field, least, draw(st.none() | st.integers(max(least, 1), 9)))

    links = [Association("Link", end("A0", "l"), end("A0", "r"), draw(METAS))]
    links += [Association("To", end("A0", f"b{i}"), end(f"A{i}", f"f{i}")) for i in range(1, count)]
    return tuple(links)


def _drawn_step(draw: st.DrawFn, language: Language, asset: str, name: str, before: Step | None) -> Step:
    kind: StepKind = before.kind if before else draw(st.sampled_from(["or", "and", "defense", "exist", "notExist"]))
    exists = kind in ("exist", "notExist")
    ttc = None if exists else draw(st.none() | (COINS if kind == "defense" else TTCS))
    requires = [_found(draw, language, asset, 2)[0] for _ in range(draw(st.integers(1, 2)))] if exists else []
    reaches: list[Expression] = []
    for _ in range(draw(st.integers(1, 3))):
        target = StepName(draw(st.sampled_from(["s0", "s1", "s2"])))
        if draw(st.booleans()):
            reaches.append(Collect(_found(draw, language, asset, 3)[0], target))
        else:
            reaches.append(target)
    return Step(
        name=name,
        kind=kind,
        ttc=ttc,
        tags=frozenset(draw(st.sets(st.sampled_from(["t", "u"])))),
        meta=draw(METAS),
        reaches=tuple(dict.fromkeys(reaches)),
        requires=tuple(dict.fromkeys(requires)),
        declared_in=asset,
    )


def _found(draw: st.DrawFn, language: Language, asset: str, depth: int) -> tuple[Expression, str]:
    """Return an expression from *asset*, and the type of what it finds."""
    choice = draw(st.integers(0, 5)) if depth else 0
    if choice == 0:
        field = draw(st.sampled_from(["l", "r", *(f"f{i}" for i in range(1, len(language.assets)))]))
        return Field(field), "A0" if field in "lr" else "A" + field[1:]
    if choice == 1:
        kind = draw(st.sampled_from([name for name in language.assets if language.is_a(name, asset)]))
        return Closure(SubType(Field("l"), kind)), asset
    left, found = _found(draw, language, asset, depth - 1)
    if choice == 2:
        kind = draw(st.sampled_from([name for name in language.assets if language.is_a(name, found)]))
        return SubType(left, kind), kind
    if choice == 3:
        right, target = _found(draw, language, found, depth - 1)
        return Collect(left, right), target
    right, other = _found(draw, language, asset, depth - 1)
    common = next(name for name in language.lineage(found) if language.is_a(other, name))
    joined: Expression = draw(st.sampled_from([Union, Intersection, Difference]))(left, right)
    return joined, common
