"""The tables of the database, the same on SQLite and PostgreSQL.

Times are UTC with their zone; ids are random and tell nothing. Secrets (session cookies, tokens, share links) are
kept as SHA-256 only. Every row that belongs to an organization can be reached from its `organization` alone.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.types import TypeDecorator

__all__ = [
    "METADATA",
    "Moment",
    "accounts",
    "audit",
    "blobs",
    "challenges",
    "evidence_changes",
    "examination_steps",
    "examinations",
    "examiner_codes",
    "identities",
    "invitations",
    "memberships",
    "organizations",
    "passkeys",
    "procedure_steps",
    "sessions",
    "shares",
    "tokens",
    "trust_pins",
    "version_files",
    "versions",
    "visits",
    "workspaces",
]

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_ID = String(32)
_DIGEST = String(64)


class Moment(TypeDecorator[dt.datetime]):
    """A moment in UTC; SQLite keeps no zone, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002
        """Refuse a moment without a zone; keep every other in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its zone")
        return value.astimezone(dt.UTC)

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002
        """Return the moment in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


organizations = Table(
    "organization",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("name", String(200), nullable=False),
    Column("created", Moment, nullable=False),
)

accounts = Table(
    "account",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("name", String(200), nullable=False),
    Column("mail", String(320), nullable=False, server_default=""),
    Column("lang", String(2), nullable=False, server_default=""),
    Column("created", Moment, nullable=False),
)

identities = Table(
    "identity",
    METADATA,
    Column("issuer", String(500), primary_key=True),
    Column("subject", String(500), primary_key=True),
    Column("account", _ID, ForeignKey("account.id", ondelete="CASCADE"), nullable=False, index=True),
)
"""Accounts at OpenID Connect providers."""

