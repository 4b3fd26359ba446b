"""Attacks as jobs: begun, asked after, cancelled, read; the result is the JSON of the command line."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, HTTPException, Path, Request, Response
from pydantic import Field

from sanso.model.diagnostics import Diagnostic
from sanso.model.text import Text
from sanso.web.access import Entry, reader
from sanso.web.api.describing import described, gives_result
from sanso.web.api.seeing import FIRST_DAY, LAST_DAY, Seen, answer, seen
from sanso.web.api.shapes import Given
from sanso.web.attacks import DEFAULT_ATTACKER, MOST_WORLDS, Asked, AttackRun, AttackStatus, attacks_of
from sanso.web.failures import Refused

__all__ = ["router"]

router = APIRouter(prefix="/workspaces/{workspace}/attack", tags=["attack"])
_NOT_DONE = Text(
    en="There is no result yet; ask for the job itself how far it is.",
    ja="まだ結果がありません。ジョブの状態を確認してください。",
)


class AttackBody(Given):
    """What to compute: the options of `sanso attack`."""

    attacker: str = Field(DEFAULT_ATTACKER, max_length=100, description="Attacker of the catalogue.")
    worlds: int = Field(2_000, ge=1, le=MOST_WORLDS)
    seed: int = Field(1, ge=0, le=2**53)
    horizon: str | None = Field(None, max_length=20, examples=["90d"], description="How long a campaign lasts.")
    paths: int = Field(5, ge=0, le=20, description="Paths to show for every harm.")
    with_: list[str] = Field(
        [], alias="with", max_length=20, examples=[["CPS.AC-6@operator=advanced"]], description="Measures to assume."
    )
    without: list[str] = Field([], max_length=20, description="Ids of things to leave out.")


class AttackJob(Given):
    """How far a computation is; *result* is the address of the result when it is there."""

    id: str
    status: AttackStatus
    version: int
    worlds: int
    done: int = Field(description="Worlds played so far.")
    total: int = Field(description="Worlds to play, over all parts of the computation; 0 before it begins.")
    result: str | None = None
    error: str | None = None
    error_ja: str | None = None
    refused: list[Diagnostic] = Field(default_factory=list)


_Job = Annotated[
    str,
    Path(
        max_length=4_100,
        pattern=r"^[0-9]{1,9}~[0-9]{4}-[0-9]{2}-[0-9]{2}~[A-Za-z0-9_-]+$",
        description="Id of the job.",
    ),
]
_Reader = Annotated[Entry, Depends(reader)]


@router.post("", status_code=202, **described("Begin to compute an attack", "攻撃の計算を始める"))
def begin(request: Request, response: Response, wanted: Annotated[Seen, Depends(seen)], body: AttackBody) -> AttackJob:
    """Begin a computation, or return the one with the same options for the same version."""
    asked = Asked(
        attacker=body.attacker,
        worlds=body.worlds,
        seed=body.seed,
        horizon=body.horizon or "",
        paths=body.paths,
        with_=tuple(body.with_),
        without=tuple(body.without),
    )
    run = attacks_of(request).start(wanted.entry.workspace.id, wanted.seq, wanted.made, asked)
    job = _told(wanted.entry, wanted.seq, run)
    response.headers["Location"] = f"/api/v1/workspaces/{wanted.entry.workspace.id}/attack/{job.id}"
    return job


@router.get("/{job}", **described("How far a computation is", "計算の進み具合"))
def ask(request: Request, entry: _Reader, job: _Job) -> AttackJob:
    """Tell where a job stands; one that another process began is begun here as well."""
    seq, run = _run(request, entry, job)
    return _told(entry, seq, run)


@router.delete("/{job}", **described("Cancel a computation", "計算を中止する"))
def cancel(request: Request, entry: _Reader, job: _Job) -> AttackJob:
    """Cancel a job; a result that is there stays."""
    seq, run = _run(request, entry, job)
    run.cancel()
    return _told(entry, seq, run)


@router.get("/{job}/result", **described("The result of an attack", "攻撃の計算結果"), **gives_result("attack"))
def result(request: Request, entry: _Reader, job: _Job) -> Response:
    """Give what `sanso attack --json` gives."""
    from sanso.report.json_out import attack_to_json

    seq, run = _run(request, entry, job)
    if run.report is None:
        raise Refused(409, _NOT_DONE)
    tag = f'"{seq}.{run.report.model.at.isoformat()}.{run.asked.key}"'
    return answer(request, attack_to_json(run.report), "application/json", tag)


def _run(request: Request, entry: Entry, job: str) -> tuple[int, AttackRun]:
    try:
        number, day, key = job.split("~")
        asked, at = Asked.read(key), dt.date.fromisoformat(day)
    except ValueError:
        raise HTTPException(404) from None
    if asked.worlds < 1 or not FIRST_DAY <= at <= LAST_DAY:
        raise HTTPException(404)
    wanted = seen(request, entry, int(number), at)
    runs = attacks_of(request)
    found = runs.find(entry.workspace.id, wanted.seq, wanted.made, asked)
    return wanted.seq, found or runs.start(entry.workspace.id, wanted.seq, wanted.made, asked)


def _told(entry: Entry, seq: int, run: AttackRun) -> AttackJob:
    ident, trouble = f"{seq}~{run.made.assessment.model.at.isoformat()}~{run.asked.key}", run.trouble
    status: Literal["waiting", "running", "done", "cancelled", "failed"] = run.status
    return AttackJob(
        id=ident,
        status=status,
        version=seq,
        worlds=run.asked.worlds,
        done=run.done,
        total=run.total,
        result=f"/api/v1/workspaces/{entry.workspace.id}/attack/{ident}/result" if status == "done" else None,
        error=trouble.show("en") if trouble is not None else None,
        error_ja=trouble.show("ja") if trouble is not None else None,
        refused=list(run.refused),
    )
