"""What proves that a person is the owner of an account: identities at a provider, and passkeys.

There are no passwords. A passkey's signature counter that does not grow tells of a copied key: the sign-in is
refused by whoever asks `Credentials.count`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update

from sanso.model.text import Text
from sanso.workspace.auditing import note
from sanso.workspace.database import Database
from sanso.workspace.errors import NotThere, StoreError
from sanso.workspace.people import Account, add_account, kept_words
from sanso.workspace.tables import accounts, identities, passkeys

__all__ = ["MOST_PASSKEYS", "Credentials", "LastCredential", "Passkey"]

MOST_PASSKEYS = 20
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Passkey:
    """A passkey of an account; *id* is its credential id in base64url, *sign_count* the counter it last showed."""

    id: str
    account: str
    name: str
    public_key: bytes
    sign_count: int
    created: dt.datetime
    used: dt.datetime | None


class LastCredential(StoreError):
    """An account would be left without any way to sign in."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                en="This is the only way to sign in to the account. Add another passkey first.",
                ja="このアカウントにサインインする唯一の手段です。先に別のパスキーを追加してください。",
            )
        )


class Credentials:
    """Identities and passkeys in the store."""

    def __init__(self, database: Database, clock: Callable[[], dt.datetime]) -> None:
        self._database = database
        self._clock = clock

    def account_of(self, issuer: str, subject: str) -> str | None:
        """Return the account of a person at a provider, or None."""
        wanted = select(identities.c.account).where(identities.c.issuer == issuer, identities.c.subject == subject)
        with self._database.reading() as connection:
            found: str | None = connection.execute(wanted).scalar()
        return found

    def first_seen(self, issuer: str, subject: str, new: str, name: str, mail: str) -> Account:
        """Make an account called *new* for a person at a provider who was never here.

        Raises:
            ValueError: *issuer* or *subject* is longer than it may be.

        """
        if len(issuer) > _LONGEST or len(subject) > _LONGEST:
            raise ValueError("issuer and subject have at most 500 characters")
        now = self._clock()
        with self._database.writing() as connection:
            made = add_account(connection, new, now, name, mail)
            connection.execute(insert(identities).values(issuer=issuer, subject=subject, account=made.id))
            note(connection, now, "account-made", account=made.id, about=made.id)
        return made

    def issuers_of(self, account: str) -> tuple[str, ...]:
        """Return the providers at which an account has an identity."""
        wanted = select(identities.c.issuer).where(identities.c.account == account).order_by(identities.c.issuer)
        with self._database.reading() as connection:
            return tuple(connection.execute(wanted).scalars())

    def passkey(self, credential: str) -> Passkey | None:
        """Return the passkey with this credential id, or None."""
        with self._database.reading() as connection:
            row = connection.execute(select(passkeys).where(passkeys.c.id == credential)).first()
        return None if row is None else _passkey(row)

    def passkeys_of(self, account: str) -> tuple[Passkey, ...]:
        """Return the passkeys of an account, oldest first."""
        wanted = select(passkeys).where(passkeys.c.account == account).order_by(passkeys.c.created, passkeys.c.id)
        with self._database.reading() as connection:
            return tuple(_passkey(row) for row in connection.execute(wanted))

    def add_passkey(self, account: str, credential: str, name: str, public_key: bytes, sign_count: int) -> None:
        """Keep a new passkey of *account*.

        Raises:
            ValueError: it is known already, or the account has `MOST_PASSKEYS`.

        """
        now = self._clock()
        with self._database.writing() as connection:
            connection.execute(select(accounts.c.id).where(accounts.c.id == account).with_for_update())
            if connection.execute(select(passkeys.c.id).where(passkeys.c.id == credential)).first() is not None:
                raise ValueError("this passkey is known already")
            if _number_of_passkeys(connection, account) >= MOST_PASSKEYS:
                raise ValueError(f"at most {MOST_PASSKEYS} passkeys")
            connection.execute(
                insert(passkeys).values(
                    id=credential,
                    account=account,
                    name=kept_words(name),
                    public_key=public_key,
                    sign_count=sign_count,
                    created=now,
                )
            )
            note(connection, now, "passkey-added", account=account, about=credential[:_SHOWN])

    def count(self, credential: str, sign_count: int) -> bool:
        """Keep the counter that a passkey has shown at a sign-in; tell whether it is good.

        A counter that was ever above zero must grow: two sign-ins with the same counter, even at the same moment,
        cannot both be good.
        """
        grown = (passkeys.c.sign_count < sign_count) | ((passkeys.c.sign_count == 0) & (sign_count == 0))
        with self._database.writing() as connection:
            changed = connection.execute(
                update(passkeys)
                .where(passkeys.c.id == credential, grown)
                .values(sign_count=sign_count, used=self._clock())
            )
            good = bool(changed.rowcount)
            if not good:
                note(connection, self._clock(), "passkey-count-refused", about=credential[:_SHOWN])
        return good

    def rename_passkey(self, account: str, credential: str, name: str) -> None:
        """Give a passkey of *account* another name.

        Raises:
            NotThere: the account has no such passkey.

        """
        mine = (passkeys.c.id == credential) & (passkeys.c.account == account)
        with self._database.writing() as connection:
            named = update(passkeys).where(mine).values(name=kept_words(name))
            if not connection.execute(named).rowcount:
                raise _no_passkey()

    def remove_passkey(self, account: str, credential: str) -> None:
        """Forget a passkey of *account*.

        Raises:
            NotThere: the account has no such passkey.
            LastCredential: there would be no way left to sign in.

        """
        mine = (passkeys.c.id == credential) & (passkeys.c.account == account)
        with self._database.writing() as connection:
            connection.execute(select(accounts.c.id).where(accounts.c.id == account).with_for_update())
            if connection.execute(select(passkeys.c.id).where(mine)).first() is None:
                raise _no_passkey()
            elsewhere = select(func.count()).select_from(identities).where(identities.c.account == account)
            if _number_of_passkeys(connection, account) == 1 and not connection.execute(elsewhere).scalar_one():
                raise LastCredential
            connection.execute(delete(passkeys).where(mine))
            note(connection, self._clock(), "passkey-removed", account=account, about=credential[:_SHOWN])


_SHOWN = 32


def _number_of_passkeys(connection: Any, account: str) -> int:
    wanted = select(func.count()).select_from(passkeys).where(passkeys.c.account == account)
    return int(connection.execute(wanted).scalar_one())


def _passkey(row: Row[Any]) -> Passkey:
    return Passkey(row.id, row.account, row.name, bytes(row.public_key), row.sign_count, row.created, row.used)


def _no_passkey() -> NotThere:
    return NotThere(Text(en="There is no such passkey.", ja="該当するパスキーがありません。"))
