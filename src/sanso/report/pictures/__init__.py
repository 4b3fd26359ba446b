"""The pictures of an assessment and of an attack as SVG: the same drawing for page, report and command line.

`draw_layers` draws the three-layer map (三層図), `draw_map` the IoT-SSF map, `draw_path` an attack path (攻撃経路),
`draw_curve` the exceedance curve of the yearly loss, `draw_surface` where an attack can begin, `draw_assumptions`
what the loss rests on, `draw_bowtie` the bow-tie of one harm (ボウタイ図), `draw_trust_gap` what is required beside
what is stated and proven (信頼性ギャップ). All are pure: they read nothing, decide nothing and give a complete SVG that
stands alone or in a page. They say *proven* only where the assessment looked at evidence, else *stated*.
`text_boxes` and `view_box` read a picture back, so that it can be checked that no label covers another.
"""

from sanso.report.pictures.bowtie import draw_bowtie
from sanso.report.pictures.curve import draw_curve
from sanso.report.pictures.gap import draw_trust_gap
from sanso.report.pictures.layers import Drawing, draw_layers, layers_drawing
from sanso.report.pictures.matrix import draw_map
from sanso.report.pictures.path import draw_path
from sanso.report.pictures.surface import draw_surface
from sanso.report.pictures.svg import Box, text_boxes, view_box
from sanso.report.pictures.tornado import draw_assumptions
from sanso.report.pictures.view import Links, Move, View

__all__ = [
    "Box",
    "Drawing",
    "Links",
    "Move",
    "View",
    "draw_assumptions",
    "draw_bowtie",
    "draw_curve",
    "draw_layers",
    "draw_map",
    "draw_path",
    "draw_surface",
    "draw_trust_gap",
    "layers_drawing",
    "text_boxes",
    "view_box",
]
