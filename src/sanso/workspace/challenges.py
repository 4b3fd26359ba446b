"""Secrets that are good for one use: start links, set-up links, the ceremonies of signing in.

Only the SHA-256 of a secret is kept, so that finding one by its digest tells nothing by the time it takes. Taking
a challenge deletes it in the same statement: of two who come with the same secret, one gets it.

>>> len(digest_of("secret")), digest_of("secret") == digest_of("Secret")
(64, False)
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import secrets
from collections.abc import Callable, Mapping
from typing import Any, Literal

from sqlalchemy import Connection, delete, insert, select

from sanso.workspace.database import Database
from sanso.workspace.tables import challenges

__all__ = ["ChallengeKind", "Challenges", "digest_of", "new_secret"]

ChallengeKind = Literal["start", "set-up", "oidc", "passkey-new", "passkey-use"]
"""What a secret is for; one that is for something else opens nothing."""
_MOST = 20_000
"""So many challenges are kept at once; beyond that the oldest ones are forgotten."""


def new_secret() -> str:
    """Return 256 random bits that fit into an address and a cookie."""
    return secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    """Return what is kept of a secret."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


class Challenges:
    """One-time secrets in the store."""

    def __init__(
        self, database: Database, clock: Callable[[], dt.datetime], secret: Callable[[], str] = new_secret
    ) -> None:
        self._database = database
        self._clock = clock
        self._secret = secret

    def make(self, kind: ChallengeKind, data: Mapping[str, Any], lasts: int) -> str:
        """Return a new secret that `take` turns into *data* once, within *lasts* seconds.

        Raises:
            StoreError: it cannot be kept.

        """
        now, secret = self._clock(), self._secret()
        with self._database.writing() as connection:
            connection.execute(delete(challenges).where(challenges.c.expires <= now))
            _leave_room(connection)
            connection.execute(
                insert(challenges).values(
                    digest=digest_of(secret),
                    kind=kind,
                    data=json.dumps(dict(data)),
                    created=now,
                    expires=now + dt.timedelta(seconds=lasts),
                )
            )
        return secret

    def take(self, kind: ChallengeKind, secret: str) -> Mapping[str, Any] | None:
        """Return what the secret stands for and forget it; None where it is unknown, used, late or of another kind."""
        return self.take_digest(kind, digest_of(secret))

    def take_digest(self, kind: ChallengeKind, digest: str) -> Mapping[str, Any] | None:
        """As `take`, for whoever kept the digest of a secret that was shown before."""
        mine = challenges.c.digest == digest
        with self._database.writing() as connection:
            row = connection.execute(select(challenges).where(mine, challenges.c.kind == kind)).first()
            if row is None or not connection.execute(delete(challenges).where(mine)).rowcount:
                return None
        return dict(json.loads(row.data)) if row.expires > self._clock() else None

    def see(self, kind: ChallengeKind, secret: str) -> bool:
        """Tell whether `take` would give something; the secret stays good."""
        mine = select(challenges.c.expires).where(challenges.c.digest == digest_of(secret), challenges.c.kind == kind)
        with self._database.reading() as connection:
            row = connection.execute(mine).first()
        return row is not None and row.expires > self._clock()


def _leave_room(connection: Connection) -> None:
    """Forget the oldest challenges of strangers when there are very many, so that nobody can fill the store."""
    oldest = (
        select(challenges.c.digest)
        .where(challenges.c.kind.not_in(("start", "set-up")))
        .order_by(challenges.c.created.desc())
        .offset(_MOST)
    )
    gone = [row.digest for row in connection.execute(oldest.limit(1_000))]
    if gone:
        connection.execute(delete(challenges).where(challenges.c.digest.in_(gone)))
