"""How the application runs: embedded on one machine, or as a server for organizations.

>>> Settings.embedded(Path("/tmp/data"), port=8347).address
'http://127.0.0.1:8347'
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

__all__ = ["DEFAULT_PORT", "Oidc", "Public", "Settings"]

DEFAULT_PORT = 8347
_MEGABYTE = 2**20


@dataclass(frozen=True, slots=True)
class Oidc:
    """The OpenID Connect provider that accounts may come from; *label* stands on its button."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    label: str = "OpenID Connect"


@dataclass(frozen=True, slots=True)
class Public:
    """What strangers may see.

    *labels* is a folder with `trust/` and `status/`, against which the page of labels checks; its first trust list
    must be signed by all of *pins*, thumbprints of keys, where there are any. *log* is the folder of a log.
    """

    labels: Path | None = None
    pins: tuple[str, ...] = ()
    log: Path | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """What the application is told at start.

    *address* is what people type, without a slash at its end. *hosts* are the only values of the Host header that
    are answered. *database* is a database address. *proxies* are the network addresses, with commas between, of
    reverse proxies whose word about a request's origin is believed. Sizes are in bytes, times in seconds.
    """

    mode: Literal["embedded", "server"]
    address: str
    hosts: frozenset[str]
    database: str
    data: Path
    oidc: Oidc | None = None
    proxies: str = ""
    start_file: Path | None = None
    most_upload: int = 64 * _MEGABYTE
    most_form: int = 8 * _MEGABYTE
    session_idle: int = 12 * 3600
    session_most: int = 7 * 24 * 3600
    states_kept: int = 6
    public: Public = field(default_factory=Public)

    @property
    def secure(self) -> bool:
        """Whether people reach the application over TLS."""
        return self.address.startswith("https://")

    @classmethod
    def embedded(
        cls, data: Path, *, port: int = DEFAULT_PORT, start_file: Path | None = None, public: Public | None = None
    ) -> Settings:
        """Return the settings of one person's own application: loopback only, SQLite in the folder *data*."""
        names = ("127.0.0.1", "localhost", "[::1]")
        return cls(
            mode="embedded",
            address=f"http://127.0.0.1:{port}",
            hosts=frozenset(f"{name}:{port}" for name in names),
            database=f"sqlite:///{data / 'sanso.sqlite'}",
            data=data,
            start_file=start_file,
            public=public or Public(),
        )

    @classmethod
    def server(
        cls,
        database: str,
        address: str,
        data: Path,
        *,
        oidc: Oidc | None = None,
        proxies: str = "",
        public: Public | None = None,
    ) -> Settings:
        """Return the settings of a server for organizations at *address*, which answers to that name only."""
        return cls(
            mode="server",
            address=address.rstrip("/"),
            hosts=frozenset({urlsplit(address).netloc.lower()}),
            database=database,
            data=data,
            oidc=oidc,
            proxies=proxies,
            public=public or Public(),
        )
