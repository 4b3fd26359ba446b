"""Read a log without writing to it: entries, proofs, receipts; from its own folder or from a copy of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from sanso.envelope.checkpoints import SignedCheckpoint
from sanso.envelope.keys import Signer
from sanso.envelope.log_entries import Entry
from sanso.envelope.log_proofs import LogProof
from sanso.envelope.malformed import Malformed
from sanso.envelope.merkle import consistency_proof, inclusion_proof, leaf_hash, verifies_inclusion
from sanso.envelope.notes import NoteKey
from sanso.envelope.receipts import Receipt, write_receipt
from sanso.envelope.tiles import WIDTH, TileNodes
from sanso.model.text import Text
from sanso.workspace.errors import NotThere, Refused
from sanso.workspace.ledger.faults import damaged
from sanso.workspace.ledger.places import Places

__all__ = ["LogReader"]


class LogReader:
    """A log as its last checkpoint shows it; later entries are not there yet.

    Raises:
        NotThere: there is no log, or it has signed nothing yet.
        StoreError: it cannot be read.

    """

    def __init__(self, folder: Path) -> None:
        self.places = Places(folder)
        self.key: NoteKey = self.places.key()
        signed = self.places.signed(self.key)
        if not signed:
            said = Text(
                en="The log in {folder} has no checkpoint yet. `sanso ledger checkpoint` signs one.",
                ja="{folder} のログにはまだチェックポイントがありません。`sanso ledger checkpoint` で署名できます。",
            )
            raise NotThere(said.fill(folder=folder))
        self.last: SignedCheckpoint = signed[0]
        """The last checkpoint."""

    @property
    def size(self) -> int:
        """How many entries the last checkpoint covers."""
        return self.last.checkpoint.size

    @cached_property
    def nodes(self) -> TileNodes:
        """The nodes of the tree."""
        return self.places.nodes(self.size)

    def entries(self, start: int = 0) -> Iterator[tuple[int, bytes]]:
        """Yield index and bytes of the entries from *start* on.

        Raises:
            Damaged: a bundle is missing or not what was written.

        """
        for index in range(start // WIDTH, -(-self.size // WIDTH)):
            first = index * WIDTH
            for at, entry in enumerate(self.places.bundle(index, min(WIDTH, self.size - first)), first):
                if at >= start:
                    yield at, entry

    def find(self, entry: Entry) -> int | None:
        """Return the index of the first such entry, from a walk through the log; None where there is none.

        Raises:
            Damaged: a bundle is missing or not what was written.

        """
        raw = entry.raw
        return next((index for index, held in self.entries() if held == raw), None)

    def prove(self, index: int) -> LogProof:
        """Return the proof that entry *index* stands in the log, with the last checkpoint.

        Raises:
            Refused: there is no such entry.
            Damaged: entries, tiles and checkpoint do not agree.

        """
        self._check(index)
        return LogProof(index, self._hashes(index)[1], self.last.note)

    def receipt(self, index: int, signer: Signer) -> Receipt:
        """Return the same as a COSE receipt, signed by the key of the log.

        Raises:
            Refused: there is no such entry, or the key is not that of the log.
            Damaged: entries, tiles and checkpoint do not agree.

        """
        self._check(index)
        if signer.public != self.key.public:
            said = Text(en="The key is not that of the log {name}.", ja="この鍵は、ログ {name} の鍵ではありません。")
            raise Refused(said.fill(name=self.key.name))
        leaf, hashes = self._hashes(index)
        return write_receipt(
            index, self.size, leaf, hashes, issuer=self.key.name, subject=f"sha-256:{leaf.hex()}", signer=signer
        )

    def consistency(self, old: int) -> tuple[bytes, ...]:
        """Return the hashes that show the first *old* entries unchanged in the last checkpoint.

        Raises:
            Malformed: *old* is not between 1 and the size.
            Damaged: a tile is missing or not what was written.

        """
        return consistency_proof(self.nodes, old, self.size)

    def _hashes(self, index: int) -> tuple[bytes, tuple[bytes, ...]]:
        bundle = index // WIDTH
        entry = self.places.bundle(bundle, min(WIDTH, self.size - bundle * WIDTH))[index % WIDTH]
        leaf = leaf_hash(entry)
        try:
            hashes = inclusion_proof(self.nodes, index, self.size)
        except Malformed as error:
            raise damaged(self.places.folder, str(error)) from error
        if not verifies_inclusion(index, self.size, leaf, hashes, self.last.checkpoint.root):
            raise damaged(self.places.folder, f"entry {index}")
        return leaf, hashes

    def _check(self, index: int) -> None:
        if not 0 <= index < self.size:
            said = Text(
                en="The log has no entry {index}; its last checkpoint covers {size}.",
                ja="エントリー {index} はありません。最新のチェックポイントは {size} 件までです。",
            )
            raise Refused(said.fill(index=index, size=self.size))
