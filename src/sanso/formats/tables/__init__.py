r"""Tables as cells: sheets of workbooks and delimited text, read alike, nothing evaluated.

>>> import pathlib, tempfile
>>> with tempfile.TemporaryDirectory() as folder:
...     path = pathlib.Path(folder, "ledger.csv")
...     _ = path.write_bytes("資産番号,名称\nA-1,搬送ロボット\n".encode("cp932"))
...     opened = open_tables(path)
>>> opened.encoding, list(opened.tables[0])
('cp932', [['資産番号', '名称'], ['A-1', '搬送ロボット']])
"""

from sanso.formats.tables.reading import Opened, open_tables
from sanso.formats.tables.table import Cell, Table, address
from sanso.formats.tables.values import plain, read_count, read_day, read_money, spoken

__all__ = [
    "Cell",
    "Opened",
    "Table",
    "address",
    "open_tables",
    "plain",
    "read_count",
    "read_day",
    "read_money",
    "spoken",
]
