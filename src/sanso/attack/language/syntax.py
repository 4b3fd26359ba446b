"""MAL text to a syntax tree, on the language's own grammar; what the grammar refuses becomes diagnostics.

Constructs that the grammar knows and Sanso does not compute are refused by name, so that nothing that a language
says is silently left out. Depth is limited, so that everything after this may walk trees by recursion.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from sanso.attack.language.scanning import MAX_DEPTH, scan
from sanso.attack.language.syntax_faults import LONGEST_ACCOUNT, first_fault, report_fault
from sanso.model.diagnostics import Place
from sanso.model.findings import Findings
from sanso.model.text import Text

if TYPE_CHECKING:
    from tree_sitter import Language, Node, Parser

__all__ = ["Source", "named", "parsed", "text_of"]

_LONGEST_LINE = 10_000
_SHOWN = 40
_MOST_FAULTS = 100

_NOT_COMPUTED: Mapping[str, Text] = MappingProxyType(
    {
        "step_causal_mode": Text(
            en="actions and effects (`action`, `effect`)", ja="アクションと効果(`action`、`effect`)"
        ),
        "detector": Text(en="detectors (`!`, `//!`)", ja="検知器(`!`、`//!`)"),
        "append_reaching": Text(
            en="effects that add to the model (`A>`, `+A>`)", ja="モデルへ追加する効果(`A>`、`+A>`)"
        ),
        "remove_reaching": Text(
            en="effects that remove from the model (`R>`, `+R>`)", ja="モデルから取り除く効果(`R>`、`+R>`)"
        ),
        "dyn_sentence": Text(en="effects on the model", ja="モデルを変える効果"),
        "assoc_op": Text(en="effects on associations", ja="関連を変える効果"),
        "asset_expr_multiplicity": Text(en="multiplicities in expressions (`:n`)", ja="式の中の多重度(`:n`)"),
    }
)


class Source:
    """The text of one file, and the places of nodes in it."""

    def __init__(self, shown: str, text: str) -> None:
        self.shown = shown
        self.text = text
        self.raw = text.encode("utf-8")
        self._lines = self.raw.split(b"\n")

    def place(self, node: Node) -> Place:
        """Return where *node* begins."""
        row, column = node.start_point
        return Place(self.shown, row + 1, len(self._lines[row][:column].decode("utf-8", "replace")) + 1)

    def long_line(self) -> int:
        """Return the number of the first line that is too long to be worked with, or 0."""
        return next((n for n, line in enumerate(self._lines, 1) if len(line) > _LONGEST_LINE), 0)


def text_of(node: Node) -> str:
    """Return the text of a node."""
    return (node.text or b"").decode("utf-8", "replace")


def named(node: Node) -> list[Node]:
    """Return the named children of a node without comments."""
    return [child for child in node.named_children if child.type != "comment"]


def parsed(source: Source, found: Findings) -> Node | None:
    """Return the root of the syntax tree; None, with diagnostics, where there are syntax errors or refusals."""
    line = source.long_line()
    if line:
        found.report("line-too-long", Place(source.shown, line, 1), limit=_LONGEST_LINE)
        return None
    if not scan(source.text, source.shown, found):
        return None
    root = _parser().parse(source.raw).root_node
    faults: list[Node] = []
    sound = True
    for node, depth in _walk(root):
        if node.is_error or node.is_missing:
            faults.append(node)
        elif depth > MAX_DEPTH:
            found.report("mal-too-deep", source.place(node), limit=MAX_DEPTH)
            return None
        elif node.type in _NOT_COMPUTED:
            found.report("mal-not-computed", source.place(node), construct=_NOT_COMPUTED[node.type])
        else:
            continue
        sound = False
    if faults:
        _report_faults(faults[:_MOST_FAULTS], source, found)
    return root if sound else None


def _walk(root: Node) -> Iterator[tuple[Node, int]]:
    """Yield all nodes with their depth, without what is inside errors, refused nodes and nodes that are too deep."""
    cursor = root.walk()
    while True:
        node = cursor.node
        if node is None:
            return
        yield node, cursor.depth
        closed = node.is_error or cursor.depth > MAX_DEPTH or node.type in _NOT_COMPUTED
        if not closed and cursor.goto_first_child():
            continue
        while not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                return


def _report_faults(faults: list[Node], source: Source, found: Findings) -> None:
    """Report the first fault as the parser met it, and further ones below it as the tree shows them."""
    fault = first_fault(source.raw, _grammar()) if len(source.raw) <= LONGEST_ACCOUNT else None
    line = report_fault(fault, source.text, source.shown, _grammar(), found) if fault is not None else 0
    for node in faults:
        place = source.place(node)
        if place.line <= line:
            continue
        word = " ".join(text_of(node).split())
        if node.is_missing:
            found.report("mal-missing", place, token=node.type)
        else:
            found.report("mal-syntax-further", place, token=word if len(word) <= _SHOWN else word[: _SHOWN - 1] + "…")


@cache
def _grammar() -> Language:
    import tree_sitter
    import tree_sitter_mal

    return tree_sitter.Language(tree_sitter_mal.language())


def _parser() -> Parser:
    import tree_sitter

    return tree_sitter.Parser(_grammar())
