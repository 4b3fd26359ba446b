"""Answer to one's own name only, so that no other site can point its name at this machine (DNS rebinding).

>>> plain_host("Sanso.Example:443", secure=True), plain_host("127.0.0.1:8347", secure=False)
('sanso.example', '127.0.0.1:8347')
"""

from __future__ import annotations

import ipaddress

from starlette.types import ASGIApp, Receive, Scope, Send

from sanso.model.text import Text
from sanso.web.security.refusing import headers, refuse
from sanso.web.settings import Settings

__all__ = ["HostGuard", "plain_host"]

_NO_HOST = Text(
    en="The request does not say which host it is for, or says it twice.",
    ja="リクエストにHostヘッダーがないか、重複しています。",
)
_OTHER_HOST = Text(
    en="This is not the address of this application. Open the address that Sanso printed at its start.",
    ja="このアプリケーションのアドレスではありません。起動時に表示されたアドレスを開いてください。",
)
_OTHER_MACHINE = Text(
    en="This application serves its own machine only. Start it in server mode to serve others.",
    ja="このアプリケーションは同じマシンからのみ利用できます。他のマシンから利用するにはサーバーモードで起動してください。",
)
_NUL = Text(en="The address holds a sign that no address has.", ja="アドレスに使用できない文字が含まれています。")


class HostGuard:
    """Refuse requests for other hosts and, when embedded, from other machines."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._secure = settings.secure
        self._hosts = frozenset(plain_host(host, secure=settings.secure) for host in settings.hosts)
        self._loopback_only = settings.mode == "embedded"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse or pass on."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        if "\x00" in scope["path"] or b"%00" in scope["query_string"]:
            await refuse(400, _NUL, scope, receive, send)
            return
        given = headers(scope, "host")
        if len(given) != 1:
            await refuse(400, _NO_HOST, scope, receive, send)
        elif plain_host(given[0], secure=self._secure) not in self._hosts:
            await refuse(421, _OTHER_HOST, scope, receive, send)
        elif self._loopback_only and not _is_loopback(scope):
            await refuse(403, _OTHER_MACHINE, scope, receive, send)
        else:
            await self._app(scope, receive, send)


def plain_host(host: str, *, secure: bool) -> str:
    """Return a value of the Host header in lower case, without the port that goes without saying."""
    return host.strip().lower().removesuffix(":443" if secure else ":80")


def _is_loopback(scope: Scope) -> bool:
    client = scope.get("client")
    if client is None:
        return True
    try:
        address = ipaddress.ip_address(client[0])
    except ValueError:
        return True
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback
