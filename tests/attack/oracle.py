"""Languages and attack graphs as mal-toolbox sees them: the oracle.

It writes a folder of logs wherever it is imported, so it runs in a process of its own in a temporary folder.
A model is given as mal-toolbox's own files have it::

    {"metadata": {"name": "m"},
     "assets": {"0": {"name": "a", "type": "Host", "defenses": {"patched": 1.0},
                      "associated_assets": {"apps": {"1": "b"}}}}}

Keys of assets are whole numbers as text; ``associated_assets`` maps fields to the keys of the assets found there,
and one of the two sides of a link is enough.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

__all__ = ["OracleRefuses", "graph_facts", "language_facts"]

Facts = dict[str, Any]

_COMMON = r"""
import json, sys
from maltoolbox.language import LanguageGraph
task = json.load(sys.stdin)
language = LanguageGraph.load_from_file(task["language"])
"""

_LANGUAGE = r"""
SIGNS = {"union": r"\/", "intersection": r"/\\"[:2], "difference": "-", "collect": "."}

def written(chain):
    if chain is None:
        return ""
    kind = str(chain.type.value)
    if kind in SIGNS:
        left, right = written(chain.left_link), written(chain.right_link)
        return f"({left}{SIGNS[kind]}{right})" if left else right
    if kind == "field":
        return chain.fieldname
    inner = written(chain.sub_link)
    return f"{inner}*" if kind == "transitive" else f"{inner}[{chain.subtype.name}]"

def step(one):
    return {
        "kind": one.type,
        "ttc": one.ttc,
        "tags": sorted(set(one.tags)),
        "meta": one.info,
        "reaches": sorted({f"{written(c)} {child.name}" for child, chains in one.children.items() for c in chains}),
        "requires": sorted({written(c) for c in one.requires}),
    }

def end(side):
    return [side.asset.name, side.fieldname, side.minimum, side.maximum]

print(json.dumps({
    "id": language.metadata["id"],
    "version": language.metadata["version"],
    "assets": {
        name: {
            "parent": asset.own_super_asset.name if asset.own_super_asset else None,
            "abstract": asset.is_abstract,
            "meta": asset.info,
            "variables": sorted(asset.variables),
            "steps": {key: step(one) for key, one in asset.attack_steps.items()},
        }
        for name, asset in language.assets.items()
    },
    "associations": sorted(
        [a.name, end(a.left_field), end(a.right_field)]
        for a in {a.full_name + a.left_field.asset.name + a.right_field.asset.name: a
                  for asset in language.assets.values() for a in asset.own_associations.values()}.values()
    ),
}))
"""

_GRAPH = r"""
from maltoolbox.attackgraph import AttackGraph
from maltoolbox.model import Model
graph = AttackGraph(language, Model._from_dict(task["model"], language))
print(json.dumps({
    node.full_name: {
        "kind": node.type,
        "ttc": node.ttc,
        "tags": sorted(set(node.tags)),
        "exists": node.existence_status,
        "children": sorted({child.full_name for child in node.children}),
    }
    for node in graph.nodes.values()
}))
"""


class OracleRefuses(Exception):
    """The oracle ended with an error; the text is the last line that it wrote."""


def language_facts(mal_path: Path) -> Facts:
    """Return id, version, asset types with their steps (inheritance applied), and associations of a language.

    ``reaches`` are ``EXPRESSION STEP`` with all operators in brackets and variables written out.
    """
    return _asked(_COMMON + _LANGUAGE, {"language": str(mal_path.resolve())})


def graph_facts(mal_path: Path, model_dict: Facts) -> Facts:
    """Return the nodes of an attack graph by full name: kind, ttc, tags, exists, children."""
    return _asked(_COMMON + _GRAPH, {"language": str(mal_path.resolve()), "model": model_dict})


def _asked(script: str, task: Facts) -> Facts:
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-c", script],
            input=json.dumps(task),
            capture_output=True,
            text=True,
            cwd=folder,
            check=False,
        )
    if done.returncode:
        raise OracleRefuses((done.stderr.strip().splitlines() or ["no message"])[-1])
    facts: Facts = json.loads(done.stdout)
    return facts