passkeys = Table(
    "passkey",
    METADATA,
    Column("id", String(1400), primary_key=True),  # credential id, base64url
    Column("account", _ID, ForeignKey("account.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("name", String(200), nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("sign_count", BigInteger, nullable=False),
    Column("created", Moment, nullable=False),
    Column("used", Moment),
)

memberships = Table(
    "membership",
    METADATA,
    Column("organization", _ID, ForeignKey("organization.id", ondelete="CASCADE"), primary_key=True),
    Column("account", _ID, ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("role", String(10), nullable=False),  # reader, editor, owner
)

invitations = Table(
    "invitation",
    METADATA,
    Column("digest", _DIGEST, primary_key=True),
    Column("organization", _ID, ForeignKey("organization.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("role", String(10), nullable=False),
    Column("created_by", _ID, ForeignKey("account.id")),
    Column("created", Moment, nullable=False),
    Column("expires", Moment, nullable=False),
    Column("used_by", _ID, ForeignKey("account.id")),
)

sessions = Table(
    "session",
    METADATA,
    Column("digest", _DIGEST, primary_key=True),
    Column("account", _ID, ForeignKey("account.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("csrf", String(64), nullable=False),
    Column("method", String(10), nullable=False),  # how the person signed in: start, set-up, passkey, oidc
    Column("agent", String(200), nullable=False),  # the browser, in its own words
    Column("created", Moment, nullable=False),
    Column("seen", Moment, nullable=False),
    Column("expires", Moment, nullable=False),
)

challenges = Table(
    "challenge",
    METADATA,
    Column("digest", _DIGEST, primary_key=True),
    Column("kind", String(20), nullable=False),  # start, set-up, oidc, passkey-new, passkey-use
    Column("data", Text, nullable=False),  # JSON: what the answer is compared with
    Column("created", Moment, nullable=False),
    Column("expires", Moment, nullable=False),
)
"""Secrets that are good for one use: start links, set-up links, ceremonies of signing in."""

tokens = Table(
    "token",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("digest", _DIGEST, nullable=False, unique=True),
    Column("account", _ID, ForeignKey("account.id", ondelete="CASCADE"), nullable=False),
    Column("organization", _ID, ForeignKey("organization.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("name", String(200), nullable=False),
    Column("scope", String(10), nullable=False),  # read, write
    Column("created", Moment, nullable=False),
    Column("expires", Moment, nullable=False),
    Column("used", Moment),
    Column("revoked", Moment),
)
"""Tokens for the programming interface."""

workspaces = Table(
    "workspace",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("organization", _ID, ForeignKey("organization.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("name", String(200), nullable=False),
    Column("head", Integer, nullable=False),  # the newest version; a change is accepted only on top of it
    Column("sample", Boolean, nullable=False),
    Column("linked", String(4000)),  # file on disk that the workspace mirrors (embedded use)
    Column("linked_head", Integer),  # the version that this file is known to hold
    Column("created", Moment, nullable=False),
    Column("archived", Moment),
)

versions = Table(
    "version",
    METADATA,
    Column("workspace", _ID, ForeignKey("workspace.id", ondelete="CASCADE"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("content_of", Integer, nullable=False),  # the version whose content it restates; itself for a change
    Column("main", String(500), nullable=False),  # path of the model file among the files
    Column("kind", String(20), nullable=False),
    Column("what", Text, nullable=False),  # JSON: {en, ja}
    Column("places", Text, nullable=False),  # JSON: paths that changed, [["components","gps"], ...]
    Column("account", _ID, ForeignKey("account.id")),
    Column("author", String(200), nullable=False),  # name at that time
    Column("at", Moment, nullable=False),
    Column("digest", _DIGEST, nullable=False),  # over paths and contents of all files
    Column("previous", _DIGEST, nullable=False),
    Column("hash", _DIGEST, nullable=False),  # over previous and all of the above: history cannot be rewritten unseen
)

version_files = Table(
    "version_file",
    METADATA,
    Column("workspace", _ID, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("path", String(500), primary_key=True),
    Column("blob", _DIGEST, nullable=False),
    ForeignKeyConstraint(["workspace", "seq"], ["version.workspace", "version.seq"], ondelete="CASCADE"),
    ForeignKeyConstraint(["workspace", "blob"], ["blob.workspace", "blob.digest"], ondelete="CASCADE"),
)
"""Files of each version that holds a content of its own (seq = content_of)."""

blobs = Table(
    "blob",
    METADATA,
    Column("workspace", _ID, ForeignKey("workspace.id", ondelete="CASCADE"), primary_key=True),
    Column("digest", _DIGEST, primary_key=True),
    Column("base", _DIGEST),  # blob that it differs from, None for a whole one
    Column("start", BigInteger, nullable=False),  # bytes taken from the beginning of the base
    Column("stop", BigInteger, nullable=False),  # bytes taken from the end of the base
    Column("data", LargeBinary, nullable=False),  # what stands between, compressed
    Column("depth", Integer, nullable=False),  # bases below
)

procedure_steps = Table(
    "procedure_step",
    METADATA,
    Column("workspace", _ID, ForeignKey("workspace.id", ondelete="CASCADE"), primary_key=True),
    Column("step", String(20), primary_key=True),  # prepare, assess, treat, review
    Column("state", String(10), nullable=False),  # open, handed, done
    Column("assignee", _ID, ForeignKey("account.id")),
    Column("note", Text, nullable=False),
    Column("due", String(10)),
    Column("changed_by", _ID, ForeignKey("account.id")),
    Column("changed", Moment, nullable=False),
)

visits = Table(
    "visit",
    METADATA,
    Column("workspace", _ID, ForeignKey("workspace.id", ondelete="CASCADE"), primary_key=True),
    Column("account", _ID, ForeignKey("account.id", ondelete="CASCADE"), primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("at", Moment, nullable=False),
)
"""The version that a person saw last, to say what changed since."""

shares = Table(
    "share",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("digest", _DIGEST, nullable=False, unique=True),
    Column("workspace", _ID, ForeignKey("workspace.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("seq", Integer, nullable=False),
    Column("day", String(10), nullable=False),  # the day as of which the report is made
    Column("with_whom", String(200), nullable=False),  # the organization that gets it, in words
    Column("created_by", _ID, ForeignKey("account.id")),
    Column("created", Moment, nullable=False),
    Column("expires", Moment, nullable=False),
    Column("revoked", Moment),
    Column("used", Moment),
    Column("uses", Integer, nullable=False),
)

evidence_changes = Table(
    "evidence_change",
    METADATA,
    Column("workspace", _ID, ForeignKey("workspace.id", ondelete="CASCADE"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("path", String(500), nullable=False),
    Column("blob", _DIGEST),  # None: the file was taken away
    Column("size", BigInteger, nullable=False),
    Column("account", _ID, ForeignKey("account.id")),
    Column("author", String(200), nullable=False),  # name at that time
    Column("at", Moment, nullable=False),
    Column("previous", _DIGEST, nullable=False),
    Column("hash", _DIGEST, nullable=False),  # over previous and all of the above
    ForeignKeyConstraint(["workspace", "blob"], ["blob.workspace", "blob.digest"], ondelete="CASCADE"),
)
"""Append-only: what was put into the evidence of a workspace or taken away; the newest entry of a path counts."""

trust_pins = Table(
    "trust_pin",
    METADATA,
    Column("workspace", _ID, ForeignKey("workspace.id", ondelete="CASCADE"), primary_key=True),
    Column("thumbprint", String(64), primary_key=True),
    Column("account", _ID, ForeignKey("account.id")),
    Column("at", Moment, nullable=False),
)
"""Keys that must have signed the first trust list of a workspace."""

examiner_codes = Table(
    "examiner_code",
    METADATA,
    Column("organization", _ID, ForeignKey("organization.id", ondelete="CASCADE"), primary_key=True),
    Column("digest", _DIGEST, nullable=False, unique=True),
    Column("created_by", _ID, ForeignKey("account.id")),
    Column("created", Moment, nullable=False),
)
"""What lets others hand drafts of claims to an organization; one at a time."""

examinations = Table(
    "examination",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("workspace", _ID, ForeignKey("workspace.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("organization", _ID, ForeignKey("organization.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("name", String(200), nullable=False),
    Column("state", String(20), nullable=False),  # submitted, examined, returned, signed, refused
    Column("draft", _DIGEST, nullable=False),
    Column("claim", _DIGEST),
    Column("created", Moment, nullable=False),
    Column("changed", Moment, nullable=False),
    ForeignKeyConstraint(["workspace", "draft"], ["blob.workspace", "blob.digest"], ondelete="CASCADE"),
    ForeignKeyConstraint(["workspace", "claim"], ["blob.workspace", "blob.digest"], ondelete="CASCADE"),
)
"""Drafts of claims handed to *organization*, which may be that of the workspace, to be examined and signed."""

examination_steps = Table(
    "examination_step",
    METADATA,
    Column("examination", _ID, ForeignKey("examination.id", ondelete="CASCADE"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("state", String(20), nullable=False),
    Column("comment", Text, nullable=False),
    Column("draft", _DIGEST, nullable=False),  # the draft at that time
    Column("account", _ID, ForeignKey("account.id")),
    Column("author", String(200), nullable=False),
    Column("organization", _ID, ForeignKey("organization.id"), nullable=False),
    Column("at", Moment, nullable=False),
)
"""Append-only: what happened to a draft, by whom and when."""

audit = Table(
    "audit",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("organization", _ID),
    Column("account", _ID),
    Column(
        "kind", String(40), nullable=False
    ),  # sign-in, sign-out, share-made, share-read, role-changed, token-made, ...
    Column("about", String(200), nullable=False),  # id of what it is about
    Column("previous", _DIGEST, nullable=False),
    Column("hash", _DIGEST, nullable=False),
    Index("ix_audit_organization", "organization", "seq"),
)
"""Append-only; ids and digests only, no names, so that a person can be forgotten."""

UniqueConstraint(versions.c.workspace, versions.c.hash)
