"""Findings are limited, suggestions are cheap, messages are whole."""

from __future__ import annotations

import re
import string
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sanso
from sanso.model.diagnostics import InputRefused, Place, diagnose, has_errors, printable, suggest
from sanso.model.findings import Findings
from sanso.model.messages import MESSAGES, Message
from sanso.model.problems import EXPECTED, problem_text, reason_text
from sanso.model.suggestions import Suggester, nearest

from .factory import assert_whole

PLACE = Place("f", 1, 1)
SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in Path(sanso.__file__).parent.rglob("*.py")
                   if not path.name.endswith("messages.py"))  # fmt: skip


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize(("code", "message"), MESSAGES.items(), ids=list(MESSAGES))
def test_messages_are_whole(code: str, message: Message) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code)
    assert message.severity in ("error", "warning", "info")
    for text in (message.message, *([message.hint] if message.hint else [])):
        assert text.en.strip()
        assert text.ja.strip()
        assert text.en != text.ja
        assert fields(text.en) == fields(text.ja)
        assert re.search("[ぁ-んァ-ヶ一-龠]", text.ja)
        assert not re.search("[ぁ-んァ-ヶ一-龠]", text.en.replace("3億円", "").replace("3/年", ""))


@pytest.mark.parametrize("code", MESSAGES)
def test_every_code_is_in_use(code: str) -> None:
    assert f'"{code}"' in SOURCE


def test_every_code_that_is_used_has_a_message() -> None:
    used = set(re.findall(r"""(?:report|diagnose|refuse)\(\s*"([a-z0-9-]+)\"""", SOURCE))
    assert used <= set(MESSAGES)
    assert len(used) > 40


@pytest.mark.parametrize(("code", "message"), MESSAGES.items(), ids=list(MESSAGES))
def test_every_message_can_be_filled(code: str, message: Message) -> None:
    texts = [message.message, *([message.hint] if message.hint else [])]
    values = {name: "x" for text in texts for name in fields(text.en)}
    assert_whole(diagnose(code, PLACE, **values))


def test_unknown_codes_and_missing_values() -> None:
    with pytest.raises(KeyError):
        diagnose("no-such-code", PLACE)
    with pytest.raises(KeyError):
        diagnose("missing-file", PLACE)


def test_show() -> None:
    found = diagnose("not-a-file", PLACE, file="x")
    assert found.show() == "f:1:1: not-a-file: x is not a file\n    name the model file itself"
    assert found.show("ja").startswith("f:1:1: not-a-file: x はファイル")
    assert str(Place("f")) == "f"
    assert str(InputRefused([found])) == found.show()
    assert has_errors([found])


@given(st.text(alphabet=st.characters(blacklist_categories=()), max_size=30))
def test_words_of_the_input_can_be_shown(word: str) -> None:
    found = diagnose("unknown-key", PLACE, f"a/{word}", key=word, hint=suggest(word, [word + "x"]))
    for text in (found.path, found.show("en"), found.show("ja")):
        text.encode()
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", text)


def test_long_words_are_cut() -> None:
    assert len(diagnose("unknown-key", PLACE, "x" * 10**6, key="y" * 10**6).show()) < 2000
    assert printable("abc", 3) == "abc"
    assert printable("abcd", 3) == "ab…"


# --- limits


def test_findings_keep_so_many_and_count_the_rest() -> None:
    found = Findings(limit=3)
    for number in range(10):
        found.report("missing-file", Place("f", number + 1, 1), file=str(number))
        found.report("no-rationale", Place("f", number + 1, 1), id="x")
    listed = found.all("f")
    assert [d.code for d in listed].count("missing-file") == 3
    assert [d.code for d in listed].count("no-rationale") == 3
    assert [d.code for d in listed][-2:] == ["too-many-faults", "too-many-remarks"]
    assert "7" in listed[-1].message.en
    assert found.full
    assert found.refused
    assert len(found) == 20


def test_an_error_is_never_lost_among_warnings() -> None:
    found = Findings(limit=2)
    for number in range(10):
        found.report("no-rationale", Place("f", number), id="x")
    assert not found.refused
    found.report("missing-file", PLACE, file="x")
    assert found.refused
    assert {d.code for d in found.all("f")} == {"no-rationale", "too-many-remarks", "missing-file"}


def test_the_same_finding_is_kept_once() -> None:
    found = Findings()
    found.add([diagnose("missing-file", PLACE, file="x")] * 3)
    found.report("missing-file", PLACE, file="x")
    assert len(found.all("f")) == 1


def test_findings_are_in_order_of_place() -> None:
    found = Findings()
    for line, column in ((3, 1), (1, 9), (1, 2), (2, 5)):
        found.report("missing-file", Place("f", line, column), file="x")
    assert [(d.place.line, d.place.column) for d in found.all("f")] == [(1, 2), (1, 9), (2, 5), (3, 1)]


# --- suggestions


@pytest.mark.parametrize(
    ("word", "expected"), [("onbord", "onboard"), ("sensors", "sensor"), ("zzz", None), ("", None), ("SENSOR", None)]
)
def test_nearest(word: str, expected: str | None) -> None:
    known = ["onboard", "sensor", "gateway"]
    assert nearest(word, known) == expected
    assert Suggester(known).nearest(word) == expected


def test_nearest_of_very_many() -> None:
    known = [f"unit-{number:05d}" for number in range(20_000)] + ["dispatch-centre", "市バス運行管理"]
    suggester = Suggester(known)
    assert suggester.nearest("dispach-centre") == "dispatch-centre"
    assert suggester.nearest("市バス運行官理") == "市バス運行管理"
    assert suggester.nearest("quux") is None
    began = time.process_time()
    for number in range(100):
        suggester.nearest(f"unti-{number}")
    assert time.process_time() - began < 3


@given(st.lists(st.text(max_size=6), max_size=5), st.text(max_size=8))
def test_what_is_suggested_is_known(known: list[str], word: str) -> None:
    assert nearest(word, known) in (None, *known)
    many = known + [f"number-{n}" for n in range(400)]
    assert Suggester(many).nearest(word) in (None, *many)


# --- words of others


def test_problems_and_reasons_are_translated() -> None:
    assert problem_text("could not find expected ':'").ja == "「:」がありません"
    assert problem_text("something new").ja == "something new"
    assert reason_text(PermissionError(13, "Permission denied")).ja == "読み取りの権限がありません"
    assert reason_text(OSError(4, "Interrupted")).en == "Interrupted"
    assert reason_text(ValueError("embedded null byte")).en == "the name cannot be a file name"
    for text in EXPECTED.values():
        assert text.en != text.ja
