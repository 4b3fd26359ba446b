"""A plan carried out on one text: what has to go and to come, as splices, found from the marks of the nodes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sanso.model.editing.block_entries import add_block, drop_block
from sanso.model.editing.changes import ABSENT, CannotEdit, Path, Plan, prunes, same
from sanso.model.editing.emitting import WIDE, body, flow, is_literal, is_small, json_text, scalar, width
from sanso.model.editing.flow_entries import add_flow, drop_flow, json_like
from sanso.model.editing.layout import Layout
from sanso.model.editing.nodes import Held, Node, value_of

__all__ = ["Splicer"]


class Splicer:
    """Carries out plans on the text of *layout*; *used* are the anchors that aliases refer to."""

    def __init__(self, layout: Layout, used: Iterable[str] = (), *, json: bool = False) -> None:
        self.layout = layout
        self.used = frozenset(used)
        self.json = json

    def below(self, node: Node, plan: Plan, path: Path = ()) -> None:
        """Carry out what *plan* says about the parts of the collection *node*.

        Raises:
            CannotEdit: a part cannot be changed safely.

        """
        self._check_anchor(node, path)
        gone, added = self._sorted_out(node, plan, path)
        if not gone and not added:
            return
        for key in gone:
            self._check_free(node.entries[str(key)].value if node.kind == "map" else node.items[int(key)].value, path)
        names = list(node.entries) if node.kind == "map" else range(len(node.items))
        dropped = {index for index, name in enumerate(names) if name in gone}
        helds = node.held()
        if len(dropped) == len(helds):  # of a whole file only: elsewhere the collection itself is replaced
            self.layout.replace(node.start, node.end, "{}")
            return
        kept = [held for index, held in enumerate(helds) if index not in dropped]
        if node.flow:
            drop_flow(self.layout, node, dropped)
            add_flow(self.layout, node, kept, added, json=self.json)
        else:
            drop_block(self.layout, node, dropped, root=not path)
            add_block(self.layout, node, kept, added, root=not path)

    def _sorted_out(self, node: Node, plan: Plan, path: Path) -> tuple[set[str | int], list[tuple[str | int, Any]]]:
        """Change what stays, and return what goes and what comes."""
        gone: set[str | int] = set()
        added: list[tuple[str | int, Any]] = []
        for step, sub in plan.below.items():
            held = self._held(node, step, path)
            if held is None:
                if (value := sub.made()) is not ABSENT:
                    added.append((step, value))
            elif self._goes(held.value, sub, (*path, step)):
                gone.add(step)
            else:
                self._entry(node, held, sub, (*path, step))
        if node.kind == "list":
            added.sort(key=lambda pair: pair[0])
            if any(step != len(node.items) + index for index, (step, _) in enumerate(added)):
                raise CannotEdit("edit-path", node.start, (*path, added[0][0]))
        return gone, added

    def _held(self, node: Node, step: str | int, path: Path) -> Held | None:
        if node.kind == "map" and isinstance(step, str):
            return node.entries.get(step)
        if node.kind == "list" and isinstance(step, int) and step >= 0:
            return node.items[step] if step < len(node.items) else None
        raise CannotEdit("edit-path", node.start, (*path, step))

    def _goes(self, node: Node, plan: Plan, path: Path) -> bool:
        """Tell whether *node* goes: it is dropped, or a drop leaves nothing of it."""
        if plan.drop:
            return True
        pruned = prunes(path) if node.kind == "map" else path == ("confirmations",)
        return pruned and self._emptied(node, plan, path)

    def _emptied(self, node: Node, plan: Plan, path: Path) -> bool:
        if plan.put is not ABSENT or node.kind not in ("map", "list") or not node.held():
            return False
        pairs = node.entries.items() if node.kind == "map" else enumerate(node.items)
        kept = any(
            step not in plan.below or not self._goes(held.value, plan.below[step], (*path, step))
            for step, held in pairs
        )
        return not kept and not self._adds(node, plan)

    def _adds(self, node: Node, plan: Plan) -> bool:
        known: Any = node.entries if node.kind == "map" else range(len(node.items))
        return any(step not in known and sub.made() is not ABSENT for step, sub in plan.below.items())

    def _entry(self, parent: Node, held: Held, plan: Plan, path: Path) -> None:
        node = held.value
        if plan.put is not ABSENT:
            self._put(parent, held, plan.put, path)
        elif node.kind == "alias":
            raise CannotEdit("edit-alias", node.start, path)
        elif node.kind == "scalar" or not node.held():
            value = plan.made()
            if value is ABSENT:
                return
            if node.kind == "scalar" and node.value is not None:
                raise CannotEdit("edit-path", node.start, path)
            self._replace(parent, held, value, path)
        elif self._all_go(node, plan, path):
            left: Any = plan.made() if self._adds(node, plan) else ABSENT
            self._replace(parent, held, left if left is not ABSENT else {} if node.kind == "map" else [], path)
        else:
            self.below(node, plan, path)

    def _all_go(self, node: Node, plan: Plan, path: Path) -> bool:
        pairs = node.entries.items() if node.kind == "map" else enumerate(node.items)
        return all(
            step in plan.below and self._goes(held.value, plan.below[step], (*path, step)) for step, held in pairs
        )

    def _put(self, parent: Node, held: Held, value: Any, path: Path) -> None:
        node = held.value
        if same(value_of(node), value):
            return
        plan = Plan()
        if node.kind == "map" and isinstance(value, dict) and node.entries.keys() & value.keys():
            for key in node.entries:
                plan.at(key).drop = key not in value
            for key, inner in value.items():
                plan.at(key).put = inner
        elif node.kind == "list" and isinstance(value, list) and node.items and value:
            for index in range(max(len(node.items), len(value))):
                spot = plan.at(index)
                spot.drop = index >= len(value)
                spot.put = value[index] if index < len(value) else ABSENT
        else:
            self._replace(parent, held, value, path)
            return
        self.below(node, plan, path)

    def _replace(self, parent: Node, held: Held, value: Any, path: Path) -> None:
        """Let *value* stand where the value of *held* stands."""
        node, layout = held.value, self.layout
        self._check_free(node, path)
        if parent.flow or self.json:
            text = json_text(value) if json_like(parent, json=self.json) else self._inline(value, node, inside=True)
            self._set_inline(held, text)
            return
        small = not isinstance(value, dict | list) or not value or is_small(value)
        text = self._inline(value, node, inside=False)
        if isinstance(value, str) and node.style == "|" and is_literal(value):
            pad = " " * (parent.column + 2)
            lines = [pad + line if line else "" for line in value.rstrip("\n").split("\n")]
            layout.replace(node.start, node.end, ("|" if value.endswith("\n") else "|-") + layout.lines(lines))
        elif small and (not isinstance(value, dict | list) or layout.column(held.colon) + 1 + width(text) <= WIDE):
            self._set_inline(held, text)
        elif parent.kind == "list":
            beside = not node.empty and not self._stands_below(held)
            lines = body(value, layout.column(node.start) if beside else parent.column + 2)
            self._set_inline(held, layout.newline.join([lines[0].lstrip(), *lines[1:]]))
        else:
            self._set_block(held, layout.lines(body(value, parent.column + 2)))

    def _inline(self, value: Any, node: Node, *, inside: bool) -> str:
        if isinstance(value, dict | list):
            return flow(value)
        return scalar(value, inside=inside, style=node.style if isinstance(value, str) else None)

    def _set_inline(self, held: Held, text: str) -> None:
        node, layout = held.value, self.layout
        if node.empty:
            has_mark = layout.source[held.colon - 1 : held.colon] in (":", "-")
            layout.insert(held.colon, f" {text}" if has_mark else f": {text}")
        elif self._stands_below(held):
            layout.insert(held.colon, f" {text}")
            layout.replace(layout.line_end(held.colon), layout.line_end(node.end), "")
        else:
            layout.replace(node.start, node.end, text)

    def _set_block(self, held: Held, text: str) -> None:
        node, layout = held.value, self.layout
        if node.empty:
            layout.insert(layout.line_end(held.colon), text)
        elif self._stands_below(held):
            layout.replace(layout.line_end(held.colon), layout.line_end(node.end), text)
        elif node.style in ("|", ">"):
            layout.replace(held.colon, node.end, text)
        else:
            layout.replace(held.colon, node.end, "")
            layout.insert(layout.line_end(node.end), text)

    def _stands_below(self, held: Held) -> bool:
        """Tell whether the value is a block collection that begins on a line of its own."""
        node = held.value
        block = node.kind in ("map", "list") and not node.flow
        return block and self.layout.line_start(node.start) != self.layout.line_start(held.start)

    def _check_anchor(self, node: Node, path: Path) -> None:
        if node.anchor in self.used:
            raise CannotEdit("edit-alias", node.start, path)

    def _check_free(self, node: Node, path: Path) -> None:
        """Refuse to take away what an alias refers to."""
        pending = [node]
        while pending and self.used:
            inner = pending.pop()
            self._check_anchor(inner, path)
            pending.extend(held.value for held in inner.held())
