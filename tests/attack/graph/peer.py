"""Attack graphs as mal-toolbox makes them: the oracle, run in a process and folder of its own (it writes logs)."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..oracle import OracleRefuses

_SCRIPT = """
import json, sys
from maltoolbox.attackgraph import AttackGraph
from maltoolbox.language import LanguageGraph
from maltoolbox.model import Model
task = json.load(sys.stdin)
language = LanguageGraph.load_from_file(task["language"])
graphs = []
for model in task["models"]:
    graph = AttackGraph(language, Model._from_dict(model, language))
    graphs.append({
        node.full_name: {
            "type": node.type,
            "ttc": node.ttc,
            "tags": sorted(node.tags),
            "exists": node.existence_status,
            "children": sorted(child.full_name for child in node.children),
            "parents": sorted(parent.full_name for parent in node.parents),
        }
        for node in graph.nodes.values()
    })
json.dump(graphs, sys.stdout)
"""

Graph = dict[str, dict[str, Any]]
"""Nodes by name: type, ttc, tags, exists, names of children and parents."""


def peer_graphs(language: Path | str, models: Sequence[dict[str, Any]]) -> list[Graph]:
    """Return the nodes by name of the attack graph of each of *models* (files of mal-toolbox, parsed).

    *language* is the path of a MAL file, or MAL text. One process serves all models.

    Raises:
        OracleRefuses: the oracle does not take the language or a model.

    """
    with tempfile.TemporaryDirectory() as folder:
        path = language
        if isinstance(language, str):
            path = Path(folder, "language.mal")
            path.write_text(language, encoding="utf-8")
        task = json.dumps({"language": str(path), "models": list(models)})
        done = subprocess.run(
            [sys.executable, "-c", _SCRIPT], input=task, capture_output=True, text=True, cwd=folder, check=False
        )
    if done.returncode:
        raise OracleRefuses((done.stderr.strip().splitlines() or ["no message"])[-1])
    graphs: list[Graph] = json.loads(done.stdout)
    return graphs
