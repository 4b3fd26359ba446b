"""Verification reaches for nothing: with sockets, files and the clock blocked it gives the same bytes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROGRAM = """
import sys
from sanso.envelope.canonical import canonical
from sanso.trust.claims.presentations import present
from tests.trust.chain import Chain, verifier
chain = Chain()
whole = chain.issue(chain.claim(items=["CPS.DS-1", "CPS.DS-2"]))
foreign = chain.issue(chain.claim("customer"))
texts = [(present(whole, ["CPS.DS-2"]), chain.proof(whole)), (foreign, None), ("x", None)]
verifier().verdicts(texts)
if "blocked" in sys.argv:
    import builtins, os, socket, time

    def refuse(*arguments, **named):
        raise AssertionError("reached outside")

    socket.socket = socket.create_connection = socket.getaddrinfo = refuse
    builtins.open = os.open = time.time = time.time_ns = os.urandom = refuse

    def watch(event, arguments):
        if event.startswith(("socket.", "open", "os.", "subprocess.", "shutil.", "urllib.")):
            refuse()

    sys.addaudithook(watch)
made = canonical([verdict.record() for verdict in verifier().verdicts(texts)])
sys.stdout.buffer.write(made)
"""


def run(*arguments: str) -> bytes:
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", PROGRAM, *arguments], capture_output=True, check=False, cwd=root)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def test_the_verdicts_are_the_same_bytes_with_everything_blocked() -> None:
    free, blocked = run(), run("blocked")
    assert free == blocked
    assert free.count(b'"counts":true') == 1
