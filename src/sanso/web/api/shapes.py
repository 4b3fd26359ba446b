"""What requests and answers look like that are not results of analyses."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from sanso.model.text import Text
from sanso.workspace.people import Role
from sanso.workspace.rows import Workspace
from sanso.workspace.versions import Version

__all__ = [
    "ChangeBody",
    "FilesBody",
    "Given",
    "Page",
    "SeqBody",
    "VersionShape",
    "WorkspaceShape",
    "version_shape",
    "workspace_shape",
]

T = TypeVar("T")
_LONGEST = 64 * 2**20


class Given(BaseModel):
    """The body of a request; what it does not know is refused."""

    model_config = ConfigDict(extra="forbid")


class Page(BaseModel, Generic[T]):
    """A part of a list; *next* is the address of the following part, null at the end."""

    items: list[T]
    next: str | None = None


class AuthorShape(BaseModel):
    """Who made a version."""

    account: str | None
    name: str


class VersionShape(BaseModel):
    """A version of a workspace."""

    seq: int
    kind: Literal["start", "edit", "text", "import", "answers", "undo", "redo", "restore", "outside"]
    what: Text
    places: list[list[str | int]] = Field(description="Paths that were changed; none: perhaps everything.")
    author: AuthorShape
    at: dt.datetime
    main: str
    digest: str = Field(description="SHA-256 over the files.")
    previous: str = Field(description="Hash of the version before.")
    hash: str = Field(description="Hash over this version and the one before.")


class WorkspaceShape(BaseModel):
    """A workspace: one model with its history."""

    id: str
    organization: str
    name: str
    head: int = Field(description="Number of the newest version.")
    role: Role = Field(description="What you may do here.")
    sample: bool
    archived: bool
    created: dt.datetime
    changed: dt.datetime


class Base64(Given):
    """The content of a file that is no UTF-8 text."""

    base64: str = Field(max_length=_LONGEST * 4 // 3 + 4)


class FilesBody(Given):
    """The files of a model; *main* is the one that the others belong to."""

    main: str = Field(max_length=500, examples=["model.yaml"])
    files: dict[str, str | Base64] = Field(
        min_length=1, max_length=1000, examples=[{"model.yaml": "sanso: 1\nid: m\nname: My process\n"}]
    )


class PutBody(Given):
    """Let a value stand at a path."""

    op: Literal["put"]
    path: list[str | int] = Field(min_length=1, max_length=32, examples=[["components", "gps", "site"]])
    value: Any


class DropBody(Given):
    """Take away what stands at a path."""

    op: Literal["drop"]
    path: list[str | int] = Field(min_length=1, max_length=32, examples=[["components", "gps", "site"]])


ChangeBody = Annotated[PutBody | DropBody, Field(discriminator="op")]


class SeqBody(Given):
    """The version that a request was made looking at."""

    base: int = Field(ge=1, le=2**31 - 1)


def version_shape(version: Version) -> VersionShape:
    """Return a version as it is answered."""
    return VersionShape(
        seq=version.seq,
        kind=version.kind,
        what=version.what,
        places=[list(place) for place in version.places],
        author=AuthorShape(account=version.author.account, name=version.author.name),
        at=version.at,
        main=version.main,
        digest=version.digest,
        previous=version.previous,
        hash=version.hash,
    )


def workspace_shape(found: Workspace, role: Role) -> WorkspaceShape:
    """Return a workspace as it is answered."""
    return WorkspaceShape(
        id=found.id,
        organization=found.organization,
        name=found.name,
        head=found.head,
        role=role,
        sample=found.sample,
        archived=found.archived is not None,
        created=found.created,
        changed=found.changed,
    )
