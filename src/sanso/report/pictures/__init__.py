"""The pictures of an assessment as SVG: the same drawing for page, report and command line.

`draw_layers` draws the three-layer map (三層図), `draw_map` the IoT-SSF map. Both are pure: they read nothing,
decide nothing and give a complete SVG that stands alone or in a page. They say *stated*, never *proven*.
`text_boxes` and `view_box` read a picture back, so that it can be checked that no label covers another.
"""

from sanso.report.pictures.layers import draw_layers
from sanso.report.pictures.matrix import draw_map
from sanso.report.pictures.svg import Box, text_boxes, view_box

__all__ = ["Box", "draw_layers", "draw_map", "text_boxes", "view_box"]
