"""How often an address may try to sign in, to use a token or to open a share: a bucket per address, in memory.

Every process counts for itself, so several workers allow as many times more; a proxy in front sets the firm limit.

>>> tries = Tries(most=2, seconds=60, clock=lambda: 0.0)
>>> [tries.allow("sign-in", "192.0.2.1") for _ in range(3)]
[True, True, False]
"""

from __future__ import annotations

import ipaddress
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

__all__ = ["Tries"]


class Tries:
    """Buckets that hold *most* tries and fill up again within *seconds*; *kept* addresses are remembered at most."""

    def __init__(
        self, most: int = 20, seconds: float = 60.0, kept: int = 10_000, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most = most
        self._rate = most / seconds
        self._kept = kept
        self._clock = clock
        self._lock = threading.Lock()
        self._buckets: OrderedDict[tuple[str, str], tuple[float, float]] = OrderedDict()

    def allow(self, what: str, address: str) -> bool:
        """Count a try and tell whether it is allowed."""
        key, now = (what, _network(address)), self._clock()
        with self._lock:
            left = min(self._most, self._left(key, now))
            self._buckets[key] = (max(0.0, left - 1), now)
            self._buckets.move_to_end(key)
            while len(self._buckets) > self._kept:
                self._buckets.popitem(last=False)
        return left >= 1

    def exhausted(self, what: str, address: str) -> bool:
        """Tell whether the next try would be refused; nothing is counted."""
        key, now = (what, _network(address)), self._clock()
        with self._lock:
            return self._left(key, now) < 1

    def _left(self, key: tuple[str, str], now: float) -> float:
        left, at = self._buckets.get(key, (float(self._most), now))
        return min(float(self._most), left + (now - at) * self._rate)


def _network(address: str) -> str:
    """Return the address, or its /64 network for IPv6, which one subscriber holds as a whole."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)
