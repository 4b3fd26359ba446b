"""Bring the tables of a database up to date, under a lock so that several workers may start at once.

The steps stand in ``migrations/versions`` in the manner of Alembic, one after another; all that are due run in one
transaction. A database that has every step costs one question and no import of Alembic.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect

from sanso.model.text import Text
from sanso.workspace.engines import WRITES
from sanso.workspace.errors import DatabaseUnfit

if TYPE_CHECKING:
    from alembic.runtime.migration import MigrationContext
    from alembic.script import Script, ScriptDirectory

__all__ = ["HEAD", "MIGRATIONS", "downgrade", "migrate_to_head", "upgrade"]

HEAD = "0002"
"""The newest step."""

MIGRATIONS = Path(__file__).parent / "migrations"

_KEPT_IN = "alembic_version"
_LOCK = 0x53414E534F  # any number that all workers share


def migrate_to_head(engine: Engine) -> None:
    """Run all steps that the database lacks; do nothing to one that has them.

    Raises:
        DatabaseUnfit: the database has steps that this program does not know.

    """
    with engine.connect() as connection:
        if _stands(connection) == HEAD:
            return
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        upgrade(connection)


def upgrade(connection: Connection, to: str = HEAD) -> None:
    """Run the steps up to *to* in the transaction of *connection*, which must be a writing one.

    Raises:
        DatabaseUnfit: the database has steps that this program does not know.

    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
    steps = _steps()
    stands = _known(_stands(connection), [step.revision for step in steps])
    with _operations(connection) as (context, scripts):
        for step in steps[stands:]:
            if step.revision <= to:
                step.module.upgrade()
                context.stamp(scripts, step.revision)


def downgrade(connection: Connection, to: str = "base") -> None:
    """Undo the steps above *to* in the transaction of *connection*; the data of their tables goes.

    Raises:
        DatabaseUnfit: the database has steps that this program does not know.

    """
    steps = _steps()
    stands = _known(_stands(connection), [step.revision for step in steps])
    with _operations(connection) as (context, scripts):
        for at in reversed(range(stands)):
            if to == "base" or steps[at].revision > to:
                steps[at].module.downgrade()
                context.stamp(scripts, steps[at - 1].revision if at else "base")


def _stands(connection: Connection) -> str | None:
    """Return the newest step that the database has; None for an empty one."""
    if not inspect(connection).has_table(_KEPT_IN):
        return None
    found: str | None = connection.exec_driver_sql(f"SELECT version_num FROM {_KEPT_IN}").scalar()  # noqa: S608
    return found


def _known(stands: str | None, revisions: list[str]) -> int:
    """Return how many of *revisions* the database has."""
    if stands is None:
        return 0
    if stands not in revisions:
        raise DatabaseUnfit(
            Text(
                en="The database was made by a newer Sanso (step {step}); this one knows steps up to {head}. Use the "
                "newer program; nothing was changed.",
                ja="データベースは新しい版の Sanso で作られています(段階 {step})。このプログラムが扱えるのは {head} "
                "までです。新しい版を使ってください。データベースは変更していません。",
            ).fill(step=stands, head=revisions[-1])
        )
    return revisions.index(stands) + 1


def _scripts() -> ScriptDirectory:
    from alembic.script import ScriptDirectory

    return ScriptDirectory(str(MIGRATIONS))


def _steps() -> list[Script]:
    """Return all steps, the first one first."""
    return list(_scripts().walk_revisions())[::-1]


@contextmanager
def _operations(connection: Connection) -> Iterator[tuple[MigrationContext, ScriptDirectory]]:
    """Let the steps act on *connection*."""
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext

    context = MigrationContext.configure(connection)
    with Operations.context(context):
        yield context, _scripts()
