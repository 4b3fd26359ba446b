"""Models as text and as values, small enough to be read in the test that uses them."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from sanso.catalogue import load_catalogue
from sanso.model.diagnostics import Diagnostic
from sanso.model.loading import Loaded, load
from sanso.model.process import Model

HEAD = "sanso: 1\nid: m\n"
VOCABULARY = load_catalogue().vocabulary()
DAY = dt.date(2026, 4, 1)

THINGS: dict[str, Any] = {
    "organizations": {"maker": {}, "owner": {}},
    "people": {"crew": {"employer": "owner", "count": 3}},
    "products": {"unit": {"maker": "maker"}},
    "components": {
        "door": {"kind": "actuator", "product": "unit"},
        "eye": {"kind": "sensor"},
        "guard": {"kind": "safety-function"},
        "hub": {"kind": "server", "roles": {"operator": "owner"}},
    },
    "systems": {"bus": {"contains": ["door", "eye"]}},
    "procedures": {"care": {"performed_by": ["crew"], "acts_on": ["door"]}},
    "data": {"log": {"owner": "owner"}},
    "physical": {"road": {}},
    "connections": {"order": {"kind": "commands", "from": "hub", "to": "door"}},
    "conditions": {"night": {"probability": 0.5}},
    "harms": {
        "jam": {"cause": {"element": "door", "effect": "stopped"}, "human": "limited", "rationale": "a test"},
    },
    "measures": {"owner": {"CPS.AC-1": "basic"}},
    "confirmations": [{"perspective": "in-operation", "subject": "door", "interval": "P1Y"}],
}
"""One sound thing of every section."""


def document(**sections: Any) -> dict[str, Any]:
    """Return a model document; a mapping is laid over the sound things of its section, anything else replaces them."""
    made: dict[str, Any] = {"sanso": 1, "id": "m", **THINGS}
    for section, given in sections.items():
        sound = made.get(section)
        made[section] = {**sound, **given} if isinstance(sound, dict) and isinstance(given, dict) else given
    return made


def model(**sections: Any) -> Model:
    """Return a model with nothing but *sections*."""
    return Model.model_validate({"sanso": 1, "id": "m", **sections})


def put(folder: Path, content: str | bytes | dict[str, Any], name: str = "m.yaml") -> Path:
    """Write *content* into *folder*; a mapping as JSON, which is YAML too."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, dict):
        content = json.dumps(content, ensure_ascii=False, indent=1)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read(folder: Path, content: str | bytes | dict[str, Any], name: str = "m.yaml") -> Loaded:
    """Write *content* and load it against the words of the framework."""
    return load(put(folder, content, name), VOCABULARY)


def rows(*given: dict[str, Any]) -> str:
    """Return JSON Lines with a sound first line."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ({"sanso": 1, "id": "m"}, *given))


def codes(loaded: Loaded) -> set[str]:
    """Return the codes of the errors."""
    return {d.code for d in loaded.diagnostics if d.severity == "error"}


def only(loaded: Loaded, code: str) -> Diagnostic:
    """Return the one error that there is, which must have *code*, both languages and a place."""
    errors = [d for d in loaded.diagnostics if d.severity == "error"]
    assert [d.code for d in errors] == [code], [d.show() for d in errors]
    assert loaded.model is None
    assert_whole(errors[0])
    return errors[0]


def assert_whole(diagnostic: Diagnostic) -> None:
    """Every diagnostic says in two languages what is wrong and where."""
    texts = [diagnostic.message, *([diagnostic.hint] if diagnostic.hint else [])]
    for text in texts:
        assert text.en.strip()
        assert text.ja.strip()
        assert len(text.en) < 3000
        text.en.encode()
        text.ja.encode()
    assert diagnostic.place.file
    assert diagnostic.place.line >= 0
    assert (diagnostic.place.column > 0) == (diagnostic.place.line > 0)
    assert "\n" not in str(diagnostic.place)


def at(diagnostic: Diagnostic) -> tuple[int, int]:
    """Return line and column."""
    return diagnostic.place.line, diagnostic.place.column
