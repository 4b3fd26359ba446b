"""A state after edits is what opening the edited files anew gives, assessment and all."""

from __future__ import annotations

import datetime as dt
import random
import threading
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sanso
from sanso.catalogue import load_catalogue
from sanso.model.diagnostics import InputRefused
from sanso.model.editing import Change, Drop, Put, edit
from sanso.model.reading import Held
from sanso.verbs.state import State

CATALOGUE = load_catalogue()
DAY = dt.date(2026, 11, 22)
EXAMPLES = Path(sanso.__file__).parent / "examples"
NAMES = sorted(p.name for p in EXAMPLES.iterdir() if (p / f"{p.name}.yaml").exists())
SECTIONS = (
    "components", "organizations", "harms", "connections", "data", "people", "measures", "systems", "procedures",
)  # fmt: skip
SLOW = settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))


def files_of(name: str) -> dict[str, bytes]:
    folder = EXAMPLES / name
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def opened(files: dict[str, bytes], main: str = "process.yaml") -> State:
    return State.open(files, main, CATALOGUE, DAY)


def check_same(made: State, fresh: State) -> None:
    assert dict(made.contents) == dict(fresh.contents)
    assert made.diagnostics == fresh.diagnostics
    assert made.model == fresh.model
    assert dict(made.places) == dict(fresh.places)
    assert made.loaded.digest == fresh.loaded.digest
    if fresh.model is None:
        with pytest.raises(InputRefused):
            _ = made.evaluation
    else:
        assert made.evaluation.assessment == fresh.evaluation.assessment
        assert made.evaluation.model == fresh.evaluation.model


def change(state: State, rng: random.Random) -> Change:
    """Return a change of the kinds that forms make, now and then one that makes the model faulty."""
    model = state.model
    assert model is not None
    section = rng.choice([section for section in SECTIONS if getattr(model, section)])
    ident = rng.choice(sorted(getattr(model, section)))
    fields: dict[str, list[Any]] = {
        "components": [
            ("site", "yard"), ("kind", "server"), ("exposure", ["internet"]), ("count", 2), ("kind", "wrong"),
            ("name", {"en": "N", "ja": "名"}), ("roles", {"owner": rng.choice(sorted(model.organizations))}),
        ],
        "organizations": [("scale", "sme"), ("name", "Org: #1"), ("country", "JP")],
        "harms": [("human", "fatal"), ("human", "limited"), ("rationale", "line\nline"), ("economic", "serious")],
        "connections": [("medium", "radio"), ("data", []), ("name", "Link"), ("to", "nobody")],
        "data": [("retention", "P30D"), ("categories", [])],
        "people": [("count", 7), ("name", "People")],
        "measures": [("CPS.AC-1", "advanced"), ("CPS.DS-3", {"level": "basic", "by": "me"}), ("CPS.IP-1", "none")],
        "systems": [("count", 3), ("name", "Sys")],
        "procedures": [("interval", "P1Y"), ("name", "Proc")],
    }  # fmt: skip
    field, value = rng.choice(fields[section])
    match rng.randrange(10):
        case 0:
            return Put(("components", f"new{rng.randrange(3)}"), {"kind": "sensor", "site": "yard"})
        case 1:
            return Put(("measures", rng.choice(sorted(model.components))), {"CPS.AC-1": "basic"})
        case 2:
            return Drop((section, ident))
        case 3:
            return Drop((section, ident, field))
        case 4:
            number = rng.randrange(len(model.confirmations) + 1)
            org = rng.choice(sorted(model.organizations))
            return Put(("confirmations", number), {"perspective": "social-support", "subject": org, "kind": "contact"})
        case 5:
            return Put(("name",), rng.choice(["Named", {"en": "E", "ja": "日"}]))
        case 6 if model.confirmations:
            return Drop(("confirmations", rng.randrange(len(model.confirmations))))
        case _:
            return Put((section, ident, field), value)


def edited_or_not(files: dict[str, bytes], main: str, changes: list[Change]) -> dict[Path, bytes] | InputRefused:
    try:
        return edit(Path(main), changes, Held(files))
    except InputRefused as error:
        return error


@SLOW
@given(st.sampled_from(NAMES), st.integers(0, 10**9))
def test_a_chain_of_edits_of_a_shipped_example(name: str, seed: int) -> None:
    chain(name, seed)


@pytest.mark.long
@settings(SLOW, max_examples=60)
@given(st.sampled_from(NAMES), st.integers(0, 10**9))
def test_chains_of_edits_of_shipped_examples(name: str, seed: int) -> None:
    chain(name, seed)


