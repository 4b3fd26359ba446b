"""The page that a label's code opens: checked in the browser, also without a connection, and nothing is sent."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.web.conftest import LiveServer
from tests.web.test_label_judging import (
    ACCREDITED,
    BODY,
    DAY,
    LABEL,
    ROOTS,
    START,
    STRANGER,
    code,
    days,
    listed,
    statuses,
)

from sanso.catalogue import load_catalogue
from sanso.model.dates import minute_text
from sanso.trust.lists.trust_list import seal_list
from sanso.web.public.carrying import carried, written
from sanso.web.settings import Public

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

GOOD = dataclasses.replace(LABEL, issuer="body", basis_stated=None)
NOW = START + days(3)


def folder_of(place: Path, *, withdrawn: tuple[int, ...] = ()) -> Path:
    for name in ("trust", "status"):
        (place / name).mkdir(parents=True)
    (place / "trust" / "1.json").write_bytes(seal_list(listed(ACCREDITED), ROOTS))
    for number, token in enumerate(statuses(withdrawn)):
        (place / "status" / f"{number}.jwt").write_text(token)
    return place


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[tuple[Page, LiveServer, list[str]]]:
    """A telephone before a server that shows labels; the test fails on any error of the console."""
    live = LiveServer(tmp_path / "data")
    public = Public(labels=folder_of(tmp_path / "labels", withdrawn=(9,)))
    object.__setattr__(live.app.state.service, "settings", dataclasses.replace(live.settings, public=public))
    object.__setattr__(live.app.state.service, "clock", lambda: NOW)
    live.start()
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="ja-JP", is_mobile=True)
    phone = context.new_page()
    phone.clock.install(time=NOW)
    problems: list[str] = []
    asked: list[str] = []
    phone.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    phone.on("pageerror", lambda error: problems.append(str(error)))
    phone.on("request", lambda request: asked.append(f"{request.url} {request.post_data or ''}"))
    yield phone, live, asked
    context.close()
    live.stop()
    assert not problems


def marks(phone: Page) -> dict[str, tuple[str, str]]:
    phone.wait_for_selector("[data-mark]")
    found: list[Any] = phone.eval_on_selector_all(
        "[data-mark]", "all => all.map(one => [one.dataset.mark, one.dataset.code, one.dataset.state])"
    )
    return {name: (state, reason) for name, reason, state in found}


def test_a_label_is_checked_on_the_telephone(page: tuple[Page, LiveServer, list[str]]) -> None:
    phone, live, asked = page
    label = code(GOOD, BODY)
    phone.goto(f"{live.address}/l#{label}")
    assert marks(phone) == {
        "signature": ("good", "signed"),
        "authority": ("good", "accredited"),
        "status": ("good", "valid"),
        "log": ("unknown", "log-absent"),
    }
    text = phone.inner_text("main")
    assert "ネットワークカメラ" in text
    assert "2027-10-31" in text
    assert "bodyの日本語名の署名です" in text
    phone.click("[data-label-language]")
    assert "Network camera" in phone.inner_text("main")
    assert "signed by Body" in phone.inner_text("main")
    assert phone.get_attribute("html", "lang") == "en"
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not [one for one in asked if label[:40] in one], "the label was sent somewhere"


@pytest.mark.parametrize(
    ("which", "part", "reason"),
    [
        ("stranger", "signature", "unknown-key"),
        ("withdrawn", "status", "withdrawn"),
        ("late", "status", "expired"),
        ("cut", "signature", "label-unreadable"),
    ],
)
def test_a_bad_label_is_told(page: tuple[Page, LiveServer, list[str]], which: str, part: str, reason: str) -> None:
    phone, live, _ = page
    gone = dataclasses.replace(GOOD, status=(dataclasses.replace(GOOD.status[0], index=9),))
    label = {
        "stranger": code(GOOD, STRANGER),
        "withdrawn": code(gone, BODY),
        "late": code(dataclasses.replace(GOOD, valid_until=DAY), BODY),
        "cut": code(GOOD, BODY)[:-9],
    }[which]
    phone.goto(f"{live.address}/l#{label}")
    assert marks(phone)[part] == ("bad", reason)
    assert phone.get_attribute("[data-counts]", "data-counts") == "false"
    shown = phone.inner_text("main")
    assert not re.search(r"T\d\d:\d\d:\d\dZ", shown)
    if which == "late":
        assert (
            f"{minute_text(dt.datetime.combine(DAY, dt.time(23, 59, 59), dt.UTC)).ja}に有効期限が切れています" in shown
        )
    assert ("ネットワークカメラ" in shown) == (part != "signature")


def test_it_works_without_a_connection(page: tuple[Page, LiveServer, list[str]]) -> None:
    phone, live, _ = page
    phone.goto(f"{live.address}/l")
    phone.wait_for_function("navigator.serviceWorker.ready.then(found => found.active?.state === 'activated')")
    phone.context.set_offline(True)
    phone.goto(f"{live.address}/l#{code(GOOD, BODY)}")
    assert marks(phone)["signature"] == ("good", "signed")
    phone.context.set_offline(False)


def test_what_the_page_carries_ends_no_element() -> None:
    text = written({"list": "</script><b>&"})
    assert not set("<>&") & set(text)


def test_every_gap_in_a_carried_reason_is_one_that_the_page_fills() -> None:
    reasons = carried(None, (), load_catalogue(), START)["reasons"]
    assert isinstance(reasons, dict)
    old = reasons["status-old"]
    assert old["en"].startswith("the status at hand is older than the 7 days allowed: it was issued {age};")
    assert "許容される7日を超えています({age}に発行)" in old["ja"]


def test_a_folder_whose_lists_are_not_good_carries_none(tmp_path: Path) -> None:
    content, now = load_catalogue(), START + dt.timedelta(days=1)
    folder = folder_of(tmp_path / "labels")
    good = carried(folder, (), content, now)
    assert good["list"] is not None
    assert len(good["statuses"]) == 3  # type: ignore[arg-type]
    pinned = tuple(key.public.thumbprint for key in ROOTS)
    assert carried(folder, pinned, content, now)["pinned"] is True
    assert carried(folder, (STRANGER.public.thumbprint,), content, now)["list"] is None
    (folder / "trust" / "1.json").write_bytes(seal_list(listed(), ROOTS[:1]))
    assert carried(folder, (), content, now)["list"] is None
    assert carried(None, (), content, now)["list"] is None
