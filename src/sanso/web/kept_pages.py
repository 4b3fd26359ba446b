"""Pages of one version, made once for everybody, with holes for the few words that are each visitor's own.

A page is made with a `stand_in` for the visitor; whoever looks gets it with the own name, account and token filled in.
What else a page depends on belongs to its key. The holes are random, so that no text of a model can pass for one.

>>> kept, ann = KeptPages(), Visitor("a1", "Ann <b>", "en", {}, "secret", "session")
>>> kept.page("key", lambda who: f"<p>{who.name} {who.csrf}</p>", ann)
b'<p>Ann &lt;b&gt; secret</p>'
"""

from __future__ import annotations

import re
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from html import escape

from sanso.web.access import Visitor

__all__ = ["KeptPages", "own_words"]

_MOST_BYTES = 8 * 2**20
"""Bytes of pages that one version keeps; those looked at longest ago are forgotten first."""


def own_words(visitor: Visitor) -> tuple[str, str, str]:
    """Return the words of a page that are the visitor's own, as they stand in HTML."""
    return escape(visitor.name), escape(visitor.account_id), escape(visitor.csrf)


@dataclass(slots=True)
class _Page:
    lock: threading.Lock = field(default_factory=threading.Lock)
    parts: list[bytes] | None = None
    """Fixed text, number of a hole, fixed text and so on."""

    @property
    def size(self) -> int:
        """Bytes that it takes."""
        return sum(map(len, self.parts or ()))


class KeptPages:
    """Pages by key; threads may share it."""

    def __init__(self, most: int = _MOST_BYTES) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._pages: OrderedDict[Hashable, _Page] = OrderedDict()
        self._holes = tuple(f"hole{secrets.token_hex(16)}" for _ in range(3))
        self._cut = re.compile("|".join(f"({hole})" for hole in self._holes))

    @property
    def stand_in(self) -> Visitor:
        """The visitor that pages are made for: whose words are holes."""
        name, account, csrf = self._holes
        return Visitor(account, name, "", {}, csrf, "session")

    def page(self, key: Hashable, make: Callable[[Visitor], str], visitor: Visitor) -> bytes:
        """Return the page of *key* for *visitor*; *make* makes it for a stand-in, once, and others wait for that.

        Whatever *make* raises is raised, and nothing is kept then.
        """
        with self._lock:
            page = self._pages.setdefault(key, _Page())
            self._pages.move_to_end(key)
        with page.lock:
            if page.parts is None:
                page.parts = self._parted(make(self.stand_in))
                self._forget()
            parts = page.parts
        words = [word.encode() for word in own_words(visitor)]
        return b"".join(words[int(part)] if at % 2 else part for at, part in enumerate(parts))

    def _parted(self, html: str) -> list[bytes]:
        parts, end = [], 0
        for found in self._cut.finditer(html):
            parts += [html[end : found.start()].encode(), str(self._holes.index(found[0])).encode()]
            end = found.end()
        return [*parts, html[end:].encode()]

    def _forget(self) -> None:
        with self._lock:
            size = sum(page.size for page in self._pages.values())
            while size > self._most and len(self._pages) > 1:
                _, gone = self._pages.popitem(last=False)
                size -= gone.size
