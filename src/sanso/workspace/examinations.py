"""Drafts of claims on their way to a signature: handed to an examining organization, returned, refused or signed.

The examining organization may be the own one. Another one is reached by its code, which its owner gives out: nobody
can hand anything to an organization that did not ask for it. The keys stay with those who sign; what is kept here is
the draft, what happened to it, and the signed claim that came back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from sqlalchemy import ColumnElement, Connection, Row, Select, delete, func, insert, select, update

from sanso.model.diagnostics import printable
from sanso.model.text import Text
from sanso.workspace.auditing import note
from sanso.workspace.blobs import add_blobs, read_contents
from sanso.workspace.challenges import digest_of, new_secret
from sanso.workspace.contents import Remembered, packed
from sanso.workspace.database import Database
from sanso.workspace.errors import NotThere, Refused
from sanso.workspace.files import content_digest
from sanso.workspace.rows import found_workspace, newest
from sanso.workspace.tables import (
    examination_steps,
    examinations,
    examiner_codes,
    organizations,
    workspaces,
)
from sanso.workspace.versions import Author

__all__ = ["MOST_OPEN", "Examination", "ExaminationState", "ExaminationStep", "Examinations"]

ExaminationState = Literal["submitted", "examined", "returned", "signed", "refused"]
"""Handed in; somebody looks at it; back with a comment; signed; refused for good."""
MOST_OPEN = 500
"""Drafts of one workspace that wait at the same time."""
_BEFORE: MappingProxyType[str, frozenset[str]] = MappingProxyType(
    {
        "examined": frozenset({"submitted"}),
        "returned": frozenset({"submitted", "examined"}),
        "refused": frozenset({"submitted", "examined"}),
        "signed": frozenset({"submitted", "examined"}),
        "submitted": frozenset({"returned"}),
    }
)
"""From which states each state is reached."""
_MAX_COMMENT, _MAX_NAME = 4_000, 200
_REMEMBERED = 2 * 2**20


@dataclass(frozen=True, slots=True)
class Examination:
    """A draft: *workspace* is where it comes from, *organization* examines it."""

    id: str
    workspace: str
    organization: str
    name: str
    state: ExaminationState
    draft: str
    """Digest of its content."""
    claim: str | None
    """Digest of the signed claim."""
    created: dt.datetime
    changed: dt.datetime
    submitter: str
    """Name of the organization that hands it in."""
    examiner: str
    """Name of the organization that examines it."""

    @property
    def waits(self) -> bool:
        """Whether the examining organization has to do something."""
        return self.state in ("submitted", "examined")


@dataclass(frozen=True, slots=True)
class ExaminationStep:
    """What happened to a draft; *draft* is the digest of what it was then."""

    seq: int
    state: ExaminationState
    comment: str
    draft: str
    author: Author
    organization: str
    at: dt.datetime


class Examinations:
    """The queues of all organizations of a database."""

    def __init__(
        self,
        database: Database,
        clock: Callable[[], dt.datetime],
        new_id: Callable[[], str],
        secret: Callable[[], str] = new_secret,
    ) -> None:
        self._database = database
        self._clock = clock
        self._new_id = new_id
        self._secret = secret

    def open_queue(self, organization: str, by: str) -> str:
        """Return a new code by which others reach the organization; the one before ends. It is never shown again."""
        secret, now = self._secret(), self._clock()
        with self._database.writing() as connection:
            connection.execute(delete(examiner_codes).where(examiner_codes.c.organization == organization))
            values = {"organization": organization, "digest": digest_of(secret), "created_by": by, "created": now}
            connection.execute(insert(examiner_codes).values(**values))
            note(connection, now, "queue-opened", organization=organization, account=by)
        return secret

    def close_queue(self, organization: str, by: str) -> None:
        """End the code by which others reach the organization."""
        with self._database.writing() as connection:
            connection.execute(delete(examiner_codes).where(examiner_codes.c.organization == organization))
            note(connection, self._clock(), "queue-closed", organization=organization, account=by)

    def is_open(self, organization: str) -> bool:
        """Tell whether there is a code by which others reach the organization."""
        asked = select(examiner_codes.c.organization).where(examiner_codes.c.organization == organization)
        with self._database.reading() as connection:
            return connection.execute(asked).first() is not None

    def reached_by(self, code: str) -> str:
        """Return the id of the organization that *code* leads to.

        Raises:
            NotThere: it leads to none.

        """
        asked = select(examiner_codes.c.organization).where(examiner_codes.c.digest == digest_of(code.strip()))
        with self._database.reading() as connection:
            found: str | None = connection.execute(asked).scalar()
        if found is None:
            said = Text(
                en="This code leads to no certifier. Ask the certifier for a new one.",
                ja="このコードに対応する認証担当の組織はありません。先方に新しいコードを依頼してください。",
            )
            raise NotThere(said)
        return found

    def submit(
        self, workspace: str, organization: str, name: str, draft: bytes, author: Author, comment: str = ""
    ) -> str:
        """Hand *draft* to *organization*; return the id.

        Raises:
            Refused: too many wait already, or the workspace is archived.
            NotThere: there is no such workspace.

        """
        ident, now = self._new_id(), self._clock()

        def work(connection: Connection) -> None:
            newest(connection, workspace)
            waiting = select(func.count()).where(
                examinations.c.workspace == workspace, examinations.c.state.in_(("submitted", "examined", "returned"))
            )
            if (connection.execute(waiting).scalar() or 0) >= MOST_OPEN:
                said = Text(
                    en="{most} drafts wait already; finish some of them first.",
                    ja="処理中の下書きが{most}件あります。先に処理を終えてください。",
                )
                raise Refused(said.fill(most=MOST_OPEN))
            blob = packed(content_digest(draft), draft, None)
            add_blobs(connection, workspace, [blob])
            row = {"id": ident, "workspace": workspace, "organization": organization, "state": "submitted"}
            row |= {"name": printable(name, _MAX_NAME)[:_MAX_NAME], "draft": blob.digest}
            connection.execute(insert(examinations).values(**row, claim=None, created=now, changed=now))
            own = found_workspace(connection, workspace).organization
            self._step(connection, ident, "submitted", comment, blob.digest, author, own)
            note(connection, now, "draft-submitted", organization=own, account=author.account, about=ident)

        self._database.written(work)
        return ident

    def of_workspace(self, workspace: str) -> tuple[Examination, ...]:
        """Return the drafts that were handed in from a workspace, those changed last first."""
        return self._listed(examinations.c.workspace == workspace)

    def for_organization(self, organization: str) -> tuple[Examination, ...]:
        """Return the drafts that an organization examines, those changed last first."""
        return self._listed(examinations.c.organization == organization)

    def from_workspace(self, workspace: str, ident: str) -> Examination:
        """Return one draft of a workspace.

        Raises:
            NotThere: there is no such draft.

        """
        return self._one((examinations.c.id == ident) & (examinations.c.workspace == workspace))

    def at_organization(self, organization: str, ident: str) -> Examination:
        """Return one draft that an organization examines.

        Raises:
            NotThere: there is no such draft.

        """
        return self._one((examinations.c.id == ident) & (examinations.c.organization == organization))

    def steps(self, ident: str) -> tuple[ExaminationStep, ...]:
        """Return what happened to a draft, the newest first."""
        asked = select(examination_steps).where(examination_steps.c.examination == ident)
        with self._database.reading() as connection:
            return tuple(map(_step, connection.execute(asked.order_by(examination_steps.c.seq.desc()))))

    def content(self, examination: Examination, digest: str) -> bytes:
        """Return a draft or a signed claim of *examination*.

        Raises:
            Damaged: it is missing or does not agree with its digest.

        """
        with self._database.reading() as connection:
            found = read_contents(connection, examination.workspace, [digest], Remembered(_REMEMBERED))
        return found[digest]

    def move(
        self,
        examination: Examination,
        state: ExaminationState,
        author: Author,
        organization: str,
        comment: str = "",
        *,
        draft: bytes | None = None,
        claim: bytes | None = None,
    ) -> None:
        """Let *examination* come to *state*, with a new *draft* or the signed *claim*; all or nothing.

        Raises:
            Refused: it does not stand where that is possible, perhaps because somebody else was faster.

        """
        now, ident = self._clock(), examination.id

        def work(connection: Connection) -> None:
            kept = connection.execute(
                select(examinations.c.state, examinations.c.draft).where(examinations.c.id == ident).with_for_update()
            ).one()
            if kept.state not in _BEFORE[state] or (draft is None and kept.draft != examination.draft):
                said = Text(
                    en="This draft has moved on in the meantime; look at it again.",
                    ja="この下書きは、その間に状態が変わっています。もう一度確認してください。",
                )
                raise Refused(said)
            values: dict[str, object] = {"state": state, "changed": now}
            for key, content in (("draft", draft), ("claim", claim)):
                if content is not None:
                    blob = packed(content_digest(content), content, None)
                    add_blobs(connection, examination.workspace, [blob])
                    values[key] = blob.digest
            connection.execute(update(examinations).where(examinations.c.id == ident).values(**values))
            digest = str(values.get("draft", kept.draft))
            self._step(connection, ident, state, comment, digest, author, organization)
            note(connection, now, f"draft-{state}", organization=organization, account=author.account, about=ident)

        self._database.written(work)

    def _step(
        self,
        connection: Connection,
        ident: str,
        state: ExaminationState,
        comment: str,
        draft: str,
        author: Author,
        organization: str,
    ) -> None:
        last = select(func.max(examination_steps.c.seq)).where(examination_steps.c.examination == ident)
        row = {
            "examination": ident,
            "seq": (connection.execute(last).scalar() or 0) + 1,
            "state": state,
            "comment": _kept_comment(comment),
            "draft": draft,
            "account": author.account,
            "author": printable(author.name, _MAX_NAME)[:_MAX_NAME],
            "organization": organization,
            "at": self._clock(),
        }
        connection.execute(insert(examination_steps).values(**row))

    def _listed(self, which: ColumnElement[bool]) -> tuple[Examination, ...]:
        asked = _asked().where(which).order_by(examinations.c.changed.desc(), examinations.c.id)
        with self._database.reading() as connection:
            return tuple(map(_examination, connection.execute(asked)))

    def _one(self, which: ColumnElement[bool]) -> Examination:
        with self._database.reading() as connection:
            row = connection.execute(_asked().where(which)).first()
        if row is None:
            raise NotThere(Text(en="There is no such draft.", ja="該当する下書きがありません。"))
        return _examination(row)


def _kept_comment(comment: str) -> str:
    """Return *comment* line by line without signs that a reader does not see."""
    lines = comment.replace("\r\n", "\n").strip().split("\n")[:200]
    return "\n".join(printable(line, _MAX_COMMENT) if line.strip() else "" for line in lines)[:_MAX_COMMENT]


def _asked() -> Select[tuple[object, ...]]:
    own, examiner = organizations.alias(), organizations.alias()
    return (
        select(examinations, own.c.name.label("submitter"), examiner.c.name.label("examiner"))
        .join(workspaces, workspaces.c.id == examinations.c.workspace)
        .join(own, own.c.id == workspaces.c.organization)
        .join(examiner, examiner.c.id == examinations.c.organization)
    )


def _examination(row: Row[tuple[object, ...]]) -> Examination:
    return Examination(**row._mapping)


def _step(row: Row[tuple[object, ...]]) -> ExaminationStep:
    who = Author(row.account, row.author)
    return ExaminationStep(row.seq, row.state, row.comment, row.draft, who, row.organization, row.at)
