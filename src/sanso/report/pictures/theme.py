"""Colours, type and the frame around a picture: light, dark and print.

Every rule is scoped by the class of the picture, and there are no ids, so pictures do not disturb the page or
one another. The category ramp has one hue and falls (in the dark: rises) in lightness, so it survives colour
blindness and grey print; the numeral stands beside it always. Lines differ by colour, width and dash.
"""

from __future__ import annotations

from html import escape

from sanso.model.text import Language
from sanso.report.pictures.lettering import clean
from sanso.report.pictures.svg import number

__all__ = ["FONTS", "LINK_RULES", "frame"]

FONTS = '"Noto Sans JP", "Noto Sans CJK JP", "Hiragino Sans", "Yu Gothic", Meiryo, system-ui, sans-serif'

_LIGHT = {
    "bg": "#ffffff", "ink": "#1b2430", "soft": "#566272", "faint": "#d5dbe2", "card": "#ffffff", "edge": "#93a0ae",
    "p3": "#edf4fa", "p2": "#ecf5f0", "p1": "#f7f0f5", "pf": "#f3f3f0", "side": "#cfd9e3",
    "l3": "#0067a5", "l2": "#00735a", "l1": "#96437a", "l0": "#6d6a60", "hull": "#6c7a8a", "veil": ".42",
    "c0": "#e6eaee", "c1": "#fbe3c0", "c2": "#f2b25f", "c3": "#c2571a", "c4": "#76180f",
    "n0": "#1b2430", "n1": "#3a2605", "n2": "#2b1a00", "n3": "#ffffff", "n4": "#ffffff",
    "t0": "#f5f7f8", "t1": "#fdf3e3", "t2": "#fae2bd", "t3": "#f5c9a0", "t4": "#eaac96",
    "gap": "#b3400f", "have": "#1b2430",
}  # fmt: skip
_DARK = {
    "bg": "#11161c", "ink": "#e8edf2", "soft": "#a3afbc", "faint": "#343e49", "card": "#1c242d", "edge": "#66737f",
    "p3": "#15222e", "p2": "#13241f", "p1": "#251a23", "pf": "#1e1f1c", "side": "#2c3743",
    "l3": "#62b3ea", "l2": "#3fc79c", "l1": "#dd93c4", "l0": "#aaa596", "hull": "#8c9aa8", "veil": ".05",
    "c0": "#323c46", "c1": "#46371f", "c2": "#8a5a1a", "c3": "#e39442", "c4": "#ffe5c6",
    "n0": "#e8edf2", "n1": "#fbe3c0", "n2": "#ffffff", "n3": "#1d1000", "n4": "#3b1204",
    "t0": "#181e24", "t1": "#26221a", "t2": "#382c19", "t3": "#52371b", "t4": "#6e3d27",
    "gap": "#ff9d5c", "have": "#e8edf2",
}  # fmt: skip

