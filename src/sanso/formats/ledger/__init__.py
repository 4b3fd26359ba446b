"""Ledgers that people keep in spreadsheets, read into a model and brought up to date with it.

Asset ledgers (資産台帳), supplier lists and lists of network connections. `read_ledger` proposes what each column
means and turns rows into entries of a model; `merge` compares them with the last import and with the model as it
is now, so that what was written by hand stays.
"""
