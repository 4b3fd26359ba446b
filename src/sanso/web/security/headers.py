"""Headers that tell a browser what a page may do: nothing but itself."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sanso.web.settings import Settings

__all__ = ["CONTENT_SECURITY_POLICY", "REPORTS", "STILL", "SecurityHeaders"]

REPORTS = "/csp-reports"
"""Where browsers report what the policy stopped."""
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        f"report-uri {REPORTS}",
    )
)
STILL = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'; sandbox"
)
"""The policy beside it of a document that is complete in itself and runs nothing."""
_PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "autoplay",
        "camera",
        "display-capture",
        "encrypted-media",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)
_TWO_YEARS = 2 * 365 * 24 * 3600


class SecurityHeaders:
    """Put the headers on every answer; what an answer says itself on caching and referrers stays.

    An answer may have a content security policy beside the common one: browsers enforce both.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._fixed = {
            "Content-Security-Policy": CONTENT_SECURITY_POLICY,
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Permissions-Policy": _PERMISSIONS,
        }
        if settings.secure:
            self._fixed["Strict-Transport-Security"] = f"max-age={_TWO_YEARS}; includeSubDomains"
        self._otherwise = {"Cache-Control": "no-store", "Referrer-Policy": "same-origin"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, and put the headers on the answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = MutableHeaders(scope=message)
                own = given.getlist("Content-Security-Policy")
                given.update(self._fixed)
                for policy in own:
                    given.append("Content-Security-Policy", policy)
                for name, value in self._otherwise.items():
                    given.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, with_headers)
