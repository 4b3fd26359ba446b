"""Input that means harm: each ends in a diagnostic, at once and without eating memory.

They run in a process that may not take more than 1 GiB of address space; what would take a machine down then
fails a test.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

RUN = """
import gc, json, resource, sys, time
from pathlib import Path
from sanso.catalogue import load_catalogue
from sanso.model.loading import load
vocabulary = load_catalogue().vocabulary()
resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))
for name in sys.argv[1:]:
    began = time.process_time()
    found = load(Path(name), vocabulary)
    texts = [d.show(lang) for d in found.diagnostics for lang in ("en", "ja")]
    print(json.dumps({
        "name": Path(name).name, "seconds": time.process_time() - began, "refused": found.model is None,
        "codes": sorted({d.code for d in found.diagnostics if d.severity == "error"}), "number": len(found.diagnostics),
        "longest": max(map(len, texts), default=0), "lines": [d.place.line for d in found.diagnostics[:3]],
    }), flush=True)
    del found, texts
    gc.collect()
"""
HEAD = b"sanso: 1\nid: m\n"
FIRST = b'{"sanso": 1, "id": "m"}\n'
MIB = 2**20


def _lines(*given: Iterator[dict[str, object]]) -> bytes:
    return FIRST + b"".join(json.dumps(row).encode() + b"\n" for rows in given for row in rows)


def _rows(number: int, make: Callable[[int], dict[str, object]]) -> Iterator[dict[str, object]]:
    return (make(n) for n in range(number))


QUICK: dict[str, tuple[Callable[[], bytes], set[str]]] = {
    "deep-flow.yaml": (lambda: b"[" * 10**6, {"too-deep"}),
    "deep-mapping.yaml": (lambda: b"{a: " * 10**6, {"too-deep"}),
    "deep-block.yaml": (lambda: b"- " * 10**6, {"too-deep"}),
    "deep-keys.yaml": (lambda: b"? " * 10**6, {"key-not-text"}),
    "deep-quotes.yaml": (lambda: HEAD + b"harms: {h: {cause: " + b'{"all_of":[' * 10**5, {"too-deep"}),
    "deep.jsonl": (lambda: FIRST + b'{"in": "harms", "id": "h", "cause": ' + b"[" * 9 * 10**5 + b"\n", {"too-deep"}),
    "deep-object.jsonl": (lambda: FIRST + b'{"a":' * 10**5 + b"\n", {"too-deep"}),
    "laughs.yaml": (
        lambda: HEAD + b"a0: &a0 [x]\n" + b"".join(
            b"a%d: &a%d [%s]\n" % (n, n, b",".join([b"*a%d" % (n - 1)] * 10)) for n in range(1, 40)
        ),
        {"alias-bomb"},
    ),
    "quadratic.yaml": (
        lambda: HEAD + b"a: &a [" + b"x," * 10**5 + b"x]\nb: [" + b"*a," * 10**5 + b"*a]\n",
        {"alias-bomb"},
    ),
    "in-sections.yaml": (
        lambda: HEAD + b"people:\n  p: {qualifications: &q [" + b"{kind: licence, name: n}," * 2000 + b"]}\n"
        + b"".join(b"  p%d: {qualifications: *q}\n" % n for n in range(2000)),
        {"alias-bomb"},
    ),
    "recursive.yaml": (lambda: HEAD + b"people: &p {p: *p}\n", {"recursive-alias"}),
    "python.yaml": (lambda: HEAD + b"name: !!python/object/apply:os.system ['touch hacked']\n", {"yaml-tag"}),
    "spaces.yaml": (lambda: b" " * 40 * MIB, {"empty-file"}),
    "new-lines.yaml": (lambda: b"\n" * 40 * MIB, {"empty-file"}),
    "comment.yaml": (lambda: b"#" * 40 * MIB, {"empty-file"}),
    "colons.yaml": (lambda: b"a:" * 4 * MIB, {"yaml-syntax"}),
    "exclamation.yaml": (lambda: b"!" * 4 * MIB, {"yaml-tag"}),
    "directives.yaml": (lambda: b"%x\n" * 4 * MIB, {"yaml-syntax"}),
    "dashes.yaml": (lambda: b"---\n" * 4 * MIB, {"yaml-documents"}),
    "long-key.yaml": (lambda: HEAD + b"people: {? " + b"k" * 4 * MIB + b" : }\n", {"bad-id"}),
    "long-name.yaml": (lambda: HEAD + b"people: {p: {employer: " + b"k" * 4 * MIB + b"}}\n", {"bad-id"}),
    "long-words.yaml": (
        lambda: HEAD + b"measures: {? " + b"m" * 4 * MIB + b" : {}}\ncomponents: {c: {kind: "
        + b"s" * 4 * MIB + b"}}\n",
        {"unknown-reference", "unknown-word"},
    ),
    "money.yaml": (
        lambda: HEAD + b"harms: {h: {cause: {element: a, effect: b}, loss: {low: " + b"1" * 10**5
        + "x円".encode() + b", high: " + b"9" * 10**6 + b" JPY}}}\n",
        {"bad-money", "unknown-reference"},
    ),
    "zeros.yaml": (lambda: b"\0" * 100 * MIB, {"file-too-large"}),
    "some-zeros.yaml": (lambda: b"\0" * 40 * MIB, {"nul-byte"}),
    "zeros.jsonl": (lambda: b"\0" * 100 * MIB, {"line-too-long"}),
    "zero-lines.jsonl": (lambda: FIRST + b"\0\n" * 5 * MIB, {"nul-byte"}),
    "spaces.jsonl": (lambda: FIRST + b" " * 50 * MIB, {"line-too-long"}),
}  # fmt: skip

JUNK: dict[str, tuple[Callable[[], bytes], set[str]]] = {
    "keys.yaml": (lambda: b"".join(b"k%d: v\n" % n for n in range(1_200_000)), {"too-many-nodes"}),
    "one-key.yaml": (lambda: b"a: 1\n" * 9 * MIB, {"duplicate-key", "too-many-faults"}),
    "flow-keys.yaml": (lambda: b"{" + b"a," * 2 * MIB + b"}", {"duplicate-key", "too-many-faults"}),
    "sequence.yaml": (lambda: b"people: [" + b"1," * 2 * MIB + b"]", {"too-many-nodes"}),
    "anchors.yaml": (lambda: b"".join(b"- &a%d 1\n" % n for n in range(1_200_000)), {"too-many-nodes"}),
    "junk.jsonl": (lambda: FIRST + b"{x\n" * 30 * MIB, {"json-syntax", "too-many-faults"}),
    "rows.jsonl": (lambda: FIRST + b"{}\n" * 30 * MIB, {"table-row", "too-many-faults"}),
    "same-id.jsonl": (
        lambda: _lines(_rows(40_000, lambda n: {"in": "components", "id": "a", "kind": "sensor"})),
        {"duplicate-id", "too-many-faults"},
    ),
    "dangling.jsonl": (
        lambda: _lines(
            _rows(10_000, lambda n: {"in": "products", "id": f"product-{n}"}),
            _rows(40_000, lambda n: {"in": "components", "id": f"c{n}", "kind": "sensor", "product": f"prodcut-{n}"}),
        ),
        {"unknown-reference", "too-many-faults"},
    ),
    "dangling-elsewhere.jsonl": (
        lambda: _lines(_rows(40_000, lambda n: {"in": "measures", "of": f"c{n}", "CPS.XX-1": "basic"})),
        {"unknown-reference", "unknown-requirement", "too-many-faults"},
    ),
    "wide-row.jsonl": (
        lambda: _lines(
            _rows(1, lambda _: {"in": "components", "id": "a", "kind": "x", **{f"k{n}": 1 for n in range(50_000)}})
        ),
        {"unknown-key", "unknown-word", "too-many-faults"},
    ),
    "measures.jsonl": (
        lambda: _lines(
            _rows(1, lambda _: {"in": "organizations", "id": "o"}),
            _rows(40_000, lambda n: {"in": "measures", "of": "o", f"R{n}": "basic"}),
        ),
        {"unknown-requirement", "too-many-faults"},
    ),
    "tower.jsonl": (
        lambda: _lines(
            _rows(40_000, lambda n: {"in": "systems", "id": f"s{n}", "count": 10**9, "contains": [f"s{n + 1}"]})
        ),
        {"unknown-reference", "contained-too-deep", "population-too-large", "too-many-faults"},
    ),
    "rings.jsonl": (
        lambda: _lines(
            _rows(40_000, lambda n: {"in": "products", "id": f"s{n}", "contains": [f"s{(n + 1) % 40_000}", "s0"]})
        ),
        {"contains-itself"},
    ),
}  # fmt: skip


def _run(folder: Path, cases: dict[str, tuple[Callable[[], bytes], set[str]]], seconds: float) -> None:
    """Load each case, one after another, in one process; it names what it is at, should it come to grief."""
    for name, (make, _) in cases.items():
        (folder / name).write_bytes(make())
    done = subprocess.run(
        [sys.executable, "-c", RUN, *cases], capture_output=True, text=True, cwd=folder, timeout=240, check=False
    )
    assert done.returncode == 0, (done.returncode, done.stdout[-300:], done.stderr[-2000:])
    for line in done.stdout.splitlines():
        result = json.loads(line)
        assert result["refused"], result
        assert set(result["codes"]) == cases[result["name"]][1], result
        assert result["longest"] < 3000, result
        assert result["number"] <= 10_002, result
        assert result["seconds"] < seconds, result
    assert len(done.stdout.splitlines()) == len(cases)
    assert {path.name for path in folder.iterdir()} == set(cases)


def test_bombs_are_refused_at_once(tmp_path: Path) -> None:
    _run(tmp_path, QUICK, 2)


@pytest.mark.long
@pytest.mark.parametrize("part", range(2))
def test_junk_of_any_size_is_refused(part: int, tmp_path: Path) -> None:
    _run(tmp_path, dict(list(JUNK.items())[part::2]), 15)
