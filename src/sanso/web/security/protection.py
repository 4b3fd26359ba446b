"""Put all protections around an application: hosts, headers, limits, origins, tokens.

`protect` is called before the first route is added; every later one is guarded, whoever adds it.
"""

from __future__ import annotations

from urllib.parse import quote

from fastapi import Depends, FastAPI, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

from sanso.model.text import Text
from sanso.web.access import SignInFirst
from sanso.web.security.crossing import OriginGuard, guarded
from sanso.web.security.desk import Desk
from sanso.web.security.headers import SecurityHeaders
from sanso.web.security.hosts import HostGuard
from sanso.web.security.limits import BodyLimits
from sanso.web.security.logs import mask_request_log
from sanso.web.security.reports import CspReports
from sanso.web.security.reports import router as reports
from sanso.web.service import Service

__all__ = ["protect"]

_FIRST = Text(en="Sign in, or send an API token.", ja="サインインするか、APIトークンを送信してください。")


def protect(app: FastAPI, service: Service) -> None:
    """Protect *app*: what is added to it later is guarded by `guarded`, whatever it is.

    Raises:
        ValueError: the application has routes already, which would stay unguarded.

    """
    if any(getattr(route, "dependant", None) is not None for route in app.routes):
        raise ValueError("protect an application before its routes are added")
    settings = service.settings
    mask_request_log()
    app.state.desk = Desk.of(service)
    app.state.csp_reports = CspReports()
    app.router.dependencies.append(Depends(guarded))
    app.add_exception_handler(SignInFirst, _sign_in_first)
    # the last one added is the first one met
    app.add_middleware(BodyLimits, settings=settings)
    app.add_middleware(OriginGuard, settings=settings)
    app.add_middleware(HostGuard, settings=settings)
    app.add_middleware(SecurityHeaders, settings=settings)
    app.include_router(reports)


def _sign_in_first(request: Request, error: Exception) -> Response:
    if not isinstance(error, SignInFirst):
        raise error
    if request.url.path.startswith("/api/"):
        content = {"error": _FIRST.show("en"), "error_ja": _FIRST.show("ja"), "status": 401}
        return JSONResponse(content, 401, {"WWW-Authenticate": 'Bearer realm="sanso"'})
    if request.headers.get("hx-request"):
        current = request.headers.get("hx-current-url", "")
        path = "/" + current.split("/", 3)[3] if current.count("/") >= 3 else "/"
        return Response(status_code=401, headers={"HX-Redirect": f"/sign-in?next={quote(path, safe='/')}"})
    return RedirectResponse(error.address, 303)
