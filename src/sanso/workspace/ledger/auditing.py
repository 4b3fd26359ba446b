"""Replay a whole log: entries, tiles, checkpoint, and the checkpoints that somebody kept from earlier.

Every hash is made anew from the entries; memory does not grow with the log. All that is wrong comes back as values; a
kept checkpoint that the entries do not give is an alarm. With the store of a `Witness`, what it saw last is compared
too, and what was found in order is kept there for the next time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sanso.envelope.checkpoints import SignedCheckpoint, open_checkpoint
from sanso.envelope.log_entries import read_entry
from sanso.envelope.malformed import Malformed
from sanso.envelope.notes import NoteKey
from sanso.envelope.tiles import WIDTH
from sanso.model.text import Text
from sanso.trust.monitoring import Alarm, entries_text
from sanso.workspace.errors import Damaged
from sanso.workspace.ledger.edge import Edge
from sanso.workspace.ledger.faults import malformed_at
from sanso.workspace.ledger.places import Places
from sanso.workspace.ledger.reading import LogReader
from sanso.workspace.ledger.witness import Witness

__all__ = ["Audit", "audit"]

_HASH_BYTES = 32
_MOST_SHOWN = 20
"""Entries that are named one by one."""


@dataclass(frozen=True, slots=True)
class Audit:
    """What an audit found."""

    key: NoteKey
    last: SignedCheckpoint
    entries: int
    """How many entries were replayed; fewer than the checkpoint covers where one is missing."""
    kinds: Mapping[str, int]
    """How many there are of each kind; ``other`` for what is no entry of this product."""
    compared: int
    """How many kept checkpoints could be compared, with the one that the store saw last."""
    damage: tuple[Text, ...]
    """Files that are missing or not what was written."""
    alarms: tuple[Alarm, ...]

    @property
    def fine(self) -> bool:
        """Whether nothing is wrong."""
        return not self.damage and not self.alarms


def audit(
    folder: Path, kept: Sequence[tuple[Path, bytes]] = (), key: NoteKey | None = None, store: Witness | None = None
) -> Audit:
    """Replay the log in *folder* up to its last checkpoint and compare it with the *kept* ones.

    *key* is the key of the log from elsewhere; without it the one in the folder counts, which proves less. *store* says
    what was seen of the log last; alarms are kept there, and without any, and without damage, the last checkpoint.

    Raises:
        NotThere: there is no log, or no checkpoint.
        Damaged: the log has another key, or a kept file is no checkpoint of it.
        LogBusy: somebody else writes the store.
        StoreError: log or store cannot be read or written.

    """
    reader = LogReader(folder)
    if key is not None and key != reader.key:
        said = Text(
            en="The log in {folder} is {found}, not {wanted}.",
            ja="{folder} のログは {found} で、{wanted} ではありません。",
        )
        raise Damaged(said.fill(folder=folder, found=reader.key.text, wanted=key.text))
    earlier = [_opened(path, raw, reader.key) for path, raw in kept]
    seen = store.seen(reader.key).last if store is not None else None
    if seen is not None and all(one.checkpoint != seen.checkpoint for one in earlier):
        earlier.append(seen)
    replay = _Replay(reader, earlier)
    replay.run()
    if store is not None:
        _remember(store, replay)
    return Audit(
        reader.key,
        reader.last,
        replay.edge.size,
        dict(sorted(replay.kinds.items())),
        replay.compared,
        tuple(replay.damage),
        tuple(replay.alarms),
    )


def _remember(store: Witness, replay: _Replay) -> None:
    for alarm in replay.alarms:
        store.keep(alarm)
    if not replay.alarms and not replay.damage:
        found = store.follow_audited(replay.reader)
        if found.alarm is not None:
            replay.alarms.append(found.alarm)


class _Replay:
    def __init__(self, reader: LogReader, earlier: Sequence[SignedCheckpoint]) -> None:
        self.reader = reader
        self.places: Places = reader.places
        self.edge = Edge(0, [])
        self.kinds: Counter[str] = Counter()
        self.damage: list[Text] = []
        self.alarms: list[Alarm] = []
        self.compared = 0
        self._left = sorted(earlier, key=lambda one: one.checkpoint.size)

    def run(self) -> None:
        """Replay all entries."""
        size = self.reader.size
        for index in range(-(-size // WIDTH)):
            width = min(WIDTH, size - index * WIDTH)
            try:
                self._add(self.places.bundle(index, width))
            except Damaged as error:
                self.damage.append(error.text)
                break
            self._compare_tiles()
        else:
            self._compare_edge()
            if self.edge.root() != self.reader.last.checkpoint.root:
                self.damage.append(self._other_root())
        for one in self._left:
            if one.checkpoint.size >= size:
                self.compared += 1
                if one.checkpoint.size > size or self._contradicts(one):
                    self._alarm(one)

    def _add(self, entries: Sequence[bytes]) -> None:
        for entry in entries:
            try:
                self.kinds[read_entry(entry).kind] += 1
            except Malformed:
                self.kinds["other"] += 1
        while self._left and self._left[0].checkpoint.size <= self.edge.size + len(entries):
            one = self._left.pop(0)
            taken = one.checkpoint.size - self.edge.size
            self.edge.add(entries[:taken])
            self.compared += 1
            entries = entries[taken:]
            if self.edge.root() != one.checkpoint.root or self._contradicts(one):
                self._alarm(one)
        self.edge.add(entries)

    def _compare_tiles(self) -> None:
        for path, content in self.edge.waiting.items():
            if not path.startswith("tile/entries/"):
                self._compare(path, content)
        self.edge.waiting.clear()

    def _compare_edge(self) -> None:
        for path, content in self.edge.partial():
            full = path.partition(".p/")[0]
            if path.startswith("tile/entries/") or (self.places.folder / full).exists():
                continue
            self._compare(path, content)

    def _compare(self, path: str, content: bytes) -> None:
        held = self.places.read(self.places.folder / path)
        if held == content:
            return
        differing = [] if held is None else _differing(path, held, content)
        said = Text(
            en="{file} does not hold the hashes of the entries{which}; put it back from a backup or a mirror.",
            ja="{file} の内容がエントリーのハッシュと一致しません{which}。バックアップか複製から戻してください。",
        )
        shown = ", ".join(map(str, differing[:_MOST_SHOWN])) + (" …" if len(differing) > _MOST_SHOWN else "")
        which = Text(en=f" (entries {shown})", ja=f"(エントリー {shown})") if differing else ""
        self.damage.append(said.fill(file=self.places.folder / path, which=which))

    def _other_root(self) -> Text:
        said = Text(
            en="The entries do not give the root that the last checkpoint ({size}) was signed over: an entry "
            "was changed, or the checkpoint is of another story.",
            ja="エントリーから計算した根が、最新のチェックポイント({size})の根と一致しません。エントリーが"
            "変更されたか、別の履歴のチェックポイントです。",
        )
        return said.fill(size=entries_text(self.reader.size))

    def _contradicts(self, kept: SignedCheckpoint) -> bool:
        """Return whether the two are signed over two trees of one size, whatever the entries are."""
        last = self.reader.last.checkpoint
        return kept.checkpoint.size == last.size and kept.checkpoint.root != last.root

    def _alarm(self, kept: SignedCheckpoint) -> None:
        self.alarms.append(Alarm(self.reader.key, kept, self.reader.last))


def _differing(path: str, held: bytes, content: bytes) -> list[int]:
    """Return the entries whose hashes in the tile at *path* are others than *content* says; of higher tiles none."""
    _, level, *number = path.partition(".p/")[0].split("/")
    if level != "0":
        return []
    first = WIDTH * int("".join(part.removeprefix("x") for part in number))
    steps = range(0, max(len(held), len(content)), _HASH_BYTES)
    return [first + at // _HASH_BYTES for at in steps if held[at : at + _HASH_BYTES] != content[at : at + _HASH_BYTES]]


def _opened(path: Path, raw: bytes, key: NoteKey) -> SignedCheckpoint:
    try:
        return open_checkpoint(raw, key)
    except Malformed as error:
        raise malformed_at(path, error) from error
