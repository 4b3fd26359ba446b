"""Any course of events against a plain list of versions."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from sanso.model.text import Text
from sanso.workspace.errors import NotThere, Refused, Stale
from sanso.workspace.files import Files
from sanso.workspace.history import Workspaces
from sanso.workspace.versions import Author

CONTENTS = st.dictionaries(
    st.sampled_from(["m.yaml", "parts/a.yaml", "b.jsonl"]), st.text("ab\n", max_size=60).map(str.encode), min_size=1
).map(lambda found: Files("m.yaml", {"m.yaml": b"main", **found}))
WHAT = Text(en="change", ja="変更")
AUTHORS = st.sampled_from([Author(None, "Sato"), Author(None, "田中")])


class Machine(RuleBasedStateMachine):
    """Saves, stale or not, undo, redo and restore by two people through two instances on one database."""

    def __init__(self, workspaces: Workspaces, other: Workspaces) -> None:
        super().__init__()
        self.both = (workspaces, other)

    @initialize(files=CONTENTS, author=AUTHORS)
    def start(self, files, author):
        self.id = self.both[0].create("org", "w", files, author).id
        self.contents = [files]
        self.done, self.undone = [files], []

    def expect(self, files, base):
        """Return what a change to *files* on *base* should raise."""
        if not 1 <= base <= len(self.contents):
            return NotThere
        return Stale if base != len(self.contents) else None

    def tried(self, change, error):
        if error is None:
            version = change()
            assert version.seq == len(self.contents) + 1
            return True
        with pytest.raises(error):
            change()
        return False

    @rule(files=CONTENTS, behind=st.sampled_from([0, 0, 0, 0, 1, 2, -1, 50]), who=st.booleans(), author=AUTHORS)
    def save(self, files, behind, who, author):
        base = len(self.contents) - behind
        known = 1 <= base <= len(self.contents)

        def change():
            return self.both[who].save(self.id, base, files, author=author, kind="edit", what=WHAT)

        if known and files.digest == self.contents[-1].digest:
            assert change().seq == len(self.contents)
        elif self.tried(change, self.expect(files, base)):
            self.contents.append(files)
            self.done.append(files)
            self.undone.clear()

    @rule(behind=st.sampled_from([0, 0, 0, 1]), who=st.booleans(), author=AUTHORS)
    def undo(self, behind, who, author):
        base = len(self.contents) - behind
        error = self.expect(None, base) or (Refused if len(self.done) < 2 else None)
        if self.tried(lambda: self.both[who].undo(self.id, base, author), error):
            self.undone.append(self.done.pop())
            self.contents.append(self.done[-1])

    @rule(behind=st.sampled_from([0, 0, 0, 1]), who=st.booleans(), author=AUTHORS)
    def redo(self, behind, who, author):
        base = len(self.contents) - behind
        error = self.expect(None, base) or (None if self.undone else Refused)
        if self.tried(lambda: self.both[who].redo(self.id, base, author), error):
            self.done.append(self.undone.pop())
            self.contents.append(self.done[-1])

    @rule(back=st.integers(0, 6), behind=st.sampled_from([0, 0, 1]), who=st.booleans(), author=AUTHORS)
    def restore(self, back, behind, who, author):
        seq, base = max(1, len(self.contents) - back), len(self.contents) - behind
        files = self.contents[seq - 1]
        error = self.expect(None, base)

        def change():
            return self.both[who].restore(self.id, base, seq, author)

        if error is None and files.digest == self.contents[-1].digest:
            assert change().seq == len(self.contents)
        elif self.tried(change, error):
            self.contents.append(files)
            self.done.append(files)
            self.undone.clear()

    @invariant()
    def newest_is_as_expected(self):
        if hasattr(self, "id"):
            assert self.both[1].find(self.id).head == len(self.contents)
            assert self.both[1].files(self.id, len(self.contents)) == self.contents[-1]
            steps = self.both[0].undoing(self.id)
            assert (steps.undo is not None, steps.redo is not None) == (len(self.done) > 1, bool(self.undone))

    def teardown(self):
        if hasattr(self, "id"):
            fresh = Workspaces(self.both[0]._database, lambda: None, str)  # type: ignore[arg-type,return-value]
            assert [fresh.files(self.id, seq) for seq in range(1, len(self.contents) + 1)] == self.contents
            assert fresh.verify(self.id) == ()


@pytest.mark.parametrize("examples", [8, pytest.param(25, marks=pytest.mark.long)])
def test_any_course_of_events(database, workspaces, clock, new_id, examples):
    other = Workspaces(database, clock, new_id)
    run_state_machine_as_test(
        lambda: Machine(workspaces, other),
        settings=settings(
            max_examples=examples, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
