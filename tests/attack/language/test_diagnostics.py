"""Every fault of a MAL text has a code, a place and both languages; none ends in a stack trace."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import sanso.attack.language
from sanso.attack.language import BadLanguage, loads, reads
from sanso.attack.language.scanning import MAX_DEPTH
from sanso.model.mal_messages import MAL_MESSAGES

HEAD = '#id: "t"\n#version: "1.0.0"\n'
NET = "category C { asset N { %s } asset S extends N { | s } asset Z { | z } }\n"
LINKS = "associations { N [ys] * <-- L --> * [xs] N  N [ns] * <-- M --> * [zs] Z }"

TEXTS: dict[str, tuple[str, int, int]] = {
    # syntax: whole texts after the header, which has two lines
    "mal-syntax": ("category C { aset A {} }", 3, 14),
    "mal-syntax-plain": ("category C { asset A { | a -> b c } }", 3, 33),
    "mal-syntax-end": ("category C { asset A { | a", 3, 27),
    "mal-syntax-further": ("category { }\ncategory C { } }", 4, 16),
    "mal-missing": ("category { }\n#a: \"b\"\ncategory C { asset A { | a [Gamma(1, 2] } }", 5, 39),
    "mal-signed-number": ("category C { asset A { | a [Exponential(-1)] } }", 3, 41),
    "mal-open-string": ('category C { asset A user info: "abc { } }', 3, 33),
    "mal-open-comment": ("/* abc", 3, 1),
    "mal-not-computed": ("category C { asset A { | a ! d(a x) } }", 3, 28),
    # defines, metadata
    "mal-duplicate-define": ('#a: "1"\n#a: "2"', 4, 2),
    "mal-duplicate-meta": ('category C a info: "1" a info: "2" { }', 3, 24),
    # asset types
    "mal-duplicate-asset": ("category C { asset A {} asset A {} }", 3, 31),
    "mal-unknown-parent": ("category C { asset Aa {} asset B extends Ab {} }", 3, 42),
    "mal-inheritance-ring": ("category C { asset A extends B {} asset B extends A {} }", 3, 20),
    "mal-lineage": ("category C { asset A0 {}"
                    + "".join(f"\nasset A{i} extends A{i - 1} {{}}" for i in range(1, 101)) + "}", 103, 7),
    "mal-abstract-unused": ("category C { abstract asset A {} }", 3, 29),
    "mal-unknown-asset": ("category C { asset A {} }\nassociations { A [a] 1 <-- L --> 1 [b] B }", 4, 40),
    # associations
    "mal-multiplicity": ("category C { asset A {} }\nassociations { A [a] 2..1 <-- L --> 1 [b] A }", 4, 22),
    "mal-duplicate-association": (
        "category C { asset A {} asset B {} }\n"
        "associations { A [a] 1 <-- L --> 1 [b] A  B [a] 1 <-- L --> 1 [b] B }", 4, 55),
    "mal-duplicate-field": (
        "category C { asset A {} asset B extends A {} }\n"
        "associations { A [a] 1 <-- L --> 1 [b] A  B [c] 1 <-- M --> 1 [b] B }", 4, 64),
    "mal-field-is-step": ("category C { asset A { | b } }\nassociations { A [a] 1 <-- L --> 1 [b] A }", 4, 37),
    "mal-include-in-text": ('include "a.mal"', 3, 9),
}  # fmt: skip

BODIES: dict[str, tuple[str, int]] = {
    # what the asset type N says, and the column of the fault from where its body begins
    "mal-duplicate-step": ("| a | a", 7),
    "mal-nothing-to-add": ("| a +> a", 3),
    "mal-requires-misplaced": ("| a <- xs", 5),
    "mal-no-requires": ("E a", 3),
    "mal-classified-guard": ("# a {C}", 6),
    "mal-leads-to-guard": ("| a -> b # b", 8),
    "mal-unknown-field": ("| a -> xz.a", 8),
    "mal-unknown-step": ("| open -> xs.opem", 14),
    "mal-unknown-variable": ("let vv = xs | a -> vw().a", 20),
    "mal-variable-not-called": ("let vv = xs | a -> vv.a", 20),
    "mal-step-not-last": ("| a -> a.a", 8),
    "mal-field-last": ("| a -> xs", 8),
    "mal-no-step": ("| a -> xs*", 8),
    "mal-duplicate-variable": ("let v = xs let v = ys", 16),
    "mal-variable-ring": ("let v = w() let w = v()", 21),
    "mal-no-common-type": ("| a -> (xs \\/ zs).a", 9),
    "mal-cast": ("| a -> xs[Z].z", 11),
    "mal-closure": ("| a -> zs*.z", 8),
    "mal-expression-too-large": (
        "let v0 = xs " + " ".join(f"let v{i} = (v{i - 1}() \\/ v{i - 1}())" for i in range(1, 14)), 0),
    "mal-too-deep": ("let v = " + "." .join(["xs"] * (MAX_DEPTH + 1)), 0),
    "mal-unknown-ttc": ("| a [Exponental(1)]", 6),
    "mal-ttc-arguments": ("| a [Gamma(1)]", 6),
    "mal-ttc-range": ("# a [Bernoulli(1.5)]", 6),
    "mal-ttc-number": ("| a [" + "9" * 400 + "]", 6),
    "mal-ttc-by-zero": ("| a [1 / 0]", 10),
    "mal-ttc-coin": ("| a [2 - HardAndUncertain]", 10),
    "mal-switched-step": ("| a [Enabled]", 6),
    "mal-defence-ttc": ("# a [Exponential(1)]", 6),
    "mal-existence-ttc": ("E a [Enabled] <- xs", 5),
}  # fmt: skip

ELSEWHERE = {
    "mal-missing-define", "mal-version", "mal-other-kind", "mal-too-many-steps",
    "mal-not-a-file", "mal-too-large", "mal-include-outside",
}  # fmt: skip
"""Codes with a test of their own, here or in `test_files`."""


def test_every_code_is_tested() -> None:
    assert set(MAL_MESSAGES) == TEXTS.keys() | BODIES.keys() | ELSEWHERE
    source = "".join(path.read_text("utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    assert all(source.count(f'"{code}"') > 1 for code in ELSEWHERE)


@pytest.mark.parametrize(("code", "case"), TEXTS.items(), ids=list(TEXTS))
def test_a_fault_of_a_text(code: str, case: tuple[str, int, int]) -> None:
    text, line, column = case
    found = [d for d in reads(HEAD + text, "t.mal").diagnostics if d.code == code]
    assert [(d.place.file, d.place.line, d.place.column) for d in found][:1] == [("t.mal", line, column)]
    assert found[0].message.en != found[0].message.ja


@pytest.mark.parametrize(("code", "case"), BODIES.items(), ids=list(BODIES))
def test_a_fault_of_a_body(code: str, case: tuple[str, int]) -> None:
    body, column = case
    reading = reads(HEAD + NET % body + LINKS, "t.mal")
    assert {d.code for d in reading.diagnostics} == {code}
    assert (reading.language is None) == (MAL_MESSAGES[code].severity == "error")
    if column:
        assert [(d.place.line, d.place.column) for d in reading.diagnostics] == [
            (3, len("category C { asset N { ") + column)
        ]


def test_defines_are_asked_for() -> None:
    assert [d.code for d in reads("").diagnostics] == ["mal-missing-define"] * 2
    assert [d.code for d in reads('#id: " "\n#version: "1"').diagnostics] == ["mal-missing-define", "mal-version"]


def test_a_redeclared_step_keeps_its_kind() -> None:
    (found,) = reads(HEAD + "category C { asset A { | a } asset B extends A { & a } }").diagnostics
    assert (found.code, found.path) == ("mal-other-kind", "B/a")
    assert "declared as &, but inherited from A as |" in found.message.en


def test_hints() -> None:
    text = HEAD + NET % "let first = xs | open -> xs.opem, xss.open, firts().open" + LINKS
    shown = [d.show() for d in reads(text).diagnostics]
    assert [line.splitlines()[-1].strip() for line in shown] == [
        "did you mean `open`?", "did you mean `xs`?", "did you mean `first`?",
    ]  # fmt: skip
    assert "did you mean `asset`?" in reads(HEAD + "category C { aset A {} }").diagnostics[0].show()


def test_all_faults_are_found_at_once_and_none_follows_from_another() -> None:
    text = """category C {
      asset A extends Missing { | a -> b, inherited, unknown.step }
      asset B { | b [Gamma(1)] -> xs.c | d [Foo] }
    }
    associations { B [ys] 3..2 <-- L --> * [xs] Missing }"""
    codes = [d.code for d in reads(HEAD + text).diagnostics]
    assert codes == ["mal-unknown-parent", "mal-ttc-arguments", "mal-unknown-ttc", "mal-multiplicity",
                     "mal-unknown-asset"]  # fmt: skip


def test_columns_count_characters() -> None:
    text = HEAD + 'category C { asset A user info: "日本語の説明" { | a -> b } }'
    (found,) = reads(text).diagnostics
    assert text.splitlines()[2][found.place.column - 1 :].startswith("b }")


def test_the_error_shows_everything() -> None:
    with pytest.raises(BadLanguage) as caught:
        loads(HEAD + "category C { asset A { | a -> b | a } }", "my.mal")
    assert [d.code for d in caught.value.diagnostics] == ["mal-unknown-step", "mal-duplicate-step"]
    assert str(caught.value).startswith("my.mal:3:31: mal-unknown-step: A has no step b")


@pytest.mark.parametrize("construct", [
    "| action a", "& effect a", "| a ! d(a x)", "| a //! d(a x)", "| a -> xs:2.a", "| a A> xs/ys", "| a R> xs/ys",
])  # fmt: skip
def test_what_is_not_computed_is_refused(construct: str) -> None:
    reading = reads(HEAD + NET % construct + LINKS)
    assert reading.language is None
    assert "mal-not-computed" in {d.code for d in reading.diagnostics}


@pytest.mark.parametrize(
    "text",
    [
        "(" * 100_000, "}\n" * 100_000, '"\n' * 10_001, "/*\n" * 100_000, "a\n" * 50_000, "\0", "\ud800",
        "x" * 20_000, "category C { asset A { let v = " + "(\n" * 50_000 + "x" + ")\n" * 50_000 + "} }",
        "category C { asset A { let v = " + "x.\n" * 50_000 + "x } }",
        "category C { asset A { | s [" + "1+\n" * 50_000 + "1] } }",
        "category C { asset A {" + "\n".join(f"let v{i} = v{i + 1}()" for i in range(3_000)) + " } }",
        "category C {" + "\n".join(f"asset A{i} extends A{i + 1} {{}}" for i in range(5_000)) + "}",
    ],
    ids=range(13),
)  # fmt: skip
def test_hostile_texts(text: str) -> None:
    reading = reads(HEAD + text)
    assert reading.language is None
    assert all(len(d.show()) < 1_000 for d in reading.diagnostics)


def test_steps_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sanso.attack.language.inheritance.MAX_STEPS", 3)
    text = "category C { asset A { | a | b } asset B extends A {} asset D extends A {} }"
    assert [d.code for d in reads(HEAD + text).diagnostics] == ["mal-too-many-steps"]


def test_public_names() -> None:
    assert sanso.attack.language.__all__ == sorted(
        sanso.attack.language.__all__, key=lambda name: (not name.isupper(), not name[0].isupper(), name)
    )
    assert all(re.fullmatch("mal-[a-z-]+", code) for code in MAL_MESSAGES)
