"""Keep secrets that stand in addresses out of the log of requests.

>>> masked("/join?token=abc&x=1"), masked("/s/abc?lang=ja"), masked("/w/1/layers")
('/join?token=***&x=1', '/s/***?lang=ja', '/w/1/layers')
"""

from __future__ import annotations

import logging
import re

__all__ = ["MaskSecrets", "mask_request_log", "masked"]

_TOKEN = re.compile(r"([?&](?:token|code|state)=)[^&\s\"]*")
_SHARE = re.compile(r"(/s/)[^/?\s\"]+")
_NEXT = re.compile(r"(token%3D)[^&\s\"]*", re.IGNORECASE)


def masked(address: str) -> str:
    """Return *address* without the secrets in it."""
    for pattern in (_TOKEN, _SHARE, _NEXT):
        address = pattern.sub(r"\1***", address)
    return address


class MaskSecrets(logging.Filter):
    """Masks every text that a log entry is filled with."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Mask, and let every entry pass."""
        if isinstance(record.args, tuple):
            record.args = tuple(masked(each) if isinstance(each, str) else each for each in record.args)
        return True


def mask_request_log() -> None:
    """Mask what the server logs of each request."""
    logger = logging.getLogger("uvicorn.access")
    if not any(isinstance(each, MaskSecrets) for each in logger.filters):
        logger.addFilter(MaskSecrets())
