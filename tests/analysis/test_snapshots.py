"""What the shipped examples come out as, reduced to what matters and compared with what is stored.

When an example or a rule has changed on purpose, look at the difference, then renew the stored files with
``SANSO_RENEW_SNAPSHOTS=1 pytest tests/analysis/test_snapshots.py``.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from importlib.resources import as_file
from importlib.resources import files as resources
from pathlib import Path
from typing import Any

import pytest

from sanso.analysis import assess
from sanso.examples import names
from sanso.model.loading import load
from sanso.report.json_out import to_json

from .build import catalogue

DAY = dt.date(2026, 11, 22)
FOLDER = Path(__file__).parent / "snapshots"


def _document(name: str) -> dict[str, Any]:
    with as_file(resources("sanso.examples") / name) as folder:
        loaded = load(folder / f"{name}.yaml", catalogue().vocabulary())
    found = assess(loaded.require(), catalogue(), at=DAY, diagnostics=loaded.diagnostics)
    document: dict[str, Any] = json.loads(to_json(found))
    return document


def _axis(axis: dict[str, Any]) -> str:
    way = " < ".join(step["element"] for step in axis["via"])
    return f"{axis['level']} by {axis['harm']}: {way}" if axis["harm"] else "not stated"


def _short(shorts: list[dict[str, Any]]) -> str:
    return ", ".join(f"{s['demand']} {s['stated']} of {s['required']}" for s in shorts)


def _device(entry: dict[str, Any]) -> dict[str, Any]:
    category = entry["category"] if entry["category"] is not None else "not rated"
    reduced: dict[str, Any] = {"category": f"{'≥ ' if entry['at_least'] else ''}{category}"}
    if entry["category"] is not None:
        reduced |= {"as": " ".join(entry["as"]), "one unit": entry["single_unit"]}
        reduced |= {"human": _axis(entry["human"]), "economic": _axis(entry["economic"])}
    if entry["nearest"]:
        reduced[f"mix {entry['nearest']}"] = _short(entry["short"]) or "reached"
    barriers = [
        f"{c['barrier']} for {c['element']}: {'granted' if c['granted'] else 'refused'}" for c in entry["credits"]
    ]
    return reduced | ({"credits": barriers} if barriers else {})


def _requirements(rows: list[dict[str, Any]]) -> dict[str, dict[str, str]]:
    """Per organization, level and status: the requirements with the number of their elements."""
    found: dict[str, dict[str, list[str]]] = {}
    for r in rows:
        groups = found.setdefault(r["organization"] or "nobody", {})
        short = r["id"].removeprefix("CPS.")
        groups.setdefault(f"{r['level']} {r['status']}", []).append(f"{short}:{len(r['elements'])}")
    return {org: {group: " ".join(found[org][group]) for group in sorted(found[org])} for org in sorted(found)}


def _reduced(document: dict[str, Any]) -> dict[str, Any]:
    return {
        "diagnostics": sorted(f"{d['code']} {d['path']}" for d in document["model"]["diagnostics"]),
        "incidents": {i["vulnerability"]: " ".join(i["elements"]) for i in document["incidents"]},
        "devices": {entry["element"]: _device(entry) for entry in document["iotssf"]},
        "requirements": _requirements(document["requirements"]),
        "trust": {
            f"{t['kind']} {t['subject']}": f"{t['required']} by {t['because']['element']} ({t['because']['harm']})"
            + (f"; mix {t['nearest']}: {_short(t['short']) or 'reached'}" if t["nearest"] else "")
            for t in document["trust"]
        },
        "summary": {key: document["summary"][key] for key in ("status", "categories", "open_points_total")},
        "open points": [
            f"{p['id']}: category {p['category']}, closes {p['closes']}" for p in document["summary"]["open_points"]
        ],
    }


@pytest.mark.parametrize("name", names())
def test_examples(name: str) -> None:
    reduced, file = _reduced(_document(name)), FOLDER / f"{name}.json"
    if os.environ.get("SANSO_RENEW_SNAPSHOTS") == "1":
        FOLDER.mkdir(exist_ok=True)
        file.write_text(json.dumps(reduced, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    stored = json.loads(file.read_text(encoding="utf-8"))
    assert list(reduced) == list(stored)
    for section, values in reduced.items():
        assert values == stored[section], section


def test_every_snapshot_belongs_to_an_example() -> None:
    assert {file.stem for file in FOLDER.glob("*.json")} == set(names())
