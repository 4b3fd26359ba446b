"""Small MAL languages, one for each feature of the language."""

from __future__ import annotations

_HEAD = '#id: "test"\n#version: "1.0.0"\n'
_ASSOCIATIONS = """
associations {
  Node [prev] * <-- Order --> * [next] Node
  Node [in]   * <-- Place --> * [out]  Node
  Node [user] * <-- Use   --> 0..2 [tool] Tool
  Tool [part] * <-- Make  --> * [whole] Tool
  Box  [box]  0..1 <-- Hold --> * [held] Node
}
"""


def language(nodes: str, *, tools: str = "", boxes: str = "", more: str = "") -> str:
    """Return a language of nodes, two kinds of node, tools and boxes, with the steps given."""
    return f"""{_HEAD}
category Test {{
  asset Node {{
    | hit
    & guarded
    {nodes}
  }}
  asset Left extends Node {{ | own -> hit }}
  asset Right extends Node {{ }}
  asset Far extends Right {{ }}
  asset Tool {{ | hit -> user.hit
    {tools} }}
  asset Box {{ | hit -> held.hit
    {boxes} }}
  {more}
}}
{_ASSOCIATIONS}"""


FEATURES = {
    "own step": language("| go -> hit, guarded"),
    "self-loop": language("| go -> go, hit"),
    "said twice": language("| go -> hit, hit, next.hit, next.hit"),
    "field": language("| go -> next.hit, prev.guarded, tool.hit, box.hit"),
    "way there and back": language("| go -> next.prev.hit, tool.user.guarded"),
    "collect": language("| go -> next.out.tool.user.hit"),
    "collect to the right": language("| go -> next.(out.tool).hit"),
    "union": language(r"| go -> (next \/ out).hit, (next \/ in \/ prev).guarded"),
    "intersection": language(r"| go -> (next /\ out).hit"),
    "difference": language("| go -> (next - out).hit"),
    "set operation behind a field": language(r"| go -> out.(next /\ prev).hit, in.(next - prev).guarded"),
    "set operation of paths": language(r"| go -> (next.out /\ out.next).hit, (next.next - prev).guarded"),
    "three operands": language(r"| go -> (next \/ out - prev /\ in).hit"),
    "closure": language("| go -> next*.hit"),
    "closure behind a field": language("| go -> out.next*.hit"),
    "closure of a path": language("| go -> (next.out)*.hit"),
    "closure to the right of a union": language(r"| go -> (out \/ next*).hit"),
    "closure and on": language("| go -> next*.out.guarded"),
    "subtype": language("| go -> next[Left].own, out[Right].hit, next[Far].guarded"),
    "subtype of a union": language(r"| go -> (next \/ out)[Right].hit"),
    "subtype of a closure": language("| go -> next*[Left].own"),
    "subtype within a path": language("| go -> next[Right].out[Left].hit"),
    "variable": language("let ways = next.out | go -> ways().hit, in.ways().guarded"),
    "variable of variables": language(r"let one = next let two = one().out \/ in | go -> two().hit, prev.two().hit"),
    "variable of several types": language(
        "| go -> tool.near().hit, box.near().hit",
        tools="let near = user.next | x -> near().hit",
        boxes="let near = held.tool.user | x -> near().guarded",
    ),
    "variable with a closure": language(
        "| go -> tool.all().hit", tools="let all = whole* | x -> all().hit, all().user.guarded"
    ),
    "defence": language("# shut -> guarded, next.guarded | go -> guarded # open [Disabled] # half [Bernoulli(0.5)]"),
    "existence": language("E any <- next -> guarded !E none <- tool -> guarded | go -> guarded"),
    "existence by path": language("E any <- next.out[Left] -> guarded !E none <- (next - out) -> guarded"),
    "existence of several": language("E any <- next, tool, box -> guarded"),
    "times": language(
        "| a [Exponential(0.1)] -> b | b [Gamma(1, 2) + 3] & c [LogNormal(1, 2) * Bernoulli(0.5)] | d [Uniform(1, 2)]"
        "| e [Binomial(5, 0.5)] | f [TruncatedNormal(5, 2)] | g [Pareto(2, 1) / 2] | h [HardAndUncertain] | i [7]"
        "| j [(Exponential(1) - 2) ^ 2]"
    ),
    "tags": language("| go @hidden @loud -> hit | still @hidden"),
    "inherited and added to": language(
        "| go [Exponential(1)] -> hit",
        more="asset More extends Left { | go [Exponential(2)] +> guarded | own [Exponential(3)] +> next.hit }",
    ),
    "inherited and replaced": language(
        "| go @old [Exponential(1)] -> hit E any <- next -> guarded",
        more="asset Other extends Left { | go [Exponential(2)] -> guarded | own -> prev.hit E any <- out -> hit }",
    ),
    "inherited over three types": language(
        "| go -> hit",
        more="""asset A1 extends Right { | go [Exponential(1)] +> guarded }
                asset A2 extends A1 { | go [Exponential(1)] +> next.hit | own -> hit }
                asset A3 extends A2 { | go -> out.hit | own -> guarded }""",
    ),
    "abstract": language(
        "| go -> hit", more="abstract asset Idea extends Left { | own +> guarded } asset Thing extends Idea { }"
    ),
    "steps of one name at other places": language(
        r"| go -> (tool.user \/ next).hit, tool.gone, box.gone",
        tools="| before | gone -> user.go",
        boxes="| gone -> held.go",
    ),
}
