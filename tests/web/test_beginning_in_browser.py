"""The first five minutes, a ledger, and the wizard, in a real browser: by mouse and by keyboard, in both languages."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.web.conftest import LiveServer
from tests.web.frontend_build import FRONTEND

from sanso.examples import ledgers

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.long

_AXE = FRONTEND / "node_modules" / "axe-core" / "axe.min.js"
_BAD = b"sanso: 1\nid: m\ncomponents:\n  gps: {kind: sensr}\n"


def in_language(page: Page, live: LiveServer, lang: str) -> None:
    page.context.add_cookies([{"name": "sanso-lang", "value": lang, "url": live.address}])


def models(live: LiveServer) -> int:
    return len(live.service.workspaces.of_organization(live.app.state.home))


def serious(page: Page) -> list[str]:
    """Return what axe-core finds serious on the page."""
    page.evaluate(_AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:200]}"
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
    ]


def test_from_the_start_over_a_template_to_a_result(browser_page: Page, live: LiveServer) -> None:
    page = browser_page
    page.get_by_role("link", name="Start your own").click()
    page.wait_for_url("**/new")
    assert serious(page) == []
    page.get_by_label("Name of your model (may be left empty)").fill("Our plant")
    page.get_by_role("button", name="Factories").click()
    page.wait_for_url(re.compile("/w/[0-9a-f]+$"))
    assert page.locator("h1").inner_text() == "Our plant"
    assert page.locator(".gap-bar").count() > 0
    assert models(live) == 2


def test_upload_shows_lines_and_stores_nothing_before_it_is_kept(
    browser_page: Page, live: LiveServer, tmp_path: Path
) -> None:
    page = browser_page
    (tmp_path / "bad.yaml").write_bytes(_BAD)
    page.goto(f"{live.address}/new")
    page.set_input_files("#files", tmp_path / "bad.yaml")
    page.get_by_text("bad.yaml:4:15").wait_for()
    assert page.locator(".excerpt .hit").inner_text().endswith("gps: {kind: sensr}")
    assert models(live) == 1
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as opened:
        opened.writestr("plant/model.yaml", _BAD.replace(b"sensr", b"sensor") + b"include: [a.yaml]\n")
        opened.writestr("plant/a.yaml", b"people:\n  crew: {count: 3}\n")
    (tmp_path / "plant.zip").write_bytes(archive.getvalue())
    page.set_input_files("#files", tmp_path / "plant.zip")
    page.locator(".small-map svg").wait_for()
    assert serious(page) == []
    assert models(live) == 1
    page.get_by_role("button", name="Keep it").click()
    page.wait_for_url(re.compile("/w/[0-9a-f]+$"))
    assert models(live) == 2


def dropped(page: Page, name: str, content: bytes) -> None:
    """Drop a file onto the page as a mouse does."""
    page.evaluate(
        """([name, bytes]) => {
            const data = new DataTransfer();
            data.items.add(new File([new Uint8Array(bytes)], name));
            const zone = document.querySelector(".drop");
            for (const kind of ["dragenter", "dragover", "drop"])
                zone.dispatchEvent(new DragEvent(kind, {dataTransfer: data, bubbles: true, cancelable: true}));
        }""",
        [name, list(content)],
    )


def test_ledger_by_mouse_in_english(browser_page: Page, live: LiveServer) -> None:
    page = browser_page
    page.goto(f"{live.base}/import")
    dropped(page, "assets.xlsx", ledgers.files("en")["assets.xlsx"])
    page.locator("#chooser").wait_for()
    before = page.locator(".growth .more").count()
    assert before > 0
    with page.expect_response("**/import/preview"):
        page.locator("#column-1").select_option("ignore")
    page.wait_for_function("document.querySelector('#column-1')?.value === 'ignore'")
    with page.expect_response("**/import/preview"):
        page.locator("#column-1").select_option("id")
    assert serious(page) == []
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").first.click()
    assert download.value.suggested_filename.endswith(".csv")
    page.get_by_role("button", name="Import into the model").click()
    page.wait_for_url("**/import?done=2")
    page.locator(".small-map svg").wait_for()


def test_ledger_by_keyboard_in_japanese(browser_page: Page, live: LiveServer, tmp_path: Path) -> None:
    page = browser_page
    in_language(page, live, "ja")
    (tmp_path / "資産 台帳.xlsx").write_bytes(ledgers.files("ja")["assets.xlsx"])
    page.goto(f"{live.address}/new")
    page.set_input_files("#files", tmp_path / "資産 台帳.xlsx")
    page.locator("#chooser").wait_for()
    page.locator("#column-4").focus()
    with page.expect_response("**/new/preview"):
        page.keyboard.press("End")
    page.wait_for_function("document.querySelector('#column-4')?.value === 'ignore'")
    assert page.evaluate("document.activeElement.id") == "column-4"  # the focus stays where it was
    keep = page.get_by_role("button", name="この内容でモデルを作る")
    for _ in range(120):
        page.keyboard.press("Tab")
        if keep.evaluate("button => button === document.activeElement"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/w/[0-9a-f]+$"))
    assert models(live) == 2


def test_wizard_from_the_first_step_to_the_downloads(browser_page: Page, live: LiveServer) -> None:
    page = browser_page
    page.goto(f"{live.base}/procedure")
    assert serious(page) == []
    page.get_by_role("link", name="Continue: Step 1").click()
    section = page.locator("#stakeholders")
    section.get_by_role("button", name=re.compile("Keep all")).click()
    page.get_by_text("Saved as version 2").wait_for()
    page.get_by_role("button", name="Mark as done").click()
    page.wait_for_url("**/procedure/assess")
    page.locator("ul.todo a").first.click()
    row = page.locator(".step-form:has(details[open]) [data-row]").first
    for who in ("Sato", "Suzuki"):
        row = page.locator(".step-form:has(details[open])").first.locator("[data-row]").last
        row.get_by_label("rater").fill(who)
        row.get_by_label("human damage").select_option("fatal")
        if who == "Sato":
            page.locator(".step-form:has(details[open])").first.get_by_role("button", name="Add a row").click()
    assert serious(page) == []
    page.locator(".step-form:has(details[open])").first.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Saved as version 3").wait_for()
    page.goto(f"{live.base}/procedure/treat")
    page.locator("#allocation .offers > summary").click()
    page.locator("#allocation").get_by_role("button", name=re.compile("Keep all")).click()
    page.get_by_text("Saved as version 4").wait_for()
    assert serious(page) == []
    page.get_by_role("link", name="Step 4: review").last.click()
    page.get_by_text("Hand it to a colleague").click()
    page.get_by_label("To whom").fill("Tanaka")
    page.get_by_role("button", name="Hand over").click()
    page.wait_for_url("**/procedure")
    page.get_by_text("With Tanaka", exact=True).wait_for()
    for ending in ("docx", "xlsx", "json"):
        with page.expect_download() as download:
            page.locator(f'a[href$="iotssf.{ending}?lang=ja"]').click()
        assert download.value.suggested_filename == f"iotssf-ja.{ending}"


def test_switching_the_language_while_typing_loses_nothing(browser_page: Page, live: LiveServer) -> None:
    from playwright.sync_api import expect

    page = browser_page
    page.goto(f"{live.base}/procedure/prepare")
    page.locator('[name="iotssf.scope.en"]').fill("Only the new buses")
    section = page.locator("#stakeholders")
    section.get_by_role("button", name="Add a row").click()
    section.locator('[name="stakeholders.n1.duties.ja"]').fill("途中の入力")
    page.wait_for_timeout(400)
    page.get_by_role("button", name="日本語").click()
    page.get_by_role("heading", name="手順1: 準備").wait_for()
    expect(page.get_by_text("前回の入力を復元しました")).to_have_count(2)
    assert page.locator('[name="iotssf.scope.en"]').input_value() == "Only the new buses"
    assert page.locator('[name="stakeholders.n1.duties.ja"]').input_value() == "途中の入力"
    page.locator("#scope").get_by_role("button", name="保存", exact=True).click()
    page.get_by_text("第2版として保存しました").wait_for()
