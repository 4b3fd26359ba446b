"""Any language that is printed as MAL text is read back equal; any text is read or refused, never a crash."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanso.attack.language import Language, reads

from .printing import languages, printed

WORDS = ("category C {", "}", "asset A", "extends B", "{", "|", "& a", "# d", "E e", "!E", "<-", "->", "+>", "a", "b()",
         ".", "*", "[A]", "[Exponential(1)]", "(", ")", "\\/", "/\\", "-", ",", "let v =", "associations {", "1..*",
         "A [x] 1 <-- L --> * [y] A", "@t", '"', '#id: "x"', "//", "/*", "*/", "info:", "\n", "市")  # fmt: skip


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(languages())
def test_round_trip(language: Language) -> None:
    reading = reads(printed(language))
    assert [d.show() for d in reading.diagnostics if d.severity == "error"] == []
    again = reading.language
    assert again is not None
    assert again == language
    for name, asset in language.assets.items():
        assert list(again.assets[name].steps) == list(asset.steps)


@settings(deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join) | st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    reading = reads(text)
    assert (reading.language is None) == any(d.severity == "error" for d in reading.diagnostics)
    lines = text.split("\n")
    for found in reading.diagnostics:
        if found.place.line:
            assert found.place.line <= len(lines)
            assert 1 <= found.place.column <= len(lines[found.place.line - 1]) + 1
