"""Reads a QR code (ISO/IEC 18004) of error correction M, versions 1 to 15, from clean modules: for tests alone.

Nothing is taken from the library that draws the codes. Errors are not corrected: a wrong module gives a wrong text.
"""

from __future__ import annotations

import re
import struct
import xml.etree.ElementTree as ElementTree
import zlib
from collections.abc import Iterator

Modules = list[list[int]]

ALIGNMENT = {
    1: (), 2: (6, 18), 3: (6, 22), 4: (6, 26), 5: (6, 30), 6: (6, 34), 7: (6, 22, 38), 8: (6, 24, 42), 9: (6, 26, 46),
    10: (6, 28, 50), 11: (6, 30, 54), 12: (6, 32, 58), 13: (6, 34, 62), 14: (6, 26, 46, 66), 15: (6, 26, 48, 70),
}  # fmt: skip
BLOCKS = {
    1: [16], 2: [28], 3: [44], 4: [32] * 2, 5: [43] * 2, 6: [27] * 4, 7: [31] * 4, 8: [38] * 2 + [39] * 2,
    9: [36] * 3 + [37] * 2, 10: [43] * 4 + [44], 11: [50] + [51] * 4, 12: [36] * 6 + [37] * 2, 13: [37] * 8 + [38],
    14: [40] * 4 + [41] * 5, 15: [41] * 5 + [42] * 5,
}  # fmt: skip
MASKS = (
    lambda y, x: (y + x) % 2 == 0,
    lambda y, x: y % 2 == 0,
    lambda y, x: x % 3 == 0,
    lambda y, x: (y + x) % 3 == 0,
    lambda y, x: (y // 2 + x // 3) % 2 == 0,
    lambda y, x: y * x % 2 + y * x % 3 == 0,
    lambda y, x: (y * x % 2 + y * x % 3) % 2 == 0,
    lambda y, x: ((y + x) % 2 + y * x % 3) % 2 == 0,
)
LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


def svg_modules(svg: str) -> Modules:
    """Return the modules of the one path that is drawn as a code, without its margin."""
    paths = [
        node.attrib["d"]
        for node in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}path")
        if node.get("shape-rendering") == "crispEdges"
    ]
    (path,) = paths
    runs = [tuple(map(int, run)) for run in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", path)]
    assert "".join("M{} {}h{}v1h-{}z".format(*run, run[2]) for run in runs) == path
    left, right = min(x for x, _, _ in runs), max(x + width for x, _, width in runs)
    rows = [[0] * (right - left) for _ in range(right - left)]
    for x, y, width in runs:
        rows[y - left][x - left : x - left + width] = [1] * width
    return rows


def png_modules(raw: bytes, scale: int, margin: int) -> Modules:
    """Return the modules of a picture in one bit of grey, without its margin."""
    place, packed, width, height = 8, b"", 0, 0
    while place < len(raw):
        length, kind = struct.unpack(">I4s", raw[place : place + 8])
        content = raw[place + 8 : place + 8 + length]
        if kind == b"IHDR":
            width, height, depth, colour = struct.unpack(">IIBB", content[:10])
            assert (depth, colour) == (1, 0)
        packed += content if kind == b"IDAT" else b""
        place += 12 + length
    rows, stride = bytearray(zlib.decompress(packed)), (width + 7) // 8 + 1
    for y in range(height):
        assert rows[y * stride] in (0, 2), "filters: none and up"
        for x in range(1, stride) if rows[y * stride] else ():
            rows[y * stride + x] = (rows[y * stride + x] + rows[(y - 1) * stride + x]) & 255
    picked = range(margin * scale + scale // 2, width - margin * scale, scale)
    return [[1 - (rows[y * stride + 1 + x // 8] >> (7 - x % 8) & 1) for x in picked] for y in picked]


def _fixed(version: int) -> set[tuple[int, int]]:
    """Return where no data stand: finders with format, timing, alignment, version."""
    side = 17 + 4 * version
    cells = {(y, x) for y in range(9) for x in (*range(9), *range(side - 8, side))}
    cells |= {(x, y) for y, x in cells}
    cells |= {(6, i) for i in range(side)} | {(i, 6) for i in range(side)}
    spots = ALIGNMENT[version]
    corners = {(6, 6), (6, side - 7), (side - 7, 6)}
    for y, x in {(y, x) for y in spots for x in spots} - corners:
        cells |= {(y + dy, x + dx) for dy in range(-2, 3) for dx in range(-2, 3)}
    if version >= 7:
        block = {(y, x) for y in range(6) for x in range(side - 11, side - 8)}
        cells |= block | {(x, y) for y, x in block}
    return cells


def _bits(modules: Modules, version: int) -> Iterator[int]:
    side, fixed = len(modules), _fixed(version)
    form = [modules[8][x] for x in (0, 1, 2, 3, 4)]
    unmasked = int("".join(map(str, form)), 2) ^ 0b10101
    assert unmasked >> 3 == 0b00, "error correction M"
    mask = MASKS[unmasked & 7]
    columns = [x for x in range(side - 1, 0, -2) if x > 6] + [5, 3, 1]
    for turn, right in enumerate(columns):
        for y in range(side) if turn % 2 else range(side - 1, -1, -1):
            for x in (right, right - 1):
                if (y, x) not in fixed:
                    yield modules[y][x] ^ mask(y, x)


def read_qr(modules: Modules) -> str:
    """Return the text that the code holds."""
    version = (len(modules) - 17) // 4
    stream = list(_bits(modules, version))
    words = [int("".join(map(str, stream[i : i + 8])), 2) for i in range(0, len(stream) - 7, 8)]
    sizes = BLOCKS[version]
    blocks: list[list[int]] = [[] for _ in sizes]
    source = iter(words)
    for index in range(max(sizes)):
        for block, size in zip(blocks, sizes, strict=True):
            if index < size:
                block.append(next(source))
    data = "".join(f"{word:08b}" for block in blocks for word in block)
    return _text(data, version)


def _text(data: str, version: int) -> str:
    place, found = 0, ""

    def take(count: int) -> int:
        nonlocal place
        place += count
        return int(data[place - count : place], 2)

    while len(data) - place >= 4:
        mode = take(4)
        if mode == 0b0000:
            break
        if mode == 0b0100:
            count = take(8 if version < 10 else 16)
            found += bytes(take(8) for _ in range(count)).decode()
        else:
            assert mode == 0b0010, mode
            count = take(9 if version < 10 else 11)
            for _ in range(count // 2):
                pair = take(11)
                found += LETTERS[pair // 45] + LETTERS[pair % 45]
            found += LETTERS[take(6)] if count % 2 else ""
    return found
