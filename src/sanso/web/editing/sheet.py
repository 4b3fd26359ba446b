"""An entry under edit: the version that the form was made from, what it says there, what the form makes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from fastapi import HTTPException, Request

from sanso.model.diagnostics import InputRefused
from sanso.model.editing import Change
from sanso.model.editing.changes import ABSENT
from sanso.model.sources import KEYED_SECTIONS, Sources
from sanso.model.text import Text
from sanso.web.editing.answering import Fault, Reading
from sanso.web.editing.entries import (
    Lines,
    changes_of,
    flat_entry,
    lines_of,
    path_of,
    raw_of,
    read_entry,
    snippet_value,
    spliced,
)
from sanso.web.editing.faults import faults_of
from sanso.web.editing.fields import SINGLE
from sanso.web.editing.form_data import FormData
from sanso.web.editing.labels import FIELD_NAMES, SECTIONS, entry_name, section_name
from sanso.web.editing.written import written
from sanso.web.service import service_of
from sanso.workspace.merging import touching

if TYPE_CHECKING:
    from sanso.verbs.state import State
    from sanso.web.access import Entry
    from sanso.web.states import Shown

__all__ = ["Outcome", "Sheet", "sheet_of", "untouched_sheet"]

_MOST_NAMED = 4


def sheet_of(
    request: Request, entry: Entry, section: str, ident: str, *, base: int | None = None, new: bool = False
) -> Sheet:
    """Return the entry *ident* of *section* as it stands at version *base*, the newest one if not given.

    Raises:
        HTTPException: there is no such entry.
        StoreError: the files cannot be read.

    """
    if section not in SECTIONS or (section == "confirmations" and not _is_index(ident)):
        raise HTTPException(404)
    service = service_of(request)
    head = entry.workspace.head
    seq = base if base is not None and 0 < base <= head else head
    shown = (
        service.head(entry.workspace) if seq == head else service.states.past(entry.workspace.id, seq, service.today())
    )
    sheet = Sheet(entry, section, ident, seq, shown, new)
    if not new and sheet.raw is ABSENT and section not in SINGLE:
        raise HTTPException(404)
    return sheet


def untouched_sheet(request: Request, entry: Entry, section: str, ident: str, base: int) -> Sheet | None:
    """Return the entry as it stands at the newest version, where nothing since version *base* has touched it.

    None where something has, or *base* is the newest version: `sheet_of` tells then.

    Raises:
        StoreError: the files cannot be read.

    """
    service, head = service_of(request), entry.workspace.head
    if section not in KEYED_SECTIONS or not 0 < base < head:
        return None
    since = service.workspaces.versions(entry.workspace.id, most=head - base)
    if any(touching(((section, ident),), version.places) for version in since):
        return None
    sheet = Sheet(entry, section, ident, base, service.head(entry.workspace))
    return sheet if sheet.raw is not ABSENT else None


def _is_index(ident: str) -> bool:
    return ident.isascii() and ident.isdecimal() and len(ident) < 7


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a form comes to: the state with it (None where it cannot be made), changed files, faults by field."""

    state: State | None
    changes: tuple[Change, ...]
    faults: tuple[Fault, ...]
    after: Any = None

    @property
    def good(self) -> bool:
        """Whether it could be saved."""
        return (
            self.state is not None
            and self.state.model is not None
            and not any(fault.severity == "error" for fault in self.faults)
        )


