"""What is stated about one device: answers to conditions and facts, with basis and evidence, and labels it holds.

The document stands beside the model and is read strictly; every fault has its line::

    sanso_device_check: 1
    element: camera
    conditions: {passwords-used: yes, constrained: no}
    facts:
      password.unique: yes
      update.verified: {answer: yes, basis: third-party, by: Lab, on: 2026-03-01, evidence: [report-7.pdf]}
      data.erase: {answer: not-applicable, reason: keeps no data of users}
    labels:
      - {scheme: uk.psti, level: '1', until: 2027-03-31}

A basis is what the document says; it proves nothing. Whether claims bear it out is not looked at here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ValidationError
from pydantic_core import ErrorDetails

from sanso.catalogue import Catalogue
from sanso.model.answers import Basis
from sanso.model.base import Id, Part
from sanso.model.dates import Day
from sanso.model.diagnostics import Diagnostic, InputRefused, Place, diagnose, has_errors, suggest
from sanso.model.text import LocalText, Text
from sanso.model.yaml_reader import Mapped, locate, read_yaml

__all__ = ["MAX_NODES", "Answer", "DeviceCheck", "FactStatement", "HeldLabel", "implied", "read_device_check"]

MAX_NODES = 20_000
"""Values of one document; a full one has fewer than 2,000."""

Answer = Literal["yes", "no", "unknown", "not-applicable"]
ConditionAnswer = Literal["yes", "no", "unknown"]
Line = Annotated[str, Field(strict=True, min_length=1, max_length=1000)]


def _short(value: Any) -> Any:
    """A bare answer stands for a statement with nothing else; an empty one is unknown."""
    value = "unknown" if value is None else value
    return {"answer": value} if isinstance(value, str) else value


def _one_or_many(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


class FactStatement(Part):
    """An answer to a fact: on which basis, by whom, when, until when it counts, with which evidence."""

    answer: Answer
    basis: Basis = "self-declaration"
    reason: LocalText | None = Field(None, description="Why it does not apply; needed for *not-applicable*.")
    evidence: Annotated[tuple[Line, ...], BeforeValidator(_one_or_many)] = ()
    by: Line | None = None
    on: Day | None = None
    until: Day | None = Field(None, description="Last day on which it counts.")


class HeldLabel(Part):
    """A label that the device holds, until and with the day *until*."""

    scheme: Line
    level: Line
    until: Day | None = None
    number: Line | None = None


Stated = Annotated[FactStatement, BeforeValidator(_short)]
Asked = Annotated[ConditionAnswer, BeforeValidator(lambda value: "unknown" if value is None else value)]


class DeviceCheck(Part):
    """Everything that is stated about one device."""

    sanso_device_check: Annotated[int, Field(strict=True, ge=1, le=1)] = 1
    element: Id
    conditions: Mapping[str, Asked] = Field(default_factory=dict)
    facts: Mapping[str, Stated] = Field(default_factory=dict)
    labels: tuple[HeldLabel, ...] = ()


def read_device_check(text: str, file: str, catalogue: Catalogue, *, element: str | None = None) -> DeviceCheck:
    """Return the device check in *text*, which came from *file*; *element* is whom it has to be about.

    Raises:
        InputRefused: the text is no device check; carries everything that is wrong with it.

    """
    document, found = read_yaml(text, file, MAX_NODES)
    if has_errors(found):
        raise InputRefused(found)
    if not isinstance(document, Mapped) or "sanso_device_check" not in document:
        raise InputRefused([diagnose("not-a-device-check", Place(file), file=file)])
    try:
        check = DeviceCheck.model_validate(document)
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=True)
        faults = dict.fromkeys(_explained(one, document, file) for one in details)
        raise InputRefused(sorted(faults, key=lambda fault: fault.place)) from None
    found.extend(_against(check, catalogue, document, file, element))
    if has_errors(found):
        raise InputRefused(sorted(found, key=lambda fault: fault.place))
    return check


def _explained(detail: ErrorDetails, document: Mapped, file: str) -> Diagnostic:
    steps = tuple(step for step in detail["loc"] if step != "[key]")
    place, path = Place(file, *locate(document, steps)), "/".join(map(str, steps))
    kind, value = detail["type"], str(detail["input"])[:80]
    if kind == "extra_forbidden":
        known = _keys(steps)
        key, at = str(steps[-1]), Place(file, *locate(document, steps, key=True))
        return diagnose("unknown-key", at, path, key=key[:80], hint=suggest(key, known))
    if kind == "missing":
        return diagnose("missing-key", Place(file, *locate(document, steps[:-1])), path, key=str(steps[-1]))
    if kind == "literal_error":
        expected = str(detail.get("ctx", {}).get("expected", "")).replace("'", "").replace(" or ", ", ")
        hint = suggest(value, expected.split(", "))
        return diagnose("unknown-word", place, path, value=value, expected=expected, hint=hint)
    if "date" in kind or steps[-1:] in (("on",), ("until",)):
        return diagnose("bad-date", place, path, value=value)
    if steps == ("element",):
        return diagnose("bad-id", place, path, id=value)
    return diagnose("wrong-type", place, path, expected=_EXPECTED.get(kind.split("_")[0], _ANY))


_EXPECTED: Mapping[str, Text] = MappingProxyType(
    {
        "string": Text(en="text (put a number in quotes)", ja="文字列(数字は引用符で囲む)"),
        "int": Text(en="whole number", ja="整数"),
        "model": Text(en="an answer, or a mapping with one", ja="回答、または回答を含む組"),
        "mapping": Text(en="mapping", ja="キーと値の組"),
        "tuple": Text(en="list", ja="リスト"),
    }
)
_ANY = Text(en="a value as the written form has it", ja="記入用ファイルと同じ形の値")


def _keys(steps: tuple[str | int, ...]) -> list[str]:
    if len(steps) == 1:
        return list(DeviceCheck.model_fields)
    return list((HeldLabel if steps[0] == "labels" else FactStatement).model_fields)


def _against(
    check: DeviceCheck, catalogue: Catalogue, document: Mapped, file: str, element: str | None
) -> Iterator[Diagnostic]:
    """Yield what does not agree with the catalogue, with itself, or with whom it should be about."""

    def at(*steps: str | int, key: bool = False) -> Place:
        return Place(file, *locate(document, steps, key=key))

    if element is not None and check.element != element:
        yield diagnose("other-element", at("element"), "element", id=check.element, expected=element)
    kinds: tuple[tuple[str, Mapping[str, Any], Mapping[str, Any]], ...] = (
        ("conditions", check.conditions, catalogue.device_conditions),
        ("facts", check.facts, catalogue.device_facts),
    )
    for section, stated, known in kinds:
        for ident in stated:
            if ident not in known:
                hint = suggest(ident, list(known))
                yield diagnose(
                    "unknown-key", at(section, ident, key=True), f"{section}/{ident}", key=ident[:80], hint=hint
                )
    for ident, one in check.facts.items():
        if one.answer == "not-applicable" and one.reason is None:
            yield diagnose("fact-without-reason", at("facts", ident), f"facts/{ident}", id=ident[:80])
        for other in implied(catalogue, ident) if one.answer == "yes" else ():
            weaker = check.facts.get(other)
            if weaker is not None and weaker.answer == "no":
                path = f"facts/{other}"
                yield diagnose("contradicting-facts", at("facts", other), path, id=other, stronger=ident)
    for index, label in enumerate(check.labels):
        scheme = catalogue.schemes.get(label.scheme)
        if scheme is None or label.level not in (level.level for level in scheme.levels):
            name = f"{label.scheme}/{label.level}"
            known_levels = [f"{one.id}/{level.level}" for one in catalogue.schemes.values() for level in one.levels]
            path = f"labels/{index}"
            yield diagnose("unknown-reference", at("labels", index), path, id=name, hint=suggest(name, known_levels))


def implied(catalogue: Catalogue, fact: str) -> tuple[str, ...]:
    """Return every fact that *fact* implies, directly or through others, itself not among them."""
    seen: dict[str, None] = {}
    waiting = [fact]
    while waiting:
        record = catalogue.device_facts.get(waiting.pop())
        for other in record.implies if record is not None else ():
            if other not in seen and other != fact:
                seen[other] = None
                waiting.append(other)
    return tuple(seen)
