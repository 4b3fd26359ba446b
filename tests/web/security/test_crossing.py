"""Nothing that another site starts is carried out."""

from __future__ import annotations

import itertools

import pytest
from tests.web.security.conftest import ADDRESS, Server

from sanso.web.security.crossing import SAFE_METHODS
from sanso.workspace.people import Account, Organization

OWN = (None, ADDRESS, "HTTPS://SANSO.EXAMPLE", "https://sanso.example:443")
FOREIGN = ("https://evil.example", "http://sanso.example", "https://sanso.example:8443", "null", "https://[", "")
SITES_OF_OWN = (None, "same-origin", "none")
SITES_OF_OTHERS = ("cross-site", "same-site", "odd")


def _headers(origin: str | None, site: str | None) -> dict[str, str]:
    return {name: value for name, value in (("Origin", origin), ("Sec-Fetch-Site", site)) if value is not None}


def test_a_change_is_made_only_for_ones_own_pages(server: Server, ito: Account, bus: Organization) -> None:
    client = server.client(ito.id)
    token = server.csrf(client)
    for number, (origin, site) in enumerate(itertools.product(OWN + FOREIGN, SITES_OF_OWN + SITES_OF_OTHERS)):
        data = {"csrf": token, "name": f"Renamed {number}"}
        answer = client.post(f"/o/{bus.id}/name", data=data, headers=_headers(origin, site))
        own = (origin in OWN and site in SITES_OF_OWN) or (origin == "null" and site == "same-origin")
        assert answer.status_code == (303 if own else 403), (origin, site)
        assert (server.desk.people.organization(bus.id).name == f"Renamed {number}") is own, (origin, site)


@pytest.mark.parametrize("token", [None, "", "guess", "of another session"])
def test_a_change_needs_the_token_of_the_session(
    server: Server, ito: Account, bus: Organization, token: str | None
) -> None:
    client = server.client(ito.id)
    if token == "of another session":
        token = server.csrf(server.client(ito.id))
    data = {"name": "Renamed"} | ({} if token is None else {"csrf": token})
    for sent in ({"data": data}, {"json": data}, {"data": data, "files": {"f": b"x"}}):
        answer = client.post(f"/o/{bus.id}/name", **sent)  # type: ignore[arg-type]
        assert answer.status_code in (403, 422)
    for headers in ({"X-CSRF": token or ""}, {"X-CSRF": "guess"}):
        answer = client.post(f"/o/{bus.id}/name", data=data, headers=headers)
        assert answer.status_code == 403
    assert server.desk.people.organization(bus.id).name == "Bus"


def test_the_token_comes_as_field_or_as_header(server: Server, ito: Account, bus: Organization) -> None:
    client = server.client(ito.id)
    token = server.csrf(client)
    assert client.post(f"/o/{bus.id}/name", data={"name": "A", "csrf": token}).status_code == 303
    assert client.post(f"/o/{bus.id}/name", data={"name": "B"}, headers={"X-CSRF": token}).status_code == 303
    answer = client.post(f"/o/{bus.id}/name", data={"name": "C", "csrf": token}, files={"f": b"x"})
    assert answer.status_code == 303
    assert server.desk.people.organization(bus.id).name == "C"


def test_other_sites_may_lead_here_but_embed_nothing(server: Server) -> None:
    client = server.stranger()
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    assert client.get("/sign-in", headers=link).status_code == 200
    for mode, dest in (("no-cors", "image"), ("no-cors", "script"), ("cors", "empty"), ("navigate", "iframe")):
        headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": mode, "Sec-Fetch-Dest": dest}
        assert client.get("/sign-in", headers=headers).status_code == 403


def test_every_route_that_changes_something_is_guarded(server: Server, ito: Account, bus: Organization) -> None:
    """No route escapes, whoever adds it: a session without the token is refused everywhere."""
    from tests.web.security.routes import addresses

    client = server.client(ito.id)
    workspace = server.workspace(bus)
    spared = ("/csp-reports", "/language")
    tried = 0
    for method, path in addresses(server.app, {"workspace": workspace, "organization": bus.id}):
        if method in SAFE_METHODS or path in spared:
            continue
        answer = client.request(method, path, data={"name": "x"})
        assert answer.status_code in (403, 422), (method, path, answer.status_code)
        tried += 1
    assert tried > 15
    assert server.desk.people.organization(bus.id).name == "Bus"


def test_no_route_allows_other_sites_to_read(server: Server, ito: Account) -> None:
    answer = server.client(ito.id).get("/account", headers={"Origin": "https://evil.example"})
    assert "access-control-allow-origin" not in answer.headers
