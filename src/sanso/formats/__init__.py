"""Files of other makes, read and written: ledgers in Excel and CSV, workbooks that come back filled in.

Whatever is opened here comes from outside. `sanso.formats.opening` decides what is opened at all; no formula is
evaluated and no macro is run.
"""
