"""What people and programs read when something cannot be done: never a stack trace, always what to do next."""

from __future__ import annotations

import logging

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from sanso.model.diagnostics import InputRefused
from sanso.model.text import Text
from sanso.web.api.problems import FAULTY, is_program, listed_diagnostics, problem
from sanso.web.looking import Faulty
from sanso.web.rendering import language_of, render
from sanso.workspace import errors as store

__all__ = ["Refused", "handle_failures"]

_LOG = logging.getLogger("sanso.web")

_WORDS = {
    400: Text(en="This request cannot be understood.", ja="リクエストを解釈できません。"),
    401: Text(en="Sign in first.", ja="先にサインインしてください。"),
    403: Text(en="You may not do this here.", ja="この操作の権限がありません。"),
    404: Text(
        en="There is nothing at this address, or it is not yours to see.",
        ja="このアドレスには何もないか、閲覧の権限がありません。",
    ),
    405: Text(en="This address does not take that kind of request.", ja="このアドレスはその操作に対応していません。"),
    409: Text(en="Somebody else changed it in the meantime.", ja="その間に他の人が変更しました。"),
    413: Text(en="That is too large.", ja="サイズが大きすぎます。"),
    422: Text(en="Some of what was sent cannot be used.", ja="送信内容の一部を使用できません。"),
    429: Text(
        en="Too many tries. Wait a minute and try again.", ja="試行回数が多すぎます。少し待ってからお試しください。"
    ),
    500: Text(
        en="Something went wrong on our side. What was saved before is safe; try again.",
        ja="内部で問題が発生しました。保存済みの内容は失われていません。もう一度お試しください。",
    ),
    503: Text(
        en="The store cannot be reached at the moment. Nothing was lost; try again in a moment.",
        ja="現在データベースに接続できません。失われたデータはありません。しばらくしてからお試しください。",
    ),
    507: Text(
        en="The disk of the server is full, so nothing was changed. Tell who runs it.",
        ja="サーバーのディスクに空きがないため、変更されませんでした。管理者に連絡してください。",
    ),
}


class Refused(Exception):
    """A request that cannot be carried out: the status and the words for it."""

    def __init__(self, status: int, words: Text) -> None:
        super().__init__(words.show("en"))
        self.status = status
        self.words = words


def handle_failures(app: FastAPI) -> None:
    """Answer every failure of *app* in words: a page for people, JSON for programs, a line for htmx."""

    def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, Refused)  # noqa: S101 -- registered for this type
        return _answer(request, error.status, error.words)

    def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)  # noqa: S101
        detail = error.detail if isinstance(error.detail, Text) else None
        response = _answer(request, error.status_code, detail)
        response.headers.update(error.headers or {})
        return response

    def stored(request: Request, error: Exception) -> Response:
        assert isinstance(error, store.StoreError)  # noqa: S101
        if isinstance(error, (store.DatabaseAway, store.DiskFull)):
            _LOG.error("the store failed: %s", error)
        return _answer(request, _status_of(error), error.text, _about_store(error))

    def input_refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, InputRefused)  # noqa: S101
        first = error.diagnostics[0]
        words = Text(en=first.message.show("en"), ja=first.message.show("ja"))
        return _answer(request, 422, words, {"diagnostics": listed_diagnostics(error.diagnostics)})

    def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)  # noqa: S101
        places = [".".join(map(str, fault["loc"]))[:200] for fault in error.errors()[:50]]
        return _answer(request, 422, None, {"places": places})

    def faulty(request: Request, error: Exception) -> Response:
        assert isinstance(error, Faulty)  # noqa: S101
        if is_program(request):
            return problem(422, FAULTY, {"diagnostics": listed_diagnostics(error.state.diagnostics)})
        context = {"diagnostics": error.state.diagnostics}
        return render(request, "faulty.j2", context, entry=error.entry, status=422)

    def gone(_: Request, __: Exception) -> Response:
        return Response(status_code=400)  # nobody is there to read it

    def broken(request: Request, error: Exception) -> Response:
        _LOG.error("an answer failed", exc_info=error)
        return _answer(request, 500, None)

    app.add_exception_handler(Refused, refused)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(store.StoreError, stored)
    app.add_exception_handler(Faulty, faulty)
    app.add_exception_handler(InputRefused, input_refused)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(ClientDisconnect, gone)
    app.add_exception_handler(Exception, broken)


_STATUS: tuple[tuple[type[store.StoreError], int], ...] = (
    (store.NotThere, 404),
    (store.Stale, 409),
    (store.Refused, 422),
    (store.DiskFull, 507),
    (store.DatabaseAway, 503),
    (store.FileAway, 503),
)


def _about_store(error: store.StoreError) -> dict[str, object]:
    """Return what programs read of somebody else's change."""
    if not isinstance(error, store.Stale):
        return {}
    return {"head": error.head.seq, "by": error.head.author.name, "what": error.head.what.model_dump()}


def _status_of(error: store.StoreError) -> int:
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 500)


def _answer(request: Request, status: int, words: Text | None, more: dict[str, object] | None = None) -> Response:
    said = words or _WORDS.get(status) or _WORDS[500 if status >= 500 else 400]
    lang = language_of(request)
    if is_program(request):
        return problem(status, said, more)
    if request.headers.get("hx-request"):
        return Response(said.show(lang), status, media_type="text/plain; charset=utf-8")
    return render(request, "failure.j2", {"status": status, "words": said}, status=status)
