from __future__ import annotations

import pytest

from sanso.report.document import Column, Row, Run, Table, plain, runs, sign

from .factory import STATUSES


def test_every_status_has_a_sign_of_its_own() -> None:
    signs = {sign(status) for status in STATUSES}  # type: ignore[arg-type]
    assert len(signs) == len(STATUSES)
    assert "" not in signs


def test_a_category_is_its_own_sign() -> None:
    assert plain(Run("4", mark="category-4")) == "4"


def test_plain_text_keeps_signs_and_order() -> None:
    assert plain(("a ", Run("word", mark="missing"), " b")) == "a × word b"


def test_empty_runs_are_dropped() -> None:
    assert runs(("", Run(""), "a")) == (Run("a"),)


@pytest.mark.parametrize("row", [Row(("a",)), Row(("a", "b", "c")), Row(("a", "b"), group=True)])
def test_a_row_that_does_not_fit_its_table_is_refused(row: Row) -> None:
    with pytest.raises(ValueError, match="cells for 2 columns"):
        Table((Column("x"), Column("y")), (row,))
