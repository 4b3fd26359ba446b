"""Connections that do not wait for ever: whoever dribbles the head of a request is cut off.

The body of a request has its limits in `security.limits`; a head that is never finished reaches no application, so
its limit stands here, in the protocol of the server.
"""

from __future__ import annotations

import asyncio

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

__all__ = ["Connection", "connection_kind"]

_HEAD_SECONDS = 20.0
_TOO_SLOW = (
    b"HTTP/1.1 408 Request Timeout\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n"
    + "The request came too slowly.\nリクエストの到着が遅すぎます。\n".encode()
)


class Connection(H11Protocol):
    """A connection whose requests have *head_seconds* from its opening, or their first byte, to the end of the head."""

    head_seconds = _HEAD_SECONDS
    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._deadline = self.loop.call_later(self.head_seconds, self._give_up)

    def data_received(self, data: bytes) -> None:
        """Take what came; a head that is not whole has its time from its first byte on."""
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._wait_no_more()
        elif self._deadline is None and not self.transport.is_closing():
            self._deadline = self.loop.call_later(self.head_seconds, self._give_up)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._wait_no_more()
        super().connection_lost(exc)

    def _wait_no_more(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _give_up(self) -> None:
        self._deadline = None
        if self.conn.their_state is h11.IDLE and not self.transport.is_closing():
            if self.conn.trailing_data[0]:  # browsers open connections in advance; these are closed without a word
                self.transport.write(_TOO_SLOW)
            self.transport.close()


def connection_kind(head_seconds: float) -> type[Connection]:
    """Return connections with another limit."""
    return type("Connection", (Connection,), {"head_seconds": head_seconds})