_RULES = """
& {font-family:FONTS;background:var(--bg);color:var(--ink)}
& text {fill:var(--ink)}
& .soft {fill:var(--soft)} & .bold {font-weight:700} & .semi {font-weight:600}
& .bg {fill:var(--bg)} & .faint {stroke:var(--faint);stroke-width:1;fill:none}
& .p3 {fill:var(--p3)} & .p2 {fill:var(--p2)} & .p1 {fill:var(--p1)} & .pf {fill:var(--pf)} & .side {fill:var(--side)}
& .card {fill:var(--card);stroke:var(--edge);stroke-width:1}
& .card.dashed {stroke:var(--hull);stroke-dasharray:5 3}
& .hull {fill:#ffffff;fill-opacity:var(--veil);stroke:var(--hull);stroke-width:1.2;stroke-dasharray:6 4}
& .icon {fill:none;stroke:var(--ink);stroke-width:1.5;stroke-linejoin:round;stroke-linecap:round}
& .icon .dot, & .dot {fill:var(--ink);stroke:none}
& .ring {fill:var(--card);stroke:var(--ink);stroke-width:1.5} & .half {fill:var(--ink);stroke:none}
& .open {fill:none;stroke:var(--soft);stroke-width:1.2;stroke-dasharray:2 2}
& .line {fill:none;stroke-linejoin:round}
& .e3 .line {stroke:var(--l3);stroke-width:1.5} & .e3 .head {fill:var(--l3);stroke:var(--l3)}
& .e2 .line {stroke:var(--l2);stroke-width:2.6} & .e2 .head {fill:var(--l2);stroke:var(--l2)}
& .e1 .line {stroke:var(--l1);stroke-width:1.6;stroke-dasharray:7 3} & .e1 .head {fill:var(--l1);stroke:var(--l1)}
& .e0 .line {stroke:var(--l0);stroke-width:1.7;stroke-dasharray:1.5 3} & .e0 .head {fill:var(--l0);stroke:var(--l0)}
& .head {stroke-width:1.2;stroke-linejoin:round} & .head.flow {fill:var(--bg)}
& .edge:hover .line {stroke-width:4;stroke-dasharray:none}
& .b0 {fill:var(--c0)} & .b1 {fill:var(--c1)} & .b2 {fill:var(--c2)} & .b3 {fill:var(--c3)} & .b4 {fill:var(--c4)}
& .bx {fill:none;stroke:var(--soft);stroke-width:1;stroke-dasharray:2 2}
& .rim {fill:none;stroke:var(--ink);stroke-opacity:.28;stroke-width:1}
& text.n0 {fill:var(--n0)} & text.n1 {fill:var(--n1)} & text.n2 {fill:var(--n2)} & text.n3 {fill:var(--n3)}
& text.n4 {fill:var(--n4)}
& .t0 {fill:var(--t0)} & .t1 {fill:var(--t1)} & .t2 {fill:var(--t2)} & .t3 {fill:var(--t3)} & .t4 {fill:var(--t4)}
& .cell {stroke:var(--bg);stroke-width:3}
& .need {fill:none;stroke:var(--ink);stroke-width:1.2} & .have {fill:var(--have)}
& .lack {fill:none;stroke:var(--gap);stroke-width:1.4;stroke-dasharray:3 2} & text.gap {fill:var(--gap)}
& .axis {fill:none;stroke:var(--soft);stroke-width:1.4} & .tip {fill:var(--soft)}
"""

LINK_RULES = """
& a {text-decoration:none;cursor:pointer;outline:none}
& a:focus-visible .card, & a:hover .card {stroke:var(--ink);stroke-width:2.4}
& a:focus-visible .spot, & a:hover .spot {stroke:var(--ink);stroke-width:1.6}
& a:focus-visible text {text-decoration:underline} & .spot {fill:transparent;stroke:none}
& .ghost {fill:none;stroke:var(--ink);stroke-width:1.4;stroke-dasharray:3 2.4}
"""
"""Style of the marks that are links, for pictures on pages."""


def _variables(colours: dict[str, str]) -> str:
    return ";".join(f"--{name}:{value}" for name, value in colours.items())


def _style(scope: str, more: str) -> str:
    rules = (_RULES.rstrip() + more.rstrip()).replace("FONTS", FONTS).replace("&", f".{scope}").strip()
    light, dark = _variables(_LIGHT), _variables(_DARK)
    return (
        f".{scope} {{{light}}}\n"
        f"@media (prefers-color-scheme: dark) {{.{scope} {{{dark}}}}}\n"
        f"@media print {{.{scope} {{{light};-webkit-print-color-adjust:exact;print-color-adjust:exact}}}}\n{rules}"
    )


def frame(
    body: str,
    *,
    scope: str,
    width: float,
    height: float,
    title: str,
    desc: str,
    lang: Language,
    rules: str = "",
    role: str = "img",
) -> str:
    """Return the whole SVG around *body*.

    *scope* is the class that all of its style hangs on; *rules* are style rules of this picture alone, in which
    ``&`` stands for the scope. *role* is ``group`` where marks inside are links.
    """
    size = f"{number(width)} {number(height)}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{scope}" role="{role}" lang="{lang}" viewBox="0 0 {size}" '
        f'width="{number(width)}" height="{number(height)}" style="max-width:100%;height:auto">\n'
        f"<title>{escape(clean(title))}</title>\n<desc>{escape(clean(desc))}</desc>\n"
        f"<style>\n{_style(scope, rules)}\n</style>\n"
        f'<rect width="{number(width)}" height="{number(height)}" class="bg"/>\n{body}\n</svg>\n'
    )
