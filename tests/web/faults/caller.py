"""Somebody at a browser, over a real connection: signed in by the start address, saving the text of the model."""

from __future__ import annotations

import httpx

__all__ = ["MODEL", "Caller", "Gone"]

MODEL = "sanso: 1\nid: plant\npeople:\n  crew: {count: 3}\ncomponents:\n  door: {kind: actuator}\n"
"""A small model."""


class Gone(Exception):
    """The server did not answer."""


class Caller:
    """One session of an embedded application."""

    def __init__(self, address: str) -> None:
        base, _, rest = address.partition("/start")
        self.http = httpx.Client(base_url=base, timeout=60, headers={"Origin": base})
        answer = self.get(f"/start{rest}")
        assert answer.status_code == 303, answer.text
        self.base = answer.headers["location"].removeprefix(base)
        self.csrf = self.get(self.base).text.split('<meta name="csrf" content="', 1)[1].split('"', 1)[0]

    def get(self, path: str) -> httpx.Response:
        """Ask for a page."""
        try:
            return self.http.get(path)
        except httpx.TransportError as error:
            raise Gone from error

    def save(self, text: str, name: str, base: int) -> httpx.Response:
        """Save *text* as the model file *name*, seen at version *base*."""
        fields = {"csrf": self.csrf, "base": str(base), "file": name, "text": text, "do": "save"}
        try:
            return self.http.post(f"{self.base}/text", data=fields)
        except httpx.TransportError as error:
            raise Gone from error

    def close(self) -> None:
        """Close the connections."""
        self.http.close()
