"""The mark for the log by a COSE receipt (RFC 9942): the same tree as other proofs, under the log's signature alone.

No witness signs a receipt. Where the trust list wants witnesses, a receipt shows that the log took the claim in, and
not that everybody was shown the same log.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sanso.envelope.log_entries import Entry
from sanso.envelope.malformed import Malformed
from sanso.envelope.receipts import check_receipt, read_receipt
from sanso.trust.lists.trust_list import TrustedList
from sanso.trust.verdicts.verdict import Mark

__all__ = ["is_receipt", "judge_receipt"]

_TAG_18: Final = b"\xd2"
"""First byte of a COSE_Sign1 with its tag (RFC 9052 §4.2); proofs of other kinds are text."""


def is_receipt(raw: bytes) -> bool:
    """Return whether *raw* begins as a receipt does."""
    return raw.startswith(_TAG_18)


def judge_receipt(digest: str, raw: bytes, trusted: TrustedList, checkpoints: Mapping[tuple[str, int], bytes]) -> Mark:
    """Return the mark of the claim with *digest* by the receipt *raw*; *checkpoints* are roots known otherwise."""
    try:
        receipt = read_receipt(raw)
    except Malformed as problem:
        return Mark.of("log-unreadable", problem=problem.text)
    log = trusted.logs.get(receipt.issuer)
    if log is None:
        return Mark.of("log-foreign", log=receipt.issuer)
    try:
        root = check_receipt(receipt, Entry("claim", digest).leaf, log.public)
    except Malformed as problem:
        return Mark.of("log-wrong", problem=problem.text)
    if checkpoints.get((receipt.issuer, receipt.size), root) != root:
        return Mark.of("log-two-stories", log=log.name)
    quorum = trusted.list.quorum
    return Mark.of("logged" if quorum == 0 else "log-few-witnesses", log=log.name, count=0, quorum=quorum)
