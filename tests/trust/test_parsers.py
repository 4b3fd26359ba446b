"""Every parser of foreign bytes, given damaged goods: nothing but its refusal comes out, and what it takes is unique.

Changes are made to bytes and to what lies within them, signed anew, so that they reach the last check. The usual run
takes a fixed number of them; ``SANSO_FUZZ_SECONDS=600 pytest -m long tests/trust/test_parsers.py`` goes on for so long.
"""

from __future__ import annotations

import ast
import os
import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.trust.layers import changed_bytes, changed_tree
from tests.trust.parsers import OWN, PARSERS, Parser

import sanso

SOURCE = Path(sanso.__file__).parent
ROOMS = ("envelope", "trust", "formats/claims", "formats/cyclonedx", "report/pictures/label_code.py")
FOREIGN = {"bytes", "str", "Json", "Mapping[str, object]", "SdJwt", "Statement", "LogProof", "Receipt", "Note"}
EXAMPLES = 150


def try_one(parser: Parser, seed: int) -> None:
    """Damage the good example as *seed* says, and read it."""
    rng = random.Random(seed)
    raw = parser.good
    if parser.layer is not None and rng.random() < 0.6:
        tree = parser.layer.open(raw)
        for _ in range(rng.randrange(1, 4)):
            tree = changed_tree(rng, tree)
        raw = parser.layer.close(tree)
    if raw == parser.good or rng.random() < 0.3:
        for _ in range(rng.randrange(1, 4)):
            raw = changed_bytes(rng, raw)
    try:
        found = parser.read(raw)
    except parser.refusal:
        return
    if parser.written is not None:
        assert parser.written(found) == raw


@pytest.mark.parametrize("name", PARSERS)
def test_the_good_example_is_good(name: str) -> None:
    parser = PARSERS[name]
    found = parser.read(parser.good)
    if parser.written is not None:
        assert parser.written(found) == parser.good
    if parser.layer is not None:
        parser.read(parser.layer.close(parser.layer.open(parser.good)))


@pytest.mark.parametrize("name", PARSERS)
def test_nothing_but_a_refusal_comes_out(name: str) -> None:
    parser = PARSERS[name]

    @settings(max_examples=round(EXAMPLES * parser.weight), deadline=None)
    @given(st.integers(0, 2**64))
    def damaged(seed: int) -> None:
        try_one(parser, seed)

    damaged()


@pytest.mark.long
@pytest.mark.skipif("SANSO_FUZZ_SECONDS" not in os.environ, reason="needs SANSO_FUZZ_SECONDS")
def test_for_as_long_as_asked() -> None:
    until = time.monotonic() + float(os.environ["SANSO_FUZZ_SECONDS"])
    chance = random.SystemRandom()
    while time.monotonic() < until:
        for name, parser in PARSERS.items():
            seed = chance.getrandbits(64)
            try:
                try_one(parser, seed)
            except Exception as error:
                raise AssertionError(f"{name}, seed {seed}") from error


@pytest.mark.parametrize("raw", [b"\x81" * 16_000, b"\xd2" * 16_000, b"\x9b" + b"\xff" * 8, b"\x5b" + b"\x7f" * 8])
def test_cbor_that_asks_for_the_impossible(raw: bytes) -> None:
    for parser in PARSERS.values():
        if any(name in parser.covers for name in ("read_cbor", "read_receipt", "read_label")):
            with pytest.raises(parser.refusal):
                parser.read(raw[: 16 * 1024])


def test_every_parser_is_here() -> None:
    covered = {name for parser in PARSERS.values() for name in parser.covers.split()}
    found = set(parsers())
    assert sorted(found - covered - set(OWN)) == []
    assert sorted(covered - found) == []


def parsers() -> Iterator[str]:
    """Give the public functions that take something foreign and say that they refuse some of it."""
    for room in ROOMS:
        place = SOURCE / room
        for path in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            module = ".".join(path.relative_to(SOURCE).with_suffix("").parts)
            yield from _in(ast.parse(path.read_text("utf-8")), module + ":")


def _in(node: ast.Module | ast.ClassDef, before: str) -> Iterator[str]:
    for part in node.body:
        if isinstance(part, ast.ClassDef) and part.name != "Members":
            yield from _in(part, f"{before}{part.name}.")
        elif isinstance(part, ast.FunctionDef) and not part.name.startswith("_"):
            said = (ast.get_docstring(part) or "").partition("Raises:")[2]
            given_ = [one for one in part.args.args if one.arg not in ("self", "cls")][:2]
            kinds = {ast.unparse(one.annotation).partition(" | ")[0] for one in given_ if one.annotation}
            refuses = any(name in said for name in ("Malformed", "WrongSignature", "InputRefused"))
            if refuses and kinds & FOREIGN:
                yield before + part.name