def chain(name: str, seed: int) -> None:
    rng, main = random.Random(seed), f"{name}.yaml"
    state = opened(files_of(name), main)
    assert state.model is not None
    if rng.random() < 0.8:
        _ = state.evaluation
    for _ in range(4):
        changes = [change(state, rng) for _ in range(rng.choice((1, 1, 1, 2, 3)))]
        files = dict(state.contents)
        wanted = edited_or_not(files, main, changes)
        if isinstance(wanted, InputRefused):
            with pytest.raises(InputRefused) as refused:
                state.edited(changes)
            assert refused.value.diagnostics == wanted.diagnostics
            continue
        fresh = opened({**files, **{path.as_posix(): raw for path, raw in wanted.items()}}, main)
        made = state.edited(changes)
        check_same(made, fresh)
        if made.model is not None:
            state = made


SMALL = {
    "process.yaml": b"sanso: 1\nid: m   # mine\ninclude: more/a.yaml\ncomponents:\n  cam: {kind: sensor}   # seen\n",
    "more/a.yaml": b"components:\n  hub: {kind: gateway}\n",
}


def test_places_name_the_files_of_the_contents() -> None:
    state = opened(SMALL)
    assert state.model is not None
    assert (state.places["hub"].file, state.places["hub"].line) == ("more/a.yaml", 2)
    assert [path.as_posix() for path in state.loaded.files] == ["process.yaml", "more/a.yaml"]


def test_an_edit_keeps_comments_and_other_files() -> None:
    made = opened(SMALL).edited([Put(("components", "hub", "site"), "yard")])
    assert made.contents["process.yaml"] == SMALL["process.yaml"]
    assert made.contents["more/a.yaml"] == b"components:\n  hub: {kind: gateway, site: yard}\n"
    made = made.edited([Put(("components", "cam", "site"), "hall")])
    assert b"cam: {kind: sensor, site: hall}   # seen" in made.contents["process.yaml"]


def test_includes_cannot_leave_the_contents() -> None:
    for name in ("../secret.yaml", "/etc/passwd", "more/../../x.yaml"):
        text = f"sanso: 1\nid: m\ninclude: {name}\ncomponents: {{cam: {{kind: sensor}}}}\n"
        assert [d.code for d in opened({"process.yaml": text.encode()}).diagnostics] == ["include-outside"]
    text = "sanso: 1\nid: m\ninclude: ../b.yaml\ncomponents: {cam: {kind: sensor}}\n"
    files = {"in/process.yaml": text.encode(), "b.yaml": b""}
    assert [d.code for d in opened(files, "in/process.yaml").diagnostics] == ["include-outside"]


def test_a_faulty_model_is_a_state_too() -> None:
    faulty = opened(SMALL).with_files({**SMALL, "process.yaml": b"sanso: 1\nid: m\ncomponents: {cam: {kind: wrong}}\n"})
    assert faulty.model is None
    assert [d.code for d in faulty.diagnostics] == ["unknown-word"]
    with pytest.raises(InputRefused):
        _ = faulty.evaluation
    check_same(faulty.with_files(SMALL), opened(SMALL))
    assert [d.code for d in opened({}).diagnostics] == ["missing-file"]


def test_another_first_file_and_the_same_files() -> None:
    state = opened(SMALL)
    assert state.with_files(dict(SMALL)) is state
    other = state.with_files({"m.yaml": b"sanso: 1\nid: other\ncomponents: {cam: {kind: sensor}}\n"}, "m.yaml")
    assert other.model is not None
    assert other.model.id == "other"


def test_many_threads_share_one_evaluation() -> None:
    state = opened(files_of("bus-operation"), "bus-operation.yaml")
    seen: list[int] = []
    threads = [threading.Thread(target=lambda: seen.append(id(state.evaluation))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 4
    assert len(set(seen)) == 1
    assert state.views.perspectives is state.views.perspectives


def test_tables_are_states_too() -> None:
    rows = b'{"sanso": 1, "id": "m"}\n{"in": "components", "id": "cam", "kind": "sensor"}\n'
    state = opened({"m.jsonl": rows}, "m.jsonl")
    made = state.edited([Put(("components", "cam", "site"), "yard")])
    assert made.contents["m.jsonl"] == rows.replace(b'"sensor"}', b'"sensor", "site": "yard"}')
    check_same(made, opened(dict(made.contents), "m.jsonl"))