@dataclass
class Sheet:
    """One entry as *shown* says it, which is what version *base* said; *new*: it is not there yet."""

    entry: Entry
    section: str
    ident: str
    base: int
    shown: Shown
    new: bool = False
    made: dict[str, Any] = field(default_factory=dict)

    @property
    def state(self) -> State:
        """The model that the form was made from."""
        return self.shown.state

    @cached_property
    def sources(self) -> Sources:
        """What the files of the model say."""
        return written(self.shown)

    @cached_property
    def raw(self) -> Any:
        """The value of the entry as it is written; ABSENT for a new one."""
        return ABSENT if self.new else raw_of(self.sources, self.section, self.ident)

    @cached_property
    def lines(self) -> Lines | None:
        """The lines of the entry, where it has some to itself."""
        return None if self.new else lines_of(self.sources, self.state.contents, self.section, self.ident)

    @property
    def form(self) -> FormData:
        """The form as it is shown first."""
        return FormData(flat_entry(self.section, self.raw))

    @property
    def address(self) -> str:
        """Where the form is."""
        base = f"/w/{self.entry.workspace.id}/edit/{self.section}"
        return base if self.section in SINGLE or self.new else f"{base}/{quote(self.ident, safe='')}"

    @property
    def name(self) -> Text:
        """What people call the entry."""
        if self.section in SINGLE:
            return section_name(self.section)
        if self.new:
            return Text(en="New {entry}", ja="新規: {entry}").fill(entry=entry_name(self.section))
        if self.section == "confirmations":
            subject = self.raw.get("subject", "") if isinstance(self.raw, dict) else ""
            said = self.label(str(subject)) if subject else Text.of("–")
            return Text(en="Confirmation {n}: {what}", ja="確認{n}: {what}").fill(n=int(self.ident) + 1, what=said)
        said = self.label(self.ident)
        if self.section == "measures":
            return Text(en="Measures of {name}", ja="{name}の対策").fill(name=said)
        return said

    def label(self, ident: str) -> Text:
        """Return the name of a thing of the model."""
        model = self.state.model
        return model.label(ident) if model is not None else Text.of(ident)

    def outcome(self, form: FormData, *, text_first: bool = False) -> Outcome:
        """Return what *form* comes to; with *text_first*, on top of the lines that it holds as text."""
        state, raw = self.state, self.raw
        if text_first:
            given = self.from_text(form.get("snippet") or "")
            if given.state is None or given.state.model is None:
                return given
            state, raw = given.state, given.after
        after, reading = read_entry(self.section, form, raw)
        changes = tuple(changes_of(self.section, self.ident, raw, after))
        return self._applied(state, changes, after, reading, form)

    def from_text(self, text: str) -> Outcome:
        """Return what the lines *text* in place of those of the entry come to."""
        lines = self.lines
        assert lines is not None  # noqa: S101 -- the caller offers text only then
        after = snippet_value(self.section, self.ident, text)
        if after is ABSENT:
            return Outcome(None, (), (Fault("snippet", _other_text(self.section, self.ident, text)),))
        state = self.state.with_files(spliced(self.state.contents, lines, text))
        value = {} if after is None else after
        form = FormData(flat_entry(self.section, value))
        changes = tuple(changes_of(self.section, self.ident, self.raw, value))
        return Outcome(state, changes, tuple(faults_of(self.section, self.ident, form, state.diagnostics)), value)

    def _applied(
        self, state: State, changes: tuple[Change, ...], after: Any, reading: Reading, form: FormData
    ) -> Outcome:
        faults = list(reading.faults)
        try:
            made = state.edited(changes) if changes else state
        except InputRefused as error:
            return Outcome(
                None, changes, (*faults, *faults_of(self.section, self.ident, form, error.diagnostics)), after
            )
        faults += faults_of(self.section, self.ident, form, made.diagnostics)
        return Outcome(made, changes, tuple(faults), after)

    def text_of(self, state: State) -> str:
        """Return the lines of the entry in another state of the model; empty where it has none to itself."""
        from sanso.web.editing.written import written_of

        found = lines_of(written_of(state), state.contents, self.section, self.ident)
        return found.text if found is not None else ""

    def what(self, changes: tuple[Change, ...]) -> Text:
        """Say in a line what *changes* do."""
        if self.new:
            return Text(en="{name} added ({section})", ja="{name}を追加({section})").fill(
                name=self.ident if self.section != "confirmations" else self.name, section=section_name(self.section)
            )
        depth = len(path_of(self.section, self.ident))
        keys = list(dict.fromkeys(str(change.path[depth]) for change in changes if len(change.path) > depth))
        names = [FIELD_NAMES.get("from_" if key == "from" else key) or Text.of(key) for key in keys[:_MOST_NAMED]]
        more = "" if len(keys) <= _MOST_NAMED else " …"
        listed = (
            Text(
                en=", ".join(name.show("en") for name in names) + more,
                ja="、".join(name.show("ja") for name in names) + more,
            )
            if names
            else Text(en="text", ja="テキスト")
        )
        return Text(en="{name}: {fields}", ja="{name}: {fields}").fill(name=self.name, fields=listed)


def _other_text(section: str, ident: str, text: str) -> Text:
    """Say why *text* cannot stand for the entry."""
    from sanso.model.yaml_reader import read_yaml

    _, found = read_yaml(text, "")
    if found:
        one = found[0]
        return Text(en="line {line}: {what}", ja="{line}行目: {what}").fill(line=one.place.line, what=one.message)
    if section == "confirmations":
        return Text(
            en="This text must hold one confirmation, beginning with a dash.",
            ja="「-」で始まる確認を1件だけ書いてください。",
        )
    return Text(
        en="This text must hold the entry {id} and nothing else; to give it another id, use “Rename”.",
        ja="{id}の項目だけを書いてください。IDを変えるときは「IDの変更」を使います。",
    ).fill(id=ident or section)
