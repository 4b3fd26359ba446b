"""Files of which little has changed give what reading all of them anew gives: models, diagnostics, places, digest."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sanso
from sanso.catalogue import load_catalogue
from sanso.model.loading import Loaded, load, reload
from sanso.model.reading import Held

CATALOGUE = load_catalogue()
VOCABULARY = CATALOGUE.vocabulary()
DAY = dt.date(2026, 11, 22)
EXAMPLES = Path(sanso.__file__).parent / "examples"
SLOW = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
SNIPPETS = (
    "  zz: {kind: sensor}\n", "  zz: {}\n", "# note\n", "\n", "    kind: gateway\n", "  - {}\n", "---\n", "...\n",
    "people:\n", "zz: 1\n", "  zz: &a {kind: sensor}\n", "  yy: *a\n", "      deep\n", "  zz: {kind: sensor,\n", "}\n",
    '  zz: "open\n', "  zz: |\n    text\n\n", "  ? zz\n", "  zz:\n    kind: sensor   # mine\n", "\t\n",
    "  zz: {kind: sensor, roles: {owner: nobody}}\n", "  zz: {kind: wrong}\n", "  市バス: {kind: sensor}\n",
    "  a b: {}\n",
)  # fmt: skip
WORDS = (
    "sensor",
    "gateway",
    "serious",
    "fatal",
    "advanced",
    "nobody",
    "{",
    "}",
    '"',
    ": ",
    "#",
    "12",
    "[",
    "、",
    "&x ",
)


def shipped() -> dict[str, tuple[str, dict[str, bytes]]]:
    """Return the files of the shipped examples by folder."""
    found = {}
    for folder in sorted(EXAMPLES.iterdir()):
        files = {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*.yaml"))}
        main = next((name for name in ("process.yaml", f"{folder.name}.yaml", *files) if name in files), None)
        if main is not None and b"sanso: 1" in files[main]:
            found[folder.name] = (main, files)
    return found


SHIPPED = shipped()


def same(one: Loaded, other: Loaded) -> bool:
    return (
        one.diagnostics == other.diagnostics
        and one.model == other.model
        and dict(one.places) == dict(other.places)
        and list(one.places) == list(other.places)
        and one.digest == other.digest
        and one.files == other.files
        and in_order(one) == in_order(other)
    )


def in_order(loaded: Loaded) -> Iterator[object] | list[object]:
    if loaded.model is None:
        return []
    return [(section, list(value)) for section, value in loaded.model if isinstance(value, dict)]


def altered(text: str, rng: random.Random) -> str:
    """Return *text* with a small change, sound or not."""
    lines = text.splitlines(keepends=True)
    at = rng.randrange(len(lines))
    match rng.randrange(9):
        case 0:
            del lines[at : at + rng.choice((1, 1, 2, 5))]
        case 1:
            lines.insert(at, lines[rng.randrange(len(lines))])
        case 2 | 3:
            lines.insert(at, rng.choice(SNIPPETS))
        case 4:
            other = rng.randrange(len(lines))
            lines[at], lines[other] = lines[other], lines[at]
        case 5:
            spot = rng.randrange(len(lines[at]) + 1)
            lines[at] = lines[at][:spot] + rng.choice(WORDS) + lines[at][spot:]
        case 6:
            spot = rng.randrange(len(lines[at]))
            lines[at] = lines[at][:spot] + lines[at][spot + 1 :]
        case 7:
            words = lines[at].split(" ")
            words[rng.randrange(len(words))] = rng.choice(WORDS)
            lines[at] = " ".join(words)
        case _:
            lines[at] = lines[at].rstrip("\n") + rng.choice(("", "\n\n", "  # note\n"))
    return "".join(lines)


def loaded_of(files: Mapping[str, bytes], main: str) -> Loaded:
    return load(Path(main), VOCABULARY, Held(files))


def generated(rng: random.Random) -> str:
    """Return a model in the styles that people mix."""
    lines = [
        "# head",
        "sanso: 1",
        "id: m  # mine",
        "organizations:",
        "  op: {scale: sme}",
        "  # between",
        "  other: {}",
    ]
    lines += ["components:"]
    for n in range(rng.randrange(1, 9)):
        match rng.randrange(4):
            case 0:
                lines += [f"  c{n}: {{kind: sensor, roles: {{owner: op}}}}"]
            case 1:
                lines += [f"  c{n}:", "    kind: gateway   # block", "    roles: {owner: other}", ""]
            case 2:
                lines += [f"  c{n}:", "    kind: server", "    description: |", "      many", "", "      lines", ""]
            case _:
                lines += [f"  c{n}: {{kind: actuator,", f"    name: C{n}}}", "  # after"]
    lines += ["measures:", "  op: {CPS.AC-1: basic}", "  c0:", "    CPS.DS-3: {level: not-applicable}"]
    lines += ["confirmations:"]
    for n in range(rng.randrange(1, 4)):
        lines += [f"  - {{perspective: social-support, subject: op, kind: contact, address: A{n}}}"]
    lines += ["harms:", "  h: {cause: {element: c0, effect: manipulated}, human: serious}", "name: Mine"]
    return "\n".join(lines) + "\n"


@SLOW
@given(st.sampled_from(sorted(SHIPPED)), st.integers(0, 10**9))
def test_small_changes_of_shipped_examples(name: str, seed: int) -> None:
    main, files = SHIPPED[name]
    chain(main, dict(files), random.Random(seed))


@settings(SLOW, max_examples=60)
@given(st.integers(0, 10**9))
def test_small_changes_of_generated_models(seed: int) -> None:
    rng = random.Random(seed)
    chain("m.yaml", {"m.yaml": generated(rng).encode()}, rng)


@pytest.mark.long
@settings(SLOW, max_examples=1500)
@given(st.integers(0, 10**9))
def test_many_small_changes(seed: int) -> None:
    rng = random.Random(seed)
    chain("m.yaml", {"m.yaml": generated(rng).encode()}, rng)


def chain(main: str, files: dict[str, bytes], rng: random.Random) -> None:
    before = loaded_of(files, main)
    for _ in range(6):
        name = rng.choice(sorted(files))
        try:
            made = {**files, name: altered(files[name].decode(), rng).encode()}
        except ValueError:
            return
        whole = loaded_of(made, main)
        again = reload(before, files, made, VOCABULARY)
        assert again is None or same(again, whole), (files[name].decode(), made[name].decode())
        if whole.model is None and rng.random() < 0.7:
            continue
        files, before = made, whole if again is None else again


_CONTACT = "  - {perspective: social-support, subject: op, kind: contact, address: A0}\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  c0: {kind: sensor}\n", "  c0: {kind: gateway}\n"),
        ("  c0: {kind: sensor}\n", "  c0: {kind: sensor}\n  c9: {kind: gateway}\n"),
        ("  c1: {kind: server}\n", ""),
        ("human: serious", "human: fatal"),
        ("name: Mine", "name: {en: Ours, ja: 我々}"),
        ("CPS.AC-1: basic", "CPS.AC-1: advanced"),
        ("address: A1", "address: B"),
        ("  - {perspective: social-support, subject: op, kind: contact, address: A0}\n", ""),
        ("{scale: sme}", "{scale: large}  # now"),
        ("CPS.AC-1: basic", "CPS.AC-1: wrong"),
        ("  c0: {kind: sensor}\n", "  c0: {kind: sensor, roles: {owner: nobody}}\n"),
    ],
)
def test_common_changes_are_read_where_they_are(old: str, new: str) -> None:
    text = generated(random.Random(1)).replace(", address: A0}", ", address: A1}\n" + _CONTACT.rstrip("\n"))
    text = (
        text[: text.index("components:")]
        + "components:\n  c0: {kind: sensor}\n  c1: {kind: server}\n"
        + text[text.index("measures:") :]
    )
    assert old in text
    made = text.replace(old, new)
    before = loaded_of({"m.yaml": text.encode()}, "m.yaml")
    assert before.model is not None
    again = reload(before, {"m.yaml": text.encode()}, {"m.yaml": made.encode()}, VOCABULARY)
    assert again is not None
    assert same(again, loaded_of({"m.yaml": made.encode()}, "m.yaml"))
    if again.model is not None and new and "kind: gateway}" not in new:
        assert again.model.components["c1"] is before.model.components["c1"]
